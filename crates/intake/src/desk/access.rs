//! The way back to one's own application: a link that is mailed, shows where things stand as often as it is followed,
//! and is worth one visit or one token.

use berth_events::v1;
use berth_store::{Emit, WriteTx};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use serde::Serialize;
use uuid::Uuid;

use super::applications;
use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::{
    Anyone, ApplicationView, Desk, NewToken, OfferView, OwnApplication, Permit, System, WayBack, programmes,
    tokens, used_links,
};
use crate::entities::{application, token};
use crate::keys::Purpose;
use crate::refusal::Refusal;
use chrono::{DateTime, TimeDelta, Utc};

/// How long a mailed way back to an application is good.
const WAY_BACK: TimeDelta = TimeDelta::days(60);

/// How long a visit lasts: it is in the browser's address line, so it ends the same day.
const VISIT: TimeDelta = TimeDelta::hours(4);

const USED: &str = "this link has been used, and each works once; its page mails you a new one";

/// How far a mailed way back still goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It can be used.
    Fresh,
    /// It has been used.
    Used,
    /// It is too old, and shows nothing any more.
    RunOut,
}

/// What the page behind a mailed way back shows.
#[derive(Debug, Serialize)]
pub struct WayBackPage {
    /// How far the link still goes.
    pub standing: Standing,
    /// The application; nothing of it once the link has run out.
    pub application: Option<ApplicationPage>,
}

/// What the page of an application shows.
#[derive(Debug, Serialize)]
pub struct ApplicationPage {
    /// The application.
    pub application: ApplicationView,
    /// The programme's name.
    pub programme: String,
    /// Its zone.
    pub zone: String,
    /// Names of required questions without an answer.
    pub missing: Vec<String>,
    /// The deadline.
    pub closes_at: DateTime<Utc>,
    /// All offers there ever were.
    pub offers: Vec<OfferView>,
    /// The server's time.
    pub server_time: DateTime<Utc>,
}

impl Desk<System> {
    /// The link to an application's own page, for its applicant's mail.
    pub(super) fn application_link(&self, id: Uuid) -> String {
        let until = self.now() + WAY_BACK;
        let link = self.app.keys().link(Purpose::Application, id, until);
        self.app.link(&format!("applications/{link}"))
    }
}

/// Writes down that another link to an application was asked for, and tells the notifier, which mails it to nobody but
/// the applicant.
pub(super) async fn request_link<P: Permit>(
    desk: &Desk<P>,
    tx: WriteTx,
    row: application::Model,
) -> Result<(), Refusal> {
    let mut out = Outgoing::new(&tx, desk.stamp(), &row.programme_id)?;
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.version = Set(version);
    let row = changed.update(tx.conn()).await?;
    out.event(
        version,
        v1::ApplicationLinkRequested {
            programme_id: row.programme_id.clone(),
            application_id: text(row.id),
            party_id: text(row.party_id),
        },
    );
    let emit = out.done();
    let entry = Entry {
        actor: "anyone",
        action: "application.request_link",
        programme: &row.programme_id,
        subject: text(row.id),
        detail: serde_json::json!({}),
    };
    audit::note(&tx, desk.now(), entry).await?;
    tx.commit(emit).await?;
    Ok(())
}

impl Desk<Anyone> {
    /// An access token for the application a mailed link is about; it uses the link up.
    ///
    /// # Errors
    /// When the link isn't one of ours, has run out, or has been used.
    pub async fn token_by_link(&self, link: &str) -> Result<NewToken, Refusal> {
        let desk = &self.narrowed(WayBack::by_link(&self.app, link)?);
        desk.write(|tx| async move {
            let row = desk.use_up(&tx).await?;
            issue_token(tx, desk.now(), &desk.permit.actor(), row).await
        })
        .await
    }
}

impl Desk<WayBack> {
    /// What the link shows, however often it is followed.
    ///
    /// # Errors
    /// When there is no such application.
    pub async fn way_back_page(&self) -> Result<WayBackPage, Refusal> {
        let own = OwnApplication::by_way_back(&self.permit);
        let standing = if self.permit.opened.has_run_out(self.now()) {
            Standing::RunOut
        } else if used_links::is_used(&self.app, &self.permit.link).await? {
            Standing::Used
        } else {
            Standing::Fresh
        };
        let application = match standing {
            Standing::RunOut => None,
            Standing::Fresh | Standing::Used => Some(self.narrowed(own).application_page().await?),
        };
        Ok(WayBackPage {
            standing,
            application,
        })
    }

    /// Begins a visit, which uses the link up: what follows `/visits/` in its address.
    ///
    /// # Errors
    /// When the link has run out or has been used.
    pub async fn visit(&self) -> Result<String, Refusal> {
        self.write(|tx| async move {
            let row = self.use_up(&tx).await?;
            let now = self.now();
            let entry = Entry {
                actor: &self.permit.actor(),
                action: "application.visit",
                programme: &row.programme_id,
                subject: text(row.id),
                detail: serde_json::json!({}),
            };
            audit::note(&tx, now, entry).await?;
            tx.commit(Emit::nothing("a visit is nobody else's business"))
                .await?;
            Ok(self.app.keys().link(Purpose::Visit, row.id, now + VISIT))
        })
        .await
    }

    /// Has a new link mailed, also by one that was used or has run out.
    ///
    /// # Errors
    /// When there is no such application.
    pub async fn request_link(&self) -> Result<(), Refusal> {
        self.write(|tx| async move {
            let row = applications::find(tx.conn(), self.permit.opened.id).await?;
            request_link(self, tx, row).await
        })
        .await
    }

    async fn use_up(&self, tx: &WriteTx) -> Result<application::Model, Refusal> {
        let WayBack { link, opened } = &self.permit;
        if opened.has_run_out(self.now()) {
            return Err(Refusal::Link(
                "this link has run out; its page mails you a new one",
            ));
        }
        used_links::use_up(tx, self.now(), link, *opened, USED).await?;
        applications::find(tx.conn(), opened.id).await
    }
}

/// A new access token; the ones before open nothing any more.
async fn issue_token(
    tx: WriteTx,
    now: DateTime<Utc>,
    actor: &str,
    row: application::Model,
) -> Result<NewToken, Refusal> {
    let holder = text(row.id);
    token::Entity::update_many()
        .col_expr(token::Column::RevokedAt, Expr::value(now))
        .filter(token::Column::Role.eq("applicant"))
        .filter(token::Column::Holder.eq(&holder))
        .filter(token::Column::RevokedAt.is_null())
        .exec(tx.conn())
        .await?;
    let token = tokens::issue(&tx, now, "applicant", holder.clone(), None).await?;
    let entry = Entry {
        actor,
        action: "token.issue",
        programme: &row.programme_id,
        subject: holder.clone(),
        detail: serde_json::json!({ "role": "applicant" }),
    };
    audit::note(&tx, now, entry).await?;
    tx.commit(Emit::nothing("tokens are nobody else's business"))
        .await?;
    Ok(NewToken {
        token,
        role: "applicant",
        holder,
    })
}

impl Desk<OwnApplication> {
    /// A new access token; the ones before open nothing any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn new_token(&self) -> Result<NewToken, Refusal> {
        self.write(|tx| async move {
            let row = applications::find(tx.conn(), self.permit.id).await?;
            issue_token(tx, self.now(), &self.permit.actor, row).await
        })
        .await
    }

    /// What the application's own page shows.
    ///
    /// # Errors
    /// When there is no such application.
    pub async fn application_page(&self) -> Result<ApplicationPage, Refusal> {
        let application = self.view().await?;
        let programme = programmes::find(self.store().read(), &application.programme)
            .await?
            .config;
        let label = |name: &String| {
            let field = programme.form.iter().find(|f| f.name == *name);
            field.map_or_else(|| name.clone(), |f| f.label.clone())
        };
        Ok(ApplicationPage {
            missing: application.missing.iter().map(label).collect(),
            offers: self.own_offers().await?,
            closes_at: programme.closes_at(),
            zone: programme.zone.to_string(),
            programme: programme.name,
            server_time: self.now(),
            application,
        })
    }

    /// The page behind the mail of one of the application's offers.
    pub(crate) fn page_of_offer(&self, offer: &OfferView) -> String {
        let link = self.app.keys().link(Purpose::Offer, offer.id, offer.expires_at);
        format!("/offers/{link}")
    }
}
