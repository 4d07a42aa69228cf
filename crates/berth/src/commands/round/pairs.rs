//! `berth explain` and `berth shortlist`: who fits where in a frozen cohort, and why.

use std::path::Path;

use anyhow::{Context, Result};
use berth_domain::id::{OpeningId, TraineeId};
use berth_matching::{Index, explain_in_cohort};

use super::documents;
use crate::Ended;

/// Explains one pair to both sides.
pub(crate) fn explain(cohort: &Path, trainee: &str, opening: &str) -> Result<Ended> {
    let cohort = documents::cohort(cohort)?;
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

/// The best feasible candidates for each opening, or for the one asked for.
pub(crate) fn shortlist(cohort: &Path, opening: Option<&str>, length: usize) -> Result<Ended> {
    let cohort = documents::cohort(cohort)?;
    let wanted = opening.map(|id| {
        id.parse::<OpeningId>()
            .with_context(|| format!("{id} is not an opening's id"))
    });
    let wanted = wanted.transpose()?;
    let mut index = Index::new(cohort.rules, cohort.as_of.date_naive(), length);
    cohort
        .trainees
        .into_iter()
        .for_each(|trainee| index.upsert_trainee(trainee));
    let openings: Vec<OpeningId> = cohort.openings.iter().map(|opening| opening.id).collect();
    cohort
        .openings
        .into_iter()
        .for_each(|opening| index.upsert_opening(opening));
    if let Some(wanted) = wanted.filter(|wanted| !openings.contains(wanted)) {
        anyhow::bail!("opening {wanted} is not in this cohort");
    }
    for opening in openings
        .into_iter()
        .filter(|opening| wanted.is_none_or(|wanted| wanted == *opening))
    {
        println!("{opening}");
        let candidates = index
            .shortlist(&opening)
            .map(|list| list.candidates)
            .unwrap_or_default();
        for (place, candidate) in candidates.iter().enumerate() {
            println!(
                "  {:>3}  {}  {:>5} points",
                place + 1,
                candidate.id,
                candidate.points
            );
        }
        if candidates.is_empty() {
            println!("  nobody is feasible; `berth explain` says why of a pair");
        }
    }
    Ok(Ended::Well)
}
