//! What a process still waits for before it may take work, said by name.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use tokio::sync::watch;

/// A named set of latches; ready when all are. Clones share the set.
#[derive(Clone)]
pub struct Readiness {
    inner: Arc<Inner>,
    /// Goes before the names of gates made here.
    prefix: String,
}

struct Inner {
    /// Name to what is missing; `None` when ready.
    gates: Mutex<BTreeMap<String, Option<String>>>,
    changed: watch::Sender<bool>,
}

/// One thing that isn't ready, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The gate's name, for example `nats`.
    pub gate: String,
    /// Why it isn't ready, without personal data.
    pub why: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.gate, self.why)
    }
}

impl Default for Readiness {
    fn default() -> Self {
        Self::new()
    }
}

impl Readiness {
    /// A set without latches, which is ready.
    #[must_use]
    pub fn new() -> Self {
        let inner = Inner {
            gates: Mutex::default(),
            changed: watch::Sender::new(true),
        };
        Self {
            inner: Arc::new(inner),
            prefix: String::new(),
        }
    }

    /// The same set, where gates made through it are named `part/name`: for several services in one process.
    #[must_use]
    pub fn within(&self, part: &str) -> Self {
        Self {
            inner: self.inner.clone(),
            prefix: format!("{}{part}/", self.prefix),
        }
    }

    /// Adds a latch that starts as not ready ("not started"). The same name gives the same latch.
    #[must_use]
    pub fn gate(&self, name: impl AsRef<str>) -> Gate {
        let name = format!("{}{}", self.prefix, name.as_ref());
        let mut gates = self.gates();
        gates
            .entry(name.clone())
            .or_insert_with(|| Some("not started".to_owned()));
        self.tell(&gates);
        drop(gates);
        Gate {
            name,
            readiness: self.clone(),
        }
    }

    /// True when every latch is ready.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.gates().values().all(Option::is_none)
    }

    /// Every latch that isn't ready, by name.
    #[must_use]
    pub fn missing(&self) -> Vec<Missing> {
        let gates = self.gates();
        let missing = gates.iter().filter_map(|(gate, why)| Some((gate, why.as_ref()?)));
        missing
            .map(|(gate, why)| Missing {
                gate: gate.clone(),
                why: why.clone(),
            })
            .collect()
    }

    /// How many latches were made through this part, and parts of it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.gates()
            .keys()
            .filter(|name| name.starts_with(&self.prefix))
            .count()
    }

    /// Waits until more than `count` latches were made through this part.
    pub async fn wait_for_more_than(&self, count: usize) {
        let mut changed = self.inner.changed.subscribe();
        while self.count() <= count {
            // The sender lives in `self`, so the channel can't close while we wait.
            let _ = changed.changed().await;
        }
    }

    /// Waits until every latch is ready.
    pub async fn wait(&self) {
        // The sender lives in `self`, so the channel can't close while we wait.
        let _ = self.inner.changed.subscribe().wait_for(|ready| *ready).await;
    }

    fn set(&self, name: &str, why: Option<String>) {
        let mut gates = self.gates();
        gates.insert(name.to_owned(), why);
        self.tell(&gates);
    }

    fn tell(&self, gates: &BTreeMap<String, Option<String>>) {
        self.inner
            .changed
            .send_replace(gates.values().all(Option::is_none));
    }

    fn gates(&self) -> MutexGuard<'_, BTreeMap<String, Option<String>>> {
        self.inner.gates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Readiness")
            .field("missing", &self.missing())
            .finish_non_exhaustive()
    }
}

/// One latch of a [`Readiness`].
#[derive(Debug, Clone)]
pub struct Gate {
    name: String,
    readiness: Readiness,
}

impl Gate {
    /// Marks it ready.
    pub fn ready(&self) {
        self.readiness.set(&self.name, None);
    }

    /// Marks it not ready; `why` is shown to whoever asks `/readyz`.
    pub fn unready(&self, why: impl Into<String>) {
        self.readiness.set(&self.name, Some(why.into()));
    }

    /// The name it was made with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn what_is_missing_is_named_with_its_reason() {
        let readiness = Readiness::new();
        let nats = readiness.gate("nats");
        let _database = readiness.gate("database");

        nats.unready("reconnecting");

        let missing = readiness.missing();
        let texts: Vec<String> = missing.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["database: not started", "nats: reconnecting"]);
        assert!(!readiness.is_ready());
    }

    #[tokio::test]
    async fn waiting_ends_when_the_last_latch_is_ready() {
        let readiness = Readiness::new();
        let (first, second) = (readiness.gate("first"), readiness.gate("second"));
        let mut wait = readiness.wait().boxed();

        first.ready();
        assert!((&mut wait).now_or_never().is_none());
        second.ready();

        wait.await;
        assert!(readiness.is_ready());
    }

    #[test]
    fn a_latch_may_close_again() {
        let readiness = Readiness::new();
        let gate = readiness.gate("nats");
        gate.ready();
        assert!(readiness.is_ready());

        gate.unready("consumer is being rebuilt");

        assert!(!readiness.is_ready());
    }

    #[test]
    fn parts_of_one_process_may_use_the_same_names() {
        let readiness = Readiness::new();
        readiness.within("intake").gate("nats").ready();
        readiness.within("matcher").gate("nats").unready("connecting");

        let missing = readiness.missing();

        assert_eq!(missing.len(), 1);
        assert_eq!(missing[0].to_string(), "matcher/nats: connecting");
    }

    #[tokio::test]
    async fn the_latches_of_a_part_can_be_waited_for() {
        let readiness = Readiness::new();
        let part = readiness.within("intake");
        let _start = part.gate("start");
        let mut wait = part.wait_for_more_than(part.count()).boxed();

        readiness.gate("intake").ready();
        assert!((&mut wait).now_or_never().is_none());
        part.gate("outbox").ready();

        wait.await;
    }

    #[test]
    fn asking_for_a_latch_again_keeps_its_state() {
        let readiness = Readiness::new();
        readiness.gate("nats").ready();

        let _again = readiness.gate("nats");

        assert!(readiness.is_ready());
    }
}
