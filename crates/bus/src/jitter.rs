//! Chance for back-off: a seeded generator, so that replicas don't retry in step and tests can be repeated.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// SplitMix64 over an atomic counter (Steele, Lea, Flood 2014). Good enough to spread retries; no secret ever.
#[derive(Debug)]
pub(crate) struct Jitter(AtomicU64);

impl Jitter {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next 64 bits.
    pub(crate) fn bits(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut z = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// `base` give or take a quarter.
    pub(crate) fn around(&self, base: Duration) -> Duration {
        let per_mille = 750 + u32::try_from(self.bits() % 501).unwrap_or(250);
        base.saturating_mul(per_mille) / 1000
    }

    /// Exponential back-off: `first` doubled per attempt (counted from 1) up to `most`, give or take a quarter.
    pub(crate) fn backoff(&self, attempt: u32, first: Duration, most: Duration) -> Duration {
        let doubled = first.saturating_mul(2_u32.saturating_pow(attempt.saturating_sub(1).min(20)));
        self.around(doubled.min(most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_off_grows_to_its_limit_and_never_repeats_exactly() {
        let jitter = Jitter::seeded(7);
        let (first, most) = (Duration::from_millis(100), Duration::from_secs(5));
        for attempt in 1..40 {
            let delay = jitter.backoff(attempt, first, most);
            let expected = first
                .saturating_mul(2_u32.saturating_pow((attempt - 1).min(20)))
                .min(most);
            assert!(
                delay >= expected * 3 / 4 && delay <= expected * 5 / 4,
                "attempt {attempt}: {delay:?}"
            );
        }
        let spread: std::collections::HashSet<_> = (0..50).map(|_| jitter.around(most)).collect();
        assert!(spread.len() > 10, "fifty replicas must not come back in step");
    }
}
