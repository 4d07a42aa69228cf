//! Rehearsals: what a round would come to if something were different.

use berth_bus::RpcError;
use berth_domain::id::RoundId;
use berth_events::v1::{self, rehearsal_change::Change};
use berth_matching::round::{hash_input, hash_result};
use berth_matching::{RoundResult, round_from_cohort, solve};
use uuid::Uuid;

use crate::answers::ask;
use crate::sample::id_of;
use crate::stage::Stage;

struct Rehearsal {
    stage: Stage,
    question: v1::RehearseRequest,
    result: RoundResult,
}

impl Rehearsal {
    async fn of_the_sample() -> Self {
        let stage = Stage::set("digital-explorers").await;
        let cohort = stage.cohort(RoundId(Uuid::from_u128(0xb0a9)));
        let locked = stage.freeze(&cohort).await;
        let question = v1::RehearseRequest {
            programme_id: locked.programme_id,
            round_id: locked.round_id,
            cohort_object: locked.cohort_object,
            cohort_hash: locked.cohort_hash,
            changes: Vec::new(),
        };
        Self {
            result: solve(&round_from_cohort(&cohort).unwrap()).unwrap(),
            stage,
            question,
        }
    }

    fn placed(&self, n: usize) -> (String, String) {
        let pairs = self
            .result
            .matching
            .iter()
            .filter_map(|(t, o)| Some((t.clone(), o.clone()?)));
        pairs.collect::<Vec<_>>()[n].clone()
    }

    async fn with(&self, changes: &[Change]) -> Result<v1::RehearseResponse, RpcError> {
        let change = |c: &Change| v1::RehearsalChange {
            change: Some(c.clone()),
        };
        let changes = changes.iter().map(change).collect();
        ask(
            &self.stage,
            "rehearse",
            &v1::RehearseRequest {
                changes,
                ..self.question.clone()
            },
        )
        .await
    }
}

fn code<T: std::fmt::Debug>(refused: Result<T, RpcError>) -> String {
    match refused {
        Err(RpcError::Refused { code, .. }) => code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_rehearsal_says_who_moves_and_why_and_stores_nothing() {
    let rehearsal = Rehearsal::of_the_sample().await;
    let _matcher = rehearsal.stage.matcher().await;
    let (trainee_id, opening_id) = rehearsal.placed(0);

    let same = rehearsal.with(&[]).await.unwrap();
    assert_eq!(same.before, same.after);
    assert_eq!(
        (same.moves_total, same.before.clone().unwrap().result_hash),
        (0, hash_result(&rehearsal.result))
    );

    let left = rehearsal
        .with(&[Change::TraineeLeaves(v1::TraineeLeaves {
            trainee_id: trainee_id.clone(),
        })])
        .await
        .unwrap();
    let own = left.moves.iter().find(|m| m.trainee_id == trainee_id).unwrap();
    assert_eq!(
        (own.reason_code.as_str(), own.from_opening_id.as_str()),
        ("left", opening_id.as_str())
    );
    assert_eq!(usize::try_from(left.moves_total).unwrap(), left.moves.len());
    assert!(left.after.unwrap().verified && left.blocking_pairs.is_empty());

    let gone = rehearsal
        .with(&[Change::SeatsBecome(v1::SeatsBecome {
            opening_id: opening_id.clone(),
            seats: 0,
        })])
        .await
        .unwrap();
    let own = gone.moves.iter().find(|m| m.trainee_id == trainee_id).unwrap();
    assert!(
        ["seat-lost", "seat-freed"].contains(&own.reason_code.as_str()),
        "{own:?}"
    );
    assert!(
        gone.moves
            .iter()
            .all(|m| m.to_opening_id != opening_id && m.sentence.ends_with('.'))
    );

    let pair = v1::PairForbidden {
        trainee_id: trainee_id.clone(),
        opening_id: opening_id.clone(),
    };
    let barred = rehearsal.with(&[Change::PairForbidden(pair)]).await.unwrap();
    let own = barred.moves.iter().find(|m| m.trainee_id == trainee_id).unwrap();
    assert_eq!(own.reason_code, "forbidden");
    // Only the cohort that was there before is there.
    let objects = rehearsal
        .stage
        .count("OBJ_berth-rounds", "$O.berth-rounds.M.*")
        .await;
    assert_eq!(objects, 1);
}

#[tokio::test]
async fn a_rehearsed_round_has_the_hash_the_real_one_would_have() {
    let rehearsal = Rehearsal::of_the_sample().await;
    let _matcher = rehearsal.stage.matcher().await;
    let (trainee_id, _) = rehearsal.placed(2);
    let (_, opening_id) = rehearsal.placed(5);
    let seed = "ab".repeat(32);
    let pin = v1::PairPinned {
        trainee_id: trainee_id.clone(),
        opening_id: opening_id.clone(),
    };

    let answer = rehearsal
        .with(&[
            Change::PairPinned(pin),
            Change::SeedBecomes(v1::SeedBecomes { seed: seed.clone() }),
        ])
        .await
        .unwrap();

    let mut cohort = rehearsal.stage.cohort(RoundId(Uuid::from_u128(0xb0a9)));
    cohort.seed = seed;
    cohort
        .pinned
        .push((trainee_id.parse().unwrap(), opening_id.parse().unwrap()));
    let input = round_from_cohort(&cohort).unwrap();
    let after = answer.after.unwrap();
    assert_eq!(after.input_hash, hash_input(&input));
    assert_eq!(after.result_hash, hash_result(&solve(&input).unwrap()));
    let own = answer.moves.iter().find(|m| m.trainee_id == trainee_id).unwrap();
    assert_eq!(
        (own.to_opening_id.as_str(), own.reason_code.as_str()),
        (opening_id.as_str(), "pinned")
    );
}

#[tokio::test]
async fn a_rehearsal_that_makes_no_sense_is_refused_by_name() {
    let mut rehearsal = Rehearsal::of_the_sample().await;
    let _matcher = rehearsal.stage.matcher().await;
    let nobody = || {
        Change::TraineeLeaves(v1::TraineeLeaves {
            trainee_id: "x".to_owned(),
        })
    };

    assert_eq!(code(rehearsal.with(&[nobody()]).await), "unknown-trainee");
    let nothing = Change::SeatsBecome(v1::SeatsBecome {
        opening_id: Uuid::nil().to_string(),
        seats: 1,
    });
    assert_eq!(code(rehearsal.with(&[nothing]).await), "unknown-opening");
    let seed = Change::SeedBecomes(v1::SeedBecomes {
        seed: "no seed".to_owned(),
    });
    assert_eq!(code(rehearsal.with(&[seed]).await), "malformed-seed");
    let cap = Change::CapBecomes(v1::CapBecomes {
        cap_id: "no-cap".to_owned(),
        max: 1,
    });
    assert_eq!(code(rehearsal.with(&[cap]).await), "unknown-cap");
    let many: Vec<Change> = (0..101).map(|_| nobody()).collect();
    assert_eq!(code(rehearsal.with(&many).await), "too-many-changes");
    rehearsal.question.round_id = Uuid::nil().to_string();
    assert_eq!(code(rehearsal.with(&[]).await), "cohort-of-another-round");
    rehearsal.question.cohort_hash = "0".repeat(64);
    assert_eq!(code(rehearsal.with(&[]).await), "cohort-hash-mismatch");
    rehearsal.question.cohort_object = "no/such".to_owned();
    assert_eq!(code(rehearsal.with(&[]).await), "no-such-object");
}

#[tokio::test]
async fn the_best_openings_for_a_trainee_come_with_their_parts() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;
    let question = |trainee: &str| v1::OpeningsRequest {
        programme_id: stage.programme().to_string(),
        trainee_id: id_of(trainee).to_string(),
        limit: 3,
    };

    let answer: v1::OpeningsResponse = ask(&stage, "openings", &question("DE-001")).await.unwrap();

    assert!((1..=3).contains(&answer.entries.len()), "{answer:?}");
    assert!(answer.entries.is_sorted_by_key(|e| -e.score));
    for entry in &answer.entries {
        assert_eq!(entry.parts.iter().map(|p| p.points).sum::<i32>(), entry.score);
    }
    let refused = ask::<_, v1::OpeningsResponse>(&stage, "openings", &question("nobody")).await;
    assert_eq!(code(refused), "unknown-trainee");
}
