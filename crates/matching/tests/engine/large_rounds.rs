//! Rounds large enough for several blocks and threads, against the textbook's algorithm over ids.

use std::collections::HashMap;

use berth_matching::round::{
    Drawer, OpeningEntry, Proposing, RoundInput, Seed, TraineeEntry, lottery_number,
};
use berth_matching::solve::{Lists, deferred_acceptance};
use berth_matching::{solve, verify};

const TRAINEES: usize = 3_000;
const OPENINGS: usize = 550;

fn chance(what: &str, n: usize, m: usize, below: usize) -> usize {
    let drawn = lottery_number(&Seed::default(), Drawer::Trainee, &format!("{what} {n} {m}"));
    (drawn % below as u64) as usize
}

/// Strict lists; some name nobody known, some aren't answered, some parties list nobody.
fn strict_lists() -> (Vec<Vec<usize>>, Vec<Vec<usize>>) {
    let mut ours: Vec<Vec<usize>> = (0..TRAINEES)
        .map(|t| {
            let length = chance("length", t, 0, 25);
            let mut list: Vec<usize> = (0..length).map(|n| chance("wish", t, n, OPENINGS + 5)).collect();
            let mut seen = std::collections::HashSet::new();
            list.retain(|o| seen.insert(*o));
            list
        })
        .collect();
    let mut theirs: Vec<Vec<usize>> = vec![Vec::new(); OPENINGS];
    for (t, list) in ours.iter().enumerate() {
        for o in list.iter().filter(|o| **o < OPENINGS) {
            if chance("answer", t, *o, 10) > 0 {
                theirs[*o].push(t);
            }
        }
    }
    for (o, list) in theirs.iter_mut().enumerate() {
        list.sort_by_cached_key(|t| chance("rank", *t, o, 1 << 40));
        if o % 7 == 0 {
            list.insert(list.len() / 2, TRAINEES + 3);
        }
    }
    ours[17].clear();
    (ours, theirs)
}

fn seats(opening: usize) -> u32 {
    chance("seats", opening, 0, 6) as u32
}

fn document(ours: &[Vec<usize>], theirs: &[Vec<usize>], tied: usize) -> RoundInput {
    let groups = |kind: char, list: &[usize]| -> Vec<Vec<String>> {
        list.chunks(tied)
            .map(|group| group.iter().map(|n| format!("{kind}{n}")).collect())
            .collect()
    };
    let mut input = RoundInput::new(Seed::default());
    input.trainees = (0..)
        .zip(ours)
        .map(|(t, list): (usize, _)| TraineeEntry::new(format!("t{t}"), groups('o', list)))
        .collect();
    input.openings = (0..)
        .zip(theirs)
        .map(|(o, list): (usize, _)| OpeningEntry::new(format!("o{o}"), seats(o), groups('t', list)))
        .collect();
    input
}

/// Gale and Shapley as written: one trainee at a time, ranks looked up.
fn textbook(ours: &[Vec<usize>], theirs: &[Vec<usize>]) -> Vec<Option<usize>> {
    let ranks: Vec<HashMap<usize, usize>> = theirs
        .iter()
        .map(|list| list.iter().enumerate().map(|(rank, t)| (*t, rank)).collect())
        .collect();
    let mut held: Vec<Vec<usize>> = vec![Vec::new(); theirs.len()];
    let mut next = vec![0; ours.len()];
    let mut free: Vec<usize> = (0..ours.len()).collect();
    while let Some(t) = free.pop() {
        let Some(o) = ours[t].get(next[t]).copied() else {
            continue;
        };
        next[t] += 1;
        if o >= theirs.len() || !ranks[o].contains_key(&t) {
            free.push(t);
            continue;
        }
        held[o].push(t);
        if held[o].len() > seats(o) as usize {
            held[o].sort_by_key(|t| ranks[o][t]);
            free.extend(held[o].pop());
        }
    }
    let mut places = vec![None; ours.len()];
    for (o, holders) in held.iter().enumerate() {
        for t in holders {
            places[*t] = Some(o);
        }
    }
    places
}

#[test]
fn a_large_round_comes_out_as_the_textbook_says() {
    let (ours, theirs) = strict_lists();
    let expected = textbook(&ours, &theirs);
    assert!(
        expected.iter().flatten().count() > 500,
        "hardly anybody is placed"
    );
    let input = document(&ours, &theirs, 1);
    let result = solve(&input).unwrap();
    for (t, place) in expected.iter().enumerate() {
        let found = result.opening_of(&format!("t{t}"));
        assert_eq!(found, place.map(|o| format!("o{o}")).as_deref(), "t{t}");
    }
    let report = verify(&input, &result);
    assert!(report.proven(), "{report:?}");

    let side = |all: &[Vec<usize>]| {
        let mut lists = Lists::default();
        all.iter()
            .for_each(|list| lists.push_strict(list.iter().map(|n| *n as u32)));
        lists
    };
    let (trainees, openings) = (side(&ours), side(&theirs));
    let all_seats: Vec<u32> = (0..OPENINGS).map(seats).collect();
    let found = deferred_acceptance(&trainees, &openings, all_seats.clone(), Proposing::Trainees);
    let expected: Vec<Option<u32>> = expected.iter().map(|place| place.map(|o| o as u32)).collect();
    assert_eq!(found, expected);

    let mut opposite = input;
    opposite.proposing = Some(Proposing::Openings);
    let result = solve(&opposite).unwrap();
    let found = deferred_acceptance(&trainees, &openings, all_seats, Proposing::Openings);
    for (t, place) in found.iter().enumerate() {
        let named = place.map(|o| format!("o{o}"));
        assert_eq!(result.opening_of(&format!("t{t}")), named.as_deref(), "t{t}");
    }
}

#[test]
fn a_large_round_with_ties_is_verified() {
    let (ours, theirs) = strict_lists();
    let mut input = document(&ours, &theirs, 3);
    input.pinned = Some(vec![("t5".to_owned(), "o1".to_owned())]);
    input.forbidden = Some(vec![("t6".to_owned(), "o2".to_owned())]);
    input.openings[1].seats = 2;
    let result = solve(&input).unwrap();
    let report = verify(&input, &result);
    assert!(report.proven(), "{report:?}");
}

#[test]
fn the_first_fault_of_a_large_round_is_named_whichever_thread_sees_it() {
    let (ours, theirs) = strict_lists();
    let mut input = document(&ours, &theirs, 1);
    let faulty = |kind: char| {
        [vec![format!("{kind}1")], vec![format!("{kind}1")]]
            .into_iter()
            .collect::<Vec<_>>()
    };
    input.openings[0].prefers = Some(faulty('t').into());
    let fault = solve(&input).unwrap_err().to_string();
    assert!(fault.contains("openings[0] (\"o0\").prefers[1][0]"), "{fault}");
    input.trainees[TRAINEES - 1].prefers = Some(faulty('o').into());
    let fault = solve(&input).unwrap_err().to_string();
    assert!(
        fault.contains("trainees[2999] (\"t2999\").prefers[1][0]"),
        "{fault}"
    );
}
