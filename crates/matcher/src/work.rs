//! The durable work: locked rounds to solve and published ones to match again, shared by the replicas.
//!
//! Everything follows from documents in the object store alone, and every step may be done twice: the documents have
//! the same bytes, the event has the same id. So two replicas, or one killed between any two steps and another that
//! goes on, leave the same behind.

use std::future::Future;
use std::time::Duration;

use berth_bus::{Bus, BusError, Delivery, Handler, Outcome, PublishError};
use berth_domain::id::ProgrammeId;
use berth_events::{Event, Stamp};
use berth_runtime::SharedClock;
use tokio::time::Instant;
use uuid::Uuid;

use crate::follow::millis;
use crate::published::Published;
use crate::shortlist::EVENT_IDS;
use crate::{SOURCE, rematches, rounds};

/// How often the server is told that something is still being solved; well under its ack wait.
const PROGRESS: Duration = Duration::from_secs(10);

/// Does what the consumer `matcher-rounds` brings.
pub(crate) struct Work {
    pub(crate) bus: Bus,
    pub(crate) clock: SharedClock,
    pub(crate) published: Published,
}

/// Why something is not done yet, and whether trying again may help.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotDone {
    #[error("the object store: {0}")]
    Objects(#[from] BusError),
    #[error("publishing: {0}")]
    Publish(#[from] PublishError),
    #[error("the solver stopped unexpectedly; see the log")]
    Solver,
    #[error("the event's ids can't be read")]
    Ids,
}

impl NotDone {
    /// A refusal for good goes to the dead letters, where an operator sees what to change; all else is tried again.
    fn outcome(&self, delivered: u64) -> Outcome {
        match self {
            Self::Ids => Outcome::reject(self.to_string()),
            Self::Publish(error)
                if !error.is_transient()
                    && !matches!(error, PublishError::NotProvisioned { .. } | PublishError::Closed) =>
            {
                Outcome::reject(self.to_string())
            }
            _ => Outcome::retry(delivered, self.to_string()),
        }
    }
}

/// What a piece of work came to: the event to be published, and whether it went well.
pub(crate) struct Answer {
    pub(crate) programme: ProgrammeId,
    pub(crate) event: Event,
    /// What the event's id is made of; the same whoever publishes it, and however often.
    pub(crate) about: String,
    pub(crate) outcome: &'static str,
}

impl Handler for Work {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        let started = Instant::now();
        let (what, done) = match Event::decode(&delivery.envelope) {
            Ok(Event::RoundLocked(locked)) => (
                "round",
                self.finish(&delivery, rounds::solve(self, &locked)).await,
            ),
            Ok(Event::RematchRequested(requested)) => (
                "rematch",
                self.finish(&delivery, rematches::solve(self, &requested)).await,
            ),
            Ok(other) => {
                return Outcome::reject(format!(
                    "expected berth.v1.RoundLocked or RematchRequested, not {}",
                    other.ce_type()
                ));
            }
            Err(error) => return Outcome::reject(error.to_string()),
        };
        let (elapsed, delivered) = (started.elapsed(), delivery.delivered);
        let (subject, trace_id) = (
            delivery.envelope.subject.as_str(),
            delivery.envelope.trace.trace_id(),
        );
        match done {
            Ok(outcome) => {
                note(what, outcome);
                metrics::histogram!(seconds(what)).record(elapsed.as_secs_f64());
                tracing::info!(
                    subject,
                    outcome,
                    delivered,
                    elapsed_ms = millis(elapsed),
                    trace_id,
                    "{what} done"
                );
                Outcome::Ack
            }
            Err(error) => {
                note(what, "retried");
                tracing::warn!(subject, delivered, %error, "{what} not done yet");
                error.outcome(delivered)
            }
        }
    }
}

fn note(what: &str, outcome: &'static str) {
    let name = if what == "round" {
        "berth_matcher_rounds_total"
    } else {
        "berth_matcher_rematches_total"
    };
    metrics::counter!(name, "outcome" => outcome).increment(1);
}

fn seconds(what: &str) -> &'static str {
    if what == "round" {
        "berth_matcher_round_seconds"
    } else {
        "berth_matcher_rematch_seconds"
    }
}

impl Work {
    /// Waits for an answer, telling the server meanwhile that work goes on, and publishes it.
    async fn finish(
        &self,
        delivery: &Delivery,
        answer: impl Future<Output = Result<Answer, NotDone>>,
    ) -> Result<&'static str, NotDone> {
        let mut answer = std::pin::pin!(answer);
        let answer = loop {
            tokio::select! {
                done = &mut answer => break done?,
                () = tokio::time::sleep(PROGRESS) => delivery.progress().await,
            }
        };
        let id = Uuid::new_v5(&EVENT_IDS, answer.about.as_bytes());
        let stamp = Stamp {
            source: SOURCE,
            time: self.clock.now(),
            trace: delivery.envelope.trace.child(id),
        };
        self.bus
            .publish(&stamp.event(id, &answer.programme, 0, &answer.event))
            .await?;
        Ok(answer.outcome)
    }
}
