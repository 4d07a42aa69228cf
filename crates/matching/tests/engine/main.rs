//! The engine tried from outside: documents, published answers, brute force.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod documents;
mod known_answers;
mod support;
