//! One pair explained to both sides from the numbers the matcher really uses.

use std::fmt;

use berth_domain::cohort::Cohort;
use berth_domain::id::{OpeningId, RouteId, TraineeId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Breakdown, Exclusion, Pair, Terms, exclusions, permit, score};
use crate::skills::Vocabulary;

/// Everything there is to say about a pair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub trainee: TraineeId,
    pub opening: OpeningId,
    pub feasible: bool,
    /// All reasons that exclude the pair.
    pub exclusions: Vec<Exclusion>,
    /// The route with the most time, when one is needed and possible.
    pub route: Option<RouteId>,
    /// The last day on which an offer still leaves time for answer, papers, permit and journey.
    pub last_safe_offer: Option<NaiveDate>,
    /// The score, also of an excluded pair: it shows what would be.
    pub score: Breakdown,
    /// One sentence for a person.
    pub sentence: String,
}

/// Explains a pair.
pub fn explain(terms: &Terms<'_>, pair: Pair<'_>) -> Explanation {
    let exclusions = exclusions(terms, pair);
    let way = permit::way(terms, pair).ok();
    let score = score(terms, pair);
    let sentence = sentence(&exclusions, &score, way.as_ref());
    Explanation {
        trainee: pair.trainee.id,
        opening: pair.opening.id,
        feasible: exclusions.is_empty(),
        exclusions,
        route: way.as_ref().and_then(|w| w.route.clone()),
        last_safe_offer: way.map(|w| w.last_safe_offer),
        score,
        sentence,
    }
}

/// Explains a pair of a frozen cohort; `None` when one of the two isn't in it.
pub fn explain_in_cohort(cohort: &Cohort, trainee: &TraineeId, opening: &OpeningId) -> Option<Explanation> {
    let terms = Terms {
        rules: &cohort.rules,
        skills: Vocabulary::shipped(),
        today: cohort.as_of.date_naive(),
    };
    let trainee = cohort.trainees.iter().find(|t| t.id == *trainee)?;
    let opening = cohort.openings.iter().find(|o| o.id == *opening)?;
    let mut explanation = explain(&terms, Pair { trainee, opening });
    if cohort.forbidden.contains(&(trainee.id, opening.id)) {
        explanation.exclusions.insert(
            0,
            Exclusion::new("forbidden", "an operator has ruled this pair out for this round"),
        );
        explanation.feasible = false;
        explanation.sentence = sentence(&explanation.exclusions, &explanation.score, None);
    }
    if let Some((_, place)) = cohort.pinned.iter().find(|(t, _)| *t == trainee.id) {
        explanation.sentence = if *place == opening.id {
            "This pair is fixed for the round: it was agreed before.".to_owned()
        } else {
            format!(
                "The trainee is already placed elsewhere in this round. {}",
                explanation.sentence
            )
        };
    }
    Some(explanation)
}

fn sentence(exclusions: &[Exclusion], score: &Breakdown, way: Option<&permit::Way>) -> String {
    match exclusions {
        [] => {
            let most: u32 = score.parts.iter().map(|p| p.of).sum();
            let mut strong: Vec<_> = score.parts.iter().filter(|p| p.points > 0).collect();
            strong.sort_by_key(|p| (std::cmp::Reverse(p.points), p.part));
            let strong: Vec<String> = strong
                .iter()
                .take(3)
                .map(|p| format!("{} {} of {}", p.part, p.points, p.of))
                .collect();
            let until = way
                .map(|w| format!("; an offer is safe until {}", w.last_safe_offer))
                .unwrap_or_default();
            format!(
                "This pair can be matched: {} of {most} points ({}){until}.",
                score.total,
                strong.join(", ")
            )
        }
        [only] => format!("This pair can't be matched: {}.", only.sentence),
        [first, rest @ ..] => {
            format!(
                "This pair can't be matched for {} reasons, first: {}.",
                rest.len() + 1,
                first.sentence
            )
        }
    }
}

impl fmt::Display for Explanation {
    /// The sentence, the reasons, and the table of points.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.sentence)?;
        for exclusion in &self.exclusions {
            writeln!(f, "  not: {} [{}]", exclusion.sentence, exclusion.code)?;
        }
        if let Some(route) = &self.route {
            writeln!(f, "  route: {route}")?;
        }
        if let Some(day) = self.last_safe_offer {
            writeln!(f, "  last safe offer date: {day}")?;
        }
        for part in &self.score.parts {
            writeln!(
                f,
                "  {:<14} {:>5} of {:>5}  {}",
                part.part, part.points, part.of, part.why
            )?;
        }
        let most: u32 = self.score.parts.iter().map(|p| p.of).sum();
        writeln!(f, "  {:<14} {:>5} of {:>5}", "total", self.score.total, most)
    }
}
