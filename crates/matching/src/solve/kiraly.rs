//! Large weakly stable matchings with ties: Király's linear-time 3/2-approximation (2013), with seats.
//!
//! A trainee goes down the list twice. Among tied openings they ask one with a free seat first; while such a one is
//! left, their place elsewhere is *uncertain* and anybody may take it. Who has been through the list once and comes
//! again wins ties against those on their first way.
#![expect(
    clippy::indexing_slicing,
    reason = "parties and columns come from `Market::join`"
)]

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;

/// At least two thirds of the largest weakly stable matching.
pub(crate) fn large(market: &Market) -> Assignment {
    let mut run = Run {
        market,
        held: vec![Vec::new(); market.openings.len()],
        place: vec![UNPLACED; market.trainees.len()],
        left: (0..market.trainees.len())
            .map(|t| market.trainees.span(t).collect())
            .collect(),
        second_way: vec![false; market.trainees.len()],
    };
    let mut active: Vec<u32> = (0..market.trainees.len() as u32).rev().collect();
    while let Some(trainee) = active.pop() {
        let t = trainee as usize;
        while run.place[t] == UNPLACED {
            let Some(column) = run.favourite(trainee) else {
                if std::mem::replace(&mut run.second_way[t], true) {
                    break;
                }
                run.left[t] = market.trainees.span(t).collect();
                if run.left[t].is_empty() {
                    break;
                }
                continue;
            };
            if let Some(evicted) = run.ask(trainee, column) {
                active.push(evicted);
            }
        }
    }
    run.place
}

struct Run<'a> {
    market: &'a Market,
    held: Vec<Vec<u32>>,
    place: Vec<u32>,
    /// Columns not deleted on this way.
    left: Vec<Vec<usize>>,
    second_way: Vec<bool>,
}

impl Run<'_> {
    fn free(&self, opening: u32) -> bool {
        self.held[opening as usize].len() < self.market.seats[opening as usize] as usize
    }

    /// The best column left: within the first group one with a free seat, else the first.
    fn favourite(&self, trainee: u32) -> Option<usize> {
        let side = &self.market.trainees;
        let left = &self.left[trainee as usize];
        let first = *left.first()?;
        let group = left.iter().take_while(|c| side.tier[**c] == side.tier[first]);
        group.copied().find(|c| self.free(side.other[*c])).or(Some(first))
    }

    /// Whether an opening as good as the place has a seat free.
    fn uncertain(&self, trainee: u32) -> bool {
        let side = &self.market.trainees;
        let own = self.place[trainee as usize];
        let left = &self.left[trainee as usize];
        let tier = left
            .iter()
            .find(|c| side.other[**c] == own)
            .map(|c| side.tier[*c]);
        left.iter()
            .any(|c| Some(side.tier[*c]) == tier && side.other[*c] != own && self.free(side.other[*c]))
    }

    /// How an opening sees somebody: tie group, then who is on the second way. Lower is better.
    fn standing(&self, opening: u32, trainee: u32) -> (u32, bool) {
        let side = &self.market.trainees;
        let column = side.span(trainee as usize).find(|c| side.other[*c] == opening);
        let tier = column.map_or(u32::MAX, |c| {
            self.market.openings.tier[self.market.openings.at(opening, side.cross[c])]
        });
        (tier, !self.second_way[trainee as usize])
    }

    /// Asks for a seat; says who lost theirs.
    fn ask(&mut self, trainee: u32, column: usize) -> Option<u32> {
        let opening = self.market.trainees.other[column];
        let o = opening as usize;
        if self.market.seats[o] == 0 {
            self.forget(trainee, opening);
            return None;
        }
        if self.free(opening) {
            self.take(trainee, opening);
            return None;
        }
        let uncertain = self.held[o]
            .iter()
            .copied()
            .filter(|h| self.uncertain(*h))
            .max_by_key(|h| self.standing(opening, *h));
        let worst = self.held[o]
            .iter()
            .copied()
            .max_by_key(|h| self.standing(opening, *h));
        let evicted = match (uncertain, worst) {
            (Some(holder), _) => holder,
            (None, Some(holder)) if self.standing(opening, trainee) < self.standing(opening, holder) => {
                self.forget(holder, opening);
                holder
            }
            _ => {
                self.forget(trainee, opening);
                return None;
            }
        };
        self.held[o].retain(|h| *h != evicted);
        self.place[evicted as usize] = UNPLACED;
        self.take(trainee, opening);
        Some(evicted)
    }

    fn take(&mut self, trainee: u32, opening: u32) {
        self.held[opening as usize].push(trainee);
        self.place[trainee as usize] = opening;
    }

    fn forget(&mut self, trainee: u32, opening: u32) {
        let side = &self.market.trainees;
        self.left[trainee as usize].retain(|c| side.other[*c] != opening);
    }
}
