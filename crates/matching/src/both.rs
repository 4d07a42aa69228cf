//! Two things at once.

use std::panic::resume_unwind;
use std::thread::{Builder, scope};

/// Does two things, the second on a thread of its own if it is `large` enough to be worth one. What comes out is the
/// same either way.
pub(crate) fn both<A, B: Send>(large: bool, one: impl FnOnce() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    scope(|scope| {
        let thread = large.then(|| Builder::new().spawn_scoped(scope, &other));
        let one = one();
        let other = match thread {
            Some(Ok(thread)) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // No thread to be had is no reason to fail.
            Some(Err(_)) | None => other(),
        };
        (one, other)
    })
}
