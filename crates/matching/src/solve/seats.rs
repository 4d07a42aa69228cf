//! Minimum seats. By the Rural Hospitals theorem (Roth 1986) every stable matching fills an opening alike, so one
//! run decides which minimums can be met at all; the others are closed, one by one, or relaxed and reported.
#![expect(
    clippy::indexing_slicing,
    reason = "openings are numbered by the census, matchings name only those"
)]

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;
use super::setup::Problem;
use crate::round::{MinSeatsPolicy, Note, NoteCode, Unfilled};

/// Openings short of their minimum up to which they are closed one by one.
const ONE_BY_ONE: usize = 256;

/// An outcome with what minimum seats did to it.
pub(crate) struct Settled {
    /// Of the open market: without pinned trainees.
    pub(crate) matching: Assignment,
    pub(crate) closed: Vec<bool>,
    pub(crate) unfilled: Vec<Unfilled>,
    pub(crate) notes: Vec<Note>,
}

/// Runs `solve` on the open market and, under policy `close`, again without the opening that falls shortest, until
/// no open opening is under its minimum. In stable rounds closing one only helps to fill the others, so none is closed
/// too early.
pub(crate) fn settle(problem: &Problem<'_>, solve: impl Fn(&Market) -> Assignment) -> Settled {
    let openings = problem.census.openings().len();
    let minimum: Vec<u32> = problem.input.openings.iter().map(|o| o.min_seats()).collect();
    let pins = problem.pins();
    let mut closed = vec![false; openings];
    let mut matching = solve(&problem.open);
    let first = matching.clone();
    let close = problem.input.min_seats_policy() == MinSeatsPolicy::Close;
    let mut market = None;
    loop {
        let filled = fill(&matching, &pins);
        let mut short: Vec<usize> = (0..openings)
            .filter(|&o| !closed[o] && pins[o] == 0 && filled[o] < minimum[o])
            .collect();
        if short.is_empty() || !close {
            return report(problem, &first, matching, closed, &filled, &minimum);
        }
        short.sort_by_key(|&o| (std::cmp::Reverse(minimum[o] - filled[o]), problem.opening_draw[o]));
        // One by one, so that as few as possible are closed; where hundreds are short, a sixteenth at a time.
        let batch = if short.len() <= ONE_BY_ONE {
            1
        } else {
            short.len() / 16
        };
        let market = market.get_or_insert_with(|| problem.open.clone());
        let mut held = false;
        for worst in short.into_iter().take(batch) {
            closed[worst] = true;
            market.seats[worst] = 0;
            held |= filled[worst] > 0;
        }
        if held {
            matching = solve(market);
        }
    }
}

fn fill(matching: &[u32], pins: &[u32]) -> Vec<u32> {
    let mut filled = pins.to_vec();
    for &opening in matching.iter().filter(|&&o| o != UNPLACED) {
        filled[opening as usize] += 1;
    }
    filled
}

fn report(
    problem: &Problem<'_>,
    first: &[u32],
    matching: Assignment,
    closed: Vec<bool>,
    filled: &[u32],
    minimum: &[u32],
) -> Settled {
    let under = |o: &usize| closed[*o] || filled[*o] < minimum[*o];
    let unfilled: Vec<Unfilled> = (0..minimum.len())
        .filter(under)
        .map(|o| Unfilled {
            closed: closed[o],
            filled: filled[o],
            min_seats: minimum[o],
            opening: problem.census.openings()[o].to_owned(),
        })
        .collect();
    let mut notes = Vec::new();
    let count = closed.iter().filter(|c| **c).count();
    if count > 0 {
        let lost = placed(first).saturating_sub(placed(&matching));
        let moved = first.iter().zip(&matching).filter(|(a, b)| a != b).count();
        notes.push(Note {
            code: NoteCode::MinSeats,
            count: Some(count as u64),
            text: format!(
                "{count} openings can't reach their minimum and are closed; the price: {lost} placements fewer, {moved} trainees placed otherwise than without minimums"
            ),
        });
    }
    let relaxed = unfilled.iter().filter(|u| !u.closed).count();
    if relaxed > 0 {
        notes.push(Note {
            code: NoteCode::MinSeats,
            count: Some(relaxed as u64),
            text: format!("{relaxed} openings stay open under their minimum"),
        });
    }
    Settled {
        matching,
        closed,
        unfilled,
        notes,
    }
}

fn placed(matching: &[u32]) -> usize {
    matching.iter().filter(|&&o| o != UNPLACED).count()
}
