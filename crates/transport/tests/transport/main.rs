//! The transport against real servers: plain, encrypted, and misbehaving.

#![expect(clippy::unwrap_used, reason = "tests")]

mod encrypted;
mod providers;
mod smtp;
