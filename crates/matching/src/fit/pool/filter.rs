//! Conditions that openings share: each is worked out once per block, as a bit set.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use berth_domain::cohort::WorkMode;
use berth_domain::id::SkillId;
use berth_domain::skill::{Cefr, Evidence, SkillLevel, SkillNeed};

use super::block::{Bits, Block, CODES, Code, Listing, WORDS, clear, has, no_bits, set};
use super::numbers::Numbers;
use crate::fit::{Terms, skill};

/// A condition on a trainee. Numbers are the pool's; what nobody mentions has none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Consent,
    /// The training is finished or endorsed.
    Trained,
    /// From one of these countries, in order.
    Countries(Vec<u32>),
    /// Any track or this one.
    Track(Option<u32>),
    Mode(WorkMode),
    /// Free on this day (days of the common era, as everywhere here).
    Available(i32),
    /// The passport is valid on this day; `unknown`: or nothing is stated.
    Passport {
        day: i32,
        unknown: bool,
    },
    /// The degree isn't older than this day, or a student.
    Degree(i32),
    Language(Option<u32>, Cefr),
    /// Any city or this one.
    City(Option<u32>),
    /// Interested in the field.
    Field(u32),
    Wants(u32),
    /// Meets the must-have of this number.
    Meets(usize),
    /// All of these conditions.
    All(Vec<usize>),
    /// One of these conditions.
    Any(Vec<usize>),
    /// Whoever doesn't meet this condition.
    Not(usize),
}

/// A skill asked for, with every skill that counts towards it.
#[derive(Debug)]
pub(super) struct Need {
    pub(super) sources: Vec<Source>,
}

/// A skill that counts towards a need.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) skill: u32,
    /// Credit in thousandths by code; a must-have's counts twice already.
    pub(super) credit: [u16; CODES],
    /// The same for codes that follow each other, where there is any.
    pub(super) stretches: Vec<(u16, Range<usize>)>,
    /// Whether a code meets a must-have.
    meets: [bool; CODES],
}

/// All conditions and needs of a set of openings, each once. What a condition is made of comes before it.
#[derive(Default)]
pub(super) struct Filters {
    keys: HashMap<Key, usize>,
    listed: Vec<Key>,
    pub(super) needs: Vec<Need>,
    need_numbers: HashMap<(SkillId, SkillLevel, Evidence, bool), usize>,
    /// For a skill: the pool's skills that count towards it, with the steps up.
    below: HashMap<SkillId, Vec<(u32, u32)>>,
}

impl Filters {
    pub(super) fn filter(&mut self, key: Key) -> usize {
        let next = self.listed.len();
        *self.keys.entry(key).or_insert_with_key(|key| {
            self.listed.push(key.clone());
            next
        })
    }

    /// The number of a need, as a must-have or a nice-to-have.
    pub(super) fn need(
        &mut self,
        terms: &Terms<'_>,
        need: &SkillNeed,
        must: bool,
        numbers: &Numbers,
    ) -> usize {
        let key = (need.skill.clone(), need.level, need.evidence, must);
        if let Some(known) = self.need_numbers.get(&key) {
            return *known;
        }
        if self.below.is_empty() {
            for (skill, number) in numbers.skills.iter() {
                let itself = std::iter::once((skill, 0));
                for (above, steps) in itself.chain(terms.skills.ancestors(skill)) {
                    let below = self.below.entry(above.clone()).or_default();
                    below.push((number, steps));
                }
            }
        }
        let sources = self.below.get(&need.skill).into_iter().flatten();
        let mut sources: Vec<Source> = sources
            .map(|&(number, steps)| source(terms, need, must, number, steps))
            .collect();
        sources.sort_by_key(|source| source.skill);
        let number = self.needs.len();
        self.needs.push(Need { sources });
        self.need_numbers.insert(key, number);
        number
    }

    /// Who in a block each condition holds for.
    pub(super) fn over<'a>(&'a self, block: &'a Block, numbers: &'a Numbers) -> Over<'a> {
        Over {
            filters: self,
            block,
            numbers,
            bits: self.listed.iter().map(|_| OnceCell::new()).collect(),
        }
    }
}

/// The conditions over a block, each worked out when first asked for.
pub(super) struct Over<'a> {
    filters: &'a Filters,
    block: &'a Block,
    numbers: &'a Numbers,
    bits: Vec<OnceCell<Bits>>,
}

impl Over<'_> {
    /// Whom the condition holds for.
    pub(super) fn of(&self, condition: usize) -> &Bits {
        let (filters, bits) = (self.filters, &self.bits);
        #[expect(clippy::indexing_slicing, reason = "conditions are numbered by the filters")]
        bits[condition].get_or_init(|| self.bits(&filters.listed[condition]))
    }

    fn bits(&self, key: &Key) -> Bits {
        let (block, numbers) = (self.block, self.numbers);
        match key {
            Key::Consent => block.consent.clone(),
            Key::Trained => block.trained.clone(),
            Key::Countries(some) => {
                let mut admitted = vec![false; numbers.countries.len()];
                for number in some {
                    if let Some(is) = admitted.get_mut(*number as usize) {
                        *is = true;
                    }
                }
                where_(&block.country, |c| {
                    admitted.get(usize::from(c)).copied().unwrap_or(false)
                })
            }
            Key::Track(track) => either(&block.any_track, &block.tracks, *track),
            Key::City(city) => either(&block.any_city, &block.cities, *city),
            Key::Field(field) => either(&no_bits(), &block.fields, Some(*field)),
            Key::Wants(skill) => either(&no_bits(), &block.wants, Some(*skill)),
            Key::Mode(mode) => block.modes.get(*mode as usize).cloned().unwrap_or_else(no_bits),
            Key::Available(day) => where_(&block.available, |from| from <= *day),
            Key::Passport { day, unknown } => {
                let unknown = *unknown;
                where_(&block.passport, |valid| {
                    valid >= *day || (unknown && valid == super::block::NEVER)
                })
            }
            Key::Degree(day) => where_(&block.degree, |degree| degree >= *day),
            Key::Language(language, minimum) => {
                let column = language.and_then(|number| block.languages.get(number as usize));
                let least = *minimum as u8 + 1;
                column.map_or_else(no_bits, |column| where_(column, |level| level >= least))
            }
            Key::Meets(number) => {
                let mut bits = no_bits();
                let postings = block.postings();
                let needs = &self.filters.needs;
                for source in needs.get(*number).into_iter().flat_map(|need| &need.sources) {
                    for (code, _) in source.meets.iter().enumerate().filter(|(_, meets)| **meets) {
                        for trainee in postings.of_codes(source.skill, code..code + 1) {
                            set(&mut bits, usize::from(*trainee));
                        }
                    }
                }
                bits
            }
            Key::All(conditions) => {
                let mut all = Box::new([u64::MAX; WORDS]);
                for condition in conditions {
                    both(&mut all, self.of(*condition));
                }
                all
            }
            Key::Any(conditions) => {
                let mut any = no_bits();
                for condition in conditions {
                    let words = any.iter_mut().zip(self.of(*condition).iter());
                    words.for_each(|(word, is)| *word |= is);
                }
                any
            }
            Key::Not(condition) => {
                let mut not = self.of(*condition).clone();
                not.iter_mut().for_each(|word| *word = !*word);
                not
            }
        }
    }
}

/// Keeps those who are in the other set too; whether anybody is left.
pub(super) fn both(some: &mut Bits, others: &Bits) -> bool {
    let mut left = 0;
    for (word, other) in some.iter_mut().zip(others.iter()) {
        *word &= other;
        left |= *word;
    }
    left != 0
}

fn source(terms: &Terms<'_>, need: &SkillNeed, must: bool, number: u32, steps: u32) -> Source {
    let mut source = Source {
        skill: number,
        credit: [0; CODES],
        stretches: Vec::new(),
        meets: [false; CODES],
    };
    for (code, level, evidence) in Code::all() {
        let hundredths = skill::reach(terms, level, steps);
        let credit = if must {
            2 * skill::must_credit(hundredths, evidence, need)
        } else {
            skill::nice_credit(hundredths, evidence, need)
        };
        if let Some(slot) = source.credit.get_mut(code.index()) {
            *slot = credit as u16;
        }
        if let Some(slot) = source.meets.get_mut(code.index()) {
            *slot = skill::meets(hundredths, evidence, need);
        }
    }
    let mut from = 0;
    for same in source.credit.chunk_by(|one, next| one == next) {
        let to = from + same.len();
        let credit = same.first().copied().filter(|credit| *credit > 0);
        source.stretches.extend(credit.map(|credit| (credit, from..to)));
        from = to;
    }
    source
}

/// Sixty-four at a time, without a branch.
fn where_<T: Copy>(column: &[T], is: impl Fn(T) -> bool) -> Bits {
    let mut bits = no_bits();
    for (word, values) in bits.iter_mut().zip(column.chunks(64)) {
        for (at, value) in values.iter().enumerate() {
            *word |= u64::from(is(*value)) << at;
        }
    }
    bits
}

fn either(any: &Bits, some: &[(u32, u16)], number: Option<u32>) -> Bits {
    let mut bits = any.clone();
    if let Some(number) = number {
        for (_, trainee) in some.iter().filter(|(of, _)| *of == number) {
            set(&mut bits, usize::from(*trainee));
        }
    }
    bits
}

/// Takes out of `open` those whose certified list doesn't name the opening, and those who ruled it out.
pub(super) fn wishes(open: &mut Bits, block: &Block, opening: Option<u32>) {
    if !block.listings.is_empty() || block.has_list.iter().any(|word| *word != 0) {
        let named: Vec<usize> = listings(block, opening)
            .map(|listing| usize::from(listing.trainee))
            .filter(|trainee| has(open, *trainee))
            .collect();
        for (word, listed) in open.iter_mut().zip(block.has_list.iter()) {
            *word &= !listed;
        }
        for trainee in named {
            set(open, trainee);
        }
    }
    if let Some(opening) = opening {
        for (_, trainee) in block.never.iter().filter(|(of, _)| *of == opening) {
            clear(open, usize::from(*trainee));
        }
    }
}

/// Who names an opening, and where.
pub(super) fn listings(block: &Block, opening: Option<u32>) -> impl Iterator<Item = &Listing> {
    block
        .listings
        .iter()
        .filter(move |listing| Some(listing.opening) == opening)
}
