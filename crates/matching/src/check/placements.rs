//! Who is where by the result, and whether seats, caps, pins, exclusions and joint lists allow it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::ranks::Ranks;
use super::report::{FindingCode, Report};
use crate::round::{MinSeatsPolicy, RoundResult, Unfilled};

/// The result's matching by number.
pub(super) struct Placements {
    pub(super) opening_of: Vec<Option<u32>>,
    pub(super) holders: Vec<Vec<u32>>,
    /// Openings the result says are closed for want of their minimum.
    pub(super) closed: BTreeSet<u32>,
}

impl Placements {
    /// Reads the matching; `None` (and findings) when it doesn't name exactly the round's trainees and openings.
    pub(super) fn of(ranks: &Ranks<'_>, result: &RoundResult, report: &mut Report) -> Option<Self> {
        let before = report.findings.len();
        let mut opening_of = vec![None; ranks.census.trainees().len()];
        let mut holders = vec![Vec::new(); ranks.census.openings().len()];
        for (id, place) in &result.matching {
            let Some(trainee) = ranks.census.trainee(id) else {
                report.refute(
                    FindingCode::Matching,
                    format!("there is no trainee {id:?} in the input"),
                );
                continue;
            };
            let Some(place) = place else { continue };
            match ranks.census.opening(place) {
                Some(opening) => {
                    if let Some(own) = opening_of.get_mut(trainee as usize) {
                        *own = Some(opening);
                    }
                    if let Some(held) = holders.get_mut(opening as usize) {
                        held.push(trainee);
                    }
                }
                None => report.refute(
                    FindingCode::Matching,
                    format!("there is no opening {place:?} in the input"),
                ),
            }
        }
        for id in ranks
            .census
            .trainees()
            .iter()
            .filter(|id| !result.matching.contains_key(**id))
        {
            report.refute(
                FindingCode::Matching,
                format!("trainee {id:?} is missing from the matching"),
            );
        }
        let closed = result
            .unfilled
            .iter()
            .filter(|u| u.closed)
            .filter_map(|u| ranks.census.opening(&u.opening));
        let closed = closed.collect();
        (report.findings.len() == before).then_some(Self {
            opening_of,
            holders,
            closed,
        })
    }

    pub(super) fn at(&self, trainee: u32) -> Option<u32> {
        self.opening_of.get(trainee as usize).copied().flatten()
    }

    pub(super) fn filled(&self, opening: u32) -> u32 {
        self.held(opening).len() as u32
    }

    pub(super) fn held(&self, opening: u32) -> &[u32] {
        self.holders
            .get(opening as usize)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// Everything about the placements that isn't a comparison of wishes.
    pub(super) fn check(&self, ranks: &Ranks<'_>, result: &RoundResult, report: &mut Report) {
        report.placed = self.opening_of.iter().flatten().count() as u64;
        if result.placed != report.placed {
            let text = format!(
                "`placed` is {}, the matching places {}",
                result.placed, report.placed
            );
            report.refute(FindingCode::Counts, text);
        }
        self.each_pair(ranks, report);
        self.capacities(ranks, report);
        self.minimums(ranks, result, report);
        self.together(ranks, report);
    }

    fn each_pair(&self, ranks: &Ranks<'_>, report: &mut Report) {
        for (trainee, place) in (0..).zip(&self.opening_of) {
            let pin = ranks.pinned.get(&trainee).copied();
            if pin.is_some() && pin != *place {
                let text = format!("{:?} isn't where they are pinned", ranks.trainee_id(trainee));
                report.refute(FindingCode::Pin, text);
            }
            let Some(opening) = *place else { continue };
            let both = || {
                format!(
                    "{:?} at {:?}",
                    ranks.trainee_id(trainee),
                    ranks.opening_id(opening)
                )
            };
            if ranks.forbidden.contains(&(trainee, opening)) {
                report.refute(FindingCode::Forbidden, format!("{} is forbidden", both()));
            }
            if pin.is_none() && ranks.mutual(trainee, opening).is_none() {
                report.refute(
                    FindingCode::Matching,
                    format!("{}: they don't list each other", both()),
                );
            }
        }
    }

    fn capacities(&self, ranks: &Ranks<'_>, report: &mut Report) {
        for (opening, held) in (0..).zip(&self.holders) {
            let seats = ranks.seats(opening);
            if held.len() as u64 > u64::from(seats) {
                let text = format!(
                    "{:?} has {seats} seats and {} trainees",
                    ranks.opening_id(opening),
                    held.len()
                );
                report.refute(FindingCode::Seats, text);
            }
        }
        for cap in ranks.input.caps() {
            let over = cap.openings.iter().filter_map(|id| ranks.census.opening(id));
            let count: u64 = over.map(|o| u64::from(self.filled(o))).sum();
            if count > u64::from(cap.max) {
                let text = format!("cap {:?} allows {}, the matching places {count}", cap.id, cap.max);
                report.refute(FindingCode::Cap, text);
            }
        }
    }

    fn minimums(&self, ranks: &Ranks<'_>, result: &RoundResult, report: &mut Report) {
        let close = ranks.input.min_seats_policy() == MinSeatsPolicy::Close;
        let pinned: HashMap<u32, u32> = ranks.pinned.values().fold(HashMap::new(), |mut count, opening| {
            *count.entry(*opening).or_default() += 1;
            count
        });
        let stated: BTreeMap<&str, &Unfilled> =
            result.unfilled.iter().map(|u| (u.opening.as_str(), u)).collect();
        for (opening, entry) in (0..).zip(&ranks.input.openings) {
            let filled = self.filled(opening);
            let short = filled < entry.min_seats();
            let closed = self.closed.contains(&opening);
            let right = match stated.get(entry.id.as_str()) {
                Some(u) => short && u.filled == filled && u.min_seats == entry.min_seats(),
                None => !short,
            };
            if !right {
                let text = format!(
                    "`unfilled` is wrong about {:?}: {filled} of at least {}",
                    entry.id,
                    entry.min_seats()
                );
                report.refute(FindingCode::MinSeats, text);
            }
            if closed && (!close || filled > 0) {
                report.refute(FindingCode::MinSeats, format!("{:?} can't be closed", entry.id));
            }
            if close && short && !closed && !pinned.contains_key(&opening) {
                report.refute(
                    FindingCode::MinSeats,
                    format!("{:?} is under its minimum and not closed", entry.id),
                );
            }
        }
    }

    fn together(&self, ranks: &Ranks<'_>, report: &mut Report) {
        for couple in &ranks.couples {
            let places = (self.at(couple.members.0), self.at(couple.members.1));
            let pinned = ranks.pinned.contains_key(&couple.members.0);
            if !pinned && places != (None, None) && !couple.options.contains(&places) {
                let (a, b) = (
                    ranks.trainee_id(couple.members.0),
                    ranks.trainee_id(couple.members.1),
                );
                report.refute(
                    FindingCode::Together,
                    format!("{a:?} and {b:?} are placed as their joint list doesn't say"),
                );
            }
        }
    }
}
