//! Stopping in two steps: soft (take no new work, finish what is begun), then hard (drop everything).

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// The two stop requests of a process. Clones share them; a hard stop is a soft stop too.
#[derive(Debug, Clone, Default)]
pub struct Shutdown {
    hard: CancellationToken,
    soft: CancellationToken,
}

impl Shutdown {
    /// Neither requested yet.
    #[must_use]
    pub fn new() -> Self {
        let hard = CancellationToken::new();
        Self {
            soft: hard.child_token(),
            hard,
        }
    }

    /// A shutdown that SIGINT and SIGTERM request: the first softly, the second hard. Needs a running tokio runtime.
    ///
    /// # Errors
    /// When the signal handlers can't be installed.
    pub fn on_signals() -> std::io::Result<Self> {
        let shutdown = Self::new();
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let requests = shutdown.clone();
        tokio::spawn(async move {
            loop {
                let name = tokio::select! {
                    _ = interrupt.recv() => "SIGINT",
                    _ = terminate.recv() => "SIGTERM",
                };
                if requests.is_soft() {
                    tracing::warn!(signal = name, "second stop signal: stopping at once");
                    requests.request_hard();
                    return;
                }
                tracing::info!(
                    signal = name,
                    "stopping: finishing what is begun; a second signal stops at once"
                );
                requests.request_soft();
            }
        });
        Ok(shutdown)
    }

    /// Cancelled when no new work may be taken.
    #[must_use]
    pub fn soft(&self) -> CancellationToken {
        self.soft.clone()
    }

    /// Cancelled when everything must be dropped.
    #[must_use]
    pub fn hard(&self) -> CancellationToken {
        self.hard.clone()
    }

    /// Asks for a soft stop.
    pub fn request_soft(&self) {
        self.soft.cancel();
    }

    /// Asks for a hard stop, which is a soft stop too.
    pub fn request_hard(&self) {
        self.hard.cancel();
    }

    /// True once a soft or hard stop was requested.
    #[must_use]
    pub fn is_soft(&self) -> bool {
        self.soft.is_cancelled()
    }

    /// True once a hard stop was requested.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        self.hard.is_cancelled()
    }

    /// A shutdown of its own that this one's requests reach too, for a part that is stopped before the rest.
    #[must_use]
    pub fn child(&self) -> Self {
        let hard = self.hard.child_token();
        let soft = self.soft.child_token();
        // A hard stop of the child must stop it softly too, and its soft token hangs below our soft one.
        let (on, to) = (hard.clone(), soft.clone());
        if on.is_cancelled() {
            to.cancel();
        } else if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                tokio::select! { () = on.cancelled() => to.cancel(), () = to.cancelled() => {} }
            });
        }
        Self { hard, soft }
    }
}

#[cfg(test)]
mod tests {
    use super::Shutdown;

    #[test]
    fn a_hard_stop_is_a_soft_stop_too() {
        let shutdown = Shutdown::new();
        let soft = shutdown.soft();

        shutdown.request_hard();

        assert!(soft.is_cancelled() && shutdown.is_hard());
    }

    #[test]
    fn a_soft_stop_leaves_running_work_alone() {
        let shutdown = Shutdown::new();

        shutdown.request_soft();

        assert!(shutdown.is_soft() && !shutdown.is_hard());
    }

    #[tokio::test]
    async fn a_child_stops_with_its_parent_but_not_the_other_way_round() {
        let parent = Shutdown::new();
        let (first, second) = (parent.child(), parent.child());

        first.request_hard();
        first.soft().cancelled().await;
        assert!(!parent.is_soft() && !second.is_soft());
        parent.request_soft();

        assert!(second.is_soft() && !second.is_hard());
    }

    #[tokio::test]
    async fn the_first_signal_stops_softly_and_the_second_hard() {
        let shutdown = Shutdown::on_signals().unwrap();
        let signal = |name: &str| {
            let kill = format!("kill -s {name} {}", std::process::id());
            assert!(
                std::process::Command::new("/bin/sh")
                    .args(["-c", &kill])
                    .status()
                    .unwrap()
                    .success()
            );
        };

        signal("TERM");
        shutdown.soft().cancelled().await;
        assert!(!shutdown.is_hard());
        signal("INT");

        shutdown.hard().cancelled().await;
    }
}
