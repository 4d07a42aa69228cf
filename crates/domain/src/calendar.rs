//! Local-time rules: from "three days before the deadline, at 09:00 where the recipient lives" to an instant.

use chrono::{
    DateTime, Days, Duration, LocalResult, NaiveDateTime, NaiveTime, TimeZone as _, Timelike as _, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// When a message is due, relative to an anchor such as a deadline. Stored beside the instant it gave, so that a
/// changed zone or zone database moves the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case", deny_unknown_fields)]
pub enum LocalRule {
    /// At the anchor itself.
    AtOnce,
    /// So many calendar days before the anchor's local date, at `hour`:00 local time.
    DaysBefore {
        /// Calendar days.
        days: u16,
        /// Full hour, 0 to 23.
        hour: u8,
    },
    /// So many hours before the anchor, on the clock.
    HoursBefore {
        /// Hours.
        hours: u16,
    },
    /// At the next `hour`:00 local time at or after the anchor.
    NextLocal {
        /// Full hour, 0 to 23.
        hour: u8,
    },
}

/// Quiet hours begin at 21:00 local time.
pub const QUIET_FROM: u32 = 21;
/// Quiet hours end at 08:00 local time.
pub const QUIET_TO: u32 = 8;

impl LocalRule {
    /// The instant for an anchor and the recipient's zone.
    #[must_use]
    pub fn instant(self, anchor: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
        match self {
            Self::AtOnce => anchor,
            Self::HoursBefore { hours } => anchor - Duration::hours(i64::from(hours)),
            Self::DaysBefore { days, hour } => {
                let date = anchor.with_timezone(&zone).date_naive();
                let date = date.checked_sub_days(Days::new(u64::from(days))).unwrap_or(date);
                local_instant(date.and_time(full_hour(hour)), zone)
            }
            Self::NextLocal { hour } => {
                let today = anchor.with_timezone(&zone).date_naive();
                let at = local_instant(today.and_time(full_hour(hour)), zone);
                if at >= anchor {
                    return at;
                }
                let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
                local_instant(tomorrow.and_time(full_hour(hour)), zone)
            }
        }
    }
}

/// An instant outside the recipient's quiet hours (21 to 08): itself, or 08:00 local time after them.
#[must_use]
pub fn outside_quiet_hours(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let local = at.with_timezone(&zone);
    let date = if local.hour() >= QUIET_FROM {
        local
            .date_naive()
            .checked_add_days(Days::new(1))
            .unwrap_or_else(|| local.date_naive())
    } else if local.hour() < QUIET_TO {
        local.date_naive()
    } else {
        return at;
    };
    local_instant(date.and_time(full_hour(8)), zone)
}

/// The instant of a local time. Where a clock change leaves it out, the first instant after the gap; where it comes
/// twice, the first of the two.
#[must_use]
pub fn local_instant(local: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => {
            // No gap in the zone database is longer than a day; look for its end minute by minute from the local time on.
            let after = (1..=24 * 60).find_map(|minutes| {
                zone.from_local_datetime(&(local + Duration::minutes(minutes)))
                    .earliest()
            });
            after.map_or_else(|| Utc.from_utc_datetime(&local), |at| at.with_timezone(&Utc))
        }
    }
}

fn full_hour(hour: u8) -> NaiveTime {
    NaiveTime::from_hms_opt(u32::from(hour.min(23)), 0, 0).unwrap_or(NaiveTime::MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn reminders_come_at_nine_where_the_recipient_lives() {
        let deadline = utc("2027-01-31T21:59:59Z"); // 23:59:59 in Vilnius, 00:59:59 of the next day in Nairobi
        let rule = LocalRule::DaysBefore { days: 3, hour: 9 };
        assert_eq!(
            rule.instant(deadline, Tz::Europe__Vilnius),
            utc("2027-01-28T07:00:00Z")
        );
        assert_eq!(
            rule.instant(deadline, Tz::Africa__Lagos),
            utc("2027-01-28T08:00:00Z")
        );
        assert_eq!(
            rule.instant(deadline, Tz::Africa__Nairobi),
            utc("2027-01-29T06:00:00Z")
        );
        assert_eq!(
            rule.instant(deadline, Tz::Asia__Yerevan),
            utc("2027-01-29T05:00:00Z")
        );
    }

    #[test]
    fn daylight_saving_moves_the_instant_and_not_the_hour() {
        let rule = LocalRule::DaysBefore { days: 1, hour: 9 };
        let deadline = utc("2027-03-29T12:00:00Z"); // the clocks in Vilnius go forward on 28 March 2027
        assert_eq!(
            rule.instant(deadline, Tz::Europe__Vilnius),
            utc("2027-03-28T06:00:00Z")
        );
        let rule = LocalRule::DaysBefore { days: 2, hour: 9 };
        assert_eq!(
            rule.instant(deadline, Tz::Europe__Vilnius),
            utc("2027-03-27T07:00:00Z")
        );
    }

    #[test]
    fn an_hour_that_does_not_exist_is_taken_after_the_gap() {
        let left_out = "2027-03-28T03:30:00".parse().unwrap();
        assert_eq!(
            local_instant(left_out, Tz::Europe__Vilnius),
            utc("2027-03-28T01:00:00Z")
        );
        let twice = "2027-10-31T03:30:00".parse().unwrap();
        assert_eq!(
            local_instant(twice, Tz::Europe__Vilnius),
            utc("2027-10-31T00:30:00Z")
        );
    }

    #[test]
    fn quiet_hours_end_at_eight() {
        assert_eq!(
            outside_quiet_hours(utc("2027-01-31T21:59:59Z"), Tz::Europe__Vilnius),
            utc("2027-02-01T06:00:00Z")
        );
        assert_eq!(
            outside_quiet_hours(utc("2027-02-01T04:00:00Z"), Tz::Europe__Vilnius),
            utc("2027-02-01T06:00:00Z")
        );
        let noon = utc("2027-02-01T10:00:00Z");
        assert_eq!(outside_quiet_hours(noon, Tz::Europe__Vilnius), noon);
    }

    proptest! {
        #[test]
        fn nothing_is_due_in_quiet_hours_nor_earlier_than_asked(seconds in 1_700_000_000i64..1_900_000_000, zone in 0usize..596) {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            let zone = chrono_tz::TZ_VARIANTS[zone % chrono_tz::TZ_VARIANTS.len()];
            let moved = outside_quiet_hours(at, zone);
            prop_assert!(moved >= at && moved - at <= Duration::hours(13));
            let hour = moved.with_timezone(&zone).hour();
            prop_assert!((QUIET_TO..QUIET_FROM).contains(&hour), "{hour}");
        }
    }
}
