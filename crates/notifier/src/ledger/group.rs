//! The steps of many messages in a few statements: one for each kind of step, whatever the number of messages. Between
//! this process and the database the way there and back costs more than what is done there.

use berth_transport::Verdict;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{
    Alias, CaseStatement, Expr, ExprTrait as _, Func, IntoIden as _, OnConflict, Query, SimpleExpr, TableRef,
    UpdateStatement, Value, ValueTuple, Values,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbBackend, DbErr, EntityTrait as _,
    QueryFilter as _, QuerySelect as _, QueryTrait as _, Statement, StatementBuilder,
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
    let mut changes = Changes::on(conn.get_database_backend());
    begin(&mut changes, group);
    dots(&mut changes, group);
    finish(&mut changes, ends);
    finish_attempts(&mut changes, group);
    let all = changes.make(conn).await?;
    if all {
        contacts_came(conn, group).await?;
    }
    Ok(all)
}

/// Statements of which each changes as many rows as it should, or fewer if a claim doesn't hold.
struct Changes {
    backend: DbBackend,
    /// Each with the rows it should change.
    statements: Vec<(Statement, u64)>,
}

impl Changes {
    const fn on(backend: DbBackend) -> Self {
        Self {
            backend,
            statements: Vec::new(),
        }
    }

    fn then(&mut self, rows: usize, statement: &impl StatementBuilder) {
        // Without rows it would be no statement at all.
        if rows > 0 {
            self.statements.push((self.backend.build(statement), rows as u64));
        }
    }

    /// Whether all rows were changed.
    async fn make(self, conn: &impl ConnectionTrait) -> Result<bool, DbErr> {
        let together = match self.backend {
            // Each is a way to another thread and back, on a busy machine with a wait for a processor both times.
            DbBackend::Sqlite => self.statements.into_iter().reduce(and_then).into_iter().collect(),
            _ => self.statements,
        };
        for (statement, rows) in together {
            if conn.execute_raw(statement).await?.rows_affected() != rows {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Two statements in one, which changes the rows of both.
fn and_then((mut first, rows): (Statement, u64), (second, more): (Statement, u64)) -> (Statement, u64) {
    first.sql.push_str("; ");
    first.sql.push_str(&second.sql);
    let values = first.values.get_or_insert_with(|| Values(Vec::new()));
    values.0.extend(second.values.into_iter().flatten());
    (first, rows + more)
}

/// Attempts begin; what is fixed by the first of a message is kept from now on.
fn begin(changes: &mut Changes, group: &[Entry]) {
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
    let (number, kept) = (rows.len(), renderings.len());
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
    changes.then(number, &update);
    // What is there already was written by a commit of which nobody heard. It stays, and the message is taken back when
    // its lease ends.
    let keep = OnConflict::new().do_nothing().to_owned();
    let insert = rendering::Entity::insert_many(renderings).on_conflict(keep.clone());
    changes.then(kept, &insert.into_query());
    let insert = attempt::Entity::insert_many(attempts).on_conflict(keep);
    changes.then(number, &insert.into_query());
}

/// Final dots may be written from now on.
fn dots(changes: &mut Changes, group: &[Entry]) {
    let dots = group.iter().filter(|entry| entry.step == Step::Dot);
    let rows: Vec<ValueTuple> = dots
        .map(|entry| row([entry.held.id.into(), entry.held.fence.into(), entry.at.into()]))
        .collect();
    let number = rows.len();
    let mut update = held(rows);
    update.value(message::Column::Phase, "dot");
    changes.then(number, &update);
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

fn finish(changes: &mut Changes, rows: Vec<ValueTuple>) {
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
    changes.then(number, &update);
}

/// What came of the attempts that are over.
fn finish_attempts(changes: &mut Changes, group: &[Entry]) {
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
    changes.then(number, &update);
}

/// Contact details wake what waits for them when they come. Those that came while a worker had the message in hand
/// found nothing waiting: it is due at once.
async fn contacts_came(conn: &impl ConnectionTrait, group: &[Entry]) -> Result<(), DbErr> {
    let waits = |entry: &&Entry| {
        let Step::Leave(then) = &entry.step else {
            return false;
        };
        then.reason.as_deref() == Some(CONTACT_UNKNOWN)
    };
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
