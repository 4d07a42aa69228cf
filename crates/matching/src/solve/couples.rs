//! Two who go together: singles first, then the pairs in drawn order (Kojima, Pathak and Roth 2013), with vacated seats
//! offered again (Roth and Peranson 1999) and other orders tried when one runs in circles.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers come from the census, columns from `Market::join`"
)]

use std::collections::VecDeque;

use super::deferred::{self, Assignment, UNPLACED};
use super::market::Market;
use super::seating::Seating;
use super::setup::{Couple, Problem};
use crate::round::{Drawer, lottery_number};

/// Orders tried before giving up.
const TRIES: u32 = 24;
/// Moves per party after which a try counts as running in circles.
const MOVES: usize = 40;

/// A matching in which nobody blocks, if some order leads to one; else the last try's.
pub(crate) fn stable(problem: &Problem<'_>, market: &Market) -> Assignment {
    let couples: Vec<Couple> = playable(problem, market);
    let quota = quota_without_members(problem, market);
    let start = deferred::trainees_propose_within(market, &quota);
    let mut last = start.clone();
    for attempt in 0..TRIES {
        let mut order: Vec<usize> = (0..couples.len()).collect();
        order.sort_by_cached_key(|c| drawn(problem, &couples[*c], attempt));
        let mut run = Run::new(market, &couples, &start);
        if run.settle(&order) {
            return run.seating.place;
        }
        last = run.seating.place;
    }
    last
}

/// Couples that aren't pinned, with the options both openings list (and nothing forbids).
pub(crate) fn playable(problem: &Problem<'_>, market: &Market) -> Vec<Couple> {
    let listed = |trainee: u32, opening: u32| {
        opening == UNPLACED || super::seating::column(market, trainee, opening).is_some()
    };
    let free = problem
        .couples
        .iter()
        .filter(|c| problem.pinned[c.members[0] as usize] == UNPLACED);
    free.map(|couple| Couple {
        members: couple.members,
        options: couple
            .options
            .iter()
            .copied()
            .filter(|o| (0..2).all(|m| listed(couple.members[m], o[m])))
            .collect(),
    })
    .collect()
}

/// One place each, none for those who go together: they come after the singles.
fn quota_without_members(problem: &Problem<'_>, market: &Market) -> Vec<u32> {
    let mut quota = vec![1; market.trainees.len()];
    for member in problem.couples.iter().flat_map(|c| c.members) {
        quota[member as usize] = 0;
    }
    quota
}

fn drawn(problem: &Problem<'_>, couple: &Couple, attempt: u32) -> u64 {
    let id = problem.census.trainees()[couple.members[0] as usize];
    lottery_number(
        &problem.input.seed(),
        Drawer::Trainee,
        &format!("together {attempt} {id}"),
    )
}

#[derive(Clone, Copy)]
enum Party {
    Single(u32),
    Couple(usize),
}

struct Run<'a> {
    market: &'a Market,
    couples: &'a [Couple],
    seating: Seating<'a>,
    /// Of a member, the couple; else `usize::MAX`.
    couple_of: Vec<usize>,
    waiting: VecDeque<Party>,
    queued: Vec<bool>,
    vacated: Vec<u32>,
}

impl<'a> Run<'a> {
    fn new(market: &'a Market, couples: &'a [Couple], start: &[u32]) -> Self {
        let mut couple_of = vec![usize::MAX; start.len()];
        for (number, couple) in couples.iter().enumerate() {
            for member in couple.members {
                couple_of[member as usize] = number;
            }
        }
        Self {
            market,
            couples,
            seating: Seating::new(std::borrow::Cow::Borrowed(market), start),
            couple_of,
            waiting: VecDeque::new(),
            queued: vec![false; start.len()],
            vacated: Vec::new(),
        }
    }

    /// Lets everybody who may gain move, until nobody does. False when that doesn't come to an end.
    fn settle(&mut self, order: &[usize]) -> bool {
        let limit = MOVES * (self.couples.len() + 50) + self.couple_of.len();
        let mut moves = 0;
        let mut next = order.iter();
        loop {
            if let Some(party) = self.waiting.pop_front() {
                moves += 1;
                if moves > limit {
                    return false;
                }
                self.improve(party);
            } else if let Some(opening) = self.vacated.pop() {
                self.offer(opening);
            } else if let Some(couple) = next.next() {
                self.improve(Party::Couple(*couple));
            } else {
                return true;
            }
        }
    }

    fn queue(&mut self, trainee: u32) {
        let party = match self.couple_of[trainee as usize] {
            usize::MAX => Party::Single(trainee),
            couple => Party::Couple(couple),
        };
        let mark = match party {
            Party::Single(trainee) => trainee,
            Party::Couple(couple) => self.couples[couple].members[0],
        };
        if !std::mem::replace(&mut self.queued[mark as usize], true) {
            self.waiting.push_back(party);
        }
    }

    /// Moves a party to the best place that takes it, if that is better than where it is.
    fn improve(&mut self, party: Party) {
        match party {
            Party::Single(trainee) => {
                self.queued[trainee as usize] = false;
                let own = self.seating.place[trainee as usize];
                let side = &self.market.trainees;
                let mut better = side.span(trainee as usize).take_while(|c| side.other[*c] != own);
                if let Some(column) = better.find(|c| self.seating.takes(side.other[*c], side.cross[*c])) {
                    self.leave(trainee);
                    self.seat(trainee, side.other[column]);
                }
            }
            Party::Couple(number) => {
                let couple = &self.couples[number];
                let [a, b] = couple.members;
                self.queued[a as usize] = false;
                let own = [self.seating.place[a as usize], self.seating.place[b as usize]];
                let better = couple.options.iter().take_while(|option| **option != own);
                if let Some(option) = better
                    .copied()
                    .find(|option| self.seating.takes_both(couple.members, *option))
                {
                    self.leave(a);
                    self.leave(b);
                    // Into the same opening the better ranked first, so that the other can't push them out.
                    let mut seats = [(a, option[0]), (b, option[1])];
                    if option[0] == option[1]
                        && self.seating.rank(b, option[1]) < self.seating.rank(a, option[0])
                    {
                        seats.swap(0, 1);
                    }
                    for (member, opening) in seats {
                        if opening != UNPLACED {
                            self.seat(member, opening);
                        }
                    }
                }
            }
        }
    }

    fn leave(&mut self, trainee: u32) {
        let opening = self.seating.leave(trainee);
        if opening != UNPLACED {
            self.vacated.push(opening);
        }
    }

    fn seat(&mut self, trainee: u32, opening: u32) {
        if let Some(displaced) = self.seating.seat(trainee, opening) {
            let couple = self.couple_of[displaced as usize];
            if couple != usize::MAX {
                // They go together: the other gives up the seat too.
                for member in self.couples[couple].members {
                    self.leave(member);
                }
            }
            self.queue(displaced);
        }
    }

    /// Offers a seat that may be free again to the first who wants it, and to every couple that might.
    fn offer(&mut self, opening: u32) {
        let side = &self.market.openings;
        if !self.seating.has_room(opening) {
            return;
        }
        for column in side.span(opening as usize) {
            let trainee = side.other[column];
            if self.couple_of[trainee as usize] != usize::MAX {
                self.queue(trainee);
            } else if self.seating.prefers(trainee, opening) && !self.queued[trainee as usize] {
                self.queue(trainee);
                // One seat, one taker; whoever comes, the opening is asked again.
                self.vacated.push(opening);
                return;
            }
        }
    }
}
