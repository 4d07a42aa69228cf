//! Programmes: loading a configuration, and showing what anybody may know of it.

use berth_domain::form::Field;
use berth_domain::id::ProgrammeId;
use berth_domain::programme::{Programme, Track};
use berth_events::{timestamp, v1};
use berth_store::Only as _;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait as _, ActiveValue::Set, ConnectionTrait, EntityTrait as _, QueryOrder as _};
use serde::Serialize;
use utoipa::ToSchema;

use super::audit::{self, Entry};
use super::emit::Outgoing;
use super::{Anyone, Desk, Operator};
use crate::entities::{self, programme};
use crate::refusal::Refusal;

/// A configuration that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeLoaded {
    /// Slug.
    pub id: String,
    /// Counts configurations, from 1. The same text twice doesn't count.
    pub version: i64,
    /// Whole years by which a sample's dates were shifted, here and in its CSV files.
    pub shifted_years: i32,
    /// The deadline, UTC.
    pub closes_at: DateTime<Utc>,
    /// False when this very configuration was there already.
    pub changed: bool,
}

/// What anybody may know of a programme.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProgrammeView {
    /// Slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// A sentence or two.
    pub summary: String,
    /// `person` or `organisation`.
    pub applicants: String,
    /// The programme's zone, IANA.
    pub zone: String,
    /// The cohort's name.
    pub cohort: String,
    /// When applications open, UTC.
    pub opens_at: DateTime<Utc>,
    /// The deadline, UTC; the last instant at which a submission is in time.
    pub closes_at: DateTime<Utc>,
    /// The server's time now, UTC: the one that counts.
    pub server_time: DateTime<Utc>,
    /// Variants.
    #[schema(value_type = Vec<Object>)]
    pub tracks: Vec<Track>,
    /// The application form.
    #[schema(value_type = Vec<Object>)]
    pub form: Vec<Field>,
}

/// A programme as stored.
#[derive(Debug, Clone)]
pub(crate) struct StoredProgramme {
    pub(crate) row: programme::Model,
    pub(crate) config: Programme,
}

/// Finds a programme.
pub(crate) async fn find(conn: &impl ConnectionTrait, id: &str) -> Result<StoredProgramme, Refusal> {
    // An address may hold anything; a database doesn't take anything.
    let id: ProgrammeId = id.parse().map_err(|_| Refusal::NotFound("programme"))?;
    let row = programme::Entity::find_by_id(id.as_str())
        .only(conn)
        .await?
        .ok_or(Refusal::NotFound("programme"))?;
    let config = entities::json("programme", &row.config)?;
    Ok(StoredProgramme { row, config })
}

impl Desk<Operator> {
    /// Loads a programme's configuration from its TOML text, or replaces it. A sample is shifted when it is first
    /// loaded; later loads keep that shift, so that its dates don't move under people's feet.
    ///
    /// # Errors
    /// When the text can't be used, or is another programme's.
    pub async fn load_programme(&self, id: &str, text: &str) -> Result<ProgrammeLoaded, Refusal> {
        let given = Programme::from_toml(text).map_err(|e| Refusal::unprocessable(e.to_string()))?;
        if given.id.as_str() != id {
            return Err(Refusal::unprocessable(format!(
                "the file says `id = \"{}\"`, the address says `{id}`",
                given.id
            )));
        }
        let given = &given;
        let loaded = self
            .write(|tx| async move {
                let now = self.now();
                let stored = programme::Entity::find_by_id(id).only(tx.conn()).await?;
                let shifted_years = stored
                    .as_ref()
                    .map_or_else(|| given.years_to_shift(now), |row| row.shifted_years);
                let config = given.clone().shifted(shifted_years);
                let json =
                    serde_json::to_string(&config).map_err(|e| Refusal::unprocessable(e.to_string()))?;
                let loaded = |version, changed| ProgrammeLoaded {
                    id: id.to_owned(),
                    version,
                    shifted_years,
                    closes_at: config.closes_at(),
                    changed,
                };
                let unchanged = stored
                    .as_ref()
                    .filter(|row| row.config == json)
                    .map(|row| row.version);
                if let Some(version) = unchanged {
                    tx.commit(berth_store::Emit::nothing(
                        "this very configuration is there already",
                    ))
                    .await?;
                    return Ok(loaded(version, false));
                }
                let version = stored.as_ref().map_or(1, |row| row.version + 1);
                let row = programme::ActiveModel {
                    id: Set(id.to_owned()),
                    version: Set(version),
                    config: Set(json),
                    shifted_years: Set(shifted_years),
                    closes_at: Set(config.closes_at()),
                    loaded_at: Set(now),
                };
                match &stored {
                    None => row.insert(tx.conn()).await?,
                    Some(_) => row.update(tx.conn()).await?,
                };
                let mut out = Outgoing::new(&tx, self.stamp(), id)?;
                out.event(
                    version,
                    v1::ProgrammeConfigured {
                        programme_id: id.to_owned(),
                        version: version.unsigned_abs(),
                    },
                );
                out.programme(programme_state(&config, version, now));
                if stored
                    .as_ref()
                    .is_some_and(|row| row.closes_at != config.closes_at())
                {
                    out.event(
                        version,
                        v1::DeadlineMoved {
                            programme_id: id.to_owned(),
                            cohort_id: config.cohort.id.to_string(),
                            closes_at: Some(timestamp(config.closes_at())),
                            version: version.unsigned_abs(),
                        },
                    );
                }
                let emit = out.done();
                let detail = serde_json::json!({ "version": version, "shifted_years": shifted_years });
                let (actor, action) = (&self.permit.actor(), "programme.load");
                audit::note(
                    &tx,
                    now,
                    Entry {
                        actor,
                        action,
                        programme: id,
                        subject: id.to_owned(),
                        detail,
                    },
                )
                .await?;
                tx.commit(emit).await?;
                Ok(loaded(version, true))
            })
            .await?;
        self.app.deadlines_changed().notify_one();
        Ok(loaded)
    }
}

/// A programme's rules as the matcher gets them.
pub(super) fn programme_state(config: &Programme, version: i64, as_of: DateTime<Utc>) -> v1::ProgrammeState {
    v1::ProgrammeState {
        programme_id: config.id.to_string(),
        version: version.unsigned_abs(),
        rules_json: serde_json::to_string(&config.matching_rules()).unwrap_or_default(),
        as_of: Some(timestamp(as_of)),
        ..Default::default()
    }
}

impl Desk<Anyone> {
    /// What anybody may know of a programme.
    ///
    /// # Errors
    /// When there is none of that name.
    pub async fn programme(&self, id: &str) -> Result<ProgrammeView, Refusal> {
        Ok(view(find(self.store().read(), id).await?.config, self.now()))
    }

    /// All programmes, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn programmes(&self) -> Result<Vec<ProgrammeView>, Refusal> {
        let rows = programme::Entity::find()
            .order_by_asc(programme::Column::Id)
            .all(self.store().read())
            .await?;
        let now = self.now();
        rows.iter()
            .map(|row| Ok(view(entities::json("programme", &row.config)?, now)))
            .collect()
    }
}

fn view(config: Programme, now: DateTime<Utc>) -> ProgrammeView {
    ProgrammeView {
        opens_at: config.opens_at(),
        closes_at: config.closes_at(),
        id: config.id.to_string(),
        name: config.name,
        summary: config.summary,
        applicants: config.applicants.to_string(),
        zone: config.zone.to_string(),
        cohort: config.cohort.name,
        server_time: now,
        tracks: config.tracks,
        form: config.form,
    }
}
