//! A stable matching kept live: one seat freed or lost, one trainee come or gone, and only those concerned move.
#![expect(
    clippy::indexing_slicing,
    reason = "numbers come from the board's own ids, columns from `Market::join`"
)]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::deferred::{Assignment, UNPLACED};
use super::market::Market;
use super::seating::Seating;
use super::setup::Problem;
use super::{RoundInput, SolveError};

/// One trainee's move, before anything is committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub trainee: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: MoveReason,
}

/// Why somebody moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MoveReason {
    /// A seat they like better became free.
    SeatFreed,
    /// They are new, or were without a place, and asked down their list.
    Placed,
    /// Their seat is gone.
    SeatLost,
    /// The opening took somebody it ranks higher.
    Displaced,
    /// They left, or the pair isn't allowed any more.
    Left,
    /// The whole round was solved again.
    SolvedAgain,
}

/// The live state of a round. Those pinned in the input never move and aren't on the board.
pub struct Board {
    trainees: Vec<String>,
    openings: Vec<String>,
    numbers: HashMap<String, u32>,
    opening_numbers: HashMap<String, u32>,
    seating: Seating<'static>,
    /// Gone: never offered anything again.
    gone: Vec<bool>,
    /// New, or without the place they had.
    unsettled: Vec<u32>,
}

impl Board {
    /// Seats everybody as placed. Pairs that aren't mutual or allowed, and the lowest ranked where there are more
    /// than seats, are left without a place; [`Board::settle`] finds them another.
    pub fn new(input: &RoundInput, placed: &BTreeMap<String, Option<String>>) -> Result<Self, SolveError> {
        Ok(Self::over(&Problem::of(input)?, placed))
    }

    pub(super) fn over(problem: &Problem<'_>, placed: &BTreeMap<String, Option<String>>) -> Self {
        let census = &problem.census;
        let market: Market = problem.open.clone();
        let mut start = vec![UNPLACED; census.trainees().len()];
        for (trainee, opening) in placed {
            let pair = census
                .trainee(trainee)
                .zip(opening.as_deref().and_then(|o| census.opening(o)));
            if let Some((t, o)) = pair
                && super::seating::column(&market, t, o).is_some()
            {
                start[t as usize] = o;
            }
        }
        let own = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<String>>();
        let numbers = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).zip(0..).collect();
        let seating = Seating::new(Cow::Owned(market), &start);
        let unsettled = |t: &u32| {
            let known = placed.get(census.trainees()[*t as usize]);
            seating.place[*t as usize] == UNPLACED && known.is_none_or(Option::is_some)
        };
        Self {
            unsettled: (0..start.len() as u32).filter(unsettled).collect(),
            trainees: own(census.trainees()),
            openings: own(census.openings()),
            numbers: numbers(census.trainees()),
            opening_numbers: numbers(census.openings()),
            gone: vec![false; start.len()],
            seating,
        }
    }

    /// Where a trainee is.
    pub fn place(&self, trainee: &str) -> Option<&str> {
        let place = self.seating.place[*self.numbers.get(trainee)? as usize];
        self.openings.get(place as usize).map(String::as_str)
    }

    /// Brings everybody to where nobody blocks, if the placements of before were stable for those who were there:
    /// first freed seats go to them, which harms nobody; then whoever is new or lost their seat asks down their list.
    pub fn settle(&mut self) -> Vec<Move> {
        let mut moves = Vec::new();
        let later: Vec<u32> = std::mem::take(&mut self.unsettled);
        for trainee in &later {
            self.gone[*trainee as usize] = true;
        }
        for opening in 0..self.openings.len() as u32 {
            self.vacancy_chain(opening, &mut moves);
        }
        for trainee in later {
            self.gone[trainee as usize] = false;
            self.proposal_chain(trainee, MoveReason::Placed, &mut moves);
        }
        moves
    }

    /// A trainee leaves; the seat goes down the vacancy chain. Nobody else is made worse off.
    pub fn withdraw(&mut self, trainee: &str) -> Vec<Move> {
        let Some(&number) = self.numbers.get(trainee) else {
            return Vec::new();
        };
        self.gone[number as usize] = true;
        let opening = self.seating.leave(number);
        let mut moves = Vec::new();
        if opening != UNPLACED {
            moves.push(self.moved(number, opening, UNPLACED, MoveReason::Left));
            self.vacancy_chain(opening, &mut moves);
        }
        moves
    }

    /// One more seat at an opening.
    pub fn add_seat(&mut self, opening: &str) -> Vec<Move> {
        let Some(&number) = self.opening_numbers.get(opening) else {
            return Vec::new();
        };
        self.seating.market.to_mut().seats[number as usize] += 1;
        let mut moves = Vec::new();
        self.vacancy_chain(number, &mut moves);
        moves
    }

    /// One seat less; who loses it asks down their list again.
    pub fn lose_seat(&mut self, opening: &str) -> Vec<Move> {
        let mut moves = Vec::new();
        let Some(&number) = self.opening_numbers.get(opening) else {
            return moves;
        };
        let seats = &mut self.seating.market.to_mut().seats[number as usize];
        *seats = seats.saturating_sub(1);
        if let Some(loser) = self.seating.shrink(number) {
            moves.push(self.moved(loser, number, UNPLACED, MoveReason::SeatLost));
            self.proposal_chain(loser, MoveReason::SeatLost, &mut moves);
        }
        moves
    }

    /// A trainee without a place asks down the list; whoever is displaced asks on.
    pub fn propose(&mut self, trainee: &str) -> Vec<Move> {
        let mut moves = Vec::new();
        if let Some(&number) = self.numbers.get(trainee)
            && self.seating.place[number as usize] == UNPLACED
        {
            self.gone[number as usize] = false;
            self.proposal_chain(number, MoveReason::Placed, &mut moves);
        }
        moves
    }

    /// The free seats of an opening go to the best ranked who would rather be there; the seats they leave likewise.
    fn vacancy_chain(&mut self, opening: u32, moves: &mut Vec<Move>) {
        let mut vacant = vec![opening];
        while let Some(opening) = vacant.pop() {
            let mut next = 0;
            while self.seating.has_room(opening) {
                let side = &self.seating.market.openings;
                let list = &side.other[side.span(opening as usize)];
                let wants = |t: &u32| !self.gone[*t as usize] && self.seating.prefers(*t, opening);
                let Some(at) = list.iter().skip(next).position(wants) else {
                    break;
                };
                next += at + 1;
                let trainee = list[next - 1];
                let from = self.seating.leave(trainee);
                self.seating.seat(trainee, opening);
                moves.push(self.moved(trainee, from, opening, MoveReason::SeatFreed));
                if from != UNPLACED {
                    vacant.push(from);
                }
            }
        }
    }

    fn proposal_chain(&mut self, trainee: u32, first: MoveReason, moves: &mut Vec<Move>) {
        let (mut asking, mut reason) = (trainee, first);
        while !self.gone[asking as usize] {
            let side = &self.seating.market.trainees;
            let found = side
                .span(asking as usize)
                .find(|c| self.seating.takes(side.other[*c], side.cross[*c]));
            let Some(opening) = found.map(|column| side.other[column]) else {
                break;
            };
            let displaced = self.seating.seat(asking, opening);
            moves.push(self.moved(asking, UNPLACED, opening, reason));
            let Some(other) = displaced else { break };
            moves.push(self.moved(other, opening, UNPLACED, MoveReason::Displaced));
            (asking, reason) = (other, MoveReason::Displaced);
        }
    }

    fn moved(&self, trainee: u32, from: u32, to: u32, reason: MoveReason) -> Move {
        let name = |opening: u32| self.openings.get(opening as usize).cloned();
        Move {
            trainee: self.trainees[trainee as usize].clone(),
            from: name(from),
            to: name(to),
            reason,
        }
    }

    pub(super) fn assignment(&self) -> Assignment {
        self.seating.place.clone()
    }
}
