//! A report that was filed, so that the same one twice changes nothing.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bounce_report")]
pub struct Model {
    /// The sender's own id of the report, or a hash of what it says.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub message: Uuid,
    /// As on the suppression list.
    pub address_hash: Option<String>,
    /// `failed`, `delayed` or `delivered`.
    pub action: String,
    /// Enhanced status code (RFC 3463).
    pub status: String,
    pub seen_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
