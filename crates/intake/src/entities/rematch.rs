//! A re-match of a published round: what was asked, and what became of it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A re-match of a published round: what was asked, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rematch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: String,
    pub round_id: Uuid,
    /// Counts the round's re-matches, from 1.
    pub number: i32,
    /// [`berth_domain::rematch::RematchPolicy`].
    pub policy: String,
    /// `wanted`, `asked`, `proposed`, `applied`, `failed` or `superseded`.
    pub state: String,
    /// Whether something changed since the document was frozen.
    pub changed: bool,
    /// How many re-matches in a row had to be asked for again, because moves no longer applied.
    pub attempt: i32,
    /// What was asked, `berth-rematch/1`, canonical JSON.
    pub document: Option<String>,
    /// SHA-256 of it.
    pub document_hash: Option<String>,
    /// When the object was stored and `rematch.requested` put into the outbox.
    pub announced_at: Option<DateTime<Utc>>,
    /// What the matcher proposed, `berth-rematch-result/1`.
    pub result: Option<String>,
    pub result_hash: Option<String>,
    /// Offers that followed.
    pub sent: i32,
    /// Moves that no longer applied, with their reasons, JSON.
    pub dropped: String,
    /// Reason code when it came to nothing.
    pub reason: Option<String>,
    pub version: i64,
    pub wanted_at: DateTime<Utc>,
    pub settled_at: Option<DateTime<Utc>>,
}

/// None declared: queries join by hand where they need to.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
