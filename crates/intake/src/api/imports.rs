//! Imports: CSV, UTF-8. Good rows are taken, each bad one is reported with line, column and reason.

use axum::Json as Answer;
use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::extract::Request;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Refused;
use super::extract::{Path, Query, malformed, text_of_a_kind};
use crate::desk::{Desk, ImportReport, Operator, Sheet};
use crate::refusal::Refusal;

/// How to import.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct How {
    /// Only check, store nothing.
    #[serde(default)]
    dry_run: bool,
}

/// The sheet's bytes.
pub(super) struct Csv(Bytes);

impl<S: Send + Sync> FromRequest<S> for Csv {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        text_of_a_kind(
            &request,
            &["text/csv", "text/plain", "application/csv"],
            "the sheet with `Content-Type: text/csv`",
        )?;
        let read = Bytes::from_request(request, state).await;
        read.map(Self).map_err(|e| malformed(e.status(), &e.body_text()))
    }
}

macro_rules! import {
    ($(#[$doc:meta])* $name:ident, $path:literal, $sheet:expr) => {
        $(#[$doc])*
        #[utoipa::path(post, path = $path, tag = "imports",
            params(("programme" = String, Path, description = "Slug"), How),
            request_body(content = String, content_type = "text/csv"),
            responses((status = 200, description = "Done; the newest state of it", body = ImportReport), Refused))]
        pub(super) async fn $name(
            desk: Desk<Operator>,
            Path(programme): Path<String>,
            Query(how): Query<How>,
            Csv(csv): Csv,
        ) -> Result<Answer<ImportReport>, Refusal> {
            desk.import(&programme, $sheet, &csv, how.dry_run).await.map(Answer)
        }
    };
}

import! {
    /// Import applications
    ///
    /// Columns `reference`, `name`, `email`, `zone`, optionally `locale` and `submitted_at`, and one per field of the form.
    /// A reference that is there already changes nothing, so a second import is harmless.
    applicants, "/api/v1/programmes/{programme}/imports/applicants", Sheet::Applicants
}
import! {
    /// Import host companies
    ///
    /// Columns `reference`, `name`, `email`, `zone`, `country`, `city`, optionally `locale`.
    hosts, "/api/v1/programmes/{programme}/imports/hosts", Sheet::Hosts
}
import! {
    /// Import openings
    ///
    /// Columns as the fields of an opening, `host` being the host's reference; skills as `sql:3; python:2:verified`.
    openings, "/api/v1/programmes/{programme}/imports/openings", Sheet::Openings
}
import! {
    /// Import rank lists
    ///
    /// Columns `owner` (an application's or an opening's reference) and `ranked` (`OP-03; OP-07=OP-09`, `=` for ties).
    preferences, "/api/v1/programmes/{programme}/imports/preferences", Sheet::Preferences
}
