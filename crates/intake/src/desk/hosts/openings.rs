//! Openings: checked, stored, published, taken back.

use std::collections::{BTreeSet, HashSet};

use berth_domain::cohort::OpeningFacts;
use berth_domain::id::{HostId, OpeningId};
use berth_domain::programme::Programme;
use berth_domain::state::{OfferState, OpeningState};
use berth_events::v1;
use berth_store::{Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use uuid::Uuid;

use crate::desk::audit::{self, Entry};
use crate::desk::emit::{Outgoing, text};
use crate::desk::{Desk, OwnOpening, ReasonCode, preferences};
use crate::entities::{self, application, host, offer, opening, preference};
use crate::refusal::Refusal;

use super::{NewOpening, OpeningView, REFERENCE, is_reference, one_line};

/// Checks what an opening says against itself and the programme.
pub(in crate::desk) fn check_opening(programme: &Programme, given: &NewOpening) -> Result<(), String> {
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
pub(in crate::desk) fn new_opening(
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

/// The fact that an opening was published.
pub(in crate::desk) fn published(row: &opening::Model) -> v1::OpeningPublished {
    v1::OpeningPublished {
        programme_id: row.programme_id.clone(),
        opening_id: text(row.id),
        host_id: text(row.host_id),
        seats: row.seats.unsigned_abs(),
    }
}

/// Publishes an opening's newest state, with its host and its rank list.
pub(in crate::desk) async fn publish_state(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: &opening::Model,
) -> Result<(), Refusal> {
    let host = host::Entity::find_by_id(row.host_id)
        .only(tx.conn())
        .await?
        .ok_or(Refusal::NotFound("host"))?;
    let ranked = preference::Entity::find_by_id(row.id).only(tx.conn()).await?;
    out.opening(row, &host, ranked.as_ref())
}

/// An opening that is there.
pub(in crate::desk) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<opening::Model, Refusal> {
    opening::Entity::find_by_id(id)
        .only(conn)
        .await?
        .ok_or(Refusal::NotFound("opening"))
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
        let withdrawn = self
            .write(|tx| async move {
                let now = self.now();
                let row = find(tx.conn(), self.permit.id).await?;
                let state: OpeningState = entities::name("state of an opening", &row.state)?;
                let to = state.to(OpeningState::Withdrawn)?;
                let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
                let party_ids = parties_ranking(tx.conn(), &row).await?;
                crate::desk::offers::rescind_of_opening(&tx, &mut out, row.id, reason_code, now).await?;
                let row = find(tx.conn(), row.id).await?;
                let version = row.version + 1;
                let mut changed = row.into_active_model();
                changed.state = Set(to.to_string());
                changed.version = Set(version);
                changed.updated_at = Set(now);
                let row = changed.update(tx.conn()).await?;
                publish_state(&tx, &mut out, &row).await?;
                let mut parties = party_ids.chunks(TOGETHER);
                // Said once at least, and again where more have ranked it than one message holds.
                let first = parties.next().unwrap_or_default();
                for party_ids in std::iter::once(first).chain(parties) {
                    out.event(
                        version,
                        v1::OpeningWithdrawn {
                            programme_id: row.programme_id.clone(),
                            opening_id: text(row.id),
                            host_id: text(row.host_id),
                            reason_code: reason_code.to_owned(),
                            party_ids: party_ids.to_vec(),
                        },
                    );
                }
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
            .await?;
        self.app.rematches_wanted().notify_one();
        Ok(withdrawn)
    }
}

/// Parties in one fact: NATS takes messages up to 1 MB.
const TOGETHER: usize = 5_000;

/// Applicants who ranked the opening, but for those who have an offer of it: these hear of that.
async fn parties_ranking(
    conn: &impl ConnectionTrait,
    opening: &opening::Model,
) -> Result<Vec<String>, Refusal> {
    let offered = offer::Entity::find()
        .filter(offer::Column::OpeningId.eq(opening.id))
        .filter(offer::Column::State.is_in([OfferState::Drafted.as_str(), OfferState::Sent.as_str()]));
    let offered: HashSet<Uuid> = offered
        .all(conn)
        .await?
        .into_iter()
        .map(|offer| offer.party_id)
        .collect();
    let parties = application::Entity::find()
        .filter(application::Column::Id.in_subquery(preferences::ranking("trainee", opening.id)))
        .order_by_asc(application::Column::Id)
        .all(conn)
        .await?;
    let parties = parties.into_iter().map(|row| row.party_id);
    Ok(parties
        .filter(|party| !offered.contains(party))
        .map(text)
        .collect())
}

pub(super) fn opening_view(row: opening::Model) -> Result<OpeningView, Refusal> {
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
