//! `berth solve` and `berth verify`: rounds recomputed anywhere, with no server.

mod documents;
pub(crate) mod pairs;

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use berth_matching::round::{RoundInput, Timings, canonical_json, hash_result};

use crate::Ended;
use documents::Published;

/// Solves an input and writes the result document, with how long it took; the hashes leave that out.
pub(crate) fn solve(input: &Path, output: &Path) -> Result<Ended> {
    let began = Instant::now();
    let input = match documents::input(input) {
        Ok(input) => input,
        Err(error) => return Ok(unusable(&error)),
    };
    let parse = millis(began);
    let began = Instant::now();
    let mut result = berth_matching::solve(&input)?;
    let solve = millis(began);
    let began = Instant::now();
    let report = berth_matching::verify(&input, &result);
    let check = millis(began);
    // The solver builds its ranks in the same pass.
    result.timings_ms = Some(Timings {
        parse,
        rank: 0.0,
        solve,
        check,
    });
    documents::write(output, &canonical_json(&result))?;
    eprint!("{report}");
    Ok(if report.proven() {
        Ended::Well
    } else {
        Ended::Refuted
    })
}

/// Lets the checker, which shares no code with the solver, look at a published result; then solves the input again and
/// compares.
pub(crate) fn verify(input: &Path, published: &str) -> Result<Ended> {
    let read =
        || -> Result<(RoundInput, Published)> { Ok((documents::input(input)?, Published::read(published)?)) };
    let (input, published) = match read() {
        Ok(read) => read,
        Err(error) => return Ok(unusable(&error)),
    };
    let ours = berth_matching::solve(&input)?;
    let (hash, report) = match &published {
        Published::Result(theirs) => (hash_result(theirs), berth_matching::verify(&input, theirs)),
        Published::Hash(hash) => (hash.clone(), berth_matching::verify(&input, &ours)),
    };
    print!("{report}");
    println!("recomputed {}", ours.result_hash);
    if hash == ours.result_hash {
        println!(
            "the same: {} of {} trainees placed",
            ours.placed,
            ours.matching.len()
        );
        return Ok(if report.proven() {
            Ended::Well
        } else {
            Ended::Refuted
        });
    }
    println!("DIFFERENT: published was {hash}, which does not come from this input");
    Ok(Ended::Refuted)
}

fn unusable(error: &anyhow::Error) -> Ended {
    eprintln!("error: {error:#}");
    Ended::Unusable
}

fn millis(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
