//! The frozen input of a round.

use berth_domain::cohort::{COHORT_FORMAT, Cohort};
use berth_domain::id::RoundId;
use berth_domain::programme::Programme;
use berth_domain::state::{ApplicationState, OpeningState};
use berth_store::WriteTx;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::desk::circle::Circle;
use crate::desk::emit::{facts_of, opening_facts, zone_of};
use crate::entities::{self, application, round};
use crate::refusal::Refusal;

/// The frozen input: all who may be matched now, all openings with free seats, the rules as they are.
pub(super) async fn freeze(
    tx: &WriteTx,
    programme: &Programme,
    round: &round::Model,
    now: DateTime<Utc>,
) -> Result<Cohort, Refusal> {
    let id = programme.id.as_str();
    let conn = tx.conn();
    let circle = Circle::load(conn, id).await?;
    let applications = application::Entity::find()
        .filter(application::Column::ProgrammeId.eq(id))
        .filter(application::Column::State.eq(ApplicationState::MatchReady.as_str()))
        .order_by_asc(application::Column::Id)
        .all(conn)
        .await?;
    let mut trainees = Vec::with_capacity(applications.len());
    for row in &applications {
        let zone = zone_of(circle.party(row.party_id)?)?;
        trainees.extend(facts_of(row, zone, circle.ranked(row.id))?);
    }
    let mut openings = Vec::new();
    for row in crate::desk::offers::openings_of(conn, id).await? {
        let state: OpeningState = entities::name("state of an opening", &row.state)?;
        let facts = opening_facts(&row, circle.host(row.host_id)?, circle.ranked(row.id))?;
        if state.takes_trainees() && facts.seats > 0 {
            openings.push(facts);
        }
    }
    if trainees.is_empty() || openings.is_empty() {
        let detail = format!(
            "{} trainees are ready to be matched and {} openings have free seats; a round needs at least one of each",
            trainees.len(),
            openings.len()
        );
        return Err(Refusal::conflict("nothing-to-match", detail));
    }
    Ok(Cohort {
        format: COHORT_FORMAT.to_owned(),
        round: RoundId(round.id),
        as_of: now,
        seed: round.seed.clone(),
        rules: programme.matching_rules(),
        trainees,
        openings,
        pinned: Vec::new(),
        forbidden: Vec::new(),
    })
}
