//! What an operator does with the outbox: look, send again, throw away what is old.

use chrono::TimeDelta;
use sea_orm::TransactionTrait;

use crate::connect::plain;
use crate::{OutboxRow, OutboxStatus, ReplayFilter, Store, StoreError, inbox, outbox};

/// Rows deleted per transaction, so that a purge never holds up the service for long.
const PURGED_AT_ONCE: u64 = 1000;

/// How many rows a purge deleted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Purged {
    /// Published events.
    pub outbox: u64,
    /// Notes of handled events.
    pub inbox: u64,
}

impl Store {
    /// How much waits in the outbox, since when, and how much is set aside.
    pub async fn outbox_status(&self) -> Result<OutboxStatus, StoreError> {
        Ok(outbox::status(self.read()).await?)
    }

    /// Outbox rows that match, oldest first, at most `limit`. An empty filter lists everything.
    pub async fn outbox_rows(&self, filter: &ReplayFilter, limit: u64) -> Result<Vec<OutboxRow>, StoreError> {
        Ok(outbox::list(self.read(), filter, limit).await?)
    }

    /// Lets the relay publish matching rows again, with the ids they had, and says how many. Streams drop what
    /// they got less than two minutes ago; consumers ignore what they have handled.
    pub async fn replay_outbox(&self, filter: &ReplayFilter) -> Result<u64, StoreError> {
        if filter.is_empty() {
            return Err(StoreError::ReplayEverything);
        }
        let tx = self
            .write_pool()
            .begin_with_options(plain(self.backend()))
            .await?;
        let rows = outbox::replay(&tx, filter).await?;
        tx.commit().await?;
        self.wake().notify_one();
        Ok(rows)
    }

    /// Deletes what was published, and what was handled, longer than `keep` ago. The relay does so every hour.
    pub async fn purge(&self, keep: TimeDelta) -> Result<Purged, StoreError> {
        let mut purged = Purged::default();
        let Some(cutoff) = self.now().checked_sub_signed(keep) else {
            return Ok(purged);
        };
        let conn = self.write_pool();
        loop {
            let rows = outbox::purge(conn, cutoff, PURGED_AT_ONCE).await?;
            purged.outbox += rows;
            if rows < PURGED_AT_ONCE {
                break;
            }
        }
        loop {
            let rows = inbox::purge(conn, cutoff, PURGED_AT_ONCE).await?;
            purged.inbox += rows;
            if rows < PURGED_AT_ONCE {
                break;
            }
        }
        Ok(purged)
    }
}
