//! From a frozen round to its result: one pure function, the same on every machine.

mod blocking;
mod caps;
mod cardinality;
mod deferred;
mod flow;
mod lists;
mod market;
mod seats;
mod setup;

use std::collections::BTreeMap;

pub use lists::Lists;

use crate::round::{
    InputError, Note, NoteCode, Objective, Proposing, ResultFormat, RoundInput, RoundResult, hash_input,
};
use caps::Caps;
use deferred::{Assignment, UNPLACED};
use market::Market;
use setup::Problem;

/// Why a round can't be solved; the input is at fault.
#[derive(Debug, thiserror::Error)]
pub enum SolveError {
    #[error(transparent)]
    Input(#[from] InputError),
}

/// Solves a round. The result is sealed (both hashes are in) and carries no timings.
pub fn solve(input: &RoundInput) -> Result<RoundResult, SolveError> {
    input.check()?;
    let problem = Problem::of(input);
    let caps = Caps::of(input, &problem.census, &problem.pinned, &problem.opening_draw);
    let mut notes = problem.notes.clone();
    let proposing = input.proposing();
    let settled = seats::settle(&problem, |market| end_of_range(market, &caps, proposing));
    let mut market = problem.open.clone();
    for (seats, closed) in market.seats.iter_mut().zip(&settled.closed) {
        if *closed {
            *seats = 0;
        }
    }
    let mut unique = None;
    let mut matching = settled.matching;
    match input.objective() {
        Objective::Stable | Objective::StableMax => {
            unique = Some(end_of_range(&market, &caps, other(proposing)) == matching);
        }
        Objective::MaxCardinality | Objective::MaxWeight => {
            let mut pins = vec![0; problem.census.openings().len()];
            for opening in problem.pinned.iter().filter(|o| **o != UNPLACED) {
                if let Some(count) = pins.get_mut(*opening as usize) {
                    *count += 1;
                }
            }
            let stable = placed(&matching);
            matching = cardinality::augment(&market, &caps, &pins, &matching);
            notes.push(Note {
                code: NoteCode::Size,
                count: Some(placed(&matching) - stable),
                text: format!(
                    "{} placements more than the stable result",
                    placed(&matching) - stable
                ),
            });
        }
    }
    for (own, &pin) in matching.iter_mut().zip(&problem.pinned) {
        if pin != UNPLACED {
            *own = pin;
        }
    }
    let verdict = blocking::judge(&problem, &caps, &matching, &settled.closed);
    notes.extend(settled.notes);
    let result = RoundResult {
        blocking_pairs: verdict.blocking,
        dual: None,
        format: ResultFormat::V1,
        input_hash: hash_input(input),
        matching: named(&problem, &matching),
        notes,
        objective: input.objective(),
        placed: placed(&matching),
        proposing,
        result_hash: String::new(),
        seats: input.openings.iter().map(|o| u64::from(o.seats)).sum(),
        stability: verdict.stability,
        timings_ms: None,
        unfilled: settled.unfilled,
        unique,
        waived: verdict.waived,
    };
    Ok(result.seal())
}

/// One end of the stable range of a market: the best for those who propose.
fn end_of_range(market: &Market, caps: &Caps, proposing: Proposing) -> Assignment {
    match (proposing, caps.is_empty()) {
        (Proposing::Trainees, true) => deferred::trainees_propose(market),
        (Proposing::Openings, true) => deferred::openings_propose(market),
        (Proposing::Trainees, false) => caps::trainees_propose(market, caps),
        (Proposing::Openings, false) => caps::openings_propose(market, caps),
    }
}

fn other(proposing: Proposing) -> Proposing {
    match proposing {
        Proposing::Trainees => Proposing::Openings,
        Proposing::Openings => Proposing::Trainees,
    }
}

fn placed(matching: &[u32]) -> u64 {
    matching.iter().filter(|&&opening| opening != UNPLACED).count() as u64
}

fn named(problem: &Problem<'_>, matching: &[u32]) -> BTreeMap<String, Option<String>> {
    let openings = problem.census.openings();
    let place = |opening: &u32| openings.get(*opening as usize).map(|id| (*id).to_owned());
    problem
        .census
        .trainees()
        .iter()
        .zip(matching)
        .map(|(id, opening)| ((*id).to_owned(), place(opening)))
        .collect()
}
