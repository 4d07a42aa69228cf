//! The sample programmes in `deploy/programmes` say what their READMEs promise.

use std::collections::BTreeSet;

use berth_domain::eligibility::{Outcome, evaluate};
use berth_domain::id::RoundId;
use berth_domain::programme::PartyKind;
use berth_matching::fit::{Pair, Terms, exclusions};
use berth_matching::skills::Vocabulary;
use berth_matching::{round_from_cohort, solve};
use chrono::NaiveDate;

use crate::sample::{self, Applicant, Sample, party};
use crate::stage;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unique<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    let names: Vec<&str> = names.collect();
    let different: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(different.len(), names.len(), "twice in {names:?}");
    names.len()
}

/// References by what the eligibility rules say on a day.
fn by_outcome(sample: &Sample, outcome: Outcome, on: &str) -> Vec<String> {
    let says = |a: &&Applicant| evaluate(&sample.programme.eligibility, &a.answers, day(on)).0 == outcome;
    sample
        .applicants
        .iter()
        .filter(says)
        .map(|a| a.reference.clone())
        .collect()
}

#[test]
fn digital_explorers_has_ninety_trainees_and_thirty_openings_in_four_cities() {
    let sample = Sample::read("digital-explorers");

    assert_eq!(sample.programme.applicants, PartyKind::Person);
    assert_eq!(unique(sample.applicants.iter().map(|a| a.reference.as_str())), 90);
    assert_eq!(unique(sample.openings.iter().map(|(r, _)| r.as_str())), 30);
    assert_eq!(unique(sample.hosts.iter().map(|h| h["reference"].as_str())), 20);
    let emails = sample::rows("digital-explorers", "applicants.csv");
    unique(emails.iter().map(|row| row["email"].as_str()));
    sample.hosts.iter().for_each(party);
    let countries: BTreeSet<&str> = sample
        .applicants
        .iter()
        .map(|a| a.facts.country.as_str())
        .collect();
    assert_eq!(countries, BTreeSet::from(["AM", "KE", "NG"]));
    let cities: BTreeSet<&str> = sample.openings.iter().map(|(_, o)| o.city.as_str()).collect();
    assert_eq!(cities, BTreeSet::from(["Kaunas", "Riga", "Tallinn", "Vilnius"]));
    for (reference, opening) in &sample.openings {
        let months = if opening.country.as_str() == "EE" { 4 } else { 6 };
        assert_eq!(opening.duration_months, months, "{reference}");
        assert!(
            sample.programme.tracks.iter().any(|t| t.id == opening.track),
            "{reference}"
        );
        assert!(
            (day("2025-09-01")..=day("2025-11-01")).contains(&opening.starts_on),
            "{reference}"
        );
    }
    let ranked = sample
        .applicants
        .iter()
        .filter(|a| a.facts.prefers.is_some())
        .count();
    assert_eq!(ranked, 40);
    assert_eq!(
        sample
            .openings
            .iter()
            .filter(|(_, o)| o.prefers.is_some())
            .count(),
        12
    );
}

#[test]
fn every_opening_of_digital_explorers_has_a_permit_route_that_is_still_in_time() {
    let sample = Sample::read("digital-explorers");
    let locked = day("2025-02-15");
    for (reference, opening) in &sample.openings {
        let in_time = sample.programme.permit_routes.iter().any(|route| {
            route.country == opening.country
                && route.in_force(locked)
                && route
                    .last_safe_offer(opening.starts_on, 7, 3)
                    .is_some_and(|last| last >= locked)
        });
        assert!(in_time, "{reference}");
    }
}

#[test]
fn eligibility_lets_most_trainees_pass_and_a_few_be_looked_at() {
    let sample = Sample::read("digital-explorers");

    assert_eq!(by_outcome(&sample, Outcome::Fail, "2025-01-15"), ["DE-034"]);
    let looked_at = by_outcome(&sample, Outcome::NeedsReview, "2025-01-15").len();
    assert!((3..=12).contains(&looked_at), "{looked_at}");
}

#[test]
fn scale2us_takes_companies_and_refuses_the_four_its_readme_names() {
    let sample = Sample::read("scale2us");

    assert_eq!(sample.programme.applicants, PartyKind::Organisation);
    assert_eq!(unique(sample.applicants.iter().map(|a| a.reference.as_str())), 25);
    sample.hosts.iter().for_each(party);
    assert_eq!(
        by_outcome(&sample, Outcome::Fail, "2025-02-15"),
        ["SC-09", "SC-11", "SC-21", "SC-25"]
    );
    assert_eq!(
        by_outcome(&sample, Outcome::NeedsReview, "2025-02-15"),
        ["SC-14", "SC-18"]
    );
}

#[test]
fn a_shifted_sample_keeps_its_rules_in_force() {
    for (id, round) in [("digital-explorers", "2027-02-15"), ("scale2us", "2027-03-20")] {
        let sample = Sample::read(id);
        let years = sample
            .programme
            .years_to_shift("2026-11-24T12:00:00Z".parse().unwrap());
        assert_eq!(years, 2, "{id}");
        let shifted = sample.programme.shifted(years);
        assert!(
            shifted.closes_at()
                > "2026-11-24T12:00:00Z"
                    .parse::<chrono::DateTime<chrono::Utc>>()
                    .unwrap()
        );
        for route in &shifted.permit_routes {
            assert!(route.in_force(day(round)), "{}", route.id);
        }
    }
}

#[test]
fn every_skill_of_the_samples_is_in_the_shipped_vocabulary() {
    let vocabulary = Vocabulary::shipped();
    for id in ["digital-explorers", "scale2us"] {
        let sample = Sample::read(id);
        let held = sample.applicants.iter().flat_map(|a| {
            let skills = a.facts.skills.iter().map(|s| &s.skill);
            skills.chain(&a.facts.wants_to_learn)
        });
        let asked = sample.openings.iter().flat_map(|(_, o)| {
            let needs = o.must_have.iter().chain(&o.nice_to_have).map(|n| &n.skill);
            needs.chain(&o.will_teach)
        });
        for skill in held.chain(asked) {
            assert!(vocabulary.get(skill).is_some(), "{id}: {skill}");
        }
    }
}

#[test]
fn the_sample_has_competition_and_many_matches() {
    let sample = Sample::read("digital-explorers");
    let round = RoundId(sample::id_of("round"));
    let cohort = sample.cohort(round, stage::lock_day(), stage::SEED);

    let result = solve(&round_from_cohort(&cohort).unwrap()).unwrap();

    assert!((30..51).contains(&result.placed), "{} placed", result.placed);
    assert!(result.blocking_pairs.is_empty());
    let terms = Terms {
        rules: &cohort.rules,
        skills: Vocabulary::shipped(),
        today: stage::lock_day().date_naive(),
    };
    let mut codes = BTreeSet::new();
    let mut feasible = 0;
    for trainee in &cohort.trainees {
        for opening in &cohort.openings {
            let found = exclusions(&terms, Pair { trainee, opening });
            feasible += usize::from(found.is_empty());
            codes.extend(found.into_iter().map(|e| e.code));
        }
    }
    assert!((200..600).contains(&feasible), "{feasible} feasible pairs");
    for reason in [
        "permit-degree-too-old",
        "permit-pay-too-low",
        "passport-too-short",
        "skill-missing",
        "skill-level-too-low",
        "language-missing",
        "work-mode",
        "no-supervisor",
        "not-available",
    ] {
        assert!(codes.contains(reason), "{reason} is not among {codes:?}");
    }
}
