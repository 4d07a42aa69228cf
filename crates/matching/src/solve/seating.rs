//! Who sits where while parties still move: seats with strict ranks, and whether an opening would take somebody.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers come from the census, columns from `Market::join`"
)]

use std::borrow::Cow;

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;

/// The column of a pair in the trainee's list.
pub(crate) fn column(market: &Market, trainee: u32, opening: u32) -> Option<usize> {
    market
        .trainees
        .span(trainee as usize)
        .find(|column| market.trainees.other[*column] == opening)
}

pub(crate) struct Seating<'a> {
    pub(crate) market: Cow<'a, Market>,
    pub(crate) place: Assignment,
    /// Positions in the opening's list, best first.
    held: Vec<Vec<u32>>,
}

impl<'a> Seating<'a> {
    pub(crate) fn new(market: Cow<'a, Market>, start: &[u32]) -> Self {
        let mut seating = Self {
            place: vec![UNPLACED; start.len()],
            held: vec![Vec::new(); market.openings.len()],
            market,
        };
        for (trainee, &opening) in start.iter().enumerate().filter(|(_, o)| **o != UNPLACED) {
            seating.seat(trainee as u32, opening);
        }
        seating
    }

    /// Position in the opening's list; the worst possible when it doesn't list them.
    pub(crate) fn rank(&self, trainee: u32, opening: u32) -> u32 {
        column(&self.market, trainee, opening).map_or(u32::MAX, |c| self.market.trainees.cross[c])
    }

    pub(crate) fn has_room(&self, opening: u32) -> bool {
        self.held[opening as usize].len() < self.market.seats[opening as usize] as usize
    }

    /// Whether a trainee likes an opening better than their place.
    pub(crate) fn prefers(&self, trainee: u32, opening: u32) -> bool {
        let own = self.place[trainee as usize];
        let side = &self.market.trainees;
        let first = side
            .span(trainee as usize)
            .map(|c| side.other[c])
            .find(|o| *o == own || *o == opening);
        own != opening && first == Some(opening)
    }

    /// Whether an opening takes somebody with this position in its list.
    pub(crate) fn takes(&self, opening: u32, rank: u32) -> bool {
        let worst = self.held[opening as usize].last();
        self.has_room(opening) || worst.is_some_and(|worst| rank < *worst)
    }

    /// Whether both would get their places at once, a seat either of them leaves counting as free.
    pub(crate) fn takes_both(&self, members: [u32; 2], option: [u32; 2]) -> bool {
        (0..2).all(|m| {
            let opening = option[m];
            if opening == UNPLACED {
                return true;
            }
            let own = |position: &u32| {
                members.iter().any(|member| {
                    self.place[*member as usize] == opening && self.rank(*member, opening) == *position
                })
            };
            let rank = self.rank(members[m], opening);
            let ahead = self.held[opening as usize]
                .iter()
                .filter(|p| !own(p) && **p < rank)
                .count();
            let together = option[0] == option[1] && self.rank(members[1 - m], opening) < rank;
            ahead + usize::from(together) < self.market.seats[opening as usize] as usize
        })
    }

    /// Gives up a place, if there is one; says which.
    pub(crate) fn leave(&mut self, trainee: u32) -> u32 {
        let opening = std::mem::replace(&mut self.place[trainee as usize], UNPLACED);
        if opening != UNPLACED {
            let rank = self.rank(trainee, opening);
            self.held[opening as usize].retain(|position| *position != rank);
        }
        opening
    }

    /// Takes a seat; says who is pushed out.
    pub(crate) fn seat(&mut self, trainee: u32, opening: u32) -> Option<u32> {
        let rank = self.rank(trainee, opening);
        let held = &mut self.held[opening as usize];
        let at = held.partition_point(|position| *position < rank);
        held.insert(at, rank);
        self.place[trainee as usize] = opening;
        if held.len() <= self.market.seats[opening as usize] as usize {
            return None;
        }
        let displaced = held
            .pop()
            .map(|position| self.market.openings.other[self.market.openings.at(opening, position)]);
        if let Some(displaced) = displaced {
            self.place[displaced as usize] = UNPLACED;
        }
        displaced
    }
}

impl Seating<'_> {
    /// Lets the lowest ranked go when there are more than seats; says who.
    pub(crate) fn shrink(&mut self, opening: u32) -> Option<u32> {
        let held = &mut self.held[opening as usize];
        if held.len() <= self.market.seats[opening as usize] as usize {
            return None;
        }
        let out = self.market.openings.other[self.market.openings.at(opening, held.pop()?)];
        self.place[out as usize] = UNPLACED;
        Some(out)
    }
}
