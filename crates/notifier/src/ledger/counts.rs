//! How many messages are in which state, and which are overdue.

use berth_store::Store;
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, Condition, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::{ADDRESS_REFUSED, NO_SUCH_MAILBOX, QUIET_HOURS, State};
use crate::entity::message;

/// One cell: kind, state, number.
pub type Count = (String, String, i64);

/// Messages by kind and state, of one programme or of all.
pub async fn counts(store: &Store, programme_id: Option<&str>) -> Result<Vec<Count>, DbErr> {
    let mut query = message::Entity::find()
        .select_only()
        .column(message::Column::Kind)
        .column(message::Column::State)
        .expr(message::Column::Kind.count())
        .group_by(message::Column::Kind)
        .group_by(message::Column::State)
        .order_by_asc(message::Column::Kind)
        .order_by_asc(message::Column::State);
    if let Some(programme_id) = programme_id {
        query = query.filter(message::Column::ProgrammeId.eq(programme_id));
    }
    query.into_tuple().all(store.read()).await
}

/// Messages by kind given up since `since`, though nothing was wrong with where they go. Mails that nobody wants to render,
/// or that no server takes, are as good as forgotten.
pub async fn given_up(store: &Store, since: DateTime<Utc>) -> Result<Vec<(String, i64)>, DbErr> {
    message::Entity::find()
        .select_only()
        .column(message::Column::Kind)
        .expr(message::Column::Kind.count())
        .filter(message::Column::State.eq(State::Failed.as_str()))
        .filter(message::Column::Urgent.is_in([true, false]))
        .filter(message::Column::UpdatedAt.gte(since))
        .filter(message::Column::Reason.is_not_in([ADDRESS_REFUSED, NO_SUCH_MAILBOX]))
        .group_by(message::Column::Kind)
        .into_tuple()
        .all(store.read())
        .await
}

/// The dead-man's switch: messages by kind that should have gone out before `since` and did not. One that was told to
/// wait longer, for the morning or for a digest, is not overdue meanwhile.
pub async fn overdue(store: &Store, since: DateTime<Utc>) -> Result<Vec<(String, i64)>, DbErr> {
    // Most of a ledger is planned and its hour far away: for that part the index has the instant.
    let planned = Condition::all()
        .add(message::Column::State.eq(State::Planned.as_str()))
        .add(message::Column::Urgent.is_in([true, false]))
        .add(message::Column::NextAttemptAt.lt(since));
    let begun = [State::Due, State::Deferred, State::Claimed, State::Sending];
    let begun = Condition::all()
        .add(message::Column::State.is_in(begun.map(State::as_str)))
        .add(message::Column::DueAt.lt(since))
        .add(
            Condition::any()
                .add(message::Column::NextAttemptAt.lt(since))
                .add(message::Column::Reason.is_null())
                .add(message::Column::Reason.ne(QUIET_HOURS)),
        );
    message::Entity::find()
        .select_only()
        .column(message::Column::Kind)
        .expr(message::Column::Kind.count())
        .filter(Condition::any().add(planned).add(begun))
        .group_by(message::Column::Kind)
        .into_tuple()
        .all(store.read())
        .await
}
