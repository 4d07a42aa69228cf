//! The dead-man's switch: what should have gone out and did not is a metric and a mail.

use std::time::Duration;

use berth_notifier::facts::NoFacts;
use berth_notifier::house;
use berth_notifier::ledger::State;
use berth_notifier::operator;
use berth_runtime::clock::Clock as _;
use berth_testkit::{Fault, Stage, assert_eventually};
use chrono::TimeDelta;

use crate::house::{House, PATIENCE, address, party, utc};

#[tokio::test]
async fn what_is_overdue_is_told_once_an_hour_until_it_is_over() {
    let mut house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.operations("ops@example.org").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.intake_says(|_| Err(NoFacts::Refused("not yet".to_owned())));
    house.event(house.submitted(1)).await;
    let alarms = async || {
        let mut alarms: Vec<_> = house.told().await;
        alarms.retain(|told| told.starts_with("messages-overdue"));
        alarms
    };
    let alarm = async || {
        house::alarm(&house.store, &[house::recipient(0)], house.clock.now())
            .await
            .unwrap();
    };
    house.clock.set(utc("2027-01-10T12:14:00Z"));
    alarm().await;
    assert!(alarms().await.is_empty(), "a quarter of an hour is not over");
    house.clock.set(utc("2027-01-10T12:16:00Z"));
    for _ in 0..3 {
        alarm().await;
    }
    assert_eq!(alarms().await, ["messages-overdue receipt planned"]);
    house.clock.set(utc("2027-01-10T13:05:00Z"));
    alarm().await;
    assert_eq!(alarms().await.len(), 2, "once more in the next hour");

    let metrics = berth_runtime::telemetry::metrics().unwrap();
    let worker = house.worker();
    house.wait_for(State::Accepted, 2).await;
    let told: Vec<_> = house
        .smtp
        .messages()
        .iter()
        .flat_map(|mail| mail.to.clone())
        .collect();
    assert_eq!(told, ["ops@example.org", "ops@example.org"]);
    assert_eventually(PATIENCE, "the metric counts it", async || {
        let text = metrics.render();
        let found = text
            .lines()
            .any(|line| line.starts_with("berth_messages_overdue{kind=\"receipt\"") && line.ends_with(" 1"));
        if found { Ok(()) } else { Err(text) }
    })
    .await;
    worker.stop().await;
}

#[tokio::test]
async fn an_alarm_that_is_over_when_it_would_go_out_is_not_sent() {
    let mut house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.operations("ops@example.org").await;
    house.event(house.submitted(1)).await;
    house.clock.advance(Duration::from_secs(20 * 60));
    house::alarm(&house.store, &[house::recipient(0)], house.clock.now())
        .await
        .unwrap();
    house.as_if_due(house::recipient(0), TimeDelta::minutes(10)).await;
    // Meanwhile somebody submitted's contact is there, and the receipt goes out.
    house.contact(1, 1, "Africa/Lagos").await;
    let worker = house.worker_of(1, true);
    house.wait_for(State::Accepted, 1).await;
    house.clock.advance(Duration::from_secs(10 * 60));
    house.settled().await;
    assert_eq!(
        house.told().await,
        [
            "receipt submitted accepted",
            "messages-overdue receipt cancelled over_meanwhile"
        ]
    );
    worker.stop().await;
}

#[tokio::test]
async fn doubts_are_told_once_a_day() {
    let mut house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.operations("ops@example.org").await;
    house.contact(9, 1, "Europe/Riga").await;
    house.event(house.opening(1, 9)).await;
    house.event(house.shortlist(1, 3)).await;
    house.park_all().await;
    for hour in ["13", "19"] {
        house.clock.set(utc(&format!("2027-01-10T{hour}:00:00Z")));
        house::alarm(&house.store, &[house::recipient(0)], house.clock.now())
            .await
            .unwrap();
    }
    let told = house.told().await;
    let alarms: Vec<_> = told
        .iter()
        .filter(|told| told.starts_with("messages-uncertain"))
        .collect();
    assert_eq!(alarms, ["messages-uncertain 2027-01-10 planned"]);
    let readers: Vec<_> = house
        .messages()
        .await
        .into_iter()
        .map(|row| row.recipient)
        .collect();
    assert!(readers.contains(&house::recipient(0)) && readers.contains(&party(9)));
}

#[tokio::test]
async fn what_was_given_up_is_told_once_a_day_unless_the_address_is_to_blame() {
    let mut house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.operations("ops@example.org").await;
    for n in 1..=3 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    // The relay takes nothing from us any more; one mailbox does not exist.
    for n in 1..=2 {
        let refused = Fault::reply(Stage::Rcpt, 550, "5.7.1 not from here").to(&address(n));
        house.smtp.inject(refused.always());
    }
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 550, "5.1.1 nobody of that name").to(&address(3)));
    let worker = house.worker();
    house.wait_for(State::Failed, 3).await;
    let alarm = async || {
        house::alarm(&house.store, &[house::recipient(0)], house.clock.now())
            .await
            .unwrap();
        house.wake.notify_one();
    };
    for minutes in [1, 61, 122] {
        house
            .clock
            .set(utc("2027-01-10T12:00:00Z") + TimeDelta::minutes(minutes));
        alarm().await;
        house.settled().await;
    }
    let mails = house.smtp.messages();
    let [mail] = mails.as_slice() else {
        panic!("{mails:?}")
    };
    let mail = mail.parsed();
    assert!(mail.subject().unwrap().starts_with("2 "), "{:?}", mail.subject());
    assert!(mail.body_text(0).unwrap().contains("receipt"));
    // An operator sees to it, and the day after all is quiet.
    house.smtp.heal();
    for row in house.messages().await.iter().filter(|row| row.state == "failed") {
        operator::retry(&house.store, row.id, house.clock.now())
            .await
            .unwrap();
    }
    house.wake.notify_one();
    house.wait_for(State::Accepted, 4).await;
    house.clock.set(utc("2027-01-11T00:00:30Z"));
    alarm().await;
    house.settled().await;
    assert_eq!(house.smtp.messages().len(), 4);
    worker.stop().await;
}
