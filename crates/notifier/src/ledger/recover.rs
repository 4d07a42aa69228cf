//! After a crash: what a dead worker held goes back, or is parked where nobody knows whether it was delivered.

use berth_domain::message::{InDoubt, MessageKind};
use berth_store::{Emit, Store};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::{LedgerError, State};
use crate::entity::{attempt, message};
use crate::policy::Policy;

/// Whose messages count as left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Those whose lease has run out by this wall-clock instant.
    ExpiredBy(DateTime<Utc>),
    /// All that are held: no other process can be alive, we hold the database's lock.
    ByAnyone,
}

/// What was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Certainly not delivered: due again.
    pub below_dot: u64,
    /// Perhaps delivered, sent again byte for byte.
    pub resent: u64,
    /// Perhaps delivered, parked as uncertain.
    pub parked: u64,
}

impl Recovered {
    /// Whether anything was.
    #[must_use]
    pub const fn any(&self) -> bool {
        self.below_dot + self.resent + self.parked > 0
    }
}

/// Takes back what dead workers held, at most 500 messages at a time. Fences grow, so that a worker that was only slow
/// changes nothing any more.
pub async fn recover(
    store: &Store,
    left: Left,
    policy: &Policy,
    now: DateTime<Utc>,
) -> Result<Recovered, LedgerError> {
    let held = left_behind(store.read(), left, 1).await?;
    if held.is_empty() {
        return Ok(Recovered::default());
    }
    store
        .write(|tx| async move {
            let mut recovered = Recovered::default();
            let held = left_behind(tx.conn(), left, 500).await?;
            for row in &held {
                take_back(tx.conn(), row, policy, now, &mut recovered).await?;
            }
            tx.commit(Emit::nothing("a recovery concerns this service alone"))
                .await?;
            Ok::<_, LedgerError>(recovered)
        })
        .await
        .inspect(|found| {
            if found.any() {
                tracing::warn!(
                    below_dot = found.below_dot,
                    resent = found.resent,
                    parked = found.parked,
                    "took back messages a worker left behind"
                );
            }
        })
}

async fn left_behind(
    conn: &impl ConnectionTrait,
    left: Left,
    most: u64,
) -> Result<Vec<message::Model>, LedgerError> {
    let mut query = message::Entity::find()
        .filter(message::Column::State.is_in(State::HELD.map(State::as_str)))
        .limit(most);
    if let Left::ExpiredBy(wall) = left {
        query = query.filter(message::Column::LeaseUntil.lt(wall));
    }
    Ok(query.all(conn).await?)
}

async fn take_back(
    conn: &impl ConnectionTrait,
    row: &message::Model,
    policy: &Policy,
    now: DateTime<Utc>,
    recovered: &mut Recovered,
) -> Result<(), LedgerError> {
    // Of a kind that only a newer version knows, nobody here can say that twice does no harm.
    let in_doubt = row
        .kind
        .parse()
        .map_or(InDoubt::Park, |kind: MessageKind| policy.in_doubt(kind));
    let doubtful = row.state == State::Sending.as_str() && row.phase.as_deref() == Some("dot");
    let (state, reason) = match (doubtful, in_doubt) {
        (false, _) => {
            recovered.below_dot += 1;
            (State::Due, None)
        }
        (true, InDoubt::Resend) => {
            recovered.resent += 1;
            (State::Due, Some("in_doubt"))
        }
        (true, InDoubt::Park) => {
            recovered.parked += 1;
            (State::Uncertain, Some("in_doubt"))
        }
    };
    message::Entity::update_many()
        .col_expr(message::Column::State, Expr::value(state.as_str()))
        .col_expr(message::Column::Reason, Expr::value(reason))
        .col_expr(message::Column::Phase, Expr::value(Option::<String>::None))
        .col_expr(
            message::Column::ClaimedBy,
            Expr::value(Option::<uuid::Uuid>::None),
        )
        .col_expr(
            message::Column::LeaseUntil,
            Expr::value(Option::<DateTime<Utc>>::None),
        )
        .col_expr(message::Column::Fence, Expr::col(message::Column::Fence).add(1))
        .col_expr(
            message::Column::Doubts,
            Expr::col(message::Column::Doubts).add(i32::from(doubtful)),
        )
        .col_expr(message::Column::NextAttemptAt, Expr::value(now))
        .col_expr(message::Column::UpdatedAt, Expr::value(now))
        .filter(message::Column::Id.eq(row.id))
        .filter(message::Column::Fence.eq(row.fence))
        .filter(message::Column::State.eq(row.state.as_str()))
        .exec(conn)
        .await?;
    let verdict = if doubtful { "unknown" } else { "abandoned" };
    let reached = if doubtful { "dot" } else { "below_dot" };
    attempt::Entity::update_many()
        .col_expr(attempt::Column::Verdict, Expr::value(verdict))
        .col_expr(attempt::Column::Phase, Expr::value(reached))
        .col_expr(attempt::Column::FinishedAt, Expr::value(now))
        .filter(attempt::Column::Message.eq(row.id))
        .filter(attempt::Column::Verdict.eq("open"))
        .exec(conn)
        .await?;
    Ok(())
}
