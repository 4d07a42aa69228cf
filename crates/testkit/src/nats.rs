//! A real nats-server with JetStream, one per test.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    process::Command,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use crate::{
    blocking,
    paths::{on_path, repo_root},
    port::{PortLease, free_port},
    supervised::{Reach, Signal, Supervised, poll, tail},
};

/// How long a server may take to answer; on a busy machine, too.
const PATIENCE: Duration = Duration::from_secs(20);

/// A nats-server process with its own port and JetStream store, gone when dropped.
#[derive(Debug)]
pub struct NatsServer {
    client: PortLease,
    monitor: PortLease,
    process: Arc<Mutex<Supervised>>,
}

impl NatsServer {
    /// Starts a server anybody may use, and waits until it answers.
    ///
    /// # Panics
    /// When no nats-server is found or it doesn't come up, with its log.
    pub async fn start() -> Self {
        Self::start_with("").await
    }

    /// Starts a server with more configuration, for example `accounts { … }` or `authorization { … }`.
    pub async fn start_with(more: &str) -> Self {
        let more = more.to_owned();
        blocking(move || {
            let process = Supervised::new("nats", Signal::Kill, Reach::Process);
            let (client, monitor) = (free_port(), free_port());
            let config = format!(
                "listen: \"{}\"\nhttp: \"{}\"\nserver_name: \"berth-test-{}\"\n\
                 jetstream {{ store_dir: \"{}\", sync_interval: always, max_file: 4GB }}\n{more}\n",
                client.address(),
                monitor.address(),
                client.port(),
                process.folder().join("store").display(),
            );
            fs::write(process.folder().join("nats.conf"), config).expect("the configuration can be written");
            let server = Self {
                client,
                monitor,
                process: Arc::new(Mutex::new(process)),
            };
            bring_up(&mut server.process(), server.address(), server.monitor.address());
            server
        })
        .await
    }

    /// `nats://127.0.0.1:<port>`
    pub fn url(&self) -> String {
        format!("nats://{}", self.address())
    }

    /// The URL with a user and password in it.
    pub fn url_as(&self, user: &str, password: &str) -> String {
        format!("nats://{user}:{password}@{}", self.address())
    }

    /// Where clients connect.
    pub fn address(&self) -> SocketAddr {
        self.client.address()
    }

    /// The server's own monitoring pages (`/jsz`, `/connz`, …).
    pub fn monitor_url(&self) -> String {
        format!("http://{}", self.monitor.address())
    }

    /// Ends the server in an orderly way if it runs, and starts it again: same port, same store.
    pub async fn restart(&self) {
        let (process, client, monitor) = (Arc::clone(&self.process), self.address(), self.monitor.address());
        blocking(move || {
            let mut process = lock(&process);
            process.signal(Signal::Cont);
            process.end(Signal::Term, Duration::from_secs(10));
            bring_up(&mut process, client, monitor);
        })
        .await;
    }

    /// `kill -9`. Bring it back with [`restart`](Self::restart).
    pub fn kill9(&self) {
        self.process().kill9();
    }

    /// Freezes the server (`SIGSTOP`): connections stay open, nothing answers.
    pub fn pause(&self) {
        self.process().pause();
    }

    /// Lets a frozen server go on (`SIGCONT`).
    pub fn resume(&self) {
        self.process().signal(Signal::Cont);
    }

    /// The process id while it runs.
    pub fn pid(&self) -> Option<u32> {
        self.process().pid()
    }

    /// What the server has logged so far.
    pub fn log(&self) -> String {
        self.process().log()
    }

    fn process(&self) -> MutexGuard<'_, Supervised> {
        lock(&self.process)
    }
}

fn lock(process: &Mutex<Supervised>) -> MutexGuard<'_, Supervised> {
    process.lock().unwrap_or_else(PoisonError::into_inner)
}

fn bring_up(process: &mut Supervised, client: SocketAddr, monitor: SocketAddr) {
    let mut command = Command::new(executable());
    command.arg("--config").arg(process.folder().join("nats.conf"));
    process.spawn(command);
    let up = poll(PATIENCE, || match process.exited() {
        Some(status) => Some(Err(format!("ended with {status:?}"))),
        None => (greets(client) && healthy(monitor)).then_some(Ok(())),
    });
    match up {
        Some(Ok(())) => {}
        Some(Err(why)) => panic!("nats-server {why}:\n{}", tail(&process.log())),
        None => panic!(
            "nats-server did not answer within {PATIENCE:?}:\n{}",
            tail(&process.log())
        ),
    }
}

/// True when the server introduces itself, with JetStream.
fn greets(client: SocketAddr) -> bool {
    let mut line = String::new();
    connect(client).is_some_and(|stream| BufReader::new(stream).read_line(&mut line).is_ok())
        && line.starts_with("INFO ")
        && line.contains("\"jetstream\":true")
}

/// True when the server has recovered its streams.
fn healthy(monitor: SocketAddr) -> bool {
    let mut answer = String::new();
    connect(monitor).is_some_and(|mut stream| {
        stream
            .write_all(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            .is_ok()
            && stream.read_to_string(&mut answer).is_ok()
    }) && answer
        .lines()
        .next()
        .is_some_and(|status| status.contains(" 200 "))
}

fn connect(address: SocketAddr) -> Option<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, Duration::from_millis(500)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(2))).ok()?;
    Some(stream)
}

/// `BERTH_TEST_NATS_SERVER`, else `PATH`, else where `cargo xtask test` puts it.
fn executable() -> PathBuf {
    let cached = repo_root().join(".cache/bin/nats-server");
    let given = env::var_os("BERTH_TEST_NATS_SERVER").map(PathBuf::from);
    let found = match &given {
        Some(path) => Some(path.clone()),
        None => on_path("nats-server").or_else(|| Some(cached.clone())),
    };
    found.filter(|path| path.is_file()).unwrap_or_else(|| {
        let places = match given {
            Some(path) => format!(
                "BERTH_TEST_NATS_SERVER names {}, which is no file",
                path.display()
            ),
            None => format!("there is none in PATH, nor at {}", cached.display()),
        };
        panic!("no nats-server: {places}. `cargo xtask test` fetches it and runs the tests")
    })
}
