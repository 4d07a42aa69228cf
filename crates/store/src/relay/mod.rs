//! The relay: takes what waits in the outbox to JetStream, in order, one process at a time.

mod bus;
mod gauges;
mod lease;
mod publish;

use std::time::Duration;

use berth_events::{Envelope, streams};
use berth_runtime::{Gate, Shutdown};
use chrono::TimeDelta;
use tokio::time::Instant;

use self::gauges::Gauges;
use self::lease::{Lease, patiently};
pub use self::publish::{NotPublished, Publish};
use crate::{Store, StoreError, outbox};

/// Envelopes per publish.
const BATCH: usize = 100;
/// Rows read at once.
const READ_AT_ONCE: u64 = 500;
/// How often the relay looks without being woken: for what other processes wrote.
const POLL: Duration = Duration::from_millis(1250);
/// The wait after the first failure; it doubles.
const FIRST_RETRY: Duration = Duration::from_millis(250);
/// The longest wait between attempts.
const LONGEST_RETRY: Duration = Duration::from_secs(15);
/// How long a look at the outbox may take before the gate says so.
const SLOW: Duration = Duration::from_secs(3);
/// How often old rows are deleted.
const PURGE_EVERY: Duration = Duration::from_secs(3600);
/// How long published and handled events are kept.
const KEEP: TimeDelta = TimeDelta::days(14);

impl Store {
    /// Publishes what transactions emit until `shutdown`: at once when this process committed, within about a
    /// second when another did. On a soft stop it publishes what waits, if NATS takes it, and returns.
    ///
    /// Only one relay per database is active; others stand by. `gate` is unready while the outbox can't be
    /// published. Events that NATS will never take are parked and shown by [`Store::outbox_status`].
    pub async fn relay<P: Publish>(&self, publisher: P, shutdown: &Shutdown, gate: Gate) {
        let mut relay = Relay {
            store: self.clone(),
            publisher,
            lease: Lease::new(self.clone()),
            gauges: Gauges::new(&self.options().service),
            active: false,
            purge_at: Instant::now(),
        };
        let hard = shutdown.hard();
        tokio::select! {
            () = hard.cancelled() => {}
            () = relay.run(shutdown, &gate) => {}
        }
        relay.gauges.set_active(false);
        relay.lease.release().await;
    }
}

/// How a look at the outbox ended.
#[derive(Debug, PartialEq, Eq)]
enum Pass {
    /// More may wait.
    More,
    /// Nothing waits.
    Drained,
    /// Another process relays this database.
    Standby,
}

/// Why the outbox isn't getting empty.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("the outbox can't be published: {0}")]
    Bus(String),
    #[error("the outbox can't be read or marked: {0}")]
    Store(#[from] StoreError),
}

struct Relay<P> {
    store: Store,
    publisher: P,
    lease: Lease,
    gauges: Gauges,
    /// Whether it had the lease at the last look.
    active: bool,
    purge_at: Instant,
}

/// A row whose envelope could be read.
struct Ready {
    seq: i64,
    stream: String,
    envelope: Envelope,
}

impl<P: Publish> Relay<P> {
    async fn run(&mut self, shutdown: &Shutdown, gate: &Gate) {
        let soft = shutdown.soft();
        let mut failures = 0;
        loop {
            let stopping = soft.is_cancelled();
            let done = self.watched_pass(gate).await;
            // A database in trouble isn't asked to count as well.
            if !matches!(done, Err(Trouble::Store(_))) {
                self.gauges.refresh(&self.store).await;
            }
            let (pause, woken) = match done {
                Ok(pass) => {
                    failures = 0;
                    gate.ready();
                    match pass {
                        Pass::More => continue,
                        Pass::Drained => (self.store.jittered(POLL), true),
                        // Being woken says nothing about the other process.
                        Pass::Standby => (self.store.jittered(POLL), false),
                    }
                }
                Err(trouble) => {
                    failures += 1;
                    tracing::warn!(error = %trouble, failures, "the outbox relay is held up");
                    gate.unready(trouble.to_string());
                    (self.store.jittered(retry_after(failures)), false)
                }
            };
            if stopping {
                return;
            }
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.store.wake().notified(), if woken => {}
                () = soft.cancelled() => {}
            }
        }
    }

    /// A pass, during which the gate closes when it takes long: the bus waits for a NATS that is away.
    async fn watched_pass(&mut self, gate: &Gate) -> Result<Pass, Trouble> {
        let pass = self.pass();
        tokio::pin!(pass);
        loop {
            tokio::select! {
                done = &mut pass => return done,
                () = tokio::time::sleep(SLOW) => gate.unready("NATS or the database hasn't answered the outbox relay for seconds"),
            }
        }
    }

    async fn pass(&mut self) -> Result<Pass, Trouble> {
        let taken = self.lease.take().await?;
        self.gauges.set_active(taken);
        if taken != std::mem::replace(&mut self.active, taken) {
            tracing::info!(active = taken, "the outbox relay changed its part");
        }
        if !taken {
            return Ok(Pass::Standby);
        }
        let rows = self.waiting().await?;
        let read = rows.len();
        let mut ready = Vec::with_capacity(read);
        for row in rows {
            match row.envelope() {
                Ok(envelope) => ready.push(Ready {
                    seq: row.seq,
                    stream: row.stream,
                    envelope,
                }),
                Err(reason) => self.park(row.seq, &reason).await?,
            }
        }
        // A fact comes last, so that the state and contacts it speaks of are on their way before it.
        ready.sort_by_key(|row| (precedence(&row.stream), row.seq));
        for of_one_stream in ready.chunk_by(|a, b| a.stream == b.stream) {
            for batch in of_one_stream.chunks(BATCH) {
                self.publish(batch).await?;
            }
        }
        if u64::try_from(read).is_ok_and(|read| read >= READ_AT_ONCE) {
            return Ok(Pass::More);
        }
        self.purge_if_due().await?;
        Ok(Pass::Drained)
    }

    /// Publishes a batch and marks it. When one of its envelopes is unacceptable, each goes alone.
    async fn publish(&mut self, batch: &[Ready]) -> Result<(), Trouble> {
        let envelopes: Vec<Envelope> = batch.iter().map(|row| row.envelope.clone()).collect();
        match (self.publisher.publish_batch(&envelopes).await, batch) {
            (Ok(()), _) => self.mark(batch.iter().map(|row| row.seq).collect()).await,
            (Err(NotPublished::Later(reason)), _) => Err(Trouble::Bus(reason)),
            (Err(NotPublished::Never(reason)), [row]) => self.park(row.seq, &reason).await,
            (Err(NotPublished::Never(_)), _) => self.publish_singly(batch).await,
        }
    }

    async fn publish_singly(&mut self, batch: &[Ready]) -> Result<(), Trouble> {
        for row in batch {
            match self
                .publisher
                .publish_batch(std::slice::from_ref(&row.envelope))
                .await
            {
                Ok(()) => self.mark(vec![row.seq]).await?,
                Err(NotPublished::Later(reason)) => return Err(Trouble::Bus(reason)),
                Err(NotPublished::Never(reason)) => self.park(row.seq, &reason).await?,
            }
        }
        Ok(())
    }

    async fn waiting(&mut self) -> Result<Vec<outbox::Model>, Trouble> {
        if self.lease.cannot_be_lost() {
            return Ok(outbox::first_waiting(self.store.read(), READ_AT_ONCE)
                .await
                .map_err(StoreError::from)?);
        }
        let tx = self.lease.begin().await?;
        let read = patiently(async {
            let rows = outbox::first_waiting(&tx, READ_AT_ONCE).await?;
            tx.commit().await?;
            Ok(rows)
        });
        self.or_lose(read.await)
    }

    async fn mark(&mut self, rows: Vec<i64>) -> Result<(), Trouble> {
        let now = self.store.now();
        let tx = self.lease.begin().await?;
        let marked = patiently(async {
            outbox::mark_published(&tx, &rows, now).await?;
            tx.commit().await
        });
        self.or_lose(marked.await)?;
        self.gauges.published(rows.len());
        Ok(())
    }

    async fn park(&mut self, seq: i64, reason: &str) -> Result<(), Trouble> {
        tracing::error!(
            seq,
            reason,
            "an event was set aside: look with `berth outbox list --parked`"
        );
        let now = self.store.now();
        let tx = self.lease.begin().await?;
        let parked = patiently(async {
            outbox::park(&tx, seq, reason, now).await?;
            tx.commit().await
        });
        self.or_lose(parked.await)?;
        self.gauges.parked();
        Ok(())
    }

    /// After an error on the lease's connection nobody knows whether it still holds the lock: begin anew.
    fn or_lose<T>(&mut self, done: Result<T, StoreError>) -> Result<T, Trouble> {
        done.map_err(|error| {
            self.lease.lose();
            error.into()
        })
    }

    async fn purge_if_due(&mut self) -> Result<(), Trouble> {
        if Instant::now() < self.purge_at {
            return Ok(());
        }
        let purged = self.store.purge(KEEP).await?;
        if purged.outbox + purged.inbox > 0 {
            tracing::info!(outbox = purged.outbox, inbox = purged.inbox, "deleted old rows");
        }
        self.purge_at = Instant::now() + PURGE_EVERY;
        Ok(())
    }
}

fn precedence(stream: &str) -> u8 {
    match stream {
        streams::CONTACTS => 0,
        streams::STATE => 1,
        _ => 2,
    }
}

fn retry_after(failures: u32) -> Duration {
    FIRST_RETRY
        .saturating_mul(1 << failures.saturating_sub(1).min(10))
        .min(LONGEST_RETRY)
}
