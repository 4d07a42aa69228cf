//! The inbox: an event has its effect once, however often it is delivered.

use berth_store::Emit;
use futures::future::join_all;
use uuid::Uuid;

use crate::harness::{Db, count_up, counted, on_both_databases};

const EVENT: Uuid = Uuid::from_u128(11);

on_both_databases! {
    async fn each_consumer_sees_an_event_as_new_once(db: Db) {
        let store = db.store().await;
        let mut seen = Vec::new();
        for consumer in ["notifier-events", "notifier-events", "intake-rounds"] {
            let tx = store.begin().await.unwrap();
            seen.push(tx.first_delivery(consumer, EVENT).await.unwrap());
            tx.commit(Emit::nothing("only noted")).await.unwrap();
        }

        assert_eq!(seen, [true, false, true]);
    }

    async fn an_event_whose_effect_was_rolled_back_is_new_again(db: Db) {
        let store = db.store().await;

        let tx = store.begin().await.unwrap();
        assert!(tx.first_delivery("notifier-events", EVENT).await.unwrap());
        drop(tx);

        let tx = store.begin().await.unwrap();
        assert!(tx.first_delivery("notifier-events", EVENT).await.unwrap());
    }

    async fn deliveries_at_the_same_time_have_one_effect(db: Db) {
        let (one, other) = (db.store().await, db.store().await);
        let deliveries = (0..20).map(|number| {
            let store = if number % 2 == 0 { one.clone() } else { other.clone() };
            tokio::spawn(async move {
                store
                    .write(|tx| async move {
                        if tx.first_delivery("notifier-events", EVENT).await? {
                            count_up(&tx).await?;
                        }
                        tx.commit(Emit::nothing("a test")).await
                    })
                    .await
            })
        });

        for done in join_all(deliveries).await {
            done.unwrap().unwrap();
        }

        assert_eq!(counted(one.read()).await.unwrap(), 1);
    }
}
