//! What the receivers of deferred acceptance hold, each the best so far up to its room.
#![expect(
    clippy::indexing_slicing,
    reason = "the hot loop: receivers have doors, slots come from prefix sums here"
)]

use prefetch_index::prefetch_index;

use super::deferred::{Assignment, UNPLACED};

/// What the receivers hold: rank and proposer in one number, the worst first.
pub(super) struct Held {
    doors: Vec<Door>,
    /// The rank from which on a receiver refuses. Apart from the rest, because most proposals end here.
    pub(super) bars: Vec<u32>,
    slots: Vec<u64>,
}

struct Door {
    start: u32,
    room: u32,
    filled: u32,
}

impl Held {
    pub(super) fn new(rooms: impl Iterator<Item = u32>) -> Self {
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

    /// Has what [`Held::take`] needs come from memory: first the door,
    pub(super) fn call_door(&self, receiver: u32) {
        prefetch_index(&self.doors, receiver as usize);
    }

    /// and then, once that is there, who is behind it.
    pub(super) fn call_slots(&self, receiver: u32) {
        prefetch_index(&self.slots, self.doors[receiver as usize].start as usize);
    }

    /// Takes in a proposer ranked above the bar; says who had to go.
    pub(super) fn take(&mut self, receiver: u32, rank: u32, proposer: u32) -> Option<u32> {
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

    pub(super) fn by_proposer(&self, proposers: usize) -> Assignment {
        let mut matching = vec![UNPLACED; proposers];
        for receiver in 0..self.doors.len() {
            for &held in self.of(receiver) {
                matching[held as u32 as usize] = receiver as u32;
            }
        }
        matching
    }

    /// Where receivers hold one each.
    pub(super) fn by_receiver(&self) -> Assignment {
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
