//! One message of the ledger. Unique by recipient, kind, subject and occurrence.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: String,
    /// Party or host id.
    pub recipient: Uuid,
    /// A `berth_domain::message::MessageKind`.
    pub kind: String,
    /// The application, offer or host it is about.
    pub subject: Uuid,
    /// Which one of several about the same subject, for example `t-3d@2027-01-31T21:59:59Z`.
    pub occurrence: String,
    /// A `ledger::State`.
    pub state: String,
    /// Why it was cancelled, deferred, parked, ...: a code, never a text.
    pub reason: Option<String>,
    pub urgent: bool,
    /// What the local rule counts from.
    pub anchor_at: DateTimeUtc,
    /// A `berth_domain::calendar::LocalRule` as JSON, so that a changed zone moves the plan.
    pub rule: String,
    /// The zone `due_at` was computed with.
    pub zone: String,
    pub due_at: DateTimeUtc,
    /// After this it is cancelled instead of sent.
    pub useless_after: Option<DateTimeUtc>,
    /// When it is to be looked at next.
    pub next_attempt_at: DateTimeUtc,
    /// The process that holds it.
    pub claimed_by: Option<Uuid>,
    /// Grows with every claim; a write with an older one changes nothing.
    pub fence: i64,
    /// Wall-clock end of the lease: a rehearsal's fast clock must not end it.
    pub lease_until: Option<DateTimeUtc>,
    /// `below` or `dot`: whether the other side may have it.
    pub phase: Option<String>,
    /// When the first attempt of this series began; an operator's retry begins a new one.
    pub trying_since: Option<DateTimeUtc>,
    /// Attempts begun.
    pub attempts: i32,
    /// Attempts of which nobody knows whether they delivered it.
    pub doubts: i32,
    /// The Message-ID header, without brackets.
    pub message_id: Option<String>,
    /// The Date header.
    pub dated: Option<DateTimeUtc>,
    pub boundary: Option<String>,
    pub envelope_from: Option<String>,
    pub envelope_to: Option<String>,
    /// What every attempt sends, byte for byte; kept in the table `rendering` and filled in by `operator::show` alone.
    #[sea_orm(ignore)]
    pub rendered: Option<Vec<u8>>,
    pub accepted_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
