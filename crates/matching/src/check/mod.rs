//! The checker: re-derives everything a result claims, and shares no code with the solver but the documents.

mod lattice;
mod optimum;
mod pairs;
mod placements;
mod ranks;
mod report;

pub use report::{Finding, FindingCode, Report};

use crate::round::{Objective, RoundInput, RoundResult, hash_input, hash_result};
use ranks::Ranks;

/// Checks a result against its input. Nothing the result says is believed: hashes, placements, seats, caps, pins,
/// all pairs, stability, optimality and prices are worked out again.
pub fn verify(input: &RoundInput, result: &RoundResult) -> Report {
    let mut report = Report::default();
    if let Err(fault) = input.check() {
        report.refute(FindingCode::Input, fault.to_string());
        return report;
    }
    headline(input, result, &mut report);
    let ranks = Ranks::of(input);
    let Some(placements) = placements::Placements::of(&ranks, result, &mut report) else {
        return report;
    };
    placements.check(&ranks, result, &mut report);
    let judgement = pairs::judge(&ranks, &placements);
    pairs::compare(input, result, &judgement, &mut report);
    lattice::check(&ranks, &placements, result, &mut report);
    optimum::check(&ranks, &placements, result, &mut report);
    report
}

fn headline(input: &RoundInput, result: &RoundResult, report: &mut Report) {
    report.input_hash = hash_input(input);
    report.result_hash = hash_result(result);
    if report.input_hash != result.input_hash {
        let text = format!(
            "the input's hash is {}, the result names {}",
            report.input_hash, result.input_hash
        );
        report.refute(FindingCode::InputHash, text);
    }
    if report.result_hash != result.result_hash {
        let text = format!(
            "the result's hash is {}, it names {}",
            report.result_hash, result.result_hash
        );
        report.refute(FindingCode::ResultHash, text);
    }
    if result.objective != input.objective() || result.proposing != input.proposing() {
        report.refute(
            FindingCode::Headline,
            "objective or proposing side differ from the input's",
        );
    }
    let seats: u64 = input.openings.iter().map(|o| u64::from(o.seats)).sum();
    if result.seats != seats {
        report.refute(
            FindingCode::Counts,
            format!("`seats` is {}, the openings have {seats}", result.seats),
        );
    }
    if (result.objective == Objective::MaxWeight) != result.dual.is_some() {
        report.refute(
            FindingCode::Dual,
            "`dual` belongs to `max_weight` and to nothing else",
        );
    }
}
