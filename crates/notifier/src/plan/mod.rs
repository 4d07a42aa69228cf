//! What an event means for the ledger: which messages to plan, which to call off. Pure, tested by table.

mod applications;
mod drafts;
mod offers;

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_events::Event;
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use uuid::Uuid;

use offers::ended;

/// A message to be sent once, at the rule's instant in the recipient's zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub recipient: Uuid,
    pub kind: MessageKind,
    pub subject: Uuid,
    pub occurrence: Occurrence,
    pub anchor_at: DateTime<Utc>,
    pub rule: LocalRule,
    /// Not planned at all when its instant lies before this one: nobody wants the 14-day reminder five days ahead.
    pub not_before: Option<DateTime<Utc>>,
    /// Called off when it could not be sent by then.
    pub useless_after: Option<DateTime<Utc>>,
}

/// Tells apart several messages of one kind about one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Occurrence {
    /// The same text whenever the same message is planned again.
    Named(String),
    /// The local date on which it is due: at most one a day.
    LocalDate,
}

/// One change to the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Plan(Plan),
    /// Calls off what still waits, of these kinds about this subject.
    CallOff {
        subject: Uuid,
        kinds: &'static [MessageKind],
        how: CallOff,
        /// Messages of this occurrence suffix stay.
        except: Option<String>,
    },
}

/// Why a waiting message is called off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallOff {
    /// No longer needed, with the reason code.
    Cancelled(&'static str),
    /// Another message took its place.
    Superseded(&'static str),
}

/// What the ledger already knows and an event does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The cohort's deadline by the newest version heard of.
    pub closes_at: Option<DateTime<Utc>>,
    /// Drafts still to be submitted: the cohort's, or the one the event is about.
    pub open_drafts: Vec<(Uuid, Uuid)>,
    /// The opening's host, while the opening is open.
    pub host: Option<Uuid>,
    /// Candidates on the opening's shortlist.
    pub candidates: usize,
    /// Whether the event brought a deadline that was not known before.
    pub deadline_moved: bool,
    /// Who is told what concerns operators.
    pub operators: Vec<Uuid>,
}

/// A payload without an id or instant it can't do without.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is missing or malformed")]
pub struct Malformed(pub &'static str);

/// What is told to somebody who is still writing.
const DRAFTING: &[MessageKind] = &[
    MessageKind::DraftSaved,
    MessageKind::DeadlineReminder,
    MessageKind::DeadlineMoved,
];
/// What an application came to; the newest decision takes the place of one not yet told.
const DECISIONS: &[MessageKind] = &[
    MessageKind::Admitted,
    MessageKind::Ineligible,
    MessageKind::Waitlisted,
    MessageKind::Rejected,
    MessageKind::MatchResult,
];
const BUT_ADMITTED: &[MessageKind] = DECISIONS.split_at(1).1;

/// Decides what `event`, which happened at `at`, changes.
pub fn plan(event: &Event, at: DateTime<Utc>, known: &Known) -> Result<Vec<Change>, Malformed> {
    Ok(match event {
        Event::ApplicationDrafted(_) => drafts::drafted(at, known),
        Event::DeadlineMoved(_) => drafts::moved(at, known),
        Event::ApplicationLinkRequested(e) => applications::link_requested(e, at)?,
        Event::ApplicationSubmitted(e) => applications::submitted(e, at)?,
        Event::ApplicationWithdrawn(e) => {
            let application = id(&e.application_id, "application_id")?;
            let mut changes = vec![
                call_off(application, DRAFTING, CallOff::Cancelled("withdrawn")),
                call_off(application, DECISIONS, CallOff::Cancelled("withdrawn")),
            ];
            for host in &e.host_ids {
                let host = id(host, "host_ids")?;
                let kind = MessageKind::CandidateWithdrew;
                changes.push(at_once(host, kind, application, "withdrew", at));
            }
            changes
        }
        Event::OpeningWithdrawn(e) => {
            let opening = id(&e.opening_id, "opening_id")?;
            let to_each = |party: &String| {
                let kind = MessageKind::OpeningCancelled;
                Ok(at_once(id(party, "party_ids")?, kind, opening, "cancelled", at))
            };
            e.party_ids
                .iter()
                .map(to_each)
                .collect::<Result<_, Malformed>>()?
        }
        Event::ApplicationMoved(e) => applications::moved(e, at)?,
        Event::ShortlistChanged(_) | Event::OpeningPublished(_) => match known.host {
            Some(host) if known.candidates > 0 => vec![digest(host, at)],
            _ => Vec::new(),
        },
        Event::OfferSent(sent) => offers::sent(sent, at)?,
        Event::OfferAccepted(e) => {
            let offer = ended(&e.offer_id, &e.party_id, &e.host_id)?;
            offer.both(
                MessageKind::OfferAccepted,
                MessageKind::OfferAcceptedHost,
                at,
                "offer_accepted",
            )
        }
        Event::OfferDeclined(e) => {
            let offer = ended(&e.offer_id, &e.party_id, &e.host_id)?;
            offer.both(
                MessageKind::OfferDeclined,
                MessageKind::OfferDeclinedHost,
                at,
                "offer_declined",
            )
        }
        Event::OfferExpired(e) => {
            let offer = ended(&e.offer_id, &e.party_id, &e.host_id)?;
            offer.both(
                MessageKind::OfferExpired,
                MessageKind::OfferExpiredHost,
                at,
                "offer_expired",
            )
        }
        Event::OfferRescinded(e) => {
            let offer = ended(&e.offer_id, &e.party_id, &e.host_id)?;
            offer.both(
                MessageKind::OfferRescinded,
                MessageKind::OfferRescindedHost,
                at,
                "offer_rescinded",
            )
        }
        Event::RoundHalfApproved(e) => {
            let round = id(&e.round_id, "round_id")?;
            to_operators(known, MessageKind::SecondApproval, round, "half_approved", at)
        }
        Event::RoundApproved(e) => {
            let round = id(&e.round_id, "round_id")?;
            to_operators(known, MessageKind::RoundPublished, round, "approved", at)
        }
        Event::RoundDecided(e) => {
            let host = id(&e.host_id, "host_id")?;
            let round = id(&e.round_id, "round_id")?;
            vec![offers::result_of_round(host, round, at)]
        }
        Event::ProgrammeConfigured(_)
        | Event::HostRegistered(_)
        | Event::PreferencesCertified(_)
        | Event::RoundLocked(_)
        | Event::RoundSolved(_)
        | Event::RoundFailed(_)
        | Event::RematchRequested(_)
        | Event::RematchSolved(_)
        | Event::RematchFailed(_) => Vec::new(),
    })
}

/// New candidates: into the host's next morning mail.
fn digest(host: Uuid, at: DateTime<Utc>) -> Change {
    Change::Plan(Plan {
        recipient: host,
        kind: MessageKind::ShortlistDigest,
        subject: host,
        occurrence: Occurrence::LocalDate,
        // News of the very instant of a digest may have missed it: they go into the next.
        anchor_at: at + Duration::seconds(1),
        rule: LocalRule::NextLocal { hour: 9 },
        not_before: None,
        useless_after: None,
    })
}

fn at_once(recipient: Uuid, kind: MessageKind, subject: Uuid, name: &str, at: DateTime<Utc>) -> Change {
    Change::Plan(Plan {
        recipient,
        kind,
        subject,
        occurrence: Occurrence::Named(name.to_owned()),
        anchor_at: at,
        rule: LocalRule::AtOnce,
        not_before: None,
        useless_after: None,
    })
}

fn to_operators(
    known: &Known,
    kind: MessageKind,
    subject: Uuid,
    name: &str,
    at: DateTime<Utc>,
) -> Vec<Change> {
    let operators = known.operators.iter();
    operators
        .map(|operator| at_once(*operator, kind, subject, name, at))
        .collect()
}

fn call_off(subject: Uuid, kinds: &'static [MessageKind], how: CallOff) -> Change {
    Change::CallOff {
        subject,
        kinds,
        how,
        except: None,
    }
}

/// An instant as part of an occurrence.
fn named(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Reads an id of a payload.
pub(crate) fn id(text: &str, field: &'static str) -> Result<Uuid, Malformed> {
    Uuid::try_parse(text).map_err(|_| Malformed(field))
}

#[cfg(test)]
mod tests;
