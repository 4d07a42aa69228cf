//! Settings: defaults, below a TOML file, below `BERTH_*` variables. What isn't known is an error, not ignored.

mod check;
mod keys;
mod source;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use url::Url;

pub use check::Problem;
pub use keys::{KEYS, Key};
pub use source::Source;

use crate::Secret;
use source::Values;

/// Everything a process of Berth can be told. All fields are set; [`Settings::source`] says where each came from.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder for SQLite files and for all that `berth up` keeps.
    pub data_dir: PathBuf,
    /// Address of the site and the API.
    pub http_listen: SocketAddr,
    /// Address of `/healthz`, `/readyz` and `/metrics`.
    pub admin_listen: SocketAddr,
    /// How people reach the site, without a slash at the end of its path.
    pub public_url: Url,
    /// Intake's database.
    pub intake_database_url: Secret<String>,
    /// Notifier's database.
    pub notifier_database_url: Secret<String>,
    /// NATS servers, comma separated, with user and password.
    pub nats_url: Secret<String>,
    /// Copies of each stream.
    pub nats_replicas: u8,
    /// Where mail goes: `smtp://`, `smtps://` (several separated by spaces, tried in this order) or `capture:`.
    pub smtp_url: Secret<String>,
    /// What recipients' domains take, as the notifier reads it.
    pub mail_limits: String,
    /// Who hears what operators and operations must know.
    pub operations_mail: Vec<String>,
    /// Address of the notifier's public pages, when it serves them itself.
    pub notifier_bind: Option<SocketAddr>,
    /// How people reach the notifier's public pages, without a slash at the end of its path.
    pub mail_link_base: Url,
    /// Address of the door for delivery reports over LMTP.
    pub lmtp_bind: Option<SocketAddr>,
    /// Signs reports to `/bounces`.
    pub bounce_secret: Option<Secret<String>>,
    /// Private key that signs mails, in PEM.
    pub dkim_key: Option<Secret<String>>,
    /// Selector of the DKIM key.
    pub dkim_selector: Option<String>,
    /// Domain of the DKIM signature; none: that of the sender.
    pub dkim_domain: Option<String>,
    /// Sender of every mail, as `Name <address>` or an address.
    pub mail_from: String,
    /// What operators sign in with. Intake refuses to start without it.
    pub operator_token: Option<Secret<String>>,
    /// Signs links and receipts. Intake and notifier refuse to start without it.
    pub signing_key: Option<Secret<String>>,
    /// How logs are written.
    pub log_format: LogFormat,
    /// Which logs are written, in the syntax of tracing's `EnvFilter`.
    pub log_filter: String,
    /// How long a soft stop may take.
    pub stop_deadline: Duration,
    values: Values,
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// Lines for people.
    Text,
}

/// Why settings were refused. Its text names every problem with its place and what to write instead.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The settings file can't be read.
    #[error("cannot read the settings file {}: {cause}", path.display())]
    File {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The settings file isn't TOML.
    #[error("the settings file {} is not valid TOML: {cause}", path.display())]
    Toml {
        /// The file asked for.
        path: PathBuf,
        /// Place and cause; never the text of the line, which may hold a password.
        cause: String,
    },
    /// One or more settings are wrong.
    #[error("{}", check::list(.0))]
    Problems(Vec<Problem>),
}

impl Settings {
    /// Reads `file`, if any, and the `BERTH_*` variables among `env` (other names are skipped).
    ///
    /// # Errors
    /// When the file can't be read or isn't TOML, or with all settings that are unknown or wrong.
    pub fn load<K, V>(
        file: Option<&Path>,
        env: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, SettingsError>
    where
        K: Into<String>,
        V: Into<String>,
    {
        let mut problems = Vec::new();
        let mut values = Values::defaults();
        if let Some(path) = file {
            values.read_file(path, &mut problems)?;
        }
        values.read_env(env.into_iter().map(|(k, v)| (k.into(), v.into())), &mut problems);
        check::build(values, problems)
    }

    /// The defaults alone, as tests and examples use them.
    ///
    /// # Errors
    /// Never in practice: a test holds the defaults to be valid.
    pub fn defaults() -> Result<Self, SettingsError> {
        Self::load(None, std::iter::empty::<(String, String)>())
    }

    /// Where the setting `name` came from.
    #[must_use]
    pub fn source(&self, name: &str) -> Source {
        self.values.source(name)
    }

    /// All settings as a TOML file would hold them, each with what it is for and where it came from; secrets as `***`.
    #[must_use]
    pub fn to_toml_without_secrets(&self) -> String {
        let mut text = String::new();
        for key in KEYS {
            let (value, source) = self.values.get(key.name);
            let _ = writeln!(text, "# {}\n# from: {source}", key.about);
            let _ = match (value, key.secret) {
                ("", _) => writeln!(text, "# {} is not set\n", key.name),
                (_, true) => writeln!(text, "{} = \"***\"\n", key.name),
                (value, false) => writeln!(text, "{} = {}\n", key.name, toml::Value::from(value)),
            };
        }
        text
    }
}
