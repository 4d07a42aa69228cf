//! Rebuilding the state stream and the contacts from the database.

use berth_domain::programme::Programme;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::circle::Circle;
use super::emit::{Outgoing, zone_of};
use super::{Desk, System, programmes};
use crate::entities::{self, application, opening, programme};
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
        let circle = Circle::load(conn, id).await?;
        let mut out = Outgoing::new(&tx, self.stamp(), id)?;
        out.programme(programmes::programme_state(&config, row.version, self.now()));
        for party in circle.parties() {
            out.contact(party)?;
        }
        let applications = application::Entity::find()
            .filter(application::Column::ProgrammeId.eq(id))
            .all(conn)
            .await?;
        for row in applications.iter().filter(|a| a.submitted_at.is_some()) {
            out.trainee(row, zone_of(circle.party(row.party_id)?)?, circle.ranked(row.id))?;
        }
        let openings: Vec<opening::Model> = super::offers::openings_of(conn, id).await?;
        for row in &openings {
            out.opening(row, circle.host(row.host_id)?, circle.ranked(row.id))?;
        }
        let sent = out.len();
        let emit = out.done();
        tx.commit(emit).await?;
        Ok(sent)
    }
}
