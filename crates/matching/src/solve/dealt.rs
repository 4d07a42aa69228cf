//! Who is listed by whom, without a walk through memory at random: the listings of one side are dealt out into blocks
//! of neighbours of the other, each small enough for a core's own cache, and then worked through block by block.
#![expect(
    clippy::indexing_slicing,
    reason = "blocks, parties and cards are counted first, everything is indexed by those counts"
)]

use prefetch_index::prefetch_index;

use super::lists::Lists;

/// Listings a block holds if they are spread evenly.
const BLOCK: usize = 1 << 14;

/// Cards of a block whose room is called for ahead of the one that is dealt: two lines of memory.
const AHEAD: usize = 16;

/// The listings of one side as cards: block by block of the parties listed, within a block in the order of the lists.
pub(super) struct Dealt {
    parties: usize,
    /// A block holds two to this many parties.
    shift: u32,
    /// Bits a position takes.
    width: u32,
    /// Where each block ends among the cards.
    ends: Vec<usize>,
    /// The lister above, below it which party of the block is listed, and lowest the position in the lister's list.
    cards: Vec<u64>,
}

impl Dealt {
    /// Listings of parties beyond the number given are left out.
    pub(super) fn of(lists: &Lists, parties: usize) -> Self {
        let blocks = (lists.listings() / BLOCK).clamp(1, parties.max(1));
        let width = u32::BITS - (lists.longest() as u32).leading_zeros();
        let shift = (parties / blocks).max(1).ilog2().min(u32::BITS - width);
        let mut ends = vec![0; (parties >> shift) + 1];
        let known = |(party, _): &&(u32, u32)| (*party as usize) < parties;
        for (party, _) in lists.all().iter().filter(known) {
            ends[(party >> shift) as usize] += 1;
        }
        let mut total = 0;
        for end in &mut ends {
            total += std::mem::replace(end, total);
        }
        let mut cards = vec![0; total];
        let within = (1 << shift) - 1;
        for lister in 0..lists.len() {
            let above = (lister as u64) << u32::BITS;
            for (position, (party, _)) in (0..).zip(lists.of(lister)).filter(|(_, entry)| known(entry)) {
                let at = &mut ends[(party >> shift) as usize];
                cards[*at] = above | u64::from(party & within) << width | position;
                prefetch_index(&cards, *at + AHEAD);
                *at += 1;
            }
        }
        Self {
            parties,
            shift,
            width,
            ends,
            cards,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.cards.len()
    }

    /// Calls for each party, in order, with all that list it, in their order: the lister, and what `mark` makes of the
    /// position in the lister's list and the number of the card.
    pub(super) fn each_party(
        &self,
        mark: impl Fn(u32, u32) -> u32,
        mut each: impl FnMut(u32, &[(u32, u32)]),
    ) {
        let mut own: Vec<(u32, u32)> = Vec::new();
        let mut starts: Vec<usize> = Vec::new();
        let position = (1 << self.width) - 1;
        let party = |card: u64| (u64::from(card as u32) >> self.width) as usize;
        let mut from = 0;
        for (block, &to) in self.ends.iter().enumerate() {
            let first = block << self.shift;
            let parties = self.parties.min((block + 1) << self.shift).saturating_sub(first);
            starts.clear();
            starts.resize(parties, 0);
            for &card in &self.cards[from..to] {
                starts[party(card)] += 1;
            }
            let mut total = 0;
            for start in &mut starts {
                total += std::mem::replace(start, total);
            }
            own.resize(total, (0, 0));
            for (number, &card) in (from as u32..).zip(&self.cards[from..to]) {
                let at = &mut starts[party(card)];
                own[*at] = ((card >> u32::BITS) as u32, mark((card & position) as u32, number));
                *at += 1;
            }
            let mut start = 0;
            for (party, end) in (first as u32..).zip(&starts) {
                each(party, &own[start..*end]);
                start = *end;
            }
            from = to;
        }
    }

    /// Finds the cards again for those who go through the same lists once more, in the same order: the answer is the
    /// card of the next listing of a party.
    pub(super) fn again(&self) -> impl FnMut(u32) -> Option<usize> {
        let mut next: Vec<usize> = vec![0];
        next.extend(&self.ends);
        move |party| {
            if party as usize >= self.parties {
                return None;
            }
            let next = &mut next[(party >> self.shift) as usize];
            *next += 1;
            Some(*next - 1)
        }
    }
}
