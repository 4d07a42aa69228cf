//! How fast messages are handed over, beside Postfix' `smtp-source` in the same run, both against Postfix' `smtp-sink`.
//!
//! Prints one JSON line for each way: `what`, `size` (bytes of a message), `connections`, `ms` (the best of the rounds),
//! `cpu_ms` (user and system time of the client in that round), `per_second`, and `ratio` to `smtp-source -s 10`.
//! `BERTH_BENCH_MESSAGES` (20,000) and `BERTH_BENCH_ROUNDS` (5) scale it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a benchmark stops at the first surprise"
)]

use std::{
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use berth_domain::address::WireAddress;
use berth_transport::{Parcel, Transport, Verdict};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor, address::Envelope};

const SIZE: usize = 2_500;

/// One way to send, and its best round.
struct Way {
    what: &'static str,
    connections: usize,
    messages: usize,
    best: Option<Round>,
}

#[derive(Clone, Copy)]
struct Round {
    wall: Duration,
    cpu_ms: u64,
}

fn main() {
    let messages = from_environment("BERTH_BENCH_MESSAGES", 20_000);
    let rounds = from_environment("BERTH_BENCH_ROUNDS", 5);
    let few = (messages / 4).max(1);
    let mut ways = [
        ("smtp-source -s 10", 10, messages),
        ("smtp-source -s 20", 20, messages),
        ("smtp-source -s 1", 1, few),
        ("transport", 20, messages),
        ("transport, current-thread runtime", 20, messages),
        ("transport", 1, few),
        // 40 ms and more for each message: more of them would only take longer.
        ("lettre's pool", 1, (messages / 200).clamp(1, 100)),
    ]
    .map(|(what, connections, messages)| Way {
        what,
        connections,
        messages,
        best: None,
    });
    let sink = Sink::start();
    for _ in 0..rounds {
        for way in &mut ways {
            let round = way.run(&sink);
            if way.best.is_none_or(|best| round.wall < best.wall) {
                way.best = Some(round);
            }
        }
    }
    let peer = ways.first().unwrap().per_second();
    for way in &ways {
        let best = way.best.unwrap();
        println!(
            "{}",
            serde_json::json!({
                "what": way.what,
                "size": SIZE,
                "connections": way.connections,
                "messages": way.messages,
                "ms": best.wall.as_millis() as u64,
                "cpu_ms": best.cpu_ms,
                "per_second": way.per_second().round(),
                "ratio": (way.per_second() / peer * 1_000.0).round() / 1_000.0,
            })
        );
    }
}

impl Way {
    fn run(&self, sink: &Sink) -> Round {
        let before = cpu_ms();
        let begun = Instant::now();
        match self.what {
            "transport" => several_threads().block_on(transport(sink, self.connections, self.messages)),
            "lettre's pool" => several_threads().block_on(lettre_pool(sink, self.messages)),
            source if source.starts_with("smtp-source") => {
                smtp_source(sink, self.connections, self.messages);
            }
            _ => one_thread().block_on(transport(sink, self.connections, self.messages)),
        }
        Round {
            wall: begun.elapsed(),
            cpu_ms: cpu_ms() - before,
        }
    }

    fn per_second(&self) -> f64 {
        self.messages as f64 / self.best.unwrap().wall.as_secs_f64()
    }
}

/// `connections` tasks that hand over one message after the other, as the notifier's workers do.
async fn transport(sink: &Sink, connections: usize, messages: usize) {
    let url = format!("smtp://127.0.0.1:{}?tls=none", sink.port);
    let transport = Arc::new(Transport::from_url(&url, Path::new("/nowhere"), "localhost").unwrap());
    let left = Arc::new(AtomicUsize::new(messages));
    let bytes: Arc<[u8]> = message().into();
    let address = WireAddress::parse("ada@example.org").unwrap();
    let workers: Vec<_> = (0..connections)
        .map(|_| {
            let (transport, left) = (Arc::clone(&transport), Arc::clone(&left));
            let (bytes, address) = (Arc::clone(&bytes), address.clone());
            tokio::spawn(async move {
                let one_less = |left: usize| left.checked_sub(1);
                while left
                    .fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_less)
                    .is_ok()
                {
                    let parcel = Parcel {
                        message_id: "bench@example.org",
                        from: &address,
                        to: &address,
                        bytes: &bytes,
                    };
                    let attempted = transport.deliver(&parcel, async { true }).await;
                    assert_eq!(attempted.verdict, Verdict::Accepted, "{attempted:?}");
                }
            })
        })
        .collect();
    for worker in workers {
        worker.await.unwrap();
    }
    transport.close().await;
}

/// lettre's own transport as it comes out of the box.
async fn lettre_pool(sink: &Sink, messages: usize) {
    let pool: AsyncSmtpTransport<Tokio1Executor> =
        AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
            .port(sink.port)
            .build();
    let address: lettre::Address = "ada@example.org".parse().unwrap();
    let envelope = Envelope::new(Some(address.clone()), vec![address]).unwrap();
    let bytes = message();
    for _ in 0..messages {
        pool.send_raw(&envelope, &bytes).await.unwrap();
    }
}

/// Postfix' own generator of load, on connections that it keeps (`-d`).
fn smtp_source(sink: &Sink, connections: usize, messages: usize) {
    let status = Command::new(tool("smtp-source"))
        .args(["-d", "-s", &connections.to_string(), "-m", &messages.to_string()])
        .args(["-l", &SIZE.to_string()])
        .args(["-f", "ada@example.org", "-t", "ada@example.org"])
        .arg(format!("127.0.0.1:{}", sink.port))
        .status()
        .unwrap();
    assert!(status.success(), "smtp-source failed: {status}");
}

/// Postfix' server that takes everything and forgets it.
struct Sink {
    process: Child,
    port: u16,
}

impl Sink {
    fn start() -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut command = Command::new(tool("smtp-sink"));
        if am_root() {
            command.args(["-u", "nobody"]);
        }
        let process = command
            .arg(format!("127.0.0.1:{port}"))
            .arg("1024")
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "smtp-sink does not listen"
            );
            std::thread::yield_now();
        }
        Self { process, port }
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// Debian keeps both in `/usr/sbin`, which is not in everybody's PATH.
fn tool(name: &str) -> String {
    let paths = std::env::var("PATH").unwrap_or_default();
    let found = paths
        .split(':')
        .chain(["/usr/sbin"])
        .map(|folder| format!("{folder}/{name}"))
        .find(|file| Path::new(file).is_file());
    found.unwrap_or_else(|| panic!("{name} is missing: install the package postfix"))
}

fn am_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout == b"0\n"
}

/// User and system time of this process and of the children it has waited for, in steps of 10 ms.
fn cpu_ms() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let (_, fields) = stat.rsplit_once(") ").unwrap();
    // proc(5): utime, stime, cutime and cstime are the fields 14 to 17; the third comes first here.
    let ticks: u64 = fields
        .split(' ')
        .skip(11)
        .take(4)
        .map(|ticks| ticks.parse::<u64>().unwrap())
        .sum();
    ticks * 10
}

fn several_threads() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap()
}

fn one_thread() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
}

/// 2.5 kB as smtp-source sends them: a short head, then lines of 80 octets.
fn message() -> Vec<u8> {
    let mut bytes = b"From: ada@example.org\r\nTo: ada@example.org\r\nSubject: bench\r\n\r\n".to_vec();
    while bytes.len() < SIZE {
        let rest = (SIZE - bytes.len()).clamp(2, 80);
        bytes.extend(std::iter::repeat_n(b'X', rest - 2));
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

fn from_environment(name: &str, otherwise: usize) -> usize {
    let Ok(text) = std::env::var(name) else {
        return otherwise;
    };
    text.parse().unwrap_or_else(|_| panic!("{name} must be a number"))
}
