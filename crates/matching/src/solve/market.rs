//! Both sides' lists joined into one market of strict ranks: mutual pairs only, ties in the lottery's order.
#![expect(
    clippy::indexing_slicing,
    reason = "offsets and cross ranks are built here, each below the length it points into"
)]

use super::lists::Lists;

/// One side of the market. The list of party `p` is the range `span(p)` of the columns, best first, strictly ordered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side {
    offsets: Vec<u32>,
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

/// Mutual pairs with strict ranks on both sides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Market {
    pub(crate) trainees: Side,
    pub(crate) openings: Side,
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
        let heard = transpose(trainees, openings.len());
        // Opening by opening: keep those who list it, in its own order; note where each trainee finds the pair.
        let mut by_opening = Side {
            offsets: vec![0],
            ..Side::default()
        };
        let mut kept = vec![NOBODY; trainees.listings()];
        let mut listed_at = vec![NOBODY; trainees.len()];
        let mut sorted: Vec<(u32, u32)> = Vec::new();
        for opening in 0..openings.len() {
            for &(trainee, at) in heard.of(opening) {
                listed_at[trainee as usize] = at;
            }
            sorted.clear();
            let mutual = openings.of(opening).iter().filter(|(trainee, _)| {
                listed_at.get(*trainee as usize).is_some_and(|&at| at != NOBODY)
                    && allowed(*trainee, opening as u32)
            });
            sorted.extend(mutual);
            if let Some(draw) = draws.trainees {
                sorted.sort_unstable_by_key(|&(trainee, tier)| (tier, draw[trainee as usize]));
            }
            for (position, &(trainee, tier)) in (0..).zip(&sorted) {
                kept[listed_at[trainee as usize] as usize] = position;
                by_opening.other.push(trainee);
                by_opening.tier.push(tier);
            }
            by_opening.offsets.push(by_opening.other.len() as u32);
            for &(trainee, _) in heard.of(opening) {
                listed_at[trainee as usize] = NOBODY;
            }
        }
        // Trainee by trainee: the kept entries in order, and back to the opening's side where they ended up.
        let pairs = by_opening.other.len();
        by_opening.cross = vec![0; pairs];
        let mut by_trainee = Side {
            offsets: vec![0],
            ..Side::default()
        };
        by_trainee.other.reserve_exact(pairs);
        by_trainee.tier.reserve_exact(pairs);
        by_trainee.cross.reserve_exact(pairs);
        let mut at = 0;
        let mut own: Vec<(u32, u32, u32)> = Vec::new();
        for trainee in 0..trainees.len() {
            own.clear();
            for &(opening, tier) in trainees.of(trainee) {
                if kept[at] != NOBODY {
                    own.push((tier, opening, kept[at]));
                }
                at += 1;
            }
            if let Some(draw) = draws.openings {
                own.sort_unstable_by_key(|&(tier, opening, _)| (tier, draw[opening as usize]));
            }
            for (position, &(tier, opening, cross)) in (0..).zip(&own) {
                let column = by_opening.at(opening, cross);
                by_opening.cross[column] = position;
                by_trainee.other.push(opening);
                by_trainee.tier.push(tier);
                by_trainee.cross.push(cross);
            }
            by_trainee.offsets.push(by_trainee.other.len() as u32);
        }
        Self {
            trainees: by_trainee,
            openings: by_opening,
            seats,
        }
    }
}

/// For each party of the other side who lists it, and at which entry.
fn transpose(lists: &Lists, others: usize) -> Lists {
    let mut starts = vec![0u32; others + 1];
    for party in 0..lists.len() {
        for &(other, _) in lists.of(party) {
            starts[other as usize + 1] += 1;
        }
    }
    for n in 0..others {
        starts[n + 1] += starts[n];
    }
    let mut entries = vec![(0, 0); lists.listings()];
    let mut next = starts.clone();
    let mut at = 0;
    for party in 0..lists.len() {
        for &(other, _) in lists.of(party) {
            entries[next[other as usize] as usize] = (party as u32, at);
            next[other as usize] += 1;
            at += 1;
        }
    }
    Lists::from_parts(starts, entries)
}
