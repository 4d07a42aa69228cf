#![doc = include_str!("../README.md")]

mod api;
mod background;
pub mod desk;
#[expect(
    unreachable_pub,
    reason = "the entity macro makes public items; nothing of them leaves this crate"
)]
mod entities;
mod keys;
mod migrations;
mod pages;
mod refusal;
mod server;

use axum::Router;
use berth_bus::Bus;
use berth_runtime::{Readiness, Settings, SharedClock, Shutdown};
use berth_store::Store;
use chrono::{DateTime, Duration, Utc};
use tokio::net::TcpListener;
use uuid::Uuid;

pub use desk::App;
pub use keys::{Keys, Purpose, Receipt};
pub use migrations::Migrator;
pub use refusal::{Problem, Refusal};

/// What the service gets from the process it runs in.
pub struct IntakeDeps {
    /// All settings.
    pub settings: Settings,
    /// Intake's own database, migrated.
    pub store: Store,
    /// NATS, as the user `intake`.
    pub bus: Bus,
    /// The time.
    pub clock: SharedClock,
    /// When to stop.
    pub shutdown: Shutdown,
    /// Where to say what is missing.
    pub readiness: Readiness,
    /// Bound already, so that a port that is taken is noticed at start.
    pub listener: TcpListener,
    /// Pages served beside intake's own, for example the captured mail of `berth up`.
    pub beside: Router,
}

/// Why the service can't run.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// A setting it can't do without.
    #[error("{0}")]
    Setting(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] berth_store::StoreError),
    /// NATS.
    #[error(transparent)]
    Bus(#[from] berth_bus::BusError),
    /// The listener.
    #[error("serving HTTP failed: {0}")]
    Serve(#[from] std::io::Error),
    /// Templates that don't compile: a mistake in this program.
    #[error("a page's template can't be used: {0}")]
    Template(String),
}

/// Runs intake until it is told to stop: API and pages, consumers, questions of other services, timers, outbox relay.
///
/// # Errors
/// When a setting is missing, migrations are pending, or a part fails for good.
pub async fn run(deps: IntakeDeps) -> Result<(), IntakeError> {
    deps.store.require_migrated::<Migrator>().await?;
    let app = app(&deps)?;
    background::run(app, deps).await
}

fn app(deps: &IntakeDeps) -> Result<App, IntakeError> {
    let secret = deps.settings.signing_key.as_ref();
    let secret = secret.ok_or_else(|| IntakeError::Setting("BERTH_SIGNING_KEY is not set".to_owned()))?;
    let keys =
        Keys::derive(secret.expose()).map_err(|e| IntakeError::Setting(format!("BERTH_SIGNING_KEY: {e}")))?;
    let token = deps.settings.operator_token.as_ref().map(|t| t.expose().as_str());
    let url = deps.settings.public_url.clone();
    Ok(App::new(
        deps.store.clone(),
        deps.bus.clone(),
        keys,
        deps.clock.clone(),
        url,
        token,
    ))
}

/// A link that signs its holder in as the operator, for ten minutes: printed by `berth up`.
#[must_use]
pub fn sign_in_link(keys: &Keys, public_url: &url::Url, id: Uuid, now: DateTime<Utc>) -> String {
    let code = keys.link(Purpose::SignIn, id, now + Duration::minutes(10));
    format!("{}/sign-in/{code}", public_url.as_str().trim_end_matches('/'))
}

/// Publishes the newest state of every programme, trainee, opening and party again: rebuilds the state stream and the
/// contacts from the database, for `berth intake republish`. Says how many messages went into the outbox.
///
/// # Errors
/// When the database fails.
pub async fn republish(deps: &IntakeDeps) -> Result<u64, Refusal> {
    let app = app(deps).map_err(|e| Refusal::unprocessable(e.to_string()))?;
    app.system_desk(None).republish().await
}
