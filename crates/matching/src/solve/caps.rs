//! Caps on groups of openings: flexible deferred acceptance (Kamada and Kojima 2015), over nested groups (2018).
//!
//! Seats under a cap are granted in one fixed order: by how far a seat lies beyond its opening's target, then by the
//! openings' lottery. A group's choice is then greedy over a laminar matroid, which makes it substitutable: a stable
//! matching exists, proposals may come in any order, and telling the truth is best for every trainee.
#![expect(
    clippy::indexing_slicing,
    reason = "caps and openings are numbered here; columns come from `Market::join`"
)]

use std::collections::HashMap;

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;
use super::weight::Forest;
use crate::round::{Census, RoundInput};

const NO_CAP: u32 = u32::MAX;

struct Cap {
    id: String,
    max: u32,
    parent: u32,
}

/// The caps of a round as a forest over the openings.
#[derive(Default)]
pub(crate) struct Caps {
    caps: Vec<Cap>,
    /// The smallest cap over each opening.
    innermost: Vec<u32>,
    target: Vec<u32>,
    /// Seats already taken by pins.
    pinned: Vec<u32>,
    /// All seats under caps in the order they are granted: (opening, how many it then has).
    order: Vec<(u32, u32)>,
}

/// Placements by opening and by cap.
pub(crate) struct Load {
    openings: Vec<u32>,
    caps: Vec<u32>,
}

impl Load {
    pub(crate) fn at_opening(&self, opening: usize) -> u32 {
        self.openings[opening]
    }

    pub(crate) fn at_cap(&self, cap: usize) -> u32 {
        self.caps[cap]
    }
}

impl Caps {
    pub(crate) fn of(input: &RoundInput, census: &Census<'_>, pinned: &[u32], draw: &[u32]) -> Self {
        let openings = census.openings().len();
        let mut by_size: Vec<&crate::round::Cap> = input.caps().iter().collect();
        by_size.sort_by_key(|cap| std::cmp::Reverse(cap.openings.len()));
        let mut all = Self {
            caps: Vec::new(),
            innermost: vec![NO_CAP; openings],
            target: vec![0; openings],
            pinned: vec![0; openings],
            order: Vec::new(),
        };
        for &opening in pinned.iter().filter(|&&o| o != UNPLACED) {
            all.pinned[opening as usize] += 1;
        }
        // From the widest to the narrowest, so that the narrowest has the last word on parent and target.
        for (number, cap) in (0..).zip(by_size) {
            let members: Vec<u32> = cap.openings.iter().filter_map(|id| census.opening(id)).collect();
            let parent = members.first().map_or(NO_CAP, |&o| all.innermost[o as usize]);
            all.caps.push(Cap {
                id: cap.id.clone(),
                max: cap.max,
                parent,
            });
            for opening in members {
                all.innermost[opening as usize] = number;
            }
            let targets: HashMap<u32, u32> = cap
                .targets
                .iter()
                .flatten()
                .filter_map(|(id, n)| Some((census.opening(id)?, *n)))
                .collect();
            for (opening, target) in targets {
                all.target[opening as usize] = target;
            }
        }
        for (opening, entry) in (0..).zip(&input.openings) {
            if all.innermost[opening as usize] != NO_CAP {
                let pinned = all.pinned[opening as usize];
                // Seats beyond those who could ask for one are never granted.
                let askers = entry.prefers().listings();
                let seats = entry
                    .seats
                    .min(pinned.saturating_add(u32::try_from(askers).unwrap_or(u32::MAX)));
                all.order
                    .extend((pinned + 1..=seats).map(|filled| (opening, filled)));
            }
        }
        let excess = |opening: u32, filled: u32| i64::from(filled) - i64::from(all.target[opening as usize]);
        all.order
            .sort_by_key(|&(opening, filled)| (excess(opening, filled), draw[opening as usize]));
        all
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.caps.is_empty()
    }

    /// Each cap's number, parent and maximum, the widest first.
    pub(crate) fn forest(&self) -> impl Iterator<Item = (&str, u32, Option<usize>)> {
        self.caps.iter().map(|cap| {
            (
                cap.id.as_str(),
                cap.max,
                (cap.parent != NO_CAP).then_some(cap.parent as usize),
            )
        })
    }

    /// Openings and caps with what pins leave of their capacity.
    pub(crate) fn forest_over(&self, seats: &[u32], pins: &[u32]) -> Forest {
        let openings = seats.len() as u32;
        let mut forest = Forest {
            capacity: seats.to_vec(),
            parent: Vec::new(),
        };
        forest.parent.extend(
            self.innermost
                .iter()
                .map(|&cap| (cap != NO_CAP).then(|| openings + cap)),
        );
        for cap in &self.caps {
            forest.capacity.push(cap.max);
            forest
                .parent
                .push((cap.parent != NO_CAP).then(|| openings + cap.parent));
        }
        for (opening, &count) in pins.iter().enumerate() {
            for cap in self.chain(opening as u32) {
                forest.capacity[openings as usize + cap] -= count;
            }
        }
        forest
    }

    /// The smallest cap over an opening.
    pub(crate) fn over(&self, opening: usize) -> Option<usize> {
        self.innermost
            .get(opening)
            .copied()
            .filter(|&cap| cap != NO_CAP)
            .map(|cap| cap as usize)
    }

    fn chain(&self, opening: u32) -> impl Iterator<Item = usize> {
        let first = self.innermost[opening as usize];
        std::iter::successors((first != NO_CAP).then_some(first as usize), |&cap| {
            let parent = self.caps[cap].parent;
            (parent != NO_CAP).then_some(parent as usize)
        })
    }

    pub(crate) fn load(&self, matching: &[u32]) -> Load {
        let mut load = Load {
            openings: vec![0; self.innermost.len()],
            caps: vec![0; self.caps.len()],
        };
        for &opening in matching.iter().filter(|&&o| o != UNPLACED) {
            load.openings[opening as usize] += 1;
            for cap in self.chain(opening) {
                load.caps[cap] += 1;
            }
        }
        load
    }

    /// Why caps keep one who is at `from` off a free seat of `to`: a cap that is full without them, or, within one
    /// full cap, that the move wouldn't bring the two openings closer to their targets.
    pub(crate) fn refusal(&self, load: &Load, from: u32, to: u32) -> Option<String> {
        let own: Vec<usize> = if from == UNPLACED {
            Vec::new()
        } else {
            self.chain(from).collect()
        };
        let full = |cap: &usize| load.caps[*cap] >= self.caps[*cap].max;
        if let Some(cap) = self.chain(to).filter(full).find(|cap| !own.contains(cap)) {
            return Some(format!("cap:{}", self.caps[cap].id));
        }
        let shared = self.chain(to).find(full)?;
        let excess = |o: u32| i64::from(load.openings[o as usize]) - i64::from(self.target[o as usize]);
        (excess(to) + 1 > excess(from) - 1).then(|| format!("target:{}", self.caps[shared].id))
    }

    /// How many each opening may take (beside its pins) of those it wants.
    fn grants(&self, wanted: &[u32]) -> Vec<u32> {
        let mut granted: Vec<u32> = wanted.to_vec();
        let mut load = vec![0u32; self.caps.len()];
        for (opening, &cap) in self.innermost.iter().enumerate() {
            if cap != NO_CAP {
                granted[opening] = 0;
                for cap in self.chain(opening as u32) {
                    load[cap] += self.pinned[opening];
                }
            }
        }
        for &(opening, filled) in &self.order {
            let o = opening as usize;
            if filled > self.pinned[o] + wanted[o]
                || self.chain(opening).any(|cap| load[cap] >= self.caps[cap].max)
            {
                continue;
            }
            granted[o] += 1;
            for cap in self.chain(opening) {
                load[cap] += 1;
            }
        }
        granted
    }
}

/// Round by round, every trainee without a place asks the next on the list; each group keeps its choice of all.
pub(crate) fn trainees_propose(market: &Market, caps: &Caps) -> Assignment {
    let side = &market.openings;
    let mut held: Vec<Vec<u32>> = vec![Vec::new(); side.len()];
    let mut next: Vec<usize> = (0..market.trainees.len())
        .map(|t| market.trainees.start(t))
        .collect();
    let mut asking: Vec<u32> = (0..market.trainees.len() as u32).collect();
    while !asking.is_empty() {
        for &trainee in &asking {
            let t = trainee as usize;
            if next[t] < market.trainees.span(t).end {
                held[market.trainees.other[next[t]] as usize].push(market.trainees.cross[next[t]]);
                next[t] += 1;
            }
        }
        asking.clear();
        let wanted: Vec<u32> = held
            .iter()
            .zip(&market.seats)
            .map(|(h, &seats)| seats.min(h.len() as u32))
            .collect();
        for (opening, keep) in caps.grants(&wanted).into_iter().enumerate() {
            held[opening].sort_unstable();
            for position in held[opening].drain(keep as usize..) {
                asking.push(side.other[side.at(opening as u32, position)]);
            }
        }
    }
    let mut matching = vec![UNPLACED; market.trainees.len()];
    for (opening, positions) in held.iter().enumerate() {
        for &position in positions {
            matching[side.other[side.at(opening as u32, position)] as usize] = opening as u32;
        }
    }
    matching
}

/// The other end of the lattice: each group offers its choice of those who haven't declined; trainees keep the best.
pub(crate) fn openings_propose(market: &Market, caps: &Caps) -> Assignment {
    let side = &market.openings;
    let mut declined = vec![false; side.pairs()];
    let mut best = vec![u32::MAX; market.trainees.len()];
    loop {
        let standing = |o: usize| side.span(o).filter(|&column| !declined[column]);
        let wanted: Vec<u32> = (0..side.len())
            .map(|o| market.seats[o].min(standing(o).count() as u32))
            .collect();
        let granted = caps.grants(&wanted);
        let offers: Vec<usize> = (0..side.len())
            .flat_map(|o| standing(o).take(granted[o] as usize))
            .collect();
        let mut settled = true;
        for column in offers {
            let (trainee, position) = (side.other[column] as usize, side.cross[column]);
            match position.cmp(&best[trainee]) {
                std::cmp::Ordering::Equal => {}
                std::cmp::Ordering::Greater => {
                    declined[column] = true;
                    settled = false;
                }
                std::cmp::Ordering::Less => {
                    if best[trainee] != u32::MAX {
                        let old = market.trainees.at(trainee as u32, best[trainee]);
                        declined[side.at(market.trainees.other[old], market.trainees.cross[old])] = true;
                    }
                    best[trainee] = position;
                    settled = false;
                }
            }
        }
        if settled {
            break;
        }
    }
    let place = |(trainee, &position): (usize, &u32)| match position {
        u32::MAX => UNPLACED,
        position => market.trainees.other[market.trainees.at(trainee as u32, position)],
    };
    best.iter().enumerate().map(place).collect()
}
