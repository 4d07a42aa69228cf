//! What is said of all this: facts, states and contacts, each when something changed; and no personal data but contacts.

use std::collections::{BTreeMap, BTreeSet};

use berth_events::streams;
use berth_testkit::assert_eventually;
use prost::Message as _;
use serde_json::json;

use crate::house::{Database, House, SOON, sample};

#[tokio::test]
async fn names_and_addresses_are_in_contacts_only() {
    // Given everything that happens to a cohort
    let house = House::with_programme(Database::Sqlite).await;
    let (_, offers) = house.with_offers(3).await;
    let application = offers[0]["application"].as_str().unwrap();
    house
        .post(
            &format!("/api/v1/applications/{application}/withdraw"),
            crate::house::TOKEN,
            &json!({}),
        )
        .await
        .done();
    // When all that was said of it is read
    let said = house.everything_said().await;
    assert!(said.len() > 60, "{}", said.len());
    // Then no name, address or birth date is in it, but in contacts
    let people = sample("applicants.csv") + &sample("hosts.csv");
    let mut personal = BTreeSet::new();
    for row in csv::Reader::from_reader(people.as_bytes())
        .records()
        .flatten()
        .take(12)
    {
        personal.extend([1, 2, 6].map(|column| row[column].to_owned()));
    }
    for (subject, payload) in said {
        let text = String::from_utf8_lossy(&payload).into_owned();
        if subject.starts_with("berth.v1.contact.") {
            continue;
        }
        for secret in &personal {
            assert!(
                !text.contains(secret) && !subject.contains(secret),
                "{subject}: {secret}"
            );
        }
    }
}

#[tokio::test]
async fn republishing_says_the_newest_state_of_everything_again() {
    let house = House::with_programme(Database::Sqlite).await;
    house.with_offers(3).await;
    let newest = |all: Vec<(String, Vec<u8>)>| -> BTreeMap<String, Vec<u8>> {
        let state = |subject: &str| !subject.starts_with("berth.v1.event.");
        all.into_iter().filter(|(subject, _)| state(subject)).collect()
    };
    let before = newest(house.everything_said().await);
    let count = house.republish().await;
    let mut after = newest(house.everything_said().await.split_off(0));
    assert_eq!(count as usize, before.len());
    assert_eq!(before.len(), after.len());
    // The programme's rules carry the instant they were said at; all else is byte for byte the same.
    let rules = "berth.v1.state.digital-explorers.programme.digital-explorers";
    let read = |payload: &[u8]| berth_events::v1::ProgrammeState::decode(payload).unwrap();
    if let (Some(was), Some(is)) = (before.get(rules), after.get_mut(rules)) {
        assert_eq!(read(was).rules_json, read(is).rules_json);
        is.clone_from(was);
    }
    assert_eq!(before, after);
    // And it reaches the streams
    assert_eventually(SOON, "all is published", || async {
        house.outbox().await.iter().all(|row| row.published_at.is_some())
    })
    .await;
    let stored = house.stored(streams::STATE).await;
    assert!(stored > 30, "{stored}");
}
