//! The HTTP server: API and pages behind the same limits, with a problem document for every refusal.

use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use berth_runtime::Shutdown;
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use crate::desk::App;
use crate::refusal::Refusal;
use crate::{IntakeError, api, pages};

/// The largest body, bytes: a sheet of 10,000 rows with room to spare.
const LARGEST_BODY: usize = 16 * 1024 * 1024;
/// The longest a request may take.
const LONGEST: Duration = Duration::from_secs(60);

/// All routes: the API, intake's pages, and what the process shows beside them.
pub(crate) fn router(app: App, beside: Router) -> Result<Router, IntakeError> {
    let (api, document) = api::router().split_for_parts();
    let pages = pages::router(&document)?;
    let routes = api.merge(pages.routes).with_state(app);
    Ok(routes
        .merge(beside)
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            LONGEST,
        ))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn(guarded))
        .layer(middleware::from_fn_with_state(
            pages.templates,
            pages::readable_refusals,
        )))
}

/// Serves until told to stop, then finishes what is in hand.
pub(crate) async fn serve(listener: TcpListener, router: Router, shutdown: Shutdown) -> std::io::Result<()> {
    let soft = shutdown.soft();
    let serving = axum::serve(listener, router).with_graceful_shutdown(async move { soft.cancelled().await });
    tokio::select! {
        done = serving => done,
        () = shutdown.hard().cancelled_owned() => Ok(()),
    }
}

fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    // The panic itself is in the log; its text may hold anything.
    tracing::error!("a request's handler panicked: a mistake in this program");
    Refusal::Panicked.into_response()
}

async fn nothing_here() -> Refusal {
    Refusal::NotFound("address here")
}

async fn wrong_method(method: Method) -> Refusal {
    let detail = format!(
        "this address doesn't take {}; its document at /api says what it takes",
        known_method(&method)
    );
    Refusal::Malformed {
        status: StatusCode::METHOD_NOT_ALLOWED,
        detail,
    }
}

/// Measures, and adds the headers every answer carries. Neither logs nor metrics hold a path's values: a path can be a
/// secret link.
async fn guarded(request: Request, next: Next) -> Response {
    let started = std::time::Instant::now();
    let route = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map(|p| p.as_str().to_owned());
    let method = known_method(request.method());
    let declared = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
    let mut response = if declared.is_some_and(|length| length > LARGEST_BODY) {
        api_too_large()
    } else {
        next.run(request).await
    };
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && !is_problem(&response) {
        response = api_too_large();
    }
    if response.status() == StatusCode::REQUEST_TIMEOUT {
        response = Refusal::Malformed {
            status: StatusCode::REQUEST_TIMEOUT,
            detail: "the request took longer than a minute; send it again, in smaller parts".to_owned(),
        }
        .into_response();
    }
    let labels = [
        ("method", method.to_owned()),
        ("route", route.unwrap_or_else(|| "none".to_owned())),
        ("status", response.status().as_u16().to_string()),
    ];
    metrics::histogram!("berth_http_request_seconds", &labels).record(started.elapsed().as_secs_f64());
    let headers = response.headers_mut();
    let mut set = |name, value| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    set(header::X_FRAME_OPTIONS, "SAMEORIGIN");
    set(header::CACHE_CONTROL, "no-store");
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'self'; base-uri 'none'",
    );
    response
}

/// A label for metrics: anybody may make up methods, and each would be a series of its own.
fn known_method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "other",
    }
}

fn is_problem(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|t| t == "application/problem+json")
}

fn api_too_large() -> Response {
    let detail =
        "the body is larger than 16 MiB; send less at a time, for example a sheet in parts".to_owned();
    let mut response = Refusal::Malformed {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        detail,
    }
    .into_response();
    // The rest of the body is on its way: the connection can't be used for another request.
    response
        .headers_mut()
        .insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}
