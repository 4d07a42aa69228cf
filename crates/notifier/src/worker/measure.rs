//! The ledger as gauges, and the dead-man's switch: what is overdue raises a metric and a mail.

use std::time::Duration;

use berth_domain::message::MessageKind;
use tokio::time::MissedTickBehavior;

use super::Shared;
use crate::house;
use crate::ledger::{State, chain, counts};

/// How often to look: it goes through the whole index, and nobody reads gauges more often.
const EVERY: Duration = Duration::from_secs(15);

/// Measures again and again, by wall clock.
pub(super) async fn keep_measuring(shared: &Shared) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        measure(shared).await;
    }
}

/// The ledger as gauges: kinds and states only.
async fn measure(shared: &Shared) {
    let Ok(counted) = counts::counts(&shared.store, None).await else {
        return;
    };
    // Every cell, or one that emptied would keep its last figure.
    for kind in MessageKind::ALL {
        for state in State::ALL {
            let cell = counted
                .iter()
                .find(|(k, s, _)| k == kind.as_str() && s == state.as_str());
            let count = cell.map_or(0, |(_, _, count)| *count);
            metrics::gauge!("berth_messages", "kind" => kind.as_str(), "state" => state.as_str())
                .set(as_gauge(count));
        }
    }
    let late = counts::overdue(&shared.store, shared.clock.now() - house::OVERDUE)
        .await
        .unwrap_or_default();
    for kind in MessageKind::ALL {
        let count = late
            .iter()
            .find(|(name, _)| name == kind.as_str())
            .map_or(0, |(_, count)| *count);
        metrics::gauge!("berth_messages_overdue", "kind" => kind.as_str()).set(as_gauge(count));
    }
    if let Err(error) = house::alarm(&shared.store, &shared.operators, shared.clock.now()).await {
        tracing::warn!(error = chain(&error), "operations can't be told what is overdue");
    }
}

fn as_gauge(count: i64) -> f64 {
    i32::try_from(count).map_or(f64::from(i32::MAX), f64::from)
}
