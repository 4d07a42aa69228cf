//! Berth runtime.
