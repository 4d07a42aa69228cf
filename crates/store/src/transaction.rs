//! A writing transaction that can't be committed without saying what it emits.

use std::error::Error;
use std::future::Future;
use std::time::Duration;

use berth_events::Envelope;
use sea_orm::DatabaseTransaction;
use uuid::Uuid;

use crate::error::{is_broken_connection, is_retryable};
use crate::{Store, StoreError, inbox, outbox};

/// How often [`Store::write`] runs work that met another transaction.
const ATTEMPTS: u32 = 10;

/// What a transaction tells the other services.
#[derive(Debug)]
#[must_use]
pub struct Emit {
    envelopes: Vec<Envelope>,
}

impl Emit {
    /// These events, in this order. They are written to the outbox in the same transaction and published
    /// after it.
    pub fn events(envelopes: impl IntoIterator<Item = Envelope>) -> Self {
        Self {
            envelopes: envelopes.into_iter().collect(),
        }
    }

    /// One event.
    pub fn event(envelope: Envelope) -> Self {
        Self::events([envelope])
    }

    /// Nothing, because of this. The reason is for the reader of the code.
    pub fn nothing(_reason: &'static str) -> Self {
        Self {
            envelopes: Vec::new(),
        }
    }
}

/// A transaction that writes. [`commit`](Self::commit) keeps it; dropping it rolls it back.
#[must_use = "a transaction that is dropped is rolled back"]
pub struct WriteTx {
    tx: DatabaseTransaction,
    store: Store,
}

impl WriteTx {
    pub(crate) fn new(tx: DatabaseTransaction, store: Store) -> Self {
        Self { tx, store }
    }

    /// For queries inside the transaction.
    pub fn conn(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// A new id, as [`Store::new_id`].
    pub fn new_id(&self) -> Uuid {
        self.store.new_id()
    }

    /// Notes that `consumer` handles the event in this transaction. `false` means it was handled before:
    /// commit [`Emit::nothing`] (or drop) and acknowledge.
    pub async fn first_delivery(&self, consumer: &str, event_id: Uuid) -> Result<bool, StoreError> {
        Ok(inbox::first_delivery(&self.tx, consumer, event_id, self.store.now()).await?)
    }

    /// Writes what is emitted to the outbox, commits both together and wakes the relay.
    ///
    /// Write the aggregate's row before committing: its row lock keeps the events of one aggregate in order.
    pub async fn commit(self, emit: Emit) -> Result<(), StoreError> {
        let emits = !emit.envelopes.is_empty();
        outbox::append(&self.tx, &emit.envelopes, self.store.now()).await?;
        self.tx.commit().await.map_err(|error| {
            if is_broken_connection(&error) {
                StoreError::CommitUnknown(error)
            } else {
                error.into()
            }
        })?;
        if emits {
            self.store.wake().notify_one();
        }
        Ok(())
    }

    /// Rolls back now. Dropping does the same as soon as the connection is used again.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.tx.rollback().await?)
    }
}

impl Store {
    /// Runs `work` in a transaction, and again from its start when the database rolled it back because of
    /// another transaction (see [`is_retryable`]), up to ten times. `work` gets the transaction, commits it
    /// itself, and must have no effect outside the database.
    ///
    /// ```
    /// # use berth_events::Envelope;
    /// # use berth_store::{Emit, Store, StoreError};
    /// # async fn accept(store: &Store, accepted: &Envelope) -> Result<bool, StoreError> {
    /// store
    ///     .write(|tx| async move {
    ///         let free = true; // read through tx.conn(), decide, write through tx.conn()
    ///         tx.commit(Emit::event(accepted.clone())).await?;
    ///         Ok(free)
    ///     })
    ///     .await
    /// # }
    /// ```
    pub async fn write<T, E, F, Fut>(&self, mut work: F) -> Result<T, E>
    where
        F: FnMut(WriteTx) -> Fut,
        Fut: Future<Output = Result<T, E>>,
        E: Error + From<StoreError> + 'static,
    {
        let mut attempt = 1;
        loop {
            let done = match self.begin().await {
                Ok(tx) => work(tx).await,
                Err(error) => Err(error.into()),
            };
            match done {
                Err(error) if attempt < ATTEMPTS && is_retryable(&error) => {
                    tracing::debug!(attempt, %error, "running a transaction again");
                    tokio::time::sleep(self.jittered(Duration::from_millis(5 << attempt.min(6)))).await;
                    attempt += 1;
                }
                done => return done,
            }
        }
    }

    /// Between half of `span` and all of it, by chance.
    pub(crate) fn jittered(&self, span: Duration) -> Duration {
        // The low bits of a UUIDv7 are random.
        let [.., last] = self.new_id().into_bytes();
        span / 2 + (span / 2) * u32::from(last) / 255
    }
}
