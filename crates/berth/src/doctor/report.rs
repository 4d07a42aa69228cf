//! What the checks found, printed as they go.

use crate::Ended;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    Ok,
    Note,
    Problem,
}

/// What one check found, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    level: Level,
    what: String,
    advice: Option<String>,
}

impl Finding {
    /// As it should be.
    pub(super) fn ok(what: impl Into<String>) -> Self {
        Self {
            level: Level::Ok,
            what: what.into(),
            advice: None,
        }
    }

    /// Fine for trying out, or can't be checked from here.
    pub(super) fn note(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            level: Level::Note,
            what: what.into(),
            advice: Some(advice.into()),
        }
    }

    /// Doesn't work, or won't for long.
    pub(super) fn problem(what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            level: Level::Problem,
            what: what.into(),
            advice: Some(advice.into()),
        }
    }

    /// A problem whose text says already what to do.
    pub(super) fn error(error: &anyhow::Error) -> Self {
        Self {
            level: Level::Problem,
            what: format!("{error:#}"),
            advice: None,
        }
    }
}

/// Prints findings and counts problems.
#[derive(Debug, Default)]
pub(super) struct Report {
    problems: usize,
    notes: usize,
}

impl Report {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn all(&mut self, check: &str, findings: Vec<Finding>) {
        for finding in findings {
            self.add(check, finding);
        }
    }

    pub(super) fn add(&mut self, check: &str, finding: Finding) {
        let label = match finding.level {
            Level::Ok => "ok",
            Level::Note => "note",
            Level::Problem => "PROBLEM",
        };
        self.problems += usize::from(finding.level == Level::Problem);
        self.notes += usize::from(finding.level == Level::Note);
        let what = finding.what.replace('\n', "\n          ");
        println!("{label:<8}  {check}: {what}");
        if let Some(advice) = finding.advice {
            println!("          -> {advice}");
        }
    }

    pub(super) fn end(self) -> Ended {
        let notes = if self.notes == 1 {
            "1 note".to_owned()
        } else {
            format!("{} notes", self.notes)
        };
        match self.problems {
            0 => {
                println!("\nno problems, {notes}");
                Ended::Well
            }
            1 => {
                println!("\n1 problem, {notes}");
                Ended::No
            }
            count => {
                println!("\n{count} problems, {notes}");
                Ended::No
            }
        }
    }
}
