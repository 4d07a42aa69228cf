//! Sending offers when a round is approved, each with its last safe day.

use std::collections::BTreeMap;

use berth_domain::cohort::OpeningFacts;
use berth_domain::facts::trainee_facts;
use berth_domain::id::ApplicationId;
use berth_domain::permit::PermitQuestion;
use berth_domain::programme::Programme;
use berth_domain::seats::Seats;
use berth_domain::state::{ApplicationState, OfferState, OpeningState};
use berth_store::WriteTx;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _,
};
use serde::Deserialize;
use uuid::Uuid;

use crate::desk::applications::move_to;
use crate::desk::emit::Outgoing;
use crate::desk::hosts;
use crate::entities::{self, application, offer, round};
use crate::refusal::Refusal;

use super::settling::{change_seats, fact};

/// Turns an approved round's pairs into offers, and lets those without one wait for the next round. Says how many pairs
/// got none: somebody withdrew since the round was solved.
pub(in crate::desk) async fn send_all(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    programme: &Programme,
    round: &round::Model,
    now: DateTime<Utc>,
) -> Result<usize, Refusal> {
    #[derive(Deserialize)]
    struct Matching {
        matching: BTreeMap<Uuid, Option<Uuid>>,
    }
    let mut result: Matching = entities::json("result", round.result.as_deref().unwrap_or("null"))?;
    // Whoever is in the round leaves it here, with an offer or without; those who withdrew since it was locked are not.
    let in_round = application::Entity::find()
        .filter(application::Column::ProgrammeId.eq(&round.programme_id))
        .filter(application::Column::State.eq(ApplicationState::InRound.as_str()))
        .order_by_asc(application::Column::Id);
    let made_by = MadeBy {
        round: round.id,
        rematch: None,
    };
    let mut left = result.matching.values().flatten().count();
    for row in in_round.all(tx.conn()).await? {
        let offered = match result.matching.remove(&row.id).flatten() {
            Some(opening) => send_one(tx, out, programme, made_by, &row, opening, now).await?,
            None => false,
        };
        left -= usize::from(offered);
        if offered {
            move_to(tx, out, row, ApplicationState::Offered, None, now).await?;
        } else {
            let mut waiting = row.clone().into_active_model();
            waiting.rounds_waited = Set(row.rounds_waited + 1);
            let row = waiting.update(tx.conn()).await?;
            move_to(tx, out, row, ApplicationState::MatchReady, Some("no_seat"), now).await?;
        }
    }
    Ok(left)
}

/// Where an offer comes from: a round, or a re-match of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::desk) struct MadeBy {
    pub(in crate::desk) round: Uuid,
    pub(in crate::desk) rematch: Option<Uuid>,
}

/// Sends one offer; `false` when the opening has no seat left for it (withdrawn since the round was locked).
pub(in crate::desk) async fn send_one(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    programme: &Programme,
    made_by: MadeBy,
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
        round_id: made_by.round,
        rematch_id: made_by.rematch,
        application_id: trainee.id,
        party_id: trainee.party_id,
        opening_id: opening.id,
        host_id: opening.host_id,
        state: OfferState::Drafted.to(OfferState::Sent)?.to_string(),
        sent_at: now,
        expires_at: now + programme.answer_time(),
        last_safe_on: match safe_until(programme, trainee, &facts, now)? {
            Safe::Until(day) => Some(day.to_string()),
            Safe::Always | Safe::NoRoute => None,
        },
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

/// Until when an offer may be accepted, so that permit and journey are done before the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::desk) enum Safe {
    /// No permit is needed, or the programme doesn't ask enough to tell.
    Always,
    /// By one of the routes in force.
    Until(NaiveDate),
    /// A permit is needed, and no route in force takes this pair.
    NoRoute,
}

/// Until when this pair's offer may be accepted, by the latest of the routes in force that take it.
pub(in crate::desk) fn safe_until(
    programme: &Programme,
    trainee: &application::Model,
    opening: &OpeningFacts,
    now: DateTime<Utc>,
) -> Result<Safe, Refusal> {
    let answers = entities::json("answers", &trainee.answers)?;
    let Ok(facts) = trainee_facts(ApplicationId(trainee.id), programme.zone, &answers) else {
        return Ok(Safe::Always);
    };
    if facts.country == opening.country || programme.matching.free_movement.contains(&facts.country) {
        return Ok(Safe::Always);
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
    Ok(best.map_or(Safe::NoRoute, Safe::Until))
}
