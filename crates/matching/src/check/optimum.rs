//! Whether the result is the best of its kind: prices for the greatest weight, no augmenting path for the most
//! placements.

use std::collections::{BTreeMap, HashSet, VecDeque};

use super::placements::Placements;
use super::ranks::Ranks;
use super::report::{FindingCode, Report};
use crate::round::{Cap, Dual, Objective, RoundResult};

pub(super) fn check(ranks: &Ranks<'_>, placements: &Placements, result: &RoundResult, report: &mut Report) {
    match ranks.input.objective() {
        Objective::MaxWeight => {
            if let Some(dual) = &result.dual {
                prices(ranks, placements, dual, report);
            }
        }
        Objective::MaxCardinality => most(ranks, placements, report),
        Objective::Stable | Objective::StableMax => {}
    }
}

/// Every price at least 0, every allowed pair covered, and the sums equal: then no matching weighs more.
fn prices(ranks: &Ranks<'_>, placements: &Placements, dual: &Dual, report: &mut Report) {
    let before = report.findings.len();
    let complete = dual.trainees.len() == ranks.census.trainees().len()
        && dual.openings.len() == ranks.census.openings().len()
        && dual.caps.len() == ranks.input.caps().len();
    let price = |prices: &BTreeMap<String, i64>, id: &str| prices.get(id).copied();
    let all = dual
        .trainees
        .values()
        .chain(dual.openings.values())
        .chain(dual.caps.values());
    if !complete || all.clone().any(|p| *p < 0) {
        report.refute(
            FindingCode::Dual,
            "`dual` must price every trainee, opening and cap, at 0 or more",
        );
        return;
    }
    let mut cap_price = vec![0i128; ranks.census.openings().len()];
    for cap in ranks.input.caps() {
        for opening in cap.openings.iter().filter_map(|id| ranks.census.opening(id)) {
            if let Some(sum) = cap_price.get_mut(opening as usize) {
                *sum += i128::from(price(&dual.caps, &cap.id).unwrap_or(-1));
            }
        }
    }
    let mut weight = 0;
    for trainee in (0..ranks.census.trainees().len() as u32).filter(|t| !ranks.pinned.contains_key(t)) {
        let id = ranks.trainee_id(trainee);
        let own = i128::from(price(&dual.trainees, id).unwrap_or(-1));
        for pair in ranks.list(trainee) {
            if ranks.forbidden.contains(&(trainee, pair.opening)) || placements.closed.contains(&pair.opening)
            {
                continue;
            }
            let worth = i128::from(ranks.weights.get(&(trainee, pair.opening)).copied().unwrap_or(0));
            let opening = ranks.opening_id(pair.opening);
            let above = cap_price.get(pair.opening as usize).copied().unwrap_or(0);
            if own + i128::from(price(&dual.openings, opening).unwrap_or(-1)) + above < worth {
                report.refute(
                    FindingCode::Dual,
                    format!("the prices of {id:?} and {opening:?} don't cover {worth}"),
                );
            }
            if placements.at(trainee) == Some(pair.opening) {
                weight += worth;
            }
        }
    }
    let mut sum: i128 = 0;
    for trainee in (0..ranks.census.trainees().len() as u32).filter(|t| !ranks.pinned.contains_key(t)) {
        sum += i128::from(price(&dual.trainees, ranks.trainee_id(trainee)).unwrap_or(-1));
    }
    let mut taken: BTreeMap<u32, i128> = BTreeMap::new();
    for opening in ranks.pinned.values() {
        *taken.entry(*opening).or_default() += 1;
    }
    for opening in (0..ranks.census.openings().len() as u32).filter(|o| !placements.closed.contains(o)) {
        let seats = i128::from(ranks.seats(opening)) - taken.get(&opening).copied().unwrap_or(0);
        sum += seats * i128::from(price(&dual.openings, ranks.opening_id(opening)).unwrap_or(-1));
    }
    for cap in ranks.input.caps() {
        let over = cap.openings.iter().filter_map(|id| ranks.census.opening(id));
        let taken: i128 = over.filter_map(|o| taken.get(&o)).sum();
        sum += (i128::from(cap.max) - taken) * i128::from(price(&dual.caps, &cap.id).unwrap_or(-1));
    }
    if sum != weight {
        report.refute(
            FindingCode::Dual,
            format!("the prices sum to {sum}, the matching weighs {weight}"),
        );
    }
    if report.findings.len() == before {
        report.shown.push(format!(
            "no allowed matching weighs more than {weight}: the prices cover every pair"
        ));
    }
}

/// Looks for a way to place one more by moving others (Berge 1957); there must be none.
fn most(ranks: &Ranks<'_>, placements: &Placements, report: &mut Report) {
    let mut caps: Vec<&Cap> = ranks.input.caps().iter().collect();
    // The narrowest first; of equal sets the later one is taken as the inner.
    caps.reverse();
    caps.sort_by_key(|cap| cap.openings.len());
    let members = |cap: &Cap| {
        cap.openings
            .iter()
            .filter_map(|id| ranks.census.opening(id))
            .collect::<Vec<u32>>()
    };
    let sets: Vec<(u32, Vec<u32>)> = caps.iter().map(|cap| (cap.max, members(cap))).collect();
    let mut over: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (number, (_, set)) in sets.iter().enumerate() {
        for opening in set {
            over.entry(*opening).or_default().push(number);
        }
    }
    let filled = |set: &[u32]| set.iter().map(|o| u64::from(placements.filled(*o))).sum::<u64>();
    let trainees = 0..ranks.census.trainees().len() as u32;
    let free = trainees.filter(|t| placements.at(*t).is_none() && !ranks.pinned.contains_key(t));
    let mut queue: VecDeque<u32> = free.collect();
    let mut seen: HashSet<u32> = queue.iter().copied().collect();
    let mut openings = HashSet::new();
    while let Some(trainee) = queue.pop_front() {
        let wishes = ranks.list(trainee).iter().map(|pair| pair.opening);
        let mut reached: Vec<u32> = wishes
            .filter(|o| !ranks.forbidden.contains(&(trainee, *o)) && !placements.closed.contains(o))
            .collect();
        while let Some(opening) = reached.pop() {
            if !openings.insert(opening) {
                continue;
            }
            for holder in placements.held(opening) {
                if !ranks.pinned.contains_key(holder) && seen.insert(*holder) {
                    queue.push_back(*holder);
                }
            }
            if placements.filled(opening) >= ranks.seats(opening) {
                continue;
            }
            let mut shut = false;
            for number in over.get(&opening).into_iter().flatten() {
                let Some((max, set)) = sets.get(*number) else {
                    continue;
                };
                // Under the cap one seat can be had for another.
                reached.extend(set.iter().filter(|o| placements.filled(**o) > 0));
                if filled(set) >= u64::from(*max) {
                    shut = true;
                    break;
                }
            }
            if !shut {
                let text = format!(
                    "one more could be placed: there is a chain that ends at {:?}",
                    ranks.opening_id(opening)
                );
                report.refute(FindingCode::Optimality, text);
                return;
            }
        }
    }
    report
        .shown
        .push(format!("no allowed matching places more than {}", report.placed));
}
