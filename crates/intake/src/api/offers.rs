//! Offers through the API; the link in the mail leads to a page instead.

use axum::Json as Answer;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Refused;
use super::extract::{Json, Path};
use super::openings::Reason;
use crate::desk::{Answered, Desk, OfferView, Operator, Signed};
use crate::refusal::Refusal;

/// All offers of a programme
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/offers", tag = "offers",
    params(("programme" = String, Path, description = "Slug")),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<OfferView>), Refused))]
pub(super) async fn list(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
) -> Result<Answer<Vec<OfferView>>, Refusal> {
    desk.offers(&programme).await.map(Answer)
}

/// An answer to an offer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OfferAnswer {
    /// `accept` or `decline`.
    answer: Answered,
}

/// Answer an offer
///
/// Accepting and the seat's move are one transaction. The same answer twice is one answer.
#[utoipa::path(post, path = "/api/v1/applications/{id}/offers/{offer}/answer", tag = "offers",
    params(("id" = Uuid, Path), ("offer" = Uuid, Path)), request_body = OfferAnswer,
    responses((status = 200, description = "Done; the newest state of it", body = OfferView), Refused))]
pub(super) async fn answer(
    desk: Desk<Signed>,
    Path((id, offer)): Path<(Uuid, Uuid)>,
    Json(body): Json<OfferAnswer>,
) -> Result<Answer<OfferView>, Refusal> {
    desk.application(id)
        .await?
        .answer_own_offer(offer, body.answer)
        .await
        .map(Answer)
}

/// Take an offer back before it is answered
#[utoipa::path(post, path = "/api/v1/offers/{id}/rescind", tag = "offers", params(("id" = Uuid, Path)),
    request_body = Reason, responses((status = 200, description = "Done; the newest state of it", body = OfferView), Refused))]
pub(super) async fn rescind(
    desk: Desk<Operator>,
    Path(id): Path<Uuid>,
    Json(reason): Json<Reason>,
) -> Result<Answer<OfferView>, Refusal> {
    desk.rescind_offer(id, &reason.reason_code).await.map(Answer)
}
