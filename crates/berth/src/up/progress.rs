//! Shows the steps of a start: spinners in a terminal, plain lines elsewhere.

use std::borrow::Cow;
use std::io::IsTerminal;
use std::time::Duration;

use anyhow::Result;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use tokio::time::Instant;

/// The steps of one start.
#[derive(Debug)]
pub(crate) struct Progress {
    terminal: bool,
}

/// A step that runs; the work says how far it is.
#[derive(Debug, Clone)]
pub(crate) struct Step(ProgressBar);

impl Step {
    /// What the step is doing right now.
    pub(crate) fn doing(&self, what: impl Into<Cow<'static, str>>) {
        self.0.set_message(what);
    }

    /// Says something that stays.
    pub(crate) fn note(&self, line: &str) {
        self.0.suspend(|| eprintln!("    {line}"));
    }
}

impl Progress {
    /// Shown on standard error, so that standard output holds only the result.
    pub(crate) fn new() -> Self {
        Self {
            terminal: std::io::stderr().is_terminal(),
        }
    }

    /// Runs one step and shows it; `work` returns a remark for the finished line, empty for none.
    pub(crate) async fn step<T>(
        &self,
        name: &str,
        work: impl AsyncFnOnce(Step) -> Result<(T, String)>,
    ) -> Result<T> {
        let bar = if self.terminal {
            ProgressBar::new_spinner()
        } else {
            ProgressBar::hidden()
        };
        if let Ok(style) = ProgressStyle::with_template("  {spinner:.cyan} {prefix}  {msg:.dim}") {
            bar.set_style(style.tick_strings(&["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏", "✓"]));
        }
        bar.set_prefix(name.to_owned());
        bar.enable_steady_tick(Duration::from_millis(100));
        let began = Instant::now();
        let done = work(Step(bar.clone())).await;
        bar.finish_and_clear();
        match done {
            Ok((value, remark)) => {
                let remark = if remark.is_empty() {
                    remark
                } else {
                    format!("  {remark}")
                };
                eprintln!(
                    "  {} {name}{remark}{}",
                    self.mark("✓", "32"),
                    took(began.elapsed())
                );
                Ok(value)
            }
            Err(error) => {
                eprintln!("  {} {name}", self.mark("✗", "31"));
                Err(error)
            }
        }
    }

    fn mark(&self, sign: &str, colour: &str) -> String {
        if self.terminal {
            format!("\u{1b}[{colour}m{sign}\u{1b}[0m")
        } else {
            sign.to_owned()
        }
    }
}

/// Told only when somebody will have wondered.
fn took(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(2) {
        String::new()
    } else {
        format!("  ({})", HumanDuration(elapsed))
    }
}
