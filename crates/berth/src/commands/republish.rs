//! `berth intake republish`: the newest state of everything once more, for a state stream that was lost.

use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use berth_intake::IntakeDeps;
use berth_runtime::{Readiness, Settings, Shutdown, SystemClock};
use tokio::net::TcpListener;

use crate::Ended;
use crate::services::{self, Service};

/// Writes it to the outbox; a running intake publishes it.
pub(crate) async fn run(settings: Settings) -> Result<Ended> {
    crate::settings::command_logs(&settings)?;
    services::check(Service::Intake, &settings)?;
    let clock = Arc::new(SystemClock);
    let store = services::open(
        Service::Intake,
        settings.intake_database_url.expose(),
        clock.clone(),
    )
    .await?;
    let bus = services::connect(Service::Intake, &settings).await?;
    let deps = IntakeDeps {
        settings,
        store: store.clone(),
        bus: bus.clone(),
        clock,
        shutdown: Shutdown::new(),
        readiness: Readiness::new(),
        // Nobody is served here; a port that is surely free will do.
        listener: TcpListener::bind(("127.0.0.1", 0))
            .await
            .context("no port is free on 127.0.0.1")?,
        beside: Router::new(),
    };
    let done = berth_intake::republish(&deps).await;
    bus.drain().await;
    store.close().await;
    let count = done.map_err(|refusal| anyhow::anyhow!("{refusal}"))?;
    println!("{count} messages are in the outbox; intake publishes them as soon as it runs");
    Ok(Ended::Well)
}
