//! Where a stable result lies between the two ends: by rotations (Gusfield and Irving 1989), not by solving again.
//!
//! With strict lists, some trainees can all gain together exactly when openings can pass trainees on in a circle, each
//! taking the first below its own holders who would rather come; and openings can gain exactly when trainees can be
//! passed on in a circle likewise. No circle either way: the only stable result there is.

use std::collections::BTreeMap;

use super::placements::Placements;
use super::ranks::{Mutual, Ranks};
use super::report::{FindingCode, Report};
use crate::round::{NoteCode, Objective, Proposing, RoundResult};

pub(super) fn check(ranks: &Ranks<'_>, placements: &Placements, result: &RoundResult, report: &mut Report) {
    let plain = ranks.input.objective() == Objective::Stable
        && ranks.input.caps().is_empty()
        && ranks.couples.is_empty()
        && report.stable;
    let moved = result.notes.iter().any(|note| note.code == NoteCode::MinChange);
    if !plain || moved {
        return;
    }
    let Some(market) = Market::strict(ranks, placements) else {
        return;
    };
    let (trainees_best, openings_best) = (!market.trainees_can_gain(), !market.openings_can_gain());
    let (claimed, side) = match ranks.input.proposing() {
        Proposing::Trainees => (trainees_best, "trainees"),
        Proposing::Openings => (openings_best, "openings"),
    };
    if claimed {
        report.shown.push(format!(
            "of all stable results this is the best for all {side} at once"
        ));
    } else {
        let text = format!("another stable result is better for {side}: theirs was asked for");
        report.refute(FindingCode::Optimality, text);
    }
    let only = trainees_best && openings_best;
    if only {
        report.shown.push("there is no other stable result".to_owned());
    }
    if result.unique != Some(only) {
        report.refute(
            FindingCode::Optimality,
            format!("`unique` is {:?}, the lists say {only}", result.unique),
        );
    }
}

/// What can still move: no pinned trainee, no forbidden pair, no closed opening.
struct Market {
    lists: Vec<Vec<Mutual>>,
    /// Each opening's list: (tie group, trainee), best first.
    heard: Vec<Vec<(u32, u32)>>,
    place: Vec<Option<Mutual>>,
    /// For full openings, the tie group and number of the worst who isn't pinned.
    worst: Vec<Option<(u32, u32)>>,
    room: Vec<bool>,
}

impl Market {
    /// `None` when some list holds a tie: then there is more to the ends than circles.
    fn strict(ranks: &Ranks<'_>, placements: &Placements) -> Option<Self> {
        let openings = ranks.census.openings().len();
        let mut market = Self {
            lists: Vec::new(),
            heard: vec![Vec::new(); openings],
            place: Vec::new(),
            worst: vec![None; openings],
            room: vec![false; openings],
        };
        for trainee in 0..ranks.census.trainees().len() as u32 {
            let free = |pair: &&Mutual| {
                !ranks.pinned.contains_key(&trainee)
                    && !ranks.forbidden.contains(&(trainee, pair.opening))
                    && !placements.closed.contains(&pair.opening)
            };
            let list: Vec<Mutual> = ranks.list(trainee).iter().filter(free).copied().collect();
            if list
                .windows(2)
                .any(|two| matches!(two, [a, b] if a.trainee_tier == b.trainee_tier))
            {
                return None;
            }
            for pair in &list {
                market
                    .heard
                    .get_mut(pair.opening as usize)?
                    .push((pair.opening_tier, trainee));
            }
            let own = placements.at(trainee);
            let place = list.iter().find(|pair| Some(pair.opening) == own).copied();
            if let Some(pair) = place {
                let worst = market.worst.get_mut(pair.opening as usize)?;
                *worst = (*worst).max(Some((pair.opening_tier, trainee)));
            }
            market.place.push(place);
            market.lists.push(list);
        }
        for list in &mut market.heard {
            list.sort_unstable();
            if list.windows(2).any(|two| matches!(two, [a, b] if a.0 == b.0)) {
                return None;
            }
        }
        for (opening, room) in (0..).zip(&mut market.room) {
            *room = placements.filled(opening) < ranks.seats(opening);
        }
        Some(market)
    }

    /// Openings in a circle: each would take the first below its holders who would rather be with it, from the next.
    fn trainees_can_gain(&self) -> bool {
        let next = |opening: usize| -> Option<usize> {
            if *self.room.get(opening)? {
                return None;
            }
            let worst = (*self.worst.get(opening)?)?;
            let list = self.heard.get(opening)?;
            let below = list.iter().skip(list.partition_point(|entry| *entry <= worst));
            let mut rather = below.filter(|(_, t)| self.prefers(*t, opening as u32));
            let (_, trainee) = rather.next()?;
            self.place
                .get(*trainee as usize)?
                .map(|pair| pair.opening as usize)
        };
        has_circle(self.heard.len(), next)
    }

    /// Trainees in a circle: each would be taken by the first below their place that likes them better than its worst.
    fn openings_can_gain(&self) -> bool {
        let next = |trainee: usize| -> Option<usize> {
            let own = (*self.place.get(trainee)?)?;
            let below = self
                .lists
                .get(trainee)?
                .iter()
                .filter(|pair| pair.trainee_tier > own.trainee_tier);
            for pair in below {
                let opening = pair.opening as usize;
                if *self.room.get(opening)? {
                    return None;
                }
                if let Some((tier, worst)) = *self.worst.get(opening)?
                    && pair.opening_tier < tier
                {
                    return Some(worst as usize);
                }
            }
            None
        };
        has_circle(self.lists.len(), next)
    }

    fn prefers(&self, trainee: u32, opening: u32) -> bool {
        let own = self
            .place
            .get(trainee as usize)
            .copied()
            .flatten()
            .map_or(u32::MAX, |pair| pair.trainee_tier);
        let list = self
            .lists
            .get(trainee as usize)
            .map(Vec::as_slice)
            .unwrap_or_default();
        list.iter()
            .any(|pair| pair.opening == opening && pair.trainee_tier < own)
    }
}

/// Whether following `next` from somewhere comes back.
fn has_circle(nodes: usize, next: impl Fn(usize) -> Option<usize>) -> bool {
    let mut seen_by: BTreeMap<usize, usize> = BTreeMap::new();
    for start in 0..nodes {
        let mut at = start;
        while !seen_by.contains_key(&at) {
            seen_by.insert(at, start);
            match next(at) {
                Some(node) => at = node,
                None => break,
            }
            if seen_by.get(&at) == Some(&start) {
                return true;
            }
        }
    }
    false
}
