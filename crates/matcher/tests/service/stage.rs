//! What the tests share: a provisioned server, intake's part played by hand, matchers started and killed.

use std::sync::Arc;
use std::time::Duration;

use async_nats::jetstream::{self, stream::Stream};
use berth_bus::{Bus, BusOptions, Mode, Passwords, authorization_conf};
use berth_domain::cohort::{Cohort, OpeningFacts, TraineeFacts};
use berth_domain::id::{ProgrammeId, RoundId};
use berth_domain::rematch::RematchRequest;
use berth_events::{Envelope, Event, Stamp, TraceContext, streams, v1};
use berth_matcher::{MatcherDeps, MatcherError};
use berth_runtime::{MockClock, Readiness, Secret, Settings, Shutdown};
use berth_testkit::{NatsServer, assert_eventually};
use chrono::{DateTime, Utc};
use futures::StreamExt as _;
use sha2::{Digest as _, Sha256};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::sample::Sample;

pub(crate) const SOON: Duration = Duration::from_secs(20);
pub(crate) const SEED: &str = "5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed5eed";

/// The moment a round of the sample cohort is locked, two weeks after its deadline.
pub(crate) fn lock_day() -> DateTime<Utc> {
    "2025-02-15T10:00:00Z".parse().unwrap()
}

/// A provisioned server with the sample in its hands.
pub(crate) struct Stage {
    pub(crate) server: NatsServer,
    pub(crate) intake: Bus,
    pub(crate) clock: MockClock,
    pub(crate) sample: Sample,
    plain: jetstream::Context,
}

/// A running matcher.
pub(crate) struct Matcher {
    pub(crate) shutdown: Shutdown,
    pub(crate) readiness: Readiness,
    task: JoinHandle<Result<(), MatcherError>>,
    bus: Bus,
}

impl Stage {
    pub(crate) async fn set(programme: &str) -> Self {
        let password = |name: &str| Secret::new(name.to_owned());
        let [intake, matcher, notifier, operator] =
            ["intake", "matcher", "notifier", "operator"].map(password);
        let conf = authorization_conf(&Passwords::new(intake, matcher, notifier, operator));
        let server = NatsServer::start_with(&conf).await;
        let operator = connect(&server.url_as("operator", "operator"), "operator").await;
        operator.provision(Mode::Apply).await.unwrap();
        let intake = connect(&server.url_as("intake", "intake"), "intake").await;
        let plain = async_nats::ConnectOptions::with_user_and_password("operator".into(), "operator".into());
        let plain = jetstream::new(plain.connect(server.url()).await.unwrap());
        let sample = Sample::read(programme);
        Self {
            server,
            intake,
            clock: MockClock::new(lock_day()),
            sample,
            plain,
        }
    }

    pub(crate) fn programme(&self) -> ProgrammeId {
        self.sample.programme.id.clone()
    }

    /// A matcher that reaches the server directly.
    pub(crate) async fn matcher(&self) -> Matcher {
        self.matcher_through(&self.server.url_as("matcher", "matcher"))
            .await
    }

    pub(crate) async fn matcher_through(&self, url: &str) -> Matcher {
        let bus = connect(url, "matcher").await;
        let (shutdown, readiness) = (Shutdown::new(), Readiness::new());
        let deps = MatcherDeps {
            settings: Settings::defaults().unwrap(),
            bus: bus.clone(),
            clock: Arc::new(self.clock.clone()),
            shutdown: shutdown.clone(),
            readiness: readiness.clone(),
        };
        let task = tokio::spawn(berth_matcher::run(deps));
        assert_eventually(SOON, "the matcher is ready", || async {
            let missing = readiness.missing();
            if missing.is_empty() { Ok(()) } else { Err(missing) }
        })
        .await;
        Matcher {
            shutdown,
            readiness,
            task,
            bus,
        }
    }

    /// Publishes rules, all trainees and all openings as intake does.
    pub(crate) async fn publish_everything(&self) {
        self.publish_rules(1).await;
        for applicant in &self.sample.applicants {
            self.publish_trainee(&applicant.facts, 1, true).await;
        }
        for (_, opening) in &self.sample.openings {
            self.publish_opening(opening, 1, true).await;
        }
    }

    pub(crate) async fn publish_rules(&self, version: u64) {
        let state = v1::ProgrammeState {
            programme_id: self.programme().to_string(),
            version,
            rules_json: serde_json::to_string(&self.sample.programme.matching_rules()).unwrap(),
            ..Default::default()
        };
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("rules {version}").as_bytes());
        self.publish(self.stamp().programme_state(id, &self.programme(), state))
            .await;
    }

    pub(crate) async fn publish_trainee(&self, facts: &TraineeFacts, version: u64, matchable: bool) {
        let state = v1::TraineeState {
            programme_id: self.programme().to_string(),
            trainee_id: facts.id.to_string(),
            version,
            matchable,
            facts_json: serde_json::to_string(facts).unwrap(),
            ..Default::default()
        };
        let id = Uuid::new_v5(&facts.id.0, &version.to_be_bytes());
        self.publish(
            self.stamp()
                .trainee_state(id, &self.programme(), facts.id.0, state),
        )
        .await;
    }

    pub(crate) async fn publish_opening(&self, facts: &OpeningFacts, version: u64, matchable: bool) {
        let state = v1::OpeningState {
            programme_id: self.programme().to_string(),
            opening_id: facts.id.to_string(),
            version,
            matchable,
            facts_json: serde_json::to_string(facts).unwrap(),
            ..Default::default()
        };
        let id = Uuid::new_v5(&facts.id.0, &version.to_be_bytes());
        self.publish(
            self.stamp()
                .opening_state(id, &self.programme(), facts.id.0, state),
        )
        .await;
    }

    /// The sample as a round's frozen input.
    pub(crate) fn cohort(&self, round: RoundId) -> Cohort {
        self.sample.cohort(round, lock_day(), SEED)
    }

    /// Freezes a cohort as intake does; gives the event that announces it.
    pub(crate) async fn freeze(&self, cohort: &Cohort) -> v1::RoundLocked {
        let canonical = serde_jcs::to_vec(cohort).unwrap();
        let name = format!("{}/cohort.json", cohort.round);
        self.intake.objects().put(&name, &canonical).await.unwrap();
        v1::RoundLocked {
            programme_id: self.programme().to_string(),
            round_id: cohort.round.to_string(),
            cohort_object: name,
            cohort_hash: hex::encode(Sha256::digest(&canonical)),
            seed: cohort.seed.clone(),
        }
    }

    /// Announces a locked round under an event id of its own.
    pub(crate) async fn lock(&self, locked: &v1::RoundLocked, event_id: u128) {
        self.announce(locked.clone(), event_id).await;
    }

    /// Stores a re-match's request as intake does; gives the event that asks for it.
    pub(crate) async fn ask_again(&self, request: &RematchRequest, n: u128) -> v1::RematchRequested {
        let (canonical, rematch_id) = (
            serde_jcs::to_vec(request).unwrap(),
            Uuid::from_u128(n).to_string(),
        );
        let name = format!("{}/rematch/{rematch_id}/request.json", request.round);
        self.intake.objects().put(&name, &canonical).await.unwrap();
        v1::RematchRequested {
            programme_id: self.programme().to_string(),
            round_id: request.round.to_string(),
            rematch_id,
            request_object: name,
            request_hash: hex::encode(Sha256::digest(&canonical)),
        }
    }

    /// Announces any event of intake's under an id of its own.
    pub(crate) async fn announce(&self, event: impl Into<Event>, event_id: u128) {
        let event = event.into();
        let envelope = self
            .stamp()
            .event(Uuid::from_u128(event_id), &self.programme(), 1, &event);
        self.publish(envelope).await;
    }

    fn stamp(&self) -> Stamp {
        Stamp {
            source: "berth/intake",
            time: lock_day(),
            trace: TraceContext::root(Uuid::from_u128(9)),
        }
    }

    async fn publish(&self, envelope: Envelope) {
        self.intake.publish(&envelope).await.unwrap();
    }

    pub(crate) async fn stream(&self, name: &str) -> Stream {
        self.plain.get_stream(name).await.unwrap()
    }

    /// How many messages a stream keeps on subjects like this.
    pub(crate) async fn count(&self, stream: &str, subjects: &str) -> usize {
        let stream = self.stream(stream).await;
        let mut counts = stream.info_with_subjects(subjects).await.unwrap();
        let mut all = 0;
        while let Some(count) = counts.next().await {
            all += count.unwrap().1;
        }
        all
    }

    /// The newest event on a subject, if there is one.
    pub(crate) async fn last_event(&self, subject: &str) -> Option<(Envelope, Event)> {
        let stream = self.stream(streams::EVENTS).await;
        let message = stream.get_last_raw_message_by_subject(subject).await.ok()?;
        let header = |name: &'static str| message.headers.get(name).map(async_nats::HeaderValue::as_str);
        let envelope = Envelope::from_parts(&message.subject, header, message.payload.clone()).unwrap();
        let event = Event::decode(&envelope).unwrap();
        Some((envelope, event))
    }

    /// Waits for a round's result.
    pub(crate) async fn solved(&self, round: RoundId) -> v1::RoundSolved {
        let subject = format!("berth.v1.event.{}.round.solved.{round}", self.programme());
        let found = assert_eventually(SOON, "the round is solved", || self.last_event(&subject)).await;
        match found.1 {
            Event::RoundSolved(solved) => solved,
            other => panic!("{other:?}"),
        }
    }

    /// Lets the server give an unfinished round to another matcher soon.
    pub(crate) async fn shorten_ack_wait(&self, wait: Duration) {
        let stream = self.stream(streams::EVENTS).await;
        let name = berth_events::consumers::MATCHER_ROUNDS;
        let mut consumer = stream
            .get_consumer::<jetstream::consumer::pull::Config>(name)
            .await
            .unwrap();
        let mut config = consumer.info().await.unwrap().config.clone();
        config.ack_wait = wait;
        let config = jetstream::consumer::pull::Config {
            durable_name: Some(name.to_owned()),
            ack_wait: wait,
            ack_policy: config.ack_policy,
            deliver_policy: config.deliver_policy,
            max_deliver: config.max_deliver,
            max_ack_pending: config.max_ack_pending,
            filter_subjects: config.filter_subjects,
            description: config.description,
            ..Default::default()
        };
        stream.update_consumer(config).await.unwrap();
    }

    /// Messages of the matcher's consumer that are out unacknowledged, and how often any was delivered again.
    pub(crate) async fn rounds_in_hand(&self) -> usize {
        let stream = self.stream(streams::EVENTS).await;
        let name = berth_events::consumers::MATCHER_ROUNDS;
        let consumer = stream
            .get_consumer::<jetstream::consumer::pull::Config>(name)
            .await
            .unwrap();
        let info = consumer.get_info().await.unwrap();
        info.num_ack_pending + usize::try_from(info.num_pending).unwrap()
    }
}

impl Matcher {
    /// Drops it where it stands, like `kill -9`: nothing is finished, nothing acknowledged.
    pub(crate) fn kill(self) {
        self.task.abort();
    }

    /// Stops it in an orderly way.
    pub(crate) async fn stop(self) {
        self.shutdown.request_soft();
        tokio::time::timeout(SOON, self.task)
            .await
            .unwrap()
            .unwrap()
            .unwrap();
        self.bus.drain().await;
    }
}

async fn connect(url: &str, service: &str) -> Bus {
    let options = BusOptions::new(url, "berth-matcher-test", service)
        .patience(Duration::from_secs(10))
        .seed(7);
    Bus::connect(options).await.unwrap()
}
