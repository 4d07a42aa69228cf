//! When to try again: a schedule as data, with jitter that a seed decides.

use chrono::{DateTime, TimeDelta, Utc};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

/// Pauses after the first, second, ... attempt; the last one repeats until `give_up_after`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetrySchedule {
    pub pauses: Vec<TimeDelta>,
    /// Each pause is lengthened by up to this share of itself, in percent.
    pub jitter_percent: u32,
    /// Since the message was due, or first tried.
    pub give_up_after: TimeDelta,
}

impl RetrySchedule {
    /// When to try again after attempt `number` (from 1); none when it is time to give up.
    pub fn next(
        &self,
        message: Uuid,
        number: i32,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        if now - since > self.give_up_after {
            return None;
        }
        let step = usize::try_from(number.saturating_sub(1)).unwrap_or_default();
        let pause = self.pauses.get(step).or(self.pauses.last()).copied()?;
        let (high, low) = message.as_u64_pair();
        let mut chance = ChaCha8Rng::seed_from_u64(high ^ low ^ u64::from(number.unsigned_abs()));
        let percent = i32::try_from(chance.random_range(0..=self.jitter_percent)).unwrap_or_default();
        Some(now + pause + pause * percent / 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Policy;

    #[test]
    fn pauses_grow_and_end_in_giving_up() {
        let schedule = Policy::built_in().unwrap().retries;
        let due_at: DateTime<Utc> = "2027-01-10T12:00:00Z".parse().unwrap();
        let mut now = due_at;
        let mut pauses = Vec::new();
        for number in 1.. {
            let Some(next) = schedule.next(Uuid::from_u128(7), number, due_at, now) else {
                break;
            };
            pauses.push(next - now);
            now = next;
        }
        let base = schedule
            .pauses
            .iter()
            .copied()
            .chain(std::iter::repeat(TimeDelta::hours(4)));
        for (pause, base) in pauses.iter().zip(base) {
            assert!(
                *pause >= base && *pause <= base * 120 / 100,
                "{pause} after {base}"
            );
        }
        assert!((20..40).contains(&pauses.len()), "{}", pauses.len());
    }

    #[test]
    fn the_same_message_waits_the_same_and_two_do_not_march_in_step() {
        let schedule = Policy::built_in().unwrap().retries;
        let at: DateTime<Utc> = "2027-01-10T12:00:00Z".parse().unwrap();
        let next = |id| schedule.next(Uuid::from_u128(id), 4, at, at);
        assert_eq!(next(1), next(1));
        assert!((1..20).map(next).collect::<std::collections::HashSet<_>>().len() > 3);
    }
}
