//! Re-match: accepted pairs stay, freed seats harm nobody, and every policy ends stable.

use std::collections::BTreeMap;

use berth_matching::round::RoundInput;
use berth_matching::solve::{Board, MoveReason, Policy, rematch};
use berth_matching::{solve, verify};
use proptest::prelude::*;

use crate::small_rounds::{Small, small};

type Placed = BTreeMap<String, Option<String>>;

/// Where a trainee is on their own list, unplaced last.
fn happiness(input: &RoundInput, trainee: &str, place: &Option<String>) -> usize {
    let entry = input.trainees.iter().find(|t| t.id == trainee).unwrap();
    match place {
        Some(opening) => entry
            .prefers()
            .iter()
            .position(|group| group.contains(opening))
            .unwrap(),
        None => entry.prefers().iter().len(),
    }
}

fn without(input: &RoundInput, trainee: &str) -> RoundInput {
    let mut input = input.clone();
    input.trainees.retain(|t| t.id != trainee);
    input
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_vacancy_chain_harms_nobody_and_ends_stable(round in small(6, 4, false)) {
        let input = round.input();
        let before = solve(&input).unwrap().matching;
        let leaver = Small::trainee(0);
        let now = without(&input, &leaver);
        let plan = rematch(&now, &before, &[], Policy::MinChange).unwrap();
        let report = verify(&plan.input, &plan.result);
        prop_assert!(report.proven() && report.stable, "{}", report);
        for (trainee, place) in &plan.result.matching {
            prop_assert!(happiness(&input, trainee, place) <= happiness(&input, trainee, &before[trainee]));
        }
        let mut board = Board::new(&input, &before).unwrap();
        board.withdraw(&leaver);
        for (trainee, place) in &plan.result.matching {
            prop_assert_eq!(board.place(trainee), place.as_deref());
        }
    }

    #[test]
    fn a_lost_seat_and_a_new_trainee_end_stable(round in small(6, 4, true), seats in 0u32..2) {
        let whole = round.input();
        let newcomer = Small::trainee(0);
        let before = solve(&without(&whole, &newcomer)).unwrap().matching;
        let mut now = whole.clone();
        now.openings[0].seats = now.openings[0].seats.min(seats);
        let plan = rematch(&now, &before, &[], Policy::MinChange).unwrap();
        let report = verify(&plan.input, &plan.result);
        prop_assert!(report.proven() && report.stable, "{}", report);
    }

    #[test]
    fn accepted_pairs_never_move_and_frozen_moves_nobody_placed(round in small(6, 4, true), full: bool) {
        let input = round.input();
        let before: Placed = solve(&input).unwrap().matching;
        let accepted: Vec<(String, String)> =
            before.iter().skip(1).filter_map(|(t, o)| Some((t.clone(), o.clone()?))).take(2).collect();
        let leaver = Small::trainee(0);
        let now = without(&input, &leaver);
        let policy = if full { Policy::Full } else { Policy::Frozen };
        let plan = rematch(&now, &before, &accepted, policy).unwrap();
        prop_assert!(verify(&plan.input, &plan.result).proven());
        for (trainee, opening) in &accepted {
            prop_assert_eq!(plan.result.opening_of(trainee), Some(opening.as_str()));
        }
        for m in &plan.moves {
            let placed_before = m.from.is_some() && m.trainee != leaver;
            prop_assert!(full || !placed_before, "{:?}", m);
            if m.trainee == leaver {
                prop_assert_eq!(m.reason, MoveReason::Left);
            }
        }
    }
}
