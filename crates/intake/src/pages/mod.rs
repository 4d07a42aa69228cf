//! Intake's pages: no script, one style sheet, the same desks as the API.

mod application;
mod offer;
mod programme;
mod sign_in;
mod templates;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use crate::IntakeError;
use crate::desk::App;
use templates::Templates;

/// The pages' routes, and the templates by which refusals become pages.
pub(crate) struct Pages {
    pub(crate) routes: Router<App>,
    pub(crate) templates: Templates,
}

/// The pages' routes.
pub(crate) fn router(document: &utoipa::openapi::OpenApi) -> Result<Pages, IntakeError> {
    let templates = Templates::load().map_err(|e| IntakeError::Template(format!("{e:#}")))?;
    let json = serde_json::to_value(document).map_err(|e| IntakeError::Template(e.to_string()))?;
    let readable = templates
        .render("api.html", &json)
        .map_err(|e| IntakeError::Template(format!("{e:#}")))?;
    let json = json.to_string();
    let routes = Router::new()
        .route("/", get(programme::all))
        .route("/programmes/{programme}", get(programme::public))
        .route("/programmes/{programme}/overview", get(programme::overview))
        .route("/offers/{link}", get(offer::show).post(offer::decide))
        .route(
            "/applications/{link}",
            get(application::way_back).post(application::visit),
        )
        .route("/applications/{link}/another", post(application::another))
        .route("/visits/{link}", get(application::show))
        .route("/visits/{link}/token", post(application::token))
        .route(
            "/visits/{link}/openings",
            get(application::openings).post(application::rank),
        )
        .route("/visits/{link}/openings/{opening}", get(application::explain))
        .route("/receipts/{receipt}", get(programme::receipt))
        .route("/sign-in", get(sign_in::form).post(sign_in::with_token))
        .route("/sign-in/{code}", get(sign_in::confirm).post(sign_in::with_code))
        .route("/sign-out", post(sign_in::out))
        .route("/api", get(move || std::future::ready(Html(readable.clone()))))
        .route("/assets/berth.css", get(|| std::future::ready(style())))
        .layer(axum::Extension(templates.clone()))
        .route(
            "/api/v1/openapi.json",
            get(move || std::future::ready(([(header::CONTENT_TYPE, "application/json")], json.clone()))),
        );
    Ok(Pages { routes, templates })
}

fn style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, "public, max-age=3600"),
    ];
    (headers, include_str!("../../templates/berth.css"))
}

/// A refusal is a problem document; somebody looking at a page gets the same as a page.
pub(crate) async fn readable_refusals(
    axum::extract::State(templates): axum::extract::State<Templates>,
    request: Request,
    next: Next,
) -> Response {
    #[derive(Deserialize, serde::Serialize)]
    struct Problem {
        title: String,
        status: u16,
        detail: String,
    }
    let for_programs = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    if for_programs {
        return response;
    }
    if response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|t| t != "application/problem+json")
    {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let problem = to_bytes(body, 64 * 1024)
        .await
        .ok()
        .and_then(|b| serde_json::from_slice::<Problem>(&b).ok());
    let page = problem.and_then(|problem| templates.render("refused.html", &problem).ok());
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    parts.headers.remove(header::CONTENT_LENGTH);
    (
        parts,
        page.unwrap_or_else(|| "Something went wrong here.".to_owned()),
    )
        .into_response()
}
