//! Debian's packages, for what the tests need from the system.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process::{Cmd, cmd, is_in_path};

/// PostgreSQL, a browser and its driver, the image builder, and a spam filter to judge mails; installs only what is
/// missing.
pub(super) fn for_tests() -> Result<()> {
    let mut missing = without([
        ("chromium", "chromium"),
        ("chromedriver", "chromium-driver"),
        ("buildah", "buildah"),
        ("spamassassin", "spamassassin"),
    ]);
    if !has_postgres() {
        missing.push("postgresql");
    }
    if missing.is_empty() {
        Ok(())
    } else {
        install(&missing)
    }
}

pub(super) fn for_images() -> Result<()> {
    let missing = without([("buildah", "buildah")]);
    if missing.is_empty() {
        Ok(())
    } else {
        install(&missing)
    }
}

/// The packages whose program is not there.
fn without<const N: usize>(wanted: [(&str, &'static str); N]) -> Vec<&'static str> {
    wanted
        .into_iter()
        .filter(|(program, _)| !is_in_path(program))
        .map(|(_, package)| package)
        .collect()
}

/// Debian keeps the server's programs out of the PATH, one folder per version.
fn has_postgres() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    is_in_path("initdb")
        || versions
            .flatten()
            .any(|version| version.path().join("bin/initdb").is_file())
}

pub(super) fn install(packages: &[&str]) -> Result<()> {
    if !Path::new("/usr/bin/apt-get").exists() {
        bail!(
            "please install {}: this is no Debian, so it can't be done for you",
            packages.join(", ")
        );
    }
    println!("installing {}", packages.join(", "));
    let install = || {
        apt_get().and_then(|apt| {
            apt.args(["install", "--yes", "--quiet", "--no-install-recommends"])
                .args(packages)
                .output()
        })
    };
    // A fresh machine has no package lists, an old one has stale ones; a good one need not wait for new ones.
    if install().is_ok() {
        return Ok(());
    }
    apt_get()?
        .args(["update", "--quiet"])
        .output()
        .context("can't update Debian's package lists")?;
    install()
        .map(drop)
        .with_context(|| format!("can't install {}", packages.join(", ")))
}

fn apt_get() -> Result<Cmd> {
    let apt = if cmd("id").arg("--user").output()?.trim() == "0" {
        cmd("apt-get")
    } else if is_in_path("sudo") {
        cmd("sudo").args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"])
    } else {
        bail!("installing Debian's packages takes root or sudo");
    };
    Ok(apt.env("DEBIAN_FRONTEND", "noninteractive"))
}
