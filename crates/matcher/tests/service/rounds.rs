//! Locked rounds: solved once, whoever solves them.

use std::time::Duration;

use berth_domain::id::RoundId;
use berth_events::{Event, streams, v1};
use berth_matching::round::{canonical_json, hash_input, hash_result};
use berth_matching::{RoundInput, RoundResult, round_from_cohort, solve, verify};
use berth_testkit::{Direction, FaultProxy, assert_eventually};
use uuid::Uuid;

use crate::stage::{SOON, Stage};

fn round(n: u128) -> RoundId {
    RoundId(Uuid::from_u128(0xb0a7_0000 + n))
}

fn subject(stage: &Stage, what: &str, round: RoundId) -> String {
    format!("berth.v1.event.{}.round.{what}.{round}", stage.programme())
}

#[tokio::test]
async fn a_locked_round_is_solved_proven_and_published() {
    let stage = Stage::set("digital-explorers").await;
    let matcher = stage.matcher().await;
    let cohort = stage.cohort(round(1));

    let locked = stage.freeze(&cohort).await;
    stage.lock(&locked, 1).await;

    let solved = stage.solved(round(1)).await;
    assert!(solved.verified);
    assert_eq!((solved.seats, solved.blocking_pairs), (51, 0));
    assert!(solved.placed >= 30, "{} placed", solved.placed);
    assert!(solved.max_cardinality_placed >= solved.placed);
    assert_eq!(solved.cohort_hash, locked.cohort_hash);
    // What was published is what anybody gets from the frozen cohort alone.
    let input = round_from_cohort(&cohort).unwrap();
    let result = solve(&input).unwrap();
    assert_eq!(
        (&solved.input_hash, &solved.result_hash),
        (&hash_input(&input), &hash_result(&result))
    );
    let stored = stage.intake.objects().get(&solved.input_object).await.unwrap();
    assert_eq!(stored, canonical_json(&input));
    let stored_result = stage.intake.objects().get(&solved.result_object).await.unwrap();
    let read = (
        RoundInput::from_json(&stored).unwrap(),
        RoundResult::from_json(&stored_result).unwrap(),
    );
    assert!(verify(&read.0, &read.1).proven());
    assert_eventually(SOON, "the round is acknowledged", || async {
        stage.rounds_in_hand().await == 0
    })
    .await;
    matcher.stop().await;
}

#[tokio::test]
async fn companies_are_introduced_by_the_same_rules_as_people() {
    let stage = Stage::set("scale2us").await;
    let _matcher = stage.matcher().await;
    let cohort = stage.sample.cohort(
        round(2),
        "2025-03-20T10:00:00Z".parse().unwrap(),
        crate::stage::SEED,
    );

    stage.lock(&stage.freeze(&cohort).await, 2).await;

    let solved = stage.solved(round(2)).await;
    assert!(solved.verified && solved.blocking_pairs == 0);
    assert!(solved.placed >= 8, "{} introduced", solved.placed);
}

#[tokio::test]
async fn a_killed_matchers_round_is_finished_by_another_with_the_same_hash() {
    let stage = Stage::set("digital-explorers").await;
    stage.shorten_ack_wait(Duration::from_secs(1)).await;
    let line = FaultProxy::start(stage.server.address()).await;
    let doomed = stage
        .matcher_through(&format!("nats://matcher:matcher@{}", line.address()))
        .await;
    let cohort = stage.cohort(round(3));
    let locked = stage.freeze(&cohort).await;
    // It gets the round, and whatever it asks for or says never arrives.
    line.stall(Direction::ToServer);
    stage.lock(&locked, 3).await;
    assert_eventually(SOON, "the round is in its hands", || async {
        let all = line.transcripts();
        all.iter()
            .any(|t| String::from_utf8_lossy(&t.to_client).contains(&subject(&stage, "locked", round(3))))
    })
    .await;
    doomed.kill();
    line.cut();

    let _heir = stage.matcher().await;

    let solved = stage.solved(round(3)).await;
    assert_eq!(
        solved.result_hash,
        hash_result(&solve(&round_from_cohort(&cohort).unwrap()).unwrap())
    );
    assert!(solved.verified);
}

/// Kills a matcher about when its first message of a kind reaches the server, and lets another finish the round.
async fn killed_at(stage: &Stage, step: &str, n: u128) -> v1::RoundSolved {
    let line = FaultProxy::start(stage.server.address()).await;
    let doomed = stage
        .matcher_through(&format!("nats://matcher:matcher@{}", line.address()))
        .await;
    line.latency(Duration::from_millis(20));
    let locked = stage.freeze(&stage.cohort(round(n))).await;
    stage.lock(&locked, n).await;
    assert_eventually(SOON, step, || async {
        line.transcripts()
            .iter()
            .any(|t| String::from_utf8_lossy(&t.to_server).contains(step))
    })
    .await;
    doomed.kill();
    line.cut();
    let heir = stage.matcher().await;
    let solved = stage.solved(round(n)).await;
    assert_eventually(SOON, "the round is acknowledged", || async {
        stage.rounds_in_hand().await == 0
    })
    .await;
    heir.stop().await;
    solved
}

#[tokio::test]
async fn wherever_a_matcher_is_killed_the_end_is_the_same() {
    let stage = Stage::set("digital-explorers").await;
    stage.shorten_ack_wait(Duration::from_secs(1)).await;
    // Reading the cohort; the first and the last part of a document; the event; its acknowledgement.
    let steps = [
        "DIRECT.GET.OBJ_berth-rounds",
        "$O.berth-rounds.C.",
        "$O.berth-rounds.M.",
        "round.solved",
        "$JS.ACK.",
    ];
    for (n, step) in (100..).zip(steps) {
        let solved = killed_at(&stage, step, n).await;

        let expected = solve(&round_from_cohort(&stage.cohort(round(n))).unwrap()).unwrap();
        assert_eq!(solved.result_hash, hash_result(&expected), "{step}");
        assert_eq!(
            stage
                .count(streams::EVENTS, &subject(&stage, "solved", round(n)))
                .await,
            1,
            "{step}"
        );
        let stored = stage.intake.objects().get(&solved.result_object).await.unwrap();
        assert_eq!(stored, canonical_json(&expected), "{step}");
    }
}

#[tokio::test]
async fn a_round_left_half_done_and_announced_twice_to_two_replicas_is_published_once() {
    let stage = Stage::set("digital-explorers").await;
    let cohort = stage.cohort(round(4));
    let locked = stage.freeze(&cohort).await;
    // As if killed after the first document.
    let input = canonical_json(&round_from_cohort(&cohort).unwrap());
    stage
        .intake
        .objects()
        .put(&format!("{}/input.json", round(4)), &input)
        .await
        .unwrap();
    let (one, two) = (stage.matcher().await, stage.matcher().await);

    stage.lock(&locked, 40).await;
    stage.lock(&locked, 41).await;
    stage.lock(&locked, 42).await;

    stage.solved(round(4)).await;
    assert_eventually(SOON, "all three are acknowledged", || async {
        stage.rounds_in_hand().await == 0
    })
    .await;
    assert_eq!(
        stage
            .count(streams::EVENTS, &subject(&stage, "solved", round(4)))
            .await,
        1
    );
    one.stop().await;
    two.stop().await;
}

/// Locks a round after `spoil` changed what the event says, and gives the failure that follows.
async fn refused(spoil: impl FnOnce(&mut v1::RoundLocked)) -> v1::RoundFailed {
    let stage = Stage::set("scale2us").await;
    let _matcher = stage.matcher().await;
    let mut locked = stage.freeze(&stage.cohort(round(5))).await;
    spoil(&mut locked);
    let id: RoundId = locked.round_id.parse().unwrap();
    stage.lock(&locked, 5).await;
    let failed = subject(&stage, "failed", id);
    let found = assert_eventually(SOON, "the round is refused", || stage.last_event(&failed)).await;
    assert_eventually(SOON, "the round is acknowledged", || async {
        stage.rounds_in_hand().await == 0
    })
    .await;
    assert_eq!(
        stage.count(streams::EVENTS, &subject(&stage, "solved", id)).await,
        0
    );
    match found.1 {
        Event::RoundFailed(failed) => failed,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_cohort_that_is_not_what_was_locked_is_refused() {
    let failed = refused(|locked| locked.cohort_hash = "0".repeat(64)).await;

    assert_eq!(failed.reason_code, "cohort-hash-mismatch");
    assert!(
        failed.detail.contains("lock the round again"),
        "{}",
        failed.detail
    );
}

#[tokio::test]
async fn a_cohort_of_another_round_or_seed_is_refused() {
    let failed = refused(|locked| locked.round_id = round(6).to_string()).await;
    assert_eq!(failed.reason_code, "cohort-of-another-round");

    let failed = refused(|locked| locked.seed = "1".repeat(64)).await;
    assert_eq!(failed.reason_code, "cohort-of-another-round");
}

#[tokio::test]
async fn an_event_that_names_no_round_goes_to_the_dead_letters() {
    let stage = Stage::set("scale2us").await;
    let _matcher = stage.matcher().await;

    stage
        .lock(
            &v1::RoundLocked {
                round_id: "not-a-round".to_owned(),
                ..v1::RoundLocked::default()
            },
            7,
        )
        .await;

    assert_eventually(SOON, "it is a dead letter", || async {
        stage.count(streams::DEAD, "berth.v1.dead.matcher-rounds").await == 1
    })
    .await;
}

#[tokio::test]
async fn a_cohort_that_is_not_there_yet_is_waited_for() {
    let stage = Stage::set("scale2us").await;
    let _matcher = stage.matcher().await;
    let cohort = stage.cohort(round(8));
    let mut locked = stage.freeze(&cohort).await;
    locked.cohort_object = "later.json".to_owned();
    stage.lock(&locked, 8).await;
    assert_eventually(SOON, "it was taken", || async {
        stage.rounds_in_hand().await == 1
    })
    .await;

    let bytes = serde_jcs::to_vec(&cohort).unwrap();
    stage.intake.objects().put("later.json", &bytes).await.unwrap();

    assert!(stage.solved(round(8)).await.verified);
}
