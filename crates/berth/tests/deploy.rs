//! What is shipped in `deploy/` agrees with the program it is for.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;

use berth_runtime::settings::KEYS;
use berth_testkit::{Process, repo_root};

fn shipped(name: &str) -> String {
    fs::read_to_string(repo_root().join("deploy").join(name)).unwrap()
}

/// A service's lines in the compose file.
fn service(name: &str) -> String {
    let file = shipped("compose.yaml");
    let (_, rest) = file.split_once(&format!("\n  {name}:\n")).unwrap();
    let lines = rest.lines().take_while(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// Its settings as it gets them from somebody who sets none, but for those that are in files.
fn settings(service: &str) -> Vec<(String, String)> {
    let given = service.lines().filter_map(|line| line.trim().split_once(": "));
    let given = given.filter(|(name, _)| name.starts_with("BERTH_") && !name.ends_with("_FILE"));
    given
        .map(|(name, value)| {
            let default = value
                .strip_prefix("${")
                .and_then(|value| value.strip_suffix('}')?.split_once(":-"))
                .map_or(value, |(_, default)| default);
            (name.to_owned(), default.to_owned())
        })
        .collect()
}

#[test]
fn the_readme_names_every_setting() {
    let readme = shipped("README.md");

    let missing: Vec<String> = KEYS
        .iter()
        .map(|key| format!("`BERTH_{}`", key.name.to_uppercase()))
        .filter(|name| !readme.contains(name))
        .collect();

    assert!(missing.is_empty(), "{missing:?}");
}

#[tokio::test]
async fn links_in_mails_lead_to_the_port_that_the_compose_file_publishes_for_them() {
    let notifier = service("notifier");
    let folder = tempfile::tempdir().unwrap();
    let mut print = Process::berth()
        .args(["config", "print"])
        .current_dir(folder.path());
    for (name, value) in settings(&notifier) {
        print = print.env(name, value);
    }

    let printed = print.run().await.success();

    assert!(
        printed.contains("mail_link_base = \"http://127.0.0.1:8082\""),
        "{printed}"
    );
    assert!(printed.contains("notifier_bind = \"0.0.0.0:8082\""), "{printed}");
    assert!(
        notifier.contains("ports: [\"127.0.0.1:8082:8082\"]"),
        "{notifier}"
    );
    for optional in ["operations_mail", "mail_limits", "lmtp_bind", "dkim_selector"] {
        assert!(printed.contains(&format!("# {optional} is not set")), "{printed}");
    }
}
