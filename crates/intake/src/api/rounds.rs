//! Rounds: opened, locked, solved by the matcher, approved or abandoned; their documents.

use axum::Json as Answer;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use berth_domain::id::{RematchId, RoundId};

use super::Refused;
use super::extract::{Json, Path};
use super::openings::Reason;
use crate::desk::{Desk, NewRematch, NewRound, Operator, RematchView, RoundDocument, RoundView};
use crate::refusal::Refusal;

/// Open a round
///
/// Rank lists are collected for it. Its seed is the only source of chance, and published.
#[utoipa::path(post, path = "/api/v1/programmes/{programme}/rounds", tag = "rounds",
    params(("programme" = String, Path, description = "Slug")), request_body = NewRound,
    responses((status = 201, description = "Made", body = RoundView), Refused))]
pub(super) async fn open(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
    Json(body): Json<NewRound>,
) -> Result<(StatusCode, Answer<RoundView>), Refusal> {
    desk.open_round(&programme, &body)
        .await
        .map(|round| (StatusCode::CREATED, Answer(round)))
}

/// All rounds of a programme
#[utoipa::path(get, path = "/api/v1/programmes/{programme}/rounds", tag = "rounds",
    params(("programme" = String, Path, description = "Slug")),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<RoundView>), Refused))]
pub(super) async fn list(
    desk: Desk<Operator>,
    Path(programme): Path<String>,
) -> Result<Answer<Vec<RoundView>>, Refusal> {
    desk.rounds(&programme).await.map(Answer)
}

/// A round
#[utoipa::path(get, path = "/api/v1/rounds/{id}", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = RoundView), Refused))]
pub(super) async fn show(
    desk: Desk<Operator>,
    Path(id): Path<RoundId>,
) -> Result<Answer<RoundView>, Refusal> {
    desk.round(id).await.map(Answer)
}

/// Lock a round
///
/// Its input is frozen and hashed, and the matcher solves it; look at the round until it is `solved`.
#[utoipa::path(post, path = "/api/v1/rounds/{id}/lock", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    responses((status = 202, description = "Taken, and being worked on", body = RoundView), Refused))]
pub(super) async fn lock(
    desk: Desk<Operator>,
    Path(id): Path<RoundId>,
) -> Result<(StatusCode, Answer<RoundView>), Refusal> {
    desk.lock_round(id)
        .await
        .map(|round| (StatusCode::ACCEPTED, Answer(round)))
}

/// Approve a round's result
///
/// With the last approval its programme asks for, its pairs become offers.
#[utoipa::path(post, path = "/api/v1/rounds/{id}/approve", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = RoundView), Refused))]
pub(super) async fn approve(
    desk: Desk<Operator>,
    Path(id): Path<RoundId>,
) -> Result<Answer<RoundView>, Refusal> {
    desk.approve_round(id).await.map(Answer)
}

/// Give a round up before its offers are out
#[utoipa::path(post, path = "/api/v1/rounds/{id}/abandon", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    request_body = Reason, responses((status = 200, description = "Done; the newest state of it", body = RoundView), Refused))]
pub(super) async fn abandon(
    desk: Desk<Operator>,
    Path(id): Path<RoundId>,
    Json(reason): Json<Reason>,
) -> Result<Answer<RoundView>, Refusal> {
    desk.abandon_round(id, &reason.reason_code).await.map(Answer)
}

macro_rules! document {
    ($(#[$doc:meta])* $name:ident, $path:literal, $which:expr) => {
        $(#[$doc])*
        #[utoipa::path(get, path = $path, tag = "rounds", params(("id" = uuid::Uuid, Path)),
            responses((status = 200, description = "Done; the newest state of it", body = Object, content_type = "application/json"), Refused))]
        pub(super) async fn $name(desk: Desk<Operator>, Path(id): Path<RoundId>) -> Result<impl IntoResponse, Refusal> {
            let document = desk.round_document(id, $which).await?;
            Ok(([(header::CONTENT_TYPE, "application/json")], document))
        }
    };
}

document! {
    /// The frozen cohort, `berth-cohort/1`, byte for byte as it was hashed
    cohort, "/api/v1/rounds/{id}/cohort", RoundDocument::Cohort
}
document! {
    /// The instance that was solved, `berth-round/1`
    input, "/api/v1/rounds/{id}/input", RoundDocument::Input
}
document! {
    /// The result, `berth-result/1`; `berth verify` proves it against the instance
    result, "/api/v1/rounds/{id}/result", RoundDocument::Result
}

/// All re-matches of a round
#[utoipa::path(get, path = "/api/v1/rounds/{id}/rematches", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = Vec<RematchView>), Refused))]
pub(super) async fn rematches(
    desk: Desk<Operator>,
    Path(id): Path<RoundId>,
) -> Result<Answer<Vec<RematchView>>, Refusal> {
    desk.rematches(id).await.map(Answer)
}

/// Ask for a re-match
///
/// By the policy `frozen` its moves are made at once; by the others they are proposed, and made when approved.
#[utoipa::path(post, path = "/api/v1/rounds/{id}/rematches", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    request_body = NewRematch,
    responses((status = 202, description = "Taken, and being worked on", body = RematchView), Refused))]
pub(super) async fn new_rematch(
    desk: Desk<Operator>,
    Path(id): Path<RoundId>,
    Json(body): Json<NewRematch>,
) -> Result<(StatusCode, Answer<RematchView>), Refusal> {
    desk.new_rematch(id, &body)
        .await
        .map(|rematch| (StatusCode::ACCEPTED, Answer(rematch)))
}

/// Make the moves of a proposed re-match, all or none
#[utoipa::path(post, path = "/api/v1/rematches/{id}/approve", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = RematchView), Refused))]
pub(super) async fn approve_rematch(
    desk: Desk<Operator>,
    Path(id): Path<RematchId>,
) -> Result<Answer<RematchView>, Refusal> {
    desk.approve_rematch(id).await.map(Answer)
}

/// Let a re-match be that isn't over: a proposed one, or one whose answer never comes
#[utoipa::path(post, path = "/api/v1/rematches/{id}/discard", tag = "rounds", params(("id" = uuid::Uuid, Path)),
    responses((status = 200, description = "Done; the newest state of it", body = RematchView), Refused))]
pub(super) async fn discard_rematch(
    desk: Desk<Operator>,
    Path(id): Path<RematchId>,
) -> Result<Answer<RematchView>, Refusal> {
    desk.discard_rematch(id).await.map(Answer)
}
