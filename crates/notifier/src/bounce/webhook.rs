//! Reports of bounces over HTTP: signed, fresh, and in our small JSON or as RFC 3464 wrote them.
//!
//! `Berth-Timestamp` is a Unix time in seconds; `Berth-Signature` is `v1=` and the hex HMAC-SHA256 of the timestamp, a
//! full stop and the body. The JSON is `{"id": "...", "reports": [{"message": "...", "action": "failed", "status":
//! "5.1.1"}]}`, `message` being the Message-ID.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, TimeDelta, Utc};
use ring::hmac;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Action, Report};

/// How far the sender's clock, or the way here, may be off.
const TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Checks and reads signed reports.
#[derive(Debug, Clone)]
pub struct Webhook {
    key: hmac::Key,
}

/// Why a report was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("sign `<Berth-Timestamp>.<body>` with the shared secret: Berth-Signature: v1=<hex HMAC-SHA256>")]
    Unsigned,
    #[error("the timestamp is more than five minutes off: sign anew, with the time of now")]
    Stale,
    #[error("the body is neither the JSON of this door nor an RFC 3464 report about a message of ours")]
    Unreadable,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    id: String,
    reports: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    message: String,
    action: String,
    status: String,
}

impl Webhook {
    pub fn new(secret: &str) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()),
        }
    }

    /// What a sender writes into `Berth-Signature`.
    pub fn sign(&self, timestamp: i64, body: &[u8]) -> String {
        let tag = hmac::sign(&self.key, &signed(&timestamp.to_string(), body));
        format!("v1={}", hex::encode(tag))
    }

    /// The event's id and what it reports.
    pub fn read(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: DateTime<Utc>,
    ) -> Result<(String, Vec<Report>), Refused> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let timestamp = text("berth-timestamp").ok_or(Refused::Unsigned)?;
        let signature = text("berth-signature").and_then(|text| text.strip_prefix("v1="));
        let signature = signature
            .and_then(|text| hex::decode(text).ok())
            .ok_or(Refused::Unsigned)?;
        hmac::verify(&self.key, &signed(timestamp, body), &signature).map_err(|_| Refused::Unsigned)?;
        let at = timestamp
            .parse()
            .ok()
            .and_then(|at| DateTime::from_timestamp(at, 0));
        if (at.ok_or(Refused::Unsigned)? - now).abs() > TOLERANCE {
            return Err(Refused::Stale);
        }
        let is_json =
            text(header::CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("application/json"));
        if !is_json {
            let report = super::read(body).ok_or(Refused::Unreadable)?;
            return Ok((
                format!("mail/{}", hex::encode(Sha256::digest(body))),
                vec![report],
            ));
        }
        let Body { id, reports } = serde_json::from_slice(body).map_err(|_| Refused::Unreadable)?;
        if id.is_empty() || id.len() > 200 {
            return Err(Refused::Unreadable);
        }
        let reports: Option<Vec<Report>> = reports.iter().map(Line::report).collect();
        Ok((format!("web/{id}"), reports.ok_or(Refused::Unreadable)?))
    }
}

impl Line {
    fn report(&self) -> Option<Report> {
        let message = self.message.trim_start_matches('<').split('@').next()?;
        let status = self.status.split('.').collect::<Vec<_>>();
        let is_status = status.len() == 3
            && status
                .iter()
                .all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
        is_status.then_some(Report {
            message: Uuid::try_parse(message).ok()?,
            action: Action::parse(&self.action)?,
            status: self.status.clone(),
        })
    }
}

fn signed(timestamp: &str, body: &[u8]) -> Vec<u8> {
    [timestamp.as_bytes(), b".", body].concat()
}
