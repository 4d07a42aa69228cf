//! The whole service on a real NATS: events and contacts in, intake asked over request/reply, mails out, counts asked.

use std::sync::Arc;
use std::time::Duration;

use berth_bus::{Bus, BusOptions, Mode, Question};
use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_events::{Envelope, Event, Stamp, TraceContext, v1};
use berth_letters::samples;
use berth_notifier::entity::message;
use berth_notifier::ledger::write;
use berth_notifier::plan::{Change, Occurrence, Plan};
use berth_notifier::{Migrator, NotifierDeps, NotifierError};
use berth_runtime::clock::{Clock as _, MockClock};
use berth_runtime::{Readiness, Settings, Shutdown};
use berth_store::{Emit, Store, StoreOptions, migrate};
use berth_testkit::{NatsServer, SmtpServer, assert_eventually};
use sea_orm::EntityTrait as _;
use tempfile::TempDir;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::house::{PATIENCE, PROGRAMME, party, subject, utc};

/// A notifier as in production, with an intake that needs everything.
pub(crate) struct Service {
    pub(crate) nats: NatsServer,
    pub(crate) smtp: SmtpServer,
    pub(crate) intake: Bus,
    pub(crate) clock: MockClock,
    pub(crate) store: Store,
    folder: TempDir,
    shutdown: Shutdown,
    running: Option<JoinHandle<Result<(), NotifierError>>>,
}

async fn bus(server: &NatsServer, service: &str) -> Bus {
    Bus::connect(BusOptions::new(server.url(), "test", service))
        .await
        .unwrap()
}

impl Service {
    /// Everything a notifier needs, and no notifier yet.
    pub(crate) async fn prepare() -> Self {
        let nats = NatsServer::start().await;
        let folder = tempfile::tempdir().unwrap();
        let clock = MockClock::new(utc("2027-01-10T12:00:00Z"));
        let intake = bus(&nats, "intake").await;
        intake.provision(Mode::Apply).await.unwrap();
        let url = format!("sqlite://{}", folder.path().join("notifier.db").display());
        migrate::<Migrator>(&url).await.unwrap();
        let store = Store::connect(&url, StoreOptions::new("notifier", Arc::new(clock.clone())))
            .await
            .unwrap();
        let shutdown = Shutdown::new();
        let (answering, at, stop) = (intake.clone(), clock.clone(), shutdown.clone());
        tokio::spawn(async move {
            let answer = move |question: Question<v1::MessageFactsRequest>| {
                let facts = samples::facts(question.message.kind.parse().unwrap(), at.now());
                async move { Ok(facts) }
            };
            answering
                .serve("intake", "message-facts", answer, stop)
                .await
                .unwrap();
        });
        Self {
            nats,
            smtp: SmtpServer::start().await,
            intake,
            clock,
            store,
            folder,
            shutdown,
            running: None,
        }
    }

    /// Starts the notifier, with settings beside those it can't do without, and waits until it is ready.
    pub(crate) async fn start(&mut self, more: &[(&str, &str)]) {
        let readiness = Readiness::new();
        self.running = Some(tokio::spawn(self.run(more, readiness.clone()).await));
        tokio::time::timeout(PATIENCE, readiness.wait()).await.unwrap();
    }

    async fn run(
        &self,
        more: &[(&str, &str)],
        readiness: Readiness,
    ) -> impl Future<Output = Result<(), NotifierError>> + use<> {
        let data = self.folder.path().to_str().unwrap();
        let (database, smtp) = (format!("sqlite://{data}/notifier.db"), self.smtp.url());
        let own = [
            ("BERTH_DATA_DIR", data),
            ("BERTH_NOTIFIER_DATABASE_URL", database.as_str()),
            ("BERTH_SMTP_URL", smtp.as_str()),
            ("BERTH_MAIL_FROM", "berth@mail.example.org"),
        ];
        let settings = Settings::load(None, own.into_iter().chain(more.iter().copied())).unwrap();
        let deps = NotifierDeps {
            settings,
            store: self.store.clone(),
            bus: bus(&self.nats, "notifier").await,
            clock: Arc::new(self.clock.clone()),
            shutdown: self.shutdown.clone(),
            readiness,
        };
        berth_notifier::run(deps)
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            source: "berth/intake",
            time: self.clock.now(),
            trace: TraceContext::root(Uuid::from_u128(5)),
        }
    }

    pub(crate) async fn publish(&self, event: impl Into<Event>) {
        let programme = PROGRAMME.parse().unwrap();
        let fact: Envelope = self
            .stamp()
            .event(self.store.new_id(), &programme, 1, &event.into());
        self.intake.publish(&fact).await.unwrap();
    }

    pub(crate) async fn submitted(&self, n: u128) {
        self.publish(v1::ApplicationSubmitted {
            programme_id: PROGRAMME.to_owned(),
            application_id: subject(n).to_string(),
            party_id: party(n).to_string(),
            ..Default::default()
        })
        .await;
    }

    pub(crate) async fn contact(&self, n: u128, name: &str, email: &str) {
        let contact = v1::Contact {
            party_id: party(n).to_string(),
            version: 1,
            display_name: name.to_owned(),
            email: email.to_owned(),
            locale: "en".to_owned(),
            zone: "Africa/Lagos".to_owned(),
            ..Default::default()
        };
        let envelope = self.stamp().contact(self.store.new_id(), party(n), &contact);
        self.intake.publish(&envelope).await.unwrap();
    }

    pub(crate) async fn stop(mut self) {
        self.shutdown.request_soft();
        self.running.take().unwrap().await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn an_event_becomes_a_mail_and_a_count() {
    let mut service = Service::prepare().await;
    service.start(&[]).await;
    service.submitted(1).await;
    service.contact(1, "Amara", "amara@example.org").await;
    let mails = service.smtp.wait_for(1).await;
    assert!(mails.first().unwrap().subject().contains("DE-2027-0412"));
    assert_eventually(PATIENCE, "the count says accepted", async || {
        let question = v1::MessageCountsRequest {
            programme_id: PROGRAMME.to_owned(),
        };
        let counts: Result<v1::MessageCountsResponse, _> = service
            .intake
            .request("notifier", "message-counts", &question, Duration::from_secs(2))
            .await;
        let counts = counts.map_err(|error| error.to_string())?.counts;
        let wanted = v1::MessageCount {
            kind: "receipt".into(),
            state: "accepted".into(),
            count: 1,
        };
        if counts == [wanted] {
            Ok(())
        } else {
            Err(format!("{counts:?}"))
        }
    })
    .await;
    service.stop().await;
}

#[tokio::test]
async fn a_start_follows_the_zone_database() {
    let mut service = Service::prepare().await;
    let closes_at = utc("2027-01-31T21:59:59Z");
    let plan = Change::Plan(Plan {
        recipient: party(1),
        kind: MessageKind::DeadlineReminder,
        subject: subject(1),
        occurrence: Occurrence::Named("t-3d".to_owned()),
        anchor_at: closes_at,
        rule: LocalRule::DaysBefore { days: 3, hour: 9 },
        not_before: None,
        useless_after: None,
    });
    let wrong = utc("2027-01-28T08:00:00Z");
    service
        .store
        .write(|tx| {
            let plan = plan.clone();
            async move {
                write::apply(tx.conn(), PROGRAMME, &[plan], wrong).await.unwrap();
                // As an older database had it.
                message::Entity::update_many()
                    .col_expr(message::Column::DueAt, wrong.into())
                    .exec(tx.conn())
                    .await?;
                tx.commit(Emit::nothing("a test")).await
            }
        })
        .await
        .unwrap();
    service.start(&[]).await;
    assert_eventually(PATIENCE, "09:00 in UTC", async || {
        let row = message::Entity::find().one(service.store.read()).await.unwrap();
        let due_at = row.unwrap().due_at;
        if due_at == utc("2027-01-28T09:00:00Z") {
            Ok(())
        } else {
            Err(due_at)
        }
    })
    .await;
    service.stop().await;
}

#[tokio::test]
async fn a_policy_that_makes_no_sense_is_not_started_with() {
    let service = Service::prepare().await;
    let file = service.folder.path().join("mail-policy.toml");
    std::fs::write(file, "[in_doubt]\noffers = \"park\"\n").unwrap();
    let refused = service.run(&[], Readiness::new()).await.await;
    let Err(NotifierError::Policy(cause)) = refused else {
        unreachable!("started with it")
    };
    assert_eq!(cause.to_string(), "`offers` is no kind of message");
}
