//! `berth solve` and `berth verify`: rounds recomputed anywhere, with no server.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use berth_matching::round::{RoundInput, RoundResult, canonical_json};

use crate::Ended;

/// Solves a frozen input and writes the result document.
pub(crate) fn solve(input: &Path, output: Option<&Path>) -> Result<Ended> {
    let result = berth_matching::solve(&read(input)?)?;
    let mut document = canonical_json(&result);
    match output {
        Some(path) => {
            fs::write(path, document).with_context(|| format!("cannot write {}", path.display()))?;
            println!("input   {}\nresult  {}", result.input_hash, result.result_hash);
            println!(
                "{} of {} trainees placed on {} seats",
                result.placed,
                result.matching.len(),
                result.seats
            );
            println!("{} blocking pairs", result.blocking_pairs.len());
        }
        None => {
            document.push(b'\n');
            std::io::stdout()
                .write_all(&document)
                .context("cannot write the result")?;
        }
    }
    Ok(Ended::Well)
}

/// Solves a frozen input again and compares the result's hash with a published one.
pub(crate) fn verify(input: &Path, published: &str) -> Result<Ended> {
    let ours = berth_matching::solve(&read(input)?)?;
    let published = if is_hash(published) {
        published.to_ascii_lowercase()
    } else {
        let document = fs::read(published).with_context(|| {
            format!("{published} is neither a readable file nor a hash of 64 hexadecimal digits")
        })?;
        let theirs: RoundResult = serde_json::from_slice(&document)
            .with_context(|| format!("{published} is not a round's result"))?;
        berth_matching::round::hash_result(&theirs)
    };
    println!("input      {}", ours.input_hash);
    println!("published  {published}");
    println!("recomputed {}", ours.result_hash);
    if published == ours.result_hash {
        let blocking = ours.blocking_pairs.len();
        println!("the same: {} placed, {blocking} blocking pairs", ours.placed);
        return Ok(Ended::Well);
    }
    println!("DIFFERENT: this result does not come from this input");
    Ok(Ended::No)
}

fn read(path: &Path) -> Result<RoundInput> {
    let document = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    RoundInput::from_json(&document).with_context(|| format!("{} is not a round's input", path.display()))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
