//! The table: event in, changes out.

use super::*;
use berth_events::timestamp;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// A short name for each change, so that a table stays readable.
fn names(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|change| match change {
            Change::Plan(plan) => {
                let occurrence = match &plan.occurrence {
                    Occurrence::Named(name) => name.as_str(),
                    Occurrence::LocalDate => "local-date",
                };
                format!("{} {occurrence} to {}", plan.kind, plan.recipient.as_u128())
            }
            Change::CallOff { kinds, how, .. } => {
                let kinds: Vec<_> = kinds.iter().map(|kind| kind.as_str()).collect();
                let (CallOff::Cancelled(reason) | CallOff::Superseded(reason)) = how;
                format!("off {} {reason}", kinds.join("+"))
            }
        })
        .collect()
}

fn ids(n: u128) -> String {
    uuid(n).to_string()
}

fn sent(at: DateTime<Utc>, hours: i64) -> Event {
    Event::OfferSent(v1::OfferSent {
        offer_id: ids(1),
        party_id: ids(2),
        host_id: ids(3),
        expires_at: Some(timestamp(at + Duration::hours(hours))),
        ..Default::default()
    })
}

#[test]
fn each_event_plans_what_its_readers_expect() {
    let at = utc("2027-01-10T12:00:00Z");
    let (offer_id, party_id, host_id) = (ids(1), ids(2), ids(3));
    let draft = Known {
        closes_at: Some(utc("2027-01-31T21:59:59Z")),
        open_drafts: vec![(uuid(1), uuid(2))],
        ..Known::default()
    };
    let shortlist = Known {
        host: Some(uuid(3)),
        candidates: 4,
        ..Known::default()
    };
    let moved = Event::DeadlineMoved(v1::DeadlineMoved::default());
    let changed = Event::ShortlistChanged(v1::ShortlistChanged::default());
    let submitted = Event::ApplicationSubmitted(v1::ApplicationSubmitted {
        application_id: ids(1),
        party_id: ids(2),
        ..Default::default()
    });
    let accepted = Event::OfferAccepted(v1::OfferAccepted {
        offer_id: offer_id.clone(),
        party_id: party_id.clone(),
        host_id: host_id.clone(),
        ..Default::default()
    });
    let expired = Event::OfferExpired(v1::OfferExpired {
        offer_id,
        party_id,
        host_id,
        ..Default::default()
    });
    let table: Vec<(&str, Event, Known, &[&str])> = vec![
        (
            "a moved deadline replaces the reminders",
            moved.clone(),
            draft.clone(),
            &[
                "off deadline-reminder deadline_moved",
                "deadline-reminder t-14d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-3d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-24h@2027-01-31T21:59:59Z to 2",
            ],
        ),
        ("nobody is drafting", moved, Known::default(), &[]),
        (
            "a submission ends the reminders",
            submitted,
            Known::default(),
            &[
                "off deadline-reminder already_submitted",
                "receipt submitted to 2",
            ],
        ),
        (
            "candidates go into the digest",
            changed.clone(),
            shortlist.clone(),
            &["shortlist-digest local-date to 3"],
        ),
        (
            "an empty shortlist is no news",
            changed.clone(),
            Known {
                candidates: 0,
                ..shortlist.clone()
            },
            &[],
        ),
        (
            "a shortlist without a known host waits",
            changed,
            Known {
                host: None,
                ..shortlist.clone()
            },
            &[],
        ),
        (
            "an offer of a week",
            sent(at, 168),
            Known::default(),
            &[
                "offer sent to 2",
                "offer-expiring half to 2",
                "offer-expiring t-24h to 2",
                "offer-expiring t-4h to 2",
            ],
        ),
        (
            "half time of two days is the last day",
            sent(at, 48),
            Known::default(),
            &[
                "offer sent to 2",
                "offer-expiring t-24h to 2",
                "offer-expiring t-4h to 2",
            ],
        ),
        (
            "an acceptance is told to both",
            accepted,
            Known::default(),
            &[
                "off offer-expiring offer_accepted",
                "offer-accepted answered to 2",
                "offer-accepted-host answered to 3",
            ],
        ),
        (
            "a lapse is told to both, and a late offer mail never follows",
            expired,
            Known::default(),
            &[
                "off offer+offer-expiring offer_expired",
                "offer-expired answered to 2",
                "offer-expired-host answered to 3",
            ],
        ),
        (
            "a host's registration is no news to anyone",
            Event::HostRegistered(Default::default()),
            draft.clone(),
            &[],
        ),
    ];
    for (what, event, known, wanted) in table {
        assert_eq!(names(&plan(&event, at, &known).unwrap()), wanted, "{what}");
    }
}

#[test]
fn every_reminder_gives_way_to_the_next() {
    let at = utc("2027-01-10T12:00:00Z");
    let closes_at = utc("2027-01-31T21:59:59Z");
    let plans: Vec<Plan> = reminders(uuid(1), uuid(2), closes_at, at)
        .into_iter()
        .filter_map(|change| match change {
            Change::Plan(plan) => Some(plan),
            Change::CallOff { .. } => None,
        })
        .collect();
    let until: Vec<_> = plans.iter().map(|plan| plan.useless_after.unwrap()).collect();
    assert_eq!(
        until,
        [
            utc("2027-01-28T21:59:59Z"),
            utc("2027-01-30T21:59:59Z"),
            closes_at
        ]
    );
    assert!(plans.iter().all(|plan| plan.not_before == Some(at)));
}

#[test]
fn a_payload_without_its_ids_is_malformed() {
    let event = Event::OfferSent(v1::OfferSent::default());
    assert_eq!(
        plan(&event, utc("2027-01-10T12:00:00Z"), &Known::default()),
        Err(Malformed("offer_id"))
    );
}
