//! Lets a provider rest after trouble of its own: growing pauses, then one message as a probe.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(300);

#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    /// Meant only while there are failures.
    until: Option<Instant>,
    probing: bool,
}

/// Leave to try. Dropping it, with its attempt perhaps, lets the next probe go.
#[derive(Debug)]
pub(super) struct Leave<'a> {
    breaker: &'a Breaker,
    probe: bool,
}

impl Breaker {
    /// Leave to try, unless the provider rests or somebody is probing it right now.
    pub(super) fn admit(&self, now: Instant) -> Option<Leave<'_>> {
        let mut state = self.state();
        let probe = state.failures > 0;
        if probe {
            if state.probing || state.until.is_some_and(|until| until > now) {
                return None;
            }
            state.probing = true;
        }
        Some(Leave { breaker: self, probe })
    }

    /// Leave in any case, for when there is nobody else.
    pub(super) fn insist(&self) -> Leave<'_> {
        Leave {
            breaker: self,
            probe: false,
        }
    }

    /// Until when it rests.
    pub(super) fn until(&self) -> Option<Instant> {
        self.state().until
    }

    /// Notes trouble; a rest that goes on already is not prolonged by the others in flight. Says whether it is the first.
    pub(super) fn trip(&self, now: Instant) -> bool {
        let mut state = self.state();
        if state.failures > 0 && state.until.is_some_and(|until| until > now) {
            return false;
        }
        let rest = FIRST
            .saturating_mul(2_u32.saturating_pow(state.failures))
            .min(LONGEST);
        state.until = Some(now + rest);
        state.failures = state.failures.saturating_add(1);
        state.failures == 1
    }

    /// It works. Says whether it had not before.
    pub(super) fn heal(&self) -> bool {
        let mut state = self.state();
        state.until = None;
        std::mem::take(&mut state.failures) > 0
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        if self.probe {
            self.breaker.state().probing = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_a_rest_one_probe_goes_before_the_others() {
        let breaker = Breaker::default();
        let start = Instant::now();
        assert!(breaker.trip(start) && !breaker.trip(start));
        assert!(breaker.admit(start).is_none());
        let rested = start + FIRST;
        let probe = breaker.admit(rested).unwrap();
        assert!(breaker.admit(rested).is_none(), "a second probe went");
        drop(probe);
        assert!(breaker.admit(rested).is_some(), "a dropped probe blocks the next");
        assert!(breaker.heal() && !breaker.heal());
        let all = [breaker.admit(start), breaker.admit(start)];
        assert!(all.iter().all(Option::is_some));
    }

    #[test]
    fn each_failed_probe_doubles_the_rest_up_to_its_bound() {
        let breaker = Breaker::default();
        let mut now = Instant::now();
        for doubled in 0..40 {
            breaker.trip(now);
            let rest = breaker.until().unwrap() - now;
            assert_eq!(
                rest,
                FIRST.saturating_mul(2_u32.saturating_pow(doubled)).min(LONGEST)
            );
            now += rest;
        }
    }
}
