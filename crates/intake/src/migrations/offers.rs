//! Which re-match made an offer. Nothing says it of those there are already.

use sea_orm_migration::prelude::*;

pub(super) struct Offers;

impl MigrationName for Offers {
    fn name(&self) -> &str {
        "m20261128_000004_intake_offers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Offers {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rematch = Table::alter()
            .table("offer")
            .add_column(ColumnDef::new("rematch_id").uuid())
            .take();
        manager.alter_table(rematch).await
    }
}
