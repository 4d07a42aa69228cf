//! Locked rounds: fetch the frozen cohort, solve, check, store both documents, say what came of it.

use berth_domain::id::{ProgrammeId, RoundId};
use berth_events::{Event, v1};

use crate::published::{input_object, result_object};
use crate::solving::{Solved, Unsolvable, solve_frozen};
use crate::work::{Answer, NotDone, Work};

/// What a locked round comes to.
pub(crate) async fn solve(work: &Work, locked: &v1::RoundLocked) -> Result<Answer, NotDone> {
    let programme: ProgrammeId = locked.programme_id.parse().map_err(|_| NotDone::Ids)?;
    let round: RoundId = locked.round_id.parse().map_err(|_| NotDone::Ids)?;
    let frozen = work.bus.objects().get(&locked.cohort_object).await?;
    let solving = {
        let locked = locked.clone();
        tokio::task::spawn_blocking(move || solve_frozen(&frozen, &locked))
    };
    Ok(match solving.await.map_err(|_| NotDone::Solver)? {
        Ok(solved) => {
            if !solved.verified {
                tracing::error!(%programme, %round, result_hash = solved.result_hash, "the checker refutes the result: do not approve this round, and report it as a defect");
            }
            let about = format!("round {round} {}", solved.result_hash);
            Answer {
                event: store(work, locked, round, *solved).await?,
                programme,
                about,
                outcome: "solved",
            }
        }
        Err(unsolvable) => {
            tracing::warn!(%programme, %round, reason_code = unsolvable.code(), reason = %unsolvable, "round can't be solved");
            Answer {
                event: failed(locked, &unsolvable),
                programme,
                about: format!("round {round} {} {}", unsolvable.code(), locked.cohort_hash),
                outcome: "failed",
            }
        }
    })
}

/// Puts both documents into the object store; the event that names them comes after.
async fn store(
    work: &Work,
    locked: &v1::RoundLocked,
    round: RoundId,
    solved: Solved,
) -> Result<Event, NotDone> {
    let (input_object, result_object) = (input_object(round), result_object(round));
    let objects = work.bus.objects();
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

fn failed(locked: &v1::RoundLocked, unsolvable: &Unsolvable) -> Event {
    Event::from(v1::RoundFailed {
        programme_id: locked.programme_id.clone(),
        round_id: locked.round_id.clone(),
        cohort_hash: locked.cohort_hash.clone(),
        reason_code: unsolvable.code().to_owned(),
        detail: unsolvable.to_string(),
    })
}
