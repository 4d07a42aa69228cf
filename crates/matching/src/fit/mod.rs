//! Whether a trainee and an opening can be a pair, how well they fit, and why: one evaluation behind shortlists,
//! rounds and explanations.

mod cohort;
mod exclusion;
mod explain;
mod index;
mod permit;
mod pool;
mod score;
mod share;
mod skill;

pub use cohort::{CohortError, round_from_cohort};
pub use exclusion::{Exclusion, exclusions};
pub use explain::{Explanation, explain, explain_in_cohort};
pub use index::{Candidate, Index, Shortlist};
pub use pool::Pool;
pub use score::{Breakdown, PartScore, score};

use berth_domain::cohort::{MatchingRules, OpeningFacts, TraineeFacts};
use chrono::NaiveDate;

use crate::skills::Vocabulary;

/// What every judgement of a pair depends on beside the two.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    pub rules: &'a MatchingRules,
    pub skills: &'a Vocabulary,
    /// "Today" for every rule with a date.
    pub today: NaiveDate,
}

/// A trainee and an opening looked at together.
#[derive(Clone, Copy, Debug)]
pub struct Pair<'a> {
    pub trainee: &'a TraineeFacts,
    pub opening: &'a OpeningFacts,
}

/// Whether nothing excludes the pair; the quick form of [`exclusions`] being empty.
pub fn feasible(terms: &Terms<'_>, pair: Pair<'_>) -> bool {
    exclusion::feasible(terms, pair)
}
