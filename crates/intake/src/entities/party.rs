//! A person or an organisation. The only table with names and addresses.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A person or an organisation. The only table with names and addresses.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Where the party was registered.
    pub programme_id: String,
    /// `person` or `organisation`.
    pub kind: String,
    /// `applicant` or `host`.
    pub role: String,
    /// How the party is addressed.
    pub display_name: String,
    /// Where its mail goes.
    pub email: String,
    /// The address folded, to find a party again.
    pub email_folded: String,
    /// BCP 47.
    pub locale: String,
    /// IANA.
    pub zone: String,
    /// Counts changes; goes with the contact message.
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
