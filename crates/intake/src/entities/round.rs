//! A matching round with its frozen input and its result.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A matching round with its frozen input and its result.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "round")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: String,
    /// Counts the programme's rounds, from 1.
    pub number: i32,
    /// [`berth_domain::state::RoundState`].
    pub state: String,
    /// 64 hex digits, published.
    pub seed: String,
    /// The frozen cohort, canonical JSON.
    pub cohort: Option<String>,
    /// SHA-256 of it.
    pub cohort_hash: Option<String>,
    /// When the object was stored and `round.locked` put into the outbox.
    pub announced_at: Option<DateTime<Utc>>,
    /// The instance solved, `berth-round/1`.
    pub input: Option<String>,
    pub input_hash: Option<String>,
    /// `berth-result/1`.
    pub result: Option<String>,
    pub result_hash: Option<String>,
    /// Figures of the result, JSON.
    pub figures: Option<String>,
    /// Reason code when abandoned.
    pub reason: Option<String>,
    pub locked_at: Option<DateTime<Utc>>,
    pub solved_at: Option<DateTime<Utc>>,
    pub approved_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
