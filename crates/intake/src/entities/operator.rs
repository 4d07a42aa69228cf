//! Somebody who runs programmes. Tokens are theirs; approvals count them, not their tokens.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// Somebody who runs programmes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator")]
pub struct Model {
    /// The name in lower case: `Ada` and `ada` are one person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub folded: String,
    /// As it was given.
    pub name: String,
    /// Who made them known.
    pub created_by: String,
    pub created_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
