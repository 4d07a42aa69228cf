//! Dead letters: nothing that was given up vanishes, and it can be sent again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use berth_bus::{Bus, BusError, Cause, Content, DeadLetter, Delivery, Handler, Mode, Outcome, topology};
use berth_events::consumers;
use berth_runtime::{Readiness, Shutdown};
use berth_testkit::assert_eventually;
use tokio::task::JoinHandle;

use crate::common::{connect, contact, jetstream, provisioned, round_locked};

/// Rejects until it is told to accept.
#[derive(Clone, Default)]
struct Picky {
    accepts: Arc<AtomicBool>,
    accepted: Arc<AtomicU64>,
    retries: bool,
}

impl Handler for Picky {
    async fn handle(&self, _: Delivery) -> Outcome {
        if self.accepts.load(Ordering::SeqCst) {
            self.accepted.fetch_add(1, Ordering::SeqCst);
            return Outcome::Ack;
        }
        if self.retries {
            return Outcome::RetryAfter {
                delay: Duration::from_millis(50),
                reason: "the database is away".into(),
            };
        }
        Outcome::reject("no such cohort")
    }
}

fn consume(bus: &Bus, consumer: &'static str, handler: Picky, shutdown: &Shutdown) -> JoinHandle<()> {
    let (bus, stop, gate) = (bus.clone(), shutdown.clone(), Readiness::new().gate("consumer"));
    tokio::spawn(async move { bus.consume(consumer, 2, handler, stop, gate).await.unwrap() })
}

async fn one_letter(operator: &Bus) -> DeadLetter {
    letters(operator, 1).await.remove(0)
}

async fn letters(operator: &Bus, number: usize) -> Vec<DeadLetter> {
    assert_eventually(Duration::from_secs(20), "the dead letters", || async {
        let letters = operator.dead_letters().list().await.ok()?;
        (letters.len() == number).then_some(letters)
    })
    .await
}

/// Lets the consumer give up after `deliveries` and redeliver after `ack_wait`.
async fn impatient(operator: &Bus, consumer: &str, deliveries: i64, ack_wait: Duration) {
    let mut quick = topology(1);
    let spec = quick.consumers.iter_mut().find(|c| c.name == consumer).unwrap();
    (spec.max_deliver, spec.ack_wait) = (deliveries, ack_wait);
    operator.provision_topology(&quick, Mode::Apply).await.unwrap();
}

#[tokio::test]
async fn a_rejected_message_is_listed_shown_and_replayed() {
    let (server, operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let (picky, shutdown) = (Picky::default(), Shutdown::new());
    let running = consume(&matcher, consumers::MATCHER_ROUNDS, picky.clone(), &shutdown);
    let sent = round_locked(1);
    let published = intake.publish(&sent).await.unwrap();

    let letter = one_letter(&operator).await;
    assert_eq!(
        (letter.cause, letter.consumer.as_str()),
        (Cause::Rejected, "matcher-rounds")
    );
    assert_eq!(
        (letter.reason.as_str(), letter.sequence),
        ("no such cohort", published.sequence)
    );

    let shown = operator.dead_letters().show(letter.id).await.unwrap();
    assert_eq!(
        (shown.content, shown.subject.as_str()),
        (Content::Copy, sent.subject.as_str())
    );
    assert_eq!(shown.payload, sent.payload);
    assert!(
        shown.headers.contains(&("ce-id".to_owned(), sent.id.to_string())),
        "{:?}",
        shown.headers
    );

    picky.accepts.store(true, Ordering::SeqCst);
    let replayed = operator.dead_letters().replay(letter.id).await.unwrap();
    assert!(replayed.sequence > published.sequence && !replayed.duplicate);
    assert_eventually(
        Duration::from_secs(10),
        "the replayed message is handled",
        || async { picky.accepted.load(Ordering::SeqCst) == 1 },
    )
    .await;
    assert_eq!(operator.dead_letters().list().await.unwrap(), []);
    shutdown.request_soft();
    running.await.unwrap();
}

#[tokio::test]
async fn messages_published_as_a_batch_are_listed_shown_and_replayed_like_any_other() {
    let (server, operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let (picky, shutdown) = (Picky::default(), Shutdown::new());
    let running = consume(&matcher, consumers::MATCHER_ROUNDS, picky.clone(), &shutdown);
    // First, middle and last carry different headers of the batch.
    let sent = [1, 2, 3].map(round_locked);
    let report = intake.publish_batch(&sent).await.unwrap();
    assert_eq!((report.atomic, report.one_by_one), (3, 0));

    let mut letters = letters(&operator, 3).await;
    letters.sort_by_key(|letter| letter.sequence);
    for (letter, sent) in letters.iter().zip(&sent) {
        let shown = operator.dead_letters().show(letter.id).await.unwrap();
        assert_eq!((shown.content, &shown.payload), (Content::Copy, &sent.payload));
        let id = ("ce-id".to_owned(), sent.id.to_string());
        assert!(shown.headers.contains(&id), "{:?}", shown.headers);
    }

    picky.accepts.store(true, Ordering::SeqCst);
    for letter in &letters {
        operator.dead_letters().replay(letter.id).await.unwrap();
    }
    assert_eventually(
        Duration::from_secs(10),
        "the replayed messages are handled",
        || async { picky.accepted.load(Ordering::SeqCst) == 3 },
    )
    .await;
    assert_eq!(operator.dead_letters().list().await.unwrap(), []);
    assert_eq!(operator.stored("BERTH_EVENTS").await.unwrap(), 6);
    shutdown.request_soft();
    running.await.unwrap();
}

/// A replay into a stream that keeps the last message per subject is published with a condition; the condition must
/// not come along into the dead letters, where it never holds.
#[tokio::test]
async fn a_replayed_contact_that_is_rejected_again_is_listed_again() {
    let (server, operator) = provisioned().await;
    let (intake, notifier) = (
        connect(&server, "intake").await,
        connect(&server, "notifier").await,
    );
    for n in [1, 2, 3] {
        intake.publish(&contact(n, 1)).await.unwrap();
    }
    let (picky, shutdown) = (Picky::default(), Shutdown::new());
    let running = consume(&notifier, consumers::NOTIFIER_CONTACTS, picky, &shutdown);
    let mut first = letters(&operator, 3).await;
    first.sort_by_key(|letter| letter.sequence);

    let replayed = operator.dead_letters().replay(first[2].id).await.unwrap();

    let again = assert_eventually(Duration::from_secs(10), "it is listed again", || async {
        let letters = operator.dead_letters().list().await.ok()?;
        letters
            .into_iter()
            .find(|letter| letter.sequence == replayed.sequence)
    })
    .await;
    assert_eq!(
        (again.cause, again.subject),
        (Cause::Rejected, first[2].subject.clone())
    );
    shutdown.request_soft();
    running.await.unwrap();
}

#[tokio::test]
async fn the_last_delivery_that_fails_goes_to_the_dead_letters() {
    let (server, operator) = provisioned().await;
    impatient(&operator, consumers::MATCHER_ROUNDS, 3, Duration::from_secs(30)).await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let shutdown = Shutdown::new();
    let picky = Picky {
        retries: true,
        ..Picky::default()
    };
    let running = consume(&matcher, consumers::MATCHER_ROUNDS, picky, &shutdown);

    intake.publish(&round_locked(1)).await.unwrap();

    let letter = one_letter(&operator).await;
    assert_eq!(letter.reason, "given up after 3 deliveries: the database is away");
    assert_eq!(letter.deliveries, 3);
    shutdown.request_soft();
    running.await.unwrap();
}

#[tokio::test]
async fn a_message_nobody_ever_settles_is_reported_by_the_server_and_can_be_replayed() {
    let (server, operator) = provisioned().await;
    impatient(
        &operator,
        consumers::MATCHER_ROUNDS,
        2,
        Duration::from_millis(300),
    )
    .await;
    let intake = connect(&server, "intake").await;
    let sent = round_locked(1);
    intake.publish(&sent).await.unwrap();
    // A service that dies over every delivery: it takes the message and never says anything.
    let jetstream = jetstream(&server).await;
    let dying: async_nats::jetstream::consumer::PullConsumer = jetstream
        .get_consumer_from_stream(consumers::MATCHER_ROUNDS, "BERTH_EVENTS")
        .await
        .unwrap();
    let _messages = dying.messages().await.unwrap();
    let _reads = tokio::spawn(async move {
        let mut messages = _messages;
        while futures::StreamExt::next(&mut messages).await.is_some() {}
    });

    let letter = one_letter(&operator).await;
    assert_eq!((letter.cause, letter.deliveries), (Cause::Exhausted, 2));

    let shown = operator.dead_letters().show(letter.id).await.unwrap();
    assert_eq!(
        (shown.content, &shown.payload),
        (Content::Original, &sent.payload)
    );
    operator.dead_letters().replay(letter.id).await.unwrap();
    assert!(operator.stored("BERTH_EVENTS").await.unwrap() == 2);
}

#[tokio::test]
async fn a_rejected_contact_leaves_no_personal_data_among_the_dead_letters() {
    let (server, operator) = provisioned().await;
    let (intake, notifier) = (
        connect(&server, "intake").await,
        connect(&server, "notifier").await,
    );
    let (picky, shutdown) = (Picky::default(), Shutdown::new());
    let running = consume(&notifier, consumers::NOTIFIER_CONTACTS, picky.clone(), &shutdown);
    intake.publish(&contact(1, 1)).await.unwrap();

    let letter = one_letter(&operator).await;
    let stored = jetstream(&server).await.get_stream("BERTH_DEAD").await.unwrap();
    let copy = stored.get_raw_message(letter.id).await.unwrap();
    assert!(copy.payload.is_empty());
    assert_eq!(
        operator.dead_letters().show(letter.id).await.unwrap().content,
        Content::Original
    );

    intake.publish(&contact(1, 2)).await.unwrap();
    assert_eq!(
        operator.dead_letters().show(letter.id).await.unwrap().content,
        Content::Gone
    );
    shutdown.request_soft();
    running.await.unwrap();
}

#[tokio::test]
async fn an_older_contact_never_replaces_a_newer_one_by_replay() {
    let (server, operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    let (picky, shutdown) = (Picky::default(), Shutdown::new());
    let notifier = connect(&server, "notifier").await;
    let running = consume(&notifier, consumers::NOTIFIER_CONTACTS, picky.clone(), &shutdown);
    intake.publish(&contact(1, 1)).await.unwrap();
    let letter = one_letter(&operator).await;
    picky.accepts.store(true, Ordering::SeqCst);
    let newer = intake.publish(&contact(1, 2)).await.unwrap();

    let refused = operator.dead_letters().replay(letter.id).await.unwrap_err();

    assert!(matches!(refused, BusError::NotReplayable { .. }), "{refused}");
    let stream = jetstream(&server)
        .await
        .get_stream("BERTH_CONTACTS")
        .await
        .unwrap();
    assert_eq!(stream.cached_info().state.last_sequence, newer.sequence);
    shutdown.request_soft();
    running.await.unwrap();
}

#[tokio::test]
async fn a_discarded_letter_is_gone_and_an_unknown_one_is_said_so() {
    let (server, operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let shutdown = Shutdown::new();
    let running = consume(&matcher, consumers::MATCHER_ROUNDS, Picky::default(), &shutdown);
    intake.publish(&round_locked(1)).await.unwrap();
    let letter = one_letter(&operator).await;

    operator.dead_letters().discard(letter.id).await.unwrap();

    assert_eq!(operator.dead_letters().list().await.unwrap(), []);
    let unknown = operator.dead_letters().discard(letter.id).await.unwrap_err();
    assert!(matches!(unknown, BusError::NoDeadLetter(_)), "{unknown}");
    let refused = matcher.dead_letters().list().await.unwrap_err();
    assert!(matches!(refused, BusError::Denied { .. }), "{refused}");
    shutdown.request_soft();
    running.await.unwrap();
}
