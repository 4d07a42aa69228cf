//! Ids as dense numbers: trainees and openings in the document's order, then members of `together` without an entry.

use std::hash::BuildHasher;

use hashbrown::HashTable;

use super::RoundInput;
use super::hashing::Quick;

/// Who takes part, numbered. Numbers are only ever compared within one census.
#[derive(Clone, Debug)]
pub struct Census<'a> {
    trainees: Directory<'a>,
    openings: Directory<'a>,
}

impl<'a> Census<'a> {
    /// Numbers a document's parties. Of two with the same id the first counts; [`RoundInput::check`] refuses that.
    pub fn of(input: &'a RoundInput) -> Self {
        let mut trainees = Directory::with_capacity(input.trainees.len());
        let mut openings = Directory::with_capacity(input.openings.len());
        let members = input
            .together()
            .iter()
            .flat_map(|t| [&t.trainees.0, &t.trainees.1]);
        input
            .trainees
            .iter()
            .map(|t| &t.id)
            .chain(members)
            .for_each(|id| trainees.enrol(id));
        input.openings.iter().for_each(|o| openings.enrol(&o.id));
        Self { trainees, openings }
    }

    pub fn trainees(&self) -> &[&'a str] {
        &self.trainees.ids
    }

    pub fn openings(&self) -> &[&'a str] {
        &self.openings.ids
    }

    pub fn trainee(&self, id: &str) -> Option<u32> {
        self.trainees.number(id)
    }

    pub fn opening(&self, id: &str) -> Option<u32> {
        self.openings.number(id)
    }
}

/// Ids and their numbers. The table compares with a copy of all ids in one piece: the ids of a large document lie
/// scattered among its lists, and every look-up would wait for memory.
#[derive(Clone, Debug)]
struct Directory<'a> {
    ids: Vec<&'a str>,
    text: Vec<u8>,
    table: HashTable<Entry>,
    hasher: Quick,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    number: u32,
    /// Where the id stands in the text.
    from: u32,
    to: u32,
}

impl<'a> Directory<'a> {
    fn with_capacity(ids: usize) -> Self {
        Self {
            ids: Vec::with_capacity(ids),
            text: Vec::new(),
            table: HashTable::with_capacity(ids),
            hasher: Quick::default(),
        }
    }

    fn number(&self, id: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(id.as_bytes());
        let found = self
            .table
            .find(hash, |entry| read(&self.text, entry) == id.as_bytes());
        found.map(|entry| entry.number)
    }

    fn enrol(&mut self, id: &'a str) {
        if self.number(id).is_some() {
            return;
        }
        let place = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let from = place(self.text.len());
        self.text.extend_from_slice(id.as_bytes());
        let entry = Entry {
            number: place(self.ids.len()),
            from,
            to: place(self.text.len()),
        };
        self.ids.push(id);
        let (hasher, text) = (&self.hasher, &self.text);
        let hash = |entry: &Entry| hasher.hash_one(read(text, entry));
        self.table.insert_unique(hash(&entry), entry, hash);
    }
}

fn read<'t>(text: &'t [u8], entry: &Entry) -> &'t [u8] {
    text.get(entry.from as usize..entry.to as usize)
        .unwrap_or_default()
}
