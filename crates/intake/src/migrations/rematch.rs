//! Re-matches of published rounds, operators as people, sessions that end.

use sea_orm_migration::prelude::*;

pub(super) struct Rematch;

impl MigrationName for Rematch {
    fn name(&self) -> &str {
        "m20261124_000002_intake_rematch"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Rematch {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(rematch()).await?;
        manager.create_table(operator()).await?;
        let expires = ColumnDef::new("expires_at").timestamp_with_time_zone().take();
        let token = Table::alter().table("token").add_column(expires).take();
        manager.alter_table(token).await?;
        let conn = manager.get_connection();
        for statement in STATEMENTS {
            conn.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

const STATEMENTS: &[&str] = &[
    // A re-match may offer another seat to whom the same round offered one before.
    "DROP INDEX offer_once_a_round",
    "CREATE INDEX offer_by_round ON offer (round_id, application_id)",
    "CREATE UNIQUE INDEX rematch_number ON rematch (round_id, number)",
    "CREATE UNIQUE INDEX rematch_one_outstanding ON rematch (round_id) WHERE state IN ('wanted', 'asked', 'proposed')",
    // Those who have a token already are people already.
    "INSERT INTO operator (folded, name, created_by, created_at) \
     SELECT lower(holder), min(holder), 'configured', min(created_at) FROM token \
     WHERE role = 'operator' AND holder <> 'configured' GROUP BY lower(holder)",
];

fn rematch() -> TableCreateStatement {
    Table::create()
        .table("rematch")
        .col(ColumnDef::new("id").uuid().not_null().primary_key())
        .col(ColumnDef::new("programme_id").text().not_null())
        .col(ColumnDef::new("round_id").uuid().not_null())
        .col(ColumnDef::new("number").integer().not_null())
        .col(ColumnDef::new("policy").text().not_null())
        .col(ColumnDef::new("state").text().not_null())
        .col(ColumnDef::new("changed").boolean().not_null())
        .col(ColumnDef::new("attempt").integer().not_null())
        .col(ColumnDef::new("document").text())
        .col(ColumnDef::new("document_hash").text())
        .col(ColumnDef::new("announced_at").timestamp_with_time_zone())
        .col(ColumnDef::new("result").text())
        .col(ColumnDef::new("result_hash").text())
        .col(ColumnDef::new("sent").integer().not_null())
        .col(ColumnDef::new("dropped").text().not_null())
        .col(ColumnDef::new("reason").text())
        .col(ColumnDef::new("version").big_integer().not_null())
        .col(ColumnDef::new("wanted_at").timestamp_with_time_zone().not_null())
        .col(ColumnDef::new("settled_at").timestamp_with_time_zone())
        .take()
}

fn operator() -> TableCreateStatement {
    Table::create()
        .table("operator")
        .col(ColumnDef::new("folded").text().not_null().primary_key())
        .col(ColumnDef::new("name").text().not_null())
        .col(ColumnDef::new("created_by").text().not_null())
        .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
        .take()
}
