//! Every objective against every matching of thousands of small random rounds.

use berth_matching::round::{MinSeatsPolicy, Objective, Proposing, RoundInput, RoundResult};
use berth_matching::solve::{Lists, deferred_acceptance, heaviest};
use berth_matching::{solve, verify};
use proptest::prelude::*;

use crate::small_rounds::{Small, caps, count, placed, small};

/// Solves, and has the checker agree.
fn proven(input: &RoundInput) -> RoundResult {
    let result = solve(input).unwrap();
    let report = verify(input, &result);
    assert!(
        report.proven(),
        "{report}\n{}",
        serde_json::to_string(input).unwrap()
    );
    result
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn strict_rounds_reach_both_ends_of_the_lattice(round in small(5, 3, false)) {
        let stable: Vec<_> = round.matchings().into_iter().filter(|m| round.stability(m).0).collect();
        let mut input = round.input();
        let best = proven(&input);
        input.proposing = Some(Proposing::Openings);
        let worst = proven(&input);
        let (best_read, worst_read) = (round.read(&best.matching), round.read(&worst.matching));
        prop_assert!(stable.contains(&best_read) && stable.contains(&worst_read));
        for matching in &stable {
            prop_assert!(round.all_at_least(&best_read, matching), "not the trainees' best");
            prop_assert!(round.all_at_least(matching, &worst_read), "not the openings' best");
            // Rural Hospitals: the same trainees placed, the same seats filled.
            for o in 0..round.openings {
                prop_assert_eq!(count(matching, o), count(&best_read, o));
            }
            prop_assert!(matching.iter().zip(&best_read).all(|(a, b)| a.is_some() == b.is_some()));
        }
        prop_assert_eq!(best.unique, Some(stable.len() == 1));
        // The other end under this end's name is refuted, and so is a wrong word on uniqueness.
        let mut swapped = best.clone();
        swapped.matching = worst.matching.clone();
        input.proposing = None;
        prop_assert_eq!(verify(&input, &swapped.seal()).proven(), stable.len() == 1);
        let mut boast = best.clone();
        boast.unique = Some(stable.len() != 1);
        prop_assert!(!verify(&input, &boast.seal()).proven());
    }

    #[test]
    fn lists_in_memory_come_to_the_same_as_the_document(round in small(6, 4, false)) {
        let side = |lists: &[Vec<Option<u8>>]| {
            let mut side = Lists::default();
            for list in lists {
                let mut order: Vec<usize> = (0..list.len()).filter(|n| list[*n].is_some()).collect();
                order.sort_by_key(|n| list[*n]);
                side.push_strict(order.into_iter().map(|n| n as u32));
            }
            side
        };
        let mut input = round.input();
        for proposing in [Proposing::Trainees, Proposing::Openings] {
            input.proposing = Some(proposing);
            let (trainees, openings) = (side(&round.theirs), side(&round.ours));
            let places = deferred_acceptance(&trainees, &openings, round.seats.clone(), proposing);
            let places: Vec<_> = places.into_iter().map(|place| place.map(|o| o as usize)).collect();
            prop_assert_eq!(places, round.read(&solve(&input).unwrap().matching));
        }
    }

    #[test]
    fn ties_give_a_weakly_stable_result_and_true_flags(round in small(5, 3, true)) {
        let result = proven(&round.input());
        let matching = round.read(&result.matching);
        let (weak, strong, super_) = round.stability(&matching);
        prop_assert!(weak);
        let flags = result.stability;
        prop_assert_eq!((flags.weak, flags.strong, flags.super_), (weak, strong, super_));
    }

    #[test]
    fn super_and_strongly_stable_results_are_found_whenever_they_exist(round in small(5, 4, true)) {
        let result = proven(&round.input());
        let kinds: Vec<_> = round.matchings().iter().map(|m| round.stability(m)).collect();
        prop_assert_eq!(result.stability.super_, kinds.iter().any(|k| k.2), "super");
        prop_assert_eq!(result.stability.strong, kinds.iter().any(|k| k.1), "strong");
    }

    #[test]
    fn stable_max_is_stable_and_within_the_bound(round in small(6, 4, true)) {
        let mut input = round.input();
        input.objective = Some(Objective::StableMax);
        let size = placed(&round.read(&proven(&input).matching));
        let most = round.matchings().iter().filter(|m| round.stability(m).0).map(placed).max().unwrap();
        prop_assert!(3 * size >= 2 * most, "{size} of {most}");
        prop_assert_eq!(size, most, "small rounds are settled exactly");
    }

    #[test]
    fn the_most_placements_are_the_most(round in small(5, 4, true), outer in 0u32..5, inner in 0u32..3, capped: bool) {
        let mut input = round.input();
        input.objective = Some(Objective::MaxCardinality);
        let caps = caps(round.openings, outer, inner);
        if capped {
            input.caps = Some(caps.clone());
        }
        let size = placed(&round.read(&proven(&input).matching));
        let within = |m: &Vec<Option<usize>>| !capped || caps.iter().all(|cap| {
            cap.openings.iter().map(|id| count(m, id[1..].parse().unwrap())).sum::<u32>() <= cap.max
        });
        let most = round.matchings().iter().filter(|m| within(m)).map(placed).max().unwrap();
        prop_assert_eq!(size, most);
    }

    #[test]
    fn the_heaviest_matching_is_proven_by_its_prices(
        round in small(5, 4, true), weights in prop::collection::vec(-2i64..12, 20),
        outer in 0u32..5, inner in 0u32..3, capped: bool, listed: bool, pin: bool,
    ) {
        let mut input = round.input();
        input.objective = Some(Objective::MaxWeight);
        let weight = |t: usize, o: usize| weights[t * 4 + o];
        let pairs = (0..round.trainees).flat_map(|t| (0..round.openings).map(move |o| (t, o)));
        let allowed: Vec<(usize, usize)> = pairs.filter(|(t, o)| round.mutual(*t, *o)).collect();
        input.weights = Some(allowed.iter().map(|&(t, o)| (Small::trainee(t), Small::opening(o), weight(t, o))).collect());
        if !listed {
            for t in &mut input.trainees { t.prefers = None; }
            for o in &mut input.openings { o.prefers = None; }
        }
        let caps = caps(round.openings, outer, inner);
        if capped {
            input.caps = Some(caps.clone());
        }
        if let (true, false, Some((t, o))) = (pin, capped, allowed.first()) {
            input.pinned = Some(vec![(Small::trainee(*t), Small::opening(*o))]);
        }
        let result = proven(&input);
        let within = |m: &Vec<Option<usize>>| !capped || caps.iter().all(|cap| {
            cap.openings.iter().map(|id| count(m, id[1..].parse().unwrap())).sum::<u32>() <= cap.max
        });
        let pinned = |m: &Vec<Option<usize>>| {
            input.pinned().iter().all(|(t, o)| m[t[1..].parse::<usize>().unwrap()] == Some(o[1..].parse().unwrap()))
        };
        let total = |m: &Vec<Option<usize>>| m.iter().enumerate().filter_map(|(t, o)| Some(weight(t, (*o)?))).sum::<i64>();
        let pairs: Vec<(u32, u32, i64)> = allowed.iter().map(|&(t, o)| (t as u32, o as u32, weight(t, o))).collect();
        let alone = heaviest(round.trainees, round.seats.clone(), &pairs).unwrap();
        let alone: Vec<_> = alone.places.into_iter().map(|place| place.map(|o| o as usize)).collect();
        prop_assert_eq!(total(&alone), round.matchings().iter().map(total).max().unwrap(), "in memory");
        let most = round.matchings().iter().filter(|m| within(m) && pinned(m)).map(total).max().unwrap();
        prop_assert_eq!(total(&round.read(&result.matching)), most);
    }

    #[test]
    fn caps_pins_exclusions_and_minimums_leave_nothing_but_waived_pairs(
        round in small(5, 4, true), outer in 1u32..5, inner in 1u32..3, capped: bool, close: bool, least in 0u32..3,
        from_openings: bool, objective in prop::sample::select(vec![Objective::Stable, Objective::StableMax, Objective::MaxCardinality]),
    ) {
        let mut input = round.input();
        input.objective = Some(objective);
        if capped {
            input.caps = Some(caps(round.openings, outer, inner));
        }
        let allowed: Vec<_> = (0..round.trainees).flat_map(|t| (0..round.openings).map(move |o| (t, o))).collect();
        let name = |&(t, o): &(usize, usize)| (Small::trainee(t), Small::opening(o));
        input.pinned = Some(allowed.iter().take(1).map(name).collect());
        input.forbidden = Some(allowed.iter().skip(1).step_by(5).map(name).collect());
        input.min_seats_policy = Some(if close { MinSeatsPolicy::Close } else { MinSeatsPolicy::Relax });
        for opening in &mut input.openings {
            opening.min_seats = Some(least.min(opening.seats));
        }
        input.proposing = from_openings.then_some(Proposing::Openings);
        let result = proven(&input);
        prop_assert!(result.blocking_pairs.is_empty() || objective == Objective::MaxCardinality);
        prop_assert_eq!(result.opening_of("t0"), Some("o0"));
    }

    #[test]
    fn the_order_of_the_document_changes_nothing(round in small(5, 4, true)) {
        let input = round.input();
        let mut shuffled = input.clone();
        shuffled.trainees.reverse();
        shuffled.openings.reverse();
        for list in shuffled.trainees.iter_mut().flat_map(|t| &mut t.prefers) {
            *list = list.iter().map(|group| group.iter().rev().collect::<Vec<_>>()).collect();
        }
        prop_assert_eq!(proven(&input).matching, proven(&shuffled).matching);
    }
}

/// The lottery alone would seat t3 at o2; the strongly stable result that is taken instead leaves o2 empty.
#[test]
fn minimum_seats_are_judged_by_the_result_that_is_taken() {
    let input = RoundInput::from_json(
        br#"{"format":"berth-round/1","min_seats_policy":"close","seed":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef",
        "openings":[{"id":"o0","min_seats":1,"prefers":[["t1"]],"seats":2},{"id":"o1","min_seats":1,"prefers":[],"seats":1},
            {"id":"o2","min_seats":1,"prefers":[["t3"]],"seats":1},{"id":"o3","min_seats":1,"prefers":[["t1","t3"],["t2"]],"seats":1}],
        "pinned":[["t0","o0"]],"forbidden":[["t0","o1"],["t1","o2"],["t2","o3"]],
        "trainees":[{"id":"t0","prefers":[]},{"id":"t1","prefers":[["o0","o3"]]},{"id":"t2","prefers":[]},
            {"id":"t3","prefers":[["o3"],["o2"]]}]}"#,
    )
    .unwrap();
    let result = proven(&input);
    assert_eq!(result.opening_of("t3"), Some("o3"));
    let closed: Vec<_> = result
        .unfilled
        .iter()
        .filter(|u| u.closed)
        .map(|u| u.opening.as_str())
        .collect();
    assert_eq!(closed, ["o1", "o2"]);
}

/// Whether two who go together would both be taken at places they like better; written from the definition.
fn couple_blocks(
    round: &Small,
    members: [usize; 2],
    options: &[[Option<usize>; 2]],
    matching: &[Option<usize>],
) -> bool {
    let own = members.map(|m| matching[m]);
    options.iter().take_while(|option| **option != own).any(|option| {
        (0..round.openings).all(|o| {
            let coming: Vec<usize> = (0..2)
                .filter(|m| option[*m] == Some(o))
                .map(|m| members[m])
                .collect();
            let others = (0..matching.len()).filter(|h| matching[*h] == Some(o) && !members.contains(h));
            let mut all: Vec<_> = others.map(|h| (round.ours[o][h].unwrap(), 0)).collect();
            all.extend(coming.iter().map(|m| (round.ours[o][*m].unwrap_or(u8::MAX), 1)));
            all.sort_unstable();
            coming.iter().all(|m| round.ours[o][*m].is_some())
                && all
                    .iter()
                    .skip(round.seats[o] as usize)
                    .all(|(_, newcomer)| *newcomer == 0)
        })
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn couples_are_stable_whenever_that_is_possible(
        round in small(5, 3, true), draws in prop::collection::vec((0usize..4, 0usize..4), 0..6), least in 0u32..3,
    ) {
        prop_assume!(round.trainees >= 2);
        let place = |n: usize| (n < round.openings).then_some(n);
        let mut options: Vec<[Option<usize>; 2]> = Vec::new();
        for (a, b) in draws {
            let option = [place(a), place(b)];
            if option != [None, None] && !options.contains(&option) {
                options.push(option);
            }
        }
        let mut input = round.input();
        let id = |o: Option<usize>| o.map(Small::opening);
        input.together = Some(vec![berth_matching::round::Together {
            trainees: (Small::trainee(0), Small::trainee(1)),
            prefers: options.iter().map(|[a, b]| (id(*a), id(*b))).collect(),
        }]);
        if least > 0 {
            let mut with_minimums = input.clone();
            with_minimums.min_seats_policy = Some(MinSeatsPolicy::Close);
            with_minimums.openings.iter_mut().for_each(|o| o.min_seats = Some(least.min(o.seats)));
            proven(&with_minimums);
        }
        let result = proven(&input);
        // Every matching in which the two are placed as the joint list says and singles are mutual.
        let mut open = round.clone();
        for m in 0..2 {
            open.theirs[m] = (0..round.openings).map(|o| options.iter().any(|p| p[m] == Some(o)).then_some(0)).collect();
        }
        let stable = |m: &Vec<Option<usize>>| {
            let own = [m[0], m[1]];
            let singles = {
                let mut alone = open.clone();
                // The two have no wishes of their own; as holders they are compared like anybody.
                for (own, place) in alone.theirs.iter_mut().zip(m).take(2) {
                    *own = (0..round.openings).map(|o| (*place == Some(o)).then_some(0)).collect();
                }
                alone.stability(m).0
            };
            (own == [None, None] || options.contains(&own)) && singles && !couple_blocks(&round, [0, 1], &options, m)
        };
        let exists = open.matchings().iter().any(stable);
        prop_assert_eq!(result.blocking_pairs.is_empty(), exists, "{:?}", result.notes);
    }
}
