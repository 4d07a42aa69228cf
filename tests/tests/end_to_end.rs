//! The sample cohort from import to answered offers, through HTTP, NATS and SMTP, on a mock clock.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that can't go on stops here"
)]

use std::time::Duration;

use berth_testkit::assert_eventually;
use berth_tests::Databases;
use berth_tests::books::Books;
use berth_tests::house::House;
use berth_tests::walk::{Answers, PROGRAMME, Walk};
use chrono::Duration as Span;

/// The morning on which the operator locks the round: well before every last safe offer date.
const MORNING: &str = "2026-12-01T07:00:00Z";

async fn whole_cohort(databases: Databases, folder: tempfile::TempDir, replicas: usize) {
    let house = House::start(MORNING.parse().unwrap(), databases.clone(), folder, replicas).await;
    let walk = Walk::new(&house.door, &house.smtp);
    let books = Books::open(&databases, &house.nats.url()).await;

    walk.load().await;
    walk.seats_add_up().await;
    walk.admit().await;
    let placed = walk.run_round().await;
    walk.seats_add_up().await;
    let links = walk.offer_links(placed).await;
    let answers = walk.answer(&links).await;
    let accepted = usize::try_from(placed).unwrap() - 2;
    assert_eq!(
        answers,
        Answers {
            accepted,
            declined: 1,
            unanswered: 1
        }
    );

    // The seat that was declined is offered to the next one within the same breath, and that mail's link works, too.
    let next = walk.rematched(1).await;
    assert_eq!(next, 1, "one seat came free, and one next candidate has an offer");
    let all = walk.offer_links(placed + next).await;
    let (new, link) = all.iter().find(|(to, _)| !links.contains_key(*to)).unwrap();
    let (status, page) = house.door.open(link, Some(("answer", "accept"))).await;
    assert!(
        status.is_success() && page.contains("You accepted this offer"),
        "{new}: {page}"
    );
    let accepted = accepted + 1;

    // The last instant at which the offer can be answered is not its expiry yet.
    house
        .clock
        .set(MORNING.parse::<chrono::DateTime<chrono::Utc>>().unwrap() + Span::hours(72));
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(walk.overview().await["held"], 1);
    house.advance(Duration::from_secs(1)).await;
    // Its seat, too, goes to the next one, who has as long to answer.
    let late = links.values().nth(1).unwrap();
    assert_eventually(
        Duration::from_secs(30),
        "the offer left alone expires",
        async || {
            let (status, page) = house.door.open(late, Some(("answer", "accept"))).await;
            status.as_u16() == 409 && page.contains("This offer has expired") && page.contains("waiting list")
        },
    )
    .await;
    let live = walk.rematched(2).await - next;
    assert_eq!(walk.overview().await["held"], live);
    let funnel = walk.funnel().await;
    assert_eq!(funnel["placed"], u64::try_from(accepted).unwrap());
    assert_eq!(funnel.get("offered").copied().unwrap_or_default(), live);
    assert!(!funnel.contains_key("in_round"), "{funnel:?}");

    books
        .wait_until_quiet(
            || berth_runtime::Clock::now(&*house.clock),
            Duration::from_secs(120),
        )
        .await;
    books.account_for(&house.door, PROGRAMME).await;
    books.agree_with(&house.smtp).await;
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cohort_goes_from_application_to_accepted_offer_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    whole_cohort(Databases::sqlite(folder.path()).await, folder, 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cohort_goes_from_application_to_accepted_offer_on_postgres() {
    whole_cohort(Databases::postgres().await, tempfile::tempdir().unwrap(), 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_replicas_of_each_service_do_the_same_and_mail_nothing_twice() {
    whole_cohort(Databases::postgres().await, tempfile::tempdir().unwrap(), 2).await;
}
