//! The newest shortlist of an opening, as the matcher published it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The newest shortlist of an opening, as the matcher published it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shortlist")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub opening_id: Uuid,
    pub programme_id: String,
    /// Trainee and score, best first, JSON.
    pub entries: String,
    pub digest: String,
    pub changed_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
