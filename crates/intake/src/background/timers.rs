//! What the clock does: offers and drafts expire, locked rounds get announced, wanted re-matches asked for.

use std::time::Duration;

use berth_runtime::Shutdown;
use chrono::{DateTime, Utc};
use tokio::sync::Notify;

use super::stopped_within;
use crate::desk::App;
use crate::refusal::Refusal;

/// Other replicas send offers too, so each looks again at least this often, on the wall.
const LOOK_AGAIN: Duration = Duration::from_secs(15);
/// A failed look is tried again after this.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Expires offers at their instant.
pub(super) async fn offers(app: App, shutdown: Shutdown) {
    loop {
        let next = app.system_desk(None).expire_offers().await;
        if wait(&app, &shutdown, next, app.offers_changed(), "expiring offers").await {
            return;
        }
    }
}

/// Expires drafts at their programme's deadline.
pub(super) async fn drafts(app: App, shutdown: Shutdown) {
    loop {
        let next = app.system_desk(None).expire_drafts().await;
        if wait(&app, &shutdown, next, app.deadlines_changed(), "expiring drafts").await {
            return;
        }
    }
}

/// Waits for the next instant, for a change that may bring an earlier one, or for a while; `true` when it is time to stop.
async fn wait(
    app: &App,
    shutdown: &Shutdown,
    next: Result<Option<DateTime<Utc>>, Refusal>,
    changed: &Notify,
    what: &str,
) -> bool {
    let next = match next {
        Ok(next) => next,
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "{what} failed and is tried again"
            );
            return stopped_within(shutdown, AFTER_FAILURE).await;
        }
    };
    let at_next = async {
        match next {
            Some(at) => app.sleep_until(at).await,
            None => std::future::pending().await,
        }
    };
    let stop = shutdown.soft();
    tokio::select! {
        () = stop.cancelled() => true,
        () = at_next => false,
        () = changed.notified() => false,
        () = tokio::time::sleep(LOOK_AGAIN) => false,
    }
}

/// Announces locked rounds whose announcement was cut short.
pub(super) async fn rounds(app: App, shutdown: Shutdown) {
    loop {
        if let Err(error) = app.system_desk(None).announce_waiting().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "a locked round can't be announced yet"
            );
        }
        if stopped_within(&shutdown, AFTER_FAILURE).await {
            return;
        }
    }
}

/// Asks for re-matches as soon as they are wanted, and again where that was cut short.
pub(super) async fn rematches(app: App, shutdown: Shutdown) {
    loop {
        if let Err(error) = app.system_desk(None).ask_for_rematches().await {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "not every wanted re-match is asked for yet"
            );
        }
        tokio::select! {
            stop = stopped_within(&shutdown, AFTER_FAILURE) => if stop { return },
            () = app.rematches_wanted().notified() => {}
        }
    }
}
