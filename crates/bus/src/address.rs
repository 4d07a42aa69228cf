//! The NATS address: servers to dial, with user and password taken out so that they can't be logged by accident.

use async_nats::ServerAddr;
use berth_runtime::Secret;
use url::Url;

use crate::connect::server;
use crate::error::BusError;

/// Servers and credentials, apart.
pub(crate) struct Address {
    servers: Vec<ServerAddr>,
    shown: String,
    credentials: Option<(String, Secret<String>)>,
}

impl Address {
    /// Reads `nats://user:password@host:port,nats://host2:port`. The first user and password found count for all.
    pub(crate) fn parse(text: &str) -> Result<Self, BusError> {
        let mut servers = Vec::new();
        let mut shown = Vec::new();
        let mut credentials = None;
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let part = if part.contains("://") {
                part.to_owned()
            } else {
                format!("nats://{part}")
            };
            let mut url = Url::parse(&part).map_err(|error| BusError::Address {
                reason: error.to_string(),
            })?;
            if !matches!(url.scheme(), "nats" | "tls") {
                return Err(BusError::Address {
                    reason: format!("`{}` is not nats or tls", url.scheme()),
                });
            }
            if url.host_str().is_none_or(str::is_empty) {
                return Err(BusError::Address {
                    reason: "the host is missing".to_owned(),
                });
            }
            if !url.username().is_empty() {
                let found = (
                    decoded(url.username()),
                    Secret::new(decoded(url.password().unwrap_or_default())),
                );
                credentials.get_or_insert(found);
            }
            let can_hold = url.set_username("").and_then(|()| url.set_password(None));
            can_hold.map_err(|()| BusError::Address {
                reason: "user or password can't be read".to_owned(),
            })?;
            shown.push(url.as_str().trim_end_matches('/').to_owned());
            servers.push(server(url.as_str())?);
        }
        if servers.is_empty() {
            return Err(BusError::Address {
                reason: "it is empty".to_owned(),
            });
        }
        Ok(Self {
            servers,
            shown: shown.join(","),
            credentials,
        })
    }

    /// What to dial, without credentials.
    pub(crate) fn servers(&self) -> Vec<ServerAddr> {
        self.servers.clone()
    }

    /// The address as it may be logged.
    pub(crate) fn shown(&self) -> &str {
        &self.shown
    }

    pub(crate) fn user(&self) -> Option<&str> {
        self.credentials.as_ref().map(|(user, _)| user.as_str())
    }

    pub(crate) fn credentials(&self) -> Option<(&str, &Secret<String>)> {
        self.credentials
            .as_ref()
            .map(|(user, password)| (user.as_str(), password))
    }
}

/// Undoes the percent-encoding of RFC 3986 (`+` stays a plus).
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let escaped = (byte == b'%')
            .then(|| hex_pair(ahead.next(), ahead.next()))
            .flatten();
        if escaped.is_some() {
            rest = ahead;
        }
        bytes.push(escaped.unwrap_or(byte));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn hex_pair(high: Option<u8>, low: Option<u8>) -> Option<u8> {
    let digit = |b: Option<u8>| b.and_then(|b| char::from(b).to_digit(16));
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_and_password_are_taken_out() {
        let address = Address::parse("nats://intake:p%40ss%2Fw0rd+@one:4222, tls://two").unwrap();
        assert_eq!(address.shown(), "nats://one:4222,tls://two");
        assert_eq!(address.servers().len(), 2);
        let (user, password) = address.credentials().unwrap();
        assert_eq!((user, password.expose().as_str()), ("intake", "p@ss/w0rd+"));
        assert!(
            address
                .servers()
                .iter()
                .all(|s| s.password().is_none() && s.username().is_none())
        );
    }

    #[test]
    fn nonsense_is_refused_without_repeating_the_password() {
        for bad in [
            "",
            " , ",
            "http://h",
            "nats://user:secret@:99999",
            "nats://user:secret@host:port",
        ] {
            let refused = Address::parse(bad).err().map(|e| e.to_string());
            assert!(refused.is_some_and(|text| !text.contains("secret")), "{bad}");
        }
    }
}
