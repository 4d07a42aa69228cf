//! Rows of intake's database.

pub mod application;
pub mod approval;
pub mod audit;
pub mod host;
pub mod offer;
pub mod opening;
pub mod operator;
pub mod party;
pub mod preference;
pub mod programme;
pub mod rematch;
pub mod round;
pub mod shortlist;
pub mod token;
pub mod used_link;

use std::str::FromStr;

/// A stored value this version can't read: written by a newer one, or damaged.
#[derive(Debug, thiserror::Error)]
#[error("the stored {column} can't be read: {reason}")]
pub struct Unreadable {
    column: &'static str,
    reason: String,
}

/// Reads a closed set's written name.
pub(crate) fn name<T: FromStr<Err: std::fmt::Display>>(
    column: &'static str,
    text: &str,
) -> Result<T, Unreadable> {
    text.parse().map_err(|e: T::Err| Unreadable {
        column,
        reason: e.to_string(),
    })
}

/// Reads a JSON column.
pub(crate) fn json<T: serde::de::DeserializeOwned>(
    column: &'static str,
    text: &str,
) -> Result<T, Unreadable> {
    // The parser's own words may quote what is stored, and that may be somebody's answer.
    serde_json::from_str(text).map_err(|e| Unreadable {
        column,
        reason: format!(
            "{:?} error at line {}, column {}",
            e.classify(),
            e.line(),
            e.column()
        ),
    })
}
