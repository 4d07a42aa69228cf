//! From a frozen cohort's bytes to a solved and checked round: pure, and heavy, so run where it may block.

use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_events::v1;
use berth_matching::round::{Objective, canonical_json};
use berth_matching::{round_from_cohort, solve, verify};
use sha2::{Digest as _, Sha256};

/// A solved round with both documents in canonical form (RFC 8785), without timings: the same bytes everywhere.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Solved {
    pub(crate) input_json: Vec<u8>,
    pub(crate) input_hash: String,
    pub(crate) result_json: Vec<u8>,
    pub(crate) result_hash: String,
    pub(crate) placed: u32,
    pub(crate) seats: u32,
    pub(crate) blocking_pairs: u32,
    /// Whether the checker, which shares no code with the solver, proved the result.
    pub(crate) verified: bool,
    /// How many the rival result with the most placements would place.
    pub(crate) max_cardinality_placed: u32,
}

/// Why a round can't be solved; trying again won't change it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unsolvable {
    /// What lies in the object store is not what was locked.
    #[error("the frozen cohort's hash is {found}, but {locked} was locked: lock the round again")]
    Hash {
        /// As computed here.
        found: String,
        /// As the event says.
        locked: String,
    },
    /// It is no cohort this version reads.
    #[error("the frozen cohort can't be read: {0}; are all services of the same version?")]
    Unreadable(String),
    /// It is somebody else's cohort.
    #[error("the frozen cohort's {what} is not that of the locked round: lock the round again")]
    Other {
        /// What differs.
        what: &'static str,
    },
    /// It reads, but contradicts itself.
    #[error("the round can't be solved: {0}")]
    Input(String),
}

impl Unsolvable {
    /// Machine-readable.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Hash { .. } => "cohort-hash-mismatch",
            Self::Unreadable(_) => "cohort-unreadable",
            Self::Other { .. } => "cohort-of-another-round",
            Self::Input(_) => "input-invalid",
        }
    }
}

/// Checks that a frozen cohort is the one that was locked, then derives, solves and checks its round.
pub(crate) fn solve_frozen(frozen: &[u8], locked: &v1::RoundLocked) -> Result<Box<Solved>, Unsolvable> {
    let cohort = checked_cohort(frozen, locked)?;
    let input = round_from_cohort(&cohort).map_err(|e| Unsolvable::Input(e.to_string()))?;
    let invalid = |e: berth_matching::SolveError| Unsolvable::Input(e.to_string());
    let result = solve(&input).map_err(invalid)?;
    let report = verify(&input, &result);
    let mut rival = input.clone();
    rival.objective = Some(Objective::MaxCardinality);
    let most = if input.objective() == Objective::MaxCardinality {
        result.placed
    } else {
        solve(&rival).map_err(invalid)?.placed
    };
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(Box::new(Solved {
        input_json: canonical_json(&input),
        result_json: canonical_json(&result),
        placed: count(result.placed),
        seats: count(result.seats),
        blocking_pairs: count(report.blocking_pairs),
        verified: report.proven(),
        max_cardinality_placed: count(most),
        input_hash: result.input_hash,
        result_hash: result.result_hash,
    }))
}

fn checked_cohort(frozen: &[u8], locked: &v1::RoundLocked) -> Result<Cohort, Unsolvable> {
    // Whatever else it may be: it must be what the operator locked.
    let unreadable = |e: serde_json::Error| Unsolvable::Unreadable(place_of(&e));
    let found = canonical_hash(frozen).map_err(unreadable)?;
    if !found.eq_ignore_ascii_case(&locked.cohort_hash) {
        return Err(Unsolvable::Hash {
            found,
            locked: locked.cohort_hash.clone(),
        });
    }
    let cohort: Cohort = serde_json::from_slice(frozen).map_err(unreadable)?;
    let other = |what| Err(Unsolvable::Other { what });
    if cohort.format != COHORT_FORMAT {
        return Err(Unsolvable::Unreadable(format!(
            "its format is not `{COHORT_FORMAT}`"
        )));
    }
    if cohort.round.to_string() != locked.round_id {
        return other("round");
    }
    if cohort.rules.programme.as_str() != locked.programme_id {
        return other("programme");
    }
    if !cohort.seed.eq_ignore_ascii_case(&locked.seed) {
        return other("seed");
    }
    Ok(cohort)
}

/// SHA-256 over a JSON document's canonical form, in hex.
pub(crate) fn canonical_hash(json: &[u8]) -> Result<String, serde_json::Error> {
    let value: serde_json::Value = serde_json::from_slice(json)?;
    Ok(sha256_hex(&serde_jcs::to_vec(&value)?))
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Where it breaks and how, but not what it holds there.
pub(crate) fn place_of(error: &serde_json::Error) -> String {
    format!(
        "{:?} error in line {}, column {}",
        error.classify(),
        error.line(),
        error.column()
    )
}
