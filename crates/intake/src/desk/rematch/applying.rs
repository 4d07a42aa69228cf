//! What the matcher proposes: trusted or not, made at once or put before an operator.

use std::collections::BTreeSet;

use berth_domain::id::RematchId;
use berth_domain::rematch::{REMATCH_RESULT_FORMAT, RematchPolicy, RematchResult};
use berth_events::v1;
use berth_store::{Emit, WriteTx};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, IntoActiveModel as _};
use uuid::Uuid;

use super::moving::{apply, note, reopen, settled};
use super::standing::{Frozen, frozen_of};
use super::views::view;
use super::{Dropped, OUTSTANDING, RematchState, RematchView, find, is};
use crate::desk::emit::Outgoing;
use crate::desk::{Desk, Operator, ReasonCode, System, rounds};
use crate::entities::{self, rematch};
use crate::keys::sha256_hex;
use crate::refusal::Refusal;

impl Desk<System> {
    /// Takes the matcher's moves over: at once where nobody with a place moves, as a proposal otherwise. An answer to
    /// another question, or to one that isn't waiting, changes nothing.
    pub(crate) async fn rematch_solved(
        &self,
        consumer: &str,
        event: Uuid,
        solved: &v1::RematchSolved,
    ) -> Result<(), Refusal> {
        let id: RematchId = entities::name("re-match id", &solved.rematch_id)?;
        let row = find(self.store().read(), id.0).await?;
        if !is(&row, RematchState::Asked) || row.document_hash.as_deref() != Some(&solved.request_hash) {
            tracing::info!(rematch = %id, state = row.state, "an answer arrived for a re-match that isn't waiting for it");
            return Ok(());
        }
        let text = &self.document(&solved.result_object).await?;
        let round = rounds::find(self.store().read(), row.round_id).await?;
        let trusted = &trust(&row, &frozen_of(&round)?, solved, text);
        let sent = self
            .write(|tx| async move {
                let row = find(tx.conn(), id.0).await?;
                let waiting = is(&row, RematchState::Asked);
                if !tx.first_delivery(consumer, event).await? || !waiting {
                    tx.commit(Emit::nothing("handled before, or not waiting")).await?;
                    return Ok(false);
                }
                let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
                match trusted {
                    Err(reason) => {
                        tracing::error!(rematch = %id, reason, "the matcher's answer can't be trusted");
                        self.close(&tx, row, RematchState::Failed, reason).await?;
                    }
                    Ok(result) => self.take_over(&tx, &mut out, row, solved, text, result).await?,
                }
                let emit = out.done();
                tx.commit(emit).await?;
                Ok(true)
            })
            .await?;
        if sent {
            self.app.offers_changed().notify_one();
            self.app.rematches_wanted().notify_one();
        }
        Ok(())
    }

    /// Gives a re-match up that the matcher can't do, with its reason.
    pub(crate) async fn rematch_failed(
        &self,
        consumer: &str,
        event: Uuid,
        failed: &v1::RematchFailed,
    ) -> Result<(), Refusal> {
        let id: RematchId = entities::name("re-match id", &failed.rematch_id)?;
        self.write(|tx| async move {
            let row = find(tx.conn(), id.0).await?;
            let waiting = is(&row, RematchState::Asked);
            if !tx.first_delivery(consumer, event).await? || !waiting {
                tx.commit(Emit::nothing("handled before, or not waiting")).await?;
                return Ok(());
            }
            // What another service says goes into our table and pages only as a code.
            let reason = failed.reason_code.parse::<ReasonCode>();
            let reason = reason.as_ref().map_or("failed", ReasonCode::as_str);
            self.close(&tx, row, RematchState::Failed, reason).await?;
            tx.commit(Emit::nothing(
                "a re-match that came to nothing is told in the console",
            ))
            .await?;
            Ok(())
        })
        .await
    }

    /// Ends a re-match that came to nothing. What changed meanwhile is asked for anew.
    async fn close(
        &self,
        tx: &WriteTx,
        row: rematch::Model,
        to: RematchState,
        reason: &str,
    ) -> Result<(), Refusal> {
        let now = self.now();
        // A seat came free meanwhile: that is news, not another try at the same.
        let again = row.changed.then_some(0);
        let detail = serde_json::json!({ "reason": reason });
        note(tx, "system", "rematch.fail", &row, detail, now).await?;
        let row = settled(tx, row, to, Some(reason), now).await?;
        reopen(tx, &row, again, now).await
    }

    async fn take_over(
        &self,
        tx: &WriteTx,
        out: &mut Outgoing<'_>,
        row: rematch::Model,
        solved: &v1::RematchSolved,
        text: &str,
        result: &RematchResult,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let version = row.version + 1;
        let mut changed = row.into_active_model();
        changed.result = Set(Some(text.to_owned()));
        changed.result_hash = Set(Some(solved.result_hash.clone()));
        changed.version = Set(version);
        let row = changed.update(tx.conn()).await?;
        if result.policy == RematchPolicy::Frozen {
            return apply(tx, out, row, result, "system", now).await;
        }
        // Whoever holds an offer may move by these: an operator looks first.
        if row.changed {
            let row = settled(tx, row, RematchState::Superseded, Some("something_newer"), now).await?;
            return reopen(tx, &row, Some(0), now).await;
        }
        let row = settled(tx, row, RematchState::Proposed, None, now).await?;
        reopen(tx, &row, None, now).await
    }
}

impl Desk<Operator> {
    /// Makes the moves of a proposed re-match, all of them or none.
    ///
    /// # Errors
    /// When it isn't proposed, or one of its moves can't be made any more.
    pub async fn approve_rematch(&self, id: RematchId) -> Result<RematchView, Refusal> {
        let row = self
            .write(|tx| async move {
                let now = self.now();
                let row = find(tx.conn(), id.0).await?;
                proposed(&row)?;
                let result: RematchResult =
                    entities::json("re-match result", row.result.as_deref().unwrap_or("null"))?;
                let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
                apply(&tx, &mut out, row, &result, &self.permit.actor(), now).await?;
                let emit = out.done();
                let row = find(tx.conn(), id.0).await?;
                let dropped: Vec<Dropped> = entities::json("dropped moves", &row.dropped)?;
                if let Some(first) = dropped.first() {
                    let detail = format!(
                        "{} of its moves can't be made any more, the first for the reason `{}`; discard it and ask for another",
                        dropped.len(),
                        first.reason
                    );
                    return Err(Refusal::conflict("rematch-stale", detail));
                }
                tx.commit(emit).await?;
                Ok(row)
            })
            .await?;
        self.app.offers_changed().notify_one();
        view(row)
    }

    /// Lets a re-match be that isn't over: one that is proposed, or one whose answer never comes. An answer that comes
    /// all the same changes nothing.
    ///
    /// # Errors
    /// When it is over.
    pub async fn discard_rematch(&self, id: RematchId) -> Result<RematchView, Refusal> {
        let row = self
            .write(|tx| async move {
                let now = self.now();
                let row = find(tx.conn(), id.0).await?;
                if !OUTSTANDING.iter().any(|state| is(&row, *state)) {
                    let detail = format!("this re-match is {}; there is nothing left to discard", row.state);
                    return Err(Refusal::conflict("state", detail));
                }
                let (actor, detail) = (&self.permit.actor(), serde_json::json!({}));
                note(&tx, actor, "rematch.discard", &row, detail, now).await?;
                let row = settled(&tx, row, RematchState::Superseded, Some("discarded"), now).await?;
                // What came free since its question was frozen is in no other question.
                reopen(&tx, &row, row.changed.then_some(0), now).await?;
                tx.commit(Emit::nothing("nothing has moved")).await?;
                Ok(row)
            })
            .await?;
        self.app.rematches_wanted().notify_one();
        view(row)
    }
}

fn proposed(row: &rematch::Model) -> Result<(), Refusal> {
    if is(row, RematchState::Proposed) {
        Ok(())
    } else {
        let detail = format!(
            "this re-match is {}; only a proposed one waits for an operator",
            row.state
        );
        Err(Refusal::conflict("state", detail))
    }
}

/// The answer, if it is what its event says, to the question that was asked, and proven.
fn trust(
    row: &rematch::Model,
    frozen: &Frozen,
    solved: &v1::RematchSolved,
    text: &str,
) -> Result<RematchResult, &'static str> {
    if !solved.verified {
        return Err("not_proven");
    }
    if sha256_hex(text.as_bytes()) != solved.result_hash {
        return Err("another_hash");
    }
    let result: RematchResult = serde_json::from_str(text).map_err(|_| "unreadable")?;
    let same = result.format == REMATCH_RESULT_FORMAT
        && Some(result.request_hash.as_str()) == row.document_hash.as_deref()
        && result.round.0 == row.round_id
        && result.policy.as_str() == row.policy;
    if !same {
        return Err("another_question");
    }
    let mut once = BTreeSet::new();
    let known = result.moves.iter().all(|m| {
        once.insert(m.trainee)
            && frozen.has_trainee(m.trainee.0)
            && m.to.is_none_or(|to| frozen.has_opening(to.0))
    });
    if known { Ok(result) } else { Err("another_cohort") }
}
