//! A re-match as two documents: what intake asks for (`berth-rematch/1`) and what the matcher proposes
//! (`berth-rematch-result/1`).
//!
//! Both are JSON in canonical form (RFC 8785); their hash is the SHA-256 over it, as of the frozen cohort.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::id::{OpeningId, ProgrammeId, RoundId, TraineeId};

/// The format name of a request.
pub const REMATCH_FORMAT: &str = "berth-rematch/1";

/// The format name of an answer.
pub const REMATCH_RESULT_FORMAT: &str = "berth-rematch-result/1";

closed_set! {
    /// How much a re-match may change. Who is immovable stays whatever it says.
    pub enum RematchPolicy ("a re-match policy") {
        /// Nobody who has a place moves; free seats go to those without one.
        Frozen = "frozen",
        /// A chain from each freed seat, and one for each trainee who lost theirs; nobody else moves.
        MinChange = "min-change",
        /// The whole round is solved again.
        Full = "full",
    }
}

closed_set! {
    /// Why a trainee's place changes.
    pub enum MoveReason ("a reason for a move") {
        /// A seat they like better became free.
        SeatFreed = "seat-freed",
        /// They were without a place.
        Placed = "placed",
        /// Their seat is gone: the opening was withdrawn, or has fewer seats.
        SeatLost = "seat-lost",
        /// The opening took somebody it ranks higher, who lost a seat elsewhere.
        Displaced = "displaced",
        /// They are out of the round: withdrawn, placed elsewhere, unreachable.
        Left = "left",
        /// The pair was refused: declined, expired, rescinded.
        Refused = "refused",
        /// The pair can no longer be, for example because its last safe offer date has passed.
        NotFeasible = "not-feasible",
        /// The whole round was solved again.
        SolvedAgain = "solved-again",
    }
}

/// What stands now, and how much may change.
///
/// The base is the published result. What differs from it is said here, and only that need be said: a freed seat is
/// a document of a few lines however large the round is. Saying more than differs does no harm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RematchRequest {
    /// Always [`REMATCH_FORMAT`].
    pub format: String,
    /// The programme.
    pub programme: ProgrammeId,
    /// The published round.
    pub round: RoundId,
    /// Name of the frozen cohort (`berth-cohort/1`) in the object store.
    pub cohort_object: String,
    /// Its hash, as locked.
    pub cohort_hash: String,
    /// Hash of the published result, as in `round.solved`.
    pub result_hash: String,
    /// "Today" for every rule with a date: a last safe offer date may have passed since the round was locked.
    pub as_of: DateTime<Utc>,
    /// How much may change.
    pub policy: RematchPolicy,
    /// Where trainees stand now; `null` is without a place. Who isn't named stands as published, unless gone or
    /// refused there.
    #[serde(default)]
    pub standing: BTreeMap<TraineeId, Option<OpeningId>>,
    /// Who keeps their place whatever happens: those who accepted, and under `frozen` every live offer too.
    #[serde(default)]
    pub immovable: BTreeSet<TraineeId>,
    /// Who is out: withdrawn, placed elsewhere, unreachable.
    #[serde(default)]
    pub gone: BTreeSet<TraineeId>,
    /// Pairs that can't be any more: declined, expired, rescinded.
    #[serde(default)]
    pub refused: BTreeSet<(TraineeId, OpeningId)>,
    /// Seats of openings now, counted as in the cohort: those held and filled by this round's trainees included.
    /// Who isn't named has those of the cohort.
    #[serde(default)]
    pub seats: BTreeMap<OpeningId, u32>,
    /// Openings taken back.
    #[serde(default)]
    pub withdrawn: BTreeSet<OpeningId>,
}

/// A proposed next matching, as what changes. Nothing is committed by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RematchResult {
    /// Always [`REMATCH_RESULT_FORMAT`].
    pub format: String,
    /// The round.
    pub round: RoundId,
    /// Hash of the request.
    pub request_hash: String,
    /// The policy it was made by.
    pub policy: RematchPolicy,
    /// One for each trainee whose place differs from where they stand by the published result and the request's
    /// `standing`; by trainee. Those who are gone or refused their pair are among them.
    pub moves: Vec<RematchMove>,
    /// Trainees with a place afterwards.
    pub placed: u32,
    /// Seats afterwards.
    pub seats: u32,
    /// Pairs who would both rather be together afterwards, those left aside that can't move (immovable, or under
    /// `frozen` everybody with a place).
    pub blocking_pairs: u32,
}

/// One trainee's move, with what a sentence about it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RematchMove {
    /// Who.
    pub trainee: TraineeId,
    /// Where they stood.
    #[serde(default)]
    pub from: Option<OpeningId>,
    /// Where they would go.
    #[serde(default)]
    pub to: Option<OpeningId>,
    /// Why.
    pub reason: MoveReason,
    /// Place of `from` in the trainee's order, 1 is best; ties share a place.
    #[serde(default)]
    pub from_wish: Option<u32>,
    /// Place of `to` in the trainee's order.
    #[serde(default)]
    pub to_wish: Option<u32>,
    /// For [`MoveReason::NotFeasible`]: the codes of what excludes the pair now.
    #[serde(default)]
    pub exclusions: Vec<String>,
}

impl RematchMove {
    /// One sentence, without names: who reads it knows whom it is about.
    #[must_use]
    pub fn sentence(&self) -> String {
        let why = match self.reason {
            MoveReason::SeatFreed => "A seat the trainee likes better became free",
            MoveReason::Placed => "The trainee was without a place",
            MoveReason::SeatLost => "The trainee's seat is gone",
            MoveReason::Displaced => {
                "The opening took somebody it ranks higher, who had lost a seat elsewhere"
            }
            MoveReason::Left => "The trainee is out of the round",
            MoveReason::Refused => "The offer was declined, expired or taken back",
            MoveReason::NotFeasible => "The pair is no longer possible",
            MoveReason::SolvedAgain => "The whole round was solved again",
        };
        self.sentence_about(why)
    }

    /// The same sentence with another reason in words.
    #[must_use]
    pub fn sentence_about(&self, why: &str) -> String {
        let codes = if self.exclusions.is_empty() {
            String::new()
        } else {
            format!(" ({})", self.exclusions.join(", "))
        };
        let then = match (self.to, self.from_wish, self.to_wish) {
            (None, ..) if self.reason == MoveReason::Left => String::new(),
            (None, ..) => "; no other seat is free for them".to_owned(),
            (Some(_), Some(from), Some(to)) => format!("; they move from wish {from} to wish {to}"),
            (Some(_), None, Some(to)) => format!("; they get wish {to}"),
            (Some(_), _, None) => "; they get another place".to_owned(),
        };
        format!("{why}{codes}{then}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_freed_seat_is_a_document_of_a_few_lines() {
        let document = r#"{"format": "berth-rematch/1", "programme": "digital-explorers",
            "round": "018f3c4e-0000-7000-8000-000000000001", "cohort_object": "1/cohort.json", "cohort_hash": "ab",
            "result_hash": "cd", "as_of": "2027-02-01T00:00:00Z", "policy": "min-change",
            "gone": ["018f3c4e-0000-7000-8000-000000000002"]}"#;
        let request: RematchRequest = serde_json::from_str(document).unwrap();
        assert_eq!((request.gone.len(), request.standing.len()), (1, 0));
        let again: RematchRequest = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
        assert_eq!(again, request);
    }

    #[test]
    fn a_key_nobody_knows_is_refused() {
        let refused = serde_json::from_str::<RematchRequest>(r#"{"imovable": []}"#).unwrap_err();
        assert!(
            refused.to_string().contains("unknown field `imovable`"),
            "{refused}"
        );
    }

    #[test]
    fn a_move_is_told_in_a_sentence() {
        let id = |n: u128| uuid::Uuid::from_u128(n);
        let moved = RematchMove {
            trainee: id(1).into(),
            from: Some(id(2).into()),
            to: Some(id(3).into()),
            reason: MoveReason::SeatFreed,
            from_wish: Some(3),
            to_wish: Some(1),
            exclusions: Vec::new(),
        };
        let sentence = "A seat the trainee likes better became free; they move from wish 3 to wish 1.";
        assert_eq!(moved.sentence(), sentence);
        let ended = RematchMove {
            to: None,
            to_wish: None,
            reason: MoveReason::NotFeasible,
            exclusions: vec!["too-late".to_owned()],
            ..moved
        };
        let sentence = "The pair is no longer possible (too-late); no other seat is free for them.";
        assert_eq!(ended.sentence(), sentence);
    }
}
