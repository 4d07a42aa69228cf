//! The right to relay a database's outbox, which one process has at a time.

use std::fs::File;
use std::future::Future;
use std::time::Duration;

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait};

use crate::address::Address;
use crate::connect::{Use, open, plain};
use crate::lock::{self, Purpose};
use crate::{Store, StoreError};

/// How long one step on the lease's own connection may take before the lease counts as lost. A dead network
/// says nothing by itself.
const PATIENCE: Duration = Duration::from_secs(10);

/// On SQLite a locked file, on Postgres a connection of its own with an advisory lock.
pub(super) struct Lease {
    store: Store,
    holder: Holder,
}

enum Holder {
    Nobody,
    File(#[expect(dead_code, reason = "held for its lock")] File),
    /// Connected; `true` when it has the lock.
    Session(DatabaseConnection, bool),
}

impl Lease {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            holder: Holder::Nobody,
        }
    }

    /// Takes the lease unless another has it; `true` when it is ours.
    pub(super) async fn take(&mut self) -> Result<bool, StoreError> {
        if let Holder::File(_) | Holder::Session(_, true) = self.holder {
            return Ok(true);
        }
        match self.store.parsed_address() {
            Address::Sqlite(path) => match lock::try_file(path, Purpose::Relay)? {
                Some(file) => self.holder = Holder::File(file),
                None => return Ok(false),
            },
            Address::Postgres { .. } => return self.take_session().await,
        }
        Ok(true)
    }

    async fn take_session(&mut self) -> Result<bool, StoreError> {
        let session = match std::mem::replace(&mut self.holder, Holder::Nobody) {
            Holder::Session(session, _) => session,
            _ => open(self.store.parsed_address(), self.store.options(), Use::Lease).await?,
        };
        // After an error the connection is dropped here, and the next attempt makes a new one.
        let ours = patiently(lock::try_advisory(&session, Purpose::Relay)).await?;
        self.holder = Holder::Session(session, ours);
        Ok(ours)
    }

    /// Whether the lock lives as long as this process, so that reading needs no proof of it.
    pub(super) fn cannot_be_lost(&self) -> bool {
        matches!(self.holder, Holder::File(_))
    }

    /// Begins a transaction of the relay's bookkeeping. It runs on the very connection that holds the lock, so
    /// a lease that was lost can neither read the outbox nor mark it.
    pub(super) async fn begin(&mut self) -> Result<DatabaseTransaction, StoreError> {
        match &self.holder {
            Holder::Nobody => Err(StoreError::LeaseLost),
            Holder::File(_) => {
                let pool = self.store.write_pool();
                Ok(pool
                    .begin_with_options(plain(pool.get_database_backend()))
                    .await?)
            }
            Holder::Session(session, _) => {
                let begun = patiently(async {
                    let tx = session.begin().await?;
                    // The pool may have replaced a broken connection by one without the lock.
                    let ours = lock::holds_advisory(&tx, Purpose::Relay).await?;
                    Ok(ours.then_some(tx))
                });
                match begun.await {
                    Ok(Some(tx)) => Ok(tx),
                    Ok(None) => {
                        self.lose();
                        Err(StoreError::LeaseLost)
                    }
                    Err(error) => {
                        self.lose();
                        Err(error)
                    }
                }
            }
        }
    }

    /// Gives up the lease after trouble with its connection. Without its session Postgres frees the lock.
    pub(super) fn lose(&mut self) {
        if let Holder::Session(..) = self.holder {
            self.holder = Holder::Nobody;
        }
    }

    /// Hands the lease back in good order.
    pub(super) async fn release(mut self) {
        if let Holder::Session(session, _) = std::mem::replace(&mut self.holder, Holder::Nobody) {
            // Unlocked first: the end of a session is noticed by the server a little later.
            let closed = patiently(async {
                lock::free_advisory(&session, Purpose::Relay).await?;
                session.close().await
            })
            .await;
            if let Err(error) = closed {
                tracing::debug!(%error, "the relay's connection was not closed properly");
            }
        }
    }
}

/// Waits for a step on the lease's connection, but not for ever.
pub(super) async fn patiently<T>(step: impl Future<Output = Result<T, DbErr>>) -> Result<T, StoreError> {
    match tokio::time::timeout(PATIENCE, step).await {
        Ok(done) => Ok(done?),
        Err(_) => Err(StoreError::LeaseLost),
    }
}
