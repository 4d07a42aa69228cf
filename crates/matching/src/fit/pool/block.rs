//! A block of trainees as columns.

use std::ops::Range;
use std::sync::OnceLock;

use berth_domain::cohort::{TraineeFacts, TrainingState, WorkMode};
use berth_domain::skill::{Evidence, SkillLevel};
use chrono::Datelike;

use super::numbers::Numbers;
use crate::fit::share;

/// Trainees in a block: sums and bit sets over them stay in the nearest cache.
pub(super) const ROOM: usize = 1 << 13;
pub(super) const WORDS: usize = ROOM / 64;

/// A set of the block's trainees.
pub(super) type Bits = Box<[u64; WORDS]>;

pub(super) fn no_bits() -> Bits {
    Box::new([0; WORDS])
}

/// Level and evidence of a claim in one small number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Code(u8);

/// How many codes there may be; 12 are in use.
pub(super) const CODES: usize = 16;

impl Code {
    pub(super) fn of(level: SkillLevel, evidence: Evidence) -> Self {
        Self((level.get() - 1) * 3 + evidence as u8)
    }

    /// Every level with every evidence.
    pub(super) fn all() -> impl Iterator<Item = (Self, SkillLevel, Evidence)> {
        let levels = [
            SkillLevel::AWARE,
            SkillLevel::WORKING,
            SkillLevel::STRONG,
            SkillLevel::EXPERT,
        ];
        let both = |level| Evidence::ALL.iter().map(move |evidence| (level, *evidence));
        levels
            .into_iter()
            .flat_map(both)
            .map(|(level, evidence)| (Self::of(level, evidence), level, evidence))
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// Somebody's claim of a skill: its number and a [`Code`] in one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Claim(u32);

impl Claim {
    fn new(number: u32, code: Code) -> Self {
        Self(number << 4 | u32::from(code.0))
    }

    pub(super) fn number(self) -> usize {
        (self.0 >> 4) as usize
    }

    pub(super) fn code(self) -> usize {
        (self.0 as usize) & (CODES - 1)
    }

    /// Skills in their order, and each one's codes.
    fn place(self) -> usize {
        self.0 as usize
    }
}

/// A place on a trainee's certified rank list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Listing {
    pub(super) opening: u32,
    pub(super) trainee: u16,
    pub(super) group: u32,
    pub(super) groups: u32,
}

/// A day before all others: for what isn't stated.
pub(super) const NEVER: i32 = i32::MIN;
/// A day after all others.
const ALWAYS: i32 = i32::MAX;

/// The columns. All of one length; what is named is numbered by the pool.
pub(super) struct Block {
    /// The pool's number of the first.
    pub(super) first: u32,
    /// Those who weren't withdrawn.
    pub(super) present: Bits,
    pub(super) consent: Bits,
    pub(super) trained: Bits,
    pub(super) any_track: Bits,
    pub(super) any_city: Bits,
    pub(super) has_list: Bits,
    pub(super) modes: [Bits; WorkMode::ALL.len()],
    pub(super) country: Vec<u16>,
    pub(super) zone: Vec<u16>,
    pub(super) available: Vec<i32>,
    pub(super) passport: Vec<i32>,
    /// A student's degree is as good as one of tomorrow.
    pub(super) degree: Vec<i32>,
    pub(super) waited: Vec<u8>,
    /// Number and trainee, for what only some have.
    pub(super) tracks: Vec<(u32, u16)>,
    pub(super) cities: Vec<(u32, u16)>,
    pub(super) fields: Vec<(u32, u16)>,
    pub(super) wants: Vec<(u32, u16)>,
    pub(super) never: Vec<(u32, u16)>,
    pub(super) listings: Vec<Listing>,
    /// Levels by language and trainee; 0 is none.
    pub(super) languages: Vec<Vec<u8>>,
    claims: Vec<Claim>,
    claims_end: Vec<u32>,
    postings: OnceLock<Postings>,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            first: 0,
            present: no_bits(),
            consent: no_bits(),
            trained: no_bits(),
            any_track: no_bits(),
            any_city: no_bits(),
            has_list: no_bits(),
            modes: [no_bits(), no_bits(), no_bits()],
            country: Vec::new(),
            zone: Vec::new(),
            available: Vec::new(),
            passport: Vec::new(),
            degree: Vec::new(),
            waited: Vec::new(),
            tracks: Vec::new(),
            cities: Vec::new(),
            fields: Vec::new(),
            wants: Vec::new(),
            never: Vec::new(),
            listings: Vec::new(),
            languages: Vec::new(),
            claims: Vec::new(),
            claims_end: Vec::new(),
            postings: OnceLock::new(),
        }
    }
}

pub(super) fn set(bits: &mut Bits, at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

pub(super) fn clear(bits: &mut Bits, at: usize) {
    if let Some(word) = bits.get_mut(at / 64) {
        *word &= !(1 << (at % 64));
    }
}

pub(super) fn has(bits: &Bits, at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
}

impl Block {
    pub(super) fn starting_at(first: u32) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }

    pub(super) fn len(&self) -> usize {
        self.country.len()
    }

    pub(super) fn is_full(&self) -> bool {
        self.len() >= ROOM
    }

    pub(super) fn push(&mut self, trainee: &TraineeFacts, numbers: &mut Numbers) {
        self.postings = OnceLock::new();
        let at = self.len();
        let here = at as u16;
        set(&mut self.present, at);
        if trainee.consent_to_share {
            set(&mut self.consent, at);
        }
        if matches!(
            trainee.training,
            TrainingState::Endorsed | TrainingState::Finished
        ) {
            set(&mut self.trained, at);
        }
        if trainee.tracks.is_empty() {
            set(&mut self.any_track, at);
        }
        if trainee.cities.is_empty() {
            set(&mut self.any_city, at);
        }
        for (mode, bits) in WorkMode::ALL.iter().zip(&mut self.modes) {
            if trainee.work_modes.is_empty() || trainee.work_modes.contains(mode) {
                set(bits, at);
            }
        }
        let named = |number: u32| (number, here);
        let tracks = trainee.tracks.iter().map(|t| named(numbers.tracks.number(t)));
        self.tracks.extend(tracks);
        let cities = trainee.cities.iter().map(|c| named(numbers.cities.number(c)));
        self.cities.extend(cities);
        let fields = trainee.interests.iter().map(|f| named(numbers.fields.number(f)));
        self.fields.extend(fields);
        let wants = trainee
            .wants_to_learn
            .iter()
            .map(|s| named(numbers.skills.number(s)));
        self.wants.extend(wants);
        let never = trainee.never.iter().map(|o| named(numbers.openings.number(o)));
        self.never.extend(never);
        if let Some(list) = &trainee.prefers {
            set(&mut self.has_list, at);
            let groups = list.len() as u32;
            for (group, openings) in (0..).zip(list) {
                self.listings.extend(openings.iter().map(|opening| Listing {
                    opening: numbers.openings.number(opening),
                    trainee: here,
                    group,
                    groups,
                }));
            }
        }
        for (language, level) in &trainee.languages {
            let number = numbers.languages.number(language) as usize;
            if self.languages.len() <= number {
                self.languages.resize_with(number + 1, Vec::new);
            }
            if let Some(column) = self.languages.get_mut(number) {
                column.resize(at, 0);
                column.push(*level as u8 + 1);
            }
        }
        for claim in &trainee.skills {
            let code = Code::of(claim.level, claim.evidence);
            self.claims
                .push(Claim::new(numbers.skills.number(&claim.skill), code));
        }
        self.claims_end.push(self.claims.len() as u32);
        let day = |date: Option<chrono::NaiveDate>| date.map_or(NEVER, |date| date.num_days_from_ce());
        self.available.push(trainee.available_from.num_days_from_ce());
        self.passport.push(day(trainee.passport_valid_to));
        self.degree.push(if trainee.student {
            ALWAYS
        } else {
            day(trainee.degree_awarded_on)
        });
        self.waited.push(trainee.rounds_waited.min(share::ROUNDS) as u8);
        self.zone.push(numbers.zones.number(&trainee.zone) as u16);
        self.country
            .push(numbers.countries.number(&trainee.country) as u16);
    }

    /// A trainee's claims, by skill.
    pub(super) fn claims(&self, trainee: usize) -> &[Claim] {
        let end = |at: usize| self.claims_end.get(at).copied().unwrap_or(0) as usize;
        let from = trainee.checked_sub(1).map_or(0, end);
        self.claims.get(from..end(trainee)).unwrap_or_default()
    }

    pub(super) fn claims_per_trainee(&self) -> usize {
        self.claims.len() / self.len().max(1)
    }

    /// The claims the other way round: who claims a skill.
    pub(super) fn postings(&self) -> &Postings {
        self.postings.get_or_init(|| Postings::of(self))
    }
}

/// Who claims each skill, by code.
pub(super) struct Postings {
    /// Where a skill's and code's claims start.
    starts: Vec<u32>,
    trainees: Vec<u16>,
    /// Whether somebody claims the skill twice.
    repeated: Vec<bool>,
}

impl Postings {
    fn of(block: &Block) -> Self {
        let skills = block.claims.iter().map(|c| c.number() + 1).max().unwrap_or(0);
        // Two more than there are: filling moves each start to the next one's place.
        let mut starts = vec![0u32; skills * CODES + 2];
        for claim in &block.claims {
            if let Some(count) = starts.get_mut(claim.place() + 2) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut trainees = vec![0; block.claims.len()];
        let mut last = vec![None; skills];
        let mut repeated = vec![false; skills];
        for trainee in 0..block.len() {
            for claim in block.claims(trainee) {
                if let (Some(last), Some(repeated)) =
                    (last.get_mut(claim.number()), repeated.get_mut(claim.number()))
                {
                    *repeated |= last.replace(trainee) == Some(trainee);
                }
                let Some(next) = starts.get_mut(claim.place() + 1) else {
                    continue;
                };
                if let Some(slot) = trainees.get_mut(*next as usize) {
                    *slot = trainee as u16;
                }
                *next += 1;
            }
        }
        Self {
            starts,
            trainees,
            repeated,
        }
    }

    /// Those who claim a skill with one of these codes.
    pub(super) fn of_codes(&self, skill: u32, codes: Range<usize>) -> &[u16] {
        let first = skill as usize * CODES;
        let start = |code: usize| self.starts.get(first + code);
        match (start(codes.start), start(codes.end)) {
            (Some(&from), Some(&to)) => self.trainees.get(from as usize..to as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// How many claim a skill.
    pub(super) fn count(&self, skill: u32) -> usize {
        let start = |skill: usize| self.starts.get(skill * CODES).map_or(0, |start| *start as usize);
        start(skill as usize + 1).saturating_sub(start(skill as usize))
    }

    pub(super) fn repeated(&self, skill: u32) -> bool {
        self.repeated.get(skill as usize).copied().unwrap_or(false)
    }
}
