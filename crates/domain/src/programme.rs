//! A programme as data: one TOML file says who may apply, when, by which rules, and how pairs are made.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, Duration, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::calendar::local_instant;
use crate::closed_set::closed_set;
use crate::cohort::{CapRule, MatchingRules, MinSeatsPolicy, Objective, Proposing, ScorePart};
use crate::eligibility::EligibilityRule;
use crate::form::Field;
use crate::id::{CohortId, ProgrammeId, TrackId};
use crate::permit::PermitRoute;
use crate::text::{CountryCode, LanguageTag};

closed_set! {
    /// Who applies.
    pub enum PartyKind ("a kind of party") {
        /// A person.
        Person = "person",
        /// An organisation.
        Organisation = "organisation",
    }
}

/// A programme's configuration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Slug.
    pub id: ProgrammeId,
    /// Name as people say it.
    pub name: String,
    /// A sentence or two about it.
    pub summary: String,
    /// Who applies.
    pub applicants: PartyKind,
    /// The programme's own zone: its dates are local times there.
    pub zone: Tz,
    /// Languages of its mails; the first is the default.
    pub languages: Vec<LanguageTag>,
    /// A sample: its dates may be shifted by whole years, see [`Programme::years_to_shift`].
    #[serde(default)]
    pub sample: bool,
    /// The running intake.
    pub cohort: CohortDates,
    /// Variants.
    #[serde(default, rename = "track")]
    pub tracks: Vec<Track>,
    /// The application form.
    #[serde(default, rename = "field")]
    pub form: Vec<Field>,
    /// Eligibility rules.
    #[serde(default)]
    pub eligibility: Vec<EligibilityRule>,
    /// How offers run.
    pub offers: OfferRules,
    /// How pairs are made.
    pub matching: MatchingConfig,
    /// Permit routes.
    #[serde(default, rename = "permit_route")]
    pub permit_routes: Vec<PermitRoute>,
}

/// One intake with its dates, local times in the programme's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CohortDates {
    /// Slug.
    pub id: CohortId,
    /// Name.
    pub name: String,
    /// First instant at which applications are taken.
    pub applications_open: NaiveDateTime,
    /// The deadline: the last instant at which applications are taken, inclusive.
    pub applications_close: NaiveDateTime,
    /// Seconds after the deadline in which a submission is still taken. Shown to applicants as zero.
    #[serde(default)]
    pub grace_seconds: u32,
}

/// A variant inside a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Slug.
    pub id: TrackId,
    /// Name.
    pub name: String,
}

/// How offers run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfferRules {
    /// Hours a trainee has to answer.
    pub answer_hours: u32,
    /// How many different operators must approve a round: 1 or 2.
    #[serde(default = "one")]
    pub approvals: u8,
}

fn one() -> u8 {
    1
}

/// How pairs are made; becomes [`MatchingRules`] together with tracks and permit routes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchingConfig {
    /// Nationalities admitted; empty means all.
    #[serde(default)]
    pub countries: BTreeSet<CountryCode>,
    /// Countries of hosts; empty means all.
    #[serde(default)]
    pub host_countries: BTreeSet<CountryCode>,
    /// Nationals of these need no permit.
    #[serde(default)]
    pub free_movement: BTreeSet<CountryCode>,
    /// Days for the journey.
    #[serde(default = "seven")]
    pub travel_days: u32,
    /// The passport must be valid this many months after the end.
    #[serde(default = "three")]
    pub passport_months_after_end: u32,
    /// Whether the training must be finished or endorsed.
    #[serde(default)]
    pub training_required: bool,
    /// A more special skill counts towards a more general one by this many percent.
    #[serde(default = "sixty")]
    pub child_to_parent_percent: u8,
    /// Points a part of the score is worth at most.
    pub weights: BTreeMap<ScorePart, u32>,
    /// Scores in one band are a tie.
    #[serde(default = "one_point")]
    pub score_band: u32,
    /// What rounds maximise.
    #[serde(default = "stable")]
    pub objective: Objective,
    /// Whose optimum.
    #[serde(default = "trainees")]
    pub proposing: Proposing,
    /// What happens to an opening under its minimum.
    #[serde(default = "relax")]
    pub min_seats_policy: MinSeatsPolicy,
    /// Ceilings.
    #[serde(default)]
    pub caps: Vec<CapRule>,
}

fn seven() -> u32 {
    7
}
fn three() -> u32 {
    3
}
fn sixty() -> u8 {
    60
}
fn one_point() -> u32 {
    1
}
fn stable() -> Objective {
    Objective::Stable
}
fn trainees() -> Proposing {
    Proposing::Trainees
}
fn relax() -> MinSeatsPolicy {
    MinSeatsPolicy::Relax
}

/// A programme file that can't be used; every problem is listed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidProgramme {
    /// The text is no such TOML document.
    #[error("the programme file can't be read: {0}")]
    Toml(String),
    /// It reads, but contradicts itself.
    #[error("the programme file can't be used: {}", .0.join("; "))]
    Rules(Vec<String>),
}

impl Programme {
    /// Reads and checks a programme file.
    ///
    /// # Errors
    /// When it isn't TOML of this shape (with line and column), or contradicts itself (all contradictions).
    pub fn from_toml(text: &str) -> Result<Self, InvalidProgramme> {
        let programme: Self = toml::from_str(text).map_err(|e| InvalidProgramme::Toml(e.to_string()))?;
        let problems = programme.problems();
        if problems.is_empty() {
            Ok(programme)
        } else {
            Err(InvalidProgramme::Rules(problems))
        }
    }

    fn problems(&self) -> Vec<String> {
        let mut found = Vec::new();
        if self.name.trim().is_empty() || self.name.chars().count() > 100 {
            found.push("`name` must have 1 to 100 characters".to_owned());
        }
        if self.languages.is_empty() {
            found.push("`languages` must name at least one".to_owned());
        }
        if self.cohort.applications_close <= self.cohort.applications_open {
            found.push("`applications_close` must be after `applications_open`".to_owned());
        }
        if !(1..=2).contains(&self.offers.approvals) {
            found.push("`offers.approvals` must be 1 or 2".to_owned());
        }
        if !(1..=24 * 60).contains(&self.offers.answer_hours) {
            found.push("`offers.answer_hours` must be between 1 and 1440".to_owned());
        }
        if self.matching.child_to_parent_percent > 100 {
            found.push("`matching.child_to_parent_percent` must be at most 100".to_owned());
        }
        if self.matching.score_band == 0 {
            found.push("`matching.score_band` must be at least 1".to_owned());
        }
        for (part, points) in &self.matching.weights {
            if *points > 10_000 {
                found.push(format!("`matching.weights.{part}` must be at most 10000"));
            }
        }
        found.extend(twice("track", self.tracks.iter().map(|t| t.id.as_str())));
        found.extend(twice("field", self.form.iter().map(|f| f.name.as_str())));
        found.extend(twice(
            "eligibility rule",
            self.eligibility.iter().map(|r| r.code.as_str()),
        ));
        found.extend(twice(
            "permit route",
            self.permit_routes.iter().map(|r| r.id.as_str()),
        ));
        found.extend(
            self.eligibility
                .iter()
                .filter_map(|rule| rule.check(&self.form).err()),
        );
        found
    }

    /// When applications open.
    #[must_use]
    pub fn opens_at(&self) -> DateTime<Utc> {
        local_instant(self.cohort.applications_open, self.zone)
    }

    /// The deadline: a submission at this very instant is in time.
    #[must_use]
    pub fn closes_at(&self) -> DateTime<Utc> {
        local_instant(self.cohort.applications_close, self.zone)
    }

    /// The last instant at which a submission is taken: the deadline and its grace.
    #[must_use]
    pub fn taken_until(&self) -> DateTime<Utc> {
        self.closes_at() + Duration::seconds(i64::from(self.cohort.grace_seconds))
    }

    /// How long a trainee has to answer an offer.
    #[must_use]
    pub fn answer_time(&self) -> Duration {
        Duration::hours(i64::from(self.offers.answer_hours))
    }

    /// By how many whole years a sample is shifted when it is loaded: the fewest that put its deadline after `now`.
    /// A programme that is no sample is never shifted.
    #[must_use]
    pub fn years_to_shift(&self, now: DateTime<Utc>) -> i32 {
        if !self.sample {
            return 0;
        }
        let deadline_after = |years: &i32| {
            local_instant(shift_datetime(self.cohort.applications_close, *years), self.zone) > now
        };
        (0..200).find(deadline_after).unwrap_or(0)
    }

    /// All dates of cohort, eligibility rules and permit routes shifted by whole years.
    #[must_use]
    pub fn shifted(mut self, years: i32) -> Self {
        self.cohort.applications_open = shift_datetime(self.cohort.applications_open, years);
        self.cohort.applications_close = shift_datetime(self.cohort.applications_close, years);
        for rule in &mut self.eligibility {
            rule.valid_from = rule.valid_from.map(|d| shift_date(d, years));
            rule.valid_to = rule.valid_to.map(|d| shift_date(d, years));
            use crate::eligibility::Test;
            match &mut rule.test {
                Test::NotAfter(day) | Test::NotBefore(day) => *day = shift_date(*day, years),
                Test::OneOf(_) | Test::AtLeast(_) | Test::AtMost(_) | Test::Is(_) => {}
            }
        }
        for route in &mut self.permit_routes {
            route.valid_from = shift_date(route.valid_from, years);
            route.valid_to = route.valid_to.map(|d| shift_date(d, years));
            for condition in &mut route.conditions {
                if let crate::permit::PermitCondition::Quota { closed_on: Some(day) } = condition {
                    *day = shift_date(*day, years);
                }
            }
        }
        self
    }

    /// The rules the matcher works by.
    #[must_use]
    pub fn matching_rules(&self) -> MatchingRules {
        let m = &self.matching;
        MatchingRules {
            programme: self.id.clone(),
            tracks: self.tracks.iter().map(|t| t.id.clone()).collect(),
            countries: m.countries.clone(),
            host_countries: m.host_countries.clone(),
            free_movement: m.free_movement.clone(),
            permit_routes: self.permit_routes.clone(),
            travel_days: m.travel_days,
            answer_days: self.offers.answer_hours.div_ceil(24),
            passport_months_after_end: m.passport_months_after_end,
            training_required: m.training_required,
            child_to_parent_percent: m.child_to_parent_percent,
            weights: m.weights.clone(),
            score_band: m.score_band,
            objective: m.objective,
            proposing: m.proposing,
            min_seats_policy: m.min_seats_policy,
            caps: m.caps.clone(),
        }
    }
}

/// A date so many years later; 29 February becomes the 28th where the year has none.
#[must_use]
pub fn shift_date(date: NaiveDate, years: i32) -> NaiveDate {
    let year = date.year() + years;
    date.with_year(year)
        .or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
        .unwrap_or(date)
}

fn shift_datetime(at: NaiveDateTime, years: i32) -> NaiveDateTime {
    shift_date(at.date(), years).and_time(at.time())
}

fn twice<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names
        .filter(|name| !seen.insert(*name))
        .map(|name| format!("{what} `{name}` is there twice"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) const SMALL: &str = r#"
        id = "small"
        name = "Small"
        summary = "A small one."
        applicants = "person"
        zone = "Europe/Vilnius"
        languages = ["en"]
        sample = true
        [cohort]
        id = "spring-2025"
        name = "Spring"
        applications_open = "2024-02-29T09:00:00"
        applications_close = "2025-03-15T23:59:59"
        [[track]]
        id = "data"
        name = "Data"
        [[field]]
        name = "country"
        label = "Country"
        kind = "choice"
        required = true
        choices = ["NG", "KE"]
        [[eligibility]]
        code = "country-not-eligible"
        sentence = "Only from Nigeria and Kenya."
        field = "country"
        test = { one-of = ["NG", "KE"] }
        [offers]
        answer_hours = 72
        [matching]
        weights = { skills = 100 }
        [[permit_route]]
        id = "lt-trainee"
        name = "Lithuania, trainee"
        country = "LT"
        valid_from = "2025-01-01"
        document_days = 20
        permit_days = 90
        source = "test"
        [[permit_route.conditions]]
        kind = "quota"
        closed_on = "2025-10-15"
    "#;

    #[test]
    fn a_sample_is_shifted_to_its_next_deadline() {
        let programme = Programme::from_toml(SMALL).unwrap();
        let now = "2026-11-24T00:00:00Z".parse().unwrap();
        assert_eq!(programme.years_to_shift(now), 2);
        let shifted = programme.shifted(2);
        assert_eq!(
            shifted.closes_at(),
            "2027-03-15T21:59:59Z".parse::<DateTime<Utc>>().unwrap()
        );
        assert_eq!(
            shifted.cohort.applications_open.date(),
            "2026-02-28".parse().unwrap()
        );
        assert_eq!(
            shifted.years_to_shift(shifted.closes_at() - Duration::seconds(1)),
            0
        );
    }

    #[test]
    fn every_contradiction_is_listed() {
        let text = SMALL
            .replace("2025-03-15", "2023-03-15")
            .replace("answer_hours = 72", "answer_hours = 0")
            .replace("field = \"country\"", "field = \"county\"");
        let Err(InvalidProgramme::Rules(problems)) = Programme::from_toml(&text) else {
            panic!("must be refused")
        };
        assert_eq!(problems.len(), 3, "{problems:?}");
        let unknown = SMALL.replace("answer_hours", "answer_days");
        assert!(
            matches!(Programme::from_toml(&unknown), Err(InvalidProgramme::Toml(t)) if t.contains("answer_days"))
        );
    }
}
