//! Berth events.
