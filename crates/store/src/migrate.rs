//! Brings a database's schema up to date, one process at a time, and says what is still pending.

use std::sync::Arc;

use berth_runtime::SystemClock;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder, TransactionTrait};
use sea_orm_migration::{MigratorTrait, seaql_migrations};

use crate::address::Address;
use crate::connect::{Use, open, serial};
use crate::lock::{self, Purpose};
use crate::{Store, StoreError, StoreOptions};

/// Applies what is pending of `M` and says which migrations these were. A SQLite file is created if missing.
///
/// Processes that migrate one database at once take turns: the later one finds nothing to do. On SQLite all
/// pending migrations are one transaction; on Postgres each is one of its own, unless it says otherwise.
pub async fn migrate<M: MigratorTrait>(url: &str) -> Result<Vec<String>, StoreError> {
    let address = Address::parse(url)?;
    match &address {
        Address::Sqlite(path) => {
            // Held until the end of this block.
            let _turn = lock::file(path, Purpose::Migrate).await?;
            let conn = open(&address, &options(), Use::Migrate).await?;
            let names = pending_in::<M>(&conn, &address, Unknown::Refused).await?;
            if !names.is_empty() {
                let tx = conn
                    .begin_with_options(serial(conn.get_database_backend()))
                    .await?;
                M::up(&tx, None).await?;
                tx.commit().await?;
            }
            conn.close().await?;
            Ok(names)
        }
        Address::Postgres { .. } => {
            let conn = open(&address, &options(), Use::Migrate).await?;
            lock::advisory(&conn, Purpose::Migrate).await?;
            let names = pending_in::<M>(&conn, &address, Unknown::Refused).await?;
            if !names.is_empty() {
                M::up(&conn, None).await?;
            }
            // Ends the session and with it the lock.
            conn.close().await?;
            Ok(names)
        }
    }
}

/// The names of the migrations of `M` that are not applied yet, in order.
pub async fn pending<M: MigratorTrait>(url: &str) -> Result<Vec<String>, StoreError> {
    let address = Address::parse(url)?;
    if let Address::Sqlite(path) = &address
        && !path.exists()
    {
        return Ok(M::migrations()
            .iter()
            .map(|migration| migration.name().to_owned())
            .collect());
    }
    let conn = open(&address, &options(), Use::Read).await?;
    let names = pending_in::<M>(&conn, &address, Unknown::Accepted).await?;
    conn.close().await?;
    Ok(names)
}

impl Store {
    /// Refuses when migrations of `M` are pending: the first step of a service's start.
    pub async fn require_migrated<M: MigratorTrait>(&self) -> Result<(), StoreError> {
        let names = pending_in::<M>(self.read(), self.parsed_address(), Unknown::Accepted).await?;
        if names.is_empty() {
            Ok(())
        } else {
            Err(StoreError::MigrationsPending {
                address: self.address(),
                names,
            })
        }
    }
}

fn options() -> StoreOptions {
    StoreOptions::new("migrate", Arc::new(SystemClock))
}

/// What to do about applied migrations that `M` doesn't have.
#[derive(PartialEq, Eq)]
enum Unknown {
    /// A newer version has migrated; its schema still serves this one.
    Accepted,
    /// Migrating now would mix two services or go backwards.
    Refused,
}

async fn pending_in<M: MigratorTrait>(
    conn: &DatabaseConnection,
    address: &Address,
    unknown: Unknown,
) -> Result<Vec<String>, StoreError> {
    let manager = sea_orm_migration::SchemaManager::new(conn);
    let applied: Vec<String> = if manager.has_table("seaql_migrations").await? {
        let rows = seaql_migrations::Entity::find().order_by_asc(seaql_migrations::Column::Version);
        rows.all(conn).await?.into_iter().map(|row| row.version).collect()
    } else {
        Vec::new()
    };
    let known: Vec<String> = M::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect();
    let foreign: Vec<&str> = applied
        .iter()
        .filter(|name| !known.contains(name))
        .map(String::as_str)
        .collect();
    if !foreign.is_empty() && unknown == Unknown::Refused {
        return Err(StoreError::UnknownMigrations {
            address: address.to_string(),
            names: foreign.join(", "),
        });
    }
    Ok(known.into_iter().filter(|name| !applied.contains(name)).collect())
}
