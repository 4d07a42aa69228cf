//! A document's lists as numbers, found while checking that each names every id once.

use crate::both::both;

use super::directory::LookUps;
use super::invalid::{InputError, check_id, invalid, show};
use super::{Census, Group, Groups, QuickSet, RoundInput};

/// What stands for an id that isn't in the round.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// Parties from which on a document's two sides are looked at by a thread each.
pub(crate) const LARGE: usize = 2_000;

/// The parties of a document and who lists whom.
pub(crate) struct Listed<'a> {
    pub(crate) census: Census<'a>,
    /// Along the trainees' lists, one after another: the openings' numbers.
    pub(crate) by_trainees: Vec<u32>,
    /// Along the openings' lists: the trainees' numbers.
    pub(crate) by_openings: Vec<u32>,
    pub(crate) weights: PairWeights,
}

/// Weights by pair, each pair once.
#[derive(Debug, Default)]
pub(crate) struct PairWeights {
    /// Where each trainee's end.
    ends: Vec<u32>,
    /// Opening and weight, by trainee and opening.
    entries: Vec<(u32, i64)>,
}

impl PairWeights {
    pub(crate) fn get(&self, trainee: u32, opening: u32) -> Option<i64> {
        let own = self.of(trainee);
        let at = own.binary_search_by_key(&opening, |(opening, _)| *opening).ok()?;
        own.get(at).map(|(_, weight)| *weight)
    }

    /// The openings a trainee has a weight with, in the order of their numbers.
    pub(crate) fn of(&self, trainee: u32) -> &[(u32, i64)] {
        let end = |trainee: u32| self.ends.get(trainee as usize).map_or(0, |end| *end as usize);
        let from = trainee.checked_sub(1).map_or(0, end);
        self.entries.get(from..end(trainee)).unwrap_or_default()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// From trainee, opening and weight in any order; or the place of the first pair that is there already.
    pub(crate) fn of_pairs(trainees: usize, pairs: &[(u32, u32, i64)]) -> Result<Self, usize> {
        let mut order: Vec<u32> = (0..pairs.len() as u32).collect();
        let key = |at: &u32| pairs.get(*at as usize).map_or((0, 0), |(t, o, _)| (*t, *o));
        // Written in order, as most are, they are only looked through.
        if !order.is_sorted_by_key(key) {
            order.sort_by_key(key);
        }
        let again = order.windows(2).filter_map(|two| match two {
            [one, other] if key(one) == key(other) => Some(*other as usize),
            _ => None,
        });
        if let Some(place) = again.min() {
            return Err(place);
        }
        let mut weights = Self {
            ends: vec![0; trainees],
            entries: Vec::with_capacity(pairs.len()),
        };
        for (trainee, opening, weight) in order.iter().filter_map(|at| pairs.get(*at as usize)) {
            weights.entries.push((*opening, *weight));
            if let Some(end) = weights.ends.get_mut(*trainee as usize) {
                *end = weights.entries.len() as u32;
            }
        }
        let mut last = 0;
        for end in &mut weights.ends {
            last = last.max(*end);
            *end = last;
        }
        Ok(weights)
    }
}

impl<'a> Listed<'a> {
    /// Numbers all lists; an error names the place of the first that is empty, too long or there twice.
    pub(super) fn of(input: &'a RoundInput, census: Census<'a>) -> Result<Self, InputError> {
        let large = input.trainees.len() + input.openings.len() > LARGE;
        let (by_trainees, by_openings) = both(
            large,
            || {
                let lists = input.trainees.iter().map(|t| (t.id.as_str(), t.prefers()));
                numbered("trainees", lists, census.openings().len(), census.opening_lists())
            },
            || {
                let lists = input.openings.iter().map(|o| (o.id.as_str(), o.prefers()));
                numbered("openings", lists, census.trainees().len(), census.trainee_lists())
            },
        );
        let (by_trainees, by_openings) = (by_trainees?, by_openings?);
        Ok(Self {
            census,
            by_trainees,
            by_openings,
            weights: PairWeights::default(),
        })
    }
}

fn numbered<'a>(
    key: &str,
    lists: impl Iterator<Item = (&'a str, &'a Groups)> + Clone,
    others: usize,
    mut look_ups: LookUps<'_>,
) -> Result<Vec<u32>, InputError> {
    let mut numbers = Vec::with_capacity(lists.clone().map(|(_, list)| list.listings()).sum());
    // The list that named a party last.
    let mut last = vec![u32::MAX; others];
    let mut strangers = QuickSet::default();
    for (n, (id, list)) in (0..).zip(lists) {
        strangers.clear();
        let before = numbers.len();
        look_ups.numbers(list.ids(), UNKNOWN, &mut numbers);
        let mut found = numbers.iter().skip(before);
        let mut again = |number: u32, id: &'a str| match last.get_mut(number as usize) {
            Some(list) => std::mem::replace(list, n) == n,
            None => !strangers.insert(id),
        };
        let place = || format!("{key}[{n}] ({})", show(id));
        for (g, group) in list.iter().enumerate() {
            not_empty(group, || format!("{}.prefers[{g}]", place()))?;
            for (at, id) in group.iter().enumerate() {
                let place = || format!("{}.prefers[{g}][{at}]", place());
                check_id(place, id)?;
                if again(found.next().copied().unwrap_or(UNKNOWN), id) {
                    let fault = format!("{} is listed twice; a list names each id once", show(id));
                    return Err(invalid(place(), fault));
                }
            }
        }
    }
    Ok(numbers)
}

fn not_empty(group: Group<'_>, place: impl Fn() -> String) -> Result<(), InputError> {
    if group.is_empty() {
        return Err(invalid(place(), "the group is empty; leave it out"));
    }
    Ok(())
}
