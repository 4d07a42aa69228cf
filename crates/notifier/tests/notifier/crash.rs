//! A worker dies at each step: nothing is lost, and what may be sent twice is known.

use std::time::Duration;

use berth_notifier::ledger::State;
use berth_notifier::ledger::claim::{Claimant, claim};
use berth_notifier::policy::Policy;
use berth_notifier::presence;
use berth_runtime::{Clock as _, SystemClock};
use berth_testkit::{Fault, Stage, assert_eventually};

use crate::house::{House, PATIENCE};

const NOON: &str = "2027-01-10T12:00:00Z";

async fn held_at(house: &House, state: State, phase: Option<&str>) {
    assert_eventually(
        PATIENCE,
        &format!("a message held as {state} {phase:?}"),
        async || {
            let rows = house.messages().await;
            let row = rows.first().unwrap();
            let found = (row.state.clone(), row.phase.clone());
            if found == (state.to_string(), phase.map(str::to_owned)) {
                Ok(())
            } else {
                Err(found)
            }
        },
    )
    .await;
}

/// Kills a worker while the server stalls at `stage`, and lets a second one take over.
async fn killed_at(stage: Stage, phase: &str) -> House {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.smtp.inject(Fault::stall(stage, Duration::from_secs(600)));
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    held_at(&house, State::Sending, Some(phase)).await;
    worker.kill().await;
    house.smtp.heal();
    let worker = house.worker_alone();
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
    house
}

#[tokio::test]
async fn below_the_dot_a_message_is_sent_again_without_a_doubt() {
    for stage in [Stage::Banner, Stage::Mail, Stage::Rcpt, Stage::Data] {
        let house = killed_at(stage, "below").await;
        assert_eq!(house.smtp.messages().len(), 1, "{stage:?}");
        assert_eq!(house.messages().await.first().unwrap().doubts, 0, "{stage:?}");
        let verdicts: Vec<_> = house.attempts().await.into_iter().map(|a| a.verdict).collect();
        assert_eq!(verdicts, ["abandoned", "accepted"], "{stage:?}");
    }
}

#[tokio::test]
async fn at_the_dot_the_same_bytes_go_out_again_and_the_doubt_is_kept() {
    let house = killed_at(Stage::Accept, "dot").await;
    assert_eq!(house.messages().await.first().unwrap().doubts, 1);
    let verdicts: Vec<_> = house.attempts().await.into_iter().map(|a| a.verdict).collect();
    assert_eq!(verdicts, ["unknown", "accepted"]);
    let mut copies: Vec<_> = house.smtp.messages().into_iter().map(|mail| mail.bytes).collect();
    copies.extend(house.smtp.unacknowledged().into_iter().map(|mail| mail.bytes));
    assert!(copies.windows(2).all(|pair| pair.first() == pair.last()));
}

#[tokio::test]
async fn a_claim_left_behind_is_taken_over() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let claimant = Claimant {
        worker: house.store.new_id(),
        now: crate::house::utc(NOON),
        wall: crate::house::utc("2020-01-01T00:00:00Z"),
        lease: Duration::from_secs(20),
    };
    let claimed = claim(&house.store, claimant, 10).await.unwrap();
    assert_eq!(claimed.len(), 1);
    held_at(&house, State::Claimed, None).await;
    // The lease ran out long ago by the wall clock, so a heartbeat takes it back, without the database's lock.
    let worker = house.worker();
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
}

#[tokio::test]
async fn who_comes_second_to_a_ledger_leaves_what_others_hold_alone() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let policy = Policy::built_in().unwrap();
    let enter = async || presence::enter(&house.store, &house.url, &policy).await.unwrap();
    let (first, second) = (enter().await, enter().await);
    let claimant = Claimant {
        worker: house.store.new_id(),
        now: crate::house::utc(NOON),
        wall: SystemClock.now(),
        lease: Duration::from_secs(600),
    };
    claim(&house.store, claimant, 10).await.unwrap();
    // The first one is killed and comes back, while the second lives and holds the message.
    drop(first);
    let first = enter().await;
    held_at(&house, State::Claimed, None).await;
    drop((first, second));
    let _alone = enter().await;
    held_at(&house, State::Due, None).await;
}

#[tokio::test]
async fn a_slow_worker_that_lost_its_claim_hands_nothing_over() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house
        .smtp
        .inject(Fault::stall(Stage::Rcpt, Duration::from_secs(3)));
    house.event(house.submitted(1)).await;
    let slow = house.worker();
    held_at(&house, State::Sending, Some("below")).await;
    // Another process believes that it is alone, and takes the message over.
    let second = house.worker_alone();
    house.wait_for(State::Accepted, 1).await;
    slow.stop().await;
    second.stop().await;
    assert_eq!(house.smtp.messages().len(), 1);
}

#[tokio::test]
async fn a_message_whose_task_panicked_is_not_held_for_ever() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let panicked = std::sync::atomic::AtomicBool::new(false);
    let worker = house.worker_with(
        8,
        false,
        Some(std::sync::Arc::new(move |_| {
            assert!(
                panicked.swap(true, std::sync::atomic::Ordering::Relaxed),
                "on purpose, once"
            );
            false
        })),
    );
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
    assert_eq!(house.smtp.messages().len(), 1);
}

#[tokio::test]
async fn a_stop_finishes_what_is_in_hand_and_gives_the_rest_back() {
    let house = House::sqlite(NOON).await;
    for n in 0..40 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let worker = house.worker_of(2, false);
    house.smtp.wait_for(3).await;
    worker.stop().await;
    let rows = house.messages().await;
    let held = rows
        .iter()
        .filter(|row| row.state == "claimed" || row.state == "sending")
        .count();
    assert_eq!(held, 0);
    let accepted = rows.iter().filter(|row| row.state == "accepted").count();
    assert_eq!(accepted, house.smtp.messages().len());
}
