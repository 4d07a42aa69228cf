//! Certified rank lists of trainees and openings.

use std::collections::BTreeSet;

use berth_domain::cohort::RankList;
use berth_domain::state::ApplicationState;
use berth_events::v1;
use berth_store::{Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QuerySelect as _, QueryTrait as _,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::applications::{self, state_of};
use super::audit::{self, Entry};
use super::emit::{Outgoing, text, zone_of};
use super::{Desk, OwnApplication, OwnOpening, hosts};
use crate::entities::{application, opening, party, preference};
use crate::refusal::Refusal;

/// A rank list that was certified.
#[derive(Debug, Serialize, ToSchema)]
pub struct Certified {
    /// Trainee or opening.
    pub owner: Uuid,
    /// How many are ranked.
    pub ranked: usize,
    /// When it was certified.
    pub certified_at: DateTime<Utc>,
}

/// The longest rank list.
pub(super) const LONGEST: usize = 5_000;

/// Owners of the lists of a side (`trainee` or `opening`) that rank `what`, to select from.
pub(super) fn ranking(side: &str, what: Uuid) -> SelectStatement {
    preference::Entity::find()
        .select_only()
        .column(preference::Column::OwnerId)
        .filter(preference::Column::Side.eq(side))
        // Ids stand in the list as they are written here.
        .filter(preference::Column::Ranked.contains(text(what)))
        .into_query()
}

impl Desk<OwnApplication> {
    /// Certifies the trainee's rank list of openings, replacing an earlier one. A locked round keeps the one it froze.
    ///
    /// # Errors
    /// When it lists something twice, nothing, or an opening of another programme.
    pub async fn certify_openings(&self, ranked: &RankList<Uuid>) -> Result<Certified, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = applications::find(tx.conn(), self.id().0).await?;
            let known: Vec<Uuid> = opening::Entity::find()
                .select_only()
                .column(opening::Column::Id)
                .filter(opening::Column::ProgrammeId.eq(&row.programme_id))
                .into_tuple()
                .all(tx.conn())
                .await?;
            let count = check(
                ranked,
                &known.into_iter().collect(),
                "an opening of this programme",
            )?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            certify_trainee(&tx, &mut out, row.clone(), ranked, now).await?;
            let emit = out.done();
            let (actor, programme) = (self.permit.actor.as_str(), row.programme_id.as_str());
            let (action, detail) = ("preferences.certify", serde_json::json!({ "ranked": count }));
            audit::note(
                &tx,
                now,
                Entry {
                    actor,
                    action,
                    programme,
                    subject: text(row.id),
                    detail,
                },
            )
            .await?;
            tx.commit(emit).await?;
            Ok(Certified {
                owner: row.id,
                ranked: count,
                certified_at: now,
            })
        })
        .await
    }
}

impl Desk<OwnOpening> {
    /// Certifies the opening's rank list of trainees, replacing an earlier one. A locked round keeps the one it froze.
    ///
    /// # Errors
    /// When it lists something twice, nothing, or an application of another programme.
    pub async fn certify_trainees(&self, ranked: &RankList<Uuid>) -> Result<Certified, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = hosts::find(tx.conn(), self.permit.id).await?;
            let known: Vec<Uuid> = application::Entity::find()
                .select_only()
                .column(application::Column::Id)
                .filter(application::Column::ProgrammeId.eq(&row.programme_id))
                .into_tuple()
                .all(tx.conn())
                .await?;
            let count = check(
                ranked,
                &known.into_iter().collect(),
                "an application in this programme",
            )?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            certify_opening(&tx, &mut out, row.clone(), ranked, now).await?;
            let emit = out.done();
            let (actor, programme) = (self.permit.actor.as_str(), row.programme_id.as_str());
            let (action, detail) = ("preferences.certify", serde_json::json!({ "ranked": count }));
            audit::note(
                &tx,
                now,
                Entry {
                    actor,
                    action,
                    programme,
                    subject: text(row.id),
                    detail,
                },
            )
            .await?;
            tx.commit(emit).await?;
            Ok(Certified {
                owner: row.id,
                ranked: count,
                certified_at: now,
            })
        })
        .await
    }
}

fn check(ranked: &RankList<Uuid>, known: &BTreeSet<Uuid>, what: &str) -> Result<usize, Refusal> {
    let all: Vec<&Uuid> = ranked.iter().flatten().collect();
    let distinct: BTreeSet<&Uuid> = all.iter().copied().collect();
    if all.is_empty() || ranked.iter().any(Vec::is_empty) {
        Err(Refusal::unprocessable(
            "a rank list needs at least one entry, and no empty group",
        ))
    } else if all.len() > LONGEST {
        Err(Refusal::unprocessable(format!(
            "a rank list has at most {LONGEST} entries"
        )))
    } else if distinct.len() < all.len() {
        Err(Refusal::unprocessable("the rank list names something twice"))
    } else if let Some(unknown) = distinct.iter().find(|id| !known.contains(**id)) {
        Err(Refusal::unprocessable(format!("`{unknown}` isn't {what}")))
    } else {
        Ok(all.len())
    }
}

async fn store(
    tx: &WriteTx,
    owner: Uuid,
    programme: &str,
    side: &str,
    ranked: &RankList<Uuid>,
    version: i64,
    now: DateTime<Utc>,
) -> Result<preference::Model, Refusal> {
    let row = preference::Model {
        owner_id: owner,
        programme_id: programme.to_owned(),
        side: side.to_owned(),
        ranked: serde_json::to_string(ranked).unwrap_or_default(),
        version,
        certified_at: now,
    };
    use preference::Column as C;
    let replace = OnConflict::column(C::OwnerId)
        .update_columns([C::Ranked, C::Version, C::CertifiedAt])
        .to_owned();
    preference::Entity::insert(row.clone().into_active_model().reset_all())
        .on_conflict(replace)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(row)
}

/// Stores a trainee's list and publishes what follows.
pub(super) async fn certify_trainee(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: application::Model,
    ranked: &RankList<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let state = state_of(&row)?;
    if state.is_final() || state == ApplicationState::Placed {
        return Err(Refusal::conflict(
            "state",
            format!("the application is {state}; its rank list doesn't matter any more"),
        ));
    }
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.version = Set(version);
    changed.updated_at = Set(now);
    let row = changed.update(tx.conn()).await?;
    let stored = store(tx, row.id, &row.programme_id, "trainee", ranked, version, now).await?;
    let party = party::Entity::find_by_id(row.party_id)
        .only(tx.conn())
        .await?
        .ok_or(Refusal::NotFound("party"))?;
    out.trainee(&row, zone_of(&party)?, Some(&stored))?;
    out.event(
        version,
        certified(
            &row.programme_id,
            row.id,
            v1::PreferenceSide::Trainee,
            ranked,
            version,
        ),
    );
    Ok(())
}

/// Stores an opening's list and publishes what follows.
pub(super) async fn certify_opening(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: opening::Model,
    ranked: &RankList<Uuid>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.version = Set(version);
    changed.updated_at = Set(now);
    let row = changed.update(tx.conn()).await?;
    store(tx, row.id, &row.programme_id, "opening", ranked, version, now).await?;
    hosts::publish_state(tx, out, &row).await?;
    out.event(
        version,
        certified(
            &row.programme_id,
            row.id,
            v1::PreferenceSide::Opening,
            ranked,
            version,
        ),
    );
    Ok(())
}

fn certified(
    programme: &str,
    owner: Uuid,
    side: v1::PreferenceSide,
    ranked: &RankList<Uuid>,
    version: i64,
) -> v1::PreferencesCertified {
    v1::PreferencesCertified {
        programme_id: programme.to_owned(),
        owner_id: text(owner),
        side: side.into(),
        ranked: u32::try_from(ranked.iter().map(Vec::len).sum::<usize>()).unwrap_or(u32::MAX),
        version: version.unsigned_abs(),
    }
}
