//! Each service as a process of its own: ready, asked by its container, stopped; on SQLite and on Postgres.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::time::Duration;

use berth_bus::{Passwords, authorization_conf};
use berth_runtime::Secret;
use berth_testkit::{NatsServer, PortLease, Postgres, Process, ProcessBuilder, free_port};

const SOON: Duration = Duration::from_secs(30);

/// NATS with its users, and a folder for everything else.
struct Site {
    folder: tempfile::TempDir,
    nats: NatsServer,
    databases: Option<(String, String)>,
}

impl Site {
    async fn new(databases: Option<(String, String)>) -> Self {
        let password = |user: &str| Secret::new(format!("{user}-password"));
        let passwords = Passwords::new(
            password("intake"),
            password("matcher"),
            password("notifier"),
            password("operator"),
        );
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("berth-data")).unwrap();
        let nats = NatsServer::start_with(&authorization_conf(&passwords)).await;
        Self {
            folder,
            nats,
            databases,
        }
    }

    fn berth(&self, user: &str, args: &[&str]) -> ProcessBuilder {
        let berth = Process::berth()
            .args(args)
            .current_dir(self.folder.path())
            .env(
                "BERTH_NATS_URL",
                self.nats.url_as(user, &format!("{user}-password")),
            )
            .env("BERTH_SIGNING_KEY", "k".repeat(40))
            .env("BERTH_OPERATOR_TOKEN", "t".repeat(40));
        match &self.databases {
            Some((intake, notifier)) => berth
                .env("BERTH_INTAKE_DATABASE_URL", intake)
                .env("BERTH_NOTIFIER_DATABASE_URL", notifier),
            None => berth,
        }
    }

    async fn set_up(&self) {
        self.berth("operator", &["migrate"]).run().await.success();
        self.berth("operator", &["provision"]).run().await.success();
    }

    /// A service with ports of its own.
    fn service(&self, name: &str) -> (Process, PortLease, PortLease) {
        let (http, admin) = (free_port(), free_port());
        let process = self
            .berth(name, &[name])
            .env("BERTH_HTTP_LISTEN", http.address().to_string())
            .env("BERTH_ADMIN_LISTEN", admin.address().to_string())
            .spawn();
        (process, http, admin)
    }

    async fn all_run_twice_side_by_side(&self) {
        let mut running = Vec::new();
        for name in ["intake", "matcher", "notifier", "intake", "matcher", "notifier"] {
            running.push((name, self.service(name)));
        }
        for (_, (process, _, admin)) in &running {
            process.wait_ready(&admin.address().to_string(), SOON).await;
        }
        for (name, (process, ..)) in running {
            let status = process.terminate(SOON).await;
            assert_eq!(status.code(), Some(0), "{name}: {}", process.log());
            assert!(
                process.log().lines().all(|line| line.starts_with('{')),
                "{name}: {}",
                process.log()
            );
        }
    }
}

#[tokio::test]
async fn two_of_each_service_run_side_by_side_over_postgres_and_stop_cleanly() {
    let postgres = Postgres::shared().await;
    let databases = (postgres.create_database().await, postgres.create_database().await);
    let site = Site::new(Some(databases)).await;
    site.set_up().await;

    site.all_run_twice_side_by_side().await;
}

#[tokio::test]
async fn each_service_runs_on_sqlite_as_well() {
    let site = Site::new(None).await;
    site.set_up().await;

    site.all_run_twice_side_by_side().await;
}

#[tokio::test]
async fn a_service_over_an_old_database_refuses_to_start_and_says_what_to_do() {
    let site = Site::new(None).await;
    site.berth("operator", &["provision"]).run().await.success();

    for service in ["intake", "notifier"] {
        let refused = site
            .berth(service, &[service])
            .env("BERTH_HTTP_LISTEN", "127.0.0.1:0")
            .env("BERTH_ADMIN_LISTEN", "127.0.0.1:0")
            .run()
            .await;
        assert_eq!(refused.status.code(), Some(1), "{service}");
        assert!(
            refused.stderr.contains("berth migrate"),
            "{service}: {}",
            refused.stderr
        );
    }
}

#[tokio::test]
async fn a_service_waits_for_streams_that_are_not_there_yet_and_says_so() {
    let site = Site::new(None).await;
    site.berth("operator", &["migrate"]).run().await.success();
    let (matcher, _http, admin) = site.service("matcher");
    let address = admin.address().to_string();
    let health = || site.berth("operator", &["health", &address]).run();
    berth_testkit::assert_eventually(SOON, "it says what is missing", async || {
        let answer = health().await;
        answer
            .stderr
            .contains("not ready: ")
            .then_some(())
            .ok_or(answer.stderr)
    })
    .await;

    site.berth("operator", &["provision"]).run().await.success();

    matcher.wait_ready(&address, Duration::from_secs(60)).await;
}

#[tokio::test]
async fn the_state_stream_can_be_rebuilt_from_the_database() {
    let site = Site::new(None).await;
    site.set_up().await;

    let republished = site
        .berth("intake", &["intake", "republish"])
        .run()
        .await
        .success();

    assert!(
        republished.contains("0 messages are in the outbox"),
        "{republished}"
    );
}

#[tokio::test]
async fn a_taken_port_is_told_with_its_setting() {
    let site = Site::new(None).await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();

    let refused = site
        .berth("matcher", &["matcher"])
        .env("BERTH_ADMIN_LISTEN", taken.local_addr().unwrap().to_string())
        .run()
        .await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.stderr.contains("BERTH_ADMIN_LISTEN"),
        "{}",
        refused.stderr
    );
}
