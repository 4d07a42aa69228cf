//! Everything that must hold before a change goes in, in the order in which it is cheapest to find out.

use std::{io::IsTerminal, path::Path};

use anyhow::{Result, bail, ensure};

use crate::{
    house_rules, images, layers,
    process::{Cmd, cargo},
    proto, setup,
    steps::Steps,
    totals::Totals,
};

pub(crate) fn everything(root: &Path) -> Result<()> {
    let mut totals = Totals::default();
    let ran = Steps::default()
        .then("set-up", || setup::to_test(root))
        .then("format", || cargo(root).args(["fmt", "--all", "--check"]).run())
        .then("house rules", || house_rules::check(root))
        .then("layers and bans", || layers::check(root))
        .then("messages", || proto::check(root))
        .then("lints", || clippy(root))
        .then("documentation", || documentation(root))
        .then("build", || build(root))
        .then("image", || images::build(root, images::TEST_TAG, "dev"))
        .then("tests", || tests(root, &mut totals))
        .run();
    // The last line is the sum of the tests, also when some of them failed.
    match ran {
        Ok(()) => println!("{totals}"),
        Err(error) if totals.failed > 0 => bail!("{error:#}\n{totals}"),
        Err(error) => return Err(error),
    }
    Ok(())
}

/// Some of the tests, as nextest's filter expressions name them.
pub(crate) fn only(root: &Path, expression: &str) -> Result<()> {
    let mut totals = Totals::default();
    setup::to_test(root)?;
    build(root)?;
    let good = nextest(root)?
        .args(["--filterset", expression])
        .watch(|line| totals.read(line))?;
    println!("{totals}");
    ensure!(good, "nextest reports a failure");
    Ok(())
}

fn clippy(root: &Path) -> Result<()> {
    cargo(root)
        .args([
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--keep-going",
            "--",
            "--deny",
            "warnings",
        ])
        .run()
}

/// Broken links and the like are errors: each README is also its crate's documentation.
fn documentation(root: &Path) -> Result<()> {
    cargo(root)
        .args(["doc", "--locked", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "--deny warnings")
        .run()
}

/// The program and the tests in one go, so that both are built with the same features, thus once.
fn build(root: &Path) -> Result<()> {
    cargo(root)
        .args(["build", "--locked", "--workspace", "--bins", "--lib", "--tests"])
        .run()
}

/// Examples in the documentation, then the tests; the second also when the first failed.
fn tests(root: &Path, totals: &mut Totals) -> Result<()> {
    let colour = if std::io::stderr().is_terminal() {
        "always"
    } else {
        "never"
    };
    let examples = cargo(root)
        .args(["test", "--locked", "--workspace", "--doc"])
        .env("CARGO_TERM_COLOR", colour)
        .watch(|line| totals.read(line))?;
    let tests = nextest(root)?
        .env("CARGO_TERM_COLOR", colour)
        .watch(|line| totals.read(line))?;
    match (examples, tests) {
        (true, true) => Ok(()),
        (false, true) => bail!("an example in the documentation doesn't work"),
        (_, false) => bail!("nextest reports a failure, see above"),
    }
}

/// The test runner, which finds the pinned programs first.
fn nextest(root: &Path) -> Result<Cmd> {
    Ok(cargo(root)
        .args(["nextest", "run", "--locked", "--workspace", "--profile", "ci"])
        .envs(&setup::surroundings(root)?))
}
