//! The `berth` binary (or any other) as a child process of a test.

use std::{
    env,
    ffi::{OsStr, OsString},
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::{
    assert_eventually, binary,
    supervised::{Reach, Signal, Supervised, tail},
};

/// How a process is to be started. It inherits no `BERTH_*` setting from the test's own environment.
#[derive(Clone, Debug)]
pub struct ProcessBuilder {
    name: String,
    program: PathBuf,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    folder: Option<PathBuf>,
}

impl ProcessBuilder {
    /// What logs and failures call it.
    #[must_use]
    pub fn name(mut self, name: &str) -> Self {
        self.name = name.to_owned();
        self
    }

    /// Adds an argument.
    #[must_use]
    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.args
            .extend(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        self
    }

    /// Sets an environment variable.
    #[must_use]
    pub fn env(mut self, key: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.env
            .push((key.as_ref().to_owned(), value.as_ref().to_owned()));
        self
    }

    /// The working folder; the test's own by default.
    #[must_use]
    pub fn current_dir(mut self, folder: impl AsRef<Path>) -> Self {
        self.folder = Some(folder.as_ref().to_owned());
        self
    }

    /// Starts it, its output going to a log file.
    ///
    /// # Panics
    /// When the program can't be started.
    pub fn spawn(self) -> Process {
        let supervised = Supervised::new(&self.name, Signal::Kill, Reach::Groups);
        let process = Process {
            builder: self,
            supervised: Mutex::new(supervised),
        };
        process.start_again();
        process
    }

    /// Runs it to its end (60 s at most), standard output and error apart.
    pub async fn run(self) -> Finished {
        let mut command = tokio::process::Command::from(self.command());
        command.stdin(Stdio::null()).kill_on_drop(true);
        let patience = Duration::from_secs(60);
        let output = tokio::time::timeout(patience, command.output())
            .await
            .unwrap_or_else(|_| panic!("{} {:?} did not end within {patience:?}", self.name, self.args))
            .unwrap_or_else(|error| panic!("{} does not start: {error}", self.program.display()));
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Finished {
            status: output.status,
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        for (key, _) in env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("BERTH_")) {
            command.env_remove(key);
        }
        command
            .args(&self.args)
            .envs(self.env.iter().map(|(key, value)| (key, value)));
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command
    }
}

/// A command that has run to its end.
#[derive(Clone, Debug)]
pub struct Finished {
    /// How it ended.
    pub status: ExitStatus,
    /// What it printed.
    pub stdout: String,
    /// What it complained of or logged.
    pub stderr: String,
}

impl Finished {
    /// Fails the test, with what was printed, unless it ended with 0; returns the standard output.
    #[track_caller]
    pub fn success(self) -> String {
        assert!(
            self.status.success(),
            "{}\n{}\n{}",
            self.status,
            self.stdout,
            self.stderr
        );
        self.stdout
    }
}

/// A running child process. When dropped it is killed, with everything it started in its process group; if the test
/// fails, its log is printed.
#[derive(Debug)]
pub struct Process {
    builder: ProcessBuilder,
    supervised: Mutex<Supervised>,
}

impl Process {
    /// The `berth` binary: `Process::berth().arg("intake").env("BERTH_NATS_URL", url).spawn()`.
    pub fn berth() -> ProcessBuilder {
        Self::program(binary("berth"))
    }

    /// Any other program.
    pub fn program(path: impl Into<PathBuf>) -> ProcessBuilder {
        let program = path.into();
        let name = program
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        ProcessBuilder {
            name,
            program,
            args: Vec::new(),
            env: Vec::new(),
            folder: None,
        }
    }

    /// The process id while it runs.
    pub fn pid(&self) -> Option<u32> {
        let mut supervised = self.supervised();
        supervised.exited().is_none().then(|| supervised.pid()).flatten()
    }

    /// What it has written so far, both outputs in one; over restarts as well.
    pub fn log(&self) -> String {
        self.supervised().log()
    }

    /// A folder of its own that goes when it goes.
    pub fn folder(&self) -> PathBuf {
        let folder = self.supervised().folder().join("work");
        fs::create_dir_all(&folder).expect("the process's folder can be made");
        folder
    }

    /// `kill -9`, and waits until it is gone.
    pub fn kill9(&self) {
        self.supervised().kill9();
    }

    /// Freezes it (`SIGSTOP`).
    pub fn pause(&self) {
        self.supervised().pause();
    }

    /// Lets it go on (`SIGCONT`).
    pub fn resume(&self) {
        self.supervised().signal(Signal::Cont);
    }

    /// Starts the same command again after it has ended; the log goes on.
    ///
    /// # Panics
    /// When it still runs.
    pub fn start_again(&self) {
        self.supervised().spawn(self.builder.command());
    }

    /// Asks it to end (`SIGTERM`), and returns how it did.
    ///
    /// # Panics
    /// When it doesn't within `deadline`.
    pub async fn terminate(&self, deadline: Duration) -> ExitStatus {
        self.supervised().signal(Signal::Term);
        self.wait(deadline).await
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// When it still runs after `deadline`, or had never been started.
    pub async fn wait(&self, deadline: Duration) -> ExitStatus {
        let what = format!("the end of {}", self.builder.name);
        assert_eventually(deadline, &what, async || self.supervised().exited())
            .await
            .expect("a process that was started")
    }

    /// Waits for a line that contains `text`, and returns it. Lines of before count too.
    pub async fn wait_for_line(&self, text: &str, deadline: Duration) -> String {
        let what = format!("a line with {text:?} from {}", self.builder.name);
        self.while_it_runs(deadline, &what, async || {
            let log = self.log();
            // A line still being written would be returned in half.
            let mut whole = log.split_inclusive('\n').filter(|line| line.ends_with('\n'));
            whole
                .find(|line| line.contains(text))
                .map(|line| line.trim_end().to_owned())
        })
        .await
    }

    /// Waits until `http://<admin>/readyz` answers 200. `admin` is `host:port`.
    pub async fn wait_ready(&self, admin: &str, deadline: Duration) {
        let what = format!("{} ready", self.builder.name);
        self.while_it_runs(deadline, &what, async || {
            get(admin, "/readyz").await.ok_or("no 200")
        })
        .await;
    }

    /// As [`assert_eventually`], but gives up at once when the process has ended.
    async fn while_it_runs<T, V>(&self, deadline: Duration, what: &str, check: impl AsyncFn() -> V) -> T
    where
        V: crate::Verdict<Value = T>,
    {
        let end = Instant::now() + deadline;
        loop {
            let ended = self.supervised().exited();
            let why = match check().await.verdict() {
                Ok(value) => return value,
                Err(why) => why,
            };
            if let Some(status) = ended {
                panic!("it ended ({status:?}) before: {what}\n{}", tail(&self.log()));
            }
            assert!(
                Instant::now() < end,
                "not within {deadline:?}: {what}; at last: {why}"
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn supervised(&self) -> MutexGuard<'_, Supervised> {
        self.supervised.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// True when the answer's status is 200.
async fn get(host: &str, path: &str) -> Option<()> {
    let ask = async {
        let mut stream = TcpStream::connect(host).await.ok()?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut status = [0; 12];
        stream.read_exact(&mut status).await.ok()?;
        status.ends_with(b" 200").then_some(())
    };
    tokio::time::timeout(Duration::from_secs(2), ask)
        .await
        .ok()
        .flatten()
}
