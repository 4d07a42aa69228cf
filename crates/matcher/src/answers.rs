//! Answers to `explain`, `openings` and `shortlist`, from the index and by the same engine that solves rounds.

use berth_bus::Refusal;
use berth_domain::id::{OpeningId, ProgrammeId, TraineeId};
use berth_events::v1;
use berth_matching::fit::{self, Explanation, Pair, PartScore, Terms};
use berth_matching::skills::Vocabulary;

use crate::index::{Programme, SHORTLIST};
use crate::live::SharedLive;
use crate::shortlist::whole;

/// Why a trainee and an opening fit as they do, or can't be a pair. Those who don't take part now are explained too.
pub(crate) fn explain(
    live: &SharedLive,
    question: &v1::ExplainRequest,
) -> Result<v1::ExplainResponse, Refusal> {
    let live = live.read();
    let programme = live
        .index
        .programme(&programme_id(&question.programme_id)?)
        .ok_or_else(|| unknown("programme"))?;
    let trainee_id: TraineeId = question.trainee_id.parse().map_err(|_| unknown("trainee"))?;
    let opening_id: OpeningId = question.opening_id.parse().map_err(|_| unknown("opening"))?;
    let trainee = programme.trainee(&trainee_id).ok_or_else(|| unknown("trainee"))?;
    let opening = programme.opening(&opening_id).ok_or_else(|| unknown("opening"))?;
    let fit = programme.fit();
    let trainee_facts = fit
        .trainee(&trainee_id)
        .or(trainee.resting.as_deref())
        .ok_or_else(unreadable)?;
    let opening_facts = fit
        .opening(&opening_id)
        .or(opening.resting.as_deref())
        .ok_or_else(unreadable)?;
    let terms = Terms {
        rules: fit.rules(),
        skills: Vocabulary::shipped(),
        today: live.index.today(),
    };
    let explanation = fit::explain(
        &terms,
        Pair {
            trainee: trainee_facts,
            opening: opening_facts,
        },
    );
    let mut answer = response(explanation);
    if fit.trainee(&trainee_id).is_none() {
        exclude(
            &mut answer,
            "trainee-not-matchable",
            "the trainee doesn't take part in matching now",
        );
    }
    if fit.opening(&opening_id).is_none() {
        exclude(
            &mut answer,
            "opening-not-matchable",
            "the opening takes nobody now",
        );
    }
    Ok(answer)
}

fn exclude(answer: &mut v1::ExplainResponse, code: &str, sentence: &str) {
    if answer.feasible {
        answer.sentence = format!("This pair can't be matched: {sentence}.");
    }
    answer.feasible = false;
    answer.exclusions.push(v1::Exclusion {
        code: code.to_owned(),
        sentence: sentence.to_owned(),
    });
}

/// The best feasible candidates of an opening, at most [`SHORTLIST`], each with the parts of the score.
pub(crate) fn shortlist(
    live: &SharedLive,
    question: &v1::ShortlistRequest,
) -> Result<v1::ShortlistResponse, Refusal> {
    let mut live = live.write();
    let programme = live
        .index
        .programme_mut(&programme_id(&question.programme_id)?)
        .ok_or_else(|| unknown("programme"))?;
    let id: OpeningId = question.opening_id.parse().map_err(|_| unknown("opening"))?;
    programme.opening(&id).ok_or_else(|| unknown("opening"))?;
    let limit = match usize::try_from(question.limit) {
        Ok(0) | Err(_) => SHORTLIST,
        Ok(limit) => limit,
    };
    let candidates = programme
        .fit_mut()
        .shortlist(&id)
        .map(|list| list.candidates)
        .unwrap_or_default();
    let entries = candidates
        .into_iter()
        .take(limit)
        .map(|candidate| entry(programme, candidate, id));
    Ok(v1::ShortlistResponse {
        entries: entries.collect(),
    })
}

/// Openings an answer lists at most.
const OPENINGS: usize = 100;

/// The best feasible openings for a trainee, each with the parts of the score.
pub(crate) fn openings(
    live: &SharedLive,
    question: &v1::OpeningsRequest,
) -> Result<v1::OpeningsResponse, Refusal> {
    let live = live.read();
    let programme = live
        .index
        .programme(&programme_id(&question.programme_id)?)
        .ok_or_else(|| unknown("programme"))?;
    let id: TraineeId = question.trainee_id.parse().map_err(|_| unknown("trainee"))?;
    programme.trainee(&id).ok_or_else(|| unknown("trainee"))?;
    let limit = match usize::try_from(question.limit) {
        Ok(0) | Err(_) => SHORTLIST,
        Ok(limit) => limit.min(OPENINGS),
    };
    let candidates = programme.fit().openings_for(&id, limit).ok_or_else(|| {
        Refusal::new(
            "trainee-not-matchable",
            "the trainee doesn't take part in matching now",
        )
    })?;
    let entry = |candidate: fit::Candidate<OpeningId>| {
        let explanation = programme.fit().explain(&id, &candidate.id);
        v1::OpeningsEntry {
            opening_id: candidate.id.to_string(),
            score: whole(candidate.points),
            parts: explanation.map(|e| parts(&e.score.parts)).unwrap_or_default(),
        }
    };
    Ok(v1::OpeningsResponse {
        entries: candidates.into_iter().map(entry).collect(),
    })
}

fn entry(
    programme: &Programme,
    candidate: fit::Candidate<TraineeId>,
    opening: OpeningId,
) -> v1::ShortlistEntry {
    let explanation = programme.fit().explain(&candidate.id, &opening);
    v1::ShortlistEntry {
        trainee_id: candidate.id.to_string(),
        score: whole(candidate.points),
        parts: explanation.map(|e| parts(&e.score.parts)).unwrap_or_default(),
    }
}

fn response(explanation: Explanation) -> v1::ExplainResponse {
    let exclusion = |e: fit::Exclusion| v1::Exclusion {
        code: e.code.into_owned(),
        sentence: e.sentence,
    };
    v1::ExplainResponse {
        feasible: explanation.feasible,
        score: whole(explanation.score.total),
        parts: parts(&explanation.score.parts),
        exclusions: explanation.exclusions.into_iter().map(exclusion).collect(),
        sentence: explanation.sentence,
    }
}

fn parts(parts: &[PartScore]) -> Vec<v1::ScorePart> {
    let part = |p: &PartScore| v1::ScorePart {
        code: p.part.to_string(),
        sentence: p.why.clone(),
        points: whole(p.points),
        most: whole(p.of),
    };
    parts.iter().map(part).collect()
}

fn programme_id(text: &str) -> Result<ProgrammeId, Refusal> {
    text.parse().map_err(|_| unknown("programme"))
}

fn unknown(what: &str) -> Refusal {
    Refusal::new(
        format!("unknown-{what}"),
        format!("the matcher knows no such {what}; it may not have been published yet"),
    )
}

fn unreadable() -> Refusal {
    Refusal::new(
        "unreadable-facts",
        "the facts of one of the two can't be read; are all services of the same version?",
    )
}
