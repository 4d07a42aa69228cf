//! Digests: what is beyond a day's limit is told the next morning, together.

use std::borrow::Cow;

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_store::{Emit, Only as _, Store};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _,
    QueryOrder as _,
};
use uuid::Uuid;

use super::record::Then;
use super::write::{self, IN_DIGEST};
use super::{LedgerError, State};
use crate::entity::{digest_part, message};
use crate::plan::{Occurrence, Plan};

/// Puts a message into the recipient's digest of `morning`, inside the step's transaction. Where that digest is no
/// longer open, the message itself waits for the morning.
pub(super) async fn fold(
    conn: &impl ConnectionTrait,
    id: Uuid,
    recipient: Uuid,
    programme_id: &str,
    morning: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Then, LedgerError> {
    let plan = Plan {
        recipient,
        kind: MessageKind::Digest,
        subject: recipient,
        occurrence: Occurrence::LocalDate,
        anchor_at: morning,
        rule: LocalRule::DaysBefore { days: 0, hour: 9 },
        not_before: None,
        useless_after: None,
    };
    let digest = write::insert(conn, programme_id, &plan, now).await?;
    let open = match digest {
        Some(digest) => message::Entity::find_by_id(digest)
            .only(conn)
            .await?
            .filter(|row| row.state == State::Planned.as_str()),
        None => None,
    };
    let Some(digest) = open else {
        return Ok(Then {
            state: State::Planned,
            reason: Some("daily_limit".into()),
            next_attempt_at: Some(morning),
        });
    };
    let part = digest_part::ActiveModel {
        message: Set(id),
        digest: Set(digest.id),
    };
    let newest = OnConflict::column(digest_part::Column::Message)
        .update_column(digest_part::Column::Digest)
        .to_owned();
    digest_part::Entity::insert(part)
        .on_conflict(newest)
        .exec_without_returning(conn)
        .await?;
    Ok(Then {
        state: State::Superseded,
        reason: Some(IN_DIGEST.into()),
        next_attempt_at: None,
    })
}

/// The messages a digest tells, in the order in which they were due.
pub async fn parts(store: &Store, digest: Uuid) -> Result<Vec<message::Model>, DbErr> {
    let ids: Vec<Uuid> = digest_part::Entity::find()
        .filter(digest_part::Column::Digest.eq(digest))
        .all(store.read())
        .await?
        .into_iter()
        .map(|part| part.message)
        .collect();
    message::Entity::find()
        .filter(message::Column::Id.is_in(ids))
        .filter(message::Column::Reason.eq(IN_DIGEST))
        .order_by_asc(message::Column::DueAt)
        .order_by_asc(message::Column::Id)
        .all(store.read())
        .await
}

/// Messages that their digest does not tell, each with what becomes of it and why.
pub async fn leave_out(
    store: &Store,
    untold: &[(Uuid, State, Cow<'static, str>)],
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    store
        .write(|tx| async move {
            for (id, state, reason) in untold {
                message::Entity::update_many()
                    .col_expr(message::Column::State, Expr::value(state.as_str()))
                    .col_expr(message::Column::Reason, Expr::value(reason.as_ref()))
                    .col_expr(message::Column::UpdatedAt, Expr::value(now))
                    .filter(message::Column::Id.eq(*id))
                    .filter(message::Column::Reason.eq(IN_DIGEST))
                    .exec(tx.conn())
                    .await?;
            }
            tx.commit(Emit::nothing("a digest concerns this service alone"))
                .await?;
            Ok(())
        })
        .await
}
