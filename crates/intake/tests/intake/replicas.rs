//! Two intakes on one Postgres: whatever they are asked at the same moment is done once.

use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{Answer, Database, House, PROGRAMME, TOKEN, programme_with, sample};

/// Asks both replicas at the same moment, several times each.
async fn at_once(house: &House, urls: &[String], method: Method, path: &str, body: &Value) -> Vec<Answer> {
    let asked = urls.iter().cycle().take(6).map(|url| {
        let request = house
            .client
            .request(method.clone(), format!("{url}{path}"))
            .bearer_auth(TOKEN)
            .json(body);
        async move { Answer::of(request.send().await.unwrap()).await }
    });
    join_all(asked).await
}

fn nobody_failed(answers: &[Answer]) {
    for answer in answers {
        assert!(!answer.status.is_server_error(), "{answer:?}");
    }
}

#[tokio::test]
async fn what_two_replicas_are_asked_at_once_is_done_once() {
    // Given two replicas
    let mut house = House::open(Database::Postgres).await;
    house.load(&programme_with(1)).await;
    let urls = [house.url.clone(), house.replica().await];
    // When the same sheet is imported at both at once, then its rows are there once
    for (sheet, rows) in [("hosts", 18), ("openings", 30), ("applicants", 90)] {
        let imports = urls.iter().cycle().take(4).map(|url| {
            let path = format!("{url}/api/v1/programmes/{PROGRAMME}/imports/{sheet}");
            let csv = sample(&format!("{sheet}.csv"));
            let request = house
                .client
                .post(path)
                .bearer_auth(TOKEN)
                .header("content-type", "text/csv")
                .body(csv);
            async move { Answer::of(request.send().await.unwrap()).await.done() }
        });
        let reports = join_all(imports).await;
        let sum = |what: &str| reports.iter().map(|r| r[what].as_u64().unwrap()).sum::<u64>();
        let there = sum("taken");
        assert!(
            there > 0 && (sheet == "hosts" || there == rows),
            "{sheet}: {reports:?}"
        );
        assert_eq!(sum("unchanged"), there * 3, "{sheet}: {reports:?}");
    }
    for (from, to) in [("submitted", "admitted"), ("admitted", "match_ready")] {
        house.move_all(from, to).await;
    }
    // When both open a round, then one is open
    let rounds = format!("/api/v1/programmes/{PROGRAMME}/rounds");
    let opened = at_once(&house, &urls, Method::POST, &rounds, &json!({})).await;
    nobody_failed(&opened);
    assert_eq!(house.in_programme("rounds").await.as_array().unwrap().len(), 1);
    let id = house.in_programme("rounds").await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    house
        .post(
            &format!("/api/v1/rounds/{id}/abandon"),
            TOKEN,
            &json!({ "reason_code": "test" }),
        )
        .await
        .done();
    // When one operator approves at both at once, then it is approved once and each offer is sent once
    let round = house.locked_round().await;
    let pairs: Vec<_> = (0..6).map(|n| (n, n)).collect();
    house.solve(&round, &pairs, true).await;
    let approved = at_once(
        &house,
        &urls,
        Method::POST,
        &format!("/api/v1/rounds/{}/approve", round.id),
        &json!({}),
    )
    .await;
    nobody_failed(&approved);
    assert_eq!(
        approved.iter().filter(|a| a.status.is_success()).count(),
        1,
        "{approved:?}"
    );
    let offers = house.in_programme("offers").await.as_array().unwrap().clone();
    assert_eq!(offers.len(), 6);
    let (free, held, filled) = house.seats().await;
    assert_eq!((held, filled), (6, 0));
    // When an offer is accepted, declined and taken back at once, then one of the three has happened
    for offer in &offers {
        let (application, id) = (
            offer["application"].as_str().unwrap(),
            offer["id"].as_str().unwrap(),
        );
        let answer = format!("/api/v1/applications/{application}/offers/{id}/answer");
        let rescind = format!("/api/v1/offers/{id}/rescind");
        let (yes, no, gone) = (
            json!({ "answer": "accept" }),
            json!({ "answer": "decline" }),
            json!({ "reason_code": "test" }),
        );
        let (yes, no, gone) = tokio::join!(
            at_once(&house, &urls, Method::POST, &answer, &yes),
            at_once(&house, &urls, Method::POST, &answer, &no),
            at_once(&house, &urls, Method::POST, &rescind, &gone),
        );
        let won = [yes, no, gone].map(|answers| {
            nobody_failed(&answers);
            answers.iter().any(|a| a.status.is_success())
        });
        assert_eq!(won.iter().filter(|w| **w).count(), 1, "{won:?}");
    }
    let after = house.seats().await;
    assert_eq!(after.0 + after.2, free + 6);
    assert_eq!(after.1, 0);
}
