//! Reason codes: what stands in events, metrics and mails when something is closed or taken back.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A reason code: 1 to 60 lower-case letters, digits, `_` or `-`. It travels in event streams, so no sentence and no
/// name fits in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct ReasonCode(String);

/// A text that is no reason code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a reason code has 1 to 60 lower-case letters, digits, _ or -, for example `host_withdrew`")]
pub struct NoReasonCode;

impl ReasonCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ReasonCode {
    type Error = NoReasonCode;

    fn try_from(text: String) -> Result<Self, NoReasonCode> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
        if (1..=60).contains(&text.len()) && text.bytes().all(fits) {
            Ok(Self(text))
        } else {
            Err(NoReasonCode)
        }
    }
}

impl FromStr for ReasonCode {
    type Err = NoReasonCode;

    fn from_str(text: &str) -> Result<Self, NoReasonCode> {
        text.to_owned().try_into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_codes_are_reason_codes() {
        for good in ["x", "host_withdrew", "country-not-eligible", &"a".repeat(60)] {
            assert!(good.parse::<ReasonCode>().is_ok(), "{good}");
        }
        for bad in [
            "",
            "Ada Obi",
            "no\nline",
            "über",
            "ada@example.org",
            "NO",
            &"a".repeat(61),
        ] {
            assert!(bad.parse::<ReasonCode>().is_err(), "{bad}");
        }
    }
}
