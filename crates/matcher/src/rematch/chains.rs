//! What follows from a change when as little as possible moves: a vacancy chain from each freed seat, then a proposal
//! chain for each trainee who lost theirs; or, when nobody who has a place may move, free seats for those without one.
//!
//! The same chains as `berth_matching::solve::Board`, over a published result that stays as it is: only what moves is
//! written down, so a look costs what it moves and not what the round holds.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use berth_domain::rematch::MoveReason;

use super::seated::NOWHERE;
use super::situation::Situation;

/// A situation with what has moved since.
struct Look<'a> {
    now: &'a Situation<'a>,
    place: HashMap<u32, u32>,
    holders: HashMap<u32, Vec<u32>>,
    /// Without a place, and asking only after the chains from freed seats.
    waiting: Vec<u32>,
}

/// Everybody's place afterwards, of those who lost theirs or moved; by number.
pub(crate) fn follow(now: &Situation<'_>) -> BTreeMap<u32, u32> {
    let staying = now.lost.iter().filter(|(_, why)| **why != MoveReason::Left);
    let (refusers, losers): (Vec<_>, Vec<_>) = staying.partition(|(_, why)| **why == MoveReason::Refused);
    let mut look = Look::new(now);
    look.waiting = now.lost.keys().copied().collect();
    for opening in changed(now) {
        look.vacancy_chain(opening);
    }
    look.waiting.clear();
    for (trainee, _) in losers {
        look.proposal_chain(*trainee, |t| !now.firm(t));
    }
    // Who refused a seat takes a free one, and displaces nobody but others who refused theirs.
    for (trainee, _) in &refusers {
        look.proposal_chain(**trainee, |t| refusers.iter().any(|(other, _)| **other == t));
    }
    look.after()
}

/// The same when nobody who has a place may move: those without one ask for the seats that are free now, and an opening
/// keeps the best of those who ask. Deferred acceptance among them, so their order of asking doesn't matter.
pub(crate) fn fill(now: &Situation<'_>) -> BTreeMap<u32, u32> {
    let mut look = Look::new(now);
    let without = |trainee: u32| now.stands(trainee) == NOWHERE;
    // Nobody else can gain: where nothing changed, whoever is without a place had asked before.
    let callers = changed(now)
        .into_iter()
        .filter(|opening| look.has_room(*opening))
        .flat_map(|opening| now.seated.callers.of(opening).iter().map(|caller| caller.other));
    let asking: BTreeSet<u32> = callers
        .chain(now.lost.keys().copied())
        .chain(now.moved_before())
        .filter(|trainee| without(*trainee))
        .collect();
    for trainee in asking {
        look.proposal_chain(trainee, without);
    }
    look.after()
}

/// Openings where anything differs from what was published.
fn changed(now: &Situation<'_>) -> BTreeSet<u32> {
    let seats = now.changed_seats().map(|(opening, _)| opening);
    now.holders.keys().copied().chain(seats).collect()
}

impl<'a> Look<'a> {
    fn new(now: &'a Situation<'a>) -> Self {
        Self {
            now,
            place: HashMap::new(),
            holders: HashMap::new(),
            waiting: Vec::new(),
        }
    }

    /// Places of those who lost theirs or moved.
    fn after(self) -> BTreeMap<u32, u32> {
        let lost = self.now.lost.keys().map(|trainee| (*trainee, NOWHERE));
        let mut after: BTreeMap<u32, u32> = lost.collect();
        after.extend(self.place);
        after
    }

    fn place(&self, trainee: u32) -> u32 {
        self.place
            .get(&trainee)
            .copied()
            .unwrap_or_else(|| self.now.stands(trainee))
    }

    fn holders(&self, opening: u32) -> &[u32] {
        let before = || self.now.holders(opening);
        self.holders.get(&opening).map_or_else(before, Vec::as_slice)
    }

    fn has_room(&self, opening: u32) -> bool {
        self.holders(opening).len() < self.now.seats(opening) as usize
    }

    /// Whether somebody likes an opening better than their place, and may have it.
    fn wants(&self, trainee: u32, opening: u32) -> bool {
        let own = self.place(trainee);
        let wishes = self.now.seated.wishes.of(trainee);
        let first = wishes.iter().find(|e| e.other == own || e.other == opening);
        own != opening
            && first.is_some_and(|e| e.other == opening)
            && !self.now.refused.contains(&(trainee, opening))
            && !self.now.gone.contains(&trainee)
            && !self.now.firm(trainee)
            && self.waiting.binary_search(&trainee).is_err()
    }

    fn seat(&mut self, trainee: u32, opening: u32) {
        let own = self.place(trainee);
        if own != NOWHERE {
            self.touch(own).retain(|t| *t != trainee);
        }
        if opening != NOWHERE {
            self.touch(opening).push(trainee);
        }
        self.place.insert(trainee, opening);
    }

    fn touch(&mut self, opening: u32) -> &mut Vec<u32> {
        let now = self.now;
        self.holders
            .entry(opening)
            .or_insert_with(|| now.holders(opening).to_vec())
    }

    /// Free seats go to the best ranked who would rather be there; the seats they leave likewise. Harms nobody.
    fn vacancy_chain(&mut self, opening: u32) {
        let mut vacant = vec![opening];
        while let Some(opening) = vacant.pop() {
            if !self.has_room(opening) {
                continue;
            }
            for caller in self.now.seated.callers.of(opening) {
                if !self.wants(caller.other, opening) {
                    continue;
                }
                let from = self.place(caller.other);
                self.seat(caller.other, opening);
                if from != NOWHERE {
                    vacant.push(from);
                }
                if !self.has_room(opening) {
                    break;
                }
            }
        }
    }

    /// Somebody without a place asks down their list; whoever is displaced asks on.
    fn proposal_chain(&mut self, trainee: u32, may_go: impl Fn(u32) -> bool) {
        let mut asking = Some(trainee);
        while let Some(trainee) = asking.take() {
            for wish in self.now.seated.wishes.of(trainee) {
                let opening = wish.other;
                if !self.wants(trainee, opening) {
                    continue;
                }
                if self.has_room(opening) {
                    self.seat(trainee, opening);
                    break;
                }
                let weaker = |t: &&u32| may_go(**t) && self.now.rank(**t, opening) > wish.cross;
                let holders = self.holders(opening).iter().filter(weaker);
                if let Some(&weakest) = holders.max_by_key(|t| self.now.rank(**t, opening)) {
                    self.seat(weakest, NOWHERE);
                    self.seat(trainee, opening);
                    asking = Some(weakest);
                    break;
                }
            }
        }
    }
}
