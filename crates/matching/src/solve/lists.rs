//! Preference lists as flat integers: the in-memory form of one side of a market, before the two sides are joined.

/// The lists of one side: `of(n)` runs from best to worst as (other party, tie group).
///
/// Tie groups of a list count up from 0 in steps of one; entries of one group stand together.
#[derive(Clone, Debug)]
pub struct Lists {
    offsets: Vec<u32>,
    entries: Vec<(u32, u32)>,
}

impl Default for Lists {
    fn default() -> Self {
        Self {
            offsets: vec![0],
            entries: Vec::new(),
        }
    }
}

impl Lists {
    pub fn with_capacity(lists: usize, entries: usize) -> Self {
        let mut offsets = Vec::with_capacity(lists + 1);
        offsets.push(0);
        Self {
            offsets,
            entries: Vec::with_capacity(entries),
        }
    }

    /// Appends the next party's list as groups from best to worst.
    pub fn push_groups<G: IntoIterator<Item = u32>>(&mut self, groups: impl IntoIterator<Item = G>) {
        for (tier, group) in (0..).zip(groups) {
            self.entries.extend(group.into_iter().map(|other| (other, tier)));
        }
        self.end_list();
    }

    /// Appends the next party's list without ties.
    pub fn push_strict(&mut self, list: impl IntoIterator<Item = u32>) {
        self.entries.extend(list.into_iter().zip(0..));
        self.end_list();
    }

    /// How many parties have a list (an empty one counts).
    pub fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Listings of all parties together.
    pub fn listings(&self) -> usize {
        self.entries.len()
    }

    /// The length of the longest list.
    pub(super) fn longest(&self) -> usize {
        (0..self.len())
            .map(|party| self.of(party).len())
            .max()
            .unwrap_or(0)
    }

    /// The entries of all lists, one after another.
    pub(crate) fn all(&self) -> &[(u32, u32)] {
        &self.entries
    }

    pub fn of(&self, party: usize) -> &[(u32, u32)] {
        match (self.offsets.get(party), self.offsets.get(party + 1)) {
            (Some(&from), Some(&to)) => self.entries.get(from as usize..to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    fn end_list(&mut self) {
        self.offsets
            .push(u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
    }
}
