//! Deferred acceptance (Gale and Shapley 1962) with quotas on both sides; the same kernel serves either side proposing.
#![expect(
    clippy::indexing_slicing,
    reason = "the hot loop: parties and columns come from `Market` or `Ranked`, slots from prefix sums here"
)]

use super::lists::Lists;
use super::market::{Market, Side};
use super::ranked::Ranked;
use crate::round::Proposing;

/// Where a trainee isn't placed.
pub(crate) const UNPLACED: u32 = u32::MAX;

/// Who goes where, by number: `matching[trainee]` is an opening or [`UNPLACED`].
pub(crate) type Assignment = Vec<u32>;

/// Those who propose: each with a range of columns, best first.
pub(crate) trait Asking {
    fn len(&self) -> usize;
    /// First column and the one after the last.
    fn columns(&self, proposer: usize) -> (u32, u32);
    /// The receiver asked, and the proposer's rank there (lower is better; no two proposers share one).
    fn listing(&self, column: u32) -> (u32, u32);
}

impl Asking for Side {
    fn len(&self) -> usize {
        Side::len(self)
    }

    fn columns(&self, proposer: usize) -> (u32, u32) {
        let span = self.span(proposer);
        (span.start as u32, span.end as u32)
    }

    fn listing(&self, column: u32) -> (u32, u32) {
        (self.other[column as usize], self.cross[column as usize])
    }
}

/// The stable matching best for all trainees at once.
pub(crate) fn trainees_propose(market: &Market) -> Assignment {
    trainees_propose_within(market, &vec![1; market.trainees.len()])
}

/// The same with 0 or 1 places for each trainee.
pub(crate) fn trainees_propose_within(market: &Market, quota: &[u32]) -> Assignment {
    propose(&*market.trainees, quota, rooms(&market.openings, &market.seats)).by_proposer(quota.len())
}

/// The stable matching best for all openings at once (and worst for all trainees).
pub(crate) fn openings_propose(market: &Market) -> Assignment {
    let ones = vec![1; market.trainees.len()];
    propose(&*market.openings, &market.seats, rooms(&market.trainees, &ones)).by_receiver()
}

/// One end of the stable range straight from lists, ties as listed.
pub(crate) fn over_lists(
    trainees: &Lists,
    openings: &Lists,
    seats: &[u32],
    proposing: Proposing,
) -> Assignment {
    let ones = vec![1; trainees.len()];
    // More seats than wishes are never needed.
    let seats = (0..openings.len()).map(|o| {
        let seats = seats.get(o).copied().unwrap_or(0);
        seats.min(openings.of(o).len() as u32)
    });
    match proposing {
        Proposing::Trainees => {
            propose(&Ranked::join(trainees, openings), &ones, seats).by_proposer(ones.len())
        }
        Proposing::Openings => {
            let seats: Vec<u32> = seats.collect();
            propose(&Ranked::join(openings, trainees), &seats, ones.into_iter()).by_receiver()
        }
    }
}

fn rooms(receivers: &Side, quota: &[u32]) -> impl Iterator<Item = u32> {
    let degrees = (0..receivers.len()).map(|receiver| receivers.degree(receiver) as u32);
    quota
        .iter()
        .zip(degrees)
        .map(|(quota, degree)| degree.min(*quota))
}

/// What the receivers hold: rank and proposer in one number, the worst first.
struct Held {
    doors: Vec<Door>,
    /// The rank from which on a receiver refuses. Apart from the rest, because most proposals end here.
    bars: Vec<u32>,
    slots: Vec<u64>,
}

struct Door {
    start: u32,
    room: u32,
    filled: u32,
}

impl Held {
    fn new(rooms: impl Iterator<Item = u32>) -> Self {
        let mut start = 0;
        let mut held = Self {
            doors: Vec::new(),
            bars: Vec::new(),
            slots: Vec::new(),
        };
        for room in rooms {
            held.doors.push(Door {
                start,
                room,
                filled: 0,
            });
            held.bars.push(if room == 0 { 0 } else { u32::MAX });
            start += room;
        }
        held.slots = vec![0; start as usize];
        held
    }

    /// Takes in a proposer ranked above the bar; says who had to go.
    fn take(&mut self, receiver: u32, rank: u32, proposer: u32) -> Option<u32> {
        let door = &mut self.doors[receiver as usize];
        let (start, room) = (door.start as usize, door.room as usize);
        let newcomer = u64::from(rank) << 32 | u64::from(proposer);
        let mut evicted = None;
        if door.filled < door.room {
            let filled = door.filled as usize;
            door.filled += 1;
            self.slots[start + filled] = newcomer;
            sift_up(&mut self.slots[start..=start + filled]);
        } else {
            evicted = Some(self.slots[start] as u32);
            self.slots[start] = newcomer;
            sift_down(&mut self.slots[start..start + room]);
        }
        if door.filled == door.room {
            self.bars[receiver as usize] = (self.slots[start] >> 32) as u32;
        }
        evicted
    }

    fn of(&self, receiver: usize) -> &[u64] {
        let door = &self.doors[receiver];
        &self.slots[door.start as usize..(door.start + door.filled) as usize]
    }

    fn by_proposer(&self, proposers: usize) -> Assignment {
        let mut matching = vec![UNPLACED; proposers];
        for receiver in 0..self.doors.len() {
            for &held in self.of(receiver) {
                matching[held as u32 as usize] = receiver as u32;
            }
        }
        matching
    }

    /// Where receivers hold one each.
    fn by_receiver(&self) -> Assignment {
        let first = |receiver| self.of(receiver).first().map_or(UNPLACED, |held| *held as u32);
        (0..self.doors.len()).map(first).collect()
    }
}

/// Each proposer goes down its list until its quota is held or the list is at its end; each receiver holds the best
/// so far up to its room. The outcome doesn't depend on the order of proposals: those put out ask again in rounds,
/// because then no one waits for another's list to come from memory.
fn propose<P: Asking>(proposers: &P, quota: &[u32], rooms: impl Iterator<Item = u32>) -> Held {
    let mut held = Held::new(rooms);
    let mut next: Vec<u32> = (0..proposers.len()).map(|p| proposers.columns(p).0).collect();
    let mut lacking: Vec<u32> = quota.to_vec();
    let mut asking: Vec<u32> = (0..proposers.len() as u32).collect();
    let mut evicted = Vec::new();
    while !asking.is_empty() {
        for &proposer in &asking {
            let p = proposer as usize;
            let (_, end) = proposers.columns(p);
            let mut column = next[p];
            let mut lacks = lacking[p];
            while lacks > 0 && column < end {
                let (receiver, rank) = proposers.listing(column);
                column += 1;
                if rank < held.bars[receiver as usize] {
                    lacks -= 1;
                    if let Some(other) = held.take(receiver, rank, proposer) {
                        lacking[other as usize] += 1;
                        evicted.push(other);
                    }
                }
            }
            next[p] = column;
            lacking[p] = lacks;
        }
        std::mem::swap(&mut asking, &mut evicted);
        evicted.clear();
    }
    held
}

/// Restores the heap (worst, that is highest, first) after its last element was added.
fn sift_up(heap: &mut [u64]) {
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
fn sift_down(heap: &mut [u64]) {
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
