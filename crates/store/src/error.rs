//! What can go wrong in the store, and whether trying again can help.

use std::error::Error;

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};

/// An error of the store. Messages never hold a password or a row's content.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database address can't be used; the text says what is expected.
    #[error("{0}")]
    Address(String),
    /// The SQLite file isn't there yet: only migrating creates it.
    #[error("the database file {0} doesn't exist: create it with `berth migrate`")]
    NoFile(String),
    /// No connection could be made.
    #[error(
        "can't connect to the database {address}: {source}; check that it runs, and the address and password"
    )]
    Connect {
        /// The address, without its password.
        address: String,
        /// What the driver said.
        source: DbErr,
    },
    /// A lock file beside the SQLite database can't be opened or locked.
    #[error("can't use the lock file {path}: {source}; the service needs to write in the database's folder")]
    LockFile {
        /// The lock file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Migrations are waiting, so a service doesn't start.
    #[error("the database {address} has {} pending migration(s), the first is {}: run `berth migrate`", names.len(), names.first().map_or("", String::as_str))]
    MigrationsPending {
        /// The address, without its password.
        address: String,
        /// The names of what is pending, in order.
        names: Vec<String>,
    },
    /// The database has migrations this program doesn't know.
    #[error(
        "the database {address} has migrations this program doesn't know ({names}): it belongs to another service or to a newer version; check the database address"
    )]
    UnknownMigrations {
        /// The address, without its password.
        address: String,
        /// The names of what is unknown.
        names: String,
    },
    /// Another transaction got in the way and the database rolled this one back: run it again.
    #[error("the transaction met another one and was rolled back; it can be run again: {0}")]
    Conflict(#[source] DbErr),
    /// The database refused or failed.
    #[error("the database failed: {0}")]
    Database(#[source] DbErr),
    /// The commit wasn't answered, so nobody knows whether it happened.
    #[error(
        "the database did not answer the commit, so it may or may not have happened: {0}; read again before repeating"
    )]
    CommitUnknown(#[source] DbErr),
    /// An event was emitted on a subject that no stream keeps.
    #[error("no stream keeps the subject `{0}`, so it can't be emitted from a transaction")]
    NoStream(String),
    /// Another process took over the relay, or the connection that holds its lock broke.
    #[error("the right to relay this database's outbox was lost; it is asked for again")]
    LeaseLost,
    /// An outbox replay without any condition would send everything again.
    #[error("a replay needs at least one condition (ids, a subject prefix or a time range)")]
    ReplayEverything,
}

impl StoreError {
    /// Whether the work was surely undone and running it again may succeed.
    pub fn is_retryable(&self) -> bool {
        is_retryable(self)
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        if is_retryable(&error) {
            StoreError::Conflict(error)
        } else {
            StoreError::Database(error)
        }
    }
}

/// Looks through an error and its causes for a transaction that the database rolled back because of
/// another one: a serialization failure or deadlock (Postgres), or a busy file (SQLite). Such work can
/// be run again from its start; [`Store::write`](crate::Store::write) does so.
pub fn is_retryable(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(StoreError::CommitUnknown(_)) = error.downcast_ref() {
            return false;
        }
        if database_error(error).is_some_and(rolled_back_by_another) {
            return true;
        }
        next = error.source();
    }
    false
}

/// Whether the connection broke, so that the fate of what was under way is unknown.
pub(crate) fn is_broken_connection(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error)) => {
            match &**error {
                sqlx::Error::Io(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::WorkerCrashed => true,
                // 57P: the server is stopping or ended this session.
                sqlx::Error::Database(error) => error.code().is_some_and(|code| code.starts_with("57P")),
                _ => false,
            }
        }
        _ => false,
    }
}

fn database_error<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a sqlx::Error> {
    if let Some(error) = error.downcast_ref::<sqlx::Error>() {
        return Some(error);
    }
    let runtime = match error.downcast_ref::<DbErr>() {
        Some(DbErr::Conn(error) | DbErr::Exec(error) | DbErr::Query(error)) => Some(error),
        Some(_) => None,
        None => error.downcast_ref::<RuntimeErr>(),
    };
    match runtime {
        Some(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

fn rolled_back_by_another(error: &sqlx::Error) -> bool {
    let sqlx::Error::Database(error) = error else {
        return false;
    };
    let Some(code) = error.code() else { return false };
    match &*code {
        // Postgres: serialization_failure, deadlock_detected, lock_not_available
        "40001" | "40P01" | "55P03" => true,
        // SQLite: SQLITE_BUSY (5) and SQLITE_LOCKED (6) in the low byte of the extended code. Postgres codes
        // have five characters, and no SQLite code is that long.
        code if code.len() < 5 => code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6)),
        _ => false,
    }
}
