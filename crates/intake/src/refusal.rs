//! Why something asked of intake isn't done: one enum, and its form on the wire (RFC 9457, `application/problem+json`).

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use berth_domain::form::FieldError;
use berth_domain::seats::SeatError;
use berth_domain::state::NotAllowed;
use berth_store::StoreError;
use chrono::{DateTime, Utc};
use sea_orm::DbErr;
use serde::Serialize;
use utoipa::ToSchema;

use crate::entities::Unreadable;

/// Something asked of intake that isn't done. Nothing is stored in any of these cases.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No token, or none that is known.
    #[error("this needs a valid access token: send `Authorization: Bearer <token>`")]
    Unauthenticated,
    /// A token that opens other doors.
    #[error("this token isn't allowed to do that; it needs {0}")]
    Forbidden(&'static str),
    /// Nothing there under this id.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The request can't be read.
    #[error("{detail}")]
    Malformed {
        /// HTTP status, 400, 413, 415 or 422.
        status: StatusCode,
        /// What is wrong and what is expected.
        detail: String,
    },
    /// Fields that don't fit.
    #[error("{} of the fields can't be taken", .0.len())]
    Fields(Vec<FieldError>),
    /// Too late, by the server's clock.
    #[error("applications closed at {closed_at}; the server received this at {received_at}")]
    Late {
        /// The deadline.
        closed_at: DateTime<Utc>,
        /// When the request arrived.
        received_at: DateTime<Utc>,
    },
    /// Too early, by the server's clock.
    #[error("applications open at {opens_at}; the server received this at {received_at}")]
    Early {
        /// When they open.
        opens_at: DateTime<Utc>,
        /// When the request arrived.
        received_at: DateTime<Utc>,
    },
    /// A link that was never made by us, or that has run out.
    #[error("{0}")]
    Link(&'static str),
    /// The state of things doesn't allow it.
    #[error("{detail}")]
    Conflict {
        /// Machine-readable.
        code: &'static str,
        /// What is in the way, and what to do.
        detail: String,
    },
    /// The matcher or the notifier doesn't answer.
    #[error("{0} doesn't answer just now; try again in a moment")]
    Unavailable(&'static str),
    /// A handler panicked: a mistake in this program.
    #[error("the request's handler panicked")]
    Panicked,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// A stored value.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
}

impl From<NotAllowed> for Refusal {
    fn from(refused: NotAllowed) -> Self {
        Self::Conflict {
            code: "state",
            detail: refused.to_string(),
        }
    }
}

impl From<SeatError> for Refusal {
    fn from(refused: SeatError) -> Self {
        Self::Conflict {
            code: "seats",
            detail: refused.to_string(),
        }
    }
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// A URI that names the kind of problem; stable.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in words.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// What is wrong here, and what to do.
    pub detail: String,
    /// Fields that don't fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
    /// The server's time, where time is the matter. UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_time: Option<DateTime<Utc>>,
}

/// One field that doesn't fit.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldProblem {
    /// The field's name.
    pub field: String,
    /// What is wrong and what is expected.
    pub reason: String,
}

impl Refusal {
    /// A conflict with a code and a sentence.
    pub(crate) fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict {
            code,
            detail: detail.into(),
        }
    }

    /// A request that can be read, and can't be processed.
    pub(crate) fn unprocessable(detail: impl Into<String>) -> Self {
        Self::Malformed {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            detail: detail.into(),
        }
    }

    /// HTTP status, kind and title.
    fn class(&self) -> (StatusCode, &str, &'static str) {
        match self {
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, "unauthenticated", "Sign in first"),
            Self::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden", "Not allowed"),
            Self::NotFound(_) => (StatusCode::NOT_FOUND, "not-found", "Not found"),
            Self::Malformed { status, .. } if *status == StatusCode::PAYLOAD_TOO_LARGE => {
                (*status, "too-large", "Too large")
            }
            Self::Malformed { status, .. } => (*status, "malformed", "The request can't be read"),
            Self::Fields(_) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "fields",
                "Some fields don't fit",
            ),
            Self::Late { .. } => (StatusCode::CONFLICT, "late", "Too late"),
            Self::Early { .. } => (StatusCode::CONFLICT, "early", "Too early"),
            Self::Link(_) => (StatusCode::GONE, "link", "The link can't be used"),
            Self::Conflict { code, .. } => (StatusCode::CONFLICT, code, "Not possible now"),
            Self::Unavailable(_) => (
                StatusCode::SERVICE_UNAVAILABLE,
                "unavailable",
                "Try again in a moment",
            ),
            Self::Store(e) if e.is_retryable() => {
                (StatusCode::SERVICE_UNAVAILABLE, "busy", "Try again in a moment")
            }
            Self::Panicked | Self::Store(_) | Self::Database(_) | Self::Unreadable(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "internal",
                "Something went wrong here",
            ),
        }
    }

    /// HTTP status.
    pub(crate) fn status(&self) -> StatusCode {
        self.class().0
    }

    /// What is told to the asker; the inside of a failure stays in the log.
    pub(crate) fn problem(&self) -> Problem {
        let (status, kind, title) = self.class();
        let detail = if status == StatusCode::INTERNAL_SERVER_ERROR {
            "Nothing was changed. Try again; if it stays, tell the operator the time and what you did."
                .to_owned()
        } else {
            self.to_string()
        };
        let errors = match self {
            Self::Fields(errors) => errors
                .iter()
                .map(|e| FieldProblem {
                    field: e.field.clone(),
                    reason: e.reason.clone(),
                })
                .collect(),
            _ => Vec::new(),
        };
        let server_time = match self {
            Self::Late { received_at, .. } | Self::Early { received_at, .. } => Some(*received_at),
            _ => None,
        };
        Problem {
            kind: format!("urn:berth:problem:{kind}"),
            title,
            status: status.as_u16(),
            detail,
            errors,
            server_time,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = self.status();
        if status == StatusCode::INTERNAL_SERVER_ERROR {
            tracing::error!(error = &self as &dyn std::error::Error, "a request failed");
        }
        let mut response = (status, Json(self.problem())).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if status == StatusCode::UNAUTHORIZED {
            response
                .headers_mut()
                .insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}
