//! The service: two consumers, the worker, and the answer to how many messages there are.

use std::path::PathBuf;
use std::sync::Arc;

use berth_bus::{Bus, BusError, Refusal};
use berth_events::{consumers, v1};
use berth_runtime::{Gate, Lifecycle, LifecycleError, Readiness, Settings, SharedClock, Shutdown};
use berth_store::{Store, StoreError};
use tokio::{net::TcpListener, sync::Notify};

use crate::bounce::{lmtp, webhook::Webhook};
use crate::consume::{Contacts, Events};
use crate::facts::Facts;
use crate::house;
use crate::ledger::claim::LEASE;
use crate::ledger::{LedgerError, chain, counts, project};
use crate::migration::Migrator;
use crate::policy::{self, Policy, PolicyError};
use crate::presence;
use crate::public::{self, Public};
use crate::readers::Links;
use crate::worker::Worker;
use berth_letters::{ComposeError, Composer, DkimError, Signer};
use berth_transport::limits::LimitsError;
use berth_transport::{Limits, SmtpUrlError, Transport};

/// The service's name on NATS.
pub const SERVICE: &str = "notifier";

/// Events handled at a time by one replica.
const EVENTS_AT_A_TIME: usize = 8;
/// Messages handed over at a time by one replica, each on a connection of its own.
const MAILS_AT_A_TIME: usize = 8;

/// What a notifier needs.
#[derive(Clone)]
pub struct NotifierDeps {
    /// Settings of the process: mail server, sender, data folder, public address.
    pub settings: Settings,
    /// The ledger's database.
    pub store: Store,
    /// The connection to NATS, as the user `notifier`.
    pub bus: Bus,
    /// What decides that a message is due.
    pub clock: SharedClock,
    /// When to stop.
    pub shutdown: Shutdown,
    /// Where readiness is told: `contacts`, `events`, `worker` and `relay`.
    pub readiness: Readiness,
}

/// Why a notifier did not start, or ended although nobody had asked it to.
#[derive(Debug, thiserror::Error)]
pub enum NotifierError {
    #[error("the ledger's database can't be used")]
    Store(#[from] StoreError),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("BERTH_NOTIFIER_BIND can't be listened on")]
    Bind(#[source] std::io::Error),
    #[error("BERTH_LMTP_BIND can't be listened on")]
    Lmtp(#[source] std::io::Error),
    #[error("mails can't be composed")]
    Compose(#[from] ComposeError),
    #[error("BERTH_DKIM_KEY can't sign")]
    Dkim(#[from] DkimError),
    #[error(transparent)]
    SmtpUrl(#[from] SmtpUrlError),
    #[error("{} in the data folder can't be used", policy::FILE)]
    Policy(#[from] PolicyError),
    #[error("BERTH_MAIL_LIMITS can't be read")]
    Limits(#[from] LimitsError),
    #[error(transparent)]
    Stopped(#[from] LifecycleError),
}

/// Where captured mail is kept.
pub fn capture_dir(settings: &Settings) -> PathBuf {
    settings.data_dir.join("mail")
}

/// Where an operator puts a programme's own mail templates and texts, a folder per programme.
pub fn overrides_dir(settings: &Settings) -> PathBuf {
    settings.data_dir.join("mail-templates")
}

/// What the notifier's public pages need, from the settings; for whoever serves [`public::router`] beside its own pages.
pub fn public(settings: &Settings, store: &Store, clock: &SharedClock) -> Public {
    let signing_key = settings.signing_key.as_ref();
    Public {
        store: store.clone(),
        clock: Arc::clone(clock),
        links: signing_key.map(|key| Links::new(key.expose(), &settings.mail_link_base)),
        webhook: settings
            .bounce_secret
            .as_ref()
            .map(|secret| Webhook::new(secret.expose())),
    }
}

/// Runs the notifier until a stop is asked for.
///
/// # Errors
/// When migrations are pending, a setting can't be used, or a part ends for good. Outages of NATS, of the database, of
/// intake and of the mail server are waited out.
pub async fn run(deps: NotifierDeps) -> Result<(), NotifierError> {
    let facts = Arc::new(deps.bus.clone());
    run_with(deps, facts).await
}

/// [`run`] with another source of facts, for tests and rehearsals.
pub async fn run_with(deps: NotifierDeps, facts: Arc<dyn Facts>) -> Result<(), NotifierError> {
    let NotifierDeps {
        settings,
        store,
        bus,
        clock,
        shutdown,
        readiness,
    } = deps;
    store.require_migrated::<Migrator>().await?;
    let composer = Arc::new(composer(&settings)?);
    let hello = settings.public_url.host_str().unwrap_or("localhost");
    let transport = Transport::from_url(settings.smtp_url.expose(), &capture_dir(&settings), hello)?;
    let policy = Policy::load(&settings.data_dir.join(policy::FILE))?;
    let operators = house::know(&store, &settings.operations_mail).await?;
    let public = public(&settings, &store, &clock);
    let presence = presence::enter(&store, settings.notifier_database_url.expose(), &policy).await?;
    project::follow_zones(&store, clock.now()).await?;
    let wake = Arc::new(Notify::new());
    let worker = Worker {
        store: store.clone(),
        clock,
        facts,
        composer,
        transport: Arc::new(transport),
        limits: limits(&settings.mail_limits)?,
        policy,
        concurrency: MAILS_AT_A_TIME,
        wake: Arc::clone(&wake),
        lease: LEASE,
        fail: None,
        links: public.links.clone(),
        operators: operators.clone(),
    };

    // The stage begun last stops first: nothing new comes in, then what is in hand goes out.
    let mut parts = Lifecycle::new(shutdown.child(), settings.stop_deadline);
    let stage = parts.begin_stage();
    let gate = readiness.gate("worker");
    parts.spawn("mail worker", async move {
        worker.run(stage, gate).await;
        Ok::<_, NotifierError>(())
    });
    let stage = parts.begin_stage();
    let (relay, relay_bus, relay_stage) = (store.clone(), bus.clone(), stage.clone());
    let gate = readiness.gate("relay");
    parts.spawn("outbox relay", async move {
        relay.relay(relay_bus, &relay_stage, gate).await;
        Ok::<_, NotifierError>(())
    });
    let contacts = Contacts {
        store: store.clone(),
        wake: Arc::clone(&wake),
    };
    let (consumer, stop) = (bus.clone(), stage.clone());
    let gate = readiness.gate("contacts");
    parts.spawn("contacts", async move {
        consumer
            .consume(
                consumers::NOTIFIER_CONTACTS,
                EVENTS_AT_A_TIME,
                contacts,
                stop,
                gate,
            )
            .await
    });
    let events = Events {
        store: store.clone(),
        operators,
        wake,
    };
    let (consumer, stop) = (bus.clone(), stage.clone());
    let gate = readiness.gate("events");
    parts.spawn("events", async move {
        consumer
            .consume(consumers::NOTIFIER_EVENTS, EVENTS_AT_A_TIME, events, stop, gate)
            .await
    });
    let gate = readiness.gate("message counts");
    parts.spawn("message counts", serve_counts(bus, store, stage, gate));
    if let Some(address) = settings.lmtp_bind {
        let listener = TcpListener::bind(address).await.map_err(NotifierError::Lmtp)?;
        let stage = parts.begin_stage();
        parts.spawn(
            "reports over LMTP",
            lmtp::serve(listener, public.store.clone(), Arc::clone(&public.clock), stage),
        );
    }
    if let Some(address) = settings.notifier_bind {
        let listener = TcpListener::bind(address).await.map_err(NotifierError::Bind)?;
        let stage = parts.begin_stage();
        parts.spawn("public pages", async move {
            axum::serve(listener, public::router(public))
                .with_graceful_shutdown(async move { stage.soft().cancelled().await })
                .await
        });
    }
    let ended = parts.run().await;
    drop(presence);
    Ok(ended?)
}

/// What writes the mails, and signs them where a key is set.
fn composer(settings: &Settings) -> Result<Composer, NotifierError> {
    let composer = Composer::new(&settings.mail_from)?.with_overrides(&overrides_dir(settings));
    let (Some(key), Some(selector)) = (&settings.dkim_key, &settings.dkim_selector) else {
        return Ok(composer);
    };
    let own = composer.from_address().domain().to_owned();
    let domain = settings.dkim_domain.as_deref().unwrap_or(&own);
    let signer = Signer::new(key.expose(), selector, domain)?;
    Ok(composer.with_signer(signer))
}

fn limits(text: &str) -> Result<Limits, LimitsError> {
    if text.is_empty() {
        Ok(Limits::default())
    } else {
        text.parse()
    }
}

async fn serve_counts(bus: Bus, store: Store, shutdown: Shutdown, gate: Gate) -> Result<(), BusError> {
    let answer = move |question: berth_bus::Question<v1::MessageCountsRequest>| {
        let store = store.clone();
        async move {
            let programme = question.message.programme_id;
            let programme = (!programme.is_empty()).then_some(programme);
            let counted = counts::counts(&store, programme.as_deref())
                .await
                .map_err(|error| {
                    tracing::warn!(error = chain(&error), "messages can't be counted");
                    Refusal::new(
                        "ledger_unreadable",
                        "the ledger's database can't be read now; ask again",
                    )
                })?;
            let counts = counted
                .into_iter()
                .map(|(kind, state, count)| v1::MessageCount {
                    kind,
                    state,
                    count: u64::try_from(count).unwrap_or_default(),
                })
                .collect();
            Ok(v1::MessageCountsResponse { counts })
        }
    };
    bus.serve_with_gate(SERVICE, "message-counts", answer, shutdown, gate)
        .await
}
