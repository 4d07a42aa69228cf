//! All pairs looked at once: who would rather be elsewhere and would be taken there, and what waives it.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers come from the census, columns from `Market::join`"
)]

use super::caps::Caps;
use super::deferred::UNPLACED;
use super::setup::{Couple, Problem};
use crate::round::{BlockingPair, Stability, WaivedPair};

/// A place worse than any listed one: unplaced, or placed by a pin beside the list.
const WORST: u32 = u32::MAX;

/// How an outcome stands up.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) blocking: Vec<BlockingPair>,
    pub(crate) waived: Vec<WaivedPair>,
    pub(crate) stability: Stability,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wish {
    No,
    Indifferent,
    Yes,
}

/// An opening and those who hold its seats. Newcomers are told apart by their position in its list, which is at hand
/// where they are looked at.
struct Standing {
    filled: u32,
    /// Before this position a newcomer is better than the worst holder who could be displaced.
    better: u32,
    /// Before this one at least as good: from [`Standing::better`] on they stand in one tie group.
    as_good: u32,
    /// Before this one better than a pinned holder.
    above_pinned: u32,
}

/// Judges a matching over all mutual pairs. `closed` openings take nobody.
pub(crate) fn judge(problem: &Problem<'_>, caps: &Caps, matching: &[u32], closed: &[bool]) -> Verdict {
    let standing = standing(problem, matching);
    let load = caps.load(matching);
    let mut verdict = Verdict {
        stability: Stability {
            weak: true,
            strong: true,
            super_: true,
        },
        ..Verdict::default()
    };
    let members: Vec<bool> = coupled(problem, matching.len());
    let market = &problem.full;
    // The position in each opening's list from which on nobody has anything to say about it.
    let heeded: Vec<u32> = standing
        .iter()
        .zip(&market.seats)
        .map(|(stand, seats)| match stand.filled < *seats {
            true => WORST,
            false => stand.as_good.max(stand.above_pinned),
        })
        .collect();
    for trainee in 0..matching.len() {
        if members[trainee] {
            continue;
        }
        let own = matching[trainee];
        let own_tier = own_tier(problem, trainee, own);
        for column in market.trainees.span(trainee) {
            let (opening, tier) = (market.trainees.other[column], market.trainees.tier[column]);
            if tier > own_tier {
                break;
            }
            if opening == own {
                continue;
            }
            let o = opening as usize;
            let position = market.trainees.cross[column];
            // Most pairs are told by this one number.
            if position >= heeded[o] {
                continue;
            }
            let stand = &standing[o];
            let room = stand.filled < market.seats[o];
            let full_cap = if room {
                caps.refusal(&load, own, opening)
            } else {
                None
            };
            let wish = if (room && full_cap.is_none() && !closed[o]) || position < stand.better {
                Wish::Yes
            } else if position < stand.as_good {
                Wish::Indifferent
            } else {
                Wish::No
            };
            let cause = if problem.forbidden.contains(&(trainee as u32, opening)) {
                Some("forbidden".to_owned())
            } else if problem.pinned[trainee] != UNPLACED {
                Some("pinned".to_owned())
            } else {
                None
            };
            let bar = if room && closed[o] {
                Some("min_seats".to_owned())
            } else if let Some(refusal) = full_cap {
                Some(refusal)
            } else if !room && position < stand.above_pinned {
                Some("pinned".to_owned())
            } else {
                None
            };
            let strict = tier < own_tier;
            let id = |number: u32| problem.census.trainees()[number as usize].to_owned();
            let place = |number: u32| problem.census.openings()[number as usize].to_owned();
            match (cause, wish) {
                (Some(cause), wish) => {
                    if strict && (wish == Wish::Yes || bar.is_some()) {
                        verdict
                            .waived
                            .push(WaivedPair(id(trainee as u32), place(opening), cause));
                    }
                }
                (None, Wish::Yes) => {
                    verdict.stability.super_ = false;
                    verdict.stability.strong = false;
                    if strict {
                        verdict.stability.weak = false;
                        verdict
                            .blocking
                            .push(BlockingPair::Single(id(trainee as u32), place(opening)));
                    }
                }
                (None, wish) => {
                    if wish == Wish::Indifferent {
                        verdict.stability.super_ = false;
                        verdict.stability.strong &= !strict;
                    }
                    if let (true, Some(bar)) = (strict, bar) {
                        verdict
                            .waived
                            .push(WaivedPair(id(trainee as u32), place(opening), bar));
                    }
                }
            }
        }
    }
    if !problem.couples.is_empty() {
        let holders = holders(problem, matching);
        for couple in &problem.couples {
            joint(problem, couple, matching, &holders, closed, &mut verdict);
        }
    }
    verdict.blocking.sort_unstable();
    verdict.waived.sort_unstable();
    verdict
}

/// The options two who go together like better and would both be given, a seat either leaves counting as free.
fn joint(
    problem: &Problem<'_>,
    couple: &Couple,
    matching: &[u32],
    holders: &[Vec<Holder>],
    closed: &[bool],
    verdict: &mut Verdict,
) {
    let members = couple.members;
    if members.iter().any(|m| problem.pinned[*m as usize] != UNPLACED) {
        return;
    }
    let own = members.map(|m| matching[m as usize]);
    let market = &problem.full;
    // Those who would keep their seat against a newcomer of some tie group.
    let firm = |opening: u32, newcomer: u32| {
        let others = holders[opening as usize]
            .iter()
            .filter(|holder| !members.contains(&holder.trainee));
        others.filter(|holder| holder.tier <= newcomer).count()
    };
    for option in couple.options.iter().take_while(|option| **option != own) {
        let given = (0..2).all(|m| {
            let (member, opening) = (members[m], option[m]);
            if opening == UNPLACED {
                return true;
            }
            let Some(rank) = tier(problem, member, opening) else {
                return false;
            };
            let other = option[0] == option[1]
                && tier(problem, members[1 - m], opening).is_some_and(|theirs| theirs <= rank);
            !closed[opening as usize]
                && !problem.forbidden.contains(&(member, opening))
                && firm(opening, rank) + usize::from(other) < market.seats[opening as usize] as usize
        });
        if given {
            let place = |m: usize| {
                let id = problem.census.trainees()[members[m] as usize].to_owned();
                (
                    id,
                    problem
                        .census
                        .openings()
                        .get(option[m] as usize)
                        .map(|id| (*id).to_owned()),
                )
            };
            verdict.blocking.push(BlockingPair::Joint(place(0), place(1)));
            verdict.stability = Stability::default();
        }
    }
}

/// Who holds a seat, and in which of the opening's tie groups; whom nobody can displace counts as better than all.
struct Holder {
    trainee: u32,
    tier: u32,
}

fn holders(problem: &Problem<'_>, matching: &[u32]) -> Vec<Vec<Holder>> {
    let mut holders: Vec<Vec<Holder>> = problem.full.seats.iter().map(|_| Vec::new()).collect();
    for (trainee, &opening) in (0..).zip(matching).filter(|(_, o)| **o != UNPLACED) {
        let displaceable = problem.pinned[trainee as usize] == UNPLACED;
        let tier = tier(problem, trainee, opening).filter(|_| displaceable);
        holders[opening as usize].push(Holder {
            trainee,
            tier: tier.unwrap_or(0),
        });
    }
    holders
}

/// The tie group an opening has a trainee in.
fn tier(problem: &Problem<'_>, trainee: u32, opening: u32) -> Option<u32> {
    let market = &problem.full;
    let mut listed = market.trainees.span(trainee as usize);
    let column = listed.find(|c| market.trainees.other[*c] == opening)?;
    Some(market.openings.tier[market.openings.at(opening, market.trainees.cross[column])])
}

fn coupled(problem: &Problem<'_>, trainees: usize) -> Vec<bool> {
    let mut members = vec![false; trainees];
    for member in problem.couples.iter().flat_map(|c| c.members) {
        members[member as usize] = true;
    }
    members
}

fn own_tier(problem: &Problem<'_>, trainee: usize, own: u32) -> u32 {
    let side = &problem.full.trainees;
    if own == UNPLACED {
        return WORST;
    }
    side.span(trainee)
        .find(|&column| side.other[column] == own)
        .map_or(WORST, |column| side.tier[column])
}

fn standing(problem: &Problem<'_>, matching: &[u32]) -> Vec<Standing> {
    let market = &problem.full;
    let openings = market.openings.len();
    let mut filled = vec![0; openings];
    // How far down the list the worst holder stands: `None` when there is none, [`WORST`] for one beside the list.
    let mut worst: [Vec<Option<u32>>; 2] = [vec![None; openings], vec![None; openings]];
    for (trainee, &opening) in matching.iter().enumerate().filter(|(_, o)| **o != UNPLACED) {
        let mut span = market.trainees.span(trainee);
        let column = span.find(|&column| market.trainees.other[column] == opening);
        let position = column.map_or(WORST, |column| market.trainees.cross[column]);
        let pinned = usize::from(problem.pinned[trainee] != UNPLACED);
        let worst = &mut worst[pinned][opening as usize];
        *worst = (*worst).max(Some(position));
        filled[opening as usize] += 1;
    }
    let [free, pinned] = worst;
    // Where the tie group of a holder begins and ends.
    let group = |opening: usize, position: Option<u32>| {
        let tiers = &market.openings.tier[market.openings.span(opening)];
        match position {
            None => (0, 0),
            Some(WORST) => (WORST, WORST),
            Some(position) => {
                let tier = tiers[position as usize];
                let end = |up_to: u32| tiers.partition_point(|other| *other < up_to) as u32;
                (end(tier), end(tier + 1))
            }
        }
    };
    let stand = |opening: usize| {
        let (better, as_good) = group(opening, free[opening]);
        let (above_pinned, _) = group(opening, pinned[opening]);
        Standing {
            filled: filled[opening],
            better,
            as_good,
            above_pinned,
        }
    };
    (0..openings).map(stand).collect()
}
