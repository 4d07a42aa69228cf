//! Facts as one typed enum: which aggregate, which event, which id, and how to read one back.

use berth_domain::id::ProgrammeId;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use prost::Message as _;
use uuid::Uuid;

use crate::envelope::Envelope;
use crate::subject::{StateKind, Subject};
use crate::trace::TraceContext;
use crate::v1;

/// A payload that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableEvent {
    /// The type is none this version knows; it may come from a newer Berth.
    #[error("unknown event type `{0}`; if it comes from a newer version, update this service")]
    UnknownType(String),
    /// The bytes are no such message.
    #[error("the payload is no {ce_type}")]
    Payload {
        /// What the header promised.
        ce_type: String,
        /// Why the bytes don't read.
        #[source]
        source: prost::DecodeError,
    },
    /// A field the event can't do without is missing or malformed.
    #[error("{ce_type}: `{field}` is missing or malformed")]
    Field {
        /// Which event.
        ce_type: &'static str,
        /// Which field.
        field: &'static str,
    },
}

macro_rules! events {
    ($($(#[$meta:meta])* $variant:ident($aggregate:literal, $event:literal, $id:ident);)+) => {
        /// Every fact Berth publishes on `BERTH_EVENTS`.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Event { $($(#[$meta])* $variant(v1::$variant)),+ }

        $(impl From<v1::$variant> for Event {
            fn from(event: v1::$variant) -> Self { Self::$variant(event) }
        })+

        impl Event {
            /// Aggregate and event tokens of every kind, for provisioning and documentation.
            pub const KINDS: &'static [(&'static str, &'static str, &'static str)] =
                &[$(($aggregate, $event, concat!("berth.v1.", stringify!($variant)))),+];

            /// The payload's protobuf name, as in the `ce-type` header.
            #[must_use]
            pub fn ce_type(&self) -> &'static str {
                match self { $(Self::$variant(_) => concat!("berth.v1.", stringify!($variant))),+ }
            }

            /// `berth.v1.event.<programme>.<aggregate>.<event>.<id>`.
            #[must_use]
            pub fn subject(&self, programme: &ProgrammeId) -> Subject {
                match self { $(Self::$variant(e) => Subject::event(programme, $aggregate, $event, &e.$id)),+ }
            }

            fn payload(&self) -> Bytes {
                match self { $(Self::$variant(e) => e.encode_to_vec().into()),+ }
            }

            /// Reads the payload of an envelope by its type.
            ///
            /// # Errors
            /// When the type is unknown or the payload is not of that type.
            pub fn decode(envelope: &Envelope) -> Result<Self, UnreadableEvent> {
                match envelope.ce_type.as_str() {
                    $(concat!("berth.v1.", stringify!($variant)) =>
                        v1::$variant::decode(envelope.payload.clone()).map(Self::$variant),)+
                    other => return Err(UnreadableEvent::UnknownType(other.chars().take(80).collect())),
                }
                .map_err(|source| UnreadableEvent::Payload { ce_type: envelope.ce_type.clone(), source })
            }
        }
    };
}

events! {
    /// A programme's configuration was loaded or replaced.
    ProgrammeConfigured("programme", "configured", programme_id);
    /// A cohort's application deadline was moved.
    DeadlineMoved("programme", "deadline_moved", cohort_id);
    /// An application was begun.
    ApplicationDrafted("application", "drafted", application_id);
    /// Another link to an application was asked for.
    ApplicationLinkRequested("application", "link_requested", application_id);
    /// An application was submitted in time.
    ApplicationSubmitted("application", "submitted", application_id);
    /// An application was taken back.
    ApplicationWithdrawn("application", "withdrawn", application_id);
    /// An application moved to another state.
    ApplicationMoved("application", "moved", application_id);
    /// A host was registered.
    HostRegistered("host", "registered", host_id);
    /// An opening was published.
    OpeningPublished("opening", "published", opening_id);
    /// An opening was taken back.
    OpeningWithdrawn("opening", "withdrawn", opening_id);
    /// A rank list was certified.
    PreferencesCertified("preferences", "certified", owner_id);
    /// A round's input was frozen.
    RoundLocked("round", "locked", round_id);
    /// The matcher solved a round.
    RoundSolved("round", "solved", round_id);
    /// The matcher can't solve a round.
    RoundFailed("round", "failed", round_id);
    /// One of two operators approved a round.
    RoundHalfApproved("round", "half_approved", round_id);
    /// Operators approved a round.
    RoundApproved("round", "approved", round_id);
    /// An approved round decided about a host's openings.
    RoundDecided("round", "decided", round_id);
    /// A published round is to be matched again.
    RematchRequested("rematch", "requested", rematch_id);
    /// The matcher proposes what changes.
    RematchSolved("rematch", "solved", rematch_id);
    /// The matcher can't match a round again.
    RematchFailed("rematch", "failed", rematch_id);
    /// An opening's best candidates changed.
    ShortlistChanged("shortlist", "changed", opening_id);
    /// An offer went out.
    OfferSent("offer", "sent", offer_id);
    /// An offer was accepted.
    OfferAccepted("offer", "accepted", offer_id);
    /// An offer was declined.
    OfferDeclined("offer", "declined", offer_id);
    /// An offer expired.
    OfferExpired("offer", "expired", offer_id);
    /// An offer was taken back or became void.
    OfferRescinded("offer", "rescinded", offer_id);
}

/// Who publishes, when, in which request and with which id: what every envelope needs beside its payload.
#[derive(Debug, Clone)]
pub struct Stamp {
    /// The service, for example `berth/intake`.
    pub source: &'static str,
    /// When it happened.
    pub time: DateTime<Utc>,
    /// The request it belongs to.
    pub trace: TraceContext,
}

impl Stamp {
    /// Wraps a fact. `id` must be the same whenever the same fact is published again.
    #[must_use]
    pub fn event(&self, id: Uuid, programme: &ProgrammeId, version: u64, event: &Event) -> Envelope {
        self.envelope(
            id,
            event.subject(programme),
            event.ce_type(),
            version,
            event.payload(),
        )
    }

    /// Wraps a programme's newest rules.
    #[must_use]
    pub fn programme_state(
        &self,
        id: Uuid,
        programme: &ProgrammeId,
        mut state: v1::ProgrammeState,
    ) -> Envelope {
        let subject = Subject::programme_state(programme);
        state.subject = subject.to_string();
        self.envelope(
            id,
            subject,
            "berth.v1.ProgrammeState",
            state.version,
            state.encode_to_vec().into(),
        )
    }

    /// Wraps a trainee's newest profile. `trainee` must be the id inside it.
    #[must_use]
    pub fn trainee_state(
        &self,
        id: Uuid,
        programme: &ProgrammeId,
        trainee: Uuid,
        mut state: v1::TraineeState,
    ) -> Envelope {
        let subject = Subject::state(programme, StateKind::Trainee, trainee);
        state.subject = subject.to_string();
        self.envelope(
            id,
            subject,
            "berth.v1.TraineeState",
            state.version,
            state.encode_to_vec().into(),
        )
    }

    /// Wraps an opening's newest state. `opening` must be the id inside it.
    #[must_use]
    pub fn opening_state(
        &self,
        id: Uuid,
        programme: &ProgrammeId,
        opening: Uuid,
        mut state: v1::OpeningState,
    ) -> Envelope {
        let subject = Subject::state(programme, StateKind::Opening, opening);
        state.subject = subject.to_string();
        self.envelope(
            id,
            subject,
            "berth.v1.OpeningState",
            state.version,
            state.encode_to_vec().into(),
        )
    }

    /// Wraps a party's newest contact details.
    #[must_use]
    pub fn contact(&self, id: Uuid, party: Uuid, contact: &v1::Contact) -> Envelope {
        let subject = Subject::contact(party);
        self.envelope(
            id,
            subject,
            "berth.v1.Contact",
            contact.version,
            contact.encode_to_vec().into(),
        )
    }

    fn envelope(&self, id: Uuid, subject: Subject, ce_type: &str, version: u64, payload: Bytes) -> Envelope {
        Envelope {
            id,
            subject,
            ce_type: ce_type.to_owned(),
            source: self.source.to_owned(),
            time: self.time,
            version,
            trace: self.trace,
            payload,
        }
    }
}

/// The subject a state was published under, from its payload; none in states of a publisher that didn't write it yet, or
/// when it can't be read.
#[must_use]
pub fn state_subject(payload: &[u8]) -> Option<Subject> {
    let subject: Subject = v1::StateSubject::decode(payload).ok()?.subject.parse().ok()?;
    subject.state_kind().is_some().then_some(subject)
}

/// An instant as protobuf writes it.
#[must_use]
pub fn timestamp(at: DateTime<Utc>) -> prost_types::Timestamp {
    prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: i32::try_from(at.timestamp_subsec_nanos()).unwrap_or_default(),
    }
}

/// An instant read back from protobuf; none when it is missing or out of range.
#[must_use]
pub fn instant(at: Option<&prost_types::Timestamp>) -> Option<DateTime<Utc>> {
    let at = at?;
    DateTime::from_timestamp(at.seconds, u32::try_from(at.nanos).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp() -> Stamp {
        let time = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        Stamp {
            source: "berth/intake",
            time,
            trace: TraceContext::root(Uuid::from_u128(1)),
        }
    }

    #[test]
    fn an_event_reads_back_by_its_type() {
        let programme = "digital-explorers".parse().unwrap();
        let sent = Event::from(v1::OfferDeclined {
            programme_id: "digital-explorers".into(),
            offer_id: Uuid::from_u128(4).to_string(),
            reason_code: "other_offer".into(),
            ..Default::default()
        });
        let envelope = stamp().event(Uuid::from_u128(2), &programme, 1, &sent);
        let wanted = format!(
            "berth.v1.event.digital-explorers.offer.declined.{}",
            Uuid::from_u128(4)
        );
        assert_eq!(envelope.subject.as_str(), wanted);
        assert_eq!(envelope.subject, wanted.parse().unwrap());
        assert_eq!(Event::decode(&envelope).unwrap(), sent);
    }

    #[test]
    fn an_unknown_type_is_named() {
        let programme = "digital-explorers".parse().unwrap();
        let event = Event::from(v1::HostRegistered {
            host_id: Uuid::from_u128(4).to_string(),
            ..Default::default()
        });
        let mut envelope = stamp().event(Uuid::from_u128(2), &programme, 1, &event);
        envelope.ce_type = "berth.v9.Marvel".into();
        assert!(
            matches!(Event::decode(&envelope), Err(UnreadableEvent::UnknownType(t)) if t == "berth.v9.Marvel")
        );
    }
}
