//! Eligibility rules: dated, with a reason code; an outcome is pass, fail or needs-review.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::form::{Answer, Answers, Field};

closed_set! {
    /// What a rule, or all rules together, say of an application.
    pub enum Outcome ("an outcome") {
        /// All is well.
        Pass = "pass",
        /// Somebody has to look at it.
        NeedsReview = "needs-review",
        /// Not eligible.
        Fail = "fail",
    }
}

/// A dated rule about one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EligibilityRule {
    /// Reason code, for example `country-not-eligible`.
    pub code: String,
    /// What the applicant is told when the rule doesn't pass.
    pub sentence: String,
    /// The form's field it looks at.
    pub field: String,
    /// The condition that must hold.
    pub test: Test,
    /// What it means when it doesn't hold.
    #[serde(default = "fail")]
    pub otherwise: Outcome,
    /// In force from this day.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// In force to this day, inclusive.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
}

fn fail() -> Outcome {
    Outcome::Fail
}

/// A condition on an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Test {
    /// The text, or one of the words, is among these.
    OneOf(Vec<String>),
    /// The number is at least this.
    AtLeast(i64),
    /// The number is at most this.
    AtMost(i64),
    /// The flag is this.
    Is(bool),
    /// The date is on or before this day.
    NotAfter(NaiveDate),
    /// The date is on or after this day.
    NotBefore(NaiveDate),
}

/// A rule that did not pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Reason code.
    pub code: String,
    /// What the applicant is told.
    pub sentence: String,
    /// Fail or needs-review.
    pub outcome: Outcome,
}

impl EligibilityRule {
    fn in_force(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }

    fn holds(&self, answer: &Answer) -> bool {
        let date = |a: &Answer| match a {
            Answer::Text(text) => text.parse::<NaiveDate>().ok(),
            _ => None,
        };
        match (&self.test, answer) {
            (Test::OneOf(allowed), Answer::Text(text)) => allowed.contains(text),
            (Test::OneOf(allowed), Answer::Many(words)) => words.iter().any(|w| allowed.contains(w)),
            (Test::AtLeast(least), Answer::Number(n)) => n >= least,
            (Test::AtMost(most), Answer::Number(n)) => n <= most,
            (Test::Is(wanted), Answer::Flag(flag)) => flag == wanted,
            (Test::NotAfter(day), answer) => date(answer).is_some_and(|d| d <= *day),
            (Test::NotBefore(day), answer) => date(answer).is_some_and(|d| d >= *day),
            _ => false,
        }
    }

    /// Whether the rule's field exists and the test fits its kind.
    ///
    /// # Errors
    /// Says what doesn't fit, naming the rule.
    pub fn check(&self, form: &[Field]) -> Result<(), String> {
        use crate::form::FieldKind as K;
        let field = form.iter().find(|f| f.name == self.field).ok_or_else(|| {
            format!(
                "rule `{}` looks at `{}`, which the form doesn't have",
                self.code, self.field
            )
        })?;
        let fits = match self.test {
            Test::OneOf(_) => matches!(field.kind, K::Text | K::Choice | K::Choices),
            Test::AtLeast(_) | Test::AtMost(_) => field.kind == K::Number,
            Test::Is(_) => field.kind == K::Flag,
            Test::NotAfter(_) | Test::NotBefore(_) => field.kind == K::Date,
        };
        if fits {
            Ok(())
        } else {
            Err(format!(
                "rule `{}`: its test doesn't fit `{}`, which is a {}",
                self.code, field.name, field.kind
            ))
        }
    }
}

/// Applies all rules in force on a day. No answer where a rule wants one is a matter for review.
#[must_use]
pub fn evaluate(rules: &[EligibilityRule], answers: &Answers, on: NaiveDate) -> (Outcome, Vec<Finding>) {
    let findings: Vec<Finding> = rules
        .iter()
        .filter(|rule| rule.in_force(on))
        .filter_map(|rule| {
            let outcome = match answers.get(&rule.field) {
                Some(answer) if rule.holds(answer) => return None,
                Some(_) => rule.otherwise,
                None => Outcome::NeedsReview,
            };
            Some(Finding {
                code: rule.code.clone(),
                sentence: rule.sentence.clone(),
                outcome,
            })
        })
        .collect();
    (
        findings.iter().map(|f| f.outcome).max().unwrap_or(Outcome::Pass),
        findings,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(code: &str, field: &str, test: Test, otherwise: Outcome) -> EligibilityRule {
        EligibilityRule {
            code: code.into(),
            sentence: format!("{code}."),
            field: field.into(),
            test,
            otherwise,
            valid_from: Some("2025-01-01".parse().unwrap()),
            valid_to: None,
        }
    }

    #[test]
    fn the_worst_finding_decides_and_all_are_named() {
        let rules = [
            rule(
                "too-few-developers",
                "developers",
                Test::AtLeast(10),
                Outcome::Fail,
            ),
            rule(
                "little-experience",
                "export_years",
                Test::AtLeast(3),
                Outcome::NeedsReview,
            ),
            rule(
                "not-invited",
                "country",
                Test::OneOf(vec!["AM".into(), "KZ".into()]),
                Outcome::Fail,
            ),
        ];
        let answers = Answers::from([
            ("developers".to_owned(), Answer::Number(9)),
            ("country".to_owned(), Answer::Text("AM".into())),
        ]);
        let (outcome, findings) = evaluate(&rules, &answers, "2025-03-01".parse().unwrap());
        assert_eq!(outcome, Outcome::Fail);
        let codes: Vec<_> = findings.iter().map(|f| (f.code.as_str(), f.outcome)).collect();
        assert_eq!(
            codes,
            [
                ("too-few-developers", Outcome::Fail),
                ("little-experience", Outcome::NeedsReview)
            ]
        );
        assert_eq!(
            evaluate(&rules, &answers, "2024-12-31".parse().unwrap()).0,
            Outcome::Pass,
            "not yet in force"
        );
    }
}
