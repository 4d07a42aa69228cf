//! Instants and dates as people read them: in their own zone, with weekday, and the zone named.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use fluent_bundle::FluentArgs;
use minijinja::Value;

use crate::texts::Texts;

/// An instant in the zones that matter to a reader.
#[derive(Debug, Clone)]
pub(super) struct When {
    /// In the recipient's zone, the zone named.
    pub(super) local: String,
    /// The same in UTC, as an aside; empty when the recipient's zone is UTC at that instant.
    pub(super) utc: String,
    /// In the programme's zone; empty when it shows the same.
    pub(super) programme: String,
}

impl From<When> for Value {
    fn from(when: When) -> Self {
        minijinja::context! { local => when.local, utc => when.utc, programme => when.programme }
    }
}

pub(super) struct Calendar<'a> {
    pub(super) texts: &'a Texts,
    pub(super) language: &'a str,
    pub(super) zone: Tz,
}

impl Calendar<'_> {
    pub(super) fn when(&self, at: DateTime<Utc>, programme: Option<Tz>) -> Result<When, String> {
        let elsewhere = |zone: Tz| {
            if self.same(at, zone) {
                Ok(String::new())
            } else {
                self.in_zone(at, zone)
            }
        };
        Ok(When {
            local: self.in_zone(at, self.zone)?,
            utc: elsewhere(Tz::UTC)?,
            programme: programme.map_or_else(|| Ok(String::new()), elsewhere)?,
        })
    }

    /// An instant, or from begin to end when there is an end. The aside is in the given zone.
    pub(super) fn span(
        &self,
        at: DateTime<Utc>,
        ends: Option<DateTime<Utc>>,
        aside: Option<Tz>,
    ) -> Result<When, String> {
        let Some(ends) = ends else {
            return self.when(at, aside);
        };
        let in_zone = |zone: Tz| {
            let (begin, end) = (at.with_timezone(&zone), ends.with_timezone(&zone));
            let begun = self.instant(begin.naive_local())?;
            let end = if begin.date_naive() == end.date_naive() {
                end.format("%H:%M").to_string()
            } else {
                self.instant(end.naive_local())?
            };
            let span = [("begin", begun.as_str()), ("end", end.as_str())];
            self.name_zone(&self.texts.plain(self.language, "span", &span)?, zone)
        };
        let other = aside.filter(|zone| !self.same(at, *zone));
        Ok(When {
            local: in_zone(self.zone)?,
            utc: String::new(),
            programme: other.map_or_else(|| Ok(String::new()), in_zone)?,
        })
    }

    fn same(&self, at: DateTime<Utc>, zone: Tz) -> bool {
        at.with_timezone(&zone).naive_local() == at.with_timezone(&self.zone).naive_local()
    }

    /// `2027-03-01` as a date with its weekday; empty stays empty.
    pub(super) fn date(&self, iso: &str) -> Result<String, String> {
        if iso.is_empty() {
            return Ok(String::new());
        }
        let date: NaiveDate = iso.parse().map_err(|_| format!("`{iso}` is no ISO 8601 date"))?;
        self.texts
            .plain(self.language, "date", &self.day_parts(date)?.as_args())
    }

    /// How long is left, in whole days from three days on, before that in hours.
    pub(super) fn left(&self, until: DateTime<Utc>, now: DateTime<Utc>) -> Result<String, String> {
        let hours = (until - now).num_minutes().max(0) / 60;
        let days = (until.with_timezone(&self.zone).date_naive()
            - now.with_timezone(&self.zone).date_naive())
        .num_days();
        let mut args = FluentArgs::new();
        if hours >= 49 {
            args.set("days", days);
            return self.texts.text(self.language, "left-days", &args);
        }
        // A quarter of an hour late is still "24 hours".
        args.set("hours", ((until - now).num_minutes().max(0) + 30) / 60);
        self.texts.text(self.language, "left", &args)
    }

    fn in_zone(&self, at: DateTime<Utc>, zone: Tz) -> Result<String, String> {
        self.name_zone(&self.instant(at.with_timezone(&zone).naive_local())?, zone)
    }

    fn instant(&self, local: NaiveDateTime) -> Result<String, String> {
        let day = self.day_parts(local.date())?;
        let time = local.format("%H:%M").to_string();
        let mut args = day.as_args().to_vec();
        args.push(("time", time.as_str()));
        self.texts.plain(self.language, "instant", &args)
    }

    fn name_zone(&self, instant: &str, zone: Tz) -> Result<String, String> {
        if zone == Tz::UTC {
            return self.texts.plain(self.language, "in-utc", &[("instant", instant)]);
        }
        let city = zone
            .name()
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .replace('_', " ");
        let args = [("instant", instant), ("zone", city.as_str())];
        self.texts.plain(self.language, "in-zone", &args)
    }

    fn day_parts(&self, date: NaiveDate) -> Result<DayParts, String> {
        let weekday = format!("weekday-{}", date.weekday().number_from_monday());
        let month = format!("month-{}", date.month());
        Ok(DayParts {
            weekday: self.texts.plain(self.language, &weekday, &[])?,
            day: date.day().to_string(),
            month: self.texts.plain(self.language, &month, &[])?,
            year: date.year().to_string(),
        })
    }
}

struct DayParts {
    weekday: String,
    day: String,
    month: String,
    year: String,
}

impl DayParts {
    fn as_args(&self) -> [(&'static str, &str); 4] {
        [
            ("weekday", self.weekday.as_str()),
            ("day", self.day.as_str()),
            ("month", self.month.as_str()),
            ("year", self.year.as_str()),
        ]
    }
}
