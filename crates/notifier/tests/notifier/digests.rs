//! At most two messages a day that are not urgent: what is beyond is told in the morning's digest.

use berth_domain::message::MessageKind;
use berth_events::v1::message_facts_response::Answer;
use berth_letters::samples;
use berth_notifier::ledger::State;
use berth_runtime::clock::Clock as _;
use berth_testkit::{Fault, Stage};

use crate::house::{Database, House, PATIENCE, subject};

const CLOSES: &str = "2027-01-31T21:59:59Z";

/// The clock is more precise than the databases.
async fn the_third_mail_of_a_day_is_told_in_the_morning(database: Database) {
    let house = House::at(database, "2027-01-10T12:00:00.123456789Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    for n in 1..=3 {
        house.event(house.drafted_by(1, n, CLOSES)).await;
    }
    let worker = house.worker();
    house.advance_to("2027-01-17T07:00:00.123456789Z").await;
    assert_eq!(house.smtp.messages().len(), 2);
    let told = house.told().await;
    let of = |end: &str| told.iter().filter(|told| told.ends_with(end)).count();
    assert_eq!(of("superseded in_digest"), 1, "{told:?}");
    assert_eq!(of("digest 2027-01-18 planned"), 1, "{told:?}");
    house.advance_to("2027-01-18T07:00:00.123456789Z").await;
    assert_eq!(house.smtp.messages().len(), 3);
    worker.stop().await;
}

#[tokio::test]
async fn the_third_mail_of_a_day_that_is_not_urgent_is_told_in_the_morning() {
    the_third_mail_of_a_day_is_told_in_the_morning(Database::Sqlite).await;
}

#[tokio::test]
async fn the_third_mail_of_a_day_that_is_not_urgent_is_told_in_the_morning_on_postgres() {
    the_third_mail_of_a_day_is_told_in_the_morning(Database::Postgres).await;
}

#[tokio::test]
async fn a_mail_refused_for_now_counts_among_the_two_of_its_day() {
    let house = House::sqlite("2027-01-17T06:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 450, "4.7.1 greylisted").times(2));
    for n in 1..=2 {
        house.event(house.drafted_by(1, n, CLOSES)).await;
    }
    let worker = house.worker();
    house.advance_to("2027-01-17T06:15:00Z").await;
    house.wait_for(State::Deferred, 2).await;
    for n in 3..=4 {
        house.event(house.drafted_by(1, n, CLOSES)).await;
    }
    house.advance_to("2027-01-17T18:00:00Z").await;
    // Two of them, and the rest in the morning's digest: four drafts and four reminders of that day are eight.
    assert_eq!(house.smtp.messages().len(), 2, "{:?}", house.told().await);
    house.advance_to("2027-01-18T07:00:00Z").await;
    assert_eq!(house.smtp.messages().len(), 3);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn what_is_still_being_asked_about_counts_for_what_comes_later() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.event(house.drafted_by(1, 1, CLOSES)).await;
    let worker = house.worker();
    house.advance_to("2027-01-17T06:20:00Z").await;
    house.event(house.drafted_by(1, 2, CLOSES)).await;
    house.advance_to("2027-01-17T06:35:00Z").await;
    let before = house.smtp.messages().len();
    // The second of the day is asked about for so long that reminders planned long before it come due.
    house.event(house.drafted_by(1, 3, CLOSES)).await;
    let slow = subject(3).to_string();
    let (answer, answered) = std::sync::mpsc::channel::<()>();
    let answered = std::sync::Mutex::new(answered);
    let clock = house.clock.clone();
    house.intake_says(move |question| {
        if question.subject_id == slow && question.kind == MessageKind::DraftSaved.as_str() {
            let _ = answered.lock().unwrap().recv_timeout(PATIENCE);
        }
        Ok(samples::facts(question.kind.parse().unwrap(), clock.now()))
    });
    house.clock.set("2027-01-17T06:50:00Z".parse().unwrap());
    house.wait_for(State::Claimed, 1).await;
    house.clock.set("2027-01-17T07:00:00Z".parse().unwrap());
    house.wait_for(State::Superseded, 3).await;
    drop(answer);
    house.settled().await;
    assert_eq!(
        house.smtp.messages().len(),
        before + 1,
        "{:?}",
        house.told().await
    );
    worker.stop().await;
}

#[tokio::test]
async fn a_digest_links_to_what_it_tells_and_says_what_it_left_out() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    for n in 1..=4 {
        house.event(house.drafted_by(1, n, CLOSES)).await;
    }
    let worker = house.worker();
    house.advance_to("2027-01-10T12:15:00Z").await;
    assert_eq!(house.smtp.messages().len(), 2);
    let waiting: Vec<_> = house
        .messages()
        .await
        .into_iter()
        .filter(|row| row.state == State::Superseded.as_str())
        .map(|row| row.subject)
        .collect();
    assert_eq!(waiting.len(), 2);
    // One of the two is no longer needed in the morning.
    let clock = house.clock.clone();
    let gone = waiting[0].to_string();
    house.intake_says(move |question| {
        let mut facts = samples::facts(question.kind.parse().unwrap(), clock.now());
        if question.subject_id == gone {
            facts.answer = Some(Answer::NotNeeded("application_submitted".to_owned()));
        }
        Ok(facts)
    });
    house.advance_to("2027-01-11T07:00:00Z").await;
    worker.stop().await;
    let told = house.told().await;
    let of = |end: &str| told.iter().filter(|told| told.ends_with(end)).count();
    assert_eq!(
        of("draft-saved drafted cancelled application_submitted"),
        1,
        "{told:?}"
    );
    assert_eq!(of("draft-saved drafted superseded in_digest"), 1, "{told:?}");
    assert_eq!(of("digest 2027-01-11 accepted"), 1, "{told:?}");
    let digest = house.smtp.messages().pop().unwrap();
    let mail = mail_parser::MessageParser::default()
        .parse(&digest.bytes)
        .unwrap();
    let html = mail.body_html(0).unwrap();
    let facts = samples::facts(MessageKind::DraftSaved, house.clock.now());
    let Some(Answer::Notice(notice)) = facts.answer else {
        panic!("{facts:?}")
    };
    assert!(
        html.contains(&format!("<a href=\"{}\"", notice.action_url)),
        "{html}"
    );
}
