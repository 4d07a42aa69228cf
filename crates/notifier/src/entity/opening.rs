//! An opening as far as digests need it: whose, and whether it has candidates.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opening")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub opening_id: Uuid,
    pub programme_id: String,
    /// Unknown while only its shortlist was heard of.
    pub host_id: Option<Uuid>,
    pub open: bool,
    pub candidates: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
