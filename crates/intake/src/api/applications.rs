//! Applications: begun, changed, submitted, withdrawn; rank lists; receipts.

use axum::Json as Answer;
use axum::http::StatusCode;
use berth_domain::cohort::RankList;
use berth_domain::form::Answers;
use berth_domain::state::ApplicationState;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::Refused;
use super::extract::{Json, Path, Query};
use crate::desk::{
    Anyone, ApplicationView, Certified, Desk, Drafted, Explanation, Move, Moved, NewApplication, NewToken,
    OfferView, OpeningForTrainee, Operator, Signed, Submitted,
};
use crate::refusal::Refusal;

/// Begin an application
///
/// Answers may be incomplete. The way in comes by mail to the address given, so that nobody begins for another; whether
/// the address is known already, the answer doesn't tell.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/applications", tag = "applications", security(()),
    params(("programme" = String, Path, description = "Slug")), request_body = NewApplication,
    responses((status = 201, description = "Made", body = Drafted), Refused))]
pub(super) async fn begin(
    desk: Desk<Anyone>,
    Path(programme): Path<String>,
    Json(body): Json<NewApplication>,
) -> Result<(StatusCode, Answer<Drafted>), Refusal> {
    desk.begin_application(&programme, &body)
        .await
        .map(|drafted| (StatusCode::CREATED, Answer(drafted)))
}

/// Which applications to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Only those in this state.
    #[param(value_type = Option<String>)]
    state: Option<ApplicationState>,
    /// Only those after this id: the last one of the page before.
    after: Option<Uuid>,
}

/// Applications by id, 500 at a time
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/applications", tag = "applications",
    params(("programme" = String, Path, description = "Slug"), Which),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<ApplicationView>), Refused))]
pub(super) async fn list(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
    Query(which): Query<Which>,
) -> Result<Answer<Vec<ApplicationView>>, Refusal> {
    desk.applications(&programme, which.state, which.after)
        .await
        .map(Answer)
}

/// Move applications: admit, train, make ready for a round
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/applications/moves", tag = "applications",
    params(("programme" = String, Path, description = "Slug")), request_body = Move,
    responses((status = 200, description = "Done; the newest state of it", body = Moved), Refused))]
pub(super) async fn moves(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
    Json(body): Json<Move>,
) -> Result<Answer<Moved>, Refusal> {
    desk.move_applications(&programme, &body).await.map(Answer)
}

/// An application
#[utoipa::path(get, path = "/api/v1/applications/{id}", tag = "applications", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = ApplicationView), Refused))]
pub(super) async fn show(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
) -> Result<Answer<ApplicationView>, Refusal> {
    desk.application(id).await?.view().await.map(Answer)
}

/// Replace a draft's answers
#[utoipa::path(put, path = "/api/v1/applications/{id}/answers", tag = "applications", params(("id" = Uuid, Path)),
    request_body = Object, responses((status = 200, description = "Done; the newest state of it", body = ApplicationView), Refused))]
pub(super) async fn answer(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
    Json(answers): Json<Answers>,
) -> Result<Answer<ApplicationView>, Refusal> {
    desk.application(id).await?.answer(&answers).await.map(Answer)
}

/// Submit
///
/// In time is what reaches the server up to the deadline, by the server's clock. Twice is answered like once.
#[utoipa::path(post, path = "/api/v1/applications/{id}/submit", tag = "applications", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = Submitted), Refused))]
pub(super) async fn submit(desk: Desk<Signed>, Path(id): Path<Uuid>) -> Result<Answer<Submitted>, Refusal> {
    desk.application(id).await?.submit().await.map(Answer)
}

/// Take an application back
///
/// A live offer is rescinded with it; a seat that was accepted comes free.
#[utoipa::path(post, path = "/api/v1/applications/{id}/withdraw", tag = "applications", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = ApplicationView), Refused))]
pub(super) async fn withdraw(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
) -> Result<Answer<ApplicationView>, Refusal> {
    desk.application(id).await?.withdraw().await.map(Answer)
}

/// A rank list.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ranked {
    /// Groups of ids from best to worst; those in one group are tied. What isn't listed isn't acceptable.
    #[schema(value_type = Vec<Vec<Uuid>>)]
    pub(super) ranked: RankList<Uuid>,
}

/// Certify a trainee's rank list of openings
#[utoipa::path(put, path = "/api/v1/applications/{id}/preferences", tag = "applications", params(("id" = Uuid, Path)),
    request_body = Ranked, responses((status = 200, description = "Done; the newest state of it", body = Certified), Refused))]
pub(super) async fn certify(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
    Json(body): Json<Ranked>,
) -> Result<Answer<Certified>, Refusal> {
    desk.application(id)
        .await?
        .certify_openings(&body.ranked)
        .await
        .map(Answer)
}

/// All offers an application ever had
#[utoipa::path(get, path = "/api/v1/applications/{id}/offers", tag = "applications", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<OfferView>), Refused))]
pub(super) async fn offers(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
) -> Result<Answer<Vec<OfferView>>, Refusal> {
    desk.application(id).await?.own_offers().await.map(Answer)
}

/// A receipt to be checked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignedReceipt {
    /// As it was given at submission.
    receipt: String,
}

/// Check a submission receipt
///
/// Answers with what was signed: application, programme, when the server received it, the hash of the answers.
#[utoipa::path(post, path = "/api/v1/receipts", tag = "applications", security(()), request_body = SignedReceipt,
    responses((status = 200, description = "Done; the newest state of it", body = Object), Refused))]
pub(super) async fn receipt(
    desk: Desk<Anyone>,
    Json(body): Json<SignedReceipt>,
) -> Result<Answer<crate::Receipt>, Refusal> {
    desk.receipt(&body.receipt).map(Answer)
}

/// The key receipts are signed with.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReceiptKey {
    /// `Ed25519`.
    algorithm: &'static str,
    /// Public key, hex.
    public_key: String,
}

/// The public key receipts can be checked with, anywhere
///
/// A receipt is `<statement>.<signature>`, both base64url without padding; the signature is over the statement's bytes.
#[utoipa::path(get, path = "/api/v1/receipts/key", tag = "applications", security(()),
    responses((status = 200, description = "Done; the newest state of it", body = ReceiptKey), Refused))]
pub(super) async fn receipt_key(desk: Desk<Anyone>) -> Answer<ReceiptKey> {
    Answer(ReceiptKey {
        algorithm: "Ed25519",
        public_key: desk.receipt_public_key(),
    })
}

/// A link from a mail.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MailedLink {
    /// What follows `/applications/` in the mailed address.
    link: String,
}

/// An access token for the application a mailed link is about
///
/// Those given before open nothing any more.
#[utoipa::path(post, path = "/api/v1/applications/tokens", tag = "applications", security(()), request_body = MailedLink,
    responses((status = 200, description = "Done; the newest state of it", body = NewToken), Refused))]
pub(super) async fn token(
    desk: Desk<Anyone>,
    Json(body): Json<MailedLink>,
) -> Result<Answer<NewToken>, Refusal> {
    desk.token_by_link(&body.link).await.map(Answer)
}

/// Openings for a trainee
///
/// Those on the trainee's own list in its order, then the best that fit by the matcher's numbers.
#[utoipa::path(get, path = "/api/v1/applications/{id}/openings", tag = "applications", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<OpeningForTrainee>), Refused))]
pub(super) async fn openings(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
) -> Result<Answer<Vec<OpeningForTrainee>>, Refusal> {
    desk.application(id).await?.openings().await.map(Answer)
}

/// Why an opening fits a trainee as it does, or can't be
///
/// The same numbers as its host sees.
#[utoipa::path(get, path = "/api/v1/applications/{id}/openings/{opening}/explanation", tag = "applications",
    params(("id" = Uuid, Path), ("opening" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = Explanation), Refused))]
pub(super) async fn explain(
    desk: Desk<Signed>,
    Path((id, opening)): Path<(Uuid, Uuid)>,
) -> Result<Answer<Explanation>, Refusal> {
    desk.application(id)
        .await?
        .explain_opening(opening)
        .await
        .map(Answer)
}
