//! A re-match: from what was published and what stands now to what would change. Pure.
//!
//! Where nothing but lists and seats decides and not everything is to be looked at anew, chains over the published
//! result in memory find it in microseconds. In every other case, and where chains don't keep it stable, the round is solved
//! from its documents.

mod chains;
mod harm;
mod seated;
mod situation;
mod solved;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::rematch::{
    MoveReason, REMATCH_FORMAT, REMATCH_RESULT_FORMAT, RematchMove, RematchPolicy, RematchRequest,
    RematchResult,
};

pub(crate) use harm::Harm;
pub(crate) use seated::{ForeignId, Seated};
pub(crate) use situation::Contradiction;
pub(crate) use solved::{read_round, solve_again};

use harm::Proposal;
use seated::NOWHERE;
use situation::Situation;

use crate::solving::{canonical_hash, place_of};

/// A request document may hold this many bytes.
pub(crate) const REQUEST_BYTES: usize = 64 << 20;

/// Why there is no re-match; trying again won't change it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unsolvable {
    /// What lies in the object store is not what was asked for.
    #[error("the request's hash is {found}, but {named} was named: ask for the re-match again")]
    RequestHash {
        /// As computed here.
        found: String,
        /// As the event says.
        named: String,
    },
    /// It is no request this version reads.
    #[error("the request can't be read: {0}; are all services of the same version?")]
    RequestUnreadable(String),
    /// It is about another round than the event.
    #[error("the request's {0} is not that of the event: ask for the re-match again")]
    RequestOfAnother(&'static str),
    /// It can't be meant as it is written.
    #[error("the request contradicts itself or the round: {0}")]
    RequestInvalid(String),
    /// The cohort isn't the one that was locked.
    #[error("the frozen cohort's hash is {found}, but {named} was named")]
    CohortHash {
        /// As computed here.
        found: String,
        /// As the request says.
        named: String,
    },
    /// The published result isn't there.
    #[error(
        "the round's stored result has the hash {found}, but {named} was named: is it the published round?"
    )]
    ResultHash {
        /// As stored.
        found: String,
        /// As the request says.
        named: String,
    },
    /// What this crate wrote can't be read back.
    #[error("the round's stored documents can't be read: {0}")]
    RoundUnreadable(String),
}

impl Unsolvable {
    /// Machine-readable.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::RequestHash { .. } => "request-hash-mismatch",
            Self::RequestUnreadable(_) => "request-unreadable",
            Self::RequestOfAnother(_) => "request-of-another-round",
            Self::RequestInvalid(_) => "request-invalid",
            Self::CohortHash { .. } => "cohort-hash-mismatch",
            Self::ResultHash { .. } => "result-hash-mismatch",
            Self::RoundUnreadable(_) => "round-unreadable",
        }
    }
}

impl From<Contradiction> for Unsolvable {
    fn from(contradiction: Contradiction) -> Self {
        Self::RequestInvalid(contradiction.to_string())
    }
}

impl From<ForeignId> for Unsolvable {
    fn from(foreign: ForeignId) -> Self {
        Self::RoundUnreadable(foreign.to_string())
    }
}

/// A request with its hash.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) request: RematchRequest,
    pub(crate) hash: String,
}

/// Reads a request about a round.
pub(crate) fn read_request(document: &[u8], programme: &str, round: &str) -> Result<Asked, Unsolvable> {
    if document.len() > REQUEST_BYTES {
        let (found, most) = (document.len(), REQUEST_BYTES);
        return Err(Unsolvable::RequestUnreadable(format!(
            "it has {found} bytes; at most {most} are taken"
        )));
    }
    let unreadable = |error: serde_json::Error| Unsolvable::RequestUnreadable(place_of(&error));
    let request: RematchRequest = serde_json::from_slice(document).map_err(unreadable)?;
    if request.format != REMATCH_FORMAT {
        return Err(Unsolvable::RequestUnreadable(format!(
            "its format is not `{REMATCH_FORMAT}`"
        )));
    }
    if request.programme.as_str() != programme {
        return Err(Unsolvable::RequestOfAnother("programme"));
    }
    if request.round.to_string() != round {
        return Err(Unsolvable::RequestOfAnother("round"));
    }
    let hash = canonical_hash(document).map_err(unreadable)?;
    Ok(Asked { request, hash })
}

/// What is proposed, and whether it was checked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proposed {
    pub(crate) result: RematchResult,
    pub(crate) json: Vec<u8>,
    pub(crate) hash: String,
    pub(crate) verified: bool,
}

/// What chains over the published result come to; none where they don't do, and the round has to be solved.
pub(crate) fn by_chains(seated: &Seated, asked: &Asked) -> Result<Option<Proposed>, Unsolvable> {
    let now = Situation::new(seated, &asked.request)?;
    let after = match asked.request.policy {
        RematchPolicy::MinChange if seated.by_chains => chains::follow(&now),
        // What the solver finds for the other side's optimum may differ where several seats are free at once.
        RematchPolicy::Frozen if seated.by_chains && seated.trainees_propose => chains::fill(&now),
        _ => return Ok(None),
    };
    let proposal = Proposal::new(&now, &after);
    if !proposal.blocking().is_empty() {
        return Ok(None);
    }
    let verified = said(proposal.check(asked.request.policy));
    Ok(Some(state(&now, &after, asked, 0, verified)))
}

/// Whether a check found nothing; a defect of this crate is told aloud.
fn said(check: Result<(), Harm>) -> bool {
    check
        .inspect_err(|harm| tracing::error!(%harm, "the check refutes a re-match: do not commit it, and report it as a defect"))
        .is_ok()
}

/// The result document.
fn state(
    now: &Situation<'_>,
    after: &BTreeMap<u32, u32>,
    asked: &Asked,
    blocking_pairs: u64,
    verified: bool,
) -> Proposed {
    let seated = now.seated;
    let place = |trainee: u32| {
        after
            .get(&trainee)
            .copied()
            .unwrap_or_else(|| now.stands(trainee))
    };
    let wish = |trainee, opening| seated.wish(trainee, opening).map(|e| e.tier + 1);
    let moved = |(&trainee, &to): (&u32, &u32)| {
        let from = now.stood(trainee);
        let id = seated.trainees.get(trainee as usize).copied()?;
        let reason = reason(now, asked.request.policy, (trainee, from, to));
        (from != to).then(|| RematchMove {
            trainee: id,
            from: seated.opening_id(from),
            to: seated.opening_id(to),
            reason,
            from_wish: wish(trainee, from),
            to_wish: wish(trainee, to),
            exclusions: match reason {
                MoveReason::NotFeasible => seated
                    .lapsed
                    .get(&(trainee, from))
                    .map(|codes| codes.iter().map(|c| c.to_string()).collect())
                    .unwrap_or_default(),
                _ => Vec::new(),
            },
        })
    };
    let mut moves: Vec<RematchMove> = after.iter().filter_map(moved).collect();
    moves.sort_by_key(|m| m.trainee);
    // Counted by what differs: a look mustn't cost what the round holds.
    let concerned: BTreeSet<u32> = now.moved_before().chain(after.keys().copied()).collect();
    let sitting = |at: &dyn Fn(u32) -> u32| concerned.iter().filter(|t| at(**t) != NOWHERE).count() as u64;
    let placed = (seated.placed + sitting(&place)).saturating_sub(sitting(&|t| seated.published(t)));
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let result = RematchResult {
        format: REMATCH_RESULT_FORMAT.to_owned(),
        round: asked.request.round,
        request_hash: asked.hash.clone(),
        policy: asked.request.policy,
        moves,
        placed: count(placed),
        seats: count(now.all_seats()),
        blocking_pairs: count(blocking_pairs),
    };
    let json = serde_jcs::to_vec(&result).unwrap_or_default();
    Proposed {
        hash: crate::solving::sha256_hex(&json),
        json,
        result,
        verified,
    }
}

fn reason(now: &Situation<'_>, policy: RematchPolicy, (trainee, from, to): (u32, u32, u32)) -> MoveReason {
    let tier = |opening| now.seated.wish(trainee, opening).map_or(NOWHERE, |e| e.tier);
    match now.lost.get(&trainee) {
        Some(why) => *why,
        None if policy == RematchPolicy::Full || !now.seated.by_chains => MoveReason::SolvedAgain,
        None if from == NOWHERE => MoveReason::Placed,
        None if to != NOWHERE && tier(to) <= tier(from) => MoveReason::SeatFreed,
        None => MoveReason::Displaced,
    }
}
