//! SMTP as a client: connections of our own, with a deadline on every step and a strict reading of every reply.
//!
//! A connection is taken out of the pool for one message and put back only after everything it was told has been read.
//! Whatever goes wrong in between, even a dropped future, closes it: a connection out of step loses mail silently.

mod connection;
mod reply;
mod stop;
mod target;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use crate::{Attempted, Parcel, Phase, Verdict};
use connection::Connection;
pub use reply::Reply;
use stop::Stop;
pub use target::{SmtpUrlError, Target, TlsMode};

/// How long each step may take, by wall clock (RFC 5321 4.5.3.2 allows minutes; a worker's lease does not).
#[derive(Debug, Clone, Copy)]
pub struct Deadlines {
    pub connect: Duration,
    /// One command and its reply.
    pub command: Duration,
    /// Writing the content and reading the reply to the final dot.
    pub content: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            command: Duration::from_secs(15),
            content: Duration::from_secs(60),
        }
    }
}

/// A pool of connections to one submission server.
#[derive(Debug)]
pub struct SmtpTransport {
    target: Arc<Target>,
    hello_name: String,
    deadlines: Deadlines,
    idle: Mutex<Vec<Idle>>,
}

#[derive(Debug)]
struct Idle {
    connection: Connection,
    since: Instant,
}

/// Many servers close after 100 messages or a quiet minute; we go first.
const MESSAGES_PER_CONNECTION: u32 = 100;
const IDLE_AT_MOST: Duration = Duration::from_secs(20);

impl SmtpTransport {
    pub fn from_url(url: &str, hello_name: &str) -> Result<Self, SmtpUrlError> {
        Ok(Self {
            target: Arc::new(Target::parse(url)?),
            hello_name: target::hello_name(hello_name),
            deadlines: Deadlines::default(),
            idle: Mutex::new(Vec::new()),
        })
    }

    #[must_use]
    pub fn with_deadlines(mut self, deadlines: Deadlines) -> Self {
        self.deadlines = deadlines;
        self
    }

    /// The server's name, without port and credentials.
    pub fn host(&self) -> &str {
        &self.target.host
    }

    pub(super) async fn deliver<F>(&self, parcel: &Parcel<'_>, before_dot: F) -> Attempted
    where
        F: Future<Output = bool> + Send,
    {
        if let Some(mut kept) = self.take_idle() {
            match kept.envelope(parcel).await {
                Ok(()) => return self.content(kept, parcel, before_dot).await,
                // The server may have closed a connection that was idle. Nothing was handed over: start afresh, once.
                Err(stop) if stop.connection_lost() => {}
                Err(stop) => return self.stopped(kept, stop).await,
            }
        }
        match Connection::open(&self.target, &self.hello_name, self.deadlines).await {
            Err(stop) => stop.into_attempted(),
            Ok(mut fresh) => match fresh.envelope(parcel).await {
                Ok(()) => self.content(fresh, parcel, before_dot).await,
                Err(stop) => self.stopped(fresh, stop).await,
            },
        }
    }

    async fn content<F>(&self, mut connection: Connection, parcel: &Parcel<'_>, before_dot: F) -> Attempted
    where
        F: Future<Output = bool> + Send,
    {
        if !before_dot.await {
            // The server waits for content: closing without the dot is the only way to take it all back.
            return Attempted::ours(Verdict::Withheld, Phase::Data, "withheld by the ledger");
        }
        match connection.content(parcel.bytes).await {
            Ok(reply) => {
                self.keep(connection).await;
                Attempted {
                    verdict: Verdict::Accepted,
                    phase: Phase::Done,
                    code: Some(reply.code),
                    reply: reply.text(),
                    provider: None,
                }
            }
            Err(stop) => self.stopped(connection, stop).await,
        }
    }

    /// A refusal by a proper reply leaves the connection in step after RSET; anything else closes it.
    async fn stopped(&self, mut connection: Connection, stop: Stop) -> Attempted {
        if stop.in_step() && connection.reset().await.is_ok() {
            self.keep(connection).await;
        }
        stop.into_attempted()
    }

    /// The connection used last: the others get old together and go.
    fn take_idle(&self) -> Option<Connection> {
        let mut idle = self.idle();
        // The oldest lie in front, so one look is enough when none is too old.
        let old = idle.partition_point(|kept| kept.since.elapsed() >= IDLE_AT_MOST);
        idle.drain(..old);
        idle.pop().map(|kept| kept.connection)
    }

    async fn keep(&self, connection: Connection) {
        if connection.carried() < MESSAGES_PER_CONNECTION {
            self.idle().push(Idle {
                connection,
                since: Instant::now(),
            });
        } else {
            connection.quit().await;
        }
    }

    pub(super) async fn close(&self) {
        let kept = std::mem::take(&mut *self.idle());
        futures::future::join_all(kept.into_iter().map(|kept| kept.connection.quit())).await;
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
