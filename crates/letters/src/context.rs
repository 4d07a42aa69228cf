//! Facts from intake as what a template may use; a fact that is missing is an error here, not a hole in a mail.

use berth_domain::message::{MessageKind, Reader};
use berth_events::instant;
use berth_events::v1::message_facts_response::Answer;
use berth_events::v1::{
    DeadlineFacts, EligibilityOutcome, MessageFactsResponse, OfferFacts, ReceiptFacts, ShortlistFacts,
};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use minijinja::Value;
use prost_types::Timestamp;

use crate::notice;
use crate::texts::Texts;
use crate::when::{Calendar, When};
use crate::{Addressee, ComposeError};

pub(super) struct Scene<'a> {
    pub(super) kind: MessageKind,
    pub(super) programme: &'a str,
    pub(super) calendar: Calendar<'a>,
    now: DateTime<Utc>,
}

/// What the templates of `kind` see.
pub(super) fn of(
    kind: MessageKind,
    to: &Addressee<'_>,
    facts: &MessageFactsResponse,
    now: DateTime<Utc>,
    texts: &Texts,
    unsubscribe: Option<&str>,
) -> Result<Value, ComposeError> {
    let language = texts.language(to.locale);
    let scene = Scene {
        kind,
        programme: &facts.programme_name,
        calendar: Calendar {
            texts,
            language,
            zone: to.zone,
        },
        now,
    };
    let own = match (kind, &facts.answer) {
        (MessageKind::Receipt, Some(Answer::Receipt(facts))) => scene.receipt(facts)?,
        (MessageKind::DeadlineReminder, Some(Answer::Deadline(facts))) => scene.deadline(facts)?,
        (MessageKind::ShortlistDigest, Some(Answer::Shortlist(facts))) => scene.shortlist(facts),
        (
            MessageKind::Offer
            | MessageKind::OfferExpiring
            | MessageKind::OfferAccepted
            | MessageKind::OfferAcceptedHost
            | MessageKind::OfferDeclined
            | MessageKind::OfferDeclinedHost
            | MessageKind::OfferExpired
            | MessageKind::OfferExpiredHost
            | MessageKind::OfferRescinded
            | MessageKind::OfferRescindedHost,
            Some(Answer::Offer(facts)),
        ) => scene.offer(facts)?,
        (kind, Some(Answer::Notice(facts))) => match notice::needs(kind) {
            Some(needs) => scene.notice(&needs, facts)?,
            None => return Err(ComposeError::OtherFacts(kind)),
        },
        _ => return Err(ComposeError::OtherFacts(kind)),
    };
    let text = |key: &str, args: &[(&'static str, &str)]| {
        texts.plain(language, key, args).map_err(|what| scene.texts(what))
    };
    let reader = reader(kind, facts);
    let why = match reader {
        Reader::Applicant => "footer-why-applicant",
        Reader::Host => "footer-why-host",
        Reader::Operator => "footer-why-operator",
        Reader::Operations => "footer-why-operations",
    };
    let shared = minijinja::context! {
        lang => language,
        kind => kind.as_str(),
        to_host => reader == Reader::Host,
        name => one_line(to.name, 100),
        programme => facts.programme_name.clone(),
        unsubscribe_url => unsubscribe.unwrap_or_default(),
        footer => text(why, &[("programme", &facts.programme_name)])?,
    };
    Ok(minijinja::context! { ..own, ..shared })
}

/// Who reads it. A digest is anybody's, and brings that along as a row.
fn reader(kind: MessageKind, facts: &MessageFactsResponse) -> Reader {
    let Some(Answer::Notice(facts)) = &facts.answer else {
        return kind.reader();
    };
    let row = facts.rows.iter().find(|row| row.code == notice::READER);
    match row.map(|row| row.value.as_str()) {
        Some("host") => Reader::Host,
        Some("operator") => Reader::Operator,
        _ => kind.reader(),
    }
}

impl Scene<'_> {
    fn receipt(&self, facts: &ReceiptFacts) -> Result<Value, ComposeError> {
        let outcome = match facts.outcome() {
            EligibilityOutcome::Pass => "pass",
            EligibilityOutcome::Fail => "fail",
            EligibilityOutcome::NeedsReview | EligibilityOutcome::Unspecified => "review",
        };
        let submitted = self.when("submitted_at", facts.submitted_at.as_ref(), None)?;
        let closes = self.when("closes_at", facts.closes_at.as_ref(), None)?;
        Ok(minijinja::context! {
            words => minijinja::context! {
                reference => facts.reference.clone(),
                at => submitted.local.clone(),
                programme => self.programme,
            },
            reference => facts.reference.clone(),
            outcome,
            reasons => if outcome == "pass" { Vec::new() } else { facts.reasons.clone() },
            receipt => facts.receipt.clone(),
            submitted,
            closes,
            action_url => self.need("receipt_url", &facts.receipt_url)?,
        })
    }

    fn deadline(&self, facts: &DeadlineFacts) -> Result<Value, ComposeError> {
        let zone: Tz = facts
            .programme_zone
            .parse()
            .map_err(|_| self.missing("programme_zone"))?;
        let closes_at = self.instant("closes_at", facts.closes_at.as_ref())?;
        let closes = self.when("closes_at", facts.closes_at.as_ref(), Some(zone))?;
        let left = self.left(closes_at)?;
        Ok(minijinja::context! {
            words => minijinja::context! { left, at => closes.local.clone(), programme => self.programme },
            closes,
            missing => facts.missing.clone(),
            action_url => self.need("application_url", &facts.application_url)?,
        })
    }

    fn shortlist(&self, facts: &ShortlistFacts) -> Value {
        let openings: Vec<Value> = facts
            .openings
            .iter()
            .map(|opening| {
                minijinja::context! {
                    title => opening.title.clone(),
                    city => opening.city.clone(),
                    seats_free => opening.seats_free,
                    candidates => opening.candidates,
                    best_score => opening.best_score,
                }
            })
            .collect();
        let candidates: u32 = facts.openings.iter().map(|opening| opening.candidates).sum();
        minijinja::context! {
            words => minijinja::context! {
                candidates, openings => openings.len(), programme => self.programme,
            },
            openings,
            action_url => facts.host_url.clone(),
        }
    }

    fn offer(&self, facts: &OfferFacts) -> Result<Value, ComposeError> {
        let open = matches!(self.kind, MessageKind::Offer | MessageKind::OfferExpiring);
        let (expires, left) = if open {
            let at = self.instant("expires_at", facts.expires_at.as_ref())?;
            (
                Some(self.when("expires_at", facts.expires_at.as_ref(), None)?),
                self.left(at)?,
            )
        } else {
            (None, String::new())
        };
        let date = |iso: &str| self.calendar.date(iso).map_err(|what| self.texts(what));
        let (texts, language) = (self.calendar.texts, self.calendar.language);
        let country = self.country(&facts.country);
        let place = [("city", facts.city.as_str()), ("country", country.as_str())];
        let place = texts.plain(language, "place", &place);
        // Known only when the trainee agreed to share it.
        let trainee = facts.trainee_name.as_str();
        let somebody = texts
            .plain(language, "your-candidate", &[])
            .map_err(|what| self.texts(what))?;
        let host = self.need("host_name", &facts.host_name)?;
        let title = self.need("opening_title", &facts.opening_title)?;
        Ok(minijinja::context! {
            words => minijinja::context! {
                host, title, left,
                trainee => if trainee.is_empty() { somebody.as_str() } else { trainee },
                until => expires.as_ref().map_or("", |expires| expires.local.as_str()),
            },
            reference => facts.reference.clone(),
            host,
            title,
            trainee,
            place => place.map_err(|what| self.texts(what))?,
            starts_on => date(self.need("starts_on", &facts.starts_on)?)?,
            last_safe_on => date(&facts.last_safe_on)?,
            duration_months => facts.duration_months,
            monthly_pay => if facts.monthly_pay_eur > 0 { grouped(facts.monthly_pay_eur) } else { String::new() },
            seats_free => facts.seats_free,
            expires,
            action_url => if open { self.need("answer_url", &facts.answer_url)? } else { "" },
        })
    }

    /// A country's name; its code where the texts have none.
    pub(super) fn country(&self, code: &str) -> String {
        let key = format!("country-{}", code.to_lowercase());
        let name = self.calendar.texts.plain(self.calendar.language, &key, &[]);
        name.unwrap_or_else(|_| code.to_owned())
    }

    /// A text without values.
    pub(super) fn text(&self, key: &str) -> Result<String, ComposeError> {
        let text = self.calendar.texts.plain(self.calendar.language, key, &[]);
        text.map_err(|what| self.texts(what))
    }

    fn when(
        &self,
        field: &'static str,
        at: Option<&Timestamp>,
        programme: Option<Tz>,
    ) -> Result<When, ComposeError> {
        self.calendar
            .when(self.instant(field, at)?, programme)
            .map_err(|what| self.texts(what))
    }

    pub(super) fn left(&self, until: DateTime<Utc>) -> Result<String, ComposeError> {
        self.calendar
            .left(until, self.now)
            .map_err(|what| self.texts(what))
    }

    fn instant(&self, field: &'static str, at: Option<&Timestamp>) -> Result<DateTime<Utc>, ComposeError> {
        instant(at).ok_or_else(|| self.missing(field))
    }

    fn need<'t>(&self, field: &'static str, text: &'t str) -> Result<&'t str, ComposeError> {
        if text.is_empty() {
            Err(self.missing(field))
        } else {
            Ok(text)
        }
    }

    pub(super) fn missing(&self, field: &'static str) -> ComposeError {
        ComposeError::Missing {
            kind: self.kind,
            field,
        }
    }

    pub(super) fn texts(&self, what: String) -> ComposeError {
        ComposeError::Texts {
            locale: self.calendar.language.to_owned(),
            what,
        }
    }
}

/// Thousands set apart by a narrow space that does not break, as in SI and in every language of ours.
fn grouped(number: u32) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

/// A text without line breaks and other control characters, cut at so many characters. A web address that would be cut
/// is left off: half of one leads nowhere.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mut line = String::with_capacity(spaced.len());
    let mut left = most;
    for word in spaced.split_whitespace() {
        let gap = if line.is_empty() { "" } else { " " };
        let length = gap.len() + word.chars().count();
        if length > left && (left <= gap.len() || word.contains("://")) {
            break;
        }
        line.push_str(gap);
        line.extend(word.chars().take(left - gap.len()));
        left = left.saturating_sub(length);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::one_line;

    #[test]
    fn a_line_is_cut_where_it_must_be_and_never_inside_a_web_address() {
        for (text, most, line) in [
            ("one  two\r\n three", 99, "one two three"),
            ("one two three", 13, "one two three"),
            ("one two three", 12, "one two thre"),
            ("one two three", 8, "one two"),
            ("one two three", 7, "one two"),
            ("žodis", 3, "žod"),
            (
                "see https://x.example/a?t=1 now",
                27,
                "see https://x.example/a?t=1",
            ),
            ("see https://x.example/a?t=1 now", 26, "see"),
            ("https://x.example", 5, ""),
            ("a", 0, ""),
            ("", 9, ""),
        ] {
            assert_eq!(one_line(text, most), line, "{text:?}, {most}");
        }
    }
}
