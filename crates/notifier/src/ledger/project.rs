//! What the notifier remembers of events and contacts beside the messages themselves.

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_events::{Event, instant, v1};
use berth_store::{Emit, Only as _, Store};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::{CONTACT_UNKNOWN, LedgerError, State, write};
use crate::entity::{cohort, contact, draft, message, opening};
use crate::plan::{Known, Malformed, id};

/// Brings the projections up to the event, and tells what `plan` needs to know.
pub async fn learn(conn: &impl ConnectionTrait, event: &Event) -> Result<Known, LedgerError> {
    Ok(match event {
        Event::ApplicationDrafted(e) => drafted(conn, e).await?,
        Event::DeadlineMoved(e) => {
            let closes_at = instant(e.closes_at.as_ref()).ok_or(Malformed("closes_at"))?;
            let key = (e.programme_id.clone(), e.cohort_id.clone());
            let before = cohort::Entity::find_by_id(key).only(conn).await?;
            let closes_at =
                deadline(conn, &e.programme_id, &e.cohort_id, closes_at, version(e.version)).await?;
            let open = draft::Entity::find()
                .filter(draft::Column::ProgrammeId.eq(&e.programme_id))
                .filter(draft::Column::CohortId.eq(&e.cohort_id))
                .filter(draft::Column::Open.eq(true))
                .all(conn)
                .await?;
            let open_drafts = open
                .into_iter()
                .map(|row| (row.application_id, row.party_id))
                .collect();
            Known {
                closes_at: Some(closes_at),
                open_drafts,
                deadline_moved: before.is_some_and(|before| before.closes_at != closes_at),
                ..Known::default()
            }
        }
        Event::ApplicationSubmitted(e) => {
            let application = id(&e.application_id, "application_id")?;
            let party = id(&e.party_id, "party_id")?;
            close_draft(conn, application, party, &e.programme_id, &e.cohort_id).await?;
            Known::default()
        }
        Event::ApplicationWithdrawn(e) => {
            let application = id(&e.application_id, "application_id")?;
            let party = id(&e.party_id, "party_id")?;
            close_draft(conn, application, party, &e.programme_id, "").await?;
            Known::default()
        }
        Event::ApplicationMoved(e) if e.to_state != "draft" => {
            let application = id(&e.application_id, "application_id")?;
            let party = id(&e.party_id, "party_id")?;
            close_draft(conn, application, party, &e.programme_id, "").await?;
            Known::default()
        }
        Event::OpeningPublished(e) => {
            let host = id(&e.host_id, "host_id")?;
            about_opening(conn, &e.opening_id, &e.programme_id, |row| {
                row.host_id = Some(host)
            })
            .await?
        }
        Event::OpeningWithdrawn(e) => {
            about_opening(conn, &e.opening_id, &e.programme_id, |row| row.open = false).await?
        }
        Event::ShortlistChanged(e) => {
            let candidates = i32::try_from(e.candidates.len()).unwrap_or(i32::MAX);
            about_opening(conn, &e.opening_id, &e.programme_id, |row| {
                row.candidates = candidates
            })
            .await?
        }
        _ => Known::default(),
    })
}

async fn drafted(conn: &impl ConnectionTrait, e: &v1::ApplicationDrafted) -> Result<Known, LedgerError> {
    let application_id = id(&e.application_id, "application_id")?;
    let party_id = id(&e.party_id, "party_id")?;
    let closes_at = instant(e.closes_at.as_ref()).ok_or(Malformed("closes_at"))?;
    let closes_at = deadline(conn, &e.programme_id, &e.cohort_id, closes_at, 0).await?;
    let row = draft::ActiveModel {
        application_id: Set(application_id),
        programme_id: Set(e.programme_id.clone()),
        cohort_id: Set(e.cohort_id.clone()),
        party_id: Set(party_id),
        open: Set(true),
    };
    draft::Entity::insert(row)
        .on_conflict(
            OnConflict::column(draft::Column::ApplicationId)
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(conn)
        .await?;
    // The submission may have been heard of first.
    let open = draft::Entity::find_by_id(application_id)
        .only(conn)
        .await?
        .is_some_and(|row| row.open);
    let open_drafts = if open {
        vec![(application_id, party_id)]
    } else {
        Vec::new()
    };
    Ok(Known {
        closes_at: Some(closes_at),
        open_drafts,
        ..Known::default()
    })
}

/// Notes a cohort's deadline unless a newer one is known; answers with the one that counts.
async fn deadline(
    conn: &impl ConnectionTrait,
    programme_id: &str,
    cohort_id: &str,
    closes_at: DateTime<Utc>,
    version: i64,
) -> Result<DateTime<Utc>, DbErr> {
    let known = cohort::Entity::find_by_id((programme_id.to_owned(), cohort_id.to_owned()))
        .only(conn)
        .await?;
    match known {
        Some(known) if known.version > version || (version == 0 && known.version == 0) => Ok(known.closes_at),
        Some(known) => {
            let mut row = known.into_active_model();
            row.closes_at = Set(closes_at);
            row.version = Set(version);
            row.update(conn).await?;
            Ok(closes_at)
        }
        None => {
            let row = cohort::ActiveModel {
                programme_id: Set(programme_id.to_owned()),
                cohort_id: Set(cohort_id.to_owned()),
                closes_at: Set(closes_at),
                version: Set(version),
            };
            cohort::Entity::insert(row).exec_without_returning(conn).await?;
            Ok(closes_at)
        }
    }
}

async fn close_draft(
    conn: &impl ConnectionTrait,
    application_id: Uuid,
    party_id: Uuid,
    programme_id: &str,
    cohort_id: &str,
) -> Result<(), DbErr> {
    let row = draft::ActiveModel {
        application_id: Set(application_id),
        programme_id: Set(programme_id.to_owned()),
        cohort_id: Set(cohort_id.to_owned()),
        party_id: Set(party_id),
        open: Set(false),
    };
    let known = OnConflict::column(draft::Column::ApplicationId)
        .update_column(draft::Column::Open)
        .to_owned();
    draft::Entity::insert(row)
        .on_conflict(known)
        .exec_without_returning(conn)
        .await?;
    Ok(())
}

async fn about_opening(
    conn: &impl ConnectionTrait,
    opening_id: &str,
    programme_id: &str,
    change: impl FnOnce(&mut opening::Model),
) -> Result<Known, LedgerError> {
    let opening_id = id(opening_id, "opening_id")?;
    let known = opening::Entity::find_by_id(opening_id).only(conn).await?;
    let found = known.is_some();
    let mut row = known.unwrap_or_else(|| opening::Model {
        opening_id,
        programme_id: programme_id.to_owned(),
        host_id: None,
        open: true,
        candidates: 0,
    });
    change(&mut row);
    let told = Known {
        host: row.host_id.filter(|_| row.open),
        candidates: usize::try_from(row.candidates).unwrap_or_default(),
        ..Known::default()
    };
    let row = row.into_active_model().reset_all();
    if found {
        row.update(conn).await?;
    } else {
        opening::Entity::insert(row).exec_without_returning(conn).await?;
    }
    Ok(told)
}

/// Takes over a party's contact details unless newer ones are known. A changed zone moves the plans that still wait;
/// messages that waited for the contact are due at once. Says whether anything changed.
pub async fn contact(
    conn: &impl ConnectionTrait,
    contact: &v1::Contact,
    now: DateTime<Utc>,
) -> Result<bool, LedgerError> {
    let party_id = id(&contact.party_id, "party_id")?;
    let zone: Tz = contact.zone.parse().map_err(|_| Malformed("zone"))?;
    let version = version(contact.version);
    let known = contact::Entity::find_by_id(party_id).only(conn).await?;
    if known.as_ref().is_some_and(|known| known.version >= version) {
        return Ok(false);
    }
    let row = contact::ActiveModel {
        party_id: Set(party_id),
        version: Set(version),
        display_name: Set(contact.display_name.clone()),
        email: Set(contact.email.clone()),
        locale: Set(contact.locale.clone()),
        zone: Set(zone.name().to_owned()),
        updated_at: Set(now),
    };
    if known.is_some() {
        row.update(conn).await?;
    } else {
        contact::Entity::insert(row).exec_without_returning(conn).await?;
    }
    // All of the recipient's, and then a look at each: asked for the state as well, SQLite would go through everybody's.
    let own = message::Entity::find()
        .filter(message::Column::Recipient.eq(party_id))
        .all(conn)
        .await?;
    let mut waited = Vec::new();
    for row in own {
        if row.state == State::Planned.as_str() && row.zone != zone.name() {
            if let Some(due_at) = due_at(&row, zone) {
                move_plan(conn, row.id, zone, due_at, now).await?;
            }
        } else if row.state == State::Deferred.as_str() && row.reason.as_deref() == Some(CONTACT_UNKNOWN) {
            waited.push(row.id);
        }
    }
    if !waited.is_empty() {
        message::Entity::update_many()
            .col_expr(message::Column::NextAttemptAt, Expr::value(now))
            .filter(message::Column::Id.is_in(waited))
            .filter(message::Column::State.eq(State::Deferred.as_str()))
            .exec(conn)
            .await?;
    }
    Ok(true)
}

/// Messages looked at in one go.
const PAGE: u64 = 500;

/// Moves what waits where the zone database gives its local hour another instant than the one stored: governments change
/// zones, and a new release of the notifier brings a new database. Says how many moved.
pub async fn follow_zones(store: &Store, now: DateTime<Utc>) -> Result<u64, LedgerError> {
    let mut moved = 0;
    let mut after = None;
    loop {
        let mut page = message::Entity::find()
            .filter(message::Column::State.eq(State::Planned.as_str()))
            .order_by_asc(message::Column::Id)
            .limit(PAGE);
        if let Some(after) = after {
            page = page.filter(message::Column::Id.gt(after));
        }
        let page = page.all(store.read()).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        let mut wrong = Vec::new();
        for row in page {
            let zone = row.zone.parse().unwrap_or(write::UNKNOWN_ZONE);
            if let Some(due_at) = due_at(&row, zone).filter(|due_at| *due_at != row.due_at) {
                wrong.push((row.id, zone, due_at));
            }
        }
        moved += u64::try_from(wrong.len()).unwrap_or_default();
        let wrong = &wrong;
        if !wrong.is_empty() {
            store
                .write(|tx| async move {
                    for (id, zone, due_at) in wrong {
                        move_plan(tx.conn(), *id, *zone, *due_at, now).await?;
                    }
                    tx.commit(Emit::nothing("a plan concerns this service alone"))
                        .await?;
                    Ok::<_, LedgerError>(())
                })
                .await?;
        }
    }
    if moved > 0 {
        tracing::info!(moved, "plans follow the zone database");
    }
    Ok(moved)
}

/// When a message is due by its stored rule, in a zone. None where this version can't read the row, as after a step back
/// from a newer one: it keeps its instant, and nobody else waits for it.
fn due_at(row: &message::Model, zone: Tz) -> Option<DateTime<Utc>> {
    let (Ok(rule), Ok(kind)) = (
        serde_json::from_str::<LocalRule>(&row.rule),
        row.kind.parse::<MessageKind>(),
    ) else {
        tracing::warn!(message = %row.id, kind = row.kind, "a plan can't be read by this version; it stays as it is");
        return None;
    };
    Some(write::due_at(
        kind,
        &row.occurrence,
        rule,
        row.anchor_at,
        zone,
        row.useless_after,
    ))
}

/// Only while it still waits: a worker may have taken it meanwhile.
async fn move_plan(
    conn: &impl ConnectionTrait,
    id: Uuid,
    zone: Tz,
    due_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    message::Entity::update_many()
        .col_expr(message::Column::Zone, Expr::value(zone.name()))
        .col_expr(message::Column::DueAt, Expr::value(due_at))
        .col_expr(message::Column::NextAttemptAt, Expr::value(due_at))
        .col_expr(message::Column::UpdatedAt, Expr::value(now))
        .filter(message::Column::Id.eq(id))
        .filter(message::Column::State.eq(State::Planned.as_str()))
        .exec(conn)
        .await?;
    Ok(())
}

fn version(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}
