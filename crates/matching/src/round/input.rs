//! `berth-round/1`: what a round is decided from. The struct keeps exactly the keys that were written, because the
//! input's hash is of the document and not of our reading of it; the methods give the defaults.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::canonical::{unique_keys, utf16_sorted};
use super::{Groups, InputError, Listed, NOBODY, Seed, invalid, limits};

// The fields of every struct here stand in alphabetical order: plain serialisation is then the canonical form
// (RFC 8785). A test compares it with a general implementation.

/// A frozen round. Build one with [`RoundInput::new`] or read one with [`RoundInput::from_json`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundInput {
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub caps: Option<Vec<Cap>>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub forbidden: Option<Vec<(String, String)>>,
    pub format: InputFormat,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub min_seats_policy: Option<MinSeatsPolicy>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub objective: Option<Objective>,
    pub openings: Vec<OpeningEntry>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub pinned: Option<Vec<(String, String)>>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub proposing: Option<Proposing>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub seed: Option<Seed>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub together: Option<Vec<Together>>,
    pub trainees: Vec<TraineeEntry>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub weights: Option<Vec<(String, String, i64)>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InputFormat {
    #[serde(rename = "berth-round/1")]
    V1,
}

/// What the matching should be best at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    #[default]
    Stable,
    StableMax,
    MaxCardinality,
    MaxWeight,
}

/// Whose optimum among the stable matchings is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proposing {
    #[default]
    Trainees,
    Openings,
}

/// What happens to an opening that can't reach its minimum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MinSeatsPolicy {
    Close,
    #[default]
    Relax,
}

/// A trainee and the openings they accept: groups from best to worst, ids in one group tied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraineeEntry {
    pub id: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub prefers: Option<Groups>,
}

/// An opening, its seats, and the trainees it accepts: groups from best to worst, ids in one group tied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningEntry {
    pub id: String,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub min_seats: Option<u32>,
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    pub prefers: Option<Groups>,
    pub seats: u32,
}

/// Two who go together, and the places they accept together, best first; `null` means that member stays unplaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    pub prefers: Vec<(Option<String>, Option<String>)>,
    pub trainees: (String, String),
}

/// At most `max` placements over these openings together; sets are nested or apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    pub id: String,
    pub max: u32,
    pub openings: Vec<String>,
    /// Seats an opening should get before others get more than theirs; 0 where not named.
    #[serde(
        default,
        deserialize_with = "unique_keys_if_present",
        serialize_with = "utf16_sorted_if_present",
        skip_serializing_if = "Option::is_none"
    )]
    pub targets: Option<BTreeMap<String, u32>>,
}

impl RoundInput {
    /// An empty stable round with the given seed.
    pub fn new(seed: Seed) -> Self {
        Self {
            caps: None,
            forbidden: None,
            format: InputFormat::V1,
            min_seats_policy: None,
            objective: None,
            openings: Vec::new(),
            pinned: None,
            proposing: None,
            seed: Some(seed),
            together: None,
            trainees: Vec::new(),
            weights: None,
        }
    }

    /// Reads and checks a document. Errors carry the line and column, or the entry.
    pub fn from_json(document: &[u8]) -> Result<Self, InputError> {
        let input = Self::read(document)?;
        input.check()?;
        Ok(input)
    }

    /// Reads a document's shape alone, for those who solve or verify it next: both check it first.
    pub fn read(document: &[u8]) -> Result<Self, InputError> {
        if document.len() > limits::DOCUMENT_BYTES {
            return Err(InputError::TooLarge {
                what: "the document",
                found: document.len() as u64,
                limit: limits::DOCUMENT_BYTES as u64,
                unit: "bytes",
            });
        }
        serde_json::from_slice(document).map_err(|cause| InputError::Json {
            document: "input",
            cause,
        })
    }

    /// Checks everything the format promises beyond its shape: ids known and not repeated, limits, sets nested or
    /// apart, pins that fit. The first fault is the error.
    pub fn check(&self) -> Result<(), InputError> {
        self.listed().map(drop)
    }

    /// Checks, and keeps the numbers found on the way.
    pub(crate) fn listed(&self) -> Result<Listed<'_>, InputError> {
        invalid::check(self)
    }

    pub fn objective(&self) -> Objective {
        self.objective.unwrap_or_default()
    }

    pub fn proposing(&self) -> Proposing {
        self.proposing.unwrap_or_default()
    }

    pub fn min_seats_policy(&self) -> MinSeatsPolicy {
        self.min_seats_policy.unwrap_or_default()
    }

    pub fn seed(&self) -> Seed {
        self.seed.clone().unwrap_or_default()
    }

    pub fn pinned(&self) -> &[(String, String)] {
        self.pinned.as_deref().unwrap_or_default()
    }

    pub fn forbidden(&self) -> &[(String, String)] {
        self.forbidden.as_deref().unwrap_or_default()
    }

    pub fn together(&self) -> &[Together] {
        self.together.as_deref().unwrap_or_default()
    }

    pub fn caps(&self) -> &[Cap] {
        self.caps.as_deref().unwrap_or_default()
    }

    pub fn weights(&self) -> &[(String, String, i64)] {
        self.weights.as_deref().unwrap_or_default()
    }

    /// Whether anybody listed anybody. Under `max_weight` without any list the weights alone say which pairs are
    /// allowed.
    pub fn has_lists(&self) -> bool {
        self.trainees.iter().any(|t| !t.prefers().is_empty())
            || self.openings.iter().any(|o| !o.prefers().is_empty())
    }
}

impl TraineeEntry {
    pub fn new(id: impl Into<String>, prefers: impl Into<Groups>) -> Self {
        Self {
            id: id.into(),
            prefers: Some(prefers.into()),
        }
    }

    pub fn prefers(&self) -> &Groups {
        self.prefers.as_ref().unwrap_or(&NOBODY)
    }
}

impl OpeningEntry {
    pub fn new(id: impl Into<String>, seats: u32, prefers: impl Into<Groups>) -> Self {
        Self {
            id: id.into(),
            min_seats: None,
            prefers: Some(prefers.into()),
            seats,
        }
    }

    pub fn prefers(&self) -> &Groups {
        self.prefers.as_ref().unwrap_or(&NOBODY)
    }

    pub fn min_seats(&self) -> u32 {
        self.min_seats.unwrap_or(0)
    }
}

impl Cap {
    pub fn target(&self, opening: &str) -> u32 {
        self.targets
            .as_ref()
            .and_then(|targets| targets.get(opening))
            .copied()
            .unwrap_or(0)
    }
}

/// An optional key that, when written, must hold a value: `null` would vanish from the hashed form.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

fn unique_keys_if_present<'de, D: Deserializer<'de>>(
    d: D,
) -> Result<Option<BTreeMap<String, u32>>, D::Error> {
    unique_keys(d).map(Some)
}

fn utf16_sorted_if_present<S: Serializer>(
    map: &Option<BTreeMap<String, u32>>,
    s: S,
) -> Result<S::Ok, S::Error> {
    match map {
        Some(map) => utf16_sorted(map, s),
        None => s.serialize_none(),
    }
}
