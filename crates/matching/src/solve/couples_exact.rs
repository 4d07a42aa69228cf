//! A stable matching with those who go together, or the proof that there is none, for small rounds: every placement
//! of the couples is tried, singles follow under the demands that stability makes.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers come from the census, columns from `Market::join`"
)]

use super::blocking;
use super::caps::Caps;
use super::couples::playable;
use super::deferred::{Assignment, UNPLACED};
use super::market::Market;
use super::setup::{Couple, Problem};

/// Trainees up to which the search is begun, and steps after which it gives up.
pub(crate) const TRAINEES: usize = 500;
const STEPS: u64 = 200_000;

/// The end of a search.
pub(crate) enum Stable {
    Found(Assignment),
    /// Proven.
    None,
    /// Given up.
    Unsettled,
}

pub(crate) fn search(problem: &Problem<'_>, caps: &Caps, market: &Market, closed: &[bool]) -> Stable {
    let couples = playable(problem, market);
    let mut units: Vec<Unit> = couples.into_iter().map(Unit::Couple).collect();
    let member = |t: u32| problem.couples.iter().any(|c| c.members.contains(&t));
    let singles =
        (0..market.trainees.len() as u32).filter(|t| market.trainees.degree(*t as usize) > 0 && !member(*t));
    units.extend(singles.map(Unit::Single));
    let mut search = Search {
        problem,
        caps,
        market,
        closed,
        units,
        matching: vec![UNPLACED; market.trainees.len()],
        filled: vec![0; market.openings.len()],
        worst: vec![0; market.openings.len()],
        ceiling: vec![u32::MAX; market.openings.len()],
        steps: 0,
    };
    match search.descend(0) {
        Some(true) => Stable::Found(search.matching),
        Some(false) => Stable::None,
        None => Stable::Unsettled,
    }
}

enum Unit {
    Couple(Couple),
    Single(u32),
}

struct Search<'a> {
    problem: &'a Problem<'a>,
    caps: &'a Caps,
    market: &'a Market,
    closed: &'a [bool],
    units: Vec<Unit>,
    matching: Assignment,
    filled: Vec<u32>,
    /// Worst tie group held.
    worst: Vec<u32>,
    /// Nobody beyond this tie group may be held, and the opening must end up full; `u32::MAX`: no demand.
    ceiling: Vec<u32>,
    steps: u64,
}

impl Search<'_> {
    fn descend(&mut self, depth: usize) -> Option<bool> {
        self.steps += 1;
        if self.steps > STEPS {
            return None;
        }
        // Tie groups only for singles: joint lists have none, and what passing one demands is judged at the end.
        let (members, options, groups) = match self.units.get(depth) {
            None => return Some(self.is_stable()),
            Some(Unit::Couple(couple)) => (
                couple.members.to_vec(),
                couple.options.iter().map(|o| o.to_vec()).collect(),
                Vec::new(),
            ),
            Some(Unit::Single(trainee)) => {
                let side = &self.market.trainees;
                let span = side.span(*trainee as usize);
                let options: Vec<Vec<u32>> = span.clone().map(|c| vec![side.other[c]]).collect();
                (vec![*trainee], options, side.tier[span].to_vec())
            }
        };
        let nowhere = vec![UNPLACED; members.len()];
        let mut demands: Vec<(usize, u32)> = Vec::new();
        let mut passed: Vec<u32> = Vec::new();
        let mut found = Some(false);
        for (at, option) in options.iter().chain([&nowhere]).enumerate() {
            // A single who goes further down than a group demands that all in it are full of others as good.
            if groups.get(at) != at.checked_sub(1).and_then(|before| groups.get(before))
                && !passed
                    .drain(..)
                    .all(|opening| self.demand(members[0], opening, &mut demands))
            {
                break;
            }
            if let Some(before) = self.seat(&members, option) {
                found = self.descend(depth + 1);
                if found != Some(false) {
                    return found;
                }
                self.unseat(&members, before);
            }
            if groups.get(at).is_some() {
                passed.push(option[0]);
            }
        }
        for (opening, ceiling) in demands.into_iter().rev() {
            self.ceiling[opening] = ceiling;
        }
        found
    }

    /// Lowers an opening's ceiling to where a trainee stands with it; false when that is broken already.
    fn demand(&mut self, trainee: u32, opening: u32, demands: &mut Vec<(usize, u32)>) -> bool {
        let (o, tier) = (opening as usize, self.tier(trainee, opening));
        demands.push((o, self.ceiling[o]));
        self.ceiling[o] = self.ceiling[o].min(tier);
        self.filled[o] == 0 || self.worst[o] <= tier
    }

    fn tier(&self, trainee: u32, opening: u32) -> u32 {
        super::seating::column(self.market, trainee, opening).map_or(u32::MAX, |c| {
            self.market.openings.tier[self.market.openings.at(opening, self.market.trainees.cross[c])]
        })
    }

    fn seat(&mut self, members: &[u32], option: &[u32]) -> Option<Vec<(usize, u32, u32)>> {
        let mut before = Vec::new();
        for (&member, &opening) in members.iter().zip(option) {
            if opening == UNPLACED {
                continue;
            }
            let (o, tier) = (opening as usize, self.tier(member, opening));
            if self.filled[o] >= self.market.seats[o] || tier > self.ceiling[o] {
                self.unseat(members, before);
                return None;
            }
            before.push((o, self.filled[o], self.worst[o]));
            self.filled[o] += 1;
            self.worst[o] = self.worst[o].max(tier);
            self.matching[member as usize] = opening;
        }
        Some(before)
    }

    fn unseat(&mut self, members: &[u32], before: Vec<(usize, u32, u32)>) {
        for (o, filled, worst) in before.into_iter().rev() {
            (self.filled[o], self.worst[o]) = (filled, worst);
        }
        for member in members {
            self.matching[*member as usize] = UNPLACED;
        }
    }

    fn is_stable(&self) -> bool {
        let open = |o: usize| self.ceiling[o] != u32::MAX && self.filled[o] < self.market.seats[o];
        if (0..self.filled.len()).any(open) {
            return false;
        }
        let mut matching = self.matching.clone();
        for (own, &pin) in matching.iter_mut().zip(&self.problem.pinned) {
            if pin != UNPLACED {
                *own = pin;
            }
        }
        blocking::judge(self.problem, self.caps, &matching, self.closed)
            .blocking
            .is_empty()
    }
}
