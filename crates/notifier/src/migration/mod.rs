//! The ledger's tables. Outbox and inbox come first, as in every service's database.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait's signature elides it, and async_trait wants the same"
)]

mod readers;
mod trying;

use sea_orm_migration::prelude::*;

/// Brings the notifier's database up to date.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        berth_store::migrations::followed_by(vec![
            Box::new(Ledger),
            Box::new(Projections),
            Box::new(readers::Readers),
            Box::new(trying::Trying),
        ])
    }
}

struct Ledger;

impl MigrationName for Ledger {
    fn name(&self) -> &str {
        "m20261124_000001_ledger"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Ledger {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let message = Table::create()
            .table("message")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("recipient").uuid().not_null())
            .col(ColumnDef::new("kind").text().not_null())
            .col(ColumnDef::new("subject").uuid().not_null())
            .col(ColumnDef::new("occurrence").text().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("reason").text())
            .col(ColumnDef::new("urgent").boolean().not_null())
            .col(ColumnDef::new("anchor_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("rule").text().not_null())
            .col(ColumnDef::new("zone").text().not_null())
            .col(ColumnDef::new("due_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("useless_after").timestamp_with_time_zone())
            .col(
                ColumnDef::new("next_attempt_at")
                    .timestamp_with_time_zone()
                    .not_null(),
            )
            .col(ColumnDef::new("claimed_by").uuid())
            .col(ColumnDef::new("fence").big_integer().not_null().default(0))
            .col(ColumnDef::new("lease_until").timestamp_with_time_zone())
            .col(ColumnDef::new("phase").text())
            .col(ColumnDef::new("attempts").integer().not_null().default(0))
            .col(ColumnDef::new("doubts").integer().not_null().default(0))
            .col(ColumnDef::new("message_id").text())
            .col(ColumnDef::new("dated").timestamp_with_time_zone())
            .col(ColumnDef::new("boundary").text())
            .col(ColumnDef::new("envelope_from").text())
            .col(ColumnDef::new("envelope_to").text())
            .col(ColumnDef::new("accepted_at").timestamp_with_time_zone())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(message).await?;
        let rendering = Table::create()
            .table("rendering")
            .col(ColumnDef::new("message").uuid().not_null().primary_key())
            .col(ColumnDef::new("bytes").blob().not_null())
            .foreign_key(
                ForeignKey::create()
                    .from("rendering", "message")
                    .to("message", "id"),
            )
            .take();
        manager.create_table(rendering).await?;
        let attempt = Table::create()
            .table("attempt")
            .col(ColumnDef::new("message").uuid().not_null())
            .col(ColumnDef::new("number").integer().not_null())
            .col(ColumnDef::new("fence").big_integer().not_null())
            .col(ColumnDef::new("worker").uuid().not_null())
            .col(ColumnDef::new("phase").text().not_null())
            .col(ColumnDef::new("verdict").text().not_null())
            .col(ColumnDef::new("code").integer())
            .col(ColumnDef::new("reply").text())
            .col(ColumnDef::new("started_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("finished_at").timestamp_with_time_zone())
            .primary_key(Index::create().col("message").col("number"))
            .foreign_key(
                ForeignKey::create()
                    .from("attempt", "message")
                    .to("message", "id"),
            )
            .take();
        manager.create_table(attempt).await?;
        let conn = manager.get_connection();
        for index in [
            "CREATE UNIQUE INDEX message_once ON message (recipient, kind, subject, occurrence)",
            // What workers ask for all the time: the next ones of a state, urgent or not, by instant.
            "CREATE INDEX message_next ON message (state, urgent, next_attempt_at)",
            "CREATE INDEX message_about ON message (subject, kind)",
            // Answers the counts, and which are overdue, without touching the rows.
            "CREATE INDEX message_counts ON message (programme_id, kind, state, due_at)",
        ] {
            conn.execute_unprepared(index).await?;
        }
        Ok(())
    }
}

struct Projections;

impl MigrationName for Projections {
    fn name(&self) -> &str {
        "m20261124_000002_projections"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Projections {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let contact = Table::create()
            .table("contact")
            .col(ColumnDef::new("party_id").uuid().not_null().primary_key())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("display_name").text().not_null())
            .col(ColumnDef::new("email").text().not_null())
            .col(ColumnDef::new("locale").text().not_null())
            .col(ColumnDef::new("zone").text().not_null())
            .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(contact).await?;
        let draft = Table::create()
            .table("draft")
            .col(ColumnDef::new("application_id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("cohort_id").text().not_null())
            .col(ColumnDef::new("party_id").uuid().not_null())
            .col(ColumnDef::new("open").boolean().not_null())
            .take();
        manager.create_table(draft).await?;
        let by_cohort = Index::create()
            .name("draft_cohort")
            .table("draft")
            .col("programme_id")
            .col("cohort_id")
            .take();
        manager.create_index(by_cohort).await?;
        let cohort = Table::create()
            .table("cohort")
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("cohort_id").text().not_null())
            .col(ColumnDef::new("closes_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("version").big_integer().not_null())
            .primary_key(Index::create().col("programme_id").col("cohort_id"))
            .take();
        manager.create_table(cohort).await?;
        let opening = Table::create()
            .table("opening")
            .col(ColumnDef::new("opening_id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("host_id").uuid())
            .col(ColumnDef::new("open").boolean().not_null())
            .col(ColumnDef::new("candidates").integer().not_null())
            .take();
        manager.create_table(opening).await?;
        let suppression = Table::create()
            .table("suppression")
            .col(ColumnDef::new("address_hash").text().not_null().primary_key())
            .col(ColumnDef::new("reason").text().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(suppression).await
    }
}
