#![doc = include_str!("../README.md")]

pub mod check;
pub mod round;
pub mod solve;

pub use check::{Report, verify};
pub use round::{RoundInput, RoundResult};
pub use solve::{SolveError, solve};
