//! Rounds: opened, locked on a frozen input, solved by the matcher, approved, turned into offers.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_domain::id::RoundId;
use berth_domain::programme::Programme;
use berth_domain::state::{ApplicationState, OpeningState, RoundState};
use berth_events::v1;
use berth_store::{Emit, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::applications::move_to;
use super::audit::{self, Entry};
use super::emit::{Outgoing, facts_of, opening_facts, text, zone_of};
use super::programmes::{self, StoredProgramme};
use super::{Desk, Operator, ReasonCode, System};
use crate::entities::{self, application, approval, host, party, preference, round};
use crate::keys::{new_secret, sha256_hex};
use crate::refusal::Refusal;

/// A new round.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRound {
    /// The only source of chance, 64 hex digits; drawn and published when absent.
    pub seed: Option<String>,
}

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundView {
    /// The round.
    pub id: Uuid,
    /// The programme.
    pub programme: String,
    /// Counts the programme's rounds, from 1.
    pub number: i32,
    /// Where it stands.
    pub state: String,
    /// The only source of chance, 64 hex digits.
    pub seed: String,
    /// SHA-256 of the frozen cohort's canonical form.
    pub cohort_hash: Option<String>,
    /// SHA-256 of the instance solved.
    pub input_hash: Option<String>,
    /// SHA-256 of the result.
    pub result_hash: Option<String>,
    /// What the matcher reported.
    pub figures: Option<RoundFigures>,
    /// Reason code when abandoned.
    pub reason: Option<String>,
    /// When the input was frozen.
    pub locked_at: Option<DateTime<Utc>>,
    /// When the result arrived.
    pub solved_at: Option<DateTime<Utc>>,
    /// When the last approval was given.
    pub approved_at: Option<DateTime<Utc>>,
    /// Operators who approved.
    pub approved_by: Vec<String>,
}

/// Figures of a result, as the matcher reported them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoundFigures {
    /// Trainees placed.
    pub placed: u32,
    /// Seats in the round.
    pub seats: u32,
    /// Pairs who prefer each other to what they got: 0 when stable.
    pub blocking_pairs: u32,
    /// Whether the independent checker proved the result.
    pub verified: bool,
    /// How many the rival result with the most placements would place.
    pub max_cardinality_placed: u32,
}

/// Which of a round's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundDocument {
    /// The frozen cohort, `berth-cohort/1`.
    Cohort,
    /// The instance solved, `berth-round/1`.
    Input,
    /// The result, `berth-result/1`.
    Result,
}

/// A round that is there.
pub(super) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<round::Model, Refusal> {
    round::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Refusal::NotFound("round"))
}

fn state_of(row: &round::Model) -> Result<RoundState, Refusal> {
    Ok(entities::name("state of a round", &row.state)?)
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
                if enough {
                    out.event(
                        version,
                        v1::RoundApproved {
                            programme_id: row.programme_id.clone(),
                            round_id: text(row.id),
                            result_hash: row.result_hash.clone().unwrap_or_default(),
                        },
                    );
                    super::offers::send_all(&tx, &mut out, &config, &row, now).await?;
                    let to = to.to(RoundState::Published)?.to(RoundState::OffersOpen)?;
                    changed.state = Set(to.to_string());
                    changed.approved_at = Set(Some(now));
                }
                let row = changed.update(tx.conn()).await?;
                let emit = out.done();
                self.note_round(&tx, &row, "round.approve", now).await?;
                tx.commit(emit).await?;
                Ok(enough)
            })
            .await?;
        if done {
            self.app.offers_changed().notify_one();
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

/// The frozen input: all who may be matched now, all openings with free seats, the rules as they are.
async fn freeze(
    tx: &WriteTx,
    programme: &Programme,
    round: &round::Model,
    now: DateTime<Utc>,
) -> Result<Cohort, Refusal> {
    let id = programme.id.as_str();
    let conn = tx.conn();
    let ranked = preference::Entity::find()
        .filter(preference::Column::ProgrammeId.eq(id))
        .all(conn)
        .await?;
    let ranked: BTreeMap<Uuid, preference::Model> = ranked.into_iter().map(|p| (p.owner_id, p)).collect();
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
    let applications = application::Entity::find()
        .filter(application::Column::ProgrammeId.eq(id))
        .filter(application::Column::State.eq(ApplicationState::MatchReady.as_str()))
        .order_by_asc(application::Column::Id)
        .all(conn)
        .await?;
    let mut trainees = Vec::with_capacity(applications.len());
    for row in &applications {
        let party = parties.get(&row.party_id).ok_or(Refusal::NotFound("party"))?;
        trainees.extend(facts_of(row, zone_of(party)?, ranked.get(&row.id))?);
    }
    let mut openings = Vec::new();
    for row in super::offers::openings_of(conn, id).await? {
        let state: OpeningState = entities::name("state of an opening", &row.state)?;
        let host = hosts.get(&row.host_id).ok_or(Refusal::NotFound("host"))?;
        let facts = opening_facts(&row, host, ranked.get(&row.id))?;
        if state.takes_trainees() && facts.seats > 0 {
            openings.push(facts);
        }
    }
    if trainees.is_empty() || openings.is_empty() {
        let detail = format!(
            "{} trainees are ready to be matched and {} openings have free seats; a round needs at least one of each",
            trainees.len(),
            openings.len()
        );
        return Err(Refusal::conflict("nothing-to-match", detail));
    }
    Ok(Cohort {
        format: COHORT_FORMAT.to_owned(),
        round: RoundId(round.id),
        as_of: now,
        seed: round.seed.clone(),
        rules: programme.matching_rules(),
        trainees,
        openings,
        pinned: Vec::new(),
        forbidden: Vec::new(),
    })
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

/// Name of a round's frozen cohort in the object store.
pub(super) fn cohort_object(round: Uuid) -> String {
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
    async fn announce(&self, id: Uuid) -> Result<(), Refusal> {
        let row = find(self.store().read(), id).await?;
        let Some(cohort) = row.cohort.filter(|_| row.announced_at.is_none()) else {
            return Ok(());
        };
        let object = &cohort_object(id);
        self.bus()
            .objects()
            .put(object, cohort.as_bytes())
            .await
            .map_err(|error| {
                tracing::warn!(round = %id, %error, "the frozen cohort can't be stored just now");
                Refusal::Unavailable("NATS")
            })?;
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

    async fn document(&self, object: &str) -> Result<String, Refusal> {
        let bytes = self.bus().objects().get(object).await.map_err(|error| {
            tracing::warn!(object, %error, "a round's document can't be read just now");
            Refusal::Unavailable("NATS")
        })?;
        String::from_utf8(bytes.to_vec())
            .map_err(|_| Refusal::unprocessable("a round's document isn't UTF-8"))
    }
}
