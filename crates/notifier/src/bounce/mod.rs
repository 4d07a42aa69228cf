//! Mail that came back (RFC 3464, and RFC 6533 for addresses beyond ASCII): the message is marked, and an address that does not exist is not written to again.

pub mod lmtp;
pub mod webhook;

use berth_domain::address::WireAddress;
use berth_store::{Emit, Only as _, Store};
use chrono::{DateTime, TimeDelta, Utc};
use mail_parser::{Message, MessageParser, MimeHeaders as _};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, TryInsertResult,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::entity::{bounce_report, contact, message, suppression};
use crate::ledger::{LedgerError, State};

/// A report is a few kilobytes; some bring the whole mail along.
pub(crate) const LARGEST_REPORT: usize = 2 << 20;

/// What a delivery report says of one message of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// From the Message-ID of what came back.
    pub message: Uuid,
    pub action: Action,
    /// Enhanced status code, for example `5.1.1`.
    pub status: String,
}

/// What happened to the mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It was not delivered and will not be.
    Failed,
    /// It is still being tried.
    Delayed,
    /// It was delivered or passed on.
    Delivered,
}

impl Action {
    /// RFC 3464, 2.3.3.
    fn parse(text: &str) -> Option<Self> {
        match text {
            "failed" => Some(Self::Failed),
            "delayed" => Some(Self::Delayed),
            "delivered" | "relayed" | "expanded" => Some(Self::Delivered),
            _ => None,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Failed => "failed",
            Self::Delayed => "delayed",
            Self::Delivered => "delivered",
        }
    }
}

/// What a report changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// Not a delivery report about a message of ours.
    NotOurs,
    /// This report was filed before.
    Repeated,
    /// Heard, nothing to do.
    Noted,
    /// The message is `bounced` now.
    Bounced,
    /// That, and its address is not written to any more.
    Suppressed,
}

/// Reads a delivery report; none when it is none, or not about a message of ours.
pub fn read(bytes: &[u8]) -> Option<Report> {
    let mail = MessageParser::default().parse(bytes)?;
    let report = mail.content_type()?;
    if !(report.ctype() == "multipart" && report.attribute("report-type") == Some("delivery-status")) {
        return None;
    }
    let mut fields = None;
    let mut message = None;
    for part in &mail.parts {
        let Some(kind) = part.content_type() else { continue };
        match (kind.ctype(), kind.subtype().unwrap_or_default()) {
            ("message", "delivery-status" | "global-delivery-status") => {
                fields = Some(String::from_utf8_lossy(part.contents()).into_owned())
            }
            ("message", "rfc822") => message = part.message().and_then(own_id),
            // The parser takes only `message/rfc822` for a mail.
            ("text" | "message", "rfc822-headers" | "global" | "global-headers") => {
                message = MessageParser::default()
                    .parse_headers(part.contents())
                    .as_ref()
                    .and_then(own_id);
            }
            _ => {}
        }
    }
    let fields = fields?;
    let field = |name: &str| {
        let line = fields.lines().find(|line| {
            line.split_once(':')
                .is_some_and(|(key, _)| key.trim().eq_ignore_ascii_case(name))
        })?;
        Some(line.split_once(':')?.1.trim().to_ascii_lowercase())
    };
    let action = Action::parse(&field("Action")?)?;
    let status = field("Status")?
        .split_whitespace()
        .next()?
        .chars()
        .take(12)
        .collect();
    Some(Report {
        message: message?,
        action,
        status,
    })
}

/// Our ids are UUIDs before the `@`.
fn own_id(mail: &Message<'_>) -> Option<Uuid> {
    Uuid::try_parse(mail.message_id()?.split('@').next()?).ok()
}

/// Files a report that has no id of its own: the same text twice about the same attempt is the same report.
pub async fn record(store: &Store, report: &Report, now: DateTime<Utc>) -> Result<Recorded, LedgerError> {
    file(store, None, report, now).await
}

/// Files a report. One of failure makes an accepted (or doubtful) message `bounced`. When the address itself is the
/// cause, or did not take mail for weeks, it goes on the suppression list. The same report of the same event twice
/// changes nothing more.
pub async fn record_once(
    store: &Store,
    event: &str,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<Recorded, LedgerError> {
    file(store, Some(event), report, now).await
}

async fn file(
    store: &Store,
    event: Option<&str>,
    report: &Report,
    now: DateTime<Utc>,
) -> Result<Recorded, LedgerError> {
    let recorded = store
        .write(|tx| async move {
            let conn = tx.conn();
            let Some(row) = message::Entity::find_by_id(report.message).only(conn).await? else {
                return Ok(Recorded::NotOurs);
            };
            let hash = row.envelope_to.as_deref().map(address_hash);
            let filed = bounce_report::ActiveModel {
                id: Set(match event {
                    Some(event) => report.id(event),
                    None => report.id(&format!("attempt {}", row.attempts)),
                }),
                message: Set(report.message),
                address_hash: Set(hash.clone()),
                action: Set(report.action.as_str().to_owned()),
                status: Set(report.status.clone()),
                seen_at: Set(now),
            };
            let filed = bounce_report::Entity::insert(filed)
                .on_conflict(
                    OnConflict::column(bounce_report::Column::Id)
                        .do_nothing()
                        .to_owned(),
                )
                .try_insert()
                .exec_without_returning(conn)
                .await?;
            if !matches!(filed, TryInsertResult::Inserted(rows) if rows > 0) {
                return Ok(Recorded::Repeated);
            }
            let mut recorded = Recorded::Noted;
            if report.action == Action::Failed {
                mark(conn, report, now).await?;
                recorded = Recorded::Bounced;
                let reason = match &hash {
                    Some(_) if is_about_the_address(&report.status) => Some("bounced"),
                    Some(hash) if is_silent(conn, hash, now).await? => Some("soft_bounces"),
                    _ => None,
                };
                if let (Some(address), Some(reason)) = (row.envelope_to, reason) {
                    suppress(conn, &address, reason, now).await?;
                    recorded = Recorded::Suppressed;
                }
            }
            tx.commit(Emit::nothing("bounces are kept in the ledger")).await?;
            Ok::<_, LedgerError>(recorded)
        })
        .await?;
    let class = match (recorded, report.status.starts_with("5.")) {
        (Recorded::NotOurs | Recorded::Repeated, _) => return Ok(recorded),
        (_, true) => "hard",
        (_, false) => "soft",
    };
    metrics::counter!("berth_bounces_total", "class" => class, "action" => report.action.as_str())
        .increment(1);
    Ok(recorded)
}

impl Report {
    /// Names a report of an event.
    fn id(&self, event: &str) -> String {
        let text = format!(
            "{event}/{}/{}/{}",
            self.message,
            self.action.as_str(),
            self.status
        );
        hex::encode(Sha256::digest(text))
    }
}

async fn mark(conn: &impl ConnectionTrait, report: &Report, now: DateTime<Utc>) -> Result<(), DbErr> {
    let reason = format!("bounced_{}", report.status.replace('.', "_"));
    message::Entity::update_many()
        .col_expr(message::Column::State, Expr::value(State::Bounced.as_str()))
        .col_expr(message::Column::Reason, Expr::value(reason))
        .col_expr(message::Column::UpdatedAt, Expr::value(now))
        .filter(message::Column::Id.eq(report.message))
        .filter(message::Column::State.is_in([State::Accepted, State::Uncertain].map(State::as_str)))
        .exec(conn)
        .await?;
    Ok(())
}

/// So many messages to one address, within so long, that could not be delivered "for now": nobody is there.
const SOFT_BOUNCES: usize = 5;
const WITHIN: TimeDelta = TimeDelta::days(30);

async fn is_silent(conn: &impl ConnectionTrait, hash: &str, now: DateTime<Utc>) -> Result<bool, DbErr> {
    let messages = bounce_report::Entity::find()
        .select_only()
        .column(bounce_report::Column::Message)
        .distinct()
        .filter(bounce_report::Column::AddressHash.eq(hash))
        .filter(bounce_report::Column::Action.eq(Action::Failed.as_str()))
        .filter(bounce_report::Column::SeenAt.gte(now - WITHIN))
        .into_tuple::<Uuid>()
        .all(conn)
        .await?;
    Ok(messages.len() >= SOFT_BOUNCES)
}

/// RFC 3463: X.1.1 bad mailbox, X.1.2 bad system, X.1.3 bad syntax, X.1.6 moved, X.1.10 null MX, X.2.1 disabled.
fn is_about_the_address(status: &str) -> bool {
    matches!(status, "5.1.1" | "5.1.2" | "5.1.3" | "5.1.6" | "5.1.10" | "5.2.1")
}

/// Puts an address on the suppression list, as a hash.
pub async fn suppress(
    conn: &impl ConnectionTrait,
    address: &str,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    let row = suppression::ActiveModel {
        address_hash: Set(address_hash(address)),
        reason: Set(reason.to_owned()),
        created_at: Set(now),
    };
    suppression::Entity::insert(row)
        .on_conflict(
            OnConflict::column(suppression::Column::AddressHash)
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

/// Puts the address a message went to on the suppression list: its server said that there is no such mailbox.
pub(crate) async fn distrust(
    conn: &impl ConnectionTrait,
    message: Uuid,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    let row = message::Entity::find_by_id(message).only(conn).await?;
    if let Some(address) = row.and_then(|row| row.envelope_to) {
        suppress(conn, &address, "refused", now).await?;
    }
    Ok(())
}

/// Takes the address a message goes to off the suppression list.
pub(crate) async fn trust(conn: &impl ConnectionTrait, message: Uuid) -> Result<(), DbErr> {
    let Some(row) = message::Entity::find_by_id(message).only(conn).await? else {
        return Ok(());
    };
    let contact = contact::Entity::find_by_id(row.recipient).only(conn).await?;
    let addresses = row
        .envelope_to
        .into_iter()
        .chain(contact.map(|contact| contact.email));
    suppression::Entity::delete_many()
        .filter(suppression::Column::AddressHash.is_in(addresses.map(|address| address_hash(&address))))
        .exec(conn)
        .await?;
    Ok(())
}

/// The key of the suppression list: the same for an address as people write it and as servers do, with A-labels.
pub fn address_hash(email: &str) -> String {
    let email = email.trim();
    let wire = WireAddress::parse(email).map_or_else(|_| email.to_owned(), |address| address.to_wire());
    hex::encode(Sha256::digest(wire.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(action: &str, status: &str, original: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mx.example\r\nTo: berth@mail.example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
             Final-Recipient: rfc822; a@example.org\r\nAction: {action}\r\nStatus: {status}\r\n\
             --b\r\nContent-Type: {original}\r\n\r\nMessage-ID: <00000000-0000-0000-0000-000000000007@mail.example.org>\r\n\
             Subject: Offer\r\n\r\n--b--\r\n"
        )
    }

    #[test]
    fn a_report_names_the_message_that_came_back() {
        for original in ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"] {
            let read = read(report("failed", "5.1.1", original).as_bytes());
            let wanted = Report {
                message: Uuid::from_u128(7),
                action: Action::Failed,
                status: "5.1.1".to_owned(),
            };
            assert_eq!(read, Some(wanted), "{original}");
        }
        assert_eq!(
            read(report("delayed", "4.4.1", "message/rfc822").as_bytes())
                .unwrap()
                .action,
            Action::Delayed
        );
    }

    #[test]
    fn a_report_about_an_address_beyond_ascii_is_one_too() {
        for original in ["message/global", "message/global-headers"] {
            let text = report("failed", "5.1.1", original)
                .replace("message/delivery-status", "message/global-delivery-status")
                .replace("rfc822; a@example.org", "utf-8; ą@example.org");
            let read = read(text.as_bytes()).map(|read| (read.message, read.action));
            assert_eq!(read, Some((Uuid::from_u128(7), Action::Failed)), "{original}");
        }
    }

    #[test]
    fn an_address_is_the_same_as_written_and_as_sent() {
        let sent = WireAddress::parse("ieva@pašto-dėžutė.lt").unwrap().to_wire();
        assert!(sent.contains("xn--"), "{sent}");
        assert_eq!(address_hash(&sent), address_hash(" Ieva@pašto-dėžutė.lt"));
        assert_ne!(address_hash(&sent), address_hash("jonas@pašto-dėžutė.lt"));
    }

    #[test]
    fn a_holiday_notice_is_no_report() {
        assert_eq!(
            read(b"From: a@example.org\r\nSubject: Away\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"),
            None
        );
        assert_eq!(read(b""), None);
    }
}
