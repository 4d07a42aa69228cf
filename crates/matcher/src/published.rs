//! Published rounds, kept in memory for a while: whoever asks for a re-match once asks again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use berth_bus::{Bus, BusError};
use berth_domain::id::RoundId;
use berth_domain::rematch::RematchRequest;
use chrono::NaiveDate;

use crate::rematch::{Asked, Proposed, Seated, Unsolvable, by_chains, read_round, solve_again};
use crate::work::NotDone;

/// Rounds kept in memory; a hundred thousand trainees with fifteen listings each take some 70 MB.
const KEPT: usize = 4;

/// Name of a round's derived input in the object store.
pub(crate) fn input_object(round: RoundId) -> String {
    format!("{round}/input.json")
}

/// Name of a round's result in the object store.
pub(crate) fn result_object(round: RoundId) -> String {
    format!("{round}/result.json")
}

/// What makes a round on a day the same.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    round: RoundId,
    /// Part of it although the hash says enough: whether an answer is given mustn't depend on what is kept.
    cohort_object: String,
    cohort_hash: String,
    result_hash: String,
    today: NaiveDate,
}

impl Key {
    fn of(request: &RematchRequest) -> Self {
        Self {
            round: request.round,
            cohort_object: request.cohort_object.clone(),
            cohort_hash: request.cohort_hash.to_ascii_lowercase(),
            result_hash: request.result_hash.to_ascii_lowercase(),
            today: request.as_of.date_naive(),
        }
    }
}

/// Last used first.
type Kept = VecDeque<(Key, Arc<Seated>)>;

/// One at a time: reading a round and solving it take memory and a processor.
pub(crate) type Heavy = Arc<tokio::sync::Mutex<()>>;

/// The published rounds of one process.
#[derive(Clone)]
pub(crate) struct Published {
    bus: Bus,
    kept: Arc<Mutex<Kept>>,
    heavy: Heavy,
}

impl Published {
    pub(crate) fn new(bus: Bus, heavy: Heavy) -> Self {
        Self {
            bus,
            kept: Arc::default(),
            heavy,
        }
    }

    /// What a request comes to.
    pub(crate) async fn propose(&self, asked: Asked) -> Result<Result<Proposed, Unsolvable>, NotDone> {
        let key = Key::of(&asked.request);
        let asked = Arc::new(asked);
        if let Some(seated) = self.find(&key)
            && let Some(done) = chains(seated, asked.clone()).await?
        {
            return Ok(done);
        }
        let one = self.heavy.clone().lock_owned().await;
        // Somebody else may have read it meanwhile.
        if let Some(seated) = self.find(&key)
            && let Some(done) = chains(seated, asked.clone()).await?
        {
            return Ok(done);
        }
        let objects = self.bus.objects();
        let cohort = match objects.get(&asked.request.cohort_object).await {
            Err(BusError::NoObject(name)) => return Ok(Err(missing(&name))),
            cohort => cohort?,
        };
        let result = match objects.get(&result_object(asked.request.round)).await {
            Err(BusError::NoObject(name)) => return Ok(Err(missing(&name))),
            result => result?,
        };
        let input = objects.get(&input_object(asked.request.round)).await?;
        let kept = self.clone();
        blocking(move || {
            // Held until the work is done, also when nobody waits for it any more.
            let _one = one;
            let (round, seated) = read_round(&cohort, &input, &result, &asked.request)?;
            drop((cohort, input, result));
            let seated = Arc::new(seated);
            kept.keep(key, seated.clone());
            match by_chains(&seated, &asked)? {
                Some(proposed) => Ok(proposed),
                None => solve_again(&round, &seated, &asked),
            }
        })
        .await
    }

    fn find(&self, key: &Key) -> Option<Arc<Seated>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(k, _)| k == key)?;
        let found = kept.remove(at)?;
        let seated = found.1.clone();
        kept.push_front(found);
        Some(seated)
    }

    fn keep(&self, key: Key, seated: Arc<Seated>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(k, _)| *k != key);
        kept.push_front((key, seated));
        kept.truncate(KEPT);
    }
}

/// What chains over a round in memory come to; none where it has to be solved.
async fn chains(
    seated: Arc<Seated>,
    asked: Arc<Asked>,
) -> Result<Option<Result<Proposed, Unsolvable>>, NotDone> {
    blocking(move || by_chains(&seated, &asked).transpose()).await
}

fn missing(object: &str) -> Unsolvable {
    Unsolvable::RoundUnreadable(format!(
        "there is no object `{object}`; a re-match needs a round that was solved"
    ))
}

/// Does something where it may take long.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, NotDone> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| NotDone::Solver)
}
