//! Turns the texts of settings into their types, and collects everything that is wrong with them.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use tracing_subscriber::EnvFilter;
use url::Url;

use super::source::Values;
use super::{LogFormat, Settings, SettingsError};
use crate::Secret;

/// One wrong setting: where it stands and what to write instead. Never holds a secret's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The variable, or the key and its file.
    pub place: String,
    /// What is wrong and what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.place, self.what)
    }
}

impl Problem {
    pub(super) fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }

    /// An unknown name, with the known one it looks most like.
    pub(super) fn unknown(place: String, name: &str, known: impl Iterator<Item = String>) -> Self {
        let nearest = known
            .map(|known| (strsim::jaro_winkler(name, &known), known))
            .filter(|(likeness, _)| *likeness > 0.85)
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let what = match nearest {
            Some((_, known)) => format!("is not a setting; did you mean {known}?"),
            None => "is not a setting; `berth config print` lists all of them".to_owned(),
        };
        Self { place, what }
    }
}

pub(super) fn list(problems: &[Problem]) -> String {
    let count = problems.len();
    let head = if count == 1 {
        "a setting is wrong:".to_owned()
    } else {
        format!("{count} settings are wrong:")
    };
    problems
        .iter()
        .fold(head, |text, problem| format!("{text}\n  {problem}"))
}

/// Parses every value; all problems are reported at once.
pub(super) fn build(values: Values, problems: Vec<Problem>) -> Result<Settings, SettingsError> {
    let mut check = Check {
        values: &values,
        problems,
    };
    let data_dir = check.text("data_dir", "a folder");
    let http_listen = check.parse("http_listen", "an address with its port, like 127.0.0.1:8080");
    let admin_listen = check.parse("admin_listen", "an address with its port, like 127.0.0.1:8081");
    let public_url = check.with(
        "public_url",
        "an http or https URL, like https://apply.example.org",
        public_url,
    );
    let databases = [
        ("intake_database_url", "intake.db"),
        ("notifier_database_url", "notifier.db"),
    ]
    .map(|(name, file)| check.database(name, data_dir.as_deref(), file));
    let nats_url = check.with(
        "nats_url",
        "nats:// or tls:// URLs separated by commas, like nats://user:password@nats:4222",
        nats_url,
    );
    let nats_replicas = check.with("nats_replicas", "1, 3 or 5", |text| {
        text.parse().ok().filter(|count| [1_u8, 3, 5].contains(count))
    });
    let smtp_url = check.with(
        "smtp_url",
        "smtp://user:pass@host:port?tls=none|starttls|required, smtps://... (several separated by spaces) or capture:",
        smtp_urls,
    );
    let mail_limits = check.with("mail_limits", "limits like gmail.com=10/300 *=20/-", |text| {
        let fits = text
            .split_whitespace()
            .all(|limit| limit.contains('=') && limit.contains('/'));
        fits.then(|| text.trim().to_owned())
    });
    let operations_mail = check.with("operations_mail", "addresses separated by commas", addresses);
    let notifier_bind = check.optional("notifier_bind", "an address with its port, like 127.0.0.1:8082");
    let mail_link_base = check.with(
        "mail_link_base",
        "an http or https URL, like https://apply.example.org/mail",
        |text| match text {
            "" => Some(None),
            text => self::public_url(text).map(Some),
        },
    );
    let lmtp_bind = check.optional("lmtp_bind", "an address with its port, like 127.0.0.1:2424");
    let bounce_secret = check.optional_secret("bounce_secret", 24);
    let dkim_key = check.optional_secret("dkim_key", 64);
    let dkim_selector = check.with(
        "dkim_selector",
        "a name of letters, digits, dots and dashes",
        dns_name,
    );
    let dkim_domain = check.with("dkim_domain", "a domain, like mail.example.org", dns_name);
    if dkim_key.is_some() && dkim_selector == Some(None) {
        let place = check.values.place("dkim_selector");
        check
            .problems
            .push(Problem::new(place, "must be set together with dkim_key"));
    }
    let mail_from = check.with("mail_from", "an address, or Name <address>", mail_from);
    let operator_token = check.optional_secret("operator_token", 24);
    let signing_key = check.optional_secret("signing_key", 32);
    let log_format = check.with("log_format", "json or text", |text| match text {
        "json" => Some(LogFormat::Json),
        "text" => Some(LogFormat::Text),
        _ => None,
    });
    let log_filter = check.with(
        "log_filter",
        "a log filter, like info or info,berth_bus=debug",
        |text| EnvFilter::try_new(text).ok().map(|_| text.to_owned()),
    );
    let stop_deadline = check.with(
        "stop_deadline_seconds",
        "a number of seconds from 1 to 3600",
        |text| {
            text.parse()
                .ok()
                .filter(|seconds| (1..=3600).contains(seconds))
                .map(Duration::from_secs)
        },
    );
    let problems = check.problems;
    if !problems.is_empty() {
        return Err(SettingsError::Problems(problems));
    }
    let [intake_database_url, notifier_database_url] = databases;
    let built = || {
        let mail_link_base = match mail_link_base? {
            Some(base) => base,
            None => below(public_url.as_ref()?, "mail"),
        };
        Some(Settings {
            data_dir: data_dir?.into(),
            http_listen: http_listen?,
            admin_listen: admin_listen?,
            public_url: public_url?,
            intake_database_url: intake_database_url?,
            notifier_database_url: notifier_database_url?,
            nats_url: nats_url?,
            nats_replicas: nats_replicas?,
            smtp_url: smtp_url?,
            mail_limits: mail_limits?,
            operations_mail: operations_mail?,
            notifier_bind: notifier_bind?,
            mail_link_base,
            lmtp_bind: lmtp_bind?,
            bounce_secret,
            dkim_key,
            dkim_selector: dkim_selector?,
            dkim_domain: dkim_domain?,
            mail_from: mail_from?,
            operator_token,
            signing_key,
            log_format: log_format?,
            log_filter: log_filter?,
            stop_deadline: stop_deadline?,
            values: values.clone(),
        })
    };
    built().ok_or(SettingsError::Problems(problems))
}

struct Check<'a> {
    values: &'a Values,
    problems: Vec<Problem>,
}

impl Check<'_> {
    /// The value as `parse` makes it; when it refuses, a problem that says what is `wanted`.
    fn with<T>(&mut self, name: &str, wanted: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let (text, _) = self.values.get(name);
        let parsed = parse(text);
        if parsed.is_none() {
            self.problems
                .push(Problem::new(self.values.place(name), format!("must be {wanted}")));
        }
        parsed
    }

    fn parse<T: FromStr>(&mut self, name: &str, wanted: &str) -> Option<T> {
        self.with(name, wanted, |text| text.parse().ok())
    }

    fn text(&mut self, name: &str, wanted: &str) -> Option<String> {
        self.with(name, wanted, |text| {
            (!text.trim().is_empty()).then(|| text.to_owned())
        })
    }

    fn database(&mut self, name: &str, data_dir: Option<&str>, file: &str) -> Option<Secret<String>> {
        let wanted = "sqlite:// and a path, or postgres://user:password@host/database";
        self.with(name, wanted, |text| match text.split_once("://") {
            Some(("sqlite", path)) if !path.is_empty() => Some(text.to_owned()),
            Some(("postgres" | "postgresql", _)) => Url::parse(text)
                .ok()
                .filter(Url::has_host)
                .map(|_| text.to_owned()),
            None if text.is_empty() => {
                Some(format!("sqlite://{}", Path::new(data_dir?).join(file).display()))
            }
            _ => None,
        })
        .map(Secret::new)
    }

    /// Nothing, or a value that parses.
    fn optional<T: FromStr>(&mut self, name: &str, wanted: &str) -> Option<Option<T>> {
        self.with(name, wanted, |text| match text {
            "" => Some(None),
            text => text.parse().ok().map(Some),
        })
    }

    fn optional_secret(&mut self, name: &str, shortest: usize) -> Option<Secret<String>> {
        let (text, _) = self.values.get(name);
        if text.is_empty() {
            return None;
        }
        self.with(name, &format!("at least {shortest} characters long"), |text| {
            (text.chars().count() >= shortest).then(|| Secret::new(text.to_owned()))
        })
    }
}

fn public_url(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let fits = matches!(url.scheme(), "http" | "https")
        && url.has_host()
        && url.username().is_empty()
        && url.query().is_none()
        && url.fragment().is_none();
    let path = url.path().trim_end_matches('/').to_owned();
    url.set_path(&path);
    fits.then_some(url)
}

fn below(site: &Url, name: &str) -> Url {
    let mut url = site.clone();
    url.set_path(&format!("{}/{name}", site.path().trim_end_matches('/')));
    url
}

fn nats_url(text: &str) -> Option<Secret<String>> {
    let fits = |part: &str| {
        let url = Url::parse(part.trim()).ok();
        url.is_some_and(|url| matches!(url.scheme(), "nats" | "tls") && url.has_host())
    };
    text.split(',').all(fits).then(|| Secret::new(text.to_owned()))
}

fn smtp_urls(text: &str) -> Option<Secret<String>> {
    let blank = |c: char| c == ',' || c.is_whitespace();
    let mut urls = text.split(blank).filter(|url| !url.is_empty()).peekable();
    let fits = text == "capture:" || (urls.peek().is_some() && urls.all(smtp_url));
    fits.then(|| Secret::new(text.to_owned()))
}

fn smtp_url(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let known = url.query_pairs().all(|(name, value)| match &*name {
        "tls" => matches!(&*value, "none" | "starttls" | "required"),
        "ca" => !value.is_empty(),
        _ => false,
    });
    matches!(url.scheme(), "smtp" | "smtps") && url.host_str().is_some_and(|host| !host.is_empty()) && known
}

fn addresses(text: &str) -> Option<Vec<String>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| mail_from(part).filter(|part| !part.contains('<')))
        .collect()
}

/// Nothing, or something that may stand in a DNS name.
fn dns_name(text: &str) -> Option<Option<String>> {
    let fits = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    fits.then(|| (!text.is_empty()).then(|| text.to_owned()))
}

/// Rough on purpose: the mail library parses the address again; here only slips are caught early.
fn mail_from(text: &str) -> Option<String> {
    let address = match text.split_once('<') {
        Some((_, rest)) => rest.trim_end().strip_suffix('>')?,
        None => text,
    };
    let (user, domain) = address.trim().rsplit_once('@')?;
    let fits = !user.is_empty() && !domain.is_empty() && !address.trim().contains(char::is_whitespace);
    (fits && !text.contains(char::is_control)).then(|| text.to_owned())
}
