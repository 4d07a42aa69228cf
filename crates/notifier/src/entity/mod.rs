//! The tables as sea-orm sees them: plain rows, no behaviour.

pub mod attempt;
pub mod bounce_report;
pub mod cohort;
pub mod contact;
pub mod digest_part;
pub mod draft;
pub mod message;
pub mod opening;
pub mod preference;
pub mod rendering;
pub mod suppression;
