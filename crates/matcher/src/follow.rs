//! Follows the state stream: fills the index, keeps it fresh, and publishes the shortlists that really changed.

use std::time::Duration;

use berth_bus::{BATCH, Bus, Followed};
use berth_domain::id::ProgrammeId;
use berth_events::{Envelope, Event, Stamp, TraceContext};
use berth_runtime::{Gate, SharedClock, Shutdown};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::SOURCE;
use crate::index::Ignored;
use crate::live::SharedLive;
use crate::shortlist::ChangedList;

/// After a change, further ones are waited for this long, so that an import of a thousand rows makes one list, not a
/// thousand ...
const QUIET: Duration = Duration::from_millis(300);
/// ... but never longer than this.
const LATEST: Duration = Duration::from_secs(2);
/// After a failure to publish.
const AGAIN: Duration = Duration::from_secs(5);

/// Follows until a stop is asked for. `caught_up` becomes true once all that was stored has been taken in.
pub(crate) async fn follow(
    bus: Bus,
    clock: SharedClock,
    live: SharedLive,
    gate: Gate,
    caught_up: watch::Sender<bool>,
    shutdown: Shutdown,
) {
    let soft = shutdown.soft();
    let mut follower = bus.follow_state(gate);
    let mut debounce = Debounce::default();
    let mut is_caught_up = false;
    loop {
        let next_day = start_of_next_day(clock.now());
        let mut look = false;
        tokio::select! {
            biased;
            () = soft.cancelled() => return,
            () = debounce.due() => {
                let published = tokio::select! {
                    () = soft.cancelled() => return,
                    published = publish(&bus, &clock, &live) => published,
                };
                if published { debounce.settle() } else { debounce.again(AGAIN) }
            }
            () = clock.sleep_until(next_day) => {
                let today = clock.now().date_naive();
                live.work(move |live| live.index.set_today(today)).await;
                look = true;
            }
            news = follower.next() => {
                let today = clock.now().date_naive();
                let taken = live.aside(move |live| take_in(live, news, today)).await;
                look = taken.changed;
                if taken.caught_up {
                    caught_up.send_replace(true);
                    is_caught_up = true;
                }
            }
        }
        if look && is_caught_up {
            debounce.news();
        }
    }
}

/// What came of some news.
#[derive(Default)]
struct Taken {
    /// Something is otherwise now, so lists may be.
    changed: bool,
    caught_up: bool,
}

/// Takes news in one by one: who asks something meanwhile waits for one piece, not for all.
fn take_in(live: &SharedLive, news: Vec<Followed>, today: NaiveDate) -> Taken {
    let mut taken = Taken::default();
    for piece in news {
        match piece {
            Followed::Changed(state) => match live.write().index.apply(&state.subject, state.payload) {
                Ok(()) => taken.changed = true,
                Err(ignored) => note_ignored(state.subject.as_str(), &ignored),
            },
            Followed::Unreadable { sequence, reason } => {
                metrics::counter!("berth_matcher_state_ignored_total", "reason" => "unreadable").increment(1);
                tracing::warn!(sequence, reason, "a state message can't be read; skipped");
            }
            Followed::CaughtUp => {
                let started = Instant::now();
                let mut live = live.write();
                live.catch_up(today);
                live.measure();
                tracing::info!(
                    elapsed_ms = millis(started.elapsed()),
                    "index is caught up with the state stream"
                );
                taken = Taken {
                    changed: true,
                    caught_up: true,
                };
            }
        }
    }
    taken
}

/// Publishes the lists that really changed; false when some have to be tried again.
async fn publish(bus: &Bus, clock: &SharedClock, live: &SharedLive) -> bool {
    let changed = live
        .work(|live| {
            live.measure();
            live.changed()
        })
        .await;
    for batch in changed.chunks(BATCH) {
        if let Err(error) = bus.publish_batch(&envelopes(batch, clock.now())).await {
            metrics::counter!("berth_matcher_shortlists_total", "outcome" => "failed")
                .increment(count(batch.len()));
            tracing::warn!(lists = batch.len(), %error, "changed shortlists could not be published; trying again");
            return false;
        }
        metrics::counter!("berth_matcher_shortlists_total", "outcome" => "published")
            .increment(count(batch.len()));
        tracing::debug!(lists = batch.len(), "shortlists changed");
        let mut live = live.write();
        for (programme, list) in batch {
            live.note_published(programme, list);
        }
    }
    true
}

fn envelopes(changed: &[(ProgrammeId, ChangedList)], now: DateTime<Utc>) -> Vec<Envelope> {
    let envelope = |(programme, list): &(ProgrammeId, ChangedList)| {
        let stamp = Stamp {
            source: SOURCE,
            time: now,
            trace: TraceContext::root(list.event_id),
        };
        stamp.event(list.event_id, programme, 0, &Event::from(list.event.clone()))
    };
    changed.iter().map(envelope).collect()
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn note_ignored(subject: &str, ignored: &Ignored) {
    let reason = match ignored {
        Ignored::Stale(_) => "stale",
        Ignored::Unreadable(_) => "unreadable",
    };
    metrics::counter!("berth_matcher_state_ignored_total", "reason" => reason).increment(1);
    match ignored {
        Ignored::Stale(_) => tracing::debug!(subject, reason = %ignored, "state message ignored"),
        Ignored::Unreadable(_) => tracing::warn!(subject, reason = %ignored, "state message ignored"),
    }
}

fn start_of_next_day(now: DateTime<Utc>) -> DateTime<Utc> {
    let tomorrow = now
        .date_naive()
        .checked_add_days(Days::new(1))
        .unwrap_or(NaiveDate::MAX);
    tomorrow.and_time(NaiveTime::MIN).and_utc()
}

pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

/// Waits until changes have settled, but not for ever. In real time, also under a simulated clock.
#[derive(Debug, Default)]
struct Debounce {
    due: Option<Instant>,
    latest: Option<Instant>,
    /// After a failure, news is no reason to try earlier.
    not_before: Option<Instant>,
}

impl Debounce {
    /// Something changed.
    fn news(&mut self) {
        let now = Instant::now();
        let latest = *self.latest.get_or_insert(now + LATEST);
        let due = (now + QUIET).min(latest);
        self.due = Some(self.not_before.map_or(due, |at| due.max(at)));
    }

    fn settle(&mut self) {
        *self = Self::default();
    }

    fn again(&mut self, after: Duration) {
        let at = Instant::now() + after;
        *self = Self {
            due: Some(at),
            latest: Some(at),
            not_before: Some(at),
        };
    }

    async fn due(&self) {
        match self.due {
            Some(at) => tokio::time::sleep_until(at).await,
            None => std::future::pending().await,
        }
    }
}
