//! The programme that shortlists are timed on: trainees with about twelve of 400 skills, openings that ask for as many,
//! with hard filters or without.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use berth_domain::cohort::{MatchingRules, OpeningFacts, TraineeFacts};
use berth_matching::Terms;
use berth_matching::fit::Pool;
use berth_matching::skills::Vocabulary;
use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::markets::Chance;

const SKILLS: u64 = 400;
const START: &str = "2026-03-01";

pub(crate) struct Programme {
    trainees: usize,
    filters: bool,
    rules: MatchingRules,
    skills: Vocabulary,
    pub(crate) openings: Vec<OpeningFacts>,
}

/// A trainee as numbers: skills with levels, level of English, first day free (days before the start or after it),
/// whether on-site work suits.
struct Trainee {
    skills: Vec<(u64, u64)>,
    english: u64,
    free_after: i64,
    on_site: bool,
}

impl Trainee {
    fn drawn(chance: &mut Chance) -> Self {
        Self {
            skills: skills(chance),
            english: chance.below(6),
            free_after: chance.below(240) as i64 - 180,
            on_site: chance.below(10) > 0,
        }
    }
}

/// About twelve distinct skills, each with a level.
fn skills(chance: &mut Chance) -> Vec<(u64, u64)> {
    let count = 9 + chance.below(7);
    let mut drawn: Vec<(u64, u64)> = (0..count)
        .map(|_| (chance.below(SKILLS), 1 + chance.below(4)))
        .collect();
    drawn.sort_unstable();
    drawn.dedup_by_key(|(skill, _)| *skill);
    drawn
}

fn uuid(kind: u8, number: usize) -> String {
    format!("00000000-0000-7000-8000-{kind:02x}{number:010x}")
}

fn asked(skills: &[(u64, u64)]) -> Value {
    skills
        .iter()
        .map(|(skill, level)| json!({"skill": format!("skill-{skill}"), "level": level}))
        .collect()
}

impl Programme {
    pub(crate) fn new(trainees: usize, openings: usize, filters: bool) -> Self {
        let mut file = String::new();
        for skill in 0..SKILLS {
            // Writing to a string can't fail.
            let _ = writeln!(file, "skill-{skill}\tSkill {skill}");
        }
        let skills_file = Vocabulary::default().extended(&file).unwrap_or_default();
        let rules = json!({
            "programme": "sample", "tracks": ["data"], "permit_routes": [], "travel_days": 0, "answer_days": 0,
            "passport_months_after_end": 0, "training_required": filters, "child_to_parent_percent": 60,
            "weights": {"skills": 1000}, "score_band": 1, "objective": "stable", "proposing": "trainees",
            "min_seats_policy": "relax"
        });
        let mut chance = Chance::new(11);
        let opening = |number| {
            let skills = skills(&mut chance);
            // Two musts and the rest nice to have, or everything nice to have.
            let (must, nice) = skills.split_at(if filters { 2.min(skills.len()) } else { 0 });
            let must: Vec<_> = must
                .iter()
                .map(|(skill, level)| (*skill, (*level).min(2)))
                .collect();
            let languages = if filters { json!({"en": "B1"}) } else { json!({}) };
            read(json!({
                "id": uuid(2, number), "host": uuid(3, number), "track": "data", "country": "LV", "city": "Riga",
                "zone": "Europe/Riga", "seats": 1, "starts_on": START, "duration_months": 6, "monthly_pay_eur": 1000,
                "work_mode": if filters { "on-site" } else { "remote" }, "must_have": asked(&must),
                "nice_to_have": asked(nice), "languages": languages, "host_active": true, "supervisor_named": true
            }))
        };
        Self {
            trainees,
            filters,
            openings: (0..openings).map(opening).collect(),
            rules: read(rules),
            skills: skills_file,
        }
    }

    fn drawn(&self) -> impl Iterator<Item = Trainee> + use<> {
        let mut chance = Chance::new(13);
        (0..self.trainees).map(move |_| Trainee::drawn(&mut chance))
    }

    /// One trainee's facts at a time: a million of them needn't be in memory at once.
    pub(crate) fn pool(&self) -> Pool {
        let mut pool = Pool::default();
        let cefr = ["A1", "A2", "B1", "B2", "C1", "C2"];
        let start: NaiveDate = START.parse().unwrap_or_default();
        // A form with everything that is the same for all.
        let mut facts: TraineeFacts = read(json!({
            "id": uuid(1, 0), "country": "LV", "skills": [], "available_from": "2026-01-01", "training": "finished",
            "zone": "Europe/Riga", "consent_to_share": true
        }));
        for (number, trainee) in self.drawn().enumerate() {
            facts.id = read(json!(uuid(1, number)));
            facts.skills = read(asked(&trainee.skills));
            if self.filters {
                let english = cefr.get(trainee.english as usize);
                facts.languages = read(json!({"en": english}));
                facts.available_from = start + chrono::TimeDelta::days(trainee.free_after);
                facts.work_modes = read(if trainee.on_site {
                    json!(["on-site"])
                } else {
                    json!(["remote"])
                });
            }
            pool.push(&facts);
        }
        pool
    }

    pub(crate) fn terms(&self) -> Terms<'_> {
        Terms {
            rules: &self.rules,
            skills: &self.skills,
            today: "2026-01-05".parse().unwrap_or_default(),
        }
    }

    /// `n m`; a line per trainee: English (0 to 5), 1 when free at the start, 1 when on-site work suits, then
    /// `skill:level`; a line per opening: `must` and `nice` skills as `skill:level`, a bar between.
    pub(crate) fn write(&self, path: &Path) -> io::Result<()> {
        let mut text = format!("{} {}\n", self.trainees, self.openings.len());
        let pairs = |skills: &[(u64, u64)]| {
            let all: Vec<String> = skills
                .iter()
                .map(|(skill, level)| format!("{skill}:{level}"))
                .collect();
            all.join(" ")
        };
        for trainee in self.drawn() {
            let free = u8::from(trainee.free_after <= 0);
            let on_site = u8::from(trainee.on_site);
            let _ = writeln!(
                text,
                "{} {free} {on_site} {}",
                trainee.english,
                pairs(&trainee.skills)
            );
        }
        for opening in &self.openings {
            let side = |needs: &[berth_domain::skill::SkillNeed]| {
                let number = |id: &str| id.trim_start_matches("skill-").parse().unwrap_or(0);
                let all: Vec<(u64, u64)> = needs
                    .iter()
                    .map(|need| (number(need.skill.as_str()), u64::from(need.level.get())))
                    .collect();
                pairs(&all)
            };
            let _ = writeln!(
                text,
                "{} | {}",
                side(&opening.must_have),
                side(&opening.nice_to_have)
            );
        }
        std::fs::write(path, text)
    }
}

/// The values are written above; should one not fit its type, the benchmark must not run.
#[expect(
    clippy::panic,
    reason = "a program that times, with nobody to hand an error to"
)]
fn read<T: serde::de::DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap_or_else(|error| panic!("{error}"))
}
