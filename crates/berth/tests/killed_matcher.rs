//! Matcher processes killed with `kill -9` while they have a round in hand: another finishes it with the same hash.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::time::Duration;

use async_nats::jetstream::{self, consumer::pull};
use berth_bus::{Bus, BusOptions, Mode, Passwords, authorization_conf};
use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_domain::id::{ProgrammeId, RoundId};
use berth_domain::programme::Programme;
use berth_events::{Envelope, Event, Stamp, TraceContext, consumers, streams, v1};
use berth_matching::round::hash_result;
use berth_matching::{round_from_cohort, solve};
use berth_runtime::Secret;
use berth_testkit::{
    Direction, FaultProxy, NatsServer, PortLease, Process, assert_eventually, free_port, programme_dir,
};
use chrono::{DateTime, Utc};
use futures::TryStreamExt as _;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

const SOON: Duration = Duration::from_secs(60);

fn now() -> DateTime<Utc> {
    "2025-02-15T10:00:00Z".parse().unwrap()
}

/// A provisioned server with intake's part played by hand.
struct Site {
    nats: NatsServer,
    intake: Bus,
    operator: jetstream::Context,
    programme: Programme,
    folder: tempfile::TempDir,
}

/// A matcher process that reaches the server through a line of its own.
struct Matcher {
    process: Process,
    line: FaultProxy,
    admin: PortLease,
}

impl Site {
    async fn new() -> Self {
        let password = |user: &str| Secret::new(user.to_owned());
        let [intake, matcher, notifier, operator] =
            ["intake", "matcher", "notifier", "operator"].map(password);
        let conf = authorization_conf(&Passwords::new(intake, matcher, notifier, operator));
        let nats = NatsServer::start_with(&conf).await;
        connect(&nats, "operator")
            .await
            .provision(Mode::Apply)
            .await
            .unwrap();
        let plain = async_nats::ConnectOptions::with_user_and_password("operator".into(), "operator".into());
        let operator = jetstream::new(plain.connect(nats.url()).await.unwrap());
        let text = std::fs::read_to_string(programme_dir("digital-explorers").join("programme.toml"));
        let site = Self {
            intake: connect(&nats, "intake").await,
            nats,
            operator,
            programme: Programme::from_toml(&text.unwrap()).unwrap(),
            folder: tempfile::tempdir().unwrap(),
        };
        site.shorten_ack_wait().await;
        site
    }

    /// Lets the server give a round to the next one a second after its matcher is gone, not after half a minute.
    async fn shorten_ack_wait(&self) {
        let events = self.operator.get_stream(streams::EVENTS).await.unwrap();
        let mut consumer = events
            .get_consumer::<pull::Config>(consumers::MATCHER_ROUNDS)
            .await
            .unwrap();
        let known = consumer.info().await.unwrap().config.clone();
        let config = pull::Config {
            durable_name: Some(consumers::MATCHER_ROUNDS.to_owned()),
            ack_wait: Duration::from_secs(1),
            ack_policy: known.ack_policy,
            deliver_policy: known.deliver_policy,
            max_deliver: known.max_deliver,
            max_ack_pending: known.max_ack_pending,
            filter_subjects: known.filter_subjects,
            description: known.description,
            ..pull::Config::default()
        };
        events.update_consumer(config).await.unwrap();
    }

    async fn matcher(&self) -> Matcher {
        let line = FaultProxy::start(self.nats.address()).await;
        let (admin, url) = (free_port(), format!("nats://matcher:matcher@{}", line.address()));
        let process = Process::berth()
            .arg("matcher")
            .current_dir(self.folder.path())
            .env("BERTH_NATS_URL", url)
            .env("BERTH_ADMIN_LISTEN", admin.address().to_string())
            .spawn();
        process.wait_ready(&admin.address().to_string(), SOON).await;
        Matcher { process, line, admin }
    }

    fn cohort(&self, round: RoundId) -> Cohort {
        let id = |kind: u128, n: u128| Uuid::from_u128((kind << 32) + n);
        let track = self.programme.matching_rules().tracks.into_iter().next().unwrap();
        let trainees = (0..40).map(|n| {
            json!({
                "id": id(1, n), "country": "NG", "skills": [{"skill": "sql", "level": 1 + n % 4, "evidence": "claimed"}],
                "languages": {"en": "C1"}, "available_from": "2025-05-01", "degree_awarded_on": "2024-07-01",
                "passport_valid_to": "2030-01-01", "training": "finished", "zone": "Africa/Lagos",
                "consent_to_share": true, "rounds_waited": n % 3,
            })
        });
        let openings = (0..10).map(|n| {
            json!({
                "id": id(2, n), "host": id(3, n), "track": track, "country": "LT", "city": "Vilnius",
                "zone": "Europe/Vilnius", "seats": 1 + n % 3, "starts_on": "2025-10-01", "duration_months": 6,
                "monthly_pay_eur": 4000, "work_mode": "hybrid", "must_have": [], "languages": {"en": "B1"},
                "host_active": true, "supervisor_named": true,
            })
        });
        Cohort {
            format: COHORT_FORMAT.to_owned(),
            round,
            as_of: now(),
            seed: "5eed".repeat(16),
            rules: self.programme.matching_rules(),
            trainees: trainees.map(|t| serde_json::from_value(t).unwrap()).collect(),
            openings: openings.map(|o| serde_json::from_value(o).unwrap()).collect(),
            pinned: Vec::new(),
            forbidden: Vec::new(),
        }
    }

    /// Freezes a round and announces it as intake does; gives the hash its result must have.
    async fn lock(&self, round: RoundId) -> String {
        let cohort = self.cohort(round);
        let canonical = serde_jcs::to_vec(&cohort).unwrap();
        let name = format!("{round}/cohort.json");
        self.intake.objects().put(&name, &canonical).await.unwrap();
        let locked = v1::RoundLocked {
            programme_id: self.programme.id.to_string(),
            round_id: round.to_string(),
            cohort_object: name,
            cohort_hash: hex::encode(Sha256::digest(&canonical)),
            seed: cohort.seed.clone(),
        };
        let stamp = Stamp {
            source: "berth/intake",
            time: now(),
            trace: TraceContext::root(round.0),
        };
        let programme: &ProgrammeId = &self.programme.id;
        let envelope = stamp.event(round.0, programme, 1, &Event::from(locked));
        self.intake.publish(&envelope).await.unwrap();
        let result = solve(&round_from_cohort(&cohort).unwrap()).unwrap();
        assert!(result.placed >= 10, "{} placed", result.placed);
        hash_result(&result)
    }

    /// Waits for a round's result; there must be one only.
    async fn solved(&self, round: RoundId) -> v1::RoundSolved {
        let subject = format!("berth.v1.event.{}.round.solved.{round}", self.programme.id);
        let events = self.operator.get_stream(streams::EVENTS).await.unwrap();
        let message = assert_eventually(SOON, "the round is solved", async || {
            events.get_last_raw_message_by_subject(&subject).await
        })
        .await;
        assert_eventually(SOON, "the round is acknowledged", async || {
            let consumer = events
                .get_consumer::<pull::Config>(consumers::MATCHER_ROUNDS)
                .await;
            let info = consumer.unwrap().get_info().await.unwrap();
            info.num_ack_pending == 0 && info.num_pending == 0
        })
        .await;
        let counts = events.info_with_subjects(&subject).await.unwrap();
        let counts: Vec<(String, usize)> = counts.try_collect().await.unwrap();
        assert_eq!(counts, [(subject, 1)], "it was published once");
        let header = |name: &'static str| message.headers.get(name).map(async_nats::HeaderValue::as_str);
        let envelope = Envelope::from_parts(&message.subject, header, message.payload.clone()).unwrap();
        match Event::decode(&envelope).unwrap() {
            Event::RoundSolved(solved) => solved,
            other => panic!("{other:?}"),
        }
    }
}

impl Matcher {
    fn heard_of(&self, text: &str) -> bool {
        let all = self.line.transcripts();
        all.iter()
            .any(|t| String::from_utf8_lossy(&t.to_client).contains(text))
    }

    fn has_said(&self, text: &str) -> bool {
        let all = self.line.transcripts();
        all.iter()
            .any(|t| String::from_utf8_lossy(&t.to_server).contains(text))
    }

    async fn stop(self) {
        let status = self.process.terminate(SOON).await;
        assert_eq!(status.code(), Some(0), "{}", self.process.log());
        drop(self.admin);
    }
}

async fn connect(nats: &NatsServer, user: &str) -> Bus {
    let options = BusOptions::new(nats.url_as(user, user), "killed-matcher-test", user)
        .patience(Duration::from_secs(10))
        .seed(7);
    Bus::connect(options).await.unwrap()
}

#[tokio::test]
async fn of_two_replicas_the_one_with_the_round_is_killed_and_the_other_finishes_it() {
    // Given two replicas, and lines on which they hear everything and can say nothing
    let site = Site::new().await;
    let (one, two) = (site.matcher().await, site.matcher().await);
    let round = RoundId(Uuid::from_u128(0xb0a7_0001));
    one.line.stall(Direction::ToServer);
    two.line.stall(Direction::ToServer);
    // When a round is given to one of them, and that one is killed
    let hash = site.lock(round).await;
    let locked = format!("round.locked.{round}");
    assert_eventually(SOON, "one of them has it in hand", async || {
        one.heard_of(&locked) || two.heard_of(&locked)
    })
    .await;
    let (holder, other) = if one.heard_of(&locked) {
        (one, two)
    } else {
        (two, one)
    };
    assert!(!other.heard_of(&locked), "one has it, not both");
    holder.process.kill9();
    holder.line.cut();
    other.line.restore();
    // Then the other comes to what anybody comes to
    let solved = site.solved(round).await;
    assert_eq!(solved.result_hash, hash);
    assert!(solved.verified);
    // And the killed one, started again, takes its share as before
    holder.line.restore();
    holder.process.start_again();
    holder
        .process
        .wait_ready(&holder.admin.address().to_string(), SOON)
        .await;
    let next = RoundId(Uuid::from_u128(0xb0a7_0002));
    let hash = site.lock(next).await;
    assert_eq!(site.solved(next).await.result_hash, hash);
    other.stop().await;
    holder.stop().await;
}

#[tokio::test]
async fn a_round_whose_matcher_is_killed_while_it_reads_stores_or_publishes_is_published_once() {
    let site = Site::new().await;
    let steps = [
        "DIRECT.GET.OBJ_berth-rounds",
        "$O.berth-rounds.C.",
        "$O.berth-rounds.M.",
        "round.solved",
    ];
    for (n, step) in (0x10..).zip(steps) {
        let doomed = site.matcher().await;
        doomed.line.latency(Duration::from_millis(20));
        let round = RoundId(Uuid::from_u128(0xb0a7_0000 + n));
        let hash = site.lock(round).await;
        assert_eventually(SOON, step, async || doomed.has_said(step)).await;
        doomed.process.kill9();
        let heir = site.matcher().await;

        assert_eq!(site.solved(round).await.result_hash, hash, "{step}");
        heir.stop().await;
    }
}
