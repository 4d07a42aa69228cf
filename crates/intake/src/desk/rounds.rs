//! Rounds: opened, locked on a frozen input, solved by the matcher, approved, turned into offers.

mod freezing;
mod solving;
mod trusting;
mod views;

use std::collections::BTreeSet;

use berth_domain::id::RoundId;
use berth_domain::state::{ApplicationState, RoundState};
use berth_events::v1;
use berth_store::{Emit, Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use super::applications::move_to;
use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::programmes::{self, StoredProgramme};
use super::{Desk, Operator, ReasonCode};
use crate::entities::{self, application, approval, round};
use crate::keys::{new_secret, sha256_hex};
use crate::refusal::Refusal;
use freezing::freeze;
pub(super) use solving::cohort_object;
pub use views::{NewRound, RoundDocument, RoundFigures, RoundView};

/// The hosts with openings in a locked round.
fn hosts_of(row: &round::Model) -> Result<BTreeSet<Uuid>, Refusal> {
    #[derive(serde::Deserialize)]
    struct Cohort {
        openings: Vec<Opening>,
    }
    #[derive(serde::Deserialize)]
    struct Opening {
        host: Uuid,
    }
    let cohort: Cohort = entities::json("cohort", row.cohort.as_deref().unwrap_or("null"))?;
    Ok(cohort.openings.into_iter().map(|opening| opening.host).collect())
}

/// A round that is there.
pub(super) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<round::Model, Refusal> {
    round::Entity::find_by_id(id)
        .only(conn)
        .await?
        .ok_or(Refusal::NotFound("round"))
}

pub(super) fn state_of(row: &round::Model) -> Result<RoundState, Refusal> {
    Ok(entities::name("state of a round", &row.state)?)
}

/// Moves a round on, with its version.
pub(super) async fn step(tx: &WriteTx, row: round::Model, to: RoundState) -> Result<round::Model, Refusal> {
    let to = state_of(&row)?.to(to)?;
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.state = Set(to.to_string());
    changed.version = Set(version);
    Ok(changed.update(tx.conn()).await?)
}

impl Desk<Operator> {
    /// Opens a round: rank lists are collected for it.
    ///
    /// # Errors
    /// When the programme has an unfinished round, or the seed isn't 64 hex digits.
    pub async fn open_round(&self, programme: &str, given: &NewRound) -> Result<RoundView, Refusal> {
        if given
            .seed
            .as_ref()
            .is_some_and(|s| s.len() != 64 || !s.bytes().all(|b| b.is_ascii_hexdigit()))
        {
            return Err(Refusal::unprocessable("`seed` must be 64 hex digits"));
        }
        let seed = match &given.seed {
            Some(seed) => seed.to_ascii_lowercase(),
            None => new_secret()?,
        };
        let seed = &seed;
        self.write(|tx| async move {
            let now = self.now();
            programmes::find(tx.conn(), programme).await?;
            let rounds = round::Entity::find().filter(round::Column::ProgrammeId.eq(programme));
            let unfinished = [
                RoundState::Planned,
                RoundState::Collecting,
                RoundState::Locked,
                RoundState::Solved,
                RoundState::Rehearsed,
                RoundState::HalfApproved,
            ];
            let unfinished = unfinished.map(RoundState::as_str);
            if let Some(open) = rounds
                .clone()
                .filter(round::Column::State.is_in(unfinished))
                .one(tx.conn())
                .await?
            {
                let detail = format!(
                    "round {} is still {}; finish or abandon it first",
                    open.number, open.state
                );
                return Err(Refusal::conflict("round-open", detail));
            }
            let number = i32::try_from(rounds.count(tx.conn()).await?)
                .unwrap_or(i32::MAX)
                .saturating_add(1);
            let row = round::Model {
                id: tx.new_id(),
                programme_id: programme.to_owned(),
                number,
                state: RoundState::Collecting.to_string(),
                seed: seed.clone(),
                cohort: None,
                cohort_hash: None,
                announced_at: None,
                input: None,
                input_hash: None,
                result: None,
                result_hash: None,
                figures: None,
                reason: None,
                locked_at: None,
                solved_at: None,
                approved_at: None,
                version: 1,
                created_at: now,
            };
            round::Entity::insert(row.clone().into_active_model().reset_all())
                .exec_without_returning(tx.conn())
                .await?;
            self.note_round(&tx, &row, "round.open", now).await?;
            tx.commit(Emit::nothing("a round is announced when it is locked"))
                .await?;
            view(row, Vec::new())
        })
        .await
    }

    /// Locks a round: its input is frozen and hashed, and the matcher is asked to solve it.
    ///
    /// # Errors
    /// When it isn't collecting, or there is nobody or nothing to match.
    pub async fn lock_round(&self, id: RoundId) -> Result<RoundView, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), id.0).await?;
            let to = state_of(&row)?.to(RoundState::Locked)?;
            let StoredProgramme { config, .. } = programmes::find(tx.conn(), &row.programme_id).await?;
            let cohort = freeze(&tx, &config, &row, now).await?;
            let canonical =
                serde_jcs::to_string(&cohort).map_err(|e| Refusal::unprocessable(e.to_string()))?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let taking_part: BTreeSet<Uuid> = cohort.trainees.iter().map(|t| t.id.0).collect();
            for row in application::Entity::find()
                .filter(application::Column::ProgrammeId.eq(&row.programme_id))
                .filter(application::Column::State.eq(ApplicationState::MatchReady.as_str()))
                .all(tx.conn())
                .await?
            {
                if taking_part.contains(&row.id) {
                    move_to(&tx, &mut out, row, ApplicationState::InRound, None, now).await?;
                }
            }
            let version = row.version + 1;
            let mut changed = row.into_active_model();
            changed.state = Set(to.to_string());
            changed.cohort_hash = Set(Some(sha256_hex(canonical.as_bytes())));
            changed.cohort = Set(Some(canonical));
            changed.locked_at = Set(Some(now));
            changed.version = Set(version);
            let row = changed.update(tx.conn()).await?;
            let emit = out.done();
            self.note_round(&tx, &row, "round.lock", now).await?;
            tx.commit(emit).await?;
            Ok(())
        })
        .await?;
        // The object must be there before the matcher hears of it. Should this fail or be cut short, the timer does it.
        if let Err(error) = self.app.system_desk(Some(self.trace)).announce(id.0).await {
            tracing::warn!(round = %id, error = &error as &dyn std::error::Error, "the locked round will be announced later");
        }
        self.round(id).await
    }

    /// Approves a solved round; with the last approval needed, its pairs become offers.
    ///
    /// # Errors
    /// When it isn't solved and proven, or this operator approved before.
    pub async fn approve_round(&self, id: RoundId) -> Result<RoundView, Refusal> {
        let done = self
            .write(|tx| async move {
                let now = self.now();
                let row = find(tx.conn(), id.0).await?;
                let state = state_of(&row)?;
                let StoredProgramme { config, .. } = programmes::find(tx.conn(), &row.programme_id).await?;
                let given = approval::Entity::find()
                    .filter(approval::Column::RoundId.eq(row.id))
                    .all(tx.conn())
                    .await?;
                if given.iter().any(|a| a.operator == self.permit.name()) {
                    let detail = "you have approved this round before; another operator's approval is needed";
                    return Err(Refusal::conflict("approved-before", detail));
                }
                let enough = given.len() + 1 >= usize::from(config.offers.approvals);
                let to = state.to(if enough {
                    RoundState::Approved
                } else {
                    RoundState::HalfApproved
                })?;
                let figures: RoundFigures =
                    entities::json("figures", row.figures.as_deref().unwrap_or("null"))?;
                if !figures.verified {
                    let detail = "the checker did not prove this result; abandon the round";
                    return Err(Refusal::conflict("not-proven", detail));
                }
                let approval = approval::ActiveModel {
                    round_id: Set(row.id),
                    operator: Set(self.permit.name().to_owned()),
                    approved_at: Set(now),
                };
                approval::Entity::insert(approval)
                    .exec_without_returning(tx.conn())
                    .await?;
                let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
                let version = row.version + 1;
                let mut changed = row.clone().into_active_model();
                changed.version = Set(version);
                changed.state = Set(to.to_string());
                let mut unused = 0;
                if enough {
                    out.event(
                        version,
                        v1::RoundApproved {
                            programme_id: row.programme_id.clone(),
                            round_id: text(row.id),
                            result_hash: row.result_hash.clone().unwrap_or_default(),
                        },
                    );
                    unused = super::offers::send_all(&tx, &mut out, &config, &row, now).await?;
                    for host in hosts_of(&row)? {
                        let decided = v1::RoundDecided {
                            programme_id: row.programme_id.clone(),
                            round_id: text(row.id),
                            host_id: text(host),
                        };
                        out.event(version, decided);
                    }
                    let to = to.to(RoundState::Published)?.to(RoundState::OffersOpen)?;
                    changed.state = Set(to.to_string());
                    changed.approved_at = Set(Some(now));
                } else {
                    let half = v1::RoundHalfApproved {
                        programme_id: row.programme_id.clone(),
                        round_id: text(row.id),
                    };
                    out.event(version, half);
                }
                let row = changed.update(tx.conn()).await?;
                let emit = out.done();
                self.note_round(&tx, &row, "round.approve", now).await?;
                super::rematch::seats_unused(&tx, row, unused, now).await?;
                tx.commit(emit).await?;
                Ok(enough)
            })
            .await?;
        if done {
            self.app.offers_changed().notify_one();
            self.app.rematches_wanted().notify_one();
        }
        self.round(id).await
    }

    /// Gives a round up before its offers are out. Its trainees may take part in the next one.
    ///
    /// # Errors
    /// When offers are out already.
    pub async fn abandon_round(&self, id: RoundId, reason_code: &ReasonCode) -> Result<RoundView, Refusal> {
        let reason_code = reason_code.as_str();
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), id.0).await?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let row = abandon(&tx, &mut out, row, reason_code, now).await?;
            let emit = out.done();
            self.note_round(&tx, &row, "round.abandon", now).await?;
            tx.commit(emit).await?;
            Ok(())
        })
        .await?;
        self.round(id).await
    }

    /// A round.
    ///
    /// # Errors
    /// When there is none of that id.
    pub async fn round(&self, id: RoundId) -> Result<RoundView, Refusal> {
        let row = find(self.store().read(), id.0).await?;
        let given = approval::Entity::find().filter(approval::Column::RoundId.eq(row.id));
        let given = given
            .order_by_asc(approval::Column::ApprovedAt)
            .all(self.store().read())
            .await?;
        view(row, given.into_iter().map(|a| a.operator).collect())
    }

    /// All rounds of a programme.
    ///
    /// # Errors
    /// When there is no such programme.
    pub async fn rounds(&self, programme: &str) -> Result<Vec<RoundView>, Refusal> {
        programmes::find(self.store().read(), programme).await?;
        let rows = round::Entity::find().filter(round::Column::ProgrammeId.eq(programme));
        let rows = rows
            .order_by_asc(round::Column::Number)
            .all(self.store().read())
            .await?;
        rows.into_iter().map(|row| view(row, Vec::new())).collect()
    }

    /// One of a round's documents, byte for byte as it was hashed.
    ///
    /// # Errors
    /// When the round has none yet.
    pub async fn round_document(&self, id: RoundId, which: RoundDocument) -> Result<String, Refusal> {
        let row = find(self.store().read(), id.0).await?;
        let (document, missing) = match which {
            RoundDocument::Cohort => (row.cohort, "the round isn't locked yet"),
            RoundDocument::Input => (row.input, "the round isn't solved yet"),
            RoundDocument::Result => (row.result, "the round isn't solved yet"),
        };
        document.ok_or_else(|| Refusal::conflict("not-yet", missing))
    }

    async fn note_round(
        &self,
        tx: &WriteTx,
        row: &round::Model,
        action: &'static str,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let (actor, programme) = (&self.permit.actor(), row.programme_id.as_str());
        let detail = serde_json::json!({ "state": row.state, "cohort_hash": row.cohort_hash, "result_hash": row.result_hash });
        audit::note(
            tx,
            now,
            Entry {
                actor,
                action,
                programme,
                subject: text(row.id),
                detail,
            },
        )
        .await
    }
}

async fn abandon(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: round::Model,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<round::Model, Refusal> {
    let to = state_of(&row)?.to(RoundState::Abandoned)?;
    let in_round = application::Entity::find()
        .filter(application::Column::ProgrammeId.eq(&row.programme_id))
        .filter(application::Column::State.eq(ApplicationState::InRound.as_str()));
    if row.locked_at.is_some() {
        for application in in_round.all(tx.conn()).await? {
            move_to(
                tx,
                out,
                application,
                ApplicationState::MatchReady,
                Some("round_abandoned"),
                now,
            )
            .await?;
        }
    }
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.state = Set(to.to_string());
    changed.reason = Set(Some(reason.to_owned()));
    changed.version = Set(version);
    Ok(changed.update(tx.conn()).await?)
}

fn view(row: round::Model, approved_by: Vec<String>) -> Result<RoundView, Refusal> {
    Ok(RoundView {
        figures: row
            .figures
            .as_deref()
            .map(|f| entities::json("figures", f))
            .transpose()?,
        id: row.id,
        programme: row.programme_id,
        number: row.number,
        state: row.state,
        seed: row.seed,
        cohort_hash: row.cohort_hash,
        input_hash: row.input_hash,
        result_hash: row.result_hash,
        reason: row.reason,
        locked_at: row.locked_at,
        solved_at: row.solved_at,
        approved_at: row.approved_at,
        approved_by,
    })
}
