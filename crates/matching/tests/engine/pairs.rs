//! Pairs: every reason is named, points add up, more never counts less, shortlists stay exact while facts change.

use berth_domain::cohort::TraineeFacts;
use berth_matching::fit::{Pair, Terms, exclusions, explain, feasible, score};
use berth_matching::skills::Vocabulary;
use berth_matching::{Index, explain_in_cohort, round_from_cohort, solve, verify};
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cohorts::{cohort, opening, rules, trainee};
use crate::pools::one_by_one;

fn today() -> NaiveDate {
    "2026-01-05".parse().unwrap()
}

#[test]
fn an_excluded_pair_names_all_its_reasons() {
    let rules = rules(json!({}));
    let terms = Terms {
        rules: &rules,
        skills: Vocabulary::shipped(),
        today: today(),
    };
    let reasons = |t: Value, o: Value| {
        let (trainee, opening) = (trainee(1, t), opening(1, o));
        let pair = Pair {
            trainee: &trainee,
            opening: &opening,
        };
        let found = exclusions(&terms, pair);
        assert_eq!(feasible(&terms, pair), found.is_empty());
        found.iter().map(|e| e.code.to_string()).collect::<Vec<_>>()
    };
    assert!(reasons(json!({}), json!({})).is_empty());
    let table = [
        (json!({"country": "FR"}), json!({}), vec!["country-not-admitted"]),
        (
            json!({}),
            json!({"country": "EE"}),
            vec!["host-country-not-admitted", "no-permit-route"],
        ),
        (json!({"tracks": ["web"]}), json!({}), vec!["other-track"]),
        (json!({}), json!({"track": "web"}), vec!["track-not-running"]),
        (json!({"skills": []}), json!({}), vec!["skill-missing"]),
        (
            json!({"skills": [{"skill": "sql", "level": 1}]}),
            json!({}),
            vec!["skill-level-too-low"],
        ),
        (
            json!({"skills": [{"skill": "postgresql", "level": 3}]}),
            json!({}),
            vec!["skill-level-too-low"],
        ),
        (
            json!({"skills": [{"skill": "postgresql", "level": 4}]}),
            json!({}),
            vec![],
        ),
        (
            json!({}),
            json!({"must_have": [{"skill": "sql", "level": 2, "evidence": "verified"}]}),
            vec!["skill-evidence-too-weak"],
        ),
        (json!({"languages": {}}), json!({}), vec!["language-missing"]),
        (
            json!({"languages": {"en": "A2"}}),
            json!({}),
            vec!["language-too-low"],
        ),
        (
            json!({"available_from": "2026-03-02"}),
            json!({}),
            vec!["not-available"],
        ),
        (
            json!({"passport_valid_to": "2026-11-30"}),
            json!({}),
            vec!["passport-too-short"],
        ),
        (json!({"passport_valid_to": "2026-12-01"}), json!({}), vec![]),
        (
            json!({"passport_valid_to": null}),
            json!({}),
            vec!["passport-unknown"],
        ),
        (
            json!({"training": "running"}),
            json!({}),
            vec!["training-not-finished"],
        ),
        (json!({"work_modes": ["remote"]}), json!({}), vec!["work-mode"]),
        (
            json!({}),
            json!({"host_active": false, "supervisor_named": false}),
            vec!["host-inactive", "no-supervisor"],
        ),
        (json!({}), json!({"seats": 0}), vec!["no-seats"]),
        (
            json!({"never": [crate::cohorts::uuid(2, 1)]}),
            json!({}),
            vec!["trainee-never"],
        ),
        (
            json!({}),
            json!({"never": [crate::cohorts::uuid(1, 1)]}),
            vec!["host-never"],
        ),
        (
            json!({"prefers": []}),
            json!({"prefers": []}),
            vec!["trainee-did-not-rank", "host-did-not-rank"],
        ),
        (json!({"consent_to_share": false}), json!({}), vec!["no-consent"]),
        (
            json!({"degree_awarded_on": "2024-06-30"}),
            json!({}),
            vec!["permit-degree-too-old"],
        ),
        (
            json!({}),
            json!({"duration_months": 13}),
            vec!["permit-stay-too-long"],
        ),
        // 10 days for papers, 30 for the permit, 5 to travel, 5 to answer: 50 days before the start is the last day.
        (json!({}), json!({"starts_on": "2026-02-24"}), vec![]),
        (json!({}), json!({"starts_on": "2026-02-23"}), vec!["too-late"]),
    ];
    for (t, o, expected) in table {
        assert_eq!(reasons(t.clone(), o.clone()), expected, "{t} {o}");
    }
}

#[test]
fn a_breakdown_adds_up_and_an_explanation_reads_well() {
    let cohort = cohort(
        vec![trainee(1, json!({}))],
        vec![opening(1, json!({}))],
        rules(json!({})),
    );
    let (t, o) = (cohort.trainees[0].id, cohort.openings[0].id);
    let explanation = explain_in_cohort(&cohort, &t, &o).unwrap();
    assert!(explanation.feasible);
    assert_eq!(
        explanation.score.parts.iter().map(|p| p.points).sum::<u32>(),
        explanation.score.total
    );
    insta::assert_snapshot!(explanation.to_string());
}

fn facts() -> impl Strategy<Value = (Value, Value)> {
    let trainee = (
        1u8..=4,
        1u8..=4,
        0usize..4,
        prop::sample::select(vec!["A2", "B2", "C2"]),
        0u32..4,
    )
        .prop_map(|(sql, python, rank, english, waited)| {
            let prefers: Vec<Vec<String>> = (0..4).map(|n| vec![crate::cohorts::uuid(2, n + 1)]).collect();
            let prefers = if rank == 0 {
                Value::Null
            } else {
                json!(prefers[rank..])
            };
            json!({"skills": [{"skill": "postgresql", "level": sql}, {"skill": "python", "level": python}],
                "languages": {"en": english}, "rounds_waited": waited, "prefers": prefers})
        });
    let opening = (1u8..=4, 1u8..=4, 1usize..5).prop_map(|(must, nice, number)| {
        json!({"id": crate::cohorts::uuid(2, number), "must_have": [{"skill": "sql", "level": must}],
            "nice_to_have": [{"skill": "python", "level": nice}, {"skill": "postgresql", "level": nice}]})
    });
    (trainee, opening)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn more_skill_never_lowers_a_score((t, o) in facts(), which in 0usize..2) {
        let rules = rules(json!({}));
        let terms = Terms { rules: &rules, skills: Vocabulary::shipped(), today: today() };
        let less = trainee(1, t);
        let mut more = serde_json::to_value(&less).unwrap();
        let level = more["skills"][which]["level"].as_u64().unwrap();
        more["skills"][which]["level"] = json!((level + 1).min(4));
        let more: TraineeFacts = serde_json::from_value(more).unwrap();
        let opening = opening(1, o);
        let total = |trainee: &TraineeFacts| score(&terms, Pair { trainee, opening: &opening }).total;
        prop_assert!(total(&more) >= total(&less));
        let possible = |trainee: &TraineeFacts| feasible(&terms, Pair { trainee, opening: &opening });
        prop_assert!(possible(&more) >= possible(&less), "more skill excludes");
    }

    #[test]
    fn shortlists_stay_exact_while_facts_change(
        steps in prop::collection::vec((0usize..40, facts(), 0u8..10), 1..80), length in 1usize..4,
    ) {
        let mut index = Index::new(rules(json!({})), today(), length);
        let mut told = std::collections::BTreeMap::new();
        for (number, (t, o), action) in steps {
            match action {
                0 => index.remove_trainee(&trainee(number, json!({})).id),
                1 => { let id = opening(1, o).id; index.remove_opening(&id) }
                2 | 3 => index.upsert_opening(opening(1, o)),
                _ => index.upsert_trainee(trainee(number, t)),
            }
            if action % 2 == 0 {
                for list in index.changed() { told.insert(list.opening, list.candidates); }
            }
            let openings: Vec<_> = index.openings().cloned().collect();
            for opening in openings {
                let rules = rules(json!({}));
                let terms = Terms { rules: &rules, skills: Vocabulary::shipped(), today: today() };
                let expected = one_by_one(&terms, index.trainees(), &opening, length);
                prop_assert_eq!(index.shortlist(&opening.id).unwrap().candidates, expected);
            }
        }
        for list in index.changed() { told.insert(list.opening, list.candidates); }
        let ids: Vec<_> = index.openings().map(|o| o.id).collect();
        for id in ids {
            let now = index.shortlist(&id).unwrap().candidates;
            prop_assert_eq!(told.get(&id).cloned().unwrap_or_default(), now);
        }
    }

    #[test]
    fn any_cohort_solves_to_a_proven_round(
        trainees in prop::collection::vec(facts(), 1..12), openings in prop::collection::vec((facts(), 1u32..3), 4),
        objective in prop::sample::select(vec!["stable", "stable_max", "max_cardinality"]),
    ) {
        let trainees = trainees.into_iter().enumerate().map(|(n, (t, _))| trainee(n, t)).collect();
        let openings = openings.into_iter().enumerate().map(|(n, ((_, o), seats))| {
            let mut o = o; o["seats"] = json!(seats); o["id"] = json!(crate::cohorts::uuid(2, n + 1));
            opening(n, o)
        }).collect();
        let cohort = cohort(trainees, openings, rules(json!({"objective": objective})));
        let input = round_from_cohort(&cohort).unwrap();
        let result = solve(&input).unwrap();
        let report = verify(&input, &result);
        prop_assert!(report.proven(), "{}", report);
        for (t, place) in &result.matching {
            if let Some(o) = place {
                let e = explain_in_cohort(&cohort, &t.parse().unwrap(), &o.parse().unwrap()).unwrap();
                prop_assert!(e.feasible, "{}", e);
            }
        }
    }
}

#[test]
fn an_explanation_of_facts_says_what_would_be() {
    let rules = rules(json!({}));
    let terms = Terms {
        rules: &rules,
        skills: Vocabulary::shipped(),
        today: today(),
    };
    let (trainee, opening) = (trainee(1, json!({"skills": []})), opening(1, json!({})));
    let explanation = explain(
        &terms,
        Pair {
            trainee: &trainee,
            opening: &opening,
        },
    );
    assert!(!explanation.feasible && explanation.score.total > 0);
    assert!(
        explanation.sentence.contains("SQL at level 2 is a must"),
        "{}",
        explanation.sentence
    );
}
