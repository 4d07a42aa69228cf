//! Texts out of a file: one on each line, or one column of a table.

use anyhow::{Context, Result, bail};
use csv::{ByteRecord, ReaderBuilder};

/// A text and the line it stands on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) line: u64,
    pub(super) text: String,
}

impl Cell {
    pub(super) fn new(line: u64, text: &str) -> Self {
        Self {
            line,
            text: text.to_owned(),
        }
    }
}

/// Every line that isn't blank.
pub(super) fn of_lines(content: &[u8]) -> Result<Vec<Cell>> {
    let mut cells = Vec::new();
    for (line, text) in (1..).zip(content.split(|byte| *byte == b'\n')) {
        let text = utf8(text).with_context(|| format!("line {line}"))?.trim();
        if !text.is_empty() {
            cells.push(Cell::new(line, text));
        }
    }
    Ok(cells)
}

/// One column of a table with a head: by its name there, whatever the case, or by its number from 1.
pub(super) fn of_table(content: &[u8], wanted: &str) -> Result<Vec<Cell>> {
    let separator = separator(content);
    let mut reader = ReaderBuilder::new().delimiter(separator).from_reader(content);
    let head: Vec<String> = reader
        .byte_headers()?
        .iter()
        .map(|name| Ok(utf8(name)?.trim().to_owned()))
        .collect::<Result<_>>()
        .context("line 1")?;
    let column = position(&head, wanted)?;
    let name = head.get(column).map_or(wanted, String::as_str);
    let mut cells = Vec::new();
    let mut record = ByteRecord::new();
    // An error of the reader names its line itself.
    while reader.read_byte_record(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        let place = || format!("line {line}, column {name}");
        let text = utf8(record.get(column).unwrap_or_default())
            .with_context(place)?
            .trim();
        if !text.is_empty() {
            cells.push(Cell::new(line, text));
        }
    }
    Ok(cells)
}

/// Tab, semicolon or comma: whichever the first line has most of, outside quotes.
fn separator(content: &[u8]) -> u8 {
    let head = content.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in head {
        quoted ^= *byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!quoted && byte == separator);
        }
    }
    let most = counts.iter().max_by_key(|(_, count)| *count);
    most.map_or(b',', |(separator, _)| *separator)
}

fn position(head: &[String], wanted: &str) -> Result<usize> {
    let named: Vec<usize> = (0..)
        .zip(head)
        .filter(|(_, name)| name.to_lowercase() == wanted.trim().to_lowercase())
        .map(|(at, _)| at)
        .collect();
    match named.as_slice() {
        [one] => return Ok(*one),
        [] => {}
        more => bail!(
            "{} columns are called {wanted:?}; give the number of one of them",
            more.len()
        ),
    }
    match wanted.trim().parse::<usize>() {
        Ok(number) if (1..=head.len()).contains(&number) => Ok(number - 1),
        _ => bail!("no column is called {wanted:?}; there are: {}", head.join(", ")),
    }
}

fn utf8(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|e| {
        anyhow::anyhow!(
            "not UTF-8 from byte {} on; save the file as UTF-8",
            e.valid_up_to() + 1
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str, column: &str) -> Vec<(u64, String)> {
        let cells = of_table(table.as_bytes(), column).unwrap();
        cells.into_iter().map(|cell| (cell.line, cell.text)).collect()
    }

    fn refused(table: &[u8], column: &str) -> String {
        format!("{:#}", of_table(table, column).unwrap_err())
    }

    #[test]
    fn a_column_is_found_by_name_or_number_whatever_separates_it() {
        let wanted = [(2, "sql; python".to_owned()), (3, "go".to_owned())];
        assert_eq!(read("name,Skills\na,sql; python\nb,go\n", "skills"), wanted);
        assert_eq!(read("name\tskills\na\tsql; python\nb\tgo\n", "2"), wanted);
        assert_eq!(read("name;skills\na;\"sql; python\"\nb;go\n", "SKILLS"), wanted);
    }

    #[test]
    fn lines_are_counted_in_the_file_and_empty_cells_left_out() {
        assert_eq!(
            read("a,b\n1,\"one\ntwo\"\n2,\n3,three\n", "b"),
            [(2, "one\ntwo".to_owned()), (5, "three".to_owned())]
        );
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        assert!(refused(b"name,skills\n", "talents").contains("there are: name, skills"));
        assert!(refused(b"x,x\n1,2\n", "x").contains("2 columns are called"));
        assert!(refused(b"a,b\n1,2\n1,2,3\n", "b").contains("line: 3"));
        assert!(refused(b"a,b\n1,caf\xe9\n", "b").contains("line 2, column b: not UTF-8 from byte 4 on"));
        let lines = format!("{:#}", of_lines(b"sql\n\xff\n").unwrap_err());
        assert!(lines.contains("line 2: not UTF-8"), "{lines}");
    }
}
