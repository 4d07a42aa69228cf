//! Shortlists as the matcher last published them, for the hosts that wait for them.

use berth_domain::id::OpeningId;
use berth_events::v1;
use berth_store::{Emit, Only as _};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use chrono::{DateTime, Utc};

use super::{Desk, OwnOpening, System};
use crate::entities::{self, opening, shortlist};
use crate::refusal::Refusal;

/// An opening's best candidates.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShortlistView {
    /// The opening.
    pub opening: Uuid,
    /// When the list last changed; absent while there is none.
    pub changed_at: Option<DateTime<Utc>>,
    /// Best first.
    pub places: Vec<ShortlistPlace>,
}

/// One place on a shortlist.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ShortlistPlace {
    /// The trainee.
    pub trainee: Uuid,
    /// Whole points.
    pub score: i32,
}

impl Desk<OwnOpening> {
    /// The opening's shortlist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shortlist(&self) -> Result<ShortlistView, Refusal> {
        let row = shortlist::Entity::find_by_id(self.permit.id)
            .only(self.store().read())
            .await?;
        let places = row
            .as_ref()
            .map(|r| entities::json("shortlist", &r.entries))
            .transpose()?
            .unwrap_or_default();
        Ok(ShortlistView {
            opening: self.permit.id,
            changed_at: row.map(|r| r.changed_at),
            places,
        })
    }
}

impl Desk<System> {
    /// Takes a changed shortlist over; one older than what is there is left out.
    pub(crate) async fn shortlist_changed(
        &self,
        consumer: &str,
        event: Uuid,
        at: DateTime<Utc>,
        changed: &v1::ShortlistChanged,
    ) -> Result<(), Refusal> {
        let opening: OpeningId = entities::name("opening id", &changed.opening_id)?;
        let places: Result<Vec<ShortlistPlace>, Refusal> = changed
            .candidates
            .iter()
            .map(|c| {
                Ok(ShortlistPlace {
                    trainee: entities::name("trainee id", &c.trainee_id)?,
                    score: c.score,
                })
            })
            .collect();
        let entries = &serde_json::to_string(&places?).unwrap_or_default();
        self.write(|tx| async move {
            let stored = shortlist::Entity::find_by_id(opening.0).only(tx.conn()).await?;
            let older = stored.is_some_and(|row| row.changed_at > at);
            let known = opening::Entity::find_by_id(opening.0)
                .only(tx.conn())
                .await?
                .is_some();
            if !tx.first_delivery(consumer, event).await? || older || !known {
                tx.commit(Emit::nothing(
                    "handled before, older, or of an opening that isn't here",
                ))
                .await?;
                return Ok(());
            }
            let row = shortlist::ActiveModel {
                opening_id: Set(opening.0),
                programme_id: Set(changed.programme_id.clone()),
                entries: Set(entries.clone()),
                digest: Set(changed.digest.clone()),
                changed_at: Set(at),
            };
            use shortlist::Column as C;
            let replace = OnConflict::column(C::OpeningId)
                .update_columns([C::Entries, C::Digest, C::ChangedAt])
                .to_owned();
            shortlist::Entity::insert(row)
                .on_conflict(replace)
                .exec_without_returning(tx.conn())
                .await?;
            tx.commit(Emit::nothing("the matcher has published it")).await?;
            Ok(())
        })
        .await
    }
}
