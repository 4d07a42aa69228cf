//! Both sides' lists joined into one market of strict ranks: mutual pairs only, ties in the lottery's order.
#![expect(
    clippy::indexing_slicing,
    reason = "offsets, cards and cross ranks are built here, each below the length it points into"
)]

use std::sync::Arc;

use super::dealt::Dealt;
use super::lists::Lists;

/// One side of the market. The list of party `p` is the range `span(p)` of the columns, best first, strictly ordered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    pub(super) offsets: Vec<u32>,
    /// The party listed.
    pub(crate) other: Vec<u32>,
    /// Tie group within the list as written.
    pub(crate) tier: Vec<u32>,
    /// Where the listed party has this one: the position in *its* list.
    pub(crate) cross: Vec<u32>,
}

impl Side {
    pub(crate) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn with_capacity(parties: usize, pairs: usize) -> Self {
        let mut offsets = Vec::with_capacity(parties + 1);
        offsets.push(0);
        Self {
            offsets,
            other: Vec::with_capacity(pairs),
            tier: Vec::with_capacity(pairs),
            cross: Vec::with_capacity(pairs),
        }
    }

    fn push(&mut self, other: u32, tier: u32, cross: u32) {
        self.other.push(other);
        self.tier.push(tier);
        self.cross.push(cross);
    }

    fn end_list(&mut self) {
        self.offsets.push(self.other.len() as u32);
    }

    pub(crate) fn span(&self, party: usize) -> std::ops::Range<usize> {
        self.offsets[party] as usize..self.offsets[party + 1] as usize
    }

    pub(crate) fn start(&self, party: usize) -> usize {
        self.offsets[party] as usize
    }

    pub(crate) fn degree(&self, party: usize) -> usize {
        self.span(party).len()
    }

    pub(crate) fn pairs(&self) -> usize {
        self.other.len()
    }

    /// The column of the entry at a position of a party's list.
    pub(crate) fn at(&self, party: u32, position: u32) -> usize {
        self.offsets[party as usize] as usize + position as usize
    }
}

/// Mutual pairs with strict ranks on both sides; cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Market {
    pub(crate) trainees: Arc<Side>,
    pub(crate) openings: Arc<Side>,
    pub(crate) seats: Vec<u32>,
}

/// Lottery order of each side: the position every party drew. `None` leaves ties as listed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Draws<'a> {
    pub(crate) trainees: Option<&'a [u32]>,
    pub(crate) openings: Option<&'a [u32]>,
}

const NOBODY: u32 = u32::MAX;

impl Market {
    /// The same market in which closed openings have no seat.
    pub(crate) fn without(&self, closed: &[bool]) -> Self {
        let mut market = self.clone();
        for (seats, _) in market.seats.iter_mut().zip(closed).filter(|(_, closed)| **closed) {
            *seats = 0;
        }
        market
    }

    /// Joins two sides. `allowed` is asked once for each mutual pair.
    pub(crate) fn join(
        trainees: &Lists,
        openings: &Lists,
        seats: Vec<u32>,
        draws: Draws<'_>,
        allowed: impl Fn(u32, u32) -> bool,
    ) -> Self {
        let dealt = Dealt::of(openings, trainees.len());
        // For each listing by an opening the position in the trainee's list; later the position in the opening's own.
        let mut places = vec![NOBODY; dealt.len()];
        // Trainee by trainee: who lists them too, in their own order.
        let mut by_trainee = Side::with_capacity(trainees.len(), dealt.len().min(trainees.listings()));
        let mut own: Vec<(u32, u32, u32)> = Vec::new();
        // An entry counts only under the trainee it was written for.
        let mut look_up = vec![(NOBODY, 0); openings.len()];
        let card = |_, card| card;
        dealt.each_party(card, |trainee, heard| {
            for &(opening, card) in heard {
                look_up[opening as usize] = (trainee, card);
            }
            own.clear();
            for &(opening, tier) in trainees.of(trainee as usize) {
                if let Some((known, card)) = look_up.get_mut(opening as usize)
                    && *known == trainee
                    && allowed(trainee, opening)
                {
                    *known = NOBODY;
                    own.push((tier, opening, *card));
                }
            }
            if let Some(draw) = draws.openings {
                own.sort_unstable_by_key(|&(tier, opening, _)| (tier, draw[opening as usize]));
            }
            for (position, &(tier, opening, card)) in (0..).zip(&own) {
                places[card as usize] = position;
                by_trainee.push(opening, tier, card);
            }
            by_trainee.end_list();
        });
        // Opening by opening: the mutual ones in its own order.
        let mut by_opening = Side::with_capacity(openings.len(), by_trainee.pairs());
        let mut card_of = dealt.again();
        let mut sorted: Vec<(u32, u32, u32, usize)> = Vec::new();
        for opening in 0..openings.len() {
            sorted.clear();
            for &(trainee, tier) in openings.of(opening) {
                if let Some(card) = card_of(trainee)
                    && places[card] != NOBODY
                {
                    sorted.push((tier, trainee, places[card], card));
                }
            }
            if let Some(draw) = draws.trainees {
                sorted.sort_unstable_by_key(|&(tier, trainee, ..)| (tier, draw[trainee as usize]));
            }
            for (position, &(tier, trainee, place, card)) in (0..).zip(&sorted) {
                places[card] = position;
                by_opening.push(trainee, tier, place);
            }
            by_opening.end_list();
        }
        for cross in &mut by_trainee.cross {
            *cross = places[*cross as usize];
        }
        Self {
            trainees: Arc::new(by_trainee),
            openings: Arc::new(by_opening),
            seats,
        }
    }
}
