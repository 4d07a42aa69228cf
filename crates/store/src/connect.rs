//! Opens a database: one pool that writes and one that can only read.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use berth_runtime::clock::SharedClock;
use chrono::{DateTime, Utc};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr, IsolationLevel, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tokio::sync::Notify;
use uuid::{ContextV7, Timestamp, Uuid};

use crate::address::Address;
use crate::{StoreError, WriteTx};

/// How a service wants its database.
#[derive(Clone)]
pub struct StoreOptions {
    /// The service's name, for the database's list of sessions and for metrics.
    pub service: String,
    /// Gives the instants written to outbox and inbox, and those in new ids.
    pub clock: SharedClock,
    /// Connections that read (both databases). Default 8.
    pub read_connections: u32,
    /// Connections that write (Postgres; SQLite has one). Default 8.
    pub write_connections: u32,
    /// How long to wait for a free connection, and on SQLite for another process's transaction. Default 30 s.
    pub wait: Duration,
    /// How long one statement may take (Postgres). Default 30 s.
    pub statement_timeout: Duration,
}

impl StoreOptions {
    /// Options with their defaults.
    pub fn new(service: impl Into<String>, clock: SharedClock) -> Self {
        Self {
            service: service.into(),
            clock,
            read_connections: 8,
            write_connections: 8,
            wait: Duration::from_secs(30),
            statement_timeout: Duration::from_secs(30),
        }
    }
}

/// A service's database. Cheap to clone; all clones share their connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    address: Address,
    options: StoreOptions,
    read: DatabaseConnection,
    write: DatabaseConnection,
    wake: Notify,
    ids: Mutex<ContextV7>,
}

impl Store {
    /// Opens `sqlite:///path/to/file.db` or `postgres://user:password@host/database`. A SQLite file must
    /// exist: [`migrate`](crate::migrate()) creates it.
    pub async fn connect(url: &str, options: StoreOptions) -> Result<Self, StoreError> {
        let address = Address::parse(url)?;
        let write = open(&address, &options, Use::Write).await?;
        let read = open(&address, &options, Use::Read).await?;
        let (wake, ids) = (Notify::new(), Mutex::new(ContextV7::new()));
        Ok(Self {
            inner: Arc::new(Inner {
                address,
                options,
                read,
                write,
                wake,
                ids,
            }),
        })
    }

    /// For reading outside a transaction. Writing through it fails: writes go through [`begin`](Self::begin),
    /// so that none forgets the outbox.
    pub fn read(&self) -> &DatabaseConnection {
        &self.inner.read
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once (`BEGIN IMMEDIATE`), on
    /// Postgres it is `SERIALIZABLE`, so that both behave as if transactions ran one after another.
    pub async fn begin(&self) -> Result<WriteTx, StoreError> {
        let tx = self
            .inner
            .write
            .begin_with_options(serial(self.backend()))
            .await?;
        Ok(WriteTx::new(tx, self.clone()))
    }

    /// SQLite or Postgres.
    pub fn backend(&self) -> DbBackend {
        self.inner.write.get_database_backend()
    }

    /// The address, without its password.
    pub fn address(&self) -> String {
        self.inner.address.to_string()
    }

    /// The clock's present instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.options.clock.now()
    }

    /// A new row or event id: UUIDv7 at the clock's instant, so that ids sort by time.
    pub fn new_id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let ids = self.inner.ids.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*ids, seconds, now.timestamp_subsec_nanos()))
    }

    /// Closes all connections, waiting for those in use. The last step of a shutdown.
    pub async fn close(&self) {
        for pool in [&self.inner.write, &self.inner.read] {
            if let Err(error) = pool.close_by_ref().await {
                tracing::warn!(%error, "a database connection was not closed properly");
            }
        }
    }

    pub(crate) fn write_pool(&self) -> &DatabaseConnection {
        &self.inner.write
    }

    pub(crate) fn wake(&self) -> &Notify {
        &self.inner.wake
    }

    pub(crate) fn options(&self) -> &StoreOptions {
        &self.inner.options
    }

    pub(crate) fn parsed_address(&self) -> &Address {
        &self.inner.address
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Store").field(&self.inner.address).finish()
    }
}

/// What a pool is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Cannot write.
    Read,
    /// A service's transactions.
    Write,
    /// One connection which creates the file if missing, and whose statements may take long.
    Migrate,
    /// One connection which is kept for a session lock.
    Lease,
}

pub(crate) async fn open(
    address: &Address,
    options: &StoreOptions,
    purpose: Use,
) -> Result<DatabaseConnection, StoreError> {
    let opened = match address {
        Address::Sqlite(path) => {
            if purpose != Use::Migrate && !path.exists() {
                return Err(StoreError::NoFile(path.display().to_string()));
            }
            open_sqlite(path, options, purpose).await
        }
        Address::Postgres { url, password } => {
            open_postgres(url.as_str(), password.clone(), options, purpose).await
        }
    };
    opened.map_err(|source| StoreError::Connect {
        address: address.to_string(),
        source,
    })
}

async fn open_sqlite(path: &Path, options: &StoreOptions, purpose: Use) -> Result<DatabaseConnection, DbErr> {
    let (path, wait) = (path.to_owned(), options.wait);
    let mut connect = ConnectOptions::new("sqlite://berth.db");
    connect
        .sqlx_logging(false)
        .max_connections(if purpose == Use::Read {
            options.read_connections
        } else {
            1
        })
        .min_connections(1)
        .acquire_timeout(wait)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = sqlite
                .filename(&path)
                .create_if_missing(purpose == Use::Migrate)
                .journal_mode(SqliteJournalMode::Wal)
                // FULL, or a power cut could take back a committed transaction.
                .synchronous(SqliteSynchronous::Full)
                // 16 MB instead of 4: pages that change all the time are copied into the database a quarter as often.
                .pragma("wal_autocheckpoint", "4000")
                .foreign_keys(true)
                .busy_timeout(wait);
            // Not opened read-only: reading in WAL mode needs to write the shared index.
            if purpose == Use::Read {
                sqlite.pragma("query_only", "ON")
            } else {
                sqlite
            }
        });
    Database::connect(connect).await
}

async fn open_postgres(
    url: &str,
    password: Option<String>,
    options: &StoreOptions,
    purpose: Use,
) -> Result<DatabaseConnection, DbErr> {
    let alone = matches!(purpose, Use::Migrate | Use::Lease);
    let mut connect = ConnectOptions::new(url);
    connect
        .sqlx_logging(false)
        .set_application_name(format!("berth-{}", options.service))
        .max_connections(match purpose {
            Use::Read => options.read_connections,
            Use::Write => options.write_connections,
            Use::Migrate | Use::Lease => 1,
        })
        .min_connections(if alone { 1 } else { 0 })
        .acquire_timeout(options.wait)
        .map_sqlx_postgres_opts(move |postgres| {
            let postgres = match &password {
                Some(password) => postgres.password(password),
                None => postgres,
            };
            let postgres = postgres.options([
                // A hung process must not hold row locks for ever,
                ("idle_in_transaction_session_timeout", "60000"),
                // nor a machine that is gone without a word: the server notices within half a minute.
                ("tcp_keepalives_idle", "15"),
                ("tcp_keepalives_interval", "5"),
                ("tcp_keepalives_count", "3"),
            ]);
            if purpose == Use::Read {
                postgres.options([("default_transaction_read_only", "on")])
            } else {
                postgres
            }
        });
    if purpose != Use::Migrate {
        connect.statement_timeout(options.statement_timeout);
    }
    if alone {
        // A session lock lives and dies with its connection: no silent replacement by age.
        connect
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false);
    }
    Database::connect(connect).await
}

/// Transactions that behave as if they ran one after another.
pub(crate) fn serial(backend: DbBackend) -> TransactionOptions {
    match backend {
        DbBackend::Sqlite => TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        },
        _ => TransactionOptions {
            isolation_level: Some(IsolationLevel::Serializable),
            ..TransactionOptions::default()
        },
    }
}

/// Transactions of the store's own bookkeeping, which needs no more than row locks.
pub(crate) fn plain(backend: DbBackend) -> TransactionOptions {
    match backend {
        DbBackend::Sqlite => serial(backend),
        _ => TransactionOptions::default(),
    }
}
