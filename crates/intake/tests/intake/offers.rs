//! Offers: sent, answered, expired, rescinded, and where their seats go.

use std::time::Duration;

use berth_testkit::assert_eventually;
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{Database, House, SOON, TOKEN, utc};

async fn answer(house: &House, offer: &Value, answer: &str) -> crate::house::Answer {
    let (application, id) = (
        offer["application"].as_str().unwrap(),
        offer["id"].as_str().unwrap(),
    );
    let path = format!("/api/v1/applications/{application}/offers/{id}/answer");
    house.post(&path, TOKEN, &json!({ "answer": answer })).await
}

/// How much was said of offers; what a freed seat leads to comes when it comes.
async fn said_of_offers(house: &House) -> usize {
    let said = house.outbox().await;
    said.iter().filter(|row| row.subject.contains(".offer.")).count()
}

async fn every_seat_is_free_held_or_filled_at_every_step(database: Database) {
    // Given five offers out
    let house = House::with_programme(database).await;
    let (_, offers) = house.with_offers(5).await;
    let (free, held, filled) = house.seats().await;
    assert_eq!((held, filled), (5, 0));
    // When one is accepted, its seat is filled
    answer(&house, &offers[0], "accept").await.done();
    assert_eq!(house.seats().await, (free, 4, 1));
    // When one is declined, its seat is free
    answer(&house, &offers[1], "decline").await.done();
    assert_eq!(house.seats().await, (free + 1, 3, 1));
    // When one is taken back, its seat is free
    let rescind = format!("/api/v1/offers/{}/rescind", offers[2]["id"].as_str().unwrap());
    house
        .post(&rescind, TOKEN, &json!({ "reason_code": "host_withdrew" }))
        .await
        .done();
    assert_eq!(house.seats().await, (free + 2, 2, 1));
    // When a trainee with an offer withdraws, the seat is free
    let withdraw = |n: usize| {
        format!(
            "/api/v1/applications/{}/withdraw",
            offers[n]["application"].as_str().unwrap()
        )
    };
    house.post(&withdraw(3), TOKEN, &json!({})).await.done();
    assert_eq!(house.seats().await, (free + 3, 1, 1));
    assert_eq!(house.offer_state(&offers[3]).await, "rescinded");
    // When the trainee who accepted withdraws, the seat is free again
    house.post(&withdraw(0), TOKEN, &json!({})).await.done();
    assert_eq!(house.seats().await, (free + 4, 1, 0));
    assert_eq!(house.offer_state(&offers[0]).await, "voided");
    // When the last one's time is over, the clock frees it
    house
        .clock
        .set(utc(offers[4]["expires_at"].as_str().unwrap()) + chrono::Duration::seconds(1));
    assert_eventually(SOON, "the offer expires", || async {
        house.offer_state(&offers[4]).await == "expired"
    })
    .await;
    assert_eq!(house.seats().await, (free + 5, 0, 0));
    // Then whoever still wants one may be matched again
    for (n, state) in [
        (1, "match_ready"),
        (2, "match_ready"),
        (3, "withdrawn"),
        (4, "match_ready"),
    ] {
        assert_eq!(
            house.state_of(offers[n]["application"].as_str().unwrap()).await,
            state
        );
    }
}

#[tokio::test]
async fn every_seat_is_free_held_or_filled_at_every_step_on_sqlite() {
    every_seat_is_free_held_or_filled_at_every_step(Database::Sqlite).await;
}

#[tokio::test]
async fn every_seat_is_free_held_or_filled_at_every_step_on_postgres() {
    every_seat_is_free_held_or_filled_at_every_step(Database::Postgres).await;
}

#[tokio::test]
async fn an_offer_is_answered_once() {
    // Given an accepted and a declined offer
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(2).await;
    answer(&house, &offers[0], "accept").await.done();
    answer(&house, &offers[1], "decline").await.done();
    let (seats, written) = (house.seats().await, said_of_offers(&house).await);
    // When the same answers come again, then they are answered like the first
    assert_eq!(
        answer(&house, &offers[0], "accept").await.done()["state"],
        "accepted"
    );
    assert_eq!(
        answer(&house, &offers[1], "decline").await.done()["state"],
        "declined"
    );
    // When the other ones come, then they are refused
    answer(&house, &offers[0], "decline")
        .await
        .refused(409, "answered");
    answer(&house, &offers[1], "accept")
        .await
        .refused(409, "answered");
    // And nothing has moved and nothing was said
    assert_eq!(house.seats().await, seats);
    assert_eq!(said_of_offers(&house).await, written);
}

#[tokio::test]
async fn an_offer_can_be_answered_up_to_its_very_instant_and_not_after() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(2).await;
    let expires = utc(offers[0]["expires_at"].as_str().unwrap());
    // When the answer comes at the instant of expiry, then it is taken
    house.clock.set(expires);
    answer(&house, &offers[0], "accept").await.done();
    // When it comes a second later, then it isn't, whether the clock's task was there first or not
    house.clock.advance(Duration::from_secs(1));
    let late = answer(&house, &offers[1], "accept").await;
    assert_eq!(late.status.as_u16(), 409, "{late:?}");
    assert_eq!(late.kind, "application/problem+json");
    // And an offer nobody answered has no instant of an answer
    assert_eventually(SOON, "it expires", || async {
        house.offer_state(&offers[1]).await == "expired"
    })
    .await;
    let all = house.in_programme("offers").await;
    let expired = all
        .as_array()
        .unwrap()
        .iter()
        .find(|o| o["state"] == "expired")
        .unwrap();
    assert!(expired["answered_at"].is_null(), "{expired}");
}

#[tokio::test]
async fn an_offer_taken_back_can_not_be_accepted() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(1).await;
    let rescind = format!("/api/v1/offers/{}/rescind", offers[0]["id"].as_str().unwrap());
    for bad in ["", "Because Ada asked me to", "über", &"x".repeat(61)] {
        house
            .post(&rescind, TOKEN, &json!({ "reason_code": bad }))
            .await
            .refused(422, "malformed");
    }
    house
        .post(&rescind, TOKEN, &json!({ "reason_code": "host_withdrew" }))
        .await
        .done();
    answer(&house, &offers[0], "accept")
        .await
        .refused(409, "answered");
    let (page, form) = (house.offer_page(&offers[0]), "application/x-www-form-urlencoded");
    let answer = house.send(Method::POST, &page, form, "answer=accept").await;
    assert!(answer.refused_readably(409).contains("taken back"));
}

#[tokio::test]
async fn a_withdrawn_opening_takes_its_offers_back_and_no_new_ones() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(2).await;
    let withdraw = format!(
        "/api/v1/openings/{}/withdraw",
        offers[0]["opening"].as_str().unwrap()
    );
    let withdrawn = house
        .post(&withdraw, TOKEN, &json!({ "reason_code": "budget_cut" }))
        .await
        .done();
    assert_eq!(
        (&withdrawn["state"], &withdrawn["held"]),
        (&json!("withdrawn"), &json!(0))
    );
    assert_eq!(house.offer_state(&offers[0]).await, "rescinded");
    assert_eq!(
        house.state_of(offers[0]["application"].as_str().unwrap()).await,
        "match_ready"
    );
    house.seats().await;
    let again = house.locked_round().await;
    assert!(
        !again
            .openings
            .iter()
            .any(|o| o == offers[0]["opening"].as_str().unwrap())
    );
}

#[tokio::test]
async fn one_cannot_answer_another_ones_offer() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(1).await;
    let (other, token) = house.begin("other@example.org").await;
    let id = offers[0]["id"].as_str().unwrap();
    for application in [other.as_str(), offers[0]["application"].as_str().unwrap()] {
        let path = format!("/api/v1/applications/{application}/offers/{id}/answer");
        house
            .post(&path, &token, &json!({ "answer": "accept" }))
            .await
            .refused(404, "not-found");
    }
    assert_eq!(house.offer_state(&offers[0]).await, "sent");
}
