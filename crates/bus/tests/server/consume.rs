//! Supervised consumers: redelivery, retries, rebuilding, stopping.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use berth_bus::{Bus, Delivery, Handler, Mode, Outcome, topology};
use berth_events::{consumers, streams};
use berth_runtime::{Readiness, Shutdown};
use berth_testkit::{NatsServer, assert_eventually};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use crate::common::{connect, jetstream, provisioned, round_locked};

/// Notes what it gets and answers from a script; `Ack` when the script is silent.
struct Scripted<F> {
    seen: Arc<Mutex<Vec<(u128, u64)>>>,
    script: F,
}

impl<F: Fn(&Delivery) -> Option<Outcome> + Send + Sync + 'static> Handler for Scripted<F> {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        self.seen
            .lock()
            .unwrap()
            .push((delivery.envelope.id.as_u128(), delivery.delivered));
        (self.script)(&delivery).unwrap_or(Outcome::Ack)
    }
}

struct Running {
    seen: Arc<Mutex<Vec<(u128, u64)>>>,
    readiness: Readiness,
    shutdown: Shutdown,
    task: JoinHandle<Result<(), berth_bus::BusError>>,
}

impl Running {
    fn start(bus: &Bus, script: impl Fn(&Delivery) -> Option<Outcome> + Send + Sync + 'static) -> Self {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let handler = Scripted {
            seen: Arc::clone(&seen),
            script,
        };
        let (readiness, shutdown) = (Readiness::new(), Shutdown::new());
        let gate = readiness.gate("consumer");
        let (bus, stop) = (bus.clone(), shutdown.clone());
        let task = tokio::spawn(async move {
            bus.consume(consumers::MATCHER_ROUNDS, 4, handler, stop, gate)
                .await
        });
        Self {
            seen,
            readiness,
            shutdown,
            task,
        }
    }

    fn ids(&self) -> Vec<u128> {
        self.seen.lock().unwrap().iter().map(|(id, _)| *id).collect()
    }

    async fn has_seen(&self, what: &str, wanted: impl Fn(&[(u128, u64)]) -> bool) {
        assert_eventually(Duration::from_secs(30), what, || async {
            wanted(&self.seen.lock().unwrap())
        })
        .await;
    }

    async fn stop(self) -> Vec<(u128, u64)> {
        self.shutdown.request_soft();
        self.task.await.unwrap().unwrap();
        self.seen.lock().unwrap().clone()
    }
}

async fn matcher() -> (NatsServer, Bus, Bus, Bus) {
    let (server, operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    (server, operator, intake, matcher)
}

async fn ack_wait(operator: &Bus, ack_wait: Duration) {
    let mut quick = topology(1);
    let spec = quick
        .consumers
        .iter_mut()
        .find(|c| c.name == consumers::MATCHER_ROUNDS)
        .unwrap();
    spec.ack_wait = ack_wait;
    operator.provision_topology(&quick, Mode::Apply).await.unwrap();
}

async fn all_settled(operator: &Bus) {
    assert_eventually(Duration::from_secs(15), "every message is settled", || async {
        operator
            .backlog(consumers::MATCHER_ROUNDS)
            .await
            .is_ok_and(|left| left.waiting + left.in_hand == 0)
    })
    .await;
}

#[tokio::test]
async fn every_message_is_handled_once_and_settled() {
    let (_server, operator, intake, matcher) = matcher().await;
    let running = Running::start(&matcher, |_| None);
    intake
        .publish_batch(&(1..=50).map(round_locked).collect::<Vec<_>>())
        .await
        .unwrap();

    running.has_seen("fifty messages", |seen| seen.len() >= 50).await;

    all_settled(&operator).await;
    let mut ids = running.ids();
    ids.sort_unstable();
    assert_eq!(ids, (1..=50).collect::<Vec<_>>());
    running.stop().await;
}

#[tokio::test]
async fn a_retried_message_comes_again_and_counts_up() {
    let (_server, operator, intake, matcher) = matcher().await;
    let running = Running::start(&matcher, |delivery| {
        let soon = Duration::from_millis(60);
        (delivery.delivered < 3).then(|| Outcome::RetryAfter {
            delay: soon,
            reason: "not yet".into(),
        })
    });

    intake.publish(&round_locked(1)).await.unwrap();

    running
        .has_seen("three deliveries", |seen| seen == [(1, 1), (1, 2), (1, 3)])
        .await;
    all_settled(&operator).await;
    running.stop().await;
}

#[tokio::test]
async fn a_panic_is_a_retry_and_the_consumer_goes_on() {
    let (_server, operator, intake, matcher) = matcher().await;
    let running = Running::start(&matcher, |delivery| {
        assert!(delivery.delivered > 1, "the handler's own fault");
        None
    });

    intake.publish(&round_locked(1)).await.unwrap();

    running
        .has_seen("the second delivery", |seen| seen == [(1, 1), (1, 2)])
        .await;
    all_settled(&operator).await;
    running.stop().await;
}

#[tokio::test]
async fn a_consumer_survives_kill_9_and_restart_of_the_server() {
    let (server, operator, intake, matcher) = matcher().await;
    // An ack that dies with the server is made good by another delivery, and nobody wants to wait 30 s for that.
    ack_wait(&operator, Duration::from_secs(2)).await;
    let running = Running::start(&matcher, |_| None);
    intake.publish(&round_locked(1)).await.unwrap();
    running
        .has_seen("the first message", |seen| seen.len() == 1)
        .await;

    server.kill9();
    assert_eventually(Duration::from_secs(10), "unready without a server", || async {
        !running.readiness.is_ready()
    })
    .await;
    server.restart().await;
    running.readiness.wait().await;
    intake.publish(&round_locked(2)).await.unwrap();

    running
        .has_seen("the second message", |seen| seen.iter().any(|(id, _)| *id == 2))
        .await;
    all_settled(&operator).await;
    running.stop().await;
}

#[tokio::test]
async fn a_deleted_consumer_makes_the_service_unready_until_it_is_provisioned_again() {
    let (server, operator, intake, matcher) = matcher().await;
    let running = Running::start(&matcher, |_| None);
    running.readiness.wait().await;

    jetstream(&server)
        .await
        .delete_consumer_from_stream(consumers::MATCHER_ROUNDS, streams::EVENTS)
        .await
        .unwrap();
    let mut why = String::new();
    assert_eventually(Duration::from_secs(20), "unready, saying what to do", || {
        why = running
            .readiness
            .missing()
            .first()
            .map(ToString::to_string)
            .unwrap_or_default();
        let told = why.contains("berth provision");
        async move { told }
    })
    .await;
    operator.provision(Mode::Apply).await.unwrap();
    running.readiness.wait().await;
    intake.publish(&round_locked(1)).await.unwrap();

    running.has_seen("the message", |seen| seen.len() == 1).await;
    running.stop().await;
}

#[tokio::test]
async fn long_work_is_not_delivered_to_anybody_else() {
    let (_server, operator, intake, matcher) = matcher().await;
    ack_wait(&operator, Duration::from_millis(600)).await;
    let done = Arc::new(Notify::new());
    let handler = Slow {
        done: Arc::clone(&done),
        deliveries: Arc::default(),
    };
    let deliveries = Arc::clone(&handler.deliveries);
    let (readiness, shutdown) = (Readiness::new(), Shutdown::new());
    let (gate, stop) = (readiness.gate("consumer"), shutdown.clone());
    let task = tokio::spawn(async move {
        matcher
            .consume(consumers::MATCHER_ROUNDS, 4, handler, stop, gate)
            .await
    });

    intake.publish(&round_locked(1)).await.unwrap();
    // Three times the ack wait of real time: the server's clock can't be moved.
    let _ = tokio::time::timeout(Duration::from_millis(1800), std::future::pending::<()>()).await;

    assert_eq!(deliveries.load(Ordering::SeqCst), 1);
    done.notify_one();
    all_settled(&operator).await;
    shutdown.request_soft();
    task.await.unwrap().unwrap();
}

struct Slow {
    done: Arc<Notify>,
    deliveries: Arc<AtomicUsize>,
}

impl Handler for Slow {
    async fn handle(&self, _: Delivery) -> Outcome {
        self.deliveries.fetch_add(1, Ordering::SeqCst);
        self.done.notified().await;
        Outcome::Ack
    }
}

#[tokio::test]
async fn a_soft_stop_finishes_what_is_in_hand() {
    let (_server, operator, intake, matcher) = matcher().await;
    let done = Arc::new(Notify::new());
    let handler = Slow {
        done: Arc::clone(&done),
        deliveries: Arc::default(),
    };
    let deliveries = Arc::clone(&handler.deliveries);
    let (readiness, shutdown) = (Readiness::new(), Shutdown::new());
    let (gate, stop) = (readiness.gate("consumer"), shutdown.clone());
    let task = tokio::spawn(async move {
        matcher
            .consume(consumers::MATCHER_ROUNDS, 4, handler, stop, gate)
            .await
    });
    intake.publish(&round_locked(1)).await.unwrap();
    assert_eventually(Duration::from_secs(10), "the message is in hand", || async {
        deliveries.load(Ordering::SeqCst) == 1
    })
    .await;

    shutdown.request_soft();
    assert_eventually(Duration::from_secs(5), "unready", || async {
        !readiness.is_ready()
    })
    .await;
    assert!(!task.is_finished());
    done.notify_one();

    task.await.unwrap().unwrap();
    all_settled(&operator).await;
}

#[tokio::test]
async fn an_unknown_consumer_is_refused_at_once() {
    let (_server, _operator, _intake, matcher) = matcher().await;
    let running = Scripted {
        seen: Arc::default(),
        script: |_: &Delivery| None,
    };
    let gate = Readiness::new().gate("consumer");

    let refused = matcher
        .consume("matcher-typo", 1, running, Shutdown::new(), gate)
        .await
        .unwrap_err();

    assert!(refused.to_string().contains("matcher-typo"), "{refused}");
}

#[tokio::test]
async fn two_replicas_share_the_work_and_a_hard_stop_of_one_loses_nothing() {
    let (server, operator, intake, first) = matcher().await;
    ack_wait(&operator, Duration::from_secs(1)).await;
    let second = connect(&server, "matcher").await;
    let stuck = Slow {
        done: Arc::default(),
        deliveries: Arc::default(),
    };
    let deliveries = Arc::clone(&stuck.deliveries);
    let (stop, gate) = (Shutdown::new(), Readiness::new().gate("consumer"));
    let stopping = stop.clone();
    let dying = tokio::spawn(async move {
        first
            .consume(consumers::MATCHER_ROUNDS, 4, stuck, stopping, gate)
            .await
    });
    intake
        .publish_batch(&(1..=4).map(round_locked).collect::<Vec<_>>())
        .await
        .unwrap();
    assert_eventually(
        Duration::from_secs(10),
        "the first replica holds four",
        || async { deliveries.load(Ordering::SeqCst) == 4 },
    )
    .await;
    let running = Running::start(&second, |_| None);
    intake
        .publish_batch(&(5..=20).map(round_locked).collect::<Vec<_>>())
        .await
        .unwrap();
    running
        .has_seen("the second replica works on", |seen| seen.len() >= 16)
        .await;

    stop.request_hard();
    dying.await.unwrap().unwrap();

    running
        .has_seen("what the first one held", |seen| {
            (1..=4).all(|n| seen.iter().any(|(id, _)| *id == n))
        })
        .await;
    all_settled(&operator).await;
    running.stop().await;
}
