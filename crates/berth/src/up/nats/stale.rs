//! A server that outlived its `berth up`: told by its pid file, and made sure of by its command line.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};
use rustix::process::Signal;
use tokio::time::Instant;

use crate::up::guard::{PATIENCE, signal};

/// Ends the server that runs with `config`, if one does. A number in the pid file that belongs to another program by
/// now is left alone.
pub(super) async fn end(pid_file: &Path, config: &Path) -> Result<()> {
    let Some(pid) = fs::read_to_string(pid_file)
        .ok()
        .and_then(|text| text.trim().parse::<u32>().ok())
    else {
        return Ok(());
    };
    for (with, patience) in [(Signal::TERM, PATIENCE), (Signal::KILL, Duration::from_secs(5))] {
        if !runs_with(pid, config) {
            return Ok(());
        }
        tracing::warn!(pid, "a nats-server of an earlier start still runs: ending it");
        signal(pid, with);
        let deadline = Instant::now() + patience;
        while runs_with(pid, config) && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
    if runs_with(pid, config) {
        bail!("process {pid}, a nats-server of an earlier start, can't be ended; end it by hand");
    }
    Ok(())
}

fn runs_with(pid: u32, config: &Path) -> bool {
    let config = config.to_string_lossy();
    // A process that has ended and wasn't waited for has an empty command line.
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    let mut words = line.split(|byte| *byte == 0);
    let is_server = words
        .next()
        .is_some_and(|program| String::from_utf8_lossy(program).ends_with("nats-server"));
    is_server && words.any(|word| word == config.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_that_is_not_our_server_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let pid_file = folder.path().join("pid");
        fs::write(&pid_file, std::process::id().to_string()).unwrap();

        end(&pid_file, &folder.path().join("nats.conf")).await.unwrap();
    }

    #[tokio::test]
    async fn a_missing_or_broken_pid_file_is_nothing_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let pid_file = folder.path().join("pid");
        end(&pid_file, folder.path()).await.unwrap();

        fs::write(&pid_file, "x").unwrap();
        end(&pid_file, folder.path()).await.unwrap();
    }
}
