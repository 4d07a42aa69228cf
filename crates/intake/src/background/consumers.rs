//! What intake follows on the event stream: solved and failed rounds and re-matches, changed shortlists.

use berth_bus::{Delivery, Handler, Outcome};
use berth_events::{Envelope, Event, consumers};

use crate::desk::App;
use crate::refusal::Refusal;

/// Follows `round.solved`, `round.failed`, `rematch.solved` and `rematch.failed`.
pub(super) struct Rounds(pub(super) App);

/// Follows `shortlist.changed`.
pub(super) struct Shortlists(pub(super) App);

impl Handler for Rounds {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        let desk = self.0.system_desk(Some(delivery.envelope.trace));
        let id = delivery.envelope.id;
        let done = match read(&delivery.envelope) {
            Ok(Event::RoundSolved(solved)) => desk.round_solved(consumers::INTAKE_ROUNDS, id, &solved).await,
            Ok(Event::RoundFailed(failed)) => desk.round_failed(consumers::INTAKE_ROUNDS, id, &failed).await,
            Ok(Event::RematchSolved(solved)) => {
                desk.rematch_solved(consumers::INTAKE_ROUNDS, id, &solved).await
            }
            Ok(Event::RematchFailed(failed)) => {
                desk.rematch_failed(consumers::INTAKE_ROUNDS, id, &failed).await
            }
            Ok(_) => return Outcome::Ack,
            Err(outcome) => return outcome,
        };
        outcome(done, delivery.delivered)
    }
}

impl Handler for Shortlists {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        let desk = self.0.system_desk(Some(delivery.envelope.trace));
        let Envelope { id, time, .. } = delivery.envelope;
        let done = match read(&delivery.envelope) {
            Ok(Event::ShortlistChanged(changed)) => {
                desk.shortlist_changed(consumers::INTAKE_SHORTLISTS, id, time, &changed)
                    .await
            }
            Ok(_) => return Outcome::Ack,
            Err(outcome) => return outcome,
        };
        outcome(done, delivery.delivered)
    }
}

fn read(envelope: &Envelope) -> Result<Event, Outcome> {
    Event::decode(envelope).map_err(|error| Outcome::reject(error.to_string()))
}

/// What isn't there, or can't be read, stays so; all else may come right.
fn outcome(done: Result<(), Refusal>, delivered: u64) -> Outcome {
    match done {
        Ok(()) => Outcome::Ack,
        Err(error @ (Refusal::NotFound(_) | Refusal::Unreadable(_) | Refusal::Malformed { .. })) => {
            Outcome::reject(error.to_string())
        }
        Err(error) => Outcome::retry(delivered, error.to_string()),
    }
}
