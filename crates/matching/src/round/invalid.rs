//! What makes a well-formed input unusable, and where: the rules of the format that a shape alone can't express.

use super::listed::PairWeights;
use super::{Census, Listed, Objective, QuickMap as HashMap, QuickSet as HashSet, RoundInput, limits};

/// Why a document can't be used; each message says where the fault is and what would be right.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    #[error("the {document} isn't a usable document: {cause}")]
    Json {
        document: &'static str,
        #[source]
        cause: serde_json::Error,
    },
    #[error("{what} has {found} {unit}; at most {limit} are taken")]
    TooLarge {
        what: &'static str,
        found: u64,
        limit: u64,
        unit: &'static str,
    },
    #[error("{place}: {fault}")]
    Invalid { place: String, fault: String },
    #[error("objective `{objective}` can't be combined with `{key}`: {instead}")]
    Unsupported {
        objective: &'static str,
        key: &'static str,
        instead: &'static str,
    },
}

pub(super) fn invalid(place: impl Into<String>, fault: impl Into<String>) -> InputError {
    InputError::Invalid {
        place: place.into(),
        fault: fault.into(),
    }
}

/// An id as shown in messages: quoted, shortened, control characters escaped.
pub(super) fn show(id: &str) -> String {
    let short: String = id.chars().take(60).collect();
    if short.len() < id.len() {
        format!("{short:?}...")
    } else {
        format!("{short:?}")
    }
}

pub(super) fn check(input: &RoundInput) -> Result<Listed<'_>, InputError> {
    sizes(input)?;
    let census = Census::of(input);
    let trainees = input.trainees.iter().map(|t| t.id.as_str());
    unique_ids("trainees", trainees, census.trainees())?;
    let openings = input.openings.iter().map(|o| o.id.as_str());
    unique_ids("openings", openings, census.openings())?;
    let mut listed = Listed::of(input, census)?;
    let census = &listed.census;
    for (n, opening) in input.openings.iter().enumerate() {
        if opening.min_seats() > opening.seats {
            let fault = format!(
                "min_seats {} is more than its {} seats",
                opening.min_seats(),
                opening.seats
            );
            return Err(invalid(format!("openings[{n}] ({})", show(&opening.id)), fault));
        }
    }
    together(input, census)?;
    pins(input, census)?;
    caps(input, census)?;
    listed.weights = weights(input, census)?;
    Ok(listed)
}

fn sizes(input: &RoundInput) -> Result<(), InputError> {
    let limit = |what, unit, found: u64, limit: u64| {
        if found > limit {
            Err(InputError::TooLarge {
                what,
                found,
                limit,
                unit,
            })
        } else {
            Ok(())
        }
    };
    limit(
        "`trainees`",
        "entries",
        input.trainees.len() as u64,
        limits::TRAINEES as u64,
    )?;
    limit(
        "`together`",
        "entries",
        input.together().len() as u64,
        limits::TRAINEES as u64 / 2,
    )?;
    limit(
        "`openings`",
        "entries",
        input.openings.len() as u64,
        limits::OPENINGS as u64,
    )?;
    let by_trainees: usize = input.trainees.iter().map(|t| t.prefers().listings()).sum();
    let by_openings: usize = input.openings.iter().map(|o| o.prefers().listings()).sum();
    let jointly: usize = input.together().iter().map(|t| t.prefers.len()).sum();
    for (what, found) in [
        ("the trainees' lists together", by_trainees),
        ("the openings' lists together", by_openings),
        ("the joint lists together", jointly),
        ("`weights`", input.weights().len()),
    ] {
        limit(what, "listings", found as u64, limits::LISTINGS as u64)?;
    }
    limit(
        "the openings together",
        "seats",
        input.openings.iter().map(|o| u64::from(o.seats)).sum(),
        limits::SEATS,
    )
}

pub(super) fn check_id(place: impl Fn() -> String, id: &str) -> Result<(), InputError> {
    if id.is_empty() {
        return Err(invalid(place(), "the id is empty"));
    }
    if id.len() > limits::ID_BYTES {
        return Err(invalid(
            place(),
            format!(
                "the id has {} bytes; at most {} are taken",
                id.len(),
                limits::ID_BYTES
            ),
        ));
    }
    Ok(())
}

/// A census numbers each id once, in order: where it doesn't go along with the document, the id was there already.
fn unique_ids<'a>(
    key: &str,
    ids: impl Iterator<Item = &'a str>,
    enrolled: &[&str],
) -> Result<(), InputError> {
    for (n, id) in ids.enumerate() {
        let place = || format!("{key}[{n}].id");
        check_id(place, id)?;
        if enrolled.get(n) != Some(&id) {
            let fault = format!("{} is there already; ids are unique", show(id));
            return Err(invalid(place(), fault));
        }
    }
    Ok(())
}

fn together(input: &RoundInput, census: &Census<'_>) -> Result<(), InputError> {
    let mut members = HashSet::default();
    for (n, two) in input.together().iter().enumerate() {
        for (m, id) in [&two.trainees.0, &two.trainees.1].into_iter().enumerate() {
            let place = || format!("together[{n}].trainees[{m}]");
            check_id(place, id)?;
            if !members.insert(id.as_str()) {
                return Err(invalid(place(), format!("{} is in `together` already", show(id))));
            }
        }
        let mut seen = HashSet::with_capacity_and_hasher(two.prefers.len(), Default::default());
        for (p, (first, second)) in two.prefers.iter().enumerate() {
            let place = || format!("together[{n}].prefers[{p}]");
            if !seen.insert((first, second)) {
                return Err(invalid(place(), "the same two places are listed twice"));
            }
            if first.is_none() && second.is_none() {
                return Err(invalid(
                    place(),
                    "[null, null] says nothing: staying unplaced is always the last resort",
                ));
            }
            for id in [first, second].into_iter().flatten() {
                check_id(place, id)?;
                if census.opening(id).is_none() {
                    return Err(invalid(place(), format!("there is no opening {}", show(id))));
                }
            }
        }
    }
    if !members.is_empty() {
        match input.objective() {
            Objective::Stable | Objective::StableMax => {}
            Objective::MaxCardinality | Objective::MaxWeight => {
                return Err(InputError::Unsupported {
                    objective: "max_cardinality and max_weight",
                    key: "together",
                    instead: "solve the round as `stable` first and pin the pairs it places",
                });
            }
        }
        if !input.caps().is_empty() {
            return Err(InputError::Unsupported {
                objective: "stable",
                key: "together and caps",
                instead: "pin those who go together first, then solve with caps",
            });
        }
    }
    Ok(())
}

fn pair(
    place: impl Fn() -> String,
    (trainee, opening): (&str, &str),
    census: &Census<'_>,
) -> Result<(), InputError> {
    if census.trainee(trainee).is_none() {
        return Err(invalid(place(), format!("there is no trainee {}", show(trainee))));
    }
    if census.opening(opening).is_none() {
        return Err(invalid(place(), format!("there is no opening {}", show(opening))));
    }
    Ok(())
}

fn pins(input: &RoundInput, census: &Census<'_>) -> Result<(), InputError> {
    let mut forbidden = HashSet::default();
    for (n, (trainee, opening)) in input.forbidden().iter().enumerate() {
        pair(|| format!("forbidden[{n}]"), (trainee, opening), census)?;
        forbidden.insert((trainee, opening));
    }
    let mut pinned: HashMap<&str, &str> = HashMap::default();
    let mut taken: HashMap<&str, u32> = HashMap::default();
    for (n, (trainee, opening)) in input.pinned().iter().enumerate() {
        let place = || format!("pinned[{n}]");
        pair(place, (trainee, opening), census)?;
        if forbidden.contains(&(trainee, opening)) {
            let fault = format!("{} and {} are also in `forbidden`", show(trainee), show(opening));
            return Err(invalid(place(), fault));
        }
        if let Some(other) = pinned.insert(trainee, opening) {
            return Err(invalid(
                place(),
                format!("{} is already pinned to {}", show(trainee), show(other)),
            ));
        }
        *taken.entry(opening).or_default() += 1;
    }
    for (n, opening) in input.openings.iter().enumerate() {
        let pins = taken.get(opening.id.as_str()).copied().unwrap_or(0);
        if pins > opening.seats {
            let fault = format!("{pins} trainees are pinned to its {} seats", opening.seats);
            return Err(invalid(format!("openings[{n}] ({})", show(&opening.id)), fault));
        }
    }
    for (n, cap) in input.caps().iter().enumerate() {
        let pins: u64 = cap
            .openings
            .iter()
            .map(|o| u64::from(taken.get(o.as_str()).copied().unwrap_or(0)))
            .sum();
        if pins > u64::from(cap.max) {
            let fault = format!("{pins} trainees are pinned under a maximum of {}", cap.max);
            return Err(invalid(format!("caps[{n}] ({})", show(&cap.id)), fault));
        }
    }
    for (n, two) in input.together().iter().enumerate() {
        if pinned.contains_key(two.trainees.0.as_str()) != pinned.contains_key(two.trainees.1.as_str()) {
            return Err(invalid(
                format!("together[{n}]"),
                "one of the two is pinned: pin both or neither",
            ));
        }
    }
    Ok(())
}

fn caps(input: &RoundInput, census: &Census<'_>) -> Result<(), InputError> {
    unique_caps(input)?;
    let mut order: Vec<(usize, HashSet<&str>)> = Vec::new();
    for (n, cap) in input.caps().iter().enumerate() {
        let place = || format!("caps[{n}] ({})", show(&cap.id));
        let set: HashSet<&str> = cap.openings.iter().map(String::as_str).collect();
        if set.len() != cap.openings.len() {
            return Err(invalid(place(), "an opening is named twice"));
        }
        if let Some(id) = cap.openings.iter().find(|id| census.opening(id).is_none()) {
            return Err(invalid(place(), format!("there is no opening {}", show(id))));
        }
        if let Some(id) = cap
            .targets
            .iter()
            .flatten()
            .map(|(id, _)| id)
            .find(|id| !set.contains(id.as_str()))
        {
            return Err(invalid(
                place(),
                format!("the target for {} is outside the cap's openings", show(id)),
            ));
        }
        order.push((n, set));
    }
    // Larger sets first; then each set must find all its openings under one and the same smallest cap so far.
    order.sort_by_key(|(n, set)| (std::cmp::Reverse(set.len()), *n));
    let mut innermost: HashMap<&str, usize> = HashMap::default();
    for (n, set) in &order {
        let parents: HashSet<Option<usize>> = set.iter().map(|id| innermost.get(id).copied()).collect();
        if parents.len() > 1 {
            let name = |n: usize| input.caps().get(n).map_or_else(String::new, |c| show(&c.id));
            let others: Vec<String> = parents.into_iter().flatten().map(name).collect();
            let fault = format!(
                "its openings cross those of {}; sets are nested or apart",
                others.join(", ")
            );
            return Err(invalid(format!("caps[{n}] ({})", name(*n)), fault));
        }
        for id in set {
            innermost.insert(id, *n);
        }
    }
    Ok(())
}

fn unique_caps(input: &RoundInput) -> Result<(), InputError> {
    let mut seen = HashSet::default();
    for (n, cap) in input.caps().iter().enumerate() {
        let place = || format!("caps[{n}].id");
        check_id(place, &cap.id)?;
        if !seen.insert(&cap.id) {
            let fault = format!("{} is there already; ids are unique", show(&cap.id));
            return Err(invalid(place(), fault));
        }
    }
    Ok(())
}

fn weights(input: &RoundInput, census: &Census<'_>) -> Result<PairWeights, InputError> {
    if input.objective() == Objective::MaxWeight && input.weights.is_none() {
        return Err(invalid("weights", "objective `max_weight` needs them"));
    }
    let mut pairs = Vec::with_capacity(input.weights().len());
    for (n, (trainee, opening, weight)) in input.weights().iter().enumerate() {
        let place = || format!("weights[{n}]");
        let stranger = |what, id| invalid(place(), format!("there is no {what} {}", show(id)));
        let t = census
            .trainee(trainee)
            .ok_or_else(|| stranger("trainee", trainee))?;
        let o = census
            .opening(opening)
            .ok_or_else(|| stranger("opening", opening))?;
        if weight.unsigned_abs() > limits::WEIGHT.unsigned_abs() {
            return Err(invalid(
                place(),
                format!("{weight} is beyond {} either way", limits::WEIGHT),
            ));
        }
        pairs.push((t, o, *weight));
    }
    PairWeights::of_pairs(census.trainees().len(), &pairs).map_err(|n| {
        let pair = input
            .weights()
            .get(n)
            .map(|(t, o, _)| format!("{} and {}", show(t), show(o)));
        let fault = format!("{} have a weight already", pair.unwrap_or_default());
        invalid(format!("weights[{n}]"), fault)
    })
}
