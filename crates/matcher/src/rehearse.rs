//! Rehearsal: a frozen round solved as it is and with something different, and who would be elsewhere. Pure but for
//! fetching the cohort; nothing is stored.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use berth_bus::{Bus, Refusal};
use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_domain::id::{OpeningId, TraineeId};
use berth_domain::rematch::{MoveReason, RematchMove};
use berth_events::v1::{self, rehearsal_change::Change};
use berth_matching::round::{BlockingPair, Objective, Seed};
use berth_matching::{RoundInput, RoundResult, round_from_cohort, solve, verify};

use crate::published::{Heavy, blocking};
use crate::rematches::{MOVES, count, not_done, told_as};
use crate::solving::{canonical_hash, place_of};

/// Changes one rehearsal takes.
const CHANGES: usize = 100;
/// Blocking pairs an answer lists.
const BLOCKING: usize = 200;

/// The rehearsals of one process.
#[derive(Clone)]
pub(crate) struct Rehearsals {
    pub(crate) bus: Bus,
    pub(crate) heavy: Heavy,
    /// The round last rehearsed, as it is: whoever tries one thing tries another.
    pub(crate) last: Arc<Mutex<Option<Arc<Played>>>>,
}

/// A cohort and what it comes to.
pub(crate) struct Played {
    hash: String,
    cohort: Cohort,
    input: RoundInput,
    result: RoundResult,
    figures: v1::RoundFigures,
}

impl Rehearsals {
    pub(crate) async fn rehearse(
        self,
        question: v1::RehearseRequest,
    ) -> Result<v1::RehearseResponse, Refusal> {
        if question.changes.len() > CHANGES {
            return Err(Refusal::new(
                "too-many-changes",
                format!("{} changes; at most {CHANGES} are taken", question.changes.len()),
            ));
        }
        let one = self.heavy.clone().lock_owned().await;
        let known = self
            .last()
            .filter(|last| last.hash.eq_ignore_ascii_case(&question.cohort_hash));
        let frozen = match &known {
            Some(_) => None,
            None => Some(
                self.bus
                    .objects()
                    .get(&question.cohort_object)
                    .await
                    .map_err(|e| not_done(&e.into()))?,
            ),
        };
        let played = blocking(move || {
            let _one = one;
            let before = match (known, frozen) {
                (Some(known), _) => known,
                (None, frozen) => {
                    let cohort = read_cohort(&frozen.unwrap_or_default(), &question.cohort_hash)?;
                    let before = Arc::new(play(cohort, question.cohort_hash.clone())?);
                    *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(before.clone());
                    before
                }
            };
            if before.cohort.round.to_string() != question.round_id
                || before.cohort.rules.programme.as_str() != question.programme_id
            {
                return Err(Refusal::new(
                    "cohort-of-another-round",
                    "the cohort is not that of this programme's round",
                ));
            }
            let changed = apply(before.cohort.clone(), &question.changes)?;
            let after = play(changed, String::new())?;
            Ok(answer(&before, &after, &question.changes))
        });
        played.await.map_err(|e| not_done(&e))?
    }

    fn last(&self) -> Option<Arc<Played>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn read_cohort(frozen: &[u8], named: &str) -> Result<Cohort, Refusal> {
    let unreadable = |error: serde_json::Error| {
        Refusal::new(
            "cohort-unreadable",
            format!("the frozen cohort can't be read: {}", place_of(&error)),
        )
    };
    let found = canonical_hash(frozen).map_err(unreadable)?;
    if !found.eq_ignore_ascii_case(named) {
        return Err(Refusal::new(
            "cohort-hash-mismatch",
            format!("the frozen cohort's hash is {found}, but {named} was named"),
        ));
    }
    let cohort: Cohort = serde_json::from_slice(frozen).map_err(unreadable)?;
    if cohort.format != COHORT_FORMAT {
        return Err(Refusal::new(
            "cohort-unreadable",
            format!("its format is not `{COHORT_FORMAT}`"),
        ));
    }
    Ok(cohort)
}

fn play(cohort: Cohort, hash: String) -> Result<Played, Refusal> {
    let invalid =
        |error: String| Refusal::new("input-invalid", format!("the round can't be solved: {error}"));
    let input = round_from_cohort(&cohort).map_err(|e| invalid(e.to_string()))?;
    let result = solve(&input).map_err(|e| invalid(e.to_string()))?;
    let report = verify(&input, &result);
    let whole = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Played {
        hash,
        figures: v1::RoundFigures {
            input_hash: result.input_hash.clone(),
            result_hash: result.result_hash.clone(),
            placed: whole(result.placed),
            seats: whole(result.seats),
            blocking_pairs: whole(report.blocking_pairs),
            verified: report.proven(),
        },
        cohort,
        input,
        result,
    })
}

/// The cohort as it would have been frozen.
fn apply(mut cohort: Cohort, changes: &[v1::RehearsalChange]) -> Result<Cohort, Refusal> {
    for change in changes {
        match change.change.as_ref() {
            Some(Change::TraineeLeaves(c)) => {
                let trainee = known_trainee(&cohort, &c.trainee_id)?;
                cohort.trainees.retain(|t| t.id != trainee);
                cohort.pinned.retain(|(t, _)| *t != trainee);
                cohort.forbidden.retain(|(t, _)| *t != trainee);
            }
            Some(Change::SeatsBecome(c)) => {
                let opening = known_opening(&cohort, &c.opening_id)?;
                for facts in cohort.openings.iter_mut().filter(|o| o.id == opening) {
                    facts.seats = c.seats;
                    facts.min_seats = facts.min_seats.min(c.seats);
                }
                if c.seats == 0 {
                    cohort.openings.retain(|o| o.id != opening);
                    cohort.pinned.retain(|(_, o)| *o != opening);
                    cohort.forbidden.retain(|(_, o)| *o != opening);
                }
            }
            Some(Change::PairPinned(c)) => {
                let pair = (
                    known_trainee(&cohort, &c.trainee_id)?,
                    known_opening(&cohort, &c.opening_id)?,
                );
                cohort.pinned.retain(|(t, _)| *t != pair.0);
                cohort.forbidden.retain(|other| *other != pair);
                cohort.pinned.push(pair);
            }
            Some(Change::PairForbidden(c)) => {
                let pair = (
                    known_trainee(&cohort, &c.trainee_id)?,
                    known_opening(&cohort, &c.opening_id)?,
                );
                cohort.pinned.retain(|other| *other != pair);
                if !cohort.forbidden.contains(&pair) {
                    cohort.forbidden.push(pair);
                }
            }
            Some(Change::SeedBecomes(c)) => {
                let malformed = |e| Refusal::new("malformed-seed", format!("{e}"));
                c.seed.parse::<Seed>().map_err(malformed)?;
                cohort.seed.clone_from(&c.seed);
            }
            Some(Change::CapBecomes(c)) => {
                let cap = cohort.rules.caps.iter_mut().find(|cap| cap.id == c.cap_id);
                cap.ok_or_else(|| unknown("cap", &c.cap_id))?.max = c.max;
            }
            None => {
                return Err(Refusal::new(
                    "unknown-change",
                    "a change of a kind this version doesn't know; are all services of the same version?",
                ));
            }
        }
    }
    Ok(cohort)
}

fn known_trainee(cohort: &Cohort, id: &str) -> Result<TraineeId, Refusal> {
    let known = |id: &TraineeId| cohort.trainees.iter().any(|t| t.id == *id);
    id.parse()
        .ok()
        .filter(known)
        .ok_or_else(|| unknown("trainee", id))
}

fn known_opening(cohort: &Cohort, id: &str) -> Result<OpeningId, Refusal> {
    let known = |id: &OpeningId| cohort.openings.iter().any(|o| o.id == *id);
    id.parse()
        .ok()
        .filter(known)
        .ok_or_else(|| unknown("opening", id))
}

fn unknown(what: &str, id: &str) -> Refusal {
    let id: String = id.chars().take(60).collect();
    Refusal::new(
        format!("unknown-{what}"),
        format!("the frozen cohort has no {what} `{id}`"),
    )
}

fn answer(before: &Played, after: &Played, changes: &[v1::RehearsalChange]) -> v1::RehearseResponse {
    let moves = moves(before, after, changes);
    let pair = |trainee: &String, opening: &String| v1::BlockingPair {
        trainee_id: trainee.clone(),
        opening_id: opening.clone(),
    };
    let blocking = after
        .result
        .blocking_pairs
        .iter()
        .flat_map(|blocking| match blocking {
            BlockingPair::Single(trainee, opening) => vec![pair(trainee, opening)],
            BlockingPair::Joint(one, other) => [one, other]
                .into_iter()
                .filter_map(|(trainee, opening)| Some(pair(trainee, opening.as_ref()?)))
                .collect(),
        });
    v1::RehearseResponse {
        before: Some(before.figures.clone()),
        after: Some(after.figures.clone()),
        moves_total: count(moves.len()),
        moves: moves.into_iter().take(MOVES).collect(),
        blocking_pairs: blocking.take(BLOCKING).collect(),
    }
}

/// What was changed, for the reasons.
struct Touched {
    pinned: BTreeSet<(TraineeId, OpeningId)>,
    forbidden: BTreeSet<(TraineeId, OpeningId)>,
    /// Openings with fewer seats than before.
    shrunk: BTreeSet<OpeningId>,
    lottery: bool,
}

impl Touched {
    fn by(before: &Played, after: &Played, changes: &[v1::RehearsalChange]) -> Self {
        let seats: BTreeMap<OpeningId, u32> = after.cohort.openings.iter().map(|o| (o.id, o.seats)).collect();
        let fewer = |(opening, then): (OpeningId, u32)| {
            (seats.get(&opening).copied().unwrap_or(0) < then).then_some(opening)
        };
        Self {
            pinned: after.cohort.pinned.iter().copied().collect(),
            forbidden: after.cohort.forbidden.iter().copied().collect(),
            shrunk: before
                .cohort
                .openings
                .iter()
                .map(|o| (o.id, o.seats))
                .filter_map(fewer)
                .collect(),
            lottery: changes
                .iter()
                .any(|c| matches!(c.change, Some(Change::SeedBecomes(_)))),
        }
    }
}

fn moves(before: &Played, after: &Played, changes: &[v1::RehearsalChange]) -> Vec<v1::ProposedMove> {
    let touched = Touched::by(before, after, changes);
    let lists = |input: &RoundInput| -> BTreeMap<TraineeId, Vec<Vec<String>>> {
        let moved = |id: &str| before.result.opening_of(id) != after.result.opening_of(id);
        let list = |t: &berth_matching::round::TraineeEntry| Some((t.id.parse().ok()?, t.prefers().to_vec()));
        input
            .trainees
            .iter()
            .filter(|t| moved(&t.id))
            .filter_map(list)
            .collect()
    };
    let (old, new) = (lists(&before.input), lists(&after.input));
    let wish = |lists: &BTreeMap<TraineeId, Vec<Vec<String>>>, trainee, opening: Option<OpeningId>| {
        let opening = opening?.to_string();
        let at = lists
            .get(&trainee)?
            .iter()
            .position(|group| group.contains(&opening))?;
        u32::try_from(at + 1).ok()
    };
    let stable = matches!(after.input.objective(), Objective::Stable | Objective::StableMax);
    let mut moves = Vec::new();
    for (id, from) in &before.result.matching {
        let to = after.result.matching.get(id);
        let Ok(trainee) = id.parse::<TraineeId>() else {
            continue;
        };
        let place = |place: Option<&String>| place.and_then(|o| o.parse::<OpeningId>().ok());
        let (from, to_place) = (place(from.as_ref()), place(to.and_then(Option::as_ref)));
        if from == to_place && to.is_some() {
            continue;
        }
        let (from_wish, to_wish) = (wish(&old, trainee, from), wish(&new, trainee, to_place));
        let pair = |opening: Option<OpeningId>| opening.map(|o| (trainee, o));
        let better = to_wish.unwrap_or(u32::MAX).cmp(&from_wish.unwrap_or(u32::MAX));
        let special = if to.is_none() {
            None
        } else if pair(to_place).is_some_and(|p| touched.pinned.contains(&p)) {
            Some(("pinned", "The pair is kept whatever the lists say"))
        } else if pair(from).is_some_and(|p| touched.forbidden.contains(&p)) {
            Some(("forbidden", "The pair is not allowed"))
        } else if touched.lottery && better.is_eq() {
            Some(("lottery", "The lottery decided otherwise"))
        } else {
            None
        };
        let reason = match from {
            _ if to.is_none() => MoveReason::Left,
            Some(opening) if touched.shrunk.contains(&opening) && better.is_gt() => MoveReason::SeatLost,
            _ if !stable => MoveReason::SolvedAgain,
            None => MoveReason::Placed,
            Some(_) if better.is_lt() => MoveReason::SeatFreed,
            Some(_) if better.is_gt() => MoveReason::Displaced,
            Some(_) => MoveReason::SolvedAgain,
        };
        let moved = RematchMove {
            trainee,
            from,
            to: to_place,
            reason,
            from_wish,
            to_wish,
            exclusions: Vec::new(),
        };
        moves.push(told_as(&moved, special));
    }
    moves
}
