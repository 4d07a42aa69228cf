//! What an event means for the ledger: which messages to plan, which to call off. Pure, tested by table.

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_events::{Event, instant, v1};
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use uuid::Uuid;

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
}

/// A payload without an id or instant it can't do without.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is missing or malformed")]
pub struct Malformed(pub &'static str);

const EXPIRING: &[MessageKind] = &[MessageKind::OfferExpiring];
const OFFER: &[MessageKind] = &[MessageKind::Offer, MessageKind::OfferExpiring];
const REMINDERS: &[MessageKind] = &[MessageKind::DeadlineReminder];

/// Decides what `event`, which happened at `at`, changes.
pub fn plan(event: &Event, at: DateTime<Utc>, known: &Known) -> Result<Vec<Change>, Malformed> {
    Ok(match event {
        Event::ApplicationDrafted(_) | Event::DeadlineMoved(_) => match known.closes_at {
            Some(closes_at) => known
                .open_drafts
                .iter()
                .flat_map(|(application, party)| reminders(*application, *party, closes_at, at))
                .collect(),
            None => Vec::new(),
        },
        Event::ApplicationSubmitted(submitted) => {
            let application = id(&submitted.application_id, "application_id")?;
            let party = id(&submitted.party_id, "party_id")?;
            let submitted_at = instant(submitted.submitted_at.as_ref()).unwrap_or(at);
            vec![
                call_off(application, REMINDERS, CallOff::Cancelled("already_submitted")),
                at_once(
                    party,
                    MessageKind::Receipt,
                    application,
                    "submitted",
                    submitted_at,
                ),
            ]
        }
        Event::ApplicationWithdrawn(withdrawn) => {
            let application = id(&withdrawn.application_id, "application_id")?;
            vec![call_off(application, REMINDERS, CallOff::Cancelled("withdrawn"))]
        }
        Event::ApplicationMoved(moved) if moved.to_state != "draft" => {
            let application = id(&moved.application_id, "application_id")?;
            vec![call_off(
                application,
                REMINDERS,
                CallOff::Cancelled("no_longer_a_draft"),
            )]
        }
        Event::ShortlistChanged(_) | Event::OpeningPublished(_) => match known.host {
            Some(host) if known.candidates > 0 => vec![digest(host, at)],
            _ => Vec::new(),
        },
        Event::OfferSent(sent) => offer(sent, at)?,
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
        Event::ApplicationMoved(_)
        | Event::ProgrammeConfigured(_)
        | Event::HostRegistered(_)
        | Event::OpeningWithdrawn(_)
        | Event::PreferencesCertified(_)
        | Event::RoundLocked(_)
        | Event::RoundSolved(_)
        | Event::RoundFailed(_)
        | Event::RoundApproved(_)
        | Event::RematchRequested(_)
        | Event::RematchSolved(_)
        | Event::RematchFailed(_) => Vec::new(),
    })
}

/// Reminders of one deadline. The deadline is part of the occurrence: a moved one is reminded of anew.
fn reminders(application: Uuid, party: Uuid, closes_at: DateTime<Utc>, at: DateTime<Utc>) -> Vec<Change> {
    let deadline = closes_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let reminder = |name: &str, rule, useless_after| {
        Change::Plan(Plan {
            recipient: party,
            kind: MessageKind::DeadlineReminder,
            subject: application,
            occurrence: Occurrence::Named(format!("{name}@{deadline}")),
            anchor_at: closes_at,
            rule,
            not_before: Some(at),
            useless_after: Some(useless_after),
        })
    };
    vec![
        Change::CallOff {
            subject: application,
            kinds: REMINDERS,
            how: CallOff::Superseded("deadline_moved"),
            except: Some(format!("@{deadline}")),
        },
        // Each gives way to the next one.
        reminder(
            "t-14d",
            LocalRule::DaysBefore { days: 14, hour: 9 },
            closes_at - Duration::days(3),
        ),
        reminder(
            "t-3d",
            LocalRule::DaysBefore { days: 3, hour: 9 },
            closes_at - Duration::hours(24),
        ),
        reminder("t-24h", LocalRule::HoursBefore { hours: 24 }, closes_at),
    ]
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

fn offer(sent: &v1::OfferSent, at: DateTime<Utc>) -> Result<Vec<Change>, Malformed> {
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
    Ok(changes)
}

/// An offer that is no longer open: its remaining mails are called off, both sides hear of it.
struct Ended {
    offer: Uuid,
    party: Uuid,
    host: Uuid,
}

fn ended(offer: &str, party: &str, host: &str) -> Result<Ended, Malformed> {
    Ok(Ended {
        offer: id(offer, "offer_id")?,
        party: id(party, "party_id")?,
        host: id(host, "host_id")?,
    })
}

impl Ended {
    fn both(
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

fn call_off(subject: Uuid, kinds: &'static [MessageKind], how: CallOff) -> Change {
    Change::CallOff {
        subject,
        kinds,
        how,
        except: None,
    }
}

/// Reads an id of a payload.
pub(crate) fn id(text: &str, field: &'static str) -> Result<Uuid, Malformed> {
    Uuid::try_parse(text).map_err(|_| Malformed(field))
}

#[cfg(test)]
#[path = "plan_tests.rs"]
mod tests;
