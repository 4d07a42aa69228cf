//! A calendar file for a deadline (RFC 5545): published, not an invitation, replaced by the next one with the same UID.

use chrono::{DateTime, Utc};

pub(super) struct Entry<'a> {
    /// The same in every mail about this deadline, so that calendars keep one entry.
    pub(super) uid: &'a str,
    pub(super) at: DateTime<Utc>,
    pub(super) stamp: DateTime<Utc>,
    pub(super) summary: &'a str,
    pub(super) url: &'a str,
}

pub(super) fn deadline(entry: &Entry<'_>) -> String {
    let at = entry.at.format("%Y%m%dT%H%M%SZ").to_string();
    let stamp = entry.stamp.format("%Y%m%dT%H%M%SZ").to_string();
    // Later mails win: minutes since 2020 only grow.
    let sequence = (entry.stamp.timestamp() - 1_577_836_800).max(0) / 60;
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Berth//notifier//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", text(entry.uid)),
        format!("DTSTAMP:{stamp}"),
        format!("SEQUENCE:{sequence}"),
        format!("DTSTART:{at}"),
        format!("DTEND:{at}"),
        format!("SUMMARY:{}", text(entry.summary)),
        format!("URL:{}", entry.url),
        "TRANSP:TRANSPARENT".to_owned(),
        "STATUS:CONFIRMED".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("DESCRIPTION:{}", text(entry.summary)),
        "TRIGGER:-PT3H".to_owned(),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    let mut out = String::new();
    for line in &lines {
        fold(line, &mut out);
    }
    out
}

/// Escapes a text value (RFC 5545 3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of at most 75 octets, never cut inside a character (RFC 5545 3.1).
fn fold(line: &str, out: &mut String) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_summary_is_folded_and_escaped() {
        let at = "2027-01-31T21:59:59Z".parse().unwrap();
        let summary = "Pirmoji; antra, žąsys ".repeat(9);
        let ics = deadline(&Entry {
            uid: "u@x",
            at,
            stamp: at,
            summary: &summary,
            url: "https://x.example/a",
        });
        assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
        let unfolded = ics.replace("\r\n ", "");
        assert!(
            unfolded.contains("SUMMARY:Pirmoji\\; antra\\, žąsys Pirmoji"),
            "{unfolded}"
        );
        assert!(unfolded.contains("DTSTART:20270131T215959Z\r\n"));
    }
}
