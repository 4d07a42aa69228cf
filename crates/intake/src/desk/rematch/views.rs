//! How re-matches look from outside.

use berth_domain::rematch::{RematchPolicy, RematchResult};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Dropped;
use crate::entities::{self, rematch};
use crate::refusal::Refusal;

/// A re-match an operator asks for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRematch {
    /// `frozen`: nobody who holds an offer moves. `min-change`: a chain from each free seat. `full`: all but accepted
    /// pairs anew.
    #[schema(value_type = String, example = "min-change")]
    pub policy: RematchPolicy,
}

/// A re-match of a published round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RematchView {
    /// The re-match.
    pub id: Uuid,
    /// Its round.
    pub round: Uuid,
    /// Counts the round's re-matches, from 1.
    pub number: i32,
    /// How much it may change.
    pub policy: String,
    /// `wanted`, `asked`, `proposed`, `applied`, `failed` or `superseded`.
    pub state: String,
    /// When a seat came free, or an operator asked.
    pub wanted_at: DateTime<Utc>,
    /// When it was over.
    pub settled_at: Option<DateTime<Utc>>,
    /// Offers that followed.
    pub sent: i32,
    /// What the matcher proposed.
    pub moves: Vec<MoveView>,
    /// Moves that no longer applied.
    pub dropped: Vec<DroppedView>,
    /// Reason code when it came to nothing.
    pub reason: Option<String>,
    /// SHA-256 of the question.
    pub request_hash: Option<String>,
    /// SHA-256 of the answer.
    pub result_hash: Option<String>,
}

/// One trainee's place would change.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoveView {
    /// Who.
    pub trainee: Uuid,
    /// From which opening; absent when without a place.
    pub from: Option<Uuid>,
    /// To which opening; absent when without a place.
    pub to: Option<Uuid>,
    /// Machine-readable.
    pub reason: String,
    /// With the numbers behind it.
    pub sentence: String,
}

/// A move that was not made.
#[derive(Debug, Serialize, ToSchema)]
pub struct DroppedView {
    /// Who.
    pub trainee: Uuid,
    /// To which opening.
    pub opening: Uuid,
    /// Machine-readable.
    pub reason: String,
}

pub(super) fn view(row: rematch::Model) -> Result<RematchView, Refusal> {
    let result: Option<RematchResult> = row
        .result
        .as_deref()
        .map(|r| entities::json("re-match result", r))
        .transpose()?;
    let dropped: Vec<Dropped> = entities::json("dropped moves", &row.dropped)?;
    Ok(RematchView {
        id: row.id,
        round: row.round_id,
        number: row.number,
        policy: row.policy,
        state: row.state,
        wanted_at: row.wanted_at,
        settled_at: row.settled_at,
        sent: row.sent,
        moves: result
            .into_iter()
            .flat_map(|r| r.moves)
            .map(|m| MoveView {
                sentence: m.sentence(),
                trainee: m.trainee.0,
                from: m.from.map(|o| o.0),
                to: m.to.map(|o| o.0),
                reason: m.reason.to_string(),
            })
            .collect(),
        dropped: dropped
            .into_iter()
            .map(|d| DroppedView {
                trainee: d.trainee,
                opening: d.opening,
                reason: d.reason,
            })
            .collect(),
        reason: row.reason,
        request_hash: row.document_hash,
        result_hash: row.result_hash,
    })
}
