//! Wanting a re-match, freezing how the round stands, asking the matcher.

use berth_domain::id::RoundId;
use berth_domain::programme::Programme;
use berth_domain::rematch::RematchPolicy;
use berth_domain::state::RoundState;
use berth_events::v1;
use berth_store::{Emit, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::standing::freeze;
use super::views::view;
use super::{NewRematch, RematchState, RematchView, find, is, of_round, outstanding, policy_of};
use crate::desk::audit::{self, Entry};
use crate::desk::emit::{Outgoing, text};
use crate::desk::programmes::{self, StoredProgramme};
use crate::desk::{Desk, Operator, System, rounds};
use crate::entities::{offer, rematch, round};
use crate::keys::sha256_hex;
use crate::refusal::Refusal;

/// Name of a re-match's question in the object store.
fn rematch_object(row: &rematch::Model) -> String {
    format!("{}/rematch-{}.json", row.round_id, row.id)
}

/// The policy by which seats that come free are filled without anybody being asked; none when the programme wants
/// that to be an operator's doing.
fn automatic(_programme: &Programme) -> Option<RematchPolicy> {
    Some(RematchPolicy::Frozen)
}

/// A seat came free: wants a re-match of its round in the same transaction, where the programme says so.
pub(in crate::desk) async fn seat_freed(
    tx: &WriteTx,
    freed: &offer::Model,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let StoredProgramme { config, .. } = programmes::find(tx.conn(), &freed.programme_id).await?;
    let Some(policy) = automatic(&config) else {
        return Ok(());
    };
    let round = rounds::find(tx.conn(), freed.round_id).await?;
    let detail = serde_json::json!({ "round": round.id, "offer": freed.id, "policy": policy.as_str() });
    want(
        tx,
        round,
        policy,
        Wanting {
            attempt: 0,
            actor: "system",
            detail,
        },
        now,
    )
    .await?;
    Ok(())
}

/// A round was approved with pairs that got no offer, because somebody withdrew since it was solved: their seats go
/// to the next, in the same transaction.
pub(in crate::desk) async fn seats_unused(
    tx: &WriteTx,
    round: round::Model,
    pairs: usize,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let StoredProgramme { config, .. } = programmes::find(tx.conn(), &round.programme_id).await?;
    let Some(policy) = automatic(&config).filter(|_| pairs > 0) else {
        return Ok(());
    };
    let detail = serde_json::json!({ "round": round.id, "pairs": pairs, "policy": policy.as_str() });
    let why = Wanting {
        attempt: 0,
        actor: "system",
        detail,
    };
    want(tx, round, policy, why, now).await?;
    Ok(())
}

/// Who wants a re-match, and why, for the audit.
pub(super) struct Wanting<'a> {
    pub(super) attempt: i32,
    pub(super) actor: &'a str,
    pub(super) detail: serde_json::Value,
}

/// Makes sure that one re-match of the round is outstanding that sees what has just changed.
pub(super) async fn want(
    tx: &WriteTx,
    round: round::Model,
    policy: RematchPolicy,
    why: Wanting<'_>,
    now: DateTime<Utc>,
) -> Result<Option<rematch::Model>, Refusal> {
    let state = rounds::state_of(&round)?;
    if !matches!(state, RoundState::OffersOpen | RoundState::Rematching) {
        return Ok(None);
    }
    if let Some(row) = outstanding(tx.conn(), round.id).await? {
        if is(&row, RematchState::Wanted) {
            return Ok(Some(row)); // nothing is frozen yet, so this will be in it
        }
        let proposed = is(&row, RematchState::Proposed);
        let version = row.version + 1;
        let mut changed = row.into_active_model();
        changed.changed = Set(true);
        changed.version = Set(version);
        if proposed {
            changed.state = Set(RematchState::Superseded.as_str().to_owned());
            changed.reason = Set(Some("something_newer".to_owned()));
            changed.settled_at = Set(Some(now));
        }
        let row = changed.update(tx.conn()).await?;
        if !proposed {
            return Ok(Some(row));
        }
    }
    let number = rematch::Entity::find()
        .filter(rematch::Column::RoundId.eq(round.id))
        .count(tx.conn())
        .await?;
    let row = rematch::Model {
        id: tx.new_id(),
        programme_id: round.programme_id.clone(),
        round_id: round.id,
        number: i32::try_from(number).unwrap_or(i32::MAX).saturating_add(1),
        policy: policy.to_string(),
        state: RematchState::Wanted.as_str().to_owned(),
        changed: false,
        attempt: why.attempt,
        document: None,
        document_hash: None,
        announced_at: None,
        result: None,
        result_hash: None,
        sent: 0,
        dropped: "[]".to_owned(),
        reason: None,
        version: 1,
        wanted_at: now,
        settled_at: None,
    };
    rematch::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(tx.conn())
        .await?;
    if state == RoundState::OffersOpen {
        rounds::step(tx, round, RoundState::Rematching).await?;
    }
    let entry = Entry {
        actor: why.actor,
        action: "rematch.want",
        programme: &row.programme_id,
        subject: text(row.id),
        detail: why.detail,
    };
    audit::note(tx, now, entry).await?;
    Ok(Some(row))
}

impl Desk<System> {
    /// Asks the matcher for every re-match that is wanted, and again where asking was cut short.
    pub(crate) async fn ask_for_rematches(&self) -> Result<(), Refusal> {
        let waiting = rematch::Entity::find()
            .filter(
                rematch::Column::State.is_in([RematchState::Wanted.as_str(), RematchState::Asked.as_str()]),
            )
            .filter(rematch::Column::AnnouncedAt.is_null())
            .order_by_asc(rematch::Column::Id)
            .all(self.store().read())
            .await?;
        let mut failed = None;
        for row in waiting {
            // One that can't be asked for must not keep the others' seats.
            if let Err(error) = self.ask(row.id).await {
                tracing::warn!(rematch = %row.id, round = %row.round_id, error = &error as &dyn std::error::Error, "a re-match can't be asked for yet");
                failed = Some(error);
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// Freezes how the round stands, stores it where the matcher finds it, then puts `rematch.requested` into the
    /// outbox. Doing it twice stores the same bytes under the same name and asks once.
    async fn ask(&self, id: Uuid) -> Result<(), Refusal> {
        let row = self.write(|tx| async move { self.frozen(tx, id).await }).await?;
        let (Some(document), None) = (&row.document, row.announced_at) else {
            return Ok(());
        };
        let object = &rematch_object(&row);
        self.put_document(object, document.as_bytes()).await?;
        self.write(|tx| async move {
            let row = find(tx.conn(), id).await?;
            if row.announced_at.is_some() || !is(&row, RematchState::Asked) {
                return Ok(());
            }
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let version = row.version + 1;
            out.event(
                version,
                v1::RematchRequested {
                    programme_id: row.programme_id.clone(),
                    round_id: text(row.round_id),
                    rematch_id: text(row.id),
                    request_object: object.clone(),
                    request_hash: row.document_hash.clone().unwrap_or_default(),
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

    async fn frozen(&self, tx: WriteTx, id: Uuid) -> Result<rematch::Model, Refusal> {
        let row = find(tx.conn(), id).await?;
        if !is(&row, RematchState::Wanted) {
            return Ok(row); // another replica was first
        }
        let round = rounds::find(tx.conn(), row.round_id).await?;
        let StoredProgramme { config, .. } = programmes::find(tx.conn(), &row.programme_id).await?;
        let earlier = of_round(tx.conn(), round.id).await?;
        let document = freeze(tx.conn(), &config, &round, policy_of(&row)?, &earlier, self.now()).await?;
        let canonical = serde_jcs::to_string(&document).map_err(|e| Refusal::unprocessable(e.to_string()))?;
        let version = row.version + 1;
        let mut changed = row.into_active_model();
        changed.state = Set(RematchState::Asked.as_str().to_owned());
        changed.document_hash = Set(Some(sha256_hex(canonical.as_bytes())));
        changed.document = Set(Some(canonical));
        changed.version = Set(version);
        let row = changed.update(tx.conn()).await?;
        tx.commit(Emit::nothing("it is announced once its document is stored"))
            .await?;
        Ok(row)
    }
}

impl Desk<Operator> {
    /// Asks for a re-match by a policy of the operator's choice. Its moves are proposed, and made when approved.
    ///
    /// # Errors
    /// When the round has no offers out, or a re-match of it is outstanding.
    pub async fn new_rematch(&self, round: RoundId, given: &NewRematch) -> Result<RematchView, Refusal> {
        let row = self
            .write(|tx| async move {
                let now = self.now();
                let round = rounds::find(tx.conn(), round.0).await?;
                if let Some(row) = outstanding(tx.conn(), round.id).await? {
                    let detail = format!(
                        "re-match {} of this round is {}; wait for it",
                        row.number, row.state
                    );
                    return Err(Refusal::conflict("rematch-open", detail));
                }
                let state = round.state.clone();
                let detail = serde_json::json!({ "round": round.id, "policy": given.policy.as_str() });
                let actor = &self.permit.actor();
                let why = Wanting {
                    attempt: 0,
                    actor,
                    detail,
                };
                let wanted = want(&tx, round, given.policy, why, now).await?;
                let row = wanted.ok_or_else(|| {
                    let detail =
                        format!("the round is {state}; only one with offers out can be matched again");
                    Refusal::conflict("state", detail)
                })?;
                tx.commit(Emit::nothing("it is announced once its document is stored"))
                    .await?;
                Ok(row)
            })
            .await?;
        self.app.rematches_wanted().notify_one();
        view(row)
    }

    /// All re-matches of a round, the first one first.
    ///
    /// # Errors
    /// When there is no such round.
    pub async fn rematches(&self, round: RoundId) -> Result<Vec<RematchView>, Refusal> {
        let round = rounds::find(self.store().read(), round.0).await?;
        let rows = of_round(self.store().read(), round.id).await?;
        rows.into_iter().map(view).collect()
    }
}
