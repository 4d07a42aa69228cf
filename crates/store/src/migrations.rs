//! The migrations every service's database begins with: outbox and inbox.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait's signature elides it, and async_trait wants the same"
)]

use sea_orm_migration::prelude::*;

/// Outbox and inbox, to stand first in a service's list.
pub fn shared() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(Outbox), Box::new(Inbox)]
}

/// [`shared`] followed by a service's own.
///
/// ```
/// use sea_orm_migration::{MigrationTrait, MigratorTrait};
///
/// pub struct Migrator;
///
/// impl MigratorTrait for Migrator {
///     fn migrations() -> Vec<Box<dyn MigrationTrait>> {
///         berth_store::migrations::followed_by(vec![/* Box::new(m20261124_000001_offer::Migration) */])
///     }
/// }
/// ```
pub fn followed_by(own: Vec<Box<dyn MigrationTrait>>) -> Vec<Box<dyn MigrationTrait>> {
    shared().into_iter().chain(own).collect()
}

struct Outbox;

impl MigrationName for Outbox {
    fn name(&self) -> &str {
        "m00000000_000001_store_outbox"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Outbox {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let seq = ColumnDef::new("seq")
            .big_integer()
            .not_null()
            .auto_increment()
            .primary_key()
            .take();
        let table = Table::create()
            .table("outbox")
            .col(seq)
            .col(ColumnDef::new("id").uuid().not_null().unique_key())
            .col(ColumnDef::new("stream").text().not_null())
            .col(ColumnDef::new("subject").text().not_null())
            .col(ColumnDef::new("headers").text().not_null())
            .col(ColumnDef::new("payload").blob().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("published_at").timestamp_with_time_zone())
            .col(ColumnDef::new("parked_at").timestamp_with_time_zone())
            .col(ColumnDef::new("error").text())
            .take();
        manager.create_table(table).await?;
        let conn = manager.get_connection();
        for index in [
            // What the relay asks for all the time: small, whatever the size of the table.
            "CREATE INDEX outbox_waiting ON outbox (seq) WHERE published_at IS NULL AND parked_at IS NULL",
            "CREATE INDEX outbox_parked ON outbox (seq) WHERE parked_at IS NOT NULL",
            "CREATE INDEX outbox_published ON outbox (published_at) WHERE published_at IS NOT NULL",
        ] {
            conn.execute_unprepared(index).await?;
        }
        Ok(())
    }
}

struct Inbox;

impl MigrationName for Inbox {
    fn name(&self) -> &str {
        "m00000000_000002_store_inbox"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Inbox {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("inbox")
            .col(ColumnDef::new("consumer").text().not_null())
            .col(ColumnDef::new("event_id").uuid().not_null())
            .col(ColumnDef::new("seen_at").timestamp_with_time_zone().not_null())
            .primary_key(Index::create().col("consumer").col("event_id"))
            .take();
        manager.create_table(table).await?;
        let seen = Index::create()
            .name("inbox_seen")
            .table("inbox")
            .col("seen_at")
            .take();
        manager.create_index(seen).await
    }
}
