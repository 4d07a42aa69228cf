#![doc = include_str!("../README.md")]

mod bench;
mod house_rules;
mod images;
mod layers;
mod process;
mod proto;
mod setup;
mod steps;
mod test;
mod totals;
mod up;
mod workspace;

use std::{ffi::OsString, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Sets up, builds, tests and starts Berth.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Start all of Berth here, with the sample programmes; what is missing is fetched first
    Up {
        /// Build with all optimisations: slower to build, faster to run
        #[arg(long)]
        release: bool,
        /// For `berth up`, for example --now 2027-02-01T08:00:00Z --speed 3600; see `-- --help`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        berth: Vec<OsString>,
    },
    /// Everything that must hold before a change goes in
    Test {
        /// Only the tests that match this nextest filter expression, without the checks before them
        #[arg(long, value_name = "EXPRESSION")]
        only: Option<String>,
    },
    /// Generate the Rust code of the messages in proto/, and check their style and compatibility
    Proto {
        /// Change nothing; fail when the committed code is not what the messages give
        #[arg(long)]
        check: bool,
    },
    /// Fetch what the tests need: nats-server, PostgreSQL, Chromium, buildah, nextest, Python packages
    Setup,
    /// Run the benchmarks, or those whose name contains NAME
    Bench { name: Option<String> },
    /// Build the container image with the static binary
    Images {
        /// What to call it
        #[arg(long, default_value = images::DEFAULT_TAG)]
        tag: String,
        /// How to build the binary; dev is quicker to build, and slower and larger to run
        #[arg(long, default_value = "release")]
        profile: String,
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
    let root = workspace::root()?;
    match task {
        Task::Up { release, berth } => up::start(&root, release, &berth),
        Task::Test { only: None } => test::everything(&root),
        Task::Test {
            only: Some(expression),
        } => test::only(&root, &expression),
        Task::Proto { check: true } => proto::check(&root),
        Task::Proto { check: false } => proto::generate(&root),
        Task::Setup => setup::to_test(&root),
        Task::Bench { name } => bench::run(&root, name.as_deref()),
        Task::Images { tag, profile } => images::build(&root, &tag, &profile),
    }
}
