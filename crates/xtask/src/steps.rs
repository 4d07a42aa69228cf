//! Named steps, one after the other, each timed. The first that fails is the last, and says which were not run.

use std::time::Instant;

use anyhow::{Context, Result};

type Work<'a> = Box<dyn FnOnce() -> Result<()> + 'a>;

#[derive(Default)]
pub(crate) struct Steps<'a> {
    steps: Vec<(&'static str, Work<'a>)>,
}

impl<'a> Steps<'a> {
    pub(crate) fn then(mut self, name: &'static str, work: impl FnOnce() -> Result<()> + 'a) -> Self {
        self.steps.push((name, Box::new(work)));
        self
    }

    pub(crate) fn run(self) -> Result<()> {
        let count = self.steps.len();
        let mut steps = self.steps.into_iter().enumerate();
        while let Some((index, (name, work))) = steps.next() {
            println!("━━ {}/{count} {name}", index + 1);
            let started = Instant::now();
            let done = work();
            let seconds = started.elapsed().as_secs_f64();
            let Err(error) = done else {
                println!("   {name}: good, {seconds:.1} s");
                continue;
            };
            println!("   {name}: failed after {seconds:.1} s");
            let left: Vec<_> = steps.map(|(_, (name, _))| name).collect();
            return Err(error).with_context(|| match left.as_slice() {
                [] => format!("step `{name}` failed"),
                left => format!("step `{name}` failed; not run: {}", left.join(", ")),
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use anyhow::bail;

    use super::*;

    #[test]
    fn the_first_failure_ends_it_and_names_what_was_not_run() {
        let error = Steps::default()
            .then("one", || Ok(()))
            .then("two", || bail!("no luck"))
            .then("three", || unreachable!("not after a failure"))
            .then("four", || unreachable!("not after a failure"))
            .run()
            .unwrap_err();
        assert_eq!(
            format!("{error:#}"),
            "step `two` failed; not run: three, four: no luck"
        );
    }
}
