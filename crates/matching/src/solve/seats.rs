//! Minimum seats. By the Rural Hospitals theorem (Roth 1986) every stable matching fills an opening alike, so one
//! run decides which minimums can be met at all; the others are closed, one by one, or relaxed and reported.
#![expect(
    clippy::indexing_slicing,
    reason = "openings are numbered by the census, matchings name only those"
)]

use super::Choice;
use super::deferred::UNPLACED;
use super::market::Market;
use super::setup::Problem;
use crate::round::{MinSeatsPolicy, Note, NoteCode, Unfilled};

/// Openings short of their minimum up to which they are closed one by one.
const ONE_BY_ONE: usize = 256;

/// An outcome with what minimum seats did to it.
pub(super) struct Settled {
    pub(super) choice: Choice,
    pub(super) closed: Vec<bool>,
    pub(super) notes: Vec<Note>,
}

/// Runs `choose` on the open market and, under policy `close`, again without the opening that falls shortest, until
/// no open opening is under its minimum. What is chosen is chosen anew each time, whatever it goes by: another choice
/// may fill openings otherwise. In stable rounds closing one only helps to fill the others, so none is closed too early.
pub(super) fn settle(problem: &Problem<'_>, choose: impl Fn(&Market, &[bool]) -> Choice) -> Settled {
    let openings = problem.census.openings().len();
    let minimum: Vec<u32> = problem.input.openings.iter().map(|o| o.min_seats()).collect();
    let pins = problem.pins();
    let mut closed = vec![false; openings];
    let mut choice = choose(&problem.open, &closed);
    let first = choice.matching.clone();
    let close = problem.input.min_seats_policy() == MinSeatsPolicy::Close;
    let mut market = None;
    loop {
        let filled = fill(problem, &choice.matching);
        let mut short: Vec<usize> = (0..openings)
            .filter(|&o| !closed[o] && pins[o] == 0 && filled[o] < minimum[o])
            .collect();
        if short.is_empty() || !close {
            let notes = notes(problem, &first, &choice.matching, &closed);
            return Settled {
                choice,
                closed,
                notes,
            };
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
            choice = choose(market, &closed);
        }
    }
}

/// Openings under their minimum, and those closed for it.
pub(super) fn unfilled(problem: &Problem<'_>, matching: &[u32], closed: &[bool]) -> Vec<Unfilled> {
    let filled = fill(problem, matching);
    let rows = filled.into_iter().zip(&problem.input.openings).zip(closed);
    rows.filter(|((filled, entry), closed)| **closed || *filled < entry.min_seats())
        .map(|((filled, entry), closed)| Unfilled {
            closed: *closed,
            filled,
            min_seats: entry.min_seats(),
            opening: entry.id.clone(),
        })
        .collect()
}

/// Seats taken in each opening, pins included.
fn fill(problem: &Problem<'_>, matching: &[u32]) -> Vec<u32> {
    let mut filled = problem.pins();
    for &opening in matching.iter().filter(|&&o| o != UNPLACED) {
        filled[opening as usize] += 1;
    }
    filled
}

fn notes(problem: &Problem<'_>, first: &[u32], matching: &[u32], closed: &[bool]) -> Vec<Note> {
    let mut notes = Vec::new();
    let count = closed.iter().filter(|c| **c).count();
    if count > 0 {
        let lost = super::placed(first).saturating_sub(super::placed(matching));
        let moved = first.iter().zip(matching).filter(|(a, b)| a != b).count();
        notes.push(Note {
            code: NoteCode::MinSeats,
            count: Some(count as u64),
            text: format!(
                "{count} openings can't reach their minimum and are closed; the price: {lost} placements fewer, {moved} trainees placed otherwise than without minimums"
            ),
        });
    }
    let relaxed = unfilled(problem, matching, closed)
        .iter()
        .filter(|u| !u.closed)
        .count();
    if relaxed > 0 {
        notes.push(Note {
            code: NoteCode::MinSeats,
            count: Some(relaxed as u64),
            text: format!("{relaxed} openings stay open under their minimum"),
        });
    }
    notes
}
