//! What Berth publishes can be read by others: a subscriber in Python, with its own NATS client and its own code
//! generated from `proto/`.

use std::time::{Duration, SystemTime};

use berth_events::{Envelope, Event, v1};
use berth_testkit::{Process, repo_root};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::common::{PROGRAMME, connect, provisioned, stamp};

/// Starting Python and importing protobuf takes seconds on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Starts the subscriber, which ends after `count` events.
fn subscriber(url: &str, count: usize) -> Process {
    let cache = repo_root().join(".cache");
    let (python, generated) = (cache.join("python/bin/python"), cache.join("python-proto"));
    for needed in [&python, &generated.join("berth/v1/event_pb2.py")] {
        assert!(
            needed.exists(),
            "{} is missing: run `cargo xtask setup`, which prepares Python for this test",
            needed.display()
        );
    }
    Process::program(python)
        .name("subscriber.py")
        .arg(repo_root().join("crates/bus/tests/server/subscriber.py"))
        .args([url, &count.to_string()])
        .env("PYTHONPATH", generated)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .spawn()
}

fn event(number: u64, event: impl Into<Event>) -> Envelope {
    let programme = PROGRAMME.parse().unwrap();
    stamp().event(Uuid::from_u128(number.into()), &programme, number, &event.into())
}

fn round_solved() -> Envelope {
    let round = v1::RoundSolved {
        programme_id: PROGRAMME.into(),
        round_id: "round-1".into(),
        placed: 28,
        seats: 30,
        verified: true,
        ..Default::default()
    };
    event(1, round)
}

fn shortlist_changed() -> Envelope {
    let candidate = v1::Candidate {
        trainee_id: "trainee-7".into(),
        score: -12,
    };
    let shortlist = v1::ShortlistChanged {
        programme_id: PROGRAMME.into(),
        opening_id: "opening-2".into(),
        candidates: vec![candidate],
        ..Default::default()
    };
    event(2, shortlist)
}

fn offer_sent() -> Envelope {
    let expires_at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
    let offer = v1::OfferSent {
        programme_id: PROGRAMME.into(),
        offer_id: "offer-3".into(),
        expires_at: Some(expires_at.into()),
        ..Default::default()
    };
    event(3, offer)
}

/// What a subscriber is to see. Written out, not taken from the envelope: this is what others rely on.
fn promised(number: u64, subject: &str, ce_type: &str, payload: Value) -> Value {
    let id = Uuid::from_u128(number.into()).to_string();
    json!({
        "subject": subject,
        "headers": {
            "Nats-Msg-Id": id,
            "ce-specversion": "1.0",
            "ce-id": id,
            "ce-type": ce_type,
            "ce-source": "berth/intake",
            "ce-time": "2027-01-15T08:00:00.000000Z",
            "ce-datacontenttype": "application/protobuf",
            "ce-aggregateversion": number.to_string(),
            "traceparent": stamp().trace.to_string(),
        },
        "type": ce_type,
        "payload": payload,
    })
}

/// An event as the subscriber printed it, without the place in a batch: that is between publisher and server.
fn seen(line: &str) -> Value {
    let mut seen: Value = serde_json::from_str(line).unwrap();
    let headers = seen["headers"].as_object_mut().unwrap();
    headers.retain(|name, _| !name.starts_with("Nats-Batch-"));
    seen
}

#[tokio::test]
async fn a_subscriber_in_python_reads_what_was_published_before_and_while_it_listens() {
    let (server, _operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    intake.publish(&round_solved()).await.unwrap();

    let subscriber = subscriber(&server.url_as("operator", "operator"), 3);
    subscriber.wait_for_line("berth.v1.RoundSolved", PATIENCE).await;
    let report = intake
        .publish_batch(&[shortlist_changed(), offer_sent()])
        .await
        .unwrap();
    assert_eq!(report.atomic, 2);
    let ended = subscriber.wait(PATIENCE).await;

    let log = subscriber.log();
    assert!(ended.success(), "{ended}\n{log}");
    let events: Vec<Value> = log.lines().filter(|l| l.starts_with('{')).map(seen).collect();
    let promised = [
        promised(
            1,
            "berth.v1.event.digital-explorers.round.solved.round-1",
            "berth.v1.RoundSolved",
            json!({"programme_id": PROGRAMME, "round_id": "round-1", "placed": 28, "seats": 30, "verified": true}),
        ),
        promised(
            2,
            "berth.v1.event.digital-explorers.shortlist.changed.opening-2",
            "berth.v1.ShortlistChanged",
            json!({
                "programme_id": PROGRAMME,
                "opening_id": "opening-2",
                "candidates": [{"trainee_id": "trainee-7", "score": -12}],
            }),
        ),
        promised(
            3,
            "berth.v1.event.digital-explorers.offer.sent.offer-3",
            "berth.v1.OfferSent",
            json!({"programme_id": PROGRAMME, "offer_id": "offer-3", "expires_at": "2027-01-15T08:00:00Z"}),
        ),
    ];
    assert_eq!(events, promised);
    let trace = events[0]["headers"]["traceparent"].as_str().unwrap();
    let version_trace_span_flags: Vec<usize> = trace.split('-').map(str::len).collect();
    assert_eq!(version_trace_span_flags, [2, 32, 16, 2], "{trace}");
}
