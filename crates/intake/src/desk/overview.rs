//! A programme at a glance: dates, funnel, openings and seats, rounds, offers, messages by state.

use std::collections::BTreeMap;
use std::time::Duration;

use berth_domain::state::{ApplicationState, OfferState};
use berth_events::v1;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::programmes::{self, StoredProgramme};
use super::rounds::RoundFigures;
use super::{Desk, Operator, hosts};
use crate::entities::{self, application, offer, round};
use crate::refusal::Refusal;

/// A programme at a glance. Figures and titles only, no personal data.
#[derive(Debug, Serialize, ToSchema)]
pub struct Overview {
    /// Slug.
    pub id: String,
    /// Name.
    pub name: String,
    /// A sentence or two.
    pub summary: String,
    /// Cohort's name.
    pub cohort: String,
    /// The programme's zone.
    pub zone: String,
    /// When applications open.
    pub opens_at: DateTime<Utc>,
    /// The deadline.
    pub closes_at: DateTime<Utc>,
    /// Hours a trainee has to answer an offer.
    pub answer_hours: u32,
    /// Whole years by which a sample was shifted.
    pub shifted_years: i32,
    /// The server's time.
    pub server_time: DateTime<Utc>,
    /// Applications by state, in the order of a cohort's life.
    pub funnel: Vec<Count>,
    /// Applications in all.
    pub applications: u64,
    /// Openings with their seats.
    pub openings: Vec<OverviewOpening>,
    /// Seats free over all openings.
    pub free: i32,
    /// Seats held over all openings.
    pub held: i32,
    /// Seats filled over all openings.
    pub filled: i32,
    /// Seats over all openings.
    pub seats: i32,
    /// Rounds.
    pub rounds: Vec<OverviewRound>,
    /// Offers by state.
    pub offers: Vec<Count>,
    /// Messages by state; absent when the notifier doesn't answer just now.
    pub messages: Option<Vec<Count>>,
}

/// How many are in one state.
#[derive(Debug, Serialize, ToSchema)]
pub struct Count {
    /// The state.
    pub state: String,
    /// How many.
    pub count: u64,
}

/// An opening at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewOpening {
    /// The opening.
    pub id: Uuid,
    /// The operator's own reference.
    pub reference: Option<String>,
    /// Its host.
    pub host: String,
    /// Title.
    pub title: String,
    /// City.
    pub city: String,
    /// First day.
    pub starts_on: String,
    /// Where it stands.
    pub state: String,
    /// Seats free.
    pub free: i32,
    /// Seats held.
    pub held: i32,
    /// Seats filled.
    pub filled: i32,
    /// Seats.
    pub seats: i32,
}

/// A round at a glance.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewRound {
    /// The round.
    pub id: Uuid,
    /// Counts the programme's rounds.
    pub number: i32,
    /// Where it stands.
    pub state: String,
    /// When its input was frozen.
    pub locked_at: Option<DateTime<Utc>>,
    /// The published seed.
    pub seed: String,
    /// The frozen input's hash.
    pub cohort_hash: Option<String>,
    /// The result's hash.
    pub result_hash: Option<String>,
    /// What the matcher reported.
    pub figures: Option<RoundFigures>,
}

impl Desk<Operator> {
    /// A programme at a glance.
    ///
    /// # Errors
    /// When there is no such programme.
    pub async fn overview(&self, programme: &str) -> Result<Overview, Refusal> {
        let conn = self.store().read();
        let StoredProgramme { config, row } = programmes::find(conn, programme).await?;
        let states: Vec<(String, i64)> = application::Entity::find()
            .select_only()
            .column(application::Column::State)
            .column_as(application::Column::Id.count(), "count")
            .filter(application::Column::ProgrammeId.eq(programme))
            .group_by(application::Column::State)
            .into_tuple()
            .all(conn)
            .await?;
        let offers: Vec<(String, i64)> = offer::Entity::find()
            .select_only()
            .column(offer::Column::State)
            .column_as(offer::Column::Id.count(), "count")
            .filter(offer::Column::ProgrammeId.eq(programme))
            .group_by(offer::Column::State)
            .into_tuple()
            .all(conn)
            .await?;
        let names = hosts::host_names(conn, programme).await?;
        let mut openings = Vec::new();
        for row in super::offers::openings_of(conn, programme).await? {
            let facts: berth_domain::cohort::OpeningFacts =
                entities::json("facts of an opening", &row.facts)?;
            openings.push(OverviewOpening {
                id: row.id,
                reference: row.reference,
                host: names.get(&row.host_id).cloned().unwrap_or_default(),
                title: row.title,
                city: facts.city,
                starts_on: facts.starts_on.to_string(),
                state: row.state,
                free: row.seats - row.held - row.filled,
                held: row.held,
                filled: row.filled,
                seats: row.seats,
            });
        }
        let rounds = round::Entity::find().filter(round::Column::ProgrammeId.eq(programme));
        let rounds = rounds.order_by_asc(round::Column::Number).all(conn).await?;
        let rounds: Result<Vec<_>, Refusal> = rounds.into_iter().map(overview_round).collect();
        let total = |pick: fn(&OverviewOpening) -> i32| openings.iter().map(pick).sum();
        Ok(Overview {
            funnel: in_order(ApplicationState::ALL.iter().map(|s| s.as_str()), &states),
            applications: states.iter().map(|(_, count)| count.unsigned_abs()).sum(),
            free: total(|o| o.free),
            held: total(|o| o.held),
            filled: total(|o| o.filled),
            seats: total(|o| o.seats),
            openings,
            rounds: rounds?,
            offers: in_order(OfferState::ALL.iter().map(|s| s.as_str()), &offers),
            messages: self.messages(programme).await,
            opens_at: config.opens_at(),
            closes_at: config.closes_at(),
            answer_hours: config.offers.answer_hours,
            shifted_years: row.shifted_years,
            server_time: self.now(),
            id: config.id.to_string(),
            zone: config.zone.to_string(),
            cohort: config.cohort.name,
            name: config.name,
            summary: config.summary,
        })
    }

    /// Asks the notifier; a page is worth showing without its answer.
    async fn messages(&self, programme: &str) -> Option<Vec<Count>> {
        let asked = v1::MessageCountsRequest {
            programme_id: programme.to_owned(),
        };
        let patience = Duration::from_secs(2);
        let answer = self
            .bus()
            .request_in(self.trace, "notifier", "message-counts", &asked, patience)
            .await;
        let answer: v1::MessageCountsResponse = answer
            .inspect_err(|error| tracing::warn!(%error, "the notifier doesn't say how many messages it has"))
            .ok()?;
        let mut by_state: BTreeMap<String, u64> = BTreeMap::new();
        for cell in answer.counts {
            *by_state.entry(cell.state).or_default() += cell.count;
        }
        Some(
            by_state
                .into_iter()
                .map(|(state, count)| Count { state, count })
                .collect(),
        )
    }
}

fn in_order(states: impl Iterator<Item = &'static str>, counts: &[(String, i64)]) -> Vec<Count> {
    let count = |state: &str| {
        counts
            .iter()
            .find(|(s, _)| s == state)
            .map_or(0, |(_, count)| count.unsigned_abs())
    };
    states
        .map(|state| Count {
            state: state.to_owned(),
            count: count(state),
        })
        .filter(|c| c.count > 0)
        .collect()
}

fn overview_round(row: round::Model) -> Result<OverviewRound, Refusal> {
    Ok(OverviewRound {
        id: row.id,
        number: row.number,
        state: row.state,
        locked_at: row.locked_at,
        seed: row.seed,
        cohort_hash: row.cohort_hash,
        result_hash: row.result_hash,
        figures: row
            .figures
            .as_deref()
            .map(|f| entities::json("figures", f))
            .transpose()?,
    })
}
