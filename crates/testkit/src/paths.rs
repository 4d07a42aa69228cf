//! Where things lie: the repository, the sample programmes, the built binaries.

use std::{
    env,
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// The top folder of the repository.
pub fn repo_root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors()
        .nth(2)
        .expect("this crate lies two folders below the top")
        .to_owned()
}

/// The folder of a sample programme, e.g. `digital-explorers`.
///
/// # Panics
/// When there is none of that name.
pub fn programme_dir(name: &str) -> PathBuf {
    let folder = repo_root().join("deploy/programmes").join(name);
    assert!(
        folder.is_dir(),
        "no sample programme {name}: {} is not a folder",
        folder.display()
    );
    folder
}

/// A binary of this workspace, as built beside the running test.
///
/// # Panics
/// When it isn't built, with the command that does it.
pub fn binary(name: &str) -> PathBuf {
    let given = ["NEXTEST_BIN_EXE_", "CARGO_BIN_EXE_"]
        .iter()
        .find_map(|prefix| env::var_os(format!("{prefix}{name}")));
    if let Some(path) = given {
        return path.into();
    }
    let test = env::current_exe().expect("a test knows its own path");
    let found = test
        .ancestors()
        .skip(1)
        .take(3)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!(
            "the binary {name} is not built beside {}; run `cargo xtask test`, or `cargo build -p {name}` first",
            test.display()
        )
    })
}

/// The first file of that name in the folders of `PATH`.
pub(crate) fn on_path(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path)
        .map(|folder| folder.join(name.as_ref()))
        .find(|file| file.is_file())
}
