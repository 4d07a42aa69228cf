//! What a change publishes: facts, the newest state, contact details.

use std::collections::BTreeSet;

use berth_domain::Tz;
use berth_domain::cohort::{OpeningFacts, TraineeFacts};
use berth_domain::facts::{NotMatchable, trainee_facts};
use berth_domain::form::Answers;
use berth_domain::id::{ApplicationId, ProgrammeId};
use berth_domain::programme::PartyKind;
use berth_domain::state::{ApplicationState, HostState, OpeningState};
use berth_events::{Envelope, Event, Stamp, v1};
use berth_store::{Emit, WriteTx};
use uuid::Uuid;

use crate::entities::{self, application, host, opening, party, preference};
use crate::refusal::Refusal;

/// Collects envelopes of one transaction.
pub(super) struct Outgoing<'tx> {
    tx: &'tx WriteTx,
    stamp: Stamp,
    programme: ProgrammeId,
    envelopes: Vec<Envelope>,
}

impl<'tx> Outgoing<'tx> {
    pub(super) fn new(tx: &'tx WriteTx, stamp: Stamp, programme: &str) -> Result<Self, Refusal> {
        let programme = entities::name("programme id", programme)?;
        Ok(Self {
            tx,
            stamp,
            programme,
            envelopes: Vec::new(),
        })
    }

    /// A fact; `version` is the aggregate's after it.
    pub(super) fn event(&mut self, version: i64, event: impl Into<Event>) {
        let envelope = self.stamp.event(
            self.tx.new_id(),
            &self.programme,
            version.unsigned_abs(),
            &event.into(),
        );
        self.envelopes.push(envelope);
    }

    /// A programme's newest rules.
    pub(super) fn programme(&mut self, state: v1::ProgrammeState) {
        self.envelopes.push(
            self.stamp
                .programme_state(self.tx.new_id(), &self.programme, state),
        );
    }

    /// How to reach a party.
    pub(super) fn contact(&mut self, row: &party::Model) -> Result<(), Refusal> {
        let kind = match entities::name("kind of party", &row.kind)? {
            PartyKind::Person => v1::PartyKind::Person,
            PartyKind::Organisation => v1::PartyKind::Organisation,
        };
        let contact = v1::Contact {
            party_id: row.id.to_string(),
            version: row.version.unsigned_abs(),
            kind: kind.into(),
            display_name: row.display_name.clone(),
            email: row.email.clone(),
            locale: row.locale.clone(),
            zone: row.zone.clone(),
        };
        self.envelopes
            .push(self.stamp.contact(self.tx.new_id(), row.id, &contact));
        Ok(())
    }

    /// A trainee's newest profile. Nothing where the programme's form asks too little to match by.
    pub(super) fn trainee(
        &mut self,
        row: &application::Model,
        zone: Tz,
        preference: Option<&preference::Model>,
    ) -> Result<(), Refusal> {
        let Ok(facts) = facts_of(row, zone, preference)? else {
            return Ok(());
        };
        let state: ApplicationState = entities::name("state of an application", &row.state)?;
        let message = v1::TraineeState {
            programme_id: self.programme.to_string(),
            trainee_id: row.id.to_string(),
            version: row.version.unsigned_abs(),
            matchable: matches!(state, ApplicationState::MatchReady | ApplicationState::InRound),
            facts_json: serde_json::to_string(&facts).unwrap_or_default(),
            ..Default::default()
        };
        self.envelopes.push(
            self.stamp
                .trainee_state(self.tx.new_id(), &self.programme, row.id, message),
        );
        Ok(())
    }

    /// An opening's newest state.
    pub(super) fn opening(
        &mut self,
        row: &opening::Model,
        host: &host::Model,
        preference: Option<&preference::Model>,
    ) -> Result<(), Refusal> {
        let facts = opening_facts(row, host, preference)?;
        let state: OpeningState = entities::name("state of an opening", &row.state)?;
        let message = v1::OpeningState {
            programme_id: self.programme.to_string(),
            opening_id: row.id.to_string(),
            version: row.version.unsigned_abs(),
            matchable: state.takes_trainees() && facts.seats > 0,
            facts_json: serde_json::to_string(&facts).unwrap_or_default(),
            ..Default::default()
        };
        self.envelopes.push(
            self.stamp
                .opening_state(self.tx.new_id(), &self.programme, row.id, message),
        );
        Ok(())
    }

    /// How many there are.
    pub(super) fn len(&self) -> u64 {
        u64::try_from(self.envelopes.len()).unwrap_or(u64::MAX)
    }

    /// All of it, for the commit.
    pub(super) fn done(self) -> Emit {
        Emit::events(self.envelopes)
    }
}

/// A trainee's facts as stored now, or why there aren't enough.
pub(super) fn facts_of(
    row: &application::Model,
    zone: Tz,
    preference: Option<&preference::Model>,
) -> Result<Result<TraineeFacts, NotMatchable>, Refusal> {
    let answers: Answers = entities::json("answers", &row.answers)?;
    let prefers = preference
        .map(|p| entities::json("rank list", &p.ranked))
        .transpose()?;
    Ok(
        trainee_facts(ApplicationId(row.id), zone, &answers).map(|facts| TraineeFacts {
            rounds_waited: row.rounds_waited.unsigned_abs(),
            prefers,
            never: BTreeSet::new(),
            ..facts
        }),
    )
}

/// An opening's facts as stored now: its seats are the free ones.
pub(super) fn opening_facts(
    row: &opening::Model,
    host: &host::Model,
    preference: Option<&preference::Model>,
) -> Result<OpeningFacts, Refusal> {
    let stored: OpeningFacts = entities::json("facts of an opening", &row.facts)?;
    let host_state: HostState = entities::name("state of a host", &host.state)?;
    let free = row.seats - row.held - row.filled;
    Ok(OpeningFacts {
        seats: u32::try_from(free).unwrap_or(0),
        host_active: host_state == HostState::Active,
        prefers: preference
            .map(|p| entities::json("rank list", &p.ranked))
            .transpose()?,
        ..stored
    })
}

/// A party's zone.
pub(super) fn zone_of(row: &party::Model) -> Result<Tz, Refusal> {
    Ok(entities::name("zone", &row.zone)?)
}

/// The text of an id for protobuf.
pub(super) fn text(id: Uuid) -> String {
    id.to_string()
}
