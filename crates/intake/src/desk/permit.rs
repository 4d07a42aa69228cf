//! Permits: who may do what, as types. Only this module makes one, and only from a request that proves it.

use berth_store::Only as _;
use std::collections::HashMap;

use axum::extract::{FromRequestParts, Path};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use sea_orm::EntityTrait as _;
use uuid::Uuid;

use super::{App, Desk};
use crate::entities::{application, opening, token};
use crate::keys::{OpenedLink, Purpose, sha256_hex};
use crate::refusal::Refusal;

/// The cookie an operator's browser signs in with; for reading pages only.
pub const SESSION_COOKIE: &str = "berth_session";

/// Something a request can prove.
pub trait Permit: sealed::Found + Send + Sync + Sized + 'static {}

mod sealed {
    use super::{App, Parts, Refusal};

    pub trait Found: Sized {
        fn find(parts: &mut Parts, app: &App) -> impl Future<Output = Result<Self, Refusal>> + Send;
    }
}

/// Nobody in particular: public things only.
#[derive(Debug, Clone, Copy)]
pub struct Anyone(());

/// Somebody who runs the programme.
#[derive(Debug, Clone)]
pub struct Operator {
    name: String,
}

/// Somebody with a token; to be narrowed to what it opens.
#[derive(Debug, Clone)]
pub struct Signed(Bearer);

/// The applicant whose application it is, or an operator on the applicant's behalf.
#[derive(Debug, Clone)]
pub struct OwnApplication {
    pub(super) id: Uuid,
    pub(super) actor: String,
}

/// The host whose opening it is, or an operator on the host's behalf.
#[derive(Debug, Clone)]
pub struct OwnOpening {
    pub(super) id: Uuid,
    pub(super) actor: String,
}

/// Whoever holds the link from an offer's mail.
#[derive(Debug, Clone, Copy)]
pub struct OfferHolder {
    pub(super) id: Uuid,
}

/// Whoever holds a mailed way back to an application. It shows; to decide, it becomes a visit once.
#[derive(Clone)]
pub struct WayBack {
    /// What is in the mail: a secret.
    pub(super) link: String,
    pub(super) opened: OpenedLink,
}

/// The service itself: timers, consumers, questions of other services. Never made from a request.
#[derive(Debug, Clone, Copy)]
pub struct System;

#[derive(Debug, Clone)]
enum Bearer {
    Operator(String),
    Host(Uuid),
    Applicant(Uuid),
}

impl Operator {
    /// How the audit names them.
    pub(super) fn actor(&self) -> String {
        format!("operator:{}", self.name)
    }

    /// The operator's name, for approvals.
    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

impl<T: sealed::Found + Send + Sync + 'static> Permit for T {}

impl sealed::Found for Anyone {
    async fn find(_: &mut Parts, _: &App) -> Result<Self, Refusal> {
        Ok(Self(()))
    }
}

impl sealed::Found for Operator {
    async fn find(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        match bearer(parts, app).await? {
            Bearer::Operator(name) => Ok(Self { name }),
            Bearer::Host(_) | Bearer::Applicant(_) => Err(Refusal::Forbidden("an operator's token")),
        }
    }
}

impl sealed::Found for Signed {
    async fn find(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        bearer(parts, app).await.map(Self)
    }
}

impl sealed::Found for OfferHolder {
    async fn find(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let link = &link_of(parts, app).await?;
        // A link that has run out still shows what became of the offer; deciding looks at the offer's own expiry.
        app.keys()
            .open_link(Purpose::Offer, link)
            .map(|opened| Self { id: opened.id })
    }
}

impl std::fmt::Debug for WayBack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WayBack")
            .field("opened", &self.opened)
            .finish_non_exhaustive()
    }
}

impl WayBack {
    /// Whose link it is, whether it can still be used or not.
    pub(super) fn by_link(app: &App, link: &str) -> Result<Self, Refusal> {
        let opened = app.keys().open_link(Purpose::Application, link)?;
        let link = link.to_owned();
        Ok(Self { link, opened })
    }

    /// How the audit names them.
    pub(super) fn actor(&self) -> String {
        format!("applicant:{}", self.opened.id)
    }
}

impl sealed::Found for WayBack {
    async fn find(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        Self::by_link(app, &link_of(parts, app).await?)
    }
}

impl OwnApplication {
    /// What a way back shows is the application's own.
    pub(super) fn by_way_back(way_back: &WayBack) -> Self {
        Self {
            id: way_back.opened.id,
            actor: way_back.actor(),
        }
    }
}

impl sealed::Found for OwnApplication {
    async fn find(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let opened = app
            .keys()
            .open_link(Purpose::Visit, &link_of(parts, app).await?)?;
        if opened.has_run_out(app.now()) {
            return Err(Refusal::Link(
                "this visit is over; open the newest link from your mail, whose page also mails you another",
            ));
        }
        let (id, actor) = (opened.id, format!("applicant:{}", opened.id));
        Ok(Self { id, actor })
    }
}

const NO_LINK: Refusal = Refusal::Link("this link isn't valid; use the newest one from your mail, whole");

async fn link_of(parts: &mut Parts, app: &App) -> Result<String, Refusal> {
    let path = Path::<HashMap<String, String>>::from_request_parts(parts, app)
        .await
        .map_err(|_| NO_LINK)?;
    path.get("link").cloned().ok_or(NO_LINK)
}

async fn bearer(parts: &mut Parts, app: &App) -> Result<Bearer, Refusal> {
    let from_header = parts.headers.get(AUTHORIZATION).map(|value| {
        value
            .to_str()
            .ok()
            .and_then(|text| text.strip_prefix("Bearer "))
            .map(str::trim)
            .unwrap_or_default()
            .to_owned()
    });
    // A cookie travels by itself, so it may only read: nothing another site makes a browser send can change anything.
    let may_use_cookie = parts.method.is_safe();
    let from_cookie = || {
        let jar = CookieJar::from_headers(&parts.headers);
        jar.get(SESSION_COOKIE)
            .filter(|_| may_use_cookie)
            .map(|c| c.value().to_owned())
    };
    let token = from_header
        .or_else(from_cookie)
        .filter(|t| !t.is_empty())
        .ok_or(Refusal::Unauthenticated)?;
    known(app, &token).await
}

async fn known(app: &App, token: &str) -> Result<Bearer, Refusal> {
    let hash = sha256_hex(token.as_bytes());
    // Hashes are compared, so how long it takes says nothing about the token.
    if app.0.operator_token.as_ref() == Some(&hash) {
        return Ok(Bearer::Operator(super::tokens::CONFIGURED.to_owned()));
    }
    let row = token::Entity::find_by_id(hash).only(app.0.store.read()).await?;
    let row = row
        .filter(|r| r.revoked_at.is_none() && r.expires_at.is_none_or(|ends| app.now() < ends))
        .ok_or(Refusal::Unauthenticated)?;
    let id = || Uuid::try_parse(&row.holder).map_err(|_| Refusal::Unauthenticated);
    match row.role.as_str() {
        "operator" => Ok(Bearer::Operator(row.holder)),
        "host" => Ok(Bearer::Host(id()?)),
        "applicant" => Ok(Bearer::Applicant(id()?)),
        _ => Err(Refusal::Unauthenticated),
    }
}

impl Desk<Signed> {
    /// The desk of one application, for its applicant and for operators. To others it doesn't exist.
    ///
    /// # Errors
    /// When there is no such application for this token.
    pub async fn application(&self, id: Uuid) -> Result<Desk<OwnApplication>, Refusal> {
        const NONE: Refusal = Refusal::NotFound("application");
        let actor = match &self.permit.0 {
            Bearer::Operator(name) => format!("operator:{name}"),
            Bearer::Applicant(own) if *own == id => format!("applicant:{id}"),
            Bearer::Applicant(_) | Bearer::Host(_) => return Err(NONE),
        };
        application::Entity::find_by_id(id)
            .only(self.store().read())
            .await?
            .ok_or(NONE)?;
        Ok(self.narrowed(OwnApplication { id, actor }))
    }

    /// The desk of one opening, for its host and for operators. To others it doesn't exist.
    ///
    /// # Errors
    /// When there is no such opening for this token.
    pub async fn opening(&self, id: Uuid) -> Result<Desk<OwnOpening>, Refusal> {
        const NONE: Refusal = Refusal::NotFound("opening");
        let row = opening::Entity::find_by_id(id)
            .only(self.store().read())
            .await?
            .ok_or(NONE)?;
        let actor = match &self.permit.0 {
            Bearer::Operator(name) => format!("operator:{name}"),
            Bearer::Host(host) if *host == row.host_id => format!("host:{host}"),
            Bearer::Applicant(_) | Bearer::Host(_) => return Err(NONE),
        };
        Ok(self.narrowed(OwnOpening { id, actor }))
    }
}

/// Whose operator's token this is; for the sign-in page.
pub(super) async fn operator_of_token(app: &App, token: &str) -> Option<String> {
    match known(app, token).await {
        Ok(Bearer::Operator(name)) => Some(name),
        _ => None,
    }
}
