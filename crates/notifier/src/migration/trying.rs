//! Since when a message is being tried: the schedule gives up by that, not by the hour it was due.

use sea_orm_migration::prelude::*;

pub(super) struct Trying;

impl MigrationName for Trying {
    fn name(&self) -> &str {
        "m20261127_000004_trying"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Trying {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let trying_since = Table::alter()
            .table("message")
            .add_column(ColumnDef::new("trying_since").timestamp_with_time_zone())
            .take();
        manager.alter_table(trying_since).await
    }
}
