//! Berth domain.
