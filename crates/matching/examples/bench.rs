//! Times the engine on random markets of the stress size: `cargo run --release -p berth-matching --example bench [scale]`.
//! One line of JSON per figure: what, size, milliseconds (the best of three).
#![expect(clippy::print_stdout, reason = "a program whose output is its figures")]

use std::time::Instant;

use berth_matching::round::{
    Objective, OpeningEntry, Proposing, RoundInput, Seed, Together, TraineeEntry, canonical_json,
};
use berth_matching::solve::{Board, Lists, deferred_acceptance};
use berth_matching::{solve, verify};

/// SplitMix64: the same instances everywhere.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

fn timed<T>(what: &str, size: usize, mut run: impl FnMut() -> T) -> Option<T> {
    let mut best = f64::INFINITY;
    let mut last = None;
    for _ in 0..3 {
        let start = Instant::now();
        last = Some(std::hint::black_box(run()));
        best = best.min(start.elapsed().as_secs_f64() * 1000.0);
    }
    println!("{{\"what\":\"{what}\",\"size\":{size},\"ms\":{best:.3}}}");
    last
}

/// Lists of 10 to 20, one to five seats, a fifth as many openings; mutual and in random order.
fn market(trainees: usize, chance: &mut Chance) -> (Vec<Vec<u32>>, Vec<Vec<u32>>, Vec<u32>) {
    let openings = (trainees / 5).max(20);
    let mut theirs = Vec::with_capacity(trainees);
    let mut ours = vec![Vec::new(); openings];
    for trainee in 0..trainees {
        let mut list: Vec<u32> = (0..10 + chance.below(11))
            .map(|_| chance.below(openings) as u32)
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
    (theirs, ours, seats)
}

fn document(theirs: &[Vec<u32>], ours: &[Vec<u32>], seats: &[u32]) -> RoundInput {
    let names = |kind: char, list: &[u32]| list.iter().map(|n| vec![format!("{kind}{n}")]).collect();
    let mut input = RoundInput::new(Seed::default());
    input.trainees = (0..)
        .zip(theirs)
        .map(|(n, l): (u32, _)| TraineeEntry::new(format!("t{n}"), names('o', l)))
        .collect();
    input.openings = (0..)
        .zip(ours.iter().zip(seats))
        .map(|(n, (l, s)): (u32, _)| OpeningEntry::new(format!("o{n}"), *s, names('t', l)))
        .collect();
    input
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let full: usize = std::env::args().nth(1).map_or(Ok(100_000), |n| n.parse())?;
    let mut chance = Chance(7);
    for size in [full / 100, full / 10, full / 2, full] {
        let (theirs, ours, seats) = market(size, &mut chance);
        let lists = |all: &[Vec<u32>]| {
            let mut lists = Lists::with_capacity(all.len(), all.iter().map(Vec::len).sum());
            all.iter()
                .for_each(|list| lists.push_strict(list.iter().copied()));
            lists
        };
        let (trainees, openings) = (lists(&theirs), lists(&ours));
        timed("rank and solve, in memory", size, || {
            deferred_acceptance(&trainees, &openings, seats.clone(), Proposing::Trainees)
        });
        let input = document(&theirs, &ours, &seats);
        let json = canonical_json(&input);
        timed("parse JSON alone", size, || {
            serde_json::from_slice::<RoundInput>(&json).is_ok()
        });
        timed("check a document", size, || input.check().is_ok());
        timed("hash a document", size, || {
            berth_matching::round::hash_input(&input)
        });
        timed("from JSON to sealed result", size, || {
            RoundInput::from_json(&json).map(|i| solve(&i).is_ok())
        });
        let Some(Ok(result)) = timed("solve a document", size, || solve(&input)) else {
            continue;
        };
        timed("verify", size, || verify(&input, &result));
        let mut weighty = input.clone();
        weighty.objective = Some(Objective::MaxWeight);
        let pairs = (0..)
            .zip(&theirs)
            .flat_map(|(t, l): (u32, _)| l.iter().map(move |o| (format!("t{t}"), format!("o{o}"))));
        weighty.weights = Some(
            pairs
                .map(|(t, o)| (t, o, 1 + chance.below(1000) as i64))
                .collect(),
        );
        timed("max weight", size, || solve(&weighty).is_ok());
        let mut most = input.clone();
        most.objective = Some(Objective::MaxCardinality);
        timed("max cardinality", size, || solve(&most).is_ok());
        for percent in [5, 20] {
            let mut paired = input.clone();
            let couples = size * percent / 200;
            let mut together = Vec::new();
            for (n, entries) in paired.trainees.chunks(2).take(couples).enumerate() {
                let [a, b] = entries else { continue };
                let first = a.prefers().iter().flatten().map(|o| Some(o.clone()));
                let second = b.prefers().iter().flatten().map(|o| Some(o.clone()));
                together.push(Together {
                    trainees: (format!("t{}", 2 * n), format!("t{}", 2 * n + 1)),
                    prefers: first.zip(second).collect(),
                });
            }
            for entry in paired.trainees.iter_mut().take(2 * couples) {
                entry.prefers = None;
            }
            paired.together = Some(together);
            let solved = timed(&format!("couples {percent} percent"), size, || solve(&paired));
            if let Some(Ok(result)) = solved {
                println!(
                    "{{\"what\":\"couples {percent} percent, blocking\",\"pairs\":{}}}",
                    result.blocking_pairs.len()
                );
            }
        }
        let mut board = Board::new(&input, &result.matching)?;
        let leavers: Vec<String> = result
            .matching
            .iter()
            .filter(|(_, o)| o.is_some())
            .map(|(t, _)| t.clone())
            .collect();
        let mut times: Vec<f64> = Vec::new();
        let mut moves = 0;
        for leaver in leavers.iter().step_by(7).take(1000) {
            let start = Instant::now();
            moves += board.withdraw(leaver).len().saturating_sub(1);
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
        times.sort_by(f64::total_cmp);
        let median = times.get(times.len() / 2).copied().unwrap_or(0.0);
        println!(
            "{{\"what\":\"vacancy chain\",\"size\":{size},\"median_us\":{median:.2},\"moved\":{:.2}}}",
            moves as f64 / times.len().max(1) as f64
        );
    }
    Ok(())
}
