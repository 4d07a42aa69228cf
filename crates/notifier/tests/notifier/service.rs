//! The whole service on a real NATS: events and contacts in, intake asked over request/reply, mails out, counts asked.

use std::sync::Arc;
use std::time::Duration;

use berth_bus::{Bus, BusOptions, Mode, Question};
use berth_events::{Envelope, Event, Stamp, TraceContext, v1};
use berth_letters::samples;
use berth_notifier::{Migrator, NotifierDeps};
use berth_runtime::clock::{Clock as _, MockClock};
use berth_runtime::{Readiness, Settings, Shutdown};
use berth_store::{Store, StoreOptions, migrate};
use berth_testkit::{NatsServer, SmtpServer, assert_eventually};
use uuid::Uuid;

use crate::house::{PATIENCE, PROGRAMME, party, subject, utc};

async fn bus(server: &NatsServer, service: &str) -> Bus {
    Bus::connect(BusOptions::new(server.url(), "test", service))
        .await
        .unwrap()
}

#[tokio::test]
async fn an_event_becomes_a_mail_and_a_count() {
    let nats = NatsServer::start().await;
    let smtp = SmtpServer::start().await;
    let folder = tempfile::tempdir().unwrap();
    let clock = MockClock::new(utc("2027-01-10T12:00:00Z"));
    let intake = bus(&nats, "intake").await;
    intake.provision(Mode::Apply).await.unwrap();

    let url = format!("sqlite://{}", folder.path().join("notifier.db").display());
    migrate::<Migrator>(&url).await.unwrap();
    let settings = Settings::load(
        None,
        [
            ("BERTH_DATA_DIR", folder.path().to_str().unwrap()),
            ("BERTH_NOTIFIER_DATABASE_URL", url.as_str()),
            ("BERTH_SMTP_URL", smtp.url().as_str()),
            ("BERTH_MAIL_FROM", "berth@mail.example.org"),
        ],
    )
    .unwrap();
    let store = Store::connect(&url, StoreOptions::new("notifier", Arc::new(clock.clone())))
        .await
        .unwrap();
    let shutdown = Shutdown::new();
    let answering = intake.clone();
    let (at, stop) = (clock.clone(), shutdown.clone());
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
    let readiness = Readiness::new();
    let deps = NotifierDeps {
        settings,
        store,
        bus: bus(&nats, "notifier").await,
        clock: Arc::new(clock.clone()),
        shutdown: shutdown.clone(),
        readiness: readiness.clone(),
    };
    let running = tokio::spawn(berth_notifier::run(deps));
    tokio::time::timeout(PATIENCE, readiness.wait()).await.unwrap();

    let submitted = Event::from(v1::ApplicationSubmitted {
        programme_id: PROGRAMME.to_owned(),
        application_id: subject(1).to_string(),
        party_id: party(1).to_string(),
        ..Default::default()
    });
    let stamp = Stamp {
        source: "berth/intake",
        time: clock.now(),
        trace: TraceContext::root(Uuid::from_u128(5)),
    };
    let fact: Envelope = stamp.event(Uuid::from_u128(1), &PROGRAMME.parse().unwrap(), 1, &submitted);
    intake.publish(&fact).await.unwrap();
    let contact = v1::Contact {
        party_id: party(1).to_string(),
        version: 1,
        display_name: "Amara".to_owned(),
        email: "amara@example.org".to_owned(),
        locale: "en".to_owned(),
        zone: "Africa/Lagos".to_owned(),
        ..Default::default()
    };
    intake
        .publish(&stamp.contact(Uuid::from_u128(2), party(1), &contact))
        .await
        .unwrap();

    let mails = smtp.wait_for(1).await;
    assert!(mails.first().unwrap().subject().contains("DE-2027-0412"));
    assert_eventually(PATIENCE, "the count says accepted", async || {
        let question = v1::MessageCountsRequest {
            programme_id: PROGRAMME.to_owned(),
        };
        let counts: Result<v1::MessageCountsResponse, _> = intake
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
    shutdown.request_soft();
    running.await.unwrap().unwrap();
}
