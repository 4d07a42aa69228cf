//! What is told of an offer, to the trainee and to the host.

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_events::{instant, v1};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{CallOff, Change, Malformed, Occurrence, Plan, at_once, call_off, id};

const EXPIRING: &[MessageKind] = &[MessageKind::OfferExpiring, MessageKind::NextCandidate];
const OFFER: &[MessageKind] = &[
    MessageKind::Offer,
    MessageKind::OfferExpiring,
    MessageKind::NextCandidate,
];

/// An offer and its reminders; and, where a re-match made it, the next candidate to the host.
pub(super) fn sent(sent: &v1::OfferSent, at: DateTime<Utc>) -> Result<Vec<Change>, Malformed> {
    let offer = id(&sent.offer_id, "offer_id")?;
    let party = id(&sent.party_id, "party_id")?;
    let expires_at = instant(sent.expires_at.as_ref()).ok_or(Malformed("expires_at"))?;
    let last_day = expires_at - Duration::hours(24);
    let last_hours = expires_at - Duration::hours(4);
    let half = at + (expires_at - at) / 2;
    let expiring = |name: &str, anchor_at, rule, until| {
        Change::Plan(Plan {
            recipient: party,
            kind: MessageKind::OfferExpiring,
            subject: offer,
            occurrence: Occurrence::Named(name.to_owned()),
            anchor_at,
            rule,
            // An hour after the offer itself at the earliest.
            not_before: Some(at + Duration::hours(1)),
            useless_after: Some(until),
        })
    };
    let mut changes = vec![Change::Plan(Plan {
        recipient: party,
        kind: MessageKind::Offer,
        subject: offer,
        occurrence: Occurrence::Named("sent".to_owned()),
        anchor_at: at,
        rule: LocalRule::AtOnce,
        not_before: None,
        useless_after: Some(expires_at),
    })];
    // Half time says nothing new when it falls together with one of the others.
    let near = Duration::hours(6);
    if (half - last_day).abs() >= near && half + near <= expires_at {
        let until = if half < last_day { last_day } else { expires_at };
        changes.push(expiring("half", half, LocalRule::AtOnce, until));
    }
    changes.push(expiring(
        "t-24h",
        expires_at,
        LocalRule::HoursBefore { hours: 24 },
        last_hours,
    ));
    changes.push(expiring(
        "t-4h",
        expires_at,
        LocalRule::HoursBefore { hours: 4 },
        expires_at,
    ));
    if !sent.rematch_id.is_empty() {
        changes.push(Change::Plan(Plan {
            recipient: id(&sent.host_id, "host_id")?,
            kind: MessageKind::NextCandidate,
            subject: offer,
            occurrence: Occurrence::Named("sent".to_owned()),
            anchor_at: at,
            rule: LocalRule::AtOnce,
            not_before: None,
            useless_after: Some(expires_at),
        }));
    } else if let (Ok(host), Ok(round)) = (id(&sent.host_id, "host_id"), id(&sent.round_id, "round_id")) {
        // Where the round was approved by a version that told its hosts in no other way. The key is the same. Versions
        // before this field made offers of re-matches without it: their hosts have heard of the round already.
        changes.push(result_of_round(host, round, at));
    }
    Ok(changes)
}

/// What a round decided about a host's openings, told once.
pub(super) fn result_of_round(host: Uuid, round: Uuid, at: DateTime<Utc>) -> Change {
    at_once(host, MessageKind::MatchResultHost, host, &round.to_string(), at)
}

/// An offer that is no longer open: its remaining mails are called off, both sides hear of it.
pub(super) struct Ended {
    offer: Uuid,
    party: Uuid,
    host: Uuid,
}

pub(super) fn ended(offer: &str, party: &str, host: &str) -> Result<Ended, Malformed> {
    Ok(Ended {
        offer: id(offer, "offer_id")?,
        party: id(party, "party_id")?,
        host: id(host, "host_id")?,
    })
}

impl Ended {
    pub(super) fn both(
        &self,
        trainee: MessageKind,
        host: MessageKind,
        at: DateTime<Utc>,
        reason: &'static str,
    ) -> Vec<Change> {
        // Who answered has read the offer; to who did not, an offer mail still waiting would be a false promise.
        let kinds = if trainee == MessageKind::OfferAccepted {
            EXPIRING
        } else {
            OFFER
        };
        vec![
            call_off(self.offer, kinds, CallOff::Cancelled(reason)),
            at_once(self.party, trainee, self.offer, "answered", at),
            at_once(self.host, host, self.offer, "answered", at),
        ]
    }
}
