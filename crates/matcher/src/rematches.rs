//! Re-matches: asked for by an event, with documents in the object store; or by a question, to look at.

use berth_bus::{BusError, Refusal};
use berth_domain::id::{ProgrammeId, RematchId, RoundId};
use berth_domain::rematch::RematchMove;
use berth_events::{Event, v1};

use crate::published::{Published, blocking};
use crate::rematch::{Asked, Proposed, Unsolvable, read_request};
use crate::work::{Answer, NotDone, Work};

/// Moves an answer to a question holds at most: it has to fit a message.
pub(crate) const MOVES: usize = 2000;

/// What a requested re-match comes to.
pub(crate) async fn solve(work: &Work, requested: &v1::RematchRequested) -> Result<Answer, NotDone> {
    let programme: ProgrammeId = requested.programme_id.parse().map_err(|_| NotDone::Ids)?;
    let round: RoundId = requested.round_id.parse().map_err(|_| NotDone::Ids)?;
    let rematch: RematchId = requested.rematch_id.parse().map_err(|_| NotDone::Ids)?;
    let proposed = match read_requested(work, requested).await? {
        Ok(asked) => work.published.propose(asked).await?,
        Err(unsolvable) => Err(unsolvable),
    };
    Ok(match proposed {
        Ok(proposed) => {
            let result_object = format!("{round}/rematch/{rematch}/result.json");
            work.bus.objects().put(&result_object, &proposed.json).await?;
            let result = &proposed.result;
            Answer {
                event: Event::from(v1::RematchSolved {
                    programme_id: requested.programme_id.clone(),
                    round_id: requested.round_id.clone(),
                    rematch_id: requested.rematch_id.clone(),
                    request_hash: requested.request_hash.clone(),
                    result_object,
                    result_hash: proposed.hash.clone(),
                    moves: count(result.moves.len()),
                    placed: result.placed,
                    seats: result.seats,
                    blocking_pairs: result.blocking_pairs,
                    verified: proposed.verified,
                }),
                programme,
                about: format!("rematch {rematch} {}", proposed.hash),
                outcome: "solved",
            }
        }
        Err(unsolvable) => {
            tracing::warn!(%programme, %round, %rematch, reason_code = unsolvable.code(), reason = %unsolvable, "round can't be matched again");
            Answer {
                event: Event::from(v1::RematchFailed {
                    programme_id: requested.programme_id.clone(),
                    round_id: requested.round_id.clone(),
                    rematch_id: requested.rematch_id.clone(),
                    request_hash: requested.request_hash.clone(),
                    reason_code: unsolvable.code().to_owned(),
                    detail: unsolvable.to_string(),
                }),
                programme,
                about: format!(
                    "rematch {rematch} {} {}",
                    unsolvable.code(),
                    requested.request_hash
                ),
                outcome: "failed",
            }
        }
    })
}

/// The request an event names, if it is the one it means.
async fn read_requested(
    work: &Work,
    requested: &v1::RematchRequested,
) -> Result<Result<Asked, Unsolvable>, NotDone> {
    let document = work.bus.objects().get(&requested.request_object).await?;
    let requested = requested.clone();
    blocking(move || {
        let asked = read_request(&document, &requested.programme_id, &requested.round_id)?;
        if asked.hash.eq_ignore_ascii_case(&requested.request_hash) {
            Ok(asked)
        } else {
            Err(Unsolvable::RequestHash {
                found: asked.hash,
                named: requested.request_hash,
            })
        }
    })
    .await
}

/// What a re-match would change, before anything is committed.
pub(crate) async fn look(
    published: Published,
    question: v1::RematchRequest,
) -> Result<v1::RematchResponse, Refusal> {
    let (programme, round) = (&question.programme_id, &question.round_id);
    let asked = read_request(question.document_json.as_bytes(), programme, round).map_err(|e| refusal(&e))?;
    let proposed = published.propose(asked).await.map_err(|e| not_done(&e))?;
    proposed.map(response).map_err(|e| refusal(&e))
}

fn response(proposed: Proposed) -> v1::RematchResponse {
    let result = proposed.result;
    v1::RematchResponse {
        request_hash: result.request_hash,
        result_hash: proposed.hash,
        moves_total: count(result.moves.len()),
        moves: result
            .moves
            .iter()
            .take(MOVES)
            .map(|m| told_as(m, None))
            .collect(),
        placed: result.placed,
        seats: result.seats,
        blocking_pairs: result.blocking_pairs,
        verified: proposed.verified,
    }
}

/// A move as an answer tells it, with another reason code and its words where there is one.
pub(crate) fn told_as(moved: &RematchMove, reason: Option<(&str, &str)>) -> v1::ProposedMove {
    let id =
        |opening: Option<berth_domain::id::OpeningId>| opening.map(|o| o.to_string()).unwrap_or_default();
    v1::ProposedMove {
        trainee_id: moved.trainee.to_string(),
        from_opening_id: id(moved.from),
        to_opening_id: id(moved.to),
        reason_code: reason.map_or(moved.reason.as_str(), |(code, _)| code).to_owned(),
        from_wish: moved.from_wish.unwrap_or(0),
        to_wish: moved.to_wish.unwrap_or(0),
        exclusions: moved.exclusions.clone(),
        sentence: reason.map_or_else(|| moved.sentence(), |(_, why)| moved.sentence_about(why)),
    }
}

fn refusal(unsolvable: &Unsolvable) -> Refusal {
    Refusal::new(unsolvable.code(), unsolvable.to_string())
}

/// What an answer says when documents can't be had now.
pub(crate) fn not_done(error: &NotDone) -> Refusal {
    let code = match error {
        NotDone::Objects(BusError::NoObject(_)) => "no-such-object",
        _ => "not-now",
    };
    Refusal::new(code, error.to_string())
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
