//! Nights without an hour or with one twice, a mail server that was away, and what was due while nobody worked.

use berth_events::{timestamp, v1};
use berth_notifier::ledger::{State, counts};
use berth_runtime::clock::Clock as _;
use berth_testkit::{Fault, Stage, assert_eventually};

use crate::house::{House, PATIENCE, PROGRAMME, party, subject, utc};

#[tokio::test]
async fn nine_in_the_morning_stays_nine_when_the_clocks_change() {
    // The deadline at 23:59:59 in Vilnius, where clocks go forward on 28 March and back on 31 October.
    for (begun, closes, due) in [
        (
            "2027-03-20T12:00:00Z",
            "2027-03-30T20:59:59Z",
            [
                "2027-03-27T07:00:00Z",
                "2027-03-30T05:00:00Z",
                "2027-03-30T17:59:59Z",
            ],
        ),
        (
            "2027-10-24T12:00:00Z",
            "2027-11-02T21:59:59Z",
            [
                "2027-10-30T06:00:00Z",
                "2027-11-02T06:00:00Z",
                "2027-11-02T18:59:59Z",
            ],
        ),
    ] {
        let house = House::sqlite(begun).await;
        house.contact(1, 1, "Europe/Vilnius").await;
        house.event(house.drafted(1, closes)).await;
        let rows = house.messages().await;
        let planned: Vec<_> = rows.iter().skip(1).map(|row| row.due_at).collect();
        assert_eq!(planned, due.map(utc), "{closes}");
        let worker = house.worker();
        house.clock.advance(std::time::Duration::from_secs(15 * 60));
        house.settled().await;
        for (sent, at) in due.into_iter().enumerate() {
            house.clock.set(utc(at) - chrono::TimeDelta::seconds(1));
            house.settled().await;
            // One about the draft, and the reminders so far.
            assert_eq!(house.smtp.messages().len(), 1 + sent, "a second before {at}");
            house.advance_to(at).await;
            assert_eq!(house.smtp.messages().len(), 2 + sent, "at {at}");
            if sent == 0 {
                assert_eq!(
                    house.told().await.first().unwrap(),
                    "draft-saved drafted accepted"
                );
            }
        }
        worker.stop().await;
    }
}

#[tokio::test]
async fn a_reminder_the_night_would_swallow_comes_in_the_evening() {
    let house = House::sqlite("2027-01-30T12:00:00Z").await;
    house.contact(1, 1, "Asia/Yerevan").await;
    // 01:59:59 in Yerevan: three hours before is 22:59:59 there, and eight in the morning is too late.
    house.event(house.drafted(1, "2027-01-31T21:59:59Z")).await;
    let rows = house.messages().await;
    let last = rows
        .iter()
        .find(|row| row.occurrence.starts_with("t-3h"))
        .unwrap();
    assert_eq!(last.due_at, utc("2027-01-31T16:00:00Z"), "20:00 in Yerevan");
}

#[tokio::test]
async fn half_an_hour_without_a_mail_server_costs_nothing_but_time() {
    let mut house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.operations("ops@example.org").await;
    house
        .smtp
        .inject(Fault::reply(Stage::Banner, 421, "4.3.2 busy").always());
    for n in 1..=20 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let worker = house.worker();
    assert_eventually(PATIENCE, "the mail server was tried", async || {
        let told = house.told().await;
        let tried = told
            .iter()
            .any(|told| told.ends_with("deferred mail_server_away"));
        if tried { Ok(()) } else { Err(told) }
    })
    .await;
    house.clock.set(utc("2027-01-10T12:30:00Z"));
    berth_notifier::house::alarm(
        &house.store,
        &[berth_notifier::house::recipient(0)],
        house.clock.now(),
    )
    .await
    .unwrap();
    house.smtp.heal();
    house.settled().await;
    worker.stop().await;
    let told = house.told().await;
    let receipts: Vec<_> = told.iter().filter(|told| told.starts_with("receipt")).collect();
    assert_eq!(receipts, vec!["receipt submitted accepted"; 20]);
    assert!(
        told.iter()
            .any(|told| told.starts_with("messages-overdue receipt")),
        "{told:?}"
    );
    let mut to: Vec<_> = house
        .smtp
        .messages()
        .iter()
        .flat_map(|mail| mail.to.clone())
        .collect();
    to.retain(|to| to != "ops@example.org");
    to.sort();
    to.dedup();
    assert_eq!(to.len(), 20, "each once");
    assert_eq!(
        house.messages().await.iter().map(|row| row.doubts).sum::<i32>(),
        0
    );
}

#[tokio::test]
async fn what_was_due_while_the_service_was_down_is_sent_only_while_it_says_something() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    for n in [1, 2, 3, 9] {
        house.contact(n, 1, "Europe/Vilnius").await;
    }
    let offer = |n: u128, expires: &str| v1::OfferSent {
        programme_id: PROGRAMME.to_owned(),
        offer_id: subject(n).to_string(),
        party_id: party(n).to_string(),
        host_id: party(9).to_string(),
        expires_at: Some(timestamp(utc(expires))),
        ..Default::default()
    };
    house.event(house.submitted(1)).await;
    house.event(offer(2, "2027-01-12T12:00:00Z")).await;
    house.event(offer(3, "2027-01-20T12:00:00Z")).await;
    house.event(house.opening(8, 9)).await;
    house.event(house.shortlist(8, 2)).await;
    // Down for four days.
    house.clock.set(utc("2027-01-14T12:30:00Z"));
    let worker = house.worker();
    house.settled().await;
    worker.stop().await;
    let mut told = house.told().await;
    told.retain(|told| !told.ends_with(" planned"));
    told.sort();
    assert_eq!(
        told,
        [
            "offer sent accepted",
            "offer sent cancelled too_late",
            "offer-expiring t-24h cancelled too_late",
            "offer-expiring t-4h cancelled too_late",
            "receipt submitted accepted",
            "shortlist-digest 2027-01-11 accepted",
        ]
    );
    assert_eq!(house.count_in(State::Accepted).await, house.smtp.messages().len());
}

#[tokio::test]
async fn a_kind_may_be_too_late_by_the_policy_alone() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.event(house.drafted(1, "2027-02-20T21:59:59Z")).await;
    // The policy gives a saved draft's mail two days; its quarter of an hour was over on the 10th at 12:15.
    house.clock.set(utc("2027-01-12T12:15:00Z"));
    let worker = house.worker();
    house.settled().await;
    worker.stop().await;
    assert_eq!(
        house.told().await.first().unwrap(),
        "draft-saved drafted cancelled too_late"
    );
    assert!(house.smtp.messages().is_empty());
}

#[tokio::test]
async fn what_was_due_long_ago_is_tried_as_often_as_what_is_due_now() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    // Down for longer than a message is tried, and then a server that wants it a second time.
    house.clock.set(utc("2027-01-15T12:00:00Z"));
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 450, "4.7.1 greylisted"));
    let worker = house.worker();
    house.wait_for(State::Deferred, 1).await;
    house.advance_to("2027-01-15T12:02:00Z").await;
    assert_eq!(house.told().await, ["receipt submitted accepted"]);
    worker.stop().await;
}

#[tokio::test]
async fn who_is_asked_for_the_second_time_is_not_woken_for_it() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.clock.set(utc("2027-01-10T18:30:00Z"));
    house.event(house.drafted(1, "2027-01-31T21:59:59Z")).await;
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 450, "4.7.1 greylisted").times(3));
    let worker = house.worker();
    // 20:45 in Vilnius, and after three pauses it is night.
    for at in [
        "2027-01-10T18:45:00Z",
        "2027-01-10T18:47:00Z",
        "2027-01-10T18:54:00Z",
    ] {
        house.advance_to(at).await;
    }
    assert_eq!(house.attempts().await.len(), 3);
    house.advance_to("2027-01-10T19:30:00Z").await;
    assert_eq!(
        house.told().await.first().unwrap(),
        "draft-saved drafted deferred quiet_hours"
    );
    // Nobody is alarmed meanwhile.
    house.clock.set(utc("2027-01-11T02:00:00Z"));
    let since = house.clock.now() - berth_notifier::house::OVERDUE;
    assert_eq!(counts::overdue(&house.store, since).await.unwrap(), []);
    house.advance_to("2027-01-11T06:00:00Z").await;
    assert_eq!(
        house.told().await.first().unwrap(),
        "draft-saved drafted accepted"
    );
    worker.stop().await;
}

#[tokio::test]
async fn what_the_morning_would_make_useless_goes_at_night() {
    let house = House::sqlite("2027-01-31T17:30:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    // 23:59:59 in Vilnius; its reminder is due at 20:59:59, and the service was down until ten past.
    house.event(house.drafted(1, "2027-01-31T21:59:59Z")).await;
    house.clock.set(utc("2027-01-31T19:10:00Z"));
    let worker = house.worker();
    house.settled().await;
    let told = house.told().await;
    assert!(
        told.contains(&"deadline-reminder t-3h accepted".to_owned()),
        "{told:?}"
    );
    worker.stop().await;
}

#[tokio::test]
async fn a_long_outage_is_no_reason_to_give_a_message_up() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    house
        .smtp
        .inject(Fault::reply(Stage::Banner, 421, "4.3.2 busy").always());
    let worker = house.worker();
    house.wait_for(State::Deferred, 1).await;
    house.clock.set(utc("2027-01-15T12:00:00Z"));
    house.smtp.heal();
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 450, "4.7.1 greylisted"));
    let reason = |told: &str| told.ends_with("deferred refused_for_now");
    assert_eventually(PATIENCE, "the server answered", async || {
        let told = house.told().await;
        if reason(told.first().unwrap()) {
            Ok(())
        } else {
            Err(told)
        }
    })
    .await;
    house.advance_to("2027-01-15T16:00:00Z").await;
    assert_eq!(house.told().await, ["receipt submitted accepted"]);
    worker.stop().await;
}
