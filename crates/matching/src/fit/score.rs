//! How well a pair fits, in whole points: parts that add up exactly, each worth at most its weight.

use berth_domain::cohort::{RankList, ScorePart, WorkMode};
use serde::{Deserialize, Serialize};

use super::share::{self, DAY_HOURS, MARGIN_DAYS, ROUNDS, START_DAYS, Share};
use super::{Pair, Terms, permit, skill};

/// A score, part by part. The total is the sum of the parts, nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    pub parts: Vec<PartScore>,
    pub total: u32,
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartScore {
    pub part: ScorePart,
    pub points: u32,
    /// The most this part can give: the programme's weight.
    pub of: u32,
    /// What the points come from.
    pub why: String,
}

/// The score of a pair with its breakdown. It says nothing about feasibility.
pub fn score(terms: &Terms<'_>, pair: Pair<'_>) -> Breakdown {
    let parts: Vec<PartScore> = weights(terms)
        .map(|(part, of)| {
            let (share, why) = part_of(terms, pair, part);
            PartScore {
                part,
                points: share.points(of),
                of,
                why: why(),
            }
        })
        .collect();
    let total = parts.iter().map(|p| p.points).sum();
    Breakdown { parts, total }
}

/// The total alone.
pub(super) fn points(terms: &Terms<'_>, pair: Pair<'_>) -> u32 {
    points_without(terms, pair, None)
}

/// The total without one part. An opening's order leaves out the trainee's own ranking, and the other way round:
/// ranking somebody high must not make them rank you high, or telling the truth stops being the best one can do.
pub(super) fn points_without(terms: &Terms<'_>, pair: Pair<'_>, left_out: Option<ScorePart>) -> u32 {
    let parts = weights(terms).filter(|(part, _)| Some(*part) != left_out);
    parts
        .map(|(part, of)| part_of(terms, pair, part).0.points(of))
        .sum()
}

fn weights<'a>(terms: &Terms<'a>) -> impl Iterator<Item = (ScorePart, u32)> + 'a {
    terms
        .rules
        .weights
        .iter()
        .map(|(part, of)| (*part, *of))
        .filter(|(_, of)| *of > 0)
}

type Why<'a> = Box<dyn Fn() -> String + 'a>;

fn part_of<'a>(terms: &'a Terms<'a>, pair: Pair<'a>, part: ScorePart) -> (Share, Why<'a>) {
    let Pair { trainee, opening } = pair;
    match part {
        ScorePart::TraineeRank => rank(trainee.prefers.as_ref(), &opening.id, "the trainee"),
        ScorePart::HostRank => rank(opening.prefers.as_ref(), &trainee.id, "the host"),
        ScorePart::Skills => skills(terms, pair),
        ScorePart::Interest => interest(pair),
        ScorePart::Learning => {
            let shared = trainee.wants_to_learn.intersection(&opening.will_teach).count() as u32;
            let all = share::taught_in_full(opening);
            (
                Share::new(shared, all),
                Box::new(move || {
                    format!(
                        "{shared} of the skills the trainee wants to learn are taught; {all} count in full"
                    )
                }),
            )
        }
        ScorePart::PermitMargin => permit_margin(terms, pair),
        ScorePart::Start => {
            let gap = (opening.starts_on - trainee.available_from).num_days();
            (
                share::start(gap),
                Box::new(move || {
                    format!("{gap} days between being free and the start; {START_DAYS} are worth nothing")
                }),
            )
        }
        ScorePart::City => city(pair),
        ScorePart::Hours => hours(pair),
        ScorePart::Language => language(pair),
        ScorePart::HostAnswers => (
            share::answers(opening),
            match opening.host_answer_percent {
                Some(percent) => Box::new(move || format!("the host answered {percent} percent of requests")),
                None => Box::new(|| "the host's answer rate isn't known yet: half".to_owned()),
            },
        ),
        ScorePart::Waited => {
            let waited = trainee.rounds_waited;
            (
                share::rounds_waited(waited),
                Box::new(move || format!("{waited} rounds waited; {ROUNDS} count in full")),
            )
        }
    }
}

/// First group all, the last of n a share of 1/n; without a list half, so that having none is no disadvantage.
fn rank<'a, T: PartialEq>(list: Option<&RankList<T>>, id: &T, who: &'a str) -> (Share, Why<'a>) {
    let Some(list) = list else {
        return (
            Share::HALF,
            Box::new(move || format!("{who} certified no rank list: half")),
        );
    };
    let groups = list.len();
    match list.iter().position(|group| group.contains(id)) {
        Some(at) => (
            share::ranked(at, groups),
            Box::new(move || format!("rank {} of {groups} on the list of {who}", at + 1)),
        ),
        None => (Share::NONE, Box::new(move || format!("not on the list of {who}"))),
    }
}

/// Must-haves count twice, nice-to-haves once.
fn skills<'a>(terms: &'a Terms<'a>, Pair { trainee, opening }: Pair<'a>) -> (Share, Why<'a>) {
    let must: u32 = opening
        .must_have
        .iter()
        .map(|need| 2 * skill::best_credit(terms, &trainee.skills, need, skill::must_credit))
        .sum();
    let nice: u32 = opening
        .nice_to_have
        .iter()
        .map(|need| skill::best_credit(terms, &trainee.skills, need, skill::nice_credit))
        .sum();
    let all = share::all_credit(opening);
    if all == 0 {
        return (Share::ALL, Box::new(|| "no skills are asked for".to_owned()));
    }
    let why = move || {
        let needs = opening
            .must_have
            .iter()
            .map(|n| (n, "must"))
            .chain(opening.nice_to_have.iter().map(|n| (n, "nice")));
        let one = |(need, kind): (&berth_domain::skill::SkillNeed, &str)| {
            let label = terms.skills.label(&need.skill);
            let asked = need.level.get();
            match skill::best(terms, &trainee.skills, need) {
                None => format!("{label} ({kind}, {asked} asked): none"),
                Some(reach) if reach.claim.skill == need.skill => {
                    format!("{label} ({kind}, {asked} asked): {}", reach.claim.level.get())
                }
                Some(reach) => {
                    let via = terms.skills.label(&reach.claim.skill);
                    let (whole, part) = (reach.hundredths / 100, reach.hundredths % 100);
                    format!("{label} ({kind}, {asked} asked): {whole}.{part:02} through {via}")
                }
            }
        };
        needs.map(one).collect::<Vec<_>>().join("; ")
    };
    (Share::new(must + nice, all), Box::new(why))
}

fn interest<'a>(Pair { trainee, opening }: Pair<'a>) -> (Share, Why<'a>) {
    match &opening.field {
        Some(field) if trainee.interests.contains(field) => {
            (Share::ALL, Box::new(move || format!("interested in {field}")))
        }
        Some(field) => (
            Share::NONE,
            Box::new(move || format!("{field} isn't among the interests")),
        ),
        None => (Share::NONE, Box::new(|| "the opening names no field".to_owned())),
    }
}

fn permit_margin<'a>(terms: &Terms<'_>, pair: Pair<'_>) -> (Share, Why<'a>) {
    let Ok(way) = permit::way(terms, pair) else {
        return (Share::NONE, Box::new(|| "there is no way in time".to_owned()));
    };
    let days = (way.last_safe_offer - terms.today).num_days();
    (
        share::margin(days),
        Box::new(move || format!("{days} days to the last safe offer date; {MARGIN_DAYS} count in full")),
    )
}

fn city<'a>(Pair { trainee, opening }: Pair<'a>) -> (Share, Why<'a>) {
    let city = &opening.city;
    if trainee.cities.is_empty() {
        (Share::ALL, Box::new(|| "any city suits".to_owned()))
    } else if trainee.cities.contains(city) {
        (Share::ALL, Box::new(move || format!("{city} is wished for")))
    } else {
        (
            Share::NONE,
            Box::new(move || format!("{city} isn't among the cities wished for")),
        )
    }
}

fn hours<'a>(Pair { trainee, opening }: Pair<'a>) -> (Share, Why<'a>) {
    if opening.work_mode == WorkMode::OnSite {
        return (Share::ALL, Box::new(|| "on site: the same hours".to_owned()));
    }
    let overlap = share::overlap(trainee.zone, opening);
    (
        Share::new(overlap, DAY_HOURS),
        Box::new(move || format!("{overlap} of {DAY_HOURS} working hours overlap")),
    )
}

/// Steps above each minimum, averaged over the languages asked for.
fn language<'a>(Pair { trainee, opening }: Pair<'a>) -> (Share, Why<'a>) {
    let own = |language| trainee.languages.get(language).copied();
    let sum: u32 = opening
        .languages
        .iter()
        .map(|(language, minimum)| share::language_steps(own(language), *minimum))
        .sum();
    let all = share::all_steps(opening);
    (
        Share::new(sum, all),
        Box::new(move || format!("{sum} steps above the minimum; {all} count in full")),
    )
}
