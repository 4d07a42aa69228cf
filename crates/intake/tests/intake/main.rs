//! Intake through its front door: HTTP served on a free port, a real nats-server, SQLite and Postgres, a mock clock.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod applications;
mod bad_input;
mod browser;
mod doors;
mod facts;
mod fake_matcher;
mod house;
mod imports;
mod links;
mod offers;
mod ranking;
mod rematch_ends;
mod rematches;
mod replicas;
mod round;
mod rounds;
mod state;
mod visits;
