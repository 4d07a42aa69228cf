//! `berth intake | matcher | notifier`: one service in a process of its own.

use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use berth_runtime::{Lifecycle, Readiness, Settings, Shutdown, SystemClock, admin, telemetry};
use tokio::net::TcpListener;

use crate::Ended;
use crate::cli::ServiceArguments;
use crate::services::{self, Parts, Running, Service};

/// Runs one service until it is told to stop.
pub(crate) async fn run(service: Service, wish: &ServiceArguments, settings: Settings) -> Result<Ended> {
    crate::settings::refuse_calendar(&wish.refused)?;
    crate::settings::service_logs(&settings)?;
    let metrics = telemetry::metrics();
    services::check(service, &settings)?;
    let shutdown = Shutdown::on_signals().context("cannot listen for signals")?;
    let readiness = Readiness::new();
    let mut lifecycle = Lifecycle::new(shutdown.clone(), settings.stop_deadline);

    let stage = lifecycle.begin_stage();
    let listener = TcpListener::bind(settings.admin_listen).await;
    let listener = listener.with_context(|| {
        format!(
            "cannot listen on {} (BERTH_ADMIN_LISTEN); is it in use already?",
            settings.admin_listen
        )
    })?;
    lifecycle.spawn(
        "admin listener",
        admin::serve(listener, readiness.clone(), metrics, shutdown, stage),
    );

    let running = match service {
        // The notifier keeps captured mail in its data folder; reading it there is up to `berth up`.
        Service::Intake => Running::Intake(services::site_listener(&settings).await?, Router::new()),
        Service::Matcher => Running::Matcher,
        Service::Notifier => Running::Notifier,
    };
    let stage = lifecycle.begin_stage();
    let parts = Parts::new(settings, Arc::new(SystemClock), stage, readiness);
    lifecycle.spawn(service.name(), services::run(running, parts));

    lifecycle.run().await?;
    Ok(Ended::Well)
}
