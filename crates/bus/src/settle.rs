//! One message from delivery to its settlement: progress while it is worked on, then ack, retry or dead letter.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::header::NATS_STREAM;
use async_nats::jetstream::{AckKind, Message};
use bytes::Bytes;
use futures::FutureExt;
use tokio::time::{Instant, MissedTickBehavior};
use tracing::Instrument;

use crate::Bus;
use crate::consume::envelope_of;
use crate::dead::{Burial, TERMINATED};
use crate::delivery::{Delivery, Handler, Outcome};
use crate::request::NoAnswer;
use crate::topology::ConsumerSpec;

const ACK_TIMEOUT: Duration = Duration::from_secs(5);
const ACK_ATTEMPTS: u32 = 3;

/// Settles messages of one consumer.
pub(crate) struct Settler {
    pub(crate) bus: Bus,
    pub(crate) spec: Arc<ConsumerSpec>,
}

/// A message taken apart.
struct Taken {
    subject: String,
    reply: async_nats::Subject,
    headers: HeaderMap,
    payload: Bytes,
    delivered: u64,
    sequence: u64,
}

impl Settler {
    pub(crate) async fn deliver<H: Handler>(&self, message: Message, handler: &H) {
        let Some(taken) = taken(message) else {
            tracing::warn!(
                consumer = self.spec.name,
                "a message without an acknowledgement subject was ignored"
            );
            return;
        };
        let started = Instant::now();
        let span = tracing::info_span!(
            "delivery",
            consumer = self.spec.name,
            delivered = taken.delivered,
            stream_sequence = taken.sequence,
            event_id = tracing::field::Empty,
            trace_id = tracing::field::Empty,
        );
        async {
            if taken.delivered > 1 {
                metrics::counter!("berth_bus_redelivered_total", "consumer" => self.spec.name).increment(1);
            }
            let outcome = self.outcome(&taken, handler).await;
            let seconds = metrics::histogram!("berth_bus_handle_seconds", "consumer" => self.spec.name);
            seconds.record(started.elapsed().as_secs_f64());
            self.settle(&taken, outcome).await;
        }
        .instrument(span)
        .await;
    }

    async fn outcome<H: Handler>(&self, taken: &Taken, handler: &H) -> Outcome {
        // Only the server writes this header, when it answers a read. An answer gets into a stream if whoever asked
        // named one of the stream's subjects to reply to, and that is a way around who may publish there.
        if taken.headers.get(NATS_STREAM).is_some() {
            return Outcome::reject(
                "not published by a service: a read of another stream was redirected here",
            );
        }
        let envelope = match envelope_of(&taken.subject, &taken.headers, taken.payload.clone()) {
            Ok(envelope) => envelope,
            Err(error) => return Outcome::reject(format!("unreadable: {error}")),
        };
        let span = tracing::Span::current();
        span.record("event_id", tracing::field::display(envelope.id));
        span.record("trace_id", envelope.trace.trace_id());
        let ack = (self.bus.inner.client.clone(), taken.reply.clone());
        let delivery = Delivery::new(envelope, taken.delivered, taken.sequence, ack);
        let ticking = delivery.clone();
        let mut work = std::pin::pin!(AssertUnwindSafe(handler.handle(delivery)).catch_unwind());
        let every = (self.spec.ack_wait / 3).max(Duration::from_millis(100));
        let mut tick = tokio::time::interval_at(Instant::now() + every, every);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                outcome = &mut work => {
                    return outcome.unwrap_or_else(|_| Outcome::retry(taken.delivered, "the handler panicked"));
                }
                _ = tick.tick() => ticking.progress().await,
            }
        }
    }

    async fn settle(&self, taken: &Taken, outcome: Outcome) {
        let last = i64::try_from(taken.delivered)
            .is_ok_and(|d| self.spec.max_deliver > 0 && d >= self.spec.max_deliver);
        match outcome {
            Outcome::Ack => {
                self.count("acked");
                self.ack(taken, "+ACK".into()).await;
            }
            // A message that is delivered no more would vanish; it goes where it can be seen.
            Outcome::RetryAfter { reason, .. } if last => {
                self.bury(
                    taken,
                    &format!("given up after {} deliveries: {reason}", taken.delivered),
                )
                .await;
            }
            Outcome::RetryAfter { delay, reason } => {
                self.count("retried");
                tracing::warn!(
                    reason,
                    delay_ms = crate::error::ms(delay),
                    "message is retried later"
                );
                self.later(taken, delay).await;
            }
            Outcome::Reject { reason } => self.bury(taken, &reason).await,
        }
    }

    /// Copies the message to the dead letters, and only then ends its delivery.
    async fn bury(&self, taken: &Taken, reason: &str) {
        let burial = Burial {
            spec: &self.spec,
            subject: &taken.subject,
            headers: &taken.headers,
            payload: &taken.payload,
            sequence: taken.sequence,
            delivered: taken.delivered,
            reason,
        };
        match self.bus.bury(burial).await {
            Ok(()) => {
                self.count("rejected");
                tracing::error!(
                    reason,
                    "message went to the dead letters; see `berth dead-letters list`"
                );
                self.ack(taken, format!("+TERM {TERMINATED}").into()).await;
            }
            Err(error) => {
                self.count("retried");
                tracing::error!(reason, %error, "message could not be put into the dead letters; trying again");
                self.later(taken, Duration::from_secs(10)).await;
            }
        }
    }

    /// A NAK with a delay: a bare one is delivered again at once.
    async fn later(&self, taken: &Taken, delay: Duration) {
        let delay = self.bus.inner.jitter.around(delay.max(Duration::from_millis(50)));
        self.ack(taken, AckKind::Nak(Some(delay)).into()).await;
    }

    /// Sends a settlement and waits until the server has it.
    async fn ack(&self, taken: &Taken, what: Bytes) {
        for attempt in 1..=ACK_ATTEMPTS {
            self.bus.wait_connected(ACK_TIMEOUT).await;
            match self.bus.ask(&taken.reply, None, what.clone(), ACK_TIMEOUT).await {
                Ok(_) => return,
                Err(NoAnswer::NoResponders) => {
                    tracing::warn!("the consumer is gone, so the message can't be settled and comes again");
                    return;
                }
                Err(error) => {
                    tracing::debug!(?error, attempt, "settlement not confirmed");
                    self.bus.pause(attempt, Duration::from_secs(1)).await;
                }
            }
        }
        metrics::counter!("berth_bus_unsettled_total", "consumer" => self.spec.name).increment(1);
        tracing::warn!(
            "the server did not confirm the settlement; the message comes again and is dropped as handled"
        );
    }

    fn count(&self, outcome: &'static str) {
        metrics::counter!("berth_bus_consumed_total", "consumer" => self.spec.name, "outcome" => outcome)
            .increment(1);
    }
}

fn taken(message: Message) -> Option<Taken> {
    let info = message.info().ok()?;
    let (delivered, sequence) = (u64::try_from(info.delivered).unwrap_or(1), info.stream_sequence);
    let message = message.message;
    Some(Taken {
        subject: message.subject.to_string(),
        reply: message.reply?,
        headers: message.headers.unwrap_or_default(),
        payload: message.payload,
        delivered,
        sequence,
    })
}
