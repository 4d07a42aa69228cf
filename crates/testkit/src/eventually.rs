//! Waiting for a condition instead of sleeping.

use std::{
    fmt,
    future::Future,
    time::{Duration, Instant},
};

/// What a check may answer: `bool`, `Option<T>` or `Result<T, E>`.
pub trait Verdict {
    /// What [`assert_eventually`] returns in the end.
    type Value;
    /// The value, or why there is none yet.
    fn verdict(self) -> Result<Self::Value, String>;
}

impl Verdict for bool {
    type Value = ();
    fn verdict(self) -> Result<(), String> {
        self.then_some(()).ok_or_else(|| "it was false".to_owned())
    }
}

impl<T> Verdict for Option<T> {
    type Value = T;
    fn verdict(self) -> Result<T, String> {
        self.ok_or_else(|| "there was none".to_owned())
    }
}

impl<T, E: fmt::Debug> Verdict for Result<T, E> {
    type Value = T;
    fn verdict(self) -> Result<T, String> {
        self.map_err(|error| format!("{error:?}"))
    }
}

/// Checks again and again until the answer is yes; panics with `what` and the last answer when `deadline` has passed.
///
/// A check that hangs is given up at the deadline too.
pub async fn assert_eventually<C, F, V>(deadline: Duration, what: &str, mut check: C) -> V::Value
where
    C: FnMut() -> F,
    F: Future<Output = V>,
    V: Verdict,
{
    let end = Instant::now() + deadline;
    let mut pause = Duration::from_millis(2);
    let mut last = "no check came back".to_owned();
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match tokio::time::timeout(left, check()).await.map(Verdict::verdict) {
            Ok(Ok(value)) => return value,
            Ok(Err(why)) => last = why,
            Err(_) => panic!("not within {deadline:?}: {what}; the check hung; before that: {last}"),
        }
        if Instant::now() >= end {
            panic!("not within {deadline:?}: {what}; at last: {last}");
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_millis(50));
    }
}
