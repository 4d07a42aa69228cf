//! What each part of a score comes to, as a share of its weight, from the numbers alone: one formula for those who score
//! a pair and those who score in bulk.

use berth_domain::cohort::OpeningFacts;
use berth_domain::skill::Cefr;
use chrono::{Offset, TimeZone};
use chrono_tz::Tz;

/// A share of a weight, as a fraction: points are its whole part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    of: u32,
    is: u32,
}

impl Share {
    pub(super) const ALL: Self = Self { is: 1, of: 1 };
    pub(super) const HALF: Self = Self { is: 1, of: 2 };
    pub(super) const NONE: Self = Self { is: 0, of: 1 };

    pub(super) fn new(is: u32, of: u32) -> Self {
        if of == 0 {
            Self::NONE
        } else {
            Self { is: is.min(of), of }
        }
    }

    pub(super) fn points(self, weight: u32) -> u32 {
        let points = u64::from(weight) * u64::from(self.is) / u64::from(self.of);
        u32::try_from(points).unwrap_or(weight)
    }
}

/// Days of permit margin beyond which more time adds nothing.
pub(super) const MARGIN_DAYS: u32 = 60;
/// Days between being free and starting at which closeness is worth nothing.
pub(super) const START_DAYS: u32 = 90;
/// Skills to learn that are taught, steps of language above the minimum, and rounds waited that count in full.
const LEARNED: u32 = 2;
const LANGUAGE_STEPS: u32 = 2;
pub(super) const ROUNDS: u32 = 3;

/// Hours of a working day: the most that can overlap.
pub(super) const DAY_HOURS: u32 = 8;

/// The group of a rank list, of so many.
pub(super) fn ranked(at: usize, groups: usize) -> Share {
    Share::new(groups.saturating_sub(at) as u32, groups as u32)
}

/// Days from being free to the start.
pub(super) fn start(gap: i64) -> Share {
    let days = u32::try_from(gap).unwrap_or(START_DAYS);
    Share::new(START_DAYS.saturating_sub(days), START_DAYS)
}

/// Days to the last safe offer date.
pub(super) fn margin(days: i64) -> Share {
    Share::new(u32::try_from(days).unwrap_or(0), MARGIN_DAYS)
}

pub(super) fn rounds_waited(rounds: u32) -> Share {
    Share::new(rounds, ROUNDS)
}

pub(super) fn answers(opening: &OpeningFacts) -> Share {
    opening
        .host_answer_percent
        .map_or(Share::HALF, |percent| Share::new(u32::from(percent), 100))
}

/// How many skills learned count in full.
pub(super) fn taught_in_full(opening: &OpeningFacts) -> u32 {
    (opening.will_teach.len() as u32).clamp(1, LEARNED)
}

/// Credit for everything asked for, in thousandths: must-haves count twice.
pub(super) fn all_credit(opening: &OpeningFacts) -> u32 {
    1000 * (2 * opening.must_have.len() + opening.nice_to_have.len()) as u32
}

/// Steps above a minimum that count.
pub(super) fn language_steps(own: Option<Cefr>, minimum: Cefr) -> u32 {
    own.map_or(0, |own| (own as u32).saturating_sub(minimum as u32))
        .min(LANGUAGE_STEPS)
}

/// The most steps that count over all languages asked for.
pub(super) fn all_steps(opening: &OpeningFacts) -> u32 {
    opening.languages.len() as u32 * LANGUAGE_STEPS
}

/// Working hours that overlap on the first day.
pub(super) fn overlap(zone: Tz, opening: &OpeningFacts) -> u32 {
    let noon = opening.starts_on.and_hms_opt(12, 0, 0).unwrap_or_default();
    let seconds = |zone: Tz| zone.offset_from_utc_datetime(&noon).fix().local_minus_utc();
    let apart = seconds(zone).abs_diff(seconds(opening.zone)).div_ceil(3600);
    // Around the clock: 22 hours apart is 2 hours apart on the next day.
    let apart = apart.min(24_u32.saturating_sub(apart));
    DAY_HOURS.saturating_sub(apart)
}
