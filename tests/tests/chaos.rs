//! The same walk with every process killed at random points, nats-server included: the end state is the same, no
//! message is missing, none comes twice but where the ledger itself counts a doubt.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can't go on stops here"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use berth_runtime::{Clock as _, SystemClock};
use berth_tests::Databases;
use berth_tests::books::Books;
use berth_tests::processes::Processes;
use berth_tests::walk::{Answers, PROGRAMME, Walk};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// Kills one process after the other, each after a pause by chance, until told to stop.
async fn storm(processes: &Processes, over: &AtomicBool, seed: u64) -> usize {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut kills = 0;
    while !over.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(chance.random_range(400..2_500))).await;
        match chance.random_range(0..=processes.services.len()) {
            victim if victim < processes.services.len() => {
                let service = processes.services.get(victim).expect("a service");
                println!("kill -9 {}", service.name);
                service.kill_and_start_again();
            }
            _ => {
                println!("kill -9 nats-server");
                processes.nats.kill9();
                processes.nats.restart().await;
            }
        }
        kills += 1;
    }
    kills
}

async fn through_the_storm(databases: Databases, folder: tempfile::TempDir, replicas: usize, seed: u64) {
    let processes = Processes::start(&databases, folder, replicas).await;
    let walk = Walk::new(&processes.door, &processes.smtp);
    let over = Arc::new(AtomicBool::new(false));

    let walked = async {
        walk.load().await;
        walk.admit().await;
        let placed = walk.run_round().await;
        let links = walk.offer_links(placed).await;
        let answers = walk.answer(&links).await;
        assert_eq!(
            answers,
            Answers {
                accepted: usize::try_from(placed).unwrap() - 2,
                declined: 1,
                unanswered: 1
            }
        );
        over.store(true, Ordering::Relaxed);
    };
    let (kills, ()) = tokio::join!(storm(&processes, &over, seed), walked);
    println!("{kills} kills");
    assert!(kills >= 3, "the storm was over before it began");
    for service in &processes.services {
        service.wait_ready().await;
    }

    let next = walk.rematched(1).await;
    let funnel = walk.funnel().await;
    assert_eq!(funnel.get("offered"), Some(&(1 + next)), "{funnel:?}");
    assert!(!funnel.contains_key("in_round"), "{funnel:?}");
    let books = Books::open(&databases, &processes.broker("operator")).await;
    books
        .wait_until_quiet(|| SystemClock.now(), Duration::from_secs(180))
        .await;
    books.account_for(&processes.door, PROGRAMME).await;
    books.agree_with(&processes.smtp).await;
    for service in &processes.services {
        service.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cohort_survives_kills_of_every_process_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    through_the_storm(Databases::sqlite(folder.path()).await, folder, 1, 7).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_of_each_service_survive_kills_on_postgres() {
    through_the_storm(Databases::postgres().await, tempfile::tempdir().unwrap(), 2, 11).await;
}
