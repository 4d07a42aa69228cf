//! What workers tell the ledger, written in groups: one commit carries the steps of all messages in flight.

use std::{borrow::Cow, time::Duration};

use berth_store::{Emit, Store};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{LedgerError, State, chain, digest};
use crate::entity::{attempt, message, rendering};
use berth_letters::Fixed;
use berth_transport::{Attempted, Verdict};

/// A claim on one message. Only while its fence is the row's newest does a step change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    pub id: Uuid,
    pub fence: i64,
}

/// One step of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// An attempt begins; the first one brings what is fixed from then on.
    Begin {
        number: i32,
        worker: Uuid,
        fixed: Option<Box<Fixed>>,
    },
    /// The final dot may be written from now on.
    Dot,
    /// The attempt is over.
    End {
        number: i32,
        attempted: Attempted,
        then: Then,
    },
    /// Not attempted this time.
    Leave(Then),
    /// Told in the digest of that morning instead of by itself.
    IntoDigest {
        recipient: Uuid,
        programme_id: String,
        morning: DateTime<Utc>,
    },
}

/// Where the message stands after a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    pub state: State,
    pub reason: Option<Cow<'static, str>>,
    /// When to look at it again, for the states that wait.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

struct Entry {
    held: Held,
    step: Step,
    at: DateTime<Utc>,
    done: oneshot::Sender<bool>,
}

/// The way into the ledger for workers.
#[derive(Debug, Clone)]
pub struct Recorder {
    entries: mpsc::Sender<Entry>,
}

const GROUP: usize = 256;

impl Recorder {
    /// The recorder and the task that writes. The task ends when all recorders are gone, or at once on a hard stop.
    pub fn new(store: Store, hard: CancellationToken) -> (Self, impl Future<Output = ()> + Send) {
        let (entries, receiver) = mpsc::channel(GROUP);
        (Self { entries }, write_groups(store, receiver, hard))
    }

    /// Writes a step and waits until it is committed. `false`: the claim was lost, nothing was written.
    pub async fn record(&self, held: Held, step: Step, at: DateTime<Utc>) -> bool {
        let (done, written) = oneshot::channel();
        if self.entries.send(Entry { held, step, at, done }).await.is_err() {
            return false;
        }
        written.await.unwrap_or(false)
    }
}

async fn write_groups(store: Store, mut receiver: mpsc::Receiver<Entry>, hard: CancellationToken) {
    let mut group = Vec::with_capacity(GROUP);
    loop {
        let received = tokio::select! {
            biased;
            () = hard.cancelled() => return,
            received = receiver.recv_many(&mut group, GROUP) => received,
        };
        if received == 0 {
            return;
        }
        let mut failures: u32 = 0;
        // A step is a promise to the mail server's side of the story: it is written, however long the database is away.
        let written = loop {
            match write_group(&store, &group).await {
                Ok(written) => break written,
                Err(error) => {
                    failures += 1;
                    if failures == 1 {
                        tracing::warn!(
                            error = chain(&error),
                            steps = group.len(),
                            "the ledger can't be written; trying again"
                        );
                    }
                    let pause = Duration::from_millis(50 << Ord::min(failures, 6));
                    tokio::select! {
                        () = hard.cancelled() => return,
                        () = tokio::time::sleep(pause) => {}
                    }
                }
            }
        };
        for (entry, written) in group.drain(..).zip(written) {
            // The worker may have been dropped; then nobody waits for the answer.
            let _ = entry.done.send(written);
        }
    }
}

async fn write_group(store: &Store, group: &[Entry]) -> Result<Vec<bool>, LedgerError> {
    store
        .write(|tx| async move {
            let mut written = Vec::with_capacity(group.len());
            for entry in group {
                written.push(write_step(tx.conn(), entry).await?);
            }
            tx.commit(Emit::nothing(
                "a message's progress is read from the ledger, not from the stream",
            ))
            .await?;
            Ok(written)
        })
        .await
}

async fn write_step(conn: &impl ConnectionTrait, entry: &Entry) -> Result<bool, LedgerError> {
    let Entry { held, step, at, .. } = entry;
    let update = message::Entity::update_many()
        .filter(message::Column::Id.eq(held.id))
        .filter(message::Column::Fence.eq(held.fence))
        .filter(message::Column::State.is_in(State::HELD.map(State::as_str)))
        .col_expr(message::Column::UpdatedAt, Expr::value(*at));
    let update = match step {
        Step::Begin { number, fixed, .. } => {
            let update = update
                .col_expr(message::Column::State, Expr::value(State::Sending.as_str()))
                .col_expr(message::Column::Phase, Expr::value("below"))
                .col_expr(message::Column::Attempts, Expr::value(*number));
            match fixed {
                None => update,
                Some(fixed) => update
                    .col_expr(message::Column::MessageId, Expr::value(fixed.message_id.as_str()))
                    .col_expr(message::Column::Dated, Expr::value(fixed.dated))
                    .col_expr(message::Column::Boundary, Expr::value(fixed.boundary.as_str()))
                    .col_expr(
                        message::Column::EnvelopeFrom,
                        Expr::value(fixed.envelope_from.as_str()),
                    )
                    .col_expr(
                        message::Column::EnvelopeTo,
                        Expr::value(fixed.envelope_to.as_str()),
                    ),
            }
        }
        Step::Dot => update.col_expr(message::Column::Phase, Expr::value("dot")),
        Step::End { attempted, then, .. } => {
            let doubt = i32::from(attempted.verdict == Verdict::Unknown);
            let update = update.col_expr(
                message::Column::Doubts,
                Expr::col(message::Column::Doubts).add(doubt),
            );
            let accepted_at = (then.state == State::Accepted).then_some(*at);
            let update = match accepted_at {
                Some(at) => update.col_expr(message::Column::AcceptedAt, Expr::value(at)),
                None => update,
            };
            finish(update, then)
        }
        Step::Leave(then) => finish(update, then),
        Step::IntoDigest {
            recipient,
            programme_id,
            morning,
        } => {
            let then = digest::fold(conn, held.id, *recipient, programme_id, *morning, *at).await?;
            finish(update, &then)
        }
    };
    if update.exec(conn).await?.rows_affected == 0 {
        return Ok(false);
    }
    write_attempt(conn, entry).await?;
    Ok(true)
}

fn finish(update: sea_orm::UpdateMany<message::Entity>, then: &Then) -> sea_orm::UpdateMany<message::Entity> {
    let update = update
        .col_expr(message::Column::State, Expr::value(then.state.as_str()))
        .col_expr(message::Column::Reason, Expr::value(then.reason.as_deref()))
        .col_expr(message::Column::Phase, Expr::value(Option::<String>::None))
        .col_expr(message::Column::ClaimedBy, Expr::value(Option::<Uuid>::None))
        .col_expr(
            message::Column::LeaseUntil,
            Expr::value(Option::<DateTime<Utc>>::None),
        );
    match then.next_attempt_at {
        Some(at) => update.col_expr(message::Column::NextAttemptAt, Expr::value(at)),
        None => update,
    }
}

async fn write_attempt(conn: &impl ConnectionTrait, entry: &Entry) -> Result<(), DbErr> {
    let Entry { held, step, at, .. } = entry;
    match step {
        Step::Begin {
            number,
            worker,
            fixed,
        } => {
            if let Some(fixed) = fixed {
                let row = rendering::ActiveModel {
                    message: Set(held.id),
                    bytes: Set(fixed.bytes.clone()),
                };
                rendering::Entity::insert(row)
                    .exec_without_returning(conn)
                    .await?;
            }
            let row = attempt::ActiveModel {
                message: Set(held.id),
                number: Set(*number),
                fence: Set(held.fence),
                worker: Set(*worker),
                phase: Set("begun".to_owned()),
                verdict: Set("open".to_owned()),
                code: Set(None),
                reply: Set(None),
                provider: Set(None),
                started_at: Set(*at),
                finished_at: Set(None),
            };
            attempt::Entity::insert(row).exec_without_returning(conn).await?;
        }
        Step::End {
            number, attempted, ..
        } => {
            attempt::Entity::update_many()
                .col_expr(attempt::Column::Phase, Expr::value(attempted.phase.as_str()))
                .col_expr(attempt::Column::Verdict, Expr::value(attempted.verdict.as_str()))
                .col_expr(attempt::Column::Code, Expr::value(attempted.code.map(i32::from)))
                .col_expr(attempt::Column::Reply, Expr::value(attempted.reply.as_str()))
                .col_expr(
                    attempt::Column::Provider,
                    Expr::value(attempted.provider.as_deref()),
                )
                .col_expr(attempt::Column::FinishedAt, Expr::value(*at))
                .filter(attempt::Column::Message.eq(held.id))
                .filter(attempt::Column::Number.eq(*number))
                .exec(conn)
                .await?;
        }
        // The message's phase says it; recovery copies it into the attempt.
        Step::Dot | Step::Leave(_) | Step::IntoDigest { .. } => {}
    }
    Ok(())
}
