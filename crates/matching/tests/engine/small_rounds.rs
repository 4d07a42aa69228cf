//! Random small rounds, and every matching of one: the ground truth the solver is held against.

use std::collections::BTreeMap;

use berth_matching::round::{Cap, OpeningEntry, RoundInput, Seed, TraineeEntry};
use proptest::prelude::*;

/// Tie groups of both sides by (trainee, opening); `None` is unlisted. Kept apart from the engine's reading.
#[derive(Clone, Debug)]
pub(crate) struct Small {
    pub(crate) trainees: usize,
    pub(crate) openings: usize,
    pub(crate) theirs: Vec<Vec<Option<u8>>>,
    pub(crate) ours: Vec<Vec<Option<u8>>>,
    pub(crate) seats: Vec<u32>,
    pub(crate) seed: u8,
}

pub(crate) type Matching = Vec<Option<usize>>;

pub(crate) fn small(max_trainees: usize, max_openings: usize, ties: bool) -> impl Strategy<Value = Small> {
    (1..=max_trainees, 1..=max_openings, any::<u8>()).prop_flat_map(move |(trainees, openings, seed)| {
        let tiers = |n: usize, m: usize| {
            prop::collection::vec(
                prop::collection::vec(prop::option::weighted(0.8, 0u8..if ties { 3 } else { 200 }), m),
                n,
            )
        };
        (
            tiers(trainees, openings),
            tiers(openings, trainees),
            prop::collection::vec(1u32..=2, openings),
        )
            .prop_map(move |(theirs, ours, seats)| {
                let mut small = Small {
                    trainees,
                    openings,
                    theirs,
                    ours,
                    seats,
                    seed,
                };
                if !ties {
                    small.make_strict();
                }
                small
            })
    })
}

impl Small {
    fn make_strict(&mut self) {
        for list in self.theirs.iter_mut().chain(&mut self.ours) {
            let mut order: Vec<usize> = (0..list.len()).filter(|n| list[*n].is_some()).collect();
            order.sort_by_key(|n| (list[*n], *n));
            for (tier, n) in order.into_iter().enumerate() {
                list[n] = Some(tier as u8);
            }
        }
    }

    pub(crate) fn trainee(n: usize) -> String {
        format!("t{n}")
    }

    pub(crate) fn opening(n: usize) -> String {
        format!("o{n}")
    }

    pub(crate) fn input(&self) -> RoundInput {
        let mut input = RoundInput::new(Seed::from_bytes([self.seed; 32]));
        for (n, list) in self.theirs.iter().enumerate() {
            input
                .trainees
                .push(TraineeEntry::new(Self::trainee(n), groups(list, Self::opening)));
        }
        for (n, list) in self.ours.iter().enumerate() {
            input.openings.push(OpeningEntry::new(
                Self::opening(n),
                self.seats[n],
                groups(list, Self::trainee),
            ));
        }
        input
    }

    pub(crate) fn mutual(&self, t: usize, o: usize) -> bool {
        self.theirs[t][o].is_some() && self.ours[o][t].is_some()
    }

    /// All matchings of mutual pairs within seats.
    pub(crate) fn matchings(&self) -> Vec<Matching> {
        let mut all: Vec<Matching> = vec![Vec::new()];
        for t in 0..self.trainees {
            let mut longer = Vec::new();
            for matching in all {
                for place in
                    std::iter::once(None).chain((0..self.openings).filter(|o| self.mutual(t, *o)).map(Some))
                {
                    let full = place.is_some_and(|o| count(&matching, o) >= self.seats[o]);
                    if !full {
                        let mut next = matching.clone();
                        next.push(place);
                        longer.push(next);
                    }
                }
            }
            all = longer;
        }
        all
    }

    /// -1 worse, 0 indifferent, 1 better than where the trainee is.
    fn trainee_gain(&self, matching: &Matching, t: usize, o: usize) -> i8 {
        match matching[t] {
            None => 1,
            Some(own) => sign(self.theirs[t][own], self.theirs[t][o]),
        }
    }

    fn opening_gain(&self, matching: &Matching, t: usize, o: usize) -> i8 {
        if count(matching, o) < self.seats[o] {
            return 1;
        }
        let holders = (0..matching.len()).filter(|h| matching[*h] == Some(o));
        holders
            .map(|h| sign(self.ours[o][h], self.ours[o][t]))
            .max()
            .unwrap_or(-1)
    }

    /// (weak, strong, super).
    pub(crate) fn stability(&self, matching: &Matching) -> (bool, bool, bool) {
        let mut kinds = (true, true, true);
        for t in 0..self.trainees {
            for o in (0..self.openings).filter(|o| self.mutual(t, *o) && matching[t] != Some(*o)) {
                let (a, b) = (
                    self.trainee_gain(matching, t, o),
                    self.opening_gain(matching, t, o),
                );
                kinds.0 &= !(a > 0 && b > 0);
                kinds.1 &= !((a > 0 && b >= 0) || (a >= 0 && b > 0));
                kinds.2 &= !(a >= 0 && b >= 0);
            }
        }
        kinds
    }

    pub(crate) fn read(&self, matching: &BTreeMap<String, Option<String>>) -> Matching {
        let number = |id: &String| id[1..].parse().unwrap();
        (0..self.trainees)
            .map(|t| matching[&Self::trainee(t)].as_ref().map(number))
            .collect()
    }

    /// At least as good for every trainee.
    pub(crate) fn all_at_least(&self, better: &Matching, worse: &Matching) -> bool {
        (0..self.trainees).all(|t| match (better[t], worse[t]) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(a), Some(b)) => self.theirs[t][a] <= self.theirs[t][b],
        })
    }
}

fn sign(old: Option<u8>, new: Option<u8>) -> i8 {
    match new.cmp(&old) {
        std::cmp::Ordering::Less => 1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => -1,
    }
}

pub(crate) fn count(matching: &Matching, opening: usize) -> u32 {
    matching.iter().filter(|place| **place == Some(opening)).count() as u32
}

pub(crate) fn placed(matching: &Matching) -> usize {
    matching.iter().flatten().count()
}

fn groups(list: &[Option<u8>], name: impl Fn(usize) -> String) -> Vec<Vec<String>> {
    let mut tiers: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for (n, tier) in list.iter().enumerate() {
        if let Some(tier) = tier {
            tiers.entry(*tier).or_default().push(name(n));
        }
    }
    tiers.into_values().collect()
}

/// Two nested caps over the first openings, with targets.
pub(crate) fn caps(openings: usize, outer: u32, inner: u32) -> Vec<Cap> {
    let names = |n: usize| (0..n).map(Small::opening).collect::<Vec<_>>();
    let targets = Some(BTreeMap::from([(Small::opening(0), 1)]));
    vec![
        Cap {
            id: "outer".to_owned(),
            max: outer,
            openings: names(openings),
            targets,
        },
        Cap {
            id: "inner".to_owned(),
            max: inner,
            openings: names(openings.div_ceil(2)),
            targets: None,
        },
    ]
}
