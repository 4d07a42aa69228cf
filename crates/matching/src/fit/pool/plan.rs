//! An opening, compiled: what must hold, as conditions, and what counts, as tables of points.

use berth_domain::cohort::{OpeningFacts, RankList, ScorePart, WorkMode};
use berth_domain::id::TraineeId;
use berth_domain::permit::PermitQuestion;
use berth_domain::permit::{PermitCondition, PermitRoute};
use berth_domain::skill::Cefr;
use berth_domain::text::CountryCode;
use chrono::{Datelike, Days, Months, NaiveDate};

use super::filter::{Filters, Key};
use super::numbers::Numbers;
use crate::fit::Terms;
use crate::fit::share::{self, DAY_HOURS, ROUNDS, START_DAYS, Share};

/// What an opening asks of trainees.
pub(super) struct Plan {
    /// Nobody may be matched, whoever they are.
    pub(super) closed: bool,
    /// Conditions that must all hold: the rarest first, last what many openings have in common.
    pub(super) conditions: Vec<usize>,
    /// One must hold, which is among `conditions` already. The best first.
    pub(super) ways: Vec<Way>,
    /// The opening's number, where trainees name it.
    pub(super) number: Option<u32>,
    /// Certified by the host: who, and points for the rank.
    pub(super) ranked: Option<Vec<(TraineeId, u32)>>,
    pub(super) never: Vec<TraineeId>,
    pub(super) points: Points,
}

/// A way to the opening in time.
pub(super) struct Way {
    /// Whom it is open to.
    pub(super) condition: usize,
    /// For the margin it leaves.
    pub(super) points: u32,
}

/// What counts. A part without weight is left out; one that is the same for everybody is in `constant`.
#[derive(Default)]
pub(super) struct Points {
    pub(super) constant: u32,
    /// The most that all parts but the skills can add to `constant`.
    pub(super) most: u32,
    pub(super) skills: Option<Skills>,
    pub(super) trainee_rank: Option<u32>,
    pub(super) margin: bool,
    /// If a condition holds, so many points: interest and city.
    pub(super) conditions: Vec<(usize, u32)>,
    /// Points by how many of the conditions hold.
    pub(super) learning: Option<(Vec<usize>, Vec<u32>)>,
    /// The first day, and points by the days before it.
    pub(super) start: Option<(i32, Vec<u32>)>,
    /// Points by zone.
    pub(super) zones: Vec<u32>,
    /// Languages with their minimum, and points by steps above all of them together.
    pub(super) languages: Vec<(Option<u32>, Cefr)>,
    pub(super) steps: Vec<u32>,
    /// Points by rounds waited.
    pub(super) waited: Vec<u32>,
}

/// The needs, and what their credit is worth.
pub(super) struct Skills {
    pub(super) needs: Vec<usize>,
    weight: u32,
    /// Credit of everything asked for.
    pub(super) all: u32,
}

impl Skills {
    pub(super) fn points(&self, credit: u32) -> u32 {
        Share::new(credit, self.all).points(self.weight)
    }

    /// The least credit worth so many points; `None` when no credit is.
    pub(super) fn credit_for(&self, points: u32) -> Option<u32> {
        if points > self.weight {
            return None;
        }
        let least = (u64::from(points) * u64::from(self.all)).div_ceil(u64::from(self.weight.max(1)));
        u32::try_from(least).ok()
    }
}

impl Plan {
    pub(super) fn of(
        terms: &Terms<'_>,
        opening: &OpeningFacts,
        numbers: &Numbers,
        filters: &mut Filters,
    ) -> Self {
        let rules = terms.rules;
        let admitted = rules.host_countries.is_empty() || rules.host_countries.contains(&opening.country);
        let end = opening.starts_on.checked_add_months(Months::new(
            opening
                .duration_months
                .saturating_add(rules.passport_months_after_end),
        ));
        let mut plan = Self {
            closed: !opening.host_active
                || !opening.supervisor_named
                || opening.seats == 0
                || terms.today > opening.starts_on
                || !rules.tracks.contains(&opening.track)
                || !admitted,
            conditions: Vec::new(),
            ways: ways(terms, opening, numbers, filters),
            number: numbers.openings.known(&opening.id),
            ranked: opening.prefers.as_ref().map(|list| ranked(terms, list)),
            never: opening.never.iter().copied().collect(),
            points: Points::default(),
        };
        for need in &opening.must_have {
            let need = filters.need(terms, need, true, numbers);
            plan.conditions.push(filters.filter(Key::Meets(need)));
        }
        let languages = opening.languages.iter();
        let mut keys: Vec<Key> = languages
            .map(|(language, minimum)| Key::Language(numbers.languages.known(language), *minimum))
            .collect();
        keys.push(Key::Consent);
        if rules.training_required {
            keys.push(Key::Trained);
        }
        if !rules.countries.is_empty() {
            keys.push(countries(rules.countries.iter(), numbers));
        }
        keys.push(Key::Track(numbers.tracks.known(&opening.track)));
        keys.push(Key::Mode(opening.work_mode));
        keys.push(Key::Available(opening.starts_on.num_days_from_ce()));
        if opening.work_mode != WorkMode::Remote {
            let valid = match end {
                Some(day) => Key::Passport {
                    day: day.num_days_from_ce(),
                    unknown: rules.passport_months_after_end == 0,
                },
                // Beyond the calendar: only for those who need none.
                None => Key::Countries(Vec::new()),
            };
            let at_home = countries(std::iter::once(&opening.country), numbers);
            keys.push(Key::Any(vec![filters.filter(valid), filters.filter(at_home)]));
        }
        keys.push(Key::Any(plan.ways.iter().map(|way| way.condition).collect()));
        let rest = keys.into_iter().map(|key| filters.filter(key)).collect();
        plan.conditions.push(filters.filter(Key::All(rest)));
        plan.points = Points::of(terms, opening, numbers, filters);
        if let Some(best) = plan.ways.iter().map(|way| way.points).max()
            && plan.points.margin
        {
            plan.points.most += best;
        }
        plan
    }

    /// The most points anybody can have.
    pub(super) fn most(&self) -> u32 {
        let skills = self.points.skills.as_ref().map_or(0, |skills| skills.weight);
        self.points.constant + self.points.most + skills
    }
}

fn countries<'a>(some: impl Iterator<Item = &'a CountryCode>, numbers: &Numbers) -> Key {
    let mut known: Vec<u32> = some
        .filter_map(|country| numbers.countries.known(country))
        .collect();
    known.sort_unstable();
    Key::Countries(known)
}

fn weight(terms: &Terms<'_>, part: ScorePart) -> Option<u32> {
    terms.rules.weights.get(&part).copied().filter(|of| *of > 0)
}

fn ranked(terms: &Terms<'_>, list: &RankList<TraineeId>) -> Vec<(TraineeId, u32)> {
    let weight = weight(terms, ScorePart::HostRank).unwrap_or(0);
    let groups = list.iter().enumerate();
    groups
        .flat_map(|(at, group)| {
            let points = share::ranked(at, list.len()).points(weight);
            group.iter().map(move |id| (*id, points))
        })
        .collect()
}

/// Without a permit for those who need none; else every route that the opening itself fulfils, what is left to the
/// trainee as conditions.
fn ways(terms: &Terms<'_>, opening: &OpeningFacts, numbers: &Numbers, filters: &mut Filters) -> Vec<Way> {
    let rules = terms.rules;
    let margin = weight(terms, ScorePart::PermitMargin).unwrap_or(0);
    let points = |last: NaiveDate| share::margin((last - terms.today).num_days()).points(margin);
    let remote = opening.work_mode == WorkMode::Remote;
    let free = std::iter::once(&opening.country).chain(&rules.free_movement);
    let free = filters.filter(countries(free, numbers));
    let bound = filters.filter(Key::Not(free));
    let everybody = Key::All(Vec::new());
    let mut found: Vec<(NaiveDate, Way)> = Vec::new();
    let travel = if remote { 0 } else { rules.travel_days };
    let days = Days::new(u64::from(travel) + u64::from(rules.answer_days));
    let last = opening.starts_on.checked_sub_days(days).unwrap_or(NaiveDate::MIN);
    if last >= terms.today {
        found.push((
            last,
            Way {
                condition: if remote { filters.filter(everybody) } else { free },
                points: points(last),
            },
        ));
    }
    if remote {
        return found.into_iter().map(|(_, way)| way).collect();
    }
    let routes = rules.permit_routes.iter();
    for route in routes.filter(|route| route.country == opening.country && route.in_force(terms.today)) {
        let last = route.last_safe_offer(opening.starts_on, rules.travel_days, rules.answer_days);
        let last = last.unwrap_or(NaiveDate::MIN);
        if last < terms.today || !fulfilled(route, opening, terms.today) {
            continue;
        }
        let conditions = route.conditions.iter();
        let all = conditions
            .filter_map(|condition| left_to_trainee(condition, opening, numbers))
            .map(|key| filters.filter(key))
            .chain(std::iter::once(bound))
            .collect();
        found.push((
            last,
            Way {
                condition: filters.filter(Key::All(all)),
                points: points(last),
            },
        ));
    }
    // The latest last safe offer date first; of equals the first listed.
    found.sort_by_key(|(last, _)| std::cmp::Reverse(*last));
    found.into_iter().map(|(_, way)| way).collect()
}

/// Whether the route refuses nothing but what hangs on the trainee.
fn fulfilled(route: &PermitRoute, opening: &OpeningFacts, today: NaiveDate) -> bool {
    let of_opening = |condition: &&PermitCondition| {
        !matches!(
            condition,
            PermitCondition::RecentDegreeOrStudent { .. } | PermitCondition::FilingPlaceFor { .. }
        )
    };
    let route = PermitRoute {
        conditions: route.conditions.iter().filter(of_opening).cloned().collect(),
        ..route.clone()
    };
    let question = PermitQuestion {
        nationality: &opening.country,
        degree_awarded_on: None,
        student: true,
        starts_on: opening.starts_on,
        duration_months: opening.duration_months,
        monthly_pay_eur: opening.monthly_pay_eur,
    };
    route.refusals(&question, today).is_empty()
}

fn left_to_trainee(condition: &PermitCondition, opening: &OpeningFacts, numbers: &Numbers) -> Option<Key> {
    match condition {
        PermitCondition::RecentDegreeOrStudent { within_days } => {
            let oldest = i64::from(opening.starts_on.num_days_from_ce()) - i64::from(*within_days);
            // Nothing stated stays below every day.
            let oldest = i32::try_from(oldest).unwrap_or(i32::MIN).max(i32::MIN + 1);
            Some(Key::Degree(oldest))
        }
        PermitCondition::FilingPlaceFor { countries: some } => Some(countries(some.iter(), numbers)),
        _ => None,
    }
}

impl Points {
    fn of(terms: &Terms<'_>, opening: &OpeningFacts, numbers: &Numbers, filters: &mut Filters) -> Self {
        let mut points = Self::default();
        for (part, of) in terms.rules.weights.iter().filter(|(_, of)| **of > 0) {
            points.add(*part, *of, terms, opening, numbers, filters);
        }
        points
    }

    fn add(
        &mut self,
        part: ScorePart,
        of: u32,
        terms: &Terms<'_>,
        opening: &OpeningFacts,
        numbers: &Numbers,
        filters: &mut Filters,
    ) {
        match part {
            ScorePart::TraineeRank => {
                self.trainee_rank = Some(of);
                self.most += of;
            }
            ScorePart::HostRank if opening.prefers.is_some() => self.most += of,
            ScorePart::HostRank => self.constant += Share::HALF.points(of),
            ScorePart::PermitMargin => self.margin = true,
            ScorePart::HostAnswers => self.constant += share::answers(opening).points(of),
            ScorePart::Skills => {
                let musts = opening.must_have.iter().map(|need| (need, true));
                let nices = opening.nice_to_have.iter().map(|need| (need, false));
                let needs = musts.chain(nices);
                let needs: Vec<usize> = needs
                    .map(|(need, must)| filters.need(terms, need, must, numbers))
                    .collect();
                if needs.is_empty() {
                    self.constant += of;
                } else {
                    self.skills = Some(Skills {
                        needs,
                        weight: of,
                        all: share::all_credit(opening),
                    });
                }
            }
            ScorePart::Interest => {
                let field = opening
                    .field
                    .as_ref()
                    .and_then(|field| numbers.fields.known(field));
                if let Some(field) = field {
                    self.condition(filters.filter(Key::Field(field)), of);
                }
            }
            ScorePart::City => {
                let city = Key::City(numbers.cities.known(&opening.city));
                self.condition(filters.filter(city), of);
            }
            ScorePart::Learning => {
                let known = opening
                    .will_teach
                    .iter()
                    .filter_map(|skill| numbers.skills.known(skill));
                let taught: Vec<usize> = known.map(|skill| filters.filter(Key::Wants(skill))).collect();
                let all = share::taught_in_full(opening);
                let table = table(taught.len() as u32, |shared| Share::new(shared, all), of);
                self.most += most(&table);
                self.learning = Some((taught, table));
            }
            ScorePart::Start => {
                let table = table(START_DAYS, |gap| share::start(i64::from(gap)), of);
                self.most += most(&table);
                self.start = Some((opening.starts_on.num_days_from_ce(), table));
            }
            ScorePart::Hours if opening.work_mode == WorkMode::OnSite => self.constant += of,
            ScorePart::Hours => {
                self.zones = vec![0; numbers.zones.len()];
                for (zone, number) in numbers.zones.iter() {
                    let overlap = share::overlap(*zone, opening);
                    if let Some(slot) = self.zones.get_mut(number as usize) {
                        *slot = Share::new(overlap, DAY_HOURS).points(of);
                    }
                }
                self.most += most(&self.zones);
            }
            ScorePart::Language => {
                let all = share::all_steps(opening);
                let known = |(language, minimum): (&_, &Cefr)| (numbers.languages.known(language), *minimum);
                self.languages = opening.languages.iter().map(known).collect();
                self.steps = table(all, |steps| Share::new(steps, all), of);
                self.most += most(&self.steps);
            }
            ScorePart::Waited => {
                self.waited = table(ROUNDS, share::rounds_waited, of);
                self.most += most(&self.waited);
            }
        }
    }

    fn condition(&mut self, filter: usize, of: u32) {
        self.conditions.push((filter, of));
        self.most += of;
    }
}

fn table(upto: u32, share: impl Fn(u32) -> Share, of: u32) -> Vec<u32> {
    (0..=upto).map(|n| share(n).points(of)).collect()
}

fn most(table: &[u32]) -> u32 {
    table.iter().copied().max().unwrap_or(0)
}
