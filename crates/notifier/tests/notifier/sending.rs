//! From the ledger to the mail server and back, on both databases.

use std::time::Duration;

use berth_notifier::facts::NoFacts;
use berth_notifier::ledger::State;
use berth_testkit::{Fault, Stage};

use crate::house::{Database, House, Working, address};

const NOON: &str = "2027-01-10T12:00:00Z";

async fn a_receipt_goes_out_once(database: Database) {
    let house = House::at(database, NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    let worker = house.worker();
    let envelope = house.event(house.submitted(1)).await;
    house.deliver(&envelope).await;
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;

    let mails = house.smtp.messages();
    assert_eq!(mails.len(), 1);
    let (mail, rows) = (mails.first().unwrap(), house.messages().await);
    let row = rows.first().unwrap();
    assert_eq!(mail.to, [address(1)]);
    assert_eq!(
        mail.bytes,
        house.rendered(row.id).await,
        "the ledger holds what was sent"
    );
    assert_eq!((row.attempts, row.doubts), (1, 0));
    let attempts = house.attempts().await;
    let attempt = attempts.first().unwrap();
    assert_eq!(
        (attempt.verdict.as_str(), attempt.phase.as_str()),
        ("accepted", "done")
    );
    assert!(attempt.reply.as_ref().unwrap().starts_with("250 "));
}

#[tokio::test]
async fn a_receipt_goes_out_once_sqlite() {
    a_receipt_goes_out_once(Database::Sqlite).await;
}

#[tokio::test]
async fn a_receipt_goes_out_once_postgres() {
    a_receipt_goes_out_once(Database::Postgres).await;
}

async fn two_workers_share_a_ledger_without_sending_twice(database: Database) {
    let house = House::at(database, NOON).await;
    for n in 0..120 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let workers = [house.worker(), house.worker()];
    house.wait_for(State::Accepted, 120).await;
    for worker in workers {
        worker.stop().await;
    }
    let mut to: Vec<_> = house
        .smtp
        .messages()
        .into_iter()
        .flat_map(|mail| mail.to)
        .collect();
    assert_eq!(to.len(), 120);
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 120);
    assert!(house.messages().await.iter().all(|row| row.attempts == 1));
}

#[tokio::test]
async fn two_workers_share_a_ledger_without_sending_twice_sqlite() {
    two_workers_share_a_ledger_without_sending_twice(Database::Sqlite).await;
}

#[tokio::test]
async fn two_workers_share_a_ledger_without_sending_twice_postgres() {
    two_workers_share_a_ledger_without_sending_twice(Database::Postgres).await;
}

#[tokio::test]
async fn what_is_no_longer_needed_is_cancelled_with_its_reason() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.intake_needs_nothing("party_erased");
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Cancelled, 1).await;
    assert_eq!(house.told().await, ["receipt submitted cancelled party_erased"]);
    assert!(house.smtp.messages().is_empty());
    worker.stop().await;
}

#[tokio::test]
async fn without_an_answer_from_intake_nothing_is_sent() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.intake_says(|_| Err(NoFacts::Unreachable("nobody answers".to_owned())));
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    // It is asked again and again, so state and reason are read at once.
    house
        .wait_until_told(&["receipt submitted deferred intake_unreachable"])
        .await;
    assert!(house.smtp.messages().is_empty() && house.attempts().await.is_empty());
    house.intake_needs_all();
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
}

#[tokio::test]
async fn an_outage_of_the_mail_server_costs_time_and_no_mail() {
    let house = House::sqlite(NOON).await;
    house
        .smtp
        .inject(Fault::reply(Stage::Banner, 421, "4.3.2 down for work").always());
    for n in 0..20 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let worker = house.worker();
    house.wait_for(State::Accepted, 0).await;
    berth_testkit::assert_eventually(crate::house::PATIENCE, "two tries", async || {
        house.smtp.connections().0 >= 2
    })
    .await;
    house.smtp.heal();
    house.wait_for(State::Accepted, 20).await;
    worker.stop().await;
    assert_eq!(house.smtp.messages().len(), 20);
}

/// A receipt was handed over once, and the server wants it a second time.
async fn with_a_receipt_refused_for_now() -> (House, Working) {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house
        .smtp
        .inject(Fault::reply(Stage::Accept, 451, "4.7.1 greylisted, come back"));
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Deferred, 1).await;
    (house, worker)
}

#[tokio::test]
async fn a_temporary_refusal_is_tried_again_with_the_same_bytes() {
    let (house, worker) = with_a_receipt_refused_for_now().await;
    house.advance_to("2027-01-10T12:00:30Z").await;
    assert_eq!(house.smtp.messages().len(), 0, "not before a minute has passed");
    house.advance_to("2027-01-10T12:02:00Z").await;
    worker.stop().await;
    let (accepted, refused) = (house.smtp.messages(), house.smtp.refused());
    assert_eq!((accepted.len(), refused.len()), (1, 1));
    assert_eq!(accepted.first().unwrap().bytes, refused.first().unwrap().bytes);
    let verdicts: Vec<_> = house
        .attempts()
        .await
        .into_iter()
        .map(|attempt| attempt.verdict)
        .collect();
    assert_eq!(verdicts, ["later", "accepted"]);
}

#[tokio::test]
async fn a_rendering_this_version_cannot_read_is_neither_sent_nor_made_anew() {
    let (house, worker) = with_a_receipt_refused_for_now().await;
    let id = house.messages().await[0].id;
    let kept = house
        .replace_rendering(id, b"\x06of a later version".to_vec())
        .await;
    house.advance_to("2027-01-10T12:02:00Z").await;
    assert_eq!(house.told().await, ["receipt submitted deferred unreadable_row"]);
    assert_eq!(house.attempts().await.len(), 1);
    // The version that can read it is back.
    house.replace_rendering(id, kept).await;
    house.advance_to("2027-01-10T12:20:00Z").await;
    worker.stop().await;
    let (accepted, refused) = (house.smtp.messages(), house.smtp.refused());
    assert_eq!(accepted.first().unwrap().bytes, refused.first().unwrap().bytes);
    assert_eq!((accepted.len(), refused.len()), (1, 1));
}

#[tokio::test]
async fn a_permanent_refusal_ends_in_failed_and_spares_the_others() {
    let house = House::sqlite(NOON).await;
    house.smtp.inject(
        Fault::reply(Stage::Rcpt, 550, "5.1.1 no such mailbox")
            .to(&address(1))
            .always(),
    );
    for n in 0..5 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let worker = house.worker();
    house.wait_for(State::Accepted, 4).await;
    house.wait_for(State::Failed, 1).await;
    worker.stop().await;
    let attempts = house.attempts().await;
    let refused = attempts
        .iter()
        .find(|attempt| attempt.verdict == "refused")
        .unwrap();
    assert_eq!((refused.phase.as_str(), refused.code), ("rcpt", Some(550)));
}

#[tokio::test]
async fn a_lost_reply_means_again_for_a_receipt_and_parked_for_a_digest() {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.smtp.inject(Fault::drop_before(Stage::Accept));
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Deferred, 1).await;
    house.advance_to("2027-01-10T12:02:00Z").await;
    assert_eq!(house.told().await, ["receipt submitted accepted"]);
    assert_eq!(house.messages().await.first().unwrap().doubts, 1);

    house.contact(9, 1, "Europe/Riga").await;
    house.event(house.opening(1, 9)).await;
    house.event(house.shortlist(1, 3)).await;
    house.smtp.inject(Fault::drop_before(Stage::Accept));
    house.advance_to("2027-01-11T07:00:00Z").await;
    assert_eq!(
        house.told().await,
        [
            "receipt submitted accepted",
            "shortlist-digest 2027-01-11 uncertain in_doubt"
        ]
    );
    worker.stop().await;
}

#[tokio::test]
async fn what_a_domain_does_not_take_now_waits_without_an_attempt() {
    let mut house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.limits = "example.org=-/2".parse().unwrap();
    for n in 1..=4 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let worker = house.worker();
    house.settled().await;
    let told = house.told().await;
    let of = |end: &str| told.iter().filter(|told| told.ends_with(end)).count();
    let (accepted, waiting) = (of(" accepted"), of("deferred domain_limit"));
    assert!(
        accepted <= 2 && waiting >= 2 && accepted + waiting == 4,
        "{told:?}"
    );
    assert_eq!(house.attempts().await.len(), accepted);
    for _ in 0..10 {
        house.clock.advance(std::time::Duration::from_secs(60));
        house.settled().await;
    }
    assert_eq!(house.smtp.messages().len(), 4);
    assert_eq!(house.attempts().await.len(), 4);
    worker.stop().await;
}

#[tokio::test]
async fn what_is_called_off_while_it_waits_for_a_connection_is_not_sent() {
    let house = House::sqlite(NOON).await;
    for n in [1, 2] {
        house.contact(n, 1, "Africa/Lagos").await;
        let submitted = house.event(house.submitted(n)).await;
        house.deliver(&submitted).await;
    }
    let slow = Fault::stall(Stage::Rcpt, Duration::from_secs(2));
    house.smtp.inject(slow);
    let worker = house.worker_of(1, false);
    // Both are recorded; one has the connection.
    house.wait_for(State::Sending, 2).await;
    house.intake_needs_nothing("withdrawn");
    house.wait_for(State::Cancelled, 1).await;
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;

    assert_eq!(house.smtp.messages().len(), 1);
    let rows = house.messages().await;
    let cancelled = rows.iter().find(|row| row.state == "cancelled").unwrap();
    assert_eq!(cancelled.reason.as_deref(), Some("withdrawn"));
    let mut verdicts: Vec<String> = house.attempts().await.into_iter().map(|a| a.verdict).collect();
    verdicts.sort();
    assert_eq!(verdicts, ["accepted", "withheld"]);
}

#[tokio::test]
async fn a_soft_stop_keeps_nobody_waiting_for_a_connection() {
    let house = House::sqlite(NOON).await;
    for n in [1, 2] {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    house
        .smtp
        .inject(Fault::stall(Stage::Rcpt, Duration::from_secs(2)));
    let worker = house.worker_of(1, false);
    house.wait_for(State::Sending, 2).await;
    worker.stop().await;
    house.wait_for(State::Accepted, 1).await;
    house.wait_for(State::Due, 1).await;
    assert_eq!(house.smtp.messages().len(), 1);

    let worker = house.worker_of(1, false);
    house.wait_for(State::Accepted, 2).await;
    worker.stop().await;
    assert_eq!(house.smtp.messages().len(), 2);
}

#[tokio::test]
async fn who_waits_for_a_connection_is_not_under_way_to_a_domain() {
    let mut house = House::sqlite(NOON).await;
    house.limits = "*=2/-".parse().unwrap();
    for n in 0..12 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let worker = house.worker_of(2, false);
    // Whoever was told to come again would wait for a clock that stands still.
    house.wait_for(State::Accepted, 12).await;
    worker.stop().await;
}
