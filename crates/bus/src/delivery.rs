//! What a handler gets and what it says about it.

use std::future::Future;
use std::time::Duration;

use async_nats::Client;
use berth_events::Envelope;

/// Does the work of a consumer: decode, call one function, commit.
///
/// A message may come more than once; the effect must not. Panics count as [`Outcome::retry`].
pub trait Handler: Send + Sync + 'static {
    /// Handles one message. It is acknowledged only after this has said [`Outcome::Ack`].
    fn handle(&self, delivery: Delivery) -> impl Future<Output = Outcome> + Send;
}

impl<H: Handler> Handler for std::sync::Arc<H> {
    fn handle(&self, delivery: Delivery) -> impl Future<Output = Outcome> + Send {
        H::handle(self, delivery)
    }
}

/// What becomes of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Done; never deliver it again.
    Ack,
    /// Not now. After the last delivery it goes to the dead letters with this reason.
    RetryAfter {
        /// How long to wait; jitter is added.
        delay: Duration,
        /// Why, without personal data.
        reason: String,
    },
    /// Never: it goes to the dead letters at once.
    Reject {
        /// Why, without personal data.
        reason: String,
    },
}

impl Outcome {
    /// Not now; waits 1, 2, 4, ... seconds up to five minutes, by how often the message has been delivered.
    #[must_use]
    pub fn retry(delivered: u64, reason: impl Into<String>) -> Self {
        let doublings = u32::try_from(delivered.saturating_sub(1))
            .unwrap_or(u32::MAX)
            .min(9);
        let delay = Duration::from_secs(2_u64.saturating_pow(doublings)).min(Duration::from_secs(300));
        Self::RetryAfter {
            delay,
            reason: reason.into(),
        }
    }

    /// Never.
    #[must_use]
    pub fn reject(reason: impl Into<String>) -> Self {
        Self::Reject {
            reason: reason.into(),
        }
    }
}

/// One delivery of one message.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The message.
    pub envelope: Envelope,
    /// How often it has been delivered, this time included.
    pub delivered: u64,
    /// Its number in the stream.
    pub stream_sequence: u64,
    ack: Option<(Client, async_nats::Subject)>,
}

impl Delivery {
    pub(crate) fn new(
        envelope: Envelope,
        delivered: u64,
        stream_sequence: u64,
        ack: (Client, async_nats::Subject),
    ) -> Self {
        Self {
            envelope,
            delivered,
            stream_sequence,
            ack: Some(ack),
        }
    }

    /// A delivery without a server behind it, to test a handler.
    #[must_use]
    pub fn detached(envelope: Envelope, delivered: u64, stream_sequence: u64) -> Self {
        Self {
            envelope,
            delivered,
            stream_sequence,
            ack: None,
        }
    }

    /// Tells the server that work goes on, so that it doesn't deliver the message to somebody else. The consumer does
    /// this on a timer anyway; call it from work that blocks the timer.
    pub async fn progress(&self) {
        if let Some((client, reply)) = &self.ack {
            // Lost progress costs one more delivery, which every handler survives.
            let _ = client.publish(reply.clone(), "+WPI".into()).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_wait_twice_as_long_each_time_up_to_five_minutes() {
        let delay = |delivered| match Outcome::retry(delivered, "later") {
            Outcome::RetryAfter { delay, .. } => delay.as_secs(),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            [1, 2, 3, 9, 10, 20, u64::MAX].map(delay),
            [1, 2, 4, 256, 300, 300, 300]
        );
    }
}
