//! Headers and MIME parts. Nothing in them depends on chance or on the clock, so every build gives the same bytes.

use std::time::SystemTime;

use chrono::{DateTime, Utc};
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox, Message, MultiPart, MultiPartKind, SinglePart};

use crate::calendar::File;
use crate::context::one_line;
use crate::ics::Method;
use crate::seven_bit;
use crate::templates::is_link;
use crate::{ComposeError, Letter};
use berth_domain::address::WireAddress;

pub(super) struct Parts<'a> {
    pub(super) from: (&'a str, &'a WireAddress),
    pub(super) to: (&'a str, &'a WireAddress),
    pub(super) letter: &'a Letter,
    pub(super) language: &'a str,
    pub(super) calendar: Option<File>,
    /// Where this reader stops mails of this kind.
    pub(super) unsubscribe: Option<&'a str>,
    /// Without brackets.
    pub(super) message_id: &'a str,
    /// The id every message of the thread refers to, without brackets.
    pub(super) thread: &'a str,
    pub(super) dated: DateTime<Utc>,
    pub(super) boundary: &'a str,
}

pub(super) fn build(parts: &Parts<'_>) -> Result<Vec<u8>, ComposeError> {
    let Letter { subject, html, text } = parts.letter;
    let mut alternatives = MultiPart::builder()
        .kind(MultiPartKind::Alternative)
        .boundary(parts.boundary)
        .singlepart(part(ContentType::TEXT_PLAIN, text))
        .singlepart(page(html));
    let mut attached = None;
    if let Some(File { method, text }) = &parts.calendar {
        let calendar = format!("text/calendar; charset=utf-8; method={}", method.as_str());
        let calendar = content_type(&format!("{calendar}; component=VEVENT"))?;
        attached = Some(
            match method {
                Method::Publish => SinglePart::builder()
                    .header(calendar)
                    .header(ContentDisposition::attachment("deadline.ics")),
                // Mail programs look for an invitation among the alternatives (RFC 6047, 2.4); those that look only at
                // attachments find it there as well.
                Method::Request | Method::Cancel => {
                    alternatives = alternatives.singlepart(part(calendar, text));
                    let file = content_type("application/ics; name=\"invite.ics\"")?;
                    SinglePart::builder()
                        .header(file)
                        .header(ContentDisposition::attachment("invite.ics"))
                }
            }
            .body(text.clone()),
        );
    }
    let body = match attached {
        None => alternatives,
        Some(file) => MultiPart::builder()
            .kind(MultiPartKind::Mixed)
            .boundary(format!("{}-outer", parts.boundary))
            .multipart(alternatives)
            .singlepart(file),
    };
    let mut message = Message::builder()
        .from(mailbox(parts.from)?)
        .to(mailbox(parts.to)?)
        .subject(one_line(subject, 200))
        .date(SystemTime::from(parts.dated))
        .message_id(Some(format!("<{}>", parts.message_id)))
        .references(format!("<{}>", parts.thread))
        .in_reply_to(format!("<{}>", parts.thread))
        // RFC 3834: no holiday notice answers this.
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", parts.language));
    if let Some(url) = parts.unsubscribe {
        if !is_link(url) {
            return Err(ComposeError::Mime(
                "the unsubscribe link is no web address".to_owned(),
            ));
        }
        message = message
            .raw_header(header("List-Unsubscribe", &format!("<{url}>")))
            // RFC 8058: a POST to the same address, without a question.
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    let message = message
        .multipart(body)
        .map_err(|error| ComposeError::Mime(error.to_string()))?;
    checked(message.formatted())
}

fn part(kind: ContentType, body: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(body.to_owned())
}

fn page(html: &str) -> SinglePart {
    match seven_bit::lines(html) {
        Some(lines) => {
            SinglePart::builder()
                .header(ContentType::TEXT_HTML)
                .body(Body::dangerous_pre_encoded(
                    lines.into_bytes(),
                    ContentTransferEncoding::SevenBit,
                ))
        }
        None => part(ContentType::TEXT_HTML, html),
    }
}

fn content_type(value: &str) -> Result<ContentType, ComposeError> {
    ContentType::parse(value).map_err(|error| ComposeError::Mime(error.to_string()))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
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
    let broken = |what: &str| ComposeError::Mime(what.to_owned());
    // As a text, because a character is found in one many bytes at a time.
    let text = std::str::from_utf8(&bytes).map_err(|_| broken("a line is not UTF-8"))?;
    for line in text.split_inclusive('\n') {
        let Some(line) = line.strip_suffix("\r\n") else {
            return Err(broken("a line does not end in CRLF"));
        };
        if line.contains('\r') || line.len() > 998 {
            return Err(broken("a line is too long or holds a bare CR"));
        }
    }
    Ok(bytes)
}
