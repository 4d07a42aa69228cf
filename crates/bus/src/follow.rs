//! Following a stream that keeps the last message per subject: everything there is, then "caught up", then news.
//!
//! There is no consumer behind it. New messages wake the follower through a plain subscription, and what counts is
//! then read from the stream by number; a wake-up that gets lost is made good by a poll within two seconds.

use std::time::Duration;

use async_nats::Subscriber;
use berth_events::{Subject, state_subject, streams};
use berth_runtime::Gate;
use bytes::Bytes;
use futures::{FutureExt, StreamExt};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::Bus;
use crate::error::BusError;
use crate::read::Stored;

const PAGE: usize = 3000;
/// What wakes a follower.
const SUBJECTS: &str = "berth.v1.state.>";
/// All that the stream holds.
const EVERYTHING: &str = ">";
const POLL: Duration = Duration::from_secs(2);
const LOOKS: u32 = 3;

/// What a follower has to tell.
#[derive(Debug, Clone, PartialEq)]
pub enum Followed {
    /// The newest message of a subject. May come again, and older versions may follow newer ones after a restart of
    /// the stream: compare versions.
    Changed(State),
    /// A message whose subject is none of ours; skipped.
    Unreadable {
        /// Its number in the stream.
        sequence: u64,
        /// Why it can't be read.
        reason: String,
    },
    /// Everything stored when this was said has been told. Said once, and again after the stream was built anew.
    CaughtUp,
}

/// A state as the stream keeps it. Where it comes from and when it was published doesn't matter to who follows states,
/// and is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// What it is about.
    pub subject: Subject,
    /// The state, protobuf; its version is inside.
    pub payload: Bytes,
}

/// A page of the stream.
struct News {
    told: Vec<Followed>,
    /// The number after the last of them.
    next: u64,
    /// Whether there may have been more at that moment.
    more: bool,
}

/// Follows the state stream; made by [`Bus::follow_state`].
pub struct Follower {
    bus: Bus,
    gate: Gate,
    wake: Option<Subscriber>,
    /// The next number to read.
    from: u64,
    /// What follows, read while the follower's owner takes in what came before; at most one task.
    ahead: JoinSet<Result<Option<News>, BusError>>,
    caught_up: bool,
    waiting: Vec<Followed>,
    failures: u32,
    looked_at_stream: Instant,
    /// Short looks left after a wake-up, which may overtake the stream's own copy.
    looks: u32,
}

impl Bus {
    /// Follows `BERTH_STATE`. The gate is ready from the first [`Followed::CaughtUp`] on, and unready while the stream
    /// can't be read.
    #[must_use]
    pub fn follow_state(&self, gate: Gate) -> Follower {
        gate.unready("reading the state stream");
        Follower {
            bus: self.clone(),
            gate,
            wake: None,
            from: 1,
            ahead: JoinSet::new(),
            caught_up: false,
            waiting: Vec::new(),
            failures: 0,
            looked_at_stream: Instant::now(),
            looks: 0,
        }
    }

    /// What the state stream holds from a number on; none when that is nothing yet.
    async fn news(&self, from: u64) -> Result<Option<News>, BusError> {
        let Some(page) = self.read_payloads(streams::STATE, from, PAGE).await? else {
            return Ok(None);
        };
        let (next, more) = (page.last + 1, page.full);
        let all: Option<Vec<Followed>> = page.payloads.into_iter().map(told_by_itself).collect();
        if let Some(told) = all {
            return Ok(Some(News { told, next, more }));
        }
        // Not all of them say their subject: once more, with headers.
        let page = self.read(streams::STATE, EVERYTHING, from, PAGE).await?;
        let next = page.messages.last().map_or(next, |last| last.sequence + 1);
        Ok(Some(News {
            told: page.messages.into_iter().map(told).collect(),
            next,
            more: page.more,
        }))
    }
}

fn told_by_itself(payload: Bytes) -> Option<Followed> {
    let subject = state_subject(&payload)?;
    Some(Followed::Changed(State { subject, payload }))
}

fn told(message: Stored) -> Followed {
    match message.subject.parse::<Subject>() {
        Ok(subject) => Followed::Changed(State {
            subject,
            payload: message.payload,
        }),
        Err(error) => Followed::Unreadable {
            sequence: message.sequence,
            reason: error.to_string(),
        },
    }
}

impl Follower {
    /// The next pieces of news, in their order, as many as have come; waits for the first, through outages too. Safe to
    /// drop and call again, as in `select!`.
    pub async fn next(&mut self) -> Vec<Followed> {
        loop {
            if !self.waiting.is_empty() {
                return std::mem::take(&mut self.waiting);
            }
            match self.advance().await {
                Ok(()) => self.failures = 0,
                Err(error) => {
                    self.failures = self.failures.saturating_add(1);
                    self.gate
                        .unready(format!("the state stream can't be read: {error}"));
                    if self.failures == 1 {
                        tracing::warn!(%error, "the state stream can't be read; trying again");
                    }
                    self.bus.pause(self.failures, Duration::from_secs(5)).await;
                }
            }
        }
    }

    async fn advance(&mut self) -> Result<(), BusError> {
        if self.wake.is_none() {
            let wake = self.bus.inner.client.subscribe(SUBJECTS).await;
            self.wake = Some(wake.map_err(|_| BusError::Closed)?);
        }
        if self.ahead.is_empty() {
            self.read_ahead();
        }
        // The task outlives this call should its caller drop it.
        let Some(read) = self.ahead.join_next().await else {
            return Ok(());
        };
        let Some(news) = read.map_err(|_| BusError::Closed).flatten()? else {
            return self.idle().await;
        };
        self.from = news.next;
        self.looks = 0;
        self.waiting.extend(news.told);
        if news.more {
            self.read_ahead();
        } else {
            self.say_caught_up();
        }
        Ok(())
    }

    fn read_ahead(&mut self) {
        let (bus, from) = (self.bus.clone(), self.from);
        self.ahead.spawn(async move { bus.news(from).await });
    }

    /// Nothing new: say so the first time, then wait for a wake-up or the next poll.
    async fn idle(&mut self) -> Result<(), BusError> {
        if !self.caught_up {
            self.say_caught_up();
            return Ok(());
        }
        self.gate.ready();
        if self.looked_at_stream.elapsed() >= 2 * POLL {
            // A stream that was deleted and built anew counts from 1 again.
            let info = self.bus.stream_info(streams::STATE).await?;
            self.looked_at_stream = Instant::now();
            if info.state.last_sequence + 1 < self.from {
                tracing::warn!("the state stream was built anew; reading it from the beginning");
                (self.from, self.caught_up) = (1, false);
                return Ok(());
            }
        }
        if self.looks > 0 {
            self.looks -= 1;
            self.bus.pause(LOOKS - self.looks, POLL).await;
            return Ok(());
        }
        let poll = tokio::time::sleep(self.bus.inner.jitter.around(POLL));
        let Some(wake) = self.wake.as_mut() else {
            return Ok(());
        };
        tokio::select! {
            message = wake.next() => {
                if message.is_none() {
                    self.wake = None;
                    return Err(BusError::Closed);
                }
                // One look is enough for all that came meanwhile.
                while wake.next().now_or_never().flatten().is_some() {}
                self.looks = LOOKS;
            }
            () = poll => {}
        }
        Ok(())
    }

    fn say_caught_up(&mut self) {
        if !self.caught_up {
            self.waiting.push(Followed::CaughtUp);
            self.caught_up = true;
        }
        self.gate.ready();
    }
}
