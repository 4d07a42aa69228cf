//! The two documents of a round, `berth-round/1` and `berth-result/1`: reading, checking, canonical form, hashes.

mod canonical;
mod census;
mod directory;
mod groups;
mod hashing;
mod input;
mod invalid;
mod listed;
mod lottery;
mod result;
mod seed;

pub use canonical::{canonical_json, hash_input, hash_result};
pub use census::Census;
pub(crate) use groups::NOBODY;
pub use groups::{Group, Groups};
pub(crate) use hashing::{QuickMap, QuickSet};
pub use input::{
    Cap, InputFormat, MinSeatsPolicy, Objective, OpeningEntry, Proposing, RoundInput, Together, TraineeEntry,
};
pub use invalid::InputError;
pub(crate) use listed::{LARGE, Listed, PairWeights, UNKNOWN};
pub use lottery::{Drawer, lottery_number};
pub use result::{
    BlockingPair, Dual, Note, NoteCode, ResultFormat, RoundResult, Stability, Timings, Unfilled, WaivedPair,
};
pub use seed::Seed;

/// What a document may hold at most; beyond it the reader answers with an error that names the limit.
pub mod limits {
    /// Bytes of an input or result document.
    pub const DOCUMENT_BYTES: usize = 1 << 30;
    /// Trainees in a round.
    pub const TRAINEES: usize = 2_000_000;
    /// Openings in a round.
    pub const OPENINGS: usize = 1_000_000;
    /// Listings on one side, all lists together.
    pub const LISTINGS: usize = 200_000_000;
    /// Bytes of one id.
    pub const ID_BYTES: usize = 256;
    /// Seats of one opening, and of all openings together.
    pub const SEATS: u64 = 100_000_000;
    /// Size of a weight, either sign; sums of `TRAINEES` such weights fit 63 bits.
    pub const WEIGHT: i64 = 1_000_000_000_000;
}
