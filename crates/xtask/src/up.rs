//! Starts all of Berth on this machine.

use std::{
    ffi::{OsStr, OsString},
    path::Path,
};

use anyhow::{Result, ensure};

use crate::{
    process::{cargo, cmd},
    setup,
    workspace::{Metadata, cache},
};

const SAMPLES: [&str; 2] = [
    "deploy/programmes/digital-explorers",
    "deploy/programmes/scale2us",
];

/// Builds what is missing and becomes `berth up`, with the sample programmes unless others are named.
pub(crate) fn start(root: &Path, release: bool, wishes: &[OsString]) -> Result<()> {
    setup::to_run(root)?;
    println!("building berth (the first time takes some minutes)");
    let profile = if release { "release" } else { "dev" };
    cargo(root)
        .args(["build", "--locked", "--package", "berth", "--profile", profile])
        .run()?;

    let folder = if release { "release" } else { "debug" };
    let berth = Metadata::read(root)?.target()?.join(folder).join("berth");
    ensure!(berth.is_file(), "cargo built no {}", berth.display());
    let mut up = cmd(berth).arg("up").envs(&setup::surroundings(root)?);
    if !names(wishes, "--data-dir") && std::env::var_os("BERTH_DATA_DIR").is_none() {
        up = up.arg("--data-dir").arg(cache(root).join("up"));
    }
    if !names(wishes, "--programme") {
        for sample in SAMPLES {
            up = up.arg("--programme").arg(root.join(sample));
        }
    }
    Err(up.args(wishes).become_it())
}

/// Whether the option is among the arguments, as `--name value` or `--name=value`.
fn names(arguments: &[OsString], option: &str) -> bool {
    arguments
        .iter()
        .map(OsString::as_os_str)
        .map(OsStr::to_string_lossy)
        .any(|argument| {
            argument
                .strip_prefix(option)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('='))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_of_one_s_own_replaces_the_samples() {
        let given = |arguments: &[&str]| {
            names(
                &arguments.iter().map(OsString::from).collect::<Vec<_>>(),
                "--programme",
            )
        };
        assert!(given(&["--now", "x", "--programme", "mine"]));
        assert!(given(&["--programme=mine"]));
        assert!(!given(&["--programmes", "mine"]));
        assert!(!given(&[]));
    }
}
