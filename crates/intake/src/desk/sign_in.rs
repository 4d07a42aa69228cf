//! Sessions of operators' browsers: a token of their own, so that the operator's token stays out of the cookie.

use berth_store::Emit;

use super::permit::operator_of_token;
use super::{App, tokens};
use crate::keys::Purpose;
use crate::refusal::Refusal;

/// A session for whoever has an operator's token.
pub(crate) async fn by_token(app: &App, token: &str) -> Result<String, Refusal> {
    let name = operator_of_token(app, token)
        .await
        .ok_or(Refusal::Unauthenticated)?;
    session(app, name).await
}

/// A session for whoever has a sign-in link, as the configured operator.
pub(crate) async fn by_link(app: &App, code: &str) -> Result<String, Refusal> {
    let opened = app.keys().open_link(Purpose::SignIn, code, app.now())?;
    if opened.expired {
        return Err(Refusal::Link(
            "this sign-in link has run out; start Berth again for a new one, or use the operator's token",
        ));
    }
    session(app, "configured".to_owned()).await
}

async fn session(app: &App, name: String) -> Result<String, Refusal> {
    let name = &name;
    let desk = app.system_desk(None);
    desk.write(|tx| async move {
        let token = tokens::issue(&tx, app.now(), "operator", name.clone()).await?;
        tx.commit(Emit::nothing("sessions are nobody else's business"))
            .await?;
        Ok(token)
    })
    .await
}
