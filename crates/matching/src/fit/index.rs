//! Shortlists kept up to date: one profile or opening changes, and only the lists that really change are told.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::cohort::{MatchingRules, OpeningFacts, TraineeFacts};
use berth_domain::id::{OpeningId, TraineeId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Explanation, Pair, Pool, Terms, explain, feasible, score};
use crate::skills::Vocabulary;

/// A trainee on an opening's shortlist, or an opening on a trainee's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate<T> {
    pub id: T,
    pub points: u32,
}

/// The best feasible candidates for an opening: more points first, then the lower id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortlist {
    pub opening: OpeningId,
    pub candidates: Vec<Candidate<TraineeId>>,
}

/// Lists out of date from which on several threads work them out.
const MANY: usize = 8;
/// The pool is built anew when it has changed by more than one part in so many.
const PARTS: usize = 8;

/// All trainees and openings of one programme, and the shortlists that follow from them.
///
/// Loading is cheap: lists are worked out when first asked for, and from then on kept up to date change by change.
pub struct Index {
    rules: MatchingRules,
    skills: Vocabulary,
    today: NaiveDate,
    /// Length of a shortlist.
    length: usize,
    trainees: BTreeMap<TraineeId, TraineeFacts>,
    openings: BTreeMap<OpeningId, OpeningFacts>,
    /// The trainees as they once were, for working out many pairs at once ...
    pool: Pool,
    /// ... without those who have come, changed or gone since.
    changed_since: BTreeSet<TraineeId>,
    /// Up to date, for openings not in `stale`.
    lists: BTreeMap<OpeningId, Vec<Candidate<TraineeId>>>,
    stale: BTreeSet<OpeningId>,
    /// Touched since the last [`Index::changed`], with the list last told.
    told: BTreeMap<OpeningId, Vec<Candidate<TraineeId>>>,
    touched: BTreeSet<OpeningId>,
}

impl Index {
    /// An empty index over the shipped vocabulary. `length` is the k of the top k.
    pub fn new(rules: MatchingRules, today: NaiveDate, length: usize) -> Self {
        Self {
            rules,
            skills: Vocabulary::shipped().clone(),
            today,
            length,
            trainees: BTreeMap::new(),
            openings: BTreeMap::new(),
            pool: Pool::default(),
            changed_since: BTreeSet::new(),
            lists: BTreeMap::new(),
            stale: BTreeSet::new(),
            told: BTreeMap::new(),
            touched: BTreeSet::new(),
        }
    }

    pub fn rules(&self) -> &MatchingRules {
        &self.rules
    }

    pub fn trainees(&self) -> impl Iterator<Item = &TraineeFacts> {
        self.trainees.values()
    }

    pub fn openings(&self) -> impl Iterator<Item = &OpeningFacts> {
        self.openings.values()
    }

    pub fn trainee(&self, id: &TraineeId) -> Option<&TraineeFacts> {
        self.trainees.get(id)
    }

    pub fn opening(&self, id: &OpeningId) -> Option<&OpeningFacts> {
        self.openings.get(id)
    }

    /// New rules: every list is worked out again.
    pub fn set_rules(&mut self, rules: MatchingRules) {
        if self.rules != rules {
            self.rules = rules;
            self.all_stale();
        }
    }

    /// A new day: dates may have passed, so every list is worked out again.
    pub fn set_today(&mut self, today: NaiveDate) {
        if self.today != today {
            self.today = today;
            self.all_stale();
        }
    }

    /// Another vocabulary, for instance with a programme's own aliases.
    pub fn set_vocabulary(&mut self, skills: Vocabulary) {
        self.skills = skills;
        self.all_stale();
    }

    /// Adds a trainee or replaces what was known of them.
    pub fn upsert_trainee(&mut self, trainee: TraineeFacts) {
        if self.trainees.get(&trainee.id) == Some(&trainee) {
            return;
        }
        let id = trainee.id;
        self.trainees.insert(id, trainee);
        self.reconsider(id);
    }

    pub fn remove_trainee(&mut self, id: &TraineeId) {
        if self.trainees.remove(id).is_some() {
            self.reconsider(*id);
        }
    }

    /// Adds an opening or replaces what was known of it.
    pub fn upsert_opening(&mut self, opening: OpeningFacts) {
        if self.openings.get(&opening.id) == Some(&opening) {
            return;
        }
        self.stale.insert(opening.id);
        self.touched.insert(opening.id);
        self.openings.insert(opening.id, opening);
    }

    /// Its shortlist is told once more, empty.
    pub fn remove_opening(&mut self, id: &OpeningId) {
        if self.openings.remove(id).is_some() {
            self.lists.remove(id);
            self.stale.remove(id);
            self.touched.insert(*id);
        }
    }

    /// The best feasible candidates for an opening; `None` when it isn't in the index.
    pub fn shortlist(&mut self, opening: &OpeningId) -> Option<Shortlist> {
        if !self.openings.contains_key(opening) {
            return None;
        }
        if self.stale.remove(opening) {
            self.work_out(BTreeSet::from([*opening]));
        }
        let candidates = self.lists.get(opening).cloned().unwrap_or_default();
        Some(Shortlist {
            opening: *opening,
            candidates,
        })
    }

    /// The best feasible openings for a trainee: more points first, then the lower id.
    pub fn openings_for(&self, trainee: &TraineeId, length: usize) -> Option<Vec<Candidate<OpeningId>>> {
        let trainee = self.trainees.get(trainee)?;
        let terms = self.terms();
        let candidates = self.openings.values().filter_map(|opening| {
            let pair = Pair { trainee, opening };
            feasible(&terms, pair).then(|| Candidate {
                id: opening.id,
                points: score::points(&terms, pair),
            })
        });
        Some(best(candidates, length))
    }

    /// The lists that differ from what this last told, by opening. Debounce by asking seldom.
    pub fn changed(&mut self) -> Vec<Shortlist> {
        let mut changed = Vec::new();
        let stale = std::mem::take(&mut self.stale);
        self.work_out(stale);
        for opening in std::mem::take(&mut self.touched) {
            let now = self.lists.get(&opening).cloned().unwrap_or_default();
            let before = self.told.get(&opening).map(Vec::as_slice).unwrap_or_default();
            if now != before {
                self.told.insert(opening, now.clone());
                changed.push(Shortlist {
                    opening,
                    candidates: now,
                });
            }
        }
        changed
    }

    /// Takes the current lists as told, for instance after a start from the state stream.
    pub fn mark_told(&mut self) {
        let _ = self.changed();
    }

    /// Explains a pair; `None` when one of the two isn't in the index.
    pub fn explain(&self, trainee: &TraineeId, opening: &OpeningId) -> Option<Explanation> {
        let pair = Pair {
            trainee: self.trainees.get(trainee)?,
            opening: self.openings.get(opening)?,
        };
        Some(explain(&self.terms(), pair))
    }

    fn terms(&self) -> Terms<'_> {
        Terms {
            rules: &self.rules,
            skills: &self.skills,
            today: self.today,
        }
    }

    fn all_stale(&mut self) {
        self.stale.extend(self.openings.keys());
        self.touched.extend(self.openings.keys());
    }

    /// Brings every list that is up to date in line with one trainee's new facts.
    fn reconsider(&mut self, id: TraineeId) {
        self.pool.withdraw(&id);
        self.changed_since.insert(id);
        let terms = Terms {
            rules: &self.rules,
            skills: &self.skills,
            today: self.today,
        };
        for opening in self.openings.values() {
            if self.stale.contains(&opening.id) {
                continue;
            }
            let Some(list) = self.lists.get_mut(&opening.id) else {
                continue;
            };
            let now = self.trainees.get(&id).and_then(|trainee| {
                let pair = Pair { trainee, opening };
                feasible(&terms, pair).then(|| Candidate {
                    id,
                    points: score::points(&terms, pair),
                })
            });
            let before = list.iter().position(|c| c.id == id);
            let was_full = list.len() >= self.length;
            let removed = before.map(|at| list.remove(at));
            let place = now.map(|now| (list.partition_point(|c| order(c) < order(&now)), now));
            match place {
                Some((at, now)) if at < list.len() || !was_full => {
                    list.insert(at, now);
                    list.truncate(self.length);
                    if removed == Some(now) {
                        continue;
                    }
                }
                // At the end of a list that lost one, somebody outside may be better.
                _ if removed.is_some() => {
                    if was_full {
                        self.stale.insert(opening.id);
                    }
                }
                _ => continue,
            }
            self.touched.insert(opening.id);
        }
    }

    /// Works out lists, all of them together.
    fn work_out(&mut self, lists: BTreeSet<OpeningId>) {
        if lists.is_empty() {
            return;
        }
        if self.changed_since.len() > self.pool.len() / PARTS {
            self.pool = Pool::of(self.trainees.values());
            self.changed_since.clear();
        }
        let changed = self.changed_since.iter();
        let newcomers = Pool::of(changed.filter_map(|id| self.trainees.get(id)));
        let openings: Vec<&OpeningFacts> = lists.iter().filter_map(|id| self.openings.get(id)).collect();
        let threads = if openings.len() < MANY {
            1
        } else {
            std::thread::available_parallelism().map_or(1, usize::from)
        };
        let of = |pool: &Pool| pool.shortlists(&self.terms(), &openings, self.length, threads);
        let both = of(&self.pool).into_iter().zip(of(&newcomers));
        let lists = both.map(|(old, new)| best(old.into_iter().chain(new), self.length));
        let lists: Vec<_> = openings.iter().map(|opening| opening.id).zip(lists).collect();
        self.lists.extend(lists);
    }
}

fn order<T: Copy + Ord>(candidate: &Candidate<T>) -> (std::cmp::Reverse<u32>, T) {
    (std::cmp::Reverse(candidate.points), candidate.id)
}

/// The first `length` by points, then id.
fn best<T: Copy + Ord>(candidates: impl Iterator<Item = Candidate<T>>, length: usize) -> Vec<Candidate<T>> {
    let mut all: Vec<Candidate<T>> = candidates.collect();
    if length == 0 {
        return Vec::new();
    }
    if all.len() > length {
        all.select_nth_unstable_by_key(length - 1, order);
        all.truncate(length);
    }
    all.sort_unstable_by_key(order);
    all
}
