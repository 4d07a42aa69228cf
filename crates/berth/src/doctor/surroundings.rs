//! Checks that need no other server: settings, secrets, addresses, disk.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use berth_runtime::Settings;
use berth_runtime::settings::KEYS;
use tokio::net::TcpStream;
use url::Url;

use super::report::Finding;

const GIB: u64 = 1 << 30;

pub(super) fn settings(settings: &Settings) -> Finding {
    let set = KEYS
        .iter()
        .filter(|key| settings.source(key.name).is_set())
        .count();
    Finding::ok(format!(
        "valid; {set} of {} are set, the others have their defaults",
        KEYS.len()
    ))
}

pub(super) fn secrets(settings: &Settings) -> Finding {
    let given = [
        ("BERTH_OPERATOR_TOKEN", &settings.operator_token),
        ("BERTH_SIGNING_KEY", &settings.signing_key),
    ];
    let missing: Vec<&str> = given
        .iter()
        .filter(|(_, secret)| secret.is_none())
        .map(|(name, _)| *name)
        .collect();
    if missing.is_empty() {
        return Finding::ok("operator token and signing key are set");
    }
    Finding::problem(
        format!(
            "{} not set; intake and notifier will not start",
            missing.join(" and ")
        ),
        "make each with `openssl rand -hex 32`; all replicas of intake and notifier need the same (`berth up` makes its own)",
    )
}

pub(super) fn addresses(settings: &Settings) -> Finding {
    let (http, admin) = (settings.http_listen, settings.admin_listen);
    if http.port() == admin.port()
        && (http.ip() == admin.ip() || http.ip().is_unspecified() || admin.ip().is_unspecified())
    {
        return Finding::problem(
            format!("site and admin listener share port {}", http.port()),
            "give BERTH_HTTP_LISTEN and BERTH_ADMIN_LISTEN different ports",
        );
    }
    Finding::ok(format!("site on {http}, admin listener on {admin}"))
}

/// Whether links in mails will lead somewhere.
pub(super) async fn public_url(settings: &Settings) -> Finding {
    let url = &settings.public_url;
    let sends_mail = settings.smtp_url.expose() != "capture:";
    if is_local(url) && sends_mail {
        return Finding::problem(
            format!("links in mails begin with {url}, which works on this machine only"),
            "set BERTH_PUBLIC_URL to the address people use, like https://apply.example.org",
        );
    }
    let unsubscribing = &settings.mail_link_base;
    if is_local(unsubscribing) && sends_mail {
        return Finding::problem(
            format!("links to unsubscribe begin with {unsubscribing}, which works on this machine only"),
            "set BERTH_MAIL_LINK_BASE to where people reach the notifier's pages, like https://apply.example.org/mail",
        );
    }
    let host = host(url);
    let port = url.port_or_known_default().unwrap_or(443);
    let reached = tokio::time::timeout(Duration::from_secs(5), TcpStream::connect((host, port))).await;
    if !matches!(reached, Ok(Ok(_))) {
        return Finding::note(
            format!("nobody answers at {url}"),
            "fine while intake or the proxy before it isn't running; otherwise check its name in DNS, and the proxy",
        );
    }
    if url.scheme() == "http" && !is_local(url) {
        return Finding::problem(
            format!("{url} is not encrypted, and accept/decline links and sign-ins travel over it"),
            "put a proxy with a certificate in front of intake and set BERTH_PUBLIC_URL to its https address",
        );
    }
    Finding::ok(format!("{url} answers"))
}

fn host(url: &Url) -> &str {
    url.host_str().unwrap_or_default().trim_matches(['[', ']'])
}

/// Whether it leads to this machine from wherever it is opened.
fn is_local(url: &Url) -> bool {
    let host = host(url);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Room for databases, and for what `berth up` keeps.
pub(super) fn disk(data_dir: &Path) -> Finding {
    let existing = data_dir
        .ancestors()
        .find(|path| path.exists())
        .filter(|path| !path.as_os_str().is_empty());
    let folder = existing.unwrap_or(Path::new("."));
    let free = match rustix::fs::statvfs(folder) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize),
        Err(error) => {
            return Finding::note(
                format!("cannot be told for {}: {error}", folder.display()),
                "check it by hand",
            );
        }
    };
    let shown = format!(
        "{}.{} GiB free at {}",
        free / GIB,
        free % GIB * 10 / GIB,
        folder.display()
    );
    let advice =
        "make room, or choose another folder with BERTH_DATA_DIR: a full disk stops databases and NATS";
    match free {
        0..GIB => Finding::problem(shown, advice),
        free if free < 5 * GIB => Finding::note(shown, advice),
        _ => Finding::ok(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(env: &[(&str, &str)]) -> Settings {
        Settings::load(None, env.iter().copied()).unwrap()
    }

    #[test]
    fn missing_secrets_are_named() {
        let finding = format!("{:?}", secrets(&with(&[("BERTH_SIGNING_KEY", &"k".repeat(32))])));

        assert!(finding.contains("BERTH_OPERATOR_TOKEN not set"), "{finding}");
        assert!(!finding.contains("BERTH_SIGNING_KEY"), "{finding}");
    }

    #[test]
    fn one_port_for_two_listeners_is_a_problem() {
        let same = with(&[("BERTH_HTTP_LISTEN", "0.0.0.0:8081")]);
        let apart = with(&[("BERTH_HTTP_LISTEN", "127.0.0.2:8081")]);

        assert!(format!("{:?}", addresses(&same)).contains("share port 8081"));
        assert!(
            matches!(addresses(&apart), finding if finding == Finding::ok("site on 127.0.0.2:8081, admin listener on 127.0.0.1:8081"))
        );
    }

    #[tokio::test]
    async fn links_that_lead_to_this_machine_only_are_a_problem_once_mail_leaves_it() {
        let finding = public_url(&with(&[("BERTH_SMTP_URL", "smtp://mail.example.org")])).await;

        assert!(
            format!("{finding:?}").contains("works on this machine only"),
            "{finding:?}"
        );
    }

    #[test]
    fn the_disk_of_a_folder_that_does_not_exist_yet_is_that_of_its_parent() {
        let finding = format!("{:?}", disk(Path::new("/nowhere/at/all")));

        assert!(finding.contains("GiB free at /\""), "{finding}");
    }
}
