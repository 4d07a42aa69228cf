//! What can go wrong on the bus, said so that the reader knows what to do next.

use std::time::Duration;

/// Why connecting, provisioning or reading failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BusError {
    /// The address can't be read.
    #[error(
        "the NATS address can't be used: {reason}. Expected nats://[user:password@]host[:port], several separated by \
         commas; set BERTH_NATS_URL"
    )]
    Address {
        /// What is wrong with it, without user or password.
        reason: String,
    },
    /// Nobody answered in time.
    #[error(
        "no NATS server at {address} after {waited_s} s: {reason}. Start nats-server there, or set BERTH_NATS_URL to where \
         it runs"
    )]
    Unreachable {
        /// Where it was looked for, without user or password.
        address: String,
        /// For how long, in seconds.
        waited_s: u64,
        /// What the last attempt said.
        reason: String,
    },
    /// The server doesn't know this user, or not with this password.
    #[error(
        "the NATS server at {address} refused user `{user}`. Check user and password in BERTH_NATS_URL against the server's \
         authorization block (deploy/nats/nats.conf)"
    )]
    WrongPassword {
        /// Where.
        address: String,
        /// Who.
        user: String,
    },
    /// The server lacks what Berth is built on.
    #[error(
        "the NATS server at {address} is version {found}, and Berth needs {needed} or newer (atomic batches). Debian's \
         package is too old: take the official image nats:2.15 or the release binary, then start again"
    )]
    TooOld {
        /// Where.
        address: String,
        /// Its version.
        found: String,
        /// The oldest that will do.
        needed: &'static str,
    },
    /// JetStream is off.
    #[error(
        "the NATS server at {address} runs without JetStream for this account. Add a `jetstream {{ store_dir: ..., \
         sync_interval: always }}` block to its configuration (deploy/nats/nats.conf has one) and restart it"
    )]
    NoJetStream {
        /// Where.
        address: String,
    },
    /// A stream, consumer or bucket isn't there.
    #[error(
        "{what} does not exist on the NATS server: run `berth provision` with the operator's address, then start again"
    )]
    NotProvisioned {
        /// What is missing.
        what: String,
    },
    /// The user may not do this.
    #[error(
        "the NATS server does not let this user use `{subject}`. Check that BERTH_NATS_URL names the right user for this \
         command (provisioning and dead letters need the operator)"
    )]
    Denied {
        /// The subject that was refused.
        subject: String,
    },
    /// No answer.
    #[error("no answer from NATS within {waited_ms} ms while {doing}; trying again is safe")]
    TimedOut {
        /// What was being done.
        doing: String,
        /// How long was waited, in milliseconds.
        waited_ms: u64,
    },
    /// The server answered with an error of its own.
    #[error("NATS refused while {doing}: {description} (error {code})")]
    Api {
        /// What was being done.
        doing: String,
        /// JetStream's error code.
        code: u64,
        /// The server's own words.
        description: String,
    },
    /// Something arrived that can't be read.
    #[error("what NATS answered while {doing} can't be read: {reason}")]
    Unreadable {
        /// What was being done.
        doing: String,
        /// Why not.
        reason: String,
    },
    /// The connection is closed for good.
    #[error("the connection to NATS is closed")]
    Closed,
    /// A name that the topology does not know.
    #[error("`{0}` is not a consumer of Berth's topology")]
    UnknownConsumer(String),
    /// A dead letter that isn't there.
    #[error("there is no dead letter {0}; `berth dead-letters list` shows those there are")]
    NoDeadLetter(u64),
    /// A dead letter that can't be sent again.
    #[error("dead letter {id} can't be replayed: {reason}")]
    NotReplayable {
        /// Its number.
        id: u64,
        /// Why not, and what to do.
        reason: String,
    },
    /// An object that isn't there.
    #[error("the object store has no `{0}`")]
    NoObject(String),
}

/// Why a message could not be published. Every retry inside used the same `Nats-Msg-Id`, and so must the caller's.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// No acknowledgement in spite of retries. The message may still have been stored: publish the same envelope again.
    #[error(
        "`{subject}` was not acknowledged after {attempts} attempts ({last}); publishing it again later is safe"
    )]
    Unavailable {
        /// What was published.
        subject: String,
        /// How often.
        attempts: u32,
        /// What the last attempt said.
        last: String,
    },
    /// No stream keeps this subject.
    #[error("no stream keeps `{subject}`: run `berth provision`")]
    NotProvisioned {
        /// What was published.
        subject: String,
    },
    /// This user may not publish there.
    #[error(
        "this NATS user may not publish `{subject}`; check the authorization block in deploy/nats/nats.conf"
    )]
    Denied {
        /// What was published.
        subject: String,
    },
    /// Larger than the server takes.
    #[error("`{subject}` is {bytes} bytes with its headers, and the server takes {most}")]
    TooLarge {
        /// What was published.
        subject: String,
        /// Its size.
        bytes: usize,
        /// The server's limit.
        most: usize,
    },
    /// The stream refused it.
    #[error("the stream refused `{subject}`: {description} (error {code})")]
    Refused {
        /// What was published.
        subject: String,
        /// JetStream's error code.
        code: u64,
        /// The server's own words.
        description: String,
    },
    /// The connection is closed for good.
    #[error("the connection to NATS is closed")]
    Closed,
}

impl PublishError {
    /// Whether the same envelope may go through later without anybody changing anything.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::Unavailable { .. })
    }
}

pub(crate) fn ms(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
