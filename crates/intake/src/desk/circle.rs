//! Who and what stands around a programme's trainees and openings, read at once: parties, hosts and rank lists by id.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::entities::{host, party, preference};
use crate::refusal::Refusal;

/// A programme's parties, hosts and rank lists.
pub(super) struct Circle {
    parties: BTreeMap<Uuid, party::Model>,
    hosts: BTreeMap<Uuid, host::Model>,
    ranked: BTreeMap<Uuid, preference::Model>,
}

impl Circle {
    /// Reads all of a programme's.
    pub(super) async fn load(conn: &impl ConnectionTrait, programme: &str) -> Result<Self, Refusal> {
        let parties = party::Entity::find().filter(party::Column::ProgrammeId.eq(programme));
        let hosts = host::Entity::find().filter(host::Column::ProgrammeId.eq(programme));
        let ranked = preference::Entity::find().filter(preference::Column::ProgrammeId.eq(programme));
        Ok(Self {
            parties: parties.all(conn).await?.into_iter().map(|p| (p.id, p)).collect(),
            hosts: hosts.all(conn).await?.into_iter().map(|h| (h.id, h)).collect(),
            ranked: ranked
                .all(conn)
                .await?
                .into_iter()
                .map(|p| (p.owner_id, p))
                .collect(),
        })
    }

    /// All parties.
    pub(super) fn parties(&self) -> impl Iterator<Item = &party::Model> {
        self.parties.values()
    }

    /// An applicant.
    pub(super) fn party(&self, id: Uuid) -> Result<&party::Model, Refusal> {
        self.parties.get(&id).ok_or(Refusal::NotFound("party"))
    }

    /// An opening's host.
    pub(super) fn host(&self, id: Uuid) -> Result<&host::Model, Refusal> {
        self.hosts.get(&id).ok_or(Refusal::NotFound("host"))
    }

    /// The rank list of a trainee or an opening, if one was certified.
    pub(super) fn ranked(&self, owner: Uuid) -> Option<&preference::Model> {
        self.ranked.get(&owner)
    }
}
