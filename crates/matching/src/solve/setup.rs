//! From the document to numbers: lists, lottery, pins, exclusions and those who go together.
#![expect(
    clippy::indexing_slicing,
    reason = "every number comes from the census, every column has the census' length"
)]

use super::caps::Caps;
use super::deferred::UNPLACED;
use super::lists::Lists;
use super::market::{Draws, Market};
use super::weight::Prices;
use crate::round::{
    Census, Drawer, Dual, Groups, InputError, Listed, NOBODY, Note, NoteCode, Objective, PairWeights,
    QuickMap as HashMap, QuickSet as HashSet, RoundInput, UNKNOWN, lottery_number,
};

/// Two who go together: their numbers and their options, best first.
#[derive(Clone, Debug)]
pub(crate) struct Couple {
    pub(crate) members: [u32; 2],
    pub(crate) options: Vec<[u32; 2]>,
}

/// A round in numbers.
pub(crate) struct Problem<'a> {
    pub(crate) input: &'a RoundInput,
    pub(crate) census: Census<'a>,
    /// All mutual pairs with a say, also those of pinned trainees and forbidden ones: what stability is judged by.
    pub(crate) full: Market,
    /// What is left to decide: without pinned trainees, their seats, and forbidden pairs.
    pub(crate) open: Market,
    /// The opening a trainee is pinned to, else [`UNPLACED`].
    pub(crate) pinned: Vec<u32>,
    pub(crate) forbidden: HashSet<(u32, u32)>,
    /// For `max_weight`.
    pub(crate) weights: PairWeights,
    pub(crate) couples: Vec<Couple>,
    /// Position of each trainee in the trainees' lottery; empty without ties.
    pub(crate) trainee_draw: Vec<u32>,
    /// Position of each opening in the openings' lottery.
    pub(crate) opening_draw: Vec<u32>,
    pub(crate) ties: bool,
    pub(crate) notes: Vec<Note>,
}

impl<'a> Problem<'a> {
    /// Checks the document on the way.
    pub(crate) fn of(input: &'a RoundInput) -> Result<Self, InputError> {
        let Listed {
            census,
            by_trainees,
            by_openings,
            weights,
        } = input.listed()?;
        let mut notes = Notes::default();
        let couples = couples(input, &census);
        let (trainees, openings) = if input.objective() == Objective::MaxWeight && !input.has_lists() {
            lists_from_weights(census.trainees().len(), census.openings().len(), &weights)
        } else {
            (
                trainee_lists(input, &census, &by_trainees, &couples, &mut notes),
                opening_lists(input, &by_openings, &mut notes),
            )
        };
        let ties = has_ties(&openings) || has_ties(&trainees);
        let trainee_draw = if ties {
            draw(input, Drawer::Trainee, census.trainees())
        } else {
            Vec::new()
        };
        let opening_draw = draw(input, Drawer::Opening, census.openings());
        let draws = Draws {
            trainees: has_ties(&openings).then_some(trainee_draw.as_slice()),
            openings: has_ties(&trainees).then_some(opening_draw.as_slice()),
        };
        let pair = |(t, o): &(String, String)| Some((census.trainee(t)?, census.opening(o)?));
        let forbidden: HashSet<(u32, u32)> = input.forbidden().iter().filter_map(pair).collect();
        let mut pinned = vec![UNPLACED; census.trainees().len()];
        let seats: Vec<u32> = input.openings.iter().map(|o| o.seats).collect();
        let mut free = seats.clone();
        for (trainee, opening) in input.pinned().iter().filter_map(pair) {
            pinned[trainee as usize] = opening;
            free[opening as usize] = free[opening as usize].saturating_sub(1);
        }
        let counts =
            |t: u32, o: u32| input.objective() != Objective::MaxWeight || weights.get(t, o).is_some();
        let full = Market::join(&trainees, &openings, seats, draws, counts);
        let open = if input.pinned().is_empty() && forbidden.is_empty() {
            full.clone()
        } else {
            Market::join(&trainees, &openings, free, draws, |t, o| {
                pinned[t as usize] == UNPLACED && !forbidden.contains(&(t, o)) && counts(t, o)
            })
        };
        notes.one_sided(&trainees, &openings, &full, input.objective());
        notes.count(
            NoteCode::Forbidden,
            full.trainees.pairs().saturating_sub(open.trainees.pairs()),
            "mutual pairs are out of play: forbidden, or of pinned trainees",
        );
        if ties {
            notes.push(
                NoteCode::Lottery,
                None,
                "ties are drawn by one lottery number per trainee (and per opening), from the seed",
            );
        }
        let notes = notes.0;
        Ok(Self {
            input,
            census,
            full,
            open,
            pinned,
            forbidden,
            weights,
            couples,
            trainee_draw,
            opening_draw,
            ties,
            notes,
        })
    }
}

impl Problem<'_> {
    /// Pinned trainees of each opening.
    pub(crate) fn pins(&self) -> Vec<u32> {
        let mut pins = vec![0; self.census.openings().len()];
        for &opening in self.pinned.iter().filter(|&&o| o != UNPLACED) {
            pins[opening as usize] += 1;
        }
        pins
    }

    /// The weight of each pair, in the order of the market's trainees' side.
    pub(crate) fn weights_along(&self, market: &Market) -> Vec<i64> {
        weights_along(market, &self.weights)
    }

    /// Prices under the document's ids.
    pub(crate) fn dual(&self, caps: &Caps, prices: &Prices) -> Dual {
        let named = |ids: &[&str], prices: &[i64]| {
            ids.iter()
                .zip(prices)
                .map(|(id, price)| ((*id).to_owned(), *price))
                .collect()
        };
        let (openings, above) = prices.nodes.split_at(self.census.openings().len());
        let ids: Vec<&str> = caps.forest().map(|(id, _, _)| id).collect();
        Dual {
            caps: named(&ids, above),
            openings: named(self.census.openings(), openings),
            trainees: named(self.census.trainees(), &prices.trainees),
        }
    }
}

pub(super) fn weights_along(market: &Market, weights: &PairWeights) -> Vec<i64> {
    let weight = |(t, o): (u32, u32)| weights.get(t, o).unwrap_or(0);
    let side = &market.trainees;
    let pairs = (0..side.len()).flat_map(|t| side.span(t).map(move |column| (t as u32, side.other[column])));
    pairs.map(weight).collect()
}

fn has_ties(lists: &Lists) -> bool {
    (0..lists.len()).any(|party| lists.of(party).windows(2).any(|w| w[0].1 == w[1].1))
}

/// The position of each party when all are sorted by their lottery numbers.
fn draw(input: &RoundInput, drawer: Drawer, ids: &[&str]) -> Vec<u32> {
    let seed = input.seed();
    let mut order: Vec<(u64, &str, u32)> = (0..)
        .zip(ids)
        .map(|(number, id)| (lottery_number(&seed, drawer, id), *id, number))
        .collect();
    order.sort_unstable();
    let mut position = vec![0; ids.len()];
    for (at, (_, _, number)) in (0..).zip(order) {
        position[number as usize] = at;
    }
    position
}

fn couples(input: &RoundInput, census: &Census<'_>) -> Vec<Couple> {
    let place = |id: &Option<String>| {
        id.as_deref()
            .and_then(|id| census.opening(id))
            .unwrap_or(UNPLACED)
    };
    let couple = |two: &crate::round::Together| {
        let members = [census.trainee(&two.trainees.0)?, census.trainee(&two.trainees.1)?];
        let options = two
            .prefers
            .iter()
            .map(|(first, second)| [place(first), place(second)])
            .collect();
        Some(Couple { members, options })
    };
    input.together().iter().filter_map(couple).collect()
}

fn trainee_lists(
    input: &RoundInput,
    census: &Census<'_>,
    numbers: &[u32],
    couples: &[Couple],
    notes: &mut Notes,
) -> Lists {
    // A member of a couple lists, for the openings' sake, every place of the joint list, in its order.
    let mut joint: HashMap<u32, Vec<u32>> = HashMap::default();
    for couple in couples {
        for (side, member) in couple.members.into_iter().enumerate() {
            let mut seen = HashSet::default();
            let places = couple.options.iter().map(|option| option[side]);
            joint.insert(
                member,
                places.filter(|o| *o != UNPLACED && seen.insert(*o)).collect(),
            );
        }
    }
    let mut unknown = 0;
    let mut unused = 0;
    let mut lists = Lists::with_capacity(census.trainees().len(), numbers.len());
    let mut left = numbers;
    for number in 0..census.trainees().len() as u32 {
        // Members of a couple needn't have an entry.
        let entry = input
            .trainees
            .get(number as usize)
            .map_or(&NOBODY, |e| e.prefers());
        let own = left.split_off(..entry.listings()).unwrap_or_default();
        match joint.get(&number) {
            Some(places) => {
                unused += usize::from(!entry.is_empty());
                lists.push_strict(places.iter().copied());
            }
            None => unknown += push_known(&mut lists, entry, own),
        }
    }
    notes.count(
        NoteCode::UnknownId,
        unknown,
        "listings by trainees name an opening that isn't in this round",
    );
    notes.count(
        NoteCode::OwnListUnused,
        unused,
        "own lists of trainees who go together aren't used: the joint list decides",
    );
    lists
}

fn opening_lists(input: &RoundInput, numbers: &[u32], notes: &mut Notes) -> Lists {
    let mut unknown = 0;
    let mut lists = Lists::with_capacity(input.openings.len(), numbers.len());
    let mut left = numbers;
    for opening in &input.openings {
        let list = opening.prefers();
        let own = left.split_off(..list.listings()).unwrap_or_default();
        unknown += push_known(&mut lists, list, own);
    }
    notes.count(
        NoteCode::UnknownId,
        unknown,
        "listings by openings name a trainee who isn't in this round",
    );
    lists
}

/// Adds a list, given as numbers; says how many of its ids aren't in the round.
fn push_known(lists: &mut Lists, list: &Groups, numbers: &[u32]) -> usize {
    let before = lists.listings();
    let mut left = numbers;
    lists.push_groups(list.iter().map(|group| {
        let group = left.split_off(..group.len()).unwrap_or_default();
        group.iter().copied().filter(|number| *number != UNKNOWN)
    }));
    numbers.len() - (lists.listings() - before)
}

/// Without any list, both sides want the heaviest pair first; who would lower the sum isn't wanted.
pub(super) fn lists_from_weights(trainees: usize, openings: usize, weights: &PairWeights) -> (Lists, Lists) {
    let mut by_trainee = vec![Vec::new(); trainees];
    let mut by_opening = vec![Vec::new(); openings];
    for (t, own) in (0..).zip(&mut by_trainee) {
        for &(o, weight) in weights.of(t).iter().filter(|(_, weight)| *weight > 0) {
            own.push((std::cmp::Reverse(weight), o));
            by_opening[o as usize].push((std::cmp::Reverse(weight), t));
        }
    }
    let side = |lists: Vec<Vec<(std::cmp::Reverse<i64>, u32)>>| {
        let mut out = Lists::with_capacity(lists.len(), weights.len());
        for mut list in lists {
            list.sort_unstable();
            out.push_groups(
                list.chunk_by(|a, b| a.0 == b.0)
                    .map(|group| group.iter().map(|(_, other)| *other)),
            );
        }
        out
    };
    (side(by_trainee), side(by_opening))
}

#[derive(Default)]
struct Notes(Vec<Note>);

impl Notes {
    fn push(&mut self, code: NoteCode, count: Option<u64>, text: impl Into<String>) {
        self.0.push(Note {
            code,
            count,
            text: text.into(),
        });
    }

    fn count(&mut self, code: NoteCode, count: usize, text: &str) {
        if count > 0 {
            self.push(code, Some(count as u64), format!("{count} {text}"));
        }
    }

    fn one_sided(&mut self, trainees: &Lists, openings: &Lists, full: &Market, objective: Objective) {
        let why = match objective {
            Objective::MaxWeight => "aren't mutual, or have no weight",
            _ => "aren't mutual",
        };
        let mutual = full.trainees.pairs();
        self.count(
            NoteCode::OneSided,
            trainees.listings() - mutual,
            &format!("listings by trainees are ignored: they {why}"),
        );
        self.count(
            NoteCode::OneSided,
            openings.listings() - mutual,
            &format!("listings by openings are ignored: they {why}"),
        );
    }
}
