//! The three services: what each needs around it, and how it is started and left.

use anyhow::{Context, Result, bail};
use axum::Router;
use berth_bus::{Bus, BusOptions};
use berth_intake::{IntakeDeps, Keys};
use berth_matcher::MatcherDeps;
use berth_notifier::NotifierDeps;
use berth_runtime::{Gate, Readiness, Settings, SharedClock, Shutdown};
use berth_store::{Store, StoreOptions};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use uuid::Uuid;

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
    settings: Settings,
    clock: SharedClock,
    shutdown: Shutdown,
    readiness: Readiness,
    /// Open from here on, so that nobody takes the process for ready before the service has said what it waits for.
    start: Gate,
}

impl Parts {
    pub(crate) fn new(
        settings: Settings,
        clock: SharedClock,
        shutdown: Shutdown,
        readiness: Readiness,
    ) -> Self {
        let start = readiness.gate("start");
        start.unready("starting");
        Self {
            settings,
            clock,
            shutdown,
            readiness,
            start,
        }
    }
}

/// A service and what only it needs.
pub(crate) enum Running {
    /// With its public listener, and pages that are served beside its own.
    Intake(TcpListener, Router),
    Matcher,
    Notifier,
}

impl Running {
    fn service(&self) -> Service {
        match self {
            Self::Intake(..) => Service::Intake,
            Self::Matcher => Service::Matcher,
            Self::Notifier => Service::Notifier,
        }
    }
}

/// Refuses settings with which the service can't do its work.
pub(crate) fn check(service: Service, settings: &Settings) -> Result<()> {
    let how = "make one with `openssl rand -hex 32`";
    if service != Service::Matcher && settings.signing_key.is_none() {
        bail!(
            "BERTH_SIGNING_KEY is not set, and links and receipts are signed with it; {how}, the same for intake and notifier"
        );
    }
    if service == Service::Intake && settings.operator_token.is_none() {
        bail!("BERTH_OPERATOR_TOKEN is not set, and operators sign in with it; {how}");
    }
    if service == Service::Notifier && settings.smtp_url.expose() == "capture:" {
        tracing::warn!(
            "no mail leaves this machine: BERTH_SMTP_URL is capture:, and mails are kept in the data folder"
        );
    }
    Ok(())
}

/// Connects, runs the service until it is told to stop, and closes what was opened.
pub(crate) async fn run(running: Running, parts: Parts) -> Result<()> {
    let stop = parts.shutdown.soft();
    let bus = tokio::select! {
        () = stop.cancelled() => return Ok(()),
        bus = connect(running.service(), &parts.settings) => bus?,
    };
    let done = serve(running, parts, bus.clone()).await;
    bus.drain().await;
    done
}

async fn serve(running: Running, parts: Parts, bus: Bus) -> Result<()> {
    let (start, readiness) = (parts.start.clone(), parts.readiness.clone());
    let before = readiness.count();
    let serving = async {
        match running {
            Running::Intake(listener, beside) => intake(parts, bus, listener, beside).await,
            Running::Matcher => matcher(parts, bus).await,
            Running::Notifier => notifier(parts, bus).await,
        }
    };
    let started = async {
        readiness.wait_for_more_than(before).await;
        start.ready();
        std::future::pending::<()>().await;
    };
    tokio::select! {
        done = serving => done,
        () = started => Ok(()),
    }
}

/// A connection as the service's own user.
pub(crate) async fn connect(service: Service, settings: &Settings) -> Result<Bus> {
    let name = format!("berth-{}", service.name());
    Ok(Bus::connect(BusOptions::new(settings.nats_url.expose(), name, service.name())).await?)
}

/// A service's database.
pub(crate) async fn open(service: Service, url: &str, clock: SharedClock) -> Result<Store> {
    let store = Store::connect(url, StoreOptions::new(service.name(), clock)).await;
    store.with_context(|| format!("opening {}'s database", service.name()))
}

/// The site's listener.
pub(crate) async fn site_listener(settings: &Settings) -> Result<TcpListener> {
    let address = settings.http_listen;
    let listener = TcpListener::bind(address).await;
    listener.with_context(|| format!("cannot listen on {address} (BERTH_HTTP_LISTEN); is it in use already?"))
}

/// A link that signs its holder in as the operator for some minutes.
pub(crate) fn sign_in_link(settings: &Settings, now: DateTime<Utc>) -> Option<String> {
    let keys = Keys::derive(settings.signing_key.as_ref()?.expose()).ok()?;
    Some(berth_intake::sign_in_link(
        &keys,
        &settings.public_url,
        Uuid::now_v7(),
        now,
    ))
}

async fn intake(parts: Parts, bus: Bus, listener: TcpListener, beside: Router) -> Result<()> {
    let Parts {
        settings,
        clock,
        shutdown,
        readiness,
        ..
    } = parts;
    let store = open(
        Service::Intake,
        settings.intake_database_url.expose(),
        clock.clone(),
    )
    .await?;
    let own = store.clone();
    let deps = IntakeDeps {
        settings,
        store: own,
        bus,
        clock,
        shutdown,
        readiness,
        listener,
        beside,
    };
    let done = berth_intake::run(deps).await;
    store.close().await;
    Ok(done?)
}

async fn matcher(parts: Parts, bus: Bus) -> Result<()> {
    let Parts {
        settings,
        clock,
        shutdown,
        readiness,
        ..
    } = parts;
    Ok(berth_matcher::run(MatcherDeps {
        settings,
        bus,
        clock,
        shutdown,
        readiness,
    })
    .await?)
}

async fn notifier(parts: Parts, bus: Bus) -> Result<()> {
    let Parts {
        settings,
        clock,
        shutdown,
        readiness,
        ..
    } = parts;
    let store = open(
        Service::Notifier,
        settings.notifier_database_url.expose(),
        clock.clone(),
    )
    .await?;
    let own = store.clone();
    let done = berth_notifier::run(NotifierDeps {
        settings,
        store: own,
        bus,
        clock,
        shutdown,
        readiness,
    })
    .await;
    store.close().await;
    Ok(done?)
}
