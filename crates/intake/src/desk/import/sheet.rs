//! A sheet, read whole and checked before anything is stored.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use berth_domain::Tz;
use berth_domain::programme::shift_date;
use chrono::NaiveDate;

use super::super::PartyDetails;
use super::super::hosts::{REFERENCE, is_reference};
use super::{MOST_ROWS, RefusedRow};
use crate::refusal::Refusal;

/// A readable sheet: its heading and its rows, cells trimmed.
pub(super) struct Rows {
    heading: Vec<String>,
    rows: Vec<(u64, csv::StringRecord)>,
}

/// One row: its line, and its cells by heading.
#[derive(Clone, Copy)]
pub(super) struct Row<'s> {
    pub(super) line: u64,
    heading: &'s [String],
    cells: &'s csv::StringRecord,
}

impl Rows {
    /// Reads a file. `required` columns must be there, `optional` ones may, others are refused.
    pub(super) fn read(csv: &[u8], required: &[&str], optional: &[&str]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(csv).map_err(|e| {
            let line = csv.iter().take(e.valid_up_to()).filter(|b| **b == b'\n').count() + 1;
            Refusal::unprocessable(format!(
                "line {line} isn't UTF-8 (byte {}); save the sheet as \"CSV UTF-8\"",
                e.valid_up_to()
            ))
        })?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.contains('\0') {
            return Err(Refusal::unprocessable(
                "the file holds zero bytes; it is no CSV text",
            ));
        }
        check_quotes(text)?;
        // The reader counts a line of `\r\n` only when the next one begins.
        let text = &text.replace("\r\n", "\n");
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let heading: Vec<String> = reader
            .headers()
            .map_err(broken)?
            .iter()
            .map(str::to_owned)
            .collect();
        check_heading(&heading, required, optional)?;
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(broken)?;
            if rows.len() == MOST_ROWS {
                let advice = format!(
                    "the sheet has more than {MOST_ROWS} rows; split it and import the parts one by one"
                );
                return Err(Refusal::Malformed {
                    status: axum::http::StatusCode::PAYLOAD_TOO_LARGE,
                    detail: advice,
                });
            }
            let line = record.position().map_or(0, csv::Position::line);
            rows.push((line, record));
        }
        Ok(Self { heading, rows })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row {
            line: *line,
            heading: &self.heading,
            cells,
        })
    }
}

/// The reader takes any text for quoted up to the file's end; a quote that never closes would swallow rows silently.
fn check_quotes(text: &str) -> Result<(), Refusal> {
    let (mut line, mut opened, mut quoted) = (1usize, 1usize, false);
    for byte in text.bytes() {
        match byte {
            b'"' => {
                quoted = !quoted;
                if quoted {
                    opened = line;
                }
            }
            b'\n' => line += 1,
            _ => {}
        }
    }
    if quoted {
        return Err(Refusal::unprocessable(format!(
            "the quote opened in line {opened} is never closed"
        )));
    }
    Ok(())
}

fn broken(error: csv::Error) -> Refusal {
    let line = error.position().map_or(0, csv::Position::line);
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => {
            format!("has {len} cells, the heading has {expected_len}; check its commas and quotes")
        }
        _ => "can't be read as CSV; check its commas and quotes".to_owned(),
    };
    Refusal::unprocessable(format!("line {line} {what}"))
}

fn check_heading(heading: &[String], required: &[&str], optional: &[&str]) -> Result<(), Refusal> {
    let there: BTreeSet<&str> = heading.iter().map(String::as_str).collect();
    let missing: Vec<&str> = required.iter().copied().filter(|c| !there.contains(c)).collect();
    if !missing.is_empty() {
        return Err(Refusal::unprocessable(format!(
            "the heading (line 1) lacks: {}",
            missing.join(", ")
        )));
    }
    if there.len() < heading.len() {
        return Err(Refusal::unprocessable("the heading (line 1) has a column twice"));
    }
    if let Some(unknown) = heading
        .iter()
        .find(|c| !required.contains(&c.as_str()) && !optional.contains(&c.as_str()))
    {
        let known = [required, optional].concat().join(", ");
        let shown: String = unknown.chars().take(60).collect();
        return Err(Refusal::unprocessable(format!(
            "the heading (line 1) has an unknown column `{shown}`; known are {known}"
        )));
    }
    Ok(())
}

impl<'s> Row<'s> {
    /// A cell; empty when the column isn't there.
    pub(super) fn cell(&self, column: &str) -> &'s str {
        let at = self.heading.iter().position(|c| c == column);
        at.and_then(|i| self.cells.get(i)).unwrap_or_default()
    }

    pub(super) fn refuse(&self, column: &str, reason: impl Into<String>) -> RefusedRow {
        RefusedRow::new(self.line, column, reason)
    }

    /// A cell that must hold a `T`.
    pub(super) fn parse<T: FromStr<Err: std::fmt::Display>>(&self, column: &str) -> Result<T, RefusedRow> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Err(self.refuse(column, "is empty"));
        }
        cell.parse()
            .map_err(|e: T::Err| self.refuse(column, e.to_string()))
    }

    /// A cell that may be empty.
    pub(super) fn parse_if_there<T: FromStr<Err: std::fmt::Display>>(
        &self,
        column: &str,
    ) -> Result<Option<T>, RefusedRow> {
        if self.cell(column).is_empty() {
            Ok(None)
        } else {
            self.parse(column).map(Some)
        }
    }

    /// A whole number; empty is zero.
    pub(super) fn number(&self, column: &str) -> Result<u32, RefusedRow> {
        Ok(self
            .parse_if_there(column)
            .map_err(|_| self.refuse(column, "expected a whole number"))?
            .unwrap_or(0))
    }

    /// A date, shifted like its programme's.
    pub(super) fn date(&self, column: &str, years: i32) -> Result<NaiveDate, RefusedRow> {
        let date = self
            .parse(column)
            .map_err(|_| self.refuse(column, "expected a date like 2027-03-01"))?;
        Ok(shift_date(date, years))
    }

    /// The operator's own reference, which must be there: it is what makes a second import harmless.
    pub(super) fn reference(&self) -> Result<String, RefusedRow> {
        let cell = self.cell("reference");
        if is_reference(cell) {
            Ok(cell.to_owned())
        } else {
            Err(self.refuse("reference", format!("expected {REFERENCE}")))
        }
    }

    /// An IANA zone.
    pub(super) fn zone(&self) -> Result<Tz, RefusedRow> {
        self.parse("zone")
            .map_err(|_| self.refuse("zone", "expected an IANA zone like Europe/Vilnius"))
    }

    /// Name, address, zone and language; none when one of them doesn't fit.
    pub(super) fn party(&self, all: &mut Complaints) -> Option<PartyDetails> {
        let (name, email) = (all.hear(self.parse("name")), all.hear(self.parse("email")));
        let (zone, locale) = (all.hear(self.zone()), all.hear(self.parse_if_there("locale")));
        Some(PartyDetails {
            name: name?,
            email: email?,
            zone: zone?,
            locale: locale?,
        })
    }
}

/// Everything that is wrong with a row: whoever mends a sheet wants to do it once.
#[derive(Default)]
pub(super) struct Complaints(Vec<RefusedRow>);

impl Complaints {
    /// Takes a cell's value, or notes what is wrong with it.
    pub(super) fn hear<T>(&mut self, read: Result<T, RefusedRow>) -> Option<T> {
        read.map_err(|refused| self.0.push(refused)).ok()
    }

    /// The row's value; or all complaints, when there is one or a part is missing.
    pub(super) fn settle<T>(self, value: Option<T>) -> Result<T, Vec<RefusedRow>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Finds what a sheet says twice: the first stays, the later ones are refused.
#[derive(Default)]
pub(super) struct Once {
    seen: BTreeMap<String, u64>,
}

impl Once {
    pub(super) fn note(&mut self, row: &Row<'_>, column: &str, value: &str) -> Result<(), RefusedRow> {
        match self.seen.entry(value.to_lowercase()) {
            Entry::Vacant(place) => {
                place.insert(row.line);
                Ok(())
            }
            Entry::Occupied(first) => Err(row.refuse(column, format!("is in line {} already", first.get()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(csv: &[u8]) -> String {
        Rows::read(csv, &["reference", "name"], &["city"])
            .map(|_| ())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_file_that_can_not_be_read_says_where() {
        assert!(problem(b"reference,name\nA,\xff\n").contains("line 2 isn't UTF-8"));
        assert!(problem(b"reference,city\nA,B\n").contains("lacks: name"));
        assert!(problem(b"reference,name,name\n").contains("twice"));
        assert!(problem(b"reference,name,colour\n").contains("`colour`"));
        assert!(problem(b"reference,name\nA,B,C\n").contains("line 2 has 3 cells"));
        assert!(problem(b"reference,name\nA,B\nB,\"C\nC,D\n").contains("quote opened in line 3"));
        assert!(problem(b"").contains("lacks"));
        let many = format!("reference,name\n{}", "A,B\n".repeat(MOST_ROWS + 1));
        assert!(problem(many.as_bytes()).contains("split it"));
    }

    #[test]
    fn a_byte_order_mark_and_quoted_line_breaks_are_fine() {
        let rows = Rows::read(
            "\u{feff}reference,name\r\nA,\"x\r\ny\"\r\nB,z\r\n".as_bytes(),
            &["reference", "name"],
            &[],
        )
        .unwrap();
        let lines: Vec<_> = rows
            .iter()
            .map(|r| (r.line, r.cell("reference").to_owned()))
            .collect();
        assert_eq!(lines, [(2, "A".to_owned()), (4, "B".to_owned())]);
    }
}
