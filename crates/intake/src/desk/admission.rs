//! Moving many applications at once: admitting, sending to training, making ready for a round.

use berth_store::Only as _;
use std::collections::BTreeSet;

use berth_domain::eligibility::Outcome;
use berth_domain::state::ApplicationState;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::applications::move_to;
use super::audit::{self, Entry};
use super::emit::{Outgoing, facts_of, zone_of};
use super::{Desk, Operator, ReasonCode, programmes};
use crate::entities::{application, party};
use crate::refusal::Refusal;

/// Which applications to move, and where to.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// Only those in this state.
    #[schema(value_type = String, example = "submitted")]
    pub from: ApplicationState,
    /// The state they get: `in_review`, `rejected`, `waitlisted`, `admitted`, `training`, `training_failed`, `match_ready` or `unreachable`.
    #[schema(value_type = String, example = "admitted")]
    pub to: ApplicationState,
    /// Only these; all in that state when absent.
    pub applications: Option<Vec<Uuid>>,
    /// Only those of which the rules said this: `pass`, `needs-review` or `fail`.
    #[schema(value_type = Option<String>, example = "pass")]
    pub outcome: Option<Outcome>,
    /// A reason code; closed states need one.
    #[schema(value_type = Option<String>, example = "not_selected")]
    pub reason_code: Option<ReasonCode>,
}

/// What was moved.
#[derive(Debug, Serialize, ToSchema)]
pub struct Moved {
    /// How many.
    pub moved: usize,
    /// Those left where they were, and why.
    pub left: Vec<Left>,
}

/// An application that was left where it was.
#[derive(Debug, Serialize, ToSchema)]
pub struct Left {
    /// Which.
    pub application: Uuid,
    /// Why.
    pub reason: String,
}

/// What an operator may decide; the other states follow from rounds and offers.
const BY_OPERATORS: &[ApplicationState] = &[
    ApplicationState::InReview,
    ApplicationState::Rejected,
    ApplicationState::Waitlisted,
    ApplicationState::Admitted,
    ApplicationState::Training,
    ApplicationState::TrainingFailed,
    ApplicationState::MatchReady,
    ApplicationState::Unreachable,
];
const NEEDS_REASON: &[ApplicationState] = &[
    ApplicationState::Rejected,
    ApplicationState::TrainingFailed,
    ApplicationState::Unreachable,
];
/// These hold a seat or a place in a frozen round; they are left by way of the round or the offer.
const BOUND: &[ApplicationState] = &[
    ApplicationState::InRound,
    ApplicationState::Offered,
    ApplicationState::Placed,
];

impl Desk<Operator> {
    /// Moves applications, all in one transaction.
    ///
    /// # Errors
    /// When the step isn't an operator's to take, or a reason is missing.
    pub async fn move_applications(&self, programme: &str, given: &Move) -> Result<Moved, Refusal> {
        if !BY_OPERATORS.contains(&given.to) || BOUND.contains(&given.from) {
            let detail = format!(
                "moving from {} to {} follows from rounds and offers, not from this",
                given.from, given.to
            );
            return Err(Refusal::unprocessable(detail));
        }
        if NEEDS_REASON.contains(&given.to) && given.reason_code.is_none() {
            return Err(Refusal::unprocessable(format!(
                "`reason_code` is needed for {}",
                given.to
            )));
        }
        given.from.to(given.to)?;
        self.write(|tx| async move {
            let now = self.now();
            programmes::find(tx.conn(), programme).await?;
            let mut query = application::Entity::find()
                .filter(application::Column::ProgrammeId.eq(programme))
                .filter(application::Column::State.eq(given.from.as_str()));
            if let Some(outcome) = &given.outcome {
                query = query.filter(application::Column::Outcome.eq(outcome.to_string()));
            }
            let mut rows = query.all(tx.conn()).await?;
            let mut left = Vec::new();
            if let Some(only) = &given.applications {
                let mut wanted: BTreeSet<Uuid> = only.iter().copied().collect();
                rows.retain(|row| wanted.remove(&row.id));
                let reason = || format!("isn't {} in this programme, or not of that outcome", given.from);
                left.extend(wanted.into_iter().map(|application| Left {
                    application,
                    reason: reason(),
                }));
            }
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            let mut moved = 0;
            for row in rows {
                let application = row.id;
                if given.to == ApplicationState::MatchReady {
                    let party = party::Entity::find_by_id(row.party_id).only(tx.conn()).await?;
                    let party = party.ok_or(Refusal::NotFound("party"))?;
                    if let Err(lacking) = facts_of(&row, zone_of(&party)?, None)? {
                        left.push(Left {
                            application,
                            reason: lacking.to_string(),
                        });
                        continue;
                    }
                }
                move_to(
                    &tx,
                    &mut out,
                    row,
                    given.to,
                    given.reason_code.as_ref().map(ReasonCode::as_str),
                    now,
                )
                .await?;
                moved += 1;
            }
            let emit = out.done();
            let detail = serde_json::json!({ "from": given.from, "to": given.to, "moved": moved });
            let (actor, action, subject) = (&self.permit.actor(), "application.move", programme.to_owned());
            audit::note(
                &tx,
                now,
                Entry {
                    actor,
                    action,
                    programme,
                    subject,
                    detail,
                },
            )
            .await?;
            tx.commit(emit).await?;
            Ok(Moved { moved, left })
        })
        .await
    }
}
