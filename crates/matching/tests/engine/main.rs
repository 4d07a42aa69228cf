//! The engine tried from outside: documents, published answers, pairs, brute force.

mod cohorts;
mod documents;
mod known_answers;
mod pairs;
mod support;
