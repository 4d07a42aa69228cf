//! Heaviest and largest rounds too large for brute force, against cheapest flows: successive shortest paths over a
//! plain network, which shares nothing with the engine and is itself held against a published instance.

use std::collections::{HashMap, VecDeque};

use berth_matching::round::{Cap, Objective, OpeningEntry, RoundInput, Seed, TraineeEntry};
use berth_matching::{solve, verify};
use proptest::prelude::*;

use crate::support::cases;

/// The arc after an even one is its reverse.
#[derive(Default)]
struct Network {
    to: Vec<usize>,
    room: Vec<i64>,
    cost: Vec<i64>,
    out: Vec<Vec<usize>>,
}

impl Network {
    fn arc(&mut self, from: usize, to: usize, room: i64, cost: i64) {
        let nodes = self.out.len().max(from + 1).max(to + 1);
        self.out.resize(nodes, Vec::new());
        for (from, to, room, cost) in [(from, to, room, cost), (to, from, 0, -cost)] {
            self.out[from].push(self.to.len());
            self.to.push(to);
            self.room.push(room);
            self.cost.push(cost);
        }
    }

    /// Bellman and Ford's cheapest way with room: its cost, and the arcs from its end back.
    fn cheapest(&self, source: usize, sink: usize) -> Option<(i64, Vec<usize>)> {
        let mut cost = vec![i64::MAX; self.out.len()];
        let mut by = vec![usize::MAX; self.out.len()];
        let mut waits = vec![false; self.out.len()];
        cost[source] = 0;
        let mut queue = VecDeque::from([source]);
        while let Some(node) = queue.pop_front() {
            waits[node] = false;
            for &arc in &self.out[node] {
                let (to, there) = (self.to[arc], cost[node] + self.cost[arc]);
                if self.room[arc] > 0 && there < cost[to] {
                    cost[to] = there;
                    by[to] = arc;
                    if !std::mem::replace(&mut waits[to], true) {
                        queue.push_back(to);
                    }
                }
            }
        }
        let mut way = Vec::new();
        let mut node = sink;
        while node != source {
            let arc = *by.get(node).filter(|arc| **arc != usize::MAX)?;
            way.push(arc);
            node = self.to[arc ^ 1];
        }
        Some((cost[sink], way))
    }

    /// Sends along cheapest ways, as long as `worth` says of their cost; how much went, at what cost.
    fn send(&mut self, source: usize, sink: usize, worth: impl Fn(i64) -> bool) -> (i64, i64) {
        let (mut sent, mut total) = (0, 0);
        while let Some((cost, way)) = self.cheapest(source, sink).filter(|(cost, _)| worth(*cost)) {
            let much = way.iter().map(|arc| self.room[*arc]).min().unwrap();
            for arc in way {
                self.room[arc] -= much;
                self.room[arc ^ 1] += much;
            }
            sent += much;
            total += much * cost;
        }
        (sent, total)
    }
}

#[test]
fn the_published_cheapest_flow_is_found() {
    for (name, case) in cases(&["mcf"]) {
        let instance = &case["instance"];
        let mut numbers = HashMap::new();
        let mut number = |name: String| {
            let next = numbers.len() + 2;
            *numbers.entry(name).or_insert(next)
        };
        let (mut network, mut supply) = (Network::default(), 0);
        for edge in instance["edges"].as_array().unwrap() {
            let [from, to] = [0, 1].map(|at| number(edge[at].to_string()));
            let room = edge[2].as_i64().unwrap();
            let room = if room < 0 { i64::MAX / 2 } else { room };
            network.arc(from, to, room, edge[3].as_i64().unwrap());
        }
        for (node, much) in instance["supply"].as_object().unwrap() {
            let (node, much) = (number(node.clone()), much.as_i64().unwrap());
            if much > 0 {
                supply += much;
                network.arc(0, node, much, 0);
            } else {
                network.arc(node, 1, -much, 0);
            }
        }
        let (sent, cost) = network.send(0, 1, |_| true);
        assert_eq!(sent, supply, "{name}");
        assert_eq!(Some(cost), case["expected"]["min_cost"].as_i64(), "{name}");
    }
}

/// A round in numbers: caps are nested, the inner ones over a run of openings each, the outer one over all.
#[derive(Clone, Debug)]
struct Capped {
    /// By trainee: openings, each with a weight.
    pairs: Vec<Vec<(usize, i64)>>,
    seats: Vec<u32>,
    inner: Vec<u32>,
    outer: u32,
}

const RUN: usize = 4;

fn capped() -> impl Strategy<Value = Capped> {
    (20usize..150, 8usize..25).prop_flat_map(|(trainees, openings)| {
        let list = prop::collection::btree_map(0..openings, -5i64..60, 0..10);
        let inner = openings.div_ceil(RUN);
        (
            prop::collection::vec(list, trainees),
            prop::collection::vec(0u32..6, openings),
            prop::collection::vec(0u32..12, inner),
            5u32..70,
        )
            .prop_map(|(pairs, seats, inner, outer)| Capped {
                pairs: pairs.into_iter().map(|list| list.into_iter().collect()).collect(),
                seats,
                inner,
                outer,
            })
    })
}

impl Capped {
    fn round(&self, objective: Objective) -> RoundInput {
        let mut input = RoundInput::new(Seed::default());
        let mut lists: Vec<Vec<Vec<String>>> = vec![Vec::new(); self.seats.len()];
        let mut weights = Vec::new();
        for (t, list) in self.pairs.iter().enumerate() {
            let id = format!("t{t}");
            for (o, weight) in list {
                lists[*o].push(vec![id.clone()]);
                weights.push((id.clone(), format!("o{o}"), *weight));
            }
            let wishes: Vec<Vec<String>> = list.iter().map(|(o, _)| vec![format!("o{o}")]).collect();
            input.trainees.push(TraineeEntry::new(id, wishes));
        }
        for (o, (seats, list)) in self.seats.iter().zip(lists).enumerate() {
            input
                .openings
                .push(OpeningEntry::new(format!("o{o}"), *seats, list));
        }
        let cap = |id: String, max: u32, openings: std::ops::Range<usize>| Cap {
            id,
            max,
            openings: openings.map(|o| format!("o{o}")).collect(),
            targets: None,
        };
        let all = self.seats.len();
        let inner = self.inner.iter().enumerate();
        let mut caps: Vec<Cap> = inner
            .map(|(n, max)| cap(format!("c{n}"), *max, n * RUN..all.min((n + 1) * RUN)))
            .collect();
        caps.push(cap("all".to_owned(), self.outer, 0..all));
        input.caps = Some(caps);
        input.objective = Some(objective);
        if objective == Objective::MaxWeight {
            input.weights = Some(weights);
        }
        input
    }

    fn network(&self, cost: impl Fn(i64) -> i64) -> Network {
        let mut network = Network::default();
        let opening = |o: usize| 3 + o;
        let inner = |n: usize| 3 + self.seats.len() + n;
        let trainee = |t: usize| 3 + self.seats.len() + self.inner.len() + t;
        network.arc(2, 1, self.outer.into(), 0);
        for (n, max) in self.inner.iter().enumerate() {
            network.arc(inner(n), 2, (*max).into(), 0);
        }
        for (o, seats) in self.seats.iter().enumerate() {
            network.arc(opening(o), inner(o / RUN), (*seats).into(), 0);
        }
        for (t, list) in self.pairs.iter().enumerate() {
            network.arc(0, trainee(t), 1, 0);
            for (o, weight) in list {
                network.arc(trainee(t), opening(*o), 1, cost(*weight));
            }
        }
        network
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn under_nested_caps_nothing_is_heavier_and_nothing_larger(round in capped()) {
        let input = round.round(Objective::MaxWeight);
        let result = solve(&input).unwrap();
        let report = verify(&input, &result);
        prop_assert!(report.proven(), "{report:?}");
        let weight = |(t, o): (&String, &String)| {
            let weights = input.weights.as_ref().unwrap();
            weights.iter().find(|(a, b, _)| (a, b) == (t, o)).map_or(0, |(_, _, weight)| *weight)
        };
        let places = result.matching.iter().filter_map(|(t, o)| Some((t, o.as_ref()?)));
        let found: i64 = places.map(weight).sum();
        let (_, cost) = round.network(|weight| -weight).send(0, 1, |cost| cost < 0);
        prop_assert_eq!(found, -cost);

        let input = round.round(Objective::MaxCardinality);
        let result = solve(&input).unwrap();
        let report = verify(&input, &result);
        prop_assert!(report.proven(), "{report:?}");
        let (most, _) = round.network(|_| 0).send(0, 1, |_| true);
        prop_assert_eq!(result.placed as i64, most);
    }
}
