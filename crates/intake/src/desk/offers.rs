//! Offers: sent when a round is approved, answered by their holder, expired by the clock. The seat moves with the answer.

use std::collections::BTreeMap;

use berth_domain::cohort::OpeningFacts;
use berth_domain::facts::trainee_facts;
use berth_domain::id::ApplicationId;
use berth_domain::permit::PermitQuestion;
use berth_domain::programme::Programme;
use berth_domain::seats::{SeatError, Seats};
use berth_domain::state::{ApplicationState, OfferState, OpeningState};
use berth_events::{Event, timestamp, v1};
use berth_store::{Emit, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::applications::{self, move_to};
use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::{Desk, OfferHolder, Operator, OwnApplication, ReasonCode, System, hosts, programmes};
use crate::entities::{self, application, offer, opening, party, round};
use crate::keys::Purpose;
use crate::refusal::Refusal;

/// An offer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferView {
    /// The offer.
    pub id: Uuid,
    /// The round it came from.
    pub round: Uuid,
    /// To whom: application and trainee.
    pub application: Uuid,
    /// Of which opening.
    pub opening: Uuid,
    /// Where it stands.
    pub state: String,
    /// When it went out.
    pub sent_at: DateTime<Utc>,
    /// The last instant at which it can be answered.
    pub expires_at: DateTime<Utc>,
    /// Last safe day to accept for permit and journey, ISO 8601 date.
    pub last_safe_on: Option<String>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Reason code.
    pub reason: Option<String>,
}

/// What the page of an offer shows.
#[derive(Debug, Clone, Serialize)]
pub struct OfferPage {
    /// Where it stands.
    pub state: String,
    /// The programme's name.
    pub programme: String,
    /// The host's name.
    pub host: String,
    /// What the opening is called.
    pub title: String,
    /// City.
    pub city: String,
    /// Country.
    pub country: String,
    /// First day.
    pub starts_on: String,
    /// Months.
    pub duration_months: u32,
    /// Gross euro a month.
    pub monthly_pay_eur: u32,
    /// Work mode.
    pub work_mode: String,
    /// The last instant to answer, in the trainee's zone, as text.
    pub expires_local: String,
    /// The same in UTC.
    pub expires_at: DateTime<Utc>,
    /// The trainee's zone.
    pub zone: String,
    /// Last safe day to accept.
    pub last_safe_on: Option<String>,
    /// Whether it can still be answered.
    pub open: bool,
    /// The server's time.
    pub server_time: DateTime<Utc>,
}

/// An answer to an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Answered {
    /// Yes: the seat is filled.
    Accept,
    /// No: the seat is free again.
    Decline,
}

async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<offer::Model, Refusal> {
    offer::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Refusal::NotFound("offer"))
}

fn offer_state(row: &offer::Model) -> Result<OfferState, Refusal> {
    Ok(entities::name("state of an offer", &row.state)?)
}

/// Changes an opening's seats by one step and publishes the opening's newest state.
async fn change_seats(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    opening: Uuid,
    step: impl Fn(Seats) -> Result<Seats, SeatError>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let row = hosts::find(tx.conn(), opening).await?;
    let seats = Seats::new(
        row.seats.unsigned_abs(),
        row.held.unsigned_abs(),
        row.filled.unsigned_abs(),
    )?;
    let after = step(seats)?;
    let state: OpeningState = entities::name("state of an opening", &row.state)?;
    let full = after.filled() == after.seats();
    let state = match state {
        OpeningState::Published | OpeningState::RankingOpen | OpeningState::Ranked if full => {
            state.to(OpeningState::Filled)?
        }
        OpeningState::Filled if !full => state.to(OpeningState::Published)?,
        other => other,
    };
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.held = Set(i32::try_from(after.held()).unwrap_or(i32::MAX));
    changed.filled = Set(i32::try_from(after.filled()).unwrap_or(i32::MAX));
    changed.state = Set(state.to_string());
    changed.version = Set(version);
    changed.updated_at = Set(now);
    let row = changed.update(tx.conn()).await?;
    hosts::publish_state(tx, out, &row).await
}

/// Moves an offer to its next state; the seat and the application follow in the same transaction.
async fn settle(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: offer::Model,
    to: OfferState,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<offer::Model, Refusal> {
    let to = offer_state(&row)?.to(to)?;
    match to {
        OfferState::Accepted => change_seats(tx, out, row.opening_id, Seats::fill, now).await?,
        OfferState::Voided => change_seats(tx, out, row.opening_id, Seats::vacate, now).await?,
        _ => change_seats(tx, out, row.opening_id, Seats::release, now).await?,
    }
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.state = Set(to.to_string());
    changed.reason = Set(reason.map(str::to_owned));
    if matches!(to, OfferState::Accepted | OfferState::Declined) {
        changed.answered_at = Set(Some(now));
    }
    changed.version = Set(version);
    let row = changed.update(tx.conn()).await?;
    out.event(version, fact(&row, to));
    Ok(row)
}

fn fact(row: &offer::Model, state: OfferState) -> Event {
    let (programme_id, offer_id, party_id) = (row.programme_id.clone(), text(row.id), text(row.party_id));
    let (opening_id, host_id, reason_code) = (
        text(row.opening_id),
        text(row.host_id),
        row.reason.clone().unwrap_or_default(),
    );
    match state {
        OfferState::Drafted | OfferState::Sent => {
            let (round_id, expires_at) = (text(row.round_id), Some(timestamp(row.expires_at)));
            v1::OfferSent {
                programme_id,
                offer_id,
                round_id,
                party_id,
                opening_id,
                host_id,
                expires_at,
            }
            .into()
        }
        OfferState::Accepted => v1::OfferAccepted {
            programme_id,
            offer_id,
            party_id,
            opening_id,
            host_id,
        }
        .into(),
        OfferState::Declined => v1::OfferDeclined {
            programme_id,
            offer_id,
            party_id,
            opening_id,
            host_id,
            reason_code,
        }
        .into(),
        OfferState::Expired => v1::OfferExpired {
            programme_id,
            offer_id,
            party_id,
            opening_id,
            host_id,
        }
        .into(),
        OfferState::Rescinded | OfferState::Voided => v1::OfferRescinded {
            programme_id,
            offer_id,
            party_id,
            opening_id,
            host_id,
            reason_code,
        }
        .into(),
    }
}

/// Turns an approved round's pairs into offers, and lets those without one wait for the next round.
pub(super) async fn send_all(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    programme: &Programme,
    round: &round::Model,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    #[derive(Deserialize)]
    struct Result {
        matching: BTreeMap<Uuid, Option<Uuid>>,
    }
    let mut result: Result = entities::json("result", round.result.as_deref().unwrap_or("null"))?;
    // Whoever is in the round leaves it here, with an offer or without; those who withdrew since it was locked are not.
    let in_round = application::Entity::find()
        .filter(application::Column::ProgrammeId.eq(&round.programme_id))
        .filter(application::Column::State.eq(ApplicationState::InRound.as_str()))
        .order_by_asc(application::Column::Id);
    for row in in_round.all(tx.conn()).await? {
        let offered = match result.matching.remove(&row.id).flatten() {
            Some(opening) => send_one(tx, out, programme, round.id, &row, opening, now).await?,
            None => false,
        };
        if offered {
            move_to(tx, out, row, ApplicationState::Offered, None, now).await?;
        } else {
            let mut waiting = row.clone().into_active_model();
            waiting.rounds_waited = Set(row.rounds_waited + 1);
            let row = waiting.update(tx.conn()).await?;
            move_to(tx, out, row, ApplicationState::MatchReady, Some("no_seat"), now).await?;
        }
    }
    Ok(())
}

/// Sends one offer; `false` when the opening has no seat left for it (withdrawn since the round was locked).
async fn send_one(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    programme: &Programme,
    round: Uuid,
    trainee: &application::Model,
    opening: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, Refusal> {
    let opening = hosts::find(tx.conn(), opening).await?;
    let state: OpeningState = entities::name("state of an opening", &opening.state)?;
    let elsewhere = opening.programme_id != trainee.programme_id;
    if elsewhere || !state.takes_trainees() || opening.held + opening.filled >= opening.seats {
        return Ok(false);
    }
    change_seats(tx, out, opening.id, Seats::hold, now).await?;
    let facts: OpeningFacts = entities::json("facts of an opening", &opening.facts)?;
    let row = offer::Model {
        id: tx.new_id(),
        programme_id: opening.programme_id.clone(),
        round_id: round,
        application_id: trainee.id,
        party_id: trainee.party_id,
        opening_id: opening.id,
        host_id: opening.host_id,
        state: OfferState::Drafted.to(OfferState::Sent)?.to_string(),
        sent_at: now,
        expires_at: now + programme.answer_time(),
        last_safe_on: last_safe(programme, trainee, &facts, now)?,
        answered_at: None,
        reason: None,
        version: 1,
    };
    offer::Entity::insert(row.clone().into_active_model().reset_all())
        .exec_without_returning(tx.conn())
        .await?;
    out.event(1, fact(&row, OfferState::Sent));
    Ok(true)
}

/// The last safe day to accept, from the first route in force that takes this pair; none where no permit is needed.
fn last_safe(
    programme: &Programme,
    trainee: &application::Model,
    opening: &OpeningFacts,
    now: DateTime<Utc>,
) -> Result<Option<String>, Refusal> {
    let answers = entities::json("answers", &trainee.answers)?;
    let Ok(facts) = trainee_facts(ApplicationId(trainee.id), programme.zone, &answers) else {
        return Ok(None);
    };
    if facts.country == opening.country || programme.matching.free_movement.contains(&facts.country) {
        return Ok(None);
    }
    let today = now.with_timezone(&programme.zone).date_naive();
    let question = PermitQuestion {
        nationality: &facts.country,
        degree_awarded_on: facts.degree_awarded_on,
        student: facts.student,
        starts_on: opening.starts_on,
        duration_months: opening.duration_months,
        monthly_pay_eur: opening.monthly_pay_eur,
    };
    let routes = programme
        .permit_routes
        .iter()
        .filter(|r| r.country == opening.country && r.in_force(today));
    let best = routes
        .filter(|r| r.refusals(&question, today).is_empty())
        .filter_map(|r| r.last_safe_acceptance(opening.starts_on, programme.matching.travel_days))
        .max();
    Ok(best.map(|day| day.to_string()))
}

async fn live_offer(
    conn: &impl ConnectionTrait,
    application: Uuid,
    states: &[OfferState],
) -> Result<Option<offer::Model>, Refusal> {
    let states = states.iter().map(|s| s.as_str());
    let query = offer::Entity::find().filter(offer::Column::ApplicationId.eq(application));
    Ok(query.filter(offer::Column::State.is_in(states)).one(conn).await?)
}

/// Gives back whatever seat an application holds: a live offer is rescinded, an accepted one voided.
pub(super) async fn release_all(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    application: &application::Model,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let held = [OfferState::Drafted, OfferState::Sent, OfferState::Accepted];
    if let Some(row) = live_offer(tx.conn(), application.id, &held).await? {
        let to = if offer_state(&row)? == OfferState::Accepted {
            OfferState::Voided
        } else {
            OfferState::Rescinded
        };
        settle(tx, out, row, to, Some(reason), now).await?;
    }
    Ok(())
}

/// Rescinds every live offer of an opening; its trainees may be matched again.
pub(super) async fn rescind_of_opening(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    opening: Uuid,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let live = offer::Entity::find()
        .filter(offer::Column::OpeningId.eq(opening))
        .filter(offer::Column::State.is_in([OfferState::Drafted.as_str(), OfferState::Sent.as_str()]));
    for row in live.all(tx.conn()).await? {
        let application = row.application_id;
        settle(tx, out, row, OfferState::Rescinded, Some(reason), now).await?;
        let application = applications::find(tx.conn(), application).await?;
        move_to(
            tx,
            out,
            application,
            ApplicationState::MatchReady,
            Some(reason),
            now,
        )
        .await?;
    }
    Ok(())
}

impl<P> Desk<P> {
    /// Answers an offer: the same rules whether the answer comes by link, by the API or from an operator.
    async fn answer_offer(&self, id: Uuid, answer: Answered, actor: &str) -> Result<OfferView, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), id).await?;
            let state = offer_state(&row)?;
            let to = match answer {
                Answered::Accept => OfferState::Accepted,
                Answered::Decline => OfferState::Declined,
            };
            if state == to {
                tx.commit(Emit::nothing("the same answer twice is one answer"))
                    .await?;
                return Ok(view(row));
            }
            if state != OfferState::Sent {
                let detail = format!("this offer is {state}; it can't be answered any more");
                return Err(Refusal::conflict("answered", detail));
            }
            if now > row.expires_at {
                let detail = format!(
                    "this offer could be answered until {}; the server received this at {now}",
                    row.expires_at
                );
                return Err(Refusal::conflict("expired", detail));
            }
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let reason = (to == OfferState::Declined).then_some("own_wish");
            let row = settle(&tx, &mut out, row, to, reason, now).await?;
            let application = applications::find(tx.conn(), row.application_id).await?;
            let next = match answer {
                Answered::Accept => ApplicationState::Placed,
                Answered::Decline => ApplicationState::MatchReady,
            };
            let application_reason = reason.map(|_| "offer_declined");
            move_to(&tx, &mut out, application, next, application_reason, now).await?;
            let emit = out.done();
            let action = match answer {
                Answered::Accept => "offer.accept",
                Answered::Decline => "offer.decline",
            };
            let (programme, detail) = (row.programme_id.as_str(), serde_json::json!({}));
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
            Ok(view(row))
        })
        .await
    }
}

impl Desk<OfferHolder> {
    /// Answers the offer the link is about.
    ///
    /// # Errors
    /// When it was answered otherwise, has expired or was taken back.
    pub async fn decide(&self, answer: Answered) -> Result<OfferView, Refusal> {
        self.answer_offer(self.permit.id, answer, &format!("link:{}", self.permit.id))
            .await
    }

    /// What the page shows. Looking changes nothing.
    ///
    /// # Errors
    /// When the offer isn't there.
    pub async fn offer_page(&self) -> Result<OfferPage, Refusal> {
        let conn = self.store().read();
        let row = find(conn, self.permit.id).await?;
        let programme = programmes::find(conn, &row.programme_id).await?.config;
        let opening = hosts::find(conn, row.opening_id).await?;
        let facts: OpeningFacts = entities::json("facts of an opening", &opening.facts)?;
        let host = party::Entity::find_by_id(row.host_id)
            .one(conn)
            .await?
            .ok_or(Refusal::NotFound("host"))?;
        let trainee = party::Entity::find_by_id(row.party_id)
            .one(conn)
            .await?
            .ok_or(Refusal::NotFound("party"))?;
        let zone = super::emit::zone_of(&trainee)?;
        let now = self.now();
        Ok(OfferPage {
            open: offer_state(&row)? == OfferState::Sent && now <= row.expires_at,
            state: row.state,
            programme: programme.name,
            host: host.display_name,
            title: opening.title,
            city: facts.city,
            country: facts.country.to_string(),
            starts_on: facts.starts_on.format("%-d %B %Y").to_string(),
            duration_months: facts.duration_months,
            monthly_pay_eur: facts.monthly_pay_eur,
            work_mode: facts.work_mode.to_string(),
            expires_local: row
                .expires_at
                .with_timezone(&zone)
                .format("%A, %-d %B %Y, %H:%M")
                .to_string(),
            expires_at: row.expires_at,
            zone: zone.to_string(),
            last_safe_on: row.last_safe_on,
            server_time: now,
        })
    }
}

impl Desk<OwnApplication> {
    /// Answers the application's live offer.
    ///
    /// # Errors
    /// When the offer is another's, was answered otherwise, or has expired.
    pub async fn answer_own_offer(&self, id: Uuid, answer: Answered) -> Result<OfferView, Refusal> {
        let row = find(self.store().read(), id).await?;
        if row.application_id != self.id().0 {
            return Err(Refusal::NotFound("offer"));
        }
        self.answer_offer(id, answer, &self.permit.actor).await
    }

    /// All offers this application ever had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_offers(&self) -> Result<Vec<OfferView>, Refusal> {
        let rows = offer::Entity::find().filter(offer::Column::ApplicationId.eq(self.id().0));
        Ok(rows
            .order_by_asc(offer::Column::SentAt)
            .all(self.store().read())
            .await?
            .into_iter()
            .map(view)
            .collect())
    }
}

impl Desk<Operator> {
    /// All offers of a programme, newest last.
    ///
    /// # Errors
    /// When there is no such programme.
    pub async fn offers(&self, programme: &str) -> Result<Vec<OfferView>, Refusal> {
        programmes::find(self.store().read(), programme).await?;
        let rows = offer::Entity::find().filter(offer::Column::ProgrammeId.eq(programme));
        Ok(rows
            .order_by_asc(offer::Column::Id)
            .all(self.store().read())
            .await?
            .into_iter()
            .map(view)
            .collect())
    }

    /// Takes back an offer that has no answer yet; its trainee may be matched again.
    ///
    /// # Errors
    /// When it was answered or has expired.
    pub async fn rescind_offer(&self, id: Uuid, reason_code: &ReasonCode) -> Result<OfferView, Refusal> {
        let reason_code = reason_code.as_str();
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), id).await?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let row = settle(&tx, &mut out, row, OfferState::Rescinded, Some(reason_code), now).await?;
            let application = applications::find(tx.conn(), row.application_id).await?;
            move_to(
                &tx,
                &mut out,
                application,
                ApplicationState::MatchReady,
                Some(reason_code),
                now,
            )
            .await?;
            let emit = out.done();
            let (actor, programme) = (&self.permit.actor(), row.programme_id.as_str());
            let (action, detail) = ("offer.rescind", serde_json::json!({ "reason": reason_code }));
            audit::note(
                &tx,
                now,
                Entry {
                    actor,
                    action,
                    programme,
                    subject: text(id),
                    detail,
                },
            )
            .await?;
            tx.commit(emit).await?;
            Ok(view(row))
        })
        .await
    }
}

impl Desk<System> {
    /// Expires the offers whose time is over; says when the next one's is.
    pub(crate) async fn expire_offers(&self) -> Result<Option<DateTime<Utc>>, Refusal> {
        let now = self.now();
        let sent = || offer::Entity::find().filter(offer::Column::State.eq(OfferState::Sent.as_str()));
        let due = sent()
            .filter(offer::Column::ExpiresAt.lt(now))
            .all(self.store().read())
            .await?;
        for row in due {
            // One that can't be expired must not keep the others' seats.
            if let Err(error) = self.expire(row.id).await {
                tracing::error!(offer = %row.id, error = &error as &dyn std::error::Error, "an offer can't be expired");
            }
        }
        let next = sent()
            .filter(offer::Column::ExpiresAt.gte(now))
            .order_by_asc(offer::Column::ExpiresAt)
            .one(self.store().read())
            .await?;
        // The very instant of expiry is still in time.
        Ok(next.map(|row| row.expires_at + chrono::Duration::milliseconds(1)))
    }

    async fn expire(&self, id: Uuid) -> Result<(), Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), id).await?;
            if offer_state(&row)? != OfferState::Sent || now <= row.expires_at {
                return Ok(()); // answered meanwhile, or another replica was first
            }
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let row = settle(&tx, &mut out, row, OfferState::Expired, Some("no_answer"), now).await?;
            let application = applications::find(tx.conn(), row.application_id).await?;
            move_to(
                &tx,
                &mut out,
                application,
                ApplicationState::MatchReady,
                Some("offer_expired"),
                now,
            )
            .await?;
            let emit = out.done();
            tx.commit(emit).await?;
            Ok(())
        })
        .await
    }

    /// The link an offer's mail carries.
    pub(super) fn offer_link(&self, row: &offer::Model) -> String {
        let token = self.app.keys().link(Purpose::Offer, row.id, row.expires_at);
        self.app.link(&format!("offers/{token}"))
    }
}

fn view(row: offer::Model) -> OfferView {
    OfferView {
        id: row.id,
        round: row.round_id,
        application: row.application_id,
        opening: row.opening_id,
        state: row.state,
        sent_at: row.sent_at,
        expires_at: row.expires_at,
        last_safe_on: row.last_safe_on,
        answered_at: row.answered_at,
        reason: row.reason,
    }
}

/// Seats of a programme's openings, for figures.
pub(super) async fn openings_of(
    conn: &impl ConnectionTrait,
    programme: &str,
) -> Result<Vec<opening::Model>, Refusal> {
    let rows = opening::Entity::find().filter(opening::Column::ProgrammeId.eq(programme));
    Ok(rows.order_by_asc(opening::Column::Id).all(conn).await?)
}
