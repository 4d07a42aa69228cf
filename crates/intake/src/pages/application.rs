//! An applicant's own pages. The link of a mail shows where the application stands, and scanners may follow it; the
//! button on its page uses it up for a visit, where ranking and tokens are a POST.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Extension, Form};
use serde_json::json;
use uuid::Uuid;

use super::templates::Templates;
use crate::api::extract::Path;
use crate::desk::{Desk, OwnApplication, Standing, WayBack, WayBackPage};
use crate::refusal::Refusal;

type Fields = Result<Form<Vec<(String, String)>>, axum::extract::rejection::FormRejection>;

/// Where the application stands, and what the link is still good for.
pub(super) async fn way_back(
    desk: Desk<WayBack>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Response, Refusal> {
    let shown = desk.way_back_page().await?;
    let status = match shown.standing {
        Standing::RunOut => StatusCode::GONE,
        Standing::Fresh | Standing::Used => StatusCode::OK,
    };
    Ok((status, way_back_page(&shown, &link, &pages, false)?).into_response())
}

/// Uses the link up for a visit.
pub(super) async fn visit(
    desk: Desk<WayBack>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Response, Refusal> {
    match desk.visit().await {
        Ok(visit) => Ok(Redirect::to(&format!("/visits/{visit}")).into_response()),
        // The page says what is left to do.
        Err(why @ Refusal::Link(_)) => {
            let shown = desk.way_back_page().await?;
            Ok((why.status(), way_back_page(&shown, &link, &pages, false)?).into_response())
        }
        Err(other) => Err(other),
    }
}

/// Has another link mailed.
pub(super) async fn another(
    desk: Desk<WayBack>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    desk.request_link().await?;
    way_back_page(&desk.way_back_page().await?, &link, &pages, true)
}

fn way_back_page(
    shown: &WayBackPage,
    link: &str,
    pages: &Templates,
    mailed: bool,
) -> Result<Html<String>, Refusal> {
    let context = json!({ "w": shown, "link": link, "mailed": mailed });
    pages.page("way-back.html", &context)
}

/// The application's own page, during a visit.
pub(super) async fn show(
    desk: Desk<OwnApplication>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    page(&desk, &link, &pages, None).await
}

/// Makes a new token and shows it this once.
pub(super) async fn token(
    desk: Desk<OwnApplication>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    let token = desk.new_token().await?.token;
    page(&desk, &link, &pages, Some(token)).await
}

async fn page(
    desk: &Desk<OwnApplication>,
    link: &str,
    pages: &Templates,
    token: Option<String>,
) -> Result<Html<String>, Refusal> {
    let shown = desk.application_page().await?;
    let live = shown.offers.iter().find(|o| o.state == "sent");
    let offer = live.map(|o| desk.page_of_offer(o));
    pages.page(
        "application.html",
        &json!({ "a": shown, "link": link, "token": token, "offer": offer }),
    )
}

/// The openings that fit, with the trainee's own order.
pub(super) async fn openings(
    desk: Desk<OwnApplication>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    rank_page(&desk, &link, &pages, None).await
}

async fn rank_page(
    desk: &Desk<OwnApplication>,
    link: &str,
    pages: &Templates,
    refused: Option<String>,
) -> Result<Html<String>, Refusal> {
    let (openings, missing) = match desk.openings().await {
        Ok(openings) => (openings, None),
        Err(why @ (Refusal::Unavailable(_) | Refusal::Conflict { .. })) => {
            (Vec::new(), Some(why.to_string()))
        }
        Err(other) => return Err(other),
    };
    let context = json!({ "openings": openings, "missing": missing, "refused": refused, "link": link });
    pages.page("rank.html", &context)
}

/// Certifies the order the form says: equal numbers are a tie, empty is not acceptable.
pub(super) async fn rank(
    desk: Desk<OwnApplication>,
    Path(link): Path<String>,
    Extension(pages): Extension<Templates>,
    fields: Fields,
) -> Result<Response, Refusal> {
    const ADVICE: &str =
        "give each opening you would take a whole number from 1 on, and leave the others empty";
    let Ok(Form(fields)) = fields else {
        return Err(Refusal::unprocessable(ADVICE));
    };
    let mut groups: BTreeMap<u32, Vec<Uuid>> = BTreeMap::new();
    for (name, value) in fields.iter().filter(|(_, value)| !value.trim().is_empty()) {
        let opening = name.strip_prefix("wish-").and_then(|id| id.parse().ok());
        let place = value.trim().parse().ok().filter(|n| *n > 0);
        let (Some(opening), Some(place)) = (opening, place) else {
            return Err(Refusal::unprocessable(ADVICE));
        };
        groups.entry(place).or_default().push(opening);
    }
    match desk.certify_openings(&groups.into_values().collect()).await {
        Ok(_) => Ok(Redirect::to(&format!("/visits/{link}/openings")).into_response()),
        Err(why @ (Refusal::Conflict { .. } | Refusal::Malformed { .. })) => {
            let (status, why) = (why.status(), why.to_string());
            Ok((status, rank_page(&desk, &link, &pages, Some(why)).await?).into_response())
        }
        Err(other) => Err(other),
    }
}

/// Why an opening fits as it does: a sentence and the table behind it.
pub(super) async fn explain(
    desk: Desk<OwnApplication>,
    Path((link, opening)): Path<(String, Uuid)>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    let explained = desk.explain_opening(opening).await?;
    let (title, host) = desk.opening_names(opening).await?;
    let context = json!({ "e": explained, "title": title, "host": host, "link": link });
    pages.page("explanation.html", &context)
}
