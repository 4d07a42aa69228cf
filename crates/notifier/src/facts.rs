//! Asks, at the moment of sending and never earlier, whether a message is still needed and what it says.

use std::time::Duration;

use berth_bus::Bus;
use berth_events::v1::{MessageFactsRequest, MessageFactsResponse};
use futures::{FutureExt as _, future::BoxFuture};

/// No facts, so nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoFacts {
    /// Nobody answered; the message waits.
    #[error("intake can't be asked: {0}")]
    Unreachable(String),
    /// Intake does not know the message or its subject; asking again soon won't help.
    #[error("intake refused: {0}")]
    Refused(String),
}

/// Who knows whether a message is still needed: intake, or a table in tests.
pub trait Facts: Send + Sync + 'static {
    fn ask(&self, question: MessageFactsRequest) -> BoxFuture<'_, Result<MessageFactsResponse, NoFacts>>;
}

const PATIENCE: Duration = Duration::from_secs(10);

impl Facts for Bus {
    fn ask(&self, question: MessageFactsRequest) -> BoxFuture<'_, Result<MessageFactsResponse, NoFacts>> {
        async move {
            self.request("intake", "message-facts", &question, PATIENCE)
                .await
                .map_err(|error| match error {
                    berth_bus::RpcError::Refused { .. } => NoFacts::Refused(error.to_string()),
                    _ => NoFacts::Unreachable(error.to_string()),
                })
        }
        .boxed()
    }
}
