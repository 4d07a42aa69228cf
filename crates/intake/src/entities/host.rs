//! An organisation that offers openings. Its id is its party's.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// An organisation that offers openings. Its id is its party's.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "host")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: String,
    pub reference: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    pub city: String,
    /// [`berth_domain::state::HostState`].
    pub state: String,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
