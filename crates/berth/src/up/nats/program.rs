//! Finds a nats-server that is new enough.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use berth_bus::OLDEST_SERVER;

const WHAT_TO_DO: &str = "`cargo xtask up` fetches the right one; or take it from \
    https://github.com/nats-io/nats-server/releases and set BERTH_NATS_SERVER to its path";

/// The program named by BERTH_NATS_SERVER, else the first on the PATH or in a cache folder that is new enough.
pub(crate) fn find(given: Option<PathBuf>, data: &Path) -> Result<PathBuf> {
    if let Some(program) = given {
        return match version(&program) {
            Some(found) if found >= OLDEST_SERVER => Ok(program),
            Some(found) => bail!(
                "BERTH_NATS_SERVER: {} is {}; {WHAT_TO_DO}",
                program.display(),
                too_old(found)
            ),
            None => bail!(
                "BERTH_NATS_SERVER: {} does not run; {WHAT_TO_DO}",
                program.display()
            ),
        };
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.extend(data.parent().map(|parent| parent.join(".cache/bin")));
    folders.push(".cache/bin".into());
    let mut old = Vec::new();
    for program in folders
        .iter()
        .map(|folder| folder.join("nats-server"))
        .filter(|program| program.is_file())
    {
        match version(&program) {
            Some(found) if found >= OLDEST_SERVER => return Ok(program),
            Some(found) => old.push(format!("{} is {}", program.display(), too_old(found))),
            None => old.push(format!("{} does not run", program.display())),
        }
    }
    if old.is_empty() {
        bail!("there is no nats-server on this machine; {WHAT_TO_DO}");
    }
    bail!(
        "there is no nats-server that will do: {}; {WHAT_TO_DO}",
        old.join(", ")
    )
}

fn too_old((major, minor, patch): (u64, u64, u64)) -> String {
    let (a, b, c) = OLDEST_SERVER;
    format!("version {major}.{minor}.{patch}, and {a}.{b}.{c} is needed")
}

fn version(program: &Path) -> Option<(u64, u64, u64)> {
    let output = Command::new(program).arg("--version").output().ok()?;
    parse(&String::from_utf8_lossy(&output.stdout))
}

/// `nats-server: v2.15.1`
fn parse(text: &str) -> Option<(u64, u64, u64)> {
    let (_, version) = text.trim().rsplit_once('v')?;
    let mut parts = version.split(['.', '-']).map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn program(folder: &Path, says: &str) -> PathBuf {
        let path = folder.join("nats-server");
        fs::write(&path, format!("#!/bin/sh\necho '{says}'\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    #[test]
    fn versions_are_read_as_the_server_prints_them() {
        assert_eq!(parse("nats-server: v2.15.1\n"), Some((2, 15, 1)));
        assert_eq!(parse("nats-server: v2.12.3-RC.1"), Some((2, 12, 3)));
        assert_eq!(parse("command not found"), None);
    }

    #[test]
    fn a_server_that_is_too_old_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let old = program(folder.path(), "nats-server: v2.9.10");

        let refusal = find(Some(old), folder.path()).unwrap_err().to_string();

        assert!(
            refusal.contains("version 2.9.10, and 2.12.3 is needed"),
            "{refusal}"
        );
        assert!(refusal.contains("cargo xtask up"), "{refusal}");
    }

    #[test]
    fn a_server_that_does_not_run_is_refused() {
        let refusal = find(Some("/nowhere/nats-server".into()), Path::new("/nowhere"))
            .unwrap_err()
            .to_string();

        assert!(refusal.contains("/nowhere/nats-server does not run"), "{refusal}");
    }
}
