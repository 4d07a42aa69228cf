//! The nats-server harness keeps its promises.

use std::time::Duration;

use async_nats::jetstream::{self, stream};
use berth_testkit::{NatsServer, Process, assert_eventually};

#[tokio::test]
async fn a_killed_server_keeps_its_stream_and_its_port() {
    let server = NatsServer::start().await;
    let url = server.url();
    let bus = jetstream::new(async_nats::connect(&url).await.unwrap());
    let kept = stream::Config {
        name: "KEPT".into(),
        subjects: vec!["kept.>".into()],
        ..Default::default()
    };
    bus.create_stream(kept).await.unwrap();
    bus.publish("kept.one", "payload".into())
        .await
        .unwrap()
        .await
        .unwrap();

    server.kill9();
    assert!(async_nats::connect(&url).await.is_err());
    server.restart().await;

    let again = jetstream::new(async_nats::connect(server.url()).await.unwrap());
    let mut stream = again.get_stream("KEPT").await.unwrap();
    assert_eq!(stream.info().await.unwrap().state.messages, 1);
    assert_eq!(server.url(), url);
}

#[tokio::test]
async fn a_paused_server_answers_again_when_resumed() {
    let server = NatsServer::start().await;
    let client = async_nats::connect(server.url()).await.unwrap();
    server.pause();
    assert!(
        tokio::time::timeout(Duration::from_millis(200), client.flush())
            .await
            .is_ok()
    );
    let bus = jetstream::new(client);
    assert!(
        tokio::time::timeout(Duration::from_millis(300), bus.query_account())
            .await
            .is_err()
    );
    server.resume();
    assert_eventually(Duration::from_secs(10), "JetStream answers", || {
        bus.query_account()
    })
    .await;
}

#[tokio::test]
async fn users_and_their_permissions_come_from_the_extra_configuration() {
    let server = NatsServer::start_with(
        r#"authorization { users = [ { user: blind, password: secret, permissions: { subscribe: "allowed.>" } } ] }"#,
    )
    .await;
    assert!(async_nats::connect(server.url()).await.is_err());
    let options = async_nats::ConnectOptions::with_user_and_password("blind".into(), "secret".into());
    options.connect(server.url()).await.unwrap();
}

#[tokio::test]
async fn a_dropped_server_leaves_neither_process_nor_folder() {
    let server = NatsServer::start().await;
    let pid = server.pid().unwrap();
    let folder = std::fs::read_to_string(format!("/proc/{pid}/cmdline")).unwrap();
    let config = folder
        .split('\0')
        .find(|part| part.ends_with("nats.conf"))
        .unwrap()
        .to_owned();
    assert!(std::fs::exists(&config).unwrap());
    drop(server);
    assert!(!std::fs::exists(format!("/proc/{pid}")).unwrap());
    assert!(!std::fs::exists(&config).unwrap());
}

#[tokio::test]
async fn a_missing_server_fails_the_test_and_names_the_remedy() {
    let other = Process::program(std::env::current_exe().unwrap())
        .args(["--exact", "a_dropped_server_leaves_neither_process_nor_folder"])
        .env("BERTH_TEST_NATS_SERVER", "/nowhere/nats-server")
        .run()
        .await;
    assert!(!other.status.success());
    assert!(
        other.stdout.contains("`cargo xtask test` fetches it"),
        "{}",
        other.stdout
    );
}
