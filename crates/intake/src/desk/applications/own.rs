//! An applicant's own desk: answering, submitting, withdrawing.

use std::collections::BTreeSet;

use berth_domain::eligibility::Outcome;
use berth_domain::form::{Answers, FieldError};
use berth_domain::id::ApplicationId;
use berth_domain::programme::Programme;
use berth_domain::state::{ApplicationState, OfferState};
use berth_events::v1;
use berth_store::{Emit, Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::desk::audit::{self, Entry};
use crate::desk::emit::{Outgoing, text, zone_of};
use crate::desk::programmes::{self, StoredProgramme};
use crate::desk::{Desk, OwnApplication, preferences};
use crate::entities::{self, application, offer, opening, party};
use crate::refusal::Refusal;

use super::rows::{find, judge, move_to, receipt, state_of, submitted_event};
use super::{ApplicationView, Submitted, brief, fitting, in_time, names_missing};

impl Desk<OwnApplication> {
    /// The application as it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn view(&self) -> Result<ApplicationView, Refusal> {
        let row = find(self.store().read(), self.permit.id).await?;
        let StoredProgramme { config, .. } = programmes::find(self.store().read(), &row.programme_id).await?;
        let answers: Answers = entities::json("answers", &row.answers)?;
        let missing = names_missing(&config, &answers);
        Ok(ApplicationView {
            answers: serde_json::to_value(answers).ok(),
            missing,
            ..brief(row)
        })
    }

    /// Replaces the answers of a draft.
    ///
    /// # Errors
    /// When it is no draft any more, the deadline is past, or fields don't fit.
    pub async fn answer(&self, answers: &Answers) -> Result<ApplicationView, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), self.permit.id).await?;
            let StoredProgramme { config, .. } = programmes::find(tx.conn(), &row.programme_id).await?;
            if state_of(&row)? != ApplicationState::Draft {
                let detail = format!("the application is {}; only a draft can be changed", row.state);
                return Err(Refusal::conflict("state", detail));
            }
            in_time(&config, now)?;
            fitting(&config, answers)?;
            let version = row.version + 1;
            let mut changed = row.into_active_model();
            changed.answers = Set(serde_json::to_string(answers).unwrap_or_default());
            changed.version = Set(version);
            changed.updated_at = Set(now);
            changed.update(tx.conn()).await?;
            tx.commit(Emit::nothing("a draft is its applicant's own affair"))
                .await?;
            Ok(())
        })
        .await?;
        self.view().await
    }

    /// Submits the application. Twice is answered like once.
    ///
    /// # Errors
    /// When it is too late, or required answers are missing.
    pub async fn submit(&self) -> Result<Submitted, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), self.permit.id).await?;
            let StoredProgramme { config, .. } = programmes::find(tx.conn(), &row.programme_id).await?;
            let state = state_of(&row)?;
            if row.submitted_at.is_some() && state != ApplicationState::Withdrawn {
                tx.commit(Emit::nothing("submitted before")).await?;
                return submitted(&row, &config, self.app.keys());
            }
            in_time(&config, now)?;
            let submitted_state = state.to(ApplicationState::Submitted)?;
            let answers: Answers = entities::json("answers", &row.answers)?;
            let missing = names_missing(&config, &answers);
            if !missing.is_empty() {
                let reason = || "an answer is required".to_owned();
                return Err(Refusal::Fields(
                    missing
                        .into_iter()
                        .map(|field| FieldError {
                            field,
                            reason: reason(),
                        })
                        .collect(),
                ));
            }
            let (outcome, findings) = judge(&config, &answers, now);
            let version = row.version + 1;
            let mut changed = row.into_active_model();
            changed.state = Set(submitted_state.to_string());
            changed.outcome = Set(Some(outcome.to_string()));
            changed.findings = Set(serde_json::to_string(&findings).unwrap_or_default());
            changed.submitted_at = Set(Some(now));
            changed.version = Set(version);
            changed.updated_at = Set(now);
            let row = changed.update(tx.conn()).await?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            out.event(version, submitted_event(&row, outcome, &findings));
            // What the rules exclude is closed at once, with its reason; appeal brings it back.
            let row = match (outcome, findings.first()) {
                (Outcome::Fail, Some(first)) => {
                    move_to(
                        &tx,
                        &mut out,
                        row,
                        ApplicationState::Ineligible,
                        Some(&first.code),
                        now,
                    )
                    .await?
                }
                (Outcome::NeedsReview, _) => {
                    move_to(&tx, &mut out, row, ApplicationState::InReview, None, now).await?
                }
                _ => {
                    let party = party::Entity::find_by_id(row.party_id).only(tx.conn()).await?;
                    let party = party.ok_or(Refusal::NotFound("party"))?;
                    out.trainee(&row, zone_of(&party)?, None)?;
                    row
                }
            };
            let emit = out.done();
            self.note(&tx, &row, "application.submit", now).await?;
            tx.commit(emit).await?;
            submitted(&row, &config, self.app.keys())
        })
        .await
    }

    /// Takes the application back. A live offer is rescinded with it; an accepted seat comes free.
    ///
    /// # Errors
    /// When its state doesn't allow it.
    pub async fn withdraw(&self) -> Result<ApplicationView, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let row = find(tx.conn(), self.permit.id).await?;
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            let host_ids = hosts_ranking(tx.conn(), row.id).await?;
            crate::desk::offers::release_all(&tx, &mut out, &row, "person_withdrew", now).await?;
            let row = move_to(
                &tx,
                &mut out,
                row,
                ApplicationState::Withdrawn,
                Some("own_wish"),
                now,
            )
            .await?;
            out.event(
                row.version,
                v1::ApplicationWithdrawn {
                    programme_id: row.programme_id.clone(),
                    application_id: text(row.id),
                    party_id: text(row.party_id),
                    reason_code: "own_wish".to_owned(),
                    host_ids,
                },
            );
            let emit = out.done();
            self.note(&tx, &row, "application.withdraw", now).await?;
            tx.commit(emit).await?;
            Ok(())
        })
        .await?;
        self.app.rematches_wanted().notify_one();
        self.view().await
    }

    /// The application's id.
    pub(in crate::desk) fn id(&self) -> ApplicationId {
        ApplicationId(self.permit.id)
    }

    async fn note(
        &self,
        tx: &WriteTx,
        row: &application::Model,
        action: &'static str,
        now: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let (actor, programme) = (self.permit.actor.as_str(), row.programme_id.as_str());
        let detail = serde_json::json!({ "state": row.state });
        audit::note(
            tx,
            now,
            Entry {
                actor,
                action,
                programme,
                subject: text(row.id),
                detail,
            },
        )
        .await
    }
}

pub(super) fn submitted(
    row: &application::Model,
    programme: &Programme,
    keys: &crate::keys::Keys,
) -> Result<Submitted, Refusal> {
    Ok(Submitted {
        id: row.id,
        submitted_at: row.submitted_at.unwrap_or(row.updated_at),
        outcome: row.outcome.clone().unwrap_or_default(),
        findings: entities::json("findings", &row.findings)?,
        receipt: receipt(row, programme, keys),
    })
}

/// Hosts that ranked the candidate, but for one whose offer is open or accepted: it hears of that.
async fn hosts_ranking(conn: &impl ConnectionTrait, application: Uuid) -> Result<Vec<String>, Refusal> {
    let open = [OfferState::Drafted, OfferState::Sent, OfferState::Accepted];
    let offered = offer::Entity::find()
        .filter(offer::Column::ApplicationId.eq(application))
        .filter(offer::Column::State.is_in(open.map(OfferState::as_str)));
    let offered: Vec<Uuid> = offered
        .all(conn)
        .await?
        .into_iter()
        .map(|offer| offer.host_id)
        .collect();
    let openings = opening::Entity::find()
        .filter(opening::Column::Id.in_subquery(preferences::ranking("opening", application)));
    let hosts: BTreeSet<Uuid> = openings
        .all(conn)
        .await?
        .into_iter()
        .map(|row| row.host_id)
        .collect();
    Ok(hosts
        .into_iter()
        .filter(|host| !offered.contains(host))
        .map(text)
        .collect())
}
