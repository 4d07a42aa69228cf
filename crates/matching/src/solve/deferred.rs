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

/// The stable matching best for all trainees at once.
pub(crate) fn trainees_propose(market: &Market) -> Assignment {
    trainees_propose_within(market, &vec![1; market.trainees.len()])
}

/// The same with 0 or 1 places for each trainee.
pub(crate) fn trainees_propose_within(market: &Market, quota: &[u32]) -> Assignment {
    propose(
        Ranked::of(&market.trainees),
        quota,
        rooms(&market.openings, &market.seats),
    )
    .by_proposer(quota.len())
}

/// The stable matching best for all openings at once (and worst for all trainees).
pub(crate) fn openings_propose(market: &Market) -> Assignment {
    let ones = vec![1; market.trainees.len()];
    propose(
        Ranked::of(&market.openings),
        &market.seats,
        rooms(&market.trainees, &ones),
    )
    .by_receiver()
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
            propose(Ranked::join(trainees, openings), &ones, seats).by_proposer(ones.len())
        }
        Proposing::Openings => {
            let seats: Vec<u32> = seats.collect();
            propose(Ranked::join(openings, trainees), &seats, ones.into_iter()).by_receiver()
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

/// Each proposer goes down its list until its quota is held or the list is at its end; each receiver holds the best
/// so far up to its room. The outcome doesn't depend on the order of proposals: those put out ask again in rounds,
/// because then no one waits for another's list to come from memory.
fn propose(ranked: Ranked, quota: &[u32], rooms: impl Iterator<Item = u32>) -> Held {
    let mut talks = Talks {
        held: Held::new(rooms),
        left: Vec::with_capacity(quota.len()),
        lacks: quota.to_vec(),
        evicted: Vec::new(),
        listings: ranked.pairs,
    };
    let mut kept = 0;
    for span in ranked.offsets.windows(2) {
        kept = talks.enter(span[0] as usize..span[1] as usize, kept);
    }
    talks.listings.truncate(kept);
    talks.until_none_is_left();
    talks.held
}

/// Deferred acceptance under way.
struct Talks {
    held: Held,
    /// What is left of each proposer's list: from where in the listings to where.
    left: Vec<(u32, u32)>,
    /// How many places each proposer lacks. Apart from the rest, because it changes with every eviction.
    lacks: Vec<u32>,
    /// Who was put out since asking last; nobody is in here twice.
    evicted: Vec<u32>,
    /// The proposers' lists, as (receiver, rank there).
    listings: Vec<(u32, u32)>,
}

/// Proposers called up together, so that their lists come from memory at the same time instead of one after another.
const TOGETHER: usize = 32;

impl Talks {
    /// The next proposer asks. What is left of its list goes to where those of the others end, without the receivers
    /// that refuse already: a bar is never taken back. The answer is the new end.
    fn enter(&mut self, list: std::ops::Range<usize>, start: usize) -> usize {
        let proposer = self.left.len() as u32;
        let next = self.ask_each(proposer, list.clone());
        let mut end = start;
        for at in next..list.end {
            let (receiver, rank) = self.listings[at];
            self.listings[end] = (receiver, rank);
            end += usize::from(rank < self.held.bars[receiver as usize]);
        }
        self.left.push((start as u32, end as u32));
        end
    }

    /// Goes on until nobody who lacks a place has anybody left to ask.
    fn until_none_is_left(&mut self) {
        let mut asking = Vec::new();
        while !self.evicted.is_empty() {
            std::mem::swap(&mut asking, &mut self.evicted);
            for some in asking.chunks(TOGETHER) {
                // Read for nothing but to have them come.
                for proposer in some {
                    let (next, end) = self.left[*proposer as usize];
                    let ends = [next, end.wrapping_sub(1)];
                    std::hint::black_box(ends.map(|at| self.listings.get(at as usize).copied()));
                }
                for &proposer in some {
                    let (next, end) = self.left[proposer as usize];
                    let next = self.ask_each(proposer, next as usize..end as usize);
                    self.left[proposer as usize].0 = next as u32;
                }
            }
            asking.clear();
        }
    }

    /// A proposer asks down this part of its list while it lacks a place; says where it stopped.
    fn ask_each(&mut self, proposer: u32, list: std::ops::Range<usize>) -> usize {
        let mut lacks = self.lacks[proposer as usize];
        let mut next = list.start;
        while lacks > 0 && next < list.end {
            let (receiver, rank) = self.listings[next];
            next += 1;
            if rank < self.held.bars[receiver as usize] {
                lacks -= 1;
                if let Some(evicted) = self.held.take(receiver, rank, proposer) {
                    // Who lacks a place already is about to ask, or at the end of its list.
                    if self.lacks[evicted as usize] == 0 {
                        self.evicted.push(evicted);
                    }
                    self.lacks[evicted as usize] += 1;
                }
            }
        }
        self.lacks[proposer as usize] = lacks;
        next
    }
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
