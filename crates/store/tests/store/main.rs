//! The store's promises, kept on SQLite and on Postgres alike, with a real nats-server.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "tests fail by panicking"
)]

mod harness;
mod inbox;
mod migrations;
mod relay;
mod transactions;
mod upkeep;
