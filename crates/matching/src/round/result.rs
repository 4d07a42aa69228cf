//! `berth-result/1`: who goes where, and everything needed to check it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::canonical::{unique_keys, utf16_sorted};
use super::{InputError, Objective, Proposing, hash_result, limits};

// Fields in alphabetical order: plain serialisation is the canonical form, see `canonical`.

/// The outcome of a round.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoundResult {
    /// Empty when stable.
    pub blocking_pairs: Vec<BlockingPair>,
    /// Only for `max_weight`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dual: Option<Dual>,
    pub format: ResultFormat,
    pub input_hash: String,
    /// Every trainee, with their opening or `null`.
    #[serde(deserialize_with = "unique_keys", serialize_with = "utf16_sorted")]
    pub matching: BTreeMap<String, Option<String>>,
    pub notes: Vec<Note>,
    pub objective: Objective,
    /// Trainees with an opening.
    pub placed: u64,
    pub proposing: Proposing,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result_hash: String,
    /// Seats of all openings together.
    pub seats: u64,
    pub stability: Stability,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timings_ms: Option<Timings>,
    pub unfilled: Vec<Unfilled>,
    /// Whether both ends of the stable range agree; `null` where that isn't known or has no meaning.
    pub unique: Option<bool>,
    pub waived: Vec<WaivedPair>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ResultFormat {
    #[serde(rename = "berth-result/1")]
    V1,
}

/// Two, or two who go together, who would rather be elsewhere and would be taken there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum BlockingPair {
    /// `["A", "M"]`: trainee, opening.
    Single(String, String),
    /// `[["X", "C"], ["Y", null]]`: the two who go together, each with the place they would rather have.
    Joint((String, Option<String>), (String, Option<String>)),
}

/// `["A", "M", "pinned"]`: a pair that would block but for what the round was told. Causes: `pinned`, `forbidden`,
/// `min_seats`, `cap:<id>` (the cap is full) and `target:<id>` (another opening under this cap has the better claim to the seat).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WaivedPair(pub String, pub String, pub String);

/// How sure the stability is when ties are read as indifference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stability {
    /// No pair where one side gains and the other gains or doesn't mind.
    pub strong: bool,
    /// No pair where neither would mind: no tie-break can be contested.
    #[serde(rename = "super")]
    pub super_: bool,
    /// No pair where both gain.
    pub weak: bool,
}

/// An opening under its minimum.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfilled {
    /// Closed for this round because of it (policy `close`).
    pub closed: bool,
    pub filled: u32,
    pub min_seats: u32,
    pub opening: String,
}

/// Something a reader of the result should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub code: NoteCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteCode {
    /// Listings of somebody who doesn't list back, or of an unknown id.
    OneSided,
    UnknownId,
    /// Mutual listings taken out by `forbidden`.
    Forbidden,
    /// Own lists of trainees who go together: the joint list decides.
    OwnListUnused,
    /// Ties drawn by lottery.
    Lottery,
    /// A stronger kind of stability that was found, or proven not to exist, or not settled.
    Stability,
    /// What a minimum cost.
    MinSeats,
    /// The size against its upper bound.
    Size,
    /// Those who go together: tries, or nothing stable found.
    Together,
    /// A re-match that moved as few as it could.
    MinChange,
    /// An option that does not apply in this combination.
    NotApplied,
}

/// Prices that prove a maximum weight: for every allowed pair the trainee's, the opening's and its caps' prices add
/// up to at least the weight, and all prices times what they price add up to the matching's weight.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dual {
    #[serde(
        default,
        deserialize_with = "unique_keys",
        serialize_with = "utf16_sorted",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub caps: BTreeMap<String, i64>,
    /// Per seat.
    #[serde(deserialize_with = "unique_keys", serialize_with = "utf16_sorted")]
    pub openings: BTreeMap<String, i64>,
    #[serde(deserialize_with = "unique_keys", serialize_with = "utf16_sorted")]
    pub trainees: BTreeMap<String, i64>,
}

/// Milliseconds of each step; outside every hash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timings {
    pub check: f64,
    pub parse: f64,
    pub rank: f64,
    pub solve: f64,
}

impl RoundResult {
    /// Reads a result. Whether it is true is for [`crate::verify`] to say.
    pub fn from_json(document: &[u8]) -> Result<Self, InputError> {
        if document.len() > limits::DOCUMENT_BYTES {
            return Err(InputError::TooLarge {
                what: "the document",
                found: document.len() as u64,
                limit: limits::DOCUMENT_BYTES as u64,
                unit: "bytes",
            });
        }
        serde_json::from_slice(document).map_err(|cause| InputError::Json {
            document: "result",
            cause,
        })
    }

    /// Puts the hash over everything else in.
    pub fn seal(mut self) -> Self {
        self.result_hash = hash_result(&self);
        self
    }

    /// The opening of a trainee, if they have one.
    pub fn opening_of(&self, trainee: &str) -> Option<&str> {
        self.matching.get(trainee).and_then(Option::as_deref)
    }
}
