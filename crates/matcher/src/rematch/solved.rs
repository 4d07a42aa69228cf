//! A re-match solved from the round's documents, for what chains can't do: ceilings, pairs who go together, other
//! objectives, the policy `full`.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_domain::rematch::{MoveReason, RematchPolicy, RematchRequest};
use berth_matching::solve::{Policy, RematchError, rematch};
use berth_matching::{RoundInput, RoundResult, verify};

use super::harm::Proposal;
use super::seated::{NOWHERE, Seated};
use super::situation::Situation;
use super::{Asked, Proposed, Unsolvable, said, state};
use crate::solving::{canonical_hash, place_of};

/// Reads the documents of a published round and makes sure that they are what the request names: the round's input,
/// and everything in memory, ready for chains.
pub(crate) fn read_round(
    cohort: &[u8],
    input: &[u8],
    result: &[u8],
    request: &RematchRequest,
) -> Result<(RoundInput, Seated), Unsolvable> {
    let unreadable = |error: serde_json::Error| Unsolvable::RoundUnreadable(place_of(&error));
    let found = canonical_hash(cohort).map_err(unreadable)?;
    if !found.eq_ignore_ascii_case(&request.cohort_hash) {
        return Err(Unsolvable::CohortHash {
            found,
            named: request.cohort_hash.clone(),
        });
    }
    let cohort: Cohort = serde_json::from_slice(cohort).map_err(unreadable)?;
    if cohort.format != COHORT_FORMAT || cohort.round != request.round {
        return Err(Unsolvable::RequestInvalid(
            "its cohort is not that of the round".to_owned(),
        ));
    }
    let invalid = |error: berth_matching::round::InputError| Unsolvable::RoundUnreadable(error.to_string());
    let result = RoundResult::from_json(result).map_err(invalid)?;
    let found = berth_matching::round::hash_result(&result);
    if !found.eq_ignore_ascii_case(&request.result_hash) {
        return Err(Unsolvable::ResultHash {
            found,
            named: request.result_hash.clone(),
        });
    }
    let input = RoundInput::from_json(input).map_err(invalid)?;
    if berth_matching::round::hash_input(&input) != result.input_hash {
        return Err(Unsolvable::RoundUnreadable(
            "the stored input is not the one the result was found from".to_owned(),
        ));
    }
    let today = request.as_of.date_naive();
    let locked = cohort.as_of.date_naive();
    if today < locked {
        return Err(Unsolvable::RequestInvalid(format!(
            "`as_of` is before {locked}, the day the round was locked"
        )));
    }
    let later = (today > locked).then_some((&cohort, today));
    let seated = Seated::new(&input, &result, later)?;
    Ok((input, seated))
}

/// Solves a re-match and has it proven.
pub(crate) fn solve_again(
    published: &RoundInput,
    seated: &Seated,
    asked: &Asked,
) -> Result<Proposed, Unsolvable> {
    let now = Situation::new(seated, &asked.request)?;
    let policy = match asked.request.policy {
        RematchPolicy::Frozen => Policy::Frozen,
        RematchPolicy::MinChange => Policy::MinChange,
        RematchPolicy::Full => Policy::Full,
    };
    let refusers: BTreeSet<u32> = now
        .lost
        .iter()
        .filter(|(_, why)| **why == MoveReason::Refused)
        .map(|(trainee, _)| *trainee)
        .collect();
    // Who refused a seat takes a free one once everybody else has theirs, and displaces nobody.
    let apart = policy == Policy::MinChange && !refusers.is_empty();
    let first = round_now(published, &now, policy, if apart { &refusers } else { &EMPTY });
    let mut solved = solved(&first, &now, &|t| now.stands(t), policy)?;
    if apart {
        let all = round_now(published, &now, policy, &EMPTY);
        let after = solved.places(seated);
        let place = |t: u32| after.get(&t).copied().unwrap_or(NOWHERE);
        solved = self::solved(&all, &now, &place, Policy::Frozen)?;
    }
    let places = solved.places(seated);
    let concerned = (0..seated.trainees.len() as u32).filter_map(|trainee| {
        let to = places.get(&trainee).copied().unwrap_or(NOWHERE);
        (to != now.stands(trainee) || now.lost.contains_key(&trainee)).then_some((trainee, to))
    });
    let after: BTreeMap<u32, u32> = concerned.collect();
    // Where not lists and seats alone decide, being stable again may cost somebody a place.
    let promised = match asked.request.policy {
        RematchPolicy::MinChange if !seated.by_chains => RematchPolicy::Full,
        policy => policy,
    };
    let kept = said(Proposal::new(&now, &after).check(promised));
    Ok(state(&now, &after, asked, solved.blocking, kept && solved.proven))
}

static EMPTY: BTreeSet<u32> = BTreeSet::new();

struct Solved {
    result: RoundResult,
    blocking: u64,
    proven: bool,
}

impl Solved {
    /// Places by number, of those who have one.
    fn places(&self, seated: &Seated) -> BTreeMap<u32, u32> {
        let number = |(trainee, opening): (&String, &Option<String>)| {
            let trainee = seated.trainee(&trainee.parse().ok()?)?;
            Some((trainee, seated.opening(&opening.as_ref()?.parse().ok()?)?))
        };
        self.result.matching.iter().filter_map(number).collect()
    }
}

fn solved(
    round: &RoundInput,
    now: &Situation<'_>,
    place: &dyn Fn(u32) -> u32,
    policy: Policy,
) -> Result<Solved, Unsolvable> {
    let seated = now.seated;
    let named = |trainee: u32| seated.opening_id(place(trainee)).map(|o| o.to_string());
    let mut before = BTreeMap::new();
    let mut accepted = Vec::new();
    for (id, number) in seated.trainees.iter().zip(0..) {
        let opening = named(number);
        if let (true, Some(opening)) = (now.immovable.contains(&number), &opening) {
            accepted.push((id.to_string(), opening.clone()));
        }
        // Who lost their place asks anew; who was without one before waits for a seat to become free.
        let asks = opening.is_none() && now.lost.contains_key(&number);
        if !now.gone.contains(&number) && !asks {
            before.insert(id.to_string(), opening);
        }
    }
    let rematched = rematch(round, &before, &accepted, policy).map_err(|error| match error {
        RematchError::Accepted(_, _, fault) => Unsolvable::RequestInvalid(fault.to_string()),
        RematchError::Solve(fault) => Unsolvable::RequestInvalid(fault.to_string()),
    })?;
    let report = verify(&rematched.input, &rematched.result);
    if !report.proven() {
        tracing::error!(
            findings = report.findings.len(),
            "the checker refutes a re-match: do not commit it, and report it as a defect"
        );
    }
    Ok(Solved {
        blocking: report.blocking_pairs,
        proven: report.proven(),
        result: rematched.result,
    })
}

/// The round as it is now: without those who left, with the seats there are, what lapsed or was refused forbidden.
fn round_now(
    published: &RoundInput,
    now: &Situation<'_>,
    policy: Policy,
    left_out: &BTreeSet<u32>,
) -> RoundInput {
    let seated = now.seated;
    let mut round = published.clone();
    let out = |id: &str| {
        let number = id.parse().ok().and_then(|id| seated.trainee(&id));
        number.is_none_or(|t| now.gone.contains(&t) || left_out.contains(&t))
    };
    round.trainees.retain(|t| !out(&t.id));
    if let Some(together) = &mut round.together {
        together.retain(|two| !out(&two.trainees.0) && !out(&two.trainees.1));
    }
    for (opening, number) in round.openings.iter_mut().zip(0..) {
        opening.seats = now.seats(number);
        // A published opening runs with whoever it has.
        opening.min_seats = match policy {
            Policy::Full => opening.min_seats.map(|least| least.min(opening.seats)),
            Policy::Frozen | Policy::MinChange => None,
        };
    }
    let named = |(trainee, opening): (u32, u32)| {
        let trainee = seated.trainees.get(trainee as usize)?.to_string();
        (!out(&trainee)).then_some((trainee, seated.opening_id(opening)?.to_string()))
    };
    let barred: BTreeSet<(u32, u32)> = now
        .refused
        .iter()
        .chain(seated.lapsed.keys())
        .filter(|(t, o)| !(now.firm(*t) && now.stands(*t) == *o))
        .copied()
        .collect();
    let known: Vec<(String, String)> = round.forbidden().to_vec();
    let mut forbidden: BTreeSet<(String, String)> = barred.into_iter().filter_map(named).collect();
    forbidden.extend(known.into_iter().filter(|(t, _)| !out(t)));
    let pinned: Vec<(String, String)> = round
        .pinned()
        .iter()
        .filter(|pair| !out(&pair.0) && !forbidden.contains(pair))
        .cloned()
        .collect();
    round.pinned = (!pinned.is_empty()).then_some(pinned);
    round.forbidden = (!forbidden.is_empty()).then(|| forbidden.into_iter().collect());
    if let Some(weights) = &mut round.weights {
        weights.retain(|(trainee, _, _)| !out(trainee));
    }
    round
}
