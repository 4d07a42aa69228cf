//! The nats-server of `berth up`: found, configured, started, started again when it dies, and stopped.

mod program;
mod stale;

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use berth_runtime::Gate;
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, ChildStdin, Command};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::guard;
use super::secrets::NatsPasswords;

pub(crate) use program::find;

/// How long the server may take until it answers.
const START: Duration = Duration::from_secs(30);
/// Pauses between a death and the next start: the first, and the longest.
const BACK_OFF: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(10));
/// A server that ran this long is healthy: its next death is met with the first pause again.
const HEALTHY: Duration = Duration::from_secs(60);
/// Lines of the server's log that an error shows.
const TAIL: usize = 12;

/// A running nats-server with the folder that is its alone.
#[derive(Debug)]
pub(crate) struct NatsServer {
    program: PathBuf,
    folder: PathBuf,
    port: u16,
    guard: Child,
    /// The guard's standard input; waiting for a child would close it if it were left there.
    leash: Option<ChildStdin>,
}

impl NatsServer {
    /// Ends what an earlier start may have left behind, and starts the server.
    pub(crate) async fn start(program: &Path, folder: &Path, passwords: &NatsPasswords) -> Result<Self> {
        stale::end(&folder.join("nats-server.pid"), &folder.join("nats.conf")).await?;
        let port = free_port().await?;
        let config = configuration(folder, port, passwords);
        super::folder::write_private(&folder.join("nats.conf"), &config)?;
        let (guard, leash) = spawn(program, folder)?;
        let mut server = Self {
            program: program.to_owned(),
            folder: folder.to_owned(),
            port,
            guard,
            leash,
        };
        server.answering().await?;
        Ok(server)
    }

    /// Its address for a user.
    pub(crate) fn url(&self, user: &str, password: &str) -> String {
        format!("nats://{user}:{password}@127.0.0.1:{}", self.port)
    }

    /// Starts it again whenever it dies, until told to stop; then stops it and waits for its end.
    pub(crate) async fn supervise(mut self, gate: Gate, stop: CancellationToken) -> Result<()> {
        let mut pause = BACK_OFF.0;
        gate.ready();
        loop {
            let began = Instant::now();
            tokio::select! {
                () = stop.cancelled() => return self.stop().await,
                status = self.guard.wait() => {
                    let status = status.context("cannot watch nats-server")?;
                    gate.unready("nats-server died and is being started again");
                    if began.elapsed() >= HEALTHY {
                        pause = BACK_OFF.0;
                    }
                    tracing::warn!(%status, pause_ms = pause.as_millis(), "nats-server died: starting it again");
                }
            }
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = tokio::time::sleep(pause) => {}
            }
            pause = (pause * 2).min(BACK_OFF.1);
            // The guard may have died alone.
            stale::end(
                &self.folder.join("nats-server.pid"),
                &self.folder.join("nats.conf"),
            )
            .await?;
            (self.guard, self.leash) = spawn(&self.program, &self.folder)?;
            let answering = tokio::select! {
                () = stop.cancelled() => return self.stop().await,
                answering = self.answering() => answering,
            };
            match answering {
                Ok(()) => gate.ready(),
                Err(error) => tracing::error!(error = format!("{error:#}"), "nats-server does not come back"),
            }
        }
    }

    /// Ends it in order.
    pub(crate) async fn stop(mut self) -> Result<()> {
        // The end of its standard input is what the guard waits for.
        drop(self.leash.take());
        let patience = guard::PATIENCE + Duration::from_secs(2);
        if tokio::time::timeout(patience, self.guard.wait()).await.is_err() {
            self.guard.kill().await?;
        }
        stale::end(
            &self.folder.join("nats-server.pid"),
            &self.folder.join("nats.conf"),
        )
        .await
    }

    /// Waits until it takes connections; an error when it ends or is silent instead.
    async fn answering(&mut self) -> Result<()> {
        let deadline = Instant::now() + START;
        loop {
            if TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return Ok(());
            }
            let ended = self
                .guard
                .try_wait()
                .context("cannot watch nats-server")?
                .is_some();
            if ended || Instant::now() >= deadline {
                let what = if ended { "ended at once" } else { "does not answer" };
                let log = self.folder.join("nats-server.log");
                bail!(
                    "nats-server {what}; the end of its log, {}:\n{}",
                    log.display(),
                    tail(&self.folder)
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn spawn(program: &Path, folder: &Path) -> Result<(Child, Option<ChildStdin>)> {
    let output = output(folder)?;
    let own = std::env::current_exe().context("cannot find this program's own file")?;
    let mut guard = Command::new(own)
        .arg("nats-guard")
        .arg(program)
        .arg(folder.join("nats.conf"))
        .stdin(Stdio::piped())
        .stdout(output.try_clone()?)
        .stderr(output)
        // A group of its own: Ctrl-C in a terminal goes to the whole group, and this one has to stop last.
        .process_group(0)
        .spawn()
        .context("cannot start the process that guards nats-server")?;
    let leash = guard.stdin.take();
    Ok((guard, leash))
}

/// What the server says before it opens its own log.
fn output(folder: &Path) -> Result<File> {
    let path = folder.join("nats-server.out");
    let opened = OpenOptions::new().create(true).append(true).open(&path);
    opened.with_context(|| format!("cannot write {}", path.display()))
}

fn tail(folder: &Path) -> String {
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or_default();
    let text = read("nats-server.log") + &read("nats-server.out");
    let lines: Vec<&str> = text.lines().collect();
    lines
        .get(lines.len().saturating_sub(TAIL)..)
        .unwrap_or_default()
        .join("\n")
}

async fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0))
        .await
        .context("no port is free on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

fn configuration(folder: &Path, port: u16, passwords: &NatsPasswords) -> String {
    let path = |name: &str| quoted(&folder.join(name).to_string_lossy());
    let rights = berth_bus::authorization_conf(&passwords.for_server());
    format!(
        "# Written by `berth up` at every start; changes are lost.\n\
         server_name: berth\n\
         listen: \"127.0.0.1:{port}\"\n\
         pid_file: {pid}\n\
         log_file: {log}\n\
         logfile_size_limit: 10MB\n\
         logfile_max_num: 3\n\
         jetstream {{\n  store_dir: {store}\n  sync_interval: always\n}}\n\
         {rights}",
        pid = path("nats-server.pid"),
        log = path("nats-server.log"),
        store = path("jetstream"),
    )
}

/// A string as the server's configuration reads it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
