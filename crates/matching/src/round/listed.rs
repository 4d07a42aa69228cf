//! A document's lists as numbers, found while checking that each names every id once.

use super::invalid::{InputError, check_id, invalid, show};
use super::{Census, Group, Groups, QuickSet, RoundInput};

/// What stands for an id that isn't in the round.
pub(crate) const UNKNOWN: u32 = u32::MAX;

/// The parties of a document and who lists whom.
pub(crate) struct Listed<'a> {
    pub(crate) census: Census<'a>,
    /// Along the trainees' lists, one after another: the openings' numbers.
    pub(crate) by_trainees: Vec<u32>,
    /// Along the openings' lists: the trainees' numbers.
    pub(crate) by_openings: Vec<u32>,
}

impl<'a> Listed<'a> {
    /// Numbers all lists; an error names the place of the first that is empty, too long or there twice.
    pub(super) fn of(input: &'a RoundInput) -> Result<Self, InputError> {
        let census = Census::of(input);
        let lists = input.trainees.iter().map(|t| (t.id.as_str(), t.prefers()));
        let by_trainees = numbered("trainees", lists, census.openings().len(), |id| {
            census.opening(id)
        })?;
        let lists = input.openings.iter().map(|o| (o.id.as_str(), o.prefers()));
        let by_openings = numbered("openings", lists, census.trainees().len(), |id| {
            census.trainee(id)
        })?;
        Ok(Self {
            census,
            by_trainees,
            by_openings,
        })
    }
}

fn numbered<'a>(
    key: &str,
    lists: impl Iterator<Item = (&'a str, &'a Groups)> + Clone,
    others: usize,
    number: impl Fn(&str) -> Option<u32>,
) -> Result<Vec<u32>, InputError> {
    let mut numbers = Vec::with_capacity(lists.clone().map(|(_, list)| list.listings()).sum());
    // The list that named a party last.
    let mut last = vec![u32::MAX; others];
    let mut strangers = QuickSet::default();
    for (n, (id, list)) in (0..).zip(lists) {
        strangers.clear();
        let mut again = |number: Option<u32>, id: &'a str| match number.and_then(|n| last.get_mut(n as usize))
        {
            Some(list) => std::mem::replace(list, n) == n,
            None => !strangers.insert(id),
        };
        let place = || format!("{key}[{n}] ({})", show(id));
        for (g, group) in list.iter().enumerate() {
            not_empty(group, || format!("{}.prefers[{g}]", place()))?;
            for (at, id) in group.iter().enumerate() {
                let place = || format!("{}.prefers[{g}][{at}]", place());
                check_id(place, id)?;
                let number = number(id);
                if again(number, id) {
                    let fault = format!("{} is listed twice; a list names each id once", show(id));
                    return Err(invalid(place(), fault));
                }
                numbers.push(number.unwrap_or(UNKNOWN));
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
