//! Locked rounds: fetch the frozen cohort, solve, check, store both documents, publish the result.
//!
//! Everything follows from the frozen cohort alone, and every step may be done twice: the documents have the same
//! bytes, the event has the same id. So two replicas, or one killed between any two steps and another that goes on,
//! leave the same behind.

use std::time::Duration;

use berth_bus::{Bus, BusError, Delivery, Handler, Outcome, PublishError};
use berth_domain::id::{ProgrammeId, RoundId};
use berth_events::{Envelope, Event, Stamp, v1};
use berth_runtime::SharedClock;
use tokio::time::Instant;
use uuid::Uuid;

use crate::SOURCE;
use crate::follow::millis;
use crate::shortlist::EVENT_IDS;
use crate::solving::{Solved, Unsolvable, solve_frozen};

/// How often the server is told that a round is still being solved; well under its ack wait.
const PROGRESS: Duration = Duration::from_secs(10);

/// Solves rounds as they are locked.
pub(crate) struct Rounds {
    pub(crate) bus: Bus,
    pub(crate) clock: SharedClock,
}

/// Why a round is not done yet, and whether trying again may help.
#[derive(Debug, thiserror::Error)]
enum NotDone {
    #[error("the object store: {0}")]
    Objects(#[from] BusError),
    #[error("publishing: {0}")]
    Publish(#[from] PublishError),
    #[error("the solver stopped unexpectedly; see the log")]
    Solver,
}

impl NotDone {
    /// A refusal for good goes to the dead letters, where an operator sees what to change; all else is tried again.
    fn outcome(&self, delivered: u64) -> Outcome {
        match self {
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

impl Handler for Rounds {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        let envelope = &delivery.envelope;
        let locked = match Event::decode(envelope) {
            Ok(Event::RoundLocked(locked)) => locked,
            Ok(other) => {
                return Outcome::reject(format!("expected berth.v1.RoundLocked, not {}", other.ce_type()));
            }
            Err(error) => return Outcome::reject(error.to_string()),
        };
        let (Ok(programme), Ok(round)) = (locked.programme_id.parse(), locked.round_id.parse()) else {
            return Outcome::reject("the event's programme or round id can't be read");
        };
        let started = Instant::now();
        match self.solve(&delivery, &locked, &programme, round).await {
            Ok(outcome) => {
                metrics::counter!("berth_matcher_rounds_total", "outcome" => outcome).increment(1);
                metrics::histogram!("berth_matcher_round_seconds").record(started.elapsed().as_secs_f64());
                let trace_id = envelope.trace.trace_id();
                tracing::info!(%programme, %round, outcome, delivered = delivery.delivered, elapsed_ms = millis(started.elapsed()), trace_id, "round done");
                Outcome::Ack
            }
            Err(error) => {
                metrics::counter!("berth_matcher_rounds_total", "outcome" => "retried").increment(1);
                tracing::warn!(%programme, %round, delivered = delivery.delivered, %error, "round not done yet");
                error.outcome(delivery.delivered)
            }
        }
    }
}

impl Rounds {
    async fn solve(
        &self,
        delivery: &Delivery,
        locked: &v1::RoundLocked,
        programme: &ProgrammeId,
        round: RoundId,
    ) -> Result<&'static str, NotDone> {
        let frozen = self.bus.objects().get(&locked.cohort_object).await?;
        let solving = {
            let locked = locked.clone();
            tokio::task::spawn_blocking(move || solve_frozen(&frozen, &locked))
        };
        let event = match with_progress(delivery, solving).await? {
            Ok(solved) => {
                if !solved.verified {
                    tracing::error!(%programme, %round, result_hash = solved.result_hash, "the checker refutes the result: do not approve this round, and report it as a defect");
                }
                self.store(locked, round, *solved).await?
            }
            Err(unsolvable) => {
                tracing::warn!(%programme, %round, reason_code = unsolvable.code(), reason = %unsolvable, "round can't be solved");
                failed(locked, &unsolvable)
            }
        };
        let (id, outcome) = match &event {
            Event::RoundSolved(solved) => (event_id(round, &solved.result_hash), "solved"),
            Event::RoundFailed(failed) => (
                event_id(round, &format!("{} {}", failed.reason_code, failed.cohort_hash)),
                "failed",
            ),
            _ => return Err(NotDone::Solver),
        };
        self.bus
            .publish(&self.envelope(delivery, id, programme, &event))
            .await?;
        Ok(outcome)
    }

    /// Puts both documents into the object store; the event that names them comes after.
    async fn store(
        &self,
        locked: &v1::RoundLocked,
        round: RoundId,
        solved: Solved,
    ) -> Result<Event, NotDone> {
        let (input_object, result_object) = (format!("{round}/input.json"), format!("{round}/result.json"));
        let objects = self.bus.objects();
        objects.put(&input_object, &solved.input_json).await?;
        objects.put(&result_object, &solved.result_json).await?;
        Ok(Event::from(v1::RoundSolved {
            programme_id: locked.programme_id.clone(),
            round_id: locked.round_id.clone(),
            cohort_hash: locked.cohort_hash.clone(),
            input_object,
            input_hash: solved.input_hash,
            result_object,
            result_hash: solved.result_hash,
            placed: solved.placed,
            seats: solved.seats,
            blocking_pairs: solved.blocking_pairs,
            verified: solved.verified,
            max_cardinality_placed: solved.max_cardinality_placed,
        }))
    }

    fn envelope(&self, delivery: &Delivery, id: Uuid, programme: &ProgrammeId, event: &Event) -> Envelope {
        let stamp = Stamp {
            source: SOURCE,
            time: self.clock.now(),
            trace: delivery.envelope.trace.child(id),
        };
        stamp.event(id, programme, 0, event)
    }
}

fn failed(locked: &v1::RoundLocked, unsolvable: &Unsolvable) -> Event {
    Event::from(v1::RoundFailed {
        programme_id: locked.programme_id.clone(),
        round_id: locked.round_id.clone(),
        cohort_hash: locked.cohort_hash.clone(),
        reason_code: unsolvable.code().to_owned(),
        detail: unsolvable.to_string(),
    })
}

/// The id an event about a round has whoever publishes it, and however often.
fn event_id(round: RoundId, about: &str) -> Uuid {
    Uuid::new_v5(&EVENT_IDS, format!("round {round} {about}").as_bytes())
}

/// Waits for the solver, and tells the server meanwhile that work goes on.
async fn with_progress<T>(
    delivery: &Delivery,
    mut solving: tokio::task::JoinHandle<T>,
) -> Result<T, NotDone> {
    loop {
        tokio::select! {
            done = &mut solving => return done.map_err(|_| NotDone::Solver),
            () = tokio::time::sleep(PROGRESS) => delivery.progress().await,
        }
    }
}
