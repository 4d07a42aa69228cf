//! Berth matching.
