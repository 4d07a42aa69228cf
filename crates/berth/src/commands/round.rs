//! `berth solve`, `berth verify` and `berth explain`: rounds recomputed anywhere, with no server.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_domain::id::{OpeningId, TraineeId};
use berth_matching::round::{RoundInput, RoundResult, canonical_json};
use berth_matching::{explain_in_cohort, round_from_cohort};

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

/// Solves a frozen input again, compares with what was published, and lets the checker, which shares no code with the
/// solver, look at it.
pub(crate) fn verify(input: &Path, published: &str) -> Result<Ended> {
    let input = read(input)?;
    let ours = berth_matching::solve(&input)?;
    let theirs = if is_hash(published) {
        None
    } else {
        Some(result(Path::new(published))?)
    };
    let hash = match &theirs {
        Some(theirs) => berth_matching::round::hash_result(theirs),
        None => published.to_ascii_lowercase(),
    };
    let same = hash == ours.result_hash;
    let report = berth_matching::verify(&input, theirs.as_ref().unwrap_or(&ours));
    println!("published   {hash}\nrecomputed  {}", ours.result_hash);
    if same {
        println!(
            "the same: {} of {} trainees placed",
            ours.placed,
            ours.matching.len()
        );
    } else {
        println!("DIFFERENT: this result does not come from this input");
    }
    print!("{report}");
    Ok(if same && report.proven() {
        Ended::Well
    } else {
        Ended::No
    })
}

/// Explains one pair of a frozen cohort to both sides.
pub(crate) fn explain(cohort: &Path, trainee: &str, opening: &str) -> Result<Ended> {
    let document = bytes(cohort)?;
    let cohort: Cohort = serde_json::from_slice(&document)
        .with_context(|| format!("{} is not a frozen cohort ({COHORT_FORMAT})", cohort.display()))?;
    let trainee: TraineeId = trainee
        .parse()
        .with_context(|| format!("{trainee} is not a trainee's id"))?;
    let opening: OpeningId = opening
        .parse()
        .with_context(|| format!("{opening} is not an opening's id"))?;
    let explanation = explain_in_cohort(&cohort, &trainee, &opening)
        .with_context(|| format!("trainee {trainee} and opening {opening} are not both in this cohort"))?;
    println!("{}", explanation.sentence);
    for exclusion in &explanation.exclusions {
        println!("  {:<24} {}", exclusion.code, exclusion.sentence);
    }
    if let Some(date) = explanation.last_safe_offer {
        println!("last safe offer date: {date}");
    }
    println!("score {}", explanation.score.total);
    for part in &explanation.score.parts {
        println!(
            "  {:<14} {:>5} of {:<5} {}",
            part.part.as_str(),
            part.points,
            part.of,
            part.why
        );
    }
    Ok(Ended::Well)
}

/// A round's input: as it was solved (`berth-round/1`), or the frozen cohort it comes from (`berth-cohort/1`).
fn read(path: &Path) -> Result<RoundInput> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: Option<String>,
    }
    let document = bytes(path)?;
    let format = serde_json::from_slice::<Format>(&document)
        .ok()
        .and_then(|document| document.format);
    if format.as_deref() == Some(COHORT_FORMAT) {
        let cohort: Cohort = serde_json::from_slice(&document)
            .with_context(|| format!("{} is not a frozen cohort of this version", path.display()))?;
        return round_from_cohort(&cohort)
            .with_context(|| format!("{} can't become a round", path.display()));
    }
    RoundInput::from_json(&document).with_context(|| format!("{} is not a round's input", path.display()))
}

fn result(path: &Path) -> Result<RoundResult> {
    let document = fs::read(path).with_context(|| {
        format!(
            "{} is neither a readable file nor a hash of 64 hexadecimal digits",
            path.display()
        )
    })?;
    RoundResult::from_json(&document).with_context(|| format!("{} is not a round's result", path.display()))
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
