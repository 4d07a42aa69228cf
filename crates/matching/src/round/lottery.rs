//! The single lottery number of a party: drawn from the seed and the id alone, so that anybody can recompute their own.

use sha2::{Digest, Sha256};

use super::Seed;

/// Who draws; trainees and openings draw apart even if their ids coincide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    Trainee,
    Opening,
}

impl Drawer {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Trainee => b"berth-round/1 lottery trainee\n",
            Self::Opening => b"berth-round/1 lottery opening\n",
        }
    }
}

/// The number a party draws: the first eight bytes, big end first, of SHA-256 over label, seed and id. The lower one
/// wins a tie; equal numbers (one chance in 2^64 per two) are settled by the ids' bytes.
///
/// Neither the order of the document nor who else takes part changes it.
pub fn lottery_number(seed: &Seed, drawer: Drawer, id: &str) -> u64 {
    let mut hash = Sha256::new();
    hash.update(drawer.label());
    hash.update(seed.as_bytes());
    hash.update(id.as_bytes());
    let digest: [u8; 32] = hash.finalize().into();
    let [a, b, c, d, e, f, g, h, ..] = digest;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}
