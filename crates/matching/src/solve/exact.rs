//! A weakly stable matching larger than a given one, or the proof that there is none: search with bounds.
//!
//! Where a trainee goes, every opening they like better must end up full of trainees it likes at least as well. These
//! demands bound who may still go where, and cut most branches at once.
#![expect(
    clippy::indexing_slicing,
    reason = "parties and columns come from `Market::join`"
)]

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;

/// Trainees up to which the exact search is begun.
pub(crate) const TRAINEES: usize = 500;
/// Steps after which the search gives up; a matter of a second at most.
const STEPS: u64 = 400_000;

/// The end of a search.
pub(crate) enum Larger {
    Found(Assignment),
    /// Proven.
    None,
    /// Given up.
    Unsettled,
}

/// Looks for more than `size` placements.
pub(crate) fn larger(market: &Market, size: usize) -> Larger {
    let trainees = market.trainees.len();
    let listed: Vec<u32> = (0..trainees as u32)
        .filter(|t| market.trainees.degree(*t as usize) > 0)
        .collect();
    let Some(spare) = listed.len().checked_sub(size + 1) else {
        return Larger::None;
    };
    let mut search = Search {
        market,
        matching: vec![UNPLACED; trainees],
        filled: vec![0; market.openings.len()],
        worst: vec![0; market.openings.len()],
        ceiling: vec![u32::MAX; market.openings.len()],
        order: listed,
        turn: vec![0; trainees],
        steps: 0,
    };
    search
        .order
        .sort_by_key(|t| (market.trainees.degree(*t as usize), *t));
    for (turn, trainee) in search.order.iter().enumerate() {
        search.turn[*trainee as usize] = turn;
    }
    match search.descend(0, spare) {
        Some(true) => Larger::Found(search.matching),
        Some(false) => Larger::None,
        None => Larger::Unsettled,
    }
}

struct Search<'a> {
    market: &'a Market,
    matching: Assignment,
    filled: Vec<u32>,
    /// Worst tie group held.
    worst: Vec<u32>,
    /// Demanded: full, with nobody beyond this tie group; `u32::MAX` when nothing is demanded.
    ceiling: Vec<u32>,
    order: Vec<u32>,
    /// Where in the order a trainee comes.
    turn: Vec<usize>,
    steps: u64,
}

impl Search<'_> {
    /// `None` when out of steps. `spare` more trainees may stay out.
    fn descend(&mut self, depth: usize, spare: usize) -> Option<bool> {
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        let Some(&trainee) = self.order.get(depth) else {
            return Some(
                (0..self.filled.len())
                    .all(|o| self.ceiling[o] == u32::MAX || self.filled[o] == self.market.seats[o]),
            );
        };
        let side = &self.market.trainees;
        let span = side.span(trainee as usize);
        for column in span.clone() {
            let opening = side.other[column] as usize;
            let tier = self.rank(column);
            if self.filled[opening] == self.market.seats[opening] || tier > self.ceiling[opening] {
                continue;
            }
            let before = (self.filled[opening], self.worst[opening]);
            self.filled[opening] += 1;
            self.worst[opening] = self.worst[opening].max(tier);
            self.matching[trainee as usize] = opening as u32;
            let better = span.start
                ..span
                    .clone()
                    .find(|c| side.tier[*c] == side.tier[column])
                    .unwrap_or(column);
            let found = self.demand(better, depth, spare);
            if found != Some(false) {
                return found;
            }
            self.matching[trainee as usize] = UNPLACED;
            (self.filled[opening], self.worst[opening]) = before;
        }
        match spare.checked_sub(1) {
            Some(spare) => self.demand(span, depth, spare),
            None => Some(false),
        }
    }

    fn rank(&self, column: usize) -> u32 {
        let side = &self.market.trainees;
        self.market.openings.tier[self.market.openings.at(side.other[column], side.cross[column])]
    }

    /// Lowers the ceilings of all openings in the columns, goes on below, and puts them back.
    fn demand(&mut self, columns: std::ops::Range<usize>, depth: usize, spare: usize) -> Option<bool> {
        let mut changed = Vec::new();
        let mut possible = true;
        for column in columns {
            let opening = self.market.trainees.other[column] as usize;
            let ceiling = self.rank(column);
            if self.market.seats[opening] > 0 && ceiling < self.ceiling[opening] {
                changed.push((opening, self.ceiling[opening]));
                self.ceiling[opening] = ceiling;
                if (self.filled[opening] > 0 && self.worst[opening] > ceiling)
                    || !self.can_fill(opening, depth)
                {
                    possible = false;
                    break;
                }
            }
        }
        let found = if possible {
            self.descend(depth + 1, spare)
        } else {
            Some(false)
        };
        if found == Some(false) {
            for (opening, ceiling) in changed.into_iter().rev() {
                self.ceiling[opening] = ceiling;
            }
        }
        found
    }

    /// Whether enough trainees within the ceiling are still to come.
    fn can_fill(&self, opening: usize, depth: usize) -> bool {
        let openings = &self.market.openings;
        let within = openings
            .span(opening)
            .take_while(|c| openings.tier[*c] <= self.ceiling[opening]);
        let coming = within
            .filter(|c| self.turn[openings.other[*c] as usize] > depth)
            .count() as u32;
        self.filled[opening] + coming >= self.market.seats[opening]
    }
}
