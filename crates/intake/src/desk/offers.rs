//! Offers: sent when a round is approved, answered by their holder, expired by the clock. The seat moves with the answer.

mod page;
mod sending;
mod settling;

use berth_domain::state::{ApplicationState, OfferState};
use berth_store::{Emit, Only as _};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::applications::{self, move_to};
use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::{Desk, Operator, OwnApplication, ReasonCode, System, programmes};
use crate::entities::{self, offer, opening};
use crate::keys::Purpose;
use crate::refusal::Refusal;
pub use page::OfferPage;
pub(super) use sending::{MadeBy, Safe, safe_until, send_all, send_one};
use settling::settle;
pub(super) use settling::{live_offer, release_all, rescind_of_opening, settle_quietly};

/// An offer.
#[derive(Debug, Serialize, ToSchema)]
pub struct OfferView {
    /// The offer.
    pub id: Uuid,
    /// The round it came from.
    pub round: Uuid,
    /// The re-match of that round that made it; none for the round's own.
    pub rematch: Option<Uuid>,
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
        .only(conn)
        .await?
        .ok_or(Refusal::NotFound("offer"))
}

fn offer_state(row: &offer::Model) -> Result<OfferState, Refusal> {
    Ok(entities::name("state of an offer", &row.state)?)
}

impl<P> Desk<P> {
    /// Answers an offer: the same rules whether the answer comes by link, by the API or from an operator.
    async fn answer_offer(&self, id: Uuid, answer: Answered, actor: &str) -> Result<OfferView, Refusal> {
        let answered = self
            .write(|tx| async move {
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
            .await?;
        self.app.rematches_wanted().notify_one();
        Ok(answered)
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
        let taken_back = self
            .write(|tx| async move {
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
            .await?;
        self.app.rematches_wanted().notify_one();
        Ok(taken_back)
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
        self.app.rematches_wanted().notify_one();
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
        rematch: row.rematch_id,
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
