//! Adds up what the test runners say of themselves.

use std::fmt;

#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl Totals {
    /// Reads one line of a runner's output; lines that are no summary change nothing.
    pub(crate) fn read(&mut self, line: &str) {
        let line = without_colours(line);
        // nextest:  Summary [   0.011s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 0 skipped
        // rustdoc:  test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s
        let counts = if line.trim_start().starts_with("Summary [") {
            line.split_once(" run: ").map(|(_, counts)| counts)
        } else {
            // Indented it is what nextest shows of a single test that failed.
            line.strip_prefix("test result: ")
                .and_then(|rest| rest.split_once(". "))
                .map(|(_, counts)| counts)
        };
        for count in counts.unwrap_or_default().split([',', ';']) {
            let mut words = count.split_whitespace();
            let Some(number) = words.next().and_then(|number| number.parse::<u64>().ok()) else {
                continue;
            };
            match words.next() {
                Some("passed") => self.passed += number,
                Some("failed" | "timed" | "exec") => self.failed += number,
                Some("skipped" | "ignored") => self.skipped += number,
                _ => {}
            }
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed, self.failed, self.skipped
        )
    }
}

/// Terminal colours are `ESC [ ... m`.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &[&str]) -> Totals {
        let mut totals = Totals::default();
        for line in lines {
            totals.read(line);
        }
        totals
    }

    #[test]
    fn both_runners_are_added_up() {
        let totals = read(&[
            "     Summary [   0.011s] 5/9 tests run: 3 passed (1 slow, 1 leaky), 1 failed, 1 timed out, 4 skipped",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.05s",
            "        PASS [   0.004s] xtask totals::tests::something 7 passed, 7 failed",
            "    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 5 filtered out; finished in 1.87s",
        ]);
        assert_eq!(
            totals,
            Totals {
                passed: 6,
                failed: 2,
                skipped: 5
            }
        );
        assert_eq!(totals.to_string(), "6 passed, 2 failed, 5 skipped");
    }

    #[test]
    fn colours_don_t_hide_a_summary() {
        let totals = read(&[
            "\u{1b}[32;1m     Summary\u{1b}[0m [   0.002s] \u{1b}[1m1\u{1b}[0m test run: \u{1b}[1m1\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m \u{1b}[33;1mskipped\u{1b}[0m",
        ]);
        assert_eq!(
            totals,
            Totals {
                passed: 1,
                failed: 0,
                skipped: 0
            }
        );
    }
}
