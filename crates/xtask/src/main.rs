//! Sets up, builds, tests and starts Berth.

mod proto;
mod run;
mod tools;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// What one does with this repository.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generate the Rust code of the messages in proto/, and check their style and compatibility
    Proto {
        /// Change nothing; fail when the committed code is not what the messages give
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match carry_out(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(task: Task) -> Result<()> {
    match task {
        Task::Proto { check } => {
            proto::generate(check)?;
            proto::guard()
        }
    }
}
