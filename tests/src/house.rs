//! All services in this process, on a mock clock, each replica with connections of its own.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use berth_bus::{Bus, BusOptions, Mode};
use berth_intake::IntakeDeps;
use berth_matcher::MatcherDeps;
use berth_notifier::NotifierDeps;
use berth_runtime::{MockClock, Readiness, Settings, SharedClock, Shutdown};
use berth_store::{Store, StoreOptions};
use berth_testkit::{NatsServer, SmtpServer};
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::door::Door;
use crate::{Databases, OPERATOR_TOKEN, SIGNING_KEY};

/// A whole Berth in this process.
pub struct House {
    /// The clock all its services go by.
    pub clock: Arc<MockClock>,
    /// Its mail server.
    pub smtp: SmtpServer,
    /// Its databases.
    pub databases: Databases,
    /// Its API.
    pub door: Door,
    /// Its broker.
    pub nats: NatsServer,
    _folder: tempfile::TempDir,
    shutdown: Shutdown,
    tasks: Vec<JoinHandle<()>>,
}

impl House {
    /// Starts so many replicas of each service and waits until all are ready.
    pub async fn start(
        now: DateTime<Utc>,
        databases: Databases,
        folder: tempfile::TempDir,
        replicas: usize,
    ) -> Self {
        let (nats, smtp) = (NatsServer::start().await, SmtpServer::start().await);
        let operator = Bus::connect(BusOptions::new(nats.url(), "test", "operator"))
            .await
            .unwrap();
        operator.provision(Mode::Apply).await.unwrap();
        let clock = Arc::new(MockClock::new(now));
        let shutdown = Shutdown::new();
        let mut house = Self {
            clock,
            databases,
            door: Door::new(Vec::new()),
            nats,
            smtp,
            _folder: folder,
            shutdown,
            tasks: Vec::new(),
        };
        let mut bases = Vec::new();
        for replica in 0..replicas {
            bases.push(house.replica(replica).await);
        }
        house.door = Door::new(bases);
        house
    }

    async fn replica(&mut self, number: usize) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let folder = self._folder.path().join(format!("replica-{number}"));
        std::fs::create_dir_all(&folder).unwrap();
        let settings = Settings::load(
            None,
            [
                ("BERTH_DATA_DIR", folder.display().to_string()),
                ("BERTH_PUBLIC_URL", base.clone()),
                ("BERTH_INTAKE_DATABASE_URL", self.databases.intake.clone()),
                ("BERTH_NOTIFIER_DATABASE_URL", self.databases.notifier.clone()),
                ("BERTH_NATS_URL", self.nats.url()),
                ("BERTH_SMTP_URL", self.smtp.url()),
                ("BERTH_MAIL_FROM", "Berth <berth@example.org>".to_owned()),
                ("BERTH_OPERATOR_TOKEN", OPERATOR_TOKEN.to_owned()),
                ("BERTH_SIGNING_KEY", SIGNING_KEY.to_owned()),
            ],
        )
        .unwrap();
        let readiness = Readiness::new();
        let clock: SharedClock = self.clock.clone();
        let shutdown = &self.shutdown;

        let bus = self.bus("intake").await;
        let store = Store::connect(&self.databases.intake, StoreOptions::new("intake", clock.clone()))
            .await
            .unwrap();
        let deps = IntakeDeps {
            settings: settings.clone(),
            store,
            bus,
            clock: clock.clone(),
            shutdown: shutdown.child(),
            readiness: readiness.clone(),
            listener,
            beside: Router::new(),
        };
        let intake = tokio::spawn(async move { berth_intake::run(deps).await.expect("intake") });

        let (settings_, clock_) = (settings.clone(), clock.clone());
        let (bus, stop, ready) = (self.bus("matcher").await, shutdown.child(), readiness.clone());
        let deps = MatcherDeps {
            settings: settings_,
            bus,
            clock: clock_,
            shutdown: stop,
            readiness: ready,
        };
        let matcher = tokio::spawn(async move { berth_matcher::run(deps).await.expect("matcher") });

        let bus = self.bus("notifier").await;
        let store = Store::connect(
            &self.databases.notifier,
            StoreOptions::new("notifier", clock.clone()),
        )
        .await
        .unwrap();
        let (shutdown, ready) = (shutdown.child(), readiness.clone());
        let deps = NotifierDeps {
            settings,
            store,
            bus,
            clock,
            shutdown,
            readiness: ready,
        };
        let notifier = tokio::spawn(async move { berth_notifier::run(deps).await.expect("notifier") });

        self.tasks.extend([intake, matcher, notifier]);
        tokio::time::timeout(Duration::from_secs(60), readiness.wait())
            .await
            .unwrap_or_else(|_| panic!("not ready: {:?}", readiness.missing()));
        base
    }

    async fn bus(&self, service: &str) -> Bus {
        Bus::connect(BusOptions::new(
            self.nats.url(),
            format!("test-{service}"),
            service,
        ))
        .await
        .unwrap()
    }

    /// Moves the clock. What falls due on the way happens on the way, day by day.
    pub async fn advance(&self, by: Duration) {
        self.clock.advance(by);
    }

    /// Stops all services; one that fails is a failure of the test.
    pub async fn stop(self) {
        self.shutdown.request_soft();
        for task in self.tasks {
            tokio::time::timeout(Duration::from_secs(60), task)
                .await
                .expect("stopped in time")
                .unwrap();
        }
    }
}
