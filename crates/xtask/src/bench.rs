//! Runs the workspace's benchmarks, and beside them, on the same instances, what others take.

use std::path::Path;

use anyhow::{Result, ensure};

use crate::{
    process::{Cmd, cargo, cmd},
    setup,
    workspace::{Metadata, items, scratch, text},
};

/// How many trainees the instances have on which peers are timed; the smaller for those who'd take hours.
const PEERS_SIZES: [&str; 2] = ["10000", "100000"];

pub(crate) fn run(root: &Path, name: Option<&str>) -> Result<()> {
    let mut ran = 0;
    for (package, bench) in benchmarks(&Metadata::read(root)?) {
        if name.is_none_or(|name| bench.contains(name)) {
            ran += 1;
            println!("━━ {package} {bench}");
            benchmark(root, &package, &bench).run()?;
            let peers = root.join("crates").join(&bench).join("benches/peers.py");
            if peers.is_file() {
                let python = setup::peers(root)?;
                for size in PEERS_SIZES {
                    let instances = scratch(root, "instances")?;
                    benchmark(root, &package, &bench)
                        .args(["--", "--write"])
                        .arg(instances.path())
                        .arg(size)
                        .run()?;
                    cmd(&python).arg(&peers).arg(instances.path()).run()?;
                }
            }
        }
    }
    ensure!(
        ran > 0,
        "no benchmark of that name; without a name, all of them run"
    );
    Ok(())
}

fn benchmark(root: &Path, package: &str, bench: &str) -> Cmd {
    cargo(root).args([
        "bench",
        "--locked",
        "--profile",
        "bench",
        "--package",
        package,
        "--bench",
        bench,
    ])
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
