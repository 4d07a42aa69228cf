//! One module per command.

pub(crate) mod dead_letters;
mod files;
pub(crate) mod health;
pub(crate) mod mail;
pub(crate) mod migrate;
pub(crate) mod outbox;
pub(crate) mod provision;
pub(crate) mod republish;
pub(crate) mod round;
pub(crate) mod service;
pub(crate) mod skills;

use std::io::Write as _;

use anyhow::{Context as _, Result};
use berth_bus::{Bus, BusOptions};
use berth_runtime::Settings;

use crate::Ended;

/// Writes to standard output. A reader who has seen enough (`| head`) is no failure.
fn print(text: &str) -> Result<()> {
    let mut output = std::io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to standard output")
        }
        _ => Ok(()),
    }
}

/// Says why what was given can't be used; a cause that is in the sentence before already isn't said again.
fn unusable(error: &anyhow::Error) -> Ended {
    let mut said = String::new();
    for cause in error.chain() {
        let text = cause.to_string();
        if !said.contains(&text) {
            if !said.is_empty() {
                said.push_str(": ");
            }
            said.push_str(&text);
        }
    }
    eprintln!("error: {said}");
    Ended::Unusable
}

/// A connection for a command that an operator runs by hand.
async fn operator_bus(settings: &Settings) -> Result<Bus> {
    let options = BusOptions::new(settings.nats_url.expose(), "berth-cli", "operator")
        .patience(std::time::Duration::from_secs(5))
        .replicas(settings.nats_replicas.into());
    Ok(Bus::connect(options).await?)
}
