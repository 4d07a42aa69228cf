//! What the tests of this crate share: a server with the real permissions, connections for each user, envelopes.

use std::time::Duration;

use berth_bus::{Bus, BusOptions, Mode, Passwords, authorization_conf};
use berth_events::{Envelope, Event, Stamp, TraceContext, v1};
use berth_runtime::Secret;
use berth_testkit::NatsServer;
use chrono::DateTime;
use uuid::Uuid;

pub(crate) const PROGRAMME: &str = "digital-explorers";

/// A server with the permissions of `deploy/nats`, every user's password being its name.
pub(crate) async fn guarded_server() -> NatsServer {
    let own_name = |name: &str| Secret::new(name.to_owned());
    let names = ["intake", "matcher", "notifier", "operator"].map(own_name);
    let [intake, matcher, notifier, operator] = names;
    NatsServer::start_with(&authorization_conf(&Passwords::new(
        intake, matcher, notifier, operator,
    )))
    .await
}

/// A connection as one of the users.
pub(crate) async fn connect(server: &NatsServer, service: &str) -> Bus {
    Bus::connect(options(server, service)).await.unwrap()
}

pub(crate) fn options(server: &NatsServer, service: &str) -> BusOptions {
    BusOptions::new(server.url_as(service, service), "berth-test", service)
        .patience(Duration::from_secs(10))
        .seed(7)
}

/// A provisioned server and its operator.
pub(crate) async fn provisioned() -> (NatsServer, Bus) {
    let server = guarded_server().await;
    let operator = connect(&server, "operator").await;
    operator.provision(Mode::Apply).await.unwrap();
    (server, operator)
}

pub(crate) fn stamp() -> Stamp {
    Stamp {
        source: "berth/intake",
        time: DateTime::from_timestamp(1_800_000_000, 0).unwrap(),
        trace: TraceContext::root(Uuid::from_u128(99)),
    }
}

/// A locked round, told apart by its number.
pub(crate) fn round_locked(n: u128) -> Envelope {
    let round = v1::RoundLocked {
        programme_id: PROGRAMME.into(),
        round_id: Uuid::from_u128(n).to_string(),
        ..Default::default()
    };
    stamp().event(
        Uuid::from_u128(n),
        &PROGRAMME.parse().unwrap(),
        1,
        &Event::from(round),
    )
}

/// Contact details of a party.
pub(crate) fn contact(n: u128, version: u64) -> Envelope {
    let party = Uuid::from_u128(n);
    let contact = v1::Contact {
        party_id: party.to_string(),
        version,
        display_name: "Adaeze Invented".into(),
        email: "adaeze@example.org".into(),
        ..Default::default()
    };
    stamp().contact(Uuid::from_u128(n * 1000 + u128::from(version)), party, &contact)
}

/// A trainee's state.
pub(crate) fn trainee(n: u128, version: u64) -> Envelope {
    let id = Uuid::from_u128(n);
    let state = v1::TraineeState {
        programme_id: PROGRAMME.into(),
        trainee_id: id.to_string(),
        version,
        matchable: true,
        ..Default::default()
    };
    let event = Uuid::from_u128(n * 1000 + u128::from(version));
    stamp().trainee_state(event, &PROGRAMME.parse().unwrap(), id, state)
}

/// The operator's plain client, for what only a test does.
pub(crate) async fn jetstream(server: &NatsServer) -> async_nats::jetstream::Context {
    let operator = async_nats::ConnectOptions::with_user_and_password("operator".into(), "operator".into());
    async_nats::jetstream::new(operator.connect(server.url()).await.unwrap())
}
