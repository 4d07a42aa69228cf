//! Whether a recipient wants messages of a topic or of one kind; without a row it does.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub recipient: Uuid,
    /// A `readers::About`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic: String,
    pub wanted: bool,
    pub changed_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
