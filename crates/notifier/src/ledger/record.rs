//! What workers tell the ledger, written in groups: one commit carries the steps of all messages in flight.

use std::{borrow::Cow, time::Duration};

use berth_store::{Emit, Store};
use chrono::{DateTime, Utc};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::{LedgerError, State, chain, group};
use crate::entity::rendering::Packed;
use berth_transport::Attempted;

/// A claim on one message. Only while its fence is the row's newest does a step change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
        fixed: Option<Box<Kept>>,
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

/// What is fixed by a message's first attempt, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub message_id: String,
    pub dated: DateTime<Utc>,
    pub boundary: String,
    pub envelope_from: String,
    pub envelope_to: String,
    pub bytes: Packed,
}

/// Where the message stands after a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    pub state: State,
    pub reason: Option<Cow<'static, str>>,
    /// When to look at it again, for the states that wait.
    pub next_attempt_at: Option<DateTime<Utc>>,
}

pub(super) struct Entry {
    pub(super) held: Held,
    pub(super) step: Step,
    pub(super) at: DateTime<Utc>,
    done: oneshot::Sender<bool>,
}

/// The way into the ledger for workers.
#[derive(Debug, Clone)]
pub struct Recorder {
    entries: mpsc::Sender<Entry>,
}

/// The most that is taken together.
const GROUP: usize = 256;

/// Fills `group` with what has come meanwhile, waiting for the first; `false` once nobody can send any more, and at once
/// on a hard stop.
pub(crate) async fn next_group<T>(
    receiver: &mut mpsc::Receiver<T>,
    group: &mut Vec<T>,
    hard: &CancellationToken,
) -> bool {
    tokio::select! {
        biased;
        () = hard.cancelled() => false,
        received = receiver.recv_many(group, GROUP) => received > 0,
    }
}

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
    let mut group = Vec::new();
    while next_group(&mut receiver, &mut group, &hard).await {
        let mut left = commits(std::mem::take(&mut group));
        let mut failures: u32 = 0;
        while let Some(mut some) = left.pop() {
            match write_together(&store, &some).await {
                Ok(false) if some.len() > 1 => {
                    // Somebody's claim was lost: the others are found by halves.
                    left.push(some.split_off(some.len() / 2));
                    left.push(some);
                }
                Ok(written) => {
                    for entry in some {
                        // The worker may have been dropped; then nobody waits for the answer.
                        let _ = entry.done.send(written);
                    }
                }
                // A step is a promise to the mail server's side of the story: it is written, however long the database
                // is away.
                Err(error) => {
                    failures += 1;
                    if failures == 1 {
                        tracing::warn!(
                            error = chain(&error),
                            steps = some.len(),
                            "the ledger can't be written; trying again"
                        );
                    }
                    left.push(some);
                    let pause = Duration::from_millis(50 << Ord::min(failures, 6));
                    tokio::select! {
                        () = hard.cancelled() => return,
                        () = tokio::time::sleep(pause) => {}
                    }
                }
            }
        }
    }
}

/// The commits in which a group is written, the first one last.
///
/// A connection stands still until its dot is written, so dots don't wait for others' beginnings. What ended goes with
/// them, before them should the commit be halved: until then it is in doubt, and its connection has the next message
/// already. Were the next dot written before it, more would be in doubt than there are connections.
fn commits(mut group: Vec<Entry>) -> Vec<Vec<Entry>> {
    let mut first: Vec<Entry> = group
        .extract_if(.., |entry| matches!(entry.step, Step::Dot | Step::End { .. }))
        .collect();
    first.sort_by_key(|entry| entry.step == Step::Dot);
    let mut commits = vec![group, first];
    commits.retain(|commit| !commit.is_empty());
    commits
}

/// Writes these steps, or none of them when a claim was lost.
async fn write_together(store: &Store, entries: &[Entry]) -> Result<bool, LedgerError> {
    store
        .write(|tx| async move {
            let all = group::write(tx.conn(), entries).await?;
            if all {
                tx.commit(Emit::nothing(
                    "a message's progress is read from the ledger, not from the stream",
                ))
                .await?;
            } else {
                tx.rollback().await?;
            }
            Ok(all)
        })
        .await
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use berth_domain::calendar::LocalRule;
    use berth_domain::message::MessageKind;
    use berth_events::v1;
    use berth_runtime::{Clock as _, SystemClock};
    use berth_store::{StoreOptions, migrate};
    use berth_transport::{Phase, Verdict};
    use chrono::TimeDelta;
    use futures::future::join_all;
    use sea_orm::sea_query::{Expr, ExprTrait as _};
    use sea_orm::{ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _};

    use super::*;
    use crate::Migrator;
    use crate::entity::{attempt, message, rendering};
    use crate::ledger::{CONTACT_UNKNOWN, claim, project, write};
    use crate::plan::{Change, Occurrence, Plan};

    /// A ledger with this many messages claimed.
    async fn claimed(messages: u128) -> (tempfile::TempDir, Store, Vec<Held>) {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("notifier.db").display());
        migrate::<Migrator>(&url).await.unwrap();
        let store = Store::connect(&url, StoreOptions::new("notifier", Arc::new(SystemClock)));
        let store = store.await.unwrap();
        let now = store.now();
        let plan = |n| {
            Change::Plan(Plan {
                recipient: Uuid::from_u128(n),
                kind: MessageKind::Receipt,
                subject: Uuid::from_u128(n),
                occurrence: Occurrence::Named("submitted".to_owned()),
                anchor_at: now,
                rule: LocalRule::AtOnce,
                not_before: None,
                useless_after: None,
            })
        };
        let plans: Vec<Change> = (0..messages).map(plan).collect();
        let by = claim::Claimant {
            worker: store.new_id(),
            now: SystemClock.now(),
            wall: SystemClock.now(),
            lease: Duration::from_secs(20),
        };
        let planned = store.write(|tx| {
            let plans = plans.clone();
            async move {
                write::apply(tx.conn(), "sample", &plans, now).await?;
                tx.commit(Emit::nothing("a test")).await?;
                Ok::<_, LedgerError>(())
            }
        });
        planned.await.unwrap();
        let rows = claim::claim(&store, by, messages as u64).await.unwrap();
        let held = |row: &message::Model| Held {
            id: row.id,
            fence: row.fence,
        };
        (folder, store, rows.iter().map(held).collect())
    }

    fn begin() -> Step {
        Step::Begin {
            number: 1,
            worker: Uuid::from_u128(1),
            fixed: Some(Box::new(Kept {
                message_id: "id@example.org".to_owned(),
                dated: SystemClock.now(),
                boundary: "boundary".to_owned(),
                envelope_from: "berth@example.org".to_owned(),
                envelope_to: "ada@example.org".to_owned(),
                bytes: Packed::of(b"From: berth\r\n"),
            })),
        }
    }

    /// Records the same step of all in one group.
    async fn record_together(store: &Store, held: &[Held], step: Step) -> Vec<bool> {
        record_all(store, held.iter().map(|held| (*held, step.clone())).collect()).await
    }

    /// Records steps in one group.
    async fn record_all(store: &Store, steps: Vec<(Held, Step)>) -> Vec<bool> {
        let (recorder, writing) = Recorder::new(store.clone(), CancellationToken::new());
        let all = async move {
            let record = |(held, step)| recorder.record(held, step, SystemClock.now());
            join_all(steps.into_iter().map(record)).await
        };
        // All are in the queue before the writer looks for the first time.
        tokio::join!(biased; all, writing).0
    }

    #[tokio::test]
    async fn a_lost_claim_keeps_nobody_else_from_writing() {
        let (_folder, store, held) = claimed(7).await;
        let lost = held[2];
        let taken_over = store.write(|tx| async move {
            message::Entity::update_many()
                .col_expr(message::Column::Fence, Expr::col(message::Column::Fence).add(1))
                .filter(message::Column::Id.eq(lost.id))
                .exec(tx.conn())
                .await?;
            tx.commit(Emit::nothing("a test")).await?;
            Ok::<_, LedgerError>(())
        });
        taken_over.await.unwrap();

        let written = record_together(&store, &held, begin()).await;
        let expected: Vec<bool> = held.iter().map(|held| *held != lost).collect();
        assert_eq!(written, expected);
        let attempts = attempt::Entity::find().count(store.read()).await.unwrap();
        let renderings = rendering::Entity::find().count(store.read()).await.unwrap();
        assert_eq!((attempts, renderings), (6, 6));
        let row = message::Entity::find_by_id(lost.id)
            .one(store.read())
            .await
            .unwrap()
            .unwrap();
        assert_eq!((row.state.as_str(), row.attempts), ("claimed", 0));

        assert_eq!(record_together(&store, &held, Step::Dot).await, expected);
    }

    #[tokio::test]
    async fn dots_and_other_steps_that_come_together_are_all_written() {
        let (_folder, store, held) = claimed(4).await;
        let (first, second) = held.split_at(2);
        assert_eq!(record_together(&store, first, begin()).await, [true, true]);
        let steps = [
            (second[0], begin()),
            (first[0], Step::Dot),
            (second[1], begin()),
            (first[1], Step::Dot),
        ];
        assert_eq!(record_all(&store, steps.to_vec()).await, [true; 4]);
        let phases = async |held: &[Held]| {
            let rows =
                message::Entity::find().filter(message::Column::Id.is_in(held.iter().map(|held| held.id)));
            let rows = rows.all(store.read()).await.unwrap();
            rows.into_iter().map(|row| row.phase.unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(
            (phases(first).await, phases(second).await),
            (vec!["dot".to_owned(); 2], vec!["below".to_owned(); 2])
        );
    }

    /// Of a connection at work: its message's end and the next one's dot, which comes as soon as the reply is there.
    #[test]
    fn what_ended_is_written_first_then_dots_then_the_rest() {
        let then = |state| Then {
            state,
            reason: None,
            next_attempt_at: None,
        };
        let end = || Step::End {
            number: 1,
            attempted: Attempted {
                verdict: Verdict::Accepted,
                phase: Phase::Done,
                code: Some(250),
                reply: "2.0.0 taken".to_owned(),
                provider: None,
            },
            then: then(State::Accepted),
        };
        let leave = Step::Leave(then(State::Due));
        let steps = [begin(), end(), Step::Dot, leave, Step::Dot, end(), begin()];
        let entry = |(id, step)| Entry {
            held: Held {
                id: Uuid::from_u128(id),
                fence: 1,
            },
            step,
            at: SystemClock.now(),
            done: oneshot::channel().0,
        };
        let mut commits = commits((0..).zip(steps).map(entry).collect());
        commits.reverse();
        let written: Vec<Vec<&str>> = commits
            .iter()
            .map(|commit| {
                let name = |entry: &Entry| match entry.step {
                    Step::End { .. } => "end",
                    Step::Dot => "dot",
                    _ => "other",
                };
                commit.iter().map(name).collect()
            })
            .collect();
        assert_eq!(
            written,
            [vec!["end", "end", "dot", "dot"], vec!["other", "other", "other"]]
        );
    }

    #[tokio::test]
    async fn a_contact_that_came_while_the_message_was_in_hand_makes_it_due() {
        let (_folder, store, held) = claimed(2).await;
        let row = message::Entity::find_by_id(held[0].id).one(store.read()).await;
        let contact = v1::Contact {
            party_id: row.unwrap().unwrap().recipient.to_string(),
            version: 1,
            display_name: "Amara".to_owned(),
            email: "applicant1@example.org".to_owned(),
            locale: "en".to_owned(),
            zone: "Africa/Lagos".to_owned(),
            ..Default::default()
        };
        let came = store.write(|tx| {
            let contact = contact.clone();
            async move {
                project::contact(tx.conn(), &contact, SystemClock.now()).await?;
                tx.commit(Emit::nothing("a test")).await?;
                Ok::<_, LedgerError>(())
            }
        });
        came.await.unwrap();
        let unknown = Step::Leave(Then {
            state: State::Deferred,
            reason: Some(CONTACT_UNKNOWN.into()),
            next_attempt_at: Some(SystemClock.now() + TimeDelta::hours(1)),
        });
        assert_eq!(record_together(&store, &held, unknown).await, [true, true]);
        let mut due = Vec::new();
        for held in held {
            let row = message::Entity::find_by_id(held.id).one(store.read()).await;
            due.push(row.unwrap().unwrap().next_attempt_at <= SystemClock.now());
        }
        assert_eq!(due, [true, false]);
    }

    #[tokio::test]
    async fn what_is_written_already_is_not_written_again() {
        let (_folder, store, held) = claimed(2).await;
        assert_eq!(record_together(&store, &held, begin()).await, [true, true]);
        // As after a commit whose answer was lost.
        assert_eq!(record_together(&store, &held[..1], begin()).await, [false]);
        assert_eq!(attempt::Entity::find().count(store.read()).await.unwrap(), 2);
    }
}
