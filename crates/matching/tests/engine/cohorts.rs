//! Small invented cohorts, fixed and random.

use berth_domain::cohort::{Cohort, MatchingRules, OpeningFacts, TraineeFacts};
use serde_json::{Value, json};

pub(crate) fn uuid(kind: u8, number: usize) -> String {
    format!("00000000-0000-7000-8000-{kind:02x}{number:010x}")
}

pub(crate) fn trainee(number: usize, change: Value) -> TraineeFacts {
    let mut facts = json!({
        "id": uuid(1, number), "country": "KE", "skills": [{"skill": "sql", "level": 3}, {"skill": "python", "level": 2}],
        "languages": {"en": "B2"}, "available_from": "2026-01-10", "degree_awarded_on": "2025-06-30",
        "passport_valid_to": "2030-01-01", "training": "finished", "zone": "Africa/Nairobi", "consent_to_share": true
    });
    merge(&mut facts, change);
    serde_json::from_value(facts).unwrap()
}

pub(crate) fn opening(number: usize, change: Value) -> OpeningFacts {
    let mut facts = json!({
        "id": uuid(2, number), "host": uuid(3, number), "track": "data", "country": "LV", "city": "Riga",
        "zone": "Europe/Riga", "seats": 1, "starts_on": "2026-03-01", "duration_months": 6, "monthly_pay_eur": 1000,
        "work_mode": "on-site", "must_have": [{"skill": "sql", "level": 2}],
        "nice_to_have": [{"skill": "python", "level": 3}], "languages": {"en": "B1"}, "host_active": true,
        "supervisor_named": true
    });
    merge(&mut facts, change);
    serde_json::from_value(facts).unwrap()
}

pub(crate) fn rules(change: Value) -> MatchingRules {
    let mut rules = json!({
        "programme": "sample", "tracks": ["data"], "countries": ["KE", "NG", "AM"], "host_countries": ["LV", "LT"],
        "free_movement": ["LT"],
        "permit_routes": [{
            "id": "lv-trainee", "name": "Latvia, trainee", "country": "LV", "valid_from": "2025-01-01",
            "document_days": 10, "permit_days": 30, "source": "invented",
            "conditions": [{"kind": "recent-degree-or-student", "within_days": 365}, {"kind": "maximum-stay-months", "months": 12}]
        }],
        "travel_days": 5, "answer_days": 5, "passport_months_after_end": 3, "training_required": true,
        "child_to_parent_percent": 60,
        "weights": {"trainee-rank": 200, "host-rank": 200, "skills": 300, "interest": 50, "learning": 50,
            "permit-margin": 50, "start": 50, "city": 30, "hours": 20, "language": 20, "host-answers": 20, "waited": 10},
        "score_band": 10, "objective": "stable", "proposing": "trainees", "min_seats_policy": "relax"
    });
    merge(&mut rules, change);
    serde_json::from_value(rules).unwrap()
}

pub(crate) fn cohort(
    trainees: Vec<TraineeFacts>,
    openings: Vec<OpeningFacts>,
    rules: MatchingRules,
) -> Cohort {
    Cohort {
        format: "berth-cohort/1".to_owned(),
        round: uuid(9, 1).parse().unwrap(),
        as_of: "2026-01-05T09:00:00Z".parse().unwrap(),
        seed: "07".repeat(32),
        rules,
        trainees,
        openings,
        pinned: Vec::new(),
        forbidden: Vec::new(),
    }
}

fn merge(into: &mut Value, change: Value) {
    if let (Value::Object(into), Value::Object(change)) = (into, change) {
        into.extend(change);
    }
}
