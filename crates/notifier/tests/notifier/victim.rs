//! The other role of tests that kill: a notifier in a process of its own, which works until it dies.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use berth_events::v1::{MessageFactsRequest, MessageFactsResponse};
use berth_letters::{Composer, samples};
use berth_notifier::entity::message;
use berth_notifier::facts::{Facts, NoFacts};
use berth_notifier::policy::Policy;
use berth_notifier::presence;
use berth_notifier::worker::{FailHook, FailPoint, Worker};
use berth_runtime::{Clock as _, Readiness, Shutdown, SystemClock};
use berth_store::{Store, StoreOptions};
use berth_testkit::Process;
use berth_transport::{Limits, Transport};
use chrono::TimeDelta;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QuerySelect as _};
use tokio::sync::Notify;

use crate::house::House;

/// Messages in flight in each process.
pub(crate) const IN_FLIGHT: usize = 8;
/// Long enough for a living process on a busy machine to renew it: then only the dead lose what they hold.
const LEASE: Duration = Duration::from_secs(3);

/// Where a victim dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Death {
    At(FailPoint),
    /// The server has the final dot, and has not answered.
    AfterDot,
    /// Killed from outside, whenever.
    Outside,
}

const DEATHS: [(&str, Death); 6] = [
    ("after-claim", Death::At(FailPoint::AfterClaim)),
    ("before-dot", Death::At(FailPoint::BeforeDot)),
    ("after-dot", Death::AfterDot),
    ("after-250", Death::At(FailPoint::AfterReply)),
    ("after-commit", Death::At(FailPoint::AfterCommit)),
    ("outside", Death::Outside),
];

/// An intake that needs every message.
struct Samples;

impl Facts for Samples {
    fn ask(&self, question: MessageFactsRequest) -> BoxFuture<'_, Result<MessageFactsResponse, NoFacts>> {
        let facts = samples::facts(question.kind.parse().unwrap(), SystemClock.now());
        std::future::ready(Ok(facts)).boxed()
    }
}

/// Plays the victim, when the test was started as one. False in the first role.
pub(crate) async fn play() -> bool {
    let Ok(database) = std::env::var("VICTIM_DATABASE") else {
        return false;
    };
    let (smtp, death) = (
        std::env::var("VICTIM_SMTP").unwrap(),
        std::env::var("VICTIM_DEATH").unwrap(),
    );
    let lasting: u64 = std::env::var("VICTIM_LASTING").unwrap().parse().unwrap();
    let (_, death) = *DEATHS.iter().find(|(name, _)| *name == death).unwrap();
    let clock = Arc::new(SystemClock);
    let store = Store::connect(&database, StoreOptions::new("notifier", clock.clone()))
        .await
        .unwrap();
    let mut policy = Policy::built_in().unwrap();
    // The schedule is data: milliseconds where production has minutes.
    policy.retries.pauses = [20, 50, 200].map(TimeDelta::milliseconds).to_vec();
    let _presence = presence::enter(&store, &database, &policy).await.unwrap();
    // Each life begins with another number: claims grow with every one.
    let claims: Option<i64> = message::Entity::find()
        .select_only()
        .expr(message::Column::Fence.max())
        .into_tuple()
        .one(store.read())
        .await
        .unwrap()
        .flatten();
    let life = u64::from(std::process::id()) ^ u64::try_from(claims.unwrap_or_default()).unwrap();
    let worker = Worker {
        store,
        clock,
        facts: Arc::new(Samples),
        composer: Arc::new(Composer::new("Digital Explorers <berth@mail.example.org>").unwrap()),
        transport: Arc::new(
            Transport::from_url(&smtp, std::path::Path::new("/nowhere"), "localhost").unwrap(),
        ),
        limits: Limits::default(),
        policy,
        concurrency: IN_FLIGHT,
        wake: Arc::new(Notify::new()),
        lease: LEASE,
        fail: dying(death, 2 + life % lasting),
        links: None,
        operators: Vec::new(),
    };
    worker.run(Shutdown::new(), Readiness::new().gate("worker")).await;
    true
}

/// Kills this process when the point is reached for the `count`-th time.
fn dying(death: Death, count: u64) -> Option<FailHook> {
    let (wanted, delay) = match death {
        Death::Outside => return None,
        Death::At(point) => (point, Duration::ZERO),
        Death::AfterDot => (FailPoint::BeforeDot, Duration::from_millis(15)),
    };
    let left = AtomicU64::new(count);
    Some(Arc::new(move |point| {
        if point == wanted && left.fetch_sub(1, Ordering::Relaxed) == 1 {
            let kill = move || {
                std::thread::sleep(delay);
                let myself = rustix::process::getpid();
                rustix::process::kill_process(myself, rustix::process::Signal::KILL).unwrap();
            };
            if delay.is_zero() {
                kill();
            } else {
                std::thread::spawn(kill);
            }
        }
        false
    }))
}

pub(crate) fn spawn(test: &str, house: &House, death: &str, lasting: usize) -> Process {
    // The first provider's handshake always breaks: the second takes over.
    let address = house.smtp.address();
    let smtp = format!("smtp://{address}?tls=required smtp://{address}?tls=none");
    Process::program(std::env::current_exe().unwrap())
        .name("victim")
        .args(["--exact", test, "--nocapture"])
        .env("VICTIM_DATABASE", &house.url)
        .env("VICTIM_SMTP", smtp)
        .env("VICTIM_DEATH", death)
        .env("VICTIM_LASTING", lasting.to_string())
        .spawn()
}
