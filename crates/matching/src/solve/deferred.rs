//! Deferred acceptance (Gale and Shapley 1962) with quotas on both sides; the same kernel serves either side proposing.
#![expect(
    clippy::indexing_slicing,
    reason = "the hot loop: parties and columns come from `Market::join`, slots from prefix sums here"
)]

use super::market::{Market, Side};

/// Where a trainee isn't placed.
pub(crate) const UNPLACED: u32 = u32::MAX;

/// Who goes where, by number: `matching[trainee]` is an opening or [`UNPLACED`].
pub(crate) type Assignment = Vec<u32>;

/// The stable matching best for all trainees at once.
pub(crate) fn trainees_propose(market: &Market) -> Assignment {
    trainees_propose_within(market, &vec![1; market.trainees.len()])
}

/// The same with 0 or 1 places for each trainee.
pub(crate) fn trainees_propose_within(market: &Market, quota: &[u32]) -> Assignment {
    let held = propose(&market.trainees, quota, &market.openings, &market.seats);
    let mut matching = vec![UNPLACED; market.trainees.len()];
    for opening in 0..market.openings.len() {
        for &position in held.of(opening) {
            let trainee = market.openings.other[market.openings.at(opening as u32, position)];
            matching[trainee as usize] = opening as u32;
        }
    }
    matching
}

/// The stable matching best for all openings at once (and worst for all trainees).
pub(crate) fn openings_propose(market: &Market) -> Assignment {
    let ones = vec![1; market.trainees.len()];
    let held = propose(&market.openings, &market.seats, &market.trainees, &ones);
    (0..market.trainees.len())
        .map(|trainee| match held.of(trainee) {
            [position, ..] => market.trainees.other[market.trainees.at(trainee as u32, *position)],
            [] => UNPLACED,
        })
        .collect()
}

/// What the receivers hold: positions in their own lists, the worst first.
struct Held {
    starts: Vec<u32>,
    filled: Vec<u32>,
    slots: Vec<u32>,
}

impl Held {
    fn of(&self, receiver: usize) -> &[u32] {
        let start = self.starts[receiver] as usize;
        &self.slots[start..start + self.filled[receiver] as usize]
    }
}

/// Each proposer goes down its list until its quota is held or the list is at its end; each receiver holds the best
/// so far up to its quota. The outcome doesn't depend on the order of proposals.
fn propose(proposers: &Side, proposer_quota: &[u32], receivers: &Side, receiver_quota: &[u32]) -> Held {
    let mut starts = Vec::with_capacity(receivers.len() + 1);
    let mut total = 0;
    for (receiver, &quota) in receiver_quota.iter().enumerate() {
        starts.push(total);
        total += quota.min(receivers.degree(receiver) as u32);
    }
    starts.push(total);
    let mut held = Held {
        filled: vec![0; receivers.len()],
        slots: vec![0; total as usize],
        starts,
    };
    let mut next: Vec<u32> = (0..proposers.len()).map(|p| proposers.start(p) as u32).collect();
    let mut lacking: Vec<u32> = proposer_quota.to_vec();
    let mut active: Vec<u32> = Vec::new();
    for first in 0..proposers.len() as u32 {
        active.push(first);
        while let Some(proposer) = active.pop() {
            let end = proposers.span(proposer as usize).end as u32;
            while lacking[proposer as usize] > 0 && next[proposer as usize] < end {
                let column = next[proposer as usize] as usize;
                next[proposer as usize] += 1;
                let receiver = proposers.other[column] as usize;
                let position = proposers.cross[column];
                let start = held.starts[receiver] as usize;
                let room = held.starts[receiver + 1] as usize - start;
                let filled = held.filled[receiver] as usize;
                if filled < room {
                    held.filled[receiver] += 1;
                    held.slots[start + filled] = position;
                    sift_up(&mut held.slots[start..=start + filled]);
                    lacking[proposer as usize] -= 1;
                } else if room > 0 && position < held.slots[start] {
                    let evicted = receivers.other[receivers.at(receiver as u32, held.slots[start])];
                    held.slots[start] = position;
                    sift_down(&mut held.slots[start..start + room]);
                    lacking[proposer as usize] -= 1;
                    lacking[evicted as usize] += 1;
                    active.push(evicted);
                }
            }
        }
    }
    held
}

/// Restores the heap (worst, that is highest, first) after its last element was added.
fn sift_up(heap: &mut [u32]) {
    let mut child = heap.len() - 1;
    while child > 0 {
        let parent = (child - 1) / 2;
        if heap[parent] >= heap[child] {
            break;
        }
        heap.swap(parent, child);
        child = parent;
    }
}

/// Restores the heap after its first element was replaced.
fn sift_down(heap: &mut [u32]) {
    let mut parent = 0;
    loop {
        let mut child = 2 * parent + 1;
        if child >= heap.len() {
            break;
        }
        if child + 1 < heap.len() && heap[child + 1] > heap[child] {
            child += 1;
        }
        if heap[parent] >= heap[child] {
            break;
        }
        heap.swap(parent, child);
        parent = child;
    }
}
