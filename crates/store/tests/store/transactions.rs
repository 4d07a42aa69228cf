//! Transactions: all or nothing, events included, whoever else is writing.

use std::sync::Arc;

use berth_store::{Emit, Store, StoreError, StoreOptions};
use berth_testkit::{FaultProxy, Postgres};
use futures::future::join_all;
use sea_orm::{ConnectionTrait, Statement};

use crate::harness::{Db, count_up, counted, fact, on_both_databases, subject};

on_both_databases! {
    async fn a_commit_keeps_the_work_and_its_events(db: Db) {
        let store = db.store().await;

        let tx = store.begin().await.unwrap();
        count_up(&tx).await.unwrap();
        tx.commit(Emit::events([fact(&store, 1), fact(&store, 2)])).await.unwrap();

        assert_eq!(counted(store.read()).await.unwrap(), 1);
        let status = store.outbox_status().await.unwrap();
        assert_eq!((status.waiting, status.oldest, status.parked), (2, Some(store.now()), 0));
    }

    async fn a_dropped_transaction_leaves_no_outbox_row(db: Db) {
        let store = db.store().await;

        let tx = store.begin().await.unwrap();
        count_up(&tx).await.unwrap();
        drop(tx);
        let tx = store.begin().await.unwrap();
        count_up(&tx).await.unwrap();
        tx.rollback().await.unwrap();

        assert_eq!(counted(store.read()).await.unwrap(), 0);
        assert_eq!(store.outbox_status().await.unwrap().waiting, 0);
    }

    async fn an_event_that_cannot_be_emitted_undoes_its_transaction(db: Db) {
        let store = db.store().await;
        let mut request = fact(&store, 1);
        request.subject = subject("berth.v1.rpc.intake.anything");

        let tx = store.begin().await.unwrap();
        count_up(&tx).await.unwrap();
        let refused = tx.commit(Emit::event(request)).await.unwrap_err();

        assert!(matches!(refused, StoreError::NoStream(_)), "{refused}");
        assert_eq!(counted(store.read()).await.unwrap(), 0);
    }

    async fn one_event_cannot_be_emitted_twice(db: Db) {
        let store = db.store().await;
        let event = fact(&store, 1);

        let first = store.begin().await.unwrap();
        first.commit(Emit::event(event.clone())).await.unwrap();
        let again = store.begin().await.unwrap();

        assert!(again.commit(Emit::event(event)).await.is_err());
        assert_eq!(store.outbox_status().await.unwrap().waiting, 1);
    }

    async fn transactions_that_meet_are_run_again_until_each_has_counted(db: Db) {
        let store = db.store().await;
        let writers = (0..60).map(|version| {
            let store = store.clone();
            tokio::spawn(async move {
                let event = fact(&store, version);
                store
                    .write(|tx| {
                        let event = event.clone();
                        async move {
                            count_up(&tx).await?;
                            tx.commit(Emit::event(event)).await
                        }
                    })
                    .await
            })
        });

        for done in join_all(writers).await {
            done.unwrap().unwrap();
        }

        assert_eq!(counted(store.read()).await.unwrap(), 60);
        assert_eq!(store.outbox_status().await.unwrap().waiting, 60);
    }

    async fn what_is_for_reading_cannot_write(db: Db) {
        let store = db.store().await;

        let written = store.read().execute_unprepared("UPDATE counter SET value = 9").await;

        assert!(written.is_err());
        assert_eq!(counted(store.read()).await.unwrap(), 0);
    }

    async fn a_closed_store_lets_go_of_its_database(db: Db) {
        let store = db.store().await;

        store.close().await;

        assert!(store.begin().await.is_err());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn four_hundred_concurrent_writers_on_sqlite_all_succeed() {
    let db = Db::sqlite().await;
    let (one, other) = (db.store().await, db.store().await);
    let writers = (0..400).map(|number| {
        let store = if number % 2 == 0 {
            one.clone()
        } else {
            other.clone()
        };
        tokio::spawn(async move {
            let tx = store.begin().await?;
            count_up(&tx).await?;
            tx.commit(Emit::event(fact(&store, number))).await
        })
    });

    for done in join_all(writers).await {
        done.unwrap().unwrap();
    }

    assert_eq!(counted(one.read()).await.unwrap(), 400);
    assert_eq!(one.outbox_status().await.unwrap().waiting, 400);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_commit_that_was_not_answered_is_said_to_be_unknown_and_not_run_again() {
    let db = Db::postgres().await;
    let server = Postgres::shared().await.address();
    let proxy = FaultProxy::start(server).await;
    let url = db.url.replace(&server.to_string(), &proxy.address().to_string());
    let store = Store::connect(&url, StoreOptions::new("test", Arc::new(db.clock.clone())))
        .await
        .unwrap();
    let mut runs = 0;

    let unknown = store
        .write(|tx| {
            runs += 1;
            let proxy = &proxy;
            async move {
                count_up(&tx).await?;
                proxy.cut_once();
                tx.commit(Emit::nothing("a test")).await
            }
        })
        .await
        .unwrap_err();

    assert!(matches!(unknown, StoreError::CommitUnknown(_)), "{unknown}");
    assert_eq!(runs, 1);
    let tx = store.begin().await.unwrap();
    tx.commit(Emit::nothing("the connection is replaced"))
        .await
        .unwrap();
}

#[tokio::test]
async fn sqlite_keeps_what_it_has_committed_and_watches_references() {
    let db = Db::sqlite().await;
    let store = db.store().await;
    let tx = store.begin().await.unwrap();

    let mut settings = Vec::new();
    for pragma in ["journal_mode", "synchronous", "foreign_keys"] {
        let statement = Statement::from_string(sea_orm::DbBackend::Sqlite, format!("PRAGMA {pragma}"));
        let row = tx.conn().query_one_raw(statement).await.unwrap().unwrap();
        let number = row.try_get_by_index::<i64>(0).map(|number| number.to_string());
        settings.push(number.or_else(|_| row.try_get_by_index::<String>(0)).unwrap());
    }

    assert_eq!(settings, ["wal", "2", "1"], "2 is FULL");
}
