//! Templates, compiled in and strict: a variable that isn't there is an error, not an empty space.

use std::sync::Arc;

use axum::response::Html;
use chrono::{DateTime, Utc};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior};
use serde::Serialize;

use crate::refusal::Refusal;

/// All templates.
#[derive(Clone)]
pub(crate) struct Templates(Arc<Environment<'static>>);

const SOURCES: &[(&str, &str)] = &[
    ("base.html", include_str!("../../templates/base.html")),
    ("all.html", include_str!("../../templates/all.html")),
    ("programme.html", include_str!("../../templates/programme.html")),
    ("overview.html", include_str!("../../templates/overview.html")),
    (
        "application.html",
        include_str!("../../templates/application.html"),
    ),
    ("rank.html", include_str!("../../templates/rank.html")),
    (
        "application-facts.html",
        include_str!("../../templates/application-facts.html"),
    ),
    ("way-back.html", include_str!("../../templates/way-back.html")),
    (
        "explanation.html",
        include_str!("../../templates/explanation.html"),
    ),
    ("offer.html", include_str!("../../templates/offer.html")),
    ("receipt.html", include_str!("../../templates/receipt.html")),
    ("sign-in.html", include_str!("../../templates/sign-in.html")),
    ("api.html", include_str!("../../templates/api.html")),
    ("refused.html", include_str!("../../templates/refused.html")),
];

impl Templates {
    pub(crate) fn load() -> Result<Self, Error> {
        let mut all = Environment::new();
        all.set_undefined_behavior(UndefinedBehavior::Strict);
        all.set_auto_escape_callback(|_| AutoEscape::Html);
        all.add_filter("instant", instant);
        all.add_filter("words", words);
        all.add_filter("day", day);
        all.add_filter("thousands", thousands);
        for (name, source) in SOURCES {
            all.add_template(name, source)?;
        }
        Ok(Self(Arc::new(all)))
    }

    pub(crate) fn render(&self, name: &str, context: &impl Serialize) -> Result<String, Error> {
        self.0
            .get_template(name)?
            .render(minijinja::value::Serde(context))
    }

    /// A page; a template that can't be rendered is a mistake in this program, and logged as such.
    pub(super) fn page(&self, name: &str, context: &impl Serialize) -> Result<Html<String>, Refusal> {
        self.render(name, context).map(Html).map_err(|error| {
            tracing::error!(
                template = name,
                %error, // not its long form, which quotes the page's values
                "a page can't be rendered"
            );
            Refusal::Unavailable("this page")
        })
    }
}

/// An RFC 3339 instant in a zone, for people: `Sun, 31 Jan 2027, 23:59:59 (Europe/Vilnius)`.
fn instant(text: &str, zone: &str) -> Result<String, Error> {
    let invalid = |what: String| Error::new(ErrorKind::InvalidOperation, what);
    let at: DateTime<Utc> = text
        .parse()
        .map_err(|_| invalid(format!("`{text}` is no instant")))?;
    let zone: berth_domain::Tz = zone
        .parse()
        .map_err(|_| invalid(format!("`{zone}` is no zone")))?;
    Ok(at
        .with_timezone(&zone)
        .format("%a, %-d %b %Y, %H:%M:%S")
        .to_string())
}

/// An ISO 8601 date for people: `31 January 2027`.
fn day(text: &str) -> Result<String, Error> {
    let day: chrono::NaiveDate = text
        .parse()
        .map_err(|_| Error::new(ErrorKind::InvalidOperation, format!("`{text}` is no date")))?;
    Ok(day.format("%-d %B %Y").to_string())
}

/// A number with a comma between thousands: `1,150`.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A state's written name as words: `match_ready` is `match ready`.
fn words(text: &str) -> String {
    text.replace(['_', '-'], " ")
}
