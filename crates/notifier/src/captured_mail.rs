//! Pages to read captured mail with: a list, and one mail with its HTML, text, headers and source. No script.

use std::path::{Path as FsPath, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{OriginalUri, Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use mail_parser::{Message, MessageParser};
use minijinja::{AutoEscape, Environment, Value, context};

const LIST: &str = include_str!("../pages/list.html");
const MAIL: &str = include_str!("../pages/mail.html");
const SHELL: &str = include_str!("../pages/shell.html");

/// The newest mails shown in the list.
const MOST: usize = 500;

struct Reader {
    dir: PathBuf,
    pages: Environment<'static>,
}

/// Serves the mails captured in `dir`; to be nested, for example under `/mail`. Pages link below where they were asked for.
pub fn router(dir: impl Into<PathBuf>) -> Router {
    let mut pages = Environment::new();
    pages.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    pages.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, source) in [("shell.html", SHELL), ("list.html", LIST), ("mail.html", MAIL)] {
        if let Err(error) = pages.add_template(name, source) {
            tracing::error!(name, %error, "a page of the mail reader can't be compiled");
        }
    }
    Router::new()
        .route("/", get(list))
        .route("/{id}", get(mail))
        .route("/{id}/html", get(html))
        .route("/{id}/source", get(source))
        .with_state(Arc::new(Reader {
            dir: dir.into(),
            pages,
        }))
}

async fn list(State(reader): State<Arc<Reader>>, OriginalUri(uri): OriginalUri) -> Response {
    let mut mails = Vec::new();
    for (id, bytes) in newest(&reader.dir).await {
        if let Some(message) = MessageParser::default().parse(&bytes) {
            mails.push((sort_key(&message), summary(&id, &message)));
        }
    }
    mails.sort_by(|a, b| b.0.cmp(&a.0));
    let mails: Vec<Value> = mails.into_iter().map(|(_, mail)| mail).collect();
    page(
        &reader,
        "list.html",
        context! { title => "Captured mail", mails, base => uri.path().trim_end_matches('/') },
    )
}

async fn mail(
    State(reader): State<Arc<Reader>>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
) -> Response {
    let Some(bytes) = read(&reader.dir, &id).await else {
        return gone();
    };
    let Some(message) = MessageParser::default().parse(&bytes) else {
        return gone();
    };
    let headers: Vec<Value> = message
        .headers_raw()
        .map(|(name, value)| context! { name, value => value.trim() })
        .collect();
    let base = uri.path().strip_suffix(&format!("/{id}")).unwrap_or_default();
    let own = context! {
        base,
        title => message.subject().unwrap_or("(no subject)"),
        mail => summary(&id, &message),
        text => message.body_text(0).map(|text| text.into_owned()).unwrap_or_default(),
        has_html => message.html_body_count() > 0,
        headers,
    };
    page(&reader, "mail.html", own)
}

/// The HTML part alone, for the sandboxed frame: it may show itself and nothing else.
async fn html(State(reader): State<Arc<Reader>>, Path(id): Path<String>) -> Response {
    let Some(bytes) = read(&reader.dir, &id).await else {
        return gone();
    };
    let Some(message) = MessageParser::default().parse(&bytes) else {
        return gone();
    };
    let body = message
        .body_html(0)
        .map(|html| html.into_owned())
        .unwrap_or_default();
    // No `frame-ancestors 'self'`: a sandboxed document's own origin is none, so it would match nothing.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups \
                  allow-popups-to-escape-sandbox";
    // Links in a mail open beside the reader, as they would beside a mail program.
    let body = body.replacen("<head>", "<head><base target=\"_blank\">", 1);
    answer("text/html; charset=utf-8", policy, body.into_bytes())
}

async fn source(State(reader): State<Arc<Reader>>, Path(id): Path<String>) -> Response {
    match read(&reader.dir, &id).await {
        Some(bytes) => answer("text/plain; charset=utf-8", "default-src 'none'; sandbox", bytes),
        None => gone(),
    }
}

fn summary(id: &str, message: &Message<'_>) -> Value {
    let to = message.to().and_then(|to| to.first());
    let text = message.body_text(0).unwrap_or_default();
    // The paragraph after the greeting.
    let first = text
        .replace('\r', "")
        .split("\n\n")
        .nth(1)
        .unwrap_or_default()
        .replace('\n', " ");
    let date = message.date().map(|date| {
        let utc = date.to_timestamp();
        chrono::DateTime::from_timestamp(utc, 0)
            .map_or_else(String::new, |at| at.format("%-d %b %Y, %H:%M").to_string())
    });
    context! {
        id,
        subject => message.subject().unwrap_or("(no subject)"),
        to_name => to.and_then(|to| to.name()).unwrap_or_default(),
        to_address => to.and_then(|to| to.address()).unwrap_or_default(),
        from_name => message.from().and_then(|from| from.first()).and_then(|from| from.name()).unwrap_or_default(),
        date => date.unwrap_or_default(),
        first => first.chars().take(160).collect::<String>(),
    }
}

fn sort_key(message: &Message<'_>) -> (i64, String) {
    let at = message.date().map_or(0, |date| date.to_timestamp());
    (at, message.message_id().unwrap_or_default().to_owned())
}

async fn newest(dir: &FsPath) -> Vec<(String, Vec<u8>)> {
    let mut names = Vec::new();
    if let Ok(mut entries) = tokio::fs::read_dir(dir).await {
        while let Ok(Some(entry)) = entries.next_entry().await {
            let name = entry.file_name();
            let Some(id) = name.to_str().and_then(|name| name.strip_suffix(".eml")) else {
                continue;
            };
            if !id.starts_with('.') {
                let modified = entry.metadata().await.and_then(|meta| meta.modified()).ok();
                names.push((modified, id.to_owned()));
            }
        }
    }
    names.sort_by(|a, b| b.cmp(a));
    let mut mails = Vec::new();
    for (_, id) in names.into_iter().take(MOST) {
        if let Some(bytes) = read(dir, &id).await {
            mails.push((id, bytes));
        }
    }
    mails
}

/// Reads a captured mail; an id is letters, digits and hyphens, so it can't name another file.
async fn read(dir: &FsPath, id: &str) -> Option<Vec<u8>> {
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        return None;
    }
    tokio::fs::read(dir.join(format!("{id}.eml"))).await.ok()
}

fn page(reader: &Reader, name: &str, context: Value) -> Response {
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; img-src data:; \
                  base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    match reader
        .pages
        .get_template(name)
        .and_then(|template| template.render(context))
    {
        Ok(html) => answer("text/html; charset=utf-8", policy, html.into_bytes()),
        Err(error) => {
            tracing::error!(name, %error, "a page of the mail reader can't be rendered");
            (
                StatusCode::INTERNAL_SERVER_ERROR,
                "the page can't be shown; the log says why",
            )
                .into_response()
        }
    }
}

fn answer(content_type: &'static str, policy: &'static str, body: Vec<u8>) -> Response {
    let set = |name: HeaderName, value: &'static str| (name, HeaderValue::from_static(value));
    let headers = [
        set(header::CONTENT_TYPE, content_type),
        set(header::CONTENT_SECURITY_POLICY, policy),
        set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        set(header::REFERRER_POLICY, "no-referrer"),
        set(header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        set(header::CACHE_CONTROL, "no-store"),
    ];
    (headers, body).into_response()
}

fn gone() -> Response {
    (
        StatusCode::NOT_FOUND,
        "there is no such mail; it may have been deleted from the folder",
    )
        .into_response()
}
