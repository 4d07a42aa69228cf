//! A programme as it is configured now.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A programme as it is configured now.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    /// The slug.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Counts configurations, from 1.
    pub version: i64,
    /// The configuration as JSON, its dates already shifted if it is a sample.
    pub config: String,
    /// Whole years a sample was shifted by when it was first loaded.
    pub shifted_years: i32,
    /// The deadline, for the timers.
    pub closes_at: DateTime<Utc>,
    /// When this configuration was loaded.
    pub loaded_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
