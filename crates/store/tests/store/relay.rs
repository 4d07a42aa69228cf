//! The relay: everything committed reaches its stream once and in order, whatever dies on the way.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_nats::jetstream;
use berth_bus::{Bus, BusOptions, Mode};
use berth_events::{Envelope, streams};
use berth_runtime::{Readiness, Shutdown};
use berth_store::{Emit, NotPublished, Publish, ReplayFilter, Store};
use berth_testkit::{NatsServer, Postgres, assert_eventually};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::harness::{Db, contact, fact, on_both_databases};

const DEADLINE: Duration = Duration::from_secs(60);

async fn bus(server: &NatsServer) -> Bus {
    let bus = Bus::connect(BusOptions::new(server.url(), "store-test", "operator"))
        .await
        .unwrap();
    bus.provision(Mode::Apply).await.unwrap();
    bus
}

/// A relay in the background, with its readiness.
struct Running {
    shutdown: Shutdown,
    readiness: Readiness,
    task: JoinHandle<()>,
}

impl Running {
    fn start<P: Publish + 'static>(store: &Store, publisher: P) -> Self {
        let (shutdown, readiness) = (Shutdown::new(), Readiness::new());
        let (store, stop, gate) = (store.clone(), shutdown.clone(), readiness.gate("outbox"));
        let task = tokio::spawn(async move { store.relay(publisher, &stop, gate).await });
        Self {
            shutdown,
            readiness,
            task,
        }
    }

    async fn stop(self) {
        self.shutdown.request_soft();
        self.task.await.unwrap();
    }
}

async fn emit(store: &Store, envelopes: Vec<Envelope>) {
    let tx = store.begin().await.unwrap();
    tx.commit(Emit::events(envelopes)).await.unwrap();
}

async fn until_nothing_waits(store: &Store) {
    assert_eventually(DEADLINE, "the outbox is empty", || async {
        match store.outbox_status().await.unwrap().waiting {
            0 => Ok(()),
            waiting => Err(format!("{waiting} wait")),
        }
    })
    .await;
}

/// The ids a stream holds, in its order.
async fn stored(server: &NatsServer, stream: &str) -> Vec<String> {
    let client = async_nats::connect(server.url()).await.unwrap();
    let mut stream = jetstream::new(client).get_stream(stream).await.unwrap();
    let last = stream.info().await.unwrap().state.last_sequence;
    let mut ids = Vec::new();
    for sequence in 1..=last {
        let message = stream.get_raw_message(sequence).await.unwrap();
        ids.push(message.headers.get("ce-id").unwrap().to_string());
    }
    ids
}

fn ids(envelopes: &[Envelope]) -> Vec<String> {
    envelopes.iter().map(|envelope| envelope.id.to_string()).collect()
}

/// Publishes, and then never says so: what a crash before the mark looks like.
struct Silent {
    bus: Bus,
    published: Arc<Notify>,
}

impl Publish for Silent {
    async fn publish_batch(&self, batch: &[Envelope]) -> Result<(), NotPublished> {
        Publish::publish_batch(&self.bus, batch).await?;
        self.published.notify_one();
        std::future::pending().await
    }
}

/// Counts who publishes, and notes when two do at once.
#[derive(Clone, Default)]
struct Watched {
    name: &'static str,
    at_once: Arc<AtomicUsize>,
    two_at_once: Arc<AtomicBool>,
    by: Arc<Mutex<BTreeMap<&'static str, usize>>>,
    refused: Arc<AtomicBool>,
}

impl Watched {
    fn named(&self, name: &'static str) -> Self {
        Self { name, ..self.clone() }
    }

    fn published_by(&self, name: &str) -> usize {
        self.by.lock().unwrap().get(name).copied().unwrap_or_default()
    }
}

impl Publish for Watched {
    async fn publish_batch(&self, batch: &[Envelope]) -> Result<(), NotPublished> {
        if self.refused.load(Ordering::SeqCst) {
            return Err(NotPublished::Later("the test says no".to_owned()));
        }
        if self.at_once.fetch_add(1, Ordering::SeqCst) > 0 {
            self.two_at_once.store(true, Ordering::SeqCst);
        }
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
        *self.by.lock().unwrap().entry(self.name).or_default() += batch.len();
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    }
}

on_both_databases! {
    async fn events_of_one_aggregate_arrive_in_their_order(db: Db) {
        let server = NatsServer::start().await;
        let store = db.store().await;
        let running = Running::start(&store, bus(&server).await);
        let mut sent = Vec::new();
        for version in 0..130 {
            // Some transactions emit several, so that batches are cut at odd places.
            let facts: Vec<_> = (0..=version % 4).map(|part| fact(&store, version * 10 + part)).collect();
            sent.extend(facts.iter().cloned());
            emit(&store, facts).await;
        }

        until_nothing_waits(&store).await;
        running.stop().await;

        assert_eq!(stored(&server, streams::EVENTS).await, ids(&sent));
    }

    async fn an_event_published_by_a_relay_that_died_is_in_its_stream_once(db: Db) {
        let server = NatsServer::start().await;
        let (bus, store) = (bus(&server).await, db.store().await);
        let sent: Vec<_> = (0..7).map(|version| fact(&store, version)).collect();
        emit(&store, sent.clone()).await;
        let published = Arc::new(Notify::new());
        let doomed = Running::start(&store, Silent { bus: bus.clone(), published: published.clone() });
        published.notified().await;
        doomed.task.abort();
        assert!(doomed.task.await.unwrap_err().is_cancelled());
        assert_eq!(store.outbox_status().await.unwrap().waiting, 7, "published, but nobody knows");

        let running = Running::start(&store, bus);
        until_nothing_waits(&store).await;
        running.stop().await;

        assert_eq!(stored(&server, streams::EVENTS).await, ids(&sent));
    }

    async fn a_killed_nats_server_loses_nothing(db: Db) {
        let server = NatsServer::start().await;
        let store = db.store().await;
        let running = Running::start(&store, bus(&server).await);
        let mut sent = Vec::new();
        for version in 0..150 {
            if version == 50 {
                server.kill9();
            }
            let event = fact(&store, version);
            sent.push(event.clone());
            emit(&store, vec![event]).await;
        }
        let readiness = &running.readiness;
        assert_eventually(DEADLINE, "the relay says what it waits for", || async { !readiness.is_ready() }).await;

        server.restart().await;

        until_nothing_waits(&store).await;
        assert_eventually(DEADLINE, "the relay is ready again", || async { readiness.is_ready() }).await;
        running.stop().await;
        assert_eq!(stored(&server, streams::EVENTS).await, ids(&sent));
    }

    async fn an_event_nats_never_takes_is_set_aside_and_holds_up_no_other(db: Db) {
        let server = NatsServer::start().await;
        let store = db.store().await;
        let (before, after) = (fact(&store, 1), fact(&store, 3));
        let huge = Envelope { payload: vec![0; 3 << 20].into(), ..fact(&store, 2) };
        emit(&store, vec![before.clone(), huge.clone(), after.clone()]).await;
        let running = Running::start(&store, bus(&server).await);

        until_nothing_waits(&store).await;
        running.stop().await;

        assert_eq!(stored(&server, streams::EVENTS).await, ids(&[before, after]));
        assert_eq!(store.outbox_status().await.unwrap().parked, 1);
        let parked = ReplayFilter { parked: true, ..ReplayFilter::default() };
        let rows = store.outbox_rows(&parked, 10).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [huge.id]);
        assert!(rows[0].error.as_deref().unwrap().contains("bytes"), "{rows:?}");
        assert_eq!(store.replay_outbox(&parked).await.unwrap(), 1, "it can be tried again");
    }

    async fn each_stream_gets_its_own(db: Db) {
        let server = NatsServer::start().await;
        let store = db.store().await;
        let (event, person) = (fact(&store, 1), contact(&store));
        emit(&store, vec![event.clone(), person.clone()]).await;
        let running = Running::start(&store, bus(&server).await);

        until_nothing_waits(&store).await;
        running.stop().await;

        assert_eq!(stored(&server, streams::EVENTS).await, ids(&[event]));
        assert_eq!(stored(&server, streams::CONTACTS).await, ids(&[person]));
    }

    async fn a_soft_stop_publishes_what_waits_first(db: Db) {
        let store = db.store().await;
        let watched = Watched::default();
        emit(&store, (0..620).map(|version| fact(&store, version)).collect()).await;
        let shutdown = Shutdown::new();
        shutdown.request_soft();

        store.relay(watched.named("only"), &shutdown, Readiness::new().gate("outbox")).await;

        assert_eq!(watched.published_by("only"), 620);
        assert_eq!(store.outbox_status().await.unwrap().waiting, 0);
    }

    async fn a_commit_wakes_the_relay_of_its_own_process(db: Db) {
        let store = db.store().await;
        let running = Running::start(&store, Watched::default().named("only"));
        let begun = tokio::time::Instant::now();

        for version in 0..20 {
            emit(&store, vec![fact(&store, version)]).await;
            until_nothing_waits(&store).await;
        }

        running.stop().await;
        // Looking about once a second, it would have taken twelve seconds at least.
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    }

    async fn a_relay_that_is_refused_says_so_and_goes_on_later(db: Db) {
        let store = db.store().await;
        let watched = Watched::default();
        watched.refused.store(true, Ordering::SeqCst);
        let running = Running::start(&store, watched.named("only"));
        emit(&store, vec![fact(&store, 1)]).await;
        let readiness = &running.readiness;
        let said = assert_eventually(DEADLINE, "the refusal is shown", || async {
            readiness.missing().into_iter().map(|missing| missing.why).find(|why| why.contains("the test says no"))
        })
        .await;
        assert!(said.contains("outbox"), "{said}");

        watched.refused.store(false, Ordering::SeqCst);

        until_nothing_waits(&store).await;
        running.stop().await;
    }

    async fn of_two_relays_one_stands_by_until_the_other_stops(db: Db) {
        let (one, other) = (db.store().await, db.store().await);
        let watched = Watched::default();
        let first = Running::start(&one, watched.named("first"));
        assert_eventually(DEADLINE, "the first relay runs", || async { first.readiness.is_ready() }).await;
        let second = Running::start(&other, watched.named("second"));
        assert_eventually(DEADLINE, "the second relay stands by", || async { second.readiness.is_ready() }).await;
        for version in 0..40 {
            // Both processes commit; only one of them publishes.
            let store = if version % 2 == 0 { &one } else { &other };
            emit(store, vec![fact(store, version)]).await;
        }
        until_nothing_waits(&one).await;
        assert_eq!((watched.published_by("first"), watched.published_by("second")), (40, 0));

        first.stop().await;
        emit(&one, vec![fact(&one, 40)]).await;
        until_nothing_waits(&one).await;
        second.stop().await;

        assert_eq!((watched.published_by("first"), watched.published_by("second")), (40, 1));
        assert!(!watched.two_at_once.load(Ordering::SeqCst));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_restarted_postgres_loses_nothing() {
    let server = Postgres::start().await;
    let db = Db::postgres_on(&server).await;
    let store = db.store().await;
    let watched = Watched::default();
    let running = Running::start(&store, watched.named("only"));
    for version in 0..10 {
        emit(&store, vec![fact(&store, version)]).await;
    }

    server.restart().await;

    let store = &store;
    assert_eventually(DEADLINE, "the service can write again", || async {
        let tx = store.begin().await?;
        tx.commit(Emit::event(fact(store, 10))).await
    })
    .await;
    until_nothing_waits(store).await;
    assert_eventually(DEADLINE, "the relay is ready", || async {
        running.readiness.is_ready()
    })
    .await;
    running.stop().await;
    assert!(watched.published_by("only") >= 11);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_relay_whose_lock_connection_dies_neither_stays_active_nor_stops() {
    let server = Postgres::shared().await;
    let db = Db::postgres().await;
    let (one, other) = (db.store().await, db.store().await);
    let watched = Watched::default();
    let running = [
        Running::start(&one, watched.named("first")),
        Running::start(&other, watched.named("second")),
    ];
    let holders = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted \
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let end = "SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND granted \
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let mut version = 0;
    for _ in 0..5 {
        for _ in 0..20 {
            emit(&one, vec![fact(&one, version)]).await;
            version += 1;
        }
        server.query(&db.url, end).await;
        until_nothing_waits(&one).await;
        assert_eventually(DEADLINE, "one relay holds the lock", || async {
            server.query(&db.url, holders).await.trim() == "1"
        })
        .await;
    }

    for running in running {
        running.stop().await;
    }

    let published = watched.published_by("first") + watched.published_by("second");
    assert!(published >= 100, "all of them, some perhaps again: {published}");
    assert_eq!(one.outbox_status().await.unwrap().waiting, 0);
}
