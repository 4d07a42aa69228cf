//! Mailed links that were used, so that each decides once.

use sea_orm_migration::prelude::*;

pub(super) struct Links;

impl MigrationName for Links {
    fn name(&self) -> &str {
        "m20261128_000003_intake_links"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Links {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let used = Table::create()
            .table("used_link")
            .col(ColumnDef::new("hash").text().not_null().primary_key())
            .col(ColumnDef::new("used_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("expires_at").timestamp_with_time_zone().not_null())
            .take();
        manager.create_table(used).await?;
        let conn = manager.get_connection();
        conn.execute_unprepared("CREATE INDEX used_link_by_end ON used_link (expires_at)")
            .await?;
        Ok(())
    }
}
