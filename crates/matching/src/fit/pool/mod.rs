//! Many trainees against many openings at once: hard constraints by bitsets, points by columns, the exact best k.
//!
//! It comes to the same as judging pair by pair ([`super::feasible`], [`super::score()`]), which tests hold it against.
//! Trainees are kept in blocks whose columns fit the processor's nearest cache; a [`Plan`](plan::Plan) says once per
//! opening what must hold and what counts. Blocks are shared out among threads; the best of each are merged under a
//! total order, so the outcome doesn't depend on how many there are.

mod best;
mod block;
mod filter;
mod judge;
mod numbers;
mod plan;

use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use berth_domain::cohort::{OpeningFacts, TraineeFacts};
use berth_domain::id::TraineeId;

use super::{Candidate, Terms};
use best::Best;
use block::Block;
use judge::{Judge, View};
use numbers::Numbers;
use plan::Plan;

/// All trainees of a programme, as columns. Independent of rules, vocabulary and date.
#[derive(Default)]
pub struct Pool {
    numbers: Numbers,
    blocks: Vec<Block>,
    ids: Vec<TraineeId>,
    by_id: OnceLock<HashMap<TraineeId, u32>>,
}

impl Pool {
    /// Columns of these trainees. Of candidates with equal points the one pushed first comes first, so push them in
    /// the order of their ids.
    pub fn of<'a>(trainees: impl IntoIterator<Item = &'a TraineeFacts>) -> Self {
        let mut pool = Self::default();
        trainees.into_iter().for_each(|trainee| pool.push(trainee));
        pool
    }

    /// Adds a trainee; the facts themselves aren't kept.
    pub fn push(&mut self, trainee: &TraineeFacts) {
        if self.blocks.last().is_none_or(Block::is_full) {
            self.blocks.push(Block::starting_at(self.ids.len() as u32));
        }
        self.by_id = OnceLock::new();
        if let Some(block) = self.blocks.last_mut() {
            block.push(trainee, &mut self.numbers);
            self.ids.push(trainee.id);
        }
    }

    /// Takes somebody out: on no shortlist from now on.
    pub fn withdraw(&mut self, id: &TraineeId) {
        let Some(number) = self.by_id().get(id).copied() else {
            return;
        };
        let number = number as usize;
        if let Some(block) = self.blocks.get_mut(number / block::ROOM) {
            block::clear(&mut block.present, number % block::ROOM);
        }
    }

    fn by_id(&self) -> &HashMap<TraineeId, u32> {
        self.by_id
            .get_or_init(|| self.ids.iter().copied().zip(0..).collect())
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The best `length` feasible candidates for each opening, in the openings' order: more points first. `threads`
    /// changes the time, not the answer.
    pub fn shortlists(
        &self,
        terms: &Terms<'_>,
        openings: &[&OpeningFacts],
        length: usize,
        threads: usize,
    ) -> Vec<Vec<Candidate<TraineeId>>> {
        let mut filters = filter::Filters::default();
        let plans: Vec<Plan> = openings
            .iter()
            .map(|opening| Plan::of(terms, opening, &self.numbers, &mut filters))
            .collect();
        // Only what hosts say of trainees is looked up by id.
        let named = openings
            .iter()
            .any(|o| o.prefers.is_some() || !o.never.is_empty());
        let nobody = HashMap::new();
        let by_id = if named { self.by_id() } else { &nobody };
        let next = AtomicUsize::new(0);
        let work = || {
            let mut best = vec![Best::new(length); plans.len()];
            let mut judge = Judge::new(self.numbers.skills());
            while let Some(block) = self.blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let view = View {
                    block,
                    over: &filters.over(block, &self.numbers),
                    filters: &filters,
                    numbers: by_id,
                };
                for (plan, best) in plans.iter().zip(&mut best) {
                    judge.look(plan, &view, best);
                }
            }
            best
        };
        let threads = threads.clamp(1, self.blocks.len().max(1));
        let found: Vec<Vec<Best>> = std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
            let own = work();
            let joined = others.into_iter().map(|other| {
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            });
            std::iter::once(own).chain(joined).collect()
        });
        let mut found = found.into_iter();
        let mut merged = found.next().unwrap_or_default();
        for other in found {
            for (best, more) in merged.iter_mut().zip(other) {
                best.merge(&more);
            }
        }
        let named = |best: Best| {
            let row = |(number, points): (u32, u32)| {
                let id = *self.ids.get(number as usize)?;
                Some(Candidate { id, points })
            };
            best.rows().filter_map(row).collect()
        };
        merged.into_iter().map(named).collect()
    }
}
