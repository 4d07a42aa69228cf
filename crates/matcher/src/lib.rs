#![doc = include_str!("../README.md")]

mod answers;
mod follow;
mod index;
mod live;
mod published;
mod rehearse;
mod rematch;
mod rematches;
mod rounds;
mod shortlist;
mod solving;
mod work;

use std::sync::Arc;

use berth_bus::{Bus, BusError, Question, Refusal};
use berth_events::consumers;
use berth_runtime::{Gate, Readiness, Settings, SharedClock, Shutdown};
use tokio::sync::watch;
use tokio::task::JoinSet;

use live::SharedLive;
use published::{Heavy, Published};
use rehearse::Rehearsals;
use work::Work;

/// Who publishes, in every envelope of ours.
const SOURCE: &str = "berth/matcher";

/// The service's name on NATS: of its subjects and of the queue group its replicas share.
pub const SERVICE: &str = "matcher";

/// Rounds one replica solves at a time. They are work for a processor, and their cohorts take memory.
const ROUNDS_AT_A_TIME: usize = 1;

/// What a matcher needs. It has no database: all it knows it reads from the state stream.
#[derive(Clone)]
pub struct MatcherDeps {
    /// Settings of the process.
    pub settings: Settings,
    /// The connection to NATS, as the user `matcher`.
    pub bus: Bus,
    /// "Today", for rules with dates.
    pub clock: SharedClock,
    /// When to stop.
    pub shutdown: Shutdown,
    /// Where readiness is told: `index`, `rounds`, and one for each verb.
    pub readiness: Readiness,
}

/// Why a matcher ended although nobody had asked it to.
#[derive(Debug, thiserror::Error)]
pub enum MatcherError {
    /// The bus gave up.
    #[error("{part} stopped: {source}")]
    Bus {
        /// Which part of the matcher.
        part: &'static str,
        /// Why.
        #[source]
        source: BusError,
    },
    /// A part panicked; its text is in the log.
    #[error("a part of the matcher panicked; see the log")]
    Panicked,
}

/// Runs the matcher until a stop is asked for: follows the state stream, publishes changed shortlists, solves locked
/// rounds and matches published ones again, and answers questions; those about the index once it is caught up.
///
/// From this call on, and not only once the future is polled, the matcher is unready until it is ready.
///
/// # Errors
/// When the connection to NATS is closed for good, or a part panics. Outages are waited out.
pub fn run(deps: MatcherDeps) -> impl Future<Output = Result<(), MatcherError>> + Send {
    for gate in GATES {
        let _ = deps.readiness.gate(gate);
    }
    run_parts(deps)
}

/// What readiness waits for.
const GATES: [&str; 7] = [
    "index",
    "rounds",
    "rematch",
    "rehearse",
    "explain",
    "openings",
    "shortlist",
];

async fn run_parts(deps: MatcherDeps) -> Result<(), MatcherError> {
    let MatcherDeps {
        settings: _,
        bus,
        clock,
        shutdown,
        readiness,
    } = deps;
    // A part that fails stops the others: nothing runs on by halves.
    let stop = shutdown.child();
    let live = SharedLive::new(clock.now().date_naive());
    let (caught_up_tx, caught_up) = watch::channel(false);
    let mut parts: JoinSet<Result<(), MatcherError>> = JoinSet::new();

    let (gate, sender) = (readiness.gate("index"), caught_up_tx);
    let following = follow::follow(
        bus.clone(),
        clock.clone(),
        live.clone(),
        gate,
        sender,
        stop.clone(),
    );
    parts.spawn(async move {
        following.await;
        Ok(())
    });

    let (gate, own_stop, own_bus) = (readiness.gate("rounds"), stop.clone(), bus.clone());
    let heavy = Heavy::default();
    let published = Published::new(bus.clone(), heavy.clone());
    let work = Work {
        bus: bus.clone(),
        clock,
        published: published.clone(),
    };
    parts.spawn(async move {
        let ended = own_bus
            .consume(consumers::MATCHER_ROUNDS, ROUNDS_AT_A_TIME, work, own_stop, gate)
            .await;
        ended.map_err(|source| MatcherError::Bus {
            part: "the consumer of locked rounds",
            source,
        })
    });

    // About documents alone, so nobody has to wait for the index.
    let rehearsals = Rehearsals {
        bus: bus.clone(),
        heavy,
        last: Arc::default(),
    };
    let look = move |q: Question<_>| rematches::look(published.clone(), q.message);
    parts.spawn(serve(
        bus.clone(),
        "rematch",
        look,
        stop.clone(),
        readiness.gate("rematch"),
    ));
    let rehearse = move |q: Question<_>| rehearsals.clone().rehearse(q.message);
    parts.spawn(serve(
        bus.clone(),
        "rehearse",
        rehearse,
        stop.clone(),
        readiness.gate("rehearse"),
    ));

    let answers = Answers {
        bus,
        live,
        caught_up,
        stop: stop.clone(),
    };
    parts.spawn(
        answers
            .clone()
            .serve("explain", answers::explain, readiness.gate("explain")),
    );
    parts.spawn(
        answers
            .clone()
            .serve("openings", answers::openings, readiness.gate("openings")),
    );
    parts.spawn(answers.serve("shortlist", answers::shortlist, readiness.gate("shortlist")));

    let mut result = Ok(());
    while let Some(ended) = parts.join_next().await {
        let ended = ended.unwrap_or(Err(MatcherError::Panicked));
        if result.is_ok() && ended.is_err() {
            stop.request_soft();
            result = ended;
        }
    }
    result
}

/// What a verb needs to be answered.
#[derive(Clone)]
struct Answers {
    bus: Bus,
    live: SharedLive,
    caught_up: watch::Receiver<bool>,
    stop: Shutdown,
}

impl Answers {
    /// Answers one verb, from the moment the index is caught up: half an index gives wrong answers.
    async fn serve<Q, A>(
        mut self,
        verb: &'static str,
        answer: impl Fn(&SharedLive, &Q) -> Result<A, Refusal> + Copy + Send + Sync + 'static,
        gate: Gate,
    ) -> Result<(), MatcherError>
    where
        Q: prost::Message + Default + 'static,
        A: prost::Message + 'static,
    {
        let soft = self.stop.soft();
        tokio::select! {
            () = soft.cancelled() => return Ok(()),
            caught_up = self.caught_up.wait_for(|caught_up| *caught_up) => if caught_up.is_err() { return Ok(()) },
        }
        let live = self.live;
        let handler = move |question: Question<Q>| {
            let live = live.clone();
            async move { answer(&live, &question.message) }
        };
        serve(self.bus, verb, handler, self.stop, gate).await
    }
}

/// Answers one verb until a stop is asked for.
async fn serve<Q, A, R>(
    bus: Bus,
    verb: &'static str,
    answer: impl Fn(Question<Q>) -> R + Send + Sync + 'static,
    stop: Shutdown,
    gate: Gate,
) -> Result<(), MatcherError>
where
    Q: prost::Message + Default,
    A: prost::Message,
    R: Future<Output = Result<A, Refusal>> + Send + 'static,
{
    let ended = bus.serve_with_gate(SERVICE, verb, answer, stop, gate).await;
    ended.map_err(|source| MatcherError::Bus { part: verb, source })
}
