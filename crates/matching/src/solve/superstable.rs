//! The super-stable matching best for the proposing side, if one exists (Irving, Manlove and Scott 2000): stable
//! however ties are broken, so that no tie-break can be contested.
#![expect(
    clippy::indexing_slicing,
    reason = "parties and columns come from `Market::join`"
)]

use super::deferred::{Assignment, UNPLACED};
use super::market::{Market, Side};
use crate::round::Proposing;

/// Found in time linear in the number of pairs; `None` is a proof that there is none.
pub(crate) fn super_stable(market: &Market, proposing: Proposing) -> Option<Assignment> {
    let ones = vec![1; market.trainees.len()];
    let assigned = match proposing {
        Proposing::Trainees => Proposals::run(&market.trainees, &ones, &market.openings, &market.seats)?,
        Proposing::Openings => Proposals::run(&market.openings, &market.seats, &market.trainees, &ones)?,
    };
    let mut matching = vec![UNPLACED; market.trainees.len()];
    for (proposer, receiver) in assigned {
        let (trainee, opening) = match proposing {
            Proposing::Trainees => (proposer, receiver),
            Proposing::Openings => (receiver, proposer),
        };
        matching[trainee as usize] = opening;
    }
    Some(matching)
}

/// Proposals to whole tie groups at once. Flags run along the receivers' columns.
struct Proposals<'a> {
    receivers: &'a Side,
    receiver_quota: &'a [u32],
    alive: Vec<bool>,
    assigned: Vec<bool>,
    proposer_count: Vec<u32>,
    receiver_count: Vec<u32>,
    /// The end of each receiver's list that is still alive.
    tail: Vec<usize>,
    was_full: Vec<bool>,
    active: Vec<u32>,
}

impl<'a> Proposals<'a> {
    fn run(
        proposers: &Side,
        proposer_quota: &[u32],
        receivers: &'a Side,
        receiver_quota: &'a [u32],
    ) -> Option<Vec<(u32, u32)>> {
        let mut this = Self {
            receivers,
            receiver_quota,
            alive: vec![true; receivers.pairs()],
            assigned: vec![false; receivers.pairs()],
            proposer_count: vec![0; proposers.len()],
            receiver_count: vec![0; receivers.len()],
            tail: (0..receivers.len()).map(|r| receivers.span(r).end).collect(),
            was_full: vec![false; receivers.len()],
            active: (0..proposers.len() as u32).rev().collect(),
        };
        for (receiver, _) in receiver_quota
            .iter()
            .enumerate()
            .filter(|(_, quota)| **quota == 0)
        {
            this.cut(receiver, receivers.span(receiver).start);
        }
        let mut next: Vec<usize> = (0..proposers.len()).map(|p| proposers.start(p)).collect();
        while let Some(proposer) = this.active.pop() {
            let p = proposer as usize;
            let end = proposers.span(p).end;
            while this.proposer_count[p] < proposer_quota[p] && next[p] < end {
                let tier = proposers.tier[next[p]];
                while next[p] < end && proposers.tier[next[p]] == tier {
                    let receiver = proposers.other[next[p]];
                    let column = receivers.at(receiver, proposers.cross[next[p]]);
                    next[p] += 1;
                    if this.alive[column] {
                        this.assign(proposer, receiver as usize, column);
                    }
                }
            }
        }
        let over = this
            .proposer_count
            .iter()
            .zip(proposer_quota)
            .any(|(count, quota)| count > quota);
        let lost =
            (0..receivers.len()).any(|r| this.was_full[r] && this.receiver_count[r] < receiver_quota[r]);
        if over || lost {
            return None;
        }
        let pairs = (0..receivers.len() as u32).flat_map(|receiver| {
            receivers
                .span(receiver as usize)
                .map(move |column| (column, receiver))
        });
        Some(
            pairs
                .filter(|(c, _)| this.assigned[*c])
                .map(|(c, r)| (receivers.other[c], r))
                .collect(),
        )
    }

    fn assign(&mut self, proposer: u32, receiver: usize, column: usize) {
        self.assigned[column] = true;
        self.proposer_count[proposer as usize] += 1;
        self.receiver_count[receiver] += 1;
        if self.receiver_count[receiver] > self.receiver_quota[receiver] {
            // The whole last tie group goes: none of them can be held against the others.
            let start = self.receivers.span(receiver).start;
            let last = self.receivers.tier[self.tail[receiver] - 1];
            let mut cut = self.tail[receiver];
            while cut > start && self.receivers.tier[cut - 1] == last {
                cut -= 1;
            }
            self.cut(receiver, cut);
        }
        if self.receiver_count[receiver] == self.receiver_quota[receiver] {
            self.was_full[receiver] = true;
            let span = self.receivers.span(receiver).start..self.tail[receiver];
            let worst = span.clone().rev().find(|column| self.assigned[*column]);
            if let Some(worst) = worst {
                let tier = self.receivers.tier[worst];
                let after = (worst..span.end)
                    .find(|column| self.receivers.tier[*column] > tier)
                    .unwrap_or(span.end);
                self.cut(receiver, after);
            }
        }
    }

    /// Deletes the pairs at the end of a receiver's list.
    fn cut(&mut self, receiver: usize, from: usize) {
        for column in from..self.tail[receiver] {
            self.alive[column] = false;
            if std::mem::take(&mut self.assigned[column]) {
                let proposer = self.receivers.other[column];
                self.proposer_count[proposer as usize] -= 1;
                self.receiver_count[receiver] -= 1;
                self.active.push(proposer);
            }
        }
        self.tail[receiver] = from;
    }
}
