//! One child process at a time in a guarded folder, with its output in a log file: what all server harnesses share.

use std::{
    fmt,
    fs::{self, OpenOptions},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::guard::Guard;

/// The signals tests send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Signal {
    Cont,
    Kill,
    Quit,
    Stop,
    Term,
}

impl Signal {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cont => "CONT",
            Self::Kill => "KILL",
            Self::Quit => "QUIT",
            Self::Stop => "STOP",
            Self::Term => "TERM",
        }
    }

    /// Sends through the shell's own `kill`; false when nobody is there any more. A negative id is a group.
    fn send(self, pid: i64) -> bool {
        Command::new("/bin/sh")
            .args(["-c", r#"kill -s "$0" -- "$1""#, self.name(), &pid.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// What dies with the harness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// The process started last.
    Process,
    /// Every process group ever started, so that a child's children go as well.
    Groups,
}

pub(crate) struct Supervised {
    name: String,
    parting: Signal,
    reach: Reach,
    child: Option<Child>,
    /// How the one before ended.
    last: Option<ExitStatus>,
    groups: Vec<i64>,
    guard: Guard,
}

impl Supervised {
    pub(crate) fn new(name: &str, parting: Signal, reach: Reach) -> Self {
        Self {
            name: name.to_owned(),
            parting,
            reach,
            child: None,
            last: None,
            groups: Vec::new(),
            guard: Guard::new(name, parting),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.guard.folder()
    }

    pub(crate) fn log_path(&self) -> PathBuf {
        self.folder().join("log")
    }

    /// Everything the process (and its predecessors) wrote.
    pub(crate) fn log(&self) -> String {
        fs::read(self.log_path())
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// Starts the process in its own group, its output appended to the log.
    pub(crate) fn spawn(&mut self, mut command: Command) {
        assert!(self.exited().is_some(), "{} runs already", self.name);
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_path())
            .expect("the log opens");
        let errors = log.try_clone().expect("the log opens twice");
        let child = command
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| {
                panic!(
                    "{} does not start: {:?}: {error}",
                    self.name,
                    command.get_program()
                )
            });
        let pid = i64::from(child.id());
        match self.reach {
            Reach::Process => {
                self.guard.forget();
                self.guard.watch_over(pid);
            }
            Reach::Groups => {
                self.guard.watch_over(-pid);
                self.groups.push(-pid);
            }
        }
        self.child = Some(child);
    }

    pub(crate) fn pid(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// `Some` when no process runs: how the last one ended, if there was one.
    pub(crate) fn exited(&mut self) -> Option<Option<ExitStatus>> {
        let Some(child) = &mut self.child else {
            return Some(self.last);
        };
        let status = child.try_wait().expect("a child can be waited for")?;
        self.child = None;
        self.last = Some(status);
        if self.reach == Reach::Process {
            self.guard.forget();
        }
        Some(Some(status))
    }

    pub(crate) fn signal(&mut self, signal: Signal) {
        if self.exited().is_none()
            && let Some(pid) = self.pid()
        {
            signal.send(i64::from(pid));
        }
    }

    /// Freezes the process and waits until it stands still: the signal alone lets its threads go on for a moment.
    pub(crate) fn pause(&mut self) {
        self.signal(Signal::Stop);
        let Some(pid) = self.pid() else { return };
        let stopped = || {
            let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).ok()?;
            let stands = |task: std::io::Result<std::fs::DirEntry>| {
                let stat = std::fs::read_to_string(task.ok()?.path().join("stat")).ok()?;
                // `pid (name) state ...`; a name may hold anything but ends at the last bracket.
                stat.rsplit_once(") ")
                    .map(|(_, rest)| rest.starts_with(['T', 'Z', 'X']))
            };
            tasks
                .into_iter()
                .all(|task| stands(task).unwrap_or(true))
                .then_some(())
        };
        poll(Duration::from_secs(5), stopped);
    }

    /// `kill -9`, and waits until the process is gone.
    pub(crate) fn kill9(&mut self) -> Option<ExitStatus> {
        self.signal(Signal::Kill);
        self.wait(Duration::from_secs(10))
    }

    /// Asks the process to end; kills it when it hasn't after `patience`.
    pub(crate) fn end(&mut self, signal: Signal, patience: Duration) -> Option<ExitStatus> {
        self.signal(signal);
        self.wait(patience).or_else(|| self.kill9())
    }

    /// `None` when the process still runs after `patience`.
    pub(crate) fn wait(&mut self, patience: Duration) -> Option<ExitStatus> {
        poll(patience, || self.exited()).flatten()
    }
}

impl fmt::Debug for Supervised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Supervised")
            .field("name", &self.name)
            .field("pid", &self.pid())
            .field("folder", &self.folder())
            .finish_non_exhaustive()
    }
}

impl Drop for Supervised {
    fn drop(&mut self) {
        self.end(self.parting, Duration::from_secs(3));
        for group in &self.groups {
            Signal::Kill.send(*group);
        }
        if thread::panicking() {
            eprintln!(
                "--- log of {} ---\n{}\n--- end of log of {} ---",
                self.name,
                tail(&self.log()),
                self.name
            );
        }
        self.guard.forget();
    }
}

/// Asks until there is an answer, 5 ms apart; `None` when there was none in time.
pub(crate) fn poll<T>(patience: Duration, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let deadline = Instant::now() + patience;
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if Instant::now() >= deadline {
            return None;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// The last 200 lines: enough to see why, and short enough to read.
pub(crate) fn tail(log: &str) -> String {
    let lines: Vec<&str> = log.lines().collect();
    let from = lines.len().saturating_sub(200);
    lines.get(from..).unwrap_or_default().join("\n")
}
