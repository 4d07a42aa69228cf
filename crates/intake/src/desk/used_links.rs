//! Each mailed link decides once; the database knows which have.

use berth_store::{Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::{App, breaks_uniqueness};
use crate::entities::used_link;
use crate::keys::{OpenedLink, sha256_hex};
use crate::refusal::Refusal;

/// Uses a link up, in the transaction of what it decides; `used` says what to do instead of using it again.
pub(super) async fn use_up(
    tx: &WriteTx,
    now: DateTime<Utc>,
    link: &str,
    opened: OpenedLink,
    used: &'static str,
) -> Result<(), Refusal> {
    // The signature's own instant refuses those whose rows are gone.
    used_link::Entity::delete_many()
        .filter(used_link::Column::ExpiresAt.lt(now))
        .exec(tx.conn())
        .await?;
    let row = used_link::ActiveModel {
        hash: Set(sha256_hex(link.as_bytes())),
        used_at: Set(now),
        expires_at: Set(opened.expires_at),
    };
    let inserted = used_link::Entity::insert(row)
        .exec_without_returning(tx.conn())
        .await;
    match inserted {
        Err(error) if breaks_uniqueness(&error) => Err(Refusal::Link(used)),
        inserted => Ok(inserted.map(drop)?),
    }
}

/// Whether a link has been used.
pub(super) async fn is_used(app: &App, link: &str) -> Result<bool, Refusal> {
    let row = used_link::Entity::find_by_id(sha256_hex(link.as_bytes()))
        .only(app.0.store.read())
        .await?;
    Ok(row.is_some())
}
