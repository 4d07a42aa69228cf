//! The matcher against a real nats-server, as the user `matcher` with the permissions of `deploy/nats`, on the sample
//! programmes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod answers;
mod rehearsals;
mod rematches;
mod rounds;
mod sample;
mod samples;
mod shortlists;
mod stage;
