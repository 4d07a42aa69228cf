//! One try to hand a message over, with the server's reply.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub message: Uuid,
    /// 1, 2, 3, ...
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub fence: i64,
    pub worker: Uuid,
    /// How far it got; a `transport::Phase`, `begun` while under way, `below_dot` or `dot` when its worker died.
    pub phase: String,
    /// `open`, `accepted`, `later`, `refused`, `unknown`, `withheld`, or `abandoned` when its worker died below the dot.
    pub verdict: String,
    pub code: Option<i32>,
    /// The server's words. May hold an address.
    pub reply: Option<String>,
    /// The mail provider's host name.
    pub provider: Option<String>,
    pub started_at: DateTimeUtc,
    pub finished_at: Option<DateTimeUtc>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
