//! A published result in memory: who sits where, and everybody's strict order, so that a change can be looked at
//! without solving the round anew.

use std::borrow::Cow;
use std::collections::HashMap;

use berth_domain::cohort::{Cohort, OpeningFacts, TraineeFacts};
use berth_domain::id::{OpeningId, TraineeId};
use berth_matching::fit::{self, Pair, Terms};
use berth_matching::round::{Drawer, Groups, Objective, Proposing, lottery_number};
use berth_matching::skills::Vocabulary;
use berth_matching::{RoundInput, RoundResult};
use chrono::NaiveDate;

/// The number of no opening.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// Codes of what excludes a pair.
pub(crate) type Codes = Vec<Cow<'static, str>>;

/// A document of the round that doesn't hold what this crate wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no id of this round's cohort")]
pub(crate) struct ForeignId(String);

/// One entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The party listed.
    pub(crate) other: u32,
    /// Tie group in the list as published; lower is better.
    pub(crate) tier: u32,
    /// Position of this pair in the other's list.
    pub(crate) cross: u32,
}

/// The strict lists of one side, best first; ties in the lottery's order.
#[derive(Debug, Default)]
pub(crate) struct Side {
    starts: Vec<u32>,
    entries: Vec<Entry>,
}

impl Side {
    pub(crate) fn of(&self, party: u32) -> &[Entry] {
        let at = |n: usize| self.starts.get(n).map(|&start| start as usize);
        let party = party as usize;
        match (at(party), at(party + 1)) {
            (Some(from), Some(to)) => self.entries.get(from..to).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// A published result on some day.
pub(crate) struct Seated {
    pub(crate) trainees: Vec<TraineeId>,
    pub(crate) openings: Vec<OpeningId>,
    trainee_numbers: HashMap<TraineeId, u32>,
    opening_numbers: HashMap<OpeningId, u32>,
    pub(crate) wishes: Side,
    pub(crate) callers: Side,
    /// As in the round; none where the round closed the opening for want of trainees.
    pub(crate) seats: Vec<u32>,
    /// As published.
    pub(crate) place: Vec<u32>,
    /// Who sits at each opening.
    pub(crate) holders: Vec<Vec<u32>>,
    /// Whom the round itself holds in place.
    pub(crate) pinned: Vec<bool>,
    /// Pairs that were possible when the round was locked and are not on this day.
    pub(crate) lapsed: HashMap<(u32, u32), Codes>,
    /// Whose published place is among them.
    pub(crate) lapsed_places: Vec<u32>,
    /// How many have a place, as published.
    pub(crate) placed: u64,
    /// Seats of all openings together.
    pub(crate) all_seats: u64,
    /// Whether chains alone keep it stable: it is, and nothing but lists and seats decides.
    pub(crate) by_chains: bool,
    /// Whether it is the trainees' optimum.
    pub(crate) trainees_propose: bool,
}

/// A mutual pair with both sides' tie groups.
struct Mutual {
    trainee: u32,
    opening: u32,
    wish: u32,
    call: u32,
}

impl Seated {
    /// `later` is the cohort and the day, when that is not the day the round was locked.
    pub(crate) fn new(
        input: &RoundInput,
        result: &RoundResult,
        later: Option<(&Cohort, NaiveDate)>,
    ) -> Result<Self, ForeignId> {
        let trainees = ids::<TraineeId>(input.trainees.iter().map(|t| t.id.as_str()))?;
        let openings = ids::<OpeningId>(input.openings.iter().map(|o| o.id.as_str()))?;
        let mut seated = Self {
            trainee_numbers: trainees.iter().copied().zip(0..).collect(),
            opening_numbers: openings.iter().copied().zip(0..).collect(),
            wishes: Side::default(),
            callers: Side::default(),
            seats: input.openings.iter().map(|o| o.seats).collect(),
            place: vec![NOWHERE; trainees.len()],
            holders: vec![Vec::new(); openings.len()],
            pinned: vec![false; trainees.len()],
            lapsed: HashMap::new(),
            lapsed_places: Vec::new(),
            placed: result.placed,
            all_seats: 0,
            by_chains: result.stability.weak
                && input.objective() == Objective::Stable
                && input.caps().is_empty()
                && input.together().is_empty(),
            trainees_propose: input.proposing() == Proposing::Trainees,
            trainees,
            openings,
        };
        for (trainee, opening) in &result.matching {
            let trainee = seated.known_trainee(trainee)?;
            if let Some(opening) = opening {
                let opening = seated.known_opening(opening)?;
                set(&mut seated.place, trainee, opening);
                if let Some(holders) = seated.holders.get_mut(opening as usize) {
                    holders.push(trainee);
                }
            }
        }
        for (trainee, _) in input.pinned() {
            let trainee = seated.known_trainee(trainee)?;
            set(&mut seated.pinned, trainee, true);
        }
        for unfilled in result.unfilled.iter().filter(|u| u.closed) {
            let opening = seated.known_opening(&unfilled.opening)?;
            set(&mut seated.seats, opening, 0);
        }
        seated.all_seats = seated.seats.iter().copied().map(u64::from).sum();
        seated.join(input, later)?;
        let published = |(trainee, opening): &&(u32, u32)| seated.published(*trainee) == *opening;
        seated.lapsed_places = seated
            .lapsed
            .keys()
            .filter(published)
            .map(|(trainee, _)| *trainee)
            .collect();
        Ok(seated)
    }

    fn join(&mut self, input: &RoundInput, later: Option<(&Cohort, NaiveDate)>) -> Result<(), ForeignId> {
        let mut wished = listings(input.trainees.iter().map(|t| t.prefers()), |id| {
            self.opening_named(id)
        });
        // By trainee and opening, as the others.
        let mut called: Vec<(u32, u32, u32)> = listings(input.openings.iter().map(|o| o.prefers()), |id| {
            self.trainee_named(id)
        })
        .into_iter()
        .map(|(opening, trainee, call)| (trainee, opening, call))
        .collect();
        wished.sort_unstable();
        called.sort_unstable();
        let forbidden: Vec<(u32, u32)> = {
            let pair = |(t, o): &(String, String)| Some((self.trainee_named(t)?, self.opening_named(o)?));
            let mut pairs: Vec<_> = input.forbidden().iter().filter_map(pair).collect();
            pairs.sort_unstable();
            pairs
        };
        let mut calls = called.into_iter().peekable();
        let mut pairs = Vec::with_capacity(wished.len());
        for (trainee, opening, wish) in wished {
            while calls.next_if(|&(t, o, _)| (t, o) < (trainee, opening)).is_some() {}
            let Some((_, _, call)) = calls.next_if(|&(t, o, _)| (t, o) == (trainee, opening)) else {
                continue;
            };
            if forbidden.binary_search(&(trainee, opening)).is_err() {
                pairs.push(Mutual {
                    trainee,
                    opening,
                    wish,
                    call,
                });
            }
        }
        if let Some((cohort, today)) = later {
            let lapsed = self.lapsed_on(today, cohort, &pairs);
            pairs.retain(|p| !lapsed.contains_key(&(p.trainee, p.opening)));
            self.lapsed = lapsed;
        }
        let seed = input.seed();
        let draw = |drawer, ids: &mut dyn Iterator<Item = &str>| {
            let mut drawn: Vec<(u64, &str, u32)> = ids
                .zip(0..)
                .map(|(id, number)| (lottery_number(&seed, drawer, id), id, number))
                .collect();
            drawn.sort_unstable();
            let mut position = vec![0; drawn.len()];
            for ((_, _, number), at) in drawn.into_iter().zip(0..) {
                set(&mut position, number, at);
            }
            position
        };
        let trainee_draw = draw(Drawer::Trainee, &mut input.trainees.iter().map(|t| t.id.as_str()));
        let opening_draw = draw(Drawer::Opening, &mut input.openings.iter().map(|o| o.id.as_str()));
        let drawn = |draws: &[u32], party: u32| draws.get(party as usize).copied().unwrap_or(NOWHERE);
        (self.wishes, self.callers) = sides(
            pairs,
            (self.trainees.len(), self.openings.len()),
            |opening| drawn(&opening_draw, opening),
            |trainee| drawn(&trainee_draw, trainee),
        );
        Ok(())
    }

    /// The pairs no longer possible, with the codes of why.
    fn lapsed_on(&self, today: NaiveDate, cohort: &Cohort, pairs: &[Mutual]) -> HashMap<(u32, u32), Codes> {
        let terms = Terms {
            rules: &cohort.rules,
            skills: Vocabulary::shipped(),
            today,
        };
        let mut trainees: Vec<Option<&TraineeFacts>> = vec![None; self.trainees.len()];
        for facts in &cohort.trainees {
            if let Some(number) = self.trainee(&facts.id) {
                set(&mut trainees, number, Some(facts));
            }
        }
        let mut openings: Vec<Option<&OpeningFacts>> = vec![None; self.openings.len()];
        for facts in &cohort.openings {
            if let Some(number) = self.opening(&facts.id) {
                set(&mut openings, number, Some(facts));
            }
        }
        let codes = |p: &Mutual| {
            let trainee = trainees.get(p.trainee as usize).copied().flatten()?;
            let opening = openings.get(p.opening as usize).copied().flatten()?;
            let pair = Pair { trainee, opening };
            let lapsed = !fit::feasible(&terms, pair);
            lapsed.then(|| {
                fit::exclusions(&terms, pair)
                    .into_iter()
                    .map(|e| e.code)
                    .collect()
            })
        };
        pairs
            .iter()
            .filter_map(|p| Some(((p.trainee, p.opening), codes(p)?)))
            .collect()
    }

    pub(crate) fn trainee(&self, id: &TraineeId) -> Option<u32> {
        self.trainee_numbers.get(id).copied()
    }

    pub(crate) fn opening(&self, id: &OpeningId) -> Option<u32> {
        self.opening_numbers.get(id).copied()
    }

    fn trainee_named(&self, id: &str) -> Option<u32> {
        self.trainee(&id.parse().ok()?)
    }

    fn opening_named(&self, id: &str) -> Option<u32> {
        self.opening(&id.parse().ok()?)
    }

    fn known_trainee(&self, id: &str) -> Result<u32, ForeignId> {
        self.trainee_named(id).ok_or_else(|| ForeignId(id.to_owned()))
    }

    fn known_opening(&self, id: &str) -> Result<u32, ForeignId> {
        self.opening_named(id).ok_or_else(|| ForeignId(id.to_owned()))
    }

    /// A pair's entry in the trainee's list; none when it isn't possible.
    pub(crate) fn wish(&self, trainee: u32, opening: u32) -> Option<&Entry> {
        self.wishes.of(trainee).iter().find(|e| e.other == opening)
    }

    /// Where a trainee is as published.
    pub(crate) fn published(&self, trainee: u32) -> u32 {
        self.place.get(trainee as usize).copied().unwrap_or(NOWHERE)
    }

    pub(crate) fn opening_id(&self, opening: u32) -> Option<OpeningId> {
        self.openings.get(opening as usize).copied()
    }
}

fn set<T>(column: &mut [T], at: u32, value: T) {
    if let Some(cell) = column.get_mut(at as usize) {
        *cell = value;
    }
}

fn ids<'a, T: std::str::FromStr>(texts: impl Iterator<Item = &'a str>) -> Result<Vec<T>, ForeignId> {
    texts
        .map(|text| text.parse().map_err(|_| ForeignId(text.to_owned())))
        .collect()
}

/// (lister, listed, tie group) of every listing of somebody known.
fn listings<'a>(
    lists: impl Iterator<Item = &'a Groups>,
    number: impl Fn(&str) -> Option<u32>,
) -> Vec<(u32, u32, u32)> {
    let mut listings = Vec::new();
    for (list, lister) in lists.zip(0..) {
        for (group, tier) in list.iter().zip(0..) {
            listings.extend(group.iter().filter_map(|id| Some((lister, number(id)?, tier))));
        }
    }
    listings
}

/// Both sides' strict lists over the mutual pairs.
fn sides(
    mut pairs: Vec<Mutual>,
    (trainees, openings): (usize, usize),
    opening_draw: impl Fn(u32) -> u32,
    trainee_draw: impl Fn(u32) -> u32,
) -> (Side, Side) {
    // Where each pair stands in the trainee's list, found in the first sorting.
    pairs.sort_unstable_by_key(|p| (p.trainee, p.wish, opening_draw(p.opening)));
    let mut placed: Vec<(Mutual, u32)> = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let at = match placed.last() {
            Some((before, at)) if before.trainee == pair.trainee => at + 1,
            _ => 0,
        };
        placed.push((pair, at));
    }
    let wish_starts = starts(placed.iter().map(|(p, _)| p.trainee), trainees);
    placed.sort_unstable_by_key(|(p, _)| (p.opening, p.call, trainee_draw(p.trainee)));
    let call_starts = starts(placed.iter().map(|(p, _)| p.opening), openings);
    let mut wishes = vec![
        Entry {
            other: NOWHERE,
            tier: 0,
            cross: 0
        };
        placed.len()
    ];
    let mut calls = Vec::with_capacity(placed.len());
    let (mut opening, mut position) = (NOWHERE, 0);
    for (pair, at) in placed {
        position = if pair.opening == opening { position + 1 } else { 0 };
        opening = pair.opening;
        let start = wish_starts
            .get(pair.trainee as usize)
            .copied()
            .unwrap_or_default();
        let entry = Entry {
            other: pair.opening,
            tier: pair.wish,
            cross: position,
        };
        set(&mut wishes, start + at, entry);
        calls.push(Entry {
            other: pair.trainee,
            tier: pair.call,
            cross: at,
        });
    }
    let side = |starts, entries| Side { starts, entries };
    (side(wish_starts, wishes), side(call_starts, calls))
}

/// Where each party's entries start, from the party of each.
fn starts(parties: impl Iterator<Item = u32>, count: usize) -> Vec<u32> {
    let mut starts = vec![0_u32; count + 1];
    for party in parties {
        if let Some(next) = starts.get_mut(party as usize + 1) {
            *next += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}
