//! Notifier processes really killed (`kill -9`), at five points and at random, while the mail server misbehaves.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use berth_events::v1::{MessageFactsRequest, MessageFactsResponse};
use berth_letters::{Composer, samples};
use berth_notifier::entity::message;
use berth_notifier::facts::{Facts, NoFacts};
use berth_notifier::ledger::State;
use berth_notifier::policy::Policy;
use berth_notifier::presence;
use berth_notifier::worker::{FailHook, FailPoint, Worker};
use berth_runtime::{Clock as _, Readiness, Shutdown, SystemClock};
use berth_store::{Store, StoreOptions};
use berth_testkit::{Fault, Process, Stage};
use berth_transport::{Limits, Transport};
use chrono::TimeDelta;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QuerySelect as _};
use tokio::sync::Notify;

use crate::books::{Books, Fate, balance};
use crate::chaos::mails;
use crate::house::{Database, House, address};

/// Messages in flight in each process.
const IN_FLIGHT: usize = 8;
/// Whom the mail server refuses for good, at RCPT and after DATA.
const UNKNOWN: u128 = 3;
const UNWANTED: u128 = 4;
/// Long enough for a living process on a busy machine to renew it: then only the dead lose what they hold.
const LEASE: Duration = Duration::from_secs(3);

/// Where a victim kills itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Death {
    At(FailPoint),
    /// The server has the final dot, and has not answered.
    AfterDot,
    /// Killed from outside, whenever.
    Random,
}

const DEATHS: [(&str, Death); 6] = [
    ("after-claim", Death::At(FailPoint::AfterClaim)),
    ("before-dot", Death::At(FailPoint::BeforeDot)),
    ("after-dot", Death::AfterDot),
    ("after-250", Death::At(FailPoint::AfterReply)),
    ("after-commit", Death::At(FailPoint::AfterCommit)),
    ("random", Death::Random),
];

/// An intake that needs every message.
struct Samples;

impl Facts for Samples {
    fn ask(&self, question: MessageFactsRequest) -> BoxFuture<'_, Result<MessageFactsResponse, NoFacts>> {
        let facts = samples::facts(question.kind.parse().unwrap(), SystemClock.now());
        std::future::ready(Ok(facts)).boxed()
    }
}

/// The other role of each test here: a notifier that works until it dies. False in the first role.
async fn play_victim() -> bool {
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
        Death::Random => return None,
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

fn victim(test: &str, house: &House, death: &str, lasting: usize) -> Process {
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

fn misbehave(house: &House, mails: u32) {
    let some = (mails / 40).max(1);
    for fault in [
        Fault::reply(Stage::Rcpt, 550, "5.1.1 unknown")
            .to(&address(UNKNOWN))
            .always(),
        Fault::reply(Stage::Accept, 554, "5.7.1 unwanted")
            .to(&address(UNWANTED))
            .always(),
        Fault::reply(Stage::Rcpt, 450, "4.2.0 greylisted")
            .after(5)
            .times(some),
        Fault::reply(Stage::Accept, 451, "4.3.0 try again")
            .after(5)
            .times(some),
        Fault::drop_before(Stage::Rcpt).after(9).times(some),
        Fault::drop_before(Stage::Accept).after(9).times(some),
        Fault::drop_after(Stage::Accept).after(9).times(some),
        Fault::stall(Stage::Mail, Duration::from_millis(30))
            .after(9)
            .times(some),
        Fault::slow_banner(Duration::from_millis(30)).after(3).times(some),
        Fault::reply(Stage::Banner, 421, "4.3.2 busy").after(7).times(2),
        Fault::broken_tls().always(),
    ] {
        house.smtp.inject(fault);
    }
}

/// Plans `mails`, lets `replicas` die again and again until all is sent, and closes the books.
async fn nothing_is_lost(test: &str, database: Database, replicas: usize, death: &str, mails: u128) -> Books {
    let house = House::at(database, "2027-01-10T12:00:00Z").await;
    house.clock.set(SystemClock.now());
    for n in 0..mails {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    misbehave(&house, u32::try_from(mails).unwrap());
    if death == "after-dot" {
        house
            .smtp
            .inject(Fault::stall(Stage::Accept, Duration::from_millis(40)).always());
    }
    let patience = Duration::from_secs(120) + Duration::from_millis(40) * u32::try_from(mails).unwrap();
    let end = Instant::now() + patience;
    // A life sees this many messages at most, so that a long run has some fifty deaths or more.
    let lasting = Ord::max(16, usize::try_from(mails).unwrap() / 30);
    let victims: Vec<_> = (0..replicas)
        .map(|_| victim(test, &house, death, lasting))
        .collect();
    let open = [
        State::Planned,
        State::Due,
        State::Claimed,
        State::Sending,
        State::Deferred,
    ]
    .map(State::as_str);
    let (mut deaths, mut next_kill, mut turn) = (0, 3, 0);
    loop {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let left = message::Entity::find()
            .filter(message::Column::State.is_in(open))
            .count(house.store.read())
            .await
            .unwrap();
        if left == 0 {
            break;
        }
        assert!(Instant::now() < end, "{left} still open after {deaths} deaths");
        // By what was sent and not by the clock: a fast machine kills as often as a slow one.
        if death == "random" && house.smtp.accepted() >= next_kill {
            victims.get(turn * 7 % replicas).unwrap().kill9();
            turn += 1;
            next_kill = house.smtp.accepted() + 2 + turn * 37 % lasting;
        }
        for victim in victims.iter().filter(|victim| victim.pid().is_none()) {
            deaths += 1;
            victim.start_again();
        }
    }
    drop(victims);
    let fate = |n| match n {
        UNKNOWN => Fate::NoSuchMailbox,
        UNWANTED => Fate::Unwanted,
        _ => Fate::Taken,
    };
    let books = balance(&house, fate, deaths * IN_FLIGHT).await;
    println!("{test} {death}: {mails} mails, {deaths} deaths, {books:?}");
    assert!(deaths > 0, "nobody died");
    assert_eq!(books.refused, 2);
    books
}

macro_rules! killed {
    ($($name:ident: $database:ident, $replicas:literal, $death:literal;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            if play_victim().await {
                return;
            }
            let test = concat!("killed::", stringify!($name));
            nothing_is_lost(test, Database::$database, $replicas, $death, mails(60)).await;
        }
    )+};
}

killed! {
    nothing_is_lost_when_killed_after_a_claim: Sqlite, 1, "after-claim";
    nothing_is_lost_when_killed_before_the_dot: Sqlite, 1, "before-dot";
    nothing_is_lost_when_killed_after_the_dot: Sqlite, 1, "after-dot";
    nothing_is_lost_when_killed_after_the_250: Sqlite, 1, "after-250";
    nothing_is_lost_when_killed_after_the_commit: Sqlite, 1, "after-commit";
    nothing_is_lost_when_killed_at_random: Sqlite, 1, "random";
    nothing_is_lost_when_one_of_two_replicas_is_killed: Postgres, 2, "random";
    nothing_is_lost_when_four_replicas_die_after_the_250: Postgres, 4, "after-250";
}
