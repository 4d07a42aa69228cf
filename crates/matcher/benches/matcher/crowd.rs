//! The people and openings everything is timed on: the same on every machine, under a sample programme's real rules.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::cohort::{
    COHORT_FORMAT, Cohort, MatchingRules, OpeningFacts, TraineeFacts, TrainingState, WorkMode,
};
use berth_domain::id::{ApplicationId, HostId, OpeningId, RoundId, SkillId};
use berth_domain::programme::Programme;
use berth_domain::skill::{Cefr, Evidence, SkillClaim, SkillLevel, SkillNeed};
use berth_matching::skills::Vocabulary;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// Skills in use, of all that are known.
const SKILLS: usize = 400;
/// What the openings of a profile's shape are to its trainees: 2,000 to 100,000.
const TRAINEES_PER_OPENING: usize = 50;

/// The day everything happens on.
pub(crate) fn now() -> DateTime<Utc> {
    "2025-02-15T10:00:00Z".parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// SplitMix64.
pub(crate) struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    fn one_of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next(), self.next())
    }
}

/// A programme with people and openings.
pub(crate) struct Crowd {
    pub(crate) rules: MatchingRules,
    pub(crate) trainees: Vec<TraineeFacts>,
    pub(crate) openings: Vec<OpeningFacts>,
}

impl Crowd {
    /// Profiles of some twelve skills each; fifty to an opening; nobody has ranked anybody.
    pub(crate) fn of_profiles(trainees: usize) -> Self {
        Self::new(trainees, trainees / TRAINEES_PER_OPENING)
    }

    /// The same people and nowhere to go: what reading and keeping them costs alone.
    pub(crate) fn without_openings(trainees: usize) -> Self {
        Self::new(trainees, 0)
    }

    /// A fifth as many openings as trainees, and mutual lists of 10 to 20 in random order.
    pub(crate) fn with_lists(trainees: usize) -> Self {
        let mut crowd = Self::new(trainees, trainees / 5);
        let mut chance = Chance(11);
        let mut called: Vec<Vec<ApplicationId>> = vec![Vec::new(); crowd.openings.len()];
        for trainee in &mut crowd.trainees {
            let length = 10 + chance.below(11);
            let mut wished = Vec::new();
            while wished.len() < length {
                let opening = chance.below(called.len());
                if !wished.contains(&opening) {
                    wished.push(opening);
                    called[opening].push(trainee.id);
                }
            }
            trainee.prefers = Some(wished.into_iter().map(|o| vec![crowd.openings[o].id]).collect());
        }
        for (opening, mut callers) in crowd.openings.iter_mut().zip(called) {
            for at in (1..callers.len()).rev() {
                callers.swap(at, chance.below(at + 1));
            }
            opening.prefers = Some(callers.into_iter().map(|t| vec![t]).collect());
        }
        crowd
    }

    fn new(trainees: usize, openings: usize) -> Self {
        let folder = berth_testkit::programme_dir("digital-explorers");
        let text = std::fs::read_to_string(folder.join("programme.toml")).unwrap();
        let rules = Programme::from_toml(&text).unwrap().matching_rules();
        let known = Vocabulary::shipped().skills();
        let skills: Vec<SkillId> = known.take(SKILLS).map(|s| s.id.clone()).collect();
        let mut chance = Chance(7);
        Self {
            trainees: (0..trainees).map(|_| trainee(&mut chance, &skills)).collect(),
            openings: (0..openings)
                .map(|_| opening(&mut chance, &rules, &skills))
                .collect(),
            rules,
        }
    }

    /// The crowd as a round's frozen input.
    pub(crate) fn cohort(&self, round: RoundId) -> Cohort {
        Cohort {
            format: COHORT_FORMAT.to_owned(),
            round,
            as_of: now(),
            seed: "5eed".repeat(16),
            rules: self.rules.clone(),
            trainees: self.trainees.clone(),
            openings: self.openings.clone(),
            pinned: Vec::new(),
            forbidden: Vec::new(),
        }
    }
}

fn level(chance: &mut Chance) -> SkillLevel {
    SkillLevel::try_from(chance.one_of(&[1_u8, 2, 2, 3, 4])).unwrap()
}

fn trainee(chance: &mut Chance, skills: &[SkillId]) -> TraineeFacts {
    let (country, zone) = chance.one_of(&[
        ("NG", chrono_tz::Africa::Lagos),
        ("KE", chrono_tz::Africa::Nairobi),
        ("AM", chrono_tz::Asia::Yerevan),
    ]);
    let mut claims: BTreeMap<SkillId, SkillClaim> = BTreeMap::new();
    for _ in 0..9 + chance.below(7) {
        // Some skills are on most profiles, most on few.
        let at = chance.below(skills.len());
        let skill = skills[chance.below(at + 1)].clone();
        let claim = SkillClaim {
            skill: skill.clone(),
            level: level(chance),
            evidence: chance.one_of(&[Evidence::Claimed, Evidence::Evidenced]),
        };
        claims.insert(skill, claim);
    }
    TraineeFacts {
        id: ApplicationId(chance.id()),
        country: country.parse().unwrap(),
        tracks: BTreeSet::new(),
        skills: claims.into_values().collect(),
        languages: BTreeMap::from([(
            "en".parse().unwrap(),
            chance.one_of(&[Cefr::B1, Cefr::B2, Cefr::C1]),
        )]),
        available_from: day("2025-05-01"),
        degree_awarded_on: Some(day("2024-07-01")),
        student: false,
        passport_valid_to: Some(day("2030-01-01")),
        training: TrainingState::Finished,
        work_modes: BTreeSet::new(),
        interests: BTreeSet::from([chance
            .one_of(&["energy", "retail", "finance", "health"])
            .to_owned()]),
        wants_to_learn: BTreeSet::from([skills[chance.below(skills.len())].clone()]),
        cities: BTreeSet::from([chance
            .one_of(&["Vilnius", "Kaunas", "Riga", "Tallinn"])
            .to_owned()]),
        zone,
        consent_to_share: true,
        rounds_waited: u32::try_from(chance.below(3)).unwrap(),
        prefers: None,
        never: BTreeSet::new(),
    }
}

fn opening(chance: &mut Chance, rules: &MatchingRules, skills: &[SkillId]) -> OpeningFacts {
    let need = |chance: &mut Chance| {
        let at = chance.below(skills.len());
        SkillNeed {
            skill: skills[chance.below(at + 1)].clone(),
            level: SkillLevel::AWARE,
            evidence: Evidence::Claimed,
        }
    };
    let tracks: Vec<_> = rules.tracks.iter().collect();
    OpeningFacts {
        id: OpeningId(chance.id()),
        host: HostId(chance.id()),
        track: chance.one_of(&tracks).clone(),
        country: "LT".parse().unwrap(),
        city: chance.one_of(&["Vilnius", "Kaunas"]).to_owned(),
        zone: chrono_tz::Europe::Vilnius,
        seats: 1 + u32::try_from(chance.below(5)).unwrap(),
        min_seats: 0,
        starts_on: day("2025-10-01"),
        duration_months: 6,
        monthly_pay_eur: 4000,
        work_mode: WorkMode::Hybrid,
        field: Some(
            chance
                .one_of(&["energy", "retail", "finance", "health"])
                .to_owned(),
        ),
        must_have: vec![need(chance)],
        nice_to_have: (0..4).map(|_| need(chance)).collect(),
        will_teach: BTreeSet::from([skills[chance.below(skills.len())].clone()]),
        languages: BTreeMap::from([("en".parse().unwrap(), Cefr::B1)]),
        host_active: true,
        supervisor_named: true,
        host_answer_percent: Some(90),
        prefers: None,
        never: BTreeSet::new(),
    }
}
