#![doc = include_str!("../README.md")]

mod address;
mod batch;
mod connect;
mod consume;
mod dead;
mod delivery;
mod denial;
mod drift;
mod error;
mod follow;
mod jitter;
mod objects;
mod permissions;
mod provision;
mod publish;
mod read;
mod request;
mod rpc;
mod serve;
mod settle;
mod topology;

use std::sync::Arc;

use tokio::sync::{broadcast, watch};

pub use batch::{BATCH, BatchReport};
pub use connect::{BusOptions, OLDEST_SERVER};
pub use dead::{Cause, Content, DeadLetter, DeadLetterShown, DeadLetters};
pub use delivery::{Delivery, Handler, Outcome};
pub use error::{BusError, PublishError};
pub use follow::{Followed, Follower, State};
pub use objects::Objects;
pub use permissions::{Passwords, authorization_conf};
pub use provision::{Backlog, Change, Difference, Kind, Mode};
pub use publish::Published;
pub use rpc::{Question, Refusal, RpcError};
pub use topology::{ACK_WAIT, ConsumerSpec, MAX_DELIVER, StreamSpec, Topology, topology};

/// One service's connection to NATS. Clones share it.
#[derive(Clone)]
pub struct Bus {
    inner: Arc<Inner>,
}

struct Inner {
    client: async_nats::Client,
    jetstream: async_nats::jetstream::Context,
    service: String,
    /// Where we are connected, as it may be logged.
    address: String,
    replicas: usize,
    jitter: Arc<jitter::Jitter>,
    link: watch::Receiver<connect::Link>,
    /// What the server refused this user, as it is reported.
    denials: broadcast::Sender<denial::Denial>,
}

impl std::fmt::Debug for Bus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bus")
            .field("service", &self.inner.service)
            .field("address", &self.inner.address)
            .finish()
    }
}
