//! Makes the moves of a re-match: each checked against the state as it is now, those that still apply turned into offers.

use berth_domain::cohort::OpeningFacts;
use berth_domain::programme::Programme;
use berth_domain::rematch::{RematchMove, RematchPolicy, RematchResult};
use berth_domain::state::{ApplicationState, OfferState, OpeningState, RoundState};
use berth_store::{Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use uuid::Uuid;

use super::asking::{Wanting, want};
use super::{Dropped, RematchState, policy_of};
use crate::desk::applications::{move_to, state_of};
use crate::desk::audit::{self, Entry};
use crate::desk::emit::{Outgoing, text};
use crate::desk::offers::{MadeBy, Safe, live_offer, safe_until, send_one, settle_quietly};
use crate::desk::programmes::{self, StoredProgramme};
use crate::desk::rounds;
use crate::entities::{self, application, offer, opening, rematch};
use crate::refusal::Refusal;

/// So often in a row moves may turn out not to apply before an operator has to look.
const ATTEMPTS: i32 = 5;

/// Why a proposed move isn't made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NotNow {
    reason: &'static str,
    /// Nothing but time or the matcher would change it, so the pair is ruled out for the rest of the round.
    for_good: bool,
}

impl NotNow {
    /// Something changed since the question was frozen; the next question will know.
    const fn changed(reason: &'static str) -> Self {
        Self {
            reason,
            for_good: false,
        }
    }

    const fn for_good(reason: &'static str) -> Self {
        Self {
            reason,
            for_good: true,
        }
    }
}

/// Makes what still applies of the moves, and asks again where something didn't or has changed since.
pub(super) async fn apply(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: rematch::Model,
    result: &RematchResult,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let StoredProgramme { config, .. } = programmes::find(tx.conn(), &row.programme_id).await?;
    let moving = result.moves.iter().filter(|m| m.to.is_some() && m.to != m.from);
    let mut going = Vec::new();
    let mut dropped = Vec::new();
    for step in moving {
        let opening = step.to.map_or(Uuid::nil(), |o| o.0);
        match leave(tx, out, &row, &config, step, now).await? {
            Ok(trainee) => going.push((step, trainee, opening)),
            Err(no) => dropped.push(no.of(step.trainee.0, opening)),
        }
    }
    let made_by = MadeBy {
        round: row.round_id,
        rematch: Some(row.id),
    };
    let mut sent = 0;
    for (step, trainee, opening) in going {
        if !send_one(tx, out, &config, made_by, &trainee, opening, now).await? {
            dropped.push(NotNow::changed("seat_taken").of(trainee.id, opening));
            continue;
        }
        let reason = step.reason.as_str();
        let detail = serde_json::json!({
            "rematch": row.id, "opening": opening, "from": step.from, "reason": reason,
        });
        let entry = Entry {
            actor,
            action: "rematch.offer",
            programme: &row.programme_id,
            subject: text(trainee.id),
            detail,
        };
        audit::note(tx, now, entry).await?;
        // Whoever gets an offer was in the round again for the moment.
        let trainee = move_to(tx, out, trainee, ApplicationState::InRound, Some("rematch"), now).await?;
        move_to(tx, out, trainee, ApplicationState::Offered, None, now).await?;
        sent += 1;
    }
    // Only coming to nothing over and over counts; whatever changed or got its offer is progress.
    let news = row.changed || sent > 0;
    let again = (row.changed || !dropped.is_empty()).then_some(if news { 0 } else { row.attempt + 1 });
    let detail = serde_json::json!({ "sent": sent, "dropped": dropped });
    note(tx, actor, "rematch.apply", &row, detail, now).await?;
    let mut changed = row.into_active_model();
    changed.sent = Set(sent);
    changed.dropped = Set(serde_json::to_string(&dropped).unwrap_or_default());
    let row = changed.update(tx.conn()).await?;
    let row = settled(tx, row, RematchState::Applied, None, now).await?;
    reopen(tx, &row, again, now).await
}

impl NotNow {
    fn of(self, trainee: Uuid, opening: Uuid) -> Dropped {
        Dropped {
            trainee,
            opening,
            reason: self.reason.to_owned(),
            ruled_out: self.for_good,
        }
    }
}

/// Checks one move against the state as it is, and makes the trainee free for it. What isn't so any more comes back
/// as its reason.
async fn leave(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: &rematch::Model,
    programme: &Programme,
    step: &RematchMove,
    now: DateTime<Utc>,
) -> Result<Result<application::Model, NotNow>, Refusal> {
    let conn = tx.conn();
    let id = step.trainee.0;
    let found = application::Entity::find_by_id(id).only(conn).await?;
    let Some(trainee) = found.filter(|t| t.programme_id == row.programme_id) else {
        return Ok(Err(NotNow::for_good("unknown_trainee")));
    };
    let Some(to) = step.to else {
        return Ok(Err(NotNow::for_good("nowhere")));
    };
    let found = opening::Entity::find_by_id(to.0).only(conn).await?;
    let Some(opening) = found.filter(|o| o.programme_id == row.programme_id) else {
        return Ok(Err(NotNow::for_good("unknown_opening")));
    };
    let state: OpeningState = entities::name("state of an opening", &opening.state)?;
    if !state.takes_trainees() && state != OpeningState::Filled {
        return Ok(Err(NotNow::changed("opening_closed")));
    }
    let before = offer::Entity::find()
        .filter(offer::Column::RoundId.eq(row.round_id))
        .filter(offer::Column::ApplicationId.eq(id))
        .filter(offer::Column::OpeningId.eq(to.0));
    if before.one(conn).await?.is_some() {
        return Ok(Err(NotNow::changed("offered_before")));
    }
    let facts: OpeningFacts = entities::json("facts of an opening", &opening.facts)?;
    let last_answer = (now + programme.answer_time())
        .with_timezone(&programme.zone)
        .date_naive();
    match safe_until(programme, &trainee, &facts, now)? {
        Safe::Until(day) if last_answer > day => return Ok(Err(NotNow::for_good("too_late"))),
        Safe::NoRoute => return Ok(Err(NotNow::for_good("no_permit_route"))),
        Safe::Until(_) | Safe::Always => {}
    }
    let held = [OfferState::Drafted, OfferState::Sent, OfferState::Accepted];
    match live_offer(conn, id, &held).await? {
        None if state_of(&trainee)? == ApplicationState::MatchReady => Ok(Ok(trainee)),
        None => Ok(Err(NotNow::changed("not_ready"))),
        Some(old) if old.state == OfferState::Accepted.as_str() => Ok(Err(NotNow::changed("accepted"))),
        Some(_) if policy_of(row)? == RematchPolicy::Frozen => Ok(Err(NotNow::changed("holds_an_offer"))),
        Some(old) if Some(old.opening_id) != step.from.map(|o| o.0) => Ok(Err(NotNow::changed("elsewhere"))),
        Some(old) => {
            let reason = Some("rematched");
            settle_quietly(tx, out, old, OfferState::Rescinded, reason, now).await?;
            let ready = ApplicationState::MatchReady;
            Ok(Ok(move_to(tx, out, trainee, ready, reason, now).await?))
        }
    }
}

pub(super) async fn settled(
    tx: &WriteTx,
    row: rematch::Model,
    to: RematchState,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<rematch::Model, Refusal> {
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.state = Set(to.as_str().to_owned());
    changed.reason = Set(reason.map(str::to_owned));
    changed.settled_at = Set((to != RematchState::Proposed).then_some(now));
    changed.version = Set(version);
    Ok(changed.update(tx.conn()).await?)
}

/// The round's offers are open again, or it is matched once more: the n-th time in a row for the same reason.
pub(super) async fn reopen(
    tx: &WriteTx,
    row: &rematch::Model,
    again: Option<i32>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let round = rounds::find(tx.conn(), row.round_id).await?;
    let rematching = rounds::state_of(&round)? == RoundState::Rematching;
    let round = if rematching {
        rounds::step(tx, round, RoundState::OffersOpen).await?
    } else {
        round
    };
    match again {
        None => Ok(()),
        Some(attempt) if attempt >= ATTEMPTS => {
            tracing::error!(round = %round.id, attempt, "re-matches of this round keep coming to nothing; an operator has to look");
            Ok(())
        }
        Some(attempt) => {
            let detail = serde_json::json!({ "round": round.id, "after": row.id, "attempt": attempt });
            let why = Wanting {
                attempt,
                actor: "system",
                detail,
            };
            want(tx, round, RematchPolicy::Frozen, why, now).await?;
            Ok(())
        }
    }
}

pub(super) async fn note(
    tx: &WriteTx,
    actor: &str,
    action: &'static str,
    row: &rematch::Model,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    let entry = Entry {
        actor,
        action,
        programme: &row.programme_id,
        subject: text(row.id),
        detail,
    };
    audit::note(tx, now, entry).await
}
