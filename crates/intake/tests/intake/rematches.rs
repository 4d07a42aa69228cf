//! Re-matches: a seat that comes free is offered to the next trainee, and what no longer applies is asked for again.

use std::time::Duration;

use berth_events::v1;
use berth_testkit::assert_eventually;
use prost::Message as _;
use serde_json::{Value, json};

use crate::house::{Answer, Database, House, SOON, TOKEN, utc};
use crate::round::Round;

async fn answer(house: &House, offer: &Value, answer: &str) -> Answer {
    let (application, id) = (
        offer["application"].as_str().unwrap(),
        offer["id"].as_str().unwrap(),
    );
    let path = format!("/api/v1/applications/{application}/offers/{id}/answer");
    house.post(&path, TOKEN, &json!({ "answer": answer })).await
}

async fn live_offers(house: &House) -> Vec<Value> {
    let all = house.in_programme("offers").await;
    let live = all.as_array().unwrap().iter().filter(|o| o["state"] == "sent");
    live.cloned().collect()
}

async fn round_state(house: &House, round: &Round) -> String {
    let path = format!("/api/v1/rounds/{}", round.id);
    house.get(&path, TOKEN).await.done()["state"]
        .as_str()
        .unwrap()
        .to_owned()
}

async fn a_declined_offers_seat_goes_to_the_next_trainee(database: Database) {
    // Given two offers out, ten trainees without one, and a matcher
    let house = House::with_programme(database).await;
    let (round, offers) = house.with_offers(2).await;
    house.a_matcher_answers().await;
    let before = house.seats().await;
    // When one is declined
    answer(&house, &offers[0], "decline").await.done();
    // Then its seat is offered to somebody else, and announced
    assert_eventually(SOON, "the next offer is out", || async {
        live_offers(&house).await.len() == 2
    })
    .await;
    let live = live_offers(&house).await;
    let next = live
        .iter()
        .find(|o| o["opening"] == offers[0]["opening"])
        .unwrap();
    assert_ne!(next["application"], offers[0]["application"]);
    assert!(next["rematch"].is_string() && offers[0]["rematch"].is_null());
    assert_eq!(
        house.state_of(next["application"].as_str().unwrap()).await,
        "offered"
    );
    assert_eq!(house.seats().await, before);
    let said = house.everything_said().await;
    let subject = format!(
        "berth.v1.event.digital-explorers.offer.sent.{}",
        next["id"].as_str().unwrap()
    );
    let (_, sent) = said.iter().find(|(s, _)| *s == subject).unwrap();
    let sent = v1::OfferSent::decode(sent.as_slice()).unwrap();
    assert_eq!(sent.rematch_id, next["rematch"].as_str().unwrap());
    // And whoever held an offer holds it still
    assert_eq!(house.offer_state(&offers[1]).await, "sent");
    assert_eq!(round_state(&house, &round).await, "offers_open");
    let rematches = house.rematches(&round).await;
    assert_eq!(rematches.len(), 1, "{rematches:?}");
    assert_eq!(
        (&rematches[0]["state"], &rematches[0]["sent"]),
        (&json!("applied"), &json!(1))
    );
}

#[tokio::test]
async fn a_declined_offers_seat_goes_to_the_next_trainee_on_sqlite() {
    a_declined_offers_seat_goes_to_the_next_trainee(Database::Sqlite).await;
}

#[tokio::test]
async fn a_declined_offers_seat_goes_to_the_next_trainee_on_postgres() {
    a_declined_offers_seat_goes_to_the_next_trainee(Database::Postgres).await;
}

#[tokio::test]
async fn whatever_frees_a_seat_leads_to_the_next_offer() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(5).await;
    house.a_matcher_answers().await;
    let five = || {
        assert_eventually(SOON, "five seats held or filled", || async {
            let all = house.in_programme("openings").await;
            let taken = |o: &Value| o["held"].as_i64().unwrap() + o["filled"].as_i64().unwrap();
            all.as_array().unwrap().iter().map(taken).sum::<i64>() == 5
        })
    };
    // When an operator takes one back
    let rescind = format!("/api/v1/offers/{}/rescind", offers[0]["id"].as_str().unwrap());
    let reason = json!({ "reason_code": "host_asked" });
    house.post(&rescind, TOKEN, &reason).await.done();
    five().await;
    // When a trainee with an offer withdraws, and one who accepted
    answer(&house, &offers[2], "accept").await.done();
    for n in [1, 2] {
        let trainee = offers[n]["application"].as_str().unwrap();
        let withdraw = format!("/api/v1/applications/{trainee}/withdraw");
        house.post(&withdraw, TOKEN, &json!({})).await.done();
        five().await;
    }
    // When one's time is over
    assert_eq!(house.offer_state(&offers[3]).await, "sent");
    answer(&house, &offers[4], "accept").await.done();
    house
        .clock
        .set(utc(offers[3]["expires_at"].as_str().unwrap()) + chrono::Duration::seconds(1));
    assert_eventually(SOON, "it expires", || async {
        house.offer_state(&offers[3]).await == "expired"
    })
    .await;
    assert_eventually(SOON, "every trainee has one live offer at most", || async {
        let live = live_offers(&house).await;
        let mut holders: Vec<String> = live.iter().map(|o| o["application"].to_string()).collect();
        let all = holders.len();
        holders.sort();
        holders.dedup();
        holders.len() == all && all > 0
    })
    .await;
    assert_eq!(house.offer_state(&offers[4]).await, "accepted");
}

#[tokio::test]
async fn seats_freed_before_the_question_is_frozen_become_one_request() {
    // Given an opening with three live offers on it
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(3).await;
    // When all three come free at once, with nobody to answer the question
    let answers = offers.iter().map(|offer| answer(&house, offer, "decline"));
    for done in futures::future::join_all(answers).await {
        done.done();
    }
    // Then at most one question is outstanding, and the others will be seen by the next
    let outstanding = |all: &[Value]| {
        all.iter()
            .filter(|r| ["wanted", "asked"].contains(&r["state"].as_str().unwrap()))
            .count()
    };
    let rematches = house.rematches(&round).await;
    assert_eq!(
        (rematches.len(), outstanding(&rematches)),
        (1, 1),
        "{rematches:?}"
    );
    assert_eq!(round_state(&house, &round).await, "rematching");
    // When the matcher is back, then three seats are offered again
    house.a_matcher_answers().await;
    assert_eventually(SOON, "three offers", || async {
        live_offers(&house).await.len() == 3
    })
    .await;
    assert!(house.rematches(&round).await.len() <= 3);
    assert_eventually(SOON, "nothing is outstanding", || async {
        round_state(&house, &round).await == "offers_open"
    })
    .await;
}

#[tokio::test]
async fn a_move_that_no_longer_applies_is_dropped_and_asked_for_anew() {
    // Given a question asked, and the one whom the answer names gone meanwhile
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(1).await;
    answer(&house, &offers[0], "decline").await.done();
    let asked = house.rematch_asked(&round, 1).await;
    let withdraw = format!("/api/v1/applications/{}/withdraw", round.trainees[5]);
    house.post(&withdraw, TOKEN, &json!({})).await.done();
    // When the answer comes
    let seat = round.openings[0].clone();
    house
        .say_rematch_solved(&asked, &[(&round.trainees[5], &seat)], true)
        .await;
    // Then nobody gets an offer, and the matcher is asked again
    let again = house.rematch_asked(&round, 2).await;
    assert_eq!(live_offers(&house).await, Vec::<Value>::new());
    let first = &house.rematches(&round).await[0];
    assert_eq!(first["dropped"][0]["reason"], "not_ready", "{first}");
    assert!(again.document["gone"].to_string().contains(&round.trainees[5]));
    // When it answers with somebody who is there, then they get it
    house
        .say_rematch_solved(&again, &[(&round.trainees[6], &seat)], true)
        .await;
    assert_eventually(SOON, "the offer is out", || async {
        live_offers(&house).await.len() == 1
    })
    .await;
    assert_eq!(live_offers(&house).await[0]["application"], round.trainees[6]);
}

#[tokio::test]
async fn who_holds_an_offer_is_not_moved_and_no_seat_is_given_twice() {
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(2).await;
    answer(&house, &offers[0], "decline").await.done();
    let asked = house.rematch_asked(&round, 1).await;
    let immovable = asked.document["immovable"].to_string();
    assert!(immovable.contains(&round.trainees[1]), "{immovable}");
    let (_, held, _) = house.seats().await;
    // When the answer moves the holder of an offer, and gives the one free seat to many
    let seat = &round.openings[0];
    let free = {
        let all = house.in_programme("openings").await;
        let opening = all
            .as_array()
            .unwrap()
            .iter()
            .find(|o| o["id"] == **seat)
            .unwrap()
            .clone();
        opening["free"].as_i64().unwrap()
    };
    let mut moves = vec![(round.trainees[1].as_str(), seat.as_str())];
    moves.extend(round.trainees[2..9].iter().map(|t| (t.as_str(), seat.as_str())));
    house.say_rematch_solved(&asked, &moves, true).await;
    // Then only the free seats are offered, and the holder keeps theirs
    house.rematch_asked(&round, 2).await;
    assert_eq!(house.offer_state(&offers[1]).await, "sent");
    assert_eq!(house.seats().await.1, held + free.min(7));
    let reasons: Vec<String> = house.rematches(&round).await[0]["dropped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["reason"].as_str().unwrap().to_owned())
        .collect();
    assert!(reasons.contains(&"holds_an_offer".to_owned()), "{reasons:?}");
    assert!(reasons.contains(&"seat_taken".to_owned()), "{reasons:?}");
}

#[tokio::test]
async fn an_answer_that_is_not_proven_or_of_another_cohort_moves_nobody() {
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(1).await;
    let stranger = house.begin("late@example.org").await.0;
    for (n, (trainee, proven, reason)) in [
        (&round.trainees[3], false, "not_proven"),
        (&stranger, true, "another_cohort"),
    ]
    .into_iter()
    .enumerate()
    {
        if n == 0 {
            answer(&house, &offers[0], "decline").await.done();
        } else {
            let path = format!("/api/v1/rounds/{}/rematches", round.id);
            house
                .post(&path, TOKEN, &json!({ "policy": "frozen" }))
                .await
                .done();
        }
        let asked = house.rematch_asked(&round, n + 1).await;
        house
            .say_rematch_solved(&asked, &[(trainee, &round.openings[0])], proven)
            .await;
        assert_eventually(SOON, "it has failed", || async {
            house.rematches(&round).await[n]["state"] == "failed"
        })
        .await;
        assert_eq!(house.rematches(&round).await[n]["reason"], reason);
        assert_eq!(round_state(&house, &round).await, "offers_open");
    }
    assert_eq!(live_offers(&house).await, Vec::<Value>::new());
}

#[tokio::test]
async fn an_offer_that_could_not_be_answered_in_time_for_the_permit_is_not_made() {
    // Given a freed seat, and a clock at which nobody's papers would be done before the start
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(1).await;
    let day = utc("2025-11-01T09:00:00Z");
    house.clock.set(day);
    assert_eventually(SOON, "it expires", || async {
        house.offer_state(&offers[0]).await == "expired"
    })
    .await;
    let asked = house.rematch_asked(&round, 1).await;
    house
        .say_rematch_solved(&asked, &[(&round.trainees[3], &round.openings[0])], true)
        .await;
    // Then the pair is ruled out for the rest of the round
    let again = house.rematch_asked(&round, 2).await;
    let dropped = &house.rematches(&round).await[0]["dropped"][0]["reason"];
    assert!(dropped == "too_late" || dropped == "no_permit_route", "{dropped}");
    let ruled_out = again.document["refused"].as_array().unwrap();
    assert!(ruled_out.contains(&json!([round.trainees[3], round.openings[0]])));
    assert_eq!(live_offers(&house).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_re_match_that_moves_holders_waits_for_an_operator() {
    // Given two offers out, and an operator who asks for a re-match with as few moves as can be
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(2).await;
    let path = format!("/api/v1/rounds/{}/rematches", round.id);
    let policy = json!({ "policy": "min-change" });
    house.post(&path, TOKEN, &policy).await.done();
    house
        .post(&path, TOKEN, &policy)
        .await
        .refused(409, "rematch-open");
    let asked = house.rematch_asked(&round, 1).await;
    // When the matcher proposes to move one of them
    house
        .say_rematch_solved(&asked, &[(&round.trainees[0], &round.openings[2])], true)
        .await;
    assert_eventually(SOON, "it is proposed", || async {
        house.rematches(&round).await[0]["state"] == "proposed"
    })
    .await;
    // Then nothing has moved
    assert_eq!(house.offer_state(&offers[0]).await, "sent");
    let seats = house.seats().await;
    // When an operator approves, then the old offer is taken back and the new one is out
    let id = asked.id.clone();
    let approve = format!("/api/v1/rematches/{id}/approve");
    house.post(&approve, TOKEN, &json!({})).await.done();
    assert_eq!(house.offer_state(&offers[0]).await, "rescinded");
    let live = live_offers(&house).await;
    assert!(
        live.iter()
            .any(|o| o["application"] == round.trainees[0] && o["opening"] == round.openings[2])
    );
    assert_eq!(house.seats().await, seats);
    house
        .post(&approve, TOKEN, &json!({}))
        .await
        .refused(409, "state");
}

#[tokio::test]
async fn a_proposal_that_has_become_stale_moves_nobody() {
    let house = House::with_programme(Database::Sqlite).await;
    let (round, offers) = house.with_offers(1).await;
    let path = format!("/api/v1/rounds/{}/rematches", round.id);
    house
        .post(&path, TOKEN, &json!({ "policy": "full" }))
        .await
        .done();
    let asked = house.rematch_asked(&round, 1).await;
    house
        .say_rematch_solved(&asked, &[(&round.trainees[0], &round.openings[2])], true)
        .await;
    assert_eventually(SOON, "it is proposed", || async {
        house.rematches(&round).await[0]["state"] == "proposed"
    })
    .await;
    // When the trainee accepts what they have before the operator approves
    answer(&house, &offers[0], "accept").await.done();
    let approve = format!("/api/v1/rematches/{}/approve", asked.id);
    house
        .post(&approve, TOKEN, &json!({}))
        .await
        .refused(409, "rematch-stale");
    assert_eq!(house.offer_state(&offers[0]).await, "accepted");
    let discard = format!("/api/v1/rematches/{}/discard", asked.id);
    let gone = house.post(&discard, TOKEN, &json!({})).await.done();
    assert_eq!(gone["state"], "superseded");
    house.clock.advance(Duration::from_secs(1));
}
