//! Berth testkit.
