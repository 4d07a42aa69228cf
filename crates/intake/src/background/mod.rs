//! Everything that goes on beside the requests, started and stopped in order.

mod consumers;
mod questions;
mod timers;

use std::time::Duration;

use berth_events::consumers::{INTAKE_ROUNDS, INTAKE_SHORTLISTS};
use berth_runtime::{Lifecycle, LifecycleError, Shutdown};

use crate::desk::App;
use crate::{IntakeDeps, IntakeError, server};

const CONCURRENCY: usize = 4;

/// Runs all parts. The stage begun last stops first: requests, then consumers and timers, then the outbox relay, so
/// that what the others wrote still goes out.
pub(crate) async fn run(app: App, deps: IntakeDeps) -> Result<(), IntakeError> {
    let IntakeDeps {
        settings,
        store,
        bus,
        shutdown,
        readiness,
        listener,
        beside,
        ..
    } = deps;
    let router = server::router(app.clone(), beside)?;
    let mut parts = Lifecycle::new(shutdown, settings.stop_deadline);

    let stage = parts.begin_stage();
    let gate = readiness.gate("outbox");
    let publisher = bus.clone();
    parts.spawn(
        "intake: outbox",
        never_fails(async move { store.relay(publisher, &stage, gate).await }),
    );

    let stage = parts.begin_stage();
    let rounds = consumers::Rounds(app.clone());
    let (b, s, gate) = (
        bus.clone(),
        stage.clone(),
        readiness.gate("consumer intake-rounds"),
    );
    parts.spawn("intake: rounds", async move {
        b.consume(INTAKE_ROUNDS, CONCURRENCY, rounds, s, gate).await
    });
    let shortlists = consumers::Shortlists(app.clone());
    let (b, s, gate) = (
        bus.clone(),
        stage.clone(),
        readiness.gate("consumer intake-shortlists"),
    );
    parts.spawn("intake: shortlists", async move {
        b.consume(INTAKE_SHORTLISTS, CONCURRENCY, shortlists, s, gate)
            .await
    });
    parts.spawn(
        "intake: message facts",
        questions::serve(bus, app.clone(), stage.clone()),
    );
    parts.spawn(
        "intake: offers expire",
        never_fails(timers::offers(app.clone(), stage.clone())),
    );
    parts.spawn(
        "intake: drafts expire",
        never_fails(timers::drafts(app.clone(), stage.clone())),
    );
    parts.spawn(
        "intake: rounds announced",
        never_fails(timers::rounds(app.clone(), stage.clone())),
    );
    parts.spawn(
        "intake: re-matches asked for",
        never_fails(timers::rematches(app, stage)),
    );

    let stage = parts.begin_stage();
    parts.spawn("intake: http", server::serve(listener, router, stage));

    parts
        .run()
        .await
        .map_err(|error: LifecycleError| IntakeError::Setting(error.to_string()))
}

async fn never_fails(task: impl Future<Output = ()>) -> Result<(), std::convert::Infallible> {
    task.await;
    Ok(())
}

/// Waits, or returns `true` when it is time to stop.
async fn stopped_within(shutdown: &Shutdown, wait: Duration) -> bool {
    tokio::time::timeout(wait, shutdown.soft().cancelled())
        .await
        .is_ok()
}
