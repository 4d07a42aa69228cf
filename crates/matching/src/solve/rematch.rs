//! After a decline, lapse or withdrawal: the next matching, and every move with its reason, before anything is committed.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::board::{Board, Move, MoveReason};
use super::caps::Caps;
use super::setup::Problem;
use super::{Outcome, SolveError, sealed, seats, solve, state};
use crate::round::{InputError, MinSeatsPolicy, Note, NoteCode, Objective, RoundInput, RoundResult};

/// How much may change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Nobody who has a place moves; free seats go to those without one.
    Frozen,
    /// A vacancy chain from each freed seat and a proposal chain for each trainee without a place: stable again, and
    /// only those concerned move.
    #[default]
    MinChange,
    /// The whole round is solved again; only accepted pairs stay.
    Full,
}

/// A proposed next matching.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rematch {
    /// What it was decided from: the round with accepted (under `frozen`: all) pairs pinned. [`crate::verify`] takes it.
    pub input: RoundInput,
    pub result: RoundResult,
    /// From what was to what would be, one entry for each trainee whose place changes.
    pub moves: Vec<Move>,
}

/// Why there is no re-match.
#[derive(Debug, thiserror::Error)]
pub enum RematchError {
    #[error(transparent)]
    Solve(#[from] SolveError),
    #[error("the accepted pair {0} and {1} can't be kept: {2}")]
    Accepted(String, String, InputError),
}

/// Re-matches `round` (as it is now: without those who left, with the seats there are) from the placements of before.
/// Accepted pairs stay whatever the policy.
pub fn rematch(
    round: &RoundInput,
    before: &BTreeMap<String, Option<String>>,
    accepted: &[(String, String)],
    policy: Policy,
) -> Result<Rematch, RematchError> {
    let input = pinned(round, before, accepted, policy)?;
    let simple =
        input.caps().is_empty() && input.together().is_empty() && input.objective() == Objective::Stable;
    let chains = simple && policy == Policy::MinChange;
    let local = chains
        .then(|| sealed(&input, || min_change(&input, before)))
        .transpose()?;
    // Placements that weren't stable before can't be mended by chains alone, and chains close no opening.
    let closes = input.min_seats_policy() == MinSeatsPolicy::Close;
    let mends = |result: &RoundResult| result.stability.weak && (!closes || result.unfilled.is_empty());
    let (result, mut reasons) = match local.filter(|(result, _)| mends(result)) {
        Some(local) => local,
        None => (solve(&input)?, HashMap::new()),
    };
    let trainees: HashSet<&String> = before.keys().chain(result.matching.keys()).collect();
    let mut moves = Vec::new();
    for trainee in trainees {
        let from = before.get(trainee).cloned().flatten();
        let to = result.matching.get(trainee).cloned().flatten();
        if from != to {
            let reason = match (policy, &to) {
                _ if !result.matching.contains_key(trainee) => MoveReason::Left,
                (Policy::Frozen, Some(_)) => MoveReason::Placed,
                (Policy::Frozen, None) => MoveReason::SeatLost,
                _ => reasons
                    .remove(trainee)
                    .unwrap_or(if simple && policy == Policy::MinChange {
                        MoveReason::SeatLost
                    } else {
                        MoveReason::SolvedAgain
                    }),
            };
            moves.push(Move {
                trainee: trainee.clone(),
                from,
                to,
                reason,
            });
        }
    }
    moves.sort_by(|a, b| a.trainee.cmp(&b.trainee));
    Ok(Rematch { input, result, moves })
}

/// Local chains over the open market, not sealed; the last reason of each trainee.
fn min_change(
    input: &RoundInput,
    before: &BTreeMap<String, Option<String>>,
) -> Result<(RoundResult, HashMap<String, MoveReason>), SolveError> {
    let problem = Problem::of(input)?;
    let caps = Caps::of(input, &problem.census, &problem.pinned, &problem.opening_draw);
    let mut board = Board::over(&problem, before);
    let reasons = board
        .settle()
        .into_iter()
        .map(|m| (m.trainee, m.reason))
        .collect();
    let matching = board.assignment();
    let closed = vec![false; problem.census.openings().len()];
    let text =
        "changed as little as stability allows from the placements of before; not chosen for either side";
    let outcome = Outcome {
        unfilled: seats::unfilled(&problem, &matching, &closed),
        matching,
        closed,
        dual: None,
        unique: None,
        notes: vec![Note {
            code: NoteCode::MinChange,
            count: None,
            text: text.to_owned(),
        }],
    };
    Ok((state(&problem, &caps, outcome), reasons))
}

/// The round with its immovable pairs pinned.
fn pinned(
    round: &RoundInput,
    before: &BTreeMap<String, Option<String>>,
    accepted: &[(String, String)],
    policy: Policy,
) -> Result<RoundInput, RematchError> {
    let mut input = round.clone();
    let mut pins = round.pinned().to_vec();
    let mut taken: HashSet<String> = pins.iter().map(|(t, _)| t.clone()).collect();
    for (trainee, opening) in accepted {
        if taken.insert(trainee.clone()) {
            pins.push((trainee.clone(), opening.clone()));
            input.pinned = Some(pins.clone());
        }
    }
    let firm = pins.len();
    input.check().map_err(|fault| match accepted.last() {
        Some((trainee, opening)) => RematchError::Accepted(trainee.clone(), opening.clone(), fault),
        None => RematchError::Solve(fault.into()),
    })?;
    if policy == Policy::Frozen {
        // Who no longer fits (the opening is gone, the seats are fewer) isn't held.
        let seats: HashMap<&str, u32> = round.openings.iter().map(|o| (o.id.as_str(), o.seats)).collect();
        let known: HashSet<&str> = round.trainees.iter().map(|t| t.id.as_str()).collect();
        let forbidden: HashSet<&(String, String)> = round.forbidden().iter().collect();
        let mut filled: HashMap<String, u32> = HashMap::new();
        for (_, opening) in pins.iter().take(firm) {
            *filled.entry(opening.clone()).or_default() += 1;
        }
        for (trainee, opening) in before.iter().filter_map(|(t, o)| Some((t, o.as_ref()?))) {
            let pair = (trainee.clone(), opening.clone());
            let count = filled.entry(opening.clone()).or_default();
            let fits = seats.get(opening.as_str()).is_some_and(|seats| *count < *seats);
            if fits
                && known.contains(trainee.as_str())
                && !forbidden.contains(&pair)
                && taken.insert(trainee.clone())
            {
                *count += 1;
                pins.push(pair);
            }
        }
        input.pinned = Some(pins);
    }
    Ok(input)
}
