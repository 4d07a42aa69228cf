//! Who asks whom in what order, with the rank each asker has there: all that deferred acceptance needs of two sides
//! of lists, found by counting, without search or hashing.
#![expect(
    clippy::indexing_slicing,
    reason = "listers have lists, offsets count the pairs pushed"
)]

use super::dealt::Dealt;
use super::deferred::Asking;
use super::lists::Lists;

/// The proposers' mutual pairs in their own order.
pub(crate) struct Ranked {
    offsets: Vec<u32>,
    /// The receiver, and the proposer's position in the receiver's list as written.
    pairs: Vec<(u32, u32)>,
}

impl Ranked {
    /// Joins two sides, ties as listed.
    pub(crate) fn join(proposers: &Lists, receivers: &Lists) -> Self {
        let dealt = Dealt::of(receivers, proposers.len());
        let mut offsets = Vec::with_capacity(proposers.len() + 1);
        offsets.push(0);
        let mut pairs = Vec::with_capacity(dealt.len().min(proposers.listings()));
        // An entry counts only under the proposer it was written for.
        let mut look_up = vec![(u32::MAX, 0); receivers.len()];
        dealt.each_party(|proposer, heard| {
            for listing in heard {
                look_up[listing.lister as usize] = (proposer, listing.position);
            }
            for &(receiver, _) in proposers.of(proposer as usize) {
                if let Some((known, position)) = look_up.get_mut(receiver as usize)
                    && *known == proposer
                {
                    // Once is enough: a list that names somebody twice means the better place.
                    *known = u32::MAX;
                    pairs.push((receiver, *position));
                }
            }
            offsets.push(pairs.len() as u32);
        });
        Self { offsets, pairs }
    }
}

impl Asking for Ranked {
    fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    fn columns(&self, proposer: usize) -> (u32, u32) {
        (self.offsets[proposer], self.offsets[proposer + 1])
    }

    fn listing(&self, column: u32) -> (u32, u32) {
        self.pairs[column as usize]
    }
}
