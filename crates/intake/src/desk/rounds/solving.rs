//! Between lock and approval: announcing a locked round, taking over what the matcher makes of it.

use berth_domain::id::RoundId;
use berth_domain::state::RoundState;
use berth_events::v1;
use berth_store::Emit;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use uuid::Uuid;

use crate::desk::emit::{Outgoing, text};
use crate::desk::{Desk, ReasonCode, System, rematch};
use crate::entities::{self, round};
use crate::refusal::Refusal;

use super::trusting::trust;
use super::{RoundFigures, abandon, find, state_of};

/// Name of a round's frozen cohort in the object store.
pub(in crate::desk) fn cohort_object(round: Uuid) -> String {
    format!("{round}/cohort.json")
}

impl Desk<System> {
    /// Announces every locked round whose announcement was cut short.
    pub(crate) async fn announce_waiting(&self) -> Result<(), Refusal> {
        let waiting = round::Entity::find()
            .filter(round::Column::State.eq(RoundState::Locked.as_str()))
            .filter(round::Column::AnnouncedAt.is_null())
            .all(self.store().read())
            .await?;
        for row in waiting {
            self.announce(row.id).await?;
        }
        Ok(())
    }

    /// Stores a locked round's frozen cohort where the matcher finds it, then puts `round.locked` into the outbox.
    /// Doing it twice stores the same bytes under the same name and announces once.
    pub(super) async fn announce(&self, id: Uuid) -> Result<(), Refusal> {
        let row = find(self.store().read(), id).await?;
        let Some(cohort) = row.cohort.filter(|_| row.announced_at.is_none()) else {
            return Ok(());
        };
        let object = &cohort_object(id);
        self.put_document(object, cohort.as_bytes()).await?;
        self.write(|tx| async move {
            let row = find(tx.conn(), id).await?;
            if row.announced_at.is_some() || state_of(&row)? != RoundState::Locked {
                return Ok(());
            }
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let version = row.version + 1;
            out.event(
                version,
                v1::RoundLocked {
                    programme_id: row.programme_id.clone(),
                    round_id: text(row.id),
                    cohort_object: object.clone(),
                    cohort_hash: row.cohort_hash.clone().unwrap_or_default(),
                    seed: row.seed.clone(),
                },
            );
            let emit = out.done();
            let mut changed = row.into_active_model();
            changed.announced_at = Set(Some(self.now()));
            changed.version = Set(version);
            changed.update(tx.conn()).await?;
            tx.commit(emit).await?;
            Ok(())
        })
        .await
    }

    /// Takes the matcher's result over. A result for another input, or for a round that isn't waiting, changes nothing.
    pub(crate) async fn round_solved(
        &self,
        consumer: &str,
        event: Uuid,
        solved: &v1::RoundSolved,
    ) -> Result<(), Refusal> {
        let id: RoundId = entities::name("round id", &solved.round_id)?;
        let row = find(self.store().read(), id.0).await?;
        if state_of(&row)? != RoundState::Locked
            || row.cohort_hash.as_deref() != Some(solved.cohort_hash.as_str())
        {
            tracing::info!(round = %id, state = row.state, "a result arrived for a round that isn't waiting for it");
            return Ok(());
        }
        let input = &self.document(&solved.input_object).await?;
        let result = &self.document(&solved.result_object).await?;
        let trusted = &trust(solved, &rematch::frozen_of(&row)?, input, result);
        self.write(|tx| async move {
            if !tx.first_delivery(consumer, event).await? {
                tx.commit(Emit::nothing("handled before")).await?;
                return Ok(());
            }
            let row = find(tx.conn(), id.0).await?;
            if state_of(&row)? != RoundState::Locked {
                tx.commit(Emit::nothing(
                    "another replica's result was here first, and it is the same",
                ))
                .await?;
                return Ok(());
            }
            if let Err(reason) = trusted {
                tracing::error!(round = %id, reason, "the matcher's result contradicts the frozen cohort; the round is abandoned");
                let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
                abandon(&tx, &mut out, row, reason, self.now()).await?;
                let emit = out.done();
                tx.commit(emit).await?;
                return Ok(());
            }
            let to = RoundState::Locked.to(RoundState::Solved)?;
            let figures = RoundFigures {
                placed: solved.placed,
                seats: solved.seats,
                blocking_pairs: solved.blocking_pairs,
                verified: solved.verified,
                max_cardinality_placed: solved.max_cardinality_placed,
            };
            let version = row.version + 1;
            let mut changed = row.into_active_model();
            changed.state = Set(to.to_string());
            changed.input = Set(Some(input.clone()));
            changed.input_hash = Set(Some(solved.input_hash.clone()));
            changed.result = Set(Some(result.clone()));
            changed.result_hash = Set(Some(solved.result_hash.clone()));
            changed.figures = Set(Some(serde_json::to_string(&figures).unwrap_or_default()));
            changed.solved_at = Set(Some(self.now()));
            changed.version = Set(version);
            changed.update(tx.conn()).await?;
            tx.commit(Emit::nothing("the matcher has published it")).await?;
            Ok(())
        })
        .await
    }

    /// Abandons a round the matcher can't solve, with its reason.
    pub(crate) async fn round_failed(
        &self,
        consumer: &str,
        event: Uuid,
        failed: &v1::RoundFailed,
    ) -> Result<(), Refusal> {
        let id: RoundId = entities::name("round id", &failed.round_id)?;
        self.write(|tx| async move {
            let row = find(tx.conn(), id.0).await?;
            let waiting = state_of(&row)? == RoundState::Locked;
            if !tx.first_delivery(consumer, event).await? || !waiting {
                tx.commit(Emit::nothing("handled before, or not waiting")).await?;
                return Ok(());
            }
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            // What another service says goes into our table and pages only as a code.
            let reason = failed.reason_code.parse::<ReasonCode>();
            let reason = reason.as_ref().map_or("failed", ReasonCode::as_str);
            abandon(&tx, &mut out, row, reason, self.now()).await?;
            let emit = out.done();
            tx.commit(emit).await?;
            Ok(())
        })
        .await
    }

    /// Stores a document where the matcher finds it.
    pub(in crate::desk) async fn put_document(&self, object: &str, bytes: &[u8]) -> Result<(), Refusal> {
        let stored = self.bus().objects().put(object, bytes).await;
        stored.map(drop).map_err(|error| {
            tracing::warn!(object, %error, "a frozen document can't be stored just now");
            Refusal::Unavailable("NATS")
        })
    }

    /// Reads a document of the matcher's.
    pub(in crate::desk) async fn document(&self, object: &str) -> Result<String, Refusal> {
        let bytes = self.bus().objects().get(object).await.map_err(|error| {
            tracing::warn!(object, %error, "a round's document can't be read just now");
            Refusal::Unavailable("NATS")
        })?;
        String::from_utf8(bytes.to_vec())
            .map_err(|_| Refusal::unprocessable("a round's document isn't UTF-8"))
    }
}
