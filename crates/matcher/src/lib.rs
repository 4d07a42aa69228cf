//! Berth matcher.
