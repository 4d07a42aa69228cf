//! Deferred acceptance (Gale and Shapley 1962) with quotas on both sides; the same kernel serves either side proposing.
#![expect(
    clippy::indexing_slicing,
    reason = "the hot loop: parties come from `Market` or `Dealt`, listings from those who came in"
)]

use prefetch_index::prefetch_index;

use super::dealt::Dealt;
use super::held::Held;
use super::lists::Lists;
use super::market::{Market, Side};
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
    let rooms = rooms(&market.openings, &market.seats);
    among(&market.trainees, quota, rooms).by_proposer(quota.len())
}

/// The stable matching best for all openings at once (and worst for all trainees).
pub(crate) fn openings_propose(market: &Market) -> Assignment {
    let ones = vec![1; market.trainees.len()];
    let rooms = rooms(&market.trainees, &ones);
    among(&market.openings, &market.seats, rooms).by_receiver()
}

fn among(proposers: &Side, quota: &[u32], rooms: impl Iterator<Item = u32>) -> Held {
    let mut talks = Talks::new(quota.to_vec(), proposers.pairs(), rooms);
    for proposer in 0..proposers.len() {
        let span = proposers.span(proposer);
        let pairs = proposers.other[span.clone()].iter().zip(&proposers.cross[span]);
        talks.enter(pairs.map(|(receiver, rank)| (*receiver, Some(*rank))));
    }
    talks.until_none_is_left()
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
        Proposing::Trainees => join(trainees, openings, ones, seats).by_proposer(trainees.len()),
        Proposing::Openings => join(openings, trainees, seats.collect(), ones.into_iter()).by_receiver(),
    }
}

/// Looks each proposer's ranks up as it comes in, by counting alone, without search or hashing.
fn join(proposers: &Lists, receivers: &Lists, quota: Vec<u32>, rooms: impl Iterator<Item = u32>) -> Held {
    let mut talks = Talks::new(quota, proposers.listings(), rooms);
    // An entry counts only under the proposer it was written for.
    let mut look_up = vec![(u32::MAX, 0); receivers.len()];
    let position = |position, _| position;
    Dealt::of(receivers, proposers.len()).each_party(position, |proposer, heard| {
        for &(receiver, position) in heard {
            look_up[receiver as usize] = (proposer, position);
        }
        talks.enter(proposers.of(proposer as usize).iter().map(|&(receiver, _)| {
            let entry = look_up.get_mut(receiver as usize);
            // Once is enough: a list that names somebody twice means the better place.
            let rank = entry
                .and_then(|(known, rank)| (std::mem::replace(known, u32::MAX) == proposer).then_some(*rank));
            (receiver, rank)
        }));
    });
    talks.until_none_is_left()
}

fn rooms(receivers: &Side, quota: &[u32]) -> impl Iterator<Item = u32> {
    let degrees = (0..receivers.len()).map(|receiver| receivers.degree(receiver) as u32);
    quota
        .iter()
        .zip(degrees)
        .map(|(quota, degree)| degree.min(*quota))
}

/// Deferred acceptance under way: each proposer goes down its list until its quota is held or the list is at its end;
/// each receiver holds the best so far up to its room. The outcome doesn't depend on the order of proposals: those
/// put out ask again in rounds, because then no one waits for another's list to come from memory.
struct Talks {
    held: Held,
    quota: Vec<u32>,
    /// What is left of each proposer's list: from where in the listings to where.
    left: Vec<(u32, u32)>,
    /// The proposers' lists, as (receiver, rank there).
    listings: Vec<(u32, u32)>,
    /// Who came in and hasn't asked yet, as often as it has places to ask for.
    entered: Vec<u32>,
    /// Who was put out since asking last, as often as that happened.
    evicted: Vec<u32>,
}

/// Proposers called up together, so that what they need comes from memory at the same time instead of one after another.
const TOGETHER: usize = 16;

impl Talks {
    fn new(quota: Vec<u32>, listings: usize, rooms: impl Iterator<Item = u32>) -> Self {
        Self {
            held: Held::new(rooms),
            left: Vec::with_capacity(quota.len()),
            quota,
            listings: Vec::with_capacity(listings),
            entered: Vec::new(),
            evicted: Vec::new(),
        }
    }

    /// The next proposer comes in with its list: each receiver, and the proposer's rank there if it is ranked at all.
    /// Receivers that refuse already are left out: a bar is never taken back.
    fn enter(&mut self, list: impl ExactSizeIterator<Item = (u32, Option<u32>)>) {
        let proposer = self.left.len();
        let start = self.listings.len();
        self.listings.resize(start + list.len(), (0, 0));
        let mut end = start;
        for (receiver, rank) in list {
            self.listings[end] = (receiver, rank.unwrap_or_default());
            // Counted instead of branched on: half of the answers are yes, and nobody can foretell which.
            let open = |bar: &u32| rank.unwrap_or(u32::MAX) < *bar;
            end += usize::from(self.held.bars.get(receiver as usize).is_some_and(open));
        }
        self.listings.truncate(end);
        self.left.push((start as u32, end as u32));
        let places = (end - start).min(self.quota[proposer] as usize);
        self.entered.extend(std::iter::repeat_n(proposer as u32, places));
        if self.entered.len() >= TOGETHER {
            self.ask_entered();
        }
    }

    fn ask_entered(&mut self) {
        let mut asking = std::mem::take(&mut self.entered);
        self.ask_all(&asking);
        asking.clear();
        self.entered = asking;
    }

    /// Goes on until nobody who lacks a place has anybody left to ask.
    fn until_none_is_left(mut self) -> Held {
        self.ask_entered();
        let mut asking = Vec::new();
        while !self.evicted.is_empty() {
            std::mem::swap(&mut asking, &mut self.evicted);
            self.ask_all(&asking);
            asking.clear();
        }
        self.held
    }

    /// Each of these proposers asks until it has one place more, or its list is at its end.
    fn ask_all(&mut self, asking: &[u32]) {
        let mut some = asking.chunks(TOGETHER).peekable();
        while let Some(now) = some.next() {
            self.ask(now, some.peek().copied().unwrap_or_default());
        }
    }

    /// These ask now; what the others will need is called from memory in the meantime.
    fn ask(&mut self, now: &[u32], soon: &[u32]) {
        for &proposer in soon {
            prefetch_index(&self.left, proposer as usize);
        }
        let mut asked = [None; TOGETHER];
        for (&proposer, asked) in now.iter().zip(&mut asked) {
            *asked = self.next(proposer).map(|(receiver, _)| receiver);
            self.held.call_door(asked.unwrap_or_default());
        }
        for &proposer in soon {
            let (next, end) = self.left[proposer as usize];
            prefetch_index(&self.listings, next as usize);
            prefetch_index(&self.listings, end as usize);
        }
        for receiver in asked.iter().flatten() {
            self.held.call_slots(*receiver);
        }
        for &proposer in now {
            if let Some((receiver, rank)) = self.next(proposer) {
                self.left[proposer as usize].0 += 1;
                self.evicted.extend(self.held.take(receiver, rank, proposer));
            }
        }
    }

    /// The next in a proposer's list who doesn't refuse; those before are crossed out.
    fn next(&mut self, proposer: u32) -> Option<(u32, u32)> {
        let (next, end) = &mut self.left[proposer as usize];
        let rest = &self.listings[*next as usize..*end as usize];
        let open = |(receiver, rank): &(u32, u32)| *rank < self.held.bars[*receiver as usize];
        let found = rest.iter().position(open);
        *next += found.unwrap_or(rest.len()) as u32;
        found.map(|at| rest[at])
    }
}
