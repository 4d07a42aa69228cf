//! The data folder of `berth up`: who may use it, and where things lie in it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// A data folder that is ours until this is dropped or the process dies, however it dies.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Makes the folder if missing, and takes it; refuses when another process has it.
    pub(crate) fn take(path: &Path) -> Result<Self> {
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.with_context(|| format!("cannot make the data folder {}", path.display()))?;
        let path = fs::canonicalize(path).with_context(|| format!("cannot find {}", path.display()))?;
        let file = path.join("lock");
        let opened = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&file);
        let mut lock =
            opened.with_context(|| format!("cannot write in the data folder: {}", file.display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let _ = lock.read_to_string(&mut holder);
                let holder = holder.trim();
                let who = if holder.is_empty() {
                    String::new()
                } else {
                    format!(" (process {holder})")
                };
                bail!(
                    "another `berth up` is running on {}{who}; stop it, or choose another folder with --data-dir",
                    path.display()
                );
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("cannot lock {}", file.display()));
            }
        }
        lock.set_len(0)?;
        lock.rewind()?;
        writeln!(lock, "{}", std::process::id())?;
        Ok(Self { path, _lock: lock })
    }

    /// The folder itself, as an absolute path.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A folder inside it, made if missing.
    pub(crate) fn inner(&self, name: &str) -> Result<PathBuf> {
        let path = self.path.join(name);
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(&path);
        made.with_context(|| format!("cannot make {}", path.display()))?;
        Ok(path)
    }
}

/// Writes a file that only its owner may read, so that after a crash it is the old or the new one, never half of it.
pub(crate) fn write_private(path: &Path, text: &str) -> Result<()> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let new = path.with_file_name(format!(".{name}.new"));
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, path)
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_folder_can_be_taken_once_at_a_time() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("data");
        let first = Folder::take(&path).unwrap();

        let refusal = Folder::take(&path).unwrap_err().to_string();
        assert!(refusal.contains("another `berth up` is running"), "{refusal}");
        assert!(refusal.contains(&std::process::id().to_string()), "{refusal}");

        drop(first);
        Folder::take(&path).unwrap();
    }

    #[test]
    fn a_private_file_is_its_owners_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");

        write_private(&path, "one").unwrap();
        write_private(&path, "two").unwrap();

        assert_eq!(fs::read_to_string(&path).unwrap(), "two");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
