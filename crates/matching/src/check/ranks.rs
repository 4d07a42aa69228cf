//! The document read for checking: who ranks whom where, and what the round was told.

use crate::round::{Census, Objective, QuickMap as HashMap, QuickSet as HashSet, RoundInput};

/// Both sides' tie groups (0 is best) and the round's constraints, by number.
pub(super) struct Ranks<'a> {
    pub(super) input: &'a RoundInput,
    pub(super) census: Census<'a>,
    /// Per trainee, best first: opening, the trainee's tie group, the opening's tie group. Mutual pairs only.
    pub(super) lists: Vec<Vec<Mutual>>,
    pub(super) pinned: HashMap<u32, u32>,
    pub(super) forbidden: HashSet<(u32, u32)>,
    pub(super) weights: HashMap<(u32, u32), i64>,
    pub(super) couples: Vec<Joint>,
    pub(super) coupled: HashSet<u32>,
}

/// A pair that list each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mutual {
    pub(super) opening: u32,
    pub(super) trainee_tier: u32,
    pub(super) opening_tier: u32,
}

/// Two who go together.
pub(super) struct Joint {
    pub(super) members: (u32, u32),
    pub(super) options: Vec<(Option<u32>, Option<u32>)>,
}

type Tiers = HashMap<(u32, u32), u32>;

impl<'a> Ranks<'a> {
    pub(super) fn of(input: &'a RoundInput) -> Self {
        let census = Census::of(input);
        let number = |(t, o): &(String, String)| Some((census.trainee(t)?, census.opening(o)?));
        let pinned = input.pinned().iter().filter_map(number).collect();
        let forbidden = input.forbidden().iter().filter_map(number).collect();
        let weighed =
            |(t, o, w): &(String, String, i64)| Some(((census.trainee(t)?, census.opening(o)?), *w));
        let weights: HashMap<(u32, u32), i64> = input.weights().iter().filter_map(weighed).collect();
        let couples: Vec<Joint> = input
            .together()
            .iter()
            .filter_map(|two| joint(two, &census))
            .collect();
        let coupled = couples.iter().flat_map(|c| [c.members.0, c.members.1]).collect();
        let by_weight = input.objective() == Objective::MaxWeight;
        let lists = if by_weight && !input.has_lists() {
            lists_by_weight(&census, &weights)
        } else {
            let mut lists = mutual_lists(input, &census, &couples);
            if by_weight {
                for (trainee, list) in (0..).zip(&mut lists) {
                    list.retain(|pair| weights.contains_key(&(trainee, pair.opening)));
                }
            }
            lists
        };
        Self {
            input,
            census,
            lists,
            pinned,
            forbidden,
            weights,
            couples,
            coupled,
        }
    }

    /// A trainee's own list of mutual pairs, best first.
    pub(super) fn list(&self, trainee: u32) -> &[Mutual] {
        self.lists
            .get(trainee as usize)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    pub(super) fn mutual(&self, trainee: u32, opening: u32) -> Option<&Mutual> {
        self.list(trainee).iter().find(|pair| pair.opening == opening)
    }

    pub(super) fn trainee_id(&self, trainee: u32) -> &'a str {
        self.census
            .trainees()
            .get(trainee as usize)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn opening_id(&self, opening: u32) -> &'a str {
        self.census
            .openings()
            .get(opening as usize)
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn seats(&self, opening: u32) -> u32 {
        self.input.openings.get(opening as usize).map_or(0, |o| o.seats)
    }
}

fn joint(two: &crate::round::Together, census: &Census<'_>) -> Option<Joint> {
    let members = (census.trainee(&two.trainees.0)?, census.trainee(&two.trainees.1)?);
    let place = |id: &Option<String>| id.as_deref().and_then(|id| census.opening(id));
    Some(Joint {
        members,
        options: two.prefers.iter().map(|(a, b)| (place(a), place(b))).collect(),
    })
}

fn mutual_lists(input: &RoundInput, census: &Census<'_>, couples: &[Joint]) -> Vec<Vec<Mutual>> {
    let mut tiers = Tiers::default();
    for (opening, entry) in (0..).zip(&input.openings) {
        for (tier, group) in (0..).zip(entry.prefers().iter()) {
            for trainee in group.iter().filter_map(|id| census.trainee(id)) {
                tiers.insert((opening, trainee), tier);
            }
        }
    }
    let mut lists = vec![Vec::new(); census.trainees().len()];
    let mut list = |trainee: u32, opening: u32, trainee_tier: u32| {
        if let (Some(list), Some(&opening_tier)) =
            (lists.get_mut(trainee as usize), tiers.get(&(opening, trainee)))
        {
            let list: &mut Vec<Mutual> = list;
            list.push(Mutual {
                opening,
                trainee_tier,
                opening_tier,
            });
        }
    };
    let mut coupled = HashSet::default();
    for couple in couples {
        for (member, first) in [(couple.members.0, true), (couple.members.1, false)] {
            coupled.insert(member);
            let mut seen = HashSet::default();
            for option in &couple.options {
                if let Some(opening) = if first { option.0 } else { option.1 }
                    && seen.insert(opening)
                {
                    list(member, opening, 0);
                }
            }
        }
    }
    for (trainee, entry) in (0..).zip(&input.trainees) {
        if coupled.contains(&trainee) {
            continue;
        }
        for (tier, group) in (0..).zip(entry.prefers().iter()) {
            for opening in group.iter().filter_map(|id| census.opening(id)) {
                list(trainee, opening, tier);
            }
        }
    }
    lists
}

/// Without any list, both sides want the heavier pair; pairs without gain are nobody's wish.
fn lists_by_weight(census: &Census<'_>, weights: &HashMap<(u32, u32), i64>) -> Vec<Vec<Mutual>> {
    let mut distinct: Vec<i64> = weights.values().copied().filter(|w| *w > 0).collect();
    distinct.sort_unstable_by(|a, b| b.cmp(a));
    distinct.dedup();
    let tier = |weight: i64| distinct.partition_point(|&heavier| heavier > weight) as u32;
    let mut lists = vec![Vec::new(); census.trainees().len()];
    for (&(trainee, opening), &weight) in weights.iter().filter(|(_, w)| **w > 0) {
        if let Some(list) = lists.get_mut(trainee as usize) {
            list.push(Mutual {
                opening,
                trainee_tier: tier(weight),
                opening_tier: tier(weight),
            });
        }
    }
    for list in &mut lists {
        list.sort_unstable_by_key(|pair| (pair.trainee_tier, pair.opening));
    }
    lists
}
