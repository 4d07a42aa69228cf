//! Holds the worker back while something everybody needs is away, by wall clock and with growing pauses.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// Opened by a failure that says nothing about the message at hand: intake unreachable, the mail server away.
#[derive(Debug, Default)]
pub(super) struct Breaker {
    state: Mutex<(u32, Option<Instant>)>,
}

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(30);

impl Breaker {
    /// Notes a failure; a pause already running is not prolonged by the others in flight. Says whether it was the first.
    pub(super) fn trip(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (failures, until) = *state;
        if until.is_some_and(|until| until > Instant::now()) {
            return false;
        }
        let pause = (FIRST * 2_u32.saturating_pow(failures.min(10))).min(LONGEST);
        *state = (failures + 1, Some(Instant::now() + pause));
        failures == 0
    }

    /// Everything answers again. Says whether it had not before.
    pub(super) fn heal(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let was_open = state.0 > 0;
        *state = (0, None);
        was_open
    }

    /// Whether the last try failed: then one message at a time is tried.
    pub(super) fn is_doubtful(&self) -> bool {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0 > 0
    }

    /// Until when to claim nothing.
    pub(super) fn until(&self) -> Option<Instant> {
        self.state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .1
            .filter(|until| *until > Instant::now())
    }
}
