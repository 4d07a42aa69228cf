//! Locks that only one process holds per database: a locked file beside SQLite, an advisory lock in Postgres.

use std::fs::{File, TryLockError};
use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};

use crate::StoreError;
use crate::address::Address;

/// The first half of Berth's advisory lock keys ("bert"); they are separate in every database.
const NAMESPACE: i32 = 0x6265_7274;

/// What is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    Relay,
    Migrate,
}

impl Purpose {
    fn key(self) -> i32 {
        match self {
            Purpose::Relay => 1,
            Purpose::Migrate => 2,
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Purpose::Relay => ".relay.lock",
            Purpose::Migrate => ".migrate.lock",
        }
    }
}

/// Locks the file beside a SQLite database, waiting for whoever has it. The file stays: deleting it
/// would let two processes lock two different files.
pub(crate) async fn file(database: &Path, purpose: Purpose) -> Result<File, StoreError> {
    let path = Address::beside(database, purpose.suffix());
    let failed = |source| StoreError::LockFile {
        path: path.display().to_string(),
        source,
    };
    let file = open(&path).map_err(failed)?;
    let locking = tokio::task::spawn_blocking(move || file.lock().map(|()| file));
    locking
        .await
        .map_err(std::io::Error::other)
        .flatten()
        .map_err(failed)
}

/// Locks the file if nobody has it.
pub(crate) fn try_file(database: &Path, purpose: Purpose) -> Result<Option<File>, StoreError> {
    let path = Address::beside(database, purpose.suffix());
    let failed = |source| StoreError::LockFile {
        path: path.display().to_string(),
        source,
    };
    let file = open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)
}

/// Takes the advisory lock of this session, waiting for whoever has it.
pub(crate) async fn advisory(conn: &DatabaseConnection, purpose: Purpose) -> Result<(), DbErr> {
    conn.execute_raw(sql("SELECT pg_advisory_lock($1, $2)", purpose))
        .await
        .map(|_| ())
}

/// Takes the advisory lock of this session if nobody has it.
pub(crate) async fn try_advisory(conn: &DatabaseConnection, purpose: Purpose) -> Result<bool, DbErr> {
    is_true(conn, sql("SELECT pg_try_advisory_lock($1, $2)", purpose)).await
}

/// Gives the advisory lock of this session back.
pub(crate) async fn free_advisory(conn: &DatabaseConnection, purpose: Purpose) -> Result<(), DbErr> {
    conn.execute_raw(sql("SELECT pg_advisory_unlock($1, $2)", purpose))
        .await
        .map(|_| ())
}

/// Whether the session that runs this query holds the advisory lock: a pool may have replaced the one that did.
pub(crate) async fn holds_advisory(conn: &impl ConnectionTrait, purpose: Purpose) -> Result<bool, DbErr> {
    const HELD: &str = "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted \
         AND pid = pg_backend_pid() AND objsubid = 2 AND classid = $1::bigint::oid AND objid = $2::bigint::oid \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))";
    is_true(conn, sql(HELD, purpose)).await
}

async fn is_true(conn: &impl ConnectionTrait, statement: Statement) -> Result<bool, DbErr> {
    match conn.query_one_raw(statement).await? {
        Some(row) => row.try_get_by_index(0),
        None => Ok(false),
    }
}

fn sql(text: &str, purpose: Purpose) -> Statement {
    let keys = [NAMESPACE.into(), purpose.key().into()];
    Statement::from_sql_and_values(sea_orm::DbBackend::Postgres, text, keys)
}
