//! A quick hash for look-up tables over ids: folded multiplication, keyed afresh in each process so that no document
//! can be written to collide. Tables are only looked up in, never walked through, so results don't depend on it.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

/// Keys of one process.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quick {
    start: u64,
    factor: u64,
}

impl Default for Quick {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            start: random.hash_one(1_u8),
            factor: random.hash_one(2_u8) | 1,
        }
    }
}

impl BuildHasher for Quick {
    type Hasher = QuickHasher;

    fn build_hasher(&self) -> QuickHasher {
        QuickHasher {
            state: self.start,
            factor: self.factor,
        }
    }
}

pub(crate) struct QuickHasher {
    state: u64,
    factor: u64,
}

impl QuickHasher {
    fn fold(&mut self, word: u64) {
        let product = u128::from(self.state ^ word) * u128::from(self.factor);
        self.state = (product as u64) ^ (product >> 64) as u64;
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks::<8>();
        for chunk in chunks {
            self.fold(u64::from_le_bytes(*chunk));
        }
        let mut last = [0; 8];
        for (to, from) in last.iter_mut().zip(rest) {
            *to = *from;
        }
        // The length keeps "a" and "a\0" apart.
        self.fold(u64::from_le_bytes(last) ^ (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, value: u8) {
        self.fold(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.fold(u64::from(value));
    }

    fn write_usize(&mut self, value: usize) {
        self.fold(value as u64);
    }

    fn finish(&self) -> u64 {
        self.state ^ self.state.rotate_left(32).wrapping_mul(self.factor)
    }
}

pub(crate) type QuickMap<K, V> = std::collections::HashMap<K, V, Quick>;
pub(crate) type QuickSet<K> = std::collections::HashSet<K, Quick>;
