//! The engine tried from outside: documents, published answers, pairs, brute force.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

mod brute_force;
mod cohorts;
mod documents;
mod flows;
mod known_answers;
mod large_rounds;
mod pairs;
mod pools;
mod rematching;
mod skills;
mod small_rounds;
mod support;
