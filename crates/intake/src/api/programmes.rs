//! Programmes and operators.

use axum::Json as Answer;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Refused;
use super::extract::{Json, Path, Text};
use crate::desk::{Anyone, Desk, NewToken, Operator, Overview, ProgrammeLoaded, ProgrammeView};
use crate::refusal::Refusal;

/// All programmes
#[utoipa::path(get, path = "/api/v1/programmes", tag = "programmes", security(()),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<ProgrammeView>), Refused))]
pub(super) async fn list(desk: Desk<Anyone>) -> Result<Answer<Vec<ProgrammeView>>, Refusal> {
    desk.programmes().await.map(Answer)
}

/// A programme: dates, form, the server's time
#[utoipa::path(get, path = "/api/v1/programmes/{programme}", tag = "programmes", security(()),
    params(("programme" = String, Path, description = "Slug")),
    responses((status = 200, description = "Done; the newest state of it", body = ProgrammeView), Refused))]
pub(super) async fn show(
    desk: Desk<Anyone>,
    Path(programme): Path<String>,
) -> Result<Answer<ProgrammeView>, Refusal> {
    desk.programme(&programme).await.map(Answer)
}

/// Load or replace a programme's configuration
///
/// The body is the programme's TOML file. The same text twice changes nothing.
#[utoipa::path(put, path = "/api/v1/programmes/{programme}", tag = "programmes",
    params(("programme" = String, Path, description = "Slug, as in the file")),
    request_body(content = String, content_type = "application/toml"),
    responses((status = 200, description = "Done; the newest state of it", body = ProgrammeLoaded), Refused))]
pub(super) async fn load(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
    Text(toml): Text,
) -> Result<Answer<ProgrammeLoaded>, Refusal> {
    desk.load_programme(&programme, &toml).await.map(Answer)
}

/// A programme at a glance: funnel, seats, rounds, offers, messages
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/overview", tag = "programmes",
    params(("programme" = String, Path, description = "Slug")),
    responses((status = 200, description = "Done; the newest state of it", body = Overview), Refused))]
pub(super) async fn overview(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
) -> Result<Answer<Overview>, Refusal> {
    desk.overview(&programme).await.map(Answer)
}

/// Another operator.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOperator {
    /// 2 to 60 letters, digits, dots or hyphens.
    name: String,
}

/// Make another operator known
///
/// Names are unique, and approvals count people: a second token of the same operator approves nothing twice.
#[utoipa::path(post, path = "/api/v1/operators", tag = "programmes", request_body = NewOperator,
    responses((status = 200, description = "Done; the newest state of it", body = NewToken), Refused))]
pub(super) async fn new_operator(
    desk: Desk<Operator>,
    Json(body): Json<NewOperator>,
) -> Result<Answer<NewToken>, Refusal> {
    desk.new_operator(&body.name).await.map(Answer)
}

/// One more token for oneself
#[utoipa::path(post, path = "/api/v1/operators/me/tokens", tag = "programmes",
    responses((status = 200, description = "Done; the newest state of it", body = NewToken), Refused))]
pub(super) async fn own_token(desk: Desk<Operator>) -> Result<Answer<NewToken>, Refusal> {
    desk.own_token().await.map(Answer)
}
