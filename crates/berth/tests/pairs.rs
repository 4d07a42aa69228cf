//! Pairs of the sample cohort explained, and its lists, from a file.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use berth_testkit::{Finished, Process};
use serde_json::Value;
use tempfile::TempDir;

/// As intake freezes it: three trainees and two openings of the sample programme.
fn cohort() -> Value {
    let text =
        std::fs::read_to_string(berth_testkit::programme_dir("digital-explorers").join("programme.toml"));
    let rules = berth_domain::programme::Programme::from_toml(&text.unwrap())
        .unwrap()
        .matching_rules();
    let track = rules.tracks.iter().next().unwrap().clone();
    let trainee = |n: u32, level: u8, consent: bool| {
        serde_json::json!({
            "id": id(n), "country": "NG", "skills": [{"skill": "postgresql", "level": level, "evidence": "claimed"}],
            "languages": {"en": "C1"}, "available_from": "2025-05-01", "degree_awarded_on": "2024-07-01",
            "passport_valid_to": "2030-01-01", "training": "finished", "zone": "Africa/Lagos",
            "consent_to_share": consent,
        })
    };
    let opening = |n: u32, pay: u32| {
        serde_json::json!({
            "id": id(n), "host": id(n + 100), "track": track, "country": "LT", "city": "Vilnius",
            "zone": "Europe/Vilnius", "seats": 1, "starts_on": "2025-10-01", "duration_months": 6,
            "monthly_pay_eur": pay, "work_mode": "hybrid", "must_have": [],
            "nice_to_have": [{"skill": "postgresql", "level": 3, "evidence": "claimed"}], "languages": {"en": "B1"},
            "host_active": true, "supervisor_named": true,
        })
    };
    serde_json::json!({
        "format": "berth-cohort/1", "round": id(99), "as_of": "2025-02-15T10:00:00Z", "seed": "5eed".repeat(16),
        "rules": rules, "trainees": [trainee(1, 4, true), trainee(2, 1, true), trainee(3, 4, false)],
        "openings": [opening(11, 4000), opening(12, 4000)],
    })
}

fn id(n: u32) -> String {
    format!("00000000-0000-0000-0000-{n:012}")
}

async fn berth(cohort: &Value, args: &[&str]) -> Finished {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("cohort.json");
    std::fs::write(&path, cohort.to_string()).unwrap();
    let mut all = vec![args[0], "--cohort", path.to_str().unwrap()];
    all.extend(&args[1..]);
    Process::berth().args(all).run().await
}

#[tokio::test]
async fn a_pair_that_fits_is_explained_with_a_table_that_adds_up() {
    let cohort = cohort();
    let words = berth(&cohort, &["explain", &id(1), &id(11)]).await.success();
    assert!(words.starts_with("This pair can be matched"), "{words}");
    assert!(words.contains("How well it fits"), "{words}");
    assert!(words.contains("Last day on which an offer"), "{words}");

    let json = berth(&cohort, &["explain", &id(1), &id(11), "--json"])
        .await
        .success();
    let explained: Value = serde_json::from_str(&json).unwrap();
    let parts = explained["score"]["parts"].as_array().unwrap();
    let sum: u64 = parts.iter().map(|p| p["points"].as_u64().unwrap()).sum();
    assert_eq!(explained["score"]["total"], sum);
    let last = words.lines().find(|line| line.contains("together")).unwrap();
    assert!(
        last.split_whitespace().any(|word| word == sum.to_string()),
        "{words}"
    );
}

#[tokio::test]
async fn a_pair_that_cannot_be_is_explained_with_every_reason() {
    let words = berth(&cohort(), &["explain", &id(3), &id(11)]).await.success();

    assert!(words.starts_with("This pair can't be matched"), "{words}");
    assert!(words.contains("Why not:") && words.contains("consent"), "{words}");
    assert!(words.contains("How well it would fit otherwise"), "{words}");
}

#[tokio::test]
async fn lists_go_both_ways_best_first() {
    let cohort = cohort();
    let list = berth(&cohort, &["shortlist", &id(11), "--json"]).await.success();
    let list: Value = serde_json::from_str(&list).unwrap();
    let ids: Vec<&str> = list["candidates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, [id(1), id(2)], "who doesn't share the profile is on no list");

    let openings = berth(&cohort, &["shortlist", "--trainee", &id(1)])
        .await
        .success();
    assert!(
        openings.contains(&id(11)) && openings.contains(&id(12)),
        "{openings}"
    );
    let none = berth(&cohort, &["shortlist", "--trainee", &id(3)])
        .await
        .success();
    assert!(none.contains("no opening is feasible"), "{none}");
}

#[tokio::test]
async fn what_is_not_in_the_cohort_or_no_cohort_is_said() {
    let good = cohort();
    let mut other = good.clone();
    other["format"] = "berth-cohort/9".into();
    let cases: [(&Value, [&str; 3], &str); 4] = [
        (
            &good,
            ["explain", &id(7), &id(11)],
            "trainee 00000000-0000-0000-0000-000000000007 is not in",
        ),
        (
            &good,
            ["explain", &id(1), &id(7)],
            "opening 00000000-0000-0000-0000-000000000007 is not in",
        ),
        (
            &good,
            ["explain", "nobody", &id(11)],
            "\"nobody\" is not a trainee's id",
        ),
        (&other, ["explain", &id(1), &id(11)], "is not a frozen cohort"),
    ];
    for (cohort, args, said) in cases {
        let refused = berth(cohort, &args).await;
        assert_eq!(refused.status.code(), Some(2), "{said}");
        assert!(refused.stderr.contains(said), "{said}: {}", refused.stderr);
    }
    let refused = berth(&good, &["shortlist", "--length", "0"]).await;
    assert_eq!(refused.status.code(), Some(2), "{}", refused.stderr);
}
