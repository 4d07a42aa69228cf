//! Ids as dense numbers: trainees and openings in the document's order, then members of `together` without an entry.

use super::{QuickMap, RoundInput};

/// Who takes part, numbered. Numbers are only ever compared within one census.
#[derive(Clone, Debug)]
pub struct Census<'a> {
    trainees: Vec<&'a str>,
    openings: Vec<&'a str>,
    trainee_numbers: QuickMap<&'a str, u32>,
    opening_numbers: QuickMap<&'a str, u32>,
}

impl<'a> Census<'a> {
    /// Numbers a document's parties. Of two with the same id the first counts; [`RoundInput::check`] refuses that.
    pub fn of(input: &'a RoundInput) -> Self {
        let mut census = Self {
            trainees: Vec::with_capacity(input.trainees.len()),
            openings: Vec::with_capacity(input.openings.len()),
            trainee_numbers: QuickMap::with_capacity_and_hasher(input.trainees.len(), Default::default()),
            opening_numbers: QuickMap::with_capacity_and_hasher(input.openings.len(), Default::default()),
        };
        let members = input
            .together()
            .iter()
            .flat_map(|t| [&t.trainees.0, &t.trainees.1]);
        for id in input.trainees.iter().map(|t| &t.id).chain(members) {
            enrol(&mut census.trainees, &mut census.trainee_numbers, id);
        }
        for opening in &input.openings {
            enrol(&mut census.openings, &mut census.opening_numbers, &opening.id);
        }
        census
    }

    pub fn trainees(&self) -> &[&'a str] {
        &self.trainees
    }

    pub fn openings(&self) -> &[&'a str] {
        &self.openings
    }

    pub fn trainee(&self, id: &str) -> Option<u32> {
        self.trainee_numbers.get(id).copied()
    }

    pub fn opening(&self, id: &str) -> Option<u32> {
        self.opening_numbers.get(id).copied()
    }
}

fn enrol<'a>(ids: &mut Vec<&'a str>, numbers: &mut QuickMap<&'a str, u32>, id: &'a str) {
    numbers.entry(id).or_insert_with(|| {
        let number = u32::try_from(ids.len()).unwrap_or(u32::MAX);
        ids.push(id);
        number
    });
}
