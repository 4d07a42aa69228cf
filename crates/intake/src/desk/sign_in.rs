//! Sessions of operators' browsers: a token of their own, so that the operator's token stays out of the cookie.

use berth_store::Emit;
use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::permit::operator_of_token;
use super::{App, tokens, used_links};
use crate::entities::token;
use crate::keys::{OpenedLink, Purpose, sha256_hex};
use crate::refusal::Refusal;

/// How long a session lasts: a working day, whether somebody signs out or not.
pub(crate) const SESSION: TimeDelta = TimeDelta::hours(12);

/// A session for whoever has an operator's token.
pub(crate) async fn by_token(app: &App, token: &str) -> Result<String, Refusal> {
    let name = operator_of_token(app, token)
        .await
        .ok_or(Refusal::Unauthenticated)?;
    session(app, name, None).await
}

/// A session for whoever has a sign-in link, as the configured operator.
pub(crate) async fn by_link(app: &App, code: &str) -> Result<String, Refusal> {
    let opened = app.keys().open_link(Purpose::SignIn, code)?;
    if opened.has_run_out(app.now()) {
        return Err(Refusal::Link(
            "this sign-in link has run out; start Berth again for a new one, or use the operator's token",
        ));
    }
    session(app, tokens::CONFIGURED.to_owned(), Some((code, opened))).await
}

/// Ends a session. One that isn't there has ended already.
pub(crate) async fn end(app: &App, session: &str) -> Result<(), Refusal> {
    let hash = &sha256_hex(session.as_bytes());
    let desk = app.system_desk(None);
    desk.write(|tx| async move {
        token::Entity::update_many()
            .col_expr(token::Column::RevokedAt, Expr::value(app.now()))
            .filter(token::Column::Hash.eq(hash))
            .filter(token::Column::RevokedAt.is_null())
            .exec(tx.conn())
            .await?;
        tx.commit(Emit::nothing("sessions are nobody else's business"))
            .await?;
        Ok(())
    })
    .await
}

async fn session(app: &App, name: String, by: Option<(&str, OpenedLink)>) -> Result<String, Refusal> {
    const USED: &str =
        "this sign-in link has been used; start Berth again for a new one, or use the operator's token";
    let name = &name;
    let desk = app.system_desk(None);
    desk.write(|tx| async move {
        if let Some((link, opened)) = by {
            used_links::use_up(&tx, app.now(), link, opened, USED).await?;
        }
        let ends = Some(app.now() + SESSION);
        let token = tokens::issue(&tx, app.now(), "operator", name.clone(), ends).await?;
        tx.commit(Emit::nothing("sessions are nobody else's business"))
            .await?;
        Ok(token)
    })
    .await
}
