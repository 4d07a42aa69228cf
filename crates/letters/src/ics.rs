//! Calendar files (RFC 5545) and the iTIP messages made of them (RFC 5546): a published deadline, and an appointment
//! that is requested, requested anew and cancelled under one UID.
//!
//! Instants are written as the reader's local time, with the zone and its clock changes beside it: a program that knows
//! the zone by its name moves the appointment when a government changes its clocks, and the others have what they need.
//!
//! Not built with the crate `icalendar` (0.17): it puts the time of writing and a random UID into every VALARM, so that
//! two renderings differ, and lets a quote inside a parameter's value through.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::vtimezone;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Publish,
    Request,
    Cancel,
}

impl Method {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

pub(super) struct Entry<'a> {
    pub(super) method: Method,
    /// The same in every mail about this deadline or appointment, so that calendars keep one entry.
    pub(super) uid: &'a str,
    /// Grows with every revision.
    pub(super) sequence: i64,
    pub(super) stamp: DateTime<Utc>,
    /// Where the reader lives.
    pub(super) zone: Tz,
    pub(super) begins: DateTime<Utc>,
    /// None for a moment.
    pub(super) ends: Option<DateTime<Utc>>,
    pub(super) summary: &'a str,
    pub(super) location: &'a str,
    pub(super) url: &'a str,
    /// Who invites and who is invited, name and address; iTIP asks for both in a request.
    pub(super) people: Option<[(&'a str, &'a str); 2]>,
}

pub(super) fn file(entry: &Entry<'_>) -> String {
    let instant = |at: DateTime<Utc>| at.format("%Y%m%dT%H%M%SZ").to_string();
    let instants: Vec<(&str, DateTime<Utc>)> = [("DTSTART", Some(entry.begins)), ("DTEND", entry.ends)]
        .into_iter()
        .filter_map(|(name, at)| Some((name, at?)))
        .collect();
    let local: Option<Vec<String>> = instants
        .iter()
        .map(|(name, at)| {
            let local = vtimezone::local(*at, entry.zone)?;
            Some(format!("{name};TZID={}:{local}", entry.zone.name()))
        })
        .collect();
    let mut out = Lines(String::with_capacity(1024));
    out.add("BEGIN:VCALENDAR");
    out.add("VERSION:2.0");
    out.add("PRODID:-//Berth//letters//EN");
    out.add("CALSCALE:GREGORIAN");
    out.add(&format!("METHOD:{}", entry.method.as_str()));
    if local.is_some() {
        for line in vtimezone::lines(entry.zone, entry.begins) {
            out.add(&line);
        }
    }
    out.add("BEGIN:VEVENT");
    out.add(&format!("UID:{}", text(entry.uid)));
    out.add(&format!("DTSTAMP:{}", instant(entry.stamp)));
    out.add(&format!("SEQUENCE:{}", entry.sequence));
    let in_utc = || {
        instants
            .iter()
            .map(|(name, at)| format!("{name}:{}", instant(*at)))
    };
    for line in local.unwrap_or_else(|| in_utc().collect()) {
        out.add(&line);
    }
    out.add(&format!("SUMMARY:{}", text(entry.summary)));
    if !entry.location.is_empty() {
        out.add(&format!("LOCATION:{}", text(entry.location)));
    }
    if !entry.url.is_empty() {
        out.add(&format!("URL:{}", entry.url));
    }
    if let Some([(host, host_at), (guest, guest_at)]) = entry.people {
        out.add(&format!("ORGANIZER;CN={}:mailto:{host_at}", quoted(host)));
        // The answer is given on the page; a REPLY by mail would reach nobody.
        out.add(&format!(
            "ATTENDEE;CN={};ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{guest_at}",
            quoted(guest)
        ));
    }
    out.add(match entry.method {
        Method::Cancel => "STATUS:CANCELLED",
        _ => "STATUS:CONFIRMED",
    });
    out.add(match entry.ends {
        Some(_) => "TRANSP:OPAQUE",
        None => "TRANSP:TRANSPARENT",
    });
    // A cancellation has no alarm (RFC 5546, 3.2.5).
    if entry.method != Method::Cancel {
        out.add("BEGIN:VALARM");
        out.add("ACTION:DISPLAY");
        out.add(&format!("DESCRIPTION:{}", text(entry.summary)));
        out.add(match entry.ends {
            Some(_) => "TRIGGER:-PT30M",
            None => "TRIGGER:-PT3H",
        });
        out.add("END:VALARM");
    }
    out.add("END:VEVENT");
    out.add("END:VCALENDAR");
    out.0
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

/// A parameter's value (RFC 5545 3.2): quotes can't stand inside the quotes.
fn quoted(value: &str) -> String {
    let inner = value.chars().filter(|c| !c.is_control());
    let inner: String = inner.map(|c| if c == '"' { '\'' } else { c }).collect();
    format!("\"{inner}\"")
}

struct Lines(String);

impl Lines {
    /// Folds into lines of at most 75 octets, never inside a character (RFC 5545 3.1).
    fn add(&mut self, line: &str) {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(c);
            length += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>(method: Method, summary: &'a str, people: Option<[(&'a str, &'a str); 2]>) -> Entry<'a> {
        let at: DateTime<Utc> = "2027-01-31T21:59:59Z".parse().unwrap();
        Entry {
            method,
            uid: "u@x",
            sequence: 2,
            stamp: at,
            zone: Tz::Europe__Vilnius,
            begins: at,
            ends: people.map(|_| at + chrono::TimeDelta::minutes(30)),
            summary,
            location: "",
            url: "https://x.example/a",
            people,
        }
    }

    #[test]
    fn a_long_summary_is_folded_by_octets_and_escaped() {
        let summary = "Pirmoji; antra, žąsys ".repeat(9);
        let ics = file(&entry(Method::Publish, &summary, None));
        assert!(ics.split("\r\n").all(|line| line.len() <= 75), "{ics}");
        let unfolded = ics.replace("\r\n ", "");
        assert!(
            unfolded.contains("SUMMARY:Pirmoji\\; antra\\, žąsys Pirmoji"),
            "{unfolded}"
        );
        assert!(unfolded.contains("DTSTART;TZID=Europe/Vilnius:20270131T235959\r\n"));
        assert!(unfolded.contains("BEGIN:VTIMEZONE\r\nTZID:Europe/Vilnius\r\n"));
        assert!(!unfolded.contains("DTEND"), "a moment has no end");
    }

    #[test]
    fn a_name_cannot_become_a_property() {
        let people = [
            ("A \"b\"\r\nMETHOD:PUBLISH", "a@x.example"),
            ("C;D:E", "c@x.example"),
        ];
        let ics = file(&entry(Method::Cancel, "x", Some(people))).replace("\r\n ", "");
        assert!(
            ics.contains("ORGANIZER;CN=\"A 'b'METHOD:PUBLISH\":mailto:a@x.example\r\n"),
            "{ics}"
        );
        assert!(ics.contains("ATTENDEE;CN=\"C;D:E\";ROLE"), "{ics}");
        assert!(
            !ics.contains("VALARM") && ics.contains("STATUS:CANCELLED"),
            "{ics}"
        );
    }
}
