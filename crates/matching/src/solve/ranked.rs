//! Who asks whom in what order, with the rank each asker has there: all that deferred acceptance needs of two sides
//! of lists, found by counting and one transposition, without search or hashing.
#![expect(
    clippy::indexing_slicing,
    reason = "offsets are prefix sums over the lists themselves; parties out of range are left out first"
)]

use super::deferred::Asking;
use super::lists::Lists;

/// The proposers' mutual pairs in their own order.
pub(crate) struct Ranked {
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// The receiver, and the proposer's position in the receiver's list as written.
    pairs: Vec<(u32, u32)>,
}

impl Ranked {
    /// Joins two sides, ties as listed.
    pub(crate) fn join(proposers: &Lists, receivers: &Lists) -> Self {
        let mut starts = vec![0u32; proposers.len() + 1];
        for (proposer, _) in receivers.all() {
            if let Some(count) = starts.get_mut(*proposer as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        // For each proposer, who lists it and where, in the receivers' order.
        let mut pairs = vec![(0, 0); total as usize];
        let mut ends = starts.clone();
        ends.pop();
        for receiver in 0..receivers.len() {
            for (position, (proposer, _)) in (0..).zip(receivers.of(receiver)) {
                if let Some(end) = ends.get_mut(*proposer as usize) {
                    pairs[*end as usize] = (receiver as u32, position);
                    *end += 1;
                }
            }
        }
        // The same in the proposer's own order. A look-up entry counts only under the proposer it was written for.
        let mut look_up = vec![(u32::MAX, 0); receivers.len()];
        for (proposer, end) in ends.iter_mut().enumerate() {
            let start = starts[proposer];
            for &(receiver, position) in &pairs[start as usize..*end as usize] {
                look_up[receiver as usize] = (proposer as u32, position);
            }
            let mut at = start;
            for &(receiver, _) in proposers.of(proposer) {
                if let Some((known, position)) = look_up.get_mut(receiver as usize)
                    && *known == proposer as u32
                {
                    // Once is enough: a list that names somebody twice means the better place.
                    *known = u32::MAX;
                    pairs[at as usize] = (receiver, *position);
                    at += 1;
                }
            }
            *end = at;
        }
        Self { starts, ends, pairs }
    }
}

impl Asking for Ranked {
    fn len(&self) -> usize {
        self.ends.len()
    }

    fn columns(&self, proposer: usize) -> (u32, u32) {
        (self.starts[proposer], self.ends[proposer])
    }

    fn listing(&self, column: u32) -> (u32, u32) {
        self.pairs[column as usize]
    }
}
