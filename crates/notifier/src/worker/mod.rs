//! The worker: claims what is due, sees each message through, and wakes when the next one is.

mod breaker;
mod digest;
mod measure;
mod message;
mod prepare;
mod recipients;

use std::{
    collections::{HashSet, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use berth_runtime::{Clock as _, Gate, SharedClock, Shutdown, SystemClock};
use berth_store::Store;
use sea_orm::DbBackend;
use tokio::{
    runtime::{Builder, Handle},
    sync::{Notify, Semaphore},
    task::{JoinHandle, JoinSet},
    time::{Instant, MissedTickBehavior},
};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::facts::Facts;
use crate::ledger::claim::{self, Claimant};
use crate::ledger::record::Recorder;
use crate::ledger::recover::{Left, recover};
use crate::ledger::{LedgerError, chain};
use crate::policy::Policy;
use crate::readers::Links;
use berth_letters::Composer;
use berth_transport::{Limits, Transport};
use breaker::Breaker;
use recipients::Recipients;

/// What a worker needs.
pub struct Worker {
    pub store: Store,
    pub clock: SharedClock,
    pub facts: Arc<dyn Facts>,
    pub composer: Arc<Composer>,
    pub transport: Arc<Transport>,
    /// What recipients' domains take.
    pub limits: Limits,
    pub policy: Policy,
    /// Messages handed over at the same time, each on a connection of its own. [`AHEAD`] times as many are prepared.
    pub concurrency: usize,
    /// Told whenever the ledger changed.
    pub wake: Arc<Notify>,
    /// How long a claim holds without being renewed, by wall clock; [`LEASE`](crate::ledger::claim::LEASE) is proven.
    pub lease: Duration,
    /// Kills the worker where it says so; for tests.
    pub fail: Option<FailHook>,
    /// Writes the links by which readers unsubscribe; none: mails have none.
    pub links: Option<Links>,
    /// Who hears what operations must know.
    pub operators: Vec<Uuid>,
}

/// Where a test may kill a worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailPoint {
    AfterClaim,
    AfterBegin,
    BeforeDot,
    AfterReply,
    AfterCommit,
}

/// Says whether the worker dies here, as if by `kill -9`: nothing more is written, connections break.
pub type FailHook = Arc<dyn Fn(FailPoint) -> bool + Send + Sync>;

/// The part of a worker that its messages share.
struct Shared {
    id: Uuid,
    clock: SharedClock,
    store: Store,
    facts: Arc<dyn Facts>,
    composer: Arc<Composer>,
    transport: Arc<Transport>,
    limits: Limits,
    policy: Policy,
    recorder: Recorder,
    recipients: Recipients,
    /// A permit for each connection to the mail server.
    connections: Semaphore,
    links: Option<Links>,
    operators: Vec<Uuid>,
    /// Claimed and not yet let go of.
    in_hand: Mutex<HashSet<Uuid>>,
    lease: Duration,
    fail: Option<FailHook>,
    /// Cancelled by a soft stop: who has no connection yet gets none.
    soft: CancellationToken,
    /// Cancelled by a hard stop, and by a fail point.
    hard: CancellationToken,
    /// Whether intake answers.
    intake: Breaker,
    /// Whether the mail server takes connections.
    mail: Breaker,
}

/// Messages in hand for each connection: while one is handed over, the next are asked about, rendered and recorded, so
/// that no connection waits for that.
pub const AHEAD: usize = 4;
/// Another replica may have planned something; nobody tells us.
const POLL: Duration = Duration::from_secs(1);
/// How long to leave due messages to the replica that is claiming them.
const CROWDED: Duration = Duration::from_millis(25);

impl Worker {
    /// Works until a soft stop, then finishes what is in hand; a hard stop drops it.
    pub async fn run(self, shutdown: Shutdown, gate: Gate) {
        let hard = shutdown.hard().child_token();
        let (recorder, writing) = Recorder::new(self.store.clone(), hard.clone());
        let (recipients, reading) = Recipients::new(self.store.clone(), hard.clone());
        let backend = self.store.backend();
        let (writing, reading) = (apart(backend, writing), apart(backend, reading));
        let concurrency = self.concurrency.max(1);
        let shared = Arc::new(Shared {
            id: self.store.new_id(),
            clock: Arc::clone(&self.clock),
            store: self.store.clone(),
            facts: self.facts,
            composer: self.composer,
            transport: self.transport,
            limits: self.limits,
            policy: self.policy,
            recorder,
            recipients,
            connections: Semaphore::new(concurrency),
            links: self.links,
            operators: self.operators,
            in_hand: Mutex::default(),
            lease: self.lease,
            fail: self.fail,
            soft: shutdown.soft(),
            hard: hard.clone(),
            intake: Breaker::default(),
            mail: Breaker::default(),
        });
        gate.ready();
        tokio::select! {
            biased;
            () = hard.cancelled() => {}
            () = work(&shared, &self.wake, AHEAD * concurrency, &shutdown) => {}
            // Counting a long ledger must not hold up a lease.
            () = measure::keep_measuring(&shared) => {}
        }
        gate.unready("stopped");
        if !hard.is_cancelled() {
            shared.transport.close().await;
        }
        drop(shared);
        // They end once the last step is written; a panic inside was logged already.
        drop(tokio::join!(writing, reading));
    }
}

/// Runs a task on a thread of its own: what all messages wait for must not wait behind the rendering of each. SQLite's
/// connections belong to no runtime, so there even a connection's way back to its pool is taken on that thread.
fn apart(backend: DbBackend, task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
    tokio::task::spawn_blocking(move || {
        let own = Builder::new_current_thread().enable_time().build();
        match own {
            Ok(own) if backend == DbBackend::Sqlite => own.block_on(task),
            _ => Handle::current().block_on(task),
        }
    })
}

async fn work(shared: &Arc<Shared>, wake: &Notify, most_in_hand: usize, shutdown: &Shutdown) {
    // Dropped with this future, and all that is in hand with it.
    let mut in_hand = JoinSet::new();
    // Claimed ahead, so that one transaction claims many.
    let mut queue = VecDeque::new();
    let mut heartbeat = tokio::time::interval(shared.lease / 4);
    heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let soft = shutdown.soft();
    while !soft.is_cancelled() {
        if queue.len() < most_in_hand && shared.paused_until().is_none() {
            let most = if shared.is_doubtful() { 1 } else { most_in_hand };
            match claim_ready(shared, most).await {
                Ok(claimed) => queue.extend(claimed),
                Err(error) => {
                    tracing::warn!(
                        error = chain(&error),
                        "due messages can't be claimed; trying again"
                    );
                    shared.intake.trip();
                }
            }
        }
        let at_once = if shared.is_doubtful() { 1 } else { most_in_hand };
        while in_hand.len() < at_once && shared.paused_until().is_none() {
            let Some(row) = queue.pop_front() else { break };
            let shared = Arc::clone(shared);
            in_hand.spawn(async move {
                let _in_hand = InHand(&shared, row.id);
                shared.see_through(row).await;
            });
        }
        let busy = !in_hand.is_empty();
        tokio::select! {
            () = soft.cancelled() => {}
            Some(_) = in_hand.join_next(), if busy => {}
            _ = heartbeat.tick() => beat(shared).await,
            () = wake.notified() => {}
            () = idle(shared, busy) => {}
        }
    }
    for row in queue {
        let _in_hand = InHand(shared, row.id);
        shared.give_back(&row).await;
    }
    while !in_hand.is_empty() {
        tokio::select! {
            Some(_) = in_hand.join_next() => {}
            _ = heartbeat.tick() => beat(shared).await,
        }
    }
}

/// Waits for the next reason to look: the next message's instant, the end of a pause, or the poll.
async fn idle(shared: &Shared, busy: bool) {
    if let Some(until) = shared.paused_until() {
        return tokio::time::sleep_until(until).await;
    }
    let poll = tokio::time::sleep(POLL);
    if busy {
        return poll.await;
    }
    match claim::next_due(&shared.store).await {
        // Just now nothing could be claimed: another replica is at it.
        Ok(Some(at)) if at <= shared.clock.now() => tokio::time::sleep(CROWDED).await,
        Ok(Some(at)) => {
            tokio::select! {
                () = shared.clock.sleep_until(at) => {}
                () = poll => {}
            }
        }
        _ => poll.await,
    }
}

impl Shared {
    /// A place where a test may end everything.
    async fn fail_point(&self, point: FailPoint) {
        if self.fail.as_ref().is_some_and(|fail| fail(point)) {
            self.hard.cancel();
            std::future::pending::<()>().await;
        }
    }

    fn in_hand(&self) -> MutexGuard<'_, HashSet<Uuid>> {
        self.in_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn paused_until(&self) -> Option<Instant> {
        self.intake.until().max(self.mail.until())
    }

    fn is_doubtful(&self) -> bool {
        self.intake.is_doubtful() || self.mail.is_doubtful()
    }
}

async fn claim_ready(
    shared: &Shared,
    most: usize,
) -> Result<Vec<crate::entity::message::Model>, LedgerError> {
    let now = shared.clock.now();
    // Looking first keeps an idle notifier from taking the write lock.
    if claim::next_due(&shared.store).await?.is_none_or(|at| at > now) {
        return Ok(Vec::new());
    }
    let by = Claimant {
        worker: shared.id,
        now,
        wall: SystemClock.now(),
        lease: shared.lease,
    };
    let claimed = claim::claim(&shared.store, by, u64::try_from(most).unwrap_or(u64::MAX)).await?;
    shared.in_hand().extend(claimed.iter().map(|row| row.id));
    Ok(claimed)
}

/// A message in hand; let go of however its task ends, by a panic too.
struct InHand<'a>(&'a Shared, Uuid);

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        self.0.in_hand().remove(&self.1);
    }
}

async fn beat(shared: &Shared) {
    let in_hand: Vec<Uuid> = shared.in_hand().iter().copied().collect();
    if !in_hand.is_empty()
        && let Err(error) = claim::renew(
            &shared.store,
            shared.id,
            &in_hand,
            SystemClock.now(),
            shared.lease,
        )
        .await
    {
        tracing::warn!(
            error = chain(&error),
            "leases can't be renewed; messages in hand may be taken over"
        );
    }
    let left = Left::ExpiredBy(SystemClock.now());
    if let Err(error) = recover(&shared.store, left, &shared.policy, shared.clock.now()).await {
        tracing::warn!(error = chain(&error), "messages left behind can't be taken back");
    }
}
