//! Re-matches that don't end as hoped: the answer never comes, or comes to nothing, or somebody left before any offer.

use berth_testkit::assert_eventually;
use serde_json::{Value, json};

use crate::house::{Database, House, SOON, TOKEN};
use crate::round::Round;

async fn decline(house: &House, offer: &Value) {
    let (application, id) = (
        offer["application"].as_str().unwrap(),
        offer["id"].as_str().unwrap(),
    );
    let path = format!("/api/v1/applications/{application}/offers/{id}/answer");
    house
        .post(&path, TOKEN, &json!({ "answer": "decline" }))
        .await
        .done();
}

async fn round_state(house: &House, round: &Round) -> Value {
    let path = format!("/api/v1/rounds/{}", round.id);
    house.get(&path, TOKEN).await.done()["state"].clone()
}

async fn state_of_rematch(house: &House, round: &Round, number: usize) -> Value {
    house.rematches(round).await[number - 1]["state"].clone()
}

#[tokio::test]
async fn a_re_match_whose_answer_never_comes_can_be_discarded() {
    // Given a question that nobody answers
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(2).await;
    decline(&house, &offers[0]).await;
    let lost = house.rematch_asked(&round, 1).await;
    // When another seat comes free and an operator lets the question be
    decline(&house, &offers[1]).await;
    let discard = format!("/api/v1/rematches/{}/discard", lost.id);
    let gone = house.post(&discard, TOKEN, &json!({})).await.done();
    assert_eq!(
        (&gone["state"], &gone["reason"]),
        (&json!("superseded"), &json!("discarded"))
    );
    house
        .post(&discard, TOKEN, &json!({}))
        .await
        .refused(409, "state");
    // Then what came free since is asked for, and the late answer moves nobody
    let next = house.rematch_asked(&round, 2).await;
    let late = (round.trainees[5].as_str(), round.openings[0].as_str());
    house.say_rematch_solved(&lost, &[late], true).await;
    let taken = (round.trainees[6].as_str(), round.openings[1].as_str());
    house.say_rematch_solved(&next, &[taken], true).await;
    assert_eventually(SOON, "the second answer is taken", || async {
        state_of_rematch(&house, &round, 2).await == "applied"
    })
    .await;
    assert_eq!(state_of_rematch(&house, &round, 1).await, "superseded");
    assert_eq!(house.state_of(&round.trainees[5]).await, "match_ready");
    assert_eq!(house.state_of(&round.trainees[6]).await, "offered");
    assert_eq!(round_state(&house, &round).await, "offers_open");
}

#[tokio::test]
async fn a_discarded_question_leaves_the_round_open_for_the_next() {
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(1).await;
    decline(&house, &offers[0]).await;
    let lost = house.rematch_asked(&round, 1).await;

    let discard = format!("/api/v1/rematches/{}/discard", lost.id);
    house.post(&discard, TOKEN, &json!({})).await.done();

    assert_eq!(round_state(&house, &round).await, "offers_open");
    let path = format!("/api/v1/rounds/{}/rematches", round.id);
    house
        .post(&path, TOKEN, &json!({ "policy": "frozen" }))
        .await
        .done();
    house.rematch_asked(&round, 2).await;
}

#[tokio::test]
async fn the_seat_of_who_withdrew_before_the_approval_goes_to_the_next() {
    // Given a solved round in which one of the placed withdraws before offers are out
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(12).await;
    let round = house.locked_round().await;
    house.solve(&round, &[(0, 0), (1, 1)], true).await;
    let withdraw = format!("/api/v1/applications/{}/withdraw", round.trainees[1]);
    house.post(&withdraw, TOKEN, &json!({})).await.done();
    // When it is approved
    house.approve(&round).await;
    // Then the matcher is asked for the free seat, by itself
    let asked = house.rematch_asked(&round, 1).await;
    assert!(asked.document["gone"].to_string().contains(&round.trainees[1]));
    let taken = (round.trainees[2].as_str(), round.openings[1].as_str());
    house.say_rematch_solved(&asked, &[taken], true).await;
    assert_eventually(SOON, "the next one has the offer", || async {
        house.state_of(&round.trainees[2]).await == "offered"
    })
    .await;
    assert_eq!(house.state_of(&round.trainees[0]).await, "offered");
}

#[tokio::test]
async fn a_round_whose_pairs_all_got_offers_is_not_matched_again() {
    let house = House::with_programme(Database::Sqlite).await;
    let (round, _) = house.with_offers(2).await;

    assert_eq!(house.rematches(&round).await, Vec::<Value>::new());
    assert_eq!(round_state(&house, &round).await, "offers_open");
}

#[tokio::test]
async fn however_often_nothing_comes_of_it_a_freed_seat_is_asked_for() {
    // Given offers declined one after the other, each while the question about the one before is out
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(8).await;
    decline(&house, &offers[0]).await;
    for (before, offer) in offers[1..].iter().enumerate() {
        let asked = house.rematch_asked(&round, before + 1).await;
        decline(&house, offer).await;
        // When each answer names nobody
        house.say_rematch_solved(&asked, &[], true).await;
    }
    // Then the last seat is asked for like the first
    let last = house.rematch_asked(&round, offers.len()).await;
    house.say_rematch_solved(&last, &[], true).await;
    assert_eventually(SOON, "nothing is outstanding", || async {
        round_state(&house, &round).await == "offers_open"
    })
    .await;
    assert_eq!(house.rematches(&round).await.len(), offers.len());
}
