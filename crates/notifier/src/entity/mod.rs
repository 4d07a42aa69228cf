//! The tables as sea-orm sees them: plain rows, no behaviour.

pub mod attempt;
pub mod cohort;
pub mod contact;
pub mod draft;
pub mod message;
pub mod opening;
pub mod rendering;
pub mod suppression;
