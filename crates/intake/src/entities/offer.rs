//! An offer of one seat to one trainee.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// An offer of one seat to one trainee.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "offer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: String,
    pub round_id: Uuid,
    /// The round's re-match that made it; none for the round's own.
    pub rematch_id: Option<Uuid>,
    pub application_id: Uuid,
    pub party_id: Uuid,
    pub opening_id: Uuid,
    pub host_id: Uuid,
    /// [`berth_domain::state::OfferState`].
    pub state: String,
    pub sent_at: DateTime<Utc>,
    /// The last instant at which it can be answered.
    pub expires_at: DateTime<Utc>,
    /// Last safe acceptance for permit and journey, ISO 8601 date.
    pub last_safe_on: Option<String>,
    pub answered_at: Option<DateTime<Utc>>,
    pub reason: Option<String>,
    pub version: i64,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
