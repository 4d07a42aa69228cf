//! `berth explain` and `berth shortlist`: who fits where in a frozen cohort, and why.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use berth_domain::cohort::{Cohort, ScorePart};
use berth_domain::id::{OpeningId, TraineeId};
use berth_matching::fit::Candidate;
use berth_matching::{Explanation, Index, explain_in_cohort};
use serde_json::json;

use super::documents;
use crate::Ended;
use crate::cli::ShortlistArguments;
use crate::commands::{print, unusable};

/// Explains one pair to both sides.
pub(crate) fn explain(cohort: &Path, trainee: &str, opening: &str, json: bool) -> Result<Ended> {
    let explained = || {
        let cohort = documents::cohort(cohort)?;
        let (trainee, opening) = (trainee_id(trainee)?, opening_id(opening)?);
        known(&cohort, Some(&trainee), Some(&opening))?;
        explain_in_cohort(&cohort, &trainee, &opening).context("the two are not both in this cohort")
    };
    match explained() {
        Ok(explanation) if json => print(&format!("{}\n", serde_json::to_string_pretty(&explanation)?))?,
        Ok(explanation) => print(&in_words(&explanation))?,
        Err(error) => return Ok(unusable(&error)),
    }
    Ok(Ended::Well)
}

/// A sentence, the reasons against the pair, and a table of points that adds up.
fn in_words(explanation: &Explanation) -> String {
    let mut text = format!("{}\n", explanation.sentence);
    // Writing to a string can't fail.
    if !explanation.exclusions.is_empty() {
        text += "\nWhy not:\n";
        for exclusion in &explanation.exclusions {
            let _ = writeln!(text, "  - {} ({})", exclusion.sentence, exclusion.code);
        }
    }
    text += if explanation.feasible {
        "\nHow well it fits:\n"
    } else {
        "\nHow well it would fit otherwise:\n"
    };
    let _ = writeln!(text, "  {:<30} {:>6} {:>6}", "", "points", "of");
    for part in &explanation.score.parts {
        let _ = writeln!(
            text,
            "  {:<30} {:>6} {:>6}  {}",
            words(part.part),
            part.points,
            part.of,
            part.why
        );
    }
    let most: u32 = explanation.score.parts.iter().map(|part| part.of).sum();
    let _ = writeln!(
        text,
        "  {:<30} {:>6} {:>6}",
        "together", explanation.score.total, most
    );
    if let Some(day) = explanation.last_safe_offer {
        let route = explanation.route.as_ref();
        let by = route.map_or(String::new(), |route| format!(" (by the permit route {route})"));
        let _ = writeln!(
            text,
            "\nLast day on which an offer leaves time for everything: {day}{by}"
        );
    }
    text
}

/// A part of a score, for somebody who never saw its code.
fn words(part: ScorePart) -> &'static str {
    match part {
        ScorePart::TraineeRank => "the trainee's own wish",
        ScorePart::HostRank => "the host's own wish",
        ScorePart::Skills => "skills",
        ScorePart::Interest => "interest in the field",
        ScorePart::Learning => "learning what the host teaches",
        ScorePart::PermitMargin => "days to spare for the permit",
        ScorePart::Start => "start close to the first free day",
        ScorePart::City => "a city wished for",
        ScorePart::Hours => "shared working hours",
        ScorePart::Language => "language above what is asked",
        ScorePart::HostAnswers => "how often the host answers",
        ScorePart::Waited => "rounds waited before",
    }
}

/// The best feasible candidates for each opening, or for the one asked for; or the best openings for a trainee.
pub(crate) fn shortlist(wish: &ShortlistArguments) -> Result<Ended> {
    let listed = || -> Result<String> {
        let cohort = documents::cohort(&wish.cohort)?;
        let opening = wish.opening.as_deref().map(opening_id).transpose()?;
        let trainee = wish.trainee.as_deref().map(trainee_id).transpose()?;
        known(&cohort, trainee.as_ref(), opening.as_ref())?;
        let openings: Vec<OpeningId> = cohort.openings.iter().map(|o| o.id).collect();
        let mut index = index_of(cohort, wish.length);
        if let Some(trainee) = trainee {
            let found = index.openings_for(&trainee, wish.length).unwrap_or_default();
            return Ok(told(&trainee, &found, "no opening is feasible", wish.json));
        }
        let wanted = |id: &OpeningId| opening.is_none_or(|wanted| wanted == *id);
        let lists = openings.into_iter().filter(wanted).map(|id| {
            let found = index
                .shortlist(&id)
                .map(|list| list.candidates)
                .unwrap_or_default();
            told(&id, &found, "nobody is feasible", wish.json)
        });
        Ok(lists.collect())
    };
    match listed() {
        Ok(text) => print(&text)?,
        Err(error) => return Ok(unusable(&error)),
    }
    Ok(Ended::Well)
}

fn index_of(cohort: Cohort, length: usize) -> Index {
    let mut index = Index::new(cohort.rules, cohort.as_of.date_naive(), length);
    for trainee in cohort.trainees {
        index.upsert_trainee(trainee);
    }
    for opening in cohort.openings {
        index.upsert_opening(opening);
    }
    // Works all lists out together, which is much cheaper than one by one.
    index.mark_told();
    index
}

/// One list: for people, or as one line of JSON.
fn told<T: std::fmt::Display>(
    whose: &impl std::fmt::Display,
    found: &[Candidate<T>],
    none: &str,
    json: bool,
) -> String {
    if json {
        let found = found
            .iter()
            .map(|c| json!({ "id": c.id.to_string(), "points": c.points }));
        let list = json!({ "for": whose.to_string(), "candidates": found.collect::<Vec<_>>() });
        return format!("{list}\n");
    }
    let mut text = format!("{whose}\n");
    for (place, candidate) in (1..).zip(found) {
        let _ = writeln!(
            text,
            "  {place:>3}  {}  {:>5} points",
            candidate.id, candidate.points
        );
    }
    if found.is_empty() {
        let _ = writeln!(text, "  {none}; `berth explain` says why of a pair");
    }
    text
}

fn trainee_id(text: &str) -> Result<TraineeId> {
    text.parse()
        .with_context(|| format!("{text:?} is not a trainee's id"))
}

fn opening_id(text: &str) -> Result<OpeningId> {
    text.parse()
        .with_context(|| format!("{text:?} is not an opening's id"))
}

/// Says which of the two isn't there.
fn known(cohort: &Cohort, trainee: Option<&TraineeId>, opening: Option<&OpeningId>) -> Result<()> {
    if let Some(id) = trainee.filter(|id| !cohort.trainees.iter().any(|t| t.id == **id)) {
        bail!("trainee {id} is not in this cohort");
    }
    if let Some(id) = opening.filter(|id| !cohort.openings.iter().any(|o| o.id == **id)) {
        bail!("opening {id} is not in this cohort");
    }
    Ok(())
}
