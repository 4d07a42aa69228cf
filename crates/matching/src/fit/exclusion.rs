//! The hard constraints of a pair: every reason that excludes it, with the numbers behind it.

use std::borrow::Cow;

use berth_domain::cohort::TrainingState;
use chrono::Months;
use serde::{Deserialize, Serialize};

use super::{Pair, Terms, permit, skill};

/// One reason why a pair can't be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exclusion {
    /// Machine-readable and stable: `skill-level-too-low`, `too-late`, ...
    pub code: Cow<'static, str>,
    /// One sentence with the numbers.
    pub sentence: String,
}

impl Exclusion {
    pub(super) fn new(code: &'static str, sentence: impl Into<String>) -> Self {
        Self {
            code: Cow::Borrowed(code),
            sentence: sentence.into(),
        }
    }
}

/// All reasons that exclude a pair; empty when it is feasible.
pub fn exclusions(terms: &Terms<'_>, pair: Pair<'_>) -> Vec<Exclusion> {
    let mut found = Vec::new();
    all(terms, pair, &mut |exclusion| {
        found.push(exclusion());
        true
    });
    found
}

pub(super) fn feasible(terms: &Terms<'_>, pair: Pair<'_>) -> bool {
    all(terms, pair, &mut |_| false)
}

/// Hands a maker of each exclusion to `on`, until `on` says false; whether there was none.
///
/// The sentences are only written when asked for: bulk evaluation needs none of them.
fn all(terms: &Terms<'_>, pair: Pair<'_>, on: &mut dyn FnMut(&dyn Fn() -> Exclusion) -> bool) -> bool {
    // The cheap and common reasons first.
    let mut none = true;
    for check in [wishes, standing, programme, skills, languages, dates, permits] {
        let mut go_on = true;
        check(terms, pair, &mut |exclusion| {
            none = false;
            go_on = go_on && on(exclusion);
        });
        if !go_on {
            break;
        }
    }
    none
}

type Found<'f> = &'f mut dyn FnMut(&dyn Fn() -> Exclusion);

fn wishes(_: &Terms<'_>, Pair { trainee, opening }: Pair<'_>, found: Found<'_>) {
    if trainee.never.contains(&opening.id) {
        found(&|| Exclusion::new("trainee-never", "the trainee has ruled this opening out"));
    }
    if opening.never.contains(&trainee.id) {
        found(&|| Exclusion::new("host-never", "the host has ruled this trainee out"));
    }
    if trainee
        .prefers
        .as_ref()
        .is_some_and(|list| !list.iter().flatten().any(|id| *id == opening.id))
    {
        found(&|| {
            Exclusion::new(
                "trainee-did-not-rank",
                "the trainee's certified rank list doesn't name this opening",
            )
        });
    }
    if opening
        .prefers
        .as_ref()
        .is_some_and(|list| !list.iter().flatten().any(|id| *id == trainee.id))
    {
        found(&|| {
            Exclusion::new(
                "host-did-not-rank",
                "the host's certified rank list doesn't name this trainee",
            )
        });
    }
    if !trainee.consent_to_share {
        found(&|| {
            Exclusion::new(
                "no-consent",
                "the trainee hasn't agreed that hosts see the profile",
            )
        });
    }
}

fn standing(terms: &Terms<'_>, Pair { trainee, opening }: Pair<'_>, found: Found<'_>) {
    if !opening.host_active {
        found(&|| Exclusion::new("host-inactive", "the host doesn't take part now"));
    }
    if !opening.supervisor_named {
        found(&|| {
            Exclusion::new(
                "no-supervisor",
                "the host hasn't named a supervisor for this opening",
            )
        });
    }
    if opening.seats == 0 {
        found(&|| Exclusion::new("no-seats", "the opening has 0 free seats"));
    }
    let trained = matches!(
        trainee.training,
        TrainingState::Endorsed | TrainingState::Finished
    );
    if terms.rules.training_required && !trained {
        found(&|| {
            let text = format!(
                "the training must be finished or endorsed; it is `{}`",
                trainee.training
            );
            Exclusion::new("training-not-finished", text)
        });
    }
}

fn programme(terms: &Terms<'_>, Pair { trainee, opening }: Pair<'_>, found: Found<'_>) {
    let rules = terms.rules;
    if !rules.tracks.contains(&opening.track) {
        found(&|| {
            Exclusion::new(
                "track-not-running",
                format!("the track `{}` doesn't run now", opening.track),
            )
        });
    }
    if !trainee.tracks.is_empty() && !trainee.tracks.contains(&opening.track) {
        found(&|| {
            let text = format!(
                "the opening is on track `{}`; the trainee chose {}",
                opening.track,
                words(&trainee.tracks)
            );
            Exclusion::new("other-track", text)
        });
    }
    if !rules.countries.is_empty() && !rules.countries.contains(&trainee.country) {
        found(&|| {
            let text = format!(
                "the programme admits {}; the trainee is from {}",
                words(&rules.countries),
                trainee.country
            );
            Exclusion::new("country-not-admitted", text)
        });
    }
    if !rules.host_countries.is_empty() && !rules.host_countries.contains(&opening.country) {
        found(&|| {
            let text = format!(
                "hosts may be in {}; this one is in {}",
                words(&rules.host_countries),
                opening.country
            );
            Exclusion::new("host-country-not-admitted", text)
        });
    }
    if !trainee.work_modes.is_empty() && !trainee.work_modes.contains(&opening.work_mode) {
        found(&|| {
            let text = format!(
                "the work is {}; the trainee can do {}",
                opening.work_mode,
                words(&trainee.work_modes)
            );
            Exclusion::new("work-mode", text)
        });
    }
}

fn skills(terms: &Terms<'_>, Pair { trainee, opening }: Pair<'_>, found: Found<'_>) {
    for need in &opening.must_have {
        let reach = skill::best(terms, &trainee.skills, need);
        if reach.is_some_and(|reach| reach.meets(need)) {
            continue;
        }
        found(&|| {
            let label = terms.skills.label(&need.skill);
            let Some(reach) = reach else {
                let text = format!(
                    "{label} at level {} is a must; the trainee doesn't name it",
                    need.level.get()
                );
                return Exclusion::new("skill-missing", text);
            };
            let asked = u32::from(need.level.get()) * 100;
            if reach.hundredths >= asked {
                let text = format!("{label} must be {}; it is only {}", need.evidence, reach.evidence);
                return Exclusion::new("skill-evidence-too-weak", text);
            }
            let level = need.level.get();
            let own = reach.claim.level.get();
            let text = if reach.claim.skill == need.skill {
                format!("{label} at level {level} is a must; the trainee has level {own}")
            } else {
                let (whole, part) = (reach.hundredths / 100, reach.hundredths % 100);
                let via = terms.skills.label(&reach.claim.skill);
                format!(
                    "{label} at level {level} is a must; {via} at level {own} counts as {whole}.{part:02}"
                )
            };
            Exclusion::new("skill-level-too-low", text)
        });
    }
}

fn languages(_: &Terms<'_>, Pair { trainee, opening }: Pair<'_>, found: Found<'_>) {
    for (language, minimum) in &opening.languages {
        match trainee.languages.get(language) {
            None => found(&|| {
                let text =
                    format!("language `{language}` at {minimum} is needed; the trainee doesn't name it");
                Exclusion::new("language-missing", text)
            }),
            Some(level) if level < minimum => found(&|| {
                let text = format!("language `{language}` at {minimum} is needed; the trainee has {level}");
                Exclusion::new("language-too-low", text)
            }),
            Some(_) => {}
        }
    }
}

fn dates(terms: &Terms<'_>, Pair { trainee, opening }: Pair<'_>, found: Found<'_>) {
    if trainee.available_from > opening.starts_on {
        found(&|| {
            let days = (trainee.available_from - opening.starts_on).num_days();
            let text = format!(
                "the start is {}; the trainee is free from {}, {days} days later",
                opening.starts_on, trainee.available_from
            );
            Exclusion::new("not-available", text)
        });
    }
    if terms.today > opening.starts_on {
        found(&|| {
            Exclusion::new(
                "start-passed",
                format!("the start was {}; today is {}", opening.starts_on, terms.today),
            )
        });
    }
    // Who stays at home needs no passport.
    if opening.work_mode == berth_domain::cohort::WorkMode::Remote || trainee.country == opening.country {
        return;
    }
    let months = terms.rules.passport_months_after_end;
    let total = Months::new(opening.duration_months.saturating_add(months));
    let needed = opening.starts_on.checked_add_months(total);
    match (trainee.passport_valid_to, needed) {
        (Some(valid), Some(needed)) if valid >= needed => {}
        (Some(valid), Some(needed)) => found(&|| {
            let text = format!(
                "the passport must be valid to {needed} ({months} months after the end); it is valid to {valid}"
            );
            Exclusion::new("passport-too-short", text)
        }),
        (None, Some(needed)) if months > 0 => found(&|| {
            let text = format!(
                "the passport must be valid to {needed} ({months} months after the end); no date is stated"
            );
            Exclusion::new("passport-unknown", text)
        }),
        (None, Some(_)) => {}
        (_, None) => found(&|| Exclusion::new("passport-too-short", "the stay ends beyond the calendar")),
    }
}

fn permits(terms: &Terms<'_>, pair: Pair<'_>, found: Found<'_>) {
    if let Err(reasons) = permit::way(terms, pair) {
        for reason in reasons {
            found(&|| reason.clone());
        }
    }
}

fn words<T: ToString>(set: &std::collections::BTreeSet<T>) -> String {
    set.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}
