//! Runs the workspace's benchmarks.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::{
    process::cargo,
    workspace::{Metadata, items, text},
};

pub(crate) fn run(root: &Path, name: Option<&str>) -> Result<()> {
    let mut ran = 0;
    for (package, bench) in benchmarks(&Metadata::read(root)?) {
        if name.is_none_or(|name| bench.contains(name)) {
            ran += 1;
            println!("━━ {package} {bench}");
            cargo(root)
                .args([
                    "bench",
                    "--locked",
                    "--profile",
                    "bench",
                    "--package",
                    &package,
                    "--bench",
                    &bench,
                ])
                .run()?;
        }
    }
    ensure!(
        ran > 0,
        "no benchmark of that name; without a name, all of them run"
    );
    Ok(())
}

/// Package and name of each bench target.
fn benchmarks(metadata: &Metadata) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for package in metadata.packages() {
        for target in items(package, "targets") {
            if items(target, "kind").any(|kind| kind == "bench") {
                found.push((text(package, "name").to_owned(), text(target, "name").to_owned()));
            }
        }
    }
    found
}
