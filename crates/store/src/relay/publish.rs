//! What the relay needs of a bus.

use std::future::Future;

use berth_events::Envelope;

/// Publishes envelopes and waits until they are stored.
pub trait Publish: Send + Sync {
    /// Publishes envelopes of one stream in their order. Returns after all are stored; on an error any part
    /// of them may be. Envelopes come again with the same ids until that succeeds.
    fn publish_batch(&self, batch: &[Envelope]) -> impl Future<Output = Result<(), NotPublished>> + Send;
}

/// Why envelopes weren't published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotPublished {
    /// Not now: the server is away, full or not set up. The same envelopes will do later.
    #[error("{0}")]
    Later(String),
    /// Never: at least one of these envelopes is not acceptable as it is.
    #[error("{0}")]
    Never(String),
}
