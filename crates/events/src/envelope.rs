//! The envelope: a payload with its subject and its CloudEvents headers (binary mode of the NATS binding).

use bytes::Bytes;
use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use crate::subject::{InvalidSubject, Subject};
use crate::trace::TraceContext;

/// One message as it is stored in the outbox and travels over NATS.
#[derive(Debug, Clone, PartialEq)]
pub struct Envelope {
    /// The event's id; also `Nats-Msg-Id`, so it never changes when publishing is tried again.
    pub id: Uuid,
    /// Where it is published.
    pub subject: Subject,
    /// The payload's protobuf message, for example `berth.v1.OfferSent`.
    pub ce_type: String,
    /// The service that published it, for example `berth/intake`.
    pub source: String,
    /// When it happened.
    pub time: DateTime<Utc>,
    /// The aggregate's version after it; 0 where there is none. Readers of state ignore older ones.
    pub version: u64,
    /// The request it belongs to.
    pub trace: TraceContext,
    /// The payload, protobuf.
    pub payload: Bytes,
}

/// A message whose headers are not those of an envelope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidEnvelope {
    /// A header is missing.
    #[error("the header `{0}` is missing")]
    Missing(&'static str),
    /// A header can't be read.
    #[error("the header `{header}` can't be read: `{given}`")]
    Unreadable {
        /// Which header.
        header: &'static str,
        /// What it holds, shortened.
        given: String,
    },
    /// The subject is none of ours.
    #[error(transparent)]
    Subject(#[from] InvalidSubject),
}

/// Names of the headers.
pub mod header {
    /// The id JetStream uses to drop duplicates.
    pub const MSG_ID: &str = "Nats-Msg-Id";
    /// CloudEvents: version of the specification, always `1.0`.
    pub const SPEC: &str = "ce-specversion";
    /// CloudEvents: id.
    pub const ID: &str = "ce-id";
    /// CloudEvents: type of the payload.
    pub const TYPE: &str = "ce-type";
    /// CloudEvents: who published it.
    pub const SOURCE: &str = "ce-source";
    /// CloudEvents: when it happened, RFC 3339.
    pub const TIME: &str = "ce-time";
    /// CloudEvents: `application/protobuf`.
    pub const CONTENT_TYPE: &str = "ce-datacontenttype";
    /// CloudEvents extension: the aggregate's version.
    pub const VERSION: &str = "ce-aggregateversion";
    /// W3C trace context.
    pub const TRACE: &str = "traceparent";
}

impl Envelope {
    /// The headers to publish it with, in a fixed order.
    #[must_use]
    pub fn to_headers(&self) -> Vec<(&'static str, String)> {
        let id = self.id.to_string();
        vec![
            (header::MSG_ID, id.clone()),
            (header::SPEC, "1.0".to_owned()),
            (header::ID, id),
            (header::TYPE, self.ce_type.clone()),
            (header::SOURCE, self.source.clone()),
            (
                header::TIME,
                self.time.to_rfc3339_opts(SecondsFormat::Micros, true),
            ),
            (header::CONTENT_TYPE, "application/protobuf".to_owned()),
            (header::VERSION, self.version.to_string()),
            (header::TRACE, self.trace.to_string()),
        ]
    }

    /// Puts an envelope together again from what arrived. `header` looks one up by name.
    ///
    /// A missing or broken trace context starts a new trace: it is never a reason to lose a message.
    ///
    /// # Errors
    /// When the subject is foreign, or id, type, source, time or version is missing or unreadable.
    pub fn from_parts<'h>(
        subject: &str,
        header: impl Fn(&'static str) -> Option<&'h str>,
        payload: Bytes,
    ) -> Result<Self, InvalidEnvelope> {
        let text = |name: &'static str| header(name).ok_or(InvalidEnvelope::Missing(name));
        let id = read(self::header::ID, text(self::header::ID)?, |t| {
            Uuid::try_parse(t).ok()
        })?;
        let time = read(self::header::TIME, text(self::header::TIME)?, |t| {
            DateTime::parse_from_rfc3339(t).ok()
        })?;
        let version = read(
            self::header::VERSION,
            header(self::header::VERSION).unwrap_or("0"),
            |t| t.parse().ok(),
        )?;
        Ok(Self {
            id,
            subject: subject.parse()?,
            ce_type: text(self::header::TYPE)?.to_owned(),
            source: text(self::header::SOURCE)?.to_owned(),
            time: time.with_timezone(&Utc),
            version,
            trace: header(self::header::TRACE)
                .and_then(|t| t.parse().ok())
                .unwrap_or_else(|| TraceContext::root(id)),
            payload,
        })
    }
}

fn read<T>(
    header: &'static str,
    text: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, InvalidEnvelope> {
    parse(text).ok_or_else(|| InvalidEnvelope::Unreadable {
        header,
        given: text.chars().take(60).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn envelope() -> Envelope {
        Envelope {
            id: Uuid::from_u128(1),
            subject: Subject::contact(Uuid::from_u128(2)),
            ce_type: "berth.v1.Contact".to_owned(),
            source: "berth/intake".to_owned(),
            time: Utc.with_ymd_and_hms(2027, 1, 31, 22, 0, 0).unwrap(),
            version: 3,
            trace: TraceContext::root(Uuid::from_u128(9)),
            payload: Bytes::from_static(b"x"),
        }
    }

    #[test]
    fn an_envelope_survives_the_journey() {
        let sent = envelope();
        let headers = sent.to_headers();
        let find = |name: &str| headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
        assert_eq!(
            Envelope::from_parts(sent.subject.as_str(), find, sent.payload.clone()).unwrap(),
            sent
        );
    }

    #[test]
    fn a_missing_header_is_named() {
        let sent = envelope();
        let headers = sent.to_headers();
        let find = |name: &str| {
            headers
                .iter()
                .find(|(n, _)| *n == name && name != header::TYPE)
                .map(|(_, v)| v.as_str())
        };
        let refused = Envelope::from_parts(sent.subject.as_str(), find, Bytes::new()).unwrap_err();
        assert_eq!(refused, InvalidEnvelope::Missing(header::TYPE));
    }
}
