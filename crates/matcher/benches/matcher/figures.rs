//! What is timed, by group; the figures of a group share a server and a matcher.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use berth_domain::cohort::TraineeFacts;
use berth_domain::id::{OpeningId, RoundId, TraineeId};
use berth_domain::rematch::{REMATCH_FORMAT, RematchPolicy, RematchRequest};
use berth_events::v1;
use berth_matching::RoundResult;
use berth_testkit::{cpu_ms, kilobytes};
use futures::StreamExt as _;
use prost::Message as _;
use uuid::Uuid;

use crate::crowd::{Crowd, now};
use crate::house::House;

pub(crate) const GROUPS: [&str; 3] = ["index without openings", "index", "round"];

/// Questions asked for a median.
const QUESTIONS: usize = 500;

pub(crate) async fn measure(what: &str, size: usize) -> Vec<String> {
    match what {
        "index" => index(Crowd::of_profiles(size), size).await,
        "index without openings" => index(Crowd::without_openings(size), size).await,
        "round" => round(size).await,
        other => panic!("there is no group of figures {other:?}"),
    }
}

/// From the stored states to a matcher that is ready, and from a changed profile to what follows from it.
async fn index(crowd: Crowd, size: usize) -> Vec<String> {
    let house = House::new(&crowd).await;
    let bytes = house.publish(&crowd).await;
    let cpu = cpu_ms();
    let ready = house.matcher().await;
    let mut start = Line::new("index start-up from the stream", size);
    start.ms(ready, Some(3000));
    start.add("openings", crowd.openings.len());
    start.add("profile_bytes", bytes);
    start.add("cpu_ms", cpu_ms() - cpu);
    start.add("resident_mb", kilobytes("VmRSS") / 1024);

    if crowd.openings.is_empty() {
        return vec![start.end()];
    }
    let mut changed = Line::new("changed profile to changed answer", size);
    let mut times = Vec::new();
    for (trainee, opening) in crowd.trainees.iter().zip(crowd.openings.iter().cycle()).take(50) {
        times.push(until_answered(&house, trainee, opening.id).await);
    }
    changed.median(times, None);
    vec![start.end(), changed.end()]
}

/// From publishing a profile that now refuses to be shared to the first explanation that says so.
async fn until_answered(house: &House, trainee: &TraineeFacts, opening: OpeningId) -> Duration {
    let hidden = TraineeFacts {
        consent_to_share: false,
        ..trainee.clone()
    };
    let question = v1::ExplainRequest {
        programme_id: house.programme.to_string(),
        trainee_id: trainee.id.to_string(),
        opening_id: opening.to_string(),
    };
    let (envelope, _) = house.profile(&hidden, 2);
    let started = Instant::now();
    house.intake.publish(&envelope).await.unwrap();
    loop {
        let answer: v1::ExplainResponse = house.ask("explain", &question).await;
        if answer.exclusions.iter().any(|e| e.code.contains("consent")) {
            return started.elapsed();
        }
    }
}

/// From a locked round to its result, and from a question about a freed seat to the answer.
async fn round(size: usize) -> Vec<String> {
    let crowd = Crowd::with_lists(size);
    let house = House::new(&crowd).await;
    house.matcher().await;
    let cohort = crowd.cohort(RoundId(Uuid::from_u128(77)));
    let mut events = house
        .reader()
        .await
        .subscribe("berth.v1.event.*.round.*.*")
        .await
        .unwrap();
    let (locked, started) = house.lock(&cohort).await;
    let solved = loop {
        let message = events.next().await.unwrap();
        if message.subject.contains(".round.solved.") {
            break v1::RoundSolved::decode(message.payload).unwrap();
        }
        assert!(!message.subject.contains(".round.failed."), "the round failed");
    };
    let mut whole = Line::new("locked round to its result", size);
    whole.ms(started.elapsed(), None);
    whole.add("placed", solved.placed);
    whole.add("verified", solved.verified);
    whole.add("resident_mb", kilobytes("VmRSS") / 1024);

    let stored = house.intake.objects().get(&solved.result_object).await.unwrap();
    let placed = placed(&RoundResult::from_json(&stored).unwrap());
    drop((stored, cohort, crowd));
    let look = Look {
        house: &house,
        locked: &locked,
        result_hash: &solved.result_hash,
    };
    let mut first = Line::new("first re-match, documents read", size);
    let (elapsed, _) = look.gone(placed[0].0, RematchPolicy::MinChange, &placed).await;
    first.ms(elapsed, None);
    let mut lines = vec![whole.end(), first.end()];
    for policy in [RematchPolicy::MinChange, RematchPolicy::Frozen] {
        let mut times = Vec::new();
        let mut moves = 0;
        for (leaver, _) in placed.iter().step_by(placed.len() / QUESTIONS).take(QUESTIONS) {
            let (elapsed, moved) = look.gone(*leaver, policy, &placed).await;
            times.push(elapsed);
            moves += moved;
        }
        let mut line = Line::new(&format!("vacancy chain, request to answer, {policy}"), size);
        line.add(
            "moved",
            format!("{:.2}", f64::from(moves) / times.len() as f64 - 1.0),
        );
        line.median(times, Some(5));
        lines.push(line.end());
    }
    lines
}

fn placed(result: &RoundResult) -> Vec<(TraineeId, OpeningId)> {
    let pair = |(trainee, opening): (&String, &Option<String>)| {
        Some((trainee.parse().unwrap(), opening.as_ref()?.parse().unwrap()))
    };
    result.matching.iter().filter_map(pair).collect()
}

/// Questions about one published round.
struct Look<'a> {
    house: &'a House,
    locked: &'a v1::RoundLocked,
    result_hash: &'a str,
}

impl Look<'_> {
    /// Somebody leaves, others have accepted: how long the answer takes, and how many places change in it.
    async fn gone(
        &self,
        leaver: TraineeId,
        policy: RematchPolicy,
        placed: &[(TraineeId, OpeningId)],
    ) -> (Duration, u32) {
        let accepted = placed.iter().map(|(trainee, _)| *trainee).take(20);
        let request = RematchRequest {
            format: REMATCH_FORMAT.to_owned(),
            programme: self.house.programme.clone(),
            round: self.locked.round_id.parse().unwrap(),
            cohort_object: self.locked.cohort_object.clone(),
            cohort_hash: self.locked.cohort_hash.clone(),
            result_hash: self.result_hash.to_owned(),
            as_of: now(),
            policy,
            standing: BTreeMap::new(),
            immovable: accepted.filter(|trainee| *trainee != leaver).collect(),
            gone: BTreeSet::from([leaver]),
            refused: BTreeSet::new(),
            seats: BTreeMap::new(),
            withdrawn: BTreeSet::new(),
        };
        let question = v1::RematchRequest {
            programme_id: self.locked.programme_id.clone(),
            round_id: self.locked.round_id.clone(),
            document_json: serde_json::to_string(&request).unwrap(),
        };
        let started = Instant::now();
        let answer: v1::RematchResponse = self.house.ask("rematch", &question).await;
        let elapsed = started.elapsed();
        assert!(answer.verified && answer.blocking_pairs == 0, "{answer:?}");
        (elapsed, answer.moves_total)
    }
}

/// One line of output under construction.
struct Line(String);

impl Line {
    fn new(what: &str, size: usize) -> Self {
        Self(format!("{{\"what\":\"{what}\",\"size\":{size}"))
    }

    fn add(&mut self, key: &str, value: impl std::fmt::Display) {
        write!(self.0, ",\"{key}\":{value}").unwrap();
    }

    fn ms(&mut self, elapsed: Duration, target: Option<u32>) {
        self.add("ms", format!("{:.3}", elapsed.as_secs_f64() * 1e3));
        if let Some(target) = target {
            self.add("target_ms", target);
        }
    }

    fn median(&mut self, mut times: Vec<Duration>, target: Option<u32>) {
        times.sort_unstable();
        self.ms(times[times.len() / 2], target);
        let late = times[times.len() * 99 / 100];
        self.add("p99_ms", format!("{:.3}", late.as_secs_f64() * 1e3));
    }

    fn end(self) -> String {
        self.0 + "}"
    }
}
