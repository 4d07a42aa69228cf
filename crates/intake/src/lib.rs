//! Berth intake.
