//! What the matcher knows right now: the newest rules, trainees and openings per programme, from the state stream.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use berth_domain::cohort::{MatchingRules, MinSeatsPolicy, Objective, OpeningFacts, Proposing, TraineeFacts};
use berth_domain::id::{OpeningId, ProgrammeId, TraineeId};
use berth_events::{StateKind, Subject, v1};
use berth_matching::fit;
use bytes::Bytes;
use chrono::NaiveDate;
use prost::Message as _;
use serde::de::DeserializeOwned;

/// Candidates on a shortlist.
pub(crate) const SHORTLIST: usize = 20;

/// The newest version of a thing. An older one that arrives late changes nothing.
#[derive(Debug)]
pub(crate) struct Standing<T> {
    /// Counts up with every change at intake.
    pub(crate) version: u64,
    /// Facts of something that does not take part now, kept for explanations.
    pub(crate) resting: Option<Box<T>>,
}

/// One programme as far as matching goes.
pub(crate) struct Programme {
    /// None until the rules have come; until then nobody can be matched.
    rules: Option<u64>,
    trainees: HashMap<TraineeId, Standing<TraineeFacts>>,
    openings: HashMap<OpeningId, Standing<OpeningFacts>>,
    /// Those who take part, and the shortlists that follow.
    fit: fit::Index,
    /// Openings that wait until the first reading of the stream is over: then no trainee is looked at for each of them.
    held: Option<BTreeMap<OpeningId, OpeningFacts>>,
}

/// All programmes.
pub(crate) struct Index {
    programmes: BTreeMap<ProgrammeId, Programme>,
    today: NaiveDate,
    loading: bool,
}

/// A state message that changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Ignored {
    /// This version, or a newer one, is known.
    #[error("version {0} is known already, or older than the one known")]
    Stale(u64),
    /// It is no state message of ours.
    #[error("it can't be read: {0}")]
    Unreadable(String),
}

impl Index {
    pub(crate) fn new(today: NaiveDate) -> Self {
        Self {
            programmes: BTreeMap::new(),
            today,
            loading: true,
        }
    }

    /// Takes in a state message.
    ///
    /// Facts that can't be read take the thing out of matching until a readable version comes: a trainee who isn't
    /// matched is missed by an operator, one matched by outdated facts is not.
    pub(crate) fn apply(&mut self, subject: &Subject, payload: Bytes) -> Result<(), Ignored> {
        let missing = |what: &str| Ignored::Unreadable(format!("its subject names no {what}"));
        let id = subject.programme().ok_or_else(|| missing("programme"))?;
        let kind = subject.state_kind().ok_or_else(|| missing("known kind"))?;
        let decoded = |e: prost::DecodeError| Ignored::Unreadable(e.to_string());
        let (today, loading) = (self.today, self.loading);
        let programme = self
            .programmes
            .entry(id.clone())
            .or_insert_with(|| Programme::new(&id, today, loading));
        match kind {
            StateKind::Programme => {
                let state = v1::ProgrammeState::decode(payload).map_err(decoded)?;
                programme.set_rules(state.version, &state.rules_json)
            }
            StateKind::Trainee => {
                let state = v1::TraineeState::decode(payload).map_err(decoded)?;
                programme.set_trainee(same_id(subject, &state.trainee_id)?, &state)
            }
            StateKind::Opening => {
                let state = v1::OpeningState::decode(payload).map_err(decoded)?;
                programme.set_opening(same_id(subject, &state.opening_id)?, &state)
            }
        }
    }

    /// All that was stored has been taken in; until then there are no shortlists.
    pub(crate) fn loaded(&mut self) {
        self.loading = false;
        for programme in self.programmes.values_mut() {
            for (_, opening) in programme.held.take().into_iter().flatten() {
                programme.fit.upsert_opening(opening);
            }
        }
    }

    /// Rules have dates: on a new day every pair is looked at again.
    pub(crate) fn set_today(&mut self, today: NaiveDate) {
        self.today = today;
        for programme in self.programmes.values_mut() {
            programme.fit.set_today(today);
        }
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.today
    }

    /// A programme whose rules are known.
    pub(crate) fn programme(&self, id: &ProgrammeId) -> Option<&Programme> {
        self.programmes.get(id).filter(|p| p.rules.is_some())
    }

    /// A programme whose rules are known, to bring its lists up to date.
    pub(crate) fn programme_mut(&mut self, id: &ProgrammeId) -> Option<&mut Programme> {
        self.programmes.get_mut(id).filter(|p| p.rules.is_some())
    }

    pub(crate) fn programmes_mut(&mut self) -> impl Iterator<Item = (&ProgrammeId, &mut Programme)> {
        self.programmes.iter_mut()
    }
}

impl Programme {
    fn new(id: &ProgrammeId, today: NaiveDate, loading: bool) -> Self {
        Self {
            rules: None,
            trainees: HashMap::new(),
            openings: HashMap::new(),
            fit: fit::Index::new(no_rules(id), today, SHORTLIST),
            held: loading.then(BTreeMap::new),
        }
    }

    fn set_rules(&mut self, version: u64, json: &str) -> Result<(), Ignored> {
        newer(self.rules, version)?;
        let rules: MatchingRules =
            read(json).ok_or_else(|| Ignored::Unreadable("rules of another version".to_owned()))?;
        self.rules = Some(version);
        self.fit.set_rules(rules);
        Ok(())
    }

    fn set_trainee(&mut self, id: TraineeId, state: &v1::TraineeState) -> Result<(), Ignored> {
        newer(self.trainees.get(&id).map(|t| t.version), state.version)?;
        let facts = read(&state.facts_json).filter(|facts: &TraineeFacts| facts.id == id);
        let resting = match facts {
            Some(facts) if state.matchable => {
                self.fit.upsert_trainee(facts);
                None
            }
            resting => {
                self.fit.remove_trainee(&id);
                resting.map(Box::new)
            }
        };
        self.trainees.insert(
            id,
            Standing {
                version: state.version,
                resting,
            },
        );
        Ok(())
    }

    fn set_opening(&mut self, id: OpeningId, state: &v1::OpeningState) -> Result<(), Ignored> {
        newer(self.openings.get(&id).map(|o| o.version), state.version)?;
        let facts = read(&state.facts_json).filter(|facts: &OpeningFacts| facts.id == id);
        let resting = match facts {
            Some(facts) if state.matchable => {
                match &mut self.held {
                    Some(held) => drop(held.insert(id, facts)),
                    None => self.fit.upsert_opening(facts),
                }
                None
            }
            resting => {
                match &mut self.held {
                    Some(held) => drop(held.remove(&id)),
                    None => self.fit.remove_opening(&id),
                }
                resting.map(Box::new)
            }
        };
        self.openings.insert(
            id,
            Standing {
                version: state.version,
                resting,
            },
        );
        Ok(())
    }

    /// None until the rules have come.
    pub(crate) fn rules_version(&self) -> Option<u64> {
        self.rules
    }

    pub(crate) fn trainee(&self, id: &TraineeId) -> Option<&Standing<TraineeFacts>> {
        self.trainees.get(id)
    }

    pub(crate) fn opening(&self, id: &OpeningId) -> Option<&Standing<OpeningFacts>> {
        self.openings.get(id)
    }

    /// Those who take part, for explanations.
    pub(crate) fn fit(&self) -> &fit::Index {
        &self.fit
    }

    /// Those who take part, to bring their lists up to date.
    pub(crate) fn fit_mut(&mut self) -> &mut fit::Index {
        &mut self.fit
    }
}

fn newer(known: Option<u64>, version: u64) -> Result<(), Ignored> {
    if known.is_some_and(|known| version <= known) {
        Err(Ignored::Stale(version))
    } else {
        Ok(())
    }
}

fn same_id<T>(subject: &Subject, inside: &str) -> Result<T, Ignored>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    if subject.id() != inside {
        return Err(Ignored::Unreadable(
            "the id inside is not that of its subject".to_owned(),
        ));
    }
    inside
        .parse()
        .map_err(|e: T::Err| Ignored::Unreadable(e.to_string()))
}

fn read<T: DeserializeOwned>(json: &str) -> Option<T> {
    serde_json::from_str(json)
        .inspect_err(|error| {
            // Where it breaks, never what it holds.
            let (line, column) = (error.line(), error.column());
            tracing::warn!(
                line,
                column,
                "facts can't be read: left out of matching; are all services of the same version?"
            );
        })
        .ok()
}

/// Rules by which no track runs, until the programme's own have come.
fn no_rules(programme: &ProgrammeId) -> MatchingRules {
    MatchingRules {
        programme: programme.clone(),
        tracks: BTreeSet::new(),
        countries: BTreeSet::new(),
        host_countries: BTreeSet::new(),
        free_movement: BTreeSet::new(),
        permit_routes: Vec::new(),
        travel_days: 0,
        answer_days: 0,
        passport_months_after_end: 0,
        training_required: false,
        child_to_parent_percent: 0,
        weights: BTreeMap::new(),
        score_band: 1,
        objective: Objective::Stable,
        proposing: Proposing::Trainees,
        min_seats_policy: MinSeatsPolicy::Relax,
        caps: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use berth_events::{Envelope, Stamp, TraceContext};
    use uuid::Uuid;

    use super::*;

    fn trainee(version: u64, matchable: bool, facts_json: &str) -> Envelope {
        let time = chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let stamp = Stamp {
            source: "berth/intake",
            time,
            trace: TraceContext::root(Uuid::from_u128(1)),
        };
        let (programme, id) = ("digital-explorers".parse().unwrap(), Uuid::from_u128(7));
        let state = v1::TraineeState {
            programme_id: "digital-explorers".to_owned(),
            trainee_id: id.to_string(),
            version,
            matchable,
            facts_json: facts_json.to_owned(),
            ..Default::default()
        };
        stamp.trainee_state(Uuid::from_u128(u128::from(version)), &programme, id, state)
    }

    const FACTS: &str = r#"{"id":"00000000-0000-0000-0000-000000000007","country":"NG","skills":[],
        "available_from":"2027-05-01","training":"none","zone":"Africa/Lagos","consent_to_share":true}"#;

    fn empty() -> Index {
        Index::new("2027-02-01".parse().unwrap())
    }

    fn apply(index: &mut Index, envelope: Envelope) -> Result<(), Ignored> {
        index.apply(&envelope.subject, envelope.payload)
    }

    fn takes_part(index: &Index) -> bool {
        index.programmes.values().next().unwrap().fit.trainees().count() == 1
    }

    #[test]
    fn an_older_version_changes_nothing() {
        let mut index = empty();
        apply(&mut index, trainee(2, false, FACTS)).unwrap();

        assert_eq!(apply(&mut index, trainee(1, true, FACTS)), Err(Ignored::Stale(1)));
        assert_eq!(apply(&mut index, trainee(2, true, FACTS)), Err(Ignored::Stale(2)));

        assert!(!takes_part(&index));
        apply(&mut index, trainee(3, true, FACTS)).unwrap();
        assert!(takes_part(&index));
    }

    #[test]
    fn facts_that_cannot_be_read_take_the_trainee_out_of_matching() {
        let mut index = empty();
        apply(&mut index, trainee(1, true, FACTS)).unwrap();

        apply(&mut index, trainee(2, true, r#"{"id": 7}"#)).unwrap();

        assert!(!takes_part(&index));
        assert_eq!(apply(&mut index, trainee(1, true, FACTS)), Err(Ignored::Stale(1)));
    }

    #[test]
    fn a_message_about_somebody_else_than_its_subject_is_refused() {
        let mut envelope = trainee(1, true, FACTS);
        let other = format!("berth.v1.state.digital-explorers.trainee.{}", Uuid::from_u128(8));
        envelope.subject = other.parse().unwrap();

        assert!(matches!(
            apply(&mut empty(), envelope),
            Err(Ignored::Unreadable(_))
        ));
    }
}
