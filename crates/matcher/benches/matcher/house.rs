//! A provisioned nats-server, intake's part played by hand, and a matcher over it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use berth_bus::{Bus, BusOptions, Mode, Passwords, authorization_conf};
use berth_domain::cohort::Cohort;
use berth_domain::id::ProgrammeId;
use berth_events::{Envelope, Event, Stamp, TraceContext, v1};
use berth_matcher::MatcherDeps;
use berth_runtime::{MockClock, Readiness, Secret, Settings, Shutdown};
use berth_testkit::NatsServer;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::crowd::{Crowd, now};

/// How long anything may take at all.
const PATIENCE: Duration = Duration::from_secs(300);

/// The server and intake's connection to it.
pub(crate) struct House {
    server: NatsServer,
    pub(crate) intake: Bus,
    pub(crate) programme: ProgrammeId,
}

impl House {
    pub(crate) async fn new(crowd: &Crowd) -> Self {
        let password = |name: &str| Secret::new(name.to_owned());
        let [intake, matcher, notifier, operator] =
            ["intake", "matcher", "notifier", "operator"].map(password);
        let users = authorization_conf(&Passwords::new(intake, matcher, notifier, operator));
        let server = NatsServer::start_with(&users).await;
        let operator = connect(&server, "operator").await;
        operator.provision(Mode::Apply).await.unwrap();
        Self {
            intake: connect(&server, "intake").await,
            server,
            programme: crowd.rules.programme.clone(),
        }
    }

    /// Stores everybody's state as intake does; says how many bytes of JSON a profile has on average.
    pub(crate) async fn publish(&self, crowd: &Crowd) -> usize {
        let rules = v1::ProgrammeState {
            programme_id: self.programme.to_string(),
            version: 1,
            rules_json: json(&crowd.rules),
            ..Default::default()
        };
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, b"rules");
        let mut envelopes = vec![stamp().programme_state(id, &self.programme, rules)];
        for facts in &crowd.openings {
            let state = v1::OpeningState {
                programme_id: self.programme.to_string(),
                opening_id: facts.id.to_string(),
                version: 1,
                matchable: true,
                facts_json: json(facts),
                ..Default::default()
            };
            envelopes.push(stamp().opening_state(facts.id.0, &self.programme, facts.id.0, state));
        }
        let mut bytes = 0;
        for facts in &crowd.trainees {
            let (envelope, size) = self.profile(facts, 1);
            envelopes.push(envelope);
            bytes += size;
        }
        for batch in envelopes.chunks(1000) {
            self.intake.publish_batch(batch).await.unwrap();
        }
        bytes / crowd.trainees.len().max(1)
    }

    /// A profile's state, and the bytes of its JSON.
    pub(crate) fn profile(
        &self,
        facts: &berth_domain::cohort::TraineeFacts,
        version: u64,
    ) -> (Envelope, usize) {
        let facts_json = json(facts);
        let size = facts_json.len();
        let state = v1::TraineeState {
            programme_id: self.programme.to_string(),
            trainee_id: facts.id.to_string(),
            version,
            matchable: true,
            facts_json,
            ..Default::default()
        };
        let id = Uuid::new_v5(&facts.id.0, &version.to_be_bytes());
        (
            stamp().trainee_state(id, &self.programme, facts.id.0, state),
            size,
        )
    }

    /// Freezes a cohort and announces it; the moment is that of the announcement.
    pub(crate) async fn lock(&self, cohort: &Cohort) -> (v1::RoundLocked, Instant) {
        let canonical = serde_jcs::to_vec(cohort).unwrap();
        let name = format!("{}/cohort.json", cohort.round);
        self.intake.objects().put(&name, &canonical).await.unwrap();
        let locked = v1::RoundLocked {
            programme_id: self.programme.to_string(),
            round_id: cohort.round.to_string(),
            cohort_object: name,
            cohort_hash: hex::encode(Sha256::digest(&canonical)),
            seed: cohort.seed.clone(),
        };
        let event = Event::from(locked.clone());
        let envelope = stamp().event(Uuid::from_u128(1), &self.programme, 1, &event);
        let started = Instant::now();
        self.intake.publish(&envelope).await.unwrap();
        (locked, started)
    }

    /// A plain connection that may read everything.
    pub(crate) async fn reader(&self) -> async_nats::Client {
        let options =
            async_nats::ConnectOptions::with_user_and_password("operator".into(), "operator".into());
        options.connect(self.server.url()).await.unwrap()
    }

    /// Starts a matcher; says how long it took from connecting until every gate was ready.
    pub(crate) async fn matcher(&self) -> Duration {
        let started = Instant::now();
        let bus = connect(&self.server, "matcher").await;
        let readiness = Readiness::new();
        let deps = MatcherDeps {
            settings: Settings::defaults().unwrap(),
            bus,
            clock: Arc::new(MockClock::new(now())),
            shutdown: Shutdown::new(),
            readiness: readiness.clone(),
        };
        tokio::spawn(berth_matcher::run(deps));
        while !readiness.is_ready() {
            assert!(
                started.elapsed() < PATIENCE,
                "not ready: {:?}",
                readiness.missing()
            );
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        started.elapsed()
    }

    /// Asks the matcher.
    pub(crate) async fn ask<Q: prost::Message, A: prost::Message + Default>(
        &self,
        verb: &str,
        question: &Q,
    ) -> A {
        self.intake
            .request("matcher", verb, question, PATIENCE)
            .await
            .unwrap_or_else(|error| panic!("{verb}: {error}"))
    }
}

fn json(document: &impl Serialize) -> String {
    serde_json::to_string(document).unwrap()
}

fn stamp() -> Stamp {
    Stamp {
        source: "berth/intake",
        time: now(),
        trace: TraceContext::root(Uuid::from_u128(9)),
    }
}

async fn connect(server: &NatsServer, user: &'static str) -> Bus {
    let options = BusOptions::new(server.url_as(user, user), "berth-matcher-bench", user)
        .patience(Duration::from_secs(10))
        .seed(7);
    Bus::connect(options).await.unwrap()
}
