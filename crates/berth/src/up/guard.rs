//! A small process between `berth up` and its nats-server. Killing `berth up` with SIGKILL gives it no chance to end
//! its child; but then the pipe to this process ends, and this process ends the server.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};

/// How long nats-server may take to end in order.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// Runs nats-server until it ends, or until standard input does; then stops it.
pub(crate) async fn run(program: &Path, config: &Path) -> Result<()> {
    let mut server = Command::new(program)
        .arg("--config")
        .arg(config)
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))?;
    let mut parent = tokio::io::stdin();
    let mut nothing = [0_u8; 64];
    let parent_is_gone = async { while parent.read(&mut nothing).await.is_ok_and(|read| read > 0) {} };
    tokio::select! {
        status = server.wait() => {
            let status = status?;
            match status.signal() {
                Some(signal) => bail!("nats-server was ended by signal {signal}"),
                None => bail!("nats-server ended with {status}"),
            }
        }
        () = parent_is_gone => stop(&mut server).await,
    }
}

async fn stop(server: &mut Child) -> Result<()> {
    if let Some(pid) = server.id() {
        signal(pid, Signal::TERM);
    }
    if tokio::time::timeout(PATIENCE, server.wait()).await.is_err() {
        server.kill().await?;
    }
    Ok(())
}

/// Sends a signal; a process that is gone already is fine.
pub(crate) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}
