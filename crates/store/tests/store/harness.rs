//! A throw-away database of either kind with one business table, and events to put in its outbox.

use std::sync::Arc;

use berth_events::{Envelope, Subject, TraceContext};
use berth_runtime::MockClock;
use berth_store::{Store, StoreError, StoreOptions, WriteTx, migrate, migrations};
use berth_testkit::Postgres;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, Statement};
use sea_orm_migration::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

/// Runs each promise on both databases.
macro_rules! on_both_databases {
    ($(async fn $name:ident($db:ident: Db) $body:block)*) => {$(
        mod $name {
            use super::*;

            async fn promise($db: Db) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_sqlite() {
                promise(Db::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn on_postgres() {
                promise(Db::postgres().await).await;
            }
        }
    )*};
}
pub(crate) use on_both_databases;

/// A migrated database and the clock of the stores opened on it.
pub(crate) struct Db {
    pub(crate) url: String,
    pub(crate) clock: MockClock,
    _folder: Option<TempDir>,
}

impl Db {
    pub(crate) async fn sqlite() -> Self {
        let db = Self::empty_sqlite();
        migrate::<Migrator>(&db.url).await.unwrap();
        db
    }

    pub(crate) async fn postgres() -> Self {
        Self::postgres_on(Postgres::shared().await).await
    }

    pub(crate) async fn postgres_on(server: &Postgres) -> Self {
        let db = Self {
            url: server.create_database().await,
            clock: clock(),
            _folder: None,
        };
        migrate::<Migrator>(&db.url).await.unwrap();
        db
    }

    pub(crate) fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("test.db").display());
        Self {
            url,
            clock: clock(),
            _folder: Some(folder),
        }
    }

    pub(crate) async fn empty_postgres() -> Self {
        let url = Postgres::shared().await.create_database().await;
        Self {
            url,
            clock: clock(),
            _folder: None,
        }
    }

    /// One more store on the database, as another process would open it.
    pub(crate) async fn store(&self) -> Store {
        Store::connect(&self.url, StoreOptions::new("test", Arc::new(self.clock.clone())))
            .await
            .unwrap()
    }
}

fn clock() -> MockClock {
    MockClock::new(instant("2026-03-01T09:00:00Z"))
}

pub(crate) fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Outbox, inbox, and a table with one number.
pub(crate) struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        migrations::followed_by(vec![Box::new(Counter)])
    }
}

pub(crate) struct Counter;

impl MigrationName for Counter {
    fn name(&self) -> &str {
        "m20260301_000001_counter"
    }
}

#[async_trait::async_trait]
#[expect(elided_lifetimes_in_paths, reason = "as in the trait")]
impl MigrationTrait for Counter {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let conn = manager.get_connection();
        // Fails the second time: a migration must run once.
        conn.execute_unprepared("CREATE TABLE counter (value BIGINT NOT NULL)")
            .await?;
        conn.execute_unprepared("INSERT INTO counter (value) VALUES (0)")
            .await?;
        Ok(())
    }
}

/// Reads the number, waits for whoever wants to get between, and writes it plus one.
pub(crate) async fn count_up(tx: &WriteTx) -> Result<(), StoreError> {
    let value = counted(tx.conn()).await;
    tokio::task::yield_now().await;
    let backend = tx.conn().get_database_backend();
    let statement = Statement::from_string(backend, format!("UPDATE counter SET value = {}", value? + 1));
    tx.conn().execute_raw(statement).await?;
    Ok(())
}

pub(crate) async fn counted(conn: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let select = Statement::from_string(conn.get_database_backend(), "SELECT value FROM counter");
    Ok(conn.query_one_raw(select).await?.unwrap().try_get_by_index(0)?)
}

/// A fact about one offer, with the aggregate's version.
pub(crate) fn fact(store: &Store, version: u64) -> Envelope {
    let id = store.new_id();
    Envelope {
        id,
        subject: subject("berth.v1.event.digital-explorers.offer.sent.7"),
        ce_type: "berth.v1.OfferSent".to_owned(),
        source: "berth/test".to_owned(),
        time: store.now(),
        version,
        trace: TraceContext::root(id),
        payload: format!("version {version}").into_bytes().into(),
    }
}

pub(crate) fn contact(store: &Store) -> Envelope {
    Envelope {
        subject: Subject::contact(Uuid::from_u128(5)),
        ..fact(store, 1)
    }
}

pub(crate) fn subject(text: &str) -> Subject {
    text.parse().unwrap()
}
