//! The notifier's public pages: unsubscribing (RFC 8058), and the door for signed bounce reports.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest as _, Multipart, Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use berth_domain::message::MessageKind;
use berth_runtime::SharedClock;
use berth_store::Store;
use minijinja::{AutoEscape, Environment, context};
use serde::Deserialize;
use uuid::Uuid;

use crate::bounce::{
    self, LARGEST_REPORT,
    webhook::{Refused, Webhook},
};
use crate::ledger::chain;
use crate::readers::{self, About, Links, Topic};

const SHELL: &str = include_str!("../pages/shell.html");
const UNSUBSCRIBE: &str = include_str!("../pages/unsubscribe.html");

/// What the public pages need.
#[derive(Clone)]
pub struct Public {
    pub store: Store,
    pub clock: SharedClock,
    /// Reads the links in mails; none: nobody can unsubscribe.
    pub links: Option<Links>,
    /// Checks reports of bounces; none: none are taken.
    pub webhook: Option<Webhook>,
}

struct Pages {
    house: Public,
    pages: Environment<'static>,
}

/// `GET` and `POST /unsubscribe/{token}`, and `POST /bounces`; to be nested, for example under `/mail`.
pub fn router(house: Public) -> Router {
    let mut pages = Environment::new();
    pages.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, source) in [("shell.html", SHELL), ("unsubscribe.html", UNSUBSCRIBE)] {
        if let Err(error) = pages.add_template(name, source) {
            tracing::error!(name, %error, "a public page can't be compiled");
        }
    }
    Router::new()
        .route("/unsubscribe/{token}", get(show).post(choose))
        .route("/bounces", post(report))
        .layer(DefaultBodyLimit::max(LARGEST_REPORT))
        .with_state(Arc::new(Pages { house, pages }))
}

/// Shows what the link is about. Mail scanners open it too: it changes nothing.
async fn show(State(pages): State<Arc<Pages>>, Path(token): Path<String>) -> Response {
    let Some((reader, kind, topic)) = pages.read(&token) else {
        return pages.unknown();
    };
    match readers::wants(&pages.house.store, reader, kind).await {
        Ok(wanted) => pages.answer(kind, topic, wanted, false),
        Err(error) => away(&chain(&error)),
    }
}

/// What a mail program or the page's button says.
#[derive(Debug, Deserialize)]
struct Choice {
    #[serde(rename = "List-Unsubscribe")]
    one_click: Option<String>,
    choice: Option<String>,
}

impl Choice {
    /// What a form says. RFC 8058, 3.2 asks mail programs for `multipart/form-data`; pages and some programs write the
    /// shorter form.
    async fn of(request: Request) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            let form = Form::<Self>::from_request(request, &()).await;
            return form.map(|Form(said)| said).map_err(IntoResponse::into_response);
        }
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(IntoResponse::into_response)?;
        let mut said = Self {
            one_click: None,
            choice: None,
        };
        while let Some(part) = parts.next_field().await.map_err(IntoResponse::into_response)? {
            let place = match part.name() {
                Some("List-Unsubscribe") => &mut said.one_click,
                Some("choice") => &mut said.choice,
                _ => continue,
            };
            *place = Some(part.text().await.map_err(IntoResponse::into_response)?);
        }
        Ok(said)
    }
}

async fn choose(State(pages): State<Arc<Pages>>, Path(token): Path<String>, request: Request) -> Response {
    let said = match Choice::of(request).await {
        Ok(said) => said,
        Err(refused) => return refused,
    };
    let Some((reader, kind, topic)) = pages.read(&token) else {
        return pages.unknown();
    };
    let (about, wanted) = match (said.one_click.as_deref(), said.choice.as_deref()) {
        (Some("One-Click"), _) | (None, Some("unsubscribe")) => (About::Topic(topic), false),
        (None, Some("unsubscribe-kind")) => (About::Kind(kind), false),
        (None, Some("subscribe")) => (About::Topic(topic), true),
        _ => {
            let advice = "say List-Unsubscribe=One-Click (RFC 8058), or press the page's button";
            return (StatusCode::BAD_REQUEST, advice).into_response();
        }
    };
    let now = pages.house.clock.now();
    match readers::say(&pages.house.store, reader, about, wanted, now).await {
        Ok(()) => {
            tracing::info!(recipient = %reader, about = about.as_str(), wanted, "a reader chose");
            pages.answer(kind, topic, wanted, true)
        }
        Err(error) => away(&chain(&error)),
    }
}

async fn report(State(pages): State<Arc<Pages>>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(webhook) = &pages.house.webhook else {
        return (StatusCode::NOT_FOUND, "no reports are taken here").into_response();
    };
    let now = pages.house.clock.now();
    let (event, reports) = match webhook.read(&headers, &body, now) {
        Ok(read) => read,
        Err(refused) => {
            let status = match refused {
                Refused::Unsigned | Refused::Stale => StatusCode::UNAUTHORIZED,
                Refused::Unreadable => StatusCode::UNPROCESSABLE_ENTITY,
            };
            return (status, refused.to_string()).into_response();
        }
    };
    for report in &reports {
        if let Err(error) = bounce::record_once(&pages.house.store, &event, report, now).await {
            return away(&chain(&error));
        }
    }
    StatusCode::NO_CONTENT.into_response()
}

impl Pages {
    fn read(&self, token: &str) -> Option<(Uuid, MessageKind, Topic)> {
        let (reader, kind) = self.house.links.as_ref()?.read(token)?;
        Some((reader, kind, Topic::of(kind)?))
    }

    fn unknown(&self) -> Response {
        self.page(
            StatusCode::NOT_FOUND,
            context! { title => "This link is not complete", known => false },
        )
    }

    fn answer(&self, kind: MessageKind, topic: Topic, wanted: bool, chosen: bool) -> Response {
        let words = |kind: MessageKind| kind.as_str().replace('-', " ");
        let kinds: Vec<String> = topic.kinds().map(words).collect();
        let title = match (wanted, chosen) {
            (true, true) => "You will get these messages again",
            (false, true) => "You will not get these messages any more",
            (true, false) => "Stop these messages?",
            (false, false) => "You do not get these messages",
        };
        self.page(
            StatusCode::OK,
            context! { title, known => true, topic => topic.title(), kinds, kind => words(kind), wanted },
        )
    }

    fn page(&self, status: StatusCode, context: minijinja::Value) -> Response {
        let rendered = self
            .pages
            .get_template("unsubscribe.html")
            .and_then(|template| template.render(context));
        let html = match rendered {
            Ok(html) => html,
            Err(error) => {
                tracing::error!(%error, "a public page can't be rendered");
                let text = "the page can't be shown; the log says why";
                return (StatusCode::INTERNAL_SERVER_ERROR, text).into_response();
            }
        };
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; \
                      frame-ancestors 'none'";
        let set = |name: HeaderName, value: &'static str| (name, HeaderValue::from_static(value));
        let headers = [
            set(header::CONTENT_TYPE, "text/html; charset=utf-8"),
            set(header::CONTENT_SECURITY_POLICY, policy),
            set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            set(header::REFERRER_POLICY, "no-referrer"),
            set(header::CACHE_CONTROL, "no-store"),
            set(HeaderName::from_static("x-robots-tag"), "noindex"),
        ];
        (status, headers, html).into_response()
    }
}

fn away(error: &str) -> Response {
    tracing::warn!(error, "the ledger's database can't be used by the public pages");
    let text = "this can't be done now; try again in a minute";
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}
