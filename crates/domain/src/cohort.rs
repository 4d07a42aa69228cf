//! What the matcher may know: pseudonymous facts of trainees and openings, a programme's matching rules, and the
//! frozen cohort (`berth-cohort/1`) a round is a pure function of.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::id::{HostId, OpeningId, ProgrammeId, RoundId, SkillId, TrackId, TraineeId};
use crate::permit::PermitRoute;
use crate::skill::{Cefr, SkillClaim, SkillNeed};
use crate::text::{CountryCode, LanguageTag};

closed_set! {
    /// Where the work is done.
    pub enum WorkMode ("a work mode") {
        /// At the host.
        OnSite = "on-site",
        /// Partly at the host.
        Hybrid = "hybrid",
        /// From anywhere.
        Remote = "remote",
    }
}

closed_set! {
    /// How far the training has come.
    pub enum TrainingState ("a state of training") {
        /// Not begun, or none is asked for.
        None = "none",
        /// Under way.
        Running = "running",
        /// Under way, and the trainer vouches for the trainee.
        Endorsed = "endorsed",
        /// Finished.
        Finished = "finished",
    }
}

/// A rank list: groups from best to worst; those in one group are tied. What is not listed is not acceptable.
pub type RankList<T> = Vec<Vec<T>>;

/// A trainee as the matcher may see them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraineeFacts {
    /// The application's id: no name, no address.
    pub id: TraineeId,
    /// Nationality.
    pub country: CountryCode,
    /// Tracks applied for; empty means any.
    #[serde(default)]
    pub tracks: BTreeSet<TrackId>,
    /// Skills with level and evidence.
    pub skills: Vec<SkillClaim>,
    /// Languages.
    #[serde(default)]
    pub languages: BTreeMap<LanguageTag, Cefr>,
    /// First day free to start.
    pub available_from: NaiveDate,
    /// When the last degree was awarded.
    #[serde(default)]
    pub degree_awarded_on: Option<NaiveDate>,
    /// Studying now.
    #[serde(default)]
    pub student: bool,
    /// Last day the passport is valid.
    #[serde(default)]
    pub passport_valid_to: Option<NaiveDate>,
    /// How far the training has come.
    pub training: TrainingState,
    /// Work modes that suit; empty means any.
    #[serde(default)]
    pub work_modes: BTreeSet<WorkMode>,
    /// Fields of business that interest, as slugs or words of the programme's own list.
    #[serde(default)]
    pub interests: BTreeSet<String>,
    /// Skills to learn.
    #[serde(default)]
    pub wants_to_learn: BTreeSet<SkillId>,
    /// Cities preferred.
    #[serde(default)]
    pub cities: BTreeSet<String>,
    /// Where they live now.
    pub zone: Tz,
    /// Agreed that hosts see the profile.
    pub consent_to_share: bool,
    /// Rounds that ended without a seat.
    #[serde(default)]
    pub rounds_waited: u32,
    /// Certified rank list; where there is none, the order comes from the score.
    #[serde(default)]
    pub prefers: Option<RankList<OpeningId>>,
    /// Openings ruled out by the trainee.
    #[serde(default)]
    pub never: BTreeSet<OpeningId>,
}

/// An opening as the matcher may see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpeningFacts {
    /// The opening.
    pub id: OpeningId,
    /// Whose it is.
    pub host: HostId,
    /// The programme's track.
    pub track: TrackId,
    /// Where.
    pub country: CountryCode,
    /// Where.
    pub city: String,
    /// The host's zone.
    pub zone: Tz,
    /// Seats to be filled now.
    pub seats: u32,
    /// Fewer than this make no sense to the host.
    #[serde(default)]
    pub min_seats: u32,
    /// First day.
    pub starts_on: NaiveDate,
    /// Months.
    pub duration_months: u32,
    /// Gross euro a month.
    pub monthly_pay_eur: u32,
    /// Where the work is done.
    pub work_mode: WorkMode,
    /// Field of business.
    #[serde(default)]
    pub field: Option<String>,
    /// Skills that must be there.
    pub must_have: Vec<SkillNeed>,
    /// Skills that help.
    #[serde(default)]
    pub nice_to_have: Vec<SkillNeed>,
    /// Skills the host teaches.
    #[serde(default)]
    pub will_teach: BTreeSet<SkillId>,
    /// Languages with their minimum.
    #[serde(default)]
    pub languages: BTreeMap<LanguageTag, Cefr>,
    /// The host takes part now.
    pub host_active: bool,
    /// A supervisor is named.
    pub supervisor_named: bool,
    /// Share of requests the host answered, in percent.
    #[serde(default)]
    pub host_answer_percent: Option<u8>,
    /// Certified rank list; where there is none, the order comes from the score.
    #[serde(default)]
    pub prefers: Option<RankList<TraineeId>>,
    /// Trainees ruled out by the host.
    #[serde(default)]
    pub never: BTreeSet<TraineeId>,
}

closed_set! {
    /// What a round maximises, by the names of `berth-round/1`.
    pub enum Objective ("an objective") {
        /// Stable.
        Stable = "stable",
        /// Weakly stable and as large as can be found.
        StableMax = "stable_max",
        /// As many placements as possible.
        MaxCardinality = "max_cardinality",
        /// The greatest sum of scores.
        MaxWeight = "max_weight",
    }
}

closed_set! {
    /// Whose optimum among the stable results.
    pub enum Proposing ("a proposing side") {
        /// The trainees'.
        Trainees = "trainees",
        /// The openings'.
        Openings = "openings",
    }
}

closed_set! {
    /// What happens to an opening that can't reach its minimum.
    pub enum MinSeatsPolicy ("a policy for minimum seats") {
        /// It is closed.
        Close = "close",
        /// It is kept, and reported.
        Relax = "relax",
    }
}

closed_set! {
    /// The parts of a score. Each is worth at most its weight in points.
    pub enum ScorePart ("a part of a score") {
        /// The trainee's own ranking of the opening.
        TraineeRank = "trainee-rank",
        /// The host's own ranking of the trainee.
        HostRank = "host-rank",
        /// How close the skills are to those asked for.
        Skills = "skills",
        /// The opening's field interests the trainee.
        Interest = "interest",
        /// What the trainee wants to learn and the host teaches.
        Learning = "learning",
        /// Days to spare before the last safe offer date.
        PermitMargin = "permit-margin",
        /// How close the start is to the first day free.
        Start = "start",
        /// A city the trainee wishes for.
        City = "city",
        /// Overlap of working hours while remote.
        Hours = "hours",
        /// Language above the minimum.
        Language = "language",
        /// The host's answer rate.
        HostAnswers = "host-answers",
        /// Rounds waited.
        Waited = "waited",
    }
}

/// At most so many trainees over these openings, all in one country or of one host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapRule {
    /// Name, shown in results.
    pub id: String,
    /// All openings in this country, when given.
    #[serde(default)]
    pub country: Option<CountryCode>,
    /// All openings of this host, when given.
    #[serde(default)]
    pub host: Option<HostId>,
    /// At most.
    pub max: u32,
}

/// A programme's rules for pairs and rounds, as data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatchingRules {
    /// The programme.
    pub programme: ProgrammeId,
    /// Tracks that run.
    pub tracks: BTreeSet<TrackId>,
    /// Nationalities admitted; empty means all.
    #[serde(default)]
    pub countries: BTreeSet<CountryCode>,
    /// Countries of hosts; empty means all.
    #[serde(default)]
    pub host_countries: BTreeSet<CountryCode>,
    /// Nationals of these need no permit in the host countries.
    #[serde(default)]
    pub free_movement: BTreeSet<CountryCode>,
    /// Permit routes, tried in this order.
    pub permit_routes: Vec<PermitRoute>,
    /// Days for the journey, between permit and start.
    pub travel_days: u32,
    /// Days a trainee has to answer an offer.
    pub answer_days: u32,
    /// The passport must be valid this many months after the end.
    pub passport_months_after_end: u32,
    /// Whether the training must be finished or endorsed.
    pub training_required: bool,
    /// How much a more special skill counts towards a more general one asked for, in percent: PostgreSQL towards SQL.
    pub child_to_parent_percent: u8,
    /// Points a part is worth at most.
    pub weights: BTreeMap<ScorePart, u32>,
    /// Scores in one band of this many points are a tie; 1 means no bands.
    pub score_band: u32,
    /// What rounds maximise.
    pub objective: Objective,
    /// Whose optimum.
    pub proposing: Proposing,
    /// What happens to an opening that can't reach its minimum.
    pub min_seats_policy: MinSeatsPolicy,
    /// Ceilings.
    #[serde(default)]
    pub caps: Vec<CapRule>,
}

/// The format name of a frozen cohort.
pub const COHORT_FORMAT: &str = "berth-cohort/1";

/// A round's frozen input. With the same cohort every machine finds the same result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// Always [`COHORT_FORMAT`].
    pub format: String,
    /// The round.
    pub round: RoundId,
    /// "Today" for every rule with a date.
    pub as_of: DateTime<Utc>,
    /// 64 hex digits; the only source of chance.
    pub seed: String,
    /// The rules as they were.
    pub rules: MatchingRules,
    /// All who take part.
    pub trainees: Vec<TraineeFacts>,
    /// All openings with free seats.
    pub openings: Vec<OpeningFacts>,
    /// Pairs kept whatever the lists say.
    #[serde(default)]
    pub pinned: Vec<(TraineeId, OpeningId)>,
    /// Pairs never allowed.
    #[serde(default)]
    pub forbidden: Vec<(TraineeId, OpeningId)>,
}
