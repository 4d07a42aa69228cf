//! Who uses a ledger: what a notifier finds held when nobody else is there was left behind, and need not wait for a lease
//! to end.
//!
//! Beside a SQLite file lies a lock that every notifier shares while it runs. The one that gets it for itself alone takes
//! back what is held, before it claims anything and before it lets others in. On Postgres leases decide alone.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::PathBuf;
use std::time::Duration;

use berth_store::Store;

use crate::ledger::LedgerError;
use crate::ledger::recover::{Left, recover};
use crate::policy::Policy;

/// How often to look whether the one that takes back is done.
const PATIENCE: Duration = Duration::from_millis(20);

/// Kept while the process uses the ledger; the lock goes with it, however it ends.
#[derive(Debug)]
pub struct Presence {
    _shared: Option<File>,
}

/// Makes this process known to the others of the ledger at `database_url`. Where there are none, takes back what is held.
pub async fn enter(store: &Store, database_url: &str, policy: &Policy) -> Result<Presence, LedgerError> {
    let Some(path) = lock_path(database_url) else {
        return Ok(Presence { _shared: None });
    };
    let opened = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let file = match opened {
        Ok(file) => file,
        Err(error) => {
            tracing::warn!(%error, "the ledger's lock can't be used; what was left behind waits for its lease to end");
            return Ok(Presence { _shared: None });
        }
    };
    if file.try_lock().is_ok() {
        while recover(store, Left::ByAnyone, policy, store.now()).await?.any() {}
        // Whoever is alone in this moment finds nothing of ours: nothing is claimed yet.
        drop(file.unlock());
    }
    loop {
        match file.try_lock_shared() {
            Ok(()) => return Ok(Presence { _shared: Some(file) }),
            Err(TryLockError::WouldBlock) => tokio::time::sleep(PATIENCE).await,
            Err(TryLockError::Error(error)) => {
                tracing::warn!(%error, "the ledger's lock can't be shared; run one notifier only on this file");
                return Ok(Presence { _shared: None });
            }
        }
    }
}

fn lock_path(database_url: &str) -> Option<PathBuf> {
    let path = database_url.strip_prefix("sqlite://")?;
    let path = path.split('?').next().unwrap_or(path);
    Some(PathBuf::from(format!("{path}.notifier-lock")))
}
