//! From a frozen cohort to `berth-round/1`: feasible pairs, certified rank lists, else orders from the score.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use berth_domain::cohort::{COHORT_FORMAT, CapRule, Cohort, Objective, RankList, ScorePart};
use berth_domain::id::{OpeningId, TraineeId};

use super::{Pair, Terms, feasible, score};
use crate::round::{
    self, Cap, InputError, MinSeatsPolicy, OpeningEntry, Proposing, RoundInput, Seed, TraineeEntry,
};
use crate::skills::Vocabulary;

/// Why a cohort can't become a round.
#[derive(Debug, thiserror::Error)]
pub enum CohortError {
    #[error("the cohort's format is `{0}`; this is for `{COHORT_FORMAT}`")]
    Format(String),
    #[error("the cohort's seed: {0}")]
    Seed(String),
    #[error("the pinned pair {0} and {1}: the {2} isn't in the cohort")]
    Pinned(TraineeId, OpeningId, &'static str),
    #[error(transparent)]
    Round(#[from] InputError),
}

/// What a side's list is made of.
struct Wish<T> {
    other: T,
    /// Group of the certified list, or score band counted downwards; lower is better.
    tier: u32,
}

/// The round a cohort stands for: only feasible pairs are listed. A certified list keeps its order; where a side has
/// none, higher scores come first and scores in one band are tied.
///
/// An opening's `seats` include those of pinned pairs.
pub fn round_from_cohort(cohort: &Cohort) -> Result<RoundInput, CohortError> {
    if cohort.format != COHORT_FORMAT {
        return Err(CohortError::Format(cohort.format.clone()));
    }
    let seed: Seed = cohort
        .seed
        .parse()
        .map_err(|e| CohortError::Seed(format!("{e}")))?;
    let terms = Terms {
        rules: &cohort.rules,
        skills: Vocabulary::shipped(),
        today: cohort.as_of.date_naive(),
    };
    let forbidden: BTreeSet<(TraineeId, OpeningId)> = cohort.forbidden.iter().copied().collect();
    let trainee_ids: BTreeSet<TraineeId> = cohort.trainees.iter().map(|t| t.id).collect();
    let opening_ids: BTreeSet<OpeningId> = cohort.openings.iter().map(|o| o.id).collect();
    for (trainee, opening) in &cohort.pinned {
        if !trainee_ids.contains(trainee) {
            return Err(CohortError::Pinned(*trainee, *opening, "trainee"));
        }
        if !opening_ids.contains(opening) {
            return Err(CohortError::Pinned(*trainee, *opening, "opening"));
        }
    }
    let mut by_trainee: BTreeMap<TraineeId, Vec<Wish<OpeningId>>> = BTreeMap::new();
    let mut by_opening: BTreeMap<OpeningId, Vec<Wish<TraineeId>>> = BTreeMap::new();
    let mut weights = Vec::new();
    let band = cohort.rules.score_band.max(1);
    let numbers: HashMap<OpeningId, usize> = cohort.openings.iter().map(|o| o.id).zip(0..).collect();
    let certified: Vec<Option<HashMap<TraineeId, u32>>> = cohort
        .openings
        .iter()
        .map(|o| o.prefers.as_ref().map(places))
        .collect();
    for trainee in &cohort.trainees {
        let own = trainee.prefers.as_ref().map(places);
        // Who has a certified list is judged with those on it alone.
        let mut others: Vec<usize> = match &own {
            Some(own) => own.keys().filter_map(|id| numbers.get(id).copied()).collect(),
            None => (0..cohort.openings.len()).collect(),
        };
        others.sort_unstable();
        let both = others
            .into_iter()
            .filter_map(|n| Some((cohort.openings.get(n)?, certified.get(n)?)));
        for (opening, theirs) in both {
            let pair = Pair { trainee, opening };
            let own = own.as_ref().map(|own| own.get(&opening.id).copied());
            let theirs = theirs.as_ref().map(|theirs| theirs.get(&trainee.id).copied());
            // Listed is `Some(Some(_))`, no list at all `None`.
            if own == Some(None)
                || theirs == Some(None)
                || forbidden.contains(&(trainee.id, opening.id))
                || !feasible(&terms, pair)
            {
                continue;
            }
            let tier = |left_out| u32::MAX - score::points_without(&terms, pair, Some(left_out)) / band;
            let own = own.flatten().unwrap_or_else(|| tier(ScorePart::HostRank));
            let theirs = theirs.flatten().unwrap_or_else(|| tier(ScorePart::TraineeRank));
            by_trainee.entry(trainee.id).or_default().push(Wish {
                other: opening.id,
                tier: own,
            });
            by_opening.entry(opening.id).or_default().push(Wish {
                other: trainee.id,
                tier: theirs,
            });
            if cohort.rules.objective == Objective::MaxWeight {
                let points = i64::from(score::points(&terms, pair));
                weights.push((trainee.id.to_string(), opening.id.to_string(), points));
            }
        }
    }
    let mut input = RoundInput::new(seed);
    input.objective = Some(objective(cohort.rules.objective));
    input.proposing = Some(match cohort.rules.proposing {
        berth_domain::cohort::Proposing::Trainees => Proposing::Trainees,
        berth_domain::cohort::Proposing::Openings => Proposing::Openings,
    });
    input.min_seats_policy = Some(match cohort.rules.min_seats_policy {
        berth_domain::cohort::MinSeatsPolicy::Close => MinSeatsPolicy::Close,
        berth_domain::cohort::MinSeatsPolicy::Relax => MinSeatsPolicy::Relax,
    });
    for id in &trainee_ids {
        let wishes = by_trainee.remove(id).unwrap_or_default();
        input
            .trainees
            .push(TraineeEntry::new(id.to_string(), groups(wishes)));
    }
    let entries: BTreeMap<OpeningId, (u32, u32)> = cohort
        .openings
        .iter()
        .map(|o| (o.id, (o.seats, o.min_seats)))
        .collect();
    for (id, (seats, min_seats)) in entries {
        let wishes = by_opening.remove(&id).unwrap_or_default();
        let mut entry = OpeningEntry::new(id.to_string(), seats, groups(wishes));
        entry.min_seats = (min_seats > 0).then_some(min_seats.min(seats));
        input.openings.push(entry);
    }
    let pairs = |pairs: BTreeSet<(TraineeId, OpeningId)>| {
        let named: Vec<_> = pairs
            .into_iter()
            .map(|(t, o)| (t.to_string(), o.to_string()))
            .collect();
        (!named.is_empty()).then_some(named)
    };
    input.pinned = pairs(cohort.pinned.iter().copied().collect());
    let known = |(t, o): &(TraineeId, OpeningId)| trainee_ids.contains(t) && opening_ids.contains(o);
    input.forbidden = pairs(forbidden.into_iter().filter(known).collect());
    let caps: Vec<Cap> = cohort
        .rules
        .caps
        .iter()
        .filter_map(|rule| cap(rule, cohort))
        .collect();
    input.caps = (!caps.is_empty()).then_some(caps);
    input.weights = (cohort.rules.objective == Objective::MaxWeight).then_some(weights);
    input.check()?;
    Ok(input)
}

/// Everybody on a list with their group; of two mentions the better counts.
fn places<T: Copy + Eq + Hash>(list: &RankList<T>) -> HashMap<T, u32> {
    let mut places = HashMap::new();
    for (group, ids) in (0..).zip(list) {
        for id in ids {
            places.entry(*id).or_insert(group);
        }
    }
    places
}

/// Wishes as groups from best to worst, ids in order within a group.
fn groups<T: Ord + ToString>(mut wishes: Vec<Wish<T>>) -> Vec<Vec<String>> {
    wishes.sort_by(|a, b| (a.tier, &a.other).cmp(&(b.tier, &b.other)));
    wishes
        .chunk_by(|a, b| a.tier == b.tier)
        .map(|group| group.iter().map(|w| w.other.to_string()).collect())
        .collect()
}

fn objective(objective: Objective) -> round::Objective {
    match objective {
        Objective::Stable => round::Objective::Stable,
        Objective::StableMax => round::Objective::StableMax,
        Objective::MaxCardinality => round::Objective::MaxCardinality,
        Objective::MaxWeight => round::Objective::MaxWeight,
    }
}

/// A ceiling over the openings of a country, a host, or both; none when it has no opening.
fn cap(rule: &CapRule, cohort: &Cohort) -> Option<Cap> {
    let covers = |o: &&berth_domain::cohort::OpeningFacts| {
        rule.country.as_ref().is_none_or(|c| *c == o.country) && rule.host.is_none_or(|h| h == o.host)
    };
    let openings: BTreeSet<String> = cohort
        .openings
        .iter()
        .filter(covers)
        .map(|o| o.id.to_string())
        .collect();
    let openings: Vec<String> = openings.into_iter().collect();
    (!openings.is_empty()).then(|| Cap {
        id: rule.id.clone(),
        max: rule.max,
        openings,
        targets: None,
    })
}
