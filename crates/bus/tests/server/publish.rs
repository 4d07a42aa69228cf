//! Publishing and provisioning against a real server.

use std::time::Duration;

use crate::common::{
    connect, contact, guarded_server, jetstream, options, provisioned, round_locked, trainee,
};
use berth_bus::{BatchReport, Bus, BusError, BusOptions, Change, Mode, PublishError, topology};
use berth_events::streams;
use berth_testkit::{NatsServer, assert_eventually};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

async fn count(operator: &Bus, stream: &str) -> u64 {
    operator.stored(stream).await.unwrap()
}

#[tokio::test]
async fn provisioning_twice_changes_nothing() {
    let server = guarded_server().await;
    let operator = connect(&server, "operator").await;

    let planned = operator.provision(Mode::Plan).await.unwrap();
    let applied = operator.provision(Mode::Apply).await.unwrap();
    let again = operator.provision(Mode::Apply).await.unwrap();

    assert_eq!(planned, applied);
    assert_eq!(
        planned.len(),
        topology(1).streams.len() + topology(1).consumers.len()
    );
    assert_eq!(again, []);
}

#[tokio::test]
async fn a_drift_is_shown_field_by_field_and_put_right() {
    let (_server, operator) = provisioned().await;
    let mut drifted = topology(1);
    drifted.streams[0].max_age = Duration::from_secs(3600);
    drifted.consumers[0].max_ack_pending = 7;
    operator.provision_topology(&drifted, Mode::Apply).await.unwrap();

    let shown = operator.provision(Mode::Plan).await.unwrap();
    operator.provision(Mode::Apply).await.unwrap();

    let texts: Vec<String> = shown.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "stream BERTH_EVENTS: max_age is 3600 s, to be 30 days",
            "consumer intake-rounds: max_ack_pending is 7, to be 256"
        ]
    );
    assert_eq!(operator.provision(Mode::Plan).await.unwrap(), []);
}

#[tokio::test]
async fn replicas_a_single_server_can_not_hold_are_refused_with_advice() {
    let server = guarded_server().await;
    let operator = Bus::connect(options(&server, "operator").replicas(3))
        .await
        .unwrap();

    let refused = operator.provision(Mode::Apply).await.unwrap_err();

    assert!(
        refused.to_string().contains("one replica on a single server"),
        "{refused}"
    );
}

#[tokio::test]
async fn what_the_server_can_not_change_is_left_alone_with_advice() {
    let server = guarded_server().await;
    let operator = connect(&server, "operator").await;
    let foreign = async_nats::jetstream::stream::Config {
        name: streams::EVENTS.into(),
        subjects: vec!["berth.v1.event.>".into()],
        storage: async_nats::jetstream::stream::StorageType::Memory,
        ..Default::default()
    };
    jetstream(&server).await.create_stream(foreign).await.unwrap();

    operator.provision(Mode::Apply).await.unwrap();
    let left = operator.provision(Mode::Apply).await.unwrap();

    assert_eq!(left.len(), 1);
    assert!(
        matches!(&left[0].change, Change::Stuck { field: "storage", .. }),
        "{left:?}"
    );
}

#[tokio::test]
async fn publishing_the_same_envelope_again_stores_it_once() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;

    let first = intake.publish(&round_locked(1)).await.unwrap();
    let second = intake.publish(&round_locked(1)).await.unwrap();

    assert!(!first.duplicate && second.duplicate);
    assert_eq!(first.sequence, second.sequence);
    assert_eq!(count(&operator, streams::EVENTS).await, 1);
}

#[tokio::test]
async fn a_hundred_messages_are_one_atomic_batch_per_stream() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    let mut envelopes: Vec<_> = (1..=100).map(round_locked).collect();
    envelopes.extend((1..=30).map(|n| trainee(n, 1)));
    envelopes.extend((1..=30).map(|n| contact(n, 1)));

    let report = intake.publish_batch(&envelopes).await.unwrap();

    assert_eq!(
        report,
        BatchReport {
            atomic: 160,
            one_by_one: 0
        }
    );
    assert_eq!(count(&operator, streams::EVENTS).await, 100);
    assert_eq!(count(&operator, streams::STATE).await, 30);
    assert_eq!(count(&operator, streams::CONTACTS).await, 30);
}

#[tokio::test]
async fn a_batch_with_a_known_id_stores_nothing_and_falls_back_to_one_by_one() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    intake.publish(&round_locked(50)).await.unwrap();
    let envelopes: Vec<_> = (1..=100).map(round_locked).collect();

    let report = intake.publish_batch(&envelopes).await.unwrap();

    assert_eq!(
        report,
        BatchReport {
            atomic: 0,
            one_by_one: 100
        }
    );
    assert_eq!(count(&operator, streams::EVENTS).await, 100);
}

#[tokio::test]
async fn a_batch_is_all_or_nothing() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    intake.publish(&round_locked(100)).await.unwrap();
    let envelopes: Vec<_> = (1..=100).map(round_locked).collect();

    intake.publish_atomically(&envelopes).await.unwrap_err();

    assert_eq!(count(&operator, streams::EVENTS).await, 1);
}

#[tokio::test]
async fn the_same_subject_may_come_twice_in_a_batch_and_the_later_one_stays() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;

    let report = intake
        .publish_batch(&[trainee(1, 1), trainee(2, 1), trainee(1, 2)])
        .await
        .unwrap();

    assert_eq!(report.atomic, 3);
    assert_eq!(count(&operator, streams::STATE).await, 2);
}

#[tokio::test]
async fn a_message_published_during_an_outage_arrives_once() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    server.kill9();
    let publishing = tokio::spawn({
        let intake = intake.clone();
        async move { intake.publish(&round_locked(1)).await }
    });
    tokio::task::yield_now().await;

    server.restart().await;

    publishing.await.unwrap().unwrap();
    intake.publish(&round_locked(1)).await.unwrap();
    assert_eq!(count(&operator, streams::EVENTS).await, 1);
}

#[tokio::test]
async fn a_message_larger_than_the_server_takes_is_refused_at_once() {
    let (server, _operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    let mut large = round_locked(1);
    large.payload = vec![0; 2 << 20].into();

    let refused = intake.publish(&large).await.unwrap_err();

    assert!(
        matches!(refused, PublishError::TooLarge { .. }) && !refused.is_transient(),
        "{refused}"
    );
}

#[tokio::test]
async fn publishing_without_streams_says_to_provision() {
    let server = guarded_server().await;
    let intake = connect(&server, "intake").await;

    let refused = intake.publish(&round_locked(1)).await.unwrap_err();

    assert!(refused.to_string().contains("berth provision"), "{refused}");
}

#[tokio::test]
async fn a_wrong_password_is_told_apart_and_never_shown() {
    let server = guarded_server().await;
    let options = BusOptions::new(server.url_as("intake", "hunter2"), "berth-test", "intake");

    let refused = Bus::connect(options).await.unwrap_err();

    assert!(matches!(refused, BusError::WrongPassword { .. }), "{refused}");
    assert!(!format!("{refused} {refused:?}").contains("hunter2"));
}

#[tokio::test]
async fn nobody_listening_is_said_with_the_address() {
    let lease = berth_testkit::free_port();
    let options = BusOptions::new(format!("nats://{}", lease.address()), "berth-test", "intake");

    let refused = Bus::connect(options.patience(Duration::from_millis(300)))
        .await
        .unwrap_err();

    assert!(
        refused.to_string().contains(&lease.address().to_string()),
        "{refused}"
    );
}

#[tokio::test]
async fn draining_returns_when_the_connection_is_closed() {
    let server = guarded_server().await;
    let intake = Bus::connect(options(&server, "intake")).await.unwrap();

    intake.drain().await;

    assert!(!intake.is_connected());
    assert!(matches!(
        intake.publish(&round_locked(1)).await,
        Err(PublishError::Closed)
    ));
}

#[tokio::test]
async fn draining_without_a_server_does_not_hang() {
    let server = guarded_server().await;
    let intake = connect(&server, "intake").await;
    server.kill9();

    tokio::time::timeout(Duration::from_secs(8), intake.drain())
        .await
        .unwrap();
}

/// Introduces itself as an old nats-server and answers pings.
async fn old_server(version: &str) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let hello = format!(
        "INFO {{\"server_id\":\"X\",\"version\":\"{version}\",\"max_payload\":1048576,\"proto\":1}}\r\n"
    );
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let (read, mut write) = stream.into_split();
        write.write_all(hello.as_bytes()).await.unwrap();
        let mut lines = BufReader::new(read).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if line.starts_with("PING") {
                write.write_all(b"PONG\r\n").await.unwrap();
            }
        }
    });
    address
}

#[tokio::test]
async fn a_server_that_is_too_old_is_refused_with_advice() {
    let address = old_server("2.9.25").await;
    let options = BusOptions::new(format!("nats://{address}"), "berth-test", "intake");

    let refused = Bus::connect(options.patience(Duration::from_secs(2)))
        .await
        .unwrap_err();

    let text = refused.to_string();
    assert!(
        matches!(refused, BusError::TooOld { .. }) && text.contains("2.9.25") && text.contains("2.12.3"),
        "{text}"
    );
}

#[tokio::test]
async fn an_account_without_jetstream_is_refused_with_advice() {
    let more = "accounts { PLAIN { users: [ { user: intake, password: intake } ] } }";
    let server = NatsServer::start_with(more).await;

    let refused = Bus::connect(options(&server, "intake").patience(Duration::from_millis(300)))
        .await
        .unwrap_err();

    assert!(refused.to_string().contains("jetstream {"), "{refused}");
}

#[tokio::test]
async fn erasing_a_person_removes_their_contact_details_only() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    intake
        .publish_batch(&[contact(1, 1), contact(2, 1)])
        .await
        .unwrap();

    let erased = intake.forget(&contact(1, 1).subject).await.unwrap();

    assert_eq!(erased, 1);
    assert_eq!(count(&operator, streams::CONTACTS).await, 1);
    let refused = connect(&server, "matcher")
        .await
        .forget(&contact(2, 1).subject)
        .await
        .unwrap_err();
    assert!(matches!(refused, BusError::Denied { .. }), "{refused}");
}

#[tokio::test]
async fn a_publish_that_timed_out_and_was_stored_all_the_same_is_not_stored_twice() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    server.pause();
    let mut publishing = tokio::spawn({
        let intake = intake.clone();
        async move { intake.publish(&round_locked(1)).await }
    });
    // Longer than one attempt: the first one lies in the frozen server's socket, and the second one follows it.
    let unanswered = tokio::time::timeout(Duration::from_millis(5600), &mut publishing).await;
    assert!(unanswered.is_err());

    server.resume();

    let published = publishing.await.unwrap().unwrap();
    assert!(published.duplicate);
    assert_eq!(count(&operator, streams::EVENTS).await, 1);
}

#[tokio::test]
async fn batches_cut_off_by_kill_9_are_stored_exactly_once_in_the_end() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    let all: Vec<_> = (1..=2000).map(round_locked).collect();
    let publishing = tokio::spawn({
        let (intake, all) = (intake.clone(), all.clone());
        async move { intake.publish_batch(&all).await }
    });
    assert_eventually(Duration::from_secs(10), "some are stored", || async {
        count(&operator, streams::EVENTS).await >= 300
    })
    .await;

    server.kill9();
    server.restart().await;

    // As the outbox relay does: whatever the outcome, the same envelopes again.
    let _ = publishing.await.unwrap();
    intake.publish_batch(&all).await.unwrap();
    assert_eq!(count(&operator, streams::EVENTS).await, 2000);
}
