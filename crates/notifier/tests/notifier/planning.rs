//! What events mean for the ledger, and when.

use std::time::Duration;

use berth_domain::message::MessageKind;
use berth_events::{timestamp, v1};
use berth_notifier::ledger::claim::{Claimant, LEASE, claim};
use berth_notifier::ledger::record::{Held, Recorder, Step, Then};
use berth_notifier::ledger::recover::{Left, recover};
use berth_notifier::ledger::{LedgerError, State, project};
use berth_notifier::policy::Policy;
use berth_notifier::readers::{self, About, Topic};
use berth_runtime::clock::Clock as _;
use berth_store::Emit;
use chrono::TimeDelta;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::house::{Database, House, PROGRAMME, contact, kind, party, subject, utc};

const CLOSES: &str = "2027-01-31T21:59:59Z";

#[tokio::test]
async fn a_draft_is_reminded_at_nine_where_the_applicant_lives() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.drafted(1, CLOSES)).await;
    let due: Vec<_> = house.messages().await.iter().map(|row| row.due_at).collect();
    // A quarter of an hour after the draft was begun; 14 and 3 days before at 09:00 in Lagos; 24 hours before is 22:59
    // there, so it waits for the quiet hours' end; 3 hours before is still early enough in the evening.
    assert_eq!(
        due,
        [
            utc("2027-01-10T12:15:00Z"),
            utc("2027-01-17T08:00:00Z"),
            utc("2027-01-28T08:00:00Z"),
            utc("2027-01-31T07:00:00Z"),
            utc("2027-01-31T18:59:59Z"),
        ]
    );

    let worker = house.worker();
    house.advance_to("2027-01-17T07:59:59Z").await;
    assert_eq!(house.smtp.messages().len(), 0);
    house.advance_to("2027-01-17T08:00:00Z").await;
    assert_eq!(house.smtp.messages().len(), 1);
    worker.stop().await;
}

#[tokio::test]
async fn who_submitted_is_not_reminded_any_more() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.drafted(1, CLOSES)).await;
    house.event(house.submitted(1)).await;
    // Heard of late and again: changes nothing.
    house.event(house.drafted(1, CLOSES)).await;
    let worker = house.worker();
    house.advance_to("2027-02-10T12:00:00Z").await;
    assert_eq!(
        house.told().await,
        [
            "receipt submitted accepted",
            "draft-saved drafted cancelled already_submitted",
            "deadline-reminder t-14d cancelled already_submitted",
            "deadline-reminder t-3d cancelled already_submitted",
            "deadline-reminder t-24h cancelled already_submitted",
            "deadline-reminder t-3h cancelled already_submitted",
        ]
    );
    worker.stop().await;
}

#[tokio::test]
async fn a_submission_heard_of_before_its_draft_counts() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    house.event(house.drafted(1, CLOSES)).await;
    assert_eq!(house.told().await, ["receipt submitted planned"]);
}

#[tokio::test]
async fn a_moved_deadline_replaces_its_reminders_and_can_move_back() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.event(house.drafted(1, CLOSES)).await;
    house.event(house.moved("2027-02-28T21:59:59Z", 2)).await;
    let state = |rows: &[berth_notifier::entity::message::Model], month: &str| {
        let about = rows.iter().filter(|row| row.occurrence.contains(month));
        let about = about.filter(|row| row.kind == kind(MessageKind::DeadlineReminder));
        about.map(|row| row.state.clone()).collect::<Vec<_>>()
    };
    let rows = house.messages().await;
    assert_eq!(state(&rows, "@2027-01"), ["superseded"; 4]);
    assert_eq!(state(&rows, "@2027-02"), ["planned"; 4]);

    // An older version arrives late: ignored.
    house.event(house.moved("2027-03-31T21:59:59Z", 1)).await;
    assert_eq!(
        house.messages().await.len(),
        10,
        "8 reminders, the draft, the move"
    );
    house.event(house.moved(CLOSES, 3)).await;
    let rows = house.messages().await;
    let told: Vec<_> = rows
        .iter()
        .filter(|row| row.kind == kind(MessageKind::DeadlineMoved))
        .map(|row| (row.occurrence.as_str(), row.state.as_str()))
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&("2027-02-28T21:59:59Z", "superseded")), "{told:?}");
    assert!(told.contains(&(CLOSES, "planned")), "{told:?}");
    assert_eq!(state(&rows, "@2027-01"), ["planned"; 4]);
    assert_eq!(state(&rows, "@2027-02"), ["superseded"; 4]);
}

#[tokio::test]
async fn a_new_zone_moves_what_waits_and_an_older_contact_changes_nothing() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.event(house.drafted(1, CLOSES)).await;
    // The second, after the one about the draft.
    let due = async || house.messages().await.get(1).unwrap().due_at;
    assert_eq!(
        due().await,
        utc("2027-01-17T09:00:00Z"),
        "UTC while nothing is known"
    );
    house.contact(1, 2, "Asia/Yerevan").await;
    assert_eq!(
        due().await,
        utc("2027-01-18T05:00:00Z"),
        "the deadline is on 1 February there"
    );
    house.contact(1, 1, "Africa/Lagos").await;
    assert_eq!(due().await, utc("2027-01-18T05:00:00Z"));
    house.contact(1, 3, "Africa/Lagos").await;
    assert_eq!(due().await, utc("2027-01-17T08:00:00Z"));
}

#[tokio::test]
async fn another_zone_database_moves_what_waits_and_nothing_else() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.contact(2, 1, "Europe/Vilnius").await;
    house.event(house.drafted(1, CLOSES)).await;
    house.event(house.drafted(2, CLOSES)).await;
    let dues = async || {
        let rows = house.messages().await;
        let mut dues: Vec<_> = rows
            .iter()
            .map(|row| (row.id, row.due_at, row.next_attempt_at))
            .collect();
        dues.sort();
        dues
    };
    let before = dues().await;
    let follow = async || {
        project::follow_zones(&house.store, house.clock.now())
            .await
            .unwrap()
    };
    assert_eq!(follow().await, 0, "this database gave the stored instants");
    // As an older database would have planned it, with Lagos an hour further west.
    house.as_if_due(party(1), chrono::TimeDelta::hours(1)).await;
    assert_eq!(follow().await, 5);
    assert_eq!(dues().await, before);
    assert_eq!(follow().await, 0);
}

#[tokio::test]
async fn reminders_that_would_have_been_in_the_past_are_not_planned() {
    let house = House::sqlite("2027-01-25T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.event(house.drafted(1, CLOSES)).await;
    assert_eq!(
        house.told().await,
        [
            "draft-saved drafted planned",
            "deadline-reminder t-3d planned",
            "deadline-reminder t-24h planned",
            "deadline-reminder t-3h planned",
        ]
    );
}

#[tokio::test]
async fn a_reminder_that_waited_too_long_gives_way_to_the_next() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.event(house.drafted(1, CLOSES)).await;
    // The service was down for weeks.
    let worker = house.worker();
    house.advance_to("2027-01-30T10:00:00Z").await;
    assert_eq!(
        house.told().await,
        [
            "draft-saved drafted cancelled too_late",
            "deadline-reminder t-14d cancelled too_late",
            "deadline-reminder t-3d accepted",
            "deadline-reminder t-24h planned",
            "deadline-reminder t-3h planned",
        ]
    );
    worker.stop().await;
}

#[tokio::test]
async fn a_host_gets_one_digest_a_day_whatever_the_order_of_news() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(9, 1, "Europe/Riga").await;
    house.event(house.shortlist(1, 3)).await;
    assert!(house.messages().await.is_empty(), "the host is not known yet");
    house.event(house.opening(1, 9)).await;
    house.event(house.opening(2, 9)).await;
    house.event(house.shortlist(2, 5)).await;
    house.event(house.shortlist(1, 4)).await;
    assert_eq!(house.told().await, ["shortlist-digest 2027-01-11 planned"]);
    let worker = house.worker();
    house.advance_to("2027-01-11T07:00:00Z").await;
    assert_eq!(house.smtp.messages().len(), 1, "09:00 in Riga");
    house.event(house.shortlist(1, 5)).await;
    assert_eq!(
        house.told().await,
        [
            "shortlist-digest 2027-01-11 accepted",
            "shortlist-digest 2027-01-12 planned"
        ]
    );
    worker.stop().await;
}

#[tokio::test]
async fn an_answered_offer_is_told_to_both_sides_and_not_reminded_of() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Nairobi").await;
    house.contact(9, 1, "Europe/Tallinn").await;
    house
        .event(v1::OfferSent {
            programme_id: PROGRAMME.to_owned(),
            offer_id: subject(1).to_string(),
            party_id: party(1).to_string(),
            host_id: party(9).to_string(),
            expires_at: Some(timestamp(utc("2027-01-17T12:00:00Z"))),
            ..Default::default()
        })
        .await;
    let worker = house.worker();
    house.settled().await;
    house.advance_to("2027-01-14T00:00:00Z").await;
    assert_eq!(
        house.smtp.messages().len(),
        1,
        "half time is at three in the night there"
    );
    house.advance_to("2027-01-14T05:00:00Z").await;
    assert_eq!(house.smtp.messages().len(), 2, "the offer, and half time");
    house
        .event(v1::OfferAccepted {
            programme_id: PROGRAMME.to_owned(),
            offer_id: subject(1).to_string(),
            party_id: party(1).to_string(),
            host_id: party(9).to_string(),
            ..Default::default()
        })
        .await;
    house.advance_to("2027-01-18T00:00:00Z").await;
    assert_eq!(
        house.told().await,
        [
            "offer sent accepted",
            "offer-expiring half accepted",
            "offer-accepted answered accepted",
            "offer-accepted-host answered accepted",
            "offer-expiring t-24h cancelled offer_accepted",
            "offer-expiring t-4h cancelled offer_accepted",
        ]
        .map(str::to_owned)
        .to_vec()
        .sorted_like(&house.told().await)
    );
    worker.stop().await;
}

#[tokio::test]
async fn a_message_for_somebody_unknown_waits_for_the_contact() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.settled().await;
    assert_eq!(house.told().await, ["receipt submitted deferred contact_unknown"]);
    house.contact(1, 1, "Africa/Lagos").await;
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contact_details_find_what_a_worker_leaves_for_want_of_them_at_the_same_time() {
    let house = House::at(Database::Postgres, "2027-01-10T12:00:00Z").await;
    house.event(house.submitted(1)).await;
    let now = house.clock.now();
    let by = Claimant {
        worker: house.store.new_id(),
        now,
        wall: now,
        lease: LEASE,
    };
    let claimed = claim(&house.store, by, 1).await.unwrap();
    let held = Held {
        id: claimed[0].id,
        fence: claimed[0].fence,
    };
    let (seen, left) = (&Notify::new(), &Notify::new());
    // The contact's transaction has seen a message in hand, and isn't over when the worker lets go of it.
    let comes = house.store.write(|tx| async move {
        project::contact(tx.conn(), &contact(1), now).await?;
        seen.notify_one();
        let _ = tokio::time::timeout(Duration::from_secs(5), left.notified()).await;
        left.notify_one();
        tx.commit(Emit::nothing("a test")).await?;
        Ok::<_, LedgerError>(())
    });
    let (recorder, writing) = Recorder::new(house.store.clone(), CancellationToken::new());
    let leaves = async move {
        seen.notified().await;
        let unknown = Step::Leave(Then {
            state: State::Deferred,
            reason: Some("contact_unknown".into()),
            next_attempt_at: Some(now + TimeDelta::hours(1)),
        });
        assert!(recorder.record(held, unknown, now).await);
        left.notify_one();
    };
    let (came, (), ()) = tokio::join!(comes, leaves, writing);
    came.unwrap();
    let worker = house.worker();
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
}

#[tokio::test]
async fn the_same_event_twice_plans_once() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    let envelope = house.event(house.submitted(1)).await;
    house.deliver(&envelope).await;
    // The same fact in another envelope: the key is the same.
    house.event(house.submitted(1)).await;
    let rows = house.messages().await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows.first().unwrap().kind, kind(MessageKind::Receipt));
    assert_eq!(rows.first().unwrap().due_at, house.clock.now());
}

#[tokio::test]
async fn who_is_admitted_hears_of_it_though_the_next_step_came_first() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.event(house.in_state(1, "in_review", "admitted")).await;
    house.clock.set(utc("2027-01-10T12:05:00Z"));
    house.event(house.in_state(1, "admitted", "match_ready")).await;
    house.event(house.in_state(1, "match_ready", "in_round")).await;
    let worker = house.worker();
    house.advance_to("2027-01-11T07:00:00Z").await;
    assert_eq!(house.told().await, ["admitted 2027-01-10T12:00:00Z accepted"]);
    // Out of reach for a while, and decided once more.
    house.event(house.in_state(1, "in_round", "unreachable")).await;
    house.event(house.in_state(1, "in_review", "admitted")).await;
    house.advance_to("2027-01-12T07:00:00Z").await;
    assert_eq!(house.smtp.messages().len(), 2);
    worker.stop().await;
}

#[tokio::test]
async fn who_asks_for_another_link_is_sent_one() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Europe/Vilnius").await;
    house.event(house.drafted(1, CLOSES)).await;
    let worker = house.worker();
    house.advance_to("2027-01-10T12:15:00Z").await;
    assert_eq!(house.smtp.messages().len(), 1);
    house.clock.set(utc("2027-01-12T10:00:00Z"));
    house.event(house.link_requested(1)).await;
    house.wait_for(State::Accepted, 2).await;
    // At night, after unsubscribing, and as the third mail of the day too: who asks for it wants it. But once an hour.
    let kind = About::Topic(Topic::Reminders);
    readers::say(&house.store, party(1), kind, false, house.clock.now())
        .await
        .unwrap();
    for at in ["20:10", "20:50", "22:00", "23:00"] {
        house.clock.set(utc(&format!("2027-01-12T{at}:00Z")));
        house.event(house.link_requested(1)).await;
        house.settled().await;
    }
    house.wait_for(State::Accepted, 5).await;
    let sent = house.smtp.messages();
    let last = String::from_utf8_lossy(&sent.last().unwrap().bytes).into_owned();
    assert!(
        last.contains("Subject: The way back to your application"),
        "{last}"
    );
    worker.stop().await;
}

#[tokio::test]
async fn a_plan_that_comes_back_knows_the_zone_of_today() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.drafted(1, CLOSES)).await;
    house.event(house.moved("2027-02-28T21:59:59Z", 2)).await;
    house.contact(1, 2, "Europe/Vilnius").await;
    house.event(house.moved(CLOSES, 3)).await;
    let rows = house.messages().await;
    let row = rows
        .iter()
        .find(|row| row.occurrence.starts_with("t-3d@2027-01"))
        .unwrap();
    assert_eq!(
        (row.state.as_str(), row.zone.as_str(), row.due_at),
        ("planned", "Europe/Vilnius", utc("2027-01-28T07:00:00Z"))
    );
    assert_eq!(
        project::follow_zones(&house.store, house.clock.now())
            .await
            .unwrap(),
        0
    );
}

#[tokio::test]
async fn a_row_of_a_newer_version_stops_nobody_else() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    for n in 1..=2 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.drafted(n, CLOSES)).await;
    }
    house.as_if_due(party(1), chrono::TimeDelta::hours(1)).await;
    let of_tomorrow = house
        .messages()
        .await
        .into_iter()
        .find(|row| row.recipient == party(2))
        .unwrap();
    house.as_if_of_kind(of_tomorrow.id, "kind-of-tomorrow").await;
    assert_eq!(
        project::follow_zones(&house.store, house.clock.now())
            .await
            .unwrap(),
        5
    );
    house.contact(2, 2, "Europe/Vilnius").await;
    let rows = house.messages().await;
    let moved = rows.iter().filter(|row| row.zone == "Europe/Vilnius").count();
    assert_eq!(moved, 4, "all but the one that can't be read");
    // A worker died with it in its hands, and with another.
    house.as_if_held(of_tomorrow.id).await;
    let other = rows.iter().find(|row| row.recipient == party(1)).unwrap().id;
    house.as_if_held(other).await;
    let found = recover(
        &house.store,
        Left::ByAnyone,
        &Policy::built_in().unwrap(),
        house.clock.now(),
    )
    .await
    .unwrap();
    assert_eq!(
        (found.resent, found.parked),
        (1, 1),
        "of an unknown kind nobody knows whether twice does harm"
    );
}

trait SortedLike {
    fn sorted_like(self, other: &[String]) -> Vec<String>;
}

impl SortedLike for Vec<String> {
    /// Rows due at the same instant have no order of their own.
    fn sorted_like(self, other: &[String]) -> Vec<String> {
        let mut sorted = self;
        sorted.sort_by_key(|text| other.iter().position(|known| known == text));
        sorted
    }
}
