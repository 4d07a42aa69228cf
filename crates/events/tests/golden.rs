//! What was published once must be readable for ever: the bytes of every message, as each historic version wrote them, are
//! kept in `golden/<version>.txt` and decoded here. A line is only ever added; one that must change is a breaking change.

#![expect(clippy::expect_used, reason = "a test that can't go on stops here")]

use std::collections::BTreeMap;

use berth_events::{Envelope, Event, TraceContext, v1};
use prost::Message;
use prost_types::Timestamp;
use uuid::Uuid;

const V1: &str = include_str!("golden/v1.txt");

fn golden() -> BTreeMap<&'static str, Vec<u8>> {
    let lines = V1
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, bytes) = line.split_once(' ').expect("a name, a space, the bytes in hex");
            (name, hex::decode(bytes).expect("hex"))
        })
        .collect()
}

fn text(what: &str) -> String {
    what.to_owned()
}

fn id(number: u128) -> String {
    Uuid::from_u128(number).to_string()
}

fn at(seconds: i64) -> Option<Timestamp> {
    Some(Timestamp {
        seconds,
        nanos: 5_000,
    })
}

/// One of every fact, every field filled, as version 1 writes it.
fn facts() -> Vec<Event> {
    let p = || text("digital-explorers");
    let cohort_id = || text("spring-2027");
    let (party_id, opening_id, host_id, offer_id) = (|| id(2), || id(3), || id(4), || id(5));
    let reason_code = || text("own_wish");
    vec![
        v1::ProgrammeConfigured {
            programme_id: p(),
            version: 3,
        }
        .into(),
        v1::DeadlineMoved {
            programme_id: p(),
            cohort_id: cohort_id(),
            closes_at: at(1_801_432_799),
            version: 4,
        }
        .into(),
        v1::ApplicationDrafted {
            programme_id: p(),
            application_id: id(1),
            party_id: party_id(),
            cohort_id: cohort_id(),
            closes_at: at(1_801_432_799),
        }
        .into(),
        v1::ApplicationLinkRequested {
            programme_id: p(),
            application_id: id(1),
            party_id: party_id(),
        }
        .into(),
        v1::ApplicationSubmitted {
            programme_id: p(),
            application_id: id(1),
            party_id: party_id(),
            cohort_id: cohort_id(),
            submitted_at: at(1_801_000_000),
            outcome: v1::EligibilityOutcome::NeedsReview.into(),
            reason_codes: vec![text("english-below-b2")],
        }
        .into(),
        v1::ApplicationWithdrawn {
            programme_id: p(),
            application_id: id(1),
            party_id: party_id(),
            reason_code: reason_code(),
            host_ids: Vec::new(),
        }
        .into(),
        v1::ApplicationMoved {
            programme_id: p(),
            application_id: id(1),
            party_id: party_id(),
            from_state: text("admitted"),
            to_state: text("match_ready"),
            reason_code: reason_code(),
        }
        .into(),
        v1::HostRegistered {
            programme_id: p(),
            host_id: host_id(),
        }
        .into(),
        v1::OpeningPublished {
            programme_id: p(),
            opening_id: opening_id(),
            host_id: host_id(),
            seats: 3,
        }
        .into(),
        v1::OpeningWithdrawn {
            programme_id: p(),
            opening_id: opening_id(),
            host_id: host_id(),
            reason_code: text("host_withdrew"),
            party_ids: Vec::new(),
        }
        .into(),
        v1::PreferencesCertified {
            programme_id: p(),
            owner_id: id(1),
            side: v1::PreferenceSide::Trainee.into(),
            ranked: 7,
            version: 2,
        }
        .into(),
        v1::RoundLocked {
            programme_id: p(),
            round_id: id(6),
            cohort_object: text("6/cohort.json"),
            cohort_hash: "ab".repeat(32),
            seed: "5e".repeat(32),
        }
        .into(),
        v1::RoundSolved {
            programme_id: p(),
            round_id: id(6),
            cohort_hash: "ab".repeat(32),
            input_object: text("6/input.json"),
            input_hash: "cd".repeat(32),
            result_object: text("6/result.json"),
            result_hash: "ef".repeat(32),
            placed: 45,
            seats: 51,
            blocking_pairs: 0,
            verified: true,
            max_cardinality_placed: 47,
        }
        .into(),
        v1::RoundFailed {
            programme_id: p(),
            round_id: id(6),
            cohort_hash: "ab".repeat(32),
            reason_code: text("input-invalid"),
            detail: text("why"),
        }
        .into(),
        v1::RoundHalfApproved {
            programme_id: p(),
            round_id: id(6),
        }
        .into(),
        v1::RoundApproved {
            programme_id: p(),
            round_id: id(6),
            result_hash: "ef".repeat(32),
        }
        .into(),
        v1::RoundDecided {
            programme_id: p(),
            round_id: id(6),
            host_id: host_id(),
        }
        .into(),
        v1::RematchRequested {
            programme_id: p(),
            round_id: id(6),
            rematch_id: id(7),
            request_object: text("6/rematch/7/request.json"),
            request_hash: "34".repeat(32),
        }
        .into(),
        v1::RematchSolved {
            programme_id: p(),
            round_id: id(6),
            rematch_id: id(7),
            request_hash: "34".repeat(32),
            result_object: text("6/rematch/7/result.json"),
            result_hash: "56".repeat(32),
            moves: 2,
            placed: 46,
            seats: 51,
            blocking_pairs: 1,
            verified: true,
        }
        .into(),
        v1::RematchFailed {
            programme_id: p(),
            round_id: id(6),
            rematch_id: id(7),
            request_hash: "34".repeat(32),
            reason_code: text("request-hash-mismatch"),
            detail: text("why"),
        }
        .into(),
        v1::ShortlistChanged {
            programme_id: p(),
            opening_id: opening_id(),
            candidates: vec![v1::Candidate {
                trainee_id: id(1),
                score: 812,
            }],
            digest: "12".repeat(32),
        }
        .into(),
        v1::OfferSent {
            programme_id: p(),
            offer_id: offer_id(),
            round_id: id(6),
            party_id: party_id(),
            opening_id: opening_id(),
            host_id: host_id(),
            expires_at: at(1_801_259_200),
            rematch_id: String::new(),
        }
        .into(),
        v1::OfferAccepted {
            programme_id: p(),
            offer_id: offer_id(),
            party_id: party_id(),
            opening_id: opening_id(),
            host_id: host_id(),
        }
        .into(),
        v1::OfferDeclined {
            programme_id: p(),
            offer_id: offer_id(),
            party_id: party_id(),
            opening_id: opening_id(),
            host_id: host_id(),
            reason_code: reason_code(),
        }
        .into(),
        v1::OfferExpired {
            programme_id: p(),
            offer_id: offer_id(),
            party_id: party_id(),
            opening_id: opening_id(),
            host_id: host_id(),
        }
        .into(),
        v1::OfferRescinded {
            programme_id: p(),
            offer_id: offer_id(),
            party_id: party_id(),
            opening_id: opening_id(),
            host_id: host_id(),
            reason_code: text("host_withdrew"),
        }
        .into(),
    ]
}

fn contact() -> v1::Contact {
    v1::Contact {
        party_id: id(2),
        version: 1,
        kind: v1::PartyKind::Person.into(),
        display_name: text("Invented Person"),
        email: text("invented@example.org"),
        locale: text("en"),
        zone: text("Africa/Lagos"),
    }
}

fn envelope(ce_type: &str, payload: Vec<u8>) -> Envelope {
    Envelope {
        id: Uuid::from_u128(9),
        subject: format!("berth.v1.event.digital-explorers.offer.sent.{}", id(5))
            .parse()
            .expect("a subject"),
        ce_type: ce_type.to_owned(),
        source: text("berth/intake"),
        time: chrono::DateTime::UNIX_EPOCH,
        version: 1,
        trace: TraceContext::root(Uuid::from_u128(1)),
        payload: payload.into(),
    }
}

#[test]
fn every_fact_version_1_ever_wrote_is_read_as_it_was_meant() {
    let golden = golden();
    for fact in facts() {
        let name = fact.ce_type();
        let bytes = golden
            .get(name)
            .unwrap_or_else(|| panic!("no golden bytes of {name}: add a line to golden/v1.txt"));
        let read =
            Event::decode(&envelope(name, bytes.clone())).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(read, fact, "{name}");
    }
    let contact_read = golden
        .get("berth.v1.Contact")
        .map(|b| v1::Contact::decode(b.as_slice()));
    assert_eq!(contact_read, Some(Ok(contact())));
}

#[test]
fn every_kind_of_fact_has_its_golden_bytes() {
    let golden = golden();
    for (_, _, name) in Event::KINDS {
        assert!(
            golden.contains_key(name),
            "no golden bytes of {name}: add a line to golden/v1.txt"
        );
    }
    assert_eq!(
        facts().len(),
        Event::KINDS.len(),
        "a new kind of fact belongs into this test too"
    );
}
