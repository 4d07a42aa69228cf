//! Host companies and their openings.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::Tz;
use berth_domain::cohort::{OpeningFacts, WorkMode};
use berth_domain::id::{HostId, OpeningId, SkillId, TrackId};
use berth_domain::programme::Programme;
use berth_domain::skill::{Cefr, SkillNeed};
use berth_domain::state::{HostState, OpeningState};
use berth_domain::text::{CountryCode, LanguageTag};
use berth_events::v1;
use berth_store::WriteTx;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::applications::{PartyDetails, new_party};
use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::programmes::{self, StoredProgramme};
use super::{Desk, Operator, OwnOpening, ReasonCode, breaks_uniqueness};
use crate::entities::{self, host, opening, party, preference};
use crate::refusal::Refusal;

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

/// Checks what an opening says against itself and the programme.
pub(super) fn check_opening(programme: &Programme, given: &NewOpening) -> Result<(), String> {
    let known_track = programme.tracks.iter().any(|t| t.id == given.track);
    if given.reference.as_deref().is_some_and(|r| !is_reference(r)) {
        Err(format!("a reference has {REFERENCE}"))
    } else if given.field.as_deref().is_some_and(|f| !one_line(f)) {
        Err("field needs 1 to 200 characters on one line".to_owned())
    } else if given.will_teach.len() > 100 || given.languages.len() > 100 {
        Err("at most 100 skills to teach and 100 languages".to_owned())
    } else if !one_line(&given.title) || !one_line(&given.city) {
        Err("title and city need 1 to 200 characters on one line".to_owned())
    } else if !(1..=1000).contains(&given.seats) {
        Err("seats must be between 1 and 1000".to_owned())
    } else if given.min_seats > given.seats {
        Err("min_seats can't be more than seats".to_owned())
    } else if !(1..=60).contains(&given.duration_months) {
        Err("duration_months must be between 1 and 60".to_owned())
    } else if !known_track {
        let known: Vec<_> = programme.tracks.iter().map(|t| t.id.as_str()).collect();
        Err(format!(
            "the programme has no track `{}`; it has {}",
            given.track,
            known.join(", ")
        ))
    } else if given.must_have.len() + given.nice_to_have.len() > 100 {
        Err("at most 100 skills".to_owned())
    } else {
        Ok(())
    }
}

/// An opening's row.
pub(super) fn new_opening(
    tx: &WriteTx,
    programme: &str,
    given: NewOpening,
    now: DateTime<Utc>,
) -> Result<opening::ActiveModel, Refusal> {
    let id = tx.new_id();
    let facts = OpeningFacts {
        id: OpeningId(id),
        host: HostId(given.host),
        track: given.track,
        country: given.country,
        city: given.city,
        zone: given.zone,
        seats: given.seats,
        min_seats: given.min_seats,
        starts_on: given.starts_on,
        duration_months: given.duration_months,
        monthly_pay_eur: given.monthly_pay_eur,
        work_mode: given.work_mode,
        field: given.field,
        must_have: given.must_have,
        nice_to_have: given.nice_to_have,
        will_teach: given.will_teach,
        languages: given.languages,
        host_active: true,
        supervisor_named: given.supervisor_named,
        host_answer_percent: None,
        prefers: None,
        never: BTreeSet::new(),
    };
    Ok(opening::ActiveModel {
        id: Set(id),
        programme_id: Set(programme.to_owned()),
        host_id: Set(given.host),
        reference: Set(given.reference),
        title: Set(given.title.trim().to_owned()),
        state: Set(OpeningState::Published.to_string()),
        facts: Set(serde_json::to_string(&facts).map_err(|e| Refusal::unprocessable(e.to_string()))?),
        seats: Set(i32::try_from(given.seats).unwrap_or(i32::MAX)),
        held: Set(0),
        filled: Set(0),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    })
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

/// The fact that an opening was published.
pub(super) fn published(row: &opening::Model) -> v1::OpeningPublished {
    v1::OpeningPublished {
        programme_id: row.programme_id.clone(),
        opening_id: text(row.id),
        host_id: text(row.host_id),
        seats: row.seats.unsigned_abs(),
    }
}

/// Publishes an opening's newest state, with its host and its rank list.
pub(super) async fn publish_state(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: &opening::Model,
) -> Result<(), Refusal> {
    let host = host::Entity::find_by_id(row.host_id)
        .one(tx.conn())
        .await?
        .ok_or(Refusal::NotFound("host"))?;
    let ranked = preference::Entity::find_by_id(row.id).one(tx.conn()).await?;
    out.opening(row, &host, ranked.as_ref())
}

/// An opening that is there.
pub(super) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<opening::Model, Refusal> {
    opening::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Refusal::NotFound("opening"))
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
            let host = host::Entity::find_by_id(given.host).one(tx.conn()).await?;
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

impl Desk<OwnOpening> {
    /// The opening as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn opening_view(&self) -> Result<OpeningView, Refusal> {
        opening_view(find(self.store().read(), self.permit.id).await?)
    }

    /// Takes the opening back. Live offers of it are rescinded; accepted ones stay and are an operator's matter.
    ///
    /// # Errors
    /// When its state doesn't allow it.
    pub async fn withdraw_opening(&self, reason_code: &ReasonCode) -> Result<OpeningView, Refusal> {
        let reason_code = reason_code.as_str();
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), self.permit.id).await?;
            let state: OpeningState = entities::name("state of an opening", &row.state)?;
            let to = state.to(OpeningState::Withdrawn)?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            super::offers::rescind_of_opening(&tx, &mut out, row.id, reason_code, now).await?;
            let row = find(tx.conn(), row.id).await?;
            let version = row.version + 1;
            let mut changed = row.into_active_model();
            changed.state = Set(to.to_string());
            changed.version = Set(version);
            changed.updated_at = Set(now);
            let row = changed.update(tx.conn()).await?;
            publish_state(&tx, &mut out, &row).await?;
            out.event(
                version,
                v1::OpeningWithdrawn {
                    programme_id: row.programme_id.clone(),
                    opening_id: text(row.id),
                    host_id: text(row.host_id),
                    reason_code: reason_code.to_owned(),
                },
            );
            let emit = out.done();
            let (actor, programme) = (self.permit.actor.as_str(), row.programme_id.as_str());
            let (action, detail) = ("opening.withdraw", serde_json::json!({ "reason": reason_code }));
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
            opening_view(row)
        })
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

fn opening_view(row: opening::Model) -> Result<OpeningView, Refusal> {
    Ok(OpeningView {
        id: row.id,
        reference: row.reference,
        host: row.host_id,
        title: row.title,
        state: row.state,
        free: row.seats - row.held - row.filled,
        held: row.held,
        filled: row.filled,
        seats: row.seats,
        facts: entities::json("facts of an opening", &row.facts)?,
    })
}
