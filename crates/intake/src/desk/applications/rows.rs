//! Rows of parties and applications, what the rules say of them, and the one way they move.

use berth_domain::eligibility::{self, Finding, Outcome};
use berth_domain::form::Answers;
use berth_domain::programme::Programme;
use berth_domain::state::ApplicationState;
use berth_domain::text::LanguageTag;
use berth_events::{timestamp, v1};
use berth_store::{Only as _, WriteTx};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
};
use uuid::Uuid;

use crate::desk::emit::{Outgoing, text, zone_of};
use crate::entities::{self, application, party, preference};
use crate::keys::{Receipt, sha256_hex};
use crate::refusal::Refusal;

use super::PartyDetails;

/// A party's row.
pub(in crate::desk) fn new_party(
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
pub(in crate::desk) fn new_application(
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
pub(in crate::desk) fn judge(
    programme: &Programme,
    answers: &Answers,
    at: DateTime<Utc>,
) -> (Outcome, Vec<Finding>) {
    eligibility::evaluate(
        &programme.eligibility,
        answers,
        at.with_timezone(&programme.zone).date_naive(),
    )
}

/// The fact that an application was submitted.
pub(in crate::desk) fn submitted_event(
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
pub(in crate::desk) fn wire_outcome(outcome: Outcome) -> v1::EligibilityOutcome {
    match outcome {
        Outcome::Pass => v1::EligibilityOutcome::Pass,
        Outcome::NeedsReview => v1::EligibilityOutcome::NeedsReview,
        Outcome::Fail => v1::EligibilityOutcome::Fail,
    }
}

/// The signed receipt of a submitted application.
pub(in crate::desk) fn receipt(
    row: &application::Model,
    programme: &Programme,
    keys: &crate::keys::Keys,
) -> String {
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
pub(in crate::desk) async fn find(
    conn: &impl ConnectionTrait,
    id: Uuid,
) -> Result<application::Model, Refusal> {
    application::Entity::find_by_id(id)
        .only(conn)
        .await?
        .ok_or(Refusal::NotFound("application"))
}

/// The state of a stored application.
pub(in crate::desk) fn state_of(row: &application::Model) -> Result<ApplicationState, Refusal> {
    Ok(entities::name("state of an application", &row.state)?)
}

/// Moves an application and publishes its newest profile.
pub(in crate::desk) async fn move_to(
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
        .only(tx.conn())
        .await?
        .ok_or(Refusal::NotFound("party"))?;
    let ranked = preference::Entity::find_by_id(row.id).only(tx.conn()).await?;
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
