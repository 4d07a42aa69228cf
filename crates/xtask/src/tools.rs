//! Fetches what a fresh machine lacks, each thing once, pinned, into the cache folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{run, workspace};

/// A folder that disappears when dropped, on the same disk as the cache, so that a rename out of it is atomic.
pub(crate) fn scratch(root: &Path, purpose: &str) -> Result<TempDir> {
    let cache = workspace::cache(root);
    std::fs::create_dir_all(&cache).with_context(|| format!("can't create {}", cache.display()))?;
    Ok(tempfile::Builder::new().prefix(&format!("{purpose}-")).tempdir_in(cache)?)
}

/// buf, which checks the messages' style and compatibility.
pub(crate) fn buf(root: &Path) -> Result<PathBuf> {
    let venv = workspace::cache(root).join("venv-buf");
    let buf = venv.join("bin/buf");
    if !buf.exists() {
        run::cmd("python3").args(["-m", "venv"]).arg(&venv).run()?;
        run::cmd(venv.join("bin/python")).args(["-m", "pip", "install", "--quiet", "buf-bin==1.75.0"]).run()?;
    }
    Ok(buf)
}
