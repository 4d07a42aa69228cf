//! The bus against a real nats-server with the permissions of `deploy/nats`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod blind;
mod common;
mod consume;
mod dead;
mod publish;
mod python;
mod rounds;
mod rpc;
