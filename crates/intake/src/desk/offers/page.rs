//! What the page behind an offer's link shows.

use berth_domain::cohort::OpeningFacts;
use berth_domain::state::OfferState;
use berth_store::Only as _;
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait as _;
use serde::Serialize;

use crate::desk::{Desk, OfferHolder, hosts, programmes};
use crate::entities::{self, party};
use crate::refusal::Refusal;

use super::{Answered, OfferView, find, offer_state};

/// What the page of an offer shows.
#[derive(Debug, Clone, Serialize)]
pub struct OfferPage {
    /// Where it stands.
    pub state: String,
    /// The programme's name.
    pub programme: String,
    /// The host's name.
    pub host: String,
    /// What the opening is called.
    pub title: String,
    /// City.
    pub city: String,
    /// Country.
    pub country: String,
    /// First day.
    pub starts_on: String,
    /// Months.
    pub duration_months: u32,
    /// Gross euro a month.
    pub monthly_pay_eur: u32,
    /// Work mode.
    pub work_mode: String,
    /// The last instant to answer, in the trainee's zone, as text.
    pub expires_local: String,
    /// The same in UTC.
    pub expires_at: DateTime<Utc>,
    /// The trainee's zone.
    pub zone: String,
    /// Last safe day to accept.
    pub last_safe_on: Option<String>,
    /// Whether it can still be answered.
    pub open: bool,
    /// The server's time.
    pub server_time: DateTime<Utc>,
}

impl Desk<OfferHolder> {
    /// Answers the offer the link is about.
    ///
    /// # Errors
    /// When it was answered otherwise, has expired or was taken back.
    pub async fn decide(&self, answer: Answered) -> Result<OfferView, Refusal> {
        self.answer_offer(self.permit.id, answer, &format!("link:{}", self.permit.id))
            .await
    }

    /// What the page shows. Looking changes nothing.
    ///
    /// # Errors
    /// When the offer isn't there.
    pub async fn offer_page(&self) -> Result<OfferPage, Refusal> {
        let conn = self.store().read();
        let row = find(conn, self.permit.id).await?;
        let programme = programmes::find(conn, &row.programme_id).await?.config;
        let opening = hosts::find(conn, row.opening_id).await?;
        let facts: OpeningFacts = entities::json("facts of an opening", &opening.facts)?;
        let host = party::Entity::find_by_id(row.host_id)
            .only(conn)
            .await?
            .ok_or(Refusal::NotFound("host"))?;
        let trainee = party::Entity::find_by_id(row.party_id)
            .only(conn)
            .await?
            .ok_or(Refusal::NotFound("party"))?;
        let zone = crate::desk::emit::zone_of(&trainee)?;
        let now = self.now();
        Ok(OfferPage {
            open: offer_state(&row)? == OfferState::Sent && now <= row.expires_at,
            state: row.state,
            programme: programme.name,
            host: host.display_name,
            title: opening.title,
            city: facts.city,
            country: facts.country.to_string(),
            starts_on: facts.starts_on.format("%-d %B %Y").to_string(),
            duration_months: facts.duration_months,
            monthly_pay_eur: facts.monthly_pay_eur,
            work_mode: facts.work_mode.to_string(),
            expires_local: row
                .expires_at
                .with_timezone(&zone)
                .format("%A, %-d %B %Y, %H:%M")
                .to_string(),
            expires_at: row.expires_at,
            zone: zone.to_string(),
            last_safe_on: row.last_safe_on,
            server_time: now,
        })
    }
}
