//! Re-matching a published round: wanted when a seat comes free, asked of the matcher, its moves turned into offers.
//!
//! At most one re-match of a round is outstanding. Seats that come free before its document is frozen are all in it;
//! those after make it be asked for again once the answer was applied.

mod applying;
mod asking;
mod moving;
mod standing;
mod views;

use berth_domain::rematch::RematchPolicy;
use berth_store::Only as _;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entities::{self, rematch};
use crate::refusal::Refusal;
pub(super) use asking::{seat_freed, seats_unused};
pub(super) use standing::{Frozen, frozen_of};
pub use views::{NewRematch, RematchView};

/// Where a re-match stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RematchState {
    /// A seat came free; nothing is frozen yet.
    Wanted,
    /// Its document is frozen, and the matcher is asked.
    Asked,
    /// The answer is here and waits for an operator.
    Proposed,
    /// Its moves are made.
    Applied,
    /// The matcher could not, or its answer can't be trusted.
    Failed,
    /// Something newer took its place, or an operator said no.
    Superseded,
}

impl RematchState {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Wanted => "wanted",
            Self::Asked => "asked",
            Self::Proposed => "proposed",
            Self::Applied => "applied",
            Self::Failed => "failed",
            Self::Superseded => "superseded",
        }
    }
}

/// Those of which a round has at most one.
const OUTSTANDING: [RematchState; 3] = [RematchState::Wanted, RematchState::Asked, RematchState::Proposed];

/// A move that was not made, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Dropped {
    trainee: Uuid,
    opening: Uuid,
    reason: String,
    /// Whether asking again would bring it again: then the pair is ruled out for the rest of the round.
    ruled_out: bool,
}

fn is(row: &rematch::Model, state: RematchState) -> bool {
    row.state == state.as_str()
}

fn policy_of(row: &rematch::Model) -> Result<RematchPolicy, Refusal> {
    Ok(entities::name("re-match policy", &row.policy)?)
}

async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<rematch::Model, Refusal> {
    rematch::Entity::find_by_id(id)
        .only(conn)
        .await?
        .ok_or(Refusal::NotFound("re-match"))
}

/// All re-matches of a round, the first one first.
async fn of_round(conn: &impl ConnectionTrait, round: Uuid) -> Result<Vec<rematch::Model>, Refusal> {
    let rows = rematch::Entity::find().filter(rematch::Column::RoundId.eq(round));
    Ok(rows.order_by_asc(rematch::Column::Number).all(conn).await?)
}

async fn outstanding(conn: &impl ConnectionTrait, round: Uuid) -> Result<Option<rematch::Model>, Refusal> {
    let rows = rematch::Entity::find()
        .filter(rematch::Column::RoundId.eq(round))
        .filter(rematch::Column::State.is_in(OUTSTANDING.map(RematchState::as_str)));
    Ok(rows.one(conn).await?)
}
