//! Importing spreadsheets (CSV, RFC 4180, UTF-8): good rows are taken, each bad one is reported with line, column and
//! reason, and all that is taken is taken in one transaction.

mod applicants;
mod hosts;
mod openings;
mod preferences;
mod sheet;

use serde::Serialize;
use utoipa::ToSchema;

use super::{Desk, Operator};
use crate::refusal::Refusal;

/// What is imported; one sheet each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Columns `reference`, `name`, `email`, `zone`, `locale`, optionally `submitted_at`, and one per field of the form.
    Applicants,
    /// Columns `reference`, `name`, `email`, `zone`, `locale`, `country`, `city`.
    Hosts,
    /// Columns as the fields of an opening, with the host's reference in `host`.
    Openings,
    /// Columns `owner` (a reference) and `ranked` (`OP-03; OP-07=OP-09`, `=` for ties).
    Preferences,
}

/// The most rows of one sheet.
const MOST_ROWS: usize = 10_000;

/// What became of a sheet.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct ImportReport {
    /// Rows taken.
    pub taken: usize,
    /// Rows whose reference was there already; nothing was changed by them.
    pub unchanged: usize,
    /// Rows not taken.
    pub refused: Vec<RefusedRow>,
    /// True when nothing was stored because only a check was asked for.
    pub dry_run: bool,
    /// Whole years by which the sheet's dates were shifted, as its programme's were.
    pub shifted_years: i32,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RefusedRow {
    /// Line in the file, from 1; the heading is line 1.
    pub line: u64,
    /// Column by its heading; empty when the row as a whole is meant.
    pub column: String,
    /// What is wrong and what is expected.
    pub reason: String,
}

impl RefusedRow {
    fn new(line: u64, column: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            line,
            column: column.into(),
            reason: reason.into(),
        }
    }
}

impl Desk<Operator> {
    /// Imports one sheet.
    ///
    /// # Errors
    /// When the file as a whole can't be read: not UTF-8, broken quoting, columns missing or unknown, too many rows.
    pub async fn import(
        &self,
        programme: &str,
        which: Sheet,
        csv: &[u8],
        dry_run: bool,
    ) -> Result<ImportReport, Refusal> {
        match which {
            Sheet::Applicants => self.import_applicants(programme, csv, dry_run).await,
            Sheet::Hosts => self.import_hosts(programme, csv, dry_run).await,
            Sheet::Openings => self.import_openings(programme, csv, dry_run).await,
            Sheet::Preferences => self.import_preferences(programme, csv, dry_run).await,
        }
    }
}
