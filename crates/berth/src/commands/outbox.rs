//! `berth outbox`: what services have written for NATS and how much of it is there.

use std::sync::Arc;

use anyhow::{Context, Result};
use berth_runtime::{Settings, SystemClock};
use berth_store::{ReplayFilter, Store, StoreOptions};
use chrono::SecondsFormat;

use super::migrate::databases;
use crate::Ended;
use crate::cli::{Database, OutboxTask, ReplayArguments};

/// Rows set aside that the status lists by name.
const SHOWN: u64 = 20;

pub(crate) async fn run(task: OutboxTask, settings: &Settings) -> Result<Ended> {
    crate::settings::command_logs(settings)?;
    match task {
        OutboxTask::Status { services } => {
            for database in databases(&services) {
                status(database, settings).await?;
            }
        }
        OutboxTask::Replay(wish) => replay(wish, settings).await?,
    }
    Ok(Ended::Well)
}

async fn open(database: Database, settings: &Settings) -> Result<Store> {
    let options = StoreOptions::new(format!("{}-cli", database.name()), Arc::new(SystemClock));
    let store = Store::connect(database.url(settings), options).await;
    store.with_context(|| format!("opening {}'s database", database.name()))
}

async fn status(database: Database, settings: &Settings) -> Result<()> {
    let store = open(database, settings).await?;
    let status = store.outbox_status().await?;
    let since = status.oldest.map(|at| {
        format!(
            ", the oldest since {}",
            at.to_rfc3339_opts(SecondsFormat::Secs, true)
        )
    });
    let (name, waiting, parked) = (database.name(), status.waiting, status.parked);
    println!(
        "{name}: {waiting} waiting{}, {parked} set aside",
        since.unwrap_or_default()
    );
    if parked > 0 {
        let filter = ReplayFilter {
            parked: true,
            ..ReplayFilter::default()
        };
        for row in store.outbox_rows(&filter, SHOWN).await? {
            println!("  {} {}: {}", row.id, row.subject, row.error.unwrap_or_default());
        }
        println!("  when the cause is gone: berth outbox replay {name} --parked");
    }
    store.close().await;
    Ok(())
}

async fn replay(wish: ReplayArguments, settings: &Settings) -> Result<()> {
    let filter = ReplayFilter {
        ids: wish.ids,
        subject_prefix: wish.subject,
        from: wish.since,
        until: wish.until,
        parked: wish.parked,
    };
    let store = open(wish.service, settings).await?;
    let rows = store.replay_outbox(&filter).await?;
    store.close().await;
    println!(
        "{rows} events will be published again by {}, as soon as it runs",
        wish.service.name()
    );
    Ok(())
}
