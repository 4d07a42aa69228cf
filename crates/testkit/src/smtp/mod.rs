//! An SMTP server that delivers nothing and remembers everything, with faults on demand.

mod fault;
mod session;
mod wire;

use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use mail_parser::{Message, MessageParser};
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::{CancellationToken, DropGuard};

use self::fault::Plan;
pub use self::fault::{Fault, Stage};
use crate::assert_eventually;

/// A message as it came in.
#[derive(Clone, Debug)]
pub struct ReceivedMessage {
    /// The envelope's sender; empty for a bounce.
    pub from: String,
    /// The accepted envelope recipients, in order.
    pub to: Vec<String>,
    /// Whether `MAIL FROM` carried `SMTPUTF8`.
    pub smtputf8: bool,
    /// Head and body as sent, with CRLF, without the dots the protocol doubled; or what
    /// [`SmtpServer::as_kept`] makes of them.
    pub bytes: Vec<u8>,
    /// When the last byte had come in.
    pub received_at: Instant,
    /// The user that logged in.
    pub user: Option<String>,
    /// Which connection brought it, counted from 1.
    pub connection: u64,
}

impl ReceivedMessage {
    /// The message as text; what isn't UTF-8 is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The message taken apart: headers, text and HTML bodies, attachments.
    ///
    /// # Panics
    /// When the bytes are no message.
    pub fn parsed(&self) -> Message<'_> {
        MessageParser::default()
            .parse(&self.bytes)
            .expect("the bytes are a mail message")
    }

    /// The decoded subject, empty when there is none.
    pub fn subject(&self) -> String {
        self.parsed().subject().unwrap_or_default().to_owned()
    }
}

/// What became of the messages of which the server got every byte.
#[derive(Debug, Default)]
struct Record {
    accepted: Vec<ReceivedMessage>,
    unacknowledged: Vec<ReceivedMessage>,
    refused: Vec<ReceivedMessage>,
    connections: u64,
    open: u64,
}

#[derive(Debug)]
struct Shared {
    record: Mutex<Record>,
    plan: Plan,
    login: Option<(String, String)>,
    fingerprints: AtomicBool,
}

impl Shared {
    fn as_kept(&self, bytes: Vec<u8>) -> Vec<u8> {
        if !self.fingerprints.load(Ordering::Relaxed) {
            return bytes;
        }
        // Without a seed of its own: the same bytes always give the same.
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        hasher.finish().to_be_bytes().to_vec()
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A recording SMTP server on 127.0.0.1. It stops when dropped, or with the runtime of the test that started it.
#[derive(Debug)]
pub struct SmtpServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    _stop: DropGuard,
}

impl SmtpServer {
    /// Starts a server that takes mail from anybody.
    pub async fn start() -> Self {
        Self::listen(None).await
    }

    /// Starts a server that wants a login (`AUTH PLAIN` or `LOGIN`) before the first mail.
    pub async fn start_with_login(user: &str, password: &str) -> Self {
        Self::listen(Some((user.to_owned(), password.to_owned()))).await
    }

    async fn listen(login: Option<(String, String)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port on 127.0.0.1 is free");
        let address = listener.local_addr().expect("a listener has an address");
        let shared = Arc::new(Shared {
            record: Mutex::default(),
            plan: Plan::default(),
            login,
            fingerprints: AtomicBool::new(false),
        });
        let stop = CancellationToken::new();
        tokio::spawn(
            stop.clone()
                .run_until_cancelled_owned(serve(listener, Arc::clone(&shared))),
        );
        Self {
            address,
            shared,
            _stop: stop.drop_guard(),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The value for `BERTH_SMTP_URL`: `smtp://[user:password@]127.0.0.1:<port>?tls=none`.
    pub fn url(&self) -> String {
        let login = self
            .shared
            .login
            .as_ref()
            .map(|(user, password)| format!("{user}:{password}@"));
        format!("smtp://{}{}?tls=none", login.unwrap_or_default(), self.address)
    }

    /// Adds a fault to the plan. Where several fit, the one added first goes first.
    pub fn inject(&self, fault: Fault) {
        self.shared.plan.add(fault);
    }

    /// Forgets the faults that are left.
    pub fn heal(&self) {
        self.shared.plan.clear();
    }

    /// Keeps a fingerprint instead of the bytes from now on: hundreds of thousands of mails fit into memory, and still show
    /// whether their copies are alike.
    pub fn keep_fingerprints(&self) {
        self.shared.fingerprints.store(true, Ordering::Relaxed);
    }

    /// What the server keeps of a message with these bytes.
    pub fn as_kept(&self, bytes: Vec<u8>) -> Vec<u8> {
        self.shared.as_kept(bytes)
    }

    /// Messages the server has answered with 250, oldest first.
    pub fn messages(&self) -> Vec<ReceivedMessage> {
        self.shared.record().accepted.clone()
    }

    /// How many messages the server has answered with 250.
    pub fn accepted(&self) -> usize {
        self.shared.record().accepted.len()
    }

    /// Messages the server has in full but never acknowledged: the connection broke before the 250. A real server may
    /// well deliver them, so their sender can only call them uncertain.
    pub fn unacknowledged(&self) -> Vec<ReceivedMessage> {
        self.shared.record().unacknowledged.clone()
    }

    /// Messages the server got in full and refused with 4xx or 5xx.
    pub fn refused(&self) -> Vec<ReceivedMessage> {
        self.shared.record().refused.clone()
    }

    /// How many connections there have been, and how many of them are open now.
    pub fn connections(&self) -> (u64, u64) {
        let record = self.shared.record();
        (record.connections, record.open)
    }

    /// Forgets all messages so far.
    pub fn forget(&self) {
        let mut record = self.shared.record();
        record.accepted.clear();
        record.unacknowledged.clear();
        record.refused.clear();
    }

    /// Waits until at least `count` messages are accepted (20 s at most), and returns them.
    pub async fn wait_for(&self, count: usize) -> Vec<ReceivedMessage> {
        let what = format!("{count} messages accepted by the SMTP server");
        assert_eventually(Duration::from_secs(20), &what, async || {
            let messages = self.messages();
            if messages.len() >= count {
                Ok(messages)
            } else {
                Err(format!("{} so far", messages.len()))
            }
        })
        .await
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    // Dropped with this task, and all sessions with it.
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    sessions.spawn(session::run(stream, Arc::clone(&shared)));
                }
            }
            Some(_) = sessions.join_next() => {}
        }
    }
}
