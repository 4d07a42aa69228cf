#![doc = include_str!("../README.md")]

mod closed_set;
pub mod id;
pub mod skill;
pub mod text;

pub use closed_set::NotInSet;
