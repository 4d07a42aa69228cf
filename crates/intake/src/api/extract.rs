//! Reading requests: bodies, paths and queries whose mistakes are answered with a problem document.

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

/// The path's parameters.
pub(crate) struct Path<T>(pub(crate) T);

/// The query's parameters.
pub(crate) struct Query<T>(pub(crate) T);

/// A text body in UTF-8.
pub(crate) struct Text(pub(crate) String);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let read: Result<axum::Json<T>, JsonRejection> = axum::Json::from_request(request, state).await;
        read.map(|axum::Json(body)| Self(body))
            .map_err(|e| malformed(e.status(), &e.body_text()))
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let read: Result<axum::extract::Path<T>, PathRejection> =
            axum::extract::Path::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(path)| Self(path))
            .map_err(|e| malformed(e.status(), &e.body_text()))
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let read: Result<axum::extract::Query<T>, QueryRejection> =
            axum::extract::Query::from_request_parts(parts, state).await;
        read.map(|axum::extract::Query(query)| Self(query))
            .map_err(|e| malformed(e.status(), &e.body_text()))
    }
}

impl<S: Send + Sync> FromRequest<S> for Text {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        text_of_a_kind(
            &request,
            &["application/toml", "text/plain", "text/toml"],
            "the file with `Content-Type: application/toml`",
        )?;
        let read = String::from_request(request, state).await;
        read.map(Self).map_err(|e| malformed(e.status(), &e.body_text()))
    }
}

/// Refuses a body that says it is something else. None said, or plain bytes, is taken as what is expected.
pub(crate) fn text_of_a_kind(request: &Request, kinds: &[&str], advice: &str) -> Result<(), Refusal> {
    let given = request.headers().get(CONTENT_TYPE);
    let essence = given.map(|v| {
        v.to_str()
            .unwrap_or("?")
            .split(';')
            .next()
            .unwrap_or("")
            .trim()
            .to_ascii_lowercase()
    });
    match essence.as_deref() {
        None | Some("application/octet-stream") => Ok(()),
        Some(kind) if kinds.contains(&kind) => Ok(()),
        Some(_) => Err(Refusal::Malformed {
            status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
            detail: format!("send {advice}"),
        }),
    }
}

/// What axum says of an unreadable request is made for people already; what is too large gets advice.
pub(crate) fn malformed(status: StatusCode, detail: &str) -> Refusal {
    let detail = match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            "the body is larger than this address takes; send less at a time".to_owned()
        }
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "send JSON with `Content-Type: application/json`".to_owned(),
        _ => detail.chars().take(500).collect(),
    };
    Refusal::Malformed { status, detail }
}
