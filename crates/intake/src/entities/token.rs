//! An access token: only its hash is kept.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// An access token: only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "token")]
pub struct Model {
    /// SHA-256 of the token, hex.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: String,
    /// `operator`, `host` or `applicant`.
    pub role: String,
    /// The operator's name, the host's or the application's id.
    pub holder: String,
    pub created_at: DateTime<Utc>,
    pub revoked_at: Option<DateTime<Utc>>,
    /// The instant from which on it opens nothing; sessions have one.
    pub expires_at: Option<DateTime<Utc>>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
