#![doc = include_str!("../README.md")]

mod cli;
mod commands;
mod doctor;
mod services;
mod settings;
mod up;

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;

use cli::{Arguments, Command};
use commands::round::pairs;
use services::Service;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a command ended that didn't fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// As hoped: 0.
    Well,
    /// Done, and the answer is no: 3. For scripts that ask.
    No,
    /// A round's result was found to be wrong: 1.
    Refuted,
    /// A document or file that was given can't be used, and it was said why: 2.
    Unusable,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(Ended::Well) => ExitCode::SUCCESS,
        Ok(Ended::Refuted) => ExitCode::from(1),
        Ok(Ended::Unusable) => ExitCode::from(2),
        Ok(Ended::No) => ExitCode::from(3),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<Ended> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.context("cannot start the runtime")?;
    let ended = runtime.block_on(carry_out(arguments));
    // Whatever still blocks a thread was given its time by the command itself.
    runtime.shutdown_timeout(Duration::from_millis(100));
    ended
}

async fn carry_out(arguments: Arguments) -> Result<Ended> {
    let load = || settings::load(arguments.config.as_deref());
    match arguments.command {
        Command::Up(wish) => up::run(wish, load()?).await,
        Command::Intake(wish) => match wish.task {
            None => commands::service::run(Service::Intake, &wish.service, load()?).await,
            Some(cli::IntakeTask::Republish) => commands::republish::run(load()?).await,
        },
        Command::Matcher(wish) => commands::service::run(Service::Matcher, &wish, load()?).await,
        Command::Notifier(wish) => commands::service::run(Service::Notifier, &wish, load()?).await,
        Command::Migrate(wish) => commands::migrate::run(&wish, &load()?).await,
        Command::Provision { plan } => commands::provision::run(plan, &load()?).await,
        Command::Doctor => doctor::run(load()).await,
        Command::Health { address } => match address {
            Some(address) => commands::health::run(address).await,
            None => commands::health::run(load()?.admin_listen).await,
        },
        Command::Solve { input, output } => commands::round::solve(&input, &output),
        Command::Verify { input, result } => commands::round::verify(&input, &result),
        Command::Explain {
            cohort,
            trainee,
            opening,
            json,
        } => pairs::explain(&cohort, &trainee, &opening, json),
        Command::Shortlist(wish) => pairs::shortlist(&wish),
        Command::Skills { task } => commands::skills::run(task),
        Command::Config {
            task: cli::ConfigTask::Print,
        } => {
            print!("{}", load()?.to_toml_without_secrets());
            Ok(Ended::Well)
        }
        Command::Outbox { task } => commands::outbox::run(task, &load()?).await,
        Command::Mail { task } => commands::mail::run(task, &load()?).await,
        Command::DeadLetters { task } => commands::dead_letters::run(task, &load()?).await,
        Command::NatsGuard { program, config } => {
            up::guard::run(&program, &config).await.map(|()| Ended::Well)
        }
    }
}
