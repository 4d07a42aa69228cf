//! The heaviest matching and the prices that prove it: shortest augmenting paths on dual prices (Kuhn 1955, Tomizawa
//! 1971), trainee by trainee. Each search stops as soon as a free place, or somebody who may as well stay out, is near.
//!
//! Openings and caps form a forest under one root; a seat taken counts in every node on the way up. A node's
//! potential is the price of a place there, its own price and those of all caps above together.
#![expect(
    clippy::indexing_slicing,
    reason = "nodes, trainees and columns are numbered here; every column has their length"
)]

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;
use super::{bidding, scarce};

/// Capacities above the openings: for each node (openings first, then caps) its capacity and parent.
pub(crate) struct Forest {
    pub(crate) capacity: Vec<u32>,
    /// `None`: nothing above but the root.
    pub(crate) parent: Vec<Option<u32>>,
}

/// Dual prices, all at least 0.
pub(crate) struct Prices {
    pub(crate) trainees: Vec<i64>,
    /// Own price of each node of the forest.
    pub(crate) nodes: Vec<i64>,
}

/// How a search came to a node.
#[derive(Clone, Copy)]
enum Step {
    Trainee(u32),
    Up(u32),
    Down(u32),
}

/// Where a search ends: at the root, or with a trainee who stays out.
#[derive(Clone, Copy)]
enum End {
    Root(u32),
    Out(u32),
}

struct Search<'a> {
    market: &'a Market,
    weight: &'a [i64],
    forest: &'a Forest,
    children: Vec<Vec<u32>>,
    used: Vec<u32>,
    held: Vec<Vec<u32>>,
    matching: Assignment,
    /// Potential of each node.
    price: Vec<i64>,
    gain: Vec<i64>,
    distance: Vec<i64>,
    step: Vec<Step>,
    done: Vec<bool>,
    touched: Vec<u32>,
    /// Trainees reached, at the distance of the opening that holds them.
    displaced: Vec<(u32, i64)>,
    queue: BinaryHeap<Reverse<(i64, u32)>>,
}

const FAR: i64 = i64::MAX;

/// Solves over the market's pairs; `weight` runs along `market.trainees`. Pairs without gain are left aside.
pub(crate) fn heaviest(market: &Market, weight: &[i64], forest: &Forest) -> (Assignment, Prices) {
    // Under caps a seat's price hangs on others' seats; bidding is for openings that stand alone.
    let alone = forest.parent.iter().all(Option::is_none);
    if alone && scarce::seats_are_scarce(market) {
        let (matching, trainees, nodes) = scarce::heaviest(market, weight);
        return (matching, Prices { trainees, nodes });
    }
    let nodes = forest.capacity.len();
    let mut children = vec![Vec::new(); nodes];
    for (node, parent) in forest.parent.iter().enumerate() {
        if let Some(parent) = parent {
            children[*parent as usize].push(node as u32);
        }
    }
    let trainees = market.trainees.len();
    let mut search = Search {
        market,
        weight,
        forest,
        children,
        used: vec![0; nodes],
        held: vec![Vec::new(); market.openings.len()],
        matching: vec![UNPLACED; trainees],
        price: vec![0; nodes],
        gain: vec![0; trainees],
        distance: vec![FAR; nodes],
        step: vec![Step::Trainee(0); nodes],
        done: vec![false; nodes],
        touched: Vec::new(),
        displaced: Vec::new(),
        queue: BinaryHeap::new(),
    };
    let mut waiting: Vec<u32> = (0..trainees as u32).collect();
    if alone {
        let bids = bidding::bid(market, weight);
        for (opening, held) in bids.held.iter().enumerate() {
            search.used[opening] = held.len() as u32;
            for trainee in held {
                search.matching[*trainee as usize] = opening as u32;
            }
        }
        (search.held, search.price, search.gain, waiting) = (bids.held, bids.price, bids.gain, bids.left);
    }
    for trainee in waiting {
        search.place(trainee);
    }
    let own = |node: usize| {
        let above = forest.parent[node].map_or(0, |parent| search.price[parent as usize]);
        (search.price[node] - above).max(0)
    };
    let nodes = (0..nodes).map(own).collect();
    (
        search.matching,
        Prices {
            trainees: search.gain,
            nodes,
        },
    )
}

impl Search<'_> {
    /// Brings one more trainee in; all before stay as well off as prices allow.
    fn place(&mut self, trainee: u32) {
        let side = &self.market.trainees;
        let surplus = |column: usize| self.weight[column] - self.price[side.other[column] as usize];
        let gain = side.span(trainee as usize).map(surplus).max().unwrap_or(0);
        if gain <= 0 {
            return;
        }
        self.gain[trainee as usize] = gain;
        let (end, length) = self.shortest_path(trainee);
        for &(other, at) in &self.displaced {
            self.gain[other as usize] -= (length - at).max(0);
        }
        for &node in &self.touched {
            let n = node as usize;
            if self.done[n] {
                self.price[n] += (length - self.distance[n]).max(0);
            }
        }
        self.shift(trainee, end);
        for node in self.touched.drain(..) {
            self.distance[node as usize] = FAR;
            self.done[node as usize] = false;
        }
        self.displaced.clear();
        self.queue.clear();
    }

    /// Dijkstra over reduced costs until nothing nearer than the best end is left.
    fn shortest_path(&mut self, trainee: u32) -> (End, i64) {
        let (mut end, mut length) = (End::Out(trainee), self.gain[trainee as usize]);
        self.displaced.push((trainee, 0));
        self.relax_trainee(trainee, 0, length);
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            let n = node as usize;
            if distance >= length {
                break;
            }
            if self.done[n] || distance > self.distance[n] {
                continue;
            }
            self.done[n] = true;
            if self.used[n] < self.forest.capacity[n] {
                match self.forest.parent[n] {
                    Some(parent) => {
                        let cost = self.price[parent as usize] - self.price[n];
                        self.relax(parent, distance + cost, Step::Up(node), length);
                    }
                    None => {
                        let cost = distance - self.price[n];
                        if cost < length {
                            (end, length) = (End::Root(node), cost);
                        }
                        continue;
                    }
                }
            }
            for index in 0..self.held.get(n).map_or(0, Vec::len) {
                let other = self.held[n][index];
                self.displaced.push((other, distance));
                if distance + self.gain[other as usize] < length {
                    (end, length) = (End::Out(other), distance + self.gain[other as usize]);
                }
                self.relax_trainee(other, distance, length);
            }
            for index in 0..self.children[n].len() {
                let child = self.children[n][index];
                if self.used[child as usize] > 0 {
                    let cost = self.price[child as usize] - self.price[n];
                    self.relax(child, distance + cost, Step::Down(node), length);
                }
            }
        }
        (end, length)
    }

    fn relax_trainee(&mut self, trainee: u32, distance: i64, length: i64) {
        let base = distance + self.gain[trainee as usize];
        for column in self.market.trainees.span(trainee as usize) {
            let opening = self.market.trainees.other[column];
            if self.weight[column] > 0 {
                let to = base + self.price[opening as usize] - self.weight[column];
                self.relax(opening, to, Step::Trainee(trainee), length);
            }
        }
    }

    fn relax(&mut self, node: u32, distance: i64, step: Step, length: i64) {
        let n = node as usize;
        if distance < self.distance[n] && distance < length {
            if self.distance[n] == FAR {
                self.touched.push(node);
            }
            self.distance[n] = distance;
            self.step[n] = step;
            self.queue.push(Reverse((distance, node)));
        }
    }

    /// Moves everybody along the path, from its end back to the new trainee.
    fn shift(&mut self, newcomer: u32, end: End) {
        let mut node = match end {
            End::Out(trainee) if trainee == newcomer => return,
            End::Out(trainee) => {
                let node = self.matching[trainee as usize];
                self.release(trainee);
                node
            }
            End::Root(node) => {
                self.used[node as usize] += 1;
                node
            }
        };
        loop {
            match self.step[node as usize] {
                Step::Up(child) => {
                    self.used[child as usize] += 1;
                    node = child;
                }
                Step::Down(parent) => {
                    self.used[node as usize] -= 1;
                    node = parent;
                }
                Step::Trainee(trainee) => {
                    let before = self.matching[trainee as usize];
                    self.release(trainee);
                    self.matching[trainee as usize] = node;
                    self.held[node as usize].push(trainee);
                    if trainee == newcomer {
                        return;
                    }
                    node = before;
                }
            }
        }
    }

    fn release(&mut self, trainee: u32) {
        let place = std::mem::replace(&mut self.matching[trainee as usize], UNPLACED);
        if place != UNPLACED {
            self.held[place as usize].retain(|other| *other != trainee);
        }
    }
}
