//! What ties allow beyond the lottery: stability that no tie-break can contest, larger stable matchings; and what
//! becomes of those who go together.

use super::caps::Caps;
use super::deferred::{Assignment, UNPLACED};
use super::market::Market;
use super::setup::Problem;
use super::{
    By, Choice, blocking, cardinality, couples, couples_exact, exact, kiraly, placed, strong, superstable,
};
use crate::round::{NoteCode, Objective, Proposing};

/// A super-stable matching, else a strongly stable one, else what the lottery gives.
pub(super) fn beyond_the_lottery(
    problem: &Problem<'_>,
    market: &Market,
    drawn: impl FnOnce() -> Assignment,
) -> Choice {
    let proposing = problem.input.proposing();
    if let Some(matching) = superstable::super_stable(market, proposing) {
        let text = "super-stable: stable however ties are broken, so no tie-break can be contested";
        return Choice::new(matching, By::SuperStable).note(NoteCode::Stability, None, text);
    }
    let strongly = strong::strongly_stable(market, (&problem.trainee_draw, &problem.opening_draw));
    let (choice, text) = match strongly {
        strong::Strong::Found(matching) => (
            Choice::new(matching, By::StronglyStable),
            "strongly stable: no pair where one side gains and the other doesn't mind",
        ),
        strong::Strong::None => (
            Choice::new(drawn(), By::Lottery),
            "no strongly stable result exists",
        ),
        strong::Strong::Unsettled => (
            Choice::new(drawn(), By::Lottery),
            "whether a strongly stable result exists isn't settled: too many ties",
        ),
    };
    let none = "no super-stable result exists: somebody's place hangs on the lottery";
    let of_trainees = matches!(choice.by, By::StronglyStable) && proposing == Proposing::Openings;
    let choice = choice.note(NoteCode::Stability, None, none);
    let choice = if of_trainees {
        let text = "the strongly stable result is the trainees' optimum";
        choice.note(NoteCode::NotApplied, None, text)
    } else {
        choice
    };
    choice.note(NoteCode::Stability, None, text)
}

/// The largest of the lottery's result and Király's; on small rounds the largest there is.
pub(super) fn as_large_as_possible(
    problem: &Problem<'_>,
    caps: &Caps,
    market: &Market,
    drawn: Assignment,
) -> Choice {
    if !caps.is_empty() {
        let text = "under caps the result is the stable one: no larger is searched for";
        return Choice::new(drawn, By::Size).note(NoteCode::NotApplied, None, text);
    }
    let largest = |choice: Choice| {
        let size = placed(&choice.matching);
        choice.note(NoteCode::Size, Some(size), "no stable result is larger")
    };
    if !problem.ties {
        // Rural Hospitals: all are equally large.
        return largest(Choice::new(drawn, By::Lottery));
    }
    let large = kiraly::large(market);
    let mut best = if placed(&large) > placed(&drawn) {
        large
    } else {
        drawn
    };
    let bound = placed(&cardinality::augment(market, caps, &problem.pins(), &best));
    let mut settled = placed(&best) == bound;
    if !settled && problem.census.trainees().len() <= exact::TRAINEES {
        settled = enlarge(market, &mut best);
    }
    let choice = Choice::new(best, By::Size);
    if settled {
        return largest(choice);
    }
    let text = format!(
        "not settled whether a larger stable result exists; no result at all places more than {bound}"
    );
    choice.note(NoteCode::Size, Some(bound), text)
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

/// With those who go together: by drawn orders, and small rounds searched to the end where no order helped.
pub(super) fn together(problem: &Problem<'_>, caps: &Caps, market: &Market, closed: &[bool]) -> Choice {
    let matching = couples::stable(problem, market);
    let blocking = blocking(problem, caps, &matching, closed);
    let searched = match blocking {
        0 => None,
        _ if problem.census.trainees().len() <= couples_exact::TRAINEES => {
            Some(couples_exact::search(problem, caps, market, closed))
        }
        _ => Some(couples_exact::Stable::Unsettled),
    };
    let choice = |matching| {
        let mut choice = Choice::new(matching, By::Together);
        if problem.input.proposing() == Proposing::Openings {
            let text = "with those who go together there are no two ends of a stable range to choose from";
            choice = choice.note(NoteCode::NotApplied, None, text);
        }
        if problem.input.objective() == Objective::StableMax {
            let text = "with those who go together no larger stable result is searched for";
            choice = choice.note(NoteCode::NotApplied, None, text);
        }
        choice
    };
    match searched {
        None => choice(matching),
        Some(couples_exact::Stable::Found(found)) => choice(found).note(
            NoteCode::Together,
            None,
            "no order led to a stable result; the exact search found one",
        ),
        Some(couples_exact::Stable::None) => choice(matching).note(
            NoteCode::Together,
            Some(blocking),
            "no stable result exists with those who go together; the blocking pairs of this one are listed",
        ),
        Some(couples_exact::Stable::Unsettled) => choice(matching).note(
            NoteCode::Together,
            Some(blocking),
            "no stable result was found with those who go together; whether one exists isn't settled",
        ),
    }
}

fn blocking(problem: &Problem<'_>, caps: &Caps, matching: &[u32], closed: &[bool]) -> u64 {
    let pinned = matching
        .iter()
        .zip(&problem.pinned)
        .map(|(own, pin)| if *pin == UNPLACED { *own } else { *pin });
    let pinned: Vec<u32> = pinned.collect();
    blocking::judge(problem, caps, &pinned, closed).blocking.len() as u64
}
