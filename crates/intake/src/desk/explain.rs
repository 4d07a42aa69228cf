//! Why a pair scores as it does: asked of the matcher, which alone knows.

use std::time::Duration;

use berth_events::v1;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Desk, OwnOpening, hosts};
use crate::refusal::Refusal;

/// Why a pair scores as it does, or can't be.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanation {
    /// Whether the pair can be.
    pub feasible: bool,
    /// One sentence.
    pub sentence: String,
    /// All reasons why it can't be.
    pub exclusions: Vec<Excluded>,
    /// Whole points; the parts add up to it.
    pub score: i32,
    /// The score's parts.
    pub parts: Vec<Part>,
}

/// One reason why a pair can't be.
#[derive(Debug, Serialize, ToSchema)]
pub struct Excluded {
    /// Machine-readable.
    pub code: String,
    /// With the numbers behind it.
    pub sentence: String,
}

/// One part of a score.
#[derive(Debug, Serialize, ToSchema)]
pub struct Part {
    /// Machine-readable.
    pub code: String,
    /// With the numbers behind it.
    pub sentence: String,
    /// Whole points.
    pub points: i32,
    /// What it is worth at most.
    pub most: i32,
}

impl Desk<OwnOpening> {
    /// Asks the matcher about this opening and a trainee.
    ///
    /// # Errors
    /// When the matcher doesn't answer, or doesn't know the pair.
    pub async fn explain(&self, trainee: Uuid) -> Result<Explanation, Refusal> {
        let row = hosts::find(self.store().read(), self.permit.id).await?;
        self.explanation(&row.programme_id, trainee, row.id).await
    }
}

impl<P> Desk<P> {
    pub(super) async fn explanation(
        &self,
        programme: &str,
        trainee: Uuid,
        opening: Uuid,
    ) -> Result<Explanation, Refusal> {
        let asked = v1::ExplainRequest {
            programme_id: programme.to_owned(),
            trainee_id: trainee.to_string(),
            opening_id: opening.to_string(),
        };
        let answer = self
            .bus()
            .request_in(self.trace, "matcher", "explain", &asked, Duration::from_secs(3))
            .await;
        let answer: v1::ExplainResponse = answer.map_err(|error| match error {
            berth_bus::RpcError::Refused { .. } => {
                Refusal::NotFound("pair of trainee and opening to be matched")
            }
            other => {
                tracing::warn!(error = %other, "the matcher doesn't explain");
                Refusal::Unavailable("the matcher")
            }
        })?;
        Ok(Explanation {
            feasible: answer.feasible,
            sentence: answer.sentence,
            exclusions: answer
                .exclusions
                .into_iter()
                .map(|e| Excluded {
                    code: e.code,
                    sentence: e.sentence,
                })
                .collect(),
            score: answer.score,
            parts: answer
                .parts
                .into_iter()
                .map(|p| Part {
                    code: p.code,
                    sentence: p.sentence,
                    points: p.points,
                    most: p.most,
                })
                .collect(),
        })
    }
}
