//! Identifiers: opaque UUIDs for things, readable slugs for what people write in configuration.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Text that is not an identifier of the wanted kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {what}: {rule}")]
pub struct InvalidId {
    what: &'static str,
    given: String,
    rule: &'static str,
}

macro_rules! uuid_ids {
    ($($(#[$meta:meta])* $name:ident = $what:literal;)+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId {
                    what: $what,
                    given: text.chars().take(60).collect(),
                    rule: "expected a UUID",
                })
            }
        }

        impl From<Uuid> for $name { fn from(id: Uuid) -> Self { Self(id) } }
        impl From<$name> for Uuid { fn from(id: $name) -> Self { id.0 } }
    )+ };
}

uuid_ids! {
    /// A person or an organisation known to the system.
    PartyId = "a party id";
    /// One application of a party to a cohort. The matcher knows a trainee by this id and by nothing else.
    ApplicationId = "an application id";
    /// An organisation that offers openings; also its party id.
    HostId = "a host id";
    /// A position offered.
    OpeningId = "an opening id";
    /// One matching round.
    RoundId = "a round id";
    /// One offer to one trainee.
    OfferId = "an offer id";
    /// One re-match of a published round.
    RematchId = "a re-match id";
}

/// A trainee is an applicant admitted to the cohort, known to the matcher by the application alone.
pub type TraineeId = ApplicationId;

const SLUG_RULE: &str = "2 to 60 lower-case letters, digits and single hyphens, beginning with a letter";

fn is_slug(text: &str) -> bool {
    (2..=60).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && !text.contains("--")
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

macro_rules! slugs {
    ($($(#[$meta:meta])* $name:ident = $what:literal;)+) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The slug's text; safe as a NATS subject token and in a URL path.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(&self.0) }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> { Self::try_from(text.to_owned()) }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                if is_slug(&text) {
                    Ok(Self(text))
                } else {
                    Err(InvalidId { what: $what, given: text.chars().take(60).collect(), rule: SLUG_RULE })
                }
            }
        }

        impl From<$name> for String { fn from(slug: $name) -> Self { slug.0 } }
    )+ };
}

slugs! {
    /// A programme, for example `digital-explorers`.
    ProgrammeId = "a programme id";
    /// One intake of a programme, for example `spring-2027`.
    CohortId = "a cohort id";
    /// A variant inside a programme, for example `data-analytics`.
    TrackId = "a track id";
    /// A canonical skill, for example `power-bi`. One-letter languages are written out: `r-language`, `c-language`.
    SkillId = "a skill id";
    /// A permit route, for example `lt-trainee`.
    RouteId = "a permit route id";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_safe_as_a_subject_token() {
        for bad in [
            "",
            "a",
            "A-b",
            "a.b",
            "a b",
            "a*",
            "a>",
            "-a",
            "a-",
            "a--b",
            "1a",
            &"a".repeat(61),
            "ä-b",
        ] {
            assert!(bad.parse::<ProgrammeId>().is_err(), "{bad:?} must be refused");
        }
        assert_eq!(
            "digital-explorers".parse::<ProgrammeId>().unwrap().as_str(),
            "digital-explorers"
        );
    }
}
