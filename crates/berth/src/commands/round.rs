//! `berth solve` and `berth verify`: rounds recomputed anywhere, with no server.

mod documents;
pub(crate) mod pairs;

use std::path::Path;
use std::time::Instant;

use anyhow::{Result, bail};
use berth_matching::RoundResult;
use berth_matching::round::{RoundInput, Timings, canonical_json, hash_result};

use super::{print, unusable};
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
    let mut result = match berth_matching::solve(&input) {
        Ok(result) => result,
        Err(error) => return Ok(unusable(&error.into())),
    };
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
    let read = || -> Result<(RoundInput, Published, RoundResult)> {
        if input == Path::new("-") && published == "-" {
            bail!("input and result can't both be standard input");
        }
        let (input, published) = (documents::input(input)?, Published::read(published)?);
        let ours = berth_matching::solve(&input)?;
        Ok((input, published, ours))
    };
    let (input, published, ours) = match read() {
        Ok(read) => read,
        Err(error) => return Ok(unusable(&error)),
    };
    let (hash, report) = match &published {
        Published::Result(theirs) => (hash_result(theirs), berth_matching::verify(&input, theirs)),
        Published::Hash(hash) => (hash.clone(), berth_matching::verify(&input, &ours)),
    };
    let mut text = format!("{report}recomputed {}\n", ours.result_hash);
    let same = hash == ours.result_hash;
    text += &if same {
        let all = ours.matching.len();
        format!("the same: {} of {all} trainees placed\n", ours.placed)
    } else {
        format!("DIFFERENT: published was {hash}, which does not come from this input\n")
    };
    print(&text)?;
    if same {
        return Ok(if report.proven() {
            Ended::Well
        } else {
            Ended::Refuted
        });
    }
    Ok(Ended::Refuted)
}

fn millis(began: Instant) -> f64 {
    began.elapsed().as_secs_f64() * 1000.0
}
