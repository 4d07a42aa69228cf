//! Published instances give their published answers. The cases stay outside the repository; without them this fails.

use crate::support::{cases, places, round_of};
use berth_matching::round::{Objective, OpeningEntry, Proposing, RoundInput, Seed, TraineeEntry};
use berth_matching::{solve, verify};

#[test]
fn strict_lists_give_both_published_ends_of_the_stable_range() {
    for (name, case) in cases(&["hr0", "hr1", "sm"]) {
        let expected = &case["expected"];
        let mut input = round_of(&case);
        for (proposing, key) in [
            (Proposing::Trainees, "resident_optimal"),
            (Proposing::Openings, "hospital_optimal"),
        ] {
            input.proposing = Some(proposing);
            let result = solve(&input).unwrap();
            assert_eq!(result.matching, places(&expected[key]), "{name}, {key}");
            assert_eq!(
                result.unique.unwrap(),
                expected["resident_optimal"] == expected["hospital_optimal"],
                "{name}"
            );
            assert!(
                result.stability.weak && result.stability.strong && result.stability.super_,
                "{name}"
            );
            let report = verify(&input, &result);
            assert!(report.proven() && report.stable, "{name}: {report}");
        }
    }
}

#[test]
fn ties_show_all_three_stabilities_and_say_when_there_is_none() {
    for (name, case) in cases(&["hrt"]) {
        let input = round_of(&case);
        let result = solve(&input).unwrap();
        let report = verify(&input, &result);
        assert!(report.proven() && report.stable, "{name}: {report}");
        let expected = &case["expected"];
        let among = |key: &str| {
            expected[key]["all"]
                .as_array()
                .is_some_and(|all| all.iter().any(|m| places(m) == result.matching))
        };
        assert!(among("weak"), "{name}");
        assert_eq!(
            result.stability.strong,
            expected["strong"]["exists"].as_bool().unwrap(),
            "{name}"
        );
        assert_eq!(
            result.stability.super_,
            expected["super"]["exists"].as_bool().unwrap(),
            "{name}"
        );
        assert_eq!(result.stability.strong, among("strong"), "{name}");
        if result.stability.super_ {
            assert_eq!(
                result.matching,
                places(&expected["super"]["resident_optimal"]),
                "{name}"
            );
        }
    }
}

fn assignment(cost: &[Vec<i64>], weight: impl Fn(i64) -> i64) -> RoundInput {
    let mut input = RoundInput::new(Seed::default());
    input.objective = Some(Objective::MaxWeight);
    let names = |n: usize, kind: char| (0..n).map(move |k| format!("{kind}{k}"));
    input.trainees = names(cost.len(), 'r')
        .map(|id| TraineeEntry { id, prefers: None })
        .collect();
    input.openings = names(cost[0].len(), 'c')
        .map(|id| OpeningEntry {
            id,
            seats: 1,
            min_seats: None,
            prefers: None,
        })
        .collect();
    let weights = cost.iter().enumerate().flat_map(|(r, row)| {
        row.iter()
            .enumerate()
            .map(move |(c, cost)| (format!("r{r}"), format!("c{c}"), *cost))
    });
    input.weights = Some(weights.map(|(r, c, cost)| (r, c, weight(cost))).collect());
    input
}

#[test]
fn assignment_problems_reach_their_published_optimum() {
    for (name, case) in cases(&["lap01", "lap02", "lap03", "lap04"]) {
        let cost: Vec<Vec<i64>> = serde_json::from_value(case["instance"]["cost"].clone()).unwrap();
        for (least, expected) in [
            (true, &case["expected"]["min_cost"]),
            (false, &case["expected"]["max_weight_full"]),
        ] {
            // Heavy enough that every trainee is placed; the cheapest is then the heaviest.
            let input = assignment(
                &cost,
                |cost| if least { 1_000_000 - cost } else { 1_000_000 + cost },
            );
            let result = solve(&input).unwrap();
            let report = verify(&input, &result);
            assert!(report.proven(), "{name}: {report}");
            let place = |r: usize| {
                result.opening_of(&format!("r{r}")).unwrap()[1..]
                    .parse::<usize>()
                    .unwrap()
            };
            let total: i64 = (0..cost.len()).map(|r| cost[r][place(r)]).sum();
            assert_eq!(total, expected.as_i64().unwrap(), "{name}");
        }
    }
}

#[test]
fn instances_without_a_full_matching_leave_somebody_out_and_prove_it() {
    for (name, case) in cases(&["lap07"]) {
        let instances: Vec<Vec<Vec<i64>>> =
            serde_json::from_value(case["instance"]["biadjacency"].clone()).unwrap();
        for edges in instances {
            let mut input = assignment(&edges, |cost| cost);
            input
                .weights
                .as_mut()
                .unwrap()
                .retain(|(_, _, weight)| *weight > 0);
            let full = edges.len().min(edges[0].len()) as u64;
            let result = solve(&input).unwrap();
            assert!(verify(&input, &result).proven() && result.placed < full, "{name}");
        }
    }
}

#[test]
fn those_who_go_together_find_a_published_stable_result() {
    for (name, case) in cases(&["hrc"]) {
        let input = round_of(&case);
        let result = solve(&input).unwrap();
        let report = verify(&input, &result);
        assert!(
            report.proven() && report.stable,
            "{name}: {report}{:?}",
            result.notes
        );
        if let Some(all) = case["expected"]["freed_seat_counts"]["all_stable"].as_array() {
            assert!(all.iter().any(|m| places(m) == result.matching), "{name}");
        }
    }
}

#[test]
fn published_witnesses_with_couples_pass_the_checker() {
    for (name, case) in cases(&["hrc"]) {
        if case["expected"]["witness"].is_null() {
            continue;
        }
        let input = round_of(&case);
        let mut result = solve(&input).unwrap();
        result.matching = places(&case["expected"]["witness"]);
        result.placed = result.matching.values().flatten().count() as u64;
        let report = verify(&input, &result.seal());
        assert!(report.stable, "{name}: {report}");
    }
}
