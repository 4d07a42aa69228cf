//! What the checker says.

use serde::Serialize;

/// The outcome of a check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// What is wrong; empty when proven.
    pub findings: Vec<Finding>,
    /// Recomputed.
    pub input_hash: String,
    /// Recomputed.
    pub result_hash: String,
    /// Mutual pairs looked at.
    pub pairs: u64,
    /// Pairs found to block, waived ones apart.
    pub blocking_pairs: u64,
    pub waived: u64,
    pub placed: u64,
    /// Whether nothing blocks. A result may be proven and not stable: `max_cardinality` and `max_weight` promise other
    /// things, and with those who go together a stable matching may not exist.
    pub stable: bool,
    /// What was shown beyond the placements themselves, in words.
    pub shown: Vec<String>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub code: FindingCode,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    Input,
    InputHash,
    ResultHash,
    Headline,
    Counts,
    Matching,
    Seats,
    Cap,
    Pin,
    Forbidden,
    Together,
    MinSeats,
    BlockingPair,
    Waived,
    Stability,
    Optimality,
    Dual,
}

/// At most this many findings are written out; the rest are counted.
const FINDINGS: usize = 100;

impl Report {
    /// Whether every claim of the result holds.
    pub fn proven(&self) -> bool {
        self.findings.is_empty()
    }

    pub(super) fn refute(&mut self, code: FindingCode, text: impl Into<String>) {
        if self.findings.len() < FINDINGS {
            self.findings.push(Finding {
                code,
                text: text.into(),
            });
        } else if self.findings.len() == FINDINGS {
            self.findings.push(Finding {
                code,
                text: "and more".to_owned(),
            });
        }
    }
}

impl std::fmt::Display for Report {
    /// A few lines for a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let verdict = if self.proven() { "proven" } else { "refuted" };
        let kind = if self.stable { "stable" } else { "not stable" };
        writeln!(
            f,
            "{verdict}: {} placed, {} mutual pairs looked at, {} blocking ({kind}), {} waived",
            self.placed, self.pairs, self.blocking_pairs, self.waived
        )?;
        writeln!(f, "input  {}", self.input_hash)?;
        writeln!(f, "result {}", self.result_hash)?;
        for line in &self.shown {
            writeln!(f, "shown: {line}")?;
        }
        for finding in &self.findings {
            writeln!(f, "wrong: {}", finding.text)?;
        }
        Ok(())
    }
}
