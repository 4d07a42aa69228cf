//! What `berth doctor` finds, and how it ends.
#![expect(clippy::unwrap_used, reason = "tests")]

use berth_bus::{Passwords, authorization_conf};
use berth_runtime::Secret;
use berth_testkit::{NatsServer, Postgres, Process, ProcessBuilder, SmtpServer, free_port};

/// A deployment as it should be, without its services running.
struct House {
    folder: tempfile::TempDir,
    nats: NatsServer,
    smtp: SmtpServer,
}

impl House {
    async fn new() -> Self {
        let password = |user: &str| Secret::new(format!("{user}-password"));
        let passwords = Passwords::new(
            password("intake"),
            password("matcher"),
            password("notifier"),
            password("operator"),
        );
        Self {
            folder: tempfile::tempdir().unwrap(),
            nats: NatsServer::start_with(&authorization_conf(&passwords)).await,
            smtp: SmtpServer::start().await,
        }
    }

    fn berth(&self, args: &[&str]) -> ProcessBuilder {
        Process::berth()
            .args(args)
            .current_dir(self.folder.path())
            .env("BERTH_NATS_URL", self.url("operator"))
            .env("BERTH_SMTP_URL", self.smtp.url())
            .env("BERTH_MAIL_FROM", "Berth <places@berth-talent.eu>")
            .env("BERTH_PUBLIC_URL", "https://talent.invalid")
            .env("BERTH_SIGNING_KEY", "k".repeat(40))
            .env("BERTH_OPERATOR_TOKEN", "t".repeat(40))
    }

    fn url(&self, user: &str) -> String {
        self.nats.url_as(user, &format!("{user}-password"))
    }

    async fn set_up(&self) {
        std::fs::create_dir_all(self.folder.path().join("berth-data")).unwrap();
        self.berth(&["migrate"]).run().await.success();
        self.berth(&["provision"]).run().await.success();
    }
}

#[tokio::test]
async fn a_deployment_in_order_has_no_problems() {
    let house = House::new().await;
    house.set_up().await;

    let report = house.berth(&["doctor"]).run().await.success();

    for text in [
        "ok        settings: ",
        "ok        intake database: ",
        "ok        notifier database: ",
        "ok        NATS: connected as operator",
        "streams, bucket and consumers are as they should be",
        "nobody gets in without a password",
        "its clock agrees with ours",
        "ok        mail server: ",
        "no problems",
    ] {
        assert!(report.contains(text), "no {text:?} in:\n{report}");
    }
    assert!(!report.contains("password\""), "{report}");
}

#[tokio::test]
async fn a_database_that_is_not_migrated_is_a_problem_with_its_command() {
    let house = House::new().await;
    let postgres = Postgres::shared().await;
    let url = postgres.create_database().await;
    let with = |args: &[&str]| house.berth(args).env("BERTH_INTAKE_DATABASE_URL", &url);
    house.set_up().await;

    let before = with(&["doctor"]).run().await;
    assert_eq!(before.status.code(), Some(3), "{}", before.stdout);
    assert!(
        before.stdout.contains("run `berth migrate intake`"),
        "{}",
        before.stdout
    );

    with(&["migrate", "intake"]).run().await.success();
    let after = with(&["doctor"]).run().await.success();
    assert!(
        after.contains("intake database: its clock agrees with ours"),
        "{after}"
    );
}

#[tokio::test]
async fn missing_streams_are_a_problem_with_their_command() {
    let house = House::new().await;
    house.set_up().await;
    let bare = NatsServer::start().await;

    let report = house
        .berth(&["doctor"])
        .env("BERTH_NATS_URL", bare.url())
        .run()
        .await;

    assert_eq!(report.status.code(), Some(3));
    assert!(
        report
            .stdout
            .contains("PROBLEM   NATS: stream BERTH_EVENTS: missing"),
        "{}",
        report.stdout
    );
    assert!(
        report.stdout.contains("-> run `berth provision`"),
        "{}",
        report.stdout
    );
    assert!(
        report.stdout.contains("PROBLEM   NATS: it lets everybody in"),
        "{}",
        report.stdout
    );
}

#[tokio::test]
async fn the_matchers_blindness_is_looked_at() {
    let house = House::new().await;
    house.set_up().await;

    let blind = house
        .berth(&["doctor"])
        .env("BERTH_NATS_URL", house.url("matcher"))
        .run()
        .await;
    assert!(
        blind
            .stdout
            .contains("ok        NATS: the matcher can't see contact details"),
        "{}",
        blind.stdout
    );

    let wide = "authorization { users = [ { user: matcher, password: matcher-password } ] }";
    let seeing = NatsServer::start_with(wide).await;
    let url = seeing.url_as("matcher", "matcher-password");
    house
        .berth(&["provision"])
        .env("BERTH_NATS_URL", &url)
        .run()
        .await
        .success();
    let report = house.berth(&["doctor"]).env("BERTH_NATS_URL", &url).run().await;
    assert!(
        report
            .stdout
            .contains("PROBLEM   NATS: the matcher may look at contact details"),
        "{}",
        report.stdout
    );
}

#[tokio::test]
async fn each_service_can_be_checked_with_its_own_user() {
    let house = House::new().await;
    house.set_up().await;
    for (user, consumer) in [
        ("intake", "intake-rounds"),
        ("matcher", "matcher-rounds"),
        ("notifier", "notifier-contacts"),
    ] {
        let report = house
            .berth(&["doctor"])
            .env("BERTH_NATS_URL", house.url(user))
            .run()
            .await
            .success();

        assert!(report.contains(&format!("NATS: connected as {user}")), "{report}");
        assert!(
            report.contains(&format!("NATS: consumer {consumer} is there")),
            "{report}"
        );
        assert!(
            report.contains("NATS: its clock agrees with ours"),
            "{user}: {report}"
        );
    }
}

#[tokio::test]
async fn a_wrong_mail_password_is_found_before_a_mail_is_due() {
    let house = House::new().await;
    house.set_up().await;
    let smtp = SmtpServer::start_with_login("mailer", "right").await;
    let url = |password: &str| format!("smtp://mailer:{password}@{}?tls=none", smtp.address());

    let wrong = house
        .berth(&["doctor"])
        .env("BERTH_SMTP_URL", url("hunter2"))
        .run()
        .await;
    assert_eq!(wrong.status.code(), Some(3));
    assert!(
        wrong.stdout.contains("PROBLEM   mail server: "),
        "{}",
        wrong.stdout
    );
    assert!(
        wrong.stdout.contains("check user and password"),
        "{}",
        wrong.stdout
    );
    assert!(!wrong.stdout.contains("hunter2"), "{}", wrong.stdout);

    house
        .berth(&["doctor"])
        .env("BERTH_SMTP_URL", url("right"))
        .run()
        .await
        .success();
}

#[tokio::test]
async fn every_mail_provider_is_checked_and_named_without_its_password() {
    let house = House::new().await;
    house.set_up().await;
    let (first, away) = (SmtpServer::start_with_login("mailer", "right").await, free_port());
    let last = SmtpServer::start().await;
    let providers = format!(
        "smtp://mailer:right@{}?tls=none, smtp://mailer:hunter2@{}?tls=none {}",
        first.address(),
        away.address(),
        last.url()
    );

    let report = house
        .berth(&["doctor"])
        .env("BERTH_SMTP_URL", providers)
        .run()
        .await;

    assert_eq!(report.status.code(), Some(3), "{}", report.stdout);
    let lines: Vec<&str> = report
        .stdout
        .lines()
        .filter(|line| line.contains("mail server: "))
        .collect();
    let wanted = [
        format!("ok        mail server: {}", first.address()),
        format!("PROBLEM   mail server: {}", away.address()),
        format!("ok        mail server: {}", last.address()),
    ];
    assert_eq!(lines.len(), wanted.len(), "{}", report.stdout);
    for (line, wanted) in lines.iter().zip(&wanted) {
        assert!(line.starts_with(wanted), "{line}, not {wanted}");
    }
    assert!(
        !report.stdout.contains("hunter2") && !report.stdout.contains("right"),
        "{}",
        report.stdout
    );
}

#[tokio::test]
async fn unsubscribe_links_that_nobody_else_can_open_are_a_problem_once_mail_leaves() {
    let house = House::new().await;
    house.set_up().await;

    let report = house
        .berth(&["doctor"])
        .env("BERTH_MAIL_LINK_BASE", "http://127.0.0.1:8082")
        .run()
        .await;

    assert_eq!(report.status.code(), Some(3), "{}", report.stdout);
    assert!(
        report
            .stdout
            .contains("links to unsubscribe begin with http://127.0.0.1:8082")
            && report.stdout.contains("-> set BERTH_MAIL_LINK_BASE"),
        "{}",
        report.stdout
    );
}

#[tokio::test]
async fn servers_that_do_not_answer_are_problems_and_the_rest_is_checked_all_the_same() {
    let house = House::new().await;
    house.set_up().await;
    let (nats, smtp) = (free_port(), free_port());

    let report = house
        .berth(&["doctor"])
        .env(
            "BERTH_NATS_URL",
            format!("nats://operator:hunter2@{}", nats.address()),
        )
        .env(
            "BERTH_SMTP_URL",
            format!("smtp://mailer:hunter2@{}?tls=none", smtp.address()),
        )
        .run()
        .await;

    assert_eq!(report.status.code(), Some(3));
    let text = report.stdout;
    assert!(text.contains("PROBLEM   NATS: no NATS server at"), "{text}");
    assert!(
        text.contains(&format!("PROBLEM   mail server: {}", smtp.address())),
        "{text}"
    );
    assert!(text.contains("ok        intake database"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[tokio::test]
async fn settings_that_cannot_be_read_are_a_problem_too() {
    let house = House::new().await;

    let report = house
        .berth(&["doctor"])
        .env("BERTH_HTTP_LISTEN", "8080")
        .run()
        .await;

    assert_eq!(report.status.code(), Some(3));
    assert!(
        report
            .stdout
            .contains("BERTH_HTTP_LISTEN must be an address with its port"),
        "{}",
        report.stdout
    );
}

#[tokio::test]
async fn a_fresh_folder_without_anything_gets_advice_for_each_part() {
    let folder = tempfile::tempdir().unwrap();
    let free = free_port();

    let report = Process::berth()
        .arg("doctor")
        .current_dir(folder.path())
        .env("BERTH_NATS_URL", format!("nats://{}", free.address()))
        .run()
        .await;

    assert_eq!(report.status.code(), Some(3));
    for text in [
        "BERTH_OPERATOR_TOKEN",
        "openssl rand -hex 32",
        "berth migrate",
        "no NATS server",
        "set BERTH_SMTP_URL",
    ] {
        assert!(report.stdout.contains(text), "no {text:?} in:\n{}", report.stdout);
    }
}
