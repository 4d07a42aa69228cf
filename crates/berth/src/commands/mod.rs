//! One module per command.

pub(crate) mod dead_letters;
pub(crate) mod health;
pub(crate) mod mail;
pub(crate) mod migrate;
pub(crate) mod outbox;
pub(crate) mod provision;
pub(crate) mod republish;
pub(crate) mod round;
pub(crate) mod service;
pub(crate) mod skills;

use anyhow::Result;
use berth_bus::{Bus, BusOptions};
use berth_runtime::Settings;

/// A connection for a command that an operator runs by hand.
async fn operator_bus(settings: &Settings) -> Result<Bus> {
    let options = BusOptions::new(settings.nats_url.expose(), "berth-cli", "operator")
        .patience(std::time::Duration::from_secs(5))
        .replicas(settings.nats_replicas.into());
    Ok(Bus::connect(options).await?)
}
