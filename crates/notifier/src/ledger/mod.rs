//! The ledger: which messages there are, in which state, and every attempt.

pub mod claim;
pub mod counts;
pub mod digest;
mod group;
pub mod project;
pub mod record;
pub mod recover;
pub mod state;
pub mod write;

use std::error::Error;

use berth_store::StoreError;
use sea_orm::DbErr;

pub use state::State;

/// The reason of a message whose reader wants none of its kind.
pub(crate) const UNSUBSCRIBED: &str = "unsubscribed";
/// The reason of a message to somebody whose contact details are not here yet.
pub(crate) const CONTACT_UNKNOWN: &str = "contact_unknown";
/// The reason of a message that waits for its reader's morning.
pub(crate) const QUIET_HOURS: &str = "quiet_hours";
/// The reason of a message to an address that is none.
pub(crate) const ADDRESS_REFUSED: &str = "address_refused";
/// The reason of a message to a mailbox that its server does not have.
pub(crate) const NO_SUCH_MAILBOX: &str = "no_such_mailbox";

/// The ledger could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("the ledger's database failed")]
    Store(#[from] StoreError),
    #[error("the ledger's database failed")]
    Db(#[from] DbErr),
    #[error("row {row} of the ledger is unreadable: {what}")]
    Unreadable { row: uuid::Uuid, what: String },
    #[error(transparent)]
    Malformed(#[from] crate::plan::Malformed),
}

/// An error and all its causes in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
