//! Many mails, a faulty mail server, and workers that die at every step: nothing lost, duplicates only where the ledger
//! has a doubt, all copies alike.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use berth_notifier::ledger::State;
use berth_notifier::worker::{FailHook, FailPoint};
use berth_testkit::{Fault, Stage};

use crate::books::{Fate, balance};
use crate::house::{Database, House};

/// Messages in flight in each worker.
const IN_FLIGHT: usize = 8;

/// `BERTH_TEST_MAILS=10000` makes it the full measure.
pub(crate) fn mails(usually: u128) -> u128 {
    std::env::var("BERTH_TEST_MAILS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(usually)
}

/// Dies about every `rarely`-th time it is asked, by a sequence that is the same in every run.
fn dying(seed: &Arc<AtomicU64>, rarely: u64) -> FailHook {
    let seed = Arc::clone(seed);
    Arc::new(move |point: FailPoint| {
        let n = seed.fetch_add(1, Ordering::Relaxed).wrapping_add(point as u64);
        let mixed = (n ^ (n >> 7)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32).is_multiple_of(rarely)
    })
}

async fn nothing_is_lost(database: Database, replicas: usize, mails: u128, rarely: u64) {
    let house = House::at(database, "2027-01-10T12:00:00Z").await;
    for n in 0..mails {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let tenth = u32::try_from(mails / 20).unwrap();
    for fault in [
        Fault::reply(Stage::Rcpt, 450, "4.2.0 greylisted"),
        Fault::reply(Stage::Accept, 451, "4.3.0 try again"),
        Fault::drop_before(Stage::Rcpt),
        Fault::drop_before(Stage::Accept),
        Fault::drop_after(Stage::Accept),
        Fault::stall(Stage::Mail, Duration::from_millis(50)),
    ] {
        house.smtp.inject(fault.after(5).times(tenth));
    }

    // A few only: each makes the whole worker pause, for longer and longer.
    house
        .smtp
        .inject(Fault::reply(Stage::Banner, 421, "4.3.2 busy").after(5).times(4));

    let seed = Arc::new(AtomicU64::new(1));
    let alone = matches!(database, Database::Sqlite);
    let end =
        Instant::now() + Duration::from_secs(120) + Duration::from_millis(30) * u32::try_from(mails).unwrap();
    let mut kills = 0;
    let mut workers: Vec<_> = (0..replicas)
        .map(|_| house.worker_with(IN_FLIGHT, alone, Some(dying(&seed, rarely))))
        .collect();
    loop {
        for worker in &mut workers {
            let died = tokio::time::timeout(Duration::from_millis(20), worker.died()).await;
            if died.is_ok() {
                kills += 1;
                *worker = house.worker_with(IN_FLIGHT, alone, Some(dying(&seed, rarely)));
            }
        }
        // Retries wait by the mock clock, leases by the wall.
        house.clock.advance(Duration::from_secs(60));
        let open = house.count_other_than(State::Accepted).await;
        if open == 0 {
            break;
        }
        assert!(Instant::now() < end, "{open} still open after {kills} kills");
    }
    for worker in workers {
        worker.kill().await;
    }

    assert!(kills >= 5, "only {kills} kills");
    let books = balance(&house, |_| Fate::Taken, kills * IN_FLIGHT).await;
    println!("{mails} mails, {kills} kills, {books:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_workers_die_on_sqlite() {
    nothing_is_lost(Database::Sqlite, 1, mails(250), 150).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_when_replicas_die_on_postgres() {
    // Fewer: what a dead replica held waits until its lease is over.
    nothing_is_lost(Database::Postgres, 2, mails(100), 80).await;
}
