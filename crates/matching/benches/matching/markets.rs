//! The instances everything is timed on: the same on every machine, and written as files so that peers run on them too.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use berth_matching::round::{
    Groups, Objective, OpeningEntry, RoundInput, Seed, Together, TraineeEntry, canonical_json,
};
use berth_matching::solve::Lists;

/// SplitMix64.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at as u64 + 1) as usize);
        }
    }
}

/// How wished for the openings are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// All alike.
    Uniform,
    /// The n-th as often as 1/n: a few are on nearly every list.
    Zipf,
}

impl Shape {
    pub(crate) const ALL: [Self; 2] = [Self::Uniform, Self::Zipf];
}

/// Mutual lists of 10 to 20 in random order, one to five seats, a fifth as many openings, weights of 1 to 1000.
pub(crate) struct Market {
    pub(crate) theirs: Vec<Vec<u32>>,
    pub(crate) ours: Vec<Vec<u32>>,
    pub(crate) seats: Vec<u32>,
    /// Along the trainees' lists.
    pub(crate) weights: Vec<Vec<i64>>,
}

impl Market {
    pub(crate) fn new(trainees: usize, shape: Shape) -> Self {
        let mut chance = Chance::new(7);
        let openings = (trainees / 5).max(20);
        // Whole numbers, so that no machine's rounding makes another instance.
        let mut cumulated = Vec::with_capacity(openings);
        let mut total = 0u64;
        for rank in 1..=openings as u64 {
            total += match shape {
                Shape::Uniform => 1,
                Shape::Zipf => 1_000_000_000_000 / rank,
            };
            cumulated.push(total);
        }
        let mut theirs = Vec::with_capacity(trainees);
        let mut ours = vec![Vec::new(); openings];
        for trainee in 0..trainees {
            let mut list: Vec<u32> = (0..10 + chance.below(11))
                .map(|_| {
                    let drawn = chance.below(total);
                    cumulated.partition_point(|upto| *upto <= drawn) as u32
                })
                .collect();
            list.sort_unstable();
            list.dedup();
            chance.shuffle(&mut list);
            for opening in &list {
                if let Some(heard) = ours.get_mut(*opening as usize) {
                    heard.push(trainee as u32);
                }
            }
            theirs.push(list);
        }
        for list in &mut ours {
            chance.shuffle(list);
        }
        let seats = (0..openings).map(|_| 1 + chance.below(5) as u32).collect();
        let weights = theirs
            .iter()
            .map(|list| list.iter().map(|_| 1 + chance.below(1000) as i64).collect())
            .collect();
        Self {
            theirs,
            ours,
            seats,
            weights,
        }
    }

    pub(crate) fn pairs(&self) -> usize {
        self.theirs.iter().map(Vec::len).sum()
    }

    /// Both sides in memory: trainees, openings.
    pub(crate) fn lists(&self) -> (Lists, Lists) {
        let side = |all: &[Vec<u32>]| {
            let mut lists = Lists::with_capacity(all.len(), all.iter().map(Vec::len).sum());
            all.iter()
                .for_each(|list| lists.push_strict(list.iter().copied()));
            lists
        };
        (side(&self.theirs), side(&self.ours))
    }

    pub(crate) fn document(&self) -> RoundInput {
        let names =
            |kind: char, list: &[u32]| list.iter().map(|n| [format!("{kind}{n}")]).collect::<Groups>();
        let mut input = RoundInput::new(Seed::default());
        input.trainees = (0..)
            .zip(&self.theirs)
            .map(|(n, l): (u32, _)| TraineeEntry::new(format!("t{n}"), names('o', l)))
            .collect();
        input.openings = (0..)
            .zip(self.ours.iter().zip(&self.seats))
            .map(|(n, (l, s)): (u32, _)| OpeningEntry::new(format!("o{n}"), *s, names('t', l)))
            .collect();
        input
    }

    /// The round by weight.
    pub(crate) fn weighty(&self) -> RoundInput {
        let mut input = self.document();
        input.objective = Some(Objective::MaxWeight);
        let pairs = (0..).zip(self.theirs.iter().zip(&self.weights));
        let named = pairs.flat_map(|(t, (list, weights)): (u32, _)| {
            let both = list.iter().zip(weights);
            both.map(move |(o, weight)| (format!("t{t}"), format!("o{o}"), *weight))
        });
        input.weights = Some(named.collect());
        input
    }

    /// The round in which this share of the trainees go together, neighbour with neighbour.
    pub(crate) fn paired(&self, percent: usize) -> RoundInput {
        let mut input = self.document();
        let couples = self.theirs.len() * percent / 200;
        let mut together = Vec::with_capacity(couples);
        for (n, entries) in input.trainees.chunks(2).take(couples).enumerate() {
            let [a, b] = entries else { continue };
            let first = a.prefers().ids().map(|o| Some(o.to_owned()));
            let second = b.prefers().ids().map(|o| Some(o.to_owned()));
            together.push(Together {
                trainees: (format!("t{}", 2 * n), format!("t{}", 2 * n + 1)),
                prefers: first.zip(second).collect(),
            });
        }
        for entry in input.trainees.iter_mut().take(2 * couples) {
            entry.prefers = None;
        }
        input.together = Some(together);
        input
    }

    pub(crate) fn weighted_pairs(&self) -> Vec<(u32, u32, i64)> {
        let lists = (0..).zip(self.theirs.iter().zip(&self.weights));
        lists
            .flat_map(|(t, (list, weights))| list.iter().zip(weights).map(move |(o, w)| (t, *o, *w)))
            .collect()
    }

    /// `n m`, a line of seats, then `trainee opening weight` in lines.
    fn edges(&self) -> String {
        let mut text = format!("{} {}\n", self.theirs.len(), self.seats.len());
        let seats: Vec<String> = self.seats.iter().map(u32::to_string).collect();
        text.push_str(&seats.join(" "));
        text.push('\n');
        for (trainee, (list, weights)) in self.theirs.iter().zip(&self.weights).enumerate() {
            for (opening, weight) in list.iter().zip(weights) {
                // Writing to a string can't fail.
                let _ = writeln!(text, "{trainee} {opening} {weight}");
            }
        }
        text
    }
}

/// Writes all instances of a size.
pub(crate) fn write(folder: &Path, size: usize) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for shape in Shape::ALL {
        let market = Market::new(size, shape);
        let end = if shape == Shape::Zipf { "-zipf" } else { "" };
        std::fs::write(
            folder.join(format!("round{end}.json")),
            canonical_json(&market.document()),
        )?;
        std::fs::write(folder.join(format!("weight{end}.txt")), market.edges())?;
        if shape == Shape::Uniform {
            for percent in [5, 20] {
                let paired = canonical_json(&market.paired(percent));
                std::fs::write(folder.join(format!("couples-{percent}.json")), paired)?;
            }
        }
    }
    crate::programmes::Programme::new(size, size / 50, true).write(&folder.join("shortlists.txt"))
}
