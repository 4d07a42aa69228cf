//! Rounds: frozen, solved by the matcher, approved by those who must.

use berth_events::v1;
use berth_testkit::assert_eventually;
use prost::Message as _;
use serde_json::{Value, json};

use crate::house::{Answer, Database, House, SOON, TOKEN, programme_with};

async fn approve_as(house: &House, round: &str, token: &str) -> Answer {
    house
        .post(&format!("/api/v1/rounds/{round}/approve"), token, &json!({}))
        .await
}

async fn two_operators_approve_before_offers_go_out(database: Database) {
    // Given a programme that wants two approvals, and a solved round
    let house = House::open(database).await;
    house.load(&programme_with(2)).await;
    house.ready_cohort(8).await;
    let round = house.locked_round().await;
    house.solve(&round, &[(0, 0), (1, 1)], true).await;
    let token = house
        .post("/api/v1/operators", TOKEN, &json!({ "name": "second" }))
        .await
        .done();
    let second = token["token"].as_str().unwrap();
    // When the first approves, even twice, then no offer is out
    assert_eq!(
        approve_as(&house, &round.id, TOKEN).await.done()["state"],
        "half_approved"
    );
    approve_as(&house, &round.id, TOKEN)
        .await
        .refused(409, "approved-before");
    // And a second token of theirs, or their name in other letters, makes them no second person
    let own = "/api/v1/operators/me/tokens";
    let again = house.post(own, TOKEN, &json!({})).await.done();
    approve_as(&house, &round.id, again["token"].as_str().unwrap())
        .await
        .refused(409, "approved-before");
    for name in ["second", "Second"] {
        house
            .post("/api/v1/operators", TOKEN, &json!({ "name": name }))
            .await
            .refused(409, "already-there");
    }
    house
        .post("/api/v1/operators", TOKEN, &json!({ "name": "Configured" }))
        .await
        .refused(422, "malformed");
    assert_eq!(house.in_programme("offers").await, json!([]));
    assert!(told_of_the_round(&house, &round.id).await.is_empty());
    // When another one approves, then they are
    let approved = approve_as(&house, &round.id, second).await.done();
    assert_eq!(approved["state"], "offers_open");
    assert_eq!(approved["approved_by"], json!(["configured", "second"]));
    assert_eq!(house.in_programme("offers").await.as_array().unwrap().len(), 2);
    assert_eq!(house.seats().await.1, 2);
    // And each host in the round is told once, with a candidate or without
    let mut hosts = Vec::new();
    for opening in &round.openings {
        hosts.push(house.host_of(opening).await);
    }
    hosts.sort();
    hosts.dedup();
    assert_eq!(told_of_the_round(&house, &round.id).await, hosts);
    // And those without a seat wait for the next round
    assert_eq!(house.state_of(&round.trainees[0]).await, "offered");
    assert_eq!(house.state_of(&round.trainees[2]).await, "match_ready");
    approve_as(&house, &round.id, second)
        .await
        .refused(409, "approved-before");
}

/// The hosts that hear what a round decided, in order.
async fn told_of_the_round(house: &House, round: &str) -> Vec<String> {
    let end = format!("round.decided.{round}");
    let said = house.everything_said().await;
    let decided = said.iter().filter(|(subject, _)| subject.ends_with(&end));
    let mut hosts: Vec<String> = decided
        .map(|(_, bytes)| v1::RoundDecided::decode(bytes.as_slice()).unwrap().host_id)
        .collect();
    hosts.sort();
    hosts
}

#[tokio::test]
async fn two_operators_approve_before_offers_go_out_on_sqlite() {
    two_operators_approve_before_offers_go_out(Database::Sqlite).await;
}

#[tokio::test]
async fn two_operators_approve_before_offers_go_out_on_postgres() {
    two_operators_approve_before_offers_go_out(Database::Postgres).await;
}

#[tokio::test]
async fn only_a_proven_result_can_be_approved() {
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(8).await;
    let round = house.locked_round().await;
    // When it isn't solved yet, or not proven
    approve_as(&house, &round.id, TOKEN).await.refused(409, "state");
    house.solve(&round, &[(0, 0)], false).await;
    approve_as(&house, &round.id, TOKEN)
        .await
        .refused(409, "not-proven");
    assert_eq!(house.in_programme("offers").await, json!([]));
    // Then it can be given up, and its trainees take part in the next one
    let abandon = format!("/api/v1/rounds/{}/abandon", round.id);
    house
        .post(&abandon, TOKEN, &json!({ "reason_code": "Not proven!" }))
        .await
        .refused(422, "malformed");
    house
        .post(&abandon, TOKEN, &json!({ "reason_code": "not_proven" }))
        .await
        .done();
    assert_eq!(house.state_of(&round.trainees[0]).await, "match_ready");
    assert_eq!(house.locked_round().await.trainees, round.trainees);
}

#[tokio::test]
async fn a_result_for_another_input_changes_nothing() {
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(8).await;
    let first = house.locked_round().await;
    house
        .post(
            &format!("/api/v1/rounds/{}/abandon", first.id),
            TOKEN,
            &json!({ "reason_code": "again" }),
        )
        .await
        .done();
    let second = house.locked_round().await;
    // When the abandoned round's result comes late
    house
        .say_solved(&first, &json!({ "matching": {} }), 0, true, None)
        .await;
    house.solve(&second, &[(0, 0)], true).await;
    // Then it stays as it was
    let view = house
        .get(&format!("/api/v1/rounds/{}", first.id), TOKEN)
        .await
        .done();
    assert_eq!(
        (&view["state"], &view["result_hash"]),
        (&json!("abandoned"), &Value::Null)
    );
}

#[tokio::test]
async fn one_round_at_a_time_and_only_with_somebody_in_it() {
    let house = House::with_programme(Database::Sqlite).await;
    let path = "/api/v1/programmes/digital-explorers/rounds";
    house
        .post(path, TOKEN, &json!({ "seed": "1234" }))
        .await
        .refused(422, "malformed");
    let round = house
        .post(path, TOKEN, &json!({ "seed": "AB".repeat(32) }))
        .await
        .done();
    assert_eq!(round["seed"], "ab".repeat(32));
    house
        .post(path, TOKEN, &json!({}))
        .await
        .refused(409, "round-open");
    let id = round["id"].as_str().unwrap();
    house
        .post(&format!("/api/v1/rounds/{id}/lock"), TOKEN, &json!({}))
        .await
        .refused(409, "nothing-to-match");
    house
        .get(&format!("/api/v1/rounds/{id}/result"), TOKEN)
        .await
        .refused(409, "not-yet");
}

#[tokio::test]
async fn who_withdraws_after_the_lock_gets_no_offer() {
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(8).await;
    let round = house.locked_round().await;
    let free = house.seats().await.0;
    house
        .post(
            &format!("/api/v1/applications/{}/withdraw", round.trainees[0]),
            TOKEN,
            &json!({}),
        )
        .await
        .done();
    let withdrawn = format!("/api/v1/openings/{}/withdraw", round.openings[1]);
    house
        .post(&withdrawn, TOKEN, &json!({ "reason_code": "budget_cut" }))
        .await
        .done();
    house.solve(&round, &[(0, 0), (1, 1), (2, 2)], true).await;
    house.approve(&round).await;
    let offers = house.in_programme("offers").await;
    assert_eq!(offers.as_array().unwrap().len(), 1);
    assert_eq!(offers[0]["application"], round.trainees[2]);
    assert_eq!(house.state_of(&round.trainees[1]).await, "match_ready");
    assert_eq!(house.seats().await, (free - 1, 1, 0));
}

#[tokio::test]
async fn trainees_a_result_forgets_are_not_left_in_the_round() {
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(8).await;
    let round = house.locked_round().await;
    let pairs = json!({ "matching": { &round.trainees[0]: round.openings[0] } });
    house.say_solved(&round, &pairs, 1, true, None).await;
    let path = format!("/api/v1/rounds/{}", round.id);
    assert_eventually(SOON, "solved", || async {
        house.get(&path, TOKEN).await.done()["state"] == "solved"
    })
    .await;
    house.approve(&round).await;
    assert_eq!(house.state_of(&round.trainees[1]).await, "match_ready");
}

#[tokio::test]
async fn a_result_that_contradicts_its_hash_or_the_cohort_is_refused() {
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(8).await;
    let other = "33".repeat(32);
    let stranger = uuid::Uuid::from_u128(7).to_string();
    for (case, reason) in [
        ("hash", "result_hash_differs"),
        ("trainee", "result_names_an_unknown_trainee"),
        ("opening", "result_names_an_unknown_opening"),
        ("seats", "result_gives_more_than_the_seats"),
        ("count", "result_places_another_number"),
    ] {
        let round = house.locked_round().await;
        let (first, opening) = (&round.trainees[0], &round.openings[0]);
        let (matching, placed, hash) = match case {
            "hash" => (json!({ first: opening }), 1, Some(other.as_str())),
            "trainee" => (json!({ &stranger: opening }), 1, None),
            "opening" => (json!({ first: stranger }), 1, None),
            "seats" => {
                let all = round.trainees.iter().map(|t| (t.clone(), json!(opening)));
                (all.collect(), round.trainees.len(), None)
            }
            _ => (json!({ first: opening }), 2, None),
        };
        house
            .say_solved(&round, &json!({ "matching": matching }), placed, true, hash)
            .await;
        let path = format!("/api/v1/rounds/{}", round.id);
        assert_eventually(SOON, "it is abandoned", || async {
            house.get(&path, TOKEN).await.done()["state"] == "abandoned"
        })
        .await;
        assert_eq!(house.get(&path, TOKEN).await.done()["reason"], reason);
        assert_eq!(house.state_of(first).await, "match_ready");
    }
}
