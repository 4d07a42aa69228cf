//! The tasks of a process: named, watched, and stopped in order within a deadline.

use std::collections::HashMap;
use std::error::Error as StdError;
use std::future::Future;
use std::time::Duration;

use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

use crate::Shutdown;

/// Time for tasks to notice a hard stop before they are dropped where they stand.
const HARD_GRACE: Duration = Duration::from_secs(2);

type Cause = Box<dyn StdError + Send + Sync>;
type Ended = (Id, Result<(), Cause>);

/// Watches tasks and stops them in stages: the stage begun last is stopped first.
///
/// A task runs until its stage is stopped. One that ends earlier, with an error, a panic or for no reason, stops the
/// process: half a service is worse than none, and whoever supervises the process starts it again.
#[derive(Debug)]
pub struct Lifecycle {
    process: Shutdown,
    deadline: Duration,
    stages: Vec<Shutdown>,
    tasks: JoinSet<Result<(), Cause>>,
    names: HashMap<Id, (usize, String)>,
}

/// Why a process stopped otherwise than asked.
#[derive(Debug, thiserror::Error)]
pub enum LifecycleError {
    /// A task ended with an error.
    #[error("{task} failed")]
    Failed {
        /// Its name.
        task: String,
        /// What it said.
        #[source]
        cause: Cause,
    },
    /// A task panicked.
    #[error("{task} panicked: {what}")]
    Panicked {
        /// Its name.
        task: String,
        /// The panic's text.
        what: String,
    },
    /// A task ended while it was still needed.
    #[error("{task} ended although nothing had asked it to stop")]
    Ended {
        /// Its name.
        task: String,
    },
    /// Tasks were still running at the deadline and were dropped.
    #[error("not stopped in time, and dropped: {}", tasks.join(", "))]
    Late {
        /// Their names.
        tasks: Vec<String>,
    },
}

impl Lifecycle {
    /// Stops when `process` says so; a soft stop may take `deadline`.
    #[must_use]
    pub fn new(process: Shutdown, deadline: Duration) -> Self {
        Self {
            process,
            deadline,
            stages: Vec::new(),
            tasks: JoinSet::new(),
            names: HashMap::new(),
        }
    }

    /// Begins a stage that will be stopped before all stages begun so far, and gives its stop requests.
    pub fn begin_stage(&mut self) -> Shutdown {
        let stage = Shutdown::new();
        self.stages.push(stage.clone());
        stage
    }

    /// Starts a task in the stage begun last. It must end after that stage's soft stop, and soon after its hard stop.
    pub fn spawn<E>(
        &mut self,
        name: impl Into<String>,
        task: impl Future<Output = Result<(), E>> + Send + 'static,
    ) where
        E: Into<Cause> + 'static,
    {
        if self.stages.is_empty() {
            self.begin_stage();
        }
        let handle = self.tasks.spawn(async move { task.await.map_err(Into::into) });
        self.names
            .insert(handle.id(), (self.stages.len().saturating_sub(1), name.into()));
    }

    /// Watches the tasks until the process is asked to stop or one of them ends, then stops all stages.
    ///
    /// # Errors
    /// The first task that ended badly, or those that didn't stop in time.
    pub async fn run(mut self) -> Result<(), LifecycleError> {
        let mut failure = None;
        let soft = self.process.soft();
        tokio::select! {
            () = soft.cancelled() => {}
            Some(ended) = self.tasks.join_next_with_id() => {
                failure = Some(self.unasked(ended));
                self.process.request_soft();
            }
        }
        let stopped = self.stop(&mut failure).await;
        failure.map_or(stopped, Err)
    }

    async fn stop(&mut self, failure: &mut Option<LifecycleError>) -> Result<(), LifecycleError> {
        let began = Instant::now();
        let hard = self.process.hard();
        let late = tokio::time::sleep(self.deadline);
        tokio::pin!(late);
        for stage in (0..self.stages.len()).rev() {
            if let Some(shutdown) = self.stages.get(stage) {
                shutdown.request_soft();
            }
            while self.running(stage) {
                tokio::select! {
                    () = hard.cancelled() => return self.drop_all().await,
                    () = &mut late => {
                        let waiting = self.left().join(", ");
                        tracing::warn!(waiting, deadline_ms = millis(self.deadline), "not stopped in time: dropping what is left");
                        return self.drop_all().await;
                    }
                    ended = self.tasks.join_next_with_id() => self.note(ended, failure),
                }
            }
        }
        tracing::info!(elapsed_ms = millis(began.elapsed()), "stopped");
        Ok(())
    }

    /// Tells every stage to stop hard, gives them a moment, and drops what still runs.
    async fn drop_all(&mut self) -> Result<(), LifecycleError> {
        for stage in &self.stages {
            stage.request_hard();
        }
        let grace = async {
            while let Some(ended) = self.tasks.join_next_with_id().await {
                let id = match &ended {
                    Ok((id, _)) => *id,
                    Err(error) => error.id(),
                };
                self.names.remove(&id);
            }
        };
        if tokio::time::timeout(HARD_GRACE, grace).await.is_ok() {
            return Ok(());
        }
        let tasks = self.left();
        self.tasks.shutdown().await;
        Err(LifecycleError::Late { tasks })
    }

    /// A task that ended while stopping: fine, unless it failed.
    fn note(&mut self, ended: Option<Result<Ended, JoinError>>, failure: &mut Option<LifecycleError>) {
        match ended {
            Some(Ok((id, Ok(())))) => {
                self.names.remove(&id);
            }
            Some(ended) => {
                let error = self.unasked(ended);
                failure.get_or_insert(error);
            }
            None => self.names.clear(),
        }
    }

    /// What to say of a task that ended although it shouldn't have.
    fn unasked(&mut self, ended: Result<Ended, JoinError>) -> LifecycleError {
        let (id, result) = match ended {
            Ok((id, result)) => (id, Ok(result)),
            Err(error) => (error.id(), Err(error)),
        };
        let task = self
            .names
            .remove(&id)
            .map_or_else(|| "a task".to_owned(), |(_, name)| name);
        let error = match result {
            Ok(Ok(())) => LifecycleError::Ended { task },
            Ok(Err(cause)) => LifecycleError::Failed { task, cause },
            Err(error) => LifecycleError::Panicked {
                task,
                what: panic_text(error),
            },
        };
        tracing::error!(error = whole(&error), "a task ended: stopping");
        error
    }

    fn running(&self, stage: usize) -> bool {
        self.names.values().any(|(of, _)| *of == stage)
    }

    fn left(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.values().map(|(_, name)| name.clone()).collect();
        names.sort();
        names
    }
}

/// An error with its causes, in one line.
fn whole(error: &(dyn StdError + 'static)) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

fn panic_text(error: JoinError) -> String {
    let Ok(payload) = error.try_into_panic() else {
        return "it was cancelled".to_owned();
    };
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(|&text| text.to_owned()))
        .unwrap_or_else(|| "no text".to_owned())
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(10);

    async fn until(token: tokio_util::sync::CancellationToken) -> Result<(), Infallible> {
        token.cancelled().await;
        Ok(())
    }

    #[tokio::test]
    async fn the_stage_begun_last_is_stopped_first() {
        let process = Shutdown::new();
        let mut lifecycle = Lifecycle::new(process.clone(), DEADLINE);
        let order = Arc::new(Mutex::new(Vec::new()));
        for name in ["admin", "relay", "http"] {
            let (stage, order) = (lifecycle.begin_stage(), order.clone());
            lifecycle.spawn(name, async move {
                stage.soft().cancelled().await;
                tokio::task::yield_now().await;
                order.lock().unwrap().push(name);
                Ok::<_, Infallible>(())
            });
        }
        process.request_soft();

        lifecycle.run().await.unwrap();

        assert_eq!(*order.lock().unwrap(), ["http", "relay", "admin"]);
    }

    #[tokio::test]
    async fn a_task_that_fails_stops_the_others_and_is_named() {
        let process = Shutdown::new();
        let mut lifecycle = Lifecycle::new(process.clone(), DEADLINE);
        let stage = lifecycle.begin_stage();
        lifecycle.spawn("http", until(stage.soft()));
        lifecycle.spawn("relay", async { Err(io::Error::other("the outbox is gone")) });

        let error = lifecycle.run().await.unwrap_err();

        assert_eq!(whole(&error), "relay failed: the outbox is gone");
        assert!(process.is_soft() && !process.is_hard());
    }

    #[tokio::test]
    async fn a_task_that_panics_stops_the_process_with_its_text() {
        let mut lifecycle = Lifecycle::new(Shutdown::new(), DEADLINE);
        lifecycle.spawn("index", async {
            assert_eq!(1, 2, "the index lost a row");
            Ok::<_, Infallible>(())
        });

        let error = lifecycle.run().await.unwrap_err().to_string();

        assert!(
            error.starts_with("index panicked: ") && error.contains("the index lost a row"),
            "{error}"
        );
    }

    #[tokio::test]
    async fn a_task_that_just_ends_is_an_error_while_it_is_needed() {
        let mut lifecycle = Lifecycle::new(Shutdown::new(), DEADLINE);
        lifecycle.spawn("consumer", async { Ok::<_, Infallible>(()) });

        let error = lifecycle.run().await.unwrap_err();

        assert!(matches!(error, LifecycleError::Ended { task } if task == "consumer"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_ignores_both_stops_is_dropped_and_named() {
        let process = Shutdown::new();
        let mut lifecycle = Lifecycle::new(process.clone(), DEADLINE);
        lifecycle.spawn("stuck", std::future::pending::<Result<(), Infallible>>());
        process.request_soft();
        let began = Instant::now();

        let error = lifecycle.run().await.unwrap_err();

        assert_eq!(error.to_string(), "not stopped in time, and dropped: stuck");
        assert_eq!(began.elapsed(), DEADLINE + HARD_GRACE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_hard_stop_does_not_wait_for_the_deadline() {
        let process = Shutdown::new();
        let mut lifecycle = Lifecycle::new(process.clone(), DEADLINE);
        let stage = lifecycle.begin_stage();
        lifecycle.spawn("long work", until(stage.hard()));
        process.request_hard();
        let began = Instant::now();

        lifecycle.run().await.unwrap();

        assert!(began.elapsed() < Duration::from_secs(1));
    }

    #[tokio::test]
    async fn an_error_while_stopping_is_not_lost() {
        let process = Shutdown::new();
        let mut lifecycle = Lifecycle::new(process.clone(), DEADLINE);
        let stage = lifecycle.begin_stage();
        lifecycle.spawn("drain", async move {
            stage.soft().cancelled().await;
            Err(io::Error::other("not flushed"))
        });
        process.request_soft();

        let error = lifecycle.run().await.unwrap_err();
        assert_eq!(whole(&error), "drain failed: not flushed");
    }
}
