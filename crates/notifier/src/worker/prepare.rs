//! The questions before an attempt: still wanted, still needed, allowed now, and what does it say?

use berth_store::Only as _;
use std::borrow::Cow;

use berth_domain::calendar::{local_instant, outside_quiet_hours};
use berth_domain::message::{MessageKind, Reader};
use berth_events::v1::{MessageFactsRequest, MessageFactsResponse, message_facts_response::Answer};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use sea_orm::{ColumnTrait as _, Condition, DbErr, EntityTrait as _, QueryFilter as _};

use super::Shared;
use crate::entity::message;
use crate::entity::rendering::{self, Packed};
use crate::facts::NoFacts;
use crate::house;
use crate::ledger::record::{Kept, Then};
use crate::ledger::{ADDRESS_REFUSED, CONTACT_UNKNOWN, QUIET_HOURS, State, UNSUBSCRIBED, chain};
use berth_domain::address::WireAddress;
use berth_letters::{Addressee, Order};

const NON_URGENT_A_DAY: usize = 2;

/// Why a claimed message is not attempted now.
pub(super) enum Stop {
    /// Leave it like this.
    Leave(Then),
    /// One too many for today: told in the digest of this morning.
    IntoDigest(DateTime<Utc>),
    /// Something everybody needs is away: back in line, nothing lost, and a pause for all.
    Away(&'static str, String),
}

impl Stop {
    fn at(state: State, reason: impl Into<Cow<'static, str>>) -> Self {
        Self::Leave(Then {
            state,
            reason: Some(reason.into()),
            next_attempt_at: None,
        })
    }

    fn wait(state: State, reason: &'static str, until: DateTime<Utc>) -> Self {
        Self::Leave(Then {
            state,
            reason: Some(reason.into()),
            next_attempt_at: Some(until),
        })
    }
}

/// Everything one attempt needs.
pub(super) struct Ready {
    pub(super) kind: MessageKind,
    pub(super) from: WireAddress,
    pub(super) to: WireAddress,
    pub(super) message_id: String,
    pub(super) bytes: Vec<u8>,
    /// Set when it was rendered just now.
    pub(super) fixed: Option<Box<Kept>>,
}

impl Shared {
    /// All questions, in the order in which an answer spares the next one.
    pub(super) async fn prepare(&self, row: &message::Model) -> Result<Ready, Stop> {
        let now = self.clock.now();
        let kind: MessageKind = row
            .kind
            .parse()
            .map_err(|_| Stop::at(State::Failed, "unknown_kind"))?;
        if self.is_too_late(kind, row, now) {
            return Err(Self::not_needed(row, "too_late"));
        }
        let database = |error: DbErr| Stop::Away("ledger_unreadable", chain(&error));
        let unreadable = |error: String| Stop::Away("ledger_unreadable", error);
        let recipient = self.recipients.find(row.recipient).await;
        let Some(recipient) = recipient.map_err(unreadable)? else {
            return Err(Stop::wait(
                State::Deferred,
                CONTACT_UNKNOWN,
                now + TimeDelta::hours(1),
            ));
        };
        let contact = &recipient.contact;
        let zone: Tz = contact.zone.parse().unwrap_or(Tz::UTC);
        if !row.urgent {
            let awake = outside_quiet_hours(now, zone);
            // What would say nothing any more by the morning is not kept for it.
            if awake > now && row.useless_after.is_none_or(|until| until > awake) {
                let state = if row.attempts == 0 {
                    State::Planned
                } else {
                    State::Deferred
                };
                return Err(Stop::wait(state, QUIET_HOURS, awake));
            }
        }
        if !row.urgent && row.attempts == 0 {
            let morning = tomorrow_morning(now, zone);
            // What the digest would tell too late goes by itself.
            let can_wait =
                kind != MessageKind::Digest && row.useless_after.is_none_or(|until| until > morning);
            if can_wait && self.has_had_enough(row, zone, now).await.map_err(database)? {
                return Err(Stop::IntoDigest(morning));
            }
        }
        if !row.urgent && !recipient.wants(kind) {
            return Err(Stop::at(State::Suppressed, UNSUBSCRIBED));
        }
        if recipient.suppressed {
            return Err(Stop::at(State::Suppressed, "suppressed"));
        }
        let to = WireAddress::parse(&contact.email).map_err(|error| {
            tracing::warn!(kind = row.kind, message = %row.id, %error, "an address can't be written to");
            Stop::at(State::Failed, ADDRESS_REFUSED)
        })?;
        let addressee = Addressee {
            name: &contact.display_name,
            address: &to,
            locale: &contact.locale,
            zone,
        };
        let facts = match kind {
            MessageKind::Digest => self.digest(row, &recipient, &addressee, now).await?,
            _ => self.ask(row).await?,
        };
        // What is fixed is stored in one transaction with the Message-ID.
        let rendering = match &row.message_id {
            None => None,
            Some(_) => rendering::Entity::find_by_id(row.id)
                .only(self.store.read())
                .await
                .map_err(database)?,
        };
        match rendering {
            Some(rendering) => {
                // A newer version may have kept it in its own way, and can read it.
                stored(kind, row, rendering.bytes).ok_or_else(|| self.later(row, "unreadable_row"))
            }
            None => self.render(kind, row, &addressee, &facts, now),
        }
    }

    /// Whether the message says nothing any more: by what it is about, or by the policy of its kind.
    pub(super) fn is_too_late(&self, kind: MessageKind, row: &message::Model, now: DateTime<Utc>) -> bool {
        row.useless_after.is_some_and(|until| until <= now)
            || self
                .policy
                .late(kind)
                .is_some_and(|late| row.due_at + late <= now)
    }

    /// At most two messages a day that are not urgent, by the recipient's calendar.
    async fn has_had_enough(
        &self,
        row: &message::Model,
        zone: Tz,
        now: DateTime<Utc>,
    ) -> Result<bool, DbErr> {
        let today = now.with_timezone(&zone).date_naive();
        let midnight = local_instant(today.and_time(NaiveTime::MIN), zone);
        let next_midnight = local_instant(today.succ_opt().unwrap_or(today).and_time(NaiveTime::MIN), zone);
        let today = message::Entity::find()
            .filter(message::Column::Recipient.eq(row.recipient))
            .filter(message::Column::Urgent.eq(false))
            .filter(
                Condition::any()
                    .add(message::Column::AcceptedAt.gte(midnight))
                    .add(
                        // Those refused for now are tried again.
                        Condition::all()
                            .add(message::Column::State.eq(State::Deferred.as_str()))
                            .add(message::Column::Attempts.gt(0)),
                    )
                    .add(
                        // Today's digest has its place.
                        Condition::all()
                            .add(message::Column::Kind.eq(MessageKind::Digest.as_str()))
                            .add(
                                message::Column::State
                                    .is_in([State::Planned, State::Due, State::Deferred].map(State::as_str)),
                            )
                            .add(message::Column::DueAt.lt(next_midnight)),
                    )
                    .add(message::Column::State.is_in(State::HELD.map(State::as_str))),
            )
            .all(self.store.read())
            .await?;
        // Of those under way at the same time, what was begun goes first, then what was claimed first: it may have been
        // asked about before this one was there. A claimed row was last changed by its claim; databases keep instants
        // less precisely than clocks tell them, so only what was read is compared.
        let claimed = |row: &message::Model| (row.updated_at, row.id);
        let own = today.iter().find(|other| other.id == row.id).unwrap_or(row);
        let first = |other: &message::Model| {
            let too_late = other
                .kind
                .parse()
                .is_ok_and(|kind| self.is_too_late(kind, other, now));
            !too_late && (other.attempts > 0 || claimed(other) < claimed(own))
        };
        let held = State::HELD.map(State::as_str);
        let counted = today
            .iter()
            .filter(|other| other.id != row.id)
            .filter(|other| !held.contains(&other.state.as_str()) || first(other));
        Ok(counted.count() >= NON_URGENT_A_DAY)
    }

    pub(super) async fn ask(&self, row: &message::Model) -> Result<MessageFactsResponse, Stop> {
        if let Ok(kind) = row.kind.parse::<MessageKind>()
            && kind.reader() == Reader::Operations
        {
            let facts = house::facts(&self.store, kind, &row.occurrence, self.clock.now()).await;
            let facts = facts.map_err(|error| Stop::Away("ledger_unreadable", chain(&error)))?;
            return match &facts.answer {
                Some(Answer::NotNeeded(reason)) => Err(Self::not_needed(row, code(reason))),
                _ => Ok(facts),
            };
        }
        let question = MessageFactsRequest {
            programme_id: row.programme_id.clone(),
            kind: row.kind.clone(),
            party_id: row.recipient.to_string(),
            subject_id: row.subject.to_string(),
            occurrence: row.occurrence.clone(),
        };
        let facts = match self.facts.ask(question).await {
            Ok(facts) => facts,
            Err(NoFacts::Unreachable(error)) => return Err(Stop::Away("intake_unreachable", error)),
            Err(NoFacts::Refused(error)) => {
                tracing::warn!(kind = row.kind, message = %row.id, error, "intake refused to say what a message says");
                return Err(self.later(row, "facts_refused"));
            }
        };
        if self.intake.heal() {
            tracing::info!("intake answers again");
        }
        match &facts.answer {
            Some(Answer::NotNeeded(reason)) => Err(Self::not_needed(row, code(reason))),
            Some(_) => Ok(facts),
            None => Err(self.later(row, "facts_missing")),
        }
    }

    /// A message in doubt may be in a mailbox already: then nobody may say that it was called off.
    pub(super) fn not_needed(row: &message::Model, reason: impl Into<Cow<'static, str>>) -> Stop {
        Stop::at(
            if row.doubts > 0 {
                State::Uncertain
            } else {
                State::Cancelled
            },
            reason,
        )
    }

    /// By the retry schedule, or given up.
    pub(super) fn later(&self, row: &message::Model, reason: &'static str) -> Stop {
        let now = self.clock.now();
        match self
            .policy
            .retries
            .next(row.id, row.attempts.max(1), trying_since(row, row.due_at), now)
        {
            Some(at) => Stop::wait(State::Deferred, reason, at),
            None => Stop::at(State::Failed, reason),
        }
    }

    fn render(
        &self,
        kind: MessageKind,
        row: &message::Model,
        to: &Addressee<'_>,
        facts: &MessageFactsResponse,
        now: DateTime<Utc>,
    ) -> Result<Ready, Stop> {
        let order = Order {
            programme_id: &row.programme_id,
            kind,
            id: row.id,
            subject: row.subject,
        };
        let links = self.links.as_ref();
        let unsubscribe = links.and_then(|links| links.unsubscribe(row.recipient, kind));
        let composed = self
            .composer
            .compose_with_unsubscribe(&order, to, facts, now, unsubscribe.as_deref());
        let fixed = composed.map_err(|error| {
            tracing::error!(kind = row.kind, message = %row.id, error = chain(&error), "a message can't be rendered");
            // A newer version may be able to; until then it is overdue, which somebody hears of.
            self.later(row, "not_rendered")
        })?;
        Ok(Ready {
            kind,
            from: self.composer.from_address().clone(),
            to: to.address.clone(),
            message_id: fixed.message_id.clone(),
            fixed: Some(Box::new(Kept {
                message_id: fixed.message_id,
                dated: fixed.dated,
                boundary: fixed.boundary,
                envelope_from: fixed.envelope_from,
                envelope_to: fixed.envelope_to,
                bytes: Packed::of(&fixed.bytes),
            })),
            bytes: fixed.bytes,
        })
    }
}

/// Since when a message is being tried: what was due while nobody could send it isn't given up for that. One never
/// attempted counts from `otherwise`.
pub(super) fn trying_since(row: &message::Model, otherwise: DateTime<Utc>) -> DateTime<Utc> {
    row.trying_since.unwrap_or(otherwise).max(row.due_at)
}

fn tomorrow_morning(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = now.with_timezone(&zone).date_naive();
    let tomorrow = today.succ_opt().unwrap_or(today);
    NaiveTime::from_hms_opt(9, 0, 0).map_or(now, |nine| local_instant(tomorrow.and_time(nine), zone))
}

fn stored(kind: MessageKind, row: &message::Model, bytes: Packed) -> Option<Ready> {
    Some(Ready {
        kind,
        from: WireAddress::parse(row.envelope_from.as_deref()?).ok()?,
        to: WireAddress::parse(row.envelope_to.as_deref()?).ok()?,
        message_id: row.message_id.clone()?,
        bytes: bytes.unpack().ok()?,
        fixed: None,
    })
}

/// Reasons come over the wire: only what looks like a code is filed as one.
fn code(reason: &str) -> Cow<'static, str> {
    let is_code = !reason.is_empty()
        && reason.len() <= 60
        && reason
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if is_code {
        Cow::Owned(reason.to_owned())
    } else {
        Cow::Borrowed("no_longer_needed")
    }
}
