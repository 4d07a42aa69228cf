//! Fetches what a fresh machine lacks, each thing once. Programs of our own choice are pinned and go into the cache
//! folder; what only the tests need from the system comes from Debian's packages.

mod debian;
mod node;
mod pypi;

use std::{
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    process::{cargo, cmd},
    workspace::cache,
};

const NEXTEST: &str = "cargo-nextest@0.9.143";

/// What `berth up` needs.
pub(crate) fn to_run(root: &Path) -> Result<()> {
    let _alone = alone(root)?;
    pypi::program(root, &pypi::NATS_SERVER).map(drop)
}

/// What the tests need.
pub(crate) fn to_test(root: &Path) -> Result<()> {
    let _alone = alone(root)?;
    debian::for_tests()?;
    pypi::program(root, &pypi::NATS_SERVER)?;
    pypi::program(root, &pypi::BUF)?;
    rust_tools(root)?;
    pypi::python(root)?;
    node::node(root)
}

/// What building the container image needs.
pub(crate) fn to_build_images(root: &Path) -> Result<()> {
    let _alone = alone(root)?;
    debian::for_images()
}

/// The Python in which others are timed beside ours.
pub(crate) fn peers(root: &Path) -> Result<PathBuf> {
    let _alone = alone(root)?;
    pypi::peers(root)
}

/// buf, which checks the messages' style and compatibility.
pub(crate) fn buf(root: &Path) -> Result<PathBuf> {
    let _alone = alone(root)?;
    pypi::program(root, &pypi::BUF)
}

/// The surroundings in which everything of ours runs: the pinned programs are found first.
pub(crate) fn surroundings(root: &Path) -> Result<Vec<(OsString, OsString)>> {
    Ok(vec![("PATH".into(), path_with(&cache(root).join("bin"))?)])
}

/// The `PATH` with a folder before all others.
fn path_with(folder: &Path) -> Result<OsString> {
    let mut path = vec![folder.to_owned()];
    path.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    std::env::join_paths(path).context("the PATH can't be extended")
}

/// Held while fetching, so that two terminals don't do it at once.
fn alone(root: &Path) -> Result<File> {
    fs::create_dir_all(cache(root))?;
    let lock = File::create(cache(root).join("lock"))?;
    lock.lock().context("can't lock the cache folder")?;
    Ok(lock)
}

/// rustfmt and clippy, which a minimal toolchain lacks, and the test runner.
fn rust_tools(root: &Path) -> Result<()> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !cargo(root).args([tool, "--version"]).succeeds() {
            cmd("rustup").args(["component", "add", component]).run()?;
        }
    }
    if cargo(root)
        .args(["nextest", "--version"])
        .envs(&surroundings(root)?)
        .succeeds()
    {
        return Ok(());
    }
    println!("building {NEXTEST}, once");
    cargo(root)
        .args(["install", "--locked", "--root"])
        .arg(cache(root))
        .arg(NEXTEST)
        .run()
        .context("can't install the test runner; see https://nexte.st for ready-made ones")
}
