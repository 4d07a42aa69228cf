//! The table: event in, changes out.

use super::*;
use berth_events::{timestamp, v1};

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

fn by_rematch(at: DateTime<Utc>, hours: i64) -> Event {
    let Event::OfferSent(mut offer) = sent(at, hours) else {
        panic!("no offer")
    };
    offer.rematch_id = ids(8);
    Event::OfferSent(offer)
}

#[test]
fn each_event_plans_what_its_readers_expect() {
    let at = utc("2027-01-10T12:00:00Z");
    let (offer_id, party_id, host_id) = (ids(1), ids(2), ids(3));
    let draft = Known {
        closes_at: Some(utc("2027-01-31T21:59:59Z")),
        open_drafts: vec![(uuid(1), uuid(2))],
        deadline_moved: true,
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
                "off deadline-reminder+deadline-moved deadline_moved",
                "deadline-reminder t-14d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-3d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-24h@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-3h@2027-01-31T21:59:59Z to 2",
                "deadline-moved 2027-01-31T21:59:59Z to 2",
            ],
        ),
        (
            "a deadline that was known is no news",
            moved.clone(),
            Known {
                deadline_moved: false,
                ..draft.clone()
            },
            &[
                "off deadline-reminder+deadline-moved deadline_moved",
                "deadline-reminder t-14d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-3d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-24h@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-3h@2027-01-31T21:59:59Z to 2",
            ],
        ),
        ("nobody is drafting", moved, Known::default(), &[]),
        (
            "a draft is kept, and reminded of",
            Event::ApplicationDrafted(Default::default()),
            draft.clone(),
            &[
                "draft-saved drafted to 2",
                "off deadline-reminder+deadline-moved deadline_moved",
                "deadline-reminder t-14d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-3d@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-24h@2027-01-31T21:59:59Z to 2",
                "deadline-reminder t-3h@2027-01-31T21:59:59Z to 2",
            ],
        ),
        (
            "a round that wants another approval is told to every operator",
            Event::RoundHalfApproved(v1::RoundHalfApproved {
                round_id: ids(5),
                ..Default::default()
            }),
            Known {
                operators: vec![uuid(7), uuid(8)],
                ..Known::default()
            },
            &[
                "second-approval half_approved to 7",
                "second-approval half_approved to 8",
            ],
        ),
        (
            "an approved round is told to every operator",
            Event::RoundApproved(v1::RoundApproved {
                round_id: ids(5),
                ..Default::default()
            }),
            Known {
                operators: vec![uuid(7), uuid(8)],
                ..Known::default()
            },
            &["round-published approved to 7", "round-published approved to 8"],
        ),
        (
            "an offer that a re-match made is the host's next candidate",
            by_rematch(at, 24),
            Known::default(),
            &[
                "offer sent to 2",
                "offer-expiring half to 2",
                "offer-expiring t-24h to 2",
                "offer-expiring t-4h to 2",
                "next-candidate sent to 3",
            ],
        ),
        (
            "a submission ends the reminders",
            submitted,
            Known::default(),
            &[
                "off draft-saved+deadline-reminder+deadline-moved already_submitted",
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
                "off offer-expiring+next-candidate offer_accepted",
                "offer-accepted answered to 2",
                "offer-accepted-host answered to 3",
            ],
        ),
        (
            "a lapse is told to both, and a late offer mail never follows",
            expired,
            Known::default(),
            &[
                "off offer+offer-expiring+next-candidate offer_expired",
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
fn every_decision_is_told_and_takes_the_place_of_the_one_before() {
    let at = utc("2027-01-10T12:00:00Z");
    for (from, to, told) in [
        ("draft", "expired", Some("draft-expired expired to 2")),
        (
            "submitted",
            "ineligible",
            Some("ineligible 2027-01-10T12:00:00Z to 2"),
        ),
        (
            "in_review",
            "admitted",
            Some("admitted 2027-01-10T12:00:00Z to 2"),
        ),
        (
            "in_review",
            "waitlisted",
            Some("waitlisted 2027-01-10T12:00:00Z to 2"),
        ),
        (
            "waitlisted",
            "rejected",
            Some("rejected 2027-01-10T12:00:00Z to 2"),
        ),
        ("admitted", "training", None),
        ("admitted", "match_ready", None),
        ("match_ready", "in_round", None),
        (
            "in_round",
            "match_ready",
            Some("match-result 2027-01-10T12:00:00Z to 2"),
        ),
        ("offered", "match_ready", None),
        ("submitted", "in_review", None),
    ] {
        let event = Event::ApplicationMoved(v1::ApplicationMoved {
            application_id: ids(1),
            party_id: ids(2),
            from_state: from.to_owned(),
            to_state: to.to_owned(),
            ..Default::default()
        });
        let decided = if ["training", "match_ready", "in_round"].contains(&to) {
            "off ineligible+waitlisted+rejected+match-result decided_anew"
        } else {
            "off admitted+ineligible+waitlisted+rejected+match-result decided_anew"
        };
        let off = [
            "off draft-saved+deadline-reminder+deadline-moved no_longer_a_draft",
            decided,
        ];
        let wanted: Vec<&str> = off.into_iter().chain(told).collect();
        assert_eq!(
            names(&plan(&event, at, &Known::default()).unwrap()),
            wanted,
            "{from} {to}"
        );
    }
}

#[test]
fn who_is_concerned_hears_of_a_withdrawal() {
    let at = utc("2027-01-10T12:00:00Z");
    let opening = Event::OpeningWithdrawn(v1::OpeningWithdrawn {
        opening_id: ids(1),
        host_id: ids(3),
        party_ids: vec![ids(4), ids(5)],
        ..Default::default()
    });
    let told = [
        "opening-cancelled cancelled to 4",
        "opening-cancelled cancelled to 5",
    ];
    assert_eq!(names(&plan(&opening, at, &Known::default()).unwrap()), told);
    let candidate = Event::ApplicationWithdrawn(v1::ApplicationWithdrawn {
        application_id: ids(1),
        party_id: ids(2),
        host_ids: vec![ids(3)],
        ..Default::default()
    });
    let planned = names(&plan(&candidate, at, &Known::default()).unwrap());
    assert_eq!(planned.last().unwrap(), "candidate-withdrew withdrew to 3");
    assert_eq!(planned.len(), 3);
}

#[test]
fn who_asks_for_another_link_gets_one_an_hour() {
    let at = utc("2027-01-11T12:34:56Z");
    let asked = Event::ApplicationLinkRequested(v1::ApplicationLinkRequested {
        application_id: ids(1),
        party_id: ids(2),
        ..Default::default()
    });
    let changes = plan(&asked, at, &Known::default()).unwrap();
    assert_eq!(
        names(&changes),
        [
            "off application-link requested_again",
            "application-link 2027-01-11T12:00:00Z to 2"
        ]
    );
    let [Change::CallOff { except, .. }, Change::Plan(link)] = &changes[..] else {
        panic!("{changes:?}")
    };
    // Asked twice in an hour, the first one waits on
    let Occurrence::Named(occurrence) = &link.occurrence else {
        panic!("{link:?}")
    };
    assert_eq!(except.as_ref(), Some(occurrence));
    assert_eq!(link.anchor_at, at);
}

#[test]
fn a_host_hears_what_the_round_decided_once_however_many_its_offers_are() {
    let at = utc("2027-01-10T12:00:00Z");
    let decided = Event::RoundDecided(v1::RoundDecided {
        programme_id: String::new(),
        round_id: ids(9),
        host_id: ids(3),
    });
    let Event::OfferSent(mut offer) = sent(at, 168) else {
        panic!("no offer")
    };
    offer.round_id = ids(9);
    let results = |event: &Event| {
        let changes = plan(event, at, &Known::default()).unwrap();
        let keys = changes.into_iter().filter_map(|change| match change {
            Change::Plan(plan) if plan.kind == MessageKind::MatchResultHost => {
                Some((plan.recipient, plan.subject, plan.occurrence))
            }
            _ => None,
        });
        keys.collect::<Vec<_>>()
    };
    let told = results(&decided);
    assert_eq!(told, [(uuid(3), uuid(3), Occurrence::Named(ids(9)))]);
    assert_eq!(results(&Event::OfferSent(offer.clone())), told, "the same key");
    let next = "the next candidate has a mail of its own";
    let rematch_id = ids(8);
    let by_rematch = v1::OfferSent {
        rematch_id,
        ..offer.clone()
    };
    assert_eq!(results(&Event::OfferSent(by_rematch)), [], "{next}");
    offer.host_id = String::new();
    let without_host = "its trainee hears of it all the same";
    assert_eq!(results(&Event::OfferSent(offer)), [], "{without_host}");
}

#[test]
fn every_reminder_gives_way_to_the_next() {
    let at = utc("2027-01-10T12:00:00Z");
    let closes_at = utc("2027-01-31T21:59:59Z");
    let plans: Vec<Plan> = drafts::reminders(uuid(1), uuid(2), closes_at, at)
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
            utc("2027-01-31T18:59:59Z"),
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
