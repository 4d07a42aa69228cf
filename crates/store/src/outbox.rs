//! The outbox: events written in the transaction of their cause, until the relay has published them.

use berth_events::Envelope;
use berth_events::envelope::header;
use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ActiveValue::Set, Condition, FromQueryResult, NotSet, QueryOrder, QuerySelect};

use crate::StoreError;

/// Rows per insert statement: a database takes a limited number of parameters.
const ROWS_PER_INSERT: usize = 500;

/// One event, waiting or published.
#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// The order of publishing.
    #[sea_orm(primary_key)]
    pub seq: i64,
    /// The event's id, the same at every attempt.
    #[sea_orm(unique)]
    pub id: Uuid,
    /// The stream that keeps the subject.
    pub stream: String,
    pub subject: String,
    /// The envelope's headers, a JSON object.
    pub headers: String,
    pub payload: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub published_at: Option<DateTime<Utc>>,
    /// When it was set aside because NATS will never take it.
    pub parked_at: Option<DateTime<Utc>>,
    /// Why it was set aside.
    pub error: Option<String>,
}

impl std::fmt::Debug for Model {
    /// Without headers and payload, which may be personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("outbox::Model")
            .field("seq", &self.seq)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// No relations: the outbox stands alone.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The envelope again, or why it can't be put together.
    pub(crate) fn envelope(&self) -> Result<Envelope, String> {
        let headers: std::collections::BTreeMap<String, String> =
            serde_json::from_str(&self.headers).map_err(|error| format!("unreadable headers: {error}"))?;
        let find = |name: &'static str| headers.get(name).map(String::as_str);
        Envelope::from_parts(&self.subject, find, self.payload.clone().into())
            .map_err(|error| error.to_string())
    }
}

/// Rows that wait to be published: neither published nor parked.
fn waiting() -> Select<Entity> {
    Entity::find()
        .filter(Column::PublishedAt.is_null())
        .filter(Column::ParkedAt.is_null())
}

/// Writes envelopes to the outbox, in their order.
pub(crate) async fn append(
    conn: &impl ConnectionTrait,
    envelopes: &[Envelope],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let rows = envelopes
        .iter()
        .map(|envelope| row(envelope, now))
        .collect::<Result<Vec<_>, _>>()?;
    for chunk in rows.chunks(ROWS_PER_INSERT) {
        Entity::insert_many(chunk.to_vec())
            .exec_without_returning(conn)
            .await?;
    }
    Ok(())
}

fn row(envelope: &Envelope, now: DateTime<Utc>) -> Result<ActiveModel, StoreError> {
    let subject = &envelope.subject;
    let stream = subject
        .stream()
        .ok_or_else(|| StoreError::NoStream(subject.to_string()))?;
    let headers: serde_json::Map<String, serde_json::Value> = envelope
        .to_headers()
        .into_iter()
        // The id stands in the row; the bus adds it to what it publishes.
        .filter(|(name, _)| *name != header::MSG_ID)
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    Ok(ActiveModel {
        seq: NotSet,
        id: Set(envelope.id),
        stream: Set(stream.to_owned()),
        subject: Set(subject.to_string()),
        headers: Set(serde_json::Value::Object(headers).to_string()),
        payload: Set(envelope.payload.to_vec()),
        created_at: Set(now),
        published_at: Set(None),
        parked_at: Set(None),
        error: Set(None),
    })
}

/// The first `limit` rows that wait, in order.
pub(crate) async fn first_waiting(conn: &impl ConnectionTrait, limit: u64) -> Result<Vec<Model>, DbErr> {
    waiting().order_by_asc(Column::Seq).limit(limit).all(conn).await
}

/// Marks rows as published.
pub(crate) async fn mark_published(
    conn: &impl ConnectionTrait,
    rows: &[i64],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::PublishedAt, Expr::value(now))
        .filter(Column::Seq.is_in(rows.iter().copied()))
        .exec(conn)
        .await?;
    Ok(())
}

/// Sets a row aside with the reason.
pub(crate) async fn park(
    conn: &impl ConnectionTrait,
    seq: i64,
    error: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    Entity::update_many()
        .col_expr(Column::ParkedAt, Expr::value(now))
        .col_expr(Column::Error, Expr::value(error))
        .filter(Column::Seq.eq(seq))
        .exec(conn)
        .await?;
    Ok(())
}

/// Deletes up to `limit` rows published before `cutoff`; says how many. Parked rows stay.
pub(crate) async fn purge(
    conn: &impl ConnectionTrait,
    cutoff: DateTime<Utc>,
    limit: u64,
) -> Result<u64, DbErr> {
    let old = Query::select()
        .column(Column::Seq)
        .from(Entity)
        .and_where(Column::PublishedAt.lt(cutoff))
        .limit(limit)
        .to_owned();
    Ok(Entity::delete_many()
        .filter(Column::Seq.in_subquery(old))
        .exec(conn)
        .await?
        .rows_affected)
}

/// How much waits, since when, and how much is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxStatus {
    /// Rows that wait to be published.
    pub waiting: u64,
    /// When the oldest of them was written.
    pub oldest: Option<DateTime<Utc>>,
    /// Rows that NATS refused for good.
    pub parked: u64,
}

#[derive(FromQueryResult)]
struct Waiting {
    waiting: i64,
    oldest: Option<DateTime<Utc>>,
}

pub(crate) async fn status(conn: &impl ConnectionTrait) -> Result<OutboxStatus, DbErr> {
    let counted = waiting()
        .select_only()
        .column_as(Column::Seq.count(), "waiting")
        .column_as(Expr::expr(Func::min(Expr::col(Column::CreatedAt))), "oldest")
        .into_model::<Waiting>()
        .one(conn)
        .await?;
    let parked = Entity::find()
        .filter(Column::ParkedAt.is_not_null())
        .select_only()
        .column_as(Column::Seq.count(), "parked")
        .into_tuple::<i64>()
        .one(conn)
        .await?;
    let count = |n: i64| u64::try_from(n).unwrap_or_default();
    Ok(OutboxStatus {
        waiting: counted.as_ref().map_or(0, |row| count(row.waiting)),
        oldest: counted.and_then(|row| row.oldest),
        parked: parked.map_or(0, count),
    })
}

/// An outbox row as an operator sees it: without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// The event's id.
    pub id: Uuid,
    /// Its subject.
    pub subject: String,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When NATS acknowledged it.
    pub published_at: Option<DateTime<Utc>>,
    /// When it was set aside.
    pub parked_at: Option<DateTime<Utc>>,
    /// Why it was set aside.
    pub error: Option<String>,
}

impl From<Model> for OutboxRow {
    fn from(row: Model) -> Self {
        let Model {
            id,
            subject,
            created_at,
            published_at,
            parked_at,
            error,
            ..
        } = row;
        Self {
            id,
            subject,
            created_at,
            published_at,
            parked_at,
            error,
        }
    }
}

/// Which rows to publish again. All given conditions must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplayFilter {
    /// Only these events.
    pub ids: Vec<Uuid>,
    /// Only subjects beginning with this, for example `berth.v1.event.digital-explorers.`.
    pub subject_prefix: Option<String>,
    /// Only rows written at or after this instant.
    pub from: Option<DateTime<Utc>>,
    /// Only rows written before this instant.
    pub until: Option<DateTime<Utc>>,
    /// Only rows that are set aside.
    pub parked: bool,
}

impl ReplayFilter {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn condition(&self) -> Condition {
        let mut all = Condition::all();
        if !self.ids.is_empty() {
            all = all.add(Column::Id.is_in(self.ids.iter().copied()));
        }
        if let Some(prefix) = &self.subject_prefix {
            // Not LIKE: nothing to escape, and SQLite's LIKE ignores case.
            let length = i32::try_from(prefix.chars().count()).unwrap_or(i32::MAX);
            let start = Func::cust("substr")
                .arg(Expr::col(Column::Subject))
                .arg(1)
                .arg(length);
            all = all.add(ExprTrait::eq(Expr::expr(start), prefix.as_str()));
        }
        if let Some(from) = self.from {
            all = all.add(Column::CreatedAt.gte(from));
        }
        if let Some(until) = self.until {
            all = all.add(Column::CreatedAt.lt(until));
        }
        if self.parked {
            all = all.add(Column::ParkedAt.is_not_null());
        }
        all
    }
}

/// Rows that match, oldest first, at most `limit`.
pub(crate) async fn list(
    conn: &impl ConnectionTrait,
    filter: &ReplayFilter,
    limit: u64,
) -> Result<Vec<OutboxRow>, DbErr> {
    let rows = Entity::find()
        .filter(filter.condition())
        .order_by_asc(Column::Seq)
        .limit(limit)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(OutboxRow::from).collect())
}

/// Makes matching rows wait again, parked ones too; says how many.
pub(crate) async fn replay(conn: &impl ConnectionTrait, filter: &ReplayFilter) -> Result<u64, DbErr> {
    let done = Entity::update_many()
        .col_expr(Column::PublishedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::ParkedAt, Expr::value(None::<DateTime<Utc>>))
        .col_expr(Column::Error, Expr::value(None::<String>))
        .filter(filter.condition())
        .exec(conn)
        .await?;
    Ok(done.rows_affected)
}
