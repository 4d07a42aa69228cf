//! A time zone as a calendar file carries it (VTIMEZONE, RFC 5545 3.6.5): its clock changes from a year before an instant
//! to a year after it, as the zone database of this build knows them.

use chrono::{DateTime, Offset as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::{OffsetComponents as _, OffsetName as _, Tz};

const YEAR: TimeDelta = TimeDelta::days(366);
/// No zone changes its clocks twice within this time.
const STEP: TimeDelta = TimeDelta::days(14);
const LOCAL: &str = "%Y%m%dT%H%M%S";

/// An instant as a local time of the zone. None in UTC, which needs no zone, and when the clock shows that time twice and
/// this is the second.
pub(super) fn local(at: DateTime<Utc>, zone: Tz) -> Option<String> {
    let local = at.with_timezone(&zone).naive_local();
    let first = zone.from_local_datetime(&local).earliest();
    let named = zone != Tz::UTC && zone != Tz::Etc__UTC && first.is_some_and(|first| first == at);
    named.then(|| local.format(LOCAL).to_string())
}

/// The lines of the component.
pub(super) fn lines(zone: Tz, around: DateTime<Utc>) -> Vec<String> {
    let (begins, ends) = (around - YEAR, around + YEAR);
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone.name())];
    observance(&mut lines, zone, begins, seconds(zone, begins));
    let mut at = begins;
    while at < ends {
        let next = at + STEP;
        if seconds(zone, at) != seconds(zone, next) {
            let change = change_between(zone, at, next);
            observance(&mut lines, zone, change, seconds(zone, at));
        }
        at = next;
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines
}

/// What holds from `since` on, after the clocks were `before` seconds ahead of UTC.
fn observance(lines: &mut Vec<String>, zone: Tz, since: DateTime<Utc>, before: i32) {
    let offset = zone.offset_from_utc_datetime(&since.naive_utc());
    let kind = if offset.dst_offset() > TimeDelta::zero() {
        "DAYLIGHT"
    } else {
        "STANDARD"
    };
    // Told by the clock as it was before the change.
    let begins = since.naive_utc() + TimeDelta::seconds(i64::from(before));
    lines.push(format!("BEGIN:{kind}"));
    lines.push(format!("DTSTART:{}", begins.format(LOCAL)));
    lines.push(format!("TZOFFSETFROM:{}", written(before)));
    lines.push(format!("TZOFFSETTO:{}", written(seconds(zone, since))));
    // Zones without an abbreviation of their own have digits there.
    let name = offset.abbreviation();
    if let Some(name) = name.filter(|name| name.bytes().all(|b| b.is_ascii_alphabetic())) {
        lines.push(format!("TZNAME:{name}"));
    }
    lines.push(format!("END:{kind}"));
}

/// The first second of the later offset.
fn change_between(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    let begun = seconds(zone, before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if seconds(zone, middle) == begun {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

/// How far the zone's clocks are ahead of UTC.
fn seconds(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc())
        .fix()
        .local_minus_utc()
}

/// `+0200`, `-0330`, `+001504`.
fn written(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (minutes, rest) = (seconds.abs() / 60, seconds.abs() % 60);
    let text = format!("{sign}{:02}{:02}", minutes / 60, minutes % 60);
    if rest == 0 {
        text
    } else {
        format!("{text}{rest:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_changes_around_an_instant_are_told_by_the_old_clock() {
        let lines = lines(Tz::Europe__Vilnius, utc("2027-07-15T06:00:00Z"));
        let text = lines.join("\n");
        for told in [
            "BEGIN:DAYLIGHT\nDTSTART:20270328T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300\nTZNAME:EEST\nEND:DAYLIGHT",
            "BEGIN:STANDARD\nDTSTART:20271031T040000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nTZNAME:EET\nEND:STANDARD",
        ] {
            assert!(text.contains(told), "{text}");
        }
        assert_eq!(text.matches("BEGIN:DAYLIGHT").count(), 3, "{text}");
        let quiet = super::lines(Tz::Asia__Yerevan, utc("2027-07-15T06:00:00Z"));
        assert_eq!(quiet.iter().filter(|line| line.starts_with("BEGIN:")).count(), 2);
        assert!(!quiet.iter().any(|line| line.starts_with("TZNAME")), "{quiet:?}");
    }

    #[test]
    fn an_hour_that_comes_twice_is_named_only_the_first_time() {
        let local = |at, zone| super::local(utc(at), zone);
        let vilnius = Tz::Europe__Vilnius;
        assert_eq!(
            local("2027-10-31T00:30:00Z", vilnius).as_deref(),
            Some("20271031T033000")
        );
        assert_eq!(local("2027-10-31T01:30:00Z", vilnius), None);
        assert_eq!(local("2027-10-31T01:30:00Z", Tz::UTC), None);
    }

    #[test]
    fn offsets_are_written_with_their_sign() {
        assert_eq!(
            [7_200, -12_600, 904, 0].map(written),
            ["+0200", "-0330", "+001504", "+0000"]
        );
    }
}
