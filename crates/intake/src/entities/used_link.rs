//! A mailed link that has decided what it was for: it decides nothing again.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A mailed link that has decided what it was for: it decides nothing again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "used_link")]
pub struct Model {
    /// SHA-256 of the link's token, hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    pub used_at: DateTime<Utc>,
    /// When the link would have run out by itself; from then on nobody needs the row.
    pub expires_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
