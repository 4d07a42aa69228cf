//! What readers want and do not want, digests, and reports already filed.

use sea_orm_migration::prelude::*;

pub(super) struct Readers;

impl MigrationName for Readers {
    fn name(&self) -> &str {
        "m20261125_000003_readers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Readers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Read by versions that did not yet hear which offer a re-match made; it can go with the last of them.
        let seats_freed = Table::alter()
            .table("opening")
            .add_column(ColumnDef::new("seats_freed").integer().not_null().default(0))
            .take();
        manager.alter_table(seats_freed).await?;
        let provider = Table::alter()
            .table("attempt")
            .add_column(ColumnDef::new("provider").text())
            .take();
        manager.alter_table(provider).await?;
        let preference = Table::create()
            .table("preference")
            .col(ColumnDef::new("recipient").uuid().not_null())
            .col(ColumnDef::new("topic").text().not_null())
            .col(ColumnDef::new("wanted").boolean().not_null())
            .col(ColumnDef::new("changed_at").timestamp_with_time_zone().not_null())
            .primary_key(Index::create().col("recipient").col("topic"))
            .take();
        manager.create_table(preference).await?;
        let digest_part = Table::create()
            .table("digest_part")
            .col(ColumnDef::new("message").uuid().not_null().primary_key())
            .col(ColumnDef::new("digest").uuid().not_null())
            .foreign_key(
                ForeignKey::create()
                    .from("digest_part", "message")
                    .to("message", "id"),
            )
            .foreign_key(
                ForeignKey::create()
                    .from("digest_part", "digest")
                    .to("message", "id"),
            )
            .take();
        manager.create_table(digest_part).await?;
        let of_digest = Index::create()
            .name("digest_part_digest")
            .table("digest_part")
            .col("digest")
            .take();
        manager.create_index(of_digest).await?;
        let report = Table::create()
            .table("bounce_report")
            .col(ColumnDef::new("id").text().not_null().primary_key())
            .col(ColumnDef::new("message").uuid().not_null())
            .col(ColumnDef::new("address_hash").text())
            .col(ColumnDef::new("action").text().not_null())
            .col(ColumnDef::new("status").text().not_null())
            .col(ColumnDef::new("seen_at").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(report).await?;
        let conn = manager.get_connection();
        conn.execute_unprepared(
            "CREATE INDEX bounce_report_address ON bounce_report (address_hash, seen_at)",
        )
        .await?;
        Ok(())
    }
}
