//! The page behind the link in an offer's mail. Looking (GET) changes nothing, so that mail scanners may follow the
//! link; deciding is a POST.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use serde::Deserialize;
use serde_json::json;

use super::templates::Templates;
use crate::api::extract::Path;
use crate::desk::{Answered, Desk, OfferHolder};
use crate::refusal::Refusal;

/// Shows the offer.
pub(super) async fn show(
    desk: Desk<OfferHolder>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    page(&desk, &link, &pages, None).await
}

/// The form's field.
#[derive(Debug, Deserialize)]
pub(super) struct Decision {
    answer: Answered,
}

/// Decides.
pub(super) async fn decide(
    desk: Desk<OfferHolder>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
    decision: Result<Form<Decision>, axum::extract::rejection::FormRejection>,
) -> Result<Response, Refusal> {
    let Ok(Form(Decision { answer })) = decision else {
        return Err(Refusal::unprocessable("choose to accept or to decline the offer"));
    };
    match desk.decide(answer).await {
        Ok(_) => Ok(Redirect::to(&format!("/offers/{link}")).into_response()),
        Err(Refusal::Conflict { detail, .. }) => {
            // The page says what became of the offer; a late click gets a clear answer.
            Ok((
                StatusCode::CONFLICT,
                page(&desk, &link, &pages, Some(detail)).await?,
            )
                .into_response())
        }
        Err(other) => Err(other),
    }
}

async fn page(
    desk: &Desk<OfferHolder>,
    link: &str,
    pages: &Templates,
    refused: Option<String>,
) -> Result<Html<String>, Refusal> {
    let offer = desk.offer_page().await?;
    pages.page(
        "offer.html",
        &json!({ "o": offer, "link": link, "refused": refused }),
    )
}
