//! How fast messages are handed over, beside Postfix' `smtp-source` in the same run, both against Postfix' `smtp-sink`.
//!
//! Prints one JSON line for each way: `what`, `size` (bytes of a message), `connections`, `ms` (the best of the rounds),
//! `cpu_ms` (user and system time of the client in that round), `per_second`, and `ratio` to `smtp-source -s 10`.
//! `BERTH_BENCH_MESSAGES` (20,000) and `BERTH_BENCH_ROUNDS` (5) scale it.

#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use berth_domain::address::WireAddress;
use berth_testkit::{SmtpSink, cpu_ms, from_environment};
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
    let sink = SmtpSink::start();
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
    fn run(&self, sink: &SmtpSink) -> Round {
        let before = cpu_ms();
        let begun = Instant::now();
        match self.what {
            "transport" => several_threads().block_on(transport(sink, self.connections, self.messages)),
            "lettre's pool" => several_threads().block_on(lettre_pool(sink, self.messages)),
            source if source.starts_with("smtp-source") => {
                sink.loaded_by_smtp_source(self.connections, self.messages, SIZE);
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
async fn transport(sink: &SmtpSink, connections: usize, messages: usize) {
    let transport = Arc::new(Transport::from_url(&sink.url(), Path::new("/nowhere"), "localhost").unwrap());
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
async fn lettre_pool(sink: &SmtpSink, messages: usize) {
    let pool: AsyncSmtpTransport<Tokio1Executor> =
        AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
            .port(sink.port())
            .build();
    let address: lettre::Address = "ada@example.org".parse().unwrap();
    let envelope = Envelope::new(Some(address.clone()), vec![address]).unwrap();
    let bytes = message();
    for _ in 0..messages {
        pool.send_raw(&envelope, &bytes).await.unwrap();
    }
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
