//! Where things are.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's root, whatever the working directory is.
pub(crate) fn root() -> Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(Path::to_path_buf)
        .context("xtask is not where it was built")
}

/// Everything fetched lives here; safe to delete.
pub(crate) fn cache(root: &Path) -> PathBuf {
    root.join(".cache")
}
