//! Blind matching: the matcher's user has no way to contact details, and nobody but intake writes them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_nats::jetstream::{self, consumer, stream};
use async_nats::{Client, ConnectOptions, Event, HeaderMap, ServerError};
use berth_bus::{Delivery, Handler, Outcome, Passwords, PublishError, authorization_conf};
use berth_events::{consumers, streams};
use berth_runtime::{Readiness, Shutdown};
use berth_testkit::{NatsServer, assert_eventually, repo_root};
use futures::StreamExt;
use tokio::sync::mpsc;

use crate::common::{connect, contact, provisioned, round_locked, trainee};

/// A plain client with the matcher's password, as somebody would use it who took over the matcher.
async fn intruder(server: &NatsServer) -> (Client, mpsc::UnboundedReceiver<String>) {
    let (tx, refusals) = mpsc::unbounded_channel();
    let client = ConnectOptions::with_user_and_password("matcher".into(), "matcher".into())
        .custom_inbox_prefix("_INBOX_matcher")
        .request_timeout(Some(Duration::from_secs(2)))
        .event_callback(move |event| {
            if let Event::ServerError(ServerError::Other(text)) = event {
                let _ = tx.send(text);
            }
            async {}
        })
        .connect(server.url())
        .await
        .unwrap();
    (client, refusals)
}

async fn refusal(refusals: &mut mpsc::UnboundedReceiver<String>) -> String {
    tokio::time::timeout(Duration::from_secs(5), refusals.recv())
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn the_matcher_is_refused_every_subscription_to_contacts() {
    let (server, _operator) = provisioned().await;
    let (client, mut refusals) = intruder(&server).await;

    for subject in [
        "berth.v1.contact.>",
        "berth.v1.contact.*",
        "berth.>",
        ">",
        "*.v1.>",
        "berth.v1.dead.>",
        "berth.v1.rpc.intake.>",
        "_INBOX.>",
        "_INBOX_notifier.>",
        "$JS.>",
    ] {
        let _subscription = client.subscribe(subject).await.unwrap();
        client.flush().await.unwrap();
        let text = refusal(&mut refusals).await;
        assert!(
            text.contains("Permissions Violation for Subscription") && text.contains(subject),
            "{subject}: {text}"
        );
    }
}

#[tokio::test]
async fn the_matcher_is_refused_every_jetstream_call_that_could_read_contacts() {
    let (server, _operator) = provisioned().await;
    connect(&server, "intake")
        .await
        .publish(&contact(1, 1))
        .await
        .unwrap();
    let (client, mut refusals) = intruder(&server).await;
    let contacts = streams::CONTACTS;
    let mine = "$JS.API.CONSUMER.MSG.NEXT";

    for (subject, payload) in [
        (format!("$JS.API.STREAM.INFO.{contacts}"), String::new()),
        (
            format!("$JS.API.STREAM.MSG.GET.{contacts}"),
            r#"{"seq":1}"#.into(),
        ),
        (format!("$JS.API.DIRECT.GET.{contacts}"), r#"{"seq":1}"#.into()),
        (
            format!("$JS.API.DIRECT.GET.{contacts}.berth.v1.contact.x"),
            String::new(),
        ),
        (
            format!("$JS.API.CONSUMER.CREATE.{contacts}"),
            r#"{"stream_name":"BERTH_CONTACTS","config":{}}"#.into(),
        ),
        (format!("$JS.API.CONSUMER.CREATE.{contacts}.spy"), String::new()),
        (
            format!("$JS.API.CONSUMER.CREATE.{contacts}.spy.berth.v1.contact.>"),
            String::new(),
        ),
        (
            format!("$JS.API.CONSUMER.DURABLE.CREATE.{contacts}.spy"),
            String::new(),
        ),
        (
            format!("$JS.API.CONSUMER.INFO.{contacts}.notifier-contacts"),
            String::new(),
        ),
        (format!("{mine}.{contacts}.notifier-contacts"), "1".into()),
        (
            "$JS.API.STREAM.CREATE.SPY".into(),
            r#"{"name":"SPY","mirror":{"name":"BERTH_CONTACTS"}}"#.into(),
        ),
        (
            format!("$JS.API.STREAM.UPDATE.{}", streams::STATE),
            r#"{"name":"BERTH_STATE"}"#.into(),
        ),
        (
            format!("$JS.API.STREAM.SNAPSHOT.{contacts}"),
            r#"{"deliver_subject":"_INBOX_matcher.x"}"#.into(),
        ),
        (format!("$JS.API.STREAM.PURGE.{contacts}"), String::new()),
        (format!("$JS.API.STREAM.DELETE.{contacts}"), String::new()),
        (
            format!("$JS.API.DIRECT.GET.{}", streams::DEAD),
            r#"{"seq":1}"#.into(),
        ),
        (
            format!("$JS.API.CONSUMER.CREATE.{}.spy", streams::STATE),
            String::new(),
        ),
        ("berth.v1.rpc.intake.message-facts".into(), String::new()),
        ("berth.v1.contact.x".into(), String::new()),
        ("berth.v1.state.p.trainee.x".into(), String::new()),
    ] {
        client
            .publish_with_reply(subject.clone(), client.new_inbox(), payload.into())
            .await
            .unwrap();
        client.flush().await.unwrap();
        let text = refusal(&mut refusals).await;
        assert!(
            text.contains("Permissions Violation for Publish") && text.contains(&subject),
            "{subject}: {text}"
        );
    }
}

#[tokio::test]
async fn the_client_librarys_ways_to_contacts_end_in_errors_too() {
    let (server, _operator) = provisioned().await;
    let (client, _refusals) = intruder(&server).await;
    let jetstream = jetstream::ContextBuilder::new()
        .timeout(Duration::from_millis(500))
        .build(client);

    assert!(jetstream.get_stream(streams::CONTACTS).await.is_err());
    let pull = consumer::pull::Config {
        durable_name: Some("spy".into()),
        ..Default::default()
    };
    assert!(
        jetstream
            .create_consumer_on_stream(pull, streams::CONTACTS)
            .await
            .is_err()
    );
    let mirror = stream::Source {
        name: streams::CONTACTS.into(),
        ..Default::default()
    };
    let spy = stream::Config {
        name: "SPY".into(),
        mirror: Some(mirror),
        ..Default::default()
    };
    assert!(jetstream.create_stream(spy).await.is_err());
}

#[tokio::test]
async fn only_intake_may_write_contacts_and_state() {
    let (server, _operator) = provisioned().await;

    connect(&server, "intake")
        .await
        .publish_batch(&[contact(1, 1), trainee(1, 1)])
        .await
        .unwrap();
    for user in ["matcher", "notifier"] {
        let bus = connect(&server, user).await;
        for envelope in [contact(1, 2), trainee(1, 2), round_locked(1)] {
            let refused = bus.publish(&envelope).await.unwrap_err();
            assert!(
                matches!(refused, PublishError::Denied { .. }),
                "{user}: {refused}"
            );
        }
    }
}

#[tokio::test]
async fn replies_to_other_services_can_not_be_overheard() {
    let (server, _operator) = provisioned().await;
    let (client, mut refusals) = intruder(&server).await;

    let mut overheard = client.subscribe("_INBOX_intake.>").await.unwrap();
    client.flush().await.unwrap();

    assert!(refusal(&mut refusals).await.contains("_INBOX_intake.>"));
    connect(&server, "intake")
        .await
        .publish(&contact(1, 1))
        .await
        .unwrap();
    assert!(
        tokio::time::timeout(Duration::from_millis(200), overheard.next())
            .await
            .is_err()
    );
}

#[test]
fn the_example_configuration_has_the_permissions_of_this_version() {
    let path = repo_root().join("deploy/nats/nats.conf");
    let conf = std::fs::read_to_string(&path).unwrap();
    let wanted = authorization_conf(&Passwords::from_environment());
    assert!(
        conf.contains(&wanted),
        "the authorization block of {} should be:\n{wanted}",
        path.display()
    );
}

/// A reply subject is not covered by permissions: whoever may ask the server anything can have the answer sent
/// anywhere. That reads nothing, but it writes; so consumers refuse what reached their stream that way.
#[tokio::test]
async fn a_contact_forged_through_a_redirected_reply_never_reaches_the_notifier() {
    let (server, operator) = provisioned().await;
    let (client, _refusals) = intruder(&server).await;
    let forged = contact(1, 9);
    let mut headers = HeaderMap::new();
    for (name, value) in forged.to_headers() {
        headers.insert(name, value.as_str());
    }
    let chunk = "$O.berth-rounds.C.forged";
    jetstream::new(client.clone())
        .publish_with_headers(chunk, headers, forged.payload.clone())
        .await
        .unwrap()
        .await
        .unwrap();
    let (to, question) = (forged.subject.to_string(), r#"{"seq":1}"#);
    client
        .publish_with_reply("$JS.API.DIRECT.GET.OBJ_berth-rounds", to, question.into())
        .await
        .unwrap();
    assert_eventually(Duration::from_secs(5), "the forged contact is stored", || async {
        operator.stored(streams::CONTACTS).await.is_ok_and(|n| n == 1)
    })
    .await;

    let (handled, shutdown) = (Arc::new(AtomicBool::new(false)), Shutdown::new());
    let notifier = connect(&server, "notifier").await;
    let running = tokio::spawn({
        let (handler, stop, gate) = (
            Handled(Arc::clone(&handled)),
            shutdown.clone(),
            Readiness::new().gate("contacts"),
        );
        async move {
            notifier
                .consume(consumers::NOTIFIER_CONTACTS, 1, handler, stop, gate)
                .await
        }
    });

    let letters = assert_eventually(Duration::from_secs(10), "it is rejected", || async {
        operator
            .dead_letters()
            .list()
            .await
            .ok()
            .filter(|letters| !letters.is_empty())
    })
    .await;
    assert!(letters[0].reason.contains("another stream"), "{letters:?}");
    assert!(!handled.load(Ordering::SeqCst));
    shutdown.request_soft();
    running.await.unwrap().unwrap();
}

struct Handled(Arc<AtomicBool>);

impl Handler for Handled {
    async fn handle(&self, _: Delivery) -> Outcome {
        self.0.store(true, Ordering::SeqCst);
        Outcome::Ack
    }
}
