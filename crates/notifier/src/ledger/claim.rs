//! Taking messages whose instant has come, and holding them by a lease.

use std::time::Duration;

use berth_store::{Emit, Store};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use super::{LedgerError, State};
use crate::entity::message;

/// How long a worker's claim holds without being renewed, by wall clock.
pub const LEASE: Duration = Duration::from_secs(20);

/// A process that claims, and the two times it lives by.
#[derive(Debug, Clone, Copy)]
pub struct Claimant {
    /// New with every start of a process.
    pub worker: Uuid,
    /// The programme's time: what is due is decided by it.
    pub now: DateTime<Utc>,
    /// The machine's time: leases run by it, so that a rehearsal's fast clock ends none.
    pub wall: DateTime<Utc>,
    /// How long the claim holds.
    pub lease: Duration,
}

/// The instant of the next message that waits, at best in the past; none when nothing waits.
pub async fn next_due(store: &Store) -> Result<Option<DateTime<Utc>>, DbErr> {
    let mut next = None;
    // One look at the front of each part of the index, however many messages wait.
    for state in State::WAITING {
        for urgent in [true, false] {
            let first = message::Entity::find()
                .select_only()
                .expr(message::Column::NextAttemptAt.min())
                .filter(message::Column::State.eq(state.as_str()))
                .filter(message::Column::Urgent.eq(urgent))
                .into_tuple::<Option<DateTime<Utc>>>()
                .all(store.read())
                .await?
                .pop()
                .flatten();
            next = match (next, first) {
                (Some(next), Some(first)) => Some(Ord::min(next, first)),
                (next, first) => next.or(first),
            };
        }
    }
    Ok(next)
}

/// The next messages whose instant has come, the urgent ones first.
async fn ready(
    conn: &impl ConnectionTrait,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<message::Model>, DbErr> {
    let mut ready: Vec<message::Model> = Vec::new();
    for urgent in [true, false] {
        for state in [State::Due, State::Deferred] {
            let left = most.saturating_sub(u64::try_from(ready.len()).unwrap_or(u64::MAX));
            if left == 0 {
                return Ok(ready);
            }
            let mut next = message::Entity::find()
                .filter(message::Column::State.eq(state.as_str()))
                .filter(message::Column::Urgent.eq(urgent))
                .filter(message::Column::NextAttemptAt.lte(now))
                .order_by_asc(message::Column::NextAttemptAt)
                .limit(left);
            // On SQLite the transaction itself excludes the others.
            if conn.get_database_backend() == DbBackend::Postgres {
                next = next.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
            }
            ready.extend(next.all(conn).await?);
        }
    }
    Ok(ready)
}

/// Claims up to `most` messages whose instant has come, the urgent ones first.
pub async fn claim(store: &Store, by: Claimant, most: u64) -> Result<Vec<message::Model>, LedgerError> {
    store
        .write(|tx| async move {
            let conn = tx.conn();
            message::Entity::update_many()
                .col_expr(message::Column::State, Expr::value(State::Due.as_str()))
                .col_expr(message::Column::UpdatedAt, Expr::value(by.now))
                .filter(message::Column::State.eq(State::Planned.as_str()))
                // Names both, so that the index serves for it.
                .filter(message::Column::Urgent.is_in([true, false]))
                .filter(message::Column::NextAttemptAt.lte(by.now))
                .exec(conn)
                .await?;
            let mut ready = ready(conn, by.now, most).await?;
            if ready.is_empty() {
                tx.rollback().await?;
                return Ok(ready);
            }
            let lease_until = by.wall + TimeDelta::from_std(by.lease).unwrap_or_default();
            message::Entity::update_many()
                .col_expr(message::Column::State, Expr::value(State::Claimed.as_str()))
                .col_expr(message::Column::ClaimedBy, Expr::value(by.worker))
                .col_expr(message::Column::Fence, Expr::col(message::Column::Fence).add(1))
                .col_expr(message::Column::LeaseUntil, Expr::value(lease_until))
                .col_expr(message::Column::UpdatedAt, Expr::value(by.now))
                // Nobody else can have changed them since they were looked up. A condition on the state would have SQLite
                // go through all that is due.
                .filter(message::Column::Id.is_in(ready.iter().map(|row| row.id)))
                .exec(conn)
                .await?;
            tx.commit(Emit::nothing("a claim concerns this service alone"))
                .await?;
            for row in &mut ready {
                row.state = State::Claimed.as_str().to_owned();
                row.claimed_by = Some(by.worker);
                row.fence += 1;
                row.lease_until = Some(lease_until);
            }
            Ok(ready)
        })
        .await
}

/// Prolongs the leases of what a worker has in hand. What it holds in the ledger and no longer in hand (its task
/// panicked) runs out, and is taken back.
pub async fn renew(
    store: &Store,
    worker: Uuid,
    in_hand: &[Uuid],
    wall: DateTime<Utc>,
    lease: Duration,
) -> Result<(), LedgerError> {
    let lease_until = wall + TimeDelta::from_std(lease).unwrap_or_default();
    store
        .write(|tx| async move {
            message::Entity::update_many()
                .col_expr(message::Column::LeaseUntil, Expr::value(lease_until))
                .filter(message::Column::Id.is_in(in_hand.iter().copied()))
                .filter(message::Column::ClaimedBy.eq(worker))
                .filter(message::Column::State.is_in(State::HELD.map(State::as_str)))
                .exec(tx.conn())
                .await?;
            tx.commit(Emit::nothing("a lease concerns this service alone"))
                .await?;
            Ok(())
        })
        .await
}
