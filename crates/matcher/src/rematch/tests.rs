//! Chains against the solver, on thousands of small rounds.

use std::collections::BTreeSet;

use berth_domain::id::{OpeningId, RoundId, TraineeId};
use berth_domain::rematch::{MoveReason, REMATCH_FORMAT, RematchPolicy, RematchRequest};
use berth_matching::round::{OpeningEntry, Seed, TraineeEntry};
use berth_matching::{RoundInput, RoundResult, solve};
use uuid::Uuid;

use super::solved::solve_again;
use super::{Asked, Proposed, Seated, Unsolvable, by_chains};

/// Numbers that look drawn (SplitMix64).
struct Draws(u64);

impl Draws {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// Some of them, in any order, in groups when `ties`.
    fn list(&mut self, ids: &[String], ties: bool) -> Vec<Vec<String>> {
        let mut left: Vec<&String> = ids.iter().collect();
        let mut groups: Vec<Vec<String>> = Vec::new();
        while !left.is_empty() {
            let at = self.below(left.len() as u64) as usize;
            let id = left.remove(at).clone();
            if self.one_in(4) {
                continue;
            }
            match groups.last_mut() {
                Some(group) if ties && self.one_in(3) => group.push(id),
                _ => groups.push(vec![id]),
            }
        }
        groups
    }
}

fn trainee(n: u64) -> TraineeId {
    Uuid::from_u128(0x1000 + u128::from(n)).into()
}

fn opening(n: u64) -> OpeningId {
    Uuid::from_u128(0x2000 + u128::from(n)).into()
}

/// A small round and its result.
fn published(draws: &mut Draws, ties: bool) -> (RoundInput, RoundResult) {
    let trainees: Vec<String> = (0..3 + draws.below(7)).map(|n| trainee(n).to_string()).collect();
    let openings: Vec<String> = (0..2 + draws.below(4)).map(|n| opening(n).to_string()).collect();
    let mut input = RoundInput::new(Seed::default());
    for id in &trainees {
        input
            .trainees
            .push(TraineeEntry::new(id.clone(), draws.list(&openings, ties)));
    }
    for id in &openings {
        let seats = 1 + draws.below(3) as u32;
        input
            .openings
            .push(OpeningEntry::new(id.clone(), seats, draws.list(&trainees, ties)));
    }
    let result = solve(&input).unwrap();
    (input, result)
}

fn request(policy: RematchPolicy) -> RematchRequest {
    RematchRequest {
        format: REMATCH_FORMAT.to_owned(),
        programme: "digital-explorers".parse().unwrap(),
        round: RoundId(Uuid::from_u128(1)),
        cohort_object: String::new(),
        cohort_hash: String::new(),
        result_hash: String::new(),
        as_of: chrono::DateTime::UNIX_EPOCH,
        policy,
        standing: Default::default(),
        immovable: BTreeSet::new(),
        gone: BTreeSet::new(),
        refused: BTreeSet::new(),
        seats: Default::default(),
        withdrawn: BTreeSet::new(),
    }
}

/// Something that may happen after publication.
fn drawn(
    draws: &mut Draws,
    (input, result): (&RoundInput, &RoundResult),
    policy: RematchPolicy,
) -> RematchRequest {
    let mut request = request(policy);
    for (trainee, place) in &result.matching {
        let id = trainee.parse().unwrap();
        let place: Option<OpeningId> = place.as_ref().map(|o| o.parse().unwrap());
        match (draws.below(8), place) {
            (0, _) => drop(request.gone.insert(id)),
            (1, Some(place)) => drop(request.refused.insert((id, place))),
            (2 | 3, Some(_)) => drop(request.immovable.insert(id)),
            _ => {}
        }
    }
    for entry in &input.openings {
        let id = entry.id.parse().unwrap();
        match draws.below(10) {
            0 => drop(request.withdrawn.insert(id)),
            1 => drop(request.seats.insert(id, entry.seats + 1)),
            2 => drop(request.seats.insert(id, entry.seats.saturating_sub(1))),
            _ => {}
        }
    }
    request
}

fn asked(request: RematchRequest) -> Asked {
    Asked {
        request,
        hash: "00".repeat(32),
    }
}

/// Both ways, where the request makes sense.
fn both(
    draws: &mut Draws,
    ties: bool,
    policy: RematchPolicy,
) -> Option<(Proposed, Option<Proposed>, RematchRequest)> {
    let (input, result) = published(draws, ties);
    let seated = Seated::new(&input, &result, None).unwrap();
    let asked = asked(drawn(draws, (&input, &result), policy));
    let chains = match by_chains(&seated, &asked) {
        Err(Unsolvable::RequestInvalid(_)) => return None,
        chains => chains.unwrap(),
    };
    let solved = solve_again(&input, &seated, &asked).unwrap();
    Some((solved, chains, asked.request))
}

fn chains_and_solver_agree(policy: RematchPolicy) {
    let mut draws = Draws(7);
    let (mut compared, mut moved) = (0, 0);
    for _ in 0..1000 {
        let Some((solved, chains, request)) = both(&mut draws, false, policy) else {
            continue;
        };
        let chains = chains.unwrap_or_else(|| panic!("strict lists need no solver: {request:?}"));
        assert!(solved.verified && chains.verified, "{request:?}");
        assert_eq!(chains.result, solved.result, "{request:?}");
        compared += 1;
        moved += chains.result.moves.len();
    }
    assert!(
        compared > 700 && moved > 700,
        "{compared} compared, {moved} moves"
    );
}

#[test]
fn chains_come_to_what_the_solver_comes_to() {
    chains_and_solver_agree(RematchPolicy::MinChange);
}

#[test]
fn filling_free_seats_comes_to_what_the_solver_comes_to() {
    chains_and_solver_agree(RematchPolicy::Frozen);
}

#[test]
fn with_ties_chains_are_taken_only_where_nobody_blocks() {
    let mut draws = Draws(8);
    let mut by_chain = 0;
    for _ in 0..500 {
        let policy = if draws.one_in(2) {
            RematchPolicy::MinChange
        } else {
            RematchPolicy::Frozen
        };
        let Some((solved, chains, request)) = both(&mut draws, true, policy) else {
            continue;
        };
        assert!(solved.verified, "{request:?}");
        if let Some(chains) = chains {
            assert!(chains.verified, "{request:?}");
            by_chain += 1;
        }
    }
    assert!(by_chain > 300, "{by_chain}");
}

#[test]
fn frozen_moves_nobody_who_has_a_place_and_full_keeps_the_immovable() {
    let mut draws = Draws(9);
    for _ in 0..200 {
        let (input, result) = published(&mut draws, true);
        let seated = Seated::new(&input, &result, None).unwrap();
        for policy in [RematchPolicy::Frozen, RematchPolicy::Full] {
            let asked = asked(drawn(&mut draws, (&input, &result), policy));
            let Ok(solved) = solve_again(&input, &seated, &asked) else {
                continue;
            };
            assert!(solved.verified, "{policy} {:?}", asked.request);
            let chains = by_chains(&seated, &asked).unwrap();
            let both = solved
                .result
                .moves
                .iter()
                .chain(chains.iter().flat_map(|c| &c.result.moves));
            for moved in both {
                assert!(!asked.request.immovable.contains(&moved.trainee));
                let lost = [MoveReason::Left, MoveReason::Refused, MoveReason::SeatLost];
                let had_none = moved.from.is_none();
                assert!(
                    policy == RematchPolicy::Full || had_none || lost.contains(&moved.reason),
                    "{moved:?}"
                );
            }
        }
    }
}

#[test]
fn who_refused_a_seat_displaces_nobody() {
    // The second holds what the first wants next, and the opening ranks the first higher.
    let wishes = |ns: &[u64]| {
        ns.iter()
            .map(|n| vec![opening(*n).to_string()])
            .collect::<Vec<_>>()
    };
    let calls = || vec![vec![trainee(0).to_string()], vec![trainee(1).to_string()]];
    let mut input = RoundInput::new(Seed::default());
    input
        .trainees
        .push(TraineeEntry::new(trainee(0).to_string(), wishes(&[0, 1, 2])));
    input
        .trainees
        .push(TraineeEntry::new(trainee(1).to_string(), wishes(&[1])));
    for n in 0..3 {
        input
            .openings
            .push(OpeningEntry::new(opening(n).to_string(), 1, calls()));
    }
    let result = solve(&input).unwrap();
    let seated = Seated::new(&input, &result, None).unwrap();
    let mut request = request(RematchPolicy::MinChange);
    request.refused.insert((trainee(0), opening(0)));

    let proposed = by_chains(&seated, &asked(request)).unwrap().unwrap();

    let moves: Vec<_> = proposed
        .result
        .moves
        .iter()
        .map(|m| (m.trainee, m.to, m.reason))
        .collect();
    assert_eq!(moves, [(trainee(0), Some(opening(2)), MoveReason::Refused)]);
    assert!(proposed.verified);
}
