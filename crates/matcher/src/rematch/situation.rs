//! What stands now, in numbers: the published result, and what a request says differs from it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use berth_domain::id::{OpeningId, TraineeId};
use berth_domain::rematch::{MoveReason, RematchPolicy, RematchRequest};

use super::seated::{NOWHERE, Seated};

/// A request that can't be meant as it is written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Contradiction {
    /// A trainee who isn't in the round.
    #[error("`{place}` names the trainee {id}, who isn't in the round's cohort")]
    UnknownTrainee {
        /// Key of the request.
        place: &'static str,
        /// Who.
        id: TraineeId,
    },
    /// An opening that isn't in the round.
    #[error("`{place}` names the opening {id}, which isn't in the round's cohort")]
    UnknownOpening {
        /// Key of the request.
        place: &'static str,
        /// Which.
        id: OpeningId,
    },
    /// Somebody immovable who isn't there.
    #[error("{0} is immovable, but gone, without a place, or refused it: correct `immovable`")]
    Immovable(TraineeId),
    /// More immovable than seats.
    #[error(
        "{opening} has {seats} seats for {immovable} immovable trainees: void a placement, or keep the seats"
    )]
    Seats {
        /// Which.
        opening: OpeningId,
        /// How many it has now.
        seats: u32,
        /// How many must stay.
        immovable: usize,
    },
}

/// Everybody's place before anything moves.
#[derive(Clone)]
pub(crate) struct Situation<'a> {
    pub(crate) seated: &'a Seated,
    /// Where they stood, of those who didn't stand as published.
    stood: HashMap<u32, u32>,
    /// Who lost their place, and why; by number.
    pub(crate) lost: BTreeMap<u32, MoveReason>,
    pub(crate) gone: HashSet<u32>,
    pub(crate) refused: HashSet<(u32, u32)>,
    /// Who ever refused somebody: they may have a free seat, but not another's.
    pub(crate) without_claim: HashSet<u32>,
    pub(crate) immovable: HashSet<u32>,
    /// Whether everybody who still has a place keeps it.
    frozen: bool,
    seats: HashMap<u32, u32>,
    /// Who still sits at openings where anything differs from what was published.
    pub(crate) holders: BTreeMap<u32, Vec<u32>>,
}

impl<'a> Situation<'a> {
    pub(crate) fn new(seated: &'a Seated, request: &RematchRequest) -> Result<Self, Contradiction> {
        let trainee = |place, id: &TraineeId| {
            let unknown = Contradiction::UnknownTrainee { place, id: *id };
            seated.trainee(id).ok_or(unknown)
        };
        let opening = |place, id: &OpeningId| {
            let unknown = Contradiction::UnknownOpening { place, id: *id };
            seated.opening(id).ok_or(unknown)
        };
        let mut situation = Self {
            seated,
            stood: HashMap::new(),
            lost: BTreeMap::new(),
            gone: HashSet::new(),
            refused: HashSet::new(),
            without_claim: HashSet::new(),
            immovable: HashSet::new(),
            frozen: false,
            seats: HashMap::new(),
            holders: BTreeMap::new(),
        };
        for (id, place) in &request.standing {
            let number = trainee("standing", id)?;
            let place = match place {
                Some(id) => opening("standing", id)?,
                None => NOWHERE,
            };
            let published = seated.published(number);
            if place != published {
                situation.stood.insert(number, place);
                situation.leave(published, number);
                situation.join(place, number);
            }
        }
        for id in &request.gone {
            let number = trainee("gone", id)?;
            situation.gone.insert(number);
            situation.lose(number, MoveReason::Left);
        }
        for (id, place) in &request.refused {
            let pair = (trainee("refused", id)?, opening("refused", place)?);
            situation.refused.insert(pair);
            situation.without_claim.insert(pair.0);
            if situation.stands(pair.0) == pair.1 {
                situation.lose(pair.0, MoveReason::Refused);
            }
        }
        for id in &request.immovable {
            let number = trainee("immovable", id)?;
            if situation.stands(number) == NOWHERE {
                return Err(Contradiction::Immovable(*id));
            }
            situation.immovable.insert(number);
        }
        situation.lapse();
        for (id, seats) in &request.seats {
            situation.seats.insert(opening("seats", id)?, *seats);
        }
        for id in &request.withdrawn {
            situation.seats.insert(opening("withdrawn", id)?, 0);
        }
        situation.shrink()?;
        // Only now: losing a place to fewer seats or a passed date is no move.
        situation.frozen = request.policy == RematchPolicy::Frozen;
        Ok(situation)
    }

    /// Pairs that are no longer possible end, but for those that can't move.
    fn lapse(&mut self) {
        let seated = self.seated;
        let changed = self.stood.keys().copied();
        let published = seated.lapsed_places.iter().copied();
        let candidates: BTreeSet<u32> = changed.chain(published).collect();
        for trainee in candidates {
            let place = self.stands(trainee);
            if place != NOWHERE && !self.firm(trainee) && seated.wish(trainee, place).is_none() {
                self.lose(trainee, MoveReason::NotFeasible);
            }
        }
    }

    /// The lowest ranked go where there are more than seats.
    fn shrink(&mut self) -> Result<(), Contradiction> {
        let openings: BTreeSet<u32> = self.seats.keys().chain(self.holders.keys()).copied().collect();
        for opening in openings {
            let holders = self.holders(opening).to_vec();
            let seats = self.seats(opening);
            let (firm, mut others): (Vec<u32>, Vec<u32>) = holders.iter().partition(|t| self.firm(**t));
            if firm.len() > seats as usize {
                return Err(Contradiction::Seats {
                    opening: self
                        .seated
                        .opening_id(opening)
                        .unwrap_or(OpeningId(uuid::Uuid::nil())),
                    seats,
                    immovable: firm.len(),
                });
            }
            others.sort_unstable_by_key(|t| self.rank(*t, opening));
            for trainee in others.into_iter().skip(seats as usize - firm.len()) {
                self.lose(trainee, MoveReason::SeatLost);
            }
        }
        Ok(())
    }

    fn lose(&mut self, trainee: u32, why: MoveReason) {
        let place = self.stands(trainee);
        if place != NOWHERE {
            self.leave(place, trainee);
            self.lost.insert(trainee, why);
        }
    }

    fn leave(&mut self, opening: u32, trainee: u32) {
        if opening != NOWHERE {
            self.touched(opening).retain(|t| *t != trainee);
        }
    }

    fn join(&mut self, opening: u32, trainee: u32) {
        if opening != NOWHERE {
            self.touched(opening).push(trainee);
        }
    }

    fn touched(&mut self, opening: u32) -> &mut Vec<u32> {
        let seated = self.seated;
        self.holders
            .entry(opening)
            .or_insert_with(|| seated.holders.get(opening as usize).cloned().unwrap_or_default())
    }

    /// Where somebody stood before anything was lost.
    pub(crate) fn stood(&self, trainee: u32) -> u32 {
        let published = || self.seated.published(trainee);
        self.stood.get(&trainee).copied().unwrap_or_else(published)
    }

    /// Where somebody stands, their losses counted.
    pub(crate) fn stands(&self, trainee: u32) -> u32 {
        if self.lost.contains_key(&trainee) {
            NOWHERE
        } else {
            self.stood(trainee)
        }
    }

    pub(crate) fn seats(&self, opening: u32) -> u32 {
        let published = || self.seated.seats.get(opening as usize).copied().unwrap_or(0);
        self.seats.get(&opening).copied().unwrap_or_else(published)
    }

    /// Seats of all openings together.
    pub(crate) fn all_seats(&self) -> u64 {
        let published = |opening: u32| self.seated.seats.get(opening as usize).copied().unwrap_or(0);
        let (mut more, mut less) = (self.seated.all_seats, 0);
        for (opening, seats) in self.changed_seats() {
            more += u64::from(seats);
            less += u64::from(published(opening));
        }
        more.saturating_sub(less)
    }

    pub(crate) fn holders(&self, opening: u32) -> &[u32] {
        let published = || {
            self.seated
                .holders
                .get(opening as usize)
                .map_or(&[][..], Vec::as_slice)
        };
        self.holders.get(&opening).map_or_else(published, Vec::as_slice)
    }

    /// Whether somebody keeps their place whatever happens.
    pub(crate) fn firm(&self, trainee: u32) -> bool {
        let pinned = self.seated.pinned.get(trainee as usize).copied().unwrap_or(false);
        self.immovable.contains(&trainee)
            || (pinned && self.stands(trainee) == self.seated.published(trainee))
            || (self.frozen && self.stands(trainee) != NOWHERE)
    }

    /// How an opening ranks somebody; the worst possible where the pair isn't possible.
    pub(crate) fn rank(&self, trainee: u32, opening: u32) -> u32 {
        self.seated.wish(trainee, opening).map_or(NOWHERE, |e| e.cross)
    }

    /// Openings with other seats than the round had.
    pub(crate) fn changed_seats(&self) -> impl Iterator<Item = (u32, u32)> {
        self.seats.iter().map(|(&opening, &seats)| (opening, seats))
    }

    /// Those who didn't stand as published.
    pub(crate) fn moved_before(&self) -> impl Iterator<Item = u32> {
        self.stood.keys().copied()
    }
}
