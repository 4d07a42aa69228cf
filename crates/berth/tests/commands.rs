//! Commands that answer and end: their exit codes and what they say.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::time::Duration;

use berth_testkit::{NatsServer, Process, ProcessBuilder};

const SOON: Duration = Duration::from_secs(30);

/// In a folder of its own, so that nobody's berth-data is touched.
fn berth(folder: &tempfile::TempDir, args: &[&str]) -> ProcessBuilder {
    Process::berth().args(args).current_dir(folder.path())
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[tokio::test]
async fn settings_are_printed_with_their_sources_and_without_secrets() {
    let folder = folder();
    let file = folder.path().join("berth.toml");
    fs::write(&file, "mail_from = \"Hub <hub@example.org>\"\n").unwrap();

    let printed = berth(&folder, &["config", "print", "--config", "berth.toml"])
        .env("BERTH_NATS_URL", "nats://intake:hunter2@nats:4222")
        .run()
        .await
        .success();

    assert!(printed.contains("nats_url = \"***\""), "{printed}");
    assert!(printed.contains("# from: BERTH_NATS_URL"), "{printed}");
    assert!(printed.contains("# from: berth.toml\nmail_from = "), "{printed}");
    assert!(!printed.contains("hunter2"), "{printed}");
}

#[tokio::test]
async fn a_misspelt_setting_ends_every_command_with_a_hint() {
    let folder = folder();
    let refused = berth(&folder, &["intake"])
        .env("BERTH_HTTP_LISTN", "0.0.0.0:1")
        .run()
        .await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.stderr.contains("did you mean BERTH_HTTP_LISTEN?"),
        "{}",
        refused.stderr
    );
}

#[tokio::test]
async fn a_simulated_clock_is_refused_by_single_services() {
    let folder = folder();
    for service in ["intake", "matcher", "notifier"] {
        for clock in [["--now", "2027-01-01T00:00:00Z"], ["--speed", "2"]] {
            let refused = berth(&folder, &[service]).args(clock).run().await;
            assert_eq!(refused.status.code(), Some(1), "{service} {clock:?}");
            assert!(
                refused.stderr.contains("for `berth up` only"),
                "{}",
                refused.stderr
            );
        }
    }
}

#[tokio::test]
async fn a_service_without_its_secrets_says_how_to_make_them() {
    let folder = folder();
    let refused = berth(&folder, &["intake"]).run().await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.stderr.contains("BERTH_SIGNING_KEY is not set"),
        "{}",
        refused.stderr
    );
    assert!(
        refused.stderr.contains("openssl rand -hex 32"),
        "{}",
        refused.stderr
    );
}

#[tokio::test]
async fn health_of_nothing_is_a_failure_that_says_where_it_looked() {
    let folder = folder();
    let free = berth_testkit::free_port();
    let refused = berth(&folder, &["health", &free.address().to_string()])
        .run()
        .await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused
            .stderr
            .contains(&format!("nobody answers on {}", free.address())),
        "{}",
        refused.stderr
    );
}

#[tokio::test]
async fn provisioning_shows_then_does_then_finds_nothing() {
    let folder = folder();
    let nats = NatsServer::start().await;
    let provision = |args: &[&str]| {
        berth(&folder, &["provision"])
            .args(args)
            .env("BERTH_NATS_URL", nats.url())
    };

    let plan = provision(&["--plan"]).run().await;
    assert_eq!(plan.status.code(), Some(3), "{}", plan.stderr);
    assert!(
        plan.stdout
            .contains("stream BERTH_EVENTS: missing, to be created"),
        "{}",
        plan.stdout
    );

    let done = provision(&[]).run().await.success();
    assert!(done.contains("put right"), "{done}");

    let again = provision(&["--plan"]).run().await.success();
    assert!(again.contains("NATS has everything as it should be"), "{again}");
}

#[tokio::test]
async fn there_are_no_dead_letters_on_a_new_server() {
    let folder = folder();
    let nats = NatsServer::start().await;
    let with = |args: &[&str]| berth(&folder, args).env("BERTH_NATS_URL", nats.url());
    with(&["provision"]).run().await.success();

    let list = with(&["dead-letters", "list"]).run().await.success();
    assert!(list.contains("there are no dead letters"), "{list}");

    let none = with(&["dead-letters", "show", "7"]).run().await;
    assert_eq!(none.status.code(), Some(1));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_with_what_to_do() {
    let folder = folder();
    let free = berth_testkit::free_port();
    let url = format!("nats://operator:hunter2@{}", free.address());

    let refused = berth(&folder, &["provision"])
        .env("BERTH_NATS_URL", url)
        .run()
        .await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stderr.contains("no NATS server at"), "{}", refused.stderr);
    assert!(!refused.stderr.contains("hunter2"), "{}", refused.stderr);
}

#[tokio::test]
async fn a_matcher_alone_becomes_ready_and_stops_when_asked() {
    let folder = folder();
    let nats = NatsServer::start().await;
    let admin = berth_testkit::free_port();
    berth(&folder, &["provision"])
        .env("BERTH_NATS_URL", nats.url())
        .run()
        .await
        .success();

    let matcher = berth(&folder, &["matcher"])
        .env("BERTH_NATS_URL", nats.url())
        .env("BERTH_ADMIN_LISTEN", admin.address().to_string())
        .spawn();
    matcher.wait_ready(&admin.address().to_string(), SOON).await;
    let health = berth(&folder, &["health"])
        .env("BERTH_ADMIN_LISTEN", admin.address().to_string())
        .run()
        .await;
    assert_eq!(health.success(), "ready\n");

    assert_eq!(matcher.terminate(SOON).await.code(), Some(0), "{}", matcher.log());
    let log = matcher.log();
    assert!(log.lines().all(|line| line.starts_with('{')), "{log}");
}

#[tokio::test]
async fn an_empty_ledger_and_an_empty_outbox_are_told_as_such() {
    let folder = folder();
    fs::create_dir(folder.path().join("berth-data")).unwrap();
    let migrated = berth(&folder, &["migrate"]).run().await.success();
    assert!(
        migrated.contains("intake: applied ") && migrated.contains("notifier: applied "),
        "{migrated}"
    );
    assert!(
        berth(&folder, &["migrate", "--plan"])
            .run()
            .await
            .success()
            .contains("nothing is pending")
    );

    let plan = berth(&folder, &["mail", "plan"]).run().await.success();
    assert!(plan.contains("there are no such messages"), "{plan}");

    let status = berth(&folder, &["outbox", "status"]).run().await.success();
    assert_eq!(
        status,
        "intake: 0 waiting, 0 set aside\nnotifier: 0 waiting, 0 set aside\n"
    );

    let all = berth(&folder, &["outbox", "replay", "intake"]).run().await;
    assert_eq!(all.status.code(), Some(1));
    assert!(all.stderr.contains("at least one condition"), "{}", all.stderr);
}

#[tokio::test]
async fn a_database_that_was_never_migrated_says_which_command_does_it() {
    let folder = folder();

    let refused = berth(&folder, &["outbox", "status", "intake"]).run().await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(refused.stderr.contains("berth migrate"), "{}", refused.stderr);
}

#[tokio::test]
async fn a_mail_can_be_looked_at_before_anybody_gets_it() {
    let folder = folder();
    let printed = berth(&folder, &["mail", "preview", "offer", "--html", "offer.html"])
        .run()
        .await
        .success();

    assert!(printed.starts_with("Subject: "), "{printed}");
    assert!(
        fs::read_to_string(folder.path().join("offer.html"))
            .unwrap()
            .contains("<html")
    );

    let unknown = berth(&folder, &["mail", "plan", "--state", "lost"]).run().await;
    assert_eq!(unknown.status.code(), Some(2));
    assert!(
        unknown.stderr.contains("the states are planned, due"),
        "{}",
        unknown.stderr
    );
}

#[tokio::test]
async fn a_programmes_own_texts_are_shown_and_what_is_wrong_with_them_is_told() {
    let folder = folder();
    let own = folder.path().join("berth-data/mail-templates/scale2us");
    fs::create_dir_all(&own).unwrap();
    let words = "Your company is in the pool.";
    fs::write(own.join("en.ftl"), format!("receipt-lead = {words}\n")).unwrap();
    let receipt = |args: &[&str]| berth(&folder, &["mail", "preview", "receipt"]).args(args).run();
    let gallery = || berth(&folder, &["mail", "gallery", "all", "--programme", "scale2us"]).run();

    assert!(!receipt(&[]).await.success().contains(words));
    assert!(
        receipt(&["--programme", "scale2us"])
            .await
            .success()
            .contains(words)
    );
    gallery().await.success();
    assert!(
        fs::read_to_string(folder.path().join("all/receipt.en.txt"))
            .unwrap()
            .contains(words)
    );

    let other = receipt(&["--programme", "digital-explorers"]).await;
    assert!(other.stderr.contains("built-in texts"), "{}", other.stderr);
    assert!(!other.success().contains(words));

    fs::write(own.join("receipt.txt"), "{{ nothing_of_that_name }}").unwrap();
    for refused in [receipt(&["--programme", "scale2us"]).await, gallery().await] {
        assert_eq!(refused.status.code(), Some(1), "{}", refused.stdout);
        let why = "mail-templates/scale2us: the template `receipt.txt` can't be rendered";
        assert!(refused.stderr.contains(why), "{}", refused.stderr);
    }
}
