//! Dead letters: messages given up on, whoever gave up, to be looked at, sent again or thrown away.
//!
//! Two things end up in `BERTH_DEAD`: copies this crate makes when a handler rejects a message or its last delivery
//! fails, and the server's own advisories when a message ran out of deliveries because its consumer died over it.

use async_nats::HeaderMap;
use async_nats::jetstream::message::StreamMessage;
use async_nats::jetstream::stream::{DeleteStatus, LastRawMessageErrorKind};
use berth_events::envelope::header;
use berth_events::{Subject, streams};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::Bus;
use crate::error::{BusError, PublishError};
use crate::publish::Published;
use crate::read::Stored;
use crate::topology::ConsumerSpec;

/// The reason given with `+TERM`, by which the server's advisory about it is known to be ours.
pub(crate) const TERMINATED: &str = "copied to the dead letters";

const CONSUMER: &str = "Berth-Dead-Consumer";
const REASON: &str = "Berth-Dead-Reason";
const STREAM: &str = "Berth-Dead-Stream";
const SEQUENCE: &str = "Berth-Dead-Sequence";
const SUBJECT: &str = "Berth-Dead-Subject";
const DELIVERED: &str = "Berth-Dead-Delivered";
const PAYLOAD: &str = "Berth-Dead-Payload";
const WITHHELD: &str = "withheld";

/// Why a message is among the dead letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// A handler said no, or its last delivery failed.
    Rejected,
    /// The server stopped delivering it: the consumer never settled it.
    Exhausted,
    /// Somebody else ended its delivery.
    Terminated,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeadLetter {
    /// Its number, for [`DeadLetters::show`] and the others.
    pub id: u64,
    /// When it was given up.
    pub time: DateTime<Utc>,
    /// Who gave up.
    pub cause: Cause,
    /// Whose consumer it was.
    pub consumer: String,
    /// The stream it came from.
    pub stream: String,
    /// Its number there.
    pub sequence: u64,
    /// Its subject, when known without looking at the original.
    pub subject: Option<String>,
    /// How often it was delivered.
    pub deliveries: u64,
    /// Why.
    pub reason: String,
}

/// Where the content of a shown dead letter comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// The copy made when it was given up.
    Copy,
    /// The original, which the stream still has.
    Original,
    /// Neither: the stream no longer keeps the message.
    Gone,
}

/// A dead letter with its message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetterShown {
    /// The line of the list.
    pub letter: DeadLetter,
    /// Where the rest comes from.
    pub content: Content,
    /// The message's subject; empty when gone.
    pub subject: String,
    /// The message's headers, by name.
    pub headers: Vec<(String, String)>,
    /// The message's payload. Those from `BERTH_CONTACTS` hold personal data.
    pub payload: Bytes,
}

/// A message about to be given up.
pub(crate) struct Burial<'a> {
    pub(crate) spec: &'a ConsumerSpec,
    pub(crate) subject: &'a str,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) payload: &'a Bytes,
    pub(crate) sequence: u64,
    pub(crate) delivered: u64,
    pub(crate) reason: &'a str,
}

/// Listing, showing, replaying and discarding dead letters; needs the operator's user.
#[derive(Debug, Clone)]
pub struct DeadLetters {
    bus: Bus,
}

impl Bus {
    /// The dead letters.
    #[must_use]
    pub fn dead_letters(&self) -> DeadLetters {
        DeadLetters { bus: self.clone() }
    }

    pub(crate) async fn bury(&self, burial: Burial<'_>) -> Result<(), PublishError> {
        let consumer = burial.spec.name;
        let Ok(subject) = Subject::dead(consumer) else {
            return Err(PublishError::NotProvisioned {
                subject: format!("berth.v1.dead.{consumer}"),
            });
        };
        let mut headers = of_the_message(burial.headers);
        headers.insert(CONSUMER, consumer);
        headers.insert(REASON, one_line(burial.reason).as_str());
        headers.insert(STREAM, burial.spec.stream);
        headers.insert(SEQUENCE, burial.sequence.to_string());
        headers.insert(SUBJECT, burial.subject);
        headers.insert(DELIVERED, burial.delivered.to_string());
        headers.insert(header::MSG_ID, format!("dead-{consumer}-{}", burial.sequence));
        // Personal data lives in one stream only, so that erasing it there is enough.
        let withheld = burial.spec.stream == streams::CONTACTS;
        if !withheld {
            match self
                .publish_raw(subject.as_str(), headers.clone(), burial.payload.clone())
                .await
            {
                Err(PublishError::TooLarge { .. }) => {}
                done => return done.map(|_| dead(consumer)),
            }
        }
        headers.insert(PAYLOAD, WITHHELD);
        self.publish_raw(subject.as_str(), headers, Bytes::new())
            .await
            .map(|_| dead(consumer))
    }
}

fn dead(consumer: &'static str) {
    metrics::counter!("berth_bus_dead_letters_total", "consumer" => consumer).increment(1);
}

impl DeadLetters {
    /// All of them, oldest first.
    ///
    /// # Errors
    /// When the stream can't be read, or not by this user.
    pub async fn list(&self) -> Result<Vec<DeadLetter>, BusError> {
        let (mut letters, mut from) = (Vec::new(), 1);
        loop {
            let page = self.bus.read(streams::DEAD, ">", from, 500).await?;
            letters.extend(page.messages.iter().filter_map(read_letter));
            match page.messages.last() {
                Some(last) if page.more => from = last.sequence + 1,
                _ => return Ok(letters),
            }
        }
    }

    /// One of them with its message: the copy, or the original when the stream still has it.
    ///
    /// # Errors
    /// When there is none of this number, or it can't be read.
    pub async fn show(&self, id: u64) -> Result<DeadLetterShown, BusError> {
        let (letter, stored) = self.find(id).await?;
        if letter.cause == Cause::Rejected && stored.header(PAYLOAD) != Some(WITHHELD) {
            let subject = letter.subject.clone().unwrap_or_default();
            let headers = plain(&stored.headers);
            return Ok(DeadLetterShown {
                letter,
                content: Content::Copy,
                subject,
                headers,
                payload: stored.payload,
            });
        }
        Ok(match self.original(&letter).await? {
            Some(original) => DeadLetterShown {
                letter,
                content: Content::Original,
                subject: original.subject.to_string(),
                headers: plain(&original.headers),
                payload: original.payload,
            },
            None => {
                let subject = letter.subject.clone().unwrap_or_default();
                let headers = plain(&stored.headers);
                DeadLetterShown {
                    letter,
                    content: Content::Gone,
                    subject,
                    headers,
                    payload: Bytes::new(),
                }
            }
        })
    }

    /// Publishes the message again on its old subject and takes it off the list. Every consumer of the subject sees
    /// it; those that have handled it drop it by its id.
    ///
    /// # Errors
    /// [`BusError::NotReplayable`] when its content is gone, or a newer message has taken its place in a stream that
    /// keeps the last one per subject.
    pub async fn replay(&self, id: u64) -> Result<Published, BusError> {
        let shown = self.show(id).await?;
        let refuse = |reason: &str| BusError::NotReplayable {
            id,
            reason: reason.to_owned(),
        };
        if shown.content == Content::Gone {
            return Err(refuse(
                "the stream no longer has the message; let its service publish it again, then discard this",
            ));
        }
        let mut headers = HeaderMap::new();
        for (name, value) in &shown.headers {
            headers.insert(name.as_str(), value.as_str());
        }
        // A message id of its own, or the stream would drop it; the event's id stays.
        headers.insert(header::MSG_ID, format!("replay-{id}-{}", shown.letter.sequence));
        if [streams::STATE, streams::CONTACTS].contains(&shown.letter.stream.as_str()) {
            headers.insert(
                "Nats-Expected-Last-Subject-Sequence",
                shown.letter.sequence.to_string(),
            );
        }
        let published = self
            .bus
            .publish_raw(&shown.subject, headers, shown.payload)
            .await
            .map_err(|error| match error {
                PublishError::Refused {
                    code: 10071 | 10164, ..
                } => {
                    refuse("a newer message has taken its place and was delivered instead; discard this one")
                }
                PublishError::Denied { subject } => BusError::Denied { subject },
                other => refuse(&other.to_string()),
            })?;
        self.discard(id).await?;
        tracing::info!(
            dead_letter = id,
            consumer = shown.letter.consumer,
            sequence = published.sequence,
            "replayed"
        );
        Ok(published)
    }

    /// Takes one off the list for good.
    ///
    /// # Errors
    /// When there is none of this number, or this user may not.
    pub async fn discard(&self, id: u64) -> Result<(), BusError> {
        self.find(id).await?;
        let path = format!("STREAM.MSG.DELETE.{}", streams::DEAD);
        self.bus
            .api::<_, DeleteStatus>(
                &path,
                &json!({ "seq": id, "no_erase": false }),
                "discarding a dead letter",
            )
            .await?;
        Ok(())
    }

    async fn find(&self, id: u64) -> Result<(DeadLetter, Stored), BusError> {
        let page = self.bus.read(streams::DEAD, ">", id, 1).await?;
        let stored = page
            .messages
            .into_iter()
            .find(|m| m.sequence == id)
            .ok_or(BusError::NoDeadLetter(id))?;
        let letter = read_letter(&stored).ok_or(BusError::NoDeadLetter(id))?;
        Ok((letter, stored))
    }

    async fn original(&self, letter: &DeadLetter) -> Result<Option<StreamMessage>, BusError> {
        let doing = format!("reading message {} of {}", letter.sequence, letter.stream);
        let failed = |reason: String| BusError::Unreadable {
            doing: doing.clone(),
            reason,
        };
        let stream = self.bus.inner.jetstream.get_stream_no_info(&letter.stream).await;
        let stream = stream.map_err(|error| failed(error.to_string()))?;
        match stream.get_raw_message(letter.sequence).await {
            Ok(message) => Ok(Some(message)),
            Err(error) if error.kind() == LastRawMessageErrorKind::NoMessageFound => Ok(None),
            Err(error) => Err(failed(error.to_string())),
        }
    }
}

/// The server's advisories `max_deliver` and `terminated`.
#[derive(Deserialize)]
struct Advisory {
    stream: String,
    consumer: String,
    stream_seq: u64,
    #[serde(default)]
    deliveries: u64,
    #[serde(default)]
    reason: String,
}

fn read_letter(stored: &Stored) -> Option<DeadLetter> {
    let (id, time) = (stored.sequence, stored.time);
    if stored.subject.starts_with("$JS.") {
        let advisory: Advisory = serde_json::from_slice(&stored.payload).ok()?;
        let exhausted = stored.subject.contains(".MAX_DELIVERIES.");
        // Our own +TERM: the copy beside it says more.
        if !exhausted && advisory.reason == TERMINATED {
            return None;
        }
        let deliveries = advisory.deliveries;
        let reason = match (exhausted, advisory.reason.is_empty()) {
            (true, _) => {
                format!("delivered {deliveries} times and never settled: the service died or hung over it")
            }
            (false, true) => "its delivery was ended without a reason".to_owned(),
            (false, false) => advisory.reason,
        };
        return Some(DeadLetter {
            id,
            time,
            cause: if exhausted {
                Cause::Exhausted
            } else {
                Cause::Terminated
            },
            consumer: advisory.consumer,
            stream: advisory.stream,
            sequence: advisory.stream_seq,
            subject: None,
            deliveries,
            reason,
        });
    }
    let number = |name| {
        stored
            .header(name)
            .and_then(|n| n.parse().ok())
            .unwrap_or_default()
    };
    Some(DeadLetter {
        id,
        time,
        cause: Cause::Rejected,
        consumer: stored.header(CONSUMER)?.to_owned(),
        stream: stored.header(STREAM)?.to_owned(),
        sequence: number(SEQUENCE),
        subject: stored.header(SUBJECT).map(str::to_owned),
        deliveries: number(DELIVERED),
        reason: stored.header(REASON).unwrap_or_default().to_owned(),
    })
}

/// The headers the message had, without those of the dead letter and those that steer the server. The latter were
/// meant for one publication: its place in a batch, what its stream had to hold, its id among duplicates. A copy that
/// carried them would be refused, or taken for another message.
fn of_the_message(headers: &HeaderMap) -> HeaderMap {
    let mut own = HeaderMap::new();
    for (name, values) in headers.iter() {
        let text: &str = name.as_ref();
        if !text.starts_with("Nats-") && !text.starts_with("Berth-Dead-") {
            for value in values {
                own.append(name.clone(), value.clone());
            }
        }
    }
    own
}

/// The headers the message had, sorted by name.
fn plain(headers: &HeaderMap) -> Vec<(String, String)> {
    let mut plain: Vec<(String, String)> = of_the_message(headers)
        .iter()
        .filter_map(|(name, values)| Some((name.to_string(), values.first()?.as_str().to_owned())))
        .collect();
    plain.sort();
    plain
}

/// Header values are single lines; the length is bounded so that a reason never makes a message too large.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect()
}
