//! The documents of rounds: read from files or standard input, written to files or standard output.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_matching::round::{RoundInput, RoundResult, limits};
use berth_matching::round_from_cohort;

use crate::commands::files::{self, name_of};
use crate::commands::print;

/// What somebody published about a round.
pub(super) enum Published {
    Result(Box<RoundResult>),
    /// Only the result's hash, in lower case.
    Hash(String),
}

impl Published {
    /// A result document, or 64 hexadecimal digits.
    pub(super) fn read(text: &str) -> Result<Self> {
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(Self::Hash(text.to_ascii_lowercase()));
        }
        let path = Path::new(text);
        let document =
            bytes(path).context("expected is a result document, or its hash of 64 hexadecimal digits")?;
        let result = RoundResult::from_json(&document)
            .with_context(|| format!("{} is not a round's result", name_of(path)))?;
        Ok(Self::Result(Box::new(result)))
    }
}

/// A round's input: as it was solved (`berth-round/1`), or the frozen cohort it comes from (`berth-cohort/1`).
pub(super) fn input(path: &Path) -> Result<RoundInput> {
    let document = bytes(path)?;
    if is_cohort(&document) {
        let cohort = read_cohort(path, &document)?;
        return round_from_cohort(&cohort).with_context(|| format!("{} can't become a round", name_of(path)));
    }
    RoundInput::from_json(&document).with_context(|| format!("{} is not a round's input", name_of(path)))
}

/// A frozen cohort.
pub(super) fn cohort(path: &Path) -> Result<Cohort> {
    read_cohort(path, &bytes(path)?)
}

fn read_cohort(path: &Path, document: &[u8]) -> Result<Cohort> {
    let what = || format!("{} is not a frozen cohort ({COHORT_FORMAT})", name_of(path));
    let cohort: Cohort = serde_json::from_slice(document).with_context(what)?;
    if cohort.format != COHORT_FORMAT {
        bail!("{}: its format is another", what());
    }
    Ok(cohort)
}

fn is_cohort(document: &[u8]) -> bool {
    #[derive(serde::Deserialize)]
    struct Format {
        format: String,
    }
    serde_json::from_slice::<Format>(document).is_ok_and(|document| document.format == COHORT_FORMAT)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    files::read(path, limits::DOCUMENT_BYTES)
}

pub(super) fn write(path: &Path, document: &[u8]) -> Result<()> {
    if path == Path::new("-") {
        return print(&format!("{}\n", String::from_utf8_lossy(document)));
    }
    fs::write(path, document).with_context(|| format!("cannot write {}", path.display()))
}
