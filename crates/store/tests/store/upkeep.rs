//! Looking at the outbox, sending again, and throwing away what is old.

use std::time::Duration;

use berth_events::Envelope;
use berth_runtime::{Readiness, Shutdown};
use berth_store::{Emit, NotPublished, Publish, ReplayFilter, Store, StoreError};
use berth_testkit::assert_eventually;
use chrono::TimeDelta;

use crate::harness::{Db, contact, fact, instant, on_both_databases};

/// Takes everything.
struct Taken;

impl Publish for Taken {
    async fn publish_batch(&self, _batch: &[Envelope]) -> Result<(), NotPublished> {
        Ok(())
    }
}

async fn emit(store: &Store, envelope: Envelope) {
    let tx = store.begin().await.unwrap();
    tx.commit(Emit::event(envelope)).await.unwrap();
}

/// Relays until nothing waits.
async fn publish_all(store: &Store) {
    let shutdown = Shutdown::new();
    shutdown.request_soft();
    store
        .relay(Taken, &shutdown, Readiness::new().gate("outbox"))
        .await;
    assert_eventually(Duration::from_secs(5), "nothing waits", || async {
        store.outbox_status().await.unwrap().waiting == 0
    })
    .await;
}

on_both_databases! {
    async fn what_was_published_or_handled_a_fortnight_ago_is_deleted(db: Db) {
        let store = db.store().await;
        emit(&store, fact(&store, 1)).await;
        publish_all(&store).await;
        let tx = store.begin().await.unwrap();
        tx.first_delivery("notifier-events", store.new_id()).await.unwrap();
        tx.commit(Emit::nothing("only noted")).await.unwrap();
        db.clock.advance(Duration::from_secs(1));
        emit(&store, fact(&store, 2)).await;
        publish_all(&store).await;
        emit(&store, fact(&store, 3)).await;

        db.clock.set(instant("2026-03-15T09:00:00.5Z"));
        let purged = store.purge(TimeDelta::days(14)).await.unwrap();

        assert_eq!((purged.outbox, purged.inbox), (1, 1));
        let left = store.outbox_rows(&ReplayFilter::default(), 10).await.unwrap();
        let published: Vec<bool> = left.iter().map(|row| row.published_at.is_some()).collect();
        assert_eq!(published, [true, false], "what waits is never deleted");
    }

    async fn a_replay_takes_what_its_conditions_name(db: Db) {
        let store = db.store().await;
        let (early, late, person) = (fact(&store, 1), fact(&store, 2), contact(&store));
        emit(&store, early.clone()).await;
        emit(&store, person.clone()).await;
        db.clock.set(instant("2026-03-02T09:00:00Z"));
        emit(&store, late.clone()).await;
        publish_all(&store).await;
        let noon = instant("2026-03-01T12:00:00Z");
        let prefix = |text: &str| ReplayFilter { subject_prefix: Some(text.to_owned()), ..ReplayFilter::default() };
        let cases = [
            (ReplayFilter { ids: vec![late.id], ..ReplayFilter::default() }, vec![late.id]),
            (prefix("berth.v1.event.digital-explorers."), vec![early.id, late.id]),
            (prefix("berth.v1.contact."), vec![person.id]),
            (prefix("berth.v1.%"), vec![]),
            (prefix("BERTH.v1.contact."), vec![]),
            (ReplayFilter { from: Some(noon), ..ReplayFilter::default() }, vec![late.id]),
            (ReplayFilter { until: Some(noon), ..prefix("berth.v1.event.") }, vec![early.id]),
            (ReplayFilter { parked: true, ..ReplayFilter::default() }, vec![]),
        ];
        for (filter, expected) in cases {
            let listed = store.outbox_rows(&filter, 10).await.unwrap();
            let replayed = store.replay_outbox(&filter).await.unwrap();

            let ids: Vec<_> = listed.iter().map(|row| row.id).collect();
            assert_eq!(ids, expected, "{filter:?}");
            assert_eq!(replayed, u64::try_from(expected.len()).unwrap(), "{filter:?}");
            let waiting = store.outbox_status().await.unwrap().waiting;
            assert_eq!(waiting, replayed, "{filter:?}");
            publish_all(&store).await;
        }
    }

    async fn a_replay_of_everything_must_be_asked_for_in_some_words(db: Db) {
        let store = db.store().await;

        let refused = store.replay_outbox(&ReplayFilter::default()).await.unwrap_err();

        assert!(matches!(refused, StoreError::ReplayEverything));
    }
}
