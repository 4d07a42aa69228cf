#![doc = include_str!("../README.md")]

mod both;
pub mod check;
pub mod fit;
pub mod round;
pub mod skills;
pub mod solve;

pub use check::{Report, verify};
pub use fit::{Explanation, Index, Pair, Terms, explain, explain_in_cohort, round_from_cohort};
pub use round::{RoundInput, RoundResult};
pub use solve::{SolveError, solve};
