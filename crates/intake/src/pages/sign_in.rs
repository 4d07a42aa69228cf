//! Signing in as an operator, with the token or with a link from whoever runs the server.

use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::{Html, Redirect};
use axum::{Extension, Form};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use serde_json::json;

use super::templates::Templates;
use crate::api::extract::Path;
use crate::desk::{App, SESSION_COOKIE, sign_in};
use crate::refusal::Refusal;

/// The form.
pub(super) async fn form(Extension(pages): Extension<Templates>) -> Result<Html<String>, Refusal> {
    pages.page("sign-in.html", &json!({ "code": null }))
}

/// The form's field.
#[derive(Deserialize)]
pub(super) struct Token {
    token: String,
}

/// Signs in with a token.
pub(super) async fn with_token(
    State(app): State<App>,
    jar: CookieJar,
    given: Result<Form<Token>, FormRejection>,
) -> Result<(CookieJar, Redirect), Refusal> {
    let Ok(Form(Token { token })) = given else {
        return Err(Refusal::unprocessable("enter the operator's token"));
    };
    let session = sign_in::by_token(&app, token.trim()).await?;
    Ok((jar.add(cookie(&app, session)), Redirect::to("/")))
}

/// Shows what a sign-in link does; following it changes nothing yet.
pub(super) async fn confirm(
    Path(code): Path<String>,
    Extension(pages): Extension<Templates>,
) -> Result<Html<String>, Refusal> {
    pages.page("sign-in.html", &json!({ "code": code }))
}

/// Signs in with a link.
pub(super) async fn with_code(
    State(app): State<App>,
    jar: CookieJar,
    Path(code): Path<String>,
) -> Result<(CookieJar, Redirect), Refusal> {
    let session = sign_in::by_link(&app, &code).await?;
    Ok((jar.add(cookie(&app, session)), Redirect::to("/")))
}

/// Signs out: the session is worth nothing from now on, whoever may have kept a copy of its cookie.
pub(super) async fn out(State(app): State<App>, jar: CookieJar) -> Result<(CookieJar, Redirect), Refusal> {
    if let Some(session) = jar.get(SESSION_COOKIE) {
        sign_in::end(&app, session.value()).await?;
    }
    Ok((jar.remove(cookie(&app, String::new())), Redirect::to("/")))
}

fn cookie(app: &App, session: String) -> Cookie<'static> {
    Cookie::build((SESSION_COOKIE, session))
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(app.public_url().scheme() == "https")
        .path("/")
        .build()
}
