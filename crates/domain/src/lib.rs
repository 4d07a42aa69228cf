#![doc = include_str!("../README.md")]

pub mod address;
pub mod calendar;
mod closed_set;
pub mod cohort;
pub mod eligibility;
pub mod facts;
pub mod form;
pub mod id;
pub mod message;
pub mod permit;
pub mod programme;
pub mod rematch;
pub mod seats;
pub mod skill;
pub mod state;
pub mod text;

pub use chrono_tz::Tz;
pub use closed_set::NotInSet;
