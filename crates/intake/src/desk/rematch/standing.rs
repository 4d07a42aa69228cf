//! How a published round stands now: the frozen question to the matcher (`berth-rematch/1`).

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::id::{ApplicationId, OpeningId, RoundId, TraineeId};
use berth_domain::programme::Programme;
use berth_domain::rematch::{REMATCH_FORMAT, RematchPolicy, RematchRequest};
use berth_domain::state::{ApplicationState, OfferState, OpeningState};
use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Deserializer};
use uuid::Uuid;

use super::Dropped;
use crate::desk::rounds::cohort_object;
use crate::entities::{self, application, offer, rematch, round};
use crate::refusal::Refusal;

/// Who and what a frozen cohort holds: as much as is needed to hold a result against it.
#[derive(Deserialize)]
pub(in crate::desk) struct Frozen {
    #[serde(deserialize_with = "ids")]
    trainees: BTreeSet<Uuid>,
    #[serde(deserialize_with = "seats")]
    openings: BTreeMap<Uuid, u32>,
}

impl Frozen {
    pub(in crate::desk) fn has_trainee(&self, id: Uuid) -> bool {
        self.trainees.contains(&id)
    }

    pub(in crate::desk) fn has_opening(&self, id: Uuid) -> bool {
        self.openings.contains_key(&id)
    }

    pub(in crate::desk) fn seats_of(&self, opening: Uuid) -> Option<u32> {
        self.openings.get(&opening).copied()
    }
}

fn ids<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeSet<Uuid>, D::Error> {
    #[derive(Deserialize)]
    struct One {
        id: Uuid,
    }
    Ok(Vec::<One>::deserialize(from)?
        .into_iter()
        .map(|one| one.id)
        .collect())
}

fn seats<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<Uuid, u32>, D::Error> {
    #[derive(Deserialize)]
    struct One {
        id: Uuid,
        seats: u32,
    }
    let all = Vec::<One>::deserialize(from)?.into_iter();
    Ok(all.map(|one| (one.id, one.seats)).collect())
}

/// Reads what of a round's cohort a re-match has to know.
pub(in crate::desk) fn frozen_of(round: &round::Model) -> Result<Frozen, Refusal> {
    Ok(entities::json(
        "frozen cohort",
        round.cohort.as_deref().unwrap_or("null"),
    )?)
}

/// Everything that differs from the published result, read in the transaction that freezes it.
pub(super) async fn freeze(
    conn: &impl ConnectionTrait,
    programme: &Programme,
    round: &round::Model,
    policy: RematchPolicy,
    earlier: &[rematch::Model],
    now: DateTime<Utc>,
) -> Result<RematchRequest, Refusal> {
    let frozen = frozen_of(round)?;
    let offers = offer::Entity::find()
        .filter(offer::Column::ProgrammeId.eq(&round.programme_id))
        .order_by_asc(offer::Column::Id)
        .all(conn)
        .await?;
    let mut stand = Stand::default();
    for row in &offers {
        let state: OfferState = entities::name("state of an offer", &row.state)?;
        stand.count(row, state, row.round_id == round.id, policy);
    }
    for row in earlier {
        let dropped: Vec<Dropped> = entities::json("dropped moves", &row.dropped)?;
        let ruled_out = dropped.into_iter().filter(|d| d.ruled_out);
        stand
            .refused
            .extend(ruled_out.map(|d| (ApplicationId(d.trainee), OpeningId(d.opening))));
    }
    let states: Vec<(Uuid, String)> = application::Entity::find()
        .select_only()
        .column(application::Column::Id)
        .column(application::Column::State)
        .filter(application::Column::ProgrammeId.eq(&round.programme_id))
        .into_tuple()
        .all(conn)
        .await?;
    let states: BTreeMap<Uuid, String> = states.into_iter().collect();
    let mut gone = BTreeSet::new();
    for id in frozen.trainees {
        let ready = states
            .get(&id)
            .is_some_and(|s| s == ApplicationState::MatchReady.as_str());
        let trainee = ApplicationId(id);
        if stand.placed.contains(&trainee) {
            continue;
        }
        // Whoever was left without an offer (the opening was withdrawn before) is without a place as well.
        stand.standing.insert(trainee, None);
        if !ready {
            gone.insert(trainee);
        }
    }
    let mut seats = BTreeMap::new();
    let mut withdrawn = BTreeSet::new();
    let openings = crate::desk::offers::openings_of(conn, &round.programme_id).await?;
    let openings: BTreeMap<Uuid, _> = openings.into_iter().map(|o| (o.id, o)).collect();
    for (opening, seats_then) in frozen.openings {
        let id = OpeningId(opening);
        let Some(row) = openings.get(&opening) else {
            withdrawn.insert(id);
            continue;
        };
        let state: OpeningState = entities::name("state of an opening", &row.state)?;
        if !state.takes_trainees() && state != OpeningState::Filled {
            withdrawn.insert(id);
        }
        let elsewhere = stand.elsewhere.get(&opening).copied().unwrap_or(0);
        let now = row.seats.unsigned_abs().saturating_sub(elsewhere);
        if now != seats_then {
            seats.insert(id, now);
        }
    }
    Ok(RematchRequest {
        format: REMATCH_FORMAT.to_owned(),
        programme: programme.id.clone(),
        round: RoundId(round.id),
        cohort_object: cohort_object(round.id),
        cohort_hash: round.cohort_hash.clone().unwrap_or_default(),
        result_hash: round.result_hash.clone().unwrap_or_default(),
        as_of: now,
        policy,
        standing: stand.standing,
        immovable: stand.immovable,
        gone,
        refused: stand.refused,
        seats,
        withdrawn,
    })
}

/// Where trainees stand by the offers there are.
#[derive(Default)]
struct Stand {
    standing: BTreeMap<TraineeId, Option<OpeningId>>,
    placed: BTreeSet<TraineeId>,
    immovable: BTreeSet<TraineeId>,
    refused: BTreeSet<(TraineeId, OpeningId)>,
    /// Seats that offers of other rounds hold or fill.
    elsewhere: BTreeMap<Uuid, u32>,
}

impl Stand {
    fn count(&mut self, row: &offer::Model, state: OfferState, of_this_round: bool, policy: RematchPolicy) {
        let (trainee, opening) = (ApplicationId(row.application_id), OpeningId(row.opening_id));
        let holds = state.is_live() || state == OfferState::Accepted;
        match (of_this_round, holds) {
            (true, true) => {
                self.standing.insert(trainee, Some(opening));
                self.placed.insert(trainee);
                if state == OfferState::Accepted || policy == RematchPolicy::Frozen {
                    self.immovable.insert(trainee);
                }
            }
            (true, false) => {
                self.refused.insert((trainee, opening));
            }
            (false, true) => *self.elsewhere.entry(row.opening_id).or_default() += 1,
            (false, false) => {}
        }
    }
}
