//! Links in mails and signed receipts: good for one thing, until their instant, and not to be forged.

use berth_intake::{Keys, Purpose};
use chrono::Duration;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::house::{Database, FORM, House, SECRET};

#[tokio::test]
async fn looking_at_an_offer_changes_nothing_and_deciding_does() {
    // Given an offer and the link of its mail
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(1).await;
    let (page, written) = (house.offer_page(&offers[0]), house.outbox().await.len());
    // When a mail scanner follows it again and again, then nothing has changed
    for method in [Method::GET, Method::HEAD, Method::GET] {
        assert_eq!(
            house.request(method, &page, "").send().await.unwrap().status(),
            200
        );
    }
    assert_eq!(house.offer_state(&offers[0]).await, "sent");
    assert_eq!(house.outbox().await.len(), written);
    // When somebody says neither yes nor no, then nothing has changed
    house
        .send(Method::POST, &page, FORM, "answer=perhaps")
        .await
        .refused_readably(422);
    house
        .send(Method::POST, &page, FORM, "")
        .await
        .refused_readably(422);
    house
        .send(Method::POST, &page, "application/json", "{\"answer\":\"accept\"}")
        .await
        .refused_readably(422);
    assert_eq!(house.offer_state(&offers[0]).await, "sent");
    // When the holder accepts, then the page says so, and says so again
    for _ in 0..2 {
        let done = house.send(Method::POST, &page, FORM, "answer=accept").await;
        assert_eq!(done.status, 200);
        assert!(done.text.contains("You accepted"), "{done:?}");
    }
    // When they change their mind on the page, then they are told what holds
    let other = house
        .send(Method::POST, &page, FORM, "answer=decline")
        .await
        .refused_readably(409);
    assert!(
        other.contains("You accepted") && other.contains("not taken"),
        "{other}"
    );
}

#[tokio::test]
async fn a_late_click_gets_a_clear_answer() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(1).await;
    let page = house.offer_page(&offers[0]);
    house
        .clock
        .set(offers[0]["expires_at"].as_str().unwrap().parse().unwrap());
    house.clock.advance(std::time::Duration::from_secs(1));
    let late = house
        .send(Method::POST, &page, FORM, "answer=accept")
        .await
        .refused_readably(409);
    assert!(
        late.contains("has expired") && late.contains("Server's time"),
        "{late}"
    );
    let shown = house.get(&page, "").await;
    assert!(
        shown.text.contains("has expired") && !shown.text.contains("<form method=\"post\" action=\"/offers")
    );
}

#[tokio::test]
async fn forged_links_and_links_for_something_else_open_nothing() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(1).await;
    let id: Uuid = offers[0]["id"].as_str().unwrap().parse().unwrap();
    let soon = house.now() + Duration::hours(1);
    let good = house.offer_page(&offers[0]).replace("/offers/", "");
    let mut changed = good.clone().into_bytes();
    changed[3] = if changed[3] == b'A' { b'B' } else { b'A' };
    let other_key = Keys::derive(&SECRET.replace('0', "9")).unwrap();
    let forged = [
        String::from_utf8(changed).unwrap(),
        good[..good.len() - 4].to_owned(),
        format!("{good}AAAA"),
        other_key.link(Purpose::Offer, id, soon),
        house.keys().link(Purpose::SignIn, id, soon),
        id.to_string(),
        "x".to_owned(),
    ];
    for link in forged {
        house
            .get(&format!("/offers/{link}"), "")
            .await
            .refused_readably(410);
        house
            .send(Method::POST, &format!("/offers/{link}"), FORM, "answer=accept")
            .await
            .refused_readably(410);
    }
    // A rightly signed link to what isn't there
    let nothing = house.keys().link(Purpose::Offer, Uuid::from_u128(5), soon);
    house
        .get(&format!("/offers/{nothing}"), "")
        .await
        .refused_readably(404);
    assert_eq!(house.offer_state(&offers[0]).await, "sent");
}

#[tokio::test]
async fn a_sign_in_link_signs_in_once_until_it_runs_out_and_an_offers_never() {
    let house = House::with_programme(Database::Sqlite).await;
    let id = Uuid::from_u128(3);
    let base: url::Url = house.url.parse().unwrap();
    let link = berth_intake::sign_in_link(&house.keys(), &base, id, house.now());
    let path = link.replace(house.url.as_str(), "");
    let shown = house.get(&path, "").await;
    assert!(shown.headers.get("set-cookie").is_none(), "{shown:?}");
    assert_eq!(house.send(Method::POST, &path, FORM, "").await.status, 200);
    house
        .send(Method::POST, &path, FORM, "")
        .await
        .refused_readably(410);
    let link = berth_intake::sign_in_link(&house.keys(), &base, Uuid::from_u128(4), house.now());
    let path = link.replace(house.url.as_str(), "");
    house.clock.advance(std::time::Duration::from_secs(601));
    house
        .send(Method::POST, &path, FORM, "")
        .await
        .refused_readably(410);
    let offer = house
        .keys()
        .link(Purpose::Offer, id, house.now() + Duration::hours(1));
    house
        .send(Method::POST, &format!("/sign-in/{offer}"), FORM, "")
        .await
        .refused_readably(410);
}

#[tokio::test]
async fn a_receipt_verifies_and_a_forged_one_does_not() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, token) = house.begin("ada@example.org").await;
    let submitted = house
        .post(&format!("/api/v1/applications/{id}/submit"), &token, &json!({}))
        .await
        .done();
    let receipt = submitted["receipt"].as_str().unwrap();
    let read = house
        .post("/api/v1/receipts", "", &json!({ "receipt": receipt }))
        .await
        .done();
    assert_eq!(
        (&read["application"], &read["submitted_at"]),
        (&json!(id), &submitted["submitted_at"])
    );
    assert!(
        house
            .get(&format!("/receipts/{receipt}"), "")
            .await
            .text
            .contains("A valid receipt")
    );
    // Anybody can check it with the published key alone
    let key = house.get("/api/v1/receipts/key", "").await.done();
    assert_eq!(key["public_key"], house.keys().receipt_public_key());
    let other = Keys::derive(&SECRET.replace('0', "9")).unwrap();
    let forged = other.sign_receipt(&house.keys().open_receipt(receipt).unwrap());
    let (statement, signature) = receipt.split_once('.').unwrap();
    for bad in [
        forged,
        format!("{statement}."),
        format!(".{signature}"),
        format!("{statement}A.{signature}"),
        "x".to_owned(),
    ] {
        house
            .post("/api/v1/receipts", "", &json!({ "receipt": bad }))
            .await
            .refused(410, "link");
        house
            .get(&format!("/receipts/{bad}"), "")
            .await
            .refused_readably(410);
    }
}
