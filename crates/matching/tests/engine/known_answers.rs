//! Published instances give their published answers. The cases stay outside the repository; without them this fails.

use crate::support::{cases, places, round_of};
use berth_matching::round::Proposing;
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
