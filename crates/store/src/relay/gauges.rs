//! The relay's metrics.

use std::time::Duration;

use metrics::{Counter, Gauge, counter, gauge};
use tokio::time::Instant;

use crate::Store;

/// How often the outbox is counted at most.
const EVERY: Duration = Duration::from_secs(1);

pub(super) struct Gauges {
    waiting: Gauge,
    oldest: Gauge,
    set_aside: Gauge,
    active: Gauge,
    published: Counter,
    parked: Counter,
    next: Instant,
}

impl Gauges {
    pub(super) fn new(service: &str) -> Self {
        let service = || service.to_owned();
        Self {
            waiting: gauge!("berth_outbox_waiting", "service" => service()),
            oldest: gauge!("berth_outbox_oldest_age_seconds", "service" => service()),
            set_aside: gauge!("berth_outbox_parked", "service" => service()),
            active: gauge!("berth_outbox_relay_active", "service" => service()),
            published: counter!("berth_outbox_published_total", "service" => service()),
            parked: counter!("berth_outbox_refused_total", "service" => service()),
            next: Instant::now(),
        }
    }

    pub(super) fn set_active(&self, active: bool) {
        self.active.set(f64::from(u8::from(active)));
    }

    pub(super) fn published(&self, rows: usize) {
        self.published.increment(u64::try_from(rows).unwrap_or_default());
    }

    pub(super) fn parked(&self) {
        self.parked.increment(1);
    }

    /// Counts the outbox, unless it was counted a moment ago.
    pub(super) async fn refresh(&mut self, store: &Store) {
        if Instant::now() < self.next {
            return;
        }
        self.next = Instant::now() + EVERY;
        match store.outbox_status().await {
            Ok(status) => {
                let age = status
                    .oldest
                    .map_or(0, |oldest| (store.now() - oldest).num_seconds().max(0));
                self.waiting.set(exact(status.waiting));
                self.oldest.set(exact(age.unsigned_abs()));
                self.set_aside.set(exact(status.parked));
            }
            Err(error) => tracing::warn!(%error, "the outbox can't be counted"),
        }
    }
}

/// As a float; counts and ages beyond 2^32 show as that.
fn exact(number: u64) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
