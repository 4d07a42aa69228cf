//! Small texts with rules: addresses, countries, languages, names.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Text that breaks its rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {what}: {rule}")]
pub struct InvalidText {
    /// What was expected, with its article.
    pub what: &'static str,
    /// The rule, as advice.
    pub rule: &'static str,
}

macro_rules! checked_text {
    ($($(#[$meta:meta])* $name:ident = $what:literal, $rule:literal, $check:expr;)+) => { $(
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidText;
            fn try_from(text: String) -> Result<Self, InvalidText> {
                let check: fn(&str) -> Option<String> = $check;
                check(text.trim()).map(Self).ok_or(InvalidText { what: $what, rule: $rule })
            }
        }

        impl FromStr for $name {
            type Err = InvalidText;
            fn from_str(text: &str) -> Result<Self, InvalidText> { Self::try_from(text.to_owned()) }
        }

        impl From<$name> for String { fn from(text: $name) -> Self { text.0 } }
    )+ };
}

checked_text! {
    /// An e-mail address: one `@`, no spaces or control characters, at most 254 bytes, a dot in the domain.
    /// Whether mail arrives there only mail can tell. Its `Debug` form hides it, so that no log shows it.
    EmailAddress = "an e-mail address", "expected something like ada@example.org, at most 254 characters", email;
    /// The name a party goes by, 1 to 200 characters on one line. Hidden in `Debug`.
    DisplayName = "a name", "expected 1 to 200 characters on one line, without control characters", one_line;
    /// A country by its ISO 3166-1 alpha-2 code, in capitals.
    CountryCode = "a country code", "expected two letters of ISO 3166-1, for example LT", country;
    /// A language by its BCP 47 tag, for example `en` or `lt`.
    LanguageTag = "a language tag", "expected a BCP 47 tag of 2 to 20 characters, for example en", language;
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

impl fmt::Debug for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DisplayName(***)")
    }
}

macro_rules! plain_display {
    ($($name:ident),+) => { $(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.pad(&self.0) }
        }
    )+ };
}
plain_display!(CountryCode, LanguageTag);

impl EmailAddress {
    /// The form two spellings of one mailbox share: lower case.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

fn email(text: &str) -> Option<String> {
    let (local, domain) = text.rsplit_once('@')?;
    let plain = |part: &str| {
        !part.is_empty()
            && !part
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>()[]\",;:\\@".contains(c))
    };
    let labels_fine = domain.contains('.') && domain.split('.').all(|l| !l.is_empty() && l.len() <= 63);
    let dots_fine = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    (text.len() <= 254 && local.len() <= 64 && plain(local) && plain(domain) && labels_fine && dots_fine)
        .then(|| text.to_owned())
}

fn one_line(text: &str) -> Option<String> {
    (!text.is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control))
        .then(|| text.to_owned())
}

fn country(text: &str) -> Option<String> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase())).then(|| text.to_owned())
}

fn language(text: &str) -> Option<String> {
    let fine = (2..=20).contains(&text.len())
        && text
            .split('-')
            .all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
        && text.starts_with(|c: char| c.is_ascii_lowercase());
    fine.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_could_break_a_header_are_refused() {
        for bad in [
            "",
            "a",
            "a@b",
            "@b.c",
            "a@",
            "a b@c.de",
            "a@b..c",
            "a\r\nBcc: x@y.z@b.c",
            "a@b.c\n",
            "<a@b.c>",
            ".a@b.c",
            "a..b@c.de",
            "a,b@c.de",
            "a@b@c.de",
        ] {
            let given = bad.parse::<EmailAddress>();
            assert!(given.is_err() || given.unwrap().as_str() == bad.trim(), "{bad:?}");
        }
        assert!("a\r\nBcc: x@y.z@b.c".parse::<EmailAddress>().is_err());
        assert!("Ada.Obi+de@example.org".parse::<EmailAddress>().is_ok());
        assert!("ieva@pašto-dėžutė.lt".parse::<EmailAddress>().is_ok());
    }

    #[test]
    fn personal_texts_do_not_show_in_debug_output() {
        let shown = format!(
            "{:?} {:?}",
            "ada@example.org".parse::<EmailAddress>(),
            "Ada Obi".parse::<DisplayName>()
        );
        assert!(!shown.contains("ada") && !shown.contains("Ada"), "{shown}");
    }
}
