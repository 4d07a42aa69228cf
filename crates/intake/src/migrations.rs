//! The tables of intake, one migration per release that changes them.

#![expect(
    elided_lifetimes_in_paths,
    reason = "the trait's signature elides it, and async_trait wants the same"
)]

mod links;
mod offers;
mod rematch;

use sea_orm_migration::prelude::*;

/// Brings intake's database to this version's shape.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        berth_store::migrations::followed_by(vec![
            Box::new(Foundation),
            Box::new(rematch::Rematch),
            Box::new(links::Links),
            Box::new(offers::Offers),
        ])
    }
}

struct Foundation;

impl MigrationName for Foundation {
    fn name(&self) -> &str {
        "m20261124_000001_intake_foundation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Foundation {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in tables() {
            manager.create_table(table).await?;
        }
        let conn = manager.get_connection();
        for statement in INDEXES {
            conn.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// Uniqueness is a rule of the programme, not of a handler: the database keeps it whoever writes.
const INDEXES: &[&str] = &[
    "CREATE UNIQUE INDEX party_once ON party (programme_id, role, email_folded)",
    "CREATE UNIQUE INDEX application_once ON application (programme_id, cohort_id, party_id)",
    "CREATE UNIQUE INDEX application_reference ON application (programme_id, reference)",
    "CREATE INDEX application_by_state ON application (programme_id, state)",
    "CREATE UNIQUE INDEX host_reference ON host (programme_id, reference)",
    "CREATE UNIQUE INDEX opening_reference ON opening (programme_id, reference)",
    "CREATE INDEX opening_by_host ON opening (host_id)",
    "CREATE INDEX preference_by_programme ON preference (programme_id)",
    "CREATE UNIQUE INDEX round_number ON round (programme_id, number)",
    "CREATE UNIQUE INDEX offer_one_live ON offer (application_id) WHERE state IN ('drafted', 'sent')",
    "CREATE UNIQUE INDEX offer_once_a_round ON offer (round_id, application_id)",
    "CREATE INDEX offer_by_state ON offer (state, expires_at)",
    "CREATE INDEX offer_by_programme ON offer (programme_id, state)",
    "CREATE INDEX audit_by_subject ON audit (subject_id)",
    "CREATE INDEX shortlist_by_programme ON shortlist (programme_id)",
];

fn tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("programme")
            .col(ColumnDef::new("id").text().not_null().primary_key())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("config").text().not_null())
            .col(ColumnDef::new("shifted_years").integer().not_null())
            .col(ColumnDef::new("closes_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("loaded_at").timestamp_with_time_zone().not_null())
            .take(),
        Table::create()
            .table("party")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("kind").text().not_null())
            .col(ColumnDef::new("role").text().not_null())
            .col(ColumnDef::new("display_name").text().not_null())
            .col(ColumnDef::new("email").text().not_null())
            .col(ColumnDef::new("email_folded").text().not_null())
            .col(ColumnDef::new("locale").text().not_null())
            .col(ColumnDef::new("zone").text().not_null())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .take(),
        Table::create()
            .table("application")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("cohort_id").text().not_null())
            .col(ColumnDef::new("party_id").uuid().not_null())
            .col(ColumnDef::new("reference").text())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("outcome").text())
            .col(ColumnDef::new("findings").text().not_null())
            .col(ColumnDef::new("answers").text().not_null())
            .col(ColumnDef::new("reason").text())
            .col(ColumnDef::new("rounds_waited").integer().not_null())
            .col(ColumnDef::new("submitted_at").timestamp_with_time_zone())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
            .take(),
        Table::create()
            .table("host")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("reference").text())
            .col(ColumnDef::new("country").text().not_null())
            .col(ColumnDef::new("city").text().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .take(),
        Table::create()
            .table("opening")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("host_id").uuid().not_null())
            .col(ColumnDef::new("reference").text())
            .col(ColumnDef::new("title").text().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("facts").text().not_null())
            .col(ColumnDef::new("seats").integer().not_null())
            .col(ColumnDef::new("held").integer().not_null())
            .col(ColumnDef::new("filled").integer().not_null())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("updated_at").timestamp_with_time_zone().not_null())
            .check(Expr::cust("held >= 0 AND filled >= 0 AND held + filled <= seats"))
            .take(),
        Table::create()
            .table("preference")
            .col(ColumnDef::new("owner_id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("side").text().not_null())
            .col(ColumnDef::new("ranked").text().not_null())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(
                ColumnDef::new("certified_at")
                    .timestamp_with_time_zone()
                    .not_null(),
            )
            .take(),
        Table::create()
            .table("round")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("number").integer().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("seed").text().not_null())
            .col(ColumnDef::new("cohort").text())
            .col(ColumnDef::new("cohort_hash").text())
            .col(ColumnDef::new("announced_at").timestamp_with_time_zone())
            .col(ColumnDef::new("input").text())
            .col(ColumnDef::new("input_hash").text())
            .col(ColumnDef::new("result").text())
            .col(ColumnDef::new("result_hash").text())
            .col(ColumnDef::new("figures").text())
            .col(ColumnDef::new("reason").text())
            .col(ColumnDef::new("locked_at").timestamp_with_time_zone())
            .col(ColumnDef::new("solved_at").timestamp_with_time_zone())
            .col(ColumnDef::new("approved_at").timestamp_with_time_zone())
            .col(ColumnDef::new("version").big_integer().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .take(),
        Table::create()
            .table("approval")
            .col(ColumnDef::new("round_id").uuid().not_null())
            .col(ColumnDef::new("operator").text().not_null())
            .col(
                ColumnDef::new("approved_at")
                    .timestamp_with_time_zone()
                    .not_null(),
            )
            .primary_key(Index::create().col("round_id").col("operator"))
            .take(),
        Table::create()
            .table("offer")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("round_id").uuid().not_null())
            .col(ColumnDef::new("application_id").uuid().not_null())
            .col(ColumnDef::new("party_id").uuid().not_null())
            .col(ColumnDef::new("opening_id").uuid().not_null())
            .col(ColumnDef::new("host_id").uuid().not_null())
            .col(ColumnDef::new("state").text().not_null())
            .col(ColumnDef::new("sent_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("expires_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("last_safe_on").text())
            .col(ColumnDef::new("answered_at").timestamp_with_time_zone())
            .col(ColumnDef::new("reason").text())
            .col(ColumnDef::new("version").big_integer().not_null())
            .take(),
        Table::create()
            .table("audit")
            .col(ColumnDef::new("id").uuid().not_null().primary_key())
            .col(ColumnDef::new("at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("actor").text().not_null())
            .col(ColumnDef::new("action").text().not_null())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("subject_id").text().not_null())
            .col(ColumnDef::new("detail").text().not_null())
            .take(),
        Table::create()
            .table("shortlist")
            .col(ColumnDef::new("opening_id").uuid().not_null().primary_key())
            .col(ColumnDef::new("programme_id").text().not_null())
            .col(ColumnDef::new("entries").text().not_null())
            .col(ColumnDef::new("digest").text().not_null())
            .col(ColumnDef::new("changed_at").timestamp_with_time_zone().not_null())
            .take(),
        Table::create()
            .table("token")
            .col(ColumnDef::new("hash").text().not_null().primary_key())
            .col(ColumnDef::new("role").text().not_null())
            .col(ColumnDef::new("holder").text().not_null())
            .col(ColumnDef::new("created_at").timestamp_with_time_zone().not_null())
            .col(ColumnDef::new("revoked_at").timestamp_with_time_zone())
            .take(),
    ]
}
