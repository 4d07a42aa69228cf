//! Reading the one row that a query can have.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait, FromQueryResult, Select};

/// For queries that match one row at most, by a key.
pub trait Only {
    /// What a row is read as.
    type Row;

    /// The row, if there is one. Unlike `one` it sets no limit, which is a parameter: SQLite prepares a statement anew
    /// each time its limit is bound, and that costs more than the look-up itself.
    fn only<C: ConnectionTrait>(
        self,
        conn: &C,
    ) -> impl Future<Output = Result<Option<Self::Row>, DbErr>> + Send;
}

impl<E> Only for Select<E>
where
    E: EntityTrait,
    E::Model: FromQueryResult + Send + Sync,
{
    type Row = E::Model;

    async fn only<C: ConnectionTrait>(self, conn: &C) -> Result<Option<E::Model>, DbErr> {
        Ok(self.all(conn).await?.pop())
    }
}
