//! Application forms as data: fields, answers, and reading them from JSON or a spreadsheet.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::skill::{Cefr, parse_skill_list};
use crate::text::LanguageTag;

closed_set! {
    /// What kind of answer a field takes.
    pub enum FieldKind ("a kind of field") {
        /// Free text.
        Text = "text",
        /// A whole number.
        Number = "number",
        /// Yes or no.
        Flag = "flag",
        /// A date.
        Date = "date",
        /// One of the field's choices.
        Choice = "choice",
        /// Some of the field's choices; any words where the field has none. Separated by `;` in a spreadsheet.
        Choices = "choices",
        /// Skills with level and evidence: `sql:3; python:2:verified`.
        Skills = "skills",
        /// Languages with their CEFR level: `en:B2; fr:A2`.
        Languages = "languages",
    }
}

/// One field of a programme's application form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Key in the answers, and column name in a CSV file.
    pub name: String,
    /// Shown to the applicant.
    pub label: String,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Must be answered before submission.
    #[serde(default)]
    pub required: bool,
    /// For `choice` and `choices`.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// An answer, already of its field's kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// Several words.
    Many(Vec<String>),
    /// Text, a date in ISO 8601, one choice, or a list of skills or languages in its written form.
    Text(String),
}

/// All answers of an application, by field name.
pub type Answers = BTreeMap<String, Answer>;

/// The longest text an answer may hold, in characters.
pub const LONGEST_TEXT: usize = 4_000;
/// The most entries in a list.
pub const MOST_ENTRIES: usize = 100;

/// An answer that doesn't fit its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{field}: {reason}")]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// What is wrong and what is expected.
    pub reason: String,
}

impl Field {
    /// Reads an answer from a spreadsheet cell; an empty cell is no answer.
    ///
    /// # Errors
    /// Says what is wrong and what is expected.
    pub fn read_cell(&self, cell: &str) -> Result<Option<Answer>, FieldError> {
        let cell = cell.trim();
        if cell.is_empty() {
            return Ok(None);
        }
        let answer = match self.kind {
            FieldKind::Number => Answer::Number(
                cell.parse()
                    .map_err(|_| self.error(format!("`{}` is not a whole number", short(cell))))?,
            ),
            FieldKind::Flag => match cell.to_ascii_lowercase().as_str() {
                "yes" | "true" | "1" => Answer::Flag(true),
                "no" | "false" | "0" => Answer::Flag(false),
                _ => return Err(self.error(format!("`{}` is neither yes nor no", short(cell)))),
            },
            FieldKind::Choices => Answer::Many(
                cell.split(';')
                    .map(str::trim)
                    .filter(|w| !w.is_empty())
                    .map(str::to_owned)
                    .collect(),
            ),
            _ => Answer::Text(cell.to_owned()),
        };
        self.check(&answer)?;
        Ok(Some(answer))
    }

    /// Checks that an answer is of this field's kind.
    ///
    /// # Errors
    /// Says what is wrong and what is expected.
    pub fn check(&self, answer: &Answer) -> Result<(), FieldError> {
        let text = |a: &Answer| match a {
            Answer::Text(text) if text.chars().count() <= LONGEST_TEXT => Ok(text.clone()),
            Answer::Text(_) => Err(self.error(format!("longer than {LONGEST_TEXT} characters"))),
            _ => Err(self.error("expected text")),
        };
        match self.kind {
            FieldKind::Text => text(answer).map(drop),
            FieldKind::Number => match answer {
                Answer::Number(_) => Ok(()),
                _ => Err(self.error("expected a whole number")),
            },
            FieldKind::Flag => match answer {
                Answer::Flag(_) => Ok(()),
                _ => Err(self.error("expected true or false")),
            },
            FieldKind::Date => {
                let text = text(answer)?;
                text.parse::<NaiveDate>()
                    .map(drop)
                    .map_err(|_| self.error(format!("`{}` is not a date like 2027-03-01", short(&text))))
            }
            FieldKind::Choice => {
                let text = text(answer)?;
                self.among_choices(&text)
            }
            FieldKind::Choices => match answer {
                Answer::Many(words) if words.len() <= MOST_ENTRIES => {
                    words.iter().try_for_each(|w| self.among_choices(w))
                }
                Answer::Many(_) => Err(self.error(format!("more than {MOST_ENTRIES} entries"))),
                _ => Err(self.error("expected a list of texts")),
            },
            FieldKind::Skills => {
                let skills = parse_skill_list(&text(answer)?).map_err(|e| self.error(e))?;
                if skills.len() > MOST_ENTRIES {
                    return Err(self.error(format!("more than {MOST_ENTRIES} skills")));
                }
                Ok(())
            }
            FieldKind::Languages => parse_languages(&text(answer)?)
                .map(drop)
                .map_err(|e| self.error(e)),
        }
    }

    fn among_choices(&self, word: &str) -> Result<(), FieldError> {
        if word.chars().count() > 200 {
            Err(self.error("longer than 200 characters"))
        } else if self.choices.is_empty() || self.choices.iter().any(|c| c == word) {
            Ok(())
        } else {
            Err(self.error(format!(
                "`{}` is none of {}",
                short(word),
                self.choices.join(", ")
            )))
        }
    }

    fn error(&self, reason: impl Into<String>) -> FieldError {
        FieldError {
            field: self.name.clone(),
            reason: reason.into(),
        }
    }
}

/// Languages with their level as written in a form: `en:B2; fr:A2`.
///
/// # Errors
/// Says which entry can't be read.
pub fn parse_languages(text: &str) -> Result<BTreeMap<LanguageTag, Cefr>, String> {
    let mut languages = BTreeMap::new();
    for entry in text.split(';').map(str::trim).filter(|e| !e.is_empty()) {
        let (tag, level) = entry
            .split_once(':')
            .ok_or_else(|| format!("`{}`: expected language:level, for example en:B2", short(entry)))?;
        let tag: LanguageTag = tag
            .trim()
            .parse()
            .map_err(|e| format!("`{}`: {e}", short(entry)))?;
        let level: Cefr = level
            .trim()
            .parse()
            .map_err(|e| format!("`{}`: {e}", short(entry)))?;
        if languages.insert(tag, level).is_some() {
            return Err(format!("`{}` is listed twice", short(entry)));
        }
    }
    if languages.len() > MOST_ENTRIES {
        return Err(format!("more than {MOST_ENTRIES} languages"));
    }
    Ok(languages)
}

/// Checks all answers against a form: unknown fields and answers of the wrong kind. Whether required ones are there
/// is asked at submission, by [`missing`].
#[must_use]
pub fn check_answers(form: &[Field], answers: &Answers) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (name, answer) in answers {
        match form.iter().find(|f| f.name == *name) {
            None => errors.push(FieldError {
                field: short(name),
                reason: "the form has no such field".to_owned(),
            }),
            Some(field) => errors.extend(field.check(answer).err()),
        }
    }
    errors
}

/// The required fields that have no answer yet.
#[must_use]
pub fn missing<'f>(form: &'f [Field], answers: &Answers) -> Vec<&'f Field> {
    let blank = |a: &Answer| match a {
        Answer::Text(t) => t.trim().is_empty(),
        Answer::Many(words) => words.is_empty(),
        _ => false,
    };
    form.iter()
        .filter(|f| f.required && answers.get(&f.name).is_none_or(blank))
        .collect()
}

fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(60).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(kind: FieldKind, choices: &[&str]) -> Field {
        Field {
            name: "x".into(),
            label: "X".into(),
            kind,
            required: true,
            choices: choices.iter().map(|c| (*c).to_owned()).collect(),
        }
    }

    #[test]
    fn cells_are_read_by_their_fields_kind() {
        assert_eq!(
            field(FieldKind::Number, &[]).read_cell(" 12 ").unwrap(),
            Some(Answer::Number(12))
        );
        assert_eq!(
            field(FieldKind::Flag, &[]).read_cell("Yes").unwrap(),
            Some(Answer::Flag(true))
        );
        assert_eq!(field(FieldKind::Date, &[]).read_cell("").unwrap(), None);
        for (kind, bad) in [
            (FieldKind::Number, "12.5"),
            (FieldKind::Flag, "maybe"),
            (FieldKind::Date, "31.12.2027"),
            (FieldKind::Date, "2027-02-30"),
            (FieldKind::Choice, "C"),
            (FieldKind::Choices, "A;C"),
            (FieldKind::Skills, "sql:9"),
            (FieldKind::Languages, "en"),
            (FieldKind::Languages, "en:D1"),
        ] {
            assert!(field(kind, &["A", "B"]).read_cell(bad).is_err(), "{kind} {bad}");
        }
    }

    #[test]
    fn unknown_and_missing_fields_are_named() {
        let form = [field(FieldKind::Number, &[])];
        let answers = Answers::from([("y".to_owned(), Answer::Flag(true))]);
        assert_eq!(check_answers(&form, &answers)[0].field, "y");
        assert_eq!(missing(&form, &answers)[0].name, "x");
    }
}
