//! The list of all settings: name, default, and what each is for.

/// One setting. In the file it has this name, in the environment `BERTH_` and the name in capitals.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// The text used when neither file nor environment has it; empty when it is left unset.
    pub default: &'static str,
    /// Never printed, and readable from a file named by `BERTH_..._FILE`.
    pub secret: bool,
    /// What it is for, for `berth config print`.
    pub about: &'static str,
}

const fn key(name: &'static str, default: &'static str, about: &'static str) -> Key {
    Key {
        name,
        default,
        secret: false,
        about,
    }
}

const fn secret(name: &'static str, default: &'static str, about: &'static str) -> Key {
    Key {
        name,
        default,
        secret: true,
        about,
    }
}

/// All settings, in the order in which they are printed.
pub const KEYS: &[Key] = &[
    key(
        "data_dir",
        "./berth-data",
        "folder for SQLite files, and for all that `berth up` keeps",
    ),
    key(
        "http_listen",
        "127.0.0.1:8080",
        "address and port of the site and the API",
    ),
    key(
        "admin_listen",
        "127.0.0.1:8081",
        "address and port of /healthz, /readyz and /metrics; keep it off the internet",
    ),
    key(
        "public_url",
        "http://127.0.0.1:8080",
        "how people reach the site; links in mails begin with it",
    ),
    secret(
        "intake_database_url",
        "",
        "intake's database: sqlite://PATH or postgres://...; unset: intake.db in the data folder",
    ),
    secret(
        "notifier_database_url",
        "",
        "notifier's database: sqlite://PATH or postgres://...; unset: notifier.db in the data folder",
    ),
    secret(
        "nats_url",
        "nats://127.0.0.1:4222",
        "NATS servers, with user and password; several are separated by commas",
    ),
    key("nats_replicas", "1", "copies of each stream: 1, 3 or 5"),
    secret(
        "smtp_url",
        "capture:",
        "smtp://user:pass@host:port?tls=none|starttls|required&ca=FILE, smtps://..., several separated by spaces, or capture:",
    ),
    key(
        "mail_limits",
        "",
        "what recipients' domains take: domain=at-once/per-minute, like gmail.com=10/300 *=20/-; unset: no bound",
    ),
    key(
        "operations_mail",
        "",
        "who hears what operators and operations must know: addresses separated by commas; unset: nobody",
    ),
    key(
        "notifier_bind",
        "",
        "address and port where the notifier serves its public pages (unsubscribing, bounce reports); unset: none",
    ),
    key(
        "mail_link_base",
        "",
        "how people reach the notifier's public pages; unset: /mail below the site",
    ),
    key(
        "lmtp_bind",
        "",
        "address and port where the notifier takes delivery reports over LMTP; keep it off the internet; unset: none",
    ),
    secret(
        "bounce_secret",
        "",
        "signs reports to the notifier's /bounces; at least 24 characters; unset: none are taken",
    ),
    secret(
        "dkim_key",
        "",
        "private key in PEM that signs mails (BERTH_DKIM_KEY_FILE names its file); unset: the mail server signs",
    ),
    key(
        "dkim_selector",
        "",
        "where the DKIM key's public half stands: <selector>._domainkey.<domain>",
    ),
    key(
        "dkim_domain",
        "",
        "domain of the DKIM signature; unset: that of mail_from",
    ),
    key(
        "mail_from",
        "Berth <berth@localhost>",
        "sender of every mail; its domain must be yours",
    ),
    secret(
        "operator_token",
        "",
        "what operators sign in with; at least 24 characters",
    ),
    secret(
        "signing_key",
        "",
        "signs links and receipts; at least 32 characters, the same for all replicas",
    ),
    key("log_format", "json", "json or text"),
    key(
        "log_filter",
        "info,async_nats=warn",
        "which logs are written, for example info,berth_bus=debug",
    ),
    key(
        "stop_deadline_seconds",
        "25",
        "how long a soft stop may take before the rest is dropped",
    ),
];

/// Variables of the same prefix that aren't settings of a process: where its settings file is, and what `berth up` and
/// the tests are given by those who start them.
pub(super) const NOT_SETTINGS: &[&str] = &["BERTH_CONFIG", "BERTH_NATS_SERVER"];

/// Prefix of variables that only tests read.
pub(super) const TEST_PREFIX: &str = "BERTH_TEST_";
