//! A strongly stable matching, best for the trainees, if one exists (Irving, Manlove and Scott 2003): no pair where one
//! side gains and the other doesn't mind.
#![expect(
    clippy::indexing_slicing,
    reason = "parties and columns come from `Market::join`, nodes are numbered here"
)]

use super::deferred::{Assignment, UNPLACED};
use super::flow::Network;
use super::market::Market;

/// Work after which the search, quadratic at worst, is given up: rounds of proposals times pairs.
const WORK: usize = 400_000_000;

/// The end of a search.
pub(crate) enum Strong {
    Found(Assignment),
    /// Proven.
    None,
    /// Given up.
    Unsettled,
}

/// Several matchings may be equally good; `draws`, the lottery positions of trainees and openings, then decide.
pub(crate) fn strongly_stable(market: &Market, draws: (&[u32], &[u32])) -> Strong {
    let mut search = Search::new(market);
    let mut work = 0;
    loop {
        search.propose();
        let critical = search.critical_openings();
        if critical.is_empty() {
            break;
        }
        for opening in critical {
            search.cut_last_group(opening);
        }
        work += 16 * market.trainees.pairs();
        if work > WORK {
            return Strong::Unsettled;
        }
    }
    let matching = search.feasible(draws);
    if search.is_strongly_stable(&matching) {
        Strong::Found(matching)
    } else {
        Strong::None
    }
}

/// Flags run along the openings' columns.
struct Search<'a> {
    market: &'a Market,
    alive: Vec<bool>,
    assigned: Vec<bool>,
    places: Vec<u32>,
    count: Vec<u32>,
    tail: Vec<usize>,
    active: Vec<u32>,
}

impl<'a> Search<'a> {
    fn new(market: &'a Market) -> Self {
        let openings = &market.openings;
        let mut search = Self {
            market,
            alive: vec![true; openings.pairs()],
            assigned: vec![false; openings.pairs()],
            places: vec![0; market.trainees.len()],
            count: vec![0; openings.len()],
            tail: (0..openings.len()).map(|o| openings.span(o).end).collect(),
            active: (0..market.trainees.len() as u32).rev().collect(),
        };
        for opening in (0..openings.len()).filter(|o| market.seats[*o] == 0) {
            search.cut(opening, openings.start(opening));
        }
        search
    }

    /// Free trainees are assigned to every opening of the first group left on their list.
    fn propose(&mut self) {
        let side = &self.market.trainees;
        while let Some(trainee) = self.active.pop() {
            while self.places[trainee as usize] == 0 {
                let columns: Vec<usize> = side
                    .span(trainee as usize)
                    .filter(|c| self.alive[self.back(*c)])
                    .collect();
                let Some(first) = columns.first() else { break };
                let tier = side.tier[*first];
                for column in columns.into_iter().take_while(|c| side.tier[*c] == tier) {
                    let back = self.back(column);
                    if self.alive[back] {
                        self.assign(trainee, side.other[column] as usize, back);
                    }
                }
            }
        }
    }

    /// The openings' column of a pair.
    fn back(&self, column: usize) -> usize {
        let side = &self.market.trainees;
        self.market.openings.at(side.other[column], side.cross[column])
    }

    fn assign(&mut self, trainee: u32, opening: usize, column: usize) {
        self.assigned[column] = true;
        self.places[trainee as usize] += 1;
        self.count[opening] += 1;
        let seats = self.market.seats[opening];
        if self.count[opening] >= seats {
            // Dominated: behind at least as many assigned trainees as there are seats.
            let mut ahead = 0;
            let mut from = self.tail[opening];
            let span = self.market.openings.start(opening)..self.tail[opening];
            let tiers = &self.market.openings.tier;
            for column in span.clone() {
                let new_group = column > span.start && tiers[column] > tiers[column - 1];
                if new_group && ahead >= seats {
                    from = column;
                    break;
                }
                ahead += u32::from(self.assigned[column]);
            }
            self.cut(opening, from);
        }
    }

    fn cut(&mut self, opening: usize, from: usize) {
        for column in from..self.tail[opening] {
            self.alive[column] = false;
            if std::mem::take(&mut self.assigned[column]) {
                let trainee = self.market.openings.other[column];
                self.places[trainee as usize] -= 1;
                self.count[opening] -= 1;
                if self.places[trainee as usize] == 0 {
                    self.active.push(trainee);
                }
            }
        }
        self.tail[opening] = from;
    }

    fn last_group(&self, opening: usize) -> usize {
        let (start, tiers) = (self.market.openings.start(opening), &self.market.openings.tier);
        let mut from = self.tail[opening];
        while from > start && tiers[from - 1] == tiers[self.tail[opening] - 1] {
            from -= 1;
        }
        from
    }

    fn cut_last_group(&mut self, opening: usize) {
        self.cut(opening, self.last_group(opening));
    }

    /// Assigned columns with whether the trainee is bound there: sure of the seat, whoever else comes.
    fn assignments(&self) -> Vec<(u32, u32, bool)> {
        let openings = &self.market.openings;
        let mut found = Vec::new();
        for opening in 0..openings.len() {
            let last = self.last_group(opening);
            let over = self.count[opening] > self.market.seats[opening];
            for column in (openings.start(opening)..self.tail[opening]).filter(|c| self.assigned[*c]) {
                found.push((openings.other[column], opening as u32, !over || column < last));
            }
        }
        found
    }

    /// The openings around the largest shortage: trainees who can't all be matched within their groups.
    fn critical_openings(&self) -> Vec<usize> {
        let assignments = self.assignments();
        let mut bound = vec![false; self.market.trainees.len()];
        let mut quota: Vec<i64> = self.market.seats.iter().map(|s| i64::from(*s)).collect();
        for &(trainee, opening, sure) in &assignments {
            if sure {
                bound[trainee as usize] = true;
                quota[opening as usize] -= 1;
            }
        }
        let loose: Vec<(u32, u32)> = assignments
            .iter()
            .filter(|a| !bound[a.0 as usize])
            .map(|a| (a.0, a.1))
            .collect();
        let (network, _) = self.flow(&loose, &quota);
        let trainees = self.market.trainees.len();
        let reached = network.reachable(self.source());
        let mut openings: Vec<usize> = loose
            .iter()
            .filter(|(t, _)| reached[*t as usize])
            .map(|(_, o)| *o as usize)
            .collect();
        openings.sort_unstable();
        openings.dedup();
        // With nobody short, the source reaches nothing but itself.
        if reached.iter().take(trainees).any(|r| *r) {
            openings
        } else {
            Vec::new()
        }
    }

    fn source(&self) -> usize {
        self.market.trainees.len() + self.market.openings.len()
    }

    fn flow(&self, pairs: &[(u32, u32)], quota: &[i64]) -> (Network, Vec<usize>) {
        let trainees = self.market.trainees.len();
        let source = self.source();
        let mut network = Network::new(source + 2);
        let mut entered = vec![false; trainees];
        let mut arcs = Vec::with_capacity(pairs.len());
        for &(trainee, opening) in pairs {
            if !std::mem::replace(&mut entered[trainee as usize], true) {
                network.arc(source, trainee as usize, 1, 0);
            }
            arcs.push(network.arc(trainee as usize, trainees + opening as usize, 1, 0));
        }
        for (opening, &quota) in quota.iter().enumerate() {
            network.arc(trainees + opening, source + 1, quota.max(0), 0);
        }
        network.maximise(source, source + 1);
        (network, arcs)
    }

    /// Everybody at one of their provisional places, where bound at a bound one.
    fn feasible(&self, draws: (&[u32], &[u32])) -> Assignment {
        let assignments = self.assignments();
        let mut bound = vec![false; self.market.trainees.len()];
        for &(trainee, _, sure) in &assignments {
            bound[trainee as usize] |= sure;
        }
        let fitting = assignments
            .iter()
            .filter(|(t, _, sure)| *sure || !bound[*t as usize]);
        let mut pairs: Vec<(u32, u32)> = fitting.map(|(t, o, _)| (*t, *o)).collect();
        pairs.sort_by_key(|&(t, o)| (draws.0[t as usize], draws.1[o as usize]));
        let quota: Vec<i64> = self.market.seats.iter().map(|s| i64::from(*s)).collect();
        let (network, arcs) = self.flow(&pairs, &quota);
        let mut matching = vec![UNPLACED; self.market.trainees.len()];
        for (&(trainee, opening), arc) in pairs.iter().zip(arcs) {
            if network.flow(arc) > 0 {
                matching[trainee as usize] = opening;
            }
        }
        matching
    }

    fn is_strongly_stable(&self, matching: &[u32]) -> bool {
        let (trainees, openings) = (&self.market.trainees, &self.market.openings);
        let mut filled = vec![0; openings.len()];
        let mut worst = vec![0; openings.len()];
        let mut own = vec![u32::MAX; trainees.len()];
        for trainee in 0..trainees.len() {
            for column in trainees
                .span(trainee)
                .filter(|c| trainees.other[*c] == matching[trainee])
            {
                let opening = trainees.other[column] as usize;
                own[trainee] = trainees.tier[column];
                filled[opening] += 1;
                worst[opening] = worst[opening].max(openings.tier[self.back(column)] + 1);
            }
        }
        (0..trainees.len()).all(|trainee| {
            trainees.span(trainee).all(|column| {
                let opening = trainees.other[column] as usize;
                if matching[trainee] == opening as u32 || self.market.seats[opening] == 0 {
                    return true;
                }
                let (rank, tier) = (openings.tier[self.back(column)] + 1, trainees.tier[column]);
                let room = filled[opening] < self.market.seats[opening];
                let (gains, minds_not) = (tier < own[trainee], tier <= own[trainee]);
                let (gained, taken) = (room || rank < worst[opening], room || rank <= worst[opening]);
                !((gains && taken) || (minds_not && gained))
            })
        })
    }
}
