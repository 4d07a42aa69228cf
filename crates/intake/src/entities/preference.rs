//! A certified rank list of a trainee or an opening.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A certified rank list of a trainee or an opening.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preference")]
pub struct Model {
    /// Trainee or opening.
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner_id: Uuid,
    pub programme_id: String,
    /// `trainee` or `opening`.
    pub side: String,
    /// Groups of ids from best to worst, JSON.
    pub ranked: String,
    pub version: i64,
    pub certified_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
