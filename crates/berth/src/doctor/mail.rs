//! The mail server, asked as the notifier would, and the sender's domain.

use std::time::Duration;

use berth_runtime::Settings;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use url::Url;

use super::nats::decoded;
use super::report::Finding;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

/// How long the whole conversation may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// Every mail server there is, in order of preference.
pub(super) async fn servers(settings: &Settings) -> Vec<Finding> {
    let text = settings.smtp_url.expose();
    if text == "capture:" {
        return vec![Finding::note(
            "mails are kept in the data folder, none leaves",
            "set BERTH_SMTP_URL to send them",
        )];
    }
    let mut findings = Vec::new();
    // Taken apart as the notifier does.
    let urls = text.split(|c: char| c.is_whitespace() || c == ',');
    for url in urls.filter(|url| !url.is_empty()) {
        findings.push(server(url).await);
    }
    findings
}

/// Connects, greets, encrypts and signs in, as far as the address asks for it; sends nothing.
async fn server(text: &str) -> Finding {
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => return Finding::problem(format!("BERTH_SMTP_URL is not a URL: {error}"), "correct it"),
    };
    let host = url
        .host_str()
        .unwrap_or_default()
        .trim_matches(['[', ']'])
        .to_owned();
    let shown = format!("{host}:{}", port(&url));
    let transport = match transport(&url, &host) {
        Ok(transport) => transport,
        Err(error) => return Finding::problem(format!("{shown}: {error}"), "correct BERTH_SMTP_URL"),
    };
    match tokio::time::timeout(PATIENCE, transport.test_connection()).await {
        Ok(Ok(true)) => Finding::ok(format!("{shown} answers and takes us")),
        Ok(Ok(false)) => Finding::problem(
            format!("{shown} hung up"),
            "ask whoever runs it; the notifier will keep trying",
        ),
        Ok(Err(error)) => Finding::problem(format!("{shown}: {}", whole(&error)), advice(&error)),
        Err(_) => Finding::problem(
            format!("{shown} did not answer within {} s", PATIENCE.as_secs()),
            "check name and port; many networks block outgoing port 25, submission is 587 or 465",
        ),
    }
}

fn whole(error: &dyn std::error::Error) -> String {
    error
        .source()
        .map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

fn advice(error: &lettre::transport::smtp::Error) -> &'static str {
    if error.is_tls() {
        "check the certificate's name, or give its authority with ca=/path.pem, or tls=none inside a trusted network"
    } else if error.is_permanent() || error.is_client() {
        "check user and password in BERTH_SMTP_URL, and whether the server offers what tls= asks for"
    } else {
        "check name and port in BERTH_SMTP_URL, and that the server runs and lets this machine in"
    }
}

fn port(url: &Url) -> u16 {
    url.port()
        .unwrap_or(if url.scheme() == "smtps" { 465 } else { 587 })
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
}

fn transport(url: &Url, host: &str) -> Result<Transport, String> {
    let mut transport = Transport::builder_dangerous(host)
        .port(port(url))
        .timeout(Some(PATIENCE));
    transport = transport.tls(tls(url, host)?);
    if let Some(password) = url.password() {
        transport = transport.credentials(Credentials::new(decoded(url.username()), decoded(password)));
    }
    Ok(transport.build())
}

fn tls(url: &Url, host: &str) -> Result<Tls, String> {
    let local = matches!(host, "localhost" | "127.0.0.1" | "::1");
    let wanted = parameter(url, "tls");
    if url.scheme() == "smtp" && (wanted.as_deref() == Some("none") || (wanted.is_none() && local)) {
        return Ok(Tls::None);
    }
    let mut parameters = TlsParameters::builder(host.to_owned());
    if let Some(path) = parameter(url, "ca") {
        let pem = std::fs::read(&path).map_err(|error| format!("{path}: {error}"))?;
        parameters =
            parameters.add_root_certificate(Certificate::from_pem(&pem).map_err(|error| error.to_string())?);
    }
    let parameters = parameters.build().map_err(|error| error.to_string())?;
    Ok(match (url.scheme(), wanted.as_deref()) {
        ("smtps", _) => Tls::Wrapper(parameters),
        (_, Some("starttls")) => Tls::Opportunistic(parameters),
        _ => Tls::Required(parameters),
    })
}

/// The domain that mails come from.
pub(super) async fn sender(settings: &Settings) -> Finding {
    let address = settings.mail_from.trim_end().trim_end_matches('>');
    let domain = address.rsplit_once('@').map_or("", |(_, domain)| domain);
    if settings.smtp_url.expose() == "capture:" {
        return Finding::ok(format!("{} (no mail leaves)", settings.mail_from));
    }
    let reserved = ["localhost", "example.org", "example.com", "example.net"].contains(&domain)
        || [".test", ".example", ".invalid", ".local", ".localhost"]
            .iter()
            .any(|end| domain.ends_with(end));
    if reserved || !domain.contains('.') {
        return Finding::problem(
            format!(
                "mails come from {}, a domain nobody can answer to",
                settings.mail_from
            ),
            "set BERTH_MAIL_FROM to an address of your own domain",
        );
    }
    let dns = format!(
        "its SPF record must name your mail server, and DKIM and DMARC should be set: ask `dig TXT {domain}`"
    );
    match tokio::net::lookup_host((domain, 25)).await {
        Ok(_) => Finding::note(format!("{domain} is in DNS"), dns),
        Err(_) => Finding::note(
            format!("{domain} has no address in DNS; it may still have a mail exchanger"),
            dns,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn mail_from_a_made_up_domain_is_a_problem_once_it_leaves() {
        let with = |from: &str| {
            let env = [
                ("BERTH_SMTP_URL", "smtp://mail.example.org"),
                ("BERTH_MAIL_FROM", from),
            ];
            Settings::load(None, env).unwrap()
        };
        for from in [
            "Berth <berth@localhost>",
            "a@example.org",
            "a@berth.test",
            "a@intranet",
        ] {
            let finding = format!("{:?}", sender(&with(from)).await);
            assert!(
                finding.contains("a domain nobody can answer to"),
                "{from}: {finding}"
            );
        }
    }

    #[test]
    fn ports_and_encryption_follow_the_notifiers_rules() {
        let url = |text: &str| Url::parse(text).unwrap();
        assert_eq!(port(&url("smtp://mail.example.org")), 587);
        assert_eq!(port(&url("smtps://mail.example.org")), 465);
        assert!(matches!(
            tls(&url("smtp://localhost"), "localhost"),
            Ok(Tls::None)
        ));
        assert!(matches!(
            tls(&url("smtp://mail.example.org"), "mail.example.org"),
            Ok(Tls::Required(_))
        ));
        assert!(matches!(
            tls(&url("smtps://mail.example.org"), "mail.example.org"),
            Ok(Tls::Wrapper(_))
        ));
        assert!(matches!(
            tls(&url("smtp://a?tls=starttls"), "a"),
            Ok(Tls::Opportunistic(_))
        ));
    }
}
