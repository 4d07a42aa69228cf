//! Headers and MIME parts. Nothing in them depends on chance or on the clock, so every build gives the same bytes.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentDisposition, ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, MultiPartKind, SinglePart};

use crate::context::one_line;
use crate::{ComposeError, Letter};
use berth_domain::address::WireAddress;

pub(super) struct Parts<'a> {
    pub(super) from: (&'a str, &'a WireAddress),
    pub(super) to: (&'a str, &'a WireAddress),
    pub(super) letter: &'a Letter,
    /// A calendar file to attach.
    pub(super) calendar: Option<&'a str>,
    /// Without brackets.
    pub(super) message_id: &'a str,
    /// The id every message of the thread refers to, without brackets.
    pub(super) thread: &'a str,
    pub(super) dated: DateTime<Utc>,
    pub(super) boundary: &'a str,
}

pub(super) fn build(parts: &Parts<'_>) -> Result<Vec<u8>, ComposeError> {
    let Letter { subject, html, text } = parts.letter;
    let alternatives = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(parts.boundary)
        .singlepart(
            SinglePart::builder()
                .header(ContentType::TEXT_PLAIN)
                .body(text.clone()),
        )
        .singlepart(
            SinglePart::builder()
                .header(ContentType::TEXT_HTML)
                .body(html.clone()),
        );
    let body = match parts.calendar {
        None => alternatives,
        Some(calendar) => {
            let published =
                ContentType::parse("text/calendar; charset=utf-8; method=PUBLISH; component=VEVENT")
                    .map_err(|error| ComposeError::Mime(error.to_string()))?;
            let file = SinglePart::builder()
                .header(published)
                .header(ContentDisposition::attachment("deadline.ics"))
                .body(calendar.to_owned());
            MultiPart::builder()
                .kind(MultiPartKind::Mixed)
                .boundary(format!("{}-outer", parts.boundary))
                .multipart(alternatives)
                .singlepart(file)
        }
    };
    let message = Message::builder()
        .from(mailbox(parts.from)?)
        .to(mailbox(parts.to)?)
        .subject(one_line(subject, 200))
        .date(SystemTime::from(parts.dated))
        .message_id(Some(format!("<{}>", parts.message_id)))
        .references(format!("<{}>", parts.thread))
        .in_reply_to(format!("<{}>", parts.thread))
        // RFC 3834: no holiday notice answers this.
        .raw_header(HeaderValue::new(
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            "auto-generated".to_owned(),
        ))
        .multipart(body)
        .map_err(|error| ComposeError::Mime(error.to_string()))?;
    checked(message.formatted())
}

/// A line break in a display name is a panic in lettre and a header of its own on the wire: it becomes a blank.
fn mailbox((name, address): (&str, &WireAddress)) -> Result<Mailbox, ComposeError> {
    let address = address
        .to_wire()
        .parse()
        .map_err(|_| ComposeError::Mime("an address was refused".to_owned()))?;
    let name = one_line(name, 100);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

/// The last look before bytes are stored: CRLF line ends only, none longer than SMTP allows (RFC 5321 4.5.3.1.6).
fn checked(bytes: Vec<u8>) -> Result<Vec<u8>, ComposeError> {
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        let Some(line) = line.strip_suffix(b"\r\n") else {
            return Err(ComposeError::Mime("a line does not end in CRLF".to_owned()));
        };
        if line.contains(&b'\r') || line.len() > 998 {
            return Err(ComposeError::Mime(
                "a line is too long or holds a bare CR".to_owned(),
            ));
        }
    }
    Ok(bytes)
}
