//! Supervised consumers: they pull, hand over, settle, and are built anew whenever something breaks.

use std::sync::Arc;
use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::jetstream::Message;
use async_nats::jetstream::consumer::{Consumer, pull};
use berth_events::Envelope;
use berth_events::envelope::InvalidEnvelope;
use berth_runtime::{Gate, Shutdown};
use bytes::Bytes;
use futures::StreamExt;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::Bus;
use crate::connect::Link;
use crate::delivery::Handler;
use crate::error::BusError;
use crate::settle::Settler;
use crate::topology::{ConsumerSpec, topology};

/// How long a soft stop waits for messages in hand.
const GRACE: Duration = Duration::from_secs(20);

/// After this long without a fault, the next one counts as the first again.
const STEADY: Duration = Duration::from_secs(10);

/// Why pulling ended.
enum Ended {
    /// A stop was asked for.
    Stopped,
    /// It has to be built anew, for this reason.
    Broken(String),
}

impl Bus {
    /// Consumes until a stop is asked for: at most `concurrency` messages at a time, each handled, then settled.
    ///
    /// The durable consumer must have been provisioned. While it is missing, was deleted, or the server is away, the
    /// gate is unready with the reason, and attaching is tried again with back-off. A soft stop takes nothing new and
    /// finishes what is in hand (at most 20 s); a hard stop drops it, and it is delivered again.
    ///
    /// # Errors
    /// [`BusError::UnknownConsumer`] at once, [`BusError::Closed`] when the connection was closed for good.
    pub async fn consume<H: Handler>(
        &self,
        consumer: &str,
        concurrency: usize,
        handler: H,
        shutdown: Shutdown,
        gate: Gate,
    ) -> Result<(), BusError> {
        let all = topology(self.inner.replicas);
        let spec = all
            .consumer(consumer)
            .ok_or_else(|| BusError::UnknownConsumer(consumer.to_owned()))?
            .clone();
        let supervisor = Supervisor {
            bus: self.clone(),
            spec: Arc::new(spec),
            concurrency: concurrency.max(1),
            handler: Arc::new(handler),
            shutdown,
            gate,
        };
        supervisor.run().await
    }
}

struct Supervisor<H> {
    bus: Bus,
    spec: Arc<ConsumerSpec>,
    concurrency: usize,
    handler: Arc<H>,
    shutdown: Shutdown,
    gate: Gate,
}

impl<H: Handler> Supervisor<H> {
    async fn run(self) -> Result<(), BusError> {
        let mut in_hand = JoinSet::new();
        let mut link = self.bus.inner.link.clone();
        let mut failures = 0_u32;
        let soft = self.shutdown.soft();
        self.gate.unready("attaching to the consumer");
        let result = loop {
            if self.shutdown.is_soft() {
                break Ok(());
            }
            if link.borrow().closed {
                break Err(BusError::Closed);
            }
            link.mark_unchanged();
            let reason = match self.attach().await {
                Ok((mut messages, spec)) => {
                    self.gate.ready();
                    tracing::debug!(consumer = self.spec.name, "attached");
                    let since = Instant::now();
                    let ended = self.pump(&mut messages, &spec, &mut in_hand, &mut link).await;
                    if since.elapsed() > STEADY {
                        failures = 0;
                    }
                    match ended {
                        Ended::Stopped => break Ok(()),
                        Ended::Broken(reason) => reason,
                    }
                }
                Err(reason) => reason,
            };
            failures = failures.saturating_add(1);
            self.gate.unready(&reason);
            metrics::counter!("berth_bus_consumer_rebuilds_total", "consumer" => self.spec.name).increment(1);
            // Said at the first fault and then ever more rarely, not every five seconds of an outage.
            if failures.is_power_of_two() {
                tracing::warn!(
                    consumer = self.spec.name,
                    reason,
                    failures,
                    "consumer is being rebuilt"
                );
            }
            let delay =
                self.bus
                    .inner
                    .jitter
                    .backoff(failures, Duration::from_millis(100), Duration::from_secs(5));
            tokio::select! {
                () = soft.cancelled() => {}
                // A new connection is a reason to try at once.
                _ = link.changed() => failures = 0,
                () = tokio::time::sleep(delay) => {}
            }
        };
        self.gate.unready("stopped");
        self.finish(in_hand).await;
        result
    }

    /// Looks the consumer up and opens its messages. The reason of a failure is shown to operators.
    async fn attach(&self) -> Result<(pull::Stream, Arc<ConsumerSpec>), String> {
        if !self.bus.is_connected() {
            return Err("not connected to NATS".to_owned());
        }
        let info = self.bus.consumer_info(self.spec.stream, self.spec.name);
        let soft = self.shutdown.soft();
        let info = tokio::select! {
            () = soft.cancelled() => return Err("stopping".to_owned()),
            info = info => info.map_err(|error| error.to_string())?,
        };
        if info.config.deliver_subject.is_some() {
            return Err(format!(
                "consumer {} is a push consumer; run `berth provision`",
                self.spec.name
            ));
        }
        // What the server really does counts, should it differ from the topology.
        let (ack_wait, max_deliver) = (info.config.ack_wait, info.config.max_deliver);
        let spec = Arc::new(ConsumerSpec {
            ack_wait,
            max_deliver,
            ..(*self.spec).clone()
        });
        let config = pull::Config {
            max_batch: info.config.max_batch,
            ..spec.config()
        };
        let consumer: Consumer<pull::Config> = Consumer::new(config, info, self.bus.inner.jetstream.clone());
        let stream = consumer
            .stream()
            .max_messages_per_batch(self.concurrency)
            .expires(Duration::from_secs(30))
            .heartbeat(Duration::from_secs(5));
        let messages = stream.messages().await.map_err(|error| error.to_string())?;
        Ok((messages, spec))
    }

    async fn pump(
        &self,
        messages: &mut pull::Stream,
        spec: &Arc<ConsumerSpec>,
        in_hand: &mut JoinSet<()>,
        link: &mut watch::Receiver<Link>,
    ) -> Ended {
        let soft = self.shutdown.soft();
        loop {
            tokio::select! {
                biased;
                () = soft.cancelled() => return Ended::Stopped,
                changed = link.changed() => {
                    let connected = changed.is_ok() && link.borrow().connected;
                    let why = if connected { "the connection is new" } else { "the connection to NATS was lost" };
                    return Ended::Broken(why.to_owned());
                }
                Some(_) = in_hand.join_next() => {}
                message = messages.next(), if in_hand.len() < self.concurrency => match message {
                    Some(Ok(message)) => self.take(message, spec, in_hand),
                    Some(Err(error)) => return Ended::Broken(error.to_string()),
                    None => return Ended::Broken("the consumer's messages ended".to_owned()),
                },
            }
        }
    }

    fn take(&self, message: Message, spec: &Arc<ConsumerSpec>, in_hand: &mut JoinSet<()>) {
        let settler = Settler {
            bus: self.bus.clone(),
            spec: Arc::clone(spec),
        };
        let (handler, hard) = (Arc::clone(&self.handler), self.shutdown.hard());
        in_hand.spawn(async move {
            tokio::select! {
                biased;
                // Dropped in the middle: no ack was sent, so it is delivered again.
                () = hard.cancelled() => {}
                () = settler.deliver(message, &*handler) => {}
            }
        });
    }

    async fn finish(&self, mut in_hand: JoinSet<()>) {
        let open = in_hand.len();
        if open > 0 {
            tracing::info!(
                consumer = self.spec.name,
                messages = open,
                "finishing the messages in hand"
            );
        }
        let all = async { while in_hand.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, all).await.is_err() {
            let left = in_hand.len();
            tracing::warn!(
                consumer = self.spec.name,
                messages = left,
                "stopped with messages in hand; they come again"
            );
        }
    }
}

/// Puts an envelope together from what NATS delivered.
pub(crate) fn envelope_of(
    subject: &str,
    headers: &HeaderMap,
    payload: Bytes,
) -> Result<Envelope, InvalidEnvelope> {
    Envelope::from_parts(
        subject,
        |name| headers.get(name).map(async_nats::HeaderValue::as_str),
        payload,
    )
}
