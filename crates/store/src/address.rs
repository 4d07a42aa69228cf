//! Reads a database address (`sqlite://` or `postgres://`) and prints it without its password.

use std::fmt;
use std::path::{Path, PathBuf};

use url::Url;

use crate::StoreError;

/// Where a database lives. `Display` and `Debug` never show the password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Address {
    Sqlite(PathBuf),
    Postgres {
        /// The address with the password taken out: libraries log what they are given.
        url: Url,
        password: Option<String>,
    },
}

impl Address {
    pub(crate) fn parse(text: &str) -> Result<Self, StoreError> {
        let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
        match scheme {
            "sqlite" => sqlite(text.trim_start_matches("sqlite:")),
            "postgres" | "postgresql" => postgres(text),
            _ => Err(StoreError::Address(
                "a database address starts with sqlite:// or postgres://, for example \
                 sqlite:///var/lib/berth/intake.db or postgres://berth@db.example.org/intake"
                    .into(),
            )),
        }
    }

    /// The SQLite file with something appended to its name, for locks beside it.
    pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    }
}

fn sqlite(rest: &str) -> Result<Address, StoreError> {
    let path = rest.strip_prefix("//").unwrap_or(rest);
    if path.is_empty() || path.contains(":memory:") {
        return Err(StoreError::Address(
            "a SQLite address names a file, for example sqlite:///var/lib/berth/intake.db; databases in \
             memory would lose what is waiting in the outbox"
                .into(),
        ));
    }
    if path.contains('?') {
        return Err(StoreError::Address(
            "a SQLite address takes no parameters after `?`: journal, foreign keys and time-outs are set by Berth"
                .into(),
        ));
    }
    Ok(Address::Sqlite(PathBuf::from(path)))
}

fn postgres(text: &str) -> Result<Address, StoreError> {
    // The parser's message is kept, the text is not: it holds the password.
    let unreadable = |why: &str| {
        StoreError::Address(format!(
            "the Postgres address can't be read ({why}); expected postgres://user:password@host:5432/database, \
             with special characters in the password percent-encoded"
        ))
    };
    let mut url = Url::parse(text).map_err(|error| unreadable(&error.to_string()))?;
    // A password with `/`, `?` or `#` in it ends the host early, and would then stand in what we show.
    if url.fragment().is_some()
        || [Some(url.path()), url.query()]
            .into_iter()
            .flatten()
            .any(|part| part.contains('@'))
    {
        return Err(unreadable("there is an unencoded `/`, `?`, `#` or `@` in it"));
    }
    if url.path().trim_matches('/').is_empty() {
        return Err(unreadable("it names no database"));
    }
    let encoded = url
        .password()
        .map(str::to_owned)
        .or_else(|| password_parameter(&url));
    let password = encoded.map(|encoded| percent_decoded(&encoded));
    let without = |error: ()| StoreError::Address(format!("the Postgres address has no host ({error:?})"));
    if url.password().is_some() {
        url.set_password(None).map_err(without)?;
    }
    drop_password_parameter(&mut url);
    Ok(Address::Postgres { url, password })
}

fn password_parameter(url: &Url) -> Option<String> {
    url.query()?
        .split('&')
        .find_map(|pair| pair.strip_prefix("password="))
        .map(|value| value.replace('+', " "))
}

fn drop_password_parameter(url: &mut Url) {
    let Some(query) = url.query() else { return };
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with("password="))
        .collect();
    let kept = kept.join("&");
    url.set_query(if kept.is_empty() { None } else { Some(&kept) });
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let decoded = match (first, tail) {
            (b'%', [high, low, ..]) => hex_pair(*high, *low),
            _ => None,
        };
        match decoded {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let high = char::from(high).to_digit(16)?;
    let low = char::from(low).to_digit(16)?;
    u8::try_from(high * 16 + low).ok()
}

struct Redacted<'a>(&'a Url);

impl fmt::Display for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://", self.0.scheme())?;
        if !self.0.username().is_empty() {
            write!(f, "{}@", self.0.username())?;
        }
        write!(f, "{}", self.0.host_str().unwrap_or_default())?;
        if let Some(port) = self.0.port() {
            write!(f, ":{port}")?;
        }
        write!(f, "{}", self.0.path().trim_end_matches('/'))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Sqlite(path) => write!(f, "sqlite://{}", path.display()),
            Address::Postgres { url, .. } => Redacted(url).fmt(f),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sqlite_address_names_a_file() {
        for (text, path) in [
            ("sqlite:///var/lib/berth/intake.db", "/var/lib/berth/intake.db"),
            ("sqlite://berth.db", "berth.db"),
            ("sqlite:berth.db", "berth.db"),
        ] {
            assert_eq!(
                Address::parse(text).unwrap(),
                Address::Sqlite(path.into()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_password_is_used_but_never_shown() {
        for text in [
            "postgres://berth:s%40fe%2Fword@db.example.org:5433/intake",
            "postgresql://berth@db.example.org:5433/intake?password=s%40fe%2Fword&sslmode=require",
        ] {
            let address = Address::parse(text).unwrap();
            assert!(format!("{address} {address:?}").contains("berth@db.example.org:5433/intake"));
            let Address::Postgres { url, password } = address else {
                panic!("not Postgres")
            };
            assert_eq!(password.as_deref(), Some("s@fe/word"));
            assert!(!url.as_str().contains("fe"), "{url}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_its_password() {
        for text in [
            "",
            "intake.db",
            "mysql://berth:secret@host/db",
            "sqlite://",
            "sqlite::memory:",
            "sqlite://a.db?mode=ro",
            "postgres://berth:secret@host",
            "postgres://berth:secret@host:port/db",
            "postgres://berth:12/secret@host/db",
            "postgres://berth:12?secret@host/db",
            "postgres://berth:12#secret@host/db",
        ] {
            let error = Address::parse(text).unwrap_err().to_string();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
