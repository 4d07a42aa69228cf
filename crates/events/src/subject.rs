//! Subjects: the only place where one is put together or taken apart.

use std::fmt;
use std::str::FromStr;

use berth_domain::id::ProgrammeId;
use uuid::Uuid;

use crate::streams;

/// A subject Berth publishes on. Every token is checked, so no id can widen it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject(String);

/// A subject that is none of Berth's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a subject of Berth's; expected berth.v1.(event|state|contact|dead|rpc).… with plain tokens"
)]
pub struct InvalidSubject(String);

/// What a state message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StateKind {
    /// A programme's matching rules.
    Programme,
    /// A trainee's pseudonymous profile.
    Trainee,
    /// An opening.
    Opening,
}

impl StateKind {
    /// The token in the subject.
    #[must_use]
    pub const fn token(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Trainee => "trainee",
            Self::Opening => "opening",
        }
    }
}

impl Subject {
    /// `berth.v1.event.<programme>.<aggregate>.<event>.<id>`; aggregate and event are constants of this crate.
    pub(crate) fn event(programme: &ProgrammeId, aggregate: &str, event: &str, id: &str) -> Self {
        Self(format!("berth.v1.event.{programme}.{aggregate}.{event}.{id}"))
    }

    /// `berth.v1.state.<programme>.<kind>.<id>`.
    #[must_use]
    pub fn state(programme: &ProgrammeId, kind: StateKind, id: Uuid) -> Self {
        Self(format!("berth.v1.state.{programme}.{}.{id}", kind.token()))
    }

    /// `berth.v1.state.<programme>.programme.<programme>`: the programme's own rules.
    #[must_use]
    pub fn programme_state(programme: &ProgrammeId) -> Self {
        Self(format!(
            "berth.v1.state.{programme}.{}.{programme}",
            StateKind::Programme.token()
        ))
    }

    /// `berth.v1.contact.<party>`.
    #[must_use]
    pub fn contact(party: Uuid) -> Self {
        Self(format!("berth.v1.contact.{party}"))
    }

    /// `berth.v1.dead.<consumer>`.
    ///
    /// # Errors
    /// When the consumer's name is not a plain token.
    pub fn dead(consumer: &str) -> Result<Self, InvalidSubject> {
        format!("berth.v1.dead.{consumer}").parse()
    }

    /// `berth.v1.rpc.<service>.<verb>`.
    ///
    /// # Errors
    /// When service or verb is not a plain token.
    pub fn rpc(service: &str, verb: &str) -> Result<Self, InvalidSubject> {
        format!("berth.v1.rpc.{service}.{verb}").parse()
    }

    /// The subject's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The stream that keeps this subject; none for requests.
    #[must_use]
    pub fn stream(&self) -> Option<&'static str> {
        match self.0.split('.').nth(2) {
            Some("event") => Some(streams::EVENTS),
            Some("state") => Some(streams::STATE),
            Some("contact") => Some(streams::CONTACTS),
            Some("dead") => Some(streams::DEAD),
            _ => None,
        }
    }

    /// The programme in an event's or a state's subject.
    #[must_use]
    pub fn programme(&self) -> Option<ProgrammeId> {
        let mut tokens = self.0.split('.').skip(2);
        match tokens.next() {
            Some("event" | "state") => tokens.next().and_then(|t| t.parse().ok()),
            _ => None,
        }
    }

    /// What a state subject is about.
    #[must_use]
    pub fn state_kind(&self) -> Option<StateKind> {
        let mut tokens = self.0.split('.').skip(2);
        match (tokens.next(), tokens.next(), tokens.next()) {
            (Some("state"), Some(_), Some("programme")) => Some(StateKind::Programme),
            (Some("state"), Some(_), Some("trainee")) => Some(StateKind::Trainee),
            (Some("state"), Some(_), Some("opening")) => Some(StateKind::Opening),
            _ => None,
        }
    }

    /// The last token: the id of the thing concerned.
    #[must_use]
    pub fn id(&self) -> &str {
        self.0.rsplit('.').next().unwrap_or_default()
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for Subject {
    type Err = InvalidSubject;
    fn from_str(text: &str) -> Result<Self, InvalidSubject> {
        let plain = |t: &str| {
            !t.is_empty()
                && t.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        };
        let tokens: Vec<&str> = text.split('.').collect();
        let shape = match tokens.as_slice() {
            ["berth", "v1", "event", rest @ ..] => rest.len() == 4,
            ["berth", "v1", "state", rest @ ..] => rest.len() == 3,
            ["berth", "v1", "contact" | "dead", rest @ ..] => rest.len() == 1,
            ["berth", "v1", "rpc", rest @ ..] => rest.len() == 2,
            _ => false,
        };
        if shape && text.len() <= 255 && tokens.iter().all(|t| plain(t)) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidSubject(text.chars().take(120).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_reads_back_as_it_was_written() {
        let programme: ProgrammeId = "digital-explorers".parse().unwrap();
        let id = Uuid::from_u128(7);
        let state = Subject::state(&programme, StateKind::Trainee, id);
        assert_eq!(state.as_str().parse::<Subject>().unwrap(), state);
        assert_eq!(state.stream(), Some(streams::STATE));
        assert_eq!(state.state_kind(), Some(StateKind::Trainee));
        assert_eq!(state.programme().unwrap(), programme);
        assert_eq!(state.id(), id.to_string());
    }

    #[test]
    fn wildcards_and_foreign_subjects_are_refused() {
        for bad in [
            "berth.v1.event.>",
            "berth.v1.contact.*",
            "berth.v2.contact.x",
            "$JS.API.INFO",
            "berth.v1.rpc.a",
            "berth.v1.dead.a b",
            "",
        ] {
            assert!(bad.parse::<Subject>().is_err(), "{bad:?}");
        }
    }
}
