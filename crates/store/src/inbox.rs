//! The inbox: which events a consumer has already handled.

#![expect(
    unreachable_pub,
    reason = "the derived entity is public, so its model must be"
)]

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query};
use sea_orm::{ActiveValue::Set, TryInsertResult};

/// One event handled by one consumer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inbox")]
pub struct Model {
    /// The durable consumer's name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub consumer: String,
    /// The event's id (`ce-id`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: Uuid,
    /// When it was handled.
    pub seen_at: DateTime<Utc>,
}

/// No relations: the inbox stands alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes the event as handled; `false` when it was noted before.
pub(crate) async fn first_delivery(
    conn: &impl ConnectionTrait,
    consumer: &str,
    event_id: Uuid,
    seen_at: DateTime<Utc>,
) -> Result<bool, DbErr> {
    let row = ActiveModel {
        consumer: Set(consumer.to_owned()),
        event_id: Set(event_id),
        seen_at: Set(seen_at),
    };
    // `do_nothing().exec()` would be an error on a duplicate.
    let outcome = Entity::insert(row)
        .on_conflict(
            OnConflict::columns([Column::Consumer, Column::EventId])
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(conn)
        .await?;
    Ok(matches!(outcome, TryInsertResult::Inserted(rows) if rows > 0))
}

/// Deletes up to `limit` rows seen before `cutoff`; says how many.
pub(crate) async fn purge(
    conn: &impl ConnectionTrait,
    cutoff: DateTime<Utc>,
    limit: u64,
) -> Result<u64, DbErr> {
    let old = Query::select()
        .columns([Column::Consumer, Column::EventId])
        .from(Entity)
        .and_where(Column::SeenAt.lt(cutoff))
        .limit(limit)
        .to_owned();
    let key = Expr::tuple([Expr::col(Column::Consumer), Expr::col(Column::EventId)]);
    Ok(Entity::delete_many()
        .filter(key.in_subquery(old))
        .exec(conn)
        .await?
        .rows_affected)
}
