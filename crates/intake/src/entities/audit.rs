//! Who did what, when.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Who did what, when.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: DateTime<Utc>,
    /// `operator:<name>`, `applicant:<application>`, `host:<id>`, `link:<offer>` or `system`.
    pub actor: String,
    /// For example `application.submit`.
    pub action: String,
    pub programme_id: String,
    pub subject_id: String,
    /// JSON, without personal data.
    pub detail: String,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
