//! What an operator can ask and do.

use berth_domain::message::MessageKind;
use berth_notifier::ledger::State;
use berth_notifier::operator::{self, Filter, Finding, OperatorError};
use berth_notifier::readers::{self, About};
use berth_runtime::clock::Clock as _;
use berth_testkit::{Fault, Stage};

use crate::house::{House, address, party};

const NOON: &str = "2027-01-10T12:00:00Z";

#[tokio::test]
async fn a_failed_message_is_tried_again_when_an_operator_says_so() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 550, "no such mailbox").to(&address(1)));
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Failed, 1).await;
    let id = house.messages().await.first().unwrap().id;
    let story = operator::show(&house.store, id).await.unwrap();
    assert!(story.message.rendered.is_some());
    assert_eq!(
        (story.message.reason.as_deref(), story.attempts.len()),
        (Some("refused"), 1)
    );

    operator::retry(&house.store, id, house.clock.now())
        .await
        .unwrap();
    house.wake.notify_one();
    house.wait_for(State::Accepted, 1).await;
    let refused = operator::retry(&house.store, id, house.clock.now()).await;
    assert!(matches!(refused, Err(OperatorError::NotNow { state, .. }) if state == "accepted"));
    worker.stop().await;
}

#[tokio::test]
async fn a_parked_digest_is_released_and_the_log_settles_the_doubt() {
    let house = House::sqlite(NOON).await;
    house.contact(9, 1, "Europe/Riga").await;
    house.contact(1, 1, "Europe/Riga").await;
    house.event(house.opening(1, 9)).await;
    house.event(house.shortlist(1, 3)).await;
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.settled().await;
    house.smtp.inject(Fault::drop_after(Stage::Data));
    house.advance_to("2027-01-11T07:00:00Z").await;
    house.wait_for(State::Uncertain, 1).await;
    let rows = house.messages().await;
    let (receipt, digest) = (rows.first().unwrap().id, rows.last().unwrap().id);
    let uncertain = Filter {
        states: vec![State::Uncertain],
        ..Filter::default()
    };
    let listed = operator::plan(&house.store, &uncertain, 10).await.unwrap();
    assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [digest]);
    assert!(listed.iter().all(|row| row.envelope_to.is_none()));

    let log =
        format!("x: message-id=<{receipt}@mail.example.org>\nx: message-id=<{digest}@mail.example.org>\n");
    let found = operator::reconcile(&house.store, log.as_bytes(), crate::house::utc(NOON))
        .await
        .unwrap();
    assert_eq!((found.agreed, found.uncertain_but_delivered), (1, vec![digest]));
    operator::release(&house.store, digest, Finding::Delivered, house.clock.now())
        .await
        .unwrap();
    house.wait_for(State::Accepted, 2).await;
    let lost = operator::reconcile(&house.store, &b""[..], crate::house::utc(NOON))
        .await
        .unwrap();
    assert_eq!(lost.not_in_log.len(), 2);
    worker.stop().await;
}

#[tokio::test]
async fn what_its_reader_does_not_want_is_not_sent_by_an_operator_either() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.drafted(1, "2027-01-31T21:59:59Z")).await;
    readers::say(
        &house.store,
        party(1),
        About::Kind(MessageKind::DraftSaved),
        false,
        house.clock.now(),
    )
    .await
    .unwrap();
    let worker = house.worker();
    house.advance_to("2027-01-10T12:15:00Z").await;
    house.wait_for(State::Suppressed, 1).await;
    let id = house.messages().await.first().unwrap().id;
    let refused = operator::retry(&house.store, id, house.clock.now())
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("does not want"), "{refused}");
    // Unless the reader has thought better of it.
    readers::say(
        &house.store,
        party(1),
        About::Kind(MessageKind::DraftSaved),
        true,
        house.clock.now(),
    )
    .await
    .unwrap();
    operator::retry(&house.store, id, house.clock.now())
        .await
        .unwrap();
    house.wake.notify_one();
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
}

#[tokio::test]
async fn what_is_refused_to_an_operator_changes_nothing() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Accepted, 1).await;
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 550, "5.1.1 nobody of that name"));
    house.event(house.in_state(1, "in_review", "rejected")).await;
    house.advance_to("2027-01-11T09:00:00Z").await;
    house.wait_for(State::Failed, 1).await;
    let sent = house.messages().await.first().unwrap().id;
    let refused = operator::retry(&house.store, sent, house.clock.now()).await;
    assert!(
        matches!(refused, Err(OperatorError::NotNow { .. })),
        "{refused:?}"
    );
    house.event(house.in_state(1, "rejected", "waitlisted")).await;
    house.advance_to("2027-01-12T09:00:00Z").await;
    house.wait_for(State::Suppressed, 1).await;
    worker.stop().await;
}
