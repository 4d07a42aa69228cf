//! Permit routes as dated data, and the arithmetic of the last safe offer date.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::id::RouteId;
use crate::text::CountryCode;

/// A dated way to live and work in a country, with its conditions and its duration. Check before use: laws change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermitRoute {
    /// For example `lt-trainee`.
    pub id: RouteId,
    /// Name as people say it.
    pub name: String,
    /// Where it leads.
    pub country: CountryCode,
    /// In force from this day.
    pub valid_from: NaiveDate,
    /// In force to this day, inclusive; open-ended when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<NaiveDate>,
    /// Days to gather papers before filing.
    pub document_days: u32,
    /// Days from filing to decision, the longest that is promised.
    pub permit_days: u32,
    /// Conditions, all of which must hold.
    #[serde(default)]
    pub conditions: Vec<PermitCondition>,
    /// Where the rule was read, and when.
    pub source: String,
}

/// A route's own condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PermitCondition {
    /// A degree obtained at most so many days before the start, or being a student now.
    RecentDegreeOrStudent {
        /// Days between degree and start at most.
        within_days: u32,
    },
    /// Gross pay of at least so many euro a month.
    MinimumMonthlyPay {
        /// Whole euro.
        eur: u32,
    },
    /// A contract of at least so many months.
    MinimumContractMonths {
        /// Months.
        months: u32,
    },
    /// A stay of at most so many months.
    MaximumStayMonths {
        /// Months.
        months: u32,
    },
    /// The yearly quota; closed from this day, when it is.
    Quota {
        /// The day on which it closed, if it has.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closed_on: Option<NaiveDate>,
    },
    /// There is a place to file for nationals of these countries only.
    FilingPlaceFor {
        /// Nationalities.
        countries: Vec<CountryCode>,
    },
}

/// What a route needs to know of a trainee and an opening.
#[derive(Debug, Clone)]
pub struct PermitQuestion<'a> {
    /// The trainee's nationality.
    pub nationality: &'a CountryCode,
    /// When the last degree was awarded.
    pub degree_awarded_on: Option<NaiveDate>,
    /// Whether studying now.
    pub student: bool,
    /// First day at the host.
    pub starts_on: NaiveDate,
    /// Months at the host.
    pub duration_months: u32,
    /// Gross euro a month.
    pub monthly_pay_eur: u32,
}

/// Why a route can't be taken, with the numbers behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteRefusal {
    /// Machine-readable: `permit-degree-too-old`, `permit-pay-too-low`, ...
    pub code: &'static str,
    /// One sentence with the numbers.
    pub sentence: String,
}

impl PermitRoute {
    /// Whether the route is in force on a day.
    #[must_use]
    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.valid_from <= on && self.valid_to.is_none_or(|to| on <= to)
    }

    /// Every condition that doesn't hold, looked at on `today`.
    #[must_use]
    pub fn refusals(&self, q: &PermitQuestion<'_>, today: NaiveDate) -> Vec<RouteRefusal> {
        self.conditions
            .iter()
            .filter_map(|c| refusal(c, q, today))
            .collect()
    }

    /// The last day on which an accepted offer still leaves time for papers, permit and journey before the start.
    ///
    /// `starts_on - (document_days + permit_days + travel_days)`; none when that lies before the calendar begins.
    #[must_use]
    pub fn last_safe_acceptance(&self, starts_on: NaiveDate, travel_days: u32) -> Option<NaiveDate> {
        let days = u64::from(self.document_days) + u64::from(self.permit_days) + u64::from(travel_days);
        starts_on.checked_sub_days(Days::new(days))
    }

    /// The last safe offer date: the last safe acceptance minus the time the trainee has to answer.
    #[must_use]
    pub fn last_safe_offer(
        &self,
        starts_on: NaiveDate,
        travel_days: u32,
        answer_days: u32,
    ) -> Option<NaiveDate> {
        self.last_safe_acceptance(starts_on, travel_days)?
            .checked_sub_days(Days::new(u64::from(answer_days)))
    }
}

fn refusal(condition: &PermitCondition, q: &PermitQuestion<'_>, today: NaiveDate) -> Option<RouteRefusal> {
    let refuse = |code, sentence| Some(RouteRefusal { code, sentence });
    match condition {
        PermitCondition::RecentDegreeOrStudent { within_days } => {
            if q.student {
                return None;
            }
            let Some(degree) = q.degree_awarded_on else {
                return refuse(
                    "permit-degree-unknown",
                    format!(
                        "the route wants a degree at most {within_days} days old at the start, or a student; neither is stated"
                    ),
                );
            };
            let age = (q.starts_on - degree).num_days();
            if age > i64::from(*within_days) {
                return refuse(
                    "permit-degree-too-old",
                    format!(
                        "the degree of {degree} is {age} days old at the start on {}; the route allows {within_days}",
                        q.starts_on
                    ),
                );
            }
            None
        }
        PermitCondition::MinimumMonthlyPay { eur } if q.monthly_pay_eur < *eur => refuse(
            "permit-pay-too-low",
            format!(
                "the opening pays {} euro a month; the route wants at least {eur}",
                q.monthly_pay_eur
            ),
        ),
        PermitCondition::MinimumContractMonths { months } if q.duration_months < *months => refuse(
            "permit-contract-too-short",
            format!(
                "the contract runs {} months; the route wants at least {months}",
                q.duration_months
            ),
        ),
        PermitCondition::MaximumStayMonths { months } if q.duration_months > *months => refuse(
            "permit-stay-too-long",
            format!(
                "the contract runs {} months; the route allows {months}",
                q.duration_months
            ),
        ),
        PermitCondition::Quota {
            closed_on: Some(closed),
        } if *closed <= today => refuse(
            "permit-quota-closed",
            format!("the route's yearly quota closed on {closed}"),
        ),
        PermitCondition::FilingPlaceFor { countries } if !countries.contains(q.nationality) => refuse(
            "permit-no-filing-place",
            format!(
                "nationals of {} have no place to file for this route",
                q.nationality
            ),
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn route(conditions: Vec<PermitCondition>) -> PermitRoute {
        PermitRoute {
            id: "lv-trainee".parse().unwrap(),
            name: "Latvia, trainee".into(),
            country: "LV".parse().unwrap(),
            valid_from: day("2025-01-01"),
            valid_to: Some(day("2025-12-31")),
            document_days: 20,
            permit_days: 30,
            conditions,
            source: "test".into(),
        }
    }

    #[test]
    fn the_last_safe_offer_leaves_time_for_every_step() {
        let route = route(vec![]);
        assert_eq!(
            route.last_safe_acceptance(day("2025-09-01"), 7),
            Some(day("2025-07-06"))
        );
        assert_eq!(
            route.last_safe_offer(day("2025-09-01"), 7, 5),
            Some(day("2025-07-01"))
        );
        assert!(route.in_force(day("2025-12-31")) && !route.in_force(day("2026-01-01")));
    }

    #[test]
    fn every_condition_that_fails_is_named_with_its_numbers() {
        let route = route(vec![
            PermitCondition::RecentDegreeOrStudent { within_days: 365 },
            PermitCondition::MinimumMonthlyPay { eur: 900 },
            PermitCondition::MinimumContractMonths { months: 6 },
            PermitCondition::MaximumStayMonths { months: 12 },
            PermitCondition::Quota {
                closed_on: Some(day("2025-10-15")),
            },
            PermitCondition::FilingPlaceFor {
                countries: vec!["KE".parse().unwrap()],
            },
        ]);
        let nigeria = "NG".parse().unwrap();
        let question = PermitQuestion {
            nationality: &nigeria,
            degree_awarded_on: Some(day("2023-06-30")),
            student: false,
            starts_on: day("2025-11-01"),
            duration_months: 4,
            monthly_pay_eur: 800,
        };
        let codes: Vec<_> = route
            .refusals(&question, day("2025-10-15"))
            .iter()
            .map(|r| r.code)
            .collect();
        assert_eq!(
            codes,
            [
                "permit-degree-too-old",
                "permit-pay-too-low",
                "permit-contract-too-short",
                "permit-quota-closed",
                "permit-no-filing-place"
            ]
        );
        let student = PermitQuestion {
            student: true,
            monthly_pay_eur: 900,
            duration_months: 6,
            ..question
        };
        let codes: Vec<_> = route
            .refusals(&student, day("2025-10-14"))
            .iter()
            .map(|r| r.code)
            .collect();
        assert_eq!(codes, ["permit-no-filing-place"]);
    }
}
