//! Applications: begun by anybody, changed, submitted and withdrawn by their applicant.

mod own;
mod rows;

use berth_domain::Tz;
use berth_domain::eligibility::Finding;
use berth_domain::form::{Answers, check_answers, missing};
use berth_domain::programme::Programme;
use berth_domain::state::ApplicationState;
use berth_domain::text::{DisplayName, EmailAddress, LanguageTag};
use berth_events::{timestamp, v1};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::audit::{self, Entry};
use super::emit::{Outgoing, text};
use super::programmes::{self, StoredProgramme};
use super::{Anyone, Desk, Operator, System, access, breaks_uniqueness};
use crate::entities::{self, application, party, programme};
use crate::keys::Receipt;
use crate::refusal::Refusal;
pub(super) use rows::{
    find, judge, move_to, new_application, new_party, receipt, state_of, submitted_event, wire_outcome,
};

/// Who applies, and how to reach them.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyDetails {
    /// How the party is addressed.
    #[schema(value_type = String, example = "Ada Obi")]
    pub name: DisplayName,
    /// Where mail goes.
    #[schema(value_type = String, example = "ada@example.org")]
    pub email: EmailAddress,
    /// IANA zone: reminders come at the right hour there.
    #[schema(value_type = String, example = "Africa/Lagos")]
    pub zone: Tz,
    /// Language of mails, BCP 47; the programme's first when absent.
    #[schema(value_type = Option<String>, example = "en")]
    pub locale: Option<LanguageTag>,
}

/// A new application.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApplication {
    /// Who applies.
    pub party: PartyDetails,
    /// Answers by field name; may be incomplete until submission.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub answers: Answers,
}

/// An application that was begun.
#[derive(Debug, Serialize, ToSchema)]
pub struct Drafted {
    /// The application. Its access token comes by mail, to prove whose address it is.
    pub id: Uuid,
    /// Required fields that have no answer yet.
    pub missing: Vec<String>,
    /// The deadline, UTC.
    pub closes_at: DateTime<Utc>,
    /// The server's time, UTC.
    pub server_time: DateTime<Utc>,
}

/// An application that was submitted.
#[derive(Debug, Serialize, ToSchema)]
pub struct Submitted {
    /// The application.
    pub id: Uuid,
    /// When the server received it.
    pub submitted_at: DateTime<Utc>,
    /// `pass`, `needs-review` or `fail`.
    pub outcome: String,
    /// The rules that did not pass.
    #[schema(value_type = Vec<Object>)]
    pub findings: Vec<Finding>,
    /// The signed receipt; keep it. Anybody can check it at `/receipts`.
    pub receipt: String,
}

/// An application as its applicant and operators see it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationView {
    /// The application; also the trainee's id.
    pub id: Uuid,
    /// The programme.
    pub programme: String,
    /// The operator's reference.
    pub reference: Option<String>,
    /// Where it stands.
    pub state: String,
    /// What the rules said.
    pub outcome: Option<String>,
    /// Reason code of a closed state.
    pub reason: Option<String>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Answers by field name; only for the application itself, not in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub answers: Option<serde_json::Value>,
    /// Required fields that have no answer yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
}

/// Refuses answers the form doesn't know or can't take.
fn fitting(programme: &Programme, answers: &Answers) -> Result<(), Refusal> {
    let errors = check_answers(&programme.form, answers);
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Fields(errors))
    }
}

fn names_missing(programme: &Programme, answers: &Answers) -> Vec<String> {
    missing(&programme.form, answers)
        .into_iter()
        .map(|f| f.name.clone())
        .collect()
}

fn in_time(programme: &Programme, at: DateTime<Utc>) -> Result<(), Refusal> {
    if at > programme.taken_until() {
        Err(Refusal::Late {
            closed_at: programme.closes_at(),
            received_at: at,
        })
    } else if at < programme.opens_at() {
        Err(Refusal::Early {
            opens_at: programme.opens_at(),
            received_at: at,
        })
    } else {
        Ok(())
    }
}

impl Desk<Anyone> {
    /// Begins an application. Whether the address is known is told to nobody but its owner, by mail: the answer is
    /// the same, and the way in comes with the mail.
    ///
    /// # Errors
    /// When the programme isn't open, or fields don't fit.
    pub async fn begin_application(
        &self,
        programme: &str,
        given: &NewApplication,
    ) -> Result<Drafted, Refusal> {
        match self.begin(programme, given).await {
            // Somebody of this address was faster by a moment; now they are known.
            Err(Refusal::Conflict { code: TAKEN, .. }) => self.begin(programme, given).await,
            begun => begun,
        }
    }

    async fn begin(&self, programme: &str, given: &NewApplication) -> Result<Drafted, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let StoredProgramme { config, .. } = programmes::find(tx.conn(), programme).await?;
            in_time(&config, now)?;
            fitting(&config, &given.answers)?;
            let drafted = |id| Drafted {
                id,
                missing: names_missing(&config, &given.answers),
                closes_at: config.closes_at(),
                server_time: now,
            };
            let known = party::Entity::find()
                .filter(party::Column::ProgrammeId.eq(programme))
                .filter(party::Column::Role.eq("applicant"))
                .filter(party::Column::EmailFolded.eq(given.party.email.folded()))
                .one(tx.conn())
                .await?;
            let party = match known {
                None => {
                    let new = new_party(&tx, &config, &given.party, "applicant", now);
                    new.insert(tx.conn()).await.map_err(taken)?
                }
                Some(party) => {
                    let before = application::Entity::find()
                        .filter(application::Column::PartyId.eq(party.id))
                        .filter(application::Column::CohortId.eq(config.cohort.id.as_str()));
                    if let Some(row) = before.one(tx.conn()).await? {
                        let nobody = tx.new_id();
                        access::request_link(self, tx, row).await?;
                        return Ok(drafted(nobody));
                    }
                    party
                }
            };
            let answers = serde_json::to_string(&given.answers).unwrap_or_default();
            let row = new_application(&tx, &config, party.id, answers, now);
            let row = row.insert(tx.conn()).await.map_err(taken)?;
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            out.contact(&party)?;
            out.event(
                row.version,
                v1::ApplicationDrafted {
                    programme_id: programme.to_owned(),
                    application_id: text(row.id),
                    party_id: text(party.id),
                    cohort_id: config.cohort.id.to_string(),
                    closes_at: Some(timestamp(config.closes_at())),
                },
            );
            let emit = out.done();
            let entry = Entry {
                actor: &format!("applicant:{}", row.id),
                action: "application.begin",
                programme,
                subject: text(row.id),
                detail: serde_json::json!({}),
            };
            audit::note(&tx, now, entry).await?;
            tx.commit(emit).await?;
            Ok(drafted(row.id))
        })
        .await
    }

    /// Reads a receipt and says what it states.
    ///
    /// # Errors
    /// When it wasn't signed here.
    pub fn receipt(&self, receipt: &str) -> Result<Receipt, Refusal> {
        self.app.keys().open_receipt(receipt)
    }

    /// The public key receipts can be checked with: Ed25519, hex.
    #[must_use]
    pub fn receipt_public_key(&self) -> String {
        self.app.keys().receipt_public_key()
    }
}

const TAKEN: &str = "taken";

fn taken(error: sea_orm::DbErr) -> Refusal {
    if breaks_uniqueness(&error) {
        Refusal::conflict(TAKEN, "somebody was faster by a moment; try again")
    } else {
        error.into()
    }
}

fn brief(row: application::Model) -> ApplicationView {
    ApplicationView {
        id: row.id,
        programme: row.programme_id,
        reference: row.reference,
        state: row.state,
        outcome: row.outcome,
        reason: row.reason,
        submitted_at: row.submitted_at,
        answers: None,
        missing: Vec::new(),
    }
}

/// The most rows a list answers with.
pub(super) const PAGE: u64 = 500;

impl Desk<Operator> {
    /// Applications of a programme by id, from after `after` on, at most 500; of one state when given.
    ///
    /// # Errors
    /// When there is no such programme.
    pub async fn applications(
        &self,
        programme: &str,
        state: Option<ApplicationState>,
        after: Option<Uuid>,
    ) -> Result<Vec<ApplicationView>, Refusal> {
        programmes::find(self.store().read(), programme).await?;
        let mut query = application::Entity::find().filter(application::Column::ProgrammeId.eq(programme));
        if let Some(state) = state {
            query = query.filter(application::Column::State.eq(state.as_str()));
        }
        if let Some(after) = after {
            query = query.filter(application::Column::Id.gt(after));
        }
        let rows = query
            .order_by_asc(application::Column::Id)
            .limit(PAGE)
            .all(self.store().read())
            .await?;
        Ok(rows.into_iter().map(brief).collect())
    }
}

/// Requests take at most a minute; what arrived at the deadline is stored after that time or not at all.
const LAST_REQUESTS: chrono::Duration = chrono::Duration::seconds(61);

impl Desk<System> {
    /// Expires the drafts of programmes whose deadline is past; says when the next deadline is.
    pub(crate) async fn expire_drafts(&self) -> Result<Option<DateTime<Utc>>, Refusal> {
        let mut next = None;
        for row in programme::Entity::find().all(self.store().read()).await? {
            let config: Programme = entities::json("programme", &row.config)?;
            // Whatever arrived in time is in, so drafts wait for the longest request there can be.
            let over = config.taken_until() + LAST_REQUESTS;
            if over > self.now() {
                next = Some(next.map_or(over, |n: DateTime<Utc>| n.min(over)));
                continue;
            }
            let drafts: Vec<Uuid> = application::Entity::find()
                .select_only()
                .column(application::Column::Id)
                .filter(application::Column::ProgrammeId.eq(&row.id))
                .filter(application::Column::State.eq(ApplicationState::Draft.as_str()))
                .into_tuple()
                .all(self.store().read())
                .await?;
            for id in drafts {
                // One that can't be expired must not keep the others.
                if let Err(error) = self.expire_draft(id).await {
                    tracing::error!(application = %id, error = &error as &dyn std::error::Error, "a draft can't be expired");
                }
            }
        }
        Ok(next)
    }

    async fn expire_draft(&self, id: Uuid) -> Result<(), Refusal> {
        self.write(|tx| async move {
            let row = find(tx.conn(), id).await?;
            if state_of(&row)? != ApplicationState::Draft {
                return Ok(()); // another replica was first
            }
            let mut out = Outgoing::new(&tx, self.stamp(), &row.programme_id)?;
            move_to(
                &tx,
                &mut out,
                row,
                ApplicationState::Expired,
                Some("deadline_past"),
                self.now(),
            )
            .await?;
            let emit = out.done();
            tx.commit(emit).await?;
            Ok(())
        })
        .await
    }
}
