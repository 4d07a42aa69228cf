//! Openings from the trainee's side: the best ones by the matcher's numbers, and the trainee's own order.

use berth_store::Only as _;
use std::collections::BTreeMap;
use std::time::Duration;

use berth_domain::cohort::{OpeningFacts, RankList};
use berth_events::v1;
use sea_orm::EntityTrait as _;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Desk, Explanation, OwnApplication, applications, hosts, offers};
use crate::entities::{self, preference};
use crate::refusal::Refusal;

/// The most openings the matcher names.
const BEST: u32 = 100;

/// An opening as a trainee sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct OpeningForTrainee {
    /// The opening.
    pub id: Uuid,
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub host: String,
    /// City.
    pub city: String,
    /// Country.
    pub country: String,
    /// First day, ISO 8601.
    pub starts_on: String,
    /// Months.
    pub duration_months: u32,
    /// Gross euro a month.
    pub monthly_pay_eur: u32,
    /// How well it fits, whole points; absent where the pair can't be, or isn't among the best hundred.
    pub score: Option<i32>,
    /// Place in the trainee's own certified list, 1 is best; ties share a place.
    pub wish: Option<usize>,
}

impl Desk<OwnApplication> {
    /// The trainee's own order, then the best openings that fit, best first.
    ///
    /// # Errors
    /// When the matcher doesn't answer, or doesn't know the trainee.
    pub async fn openings(&self) -> Result<Vec<OpeningForTrainee>, Refusal> {
        let conn = self.store().read();
        let row = applications::find(conn, self.id().0).await?;
        let asked = v1::OpeningsRequest {
            programme_id: row.programme_id.clone(),
            trainee_id: row.id.to_string(),
            limit: BEST,
        };
        let patience = Duration::from_secs(3);
        let answer = self
            .bus()
            .request_in(self.trace, "matcher", "openings", &asked, patience)
            .await;
        let answer: v1::OpeningsResponse = answer.map_err(|error| match error {
            berth_bus::RpcError::Refused { .. } => {
                let detail = "the matcher doesn't know this application yet; openings are shown once it may be matched";
                Refusal::conflict("not-yet", detail)
            }
            other => {
                tracing::warn!(error = %other, "the matcher names no openings");
                Refusal::Unavailable("the matcher")
            }
        })?;
        let mut scores = BTreeMap::new();
        for entry in answer.entries {
            let id: Uuid = entities::name("opening id", &entry.opening_id)?;
            scores.insert(id, entry.score);
        }
        let wishes = self.wishes().await?;
        let names = hosts::host_names(conn, &row.programme_id).await?;
        let mut shown = Vec::new();
        for opening in offers::openings_of(conn, &row.programme_id).await? {
            let (score, wish) = (scores.get(&opening.id).copied(), wishes.get(&opening.id).copied());
            if score.is_none() && wish.is_none() {
                continue;
            }
            let facts: OpeningFacts = entities::json("facts of an opening", &opening.facts)?;
            shown.push(OpeningForTrainee {
                id: opening.id,
                title: opening.title,
                host: names.get(&opening.host_id).cloned().unwrap_or_default(),
                city: facts.city,
                country: facts.country.to_string(),
                starts_on: facts.starts_on.to_string(),
                duration_months: facts.duration_months,
                monthly_pay_eur: facts.monthly_pay_eur,
                score,
                wish,
            });
        }
        shown.sort_by_key(|o| (o.wish.unwrap_or(usize::MAX), o.score.map(|s| -s), o.id));
        Ok(shown)
    }

    /// Why one of the openings fits as it does, or can't be.
    ///
    /// # Errors
    /// When there is no such opening here, or the matcher doesn't answer.
    pub async fn explain_opening(&self, opening: Uuid) -> Result<Explanation, Refusal> {
        let conn = self.store().read();
        let row = applications::find(conn, self.id().0).await?;
        let opening = hosts::find(conn, opening).await?;
        if opening.programme_id != row.programme_id {
            return Err(Refusal::NotFound("opening"));
        }
        self.explanation(&row.programme_id, row.id, opening.id).await
    }

    /// An opening's title and host, as the trainee may read them.
    pub(crate) async fn opening_names(&self, opening: Uuid) -> Result<(String, String), Refusal> {
        let conn = self.store().read();
        let opening = hosts::find(conn, opening).await?;
        let names = hosts::host_names(conn, &opening.programme_id).await?;
        Ok((
            opening.title,
            names.get(&opening.host_id).cloned().unwrap_or_default(),
        ))
    }

    async fn wishes(&self) -> Result<BTreeMap<Uuid, usize>, Refusal> {
        let stored = preference::Entity::find_by_id(self.id().0)
            .only(self.store().read())
            .await?;
        let ranked: RankList<Uuid> = stored
            .map(|p| entities::json("rank list", &p.ranked))
            .transpose()?
            .unwrap_or_default();
        let places = ranked.into_iter().enumerate();
        Ok(places
            .flat_map(|(place, group)| group.into_iter().map(move |id| (id, place + 1)))
            .collect())
    }
}
