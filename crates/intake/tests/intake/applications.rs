//! Applications: begun, submitted, withdrawn, and what is said of them on the streams.

use std::time::Duration;

use berth_testkit::assert_eventually;
use serde_json::json;

use crate::house::{Database, House, PROGRAMME, SOON, TOKEN, application};

async fn an_application_is_begun_submitted_and_taken_back(database: Database) {
    let house = House::with_programme(database).await;
    let (id, token) = house.begin("ada@example.org").await;
    let submitted = house
        .post(&format!("/api/v1/applications/{id}/submit"), &token, &json!({}))
        .await
        .done();
    assert_eq!(submitted["outcome"], "pass");
    // Twice is answered like once
    house.clock.advance(Duration::from_secs(60));
    let written = house.outbox().await.len();
    let again = house
        .post(&format!("/api/v1/applications/{id}/submit"), &token, &json!({}))
        .await
        .done();
    assert_eq!(again, submitted);
    assert_eq!(house.outbox().await.len(), written);
    // The same address has one application
    let path = format!("/api/v1/programmes/{PROGRAMME}/applications");
    house
        .post(&path, "", &application("ADA@example.org"))
        .await
        .done();
    assert_eq!(
        house.in_programme("applications").await.as_array().unwrap().len(),
        1
    );
    let withdrawn = house
        .post(&format!("/api/v1/applications/{id}/withdraw"), &token, &json!({}))
        .await
        .done();
    assert_eq!(withdrawn["state"], "withdrawn");
    house
        .post(&format!("/api/v1/applications/{id}/withdraw"), &token, &json!({}))
        .await
        .refused(409, "state");
    house
        .post(&format!("/api/v1/applications/{id}/submit"), &token, &json!({}))
        .await
        .refused(409, "state");
}

#[tokio::test]
async fn an_application_is_begun_submitted_and_taken_back_on_sqlite() {
    an_application_is_begun_submitted_and_taken_back(Database::Sqlite).await;
}

#[tokio::test]
async fn an_application_is_begun_submitted_and_taken_back_on_postgres() {
    an_application_is_begun_submitted_and_taken_back(Database::Postgres).await;
}

#[tokio::test]
async fn an_answer_that_is_missing_keeps_it_a_draft() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, token) = house.begin("ada@example.org").await;
    let answers = format!("/api/v1/applications/{id}/answers");
    let view = house
        .put(&answers, &token, &json!({ "country": "NG" }))
        .await
        .done();
    assert!(view["missing"].as_array().unwrap().contains(&json!("skills")));
    let problem = house
        .post(&format!("/api/v1/applications/{id}/submit"), &token, &json!({}))
        .await
        .refused(422, "fields");
    assert!(
        problem["errors"]
            .as_array()
            .unwrap()
            .iter()
            .any(|e| e["field"] == "skills")
    );
    assert_eq!(house.state_of(&id).await, "draft");
}

#[tokio::test]
async fn a_draft_expires_after_the_deadline() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, _) = house.begin("ada@example.org").await;
    house.clock.set("2025-01-31T23:00:00Z".parse().unwrap());
    assert_eventually(SOON, "the draft expires", || async {
        house.state_of(&id).await == "expired"
    })
    .await;
}

#[tokio::test]
async fn a_step_that_is_not_an_operators_and_a_reason_that_is_no_code_are_refused() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, token) = house.begin("ada@example.org").await;
    house
        .post(&format!("/api/v1/applications/{id}/submit"), &token, &json!({}))
        .await
        .done();
    let moves = format!("/api/v1/programmes/{PROGRAMME}/applications/moves");
    for body in [
        json!({ "from": "submitted", "to": "placed" }),
        json!({ "from": "offered", "to": "match_ready" }),
        json!({ "from": "submitted", "to": "rejected" }),
        json!({ "from": "submitted", "to": "rejected", "reason_code": "Ada Obi is too late" }),
        json!({ "from": "submitted", "to": "rejected", "reason_code": "" }),
        json!({ "from": "submitted", "to": "admitted", "outcome": "perhaps" }),
    ] {
        house.post(&moves, TOKEN, &body).await.refused(422, "malformed");
    }
    house
        .post(&moves, TOKEN, &json!({ "from": "submitted", "to": "training" }))
        .await
        .refused(409, "state");
    assert_eq!(house.state_of(&id).await, "submitted");
    // Those asked for by name and not in that state are named
    let ids = [id.clone(), uuid::Uuid::from_u128(5).to_string()];
    let moved = house
        .post(
            &moves,
            TOKEN,
            &json!({ "from": "submitted", "to": "admitted", "applications": ids }),
        )
        .await
        .done();
    assert_eq!(moved["moved"], 1);
    assert_eq!(moved["left"][0]["application"], ids[1]);
}

#[tokio::test]
async fn whether_an_address_is_known_is_told_to_its_owner_alone() {
    // Given a draft of Ada's
    let house = House::with_programme(Database::Sqlite).await;
    let (id, _) = house.begin("ada@example.org").await;
    let path = format!("/api/v1/programmes/{PROGRAMME}/applications");
    assert_eq!(house.links_requested(&id).await, 0);
    // When somebody begins with her address and with an unknown one
    let known = house.post(&path, "", &application("Ada@Example.org")).await;
    let unknown = house.post(&path, "", &application("eve@example.org")).await;
    // Then both are answered alike, and neither answer opens anything
    assert_eq!(known.status, unknown.status);
    let shape = |answer: &crate::house::Answer| {
        let json = answer.json();
        json.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(shape(&known), shape(&unknown));
    let (known, unknown) = (known.json(), unknown.json());
    assert_ne!(known["id"], id, "her application's id is hers");
    for id in [&known["id"], &unknown["id"]] {
        let path = format!("/api/v1/applications/{}", id.as_str().unwrap());
        house.get(&path, "").await.refused(401, "unauthenticated");
    }
    // And she is mailed the way back
    assert_eq!(house.links_requested(&id).await, 1);
    assert_eq!(
        house.in_programme("applications").await.as_array().unwrap().len(),
        2
    );
}
