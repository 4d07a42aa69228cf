//! Mail that came back.

use berth_notifier::bounce::{self, Action, Recorded, Report};
use berth_notifier::ledger::State;
use berth_notifier::operator;
use berth_runtime::clock::Clock as _;
use berth_testkit::{Fault, Stage};

use crate::house::{House, address};

#[tokio::test]
async fn a_bounced_address_is_not_written_to_again() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Accepted, 1).await;
    let id = house.messages().await.first().unwrap().id;
    let report = |action, status: &str| Report {
        message: id,
        action,
        status: status.to_owned(),
    };
    let file = async |report| {
        bounce::record(&house.store, &report, house.clock.now())
            .await
            .unwrap()
    };

    assert_eq!(file(report(Action::Delayed, "4.4.1")).await, Recorded::Noted);
    assert_eq!(house.told().await, ["receipt submitted accepted"]);
    assert_eq!(file(report(Action::Failed, "5.1.1")).await, Recorded::Suppressed);
    assert_eq!(file(report(Action::Failed, "5.1.1")).await, Recorded::Repeated);
    assert_eq!(house.told().await, ["receipt submitted bounced bounced_5_1_1"]);

    let berth_events::Event::ApplicationSubmitted(mut again) = house.submitted(2) else {
        unreachable!()
    };
    again.party_id = crate::house::party(1).to_string();
    house.event(again).await;
    house.wait_for(State::Suppressed, 1).await;
    assert_eq!(house.smtp.messages().len(), 1);
    let stranger = Report {
        message: house.store.new_id(),
        action: Action::Failed,
        status: "5.1.1".to_owned(),
    };
    assert_eq!(file(stranger).await, Recorded::NotOurs);
    worker.stop().await;
}

#[tokio::test]
async fn a_mail_that_comes_back_twice_is_bounced_twice() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Accepted, 1).await;
    let report = Report {
        message: house.messages().await.first().unwrap().id,
        action: Action::Failed,
        status: "5.1.1".to_owned(),
    };
    let file = async || {
        bounce::record(&house.store, &report, house.clock.now())
            .await
            .unwrap()
    };
    assert_eq!(file().await, Recorded::Suppressed);
    // Somebody holds the address to be good all the same: it is written to again.
    operator::retry(&house.store, report.message, house.clock.now())
        .await
        .unwrap();
    house.wake.notify_one();
    house.wait_for(State::Accepted, 1).await;
    assert_eq!(file().await, Recorded::Suppressed);
    assert_eq!(file().await, Recorded::Repeated);
    assert_eq!(house.told().await, ["receipt submitted bounced bounced_5_1_1"]);
    worker.stop().await;
}

#[tokio::test]
async fn an_address_its_server_does_not_know_is_not_written_to_again() {
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.contact(2, 1, "Africa/Lagos").await;
    house
        .smtp
        .inject(Fault::reply(Stage::Rcpt, 550, "5.1.1 nobody of that name").to(&address(1)));
    house.event(house.submitted(1)).await;
    house.event(house.submitted(2)).await;
    let worker = house.worker();
    house.settled().await;
    let mut told = house.told().await;
    told.sort();
    assert_eq!(
        told,
        [
            "receipt submitted accepted",
            "receipt submitted failed no_such_mailbox"
        ]
    );
    house.event(house.drafted(1, "2027-01-31T21:59:59Z")).await;
    house.event(house.in_state(1, "in_review", "rejected")).await;
    house.advance_to("2027-01-11T10:00:00Z").await;
    house.wait_for(State::Suppressed, 1).await;
    assert_eq!(house.smtp.messages().len(), 1);
    worker.stop().await;
}
