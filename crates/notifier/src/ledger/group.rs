//! The steps of many messages in a few statements: one for each kind of step, whatever the number of messages. Between
//! this process and the database the way there and back costs more than what is done there.

use berth_transport::Verdict;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait as _, Func, IntoIden as _, OnConflict, Query, SimpleExpr, TableRef,
    UpdateStatement, Value, ValueTuple,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, QueryTrait as _, StatementBuilder,
};
use uuid::Uuid;

use super::record::{Entry, Step, Then};
use super::{CONTACT_UNKNOWN, LedgerError, State, digest};
use crate::bounce;
use crate::entity::{attempt, contact, message, rendering};

/// Writes the steps; whether all claims hold. If one doesn't, nothing may be committed. A claim has one step in a group at
/// most: the next is told only when this one is written.
pub(super) async fn write(conn: &impl ConnectionTrait, group: &[Entry]) -> Result<bool, LedgerError> {
    let mut ends = Vec::new();
    for entry in group {
        match &entry.step {
            Step::Begin { .. } | Step::Dot => {}
            Step::End { attempted, then, .. } => {
                let doubts = i32::from(attempted.verdict == Verdict::Unknown);
                ends.push(end(entry, then, doubts, attempted.server_away()));
                if attempted.says_no_such_mailbox() {
                    bounce::distrust(conn, entry.held.id, entry.at).await?;
                }
            }
            Step::Leave(then) => ends.push(end(entry, then, 0, false)),
            Step::IntoDigest {
                recipient,
                programme_id,
                morning,
            } => {
                let id = entry.held.id;
                let then = digest::fold(conn, id, *recipient, programme_id, *morning, entry.at).await?;
                ends.push(end(entry, &then, 0, false));
            }
        }
    }
    let all = begin(conn, group).await?
        && dots(conn, group).await?
        && finish(conn, ends).await?
        && finish_attempts(conn, group).await?;
    if all {
        contacts_came(conn, group).await?;
    }
    Ok(all)
}

/// Whether a statement changes as many rows as it should: fewer, if a claim doesn't hold.
async fn changes(
    conn: &impl ConnectionTrait,
    rows: usize,
    statement: &impl StatementBuilder,
) -> Result<bool, DbErr> {
    let changed = conn.execute(statement).await?.rows_affected();
    Ok(changed == rows as u64)
}

/// Attempts begin; what is fixed by the first of a message is kept from now on.
async fn begin(conn: &impl ConnectionTrait, group: &[Entry]) -> Result<bool, DbErr> {
    let mut rows = Vec::new();
    let mut renderings = Vec::new();
    let mut attempts = Vec::new();
    for entry in group {
        let Step::Begin {
            number,
            worker,
            fixed,
        } = &entry.step
        else {
            continue;
        };
        let fixed = fixed.as_deref();
        let text = |text: Option<&str>| Value::from(text.map(str::to_owned));
        rows.push(row([
            entry.held.id.into(),
            entry.held.fence.into(),
            entry.at.into(),
            (*number).into(),
            text(fixed.map(|f| f.message_id.as_str())),
            fixed.map(|f| f.dated).into(),
            text(fixed.map(|f| f.boundary.as_str())),
            text(fixed.map(|f| f.envelope_from.as_str())),
            text(fixed.map(|f| f.envelope_to.as_str())),
        ]));
        renderings.extend(fixed.map(|fixed| rendering::ActiveModel {
            message: Set(entry.held.id),
            bytes: Set(fixed.bytes.clone()),
        }));
        attempts.push(attempt::ActiveModel {
            message: Set(entry.held.id),
            number: Set(*number),
            fence: Set(entry.held.fence),
            worker: Set(*worker),
            phase: Set("begun".to_owned()),
            verdict: Set("open".to_owned()),
            code: Set(None),
            reply: Set(None),
            provider: Set(None),
            started_at: Set(entry.at),
            finished_at: Set(None),
        });
    }
    if rows.is_empty() {
        return Ok(true);
    }
    let mut update = held(rows);
    update
        .value(message::Column::State, State::Sending.as_str())
        .value(message::Column::Phase, "below")
        .value(message::Column::Attempts, told(4))
        .value(
            message::Column::TryingSince,
            Func::coalesce([known(message::Column::TryingSince), told(3)]),
        )
        .value(message::Column::MessageId, told_or(5, message::Column::MessageId))
        .value(message::Column::Dated, told_or(6, message::Column::Dated))
        .value(message::Column::Boundary, told_or(7, message::Column::Boundary))
        .value(
            message::Column::EnvelopeFrom,
            told_or(8, message::Column::EnvelopeFrom),
        )
        .value(
            message::Column::EnvelopeTo,
            told_or(9, message::Column::EnvelopeTo),
        );
    if !changes(conn, attempts.len(), &update).await? {
        return Ok(false);
    }
    // What is there already was written by a commit of which nobody heard. It stays, and the message is taken back when
    // its lease ends.
    let keep = OnConflict::new().do_nothing().to_owned();
    // An empty list would be no statement at all.
    if !renderings.is_empty() {
        let number = renderings.len();
        let insert = rendering::Entity::insert_many(renderings).on_conflict(keep.clone());
        if !changes(conn, number, &insert.into_query()).await? {
            return Ok(false);
        }
    }
    let number = attempts.len();
    let insert = attempt::Entity::insert_many(attempts).on_conflict(keep);
    changes(conn, number, &insert.into_query()).await
}

/// Final dots may be written from now on.
async fn dots(conn: &impl ConnectionTrait, group: &[Entry]) -> Result<bool, DbErr> {
    let dots = group.iter().filter(|entry| entry.step == Step::Dot);
    let rows: Vec<ValueTuple> = dots
        .map(|entry| row([entry.held.id.into(), entry.held.fence.into(), entry.at.into()]))
        .collect();
    if rows.is_empty() {
        return Ok(true);
    }
    let number = rows.len();
    let mut update = held(rows);
    update.value(message::Column::Phase, "dot");
    changes(conn, number, &update).await
}

/// A message let go of. An attempt that met no server that talks says nothing about the message, and begins no series.
fn end(entry: &Entry, then: &Then, doubts: i32, server_away: bool) -> ValueTuple {
    let accepted_at: Option<DateTime<Utc>> = (then.state == State::Accepted).then_some(entry.at);
    row([
        entry.held.id.into(),
        entry.held.fence.into(),
        entry.at.into(),
        then.state.as_str().into(),
        then.reason.as_deref().map(str::to_owned).into(),
        then.next_attempt_at.into(),
        accepted_at.into(),
        doubts.into(),
        server_away.into(),
    ])
}

async fn finish(conn: &impl ConnectionTrait, rows: Vec<ValueTuple>) -> Result<bool, DbErr> {
    if rows.is_empty() {
        return Ok(true);
    }
    let number = rows.len();
    let mut update = held(rows);
    update
        .value(message::Column::State, told(4))
        .value(message::Column::Reason, told(5))
        .value(
            message::Column::NextAttemptAt,
            told_or(6, message::Column::NextAttemptAt),
        )
        .value(
            message::Column::AcceptedAt,
            told_or(7, message::Column::AcceptedAt),
        )
        .value(
            message::Column::Doubts,
            known(message::Column::Doubts).add(told(8)),
        )
        .value(
            message::Column::TryingSince,
            CaseStatement::new()
                .case(told(9), Expr::value(Option::<DateTime<Utc>>::None))
                .finally(known(message::Column::TryingSince)),
        )
        .value(message::Column::Phase, Option::<String>::None)
        .value(message::Column::ClaimedBy, Option::<Uuid>::None)
        .value(message::Column::LeaseUntil, Option::<DateTime<Utc>>::None);
    changes(conn, number, &update).await
}

/// What came of the attempts that are over.
async fn finish_attempts(conn: &impl ConnectionTrait, group: &[Entry]) -> Result<bool, DbErr> {
    let rows = group.iter().filter_map(|entry| {
        let Step::End {
            number, attempted, ..
        } = &entry.step
        else {
            return None;
        };
        Some(row([
            entry.held.id.into(),
            (*number).into(),
            entry.at.into(),
            attempted.phase.as_str().into(),
            attempted.verdict.as_str().into(),
            attempted.code.map(i32::from).into(),
            attempted.reply.clone().into(),
            attempted.provider.as_deref().map(str::to_owned).into(),
        ]))
    });
    let rows: Vec<ValueTuple> = rows.collect();
    if rows.is_empty() {
        return Ok(true);
    }
    let number = rows.len();
    let update = Query::update()
        .table(attempt::Entity)
        .from(steps(rows))
        .value(attempt::Column::FinishedAt, told(3))
        .value(attempt::Column::Phase, told(4))
        .value(attempt::Column::Verdict, told(5))
        .value(attempt::Column::Code, told(6))
        .value(attempt::Column::Reply, told(7))
        .value(attempt::Column::Provider, told(8))
        .and_where(attempt::Column::Message.into_expr().eq(told(1)))
        .and_where(attempt::Column::Number.into_expr().eq(told(2)))
        .to_owned();
    changes(conn, number, &update).await
}

/// Contact details wake what waits for them when they come. Those that came while a worker had the message in hand found
/// nothing waiting: it is due at once.
async fn contacts_came(conn: &impl ConnectionTrait, group: &[Entry]) -> Result<(), DbErr> {
    let waits = |entry: &&Entry| matches!(&entry.step, Step::Leave(then) if then.reason.as_deref() == Some(CONTACT_UNKNOWN));
    let waiting: Vec<&Entry> = group.iter().filter(waits).collect();
    let Some(now) = waiting.iter().map(|entry| entry.at).max() else {
        return Ok(());
    };
    let known = contact::Entity::find()
        .select_only()
        .column(contact::Column::PartyId)
        .into_query();
    message::Entity::update_many()
        .col_expr(message::Column::NextAttemptAt, Expr::value(now))
        .filter(message::Column::Id.is_in(waiting.iter().map(|entry| entry.held.id)))
        .filter(message::Column::Recipient.in_subquery(known))
        .exec(conn)
        .await?;
    Ok(())
}

/// An update of the messages whose claims hold. The first three of each row are id, fence and time.
fn held(rows: Vec<ValueTuple>) -> UpdateStatement {
    Query::update()
        .table(message::Entity)
        .from(steps(rows))
        .value(message::Column::UpdatedAt, told(3))
        .and_where(known(message::Column::Id).eq(told(1)))
        .and_where(known(message::Column::Fence).eq(told(2)))
        .and_where(known(message::Column::State).is_in(State::HELD.map(State::as_str)))
        .to_owned()
}

const STEP: &str = "step";

fn steps(rows: Vec<ValueTuple>) -> TableRef {
    TableRef::ValuesList(rows, Alias::new(STEP).into_iden())
}

fn row<const N: usize>(values: [Value; N]) -> ValueTuple {
    ValueTuple::Many(values.into())
}

/// What the step says in this place of its row, counted from 1. Both databases name the columns of such rows so.
fn told(place: u8) -> SimpleExpr {
    Expr::col((Alias::new(STEP), Alias::new(format!("column{place}"))))
}

/// What the step says there, else what is known.
fn told_or(place: u8, column: message::Column) -> SimpleExpr {
    Func::coalesce([told(place), known(column)]).into()
}

fn known(column: message::Column) -> SimpleExpr {
    Expr::col((message::Entity, column))
}
