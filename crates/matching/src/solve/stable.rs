//! What ties allow beyond the lottery: stability that no tie-break can contest, and larger stable matchings.

use super::caps::Caps;
use super::deferred::{self, Assignment, UNPLACED};
use super::market::Market;
use super::setup::Problem;
use super::{Outcome, blocking, cardinality, couples_exact, exact, kiraly, placed, strong, superstable};
use crate::round::{NoteCode, Objective, Proposing, Unfilled};

/// Prefers a super-stable matching, then a strongly stable one, to what the lottery gave.
pub(super) fn beyond_the_lottery(problem: &Problem<'_>, market: &Market, outcome: &mut Outcome) {
    let proposing = problem.input.proposing();
    if let Some(matching) = superstable::super_stable(market, proposing) {
        let other_end = superstable::super_stable(market, super::other(proposing));
        outcome.unique = Some(other_end.as_ref() == Some(&matching));
        adopt(problem, outcome, matching);
        let text = "super-stable: stable however ties are broken, so no tie-break can be contested";
        outcome.note(NoteCode::Stability, None, text);
        return;
    }
    let none = "no super-stable result exists: somebody's place hangs on the lottery";
    outcome.note(NoteCode::Stability, None, none);
    match strong::strongly_stable(market, (&problem.trainee_draw, &problem.opening_draw)) {
        strong::Strong::Found(matching) => {
            if proposing == Proposing::Openings {
                outcome.note(
                    NoteCode::NotApplied,
                    None,
                    "the strongly stable result is the trainees' optimum",
                );
            }
            outcome.unique = None;
            adopt(problem, outcome, matching);
            let text = "strongly stable: no pair where one side gains and the other doesn't mind";
            outcome.note(NoteCode::Stability, None, text);
        }
        strong::Strong::None => outcome.note(NoteCode::Stability, None, "no strongly stable result exists"),
        strong::Strong::Unsettled => {
            outcome.note(
                NoteCode::Stability,
                None,
                "whether a strongly stable result exists isn't settled: too many ties",
            );
        }
    }
}

/// The largest of the lottery's result and Király's; on small rounds the largest there is.
pub(super) fn as_large_as_possible(
    problem: &Problem<'_>,
    caps: &Caps,
    market: &Market,
    outcome: &mut Outcome,
) {
    if !caps.is_empty() {
        outcome.unique = None;
        outcome.note(
            NoteCode::NotApplied,
            None,
            "under caps the result is the stable one: no larger is searched for",
        );
        return;
    }
    let mut best = outcome.matching.clone();
    let other_end = match problem.input.proposing() {
        Proposing::Trainees => deferred::openings_propose(market),
        Proposing::Openings => deferred::trainees_propose(market),
    };
    outcome.unique = if problem.ties {
        None
    } else {
        Some(other_end == best)
    };
    let mut settled = !problem.ties;
    if problem.ties {
        let large = kiraly::large(market);
        if placed(&large) > placed(&best) {
            best = large;
        }
        let bound = placed(&cardinality::augment(market, caps, &problem.pins(), &best));
        settled = placed(&best) == bound;
        if !settled && problem.census.trainees().len() <= exact::TRAINEES {
            settled = enlarge(market, &mut best);
        }
        if !settled {
            let text = format!(
                "not settled whether a larger stable result exists; no result at all places more than {bound}"
            );
            outcome.note(NoteCode::Size, Some(bound), text);
        }
    }
    if settled {
        outcome.note(NoteCode::Size, Some(placed(&best)), "no stable result is larger");
    }
    adopt(problem, outcome, best);
}

/// Says what became of those who go together, and searches small rounds to the end where no order helped.
pub(super) fn with_couples(problem: &Problem<'_>, caps: &Caps, market: &Market, outcome: &mut Outcome) {
    if problem.input.proposing() == Proposing::Openings {
        outcome.note(
            NoteCode::NotApplied,
            None,
            "with those who go together there are no two ends of a stable range to choose from",
        );
    }
    if problem.input.objective() == Objective::StableMax {
        outcome.note(
            NoteCode::NotApplied,
            None,
            "with those who go together no larger stable result is searched for",
        );
    }
    let blocking = |matching: &[u32], closed: &[bool]| {
        let pinned = matching
            .iter()
            .zip(&problem.pinned)
            .map(|(own, pin)| if *pin == UNPLACED { *own } else { *pin });
        blocking::judge(problem, caps, &pinned.collect::<Vec<u32>>(), closed)
            .blocking
            .len() as u64
    };
    let found = blocking(&outcome.matching, &outcome.closed);
    if found == 0 {
        return;
    }
    let searched = if problem.census.trainees().len() <= couples_exact::TRAINEES {
        couples_exact::search(problem, caps, market, &outcome.closed)
    } else {
        couples_exact::Stable::Unsettled
    };
    match searched {
        couples_exact::Stable::Found(matching) => {
            adopt(problem, outcome, matching);
            outcome.note(
                NoteCode::Together,
                None,
                "no order led to a stable result; the exact search found one",
            );
        }
        couples_exact::Stable::None => {
            let text = "no stable result exists with those who go together; the blocking pairs of this one are listed";
            outcome.note(NoteCode::Together, Some(found), text);
        }
        couples_exact::Stable::Unsettled => {
            let text =
                "no stable result was found with those who go together; whether one exists isn't settled";
            outcome.note(NoteCode::Together, Some(found), text);
        }
    }
}

/// Whether the search came to an end.
fn enlarge(market: &Market, best: &mut Assignment) -> bool {
    loop {
        match exact::larger(market, placed(best) as usize) {
            exact::Larger::Found(matching) => *best = matching,
            exact::Larger::None => return true,
            exact::Larger::Unsettled => return false,
        }
    }
}

/// Takes another matching and restates which openings are under their minimum.
pub(super) fn adopt(problem: &Problem<'_>, outcome: &mut Outcome, matching: Assignment) {
    let mut filled = problem.pins();
    for opening in &matching {
        if let Some(count) = filled.get_mut(*opening as usize) {
            *count += 1;
        }
    }
    let rows = filled.iter().zip(&problem.input.openings).zip(&outcome.closed);
    outcome.unfilled = rows
        .filter(|((filled, entry), _)| **filled < entry.min_seats())
        .map(|((filled, entry), closed)| Unfilled {
            closed: *closed,
            filled: *filled,
            min_seats: entry.min_seats(),
            opening: entry.id.clone(),
        })
        .collect();
    outcome.matching = matching;
}
