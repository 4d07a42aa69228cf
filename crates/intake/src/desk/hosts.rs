//! Host companies and their openings.

mod openings;

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::Tz;
use berth_domain::cohort::WorkMode;
use berth_domain::id::{SkillId, TrackId};
use berth_domain::skill::{Cefr, SkillNeed};
use berth_domain::state::HostState;
use berth_domain::text::{CountryCode, LanguageTag};
use berth_events::v1;
use berth_store::{Only as _, WriteTx};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    QueryFilter as _, QueryOrder as _,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::applications::{PartyDetails, new_party};
use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::programmes::{self, StoredProgramme};
use super::{Desk, Operator, breaks_uniqueness};
use crate::entities::{host, opening, party};
use crate::refusal::Refusal;
use openings::opening_view;
pub(super) use openings::{check_opening, find, new_opening, publish_state, published};

/// A new host company.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHost {
    /// The operator's own reference.
    pub reference: Option<String>,
    /// The company and how to reach it.
    pub party: PartyDetails,
    /// ISO 3166-1 alpha-2.
    #[schema(value_type = String, example = "LT")]
    pub country: CountryCode,
    /// City.
    pub city: String,
}

/// A host company.
#[derive(Debug, Serialize, ToSchema)]
pub struct HostView {
    /// The host; also its party's id.
    pub id: Uuid,
    /// The operator's own reference.
    pub reference: Option<String>,
    /// Name.
    pub name: String,
    /// Country.
    pub country: String,
    /// City.
    pub city: String,
    /// Where it stands.
    pub state: String,
}

/// A new opening.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOpening {
    /// The operator's own reference.
    pub reference: Option<String>,
    /// Whose it is.
    pub host: Uuid,
    /// What it is called.
    pub title: String,
    /// The programme's track.
    #[schema(value_type = String)]
    pub track: TrackId,
    /// Country.
    #[schema(value_type = String)]
    pub country: CountryCode,
    /// City.
    pub city: String,
    /// IANA zone.
    #[schema(value_type = String)]
    pub zone: Tz,
    /// Seats, 1 to 1000.
    pub seats: u32,
    /// Fewer make no sense to the host.
    #[serde(default)]
    pub min_seats: u32,
    /// First day, ISO 8601.
    pub starts_on: NaiveDate,
    /// Months, 1 to 60.
    pub duration_months: u32,
    /// Gross euro a month.
    pub monthly_pay_eur: u32,
    /// `on-site`, `hybrid` or `remote`.
    #[schema(value_type = String)]
    pub work_mode: WorkMode,
    /// Field of business.
    pub field: Option<String>,
    /// Skills that must be there.
    #[schema(value_type = Vec<Object>)]
    pub must_have: Vec<SkillNeed>,
    /// Skills that help.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    pub nice_to_have: Vec<SkillNeed>,
    /// Skills the host teaches.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    pub will_teach: BTreeSet<SkillId>,
    /// Languages with their minimum.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub languages: BTreeMap<LanguageTag, Cefr>,
    /// A supervisor is named.
    #[serde(default)]
    pub supervisor_named: bool,
}

/// An opening with its seats.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningView {
    /// The opening.
    pub id: Uuid,
    /// The operator's own reference.
    pub reference: Option<String>,
    /// Whose it is.
    pub host: Uuid,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub state: String,
    /// Seats nobody has been offered.
    pub free: i32,
    /// Seats that wait for an answer.
    pub held: i32,
    /// Seats taken.
    pub filled: i32,
    /// free + held + filled.
    pub seats: i32,
    /// The rest.
    #[schema(value_type = Object)]
    pub facts: serde_json::Value,
}

/// Whether a text has 1 to 200 characters on one line.
pub(super) fn one_line(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= 200 && !text.chars().any(char::is_control)
}

/// An operator's own reference: what sheets call an application, a host or an opening.
pub(super) fn is_reference(text: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_./".contains(&b);
    (1..=60).contains(&text.len()) && text.bytes().all(fits)
}

/// What a reference must look like.
pub(super) const REFERENCE: &str = "1 to 60 letters, digits or -_./";

fn check_host(given: &NewHost) -> Result<(), String> {
    if given.reference.as_deref().is_some_and(|r| !is_reference(r)) {
        Err(format!("a reference has {REFERENCE}"))
    } else if !one_line(&given.city) {
        Err("city needs 1 to 200 characters on one line".to_owned())
    } else {
        Ok(())
    }
}

/// A host's row. An operator registers those the programme has agreed with, so it is active at once.
pub(super) fn new_host(
    programme: &str,
    party: Uuid,
    given: &NewHost,
    now: DateTime<Utc>,
) -> host::ActiveModel {
    host::ActiveModel {
        id: Set(party),
        programme_id: Set(programme.to_owned()),
        reference: Set(given.reference.clone()),
        country: Set(given.country.to_string()),
        city: Set(given.city.trim().to_owned()),
        state: Set(HostState::Active.to_string()),
        version: Set(1),
        created_at: Set(now),
    }
}

fn taken(error: sea_orm::DbErr) -> Refusal {
    if breaks_uniqueness(&error) {
        Refusal::conflict(
            "already-there",
            "this reference or this address is taken already in the programme",
        )
    } else {
        error.into()
    }
}

impl Desk<Operator> {
    /// Registers a host company.
    ///
    /// # Errors
    /// When its reference or its address is taken.
    pub async fn register_host(&self, programme: &str, given: &NewHost) -> Result<HostView, Refusal> {
        check_host(given).map_err(Refusal::unprocessable)?;
        self.write(|tx| async move {
            let now = self.now();
            let StoredProgramme { config, .. } = programmes::find(tx.conn(), programme).await?;
            let party = new_party(&tx, &config, &given.party, "host", now)
                .insert(tx.conn())
                .await
                .map_err(taken)?;
            let row = new_host(programme, party.id, given, now)
                .insert(tx.conn())
                .await
                .map_err(taken)?;
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            out.contact(&party)?;
            out.event(
                1,
                v1::HostRegistered {
                    programme_id: programme.to_owned(),
                    host_id: text(row.id),
                },
            );
            let emit = out.done();
            self.note(&tx, programme, "host.register", row.id, now).await?;
            tx.commit(emit).await?;
            Ok(host_view(row, party.display_name))
        })
        .await
    }

    /// Publishes an opening.
    ///
    /// # Errors
    /// When it contradicts itself or the programme, or its host isn't there.
    pub async fn publish_opening(&self, programme: &str, given: &NewOpening) -> Result<OpeningView, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let StoredProgramme { config, .. } = programmes::find(tx.conn(), programme).await?;
            check_opening(&config, given).map_err(Refusal::unprocessable)?;
            let host = host::Entity::find_by_id(given.host).only(tx.conn()).await?;
            let host = host
                .filter(|h| h.programme_id == programme)
                .ok_or(Refusal::NotFound("host"))?;
            let row = new_opening(&tx, programme, given.clone(), now)?
                .insert(tx.conn())
                .await
                .map_err(taken)?;
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            out.event(1, published(&row));
            out.opening(&row, &host, None)?;
            let emit = out.done();
            self.note(&tx, programme, "opening.publish", row.id, now).await?;
            tx.commit(emit).await?;
            opening_view(row)
        })
        .await
    }

    /// All hosts of a programme.
    ///
    /// # Errors
    /// When there is no such programme.
    pub async fn hosts(&self, programme: &str) -> Result<Vec<HostView>, Refusal> {
        programmes::find(self.store().read(), programme).await?;
        let hosts = host::Entity::find().filter(host::Column::ProgrammeId.eq(programme));
        let hosts = hosts
            .order_by_asc(host::Column::Id)
            .all(self.store().read())
            .await?;
        let names = host_names(self.store().read(), programme).await?;
        Ok(hosts
            .into_iter()
            .map(|h| {
                let name = names.get(&h.id).cloned().unwrap_or_default();
                host_view(h, name)
            })
            .collect())
    }

    /// All openings of a programme with their seats.
    ///
    /// # Errors
    /// When there is no such programme.
    pub async fn openings(&self, programme: &str) -> Result<Vec<OpeningView>, Refusal> {
        programmes::find(self.store().read(), programme).await?;
        let rows = opening::Entity::find().filter(opening::Column::ProgrammeId.eq(programme));
        let rows = rows
            .order_by_asc(opening::Column::Id)
            .all(self.store().read())
            .await?;
        rows.into_iter().map(opening_view).collect()
    }

    async fn note(
        &self,
        tx: &WriteTx,
        programme: &str,
        action: &'static str,
        id: Uuid,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let (actor, detail) = (&self.permit.actor(), serde_json::json!({}));
        audit::note(
            tx,
            now,
            Entry {
                actor,
                action,
                programme,
                subject: text(id),
                detail,
            },
        )
        .await
    }
}

/// Names of a programme's hosts by id.
pub(super) async fn host_names(
    conn: &impl ConnectionTrait,
    programme: &str,
) -> Result<BTreeMap<Uuid, String>, Refusal> {
    let rows = party::Entity::find()
        .filter(party::Column::ProgrammeId.eq(programme))
        .filter(party::Column::Role.eq("host"))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|p| (p.id, p.display_name)).collect())
}

fn host_view(row: host::Model, name: String) -> HostView {
    HostView {
        id: row.id,
        reference: row.reference,
        name,
        country: row.country,
        city: row.city,
        state: row.state,
    }
}
