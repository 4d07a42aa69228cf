//! Shortlists: published when they change, and only then.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::id::OpeningId;
use berth_events::{Event, streams, v1};
use berth_testkit::assert_eventually;

use crate::sample::id_of;
use crate::stage::{SOON, Stage};

fn every_list(stage: &Stage) -> String {
    format!("berth.v1.event.{}.shortlist.changed.*", stage.programme())
}

/// The newest published list per opening, once there are as many as wanted.
async fn lists(stage: &Stage) -> BTreeMap<OpeningId, v1::ShortlistChanged> {
    let mut found = BTreeMap::new();
    for (_, opening) in &stage.sample.openings {
        let subject = format!(
            "berth.v1.event.{}.shortlist.changed.{}",
            stage.programme(),
            opening.id
        );
        if let Some((_, Event::ShortlistChanged(list))) = stage.last_event(&subject).await {
            found.insert(opening.id, list);
        }
    }
    found
}

fn with(lists: &BTreeMap<OpeningId, v1::ShortlistChanged>, trainee: &str) -> BTreeSet<OpeningId> {
    let id = id_of(trainee).to_string();
    let holds = |list: &v1::ShortlistChanged| list.candidates.iter().any(|c| c.trainee_id == id);
    lists
        .iter()
        .filter(|(_, list)| holds(list))
        .map(|(opening, _)| *opening)
        .collect()
}

#[tokio::test]
async fn a_changed_profile_changes_only_the_shortlists_concerned() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;
    assert_eventually(SOON, "every list is published", || async {
        stage.count(streams::EVENTS, &every_list(&stage)).await == 30
    })
    .await;
    let before = lists(&stage).await;
    let trainee = stage.sample.trainee("DE-001").clone();
    let concerned = with(&before, "DE-001");
    assert!(!concerned.is_empty() && concerned.len() < 30, "{concerned:?}");

    stage.publish_trainee(&trainee, 2, false).await;

    let after = assert_eventually(SOON, "the trainee is gone from every list", || async {
        let after = lists(&stage).await;
        with(&after, "DE-001").is_empty().then_some(after)
    })
    .await;
    let differs = |opening: &&OpeningId| before[*opening].digest != after[*opening].digest;
    let changed: BTreeSet<OpeningId> = before.keys().filter(differs).copied().collect();
    assert_eq!(changed, concerned);
    assert_eq!(
        stage.count(streams::EVENTS, &every_list(&stage)).await,
        30 + concerned.len()
    );
}

#[tokio::test]
async fn a_list_that_is_the_old_one_again_is_told_again() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;
    assert_eventually(SOON, "every list is published", || async {
        stage.count(streams::EVENTS, &every_list(&stage)).await == 30
    })
    .await;
    let before = lists(&stage).await;
    let trainee = stage.sample.trainee("DE-001").clone();
    stage.publish_trainee(&trainee, 2, false).await;
    assert_eventually(SOON, "the trainee is gone", || async {
        with(&lists(&stage).await, "DE-001").is_empty()
    })
    .await;

    stage.publish_trainee(&trainee, 3, true).await;

    assert_eventually(SOON, "the lists are the old ones", || async {
        lists(&stage).await == before
    })
    .await;
}

#[tokio::test]
async fn two_replicas_and_a_restart_publish_a_list_once() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let (one, two) = (stage.matcher().await, stage.matcher().await);
    assert_eventually(SOON, "every list is published", || async {
        stage.count(streams::EVENTS, &every_list(&stage)).await == 30
    })
    .await;
    one.stop().await;

    let three = stage.matcher().await;

    // The last opening changes for all; once that is told, whatever else they had to tell was told before.
    let mut opening = stage.sample.opening("OP-06").clone();
    opening.seats += 1;
    opening.field = Some("energy".to_owned());
    stage.publish_opening(&opening, 2, true).await;
    assert_eventually(SOON, "the change is told", || async {
        stage.count(streams::EVENTS, &every_list(&stage)).await == 31
    })
    .await;
    two.stop().await;
    three.stop().await;
    assert_eq!(stage.count(streams::EVENTS, &every_list(&stage)).await, 31);
}

#[tokio::test]
async fn an_older_version_that_arrives_late_is_ignored() {
    let stage = Stage::set("digital-explorers").await;
    stage.publish_everything().await;
    let _matcher = stage.matcher().await;
    let trainee = stage.sample.trainee("DE-001").clone();
    stage.publish_trainee(&trainee, 5, false).await;
    assert_eventually(SOON, "the trainee is gone", || async {
        let lists = lists(&stage).await;
        lists.len() == 30 && with(&lists, "DE-001").is_empty()
    })
    .await;

    stage.publish_trainee(&trainee, 4, true).await;
    // A later change of somebody else shows that the late one was read.
    stage
        .publish_trainee(stage.sample.trainee("DE-005"), 2, false)
        .await;

    assert_eventually(SOON, "the other is gone", || async {
        with(&lists(&stage).await, "DE-005").is_empty()
    })
    .await;
    assert!(with(&lists(&stage).await, "DE-001").is_empty());
}
