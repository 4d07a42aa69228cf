//! Many at once comes to the same as one by one, whatever facts and rules say and however many threads there are.

use berth_domain::cohort::{OpeningFacts, TraineeFacts};
use berth_matching::fit::{Candidate, Pair, Pool, Terms, feasible, score};
use berth_matching::skills::Vocabulary;
use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cohorts::{opening, rules, trainee, uuid};

fn one_of(values: &[Value]) -> impl Strategy<Value = Value> + use<> {
    prop::sample::select(values.to_vec())
}

fn day() -> impl Strategy<Value = String> {
    (0u32..400).prop_map(|n| {
        let first: NaiveDate = "2025-09-01".parse().unwrap();
        (first + chrono::Days::new(u64::from(n))).to_string()
    })
}

fn skill() -> impl Strategy<Value = Value> {
    let names = ["sql", "postgresql", "databases", "python", "pandas", "unheard-of"];
    let evidence = ["claimed", "evidenced", "verified"];
    (
        prop::sample::select(names.to_vec()),
        1u8..=4,
        prop::sample::select(evidence.to_vec()),
    )
        .prop_map(|(skill, level, evidence)| json!({"skill": skill, "level": level, "evidence": evidence}))
}

fn skills(most: usize) -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(skill(), 0..=most)
}

fn names(values: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::sample::subsequence(values, 0..=values.len()).prop_map(|some| json!(some))
}

fn list(kind: u8, most: usize) -> impl Strategy<Value = Value> {
    let group = prop::collection::vec(0..most, 1..3);
    prop::option::weighted(0.4, prop::collection::vec(group, 0..4)).prop_map(move |list| {
        let named = |group: Vec<usize>| group.into_iter().map(|n| uuid(kind, n)).collect::<Vec<_>>();
        json!(list.map(|list| list.into_iter().map(named).collect::<Vec<_>>()))
    })
}

fn a_trainee() -> impl Strategy<Value = Value> {
    let who = (
        one_of(&[json!("KE"), json!("NG"), json!("LT"), json!("FR")]),
        names(&["data", "web"]),
        skills(6),
        one_of(&[json!({}), json!({"en": "B1"}), json!({"en": "C2", "lv": "A2"})]),
        one_of(&[json!("none"), json!("endorsed"), json!("finished")]),
    );
    let when = (
        day(),
        prop::option::of(day()),
        any::<bool>(),
        prop::option::of((0u32..900).prop_map(|n| {
            let first: NaiveDate = "2026-03-01".parse().unwrap();
            (first + chrono::Days::new(u64::from(n))).to_string()
        })),
    );
    let wishes = (
        names(&["on-site", "hybrid", "remote"]),
        names(&["health", "retail"]),
        names(&["sql", "python", "pandas"]),
        names(&["Riga", "Vilnius"]),
        one_of(&[
            json!("Africa/Lagos"),
            json!("Asia/Yerevan"),
            json!("Pacific/Auckland"),
        ]),
        prop::bool::weighted(0.9),
        0u32..5,
        list(2, 4),
        prop::collection::vec(0usize..4, 0..2),
    );
    (who, when, wishes).prop_map(
        |((country, tracks, skills, languages, training), (from, degree, student, passport), w)| {
            let (modes, interests, learn, cities, zone, consent, waited, prefers, never) = w;
            let never: Vec<String> = never.into_iter().map(|n| uuid(2, n)).collect();
            json!({
                "country": country, "tracks": tracks, "skills": skills, "languages": languages, "training": training,
                "available_from": from, "degree_awarded_on": degree, "student": student, "passport_valid_to": passport,
                "work_modes": modes, "interests": interests, "wants_to_learn": learn, "cities": cities, "zone": zone,
                "consent_to_share": consent, "rounds_waited": waited, "prefers": prefers, "never": never,
            })
        },
    )
}

fn an_opening() -> impl Strategy<Value = Value> {
    let what = (
        one_of(&[json!("data"), json!("data"), json!("web")]),
        one_of(&[json!("LV"), json!("LT"), json!("EE")]),
        one_of(&[json!("Riga"), json!("Vilnius"), json!("Tallinn")]),
        one_of(&[json!("on-site"), json!("hybrid"), json!("remote")]),
        one_of(&[json!(null), json!("health"), json!("mining")]),
    );
    let how = (day(), 1u32..15, 500u32..2000, 0u32..3, prop::bool::weighted(0.95));
    let needs = (
        skills(2),
        skills(4),
        names(&["sql", "pandas"]),
        one_of(&[json!({}), json!({"en": "A2"})]),
    );
    let sides = (
        prop::option::of(0u8..=100),
        list(1, 12),
        prop::collection::vec(0usize..12, 0..2),
    );
    (what, how, needs, sides).prop_map(|((track, country, city, mode, field), how, needs, sides)| {
        let (starts, months, pay, seats, active) = how;
        let (must, nice, teach, languages) = needs;
        let (answers, prefers, never) = sides;
        let never: Vec<String> = never.into_iter().map(|n| uuid(1, n)).collect();
        json!({
            "track": track, "country": country, "city": city, "work_mode": mode, "field": field, "starts_on": starts,
            "duration_months": months, "monthly_pay_eur": pay, "seats": seats, "host_active": active,
            "must_have": must, "nice_to_have": nice, "will_teach": teach, "languages": languages,
            "host_answer_percent": answers, "prefers": prefers, "never": never,
        })
    })
}

fn routes() -> Value {
    let route = |id: &str, country: &str, days: u32, conditions: Value| {
        json!({"id": id, "name": id, "country": country, "valid_from": "2025-01-01", "document_days": 5,
            "permit_days": days, "source": "invented", "conditions": conditions})
    };
    json!([
        route(
            "lv-slow",
            "LV",
            60,
            json!([{"kind": "minimum-monthly-pay", "eur": 900}])
        ),
        route(
            "lv-trainee",
            "LV",
            30,
            json!([{"kind": "recent-degree-or-student", "within_days": 200}])
        ),
        route(
            "lt-some",
            "LT",
            20,
            json!([
            {"kind": "filing-place-for", "countries": ["KE", "FR"]}, {"kind": "maximum-stay-months", "months": 12}])
        ),
        route(
            "lt-other",
            "LT",
            90,
            json!([{"kind": "quota", "closed_on": null}])
        ),
    ])
}

fn some_rules() -> impl Strategy<Value = Value> {
    let few = one_of(&[
        json!({"skills": 300}),
        json!({"skills": 7, "waited": 3}),
        json!({}),
    ]);
    let all = one_of(&[Value::Null]);
    (prop_oneof![3 => all, 1 => few], any::<bool>(), 0u32..4, 0u8..=100).prop_map(
        |(weights, training, months, percent)| {
            let mut change = json!({
                "tracks": ["data"], "countries": ["KE", "NG", "LT"], "host_countries": ["LV", "LT"],
                "permit_routes": routes(), "training_required": training, "passport_months_after_end": months,
                "child_to_parent_percent": percent,
            });
            if !weights.is_null() {
                change["weights"] = weights;
            }
            change
        },
    )
}

/// The definition: judge everybody, sort, cut.
pub(crate) fn one_by_one<'a>(
    terms: &Terms<'_>,
    trainees: impl IntoIterator<Item = &'a TraineeFacts>,
    opening: &OpeningFacts,
    length: usize,
) -> Vec<Candidate<berth_domain::id::TraineeId>> {
    let pairs = trainees.into_iter().map(|trainee| Pair { trainee, opening });
    let mut all: Vec<_> = pairs
        .filter(|pair| feasible(terms, *pair))
        .map(|pair| Candidate {
            id: pair.trainee.id,
            points: score(terms, pair).total,
        })
        .collect();
    all.sort_by_key(|candidate| (std::cmp::Reverse(candidate.points), candidate.id));
    all.truncate(length);
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn shortlists_in_bulk_are_those_of_judging_pair_by_pair(
        trainees in prop::collection::vec(a_trainee(), 0..40), openings in prop::collection::vec(an_opening(), 1..5),
        change in some_rules(), length in 0usize..8,
    ) {
        let trainees: Vec<_> = trainees.into_iter().enumerate().map(|(n, t)| trainee(n, t)).collect();
        let openings: Vec<_> = openings.into_iter().enumerate().map(|(n, o)| opening(n, o)).collect();
        let rules = rules(change);
        let terms = Terms { rules: &rules, skills: Vocabulary::shipped(), today: "2026-01-05".parse().unwrap() };
        let named: Vec<&OpeningFacts> = openings.iter().collect();
        let lists = Pool::of(&trainees).shortlists(&terms, &named, length, 1);
        for (opening, list) in openings.iter().zip(lists) {
            prop_assert_eq!(list, one_by_one(&terms, &trainees, opening, length));
        }
    }
}

/// Several blocks, sums for all and one by one, one thread and three.
#[test]
fn a_large_pool_is_judged_alike_by_any_number_of_threads() {
    let mut chance = proptest::test_runner::TestRunner::deterministic();
    let mut draw = |strategy: &BoxedStrategy<Value>| strategy.new_tree(&mut chance).unwrap().current();
    let kinds: Vec<Value> = (0..300).map(|_| draw(&a_trainee().boxed())).collect();
    let trainees: Vec<_> = (0..20_000)
        .map(|n| trainee(n, kinds[n * 7919 % kinds.len()].clone()))
        .collect();
    let openings: Vec<_> = (0..24).map(|n| opening(n, draw(&an_opening().boxed()))).collect();
    let easy = json!({"tracks": [], "training_required": false, "passport_months_after_end": 0,
        "free_movement": ["KE", "NG", "LT", "FR"], "countries": [], "host_countries": []});
    for change in [json!({"permit_routes": routes()}), easy] {
        let mut change = change;
        change["tracks"] = json!(["data", "web"]);
        let rules = rules(change);
        let terms = Terms {
            rules: &rules,
            skills: Vocabulary::shipped(),
            today: "2026-01-05".parse().unwrap(),
        };
        let named: Vec<&OpeningFacts> = openings.iter().collect();
        let pool = Pool::of(&trainees);
        let lists = pool.shortlists(&terms, &named, 20, 1);
        assert!(lists.iter().any(|list| list.len() == 20));
        assert_eq!(lists, pool.shortlists(&terms, &named, 20, 3));
        for (opening, list) in openings.iter().zip(lists) {
            assert_eq!(list, one_by_one(&terms, &trainees, opening, 20));
        }
    }
}
