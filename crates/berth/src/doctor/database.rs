//! A service's database: reachable, migrated, in step with the clock, its outbox flowing.

use std::sync::Arc;
use std::time::Duration;

use berth_runtime::{Clock, Settings, SystemClock};
use berth_store::{Store, StoreOptions};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, DbBackend};

use super::report::Finding;
use crate::cli::Database;

/// How far two clocks may be apart before deadlines get doubtful.
pub(super) const SKEW: TimeDelta = TimeDelta::seconds(2);
/// An event that waits longer than this isn't just on its way.
const STUCK: TimeDelta = TimeDelta::minutes(5);

pub(super) async fn check(database: Database, settings: &Settings) -> Vec<Finding> {
    match database.pending(settings).await {
        Err(error) => return vec![Finding::error(&error)],
        Ok(names) if !names.is_empty() => {
            let (count, name) = (names.len(), database.name());
            let what = format!("{count} migrations are pending");
            return vec![Finding::problem(what, format!("run `berth migrate {name}`"))];
        }
        Ok(_) => {}
    }
    let mut options = StoreOptions::new(format!("{}-doctor", database.name()), Arc::new(SystemClock));
    options.wait = Duration::from_secs(5);
    let store = match Store::connect(database.url(settings), options).await {
        Ok(store) => store,
        Err(error) => return vec![Finding::error(&error.into())],
    };
    let mut findings = vec![Finding::ok(format!(
        "{} is reachable and migrated",
        store.address()
    ))];
    findings.extend(clock(&store).await);
    findings.extend(outbox(&store, database).await);
    store.close().await;
    findings
}

/// Postgres has a clock of its own; SQLite has ours.
async fn clock(store: &Store) -> Option<Finding> {
    if store.backend() != DbBackend::Postgres {
        return None;
    }
    let before = SystemClock.now();
    let row = store
        .read()
        .query_one_raw(sea_orm::Statement::from_string(
            DbBackend::Postgres,
            "SELECT clock_timestamp() AS now",
        ))
        .await;
    let after = SystemClock.now();
    let theirs: DateTime<Utc> = row.ok()??.try_get("", "now").ok()?;
    Some(skew(before, theirs, after, "the database"))
}

/// Compares another's clock, asked between two looks at ours.
pub(super) fn skew(
    before: DateTime<Utc>,
    theirs: DateTime<Utc>,
    after: DateTime<Utc>,
    whose: &str,
) -> Finding {
    let off = if theirs < before {
        before - theirs
    } else {
        (theirs - after).max(TimeDelta::zero())
    };
    let shown = format!(
        "{}.{:01} s",
        off.num_seconds(),
        off.num_milliseconds() % 1000 / 100
    );
    if off > SKEW {
        let what = format!("its clock is {shown} off ours");
        return Finding::problem(
            what,
            format!("let NTP (chrony) set the clocks of this machine and of {whose}"),
        );
    }
    Finding::ok(format!("its clock agrees with ours within {shown}"))
}

async fn outbox(store: &Store, database: Database) -> Option<Finding> {
    let status = store.outbox_status().await.ok()?;
    let name = database.name();
    if status.parked > 0 {
        let what = format!("NATS refused {} events for good", status.parked);
        return Some(Finding::problem(
            what,
            format!("see `berth outbox status {name}`"),
        ));
    }
    let oldest = status
        .oldest
        .filter(|oldest| SystemClock.now() - *oldest > STUCK)?;
    let what = format!(
        "{} events wait for NATS, the oldest since {oldest}",
        status.waiting
    );
    Some(Finding::problem(
        what,
        format!("check that {name} runs and that NATS takes its messages (below)"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_apart_are_a_problem_in_either_direction() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (before, after) = (at("2026-01-01T00:00:00Z"), at("2026-01-01T00:00:01Z"));

        let agrees = skew(before, at("2026-01-01T00:00:00.500Z"), after, "x");
        let late = skew(before, at("2025-12-31T23:59:50Z"), after, "x");
        let early = skew(before, at("2026-01-01T00:00:21.500Z"), after, "x");

        assert_eq!(agrees, Finding::ok("its clock agrees with ours within 0.0 s"));
        assert!(format!("{late:?}").contains("10.0 s off ours"), "{late:?}");
        assert!(format!("{early:?}").contains("20.5 s off ours"), "{early:?}");
    }
}
