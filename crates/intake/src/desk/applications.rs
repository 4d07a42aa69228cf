//! Applications: begun by anybody, changed, submitted and withdrawn by their applicant.

use berth_domain::Tz;
use berth_domain::eligibility::{self, Finding, Outcome};
use berth_domain::form::{Answers, FieldError, check_answers, missing};
use berth_domain::id::ApplicationId;
use berth_domain::programme::Programme;
use berth_domain::state::ApplicationState;
use berth_domain::text::{DisplayName, EmailAddress, LanguageTag};
use berth_events::{timestamp, v1};
use berth_store::{Emit, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, ConnectionTrait, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::audit::{self, Entry};
use super::emit::{Outgoing, text, zone_of};
use super::programmes::{self, StoredProgramme};
use super::{Anyone, Desk, Operator, OwnApplication, System, breaks_uniqueness, tokens};
use crate::entities::{self, application, party, preference, programme};
use crate::keys::{Receipt, sha256_hex};
use crate::refusal::Refusal;

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
    /// The application.
    pub id: Uuid,
    /// The applicant's access token, shown this once.
    pub token: String,
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
    /// Begins an application.
    ///
    /// # Errors
    /// When the programme isn't open, fields don't fit, or this address has applied already.
    pub async fn begin_application(
        &self,
        programme: &str,
        given: &NewApplication,
    ) -> Result<Drafted, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let StoredProgramme { config, .. } = programmes::find(tx.conn(), programme).await?;
            in_time(&config, now)?;
            fitting(&config, &given.answers)?;
            let party = new_party(&tx, &config, &given.party, "applicant", now);
            let party = party.insert(tx.conn()).await.map_err(already_applied)?;
            let answers = serde_json::to_string(&given.answers).unwrap_or_default();
            let row = new_application(&tx, &config, party.id, answers, now);
            let row = row.insert(tx.conn()).await.map_err(already_applied)?;
            let token = tokens::issue(&tx, now, "applicant", text(row.id)).await?;
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
            let actor = format!("applicant:{}", row.id);
            let (action, detail) = ("application.begin", serde_json::json!({}));
            audit::note(
                &tx,
                now,
                Entry {
                    actor: &actor,
                    action,
                    programme,
                    subject: text(row.id),
                    detail,
                },
            )
            .await?;
            tx.commit(emit).await?;
            let missing = names_missing(&config, &given.answers);
            Ok(Drafted {
                id: row.id,
                token,
                missing,
                closes_at: config.closes_at(),
                server_time: now,
            })
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

fn already_applied(error: sea_orm::DbErr) -> Refusal {
    if breaks_uniqueness(&error) {
        let detail = "this address has an application in this programme already; use the link or the token you got with it";
        Refusal::conflict("already-applied", detail)
    } else {
        error.into()
    }
}

/// A party's row.
pub(super) fn new_party(
    tx: &WriteTx,
    programme: &Programme,
    given: &PartyDetails,
    role: &str,
    now: DateTime<Utc>,
) -> party::ActiveModel {
    let kind = if role == "host" {
        berth_domain::programme::PartyKind::Organisation
    } else {
        programme.applicants
    };
    let locale = given
        .locale
        .as_ref()
        .or(programme.languages.first())
        .map_or("en", LanguageTag::as_str);
    party::ActiveModel {
        id: Set(tx.new_id()),
        programme_id: Set(programme.id.to_string()),
        kind: Set(kind.to_string()),
        role: Set(role.to_owned()),
        display_name: Set(given.name.as_str().to_owned()),
        email: Set(given.email.as_str().to_owned()),
        email_folded: Set(given.email.folded()),
        locale: Set(locale.to_owned()),
        zone: Set(given.zone.to_string()),
        version: Set(1),
        created_at: Set(now),
    }
}

/// A draft's row.
pub(super) fn new_application(
    tx: &WriteTx,
    programme: &Programme,
    party: Uuid,
    answers: String,
    now: DateTime<Utc>,
) -> application::ActiveModel {
    application::ActiveModel {
        id: Set(tx.new_id()),
        programme_id: Set(programme.id.to_string()),
        cohort_id: Set(programme.cohort.id.to_string()),
        party_id: Set(party),
        reference: Set(None),
        state: Set(ApplicationState::Draft.to_string()),
        outcome: Set(None),
        findings: Set("[]".to_owned()),
        answers: Set(answers),
        reason: Set(None),
        rounds_waited: Set(0),
        submitted_at: Set(None),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

/// What the rules say of answers, and what is published of it.
pub(super) fn judge(programme: &Programme, answers: &Answers, at: DateTime<Utc>) -> (Outcome, Vec<Finding>) {
    eligibility::evaluate(
        &programme.eligibility,
        answers,
        at.with_timezone(&programme.zone).date_naive(),
    )
}

/// The fact that an application was submitted.
pub(super) fn submitted_event(
    row: &application::Model,
    outcome: Outcome,
    findings: &[Finding],
) -> v1::ApplicationSubmitted {
    v1::ApplicationSubmitted {
        programme_id: row.programme_id.clone(),
        application_id: text(row.id),
        party_id: text(row.party_id),
        cohort_id: row.cohort_id.clone(),
        submitted_at: row.submitted_at.map(timestamp),
        outcome: wire_outcome(outcome).into(),
        reason_codes: findings.iter().map(|f| f.code.clone()).collect(),
    }
}

/// An outcome as protobuf names it.
pub(super) fn wire_outcome(outcome: Outcome) -> v1::EligibilityOutcome {
    match outcome {
        Outcome::Pass => v1::EligibilityOutcome::Pass,
        Outcome::NeedsReview => v1::EligibilityOutcome::NeedsReview,
        Outcome::Fail => v1::EligibilityOutcome::Fail,
    }
}

/// The signed receipt of a submitted application.
pub(super) fn receipt(row: &application::Model, programme: &Programme, keys: &crate::keys::Keys) -> String {
    let answers: serde_json::Value = serde_json::from_str(&row.answers).unwrap_or_default();
    keys.sign_receipt(&Receipt {
        application: row.id,
        programme: row.programme_id.clone(),
        cohort: row.cohort_id.clone(),
        submitted_at: row.submitted_at.unwrap_or(row.updated_at),
        closes_at: programme.closes_at(),
        answers_sha256: sha256_hex(&serde_jcs::to_vec(&answers).unwrap_or_default()),
    })
}

/// An application that is there.
pub(super) async fn find(conn: &impl ConnectionTrait, id: Uuid) -> Result<application::Model, Refusal> {
    application::Entity::find_by_id(id)
        .one(conn)
        .await?
        .ok_or(Refusal::NotFound("application"))
}

/// The state of a stored application.
pub(super) fn state_of(row: &application::Model) -> Result<ApplicationState, Refusal> {
    Ok(entities::name("state of an application", &row.state)?)
}

/// Moves an application and publishes its newest profile.
pub(super) async fn move_to(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    row: application::Model,
    to: ApplicationState,
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<application::Model, Refusal> {
    let from = state_of(&row)?;
    let to = from.to(to)?;
    let version = row.version + 1;
    let mut changed = row.into_active_model();
    changed.state = Set(to.to_string());
    changed.reason = Set(reason.map(str::to_owned));
    changed.version = Set(version);
    changed.updated_at = Set(now);
    let row = changed.update(tx.conn()).await?;
    let party = party::Entity::find_by_id(row.party_id)
        .one(tx.conn())
        .await?
        .ok_or(Refusal::NotFound("party"))?;
    let ranked = preference::Entity::find_by_id(row.id).one(tx.conn()).await?;
    out.trainee(&row, zone_of(&party)?, ranked.as_ref())?;
    out.event(
        version,
        v1::ApplicationMoved {
            programme_id: row.programme_id.clone(),
            application_id: text(row.id),
            party_id: text(row.party_id),
            from_state: from.to_string(),
            to_state: to.to_string(),
            reason_code: reason.unwrap_or_default().to_owned(),
        },
    );
    Ok(row)
}

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
                    let party = party::Entity::find_by_id(row.party_id).one(tx.conn()).await?;
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
            super::offers::release_all(&tx, &mut out, &row, "person_withdrew", now).await?;
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
                },
            );
            let emit = out.done();
            self.note(&tx, &row, "application.withdraw", now).await?;
            tx.commit(emit).await?;
            Ok(())
        })
        .await?;
        self.view().await
    }

    /// The application's id.
    pub(super) fn id(&self) -> ApplicationId {
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

fn submitted(
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
