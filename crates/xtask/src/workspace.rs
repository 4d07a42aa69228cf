//! Where things are, and what cargo and git know about the repository.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::process::{Cmd, cargo, cmd};

/// The repository's root, whatever the working directory is.
pub(crate) fn root() -> Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .context("xtask was not built inside the repository")
}

/// Everything fetched lives here; safe to delete.
pub(crate) fn cache(root: &Path) -> PathBuf {
    root.join(".cache")
}

/// A folder that disappears when dropped, on the same disk as the cache, so that a rename out of it is atomic.
pub(crate) fn scratch(root: &Path, purpose: &str) -> Result<TempDir> {
    let cache = cache(root);
    std::fs::create_dir_all(&cache).with_context(|| format!("can't create {}", cache.display()))?;
    Ok(tempfile::Builder::new()
        .prefix(&format!("{purpose}-"))
        .tempdir_in(cache)?)
}

/// What `cargo metadata` says of the workspace's own packages.
pub(crate) struct Metadata(Value);

impl Metadata {
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let said = cargo(root)
            .args(["metadata", "--format-version=1", "--no-deps", "--locked"])
            .output()?;
        Ok(Self(
            serde_json::from_str(&said).context("cargo metadata didn't answer in JSON")?,
        ))
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> Result<PathBuf> {
        let target = text(&self.0, "target_directory");
        ensure!(!target.is_empty(), "cargo names no target folder");
        Ok(PathBuf::from(target))
    }

    pub(crate) fn packages(&self) -> impl Iterator<Item = &Value> {
        items(&self.0, "packages")
    }
}

/// The text under a key, empty when there is none.
pub(crate) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The list under a key, empty when there is none.
pub(crate) fn items<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> + use<'v> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

/// git in the repository's root, whoever owns the files (a gate often runs as somebody else).
pub(crate) fn git_cmd(root: &Path) -> Cmd {
    cmd("git")
        .arg("-c")
        .arg(format!("safe.directory={}", root.display()))
        .dir(root)
}

/// What git says; `None` when it has no answer, or is not there.
pub(crate) fn git(root: &Path, args: &[&str]) -> Option<String> {
    Some(git_cmd(root).args(args).output().ok()?.trim().to_owned())
}
