//! Who did what, when: a row in the transaction of what was done.

use berth_store::WriteTx;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, EntityTrait as _};

use crate::entities::audit;
use crate::refusal::Refusal;

/// One line of the audit. `detail` holds ids, states and counts, never a name or an address.
pub(super) struct Entry<'a> {
    pub(super) actor: &'a str,
    pub(super) action: &'static str,
    pub(super) programme: &'a str,
    pub(super) subject: String,
    pub(super) detail: serde_json::Value,
}

/// Writes one line.
pub(super) async fn note(tx: &WriteTx, at: DateTime<Utc>, entry: Entry<'_>) -> Result<(), Refusal> {
    let row = row(tx, at, entry);
    audit::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await?;
    Ok(())
}

/// One line, to be inserted with others.
pub(super) fn row(tx: &WriteTx, at: DateTime<Utc>, entry: Entry<'_>) -> audit::ActiveModel {
    audit::ActiveModel {
        id: Set(tx.new_id()),
        at: Set(at),
        actor: Set(entry.actor.to_owned()),
        action: Set(entry.action.to_owned()),
        programme_id: Set(entry.programme.to_owned()),
        subject_id: Set(entry.subject),
        detail: Set(entry.detail.to_string()),
    }
}
