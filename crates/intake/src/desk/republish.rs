//! Rebuilding the state stream and the contacts from the database.

use std::collections::BTreeMap;

use berth_domain::programme::Programme;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::emit::{Outgoing, zone_of};
use super::{Desk, System, programmes};
use crate::entities::{self, application, host, opening, party, preference, programme};
use crate::refusal::Refusal;

impl Desk<System> {
    /// Puts the newest state of everything into the outbox again; says how many messages that were. Readers ignore
    /// what isn't newer than what they have.
    pub(crate) async fn republish(&self) -> Result<u64, Refusal> {
        let mut sent = 0;
        for row in programme::Entity::find().all(self.store().read()).await? {
            let row = &row;
            sent += self
                .write(|tx| async move { self.republish_one(tx, row).await })
                .await?;
        }
        Ok(sent)
    }

    async fn republish_one(&self, tx: berth_store::WriteTx, row: &programme::Model) -> Result<u64, Refusal> {
        let (conn, id) = (tx.conn(), row.id.as_str());
        let config: Programme = entities::json("programme", &row.config)?;
        let lists = preference::Entity::find()
            .filter(preference::Column::ProgrammeId.eq(id))
            .all(conn)
            .await?;
        let lists: BTreeMap<Uuid, preference::Model> = lists.into_iter().map(|p| (p.owner_id, p)).collect();
        let parties = party::Entity::find()
            .filter(party::Column::ProgrammeId.eq(id))
            .all(conn)
            .await?;
        let parties: BTreeMap<Uuid, party::Model> = parties.into_iter().map(|p| (p.id, p)).collect();
        let hosts = host::Entity::find()
            .filter(host::Column::ProgrammeId.eq(id))
            .all(conn)
            .await?;
        let hosts: BTreeMap<Uuid, host::Model> = hosts.into_iter().map(|h| (h.id, h)).collect();
        let mut out = Outgoing::new(&tx, self.stamp(), id)?;
        out.programme(&programmes::programme_state(&config, row.version, self.now()));
        for party in parties.values() {
            out.contact(party)?;
        }
        let applications = application::Entity::find()
            .filter(application::Column::ProgrammeId.eq(id))
            .all(conn)
            .await?;
        for row in applications.iter().filter(|a| a.submitted_at.is_some()) {
            let party = parties.get(&row.party_id).ok_or(Refusal::NotFound("party"))?;
            out.trainee(row, zone_of(party)?, lists.get(&row.id))?;
        }
        let openings: Vec<opening::Model> = super::offers::openings_of(conn, id).await?;
        for row in &openings {
            let host = hosts.get(&row.host_id).ok_or(Refusal::NotFound("host"))?;
            out.opening(row, host, lists.get(&row.id))?;
        }
        let sent = out.len();
        let emit = out.done();
        tx.commit(emit).await?;
        Ok(sent)
    }
}
