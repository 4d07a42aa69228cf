//! Hosts and openings, their shortlists and rank lists, and why a pair scores as it does.

use axum::Json as Answer;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Refused;
use super::applications::Ranked;
use super::extract::{Json, Path};
use crate::desk::{
    Certified, Desk, Explanation, HostView, NewHost, NewOpening, NewToken, OpeningView, Operator, ReasonCode,
    ShortlistView, Signed,
};
use crate::refusal::Refusal;

/// Register a host company
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/hosts", tag = "hosts",
    params(("programme" = String, Path, description = "Slug")), request_body = NewHost,
    responses((status = 201, description = "Made", body = HostView), Refused))]
pub(super) async fn register_host(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
    Json(body): Json<NewHost>,
) -> Result<(StatusCode, Answer<HostView>), Refusal> {
    desk.register_host(&programme, &body)
        .await
        .map(|host| (StatusCode::CREATED, Answer(host)))
}

/// All hosts of a programme
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/hosts", tag = "hosts",
    params(("programme" = String, Path, description = "Slug")),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<HostView>), Refused))]
pub(super) async fn hosts(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
) -> Result<Answer<Vec<HostView>>, Refusal> {
    desk.hosts(&programme).await.map(Answer)
}

/// A token for a host, to rank candidates with
#[utoipa::path(post, path = "/api/v1/hosts/{id}/tokens", tag = "hosts", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = NewToken), Refused))]
pub(super) async fn host_token(
    desk: Desk<Operator>,
    Path(id): Path<Uuid>,
) -> Result<Answer<NewToken>, Refusal> {
    desk.new_host_token(id).await.map(Answer)
}

/// Publish an opening
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/openings", tag = "openings",
    params(("programme" = String, Path, description = "Slug")), request_body = NewOpening,
    responses((status = 201, description = "Made", body = OpeningView), Refused))]
pub(super) async fn publish(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
    Json(body): Json<NewOpening>,
) -> Result<(StatusCode, Answer<OpeningView>), Refusal> {
    desk.publish_opening(&programme, &body)
        .await
        .map(|opening| (StatusCode::CREATED, Answer(opening)))
}

/// All openings of a programme with their seats
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/openings", tag = "openings",
    params(("programme" = String, Path, description = "Slug")),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<OpeningView>), Refused))]
pub(super) async fn list(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
) -> Result<Answer<Vec<OpeningView>>, Refusal> {
    desk.openings(&programme).await.map(Answer)
}

/// An opening with its seats
#[utoipa::path(get, path = "/api/v1/openings/{id}", tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = OpeningView), Refused))]
pub(super) async fn show(desk: Desk<Signed>, Path(id): Path<Uuid>) -> Result<Answer<OpeningView>, Refusal> {
    desk.opening(id).await?.opening_view().await.map(Answer)
}

/// Why something is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    /// 1 to 60 lower-case letters, digits, `_` or `-`, for example `host_withdrew`.
    #[schema(value_type = String, example = "host_withdrew")]
    pub(super) reason_code: ReasonCode,
}

/// Take an opening back; its live offers are rescinded
#[utoipa::path(post, path = "/api/v1/openings/{id}/withdraw", tag = "openings", params(("id" = Uuid, Path)),
    request_body = Reason, responses((status = 200, description = "Done; the newest state of it", body = OpeningView), Refused))]
pub(super) async fn withdraw(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
    Json(reason): Json<Reason>,
) -> Result<Answer<OpeningView>, Refusal> {
    desk.opening(id)
        .await?
        .withdraw_opening(&reason.reason_code)
        .await
        .map(Answer)
}

/// An opening's best candidates
#[utoipa::path(get, path = "/api/v1/openings/{id}/shortlist", tag = "openings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = ShortlistView), Refused))]
pub(super) async fn shortlist(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
) -> Result<Answer<ShortlistView>, Refusal> {
    desk.opening(id).await?.shortlist().await.map(Answer)
}

/// Certify an opening's rank list of trainees
#[utoipa::path(put, path = "/api/v1/openings/{id}/preferences", tag = "openings", params(("id" = Uuid, Path)),
    request_body = Ranked, responses((status = 200, description = "Done; the newest state of it", body = Certified), Refused))]
pub(super) async fn certify(
    desk: Desk<Signed>,
    Path(id): Path<Uuid>,
    Json(body): Json<Ranked>,
) -> Result<Answer<Certified>, Refusal> {
    desk.opening(id)
        .await?
        .certify_trainees(&body.ranked)
        .await
        .map(Answer)
}

/// Why a pair scores as it does, or can't be
///
/// From the numbers the matcher really uses; the parts add up to the score exactly.
#[utoipa::path(get, path = "/api/v1/openings/{id}/explanations/{trainee}", tag = "openings",
    params(("id" = Uuid, Path), ("trainee" = Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = Explanation), Refused))]
pub(super) async fn explain(
    desk: Desk<Signed>,
    Path((id, trainee)): Path<(Uuid, Uuid)>,
) -> Result<Answer<Explanation>, Refusal> {
    desk.opening(id).await?.explain(trainee).await.map(Answer)
}
