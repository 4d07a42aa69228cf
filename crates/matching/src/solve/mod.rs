//! From a frozen round to its result: one pure function, the same on every machine.

mod bidding;
mod blocking;
mod board;
mod caps;
mod cardinality;
mod couples;
mod couples_exact;
mod dealt;
mod deferred;
mod exact;
mod flow;
mod held;
mod kiraly;
mod lists;
mod market;
mod rematch;
mod scarce;
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

use crate::both::both;
use crate::round::{
    Dual, InputError, LARGE, Note, NoteCode, Objective, PairWeights, Proposing, ResultFormat, RoundInput,
    RoundResult, Unfilled, hash_input,
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
    let (result, ()) = sealed(input, || {
        let problem = Problem::of(input)?;
        let caps = Caps::of(input, &problem.census, &problem.pinned, &problem.opening_draw);
        let outcome = decide(&problem, &caps);
        Ok((state(&problem, &caps, outcome), ()))
    })?;
    Ok(result)
}

/// A result with both hashes in. The document's is taken while the rest is worked out.
fn sealed<T>(
    input: &RoundInput,
    unsealed: impl FnOnce() -> Result<(RoundResult, T), SolveError>,
) -> Result<(RoundResult, T), SolveError> {
    let large = input.trainees.len() + input.openings.len() > LARGE;
    let (unsealed, input_hash) = both(large, unsealed, || hash_input(input));
    let (mut result, more) = unsealed?;
    result.input_hash = input_hash;
    Ok((result.seal(), more))
}

/// Deferred acceptance over lists in memory: where each trainee goes, ties as listed. For those who have numbers
/// already and need nothing of a document.
pub fn deferred_acceptance(
    trainees: &Lists,
    openings: &Lists,
    seats: Vec<u32>,
    proposing: Proposing,
) -> Vec<Option<u32>> {
    numbered(&deferred::over_lists(trainees, openings, &seats, proposing))
}

fn numbered(matching: &[u32]) -> Vec<Option<u32>> {
    let place = |opening: &u32| (*opening != UNPLACED).then_some(*opening);
    matching.iter().map(place).collect()
}

/// A heaviest matching and the prices that prove it: for every pair the two prices together reach its weight, and all
/// prices (an opening's once per seat) add up to the weight of the matching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heaviest {
    pub places: Vec<Option<u32>>,
    pub trainee_prices: Vec<i64>,
    pub opening_prices: Vec<i64>,
}

/// A pair that is there already, or names somebody beyond the numbers given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("pairs[{place}] is there already, or names somebody who isn't")]
pub struct PairError {
    pub place: usize,
}

/// The heaviest matching over pairs in memory: trainee, opening, weight. What isn't listed isn't allowed; pairs of no
/// weight are never taken. For those who have numbers already and need nothing of a document.
pub fn heaviest(trainees: usize, seats: Vec<u32>, pairs: &[(u32, u32, i64)]) -> Result<Heaviest, PairError> {
    let beyond = |(t, o, _): &(u32, u32, i64)| *t as usize >= trainees || *o as usize >= seats.len();
    if let Some(place) = pairs.iter().position(beyond) {
        return Err(PairError { place });
    }
    let weights = PairWeights::of_pairs(trainees, pairs).map_err(|place| PairError { place })?;
    let (ours, theirs) = setup::lists_from_weights(trainees, seats.len(), &weights);
    let forest = weight::Forest {
        parent: vec![None; seats.len()],
        capacity: seats.clone(),
    };
    let market = Market::join(&ours, &theirs, seats, market::Draws::default(), |_, _| true);
    let along = setup::weights_along(&market, &weights);
    let (matching, prices) = weight::heaviest(&market, &along, &forest);
    Ok(Heaviest {
        places: numbered(&matching),
        trainee_prices: prices.trainees,
        opening_prices: prices.nodes,
    })
}

/// The result that states an outcome: pins put back, all pairs judged.
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
    RoundResult {
        blocking_pairs: verdict.blocking,
        dual: outcome.dual,
        format: ResultFormat::V1,
        input_hash: String::new(),
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
    }
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

/// A matching of one market, and by what it was chosen.
struct Choice {
    matching: Assignment,
    by: By,
    notes: Vec<Note>,
}

enum By {
    /// Stable under the lists as drawn.
    Lottery,
    SuperStable,
    StronglyStable,
    /// As large as was found; how two ends of a range compare isn't asked.
    Size,
    /// Those who go together leave no two ends to compare.
    Together,
    Weight(weight::Prices),
}

impl Choice {
    fn new(matching: Assignment, by: By) -> Self {
        Self {
            matching,
            by,
            notes: Vec::new(),
        }
    }

    fn note(mut self, code: NoteCode, count: Option<u64>, text: impl Into<String>) -> Self {
        self.notes.push(Note {
            code,
            count,
            text: text.into(),
        });
        self
    }
}

fn decide(problem: &Problem<'_>, caps: &Caps) -> Outcome {
    let settled = seats::settle(problem, |market, closed| choose(problem, caps, market, closed));
    let seats::Settled {
        choice,
        closed,
        mut notes,
    } = settled;
    let market = problem.open.without(&closed);
    let opposite = other(problem.input.proposing());
    let (unique, dual) = match choice.by {
        By::Lottery => (
            Some(end_of_range(&market, caps, opposite) == choice.matching),
            None,
        ),
        By::SuperStable => {
            let other_end = superstable::super_stable(&market, opposite);
            (Some(other_end.as_ref() == Some(&choice.matching)), None)
        }
        By::StronglyStable | By::Size | By::Together => (None, None),
        By::Weight(prices) => (None, Some(problem.dual(caps, &prices))),
    };
    notes.extend(choice.notes);
    Outcome {
        unfilled: seats::unfilled(problem, &choice.matching, &closed),
        matching: choice.matching,
        closed,
        dual,
        unique,
        notes,
    }
}

/// The objective's matching of a market in which the closed openings have no seat.
fn choose(problem: &Problem<'_>, caps: &Caps, market: &Market, closed: &[bool]) -> Choice {
    let stable = || end_of_range(market, caps, problem.input.proposing());
    match problem.input.objective() {
        Objective::Stable | Objective::StableMax if !problem.couples.is_empty() => {
            stable::together(problem, caps, market, closed)
        }
        Objective::Stable if problem.ties && caps.is_empty() => {
            stable::beyond_the_lottery(problem, market, stable)
        }
        Objective::Stable => Choice::new(stable(), By::Lottery),
        Objective::StableMax => stable::as_large_as_possible(problem, caps, market, stable()),
        Objective::MaxCardinality => {
            let stable = stable();
            let matching = cardinality::augment(market, caps, &problem.pins(), &stable);
            let more = placed(&matching).saturating_sub(placed(&stable));
            Choice::new(matching, By::Size).note(
                NoteCode::Size,
                Some(more),
                format!("{more} placements more than the stable result"),
            )
        }
        Objective::MaxWeight => {
            let forest = caps.forest_over(&market.seats, &problem.pins());
            let (matching, prices) = weight::heaviest(market, &problem.weights_along(market), &forest);
            Choice::new(matching, By::Weight(prices))
        }
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
