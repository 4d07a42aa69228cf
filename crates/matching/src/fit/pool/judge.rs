//! One opening over one block: who may, and who is best.
#![expect(
    clippy::indexing_slicing,
    reason = "the hot loops: numbers of trainees are below `ROOM`, codes below `CODES`, filters and needs numbered by the plan"
)]

use std::collections::HashMap;

use berth_domain::id::TraineeId;

use super::best::Best;
use super::block::{Bits, Block, CODES, Postings, ROOM, clear, has, no_bits, set};
use super::filter::{Filters, Need, Over, Source, both, listings, wishes};
use super::plan::{Plan, Skills};
use crate::fit::share;

/// Sums are kept in 16 bits up to this much credit; beyond, candidates are looked at one by one.
const MOST_CREDIT: u32 = u16::MAX as u32;
/// Who is better than the bar is looked for in runs of this many sums.
const RUN: usize = 64;

/// What a block is looked at with.
pub(super) struct View<'a> {
    pub(super) block: &'a Block,
    pub(super) over: &'a Over<'a>,
    pub(super) filters: &'a Filters,
    /// The pool's number of a trainee, for what hosts name.
    pub(super) numbers: &'a HashMap<TraineeId, u32>,
}

/// Room to work in, used again for every opening and block.
pub(super) struct Judge {
    open: Bits,
    /// The most that all parts but the skills come to.
    most_of_others: u32,
    /// Points for certified ranks, where all have the same.
    same_place: u32,
    /// Credit by trainee; all 0 between two uses.
    sums: Box<Column>,
    /// For needs with several sources: the best credit so far; all 0 between two uses.
    best: Box<Column>,
    /// By skill: the first entry of `entries` plus one, else 0; all 0 between two uses.
    heads: Vec<u32>,
    entries: Vec<Entry>,
    credit: Vec<u16>,
    places: Vec<u32>,
}

/// A number for each trainee, and as long as 16 bits can count: looking one up needs no check.
type Column = [u16; 1 << 16];

/// A skill's credit towards one need, and the skill's next entry.
struct Entry {
    next: u32,
    need: usize,
    credit: [u16; CODES],
}

impl Judge {
    pub(super) fn new(skills: usize) -> Self {
        Self {
            open: no_bits(),
            most_of_others: 0,
            same_place: 0,
            sums: Box::new([0; 1 << 16]),
            best: Box::new([0; 1 << 16]),
            heads: vec![0; skills],
            entries: Vec::new(),
            credit: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Offers everybody in the block who may be matched with the opening and would be among the best.
    pub(super) fn look(&mut self, plan: &Plan, view: &View<'_>, best: &mut Best) {
        let within_reach = best.bar().is_some_and(|bar| bar <= plan.most());
        if plan.closed || !within_reach || !self.open_to(plan, view) {
            return;
        }
        self.places(plan, view);
        let Some(skills) = &plan.points.skills else {
            self.each(plan, view, best, |_, _| 0);
            return;
        };
        let needs = skills.needs.iter().map(|need| &view.filters.needs[*need]);
        let candidates: u32 = self.open.iter().map(|word| word.count_ones()).sum();
        let one_by_one = candidates as usize * 2 * view.block.claims_per_trainee();
        let all_at_once = || {
            ROOM / 8
                + needs
                    .clone()
                    .map(|need| postings(need, view.block))
                    .sum::<usize>()
        };
        if skills.all > MOST_CREDIT || one_by_one < ROOM / 8 || one_by_one < all_at_once() {
            self.learn(needs);
            self.each(plan, view, best, |judge, at| {
                skills.points(judge.credit_of(view.block, at))
            });
            self.unlearn(skills, view.filters);
        } else {
            for need in needs {
                self.add(need, view.block);
            }
            self.scan(plan, skills, view, best);
            self.sums[..view.block.len()].fill(0);
        }
    }

    /// Leaves in `open` who may be matched; whether anybody is left.
    fn open_to(&mut self, plan: &Plan, view: &View<'_>) -> bool {
        let length = view.block.len();
        self.open.copy_from_slice(&*view.block.present);
        for condition in &plan.conditions {
            if !both(&mut self.open, view.over.of(*condition)) {
                return false;
            }
        }
        wishes(&mut self.open, view.block, plan.number);
        let here = |id: &TraineeId| {
            let at = view.numbers.get(id)?.checked_sub(view.block.first)? as usize;
            (at < length).then_some(at)
        };
        if let Some(ranked) = &plan.ranked {
            let mut named = no_bits();
            for at in ranked.iter().filter_map(|(id, _)| here(id)) {
                set(&mut named, at);
            }
            both(&mut self.open, &named);
        }
        for at in plan.never.iter().filter_map(here) {
            clear(&mut self.open, at);
        }
        self.open.iter().any(|word| *word != 0)
    }

    /// Points for certified ranks, by trainee where they differ.
    fn places(&mut self, plan: &Plan, view: &View<'_>) {
        self.places.clear();
        self.same_place = 0;
        self.most_of_others = plan.points.constant + plan.points.most;
        if let Some(weight) = plan.points.trainee_rank {
            let none = share::Share::HALF.points(weight);
            if view.block.has_list.iter().all(|word| *word == 0) {
                self.same_place = none;
                self.most_of_others -= weight - none;
            } else {
                self.trainee_places(weight, none, plan, view);
            }
        }
        if let Some(ranked) = &plan.ranked {
            self.host_places(ranked, view);
        }
    }

    fn trainee_places(&mut self, weight: u32, none: u32, plan: &Plan, view: &View<'_>) {
        self.places.resize(view.block.len(), 0);
        for (at, points) in self.places.iter_mut().enumerate() {
            if !has(&view.block.has_list, at) {
                *points = none;
            }
        }
        let mut seen = no_bits();
        for listing in listings(view.block, plan.number) {
            let at = usize::from(listing.trainee);
            if !has(&seen, at) {
                set(&mut seen, at);
                let share = share::ranked(listing.group as usize, listing.groups as usize);
                self.places[at] = share.points(weight);
            }
        }
    }

    fn host_places(&mut self, ranked: &[(TraineeId, u32)], view: &View<'_>) {
        if self.places.is_empty() {
            self.places.resize(view.block.len(), self.same_place);
        }
        let mut seen = no_bits();
        for (id, points) in ranked {
            let number = view.numbers.get(id).and_then(|n| n.checked_sub(view.block.first));
            if let Some(at) = number.map(|at| at as usize).filter(|at| *at < view.block.len())
                && !has(&seen, at)
            {
                set(&mut seen, at);
                self.places[at] += points;
            }
        }
    }

    /// Every candidate, in order.
    fn each(
        &mut self,
        plan: &Plan,
        view: &View<'_>,
        best: &mut Best,
        skills: impl Fn(&mut Self, usize) -> u32,
    ) {
        for word in 0..self.open.len() {
            let mut left = self.open[word];
            while left != 0 {
                let at = word * 64 + left.trailing_zeros() as usize;
                left &= left - 1;
                let Some(bar) = best.bar() else { return };
                let points = skills(self, at);
                if points + self.most_of_others >= bar {
                    self.offer(plan, view, best, at, points);
                }
            }
        }
    }

    /// Candidates whose credit may be enough, from sums for all.
    fn scan(&self, plan: &Plan, skills: &Skills, view: &View<'_>, best: &mut Best) {
        let Some(mut least) = self.enough(skills, best) else {
            return;
        };
        let (runs, _) = self.sums.as_chunks::<RUN>();
        for (word, (run, open)) in runs.iter().zip(self.open.iter()).enumerate() {
            if *open == 0 || u32::from(run.iter().copied().fold(0, u16::max)) < least {
                continue;
            }
            // Sums reach it, so it fits.
            let mut left = open & at_least(run, least as u16);
            while left != 0 {
                let at = word * RUN + left.trailing_zeros() as usize;
                left &= left - 1;
                self.offer(plan, view, best, at, skills.points(u32::from(self.sums[at])));
            }
            match self.enough(skills, best) {
                Some(more) => least = more,
                None => return,
            }
        }
    }

    /// The credit that somebody needs to get in, whatever else there may be; `None` when no credit is enough.
    fn enough(&self, skills: &Skills, best: &Best) -> Option<u32> {
        skills.credit_for(best.bar()?.saturating_sub(self.most_of_others))
    }

    fn offer(&self, plan: &Plan, view: &View<'_>, best: &mut Best, at: usize, skills: u32) {
        let Some(bar) = best.bar() else { return };
        if self.reach(plan, view, at, skills) < bar {
            return;
        }
        let total = skills + self.others(plan, view, at);
        if total >= bar {
            best.offer(view.block.first + at as u32, total);
        }
    }

    /// What somebody may come to, from the parts that are quickest to look up.
    fn reach(&self, plan: &Plan, view: &View<'_>, at: usize, skills: u32) -> u32 {
        let is = |condition: usize| has(view.over.of(condition), at);
        let mut reach = skills + self.most_of_others;
        for (filter, of) in &plan.points.conditions {
            reach -= u32::from(!is(*filter)) * of;
        }
        if let Some((taught, table)) = &plan.points.learning {
            let shared = taught.iter().filter(|filter| is(**filter)).count();
            reach -= table[taught.len()] - table[shared];
        }
        reach
    }

    /// All parts but the skills.
    fn others(&self, plan: &Plan, view: &View<'_>, at: usize) -> u32 {
        let (points, block) = (&plan.points, view.block);
        let is = |condition: &usize| has(view.over.of(*condition), at);
        let mut total = points.constant + self.places.get(at).copied().unwrap_or(self.same_place);
        if points.margin {
            let way = plan.ways.iter().find(|way| is(&way.condition));
            total += way.map_or(0, |way| way.points);
        }
        total += points
            .conditions
            .iter()
            .filter(|(filter, _)| is(filter))
            .map(|(_, of)| of)
            .sum::<u32>();
        if let Some((taught, table)) = &points.learning {
            total += table[taught.iter().filter(|filter| is(filter)).count()];
        }
        if let Some((first_day, table)) = &points.start {
            let gap = first_day.saturating_sub(block.available[at]).max(0) as usize;
            total += table[gap.min(table.len() - 1)];
        }
        if !points.zones.is_empty() {
            total += points.zones[usize::from(block.zone[at])];
        }
        if !points.steps.is_empty() {
            let steps = points.languages.iter().map(|(language, minimum)| {
                let column = language.and_then(|number| block.languages.get(number as usize));
                let own = column.and_then(|column| column.get(at)).copied().unwrap_or(0);
                let own = own.checked_sub(1).and_then(|own| {
                    let all = berth_domain::skill::Cefr::ALL;
                    all.get(usize::from(own)).copied()
                });
                share::language_steps(own, *minimum)
            });
            total += points.steps[steps.sum::<u32>() as usize];
        }
        if !points.waited.is_empty() {
            total += points.waited[usize::from(block.waited[at])];
        }
        total
    }

    /// Adds a need's credit to the sums of all who have some.
    fn add(&mut self, need: &Need, block: &Block) {
        let postings = block.postings();
        if let [only] = need.sources.as_slice()
            && !postings.repeated(only.skill)
        {
            for (credit, trainees) in credited(only, postings) {
                for trainee in trainees {
                    self.sums[usize::from(*trainee)] += credit;
                }
            }
            return;
        }
        for source in &need.sources {
            for (credit, trainees) in credited(source, postings) {
                for at in trainees.iter().map(|trainee| usize::from(*trainee)) {
                    let more = credit.saturating_sub(self.best[at]);
                    self.best[at] += more;
                    self.sums[at] += more;
                }
            }
        }
        for source in &need.sources {
            for (_, trainees) in credited(source, postings) {
                for trainee in trainees {
                    self.best[usize::from(*trainee)] = 0;
                }
            }
        }
    }

    /// Files the needs' sources by skill.
    fn learn<'n>(&mut self, needs: impl Iterator<Item = &'n Need>) {
        self.entries.clear();
        let mut count = 0;
        for (number, need) in needs.enumerate() {
            count = number + 1;
            for source in &need.sources {
                let head = &mut self.heads[source.skill as usize];
                self.entries.push(Entry {
                    next: *head,
                    need: number,
                    credit: source.credit,
                });
                *head = self.entries.len() as u32;
            }
        }
        self.credit.clear();
        self.credit.resize(count, 0);
    }

    fn unlearn(&mut self, skills: &Skills, filters: &Filters) {
        for source in skills.needs.iter().flat_map(|need| &filters.needs[*need].sources) {
            self.heads[source.skill as usize] = 0;
        }
    }

    /// The credit of one trainee for all needs together.
    fn credit_of(&mut self, block: &Block, at: usize) -> u32 {
        self.credit.fill(0);
        for claim in block.claims(at) {
            let mut head = self.heads[claim.number()];
            while let Some(entry) = head.checked_sub(1).map(|at| &self.entries[at as usize]) {
                let best = &mut self.credit[entry.need];
                *best = entry.credit[claim.code()].max(*best);
                head = entry.next;
            }
        }
        self.credit.iter().copied().map(u32::from).sum()
    }
}

/// Whose sums are at least so much, a bit each.
fn at_least(run: &[u16; RUN], least: u16) -> u64 {
    let is = run.map(|sum| u8::from(sum >= least));
    let (eights, _) = is.as_chunks::<8>();
    let bits = eights.iter().map(|eight| {
        // The lowest bit of byte i comes to stand at bit i of the highest byte.
        u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56
    });
    bits.rev().fold(0, |all, byte| all << 8 | byte)
}

/// Those whom a source gives credit, by credit.
fn credited<'a>(source: &'a Source, postings: &'a Postings) -> impl Iterator<Item = (u16, &'a [u16])> {
    let stretches = source.stretches.iter();
    stretches.map(|(credit, codes)| (*credit, postings.of_codes(source.skill, codes.clone())))
}

fn postings(need: &Need, block: &Block) -> usize {
    let all = need
        .sources
        .iter()
        .map(|source| block.postings().count(source.skill));
    let times = if need.sources.len() > 1 { 2 } else { 1 };
    times * all.sum::<usize>()
}
