//! What is timed, by name.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use berth_matching::round::{Objective, Proposing, RoundInput, canonical_json, hash_input};
use berth_matching::solve::{Board, deferred_acceptance, heaviest};
use berth_matching::{solve, verify};

use crate::markets::{Market, Shape};
use crate::programmes::Programme;

pub(crate) const IN_MEMORY: &str = "rank and solve, in memory";

pub(crate) const NAMES: [&str; 19] = [
    IN_MEMORY,
    "from JSON to sealed result",
    "parse JSON alone",
    "check a document",
    "hash a document",
    "solve a document",
    "solve a document, zipf",
    "verify",
    "max weight in memory, uniform",
    "max weight in memory, zipf",
    "max weight document, uniform",
    "max weight document, zipf",
    "max cardinality",
    "couples 5 percent",
    "couples 20 percent",
    "vacancy chain",
    "shortlists with filters",
    "shortlists without filters",
    "shortlists of a million",
];

type Failed = Box<dyn Error>;

/// Measures one figure; the answer is its line.
pub(crate) fn measure(what: &str, size: usize) -> Result<String, Failed> {
    let shape = if what.ends_with("zipf") {
        Shape::Zipf
    } else {
        Shape::Uniform
    };
    let market = Market::new(size, shape);
    let mut line = Line::new(what, size);
    match what {
        IN_MEMORY => {
            let pairs = market.pairs();
            let (trainees, openings) = market.lists();
            let seats = market.seats.clone();
            drop(market);
            let ms = line.time(15, || {
                deferred_acceptance(&trainees, &openings, seats.clone(), Proposing::Trainees)
            });
            line.add("pairs", pairs);
            line.add("ns_per_pair", format!("{:.2}", ms * 1e6 / pairs as f64));
        }
        "from JSON to sealed result" => {
            let json = canonical_json(&market.document());
            drop(market);
            line.time(5, || RoundInput::read(&json).map(|input| solve(&input).is_ok()));
        }
        "parse JSON alone" => {
            let json = canonical_json(&market.document());
            drop(market);
            line.time(5, || serde_json::from_slice::<RoundInput>(&json).is_ok());
        }
        "check a document" => {
            let input = market.document();
            line.time(5, || input.check().is_ok());
        }
        "hash a document" => {
            let input = market.document();
            line.time(5, || hash_input(&input));
        }
        "verify" => {
            let input = market.document();
            drop(market);
            let result = solve(&input)?;
            line.time(3, || verify(&input, &result));
        }
        "max weight in memory, uniform" | "max weight in memory, zipf" => {
            let pairs = market.weighted_pairs();
            let (trainees, seats) = (market.theirs.len(), market.seats.clone());
            drop(market);
            line.time(5, || heaviest(trainees, seats.clone(), &pairs).is_ok());
            let found = heaviest(trainees, seats.clone(), &pairs)?;
            let prices = found.opening_prices.iter().zip(&seats);
            let prices: i64 = prices.map(|(price, seats)| price * i64::from(*seats)).sum();
            line.add("weight", found.trainee_prices.iter().sum::<i64>() + prices);
        }
        "max weight document, uniform" | "max weight document, zipf" => {
            let input = market.weighty();
            drop(market);
            line.time(3, || solve(&input).is_ok());
        }
        "couples 5 percent" | "couples 20 percent" => {
            let input = market.paired(if what.contains("20") { 20 } else { 5 });
            drop(market);
            let mut last = None;
            line.time(3, || last = solve(&input).ok());
            let last = last.ok_or("couples couldn't be solved")?;
            line.add("blocking", last.blocking_pairs.len());
            line.add("result_hash", format!("\"{}\"", last.result_hash));
        }
        "vacancy chain" => return vacancies(&market, size),
        "shortlists with filters" | "shortlists without filters" | "shortlists of a million" => {
            drop(market);
            let filters = what != "shortlists without filters";
            let times = if what == "shortlists of a million" { 10 } else { 1 };
            let programme = Programme::new(size * times, size / 50, filters);
            let building = Instant::now();
            let pool = programme.pool();
            line.add(
                "pool_ms",
                format!("{:.1}", building.elapsed().as_secs_f64() * 1e3),
            );
            let openings: Vec<_> = programme.openings.iter().collect();
            let threads = std::thread::available_parallelism().map_or(1, usize::from);
            let terms = programme.terms();
            line.time(5, || pool.shortlists(&terms, &openings, 20, threads));
            let lists = pool.shortlists(&terms, &openings, 20, threads);
            line.add("threads", threads);
            line.add("candidates", lists.iter().map(Vec::len).sum::<usize>());
            line.add(
                "points",
                lists.iter().flatten().map(|c| u64::from(c.points)).sum::<u64>(),
            );
        }
        _ => {
            let mut input = market.document();
            drop(market);
            if what == "max cardinality" {
                input.objective = Some(Objective::MaxCardinality);
            }
            line.time(3, || solve(&input).is_ok());
        }
    }
    Ok(line.end())
}

/// Who leaves, one after another, and the median time until the rest is stable again.
fn vacancies(market: &Market, size: usize) -> Result<String, Failed> {
    let input = market.document();
    let result = solve(&input)?;
    let mut board = Board::new(&input, &result.matching)?;
    let placed = result.matching.iter().filter(|(_, opening)| opening.is_some());
    let mut times: Vec<Duration> = Vec::new();
    let mut moves = 0;
    for (leaver, _) in placed.step_by(7).take(1000) {
        let start = Instant::now();
        moves += black_box(board.withdraw(leaver)).len().saturating_sub(1);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or_default();
    let mut line = Line::new("vacancy chain", size);
    line.add("ms", format!("{:.5}", median.as_secs_f64() * 1e3));
    line.add(
        "moved",
        format!("{:.2}", moves as f64 / times.len().max(1) as f64),
    );
    Ok(line.end())
}

/// One line of output under construction.
struct Line(String);

impl Line {
    fn new(what: &str, size: usize) -> Self {
        Self(format!("{{\"what\":\"{what}\",\"size\":{size}"))
    }

    fn add(&mut self, key: &str, value: impl std::fmt::Display) {
        // Writing to a string can't fail.
        let _ = write!(self.0, ",\"{key}\":{value}");
    }

    /// The best time of several runs, in milliseconds, and the most memory held during them.
    fn time<T>(&mut self, runs: usize, mut run: impl FnMut() -> T) -> f64 {
        // Linux: the peak counts from here. Elsewhere there is no figure.
        let _ = std::fs::write("/proc/self/clear_refs", "5");
        let mut best = f64::INFINITY;
        for _ in 0..runs {
            let start = Instant::now();
            let outcome = black_box(run());
            best = best.min(start.elapsed().as_secs_f64() * 1e3);
            drop(outcome);
        }
        self.add("ms", format!("{best:.3}"));
        if let Some(kilobytes) = peak_kilobytes() {
            self.add("peak_mb", kilobytes / 1024);
        }
        best
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

fn peak_kilobytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
