//! Publishing: awaited, and tried again under the same `Nats-Msg-Id` until the server says it has it.

use std::time::Duration;

use async_nats::HeaderMap;
use async_nats::jetstream::publish::PublishAck;
use async_nats::jetstream::response::Response;
use berth_events::Envelope;
use bytes::Bytes;

use crate::Bus;
use crate::error::PublishError;
use crate::request::NoAnswer;

/// How long one attempt waits for the acknowledgement. An attempt that times out may still be stored after a
/// reconnect; the next one carries the same id and is dropped then as a duplicate.
const ACK_TIMEOUT: Duration = Duration::from_secs(5);
const ATTEMPTS: u32 = 4;

/// Where a message was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The stream that keeps it.
    pub stream: String,
    /// Its number there; of the first copy, when this one was a duplicate.
    pub sequence: u64,
    /// Whether the stream already had a message of this id.
    pub duplicate: bool,
}

impl Bus {
    /// Publishes one envelope and waits until the stream has stored it.
    ///
    /// # Errors
    /// [`PublishError::Unavailable`] after four attempts (then publish the same envelope again later); the other
    /// kinds at once, as trying again won't help.
    pub async fn publish(&self, envelope: &Envelope) -> Result<Published, PublishError> {
        self.publish_raw(
            envelope.subject.as_str(),
            headers(envelope),
            envelope.payload.clone(),
        )
        .await
    }

    /// Publishes with retries. `headers` must hold a `Nats-Msg-Id`, or a retry could store it twice.
    pub(crate) async fn publish_raw(
        &self,
        subject: &str,
        headers: HeaderMap,
        payload: Bytes,
    ) -> Result<Published, PublishError> {
        self.check_size(subject, &headers, &payload)?;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let last = match self.publish_once(subject, headers.clone(), payload.clone()).await {
                Ok(ack) => {
                    count(subject, if ack.duplicate { "duplicate" } else { "stored" });
                    return Ok(Published {
                        stream: ack.stream,
                        sequence: ack.sequence,
                        duplicate: ack.duplicate,
                    });
                }
                Err(error) => error,
            };
            // A stream without a leader, and one whose server has just started, look like no stream for a moment.
            let give_up = match last {
                Failed::Final(error) => Some(error),
                Failed::NoStream if attempts == ATTEMPTS => Some(PublishError::NotProvisioned {
                    subject: subject.to_owned(),
                }),
                Failed::Transient(last) if attempts == ATTEMPTS => Some(PublishError::Unavailable {
                    subject: subject.to_owned(),
                    attempts,
                    last,
                }),
                Failed::NoStream | Failed::Transient(_) => None,
            };
            if let Some(error) = give_up {
                count(subject, "failed");
                return Err(error);
            }
            metrics::counter!("berth_bus_publish_retries_total").increment(1);
            let delay =
                self.inner
                    .jitter
                    .backoff(attempts, Duration::from_millis(100), Duration::from_secs(2));
            tokio::time::sleep(delay).await;
        }
    }

    /// One attempt.
    pub(crate) async fn publish_once(
        &self,
        subject: &str,
        headers: HeaderMap,
        payload: Bytes,
    ) -> Result<PublishAck, Failed> {
        // What is sent while the connection is away is delivered later all the same; better not to send it yet.
        if !self.wait_connected(ACK_TIMEOUT).await {
            let closed = self.inner.link.borrow().closed;
            let away = || Failed::Transient("not connected to NATS".to_owned());
            return Err(if closed {
                Failed::Final(PublishError::Closed)
            } else {
                away()
            });
        }
        let answer = self
            .ask(subject, Some(headers), payload, ACK_TIMEOUT)
            .await
            .map_err(|error| match error {
                NoAnswer::NoResponders => Failed::NoStream,
                NoAnswer::TimedOut => Failed::Transient("no acknowledgement in time".to_owned()),
                NoAnswer::Lost => Failed::Transient("the connection was lost while waiting".to_owned()),
                NoAnswer::Denied => Failed::Final(PublishError::Denied {
                    subject: subject.to_owned(),
                }),
                NoAnswer::Closed => Failed::Final(PublishError::Closed),
                NoAnswer::Other(reason) => Failed::Transient(reason),
            })?;
        read_ack(subject, &answer.payload)
    }

    /// Refuses what the server would cut the connection for.
    fn check_size(&self, subject: &str, headers: &HeaderMap, payload: &Bytes) -> Result<(), PublishError> {
        let most = self.inner.client.max_payload();
        let bytes = payload.len() + headers_len(headers);
        if bytes > most {
            return Err(PublishError::TooLarge {
                subject: subject.to_owned(),
                bytes,
                most,
            });
        }
        Ok(())
    }
}

/// Why one attempt failed.
pub(crate) enum Failed {
    NoStream,
    Transient(String),
    Final(PublishError),
}

/// Reads the server's acknowledgement of a message or of a batch.
pub(crate) fn read_ack(subject: &str, payload: &[u8]) -> Result<PublishAck, Failed> {
    match serde_json::from_slice::<Response<PublishAck>>(payload) {
        Ok(Response::Ok(ack)) => Ok(ack),
        Ok(Response::Err { error }) => {
            let description = error.to_string();
            let code = error.error_code().0;
            // 503: no leader, store not ready, and the like.
            if error.code() == 503 {
                return Err(Failed::Transient(format!("{description} (error {code})")));
            }
            Err(Failed::Final(PublishError::Refused {
                subject: subject.to_owned(),
                code,
                description,
            }))
        }
        Err(error) => Err(Failed::Transient(format!("unreadable acknowledgement: {error}"))),
    }
}

/// An envelope's headers as the client takes them.
pub(crate) fn headers(envelope: &Envelope) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in envelope.to_headers() {
        map.insert(name, value.as_str());
    }
    map
}

/// Size on the wire: `NATS/1.0`, then `name: value` lines, each ended by two bytes.
fn headers_len(headers: &HeaderMap) -> usize {
    let lines = headers
        .iter()
        .flat_map(|(name, values)| values.iter().map(move |v| (name, v)));
    12 + lines
        .map(|(name, value)| AsRef::<str>::as_ref(name).len() + value.as_str().len() + 4)
        .sum::<usize>()
}

pub(crate) fn count(subject: &str, outcome: &'static str) {
    metrics::counter!("berth_bus_published_total", "kind" => kind(subject), "outcome" => outcome)
        .increment(1);
}

/// The kind of subject, never the subject itself: that holds ids.
pub(crate) fn kind(subject: &str) -> &'static str {
    match subject.split('.').nth(2) {
        Some("event") => "event",
        Some("state") => "state",
        Some("contact") => "contact",
        Some("dead") => "dead",
        _ => "other",
    }
}
