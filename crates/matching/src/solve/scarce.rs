//! The heaviest matching where seats are scarcer than trainees: openings bid for trainees, and what bidding can't settle
//! is placed seat by seat along shortest augmenting paths.
//!
//! The scarce side bids, because those it bids for are plenty: most bids meet nobody else's, whereas trainees bidding for
//! too few seats would drive every price up in small steps until enough of them give up. Each opening looks at its next
//! best in a heap whose values only fall (lazily corrected), so a bid costs a few look-ups however long the list is.
//!
//! Throughout, `gain[t] + price[o] >= weight(t, o)`, with equality for who is held; a trainee held by nobody gains 0, an
//! opening with a seat to spare costs 0. With that for all seats, the sum of gains and prices proves the optimum.
#![expect(
    clippy::indexing_slicing,
    reason = "trainees, openings and columns come from `Market::join`"
)]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;

/// Bids per seat, on average, after which the rest is left to augmenting paths.
const BIDS: usize = 64;
const FAR: i64 = i64::MAX;

/// Whether seats are scarcer than those who might take them.
pub(super) fn seats_are_scarce(market: &Market) -> bool {
    let wanted = |o: usize| market.openings.degree(o).min(market.seats[o] as usize);
    let seats: usize = (0..market.openings.len()).map(wanted).sum();
    let asking = (0..market.trainees.len()).filter(|t| market.trainees.degree(*t) > 0);
    seats < asking.count()
}

/// The matching, the trainees' gains and the openings' prices. `weight` runs along `market.trainees`.
pub(super) fn heaviest(market: &Market, weight: &[i64]) -> (Assignment, Vec<i64>, Vec<i64>) {
    let mut sale = Sale::new(market, weight);
    let left = sale.bid();
    sale.price();
    sale.values = Vec::new();
    for opening in left {
        while sale.held[opening as usize].len() < market.seats[opening as usize] as usize
            && sale.fill(opening)
        {}
    }
    (sale.holder, sale.gain, sale.price)
}

/// How far an opening's value for the trainee at a column reaches.
type Value = (i64, Reverse<u32>);

/// Where a path ends: with a trainee held by nobody, or an opening that leaves a seat empty.
#[derive(Clone, Copy)]
enum End {
    Free(u32, u32),
    Empty(u32),
}

/// Columns here are those of `market.openings`.
struct Sale<'a> {
    market: &'a Market,
    weight: Vec<i64>,
    gain: Vec<i64>,
    price: Vec<i64>,
    /// The opening that holds a trainee.
    holder: Assignment,
    /// The columns an opening holds.
    held: Vec<Vec<u32>>,
    /// Whom an opening doesn't hold, at their value when last looked at.
    values: Vec<BinaryHeap<Value>>,
    distance: Vec<i64>,
    done: Vec<bool>,
    /// Who took an opening's trainee on the way to it, and at which of their columns.
    before: Vec<(u32, u32)>,
    reached: Vec<u32>,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
}

impl<'a> Sale<'a> {
    fn new(market: &'a Market, along_trainees: &[i64]) -> Self {
        let side = &market.openings;
        let columns = side.other.iter().zip(&side.cross);
        let weight: Vec<i64> = columns
            .map(|(trainee, position)| along_trainees[market.trainees.at(*trainee, *position)])
            .collect();
        let values = |opening: usize| {
            let wanted = side.span(opening).filter(|column| weight[*column] > 0);
            wanted
                .map(|column| (weight[column], Reverse(column as u32)))
                .collect()
        };
        let openings = side.len();
        Self {
            market,
            values: (0..openings).map(values).collect(),
            weight,
            gain: vec![0; market.trainees.len()],
            price: vec![0; openings],
            holder: vec![UNPLACED; market.trainees.len()],
            held: vec![Vec::new(); openings],
            distance: vec![FAR; openings],
            done: vec![false; openings],
            before: vec![(UNPLACED, 0); openings],
            reached: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    fn value(&self, column: u32) -> i64 {
        self.weight[column as usize] - self.gain[self.market.openings.other[column as usize] as usize]
    }

    /// The best whom an opening doesn't hold; nobody when none is worth anything.
    fn best(&mut self, opening: usize) -> Option<Value> {
        while let Some(&(stated, Reverse(column))) = self.values[opening].peek() {
            let value = self.value(column);
            if value == stated {
                return Some((value, Reverse(column)));
            }
            self.values[opening].pop();
            if value > 0 {
                self.values[opening].push((value, Reverse(column)));
            }
        }
        None
    }

    /// Every opening bids for each free seat up to where the next best would do as well. Returns those who have seats
    /// left that no bid settles.
    fn bid(&mut self) -> Vec<u32> {
        let seats = &self.market.seats;
        let all: usize = (0..seats.len())
            .map(|o| self.values[o].len().min(seats[o] as usize))
            .sum();
        let mut budget = BIDS * all;
        let mut waiting: Vec<u32> = (0..seats.len() as u32).rev().collect();
        let mut left = Vec::new();
        while let Some(opening) = waiting.pop() {
            let o = opening as usize;
            while self.held[o].len() < seats[o] as usize {
                let Some((value, Reverse(column))) = self.best(o) else {
                    break;
                };
                self.values[o].pop();
                let next = self.best(o).map_or(0, |(value, _)| value);
                let trainee = self.market.openings.other[column as usize] as usize;
                let rival = self.holder[trainee];
                if rival != UNPLACED && (value == next || budget == 0) {
                    // Without an edge over the next best, taking somebody's trainee settles nothing.
                    self.values[o].push((value, Reverse(column)));
                    left.push(opening);
                    break;
                }
                budget = budget.saturating_sub(1);
                self.gain[trainee] += value - next;
                if rival != UNPLACED {
                    let lost = self.release(rival, trainee as u32);
                    let value = self.value(lost);
                    if value > 0 {
                        self.values[rival as usize].push((value, Reverse(lost)));
                    }
                    waiting.push(rival);
                }
                self.hold(opening, column);
            }
        }
        left.sort_unstable();
        left.dedup();
        left
    }

    /// Prices by the best not held; gains up to what they leave. What others would gain only falls by that.
    fn price(&mut self) {
        for o in 0..self.held.len() {
            self.price[o] = self.best(o).map_or(0, |(value, _)| value);
        }
        (0..self.held.len()).for_each(|o| self.gain_from(o));
    }

    /// Those an opening holds gain what its price leaves.
    fn gain_from(&mut self, opening: usize) {
        for &column in &self.held[opening] {
            let trainee = self.market.openings.other[column as usize] as usize;
            self.gain[trainee] = self.weight[column as usize] - self.price[opening];
        }
    }

    fn hold(&mut self, opening: u32, column: u32) {
        let trainee = self.market.openings.other[column as usize];
        self.holder[trainee as usize] = opening;
        self.held[opening as usize].push(column);
    }

    /// Takes a trainee from who holds them; says at which of the holder's columns.
    fn release(&mut self, holder: u32, trainee: u32) -> u32 {
        let held = &mut self.held[holder as usize];
        let at = held
            .iter()
            .position(|column| self.market.openings.other[*column as usize] == trainee);
        self.holder[trainee as usize] = UNPLACED;
        at.map_or(0, |at| held.swap_remove(at))
    }

    /// Brings one more seat of an opening in; false when it had better stay empty.
    fn fill(&mut self, opening: u32) -> bool {
        let (end, length) = self.shortest_path(opening);
        let mut at = match end {
            End::Free(opening, column) => {
                self.hold(opening, column);
                opening
            }
            End::Empty(opening) => opening,
        };
        let filled = !matches!(end, End::Empty(empty) if empty == opening);
        while at != opening {
            let (taker, column) = self.before[at as usize];
            self.release(at, self.market.openings.other[column as usize]);
            self.hold(taker, column);
            at = taker;
        }
        let reached = std::mem::take(&mut self.reached);
        for &near in &reached {
            let o = near as usize;
            if self.done[o] {
                self.price[o] -= (length - self.distance[o]).max(0);
                self.gain_from(o);
            }
            self.distance[o] = FAR;
            self.done[o] = false;
        }
        self.reached = reached;
        self.reached.clear();
        self.queue.clear();
        filled
    }

    /// Dijkstra over what is lacking to equality, until nothing nearer than the best end is left.
    fn shortest_path(&mut self, from: u32) -> (End, i64) {
        let (mut end, mut length) = (End::Empty(from), self.price[from as usize]);
        self.distance[from as usize] = 0;
        self.reached.push(from);
        self.queue.push(Reverse((0, from)));
        while let Some(Reverse((distance, opening))) = self.queue.pop() {
            let o = opening as usize;
            if distance >= length {
                break;
            }
            if self.done[o] || distance > self.distance[o] {
                continue;
            }
            self.done[o] = true;
            if distance + self.price[o] < length {
                (end, length) = (End::Empty(opening), distance + self.price[o]);
            }
            for column in self.market.openings.span(o) {
                let trainee = self.market.openings.other[column];
                let holder = self.holder[trainee as usize];
                if holder == opening || self.weight[column] <= 0 {
                    continue;
                }
                let to = distance + self.price[o] + self.gain[trainee as usize] - self.weight[column];
                if to >= length {
                    continue;
                }
                if holder == UNPLACED {
                    (end, length) = (End::Free(opening, column as u32), to);
                    continue;
                }
                let h = holder as usize;
                if to < self.distance[h] {
                    if self.distance[h] == FAR {
                        self.reached.push(holder);
                    }
                    self.distance[h] = to;
                    self.before[h] = (opening, column as u32);
                    self.queue.push(Reverse((to, holder)));
                }
            }
        }
        (end, length)
    }
}
