//! Published rounds matched again: once, whoever does it, and looked at before anything is committed.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use berth_bus::RpcError;
use berth_domain::id::{OpeningId, RoundId, TraineeId};
use berth_domain::rematch::{MoveReason, REMATCH_FORMAT, RematchPolicy, RematchRequest, RematchResult};
use berth_events::{Event, streams, v1};
use berth_matching::RoundResult;
use berth_testkit::{Direction, FaultProxy, assert_eventually};
use chrono::{DateTime, Days, Utc};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::stage::{SOON, Stage, lock_day};

/// A round as published.
struct Round {
    stage: Stage,
    id: RoundId,
    result: RoundResult,
    request: RematchRequest,
}

impl Round {
    /// Locked, solved by a matcher that is then gone.
    async fn published(n: u128) -> Self {
        let stage = Stage::set("digital-explorers").await;
        stage.shorten_ack_wait(Duration::from_secs(1)).await;
        let id = RoundId(Uuid::from_u128(0xb0a8_0000 + n));
        let matcher = stage.matcher().await;
        let locked = stage.freeze(&stage.cohort(id)).await;
        stage.lock(&locked, n).await;
        let solved = stage.solved(id).await;
        assert_eventually(SOON, "the round is acknowledged", || async {
            stage.rounds_in_hand().await == 0
        })
        .await;
        matcher.stop().await;
        let stored = stage.intake.objects().get(&solved.result_object).await.unwrap();
        let request = RematchRequest {
            format: REMATCH_FORMAT.to_owned(),
            programme: stage.programme(),
            round: id,
            cohort_object: locked.cohort_object,
            cohort_hash: locked.cohort_hash,
            result_hash: solved.result_hash,
            as_of: lock_day(),
            policy: RematchPolicy::MinChange,
            standing: BTreeMap::new(),
            immovable: BTreeSet::new(),
            gone: BTreeSet::new(),
            refused: BTreeSet::new(),
            seats: BTreeMap::new(),
            withdrawn: BTreeSet::new(),
        };
        Self {
            result: RoundResult::from_json(&stored).unwrap(),
            stage,
            id,
            request,
        }
    }

    /// Pairs as published, by trainee.
    fn pairs(&self) -> Vec<(TraineeId, OpeningId)> {
        let pair =
            |(t, o): (&String, &Option<String>)| Some((t.parse().unwrap(), o.as_ref()?.parse().unwrap()));
        self.result.matching.iter().filter_map(pair).collect()
    }

    fn subject(&self, what: &str, n: u128) -> String {
        format!(
            "berth.v1.event.{}.rematch.{what}.{}",
            self.stage.programme(),
            Uuid::from_u128(n)
        )
    }

    /// Asks by event, and waits for the answer.
    async fn again(&self, n: u128) -> (v1::RematchSolved, RematchResult) {
        let requested = self.stage.ask_again(&self.request, n).await;
        self.stage.announce(requested, n).await;
        self.answer(n).await
    }

    async fn answer(&self, n: u128) -> (v1::RematchSolved, RematchResult) {
        let subject = self.subject("solved", n);
        let found = assert_eventually(SOON, "it is matched again", || self.stage.last_event(&subject)).await;
        let Event::RematchSolved(solved) = found.1 else {
            panic!("{:?}", found.1)
        };
        let stored = self
            .stage
            .intake
            .objects()
            .get(&solved.result_object)
            .await
            .unwrap();
        assert_eq!(solved.result_hash, hex::encode(Sha256::digest(&stored)));
        (solved, serde_json::from_slice(&stored).unwrap())
    }

    async fn look(&self) -> Result<v1::RematchResponse, RpcError> {
        self.ask(serde_json::to_string(&self.request).unwrap()).await
    }

    async fn ask(&self, document_json: String) -> Result<v1::RematchResponse, RpcError> {
        let question = v1::RematchRequest {
            programme_id: self.stage.programme().to_string(),
            round_id: self.id.to_string(),
            document_json,
        };
        crate::answers::ask(&self.stage, "rematch", &question).await
    }
}

fn code(refused: Result<v1::RematchResponse, RpcError>) -> String {
    match refused {
        Err(RpcError::Refused { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_declined_seat_goes_down_the_chain_and_nobody_accepted_moves() {
    let mut round = Round::published(1).await;
    let _matcher = round.stage.matcher().await;
    let pairs = round.pairs();
    round.request.refused.insert(pairs[0]);
    round.request.immovable = pairs[1..10].iter().map(|(t, _)| *t).collect();

    let (solved, result) = round.again(10).await;

    assert!(solved.verified && solved.blocking_pairs == 0, "{solved:?}");
    assert_eq!(usize::try_from(solved.moves).unwrap(), result.moves.len());
    let own = result.moves.iter().find(|m| m.trainee == pairs[0].0).unwrap();
    assert_eq!((own.from, own.reason), (Some(pairs[0].1), MoveReason::Refused));
    for moved in &result.moves {
        assert!(!round.request.immovable.contains(&moved.trainee));
        assert!(!moved.sentence().is_empty());
    }
    // A question about it gets the same, and changes nothing.
    let seen = round.look().await.unwrap();
    assert_eq!(
        (seen.result_hash, seen.moves_total),
        (solved.result_hash, solved.moves)
    );
    assert!(seen.moves.iter().all(|m| m.sentence.ends_with('.')));
}

#[tokio::test]
async fn the_policies_differ_in_who_may_move() {
    let mut round = Round::published(2).await;
    let _matcher = round.stage.matcher().await;
    round.request.withdrawn.insert(round.pairs()[0].1);

    for policy in [
        RematchPolicy::Frozen,
        RematchPolicy::MinChange,
        RematchPolicy::Full,
    ] {
        round.request.policy = policy;
        let seen = round.look().await.unwrap();

        assert!(seen.verified, "{policy}");
        let others = seen
            .moves
            .iter()
            .filter(|m| m.reason_code != "seat-lost" && !m.from_opening_id.is_empty());
        assert!(policy != RematchPolicy::Frozen || others.count() == 0, "{seen:?}");
        let gone = round.pairs()[0].1.to_string();
        assert!(seen.moves.iter().all(|m| m.to_opening_id != gone));
    }
}

#[tokio::test]
async fn a_pair_whose_last_safe_offer_date_has_passed_ends_with_its_reason() {
    let mut round = Round::published(3).await;
    let _matcher = round.stage.matcher().await;
    let late: DateTime<Utc> = lock_day().checked_add_days(Days::new(150)).unwrap();
    round.request.as_of = late;

    let seen = round.look().await.unwrap();

    assert!(seen.verified);
    let lapsed: Vec<_> = seen
        .moves
        .iter()
        .filter(|m| m.reason_code == "not-feasible")
        .collect();
    assert!(!lapsed.is_empty(), "{seen:?}");
    assert!(lapsed.iter().all(|m| !m.exclusions.is_empty()), "{lapsed:?}");
    // Who accepted is held all the same: their papers are under way.
    round.request.immovable = round.pairs().iter().map(|(t, _)| *t).collect();
    let held = round.look().await.unwrap();
    assert!(
        held.moves.iter().all(|m| m.from_opening_id.is_empty()),
        "{held:?}"
    );
}

#[tokio::test]
async fn a_killed_matchers_rematch_is_finished_by_another_with_the_same_hash() {
    let mut round = Round::published(4).await;
    let pair = round.pairs()[3];
    round.request.gone.insert(pair.0);
    let steps = [
        "DIRECT.GET.OBJ_berth-rounds",
        "$O.berth-rounds.C.",
        "rematch.solved",
        "$JS.ACK.",
    ];
    let mut hashes = BTreeSet::new();
    for (n, step) in (40..).zip(steps) {
        let line = FaultProxy::start(round.stage.server.address()).await;
        let url = format!("nats://matcher:matcher@{}", line.address());
        let doomed = round.stage.matcher_through(&url).await;
        line.latency(Duration::from_millis(20));
        let requested = round.stage.ask_again(&round.request, n).await;
        round.stage.announce(requested, n).await;
        assert_eventually(SOON, step, || async {
            let all = line.transcripts();
            all.iter()
                .any(|t| String::from_utf8_lossy(&t.to_server).contains(step))
        })
        .await;
        doomed.kill();
        line.cut();
        let heir = round.stage.matcher().await;

        let (solved, _) = round.answer(n).await;

        assert!(solved.verified, "{step}");
        hashes.insert(solved.result_hash);
        assert_eventually(SOON, "it is acknowledged", || async {
            round.stage.rounds_in_hand().await == 0
        })
        .await;
        assert_eq!(
            round
                .stage
                .count(streams::EVENTS, &round.subject("solved", n))
                .await,
            1,
            "{step}"
        );
        heir.stop().await;
    }
    assert_eq!(hashes.len(), 1);
}

#[tokio::test]
async fn with_two_matchers_a_rematch_in_a_killed_ones_hands_is_the_others() {
    let mut round = Round::published(5).await;
    round.request.gone.insert(round.pairs()[0].0);
    let line = FaultProxy::start(round.stage.server.address()).await;
    let url = format!("nats://matcher:matcher@{}", line.address());
    let doomed = round.stage.matcher_through(&url).await;
    let _other = round.stage.matcher().await;
    // Whichever gets them: both have work, and one falls silent in the middle.
    line.stall(Direction::ToServer);
    for n in 50..56 {
        let requested = round.stage.ask_again(&round.request, n).await;
        round.stage.announce(requested, n).await;
    }
    assert_eventually(SOON, "the doomed one has one in its hands", || async {
        let all = line.transcripts();
        all.iter()
            .any(|t| String::from_utf8_lossy(&t.to_client).contains("rematch.requested"))
    })
    .await;
    doomed.kill();
    line.cut();

    let mut hashes = BTreeSet::new();
    for n in 50..56 {
        hashes.insert(round.answer(n).await.0.result_hash);
    }
    assert_eq!(hashes.len(), 1);
}

#[tokio::test]
async fn a_request_that_cannot_be_meant_is_refused_by_name() {
    let mut round = Round::published(6).await;
    let _matcher = round.stage.matcher().await;
    let (trainee, opening) = round.pairs()[0];
    let good = round.request.clone();

    round.request.gone.insert(Uuid::from_u128(1).into());
    assert_eq!(code(round.look().await), "request-invalid");
    round.request = RematchRequest {
        gone: [trainee].into(),
        immovable: [trainee].into(),
        ..good.clone()
    };
    assert_eq!(code(round.look().await), "request-invalid");
    round.request = RematchRequest {
        withdrawn: [opening].into(),
        immovable: [trainee].into(),
        ..good.clone()
    };
    assert_eq!(code(round.look().await), "request-invalid");
    round.request = RematchRequest {
        as_of: DateTime::UNIX_EPOCH,
        ..good.clone()
    };
    assert_eq!(code(round.look().await), "request-invalid");
    round.request = RematchRequest {
        cohort_hash: "0".repeat(64),
        ..good.clone()
    };
    assert_eq!(code(round.look().await), "cohort-hash-mismatch");
    round.request = RematchRequest {
        result_hash: "0".repeat(64),
        ..good.clone()
    };
    assert_eq!(code(round.look().await), "result-hash-mismatch");
    round.request = RematchRequest {
        cohort_object: "no/such".to_owned(),
        ..good.clone()
    };
    assert_eq!(code(round.look().await), "round-unreadable");
    round.request = RematchRequest {
        round: RoundId(Uuid::from_u128(9)),
        ..good.clone()
    };
    assert_eq!(code(round.look().await), "request-of-another-round");
    round.request = good;
    assert_eq!(
        code(round.ask("{\"format\":".to_owned()).await),
        "request-unreadable"
    );
    assert_eq!(code(round.ask("[".repeat(100_000)).await), "request-unreadable");
    assert!(
        round.look().await.unwrap().moves.is_empty(),
        "nothing differs, so nobody moves"
    );
}

#[tokio::test]
async fn an_event_whose_request_is_another_fails_for_good() {
    let round = Round::published(7).await;
    let _matcher = round.stage.matcher().await;
    let mut requested = round.stage.ask_again(&round.request, 70).await;
    requested.request_hash = "0".repeat(64);

    round.stage.announce(requested, 70).await;

    let subject = round.subject("failed", 70);
    let found = assert_eventually(SOON, "it is refused", || round.stage.last_event(&subject)).await;
    match found.1 {
        Event::RematchFailed(failed) => assert_eq!(failed.reason_code, "request-hash-mismatch"),
        other => panic!("{other:?}"),
    }
    assert_eventually(SOON, "it is acknowledged", || async {
        round.stage.rounds_in_hand().await == 0
    })
    .await;
}
