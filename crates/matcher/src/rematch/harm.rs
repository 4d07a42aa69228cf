//! Whether a proposed re-match keeps its promises, looked at apart from how it was found: nobody immovable moved,
//! seats kept, only possible pairs, nobody worse off who need not be, and nobody concerned who would block it.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::rematch::{MoveReason, RematchPolicy};

use super::seated::{Entry, NOWHERE};
use super::situation::Situation;

/// A broken promise. It would be a defect of this crate; the proposal is then not called verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Harm {
    /// Somebody who must stay would move.
    #[error("somebody immovable would move")]
    Immovable,
    /// Somebody who is out would get a place.
    #[error("somebody who is out would get a place")]
    Gone,
    /// A pair that was refused or isn't possible.
    #[error("a pair that was refused, or isn't possible, would be made")]
    Pair,
    /// More trainees than seats.
    #[error("an opening would get more trainees than seats")]
    Seats,
    /// Somebody would lose by it who need not.
    #[error("somebody would be worse off who need not be")]
    WorseOff,
}

/// A situation and what is proposed.
pub(crate) struct Proposal<'a> {
    now: &'a Situation<'a>,
    /// Places of those who lost theirs or would move.
    after: &'a BTreeMap<u32, u32>,
    /// Those who don't stand as published, or won't.
    concerned: BTreeSet<u32>,
    /// Who sits where any of them came from or goes, counted from the published result on.
    holders: BTreeMap<u32, Vec<u32>>,
}

impl<'a> Proposal<'a> {
    pub(crate) fn new(now: &'a Situation<'a>, after: &'a BTreeMap<u32, u32>) -> Self {
        let mut proposal = Self {
            now,
            after,
            concerned: now.moved_before().chain(after.keys().copied()).collect(),
            holders: BTreeMap::new(),
        };
        let mut holders: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for &trainee in &proposal.concerned {
            for opening in [
                now.seated.published(trainee),
                now.stood(trainee),
                proposal.place(trainee),
            ] {
                holders.entry(opening).or_default();
            }
        }
        for (opening, _) in now.changed_seats() {
            holders.entry(opening).or_default();
        }
        holders.remove(&NOWHERE);
        for (opening, sitting) in &mut holders {
            let published = now.seated.holders.get(*opening as usize).into_iter().flatten();
            sitting.extend(published.filter(|t| !proposal.concerned.contains(t)));
        }
        for trainee in &proposal.concerned {
            if let Some(sitting) = holders.get_mut(&proposal.place(*trainee)) {
                sitting.push(*trainee);
            }
        }
        proposal.holders = holders;
        proposal
    }

    fn place(&self, trainee: u32) -> u32 {
        self.after
            .get(&trainee)
            .copied()
            .unwrap_or_else(|| self.now.stands(trainee))
    }

    fn wish(&self, trainee: u32, opening: u32) -> Option<&Entry> {
        self.now.seated.wish(trainee, opening)
    }

    /// The wish a trainee's place fulfils; the worst possible without a place.
    fn tier(&self, trainee: u32, opening: u32) -> u32 {
        self.wish(trainee, opening).map_or(NOWHERE, |e| e.tier)
    }

    /// Who sits at an opening afterwards.
    fn sitting(&self, opening: u32) -> &[u32] {
        let published = || {
            self.now
                .seated
                .holders
                .get(opening as usize)
                .map_or(&[][..], Vec::as_slice)
        };
        self.holders.get(&opening).map_or_else(published, Vec::as_slice)
    }

    /// The first promise that is broken.
    pub(crate) fn check(&self, policy: RematchPolicy) -> Result<(), Harm> {
        for (&trainee, &to) in self.after {
            let from = self.now.stood(trainee);
            if from != to && self.now.firm(trainee) {
                return Err(Harm::Immovable);
            }
            if to != NOWHERE && self.now.gone.contains(&trainee) {
                return Err(Harm::Gone);
            }
            let made = to != NOWHERE && to != from;
            if made && (self.now.refused.contains(&(trainee, to)) || self.wish(trainee, to).is_none()) {
                return Err(Harm::Pair);
            }
            if policy != RematchPolicy::Full && self.worse(trainee, to, policy) {
                return Err(Harm::WorseOff);
            }
        }
        let fits = |(o, sitting): (&u32, &Vec<u32>)| sitting.len() <= self.now.seats(*o) as usize;
        if self.holders.iter().all(fits) {
            Ok(())
        } else {
            Err(Harm::Seats)
        }
    }

    /// Who lost their place may be worse off; others only under `min-change`, where somebody who lost a seat through
    /// no wish of their own has the better claim.
    fn worse(&self, trainee: u32, to: u32, policy: RematchPolicy) -> bool {
        if self.now.lost.contains_key(&trainee) {
            return false;
        }
        let claims = self
            .now
            .lost
            .values()
            .any(|why| matches!(why, MoveReason::SeatLost | MoveReason::NotFeasible));
        let from = self.now.stood(trainee);
        let moved = policy == RematchPolicy::Frozen && from != NOWHERE && from != to;
        moved || (!claims && self.tier(trainee, to) > self.tier(trainee, from))
    }

    /// Pairs who would both rather be together, among those concerned. Where the published result was stable there
    /// are no others: nobody else's place, seat or list changed.
    pub(crate) fn blocking(&self) -> BTreeSet<(u32, u32)> {
        let mut blocking = BTreeSet::new();
        for &trainee in &self.concerned {
            let wishes = self.now.seated.wishes.of(trainee);
            blocking.extend(
                wishes
                    .iter()
                    .map(|e| (trainee, e.other))
                    .filter(|p| self.blocks(*p)),
            );
        }
        for &opening in self.holders.keys() {
            let callers = self.now.seated.callers.of(opening);
            blocking.extend(
                callers
                    .iter()
                    .map(|e| (e.other, opening))
                    .filter(|p| self.blocks(*p)),
            );
        }
        blocking
    }

    fn blocks(&self, (trainee, opening): (u32, u32)) -> bool {
        let now = self.now;
        let Some(wish) = self.wish(trainee, opening) else {
            return false;
        };
        let rather = wish.tier < self.tier(trainee, self.place(trainee));
        if !rather
            || now.firm(trainee)
            || now.gone.contains(&trainee)
            || now.refused.contains(&(trainee, opening))
        {
            return false;
        }
        let holders = self.sitting(opening);
        if holders.len() < now.seats(opening) as usize {
            return true;
        }
        let call = |t: u32| {
            let wish = self.wish(t, opening)?;
            now.seated
                .callers
                .of(opening)
                .get(wish.cross as usize)
                .map(|e| e.tier)
        };
        let own = call(trainee);
        let weaker = |t: &u32| !now.firm(*t) && (own < call(*t) || call(*t).is_none());
        !now.without_claim.contains(&trainee) && holders.iter().any(weaker)
    }
}
