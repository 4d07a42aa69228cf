//! Builds the container image: the static binary, certificate roots, and nothing else.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    process::cargo,
    process::cmd,
    setup,
    workspace::{Metadata, scratch},
};

/// The image the tests run; built in the quick profile.
pub(crate) const TEST_TAG: &str = "localhost/berth:test";
pub(crate) const DEFAULT_TAG: &str = "localhost/berth:dev";
/// Where Debian's package `ca-certificates` keeps the roots.
const ROOTS: &str = "/etc/ssl/certs/ca-certificates.crt";

pub(crate) fn build(root: &Path, tag: &str, profile: &str) -> Result<()> {
    setup::to_build_images(root)?;
    let binary = static_binary(root, profile)?;

    let context = scratch(root, "image")?;
    fs::copy(&binary, context.path().join("berth"))
        .with_context(|| format!("{} is missing", binary.display()))?;
    fs::copy(ROOTS, context.path().join("ca-certificates.crt"))
        .with_context(|| format!("{ROOTS} is missing; install ca-certificates"))?;
    fs::create_dir(context.path().join("data"))?;
    cmd("buildah")
        .args([
            "bud",
            "--isolation",
            "chroot",
            "--format",
            "docker",
            "--tag",
            tag,
            "--file",
        ])
        .arg(root.join("deploy/Containerfile"))
        .arg(context.path())
        .run()?;
    println!("built {tag}");
    Ok(())
}

/// Linked against glibc statically. Naming the target keeps the flag away from build scripts and procedural macros,
/// which can't be static.
fn static_binary(root: &Path, profile: &str) -> Result<PathBuf> {
    let target = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    cargo(root)
        .args([
            "build",
            "--locked",
            "--profile",
            profile,
            "--package",
            "berth",
            "--target",
            &target,
        ])
        .env("RUSTFLAGS", "-C target-feature=+crt-static")
        .run()?;
    Ok(Metadata::read(root)?
        .target()?
        .join(target)
        .join(profile_folder(profile))
        .join("berth"))
}

/// Cargo's folder for a profile: its name, except for the oldest one.
fn profile_folder(profile: &str) -> &str {
    if profile == "dev" { "debug" } else { profile }
}
