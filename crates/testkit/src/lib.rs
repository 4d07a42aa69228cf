#![doc = include_str!("../README.md")]
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "this crate is used by tests only, and a test fails by panicking"
)]

mod eventually;
mod guard;
mod measure;
mod nats;
mod paths;
mod port;
mod postfix;
mod postgres;
mod process;
mod proxy;
mod smtp;
mod supervised;

pub use eventually::{Verdict, assert_eventually};
pub use mail_parser;
pub use measure::{cpu_ms, from_environment, kilobytes};
pub use nats::NatsServer;
pub use paths::{binary, programme_dir, repo_root};
pub use port::{PortLease, free_port};
pub use postfix::SmtpSink;
pub use postgres::Postgres;
pub use process::{Finished, Process, ProcessBuilder};
pub use proxy::{Direction, FaultProxy, Transcript};
pub use smtp::{Fault, ReceivedMessage, SmtpServer, Stage};

/// Runs `work` where it may block, and passes its panic on to the test that waits for it.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(value) => value,
        Err(failed) => match failed.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(cancelled) => panic!("the test's runtime shut down in the middle: {cancelled}"),
        },
    }
}
