//! What readers do without, and reports of bounces, over the notifier's public pages.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use berth_domain::message::MessageKind;
use berth_notifier::bounce::webhook::Webhook;
use berth_notifier::ledger::State;
use berth_notifier::public::{self, Public};
use berth_runtime::clock::Clock as _;
use tower::ServiceExt as _;

use crate::house::{House, links, party};

const SECRET: &str = "a secret shared with the relay";
const CLOSES: &str = "2027-01-31T21:59:59Z";

async fn ask(house: &House, request: Request<Body>) -> (StatusCode, String) {
    let pages = public::router(Public {
        store: house.store.clone(),
        clock: Arc::new(house.clock.clone()),
        links: Some(links()),
        webhook: Some(Webhook::new(SECRET)),
    });
    let app = axum::Router::new().nest("/mail", pages);
    let response = app.oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn link(kind: MessageKind) -> String {
    let link = links().unsubscribe(party(1), kind).unwrap();
    link.strip_prefix("https://apply.example.org").unwrap().to_owned()
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

fn form(path: &str, body: &str) -> Request<Body> {
    Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(body.to_owned()))
        .unwrap()
}

#[tokio::test]
async fn one_click_ends_a_topic_and_the_page_brings_it_back() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    let path = link(MessageKind::DeadlineReminder);
    let (status, page) = ask(&house, get(&path)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        page.contains("deadline reminder") && page.contains("Stop these messages"),
        "{page}"
    );
    house.event(house.drafted(1, CLOSES)).await;
    let worker = house.worker();
    house.advance_to("2027-01-10T13:00:00Z").await;
    assert_eq!(
        house.smtp.messages().len(),
        1,
        "looking at the page changes nothing"
    );

    for _ in 0..2 {
        let (status, page) = ask(&house, form(&path, "List-Unsubscribe=One-Click")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(page.contains("Send them again"), "{page}");
    }
    house.event(house.submitted(2)).await;
    house.advance_to("2027-01-17T10:00:00Z").await;
    let told = house.told().await;
    assert!(
        told.contains(&"deadline-reminder t-14d suppressed unsubscribed".to_owned()),
        "{told:?}"
    );

    let (_, page) = ask(&house, form(&path, "choice=subscribe")).await;
    assert!(page.contains("Stop these messages"), "{page}");
    house.advance_to("2027-01-28T10:00:00Z").await;
    let told = house.told().await;
    assert!(
        told.contains(&"deadline-reminder t-3d accepted".to_owned()),
        "{told:?}"
    );
    worker.stop().await;
}

#[tokio::test]
async fn one_click_may_come_as_form_data() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    let path = link(MessageKind::DeadlineReminder);
    let body =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    let request = |body: &str| {
        Request::post(&path)
            .header("content-type", "multipart/form-data; boundary=b")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let (status, _) = ask(&house, request("--b\r\n")).await;
    assert!(status.is_client_error(), "{status}");
    let (_, page) = ask(&house, get(&path)).await;
    assert!(
        page.contains("Stop these messages"),
        "half a form changes nothing"
    );
    let (status, page) = ask(&house, request(body)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Send them again"), "{page}");
}

#[tokio::test]
async fn one_kind_can_be_stopped_alone_and_the_whole_topic_brings_it_back() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    let (reminder, saved) = (link(MessageKind::DeadlineReminder), link(MessageKind::DraftSaved));
    let wanted = async |path: &str| {
        let (_, page) = ask(&house, get(path)).await;
        page.contains("Stop these messages")
    };
    ask(&house, form(&saved, "choice=unsubscribe-kind")).await;
    assert!(
        !wanted(&saved).await && wanted(&reminder).await,
        "that kind alone"
    );
    ask(&house, form(&reminder, "choice=unsubscribe")).await;
    assert!(!wanted(&saved).await && !wanted(&reminder).await);
    ask(&house, form(&reminder, "choice=subscribe")).await;
    assert!(wanted(&saved).await && wanted(&reminder).await, "all of it again");
}

#[tokio::test]
async fn a_forged_link_and_an_empty_form_change_nothing() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    let path = link(MessageKind::DeadlineReminder);
    let forged = format!("{}AAAA", path.strip_suffix(&path[path.len() - 4..]).unwrap());
    assert_eq!(ask(&house, get(&forged)).await.0, StatusCode::NOT_FOUND);
    let one_click = "List-Unsubscribe=One-Click";
    assert_eq!(
        ask(&house, form(&forged, one_click)).await.0,
        StatusCode::NOT_FOUND
    );
    assert_eq!(ask(&house, form(&path, "")).await.0, StatusCode::BAD_REQUEST);
    let (_, page) = ask(&house, get(&path)).await;
    assert!(page.contains("Stop these messages"), "still wanted: {page}");
}

#[test]
fn offers_and_receipts_have_no_such_link() {
    for kind in [MessageKind::Offer, MessageKind::Receipt, MessageKind::Admitted] {
        assert_eq!(links().unsubscribe(party(1), kind), None, "{kind}");
    }
}

fn report(house: &House, at: i64, kind: &str, body: &str, secret: &str) -> Request<Body> {
    let timestamp = house.clock.now().timestamp() + at;
    Request::post("/mail/bounces")
        .header("content-type", kind)
        .header("berth-timestamp", timestamp)
        .header(
            "berth-signature",
            Webhook::new(secret).sign(timestamp, body.as_bytes()),
        )
        .body(Body::from(body.to_owned()))
        .unwrap()
}

#[tokio::test]
async fn a_signed_report_is_filed_once_and_a_strangers_never() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Accepted, 1).await;
    let message = house
        .messages()
        .await
        .first()
        .unwrap()
        .message_id
        .clone()
        .unwrap();
    let body = format!(
        r#"{{"id": "evt-1", "reports": [{{"message": "<{message}>", "action": "failed", "status": "5.1.1"}}]}}"#
    );
    let json = "application/json";
    for (at, secret) in [
        (0, "another secret that is as long"),
        (-301, SECRET),
        (301, SECRET),
    ] {
        let (status, _) = ask(&house, report(&house, at, json, &body, secret)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{at}");
    }
    let (status, _) = ask(&house, report(&house, 0, json, "{\"id\": 7}", SECRET)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.told().await, ["receipt submitted accepted"]);
    for at in [-299, 0] {
        let (status, text) = ask(&house, report(&house, at, json, &body, SECRET)).await;
        assert_eq!((status, text.as_str()), (StatusCode::NO_CONTENT, ""));
    }
    assert_eq!(house.told().await, ["receipt submitted bounced bounced_5_1_1"]);
    worker.stop().await;
}

#[tokio::test]
async fn an_address_that_takes_nothing_for_weeks_is_not_written_to_any_more() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    let worker = house.worker();
    for n in 1..=5_u8 {
        let berth_events::Event::ApplicationSubmitted(mut again) = house.submitted(n.into()) else {
            unreachable!()
        };
        again.party_id = party(1).to_string();
        house.event(again).await;
        house.wait_for(State::Accepted, 1).await;
        let rows = house.messages().await;
        let row = rows.iter().find(|row| row.state == "accepted").unwrap();
        let mail = format!(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
             Action: failed\r\nStatus: 4.4.7\r\n\
             --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{}>\r\n\r\n--b--\r\n",
            row.message_id.clone().unwrap()
        );
        let kind = "message/rfc822";
        let (status, _) = ask(&house, report(&house, 0, kind, &mail, SECRET)).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
        assert_eq!(
            house.told().await.last().unwrap(),
            "receipt submitted bounced bounced_4_4_7"
        );
        house.clock.advance(std::time::Duration::from_secs(86_400));
    }
    house.event(house.submitted(1)).await;
    let berth_events::Event::ApplicationSubmitted(mut again) = house.submitted(6) else {
        unreachable!()
    };
    again.party_id = party(1).to_string();
    house.event(again).await;
    house.wait_for(State::Suppressed, 1).await;
    assert_eq!(house.smtp.messages().len(), 5);
    worker.stop().await;
}
