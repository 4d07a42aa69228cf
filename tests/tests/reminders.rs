//! Reminders and digests come at the reader's own hour, and only while they are still needed.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that can't go on stops here"
)]

use std::time::Duration;

use berth_runtime::Clock as _;
use berth_tests::Databases;
use berth_tests::books::Books;
use berth_tests::house::House;
use berth_tests::walk::{PROGRAMME, Walk};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

/// The sample's deadline after its shift: 31 January 2027, 23:59:59 in Vilnius.
const DEADLINE: &str = "2027-01-31T21:59:59Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Begins a draft of somebody in Nairobi; answers with the application's id.
async fn draft(house: &House, email: &str) -> String {
    let application = json!({
        "party": { "name": "Invented Person", "email": email, "zone": "Africa/Nairobi" },
        "answers": {
            "country": "KE", "born_on": "2000-05-04", "tracks": ["data-analytics"], "analytics_level": "mid",
            "skills": "sql:3; python:2", "english_level": "B2", "languages": "en:B2", "available_from": "2027-06-01",
            "student": true, "consent_to_share": true,
        },
    });
    let path = format!("/api/v1/programmes/{PROGRAMME}/applications");
    let drafted = house.door.post(&path, &application).await;
    assert_eq!(drafted["missing"], json!([]));
    drafted["id"].as_str().unwrap().to_owned()
}

async fn set_and_settle(house: &House, books: &Books, now: &str) {
    house.clock.set(at(now));
    books
        .wait_until_quiet(|| house.clock.now(), Duration::from_secs(60))
        .await;
}

fn received(house: &House, email: &str) -> Vec<String> {
    let mails = house.smtp.messages();
    mails
        .iter()
        .filter(|m| m.to == [email.to_owned()])
        .map(berth_testkit::ReceivedMessage::subject)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn reminders_come_at_nine_where_the_applicant_lives_and_stop_with_the_submission() {
    let folder = tempfile::tempdir().unwrap();
    let databases = Databases::sqlite(folder.path()).await;
    let house = House::start(at("2026-12-01T07:00:00Z"), databases.clone(), folder, 1).await;
    let books = Books::open(&databases, &house.nats.url()).await;
    let walk = Walk::new(&house.door, &house.smtp);
    walk.load().await;

    let (late, early) = ("late@example.org", "early@example.org");
    let _forgotten = draft(&house, late).await;
    let submitted = draft(&house, early).await;
    books
        .wait_until_quiet(|| house.clock.now(), Duration::from_secs(60))
        .await;

    // In Nairobi the deadline falls on 1 February; fourteen days before, at nine, is 06:00 UTC on 18 January.
    set_and_settle(&house, &books, "2027-01-18T05:59:59Z").await;
    assert_eq!(received(&house, late), Vec::<String>::new(), "not before nine");
    set_and_settle(&house, &books, "2027-01-18T06:00:00Z").await;
    assert_eq!(
        (received(&house, late).len(), received(&house, early).len()),
        (1, 1)
    );

    let answer: Value = house
        .door
        .post(&format!("/api/v1/applications/{submitted}/submit"), &json!({}))
        .await;
    assert_eq!(answer["outcome"], "pass", "{answer}");
    set_and_settle(&house, &books, "2027-01-29T06:00:00Z").await;
    assert_eq!(received(&house, late).len(), 2, "three days before");
    assert_eq!(
        received(&house, early).len(),
        2,
        "one reminder and the receipt: {:?}",
        received(&house, early)
    );

    // A day before the deadline it is one in the morning in Nairobi: the reminder waits for the end of the quiet hours.
    set_and_settle(&house, &books, "2027-01-31T04:59:59Z").await;
    assert_eq!(received(&house, late).len(), 2, "it is night in Nairobi");
    set_and_settle(&house, &books, "2027-01-31T05:00:00Z").await;
    assert_eq!(received(&house, late).len(), 3, "a day before");

    // The sample allows a minute of grace, and a request takes at most another.
    house.clock.set(at(DEADLINE) + chrono::Duration::minutes(3));
    let expired =
        berth_testkit::assert_eventually(Duration::from_secs(30), "the draft expires", async || {
            walk.funnel().await.get("expired").copied()
        });
    assert_eq!(expired.await, 1);
    books.agree_with(&house.smtp).await;
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_back_is_used_once_and_another_one_comes_by_mail() {
    let folder = tempfile::tempdir().unwrap();
    let databases = Databases::sqlite(folder.path()).await;
    let house = House::start(at("2026-12-01T07:00:00Z"), databases.clone(), folder, 1).await;
    let books = Books::open(&databases, &house.nats.url()).await;
    Walk::new(&house.door, &house.smtp).load().await;
    let ada = "ada@example.org";
    draft(&house, ada).await;
    let newest_link = || {
        let mails = house.smtp.messages();
        let newest = mails.iter().rfind(|mail| mail.to == [ada.to_owned()]).unwrap();
        let text = newest.parsed().body_text(0).unwrap().into_owned();
        berth_tests::walk::link_in(&text, "/applications/").unwrap()
    };
    let press = async |link: &str| house.door.open(link, Some(("", ""))).await;

    // A quarter of an hour later the way back is mailed. Scanners follow it, and it still is worth a visit: one.
    set_and_settle(&house, &books, "2026-12-01T07:15:00Z").await;
    let link = newest_link();
    for _ in 0..3 {
        let (status, page) = house.door.open(&link, None).await;
        assert!(status.is_success() && page.contains("Go on with it"), "{page}");
    }
    let (status, page) = press(&link).await;
    assert!(status.is_success() && page.contains("/visits/"), "{page}");
    let (status, page) = press(&link).await;
    assert!(
        status.as_u16() == 410 && page.contains("Mail me a new link"),
        "{page}"
    );

    // That button brings a mail at once, whose link works.
    let (_, page) = press(&format!("{link}/another")).await;
    assert!(page.contains("on its way"), "{page}");
    set_and_settle(&house, &books, "2026-12-01T07:16:00Z").await;
    let said = received(&house, ada);
    assert_eq!(
        said.last().unwrap(),
        "The way back to your application",
        "{said:?}"
    );
    let (status, page) = press(&newest_link()).await;
    assert!(status.is_success() && page.contains("/visits/"), "{page}");
    books.agree_with(&house.smtp).await;
    house.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hosts_get_one_digest_of_their_candidates_at_nine_their_time() {
    let folder = tempfile::tempdir().unwrap();
    let databases = Databases::sqlite(folder.path()).await;
    let house = House::start(at("2026-12-01T10:00:00Z"), databases.clone(), folder, 1).await;
    let books = Books::open(&databases, &house.nats.url()).await;
    let walk = Walk::new(&house.door, &house.smtp);
    walk.load().await;
    walk.admit().await;
    books
        .wait_until_quiet(|| house.clock.now(), Duration::from_secs(60))
        .await;
    let digests = async || {
        let tally = books.tally().await;
        tally
            .get(&("shortlist-digest".to_owned(), "accepted".to_owned()))
            .copied()
            .unwrap_or_default()
    };
    assert_eq!(digests().await, 0, "never at once");

    // Nine in the morning in Vilnius, Riga and Tallinn is 07:00 UTC.
    set_and_settle(&house, &books, "2026-12-02T06:59:59Z").await;
    assert_eq!(digests().await, 0);
    set_and_settle(&house, &books, "2026-12-02T07:00:00Z").await;
    let first = digests().await;
    assert!(
        (10..=20).contains(&first),
        "one for each host with candidates: {first}"
    );
    set_and_settle(&house, &books, "2026-12-04T07:00:00Z").await;
    assert_eq!(digests().await, first, "nothing new, nothing mailed");
    books.agree_with(&house.smtp).await;
    house.stop().await;
}
