//! Settling an offer: its seat, its application and what is said of it move together.

use berth_domain::seats::{SeatError, Seats};
use berth_domain::state::{ApplicationState, OfferState, OpeningState};
use berth_events::{Event, timestamp, v1};
use berth_store::WriteTx;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::desk::applications::{self, move_to};
use crate::desk::emit::{Outgoing, text};
use crate::desk::{hosts, rematch};
use crate::entities::{self, application, offer};
use crate::refusal::Refusal;

use super::offer_state;

/// Changes an opening's seats by one step and publishes the opening's newest state.
pub(super) async fn change_seats(
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

/// Moves an offer to its next state; its seat follows in the same transaction, and so does the wish for a re-match
/// when the seat came free.
pub(super) async fn settle(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: offer::Model,
    to: OfferState,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<offer::Model, Refusal> {
    let row = settle_quietly(tx, out, row, to, reason, now).await?;
    if to != OfferState::Accepted {
        rematch::seat_freed(tx, &row, now).await?;
    }
    Ok(row)
}

/// The same where the seat is spoken for already: a re-match moves its trainee on.
pub(in crate::desk) async fn settle_quietly(
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

pub(super) fn fact(row: &offer::Model, state: OfferState) -> Event {
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
                rematch_id: row.rematch_id.map(text).unwrap_or_default(),
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

/// The offer an application has in one of these states.
pub(in crate::desk) async fn live_offer(
    conn: &impl ConnectionTrait,
    application: Uuid,
    states: &[OfferState],
) -> Result<Option<offer::Model>, Refusal> {
    let states = states.iter().map(|s| s.as_str());
    let query = offer::Entity::find().filter(offer::Column::ApplicationId.eq(application));
    Ok(query.filter(offer::Column::State.is_in(states)).one(conn).await?)
}

/// Gives back whatever seat an application holds: a live offer is rescinded, an accepted one voided.
pub(in crate::desk) async fn release_all(
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
pub(in crate::desk) async fn rescind_of_opening(
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
