#![doc = include_str!("../README.md")]

mod address;
mod connect;
mod error;
mod inbox;
mod lock;
mod migrate;
pub mod migrations;
mod only;
mod outbox;
mod relay;
mod transaction;
mod upkeep;

pub use connect::{Store, StoreOptions};
pub use error::{StoreError, is_retryable};
pub use migrate::{migrate, pending};
pub use only::Only;
pub use outbox::{OutboxRow, OutboxStatus, ReplayFilter};
pub use relay::{NotPublished, Publish};
pub use transaction::{Emit, WriteTx};
pub use upkeep::Purged;
