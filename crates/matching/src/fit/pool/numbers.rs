//! Small numbers for what facts name: skills, countries, zones, words.

use std::hash::Hash;

use berth_domain::id::{OpeningId, SkillId, TrackId};
use berth_domain::text::{CountryCode, LanguageTag};
use chrono_tz::Tz;
use hashbrown::{Equivalent, HashMap};

/// Numbers in the order of first mention.
pub(super) struct Numbered<T>(HashMap<T, u32>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Eq + Hash + Clone> Numbered<T> {
    pub(super) fn number(&mut self, of: &T) -> u32 {
        if let Some(known) = self.0.get(of) {
            return *known;
        }
        let next = self.0.len() as u32;
        self.0.insert(of.clone(), next);
        next
    }

    /// `None`: nobody mentions it.
    pub(super) fn known<Q: Equivalent<T> + Hash + ?Sized>(&self, of: &Q) -> Option<u32> {
        self.0.get(of).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&T, u32)> {
        self.0.iter().map(|(of, number)| (of, *number))
    }
}

/// All numbers of a pool.
#[derive(Default)]
pub(super) struct Numbers {
    pub(super) skills: Numbered<SkillId>,
    pub(super) countries: Numbered<CountryCode>,
    pub(super) zones: Numbered<Tz>,
    pub(super) languages: Numbered<LanguageTag>,
    pub(super) tracks: Numbered<TrackId>,
    pub(super) cities: Numbered<String>,
    pub(super) fields: Numbered<String>,
    /// Openings on certified lists or ruled out.
    pub(super) openings: Numbered<OpeningId>,
}

impl Numbers {
    pub(super) fn skills(&self) -> usize {
        self.skills.len()
    }
}
