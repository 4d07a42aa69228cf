//! Ids and their numbers, in a table of our own because of how it is asked: with the ids of whole lists, millions in
//! all. One after another, each would wait for memory twice, for its slot and for the id to compare with; asked
//! together, their slots come at the same time, and then the ids. No hash table at hand tells where a slot will be.
#![expect(clippy::indexing_slicing, reason = "slots are masked by their number")]

use std::hash::BuildHasher;

use prefetch_index::prefetch_index;

use super::hashing::Quick;

/// Numbers count up from 0 in the order of enrolment.
#[derive(Clone, Debug)]
pub(super) struct Directory<'a> {
    ids: Vec<&'a str>,
    /// All ids in one piece: those of a large document lie scattered among its lists.
    text: Vec<u8>,
    /// A power of two, at most half of them taken; an id stands in the first free slot from its hash on.
    slots: Vec<Slot>,
    hasher: Quick,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    /// Upper half of the hash.
    hash: u32,
    number: u32,
    /// Where the id stands in the text.
    from: u32,
    to: u32,
}

const FREE: Slot = Slot {
    hash: 0,
    number: u32::MAX,
    from: 0,
    to: 0,
};

impl<'a> Directory<'a> {
    pub(super) fn with_capacity(ids: usize) -> Self {
        Self {
            ids: Vec::with_capacity(ids),
            text: Vec::new(),
            slots: vec![FREE; (2 * ids).next_power_of_two()],
            hasher: Quick::default(),
        }
    }

    pub(super) fn ids(&self) -> &[&'a str] {
        &self.ids
    }

    pub(super) fn number(&self, id: &str) -> Option<u32> {
        let hash = self.hash(id);
        self.slots_from(hash)
            .find(|slot| self.is(slot, hash, id))
            .map(|slot| slot.number)
    }

    /// Gives an id the next number, unless it has one.
    pub(super) fn enrol(&mut self, id: &'a str) {
        let hash = self.hash(id);
        if self.slots_from(hash).any(|slot| self.is(slot, hash, id)) {
            return;
        }
        if 2 * (self.ids.len() + 1) > self.slots.len() {
            self.grow();
        }
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let from = place(self.text.len());
        self.text.extend_from_slice(id.as_bytes());
        let slot = Slot {
            hash: upper(hash),
            number: place(self.ids.len()),
            from,
            to: place(self.text.len()),
        };
        self.ids.push(id);
        self.put(slot, hash);
    }

    pub(super) fn look_ups(&self) -> LookUps<'_> {
        LookUps {
            directory: self,
            asked: Vec::new(),
        }
    }

    fn hash(&self, id: &str) -> u64 {
        self.hasher.hash_one(id.as_bytes())
    }

    /// The slots an id of this hash may stand in.
    fn slots_from(&self, hash: u64) -> impl Iterator<Item = &Slot> {
        let mask = self.slots.len() - 1;
        let from = hash as usize & mask;
        let slots = (from..).map(move |at| &self.slots[at & mask]);
        slots.take_while(|slot| slot.number != FREE.number)
    }

    fn is(&self, slot: &Slot, hash: u64, id: &str) -> bool {
        slot.hash == upper(hash) && self.text.get(slot.from as usize..slot.to as usize) == Some(id.as_bytes())
    }

    fn put(&mut self, slot: Slot, hash: u64) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].number != FREE.number {
            at = (at + 1) & mask;
        }
        self.slots[at] = slot;
    }

    fn grow(&mut self) {
        let slots = vec![FREE; (2 * self.slots.len()).max(16)];
        for slot in std::mem::replace(&mut self.slots, slots) {
            if let Some(id) = self.ids.get(slot.number as usize) {
                self.put(slot, self.hash(id));
            }
        }
    }
}

fn upper(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Looks up ids list by list.
pub(super) struct LookUps<'d> {
    directory: &'d Directory<'d>,
    /// The hash of each id of a list.
    asked: Vec<u64>,
}

impl LookUps<'_> {
    /// Appends the number of each of these ids, `unknown` for one that has none.
    pub(super) fn numbers<'i>(
        &mut self,
        ids: impl ExactSizeIterator<Item = &'i str> + Clone,
        unknown: u32,
        numbers: &mut Vec<u32>,
    ) {
        let directory = self.directory;
        let mask = directory.slots.len() - 1;
        self.asked.clear();
        for id in ids.clone() {
            let hash = directory.hash(id);
            prefetch_index(&directory.slots, hash as usize & mask);
            self.asked.push(hash);
        }
        for hash in &self.asked {
            if let Some(slot) = directory.slots_from(*hash).find(|slot| slot.hash == upper(*hash)) {
                prefetch_index(&directory.text, slot.from as usize);
            }
        }
        for (hash, id) in self.asked.iter().zip(ids) {
            let mut slots = directory.slots_from(*hash);
            let found = slots.find(|slot| directory.is(slot, *hash, id));
            numbers.push(found.map_or(unknown, |slot| slot.number));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_the_numbers_they_enrolled_with() {
        let ids: Vec<String> = (0..5_000).map(|n| format!("t{n}")).collect();
        let mut directory = Directory::with_capacity(3);
        for id in ids.iter().chain(&ids) {
            directory.enrol(id);
        }
        assert_eq!(directory.ids(), ids);
        let strangers = ["", "t", "t5000", "T1"];
        let asked = ids.iter().rev().map(String::as_str).chain(strangers);
        let asked: Vec<&str> = asked.collect();
        let one_by_one: Vec<u32> = asked
            .iter()
            .map(|id| directory.number(id).unwrap_or(u32::MAX))
            .collect();
        let mut together = Vec::new();
        let mut look_ups = directory.look_ups();
        for list in asked.chunks(70) {
            look_ups.numbers(list.iter().copied(), u32::MAX, &mut together);
        }
        let expected: Vec<u32> = (0..5_000).rev().chain([u32::MAX; 4]).collect();
        assert_eq!((one_by_one, together), (expected.clone(), expected));
    }

    #[test]
    fn a_directory_of_nobody_knows_nobody() {
        let directory = Directory::with_capacity(0);
        let mut numbers = Vec::new();
        directory.look_ups().numbers(["t1"].into_iter(), 7, &mut numbers);
        assert_eq!((directory.number("t1"), numbers), (None, vec![7]));
    }
}
