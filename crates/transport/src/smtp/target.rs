//! Where and how to connect, read from `BERTH_SMTP_URL`.

use std::{fmt, sync::Arc};

use tokio_rustls::rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use url::Url;

/// When the connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// Never: for a relay on this machine or a trusted network.
    None,
    /// By STARTTLS when the server offers it; without an offer the mail goes in the clear, passwords never.
    WhenOffered,
    /// By STARTTLS, or the attempt fails.
    Required,
    /// From the first octet (`smtps://`).
    Implicit,
}

/// One submission server.
#[derive(Clone)]
pub struct Target {
    pub host: String,
    pub port: u16,
    pub tls: TlsMode,
    pub(super) credentials: Option<(String, String)>,
    pub(super) tls_config: Arc<ClientConfig>,
    pub(super) server_name: ServerName<'static>,
}

/// What is wrong with `BERTH_SMTP_URL`. The URL is left out, it may hold a password.
#[derive(Debug, thiserror::Error)]
pub enum SmtpUrlError {
    #[error(
        "BERTH_SMTP_URL can't be read as a URL: write smtp://user:pass@host:port?tls=required, smtps://host or capture:"
    )]
    Shape(#[source] url::ParseError),
    #[error("BERTH_SMTP_URL must begin with smtp://, smtps:// or be capture:")]
    Scheme,
    #[error("BERTH_SMTP_URL has no host name")]
    Host,
    #[error(
        "BERTH_SMTP_URL: `{0}` is not known; use tls=none|starttls|required and ca=/path/to/authorities.pem"
    )]
    Parameter(String),
    #[error("BERTH_SMTP_URL: user name and password must be given together, without control characters")]
    Credentials,
    #[error("BERTH_SMTP_URL: the file named by ca= can't be read as PEM certificates: {0}")]
    Authorities(String),
    #[error("TLS can't be set up: {0}")]
    Tls(#[from] tokio_rustls::rustls::Error),
}

impl Target {
    pub fn parse(text: &str) -> Result<Self, SmtpUrlError> {
        let url = Url::parse(text).map_err(SmtpUrlError::Shape)?;
        let implicit = match url.scheme() {
            "smtp" => false,
            "smtps" => true,
            _ => return Err(SmtpUrlError::Scheme),
        };
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or(SmtpUrlError::Host)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let server_name = ServerName::try_from(host.clone()).map_err(|_| SmtpUrlError::Host)?;
        let mut tls = if implicit {
            TlsMode::Implicit
        } else {
            default_mode(&host)
        };
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        for (key, value) in url.query_pairs() {
            match (key.as_ref(), value.as_ref()) {
                ("tls", _) if implicit => {
                    return Err(SmtpUrlError::Parameter(format!("tls={value} with smtps")));
                }
                ("tls", "none") => tls = TlsMode::None,
                ("tls", "starttls") => tls = TlsMode::WhenOffered,
                ("tls", "required") => tls = TlsMode::Required,
                ("ca", path) => add_authorities(&mut roots, path)?,
                _ => return Err(SmtpUrlError::Parameter(key.into_owned())),
            }
        }
        let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
        let tls_config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            port: url.port().unwrap_or(if implicit { 465 } else { 587 }),
            host,
            tls,
            credentials: credentials(&url)?,
            tls_config: Arc::new(tls_config),
            server_name,
        })
    }
}

/// A relay on this machine needs no TLS; any other does unless the operator says otherwise.
fn default_mode(host: &str) -> TlsMode {
    match host {
        "localhost" | "127.0.0.1" | "::1" => TlsMode::None,
        _ => TlsMode::Required,
    }
}

fn add_authorities(roots: &mut RootCertStore, path: &str) -> Result<(), SmtpUrlError> {
    let unreadable = |error: &dyn fmt::Display| SmtpUrlError::Authorities(error.to_string());
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unreadable(&error))? {
        roots.add(certificate.map_err(|error| unreadable(&error))?)?;
    }
    Ok(())
}

fn credentials(url: &Url) -> Result<Option<(String, String)>, SmtpUrlError> {
    let Some(password) = url.password() else {
        return if url.username().is_empty() {
            Ok(None)
        } else {
            Err(SmtpUrlError::Credentials)
        };
    };
    let user = percent_decode(url.username()).ok_or(SmtpUrlError::Credentials)?;
    let password = percent_decode(password).ok_or(SmtpUrlError::Credentials)?;
    if user.is_empty() || user.chars().chain(password.chars()).any(char::is_control) {
        return Err(SmtpUrlError::Credentials);
    }
    Ok(Some((user, password)))
}

/// Undoes percent encoding; `None` when it is broken or not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let high = char::from(bytes.next()?).to_digit(16)?;
            let low = char::from(bytes.next()?).to_digit(16)?;
            out.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// The name given in EHLO; an address literal when there is no usable host name.
pub(super) fn hello_name(host: &str) -> String {
    match url::Host::parse(host) {
        Ok(url::Host::Domain(domain)) => domain,
        Ok(url::Host::Ipv4(ip)) => format!("[{ip}]"),
        Ok(url::Host::Ipv6(ip)) => format!("[IPv6:{ip}]"),
        Err(_) => "[127.0.0.1]".to_owned(),
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Target")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("tls", &self.tls)
            .field("credentials", &self.credentials.as_ref().map(|_| "***"))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_how_to_connect() {
        let target = Target::parse("smtp://ops:p%40ss@mail.example.org:2525?tls=starttls").unwrap();
        assert_eq!(
            (target.host.as_str(), target.port, target.tls),
            ("mail.example.org", 2525, TlsMode::WhenOffered)
        );
        assert_eq!(target.credentials, Some(("ops".to_owned(), "p@ss".to_owned())));
        assert!(!format!("{target:?}").contains("p@ss"));
        let implicit = Target::parse("smtps://mail.example.org").unwrap();
        assert_eq!((implicit.port, implicit.tls), (465, TlsMode::Implicit));
        assert_eq!(Target::parse("smtp://127.0.0.1:25").unwrap().tls, TlsMode::None);
        assert_eq!(
            Target::parse("smtp://mail.example.org").unwrap().tls,
            TlsMode::Required
        );
    }

    #[test]
    fn a_wrong_url_says_what_to_write() {
        for bad in [
            "mail.example.org",
            "http://x",
            "smtp://",
            "smtp://h?tls=maybe",
            "smtp://h?timeout=3",
            "smtps://h?tls=none",
            "smtp://user@h",
            "smtp://u:%0d%0a@h",
        ] {
            assert!(Target::parse(bad).is_err(), "{bad} was taken");
        }
    }
}
