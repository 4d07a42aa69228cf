//! Time as a parameter: the system's, a simulated one for rehearsals, and one that tests move by hand.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::watch;
use tokio::time::Instant;

/// Longest single wait in real time. After each the clock is read again, so that a wall clock that was set, or a
/// machine that slept, can't make a deadline weeks away come late by more than this.
const LONGEST_NAP: Duration = Duration::from_secs(30);

/// Tells the time and waits for an instant of its own time.
pub trait Clock: Send + Sync + 'static {
    /// The current instant.
    fn now(&self) -> DateTime<Utc>;

    /// Completes once [`Clock::now`] is at or after `at`; at once when it already is. Cancel-safe.
    fn sleep_until(&self, at: DateTime<Utc>) -> BoxFuture<'_, ()>;

    /// Waits for `duration` of this clock's time.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.sleep_until(later(self.now(), duration))
    }
}

/// A clock shared by the parts of a process.
pub type SharedClock = Arc<dyn Clock>;

/// `instant + duration`, held at the end of time instead of overflowing.
fn later(instant: DateTime<Utc>, duration: Duration) -> DateTime<Utc> {
    TimeDelta::from_std(duration)
        .ok()
        .and_then(|delta| instant.checked_add_signed(delta))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the system's clock is read"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    fn sleep_until(&self, at: DateTime<Utc>) -> BoxFuture<'_, ()> {
        async move {
            while let Ok(left) = (at - self.now()).to_std() {
                if left.is_zero() {
                    return;
                }
                tokio::time::sleep(left.min(LONGEST_NAP)).await;
            }
        }
        .boxed()
    }
}

/// A clock that starts at a chosen instant and runs `speed` times as fast as real time.
#[derive(Debug, Clone, Copy)]
pub struct SimulatedClock {
    start: DateTime<Utc>,
    started: Instant,
    speed: f64,
}

/// Why a speed was refused.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("the speed of a simulated clock is a number above 0 and at most 1000000, not {0}")]
pub struct SpeedError(pub f64);

impl SimulatedClock {
    /// A clock that shows `start` now and gains `speed` seconds in each real one.
    ///
    /// # Errors
    /// When `speed` isn't above 0 and at most 1,000,000.
    pub fn new(start: DateTime<Utc>, speed: f64) -> Result<Self, SpeedError> {
        if speed > 0.0 && speed <= 1_000_000.0 {
            Ok(Self {
                start,
                started: Instant::now(),
                speed,
            })
        } else {
            Err(SpeedError(speed))
        }
    }
}

impl Clock for SimulatedClock {
    fn now(&self) -> DateTime<Utc> {
        let elapsed = Duration::try_from_secs_f64(self.started.elapsed().as_secs_f64() * self.speed);
        later(self.start, elapsed.unwrap_or(Duration::MAX))
    }

    fn sleep_until(&self, at: DateTime<Utc>) -> BoxFuture<'_, ()> {
        async move {
            while let Ok(left) = (at - self.now()).to_std() {
                if left.is_zero() {
                    return;
                }
                // Never shorter than the timer's tick, or the last nanoseconds of a wait would spin.
                let real =
                    Duration::try_from_secs_f64(left.as_secs_f64() / self.speed).unwrap_or(LONGEST_NAP);
                tokio::time::sleep(real.clamp(Duration::from_millis(1), LONGEST_NAP)).await;
            }
        }
        .boxed()
    }
}

/// A clock that stands still until a test moves it. Clones show the same time.
#[derive(Debug, Clone)]
pub struct MockClock {
    now: watch::Sender<DateTime<Utc>>,
}

impl MockClock {
    /// A clock that stands at `start`.
    #[must_use]
    pub fn new(start: DateTime<Utc>) -> Self {
        Self {
            now: watch::Sender::new(start),
        }
    }

    /// Moves the clock to `instant`, also backwards, and wakes the sleepers it reaches.
    pub fn set(&self, instant: DateTime<Utc>) {
        self.now.send_replace(instant);
    }

    /// Moves the clock forward and wakes the sleepers it reaches.
    pub fn advance(&self, duration: Duration) {
        self.now.send_modify(|now| *now = later(*now, duration));
    }

    /// How many are waiting for an instant now. Lets a test move the clock only once a task has begun to wait.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        self.now.receiver_count()
    }
}

impl Clock for MockClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.borrow()
    }

    fn sleep_until(&self, at: DateTime<Utc>) -> BoxFuture<'_, ()> {
        async move {
            let mut now = self.now.subscribe();
            // The sender lives in `self`, so the channel can't close while we wait.
            let _ = now.wait_for(|now| *now >= at).await;
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn a_mock_clock_wakes_only_the_sleepers_it_reaches() {
        let clock = MockClock::new(instant("2026-03-01T09:00:00Z"));
        let mut near = clock.sleep(Duration::from_secs(60));
        let mut far = clock.sleep(Duration::from_secs(3600));
        assert!((&mut near).now_or_never().is_none());
        assert!((&mut far).now_or_never().is_none());
        assert_eq!(clock.sleepers(), 2);

        clock.advance(Duration::from_secs(60));

        near.await;
        assert!((&mut far).now_or_never().is_none());
        clock.set(instant("2026-03-02T00:00:00Z"));
        far.await;
    }

    #[tokio::test]
    async fn an_instant_already_past_is_not_waited_for() {
        let past = instant("2001-01-01T00:00:00Z");
        let mock = MockClock::new(instant("2026-03-01T09:00:00Z"));
        let simulated = SimulatedClock::new(instant("2026-03-01T09:00:00Z"), 1.0).unwrap();

        assert!(mock.sleep_until(past).now_or_never().is_some());
        assert!(simulated.sleep_until(past).now_or_never().is_some());
        assert!(SystemClock.sleep_until(past).now_or_never().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_simulated_clock_gains_its_speed_and_never_wakes_early() {
        let start = instant("2026-03-01T09:00:00Z");
        let clock = SimulatedClock::new(start, 3600.0).unwrap();
        let real = Instant::now();

        clock.sleep_until(start + TimeDelta::days(1)).await;

        assert!(clock.now() >= start + TimeDelta::days(1));
        assert!(clock.now() < start + TimeDelta::days(1) + TimeDelta::minutes(1));
        assert!(real.elapsed() >= Duration::from_secs(24) && real.elapsed() < Duration::from_millis(24_100));
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_of_years_ends_at_its_instant() {
        let start = instant("2026-03-01T09:00:00Z");
        let clock = SimulatedClock::new(start, 1_000.0).unwrap();

        clock.sleep_until(start + TimeDelta::days(365 * 3)).await;

        assert!(clock.now() >= start + TimeDelta::days(365 * 3));
        assert!(clock.now() < start + TimeDelta::days(365 * 3) + TimeDelta::minutes(1));
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_clock_makes_a_wait_longer() {
        let start = instant("2026-03-01T09:00:00Z");
        let clock = SimulatedClock::new(start, 0.5).unwrap();
        let real = Instant::now();

        clock.sleep(Duration::from_secs(60)).await;

        assert!(real.elapsed() >= Duration::from_secs(120));
    }

    #[tokio::test]
    async fn waiting_longer_than_time_lasts_neither_panics_nor_ends() {
        let clock = SimulatedClock::new(instant("2026-03-01T09:00:00Z"), 1.0).unwrap();

        assert!(clock.sleep(Duration::MAX).now_or_never().is_none());
        assert!(SystemClock.sleep(Duration::MAX).now_or_never().is_none());
    }

    #[test]
    fn a_speed_that_makes_no_sense_is_refused() {
        for speed in [0.0, -1.0, f64::NAN, f64::INFINITY, 1_000_001.0] {
            assert!(
                SimulatedClock::new(instant("2026-03-01T09:00:00Z"), speed).is_err(),
                "{speed}"
            );
        }
    }
}
