//! All mutual pairs, one by one: who would gain by leaving the result, and what waives it.

use std::collections::{BTreeMap, BTreeSet};

use super::placements::Placements;
use super::ranks::{Joint, Mutual, Ranks};
use super::report::{FindingCode, Report};
use crate::round::{BlockingPair, Cap, Objective, RoundInput, RoundResult, Stability, WaivedPair};

/// What the pairs say.
#[derive(Default)]
pub(super) struct Judgement {
    pub(super) pairs: u64,
    pub(super) blocking: BTreeSet<BlockingPair>,
    pub(super) waived: BTreeSet<WaivedPair>,
    /// Somebody gains and the other doesn't mind.
    half: bool,
    /// Both would not mind.
    even: bool,
}

/// What a seat at an opening would take from a newcomer of some rank.
struct Door<'r, 'a> {
    ranks: &'r Ranks<'a>,
    placements: &'r Placements,
    caps_over: BTreeMap<u32, Vec<&'a Cap>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Welcome {
    No,
    Even,
    Gain,
}

pub(super) fn judge<'a>(ranks: &Ranks<'a>, placements: &Placements) -> Judgement {
    let mut caps_over: BTreeMap<u32, Vec<&'a Cap>> = BTreeMap::new();
    let mut caps: Vec<&'a Cap> = ranks.input.caps().iter().collect();
    // The narrowest first; of equal sets the later one is taken as the inner.
    caps.reverse();
    caps.sort_by_key(|cap| cap.openings.len());
    for cap in caps {
        for opening in cap.openings.iter().filter_map(|id| ranks.census.opening(id)) {
            caps_over.entry(opening).or_default().push(cap);
        }
    }
    let door = Door {
        ranks,
        placements,
        caps_over,
    };
    let mut judgement = Judgement::default();
    for trainee in 0..ranks.census.trainees().len() as u32 {
        judgement.pairs += ranks.list(trainee).len() as u64;
        if !ranks.coupled.contains(&trainee) {
            single(&door, trainee, &mut judgement);
        }
    }
    for couple in &ranks.couples {
        joint(ranks, placements, couple, &mut judgement);
    }
    judgement
}

/// Every option two like better than what they have: would both openings take them, once both have left their seats?
fn joint(ranks: &Ranks<'_>, placements: &Placements, couple: &Joint, judgement: &mut Judgement) {
    let (a, b) = couple.members;
    if ranks.pinned.contains_key(&a) {
        return;
    }
    let own = (placements.at(a), placements.at(b));
    for option in couple.options.iter().take_while(|option| **option != own) {
        let mut newcomers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (member, opening) in [(a, option.0), (b, option.1)] {
            if let Some(opening) = opening {
                newcomers.entry(opening).or_default().push(member);
            }
        }
        let all_taken = newcomers.iter().all(|(opening, members)| {
            let stays = placements.held(*opening).iter().filter(|h| **h != a && **h != b);
            chosen(ranks, *opening, stays.copied(), members) && !placements.closed.contains(opening)
        });
        if all_taken {
            let place = |member, opening: Option<u32>| {
                (
                    ranks.trainee_id(member).to_owned(),
                    opening.map(|o| ranks.opening_id(o).to_owned()),
                )
            };
            judgement
                .blocking
                .insert(BlockingPair::Joint(place(a, option.0), place(b, option.1)));
            judgement.half = true;
        }
    }
}

/// Whether an opening that may choose anew among its holders and the newcomers takes all newcomers. Holders win ties;
/// pinned ones can't be passed over.
fn chosen(ranks: &Ranks<'_>, opening: u32, holders: impl Iterator<Item = u32>, newcomers: &[u32]) -> bool {
    let mut pool: Vec<(u32, bool)> = Vec::new();
    for holder in holders {
        let tier = ranks.mutual(holder, opening).map_or(u32::MAX, |m| m.opening_tier);
        pool.push((
            if ranks.pinned.contains_key(&holder) {
                0
            } else {
                tier + 1
            },
            false,
        ));
    }
    for newcomer in newcomers {
        let Some(mutual) = ranks.mutual(*newcomer, opening) else {
            return false;
        };
        if ranks.forbidden.contains(&(*newcomer, opening)) {
            return false;
        }
        pool.push((mutual.opening_tier + 1, true));
    }
    pool.sort_unstable();
    pool.iter()
        .skip(ranks.seats(opening) as usize)
        .all(|(_, newcomer)| !newcomer)
}

fn single(door: &Door<'_, '_>, trainee: u32, judgement: &mut Judgement) {
    let (ranks, place) = (door.ranks, door.placements.at(trainee));
    // A place beside the own list (a pin) is worse than any on it, and so is none.
    let own = place
        .and_then(|o| ranks.mutual(trainee, o))
        .map(|pair| pair.trainee_tier);
    for pair in ranks
        .list(trainee)
        .iter()
        .filter(|pair| Some(pair.opening) != place)
    {
        let wish = match own {
            Some(own) if pair.trainee_tier > own => continue,
            Some(own) if pair.trainee_tier == own => Welcome::Even,
            _ => Welcome::Gain,
        };
        let (welcome, bar) = door.welcome(pair, place);
        let told = if ranks.forbidden.contains(&(trainee, pair.opening)) {
            Some("forbidden")
        } else if ranks.pinned.contains_key(&trainee) {
            Some("pinned")
        } else {
            None
        };
        let waived = |cause: String| {
            WaivedPair(
                ranks.trainee_id(trainee).to_owned(),
                ranks.opening_id(pair.opening).to_owned(),
                cause,
            )
        };
        match (told, bar) {
            (Some(cause), bar) => {
                if wish == Welcome::Gain && (welcome == Welcome::Gain || bar.is_some()) {
                    judgement.waived.insert(waived(cause.to_owned()));
                }
                continue;
            }
            (None, Some(cause)) if wish == Welcome::Gain && welcome != Welcome::Gain => {
                judgement.waived.insert(waived(cause));
            }
            _ => {}
        }
        match (wish, welcome) {
            (Welcome::Gain, Welcome::Gain) => {
                let id = ranks.trainee_id(trainee).to_owned();
                judgement.blocking.insert(BlockingPair::Single(
                    id,
                    ranks.opening_id(pair.opening).to_owned(),
                ));
            }
            (Welcome::Gain, Welcome::Even) | (Welcome::Even, Welcome::Gain) => judgement.half = true,
            (Welcome::Even, Welcome::Even) => judgement.even = true,
            (_, Welcome::No) | (Welcome::No, _) => {}
        }
    }
}

impl Door<'_, '_> {
    /// How an opening would take one who is at `from` now, and what stands in the way if it would want to.
    fn welcome(&self, pair: &Mutual, from: Option<u32>) -> (Welcome, Option<String>) {
        let opening = pair.opening;
        let (mut best, mut bar) = (Welcome::No, None);
        if self.placements.filled(opening) < self.ranks.seats(opening) {
            if self.placements.closed.contains(&opening) {
                bar = Some("min_seats".to_owned());
            } else {
                bar = self.cap_bar(from, opening);
            }
            if bar.is_none() {
                return (Welcome::Gain, None);
            }
        }
        for holder in self.placements.held(opening) {
            let theirs = self
                .ranks
                .mutual(*holder, opening)
                .map_or(u32::MAX, |m| m.opening_tier);
            if self.ranks.pinned.contains_key(holder) {
                if bar.is_none() && pair.opening_tier < theirs {
                    bar = Some("pinned".to_owned());
                }
            } else if pair.opening_tier < theirs {
                return (Welcome::Gain, None);
            } else if pair.opening_tier == theirs {
                best = Welcome::Even;
            }
        }
        (best, bar)
    }

    /// Whether a cap keeps a free seat shut: one that is full without the newcomer; or one full with them, where the
    /// move wouldn't bring the two openings' fillings closer to their targets.
    fn cap_bar(&self, from: Option<u32>, to: u32) -> Option<String> {
        let caps = self.caps_over.get(&to)?;
        let number = |id: &String| self.ranks.census.opening(id);
        let count = |cap: &Cap| -> u64 {
            cap.openings
                .iter()
                .filter_map(number)
                .map(|o| u64::from(self.placements.filled(o)))
                .sum()
        };
        let full: Vec<&&Cap> = caps
            .iter()
            .filter(|cap| count(cap) >= u64::from(cap.max))
            .collect();
        let covers = |cap: &Cap| from.is_some_and(|o| cap.openings.iter().any(|id| number(id) == Some(o)));
        if let Some(cap) = full.iter().find(|cap| !covers(cap)) {
            return Some(format!("cap:{}", cap.id));
        }
        let (cap, from) = (full.first()?, from?);
        let excess = |o: u32| i64::from(self.placements.filled(o)) - i64::from(self.target(o));
        (excess(to) + 1 > excess(from) - 1).then(|| format!("target:{}", cap.id))
    }

    /// An opening's target: that of the narrowest cap which states one.
    fn target(&self, opening: u32) -> u32 {
        let stated = |cap: &&Cap| {
            cap.targets
                .as_ref()
                .and_then(|t| t.get(self.ranks.opening_id(opening)))
                .copied()
        };
        self.caps_over
            .get(&opening)
            .and_then(|caps| caps.iter().find_map(stated))
            .unwrap_or(0)
    }
}

/// Holds the result's own statements against the judgement.
pub(super) fn compare(input: &RoundInput, result: &RoundResult, judgement: &Judgement, report: &mut Report) {
    report.pairs = judgement.pairs;
    report.blocking_pairs = judgement.blocking.len() as u64;
    report.waived = judgement.waived.len() as u64;
    report.stable = judgement.blocking.is_empty();
    let promised =
        matches!(input.objective(), Objective::Stable | Objective::StableMax) && input.together().is_empty();
    if promised {
        for pair in &judgement.blocking {
            report.refute(FindingCode::BlockingPair, format!("{} blocks", show(pair)));
        }
    }
    let stated: BTreeSet<BlockingPair> = result.blocking_pairs.iter().cloned().collect();
    for pair in judgement.blocking.symmetric_difference(&stated) {
        let text = if stated.contains(pair) {
            "is said to block and doesn't"
        } else {
            "blocks and isn't listed"
        };
        report.refute(FindingCode::BlockingPair, format!("{} {text}", show(pair)));
    }
    let stated: BTreeSet<WaivedPair> = result.waived.iter().cloned().collect();
    for WaivedPair(t, o, cause) in judgement.waived.symmetric_difference(&stated) {
        report.refute(
            FindingCode::Waived,
            format!("`waived` is wrong about {t:?} and {o:?} ({cause})"),
        );
    }
    let weak = judgement.blocking.is_empty();
    let strong = weak && !judgement.half;
    let derived = Stability {
        weak,
        strong,
        super_: strong && !judgement.even,
    };
    if derived != result.stability {
        let text = format!("`stability` is {:?}, the pairs say {derived:?}", result.stability);
        report.refute(FindingCode::Stability, text);
    }
}

fn show(pair: &BlockingPair) -> String {
    match pair {
        BlockingPair::Single(t, o) => format!("{t:?} and {o:?}"),
        BlockingPair::Joint((a, p), (b, q)) => format!("{a:?} and {b:?} to {p:?} and {q:?}"),
    }
}
