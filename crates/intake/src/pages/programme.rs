//! Programmes for everybody, and the operator's overview of one.

use axum::Extension;
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde_json::json;

use super::templates::Templates;
use crate::api::extract::Path;
use crate::desk::{Anyone, Desk, Operator};
use crate::refusal::Refusal;

/// All programmes.
pub(super) async fn all(
    desk: Desk<Anyone>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    let programmes = desk.programmes().await?;
    pages.page("all.html", &json!({ "programmes": programmes }))
}

/// What anybody may know of a programme.
pub(super) async fn public(
    desk: Desk<Anyone>,
    Path(programme): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    let programme = desk.programme(&programme).await?;
    let now = programme.server_time;
    let (soon, over) = (now < programme.opens_at, now > programme.closes_at);
    let open = if soon {
        "soon"
    } else if over {
        "closed"
    } else {
        "open"
    };
    pages.page("programme.html", &json!({ "p": programme, "open": open }))
}

/// A programme at a glance; those who aren't signed in are sent to do so.
pub(super) async fn overview(
    desk: Result<Desk<Operator>, Refusal>,
    Path(programme): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Response, Refusal> {
    match desk {
        Err(Refusal::Unauthenticated) => Ok(Redirect::to("/sign-in").into_response()),
        desk => {
            let overview = desk?.overview(&programme).await?;
            Ok(pages
                .page("overview.html", &json!({ "o": overview }))?
                .into_response())
        }
    }
}

/// A receipt, checked.
pub(super) async fn receipt(
    desk: Desk<Anyone>,
    Path(receipt): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    let read = desk.receipt(&receipt)?;
    let programme = desk.programme(&read.programme).await?;
    let key = desk.receipt_public_key();
    pages.page("receipt.html", &json!({ "r": read, "p": programme, "key": key }))
}
