//! Published cases as rounds, and brute force over small rounds.

use std::collections::BTreeMap;
use std::path::PathBuf;

use berth_matching::round::{OpeningEntry, RoundInput, Seed, Together, TraineeEntry};
use serde_json::Value;

pub(crate) type Places = BTreeMap<String, Option<String>>;

/// Where the published cases lie: `BERTH_CASES`, else `shared/cases` beside the repository.
pub(crate) fn cases_folder() -> PathBuf {
    let folder = std::env::var_os("BERTH_CASES")
        .map(PathBuf::from)
        .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases"));
    assert!(
        folder.join("README.md").exists(),
        "the published cases aren't at {}: put them there or set BERTH_CASES",
        folder.display()
    );
    folder
}

/// All cases whose file name starts with one of the prefixes, by name.
pub(crate) fn cases(prefixes: &[&str]) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(cases_folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case = prefixes.iter().any(|prefix| name.starts_with(prefix));
        if case && path.extension().is_some_and(|e| e == "json") {
            found.push((
                name,
                serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap(),
            ));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!found.is_empty(), "no cases named {prefixes:?}");
    found
}

fn groups(value: &Value) -> Vec<Vec<String>> {
    serde_json::from_value(value.clone()).unwrap()
}

/// A case's instance as a round; capacities are seats.
pub(crate) fn round_of(case: &Value) -> RoundInput {
    let instance = &case["instance"];
    let mut input = RoundInput::new(Seed::default());
    for (id, prefers) in instance["residents"].as_object().unwrap() {
        input.trainees.push(TraineeEntry::new(id, groups(prefers)));
    }
    for (id, hospital) in instance["hospitals"].as_object().unwrap() {
        let seats = hospital["capacity"].as_u64().unwrap() as u32;
        input
            .openings
            .push(OpeningEntry::new(id, seats, groups(&hospital["prefs"])));
    }
    if let Some(couples) = instance["couples"].as_array() {
        let together = couples.iter().map(|couple| Together {
            trainees: serde_json::from_value(couple["members"].clone()).unwrap(),
            prefers: serde_json::from_value(couple["prefs"].clone()).unwrap(),
        });
        input.together = Some(together.collect());
    }
    input
}

pub(crate) fn places(value: &Value) -> Places {
    serde_json::from_value(value.clone()).unwrap()
}
