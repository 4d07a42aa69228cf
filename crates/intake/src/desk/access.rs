//! The way back to one's own application: a link that is mailed, and the token it is worth.

use berth_domain::programme::Programme;
use berth_events::{timestamp, v1};
use berth_store::{Emit, WriteTx};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};
use serde::Serialize;
use uuid::Uuid;

use super::applications::{self, state_of};
use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::{Anyone, ApplicationView, Desk, NewToken, OfferView, OwnApplication, System, programmes, tokens};
use crate::entities::{application, token};
use crate::keys::Purpose;
use crate::refusal::Refusal;
use berth_domain::state::ApplicationState;
use chrono::{DateTime, TimeDelta, Utc};

/// How long a mailed way back to an application is good.
const WAY_BACK: TimeDelta = TimeDelta::days(60);

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

/// Somebody begins again what they have begun: only its owner may learn that, by mail, with the way back.
pub(super) async fn remind(
    desk: &Desk<Anyone>,
    tx: WriteTx,
    programme: &Programme,
    row: application::Model,
) -> Result<(), Refusal> {
    if state_of(&row)? != ApplicationState::Draft {
        tx.commit(Emit::nothing("what is submitted has its receipt"))
            .await?;
        return Ok(());
    }
    let mut out = Outgoing::new(&tx, desk.stamp(), &row.programme_id)?;
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.version = Set(version);
    let row = changed.update(tx.conn()).await?;
    out.event(
        version,
        v1::ApplicationDrafted {
            programme_id: row.programme_id.clone(),
            application_id: text(row.id),
            party_id: text(row.party_id),
            cohort_id: row.cohort_id.clone(),
            closes_at: Some(timestamp(programme.closes_at())),
        },
    );
    let emit = out.done();
    let entry = Entry {
        actor: "anyone",
        action: "application.begin_again",
        programme: &row.programme_id,
        subject: text(row.id),
        detail: serde_json::json!({}),
    };
    audit::note(&tx, desk.now(), entry).await?;
    tx.commit(emit).await?;
    Ok(())
}

impl Desk<Anyone> {
    /// An access token for the application a mailed link is about.
    ///
    /// # Errors
    /// When the link isn't one of ours, or has run out.
    pub async fn token_by_link(&self, link: &str) -> Result<NewToken, Refusal> {
        let permit = OwnApplication::by_link(&self.app, link)?;
        applications::find(self.store().read(), permit.id).await?;
        self.narrowed(permit).new_token().await
    }
}

impl Desk<OwnApplication> {
    /// A new access token; the ones before open nothing any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn new_token(&self) -> Result<NewToken, Refusal> {
        self.write(|tx| async move {
            let (now, holder) = (self.now(), text(self.permit.id));
            let row = applications::find(tx.conn(), self.permit.id).await?;
            token::Entity::update_many()
                .col_expr(token::Column::RevokedAt, Expr::value(now))
                .filter(token::Column::Role.eq("applicant"))
                .filter(token::Column::Holder.eq(&holder))
                .filter(token::Column::RevokedAt.is_null())
                .exec(tx.conn())
                .await?;
            let token = tokens::issue(&tx, now, "applicant", holder.clone(), None).await?;
            let entry = Entry {
                actor: &self.permit.actor,
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
