//! Carries out planned changes inside the transaction of the event that caused them.

use berth_domain::calendar::{LocalRule, QUIET_FROM, QUIET_TO, local_instant, outside_quiet_hours};
use berth_domain::message::MessageKind;
use berth_store::Only as _;
use chrono::{DateTime, NaiveTime, Timelike as _, Utc};
use chrono_tz::Tz;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
};
use uuid::Uuid;

use super::{LedgerError, State};
use crate::entity::{contact, message};
use crate::plan::{CallOff, Change, Occurrence, Plan};

/// The zone of a recipient nothing is known of yet; the plan moves once the contact arrives.
pub(crate) const UNKNOWN_ZONE: Tz = Tz::UTC;

/// The reason of a message that a digest tells.
pub(crate) const IN_DIGEST: &str = "in_digest";

/// Applies the changes of one event. Planning what is already there changes nothing.
pub async fn apply(
    conn: &impl ConnectionTrait,
    programme_id: &str,
    changes: &[Change],
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    for change in changes {
        match change {
            Change::Plan(plan) => {
                insert(conn, programme_id, plan, now).await?;
            }
            Change::CallOff {
                subject,
                kinds,
                how,
                except,
            } => {
                call_off(conn, *subject, kinds, *how, except.as_deref(), now).await?;
            }
        }
    }
    Ok(())
}

/// The id of a message is a function of its key, so that every replica and every retry names it alike.
pub fn message_id(recipient: Uuid, kind: MessageKind, subject: Uuid, occurrence: &str) -> Uuid {
    const NAMESPACE: Uuid = Uuid::from_u128(0x9d3f_6c1e_5a47_4b0e_8c55_2f6b_1d0a_77e1);
    Uuid::new_v5(
        &NAMESPACE,
        format!("{recipient}/{kind}/{subject}/{occurrence}").as_bytes(),
    )
}

/// When a rule's message is due in a zone, outside quiet hours where they count.
pub fn due_at(
    kind: MessageKind,
    occurrence: &str,
    rule: LocalRule,
    anchor_at: DateTime<Utc>,
    zone: Tz,
    useless_after: Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    let at = rule.instant(anchor_at, zone);
    // Nobody needs to be woken to hear that half of the time is left; the last hours can't wait.
    let may_wait = kind == MessageKind::OfferExpiring && occurrence != "t-4h";
    if kind.is_urgent() && !may_wait {
        at
    } else {
        let awake = outside_quiet_hours(at, zone);
        if useless_after.is_some_and(|until| until <= awake) {
            before_quiet_hours(at, zone)
        } else {
            awake
        }
    }
}

/// The last full hour before the quiet hours around `at`.
fn before_quiet_hours(at: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let local = at.with_timezone(&zone);
    let today = local.date_naive();
    let evening = if local.hour() < QUIET_TO {
        today.pred_opt()
    } else {
        Some(today)
    };
    let hour = NaiveTime::from_hms_opt(QUIET_FROM - 1, 0, 0).unwrap_or(NaiveTime::MIN);
    local_instant(evening.unwrap_or(today).and_time(hour), zone)
}

pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    programme_id: &str,
    plan: &Plan,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>, LedgerError> {
    let zone = zone_of(conn, plan.recipient).await?;
    let named = match &plan.occurrence {
        Occurrence::Named(name) => name.as_str(),
        Occurrence::LocalDate => "",
    };
    let due_at = due_at(
        plan.kind,
        named,
        plan.rule,
        plan.anchor_at,
        zone,
        plan.useless_after,
    );
    if plan.not_before.is_some_and(|not_before| due_at < not_before) {
        return Ok(None);
    }
    let occurrence = match &plan.occurrence {
        Occurrence::Named(name) => name.clone(),
        Occurrence::LocalDate => due_at.with_timezone(&zone).date_naive().to_string(),
    };
    let id = message_id(plan.recipient, plan.kind, plan.subject, &occurrence);
    let row = message::ActiveModel {
        id: Set(id),
        programme_id: Set(programme_id.to_owned()),
        recipient: Set(plan.recipient),
        kind: Set(plan.kind.as_str().to_owned()),
        subject: Set(plan.subject),
        occurrence: Set(occurrence),
        state: Set(State::Planned.as_str().to_owned()),
        reason: Set(None),
        urgent: Set(plan.kind.is_urgent()),
        anchor_at: Set(plan.anchor_at),
        rule: Set(rule_text(plan.rule)?),
        zone: Set(zone.name().to_owned()),
        due_at: Set(due_at),
        useless_after: Set(plan.useless_after),
        next_attempt_at: Set(due_at),
        fence: Set(0),
        attempts: Set(0),
        doubts: Set(0),
        created_at: Set(now),
        updated_at: Set(now),
        claimed_by: NotSet,
        lease_until: NotSet,
        phase: NotSet,
        trying_since: NotSet,
        message_id: NotSet,
        dated: NotSet,
        boundary: NotSet,
        envelope_from: NotSet,
        envelope_to: NotSet,
        accepted_at: NotSet,
    };
    let key = [
        message::Column::Recipient,
        message::Column::Kind,
        message::Column::Subject,
        message::Column::Occurrence,
    ];
    message::Entity::insert(row)
        .on_conflict(
            OnConflict::columns(key)
                .update_columns(REVIVED)
                .action_cond_where(superseded())
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(conn)
        .await?;
    Ok(Some(id))
}

/// What a plan that comes back says anew.
const REVIVED: [message::Column; 9] = [
    message::Column::State,
    message::Column::Reason,
    message::Column::AnchorAt,
    message::Column::Rule,
    message::Column::Zone,
    message::Column::DueAt,
    message::Column::UselessAfter,
    message::Column::NextAttemptAt,
    message::Column::UpdatedAt,
];

/// A message superseded before any attempt comes back when the plan does: a deadline moved and moved back. What a digest
/// tells does not come a second time by itself.
fn superseded() -> Condition {
    let known = |column: message::Column| Expr::col((message::Entity, column));
    Condition::all()
        .add(known(message::Column::State).eq(State::Superseded.as_str()))
        .add(known(message::Column::Reason).ne(IN_DIGEST))
        .add(known(message::Column::Attempts).eq(0))
}

/// Only what still waits is called off. What a worker holds is asked about once more before it goes out.
async fn call_off(
    conn: &impl ConnectionTrait,
    subject: Uuid,
    kinds: &[MessageKind],
    how: CallOff,
    except: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let (state, reason) = match how {
        CallOff::Cancelled(reason) => (State::Cancelled, reason),
        CallOff::Superseded(reason) => (State::Superseded, reason),
    };
    let mut which = Condition::all()
        .add(message::Column::Subject.eq(subject))
        .add(message::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .add(message::Column::State.is_in(State::WAITING.map(State::as_str)))
        // One in doubt may already be in a mailbox: calling it off would make the ledger say that it is not.
        .add(message::Column::Doubts.eq(0));
    if let Some(suffix) = except {
        which = which.add(message::Column::Occurrence.ends_with(suffix).not());
    }
    message::Entity::update_many()
        .col_expr(message::Column::State, Expr::value(state.as_str()))
        .col_expr(message::Column::Reason, Expr::value(reason))
        .col_expr(message::Column::UpdatedAt, Expr::value(now))
        .filter(which)
        .exec(conn)
        .await?;
    Ok(())
}

async fn zone_of(conn: &impl ConnectionTrait, party: Uuid) -> Result<Tz, DbErr> {
    let contact = contact::Entity::find_by_id(party).only(conn).await?;
    Ok(contact
        .and_then(|contact| contact.zone.parse().ok())
        .unwrap_or(UNKNOWN_ZONE))
}

pub(crate) fn rule_text(rule: LocalRule) -> Result<String, LedgerError> {
    serde_json::to_string(&rule).map_err(|error| LedgerError::Unreadable {
        row: Uuid::nil(),
        what: error.to_string(),
    })
}
