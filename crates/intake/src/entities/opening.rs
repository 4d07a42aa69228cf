//! A position offered, with its seats: free + held + filled = seats.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A position offered, with its seats: free + held + filled = seats.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opening")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: String,
    pub host_id: Uuid,
    pub reference: Option<String>,
    pub title: String,
    /// [`berth_domain::state::OpeningState`].
    pub state: String,
    /// What the matcher may know, JSON of `OpeningFacts`; its seats are those of this row.
    pub facts: String,
    pub seats: i32,
    pub held: i32,
    pub filled: i32,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
