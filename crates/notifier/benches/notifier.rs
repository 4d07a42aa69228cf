//! How fast the whole notifier hands mails over: claimed, asked about, rendered, recorded and sent, from a SQLite ledger
//! on disk, beside Postfix' `smtp-source` in the same run, both against Postfix' `smtp-sink`.
//!
//! Prints one JSON line for each number of connections: the best time of each with the ratio of these, and the median of
//! the rounds' ratios, as both run one right after the other in a round. `BERTH_BENCH_MESSAGES` (5,000), `BERTH_BENCH_ROUNDS` (5) and
//! `BERTH_BENCH_CONCURRENCY` (20,64,128) scale it.

#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_events::v1::{self, MessageFactsRequest, MessageFactsResponse};
use berth_letters::{Composer, samples};
use berth_notifier::Migrator;
use berth_notifier::facts::{Facts, NoFacts};
use berth_notifier::ledger::{State, claim, claim::LEASE, counts, project, write};
use berth_notifier::plan::{Change, Occurrence, Plan};
use berth_notifier::policy::Policy;
use berth_notifier::worker::Worker;
use berth_runtime::{Clock as _, Readiness, Shutdown, SystemClock};
use berth_store::{Emit, Store, StoreError, StoreOptions, migrate};
use berth_testkit::{SmtpSink, cpu_ms, from_environment, kilobytes};
use berth_transport::{Limits, Transport};
use futures::FutureExt as _;
use futures::future::BoxFuture;
use tokio::sync::Notify;
use uuid::Uuid;

const SIZE: usize = 2_500;

/// An intake that needs every message and answers at once.
struct Samples;

impl Facts for Samples {
    fn ask(&self, question: MessageFactsRequest) -> BoxFuture<'_, Result<MessageFactsResponse, NoFacts>> {
        let facts = samples::facts(question.kind.parse().unwrap(), SystemClock.now());
        std::future::ready(Ok(facts)).boxed()
    }
}

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let messages = from_environment("BERTH_BENCH_MESSAGES", 5_000);
    let rounds = from_environment("BERTH_BENCH_ROUNDS", 5);
    let concurrencies = std::env::var("BERTH_BENCH_CONCURRENCY").unwrap_or_else(|_| "20,64,128".to_owned());
    let concurrencies: Vec<usize> = concurrencies
        .split(',')
        .map(|text| text.parse().unwrap())
        .collect();
    let sink = SmtpSink::start();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    for concurrency in concurrencies {
        // In turns: the machine may be twice as fast a minute later.
        let (mut peer, mut best) = (Duration::MAX, Duration::MAX);
        let mut cpu = u64::MAX;
        let mut ratios = Vec::new();
        for _ in 0..rounds {
            let beside = sink.loaded_by_smtp_source(10, messages, SIZE);
            let (took, used) = runtime.block_on(notifier(&sink, concurrency, messages));
            ratios.push((beside.as_secs_f64() / took.as_secs_f64() * 1_000.0).round() / 1_000.0);
            peer = peer.min(beside);
            best = best.min(took);
            cpu = cpu.min(used);
        }
        ratios.sort_by(f64::total_cmp);
        let per_second = |took: Duration| messages as f64 / took.as_secs_f64();
        println!(
            "{}",
            serde_json::json!({
                "what": "notifier, SQLite ledger",
                "connections": concurrency,
                "messages": messages,
                "ms": best.as_millis() as u64,
                "cpu_ms": cpu,
                "per_second": per_second(best).round(),
                "smtp_source_10_per_second": per_second(peer).round(),
                "ratio": ratios.get(ratios.len() / 2),
                "ratios": ratios,
                "ratio_of_bests": (peer.as_secs_f64() / best.as_secs_f64() * 1_000.0).round() / 1_000.0,
                "peak_memory_kb": kilobytes("VmHWM"),
            })
        );
    }
}

/// Plans the messages, then lets a worker loose on them; how long that took, and how much of the processor's time.
async fn notifier(sink: &SmtpSink, concurrency: usize, messages: usize) -> (Duration, u64) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("notifier.db").display());
    migrate::<Migrator>(&url).await.unwrap();
    let clock = Arc::new(SystemClock);
    let store = Store::connect(&url, StoreOptions::new("notifier", clock.clone()))
        .await
        .unwrap();
    for batch in (0..messages).collect::<Vec<_>>().chunks(1_000) {
        plan(&store, batch).await;
    }
    let transport = Transport::from_url(&sink.url(), Path::new("/nowhere"), "localhost").unwrap();
    let worker = Worker {
        store: store.clone(),
        clock,
        facts: Arc::new(Samples),
        composer: Arc::new(Composer::new("Digital Explorers <berth@mail.example.org>").unwrap()),
        transport: Arc::new(transport),
        limits: Limits::default(),
        policy: Policy::built_in().unwrap(),
        concurrency,
        wake: Arc::new(Notify::new()),
        lease: LEASE,
        fail: None,
        links: None,
        operators: Vec::new(),
    };
    let shutdown = Shutdown::new();
    let (begun, before) = (Instant::now(), cpu_ms());
    let task = tokio::spawn(worker.run(shutdown.clone(), Readiness::new().gate("worker")));
    while claim::next_due(&store).await.unwrap().is_some() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // What is claimed and not yet begun would be given back by a stop.
    let sent = [(
        MessageKind::Receipt.to_string(),
        State::Accepted.to_string(),
        messages as i64,
    )];
    loop {
        let counted = counts::counts(&store, None).await.unwrap();
        if counted == sent {
            break;
        }
        assert!(begun.elapsed() < Duration::from_secs(300), "{counted:?}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let took = (begun.elapsed(), cpu_ms() - before);
    shutdown.request_soft();
    task.await.unwrap();
    took
}

async fn plan(store: &Store, batch: &[usize]) {
    let now = store.now();
    store
        .write(|tx| async move {
            for n in batch {
                let party = Uuid::from_u128(0x1000 + *n as u128);
                let contact = v1::Contact {
                    party_id: party.to_string(),
                    version: 1,
                    display_name: format!("Amara {n}"),
                    email: format!("applicant{n}@example.org"),
                    locale: "en".to_owned(),
                    zone: "Africa/Lagos".to_owned(),
                    ..Default::default()
                };
                project::contact(tx.conn(), &contact, now).await.unwrap();
                let plan = Change::Plan(Plan {
                    recipient: party,
                    kind: MessageKind::Receipt,
                    subject: party,
                    occurrence: Occurrence::Named("submitted".to_owned()),
                    anchor_at: now,
                    rule: LocalRule::AtOnce,
                    not_before: None,
                    useless_after: None,
                });
                write::apply(tx.conn(), "digital-explorers", &[plan], now)
                    .await
                    .unwrap();
            }
            tx.commit(Emit::nothing("a benchmark")).await?;
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
}
