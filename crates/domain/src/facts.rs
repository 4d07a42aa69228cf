//! From an application's answers to the facts the matcher sees. Field names with a meaning are listed here.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::cohort::{TraineeFacts, TrainingState};
use crate::form::{Answer, Answers, parse_languages};
use crate::id::TraineeId;
use crate::skill::parse_skill_list;

/// An application whose answers are not enough to be matched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the answer `{field}` is needed for matching and {reason}")]
pub struct NotMatchable {
    /// Field of the form.
    pub field: &'static str,
    /// What is wrong.
    pub reason: String,
}

/// Reads the answers with a meaning for matching: `country`, `tracks`, `skills`, `languages`, `available_from`,
/// `degree_awarded_on`, `student`, `passport_valid_to`, `training`, `work_modes`, `interests`, `wants_to_learn`,
/// `cities`, `consent_to_share`. All others are the programme's own affair.
///
/// # Errors
/// When `country`, `skills` or `available_from` is missing, or one of them all can't be read.
pub fn trainee_facts(id: TraineeId, zone: Tz, answers: &Answers) -> Result<TraineeFacts, NotMatchable> {
    let skills_text = text(answers, "skills").ok_or_else(|| absent("skills"))?;
    let skills = parse_skill_list(skills_text).map_err(|reason| NotMatchable {
        field: "skills",
        reason,
    })?;
    let languages =
        parse_languages(text(answers, "languages").unwrap_or_default()).map_err(|reason| NotMatchable {
            field: "languages",
            reason,
        })?;
    Ok(TraineeFacts {
        id,
        country: one(answers, "country")?.ok_or_else(|| absent("country"))?,
        tracks: set(answers, "tracks")?,
        skills,
        languages,
        available_from: one(answers, "available_from")?.ok_or_else(|| absent("available_from"))?,
        degree_awarded_on: one::<NaiveDate>(answers, "degree_awarded_on")?,
        student: flag(answers, "student"),
        passport_valid_to: one::<NaiveDate>(answers, "passport_valid_to")?,
        training: one(answers, "training")?.unwrap_or(TrainingState::None),
        work_modes: set(answers, "work_modes")?,
        interests: words(answers, "interests"),
        wants_to_learn: set(answers, "wants_to_learn")?,
        cities: words(answers, "cities"),
        zone,
        consent_to_share: flag(answers, "consent_to_share"),
        rounds_waited: 0,
        prefers: None,
        never: BTreeSet::new(),
    })
}

fn absent(field: &'static str) -> NotMatchable {
    NotMatchable {
        field,
        reason: "is missing".to_owned(),
    }
}

fn text<'a>(answers: &'a Answers, field: &str) -> Option<&'a str> {
    match answers.get(field) {
        Some(Answer::Text(text)) => Some(text),
        _ => None,
    }
}

fn flag(answers: &Answers, field: &str) -> bool {
    matches!(answers.get(field), Some(Answer::Flag(true)))
}

fn words(answers: &Answers, field: &str) -> BTreeSet<String> {
    match answers.get(field) {
        Some(Answer::Many(words)) => words.iter().cloned().collect(),
        Some(Answer::Text(word)) => BTreeSet::from([word.clone()]),
        _ => BTreeSet::new(),
    }
}

fn one<T: FromStr<Err: std::fmt::Display>>(
    answers: &Answers,
    field: &'static str,
) -> Result<Option<T>, NotMatchable> {
    text(answers, field)
        .map(|t| {
            t.parse().map_err(|e: T::Err| NotMatchable {
                field,
                reason: e.to_string(),
            })
        })
        .transpose()
}

fn set<T: FromStr<Err: std::fmt::Display> + Ord>(
    answers: &Answers,
    field: &'static str,
) -> Result<BTreeSet<T>, NotMatchable> {
    let parsed = words(answers, field).into_iter().map(|w| w.parse());
    parsed.collect::<Result<_, T::Err>>().map_err(|e| NotMatchable {
        field,
        reason: e.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers() -> Answers {
        [
            ("country", Answer::Text("NG".into())),
            ("skills", Answer::Text("sql:3;python".into())),
            ("languages", Answer::Text("en:B2".into())),
            ("available_from", Answer::Text("2027-05-01".into())),
            (
                "work_modes",
                Answer::Many(vec!["hybrid".into(), "on-site".into()]),
            ),
            ("consent_to_share", Answer::Flag(true)),
        ]
        .into_iter()
        .map(|(name, answer)| (name.to_owned(), answer))
        .collect()
    }

    #[test]
    fn answers_become_facts_without_a_name() {
        let id = "018f3c4e-0000-7000-8000-000000000001".parse().unwrap();
        let facts = trainee_facts(id, Tz::Africa__Lagos, &answers()).unwrap();
        assert_eq!(facts.skills.len(), 2);
        assert_eq!(facts.work_modes.len(), 2);
        assert!(facts.consent_to_share && !facts.student);
    }

    #[test]
    fn what_is_missing_for_matching_is_named() {
        let id = "018f3c4e-0000-7000-8000-000000000001".parse().unwrap();
        for field in ["country", "skills", "available_from"] {
            let mut answers = answers();
            answers.remove(field);
            assert_eq!(
                trainee_facts(id, Tz::Africa__Lagos, &answers).unwrap_err().field,
                field
            );
        }
    }
}
