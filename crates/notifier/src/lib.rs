//! The mail ledger.

pub mod transport;
