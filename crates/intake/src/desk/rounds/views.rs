//! How rounds look from outside.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A new round.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRound {
    /// The only source of chance, 64 hex digits; drawn and published when absent.
    pub seed: Option<String>,
}

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundView {
    /// The round.
    pub id: Uuid,
    /// The programme.
    pub programme: String,
    /// Counts the programme's rounds, from 1.
    pub number: i32,
    /// Where it stands.
    pub state: String,
    /// The only source of chance, 64 hex digits.
    pub seed: String,
    /// SHA-256 of the frozen cohort's canonical form.
    pub cohort_hash: Option<String>,
    /// SHA-256 of the instance solved.
    pub input_hash: Option<String>,
    /// SHA-256 of the result.
    pub result_hash: Option<String>,
    /// What the matcher reported.
    pub figures: Option<RoundFigures>,
    /// Reason code when abandoned.
    pub reason: Option<String>,
    /// When the input was frozen.
    pub locked_at: Option<DateTime<Utc>>,
    /// When the result arrived.
    pub solved_at: Option<DateTime<Utc>>,
    /// When the last approval was given.
    pub approved_at: Option<DateTime<Utc>>,
    /// Operators who approved.
    pub approved_by: Vec<String>,
}

/// Figures of a result, as the matcher reported them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoundFigures {
    /// Trainees placed.
    pub placed: u32,
    /// Seats in the round.
    pub seats: u32,
    /// Pairs who prefer each other to what they got: 0 when stable.
    pub blocking_pairs: u32,
    /// Whether the independent checker proved the result.
    pub verified: bool,
    /// How many the rival result with the most placements would place.
    pub max_cardinality_placed: u32,
}

/// Which of a round's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundDocument {
    /// The frozen cohort, `berth-cohort/1`.
    Cohort,
    /// The instance solved, `berth-round/1`.
    Input,
    /// The result, `berth-result/1`.
    Result,
}
