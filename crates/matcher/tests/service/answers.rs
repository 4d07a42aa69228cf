//! Questions: why a pair fits or can't be, and who is best for an opening.

use std::collections::BTreeSet;
use std::time::Duration;

use berth_bus::RpcError;
use berth_events::v1;
use berth_testkit::assert_eventually;

use crate::sample::id_of;
use crate::stage::{SOON, Stage};

async fn explain(stage: &Stage, trainee: &str, opening: &str) -> Result<v1::ExplainResponse, RpcError> {
    let question = v1::ExplainRequest {
        programme_id: stage.programme().to_string(),
        trainee_id: id_of(trainee).to_string(),
        opening_id: id_of(opening).to_string(),
    };
    ask(stage, "explain", &question).await
}

/// Asks until somebody is there.
pub(crate) async fn ask<Q: prost::Message, A: prost::Message + Default>(
    stage: &Stage,
    verb: &str,
    question: &Q,
) -> Result<A, RpcError> {
    assert_eventually(SOON, "the matcher answers", || async {
        let answer = stage
            .intake
            .request("matcher", verb, question, Duration::from_secs(5))
            .await;
        match answer {
            Err(error) if error.is_transient() => Err(error),
            answer => Ok(answer),
        }
    })
    .await
}

fn codes(answer: &v1::ExplainResponse) -> BTreeSet<&str> {
    answer.exclusions.iter().map(|e| e.code.as_str()).collect()
}

#[tokio::test]
async fn an_excluded_pair_is_explained_with_every_reason_code() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;

    // Pay under Estonia's minimum; no supervisor; a track not chosen.
    let answer = explain(&stage, "DE-001", "OP-30").await.unwrap();
    assert!(
        !answer.feasible && codes(&answer).contains("permit-pay-too-low"),
        "{answer:?}"
    );
    let answer = explain(&stage, "DE-001", "OP-25").await.unwrap();
    assert!(codes(&answer).contains("no-supervisor"), "{answer:?}");
    let answer = explain(&stage, "DE-001", "OP-12").await.unwrap();
    assert!(codes(&answer).contains("other-track"), "{answer:?}");
    assert!(!answer.sentence.is_empty());
}

#[tokio::test]
async fn every_pair_of_the_sample_cohort_is_explained_in_whole_sentences_and_numbers_that_add_up() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;
    let (mut possible, mut excluded) = (0, 0);
    for applicant in &stage.sample.applicants {
        for (opening, _) in &stage.sample.openings {
            let answer = explain(&stage, &applicant.reference, opening).await.unwrap();

            let pair = format!("{} and {opening}: {answer:?}", applicant.reference);
            assert_eq!(answer.feasible, answer.exclusions.is_empty(), "{pair}");
            assert_eq!(
                answer.parts.iter().map(|p| p.points).sum::<i32>(),
                answer.score,
                "{pair}"
            );
            let begins = if answer.feasible {
                "This pair can be matched: "
            } else {
                "This pair can't be matched"
            };
            assert!(
                answer.sentence.starts_with(begins) && answer.sentence.ends_with('.'),
                "{pair}"
            );
            let sentences = answer.exclusions.iter().map(|e| &e.sentence);
            for sentence in sentences.chain(answer.parts.iter().map(|p| &p.sentence)) {
                // Words, and no ids that only machines know.
                assert!(
                    sentence.contains(' ') && !sentence.contains("0000-"),
                    "{sentence:?}: {pair}"
                );
            }
            *(if answer.feasible {
                &mut possible
            } else {
                &mut excluded
            }) += 1;
        }
    }
    assert!(
        possible > 200 && excluded > 200,
        "{possible} possible, {excluded} excluded"
    );
}

#[tokio::test]
async fn the_parts_of_a_score_add_up_and_order_the_shortlist() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;
    let question = v1::ShortlistRequest {
        programme_id: stage.programme().to_string(),
        opening_id: id_of("OP-06").to_string(),
        limit: 5,
    };

    let answer: v1::ShortlistResponse = ask(&stage, "shortlist", &question).await.unwrap();

    assert_eq!(answer.entries.len(), 5);
    assert!(answer.entries.is_sorted_by_key(|e| -e.score));
    for entry in &answer.entries {
        assert_eq!(entry.parts.iter().map(|p| p.points).sum::<i32>(), entry.score);
        assert!(
            entry
                .parts
                .iter()
                .all(|p| p.points <= p.most && !p.sentence.is_empty())
        );
    }
}

#[tokio::test]
async fn who_does_not_take_part_now_is_still_explained() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;

    stage
        .publish_trainee(stage.sample.trainee("DE-001"), 2, false)
        .await;

    assert_eventually(SOON, "the reason is given", || async {
        let answer = explain(&stage, "DE-001", "OP-13").await.unwrap();
        codes(&answer).contains("trainee-not-matchable")
    })
    .await;
}

#[tokio::test]
async fn what_the_matcher_does_not_know_is_refused_by_name() {
    let stage = Stage::set("scale2us").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;

    for (trainee, opening, code) in [
        ("nobody", "IN-1", "unknown-trainee"),
        ("SC-01", "nothing", "unknown-opening"),
    ] {
        let refused = explain(&stage, trainee, opening).await.unwrap_err();
        assert!(
            matches!(&refused, RpcError::Refused { code: c, .. } if c == code),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn a_matcher_is_unready_while_its_server_is_away_and_recovers() {
    let stage = Stage::set("scale2us").await;
    stage.publish_everything().await;
    let matcher = stage.matcher().await;

    stage.server.kill9();
    assert_eventually(SOON, "it says that it is not ready", || async {
        !matcher.readiness.is_ready()
    })
    .await;
    stage.server.restart().await;

    assert_eventually(SOON, "it is ready again", || async {
        matcher.readiness.is_ready()
    })
    .await;
    assert_eventually(SOON, "it answers again", || explain(&stage, "SC-01", "IN-1")).await;
}
