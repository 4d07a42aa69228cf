//! A real Postgres, one per test process, with as many databases as the tests want.

use std::{
    env, fs,
    net::SocketAddr,
    os::unix::{
        fs::{PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use tokio::sync::OnceCell;

use crate::{
    blocking,
    paths::on_path,
    port::{PortLease, free_port, shared_folder, user_id},
    supervised::{Reach, Signal, Supervised, poll, tail},
};

const PATIENCE: Duration = Duration::from_secs(30);

/// Durable against killed processes, not against power cuts: nobody restores a test's data.
const SETTINGS: &str = "
unix_socket_directories = ''
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_connections = 200
shared_buffers = '32MB'
# Memory files that vanish with the folder, should Postgres be killed.
dynamic_shared_memory_type = mmap
timezone = 'UTC'
log_timezone = 'UTC'
";

/// A Postgres process in a temporary folder, gone when dropped or when the test process ends.
#[derive(Debug)]
pub struct Postgres {
    port: PortLease,
    databases: AtomicU32,
    process: Arc<Mutex<Supervised>>,
}

impl Postgres {
    /// The instance all tests of this process share: started at the first call, gone when the process ends.
    /// Take a database of your own from it; don't kill it.
    pub async fn shared() -> &'static Self {
        static SHARED: OnceCell<Postgres> = OnceCell::const_new();
        SHARED.get_or_init(Self::start).await
    }

    /// An instance of your own, to be killed and restarted.
    ///
    /// # Panics
    /// When no Postgres is installed or it doesn't come up, with its log.
    pub async fn start() -> Self {
        blocking(|| {
            let process = Supervised::new("postgres", Signal::Quit, Reach::Process);
            let port = free_port();
            let data = process.folder().join("data");
            // The data's owner has to pass through.
            fs::set_permissions(process.folder(), fs::Permissions::from_mode(0o755)).expect("own folder");
            run(Command::new("cp")
                .arg("-a")
                .arg(template(process.folder()))
                .arg(&data));
            let listen = format!(
                "{SETTINGS}listen_addresses = '127.0.0.1'\nport = {}\n",
                port.port()
            );
            fs::write(data.join("postgresql.auto.conf"), listen).expect("the settings can be written");
            let server = Self {
                port,
                databases: AtomicU32::new(0),
                process: Arc::new(Mutex::new(process)),
            };
            bring_up(&mut server.process(), server.port.port());
            server
        })
        .await
    }

    /// Creates an empty database and returns its URL, `postgres://berth:berth@127.0.0.1:<port>/<name>`.
    pub async fn create_database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed) + 1;
        let (name, port) = (format!("berth_{number}"), self.port.port());
        let url = format!("postgres://berth:berth@{}/{name}", self.address());
        blocking(move || run(client("createdb", port).arg(&name))).await;
        url
    }

    /// Runs one SQL text through `psql` and returns its rows, unaligned, columns parted by `|`.
    pub async fn query(&self, database_url: &str, sql: &str) -> String {
        let (url, sql) = (database_url.to_owned(), sql.to_owned());
        blocking(move || {
            let mut psql = Command::new(binaries().join("psql"));
            run(psql.args(["--no-psqlrc", "-qAt", "-v", "ON_ERROR_STOP=1", "-c", &sql, &url]))
        })
        .await
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.port.address()
    }

    /// Ends the server at once if it runs, cutting open connections, and starts it again: same port, same data.
    pub async fn restart(&self) {
        let (process, port) = (Arc::clone(&self.process), self.port.port());
        blocking(move || {
            let mut process = lock(&process);
            process.end(Signal::Quit, Duration::from_secs(10));
            bring_up(&mut process, port);
        })
        .await;
    }

    /// `kill -9` of the whole server. Bring it back with [`restart`](Self::restart).
    pub fn kill9(&self) {
        self.process().kill9();
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

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut process = self.process();
        process.end(Signal::Quit, Duration::from_secs(5));
        // Killed for good: its System V segment would outlive it. Line 7 of the pid file is "key id".
        let pid_file = fs::read_to_string(process.folder().join("data/postmaster.pid")).unwrap_or_default();
        if let Some(id) = pid_file
            .lines()
            .nth(6)
            .and_then(|line| line.split_whitespace().nth(1))
        {
            let _ = Command::new("ipcrm").args(["--shmem-id", id]).output();
        }
    }
}

fn lock(process: &Mutex<Supervised>) -> MutexGuard<'_, Supervised> {
    process.lock().unwrap_or_else(PoisonError::into_inner)
}

fn bring_up(process: &mut Supervised, port: u16) {
    let mut starts = 0;
    let up = poll(PATIENCE, || {
        // After a kill the orphaned backends may need a moment to let go of the data: then the start is repeated.
        if process.exited().is_some() {
            starts += 1;
            assert!(
                starts < 100,
                "Postgres ends whenever it is started:\n{}",
                tail(&process.log())
            );
            let mut postgres = unprivileged("postgres");
            postgres.arg("-D").arg(process.folder().join("data"));
            process.spawn(postgres);
        }
        let answers = client("pg_isready", port)
            .output()
            .is_ok_and(|asked| asked.status.success());
        (answers && process.exited().is_none()).then_some(())
    });
    assert!(
        up.is_some(),
        "Postgres did not answer within {PATIENCE:?}:\n{}",
        tail(&process.log())
    );
}

/// A freshly initialised data folder to copy, made once per machine, user and version; copying takes a tenth of the
/// time. Concurrent processes may make it at the same time, each in its own `folder`: the first to move it into place
/// wins.
fn template(folder: &Path) -> PathBuf {
    let version = run(Command::new(binaries().join("postgres")).arg("--version"));
    let version = version
        .split_whitespace()
        .nth(2)
        .expect("postgres (PostgreSQL) <version>");
    let template = shared_folder().join(format!("postgres-{version}"));
    if !template.is_dir() {
        let fresh = folder.join("fresh");
        fs::create_dir(&fresh).expect("own folder");
        if let Some((user, group)) = servant() {
            chown(&fresh, Some(user), Some(group)).expect("root may give a folder away");
        }
        let how = [
            "--auth=trust",
            "--username=berth",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        ];
        run(unprivileged("initdb")
            .args(how)
            .args(["--wal-segsize=1", "-D"])
            .arg(&fresh));
        if fs::rename(&fresh, &template).is_err() {
            assert!(
                template.is_dir(),
                "the template can't be moved to {}",
                template.display()
            );
        }
    }
    template
}

/// A client program of Postgres, directed at our server.
fn client(program: &str, port: u16) -> Command {
    let mut command = Command::new(binaries().join(program));
    command.args(["-h", "127.0.0.1", "-U", "berth", "-p", &port.to_string()]);
    command
}

/// A server program, which Postgres refuses to run as root.
fn unprivileged(program: &str) -> Command {
    let mut command = Command::new(binaries().join(program));
    command.current_dir("/");
    if let Some((user, group)) = servant() {
        command.uid(user).gid(group);
    }
    command
}

/// Who runs Postgres when the tests run as root: `postgres` where that user exists, else `nobody`.
fn servant() -> Option<(u32, u32)> {
    if user_id() != 0 {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("/etc/passwd can be read");
    let entry = |name: &str| {
        let line = users.lines().find(|line| line.starts_with(name))?;
        let mut ids = line.split(':').skip(2).map(str::parse);
        Some((ids.next()?.ok()?, ids.next()?.ok()?))
    };
    Some(
        entry("postgres:")
            .or_else(|| entry("nobody:"))
            .expect("a user postgres or nobody exists"),
    )
}

/// `BERTH_TEST_POSTGRES_BIN`, else beside the `initdb` in `PATH`, else Debian's folder of the newest version.
fn binaries() -> PathBuf {
    let in_path = || {
        fs::canonicalize(on_path("initdb")?)
            .ok()?
            .parent()
            .map(Path::to_owned)
    };
    let debian = || {
        let versions = fs::read_dir("/usr/lib/postgresql")
            .ok()?
            .flatten()
            .map(|entry| entry.path());
        versions
            .filter(|version| version.join("bin/initdb").is_file())
            .max_by_key(|version| version.file_name()?.to_str()?.parse::<u32>().ok())
            .map(|version| version.join("bin"))
    };
    env::var_os("BERTH_TEST_POSTGRES_BIN").map(PathBuf::from).or_else(in_path).or_else(debian).unwrap_or_else(|| {
        panic!(
            "no Postgres: install it (`apt-get install postgresql`), or set BERTH_TEST_POSTGRES_BIN to the folder \
             with initdb and postgres"
        )
    })
}

/// Runs to the end, and returns what it printed.
fn run(command: &mut Command) -> String {
    let program = command.get_program().display().to_string();
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{program} does not start: {error}"));
    assert!(
        output.status.success(),
        "{program} failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}
