//! One application of a party to a cohort; also the trainee.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// One application of a party to a cohort; also the trainee.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "application")]
pub struct Model {
    /// Also the trainee's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: String,
    pub cohort_id: String,
    pub party_id: Uuid,
    /// The operator's own reference, from an import.
    pub reference: Option<String>,
    /// [`berth_domain::state::ApplicationState`].
    pub state: String,
    /// What the eligibility rules said at submission.
    pub outcome: Option<String>,
    /// The rules that did not pass, JSON.
    pub findings: String,
    /// JSON by field name.
    pub answers: String,
    /// Reason code of a closed state.
    pub reason: Option<String>,
    /// Rounds that ended without a seat.
    pub rounds_waited: i32,
    pub submitted_at: Option<DateTime<Utc>>,
    /// Counts changes.
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
