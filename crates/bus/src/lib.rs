//! Berth bus.
