//! Reading stored messages without a consumer: batches over JetStream's direct get.
//!
//! A user who only reads this way needs no permission to create consumers, and a consumer is the thing that could be
//! pointed at somebody else's subject. The client library has no batched direct get, so it is spoken here (ADR-31).

use std::time::Duration;

use async_nats::header::{HeaderName, NATS_SEQUENCE, NATS_SUBJECT, NATS_TIME_STAMP};
use async_nats::{HeaderMap, StatusCode};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::StreamExt;
use serde_json::json;
use tokio::time::Instant;

use crate::Bus;
use crate::connect::REQUEST_TIMEOUT;
use crate::error::{BusError, ms};

/// A message as the stream keeps it.
#[derive(Debug, Clone)]
pub(crate) struct Stored {
    pub(crate) subject: String,
    pub(crate) sequence: u64,
    pub(crate) time: DateTime<Utc>,
    pub(crate) headers: HeaderMap,
    pub(crate) payload: Bytes,
}

impl Stored {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(async_nats::HeaderValue::as_str)
    }
}

/// Some messages, and whether there were more at that moment.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) messages: Vec<Stored>,
    pub(crate) more: bool,
}

/// Some messages of a whole stream, by their payloads alone.
#[derive(Debug)]
pub(crate) struct Payloads {
    pub(crate) payloads: Vec<Bytes>,
    /// The number of the last of them.
    pub(crate) last: u64,
    /// Whether the batch was full, so that there may be more. (The server counts what is left only in headers.)
    pub(crate) full: bool,
}

/// The most a batch holds, unless its first message alone is larger.
const BYTES: usize = 4 << 20;
/// Subject and headers of a message, which count too: more than ours have.
const AROUND: usize = 1 << 10;

impl Bus {
    /// Up to `most` messages from number `from` on whose subject matches `filter`, in their order.
    pub(crate) async fn read(
        &self,
        stream: &str,
        filter: &str,
        from: u64,
        most: usize,
    ) -> Result<Page, BusError> {
        let mut page = Page::default();
        let question =
            json!({ "seq": from.max(1), "next_by_subj": filter, "batch": most, "max_bytes": BYTES });
        let end = self.direct_get(stream, &question, |answer| {
            let headers = answer.headers.unwrap_or_default();
            page.messages.push(stored(headers, answer.payload)?);
            Ok(())
        });
        let end = end.await?;
        page.more = end
            .and_then(|end| end.get("Nats-Num-Pending").map(|n| n.as_str() != "0"))
            .unwrap_or_default();
        Ok(page)
    }

    /// Up to `most` messages from number `from` on, without subjects and headers: a fraction of the work on both sides.
    /// None when there is nothing from there on.
    pub(crate) async fn read_payloads(
        &self,
        stream: &str,
        from: u64,
        most: usize,
    ) -> Result<Option<Payloads>, BusError> {
        let mut payloads = Vec::new();
        let question = json!({
            "seq": from.max(1), "next_by_subj": ">", "batch": most, "max_bytes": BYTES, "no_hdr": true,
        });
        let end = self.direct_get(stream, &question, |answer| {
            payloads.push(answer.payload);
            Ok(())
        });
        let Some(end) = end.await?.filter(|_| !payloads.is_empty()) else {
            return Ok(None);
        };
        let last = end
            .get("Nats-Last-Sequence")
            .map(|number| number.as_str().parse());
        let Some(Ok(last)) = last else {
            return Err(BusError::Unreadable {
                doing: format!("reading stream {stream}"),
                reason: "the end of a batch doesn't say which message was its last".to_owned(),
            });
        };
        let bytes: usize = payloads.iter().map(|payload| payload.len() + AROUND).sum();
        Ok(Some(Payloads {
            full: payloads.len() >= most || bytes >= BYTES,
            payloads,
            last,
        }))
    }

    /// Asks for a batch and hands its messages over one by one; the headers of its end, or none when there was nothing.
    async fn direct_get(
        &self,
        stream: &str,
        question: &serde_json::Value,
        mut each: impl FnMut(async_nats::Message) -> Result<(), String>,
    ) -> Result<Option<HeaderMap>, BusError> {
        let doing = format!("reading stream {stream}");
        let failed = |reason: String| BusError::Unreadable {
            doing: doing.clone(),
            reason,
        };
        let client = &self.inner.client;
        let inbox = client.new_inbox();
        let mut answers = client
            .subscribe(inbox.clone())
            .await
            .map_err(|error| failed(error.to_string()))?;
        let subject = format!("$JS.API.DIRECT.GET.{stream}");
        let mut denials = self.inner.denials.subscribe();
        let payload = question.to_string().into();
        let sent = client.publish_with_reply(subject.clone(), inbox, payload).await;
        sent.map_err(|error| failed(error.to_string()))?;
        loop {
            let deadline = Instant::now() + REQUEST_TIMEOUT;
            let answer = tokio::select! {
                biased;
                answer = answers.next() => answer.ok_or(BusError::Closed)?,
                denied = denials.recv() => match denied {
                    Ok(denied) if denied.is_publish(&subject) => return Err(BusError::Denied { subject }),
                    _ => continue,
                },
                () = tokio::time::sleep_until(deadline) => {
                    return Err(BusError::TimedOut { doing, waited_ms: ms(REQUEST_TIMEOUT) });
                }
            };
            match answer.status {
                None | Some(StatusCode::OK) => each(answer).map_err(&failed)?,
                Some(StatusCode::NO_RESPONDERS) => {
                    return Err(BusError::NotProvisioned {
                        what: format!("the stream {stream}"),
                    });
                }
                // End of this batch.
                Some(status) if status.as_u16() == 204 => {
                    return Ok(Some(answer.headers.unwrap_or_default()));
                }
                // Nothing there from this number on.
                Some(status) if status.as_u16() == 404 => return Ok(None),
                Some(status) => {
                    let said = answer.description.unwrap_or_default();
                    return Err(failed(format!("{status} {said}")));
                }
            }
        }
    }

    /// Waits at least `base`, jittered; shorter while the first attempts of something are made.
    pub(crate) async fn pause(&self, attempt: u32, most: Duration) {
        tokio::time::sleep(
            self.inner
                .jitter
                .backoff(attempt, Duration::from_millis(50), most),
        )
        .await;
    }
}

fn stored(headers: HeaderMap, payload: Bytes) -> Result<Stored, String> {
    // Names the library knows need no reading, and a page has thousands of messages.
    let text = |name: HeaderName| {
        let value = headers.get(name.clone()).map(async_nats::HeaderValue::as_str);
        value.ok_or_else(|| format!("the answer has no {name}"))
    };
    let subject = text(NATS_SUBJECT)?.to_owned();
    let sequence = text(NATS_SEQUENCE)?
        .parse()
        .map_err(|_| "Nats-Sequence is no number".to_owned())?;
    let time = DateTime::parse_from_rfc3339(text(NATS_TIME_STAMP)?).map_err(|error| error.to_string())?;
    Ok(Stored {
        subject,
        sequence,
        time: time.with_timezone(&Utc),
        headers,
        payload,
    })
}
