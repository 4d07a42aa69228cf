//! The three services: what each needs around it, and how it is started and left.

use anyhow::{Context, Result, bail};
use berth_bus::{Bus, BusOptions};
use berth_runtime::{Readiness, Settings, SharedClock, Shutdown};
use berth_store::{Store, StoreOptions};

/// One of the services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    Intake,
    Matcher,
    Notifier,
}

impl Service {
    /// Its name, which is also that of its NATS user.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Matcher => "matcher",
            Self::Notifier => "notifier",
        }
    }
}

/// What a service gets from the process it runs in.
pub(crate) struct Parts {
    pub(crate) settings: Settings,
    pub(crate) clock: SharedClock,
    pub(crate) shutdown: Shutdown,
    pub(crate) readiness: Readiness,
}

/// Refuses settings with which the service can't do its work.
pub(crate) fn check(service: Service, settings: &Settings) -> Result<()> {
    let make = "make one with `openssl rand -hex 32`, and give it to intake and notifier alike";
    if service != Service::Matcher && settings.signing_key.is_none() {
        bail!("BERTH_SIGNING_KEY is not set, and links and receipts are signed with it; {make}");
    }
    if service == Service::Intake && settings.operator_token.is_none() {
        bail!(
            "BERTH_OPERATOR_TOKEN is not set, and operators sign in with it; make one with `openssl rand -hex 32`"
        );
    }
    if service == Service::Notifier && settings.smtp_url.expose() == "capture:" {
        tracing::warn!(
            "no mail leaves this machine: BERTH_SMTP_URL is capture:, and mails are kept in the data folder"
        );
    }
    Ok(())
}

/// Connects, runs the service until it is told to stop, and closes what was opened.
pub(crate) async fn run(service: Service, parts: Parts) -> Result<()> {
    let stop = parts.shutdown.soft();
    let bus = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        bus = connect(service, &parts) => bus?,
    };
    let done = match service {
        Service::Intake => intake(parts, bus.clone()).await,
        Service::Matcher => matcher(parts, bus.clone()).await,
        Service::Notifier => notifier(parts, bus.clone()).await,
    };
    bus.drain().await;
    done
}

async fn connect(service: Service, parts: &Parts) -> Result<Bus> {
    let gate = parts.readiness.gate("nats");
    gate.unready("connecting");
    let name = format!("berth-{}", service.name());
    let bus = Bus::connect(BusOptions::new(
        parts.settings.nats_url.expose(),
        name,
        service.name(),
    ))
    .await?;
    gate.ready();
    Ok(bus)
}

async fn open(service: Service, url: &str, parts: &Parts) -> Result<Store> {
    let options = StoreOptions::new(service.name(), parts.clock.clone());
    let store = Store::connect(url, options).await;
    store.with_context(|| format!("opening {}'s database", service.name()))
}

async fn intake(parts: Parts, _bus: Bus) -> Result<()> {
    parts.shutdown.soft().cancelled().await;
    Ok(())
}

async fn matcher(parts: Parts, _bus: Bus) -> Result<()> {
    parts.shutdown.soft().cancelled().await;
    Ok(())
}

async fn notifier(parts: Parts, _bus: Bus) -> Result<()> {
    parts.shutdown.soft().cancelled().await;
    Ok(())
}
