//! Whether some way leads to the opening's country in time: routes, their conditions, the last safe offer date.

use berth_domain::cohort::WorkMode;
use berth_domain::id::RouteId;
use berth_domain::permit::PermitQuestion;
use chrono::{Days, NaiveDate};

use super::exclusion::Exclusion;
use super::{Pair, Terms};

/// A way that leaves time enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// None when no permit is needed.
    pub(super) route: Option<RouteId>,
    pub(super) last_safe_offer: NaiveDate,
}

/// The way with the latest last safe offer date (the first listed of equals), or all reasons why there is none.
pub(super) fn way(terms: &Terms<'_>, pair: Pair<'_>) -> Result<Way, Vec<Exclusion>> {
    let (rules, today) = (terms.rules, terms.today);
    let (trainee, opening) = (pair.trainee, pair.opening);
    let remote = opening.work_mode == WorkMode::Remote;
    if remote || trainee.country == opening.country || rules.free_movement.contains(&trainee.country) {
        let travel = if remote { 0 } else { rules.travel_days };
        let days = Days::new(u64::from(travel) + u64::from(rules.answer_days));
        let last = opening.starts_on.checked_sub_days(days).unwrap_or(NaiveDate::MIN);
        return in_time(
            terms,
            pair,
            Way {
                route: None,
                last_safe_offer: last,
            },
            "no permit is needed",
        )
        .map_err(|e| vec![e]);
    }
    let question = PermitQuestion {
        nationality: &trainee.country,
        degree_awarded_on: trainee.degree_awarded_on,
        student: trainee.student,
        starts_on: opening.starts_on,
        duration_months: opening.duration_months,
        monthly_pay_eur: opening.monthly_pay_eur,
    };
    let mut best: Option<Way> = None;
    let mut reasons = Vec::new();
    for route in rules
        .permit_routes
        .iter()
        .filter(|route| route.country == opening.country && route.in_force(today))
    {
        let refusals = route.refusals(&question, today);
        let named = |r: berth_domain::permit::RouteRefusal| {
            Exclusion::new(r.code, format!("{}: {}", route.name, r.sentence))
        };
        if !refusals.is_empty() {
            reasons.extend(refusals.into_iter().map(named));
        }
        let last = route.last_safe_offer(opening.starts_on, rules.travel_days, rules.answer_days);
        let way = Way {
            route: Some(route.id.clone()),
            last_safe_offer: last.unwrap_or(NaiveDate::MIN),
        };
        let steps = format!(
            "{}: {} days for papers, {} for the permit",
            route.name, route.document_days, route.permit_days
        );
        match in_time(terms, pair, way, &steps) {
            Err(late) => reasons.push(late),
            Ok(way) if route.refusals(&question, today).is_empty() => {
                if best
                    .as_ref()
                    .is_none_or(|b| way.last_safe_offer > b.last_safe_offer)
                {
                    best = Some(way);
                }
            }
            Ok(_) => {}
        }
    }
    if reasons.is_empty() && best.is_none() {
        let text = format!(
            "no permit route to {} is in force on {today} for nationals of {}",
            opening.country, trainee.country
        );
        reasons.push(Exclusion::new("no-permit-route", text));
    }
    best.ok_or(reasons)
}

fn in_time(terms: &Terms<'_>, pair: Pair<'_>, way: Way, steps: &str) -> Result<Way, Exclusion> {
    if way.last_safe_offer >= terms.today {
        return Ok(way);
    }
    let late = (terms.today - way.last_safe_offer).num_days();
    Err(Exclusion::new(
        "too-late",
        format!(
            "{steps}, {} to travel, {} to answer: for a start on {} the last safe offer date was {}, {late} days ago",
            terms.rules.travel_days, terms.rules.answer_days, pair.opening.starts_on, way.last_safe_offer
        ),
    ))
}
