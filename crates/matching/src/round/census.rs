//! Ids as dense numbers: trainees and openings in the document's order, then members of `together` without an entry.

use super::RoundInput;
use super::directory::{Directory, LookUps};

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
        self.trainees.ids()
    }

    pub fn openings(&self) -> &[&'a str] {
        self.openings.ids()
    }

    pub fn trainee(&self, id: &str) -> Option<u32> {
        self.trainees.number(id)
    }

    pub fn opening(&self, id: &str) -> Option<u32> {
        self.openings.number(id)
    }

    /// Look-ups of many trainees, list by list.
    pub(super) fn trainee_lists(&self) -> LookUps<'_> {
        self.trainees.look_ups()
    }

    /// Look-ups of many openings, list by list.
    pub(super) fn opening_lists(&self) -> LookUps<'_> {
        self.openings.look_ups()
    }
}
