//! Who asks whom in what order, with the rank each asker has there: all that deferred acceptance needs of two sides
//! of lists, found by counting, without search or hashing.
#![expect(clippy::indexing_slicing, reason = "listers have lists")]

use super::dealt::Dealt;
use super::lists::Lists;
use super::market::Side;

/// The proposers' mutual pairs in their own order.
pub(super) struct Ranked {
    /// Where each proposer's pairs start, and at last where they all end.
    pub(super) offsets: Vec<u32>,
    /// The receiver, and the proposer's rank there (lower is better; no two proposers share one).
    pub(super) pairs: Vec<(u32, u32)>,
}

impl Ranked {
    /// Joins two sides, ties as listed.
    pub(super) fn join(proposers: &Lists, receivers: &Lists) -> Self {
        let dealt = Dealt::of(receivers, proposers.len());
        let mut offsets = Vec::with_capacity(proposers.len() + 1);
        offsets.push(0);
        let mut pairs = Vec::with_capacity(dealt.len().min(proposers.listings()));
        // An entry counts only under the proposer it was written for.
        let mut look_up = vec![(u32::MAX, 0); receivers.len()];
        let position = |position, _| position;
        dealt.each_party(position, |proposer, heard| {
            for &(receiver, position) in heard {
                look_up[receiver as usize] = (proposer, position);
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

    /// One side of a market that is joined already.
    pub(super) fn of(side: &Side) -> Self {
        let pairs = side.other.iter().zip(&side.cross);
        Self {
            offsets: side.offsets.clone(),
            pairs: pairs.map(|(receiver, rank)| (*receiver, *rank)).collect(),
        }
    }
}
