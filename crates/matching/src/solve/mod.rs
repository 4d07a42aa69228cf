//! From a frozen round to its result: one pure function, the same on every machine.

mod bidding;
mod blocking;
mod board;
mod caps;
mod cardinality;
mod couples;
mod couples_exact;
mod deferred;
mod exact;
mod flow;
mod kiraly;
mod lists;
mod market;
mod ranked;
mod rematch;
mod seating;
mod seats;
mod setup;
mod stable;
mod strong;
mod superstable;
mod weight;

use std::collections::BTreeMap;

pub use board::{Board, Move, MoveReason};
pub use lists::Lists;
pub use rematch::{Policy, Rematch, RematchError, rematch};

use crate::round::{
    Dual, InputError, Note, NoteCode, Objective, Proposing, ResultFormat, RoundInput, RoundResult, Unfilled,
    hash_input,
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
    let outcome = decide(&problem, &caps);
    Ok(state(&problem, &caps, outcome))
}

/// Deferred acceptance over lists in memory: where each trainee goes, ties as listed. For those who have numbers
/// already and need nothing of a document.
pub fn deferred_acceptance(
    trainees: &Lists,
    openings: &Lists,
    seats: Vec<u32>,
    proposing: Proposing,
) -> Vec<Option<u32>> {
    let matching = deferred::over_lists(trainees, openings, &seats, proposing);
    matching
        .into_iter()
        .map(|opening| (opening != UNPLACED).then_some(opening))
        .collect()
}

/// The result that states an outcome: pins put back, all pairs judged, hashed.
fn state(problem: &Problem<'_>, caps: &Caps, mut outcome: Outcome) -> RoundResult {
    let input = problem.input;
    for (own, &pin) in outcome.matching.iter_mut().zip(&problem.pinned) {
        if pin != UNPLACED {
            *own = pin;
        }
    }
    let verdict = blocking::judge(problem, caps, &outcome.matching, &outcome.closed);
    let mut notes = problem.notes.clone();
    notes.append(&mut outcome.notes);
    let result = RoundResult {
        blocking_pairs: verdict.blocking,
        dual: outcome.dual,
        format: ResultFormat::V1,
        input_hash: hash_input(input),
        matching: named(problem, &outcome.matching),
        notes,
        objective: input.objective(),
        placed: placed(&outcome.matching),
        proposing: input.proposing(),
        result_hash: String::new(),
        seats: input.openings.iter().map(|o| u64::from(o.seats)).sum(),
        stability: verdict.stability,
        timings_ms: None,
        unfilled: outcome.unfilled,
        unique: outcome.unique,
        waived: verdict.waived,
    };
    result.seal()
}

/// What an objective came to, before pins are put back and the pairs are judged.
struct Outcome {
    matching: Assignment,
    closed: Vec<bool>,
    unfilled: Vec<Unfilled>,
    dual: Option<Dual>,
    unique: Option<bool>,
    notes: Vec<Note>,
}

fn decide(problem: &Problem<'_>, caps: &Caps) -> Outcome {
    let proposing = problem.input.proposing();
    let stable = |market: &Market| end_of_range(market, caps, proposing);
    let pins = problem.pins();
    let most = |market: &Market| cardinality::augment(market, caps, &pins, &stable(market));
    let heaviest = |market: &Market| {
        let forest = caps.forest_over(&market.seats, &pins);
        weight::heaviest(market, &problem.weights_along(market), &forest)
    };
    // Those of the last market settled on.
    let prices = std::cell::RefCell::new(None);
    let settled = match problem.input.objective() {
        Objective::Stable | Objective::StableMax if problem.couples.is_empty() => {
            seats::settle(problem, stable)
        }
        Objective::Stable | Objective::StableMax => {
            seats::settle(problem, |market| couples::stable(problem, market))
        }
        Objective::MaxCardinality => seats::settle(problem, most),
        Objective::MaxWeight => seats::settle(problem, |market| {
            let (matching, found) = heaviest(market);
            prices.replace(Some(found));
            matching
        }),
    };
    let market = problem.open.without(&settled.closed);
    let mut outcome = Outcome {
        matching: settled.matching,
        closed: settled.closed,
        unfilled: settled.unfilled,
        dual: None,
        unique: None,
        notes: settled.notes,
    };
    match problem.input.objective() {
        _ if !problem.couples.is_empty() => stable::with_couples(problem, caps, &market, &mut outcome),
        Objective::Stable => {
            outcome.unique = Some(end_of_range(&market, caps, other(proposing)) == outcome.matching);
            if problem.ties && caps.is_empty() {
                stable::beyond_the_lottery(problem, &market, &mut outcome);
            }
        }
        Objective::StableMax => stable::as_large_as_possible(problem, caps, &market, &mut outcome),
        Objective::MaxCardinality => {
            let more = placed(&outcome.matching).saturating_sub(placed(&stable(&market)));
            outcome.note(
                NoteCode::Size,
                Some(more),
                format!("{more} placements more than the stable result"),
            );
        }
        Objective::MaxWeight => {
            let prices = prices.into_inner().unwrap_or_else(|| heaviest(&market).1);
            outcome.dual = Some(problem.dual(caps, &prices));
        }
    }
    outcome
}

impl Outcome {
    fn note(&mut self, code: NoteCode, count: Option<u64>, text: impl Into<String>) {
        self.notes.push(Note {
            code,
            count,
            text: text.into(),
        });
    }
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
