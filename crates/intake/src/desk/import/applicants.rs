//! Importing applications: each row is a party and a submitted application.

use std::collections::BTreeSet;

use berth_domain::eligibility::{Finding, Outcome};
use berth_domain::form::{Answer, Answers, FieldKind};
use berth_domain::programme::{Programme, shift_date};
use berth_domain::state::ApplicationState;
use berth_events::v1;
use berth_store::{Emit, WriteTx};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    TryIntoModel as _,
};

use super::sheet::{Complaints, Once, Row, Rows};
use super::{ImportReport, RefusedRow};
use crate::desk::applications::{PartyDetails, judge, new_application, new_party, submitted_event};
use crate::desk::audit::{self, Entry};
use crate::desk::emit::{Outgoing, text};
use crate::desk::programmes::{self, StoredProgramme};
use crate::desk::{Desk, Operator};
use crate::entities::{application, party};
use crate::refusal::Refusal;

/// A row that can be taken.
struct Good {
    reference: String,
    party: PartyDetails,
    answers: Answers,
    submitted_at: DateTime<Utc>,
}

const OWN: &[&str] = &["reference", "name", "email", "zone"];
const OPTIONAL: &[&str] = &["locale", "submitted_at"];
/// Rows per statement: SQLite takes at most 32,766 values in one.
const CHUNK: usize = 500;

impl Desk<Operator> {
    pub(super) async fn import_applicants(
        &self,
        programme: &str,
        csv: &[u8],
        dry_run: bool,
    ) -> Result<ImportReport, Refusal> {
        self.write(|tx| async move {
            let now = self.now();
            let StoredProgramme { config, row: stored } = programmes::find(tx.conn(), programme).await?;
            let fields: Vec<&str> = config.form.iter().map(|f| f.name.as_str()).collect();
            let required: Vec<&str> = config
                .form
                .iter()
                .filter(|f| f.required)
                .map(|f| f.name.as_str())
                .collect();
            let rows = Rows::read(csv, &[OWN, &required].concat(), &[OPTIONAL, &fields].concat())?;
            let known = Known::load(&tx, programme).await?;
            let mut report = ImportReport {
                dry_run,
                shifted_years: stored.shifted_years,
                ..Default::default()
            };
            let (mut references, mut addresses, mut good) = (Once::default(), Once::default(), Vec::new());
            for row in rows.iter() {
                match read(
                    &row,
                    &config,
                    stored.shifted_years,
                    now,
                    &mut references,
                    &mut addresses,
                ) {
                    Err(refused) => report.refused.extend(refused),
                    Ok(read) if known.references.contains(&read.reference) => report.unchanged += 1,
                    Ok(read) if known.addresses.contains(&read.party.email.folded()) => {
                        report
                            .refused
                            .push(row.refuse("email", "has an application in this programme already"));
                    }
                    Ok(read) => good.push(read),
                }
            }
            report.taken = good.len();
            if dry_run || good.is_empty() {
                tx.commit(Emit::nothing("nothing was taken")).await?;
                return Ok(report);
            }
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            let (mut parties, mut applications) = (Vec::new(), Vec::new());
            for row in good {
                let (party, application) = take(&tx, &mut out, &config, row, now)?;
                parties.push(party);
                applications.push(application);
            }
            for chunk in parties.chunks(CHUNK) {
                party::Entity::insert_many(chunk.to_vec())
                    .exec_without_returning(tx.conn())
                    .await?;
            }
            for chunk in applications.chunks(CHUNK) {
                application::Entity::insert_many(chunk.to_vec())
                    .exec_without_returning(tx.conn())
                    .await?;
            }
            let emit = out.done();
            let detail = serde_json::json!({ "taken": report.taken, "refused": report.refused.len() });
            let (actor, action, subject) = (&self.permit.actor(), "import.applicants", programme.to_owned());
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
            Ok(report)
        })
        .await
    }
}

struct Known {
    references: BTreeSet<String>,
    addresses: BTreeSet<String>,
}

impl Known {
    async fn load(tx: &WriteTx, programme: &str) -> Result<Self, Refusal> {
        let references: Vec<Option<String>> = application::Entity::find()
            .select_only()
            .column(application::Column::Reference)
            .filter(application::Column::ProgrammeId.eq(programme))
            .into_tuple()
            .all(tx.conn())
            .await?;
        let addresses: Vec<String> = party::Entity::find()
            .select_only()
            .column(party::Column::EmailFolded)
            .filter(party::Column::ProgrammeId.eq(programme))
            .filter(party::Column::Role.eq("applicant"))
            .into_tuple()
            .all(tx.conn())
            .await?;
        Ok(Self {
            references: references.into_iter().flatten().collect(),
            addresses: addresses.into_iter().collect(),
        })
    }
}

fn read(
    row: &Row<'_>,
    programme: &Programme,
    years: i32,
    now: DateTime<Utc>,
    references: &mut Once,
    addresses: &mut Once,
) -> Result<Good, Vec<RefusedRow>> {
    let mut all = Complaints::default();
    let reference = all.hear(row.reference());
    let party = row.party(&mut all);
    let submitted_at = all.hear(submission(row, programme, years, now));
    let mut answers = Answers::new();
    for field in &programme.form {
        let read = field.read_cell(row.cell(&field.name));
        let read = all.hear(read.map_err(|error| row.refuse(&error.field, error.reason)));
        if let Some(answer) = read.flatten() {
            answers.insert(field.name.clone(), shifted(answer, field.kind, years));
        } else if field.required && row.cell(&field.name).is_empty() {
            all.hear(Err::<(), _>(row.refuse(&field.name, "is required and empty")));
        }
    }
    if let Some(reference) = reference.as_ref().filter(|_| all.is_empty()) {
        all.hear(references.note(row, "reference", reference));
    }
    if let Some(party) = party.as_ref().filter(|_| all.is_empty()) {
        all.hear(addresses.note(row, "email", &party.email.folded()));
    }
    let good = || {
        Some(Good {
            reference: reference?,
            party: party?,
            answers,
            submitted_at: submitted_at?,
        })
    };
    let good = good();
    all.settle(good)
}

/// When it was submitted: as stated, or now; in either case in time.
fn submission(
    row: &Row<'_>,
    programme: &Programme,
    years: i32,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, RefusedRow> {
    let stated = row.parse_if_there::<DateTime<Utc>>("submitted_at");
    let stated =
        stated.map_err(|_| row.refuse("submitted_at", "expected an instant like 2027-01-31T21:59:59Z"))?;
    let stated = stated.map(|at| shift_date(at.date_naive(), years).and_time(at.time()).and_utc());
    let at = stated.unwrap_or(now);
    if at > now {
        return Err(row.refuse(
            "submitted_at",
            format!("lies in the future; the server's time is {now}"),
        ));
    }
    if at > programme.taken_until() || at < programme.opens_at() {
        let (opens, closes) = (programme.opens_at(), programme.closes_at());
        let reason = format!("applications are taken from {opens} to {closes}; this one is of {at}");
        return Err(row.refuse(if stated.is_some() { "submitted_at" } else { "" }, reason));
    }
    Ok(at)
}

/// A sample's dates all move with their programme's, so that every rule says the same of them.
fn shifted(answer: Answer, kind: FieldKind, years: i32) -> Answer {
    match (&answer, kind) {
        (Answer::Text(text), FieldKind::Date) if years != 0 => text
            .parse::<NaiveDate>()
            .map_or(answer, |day| Answer::Text(shift_date(day, years).to_string())),
        _ => answer,
    }
}

fn take(
    tx: &WriteTx,
    out: &mut Outgoing<'_>,
    programme: &Programme,
    row: Good,
    now: DateTime<Utc>,
) -> Result<(party::ActiveModel, application::ActiveModel), Refusal> {
    let (outcome, findings) = judge(programme, &row.answers, row.submitted_at);
    let state = match outcome {
        Outcome::Pass => ApplicationState::Submitted,
        Outcome::NeedsReview => ApplicationState::Submitted.to(ApplicationState::InReview)?,
        Outcome::Fail => ApplicationState::Submitted.to(ApplicationState::Ineligible)?,
    };
    let party = new_party(tx, programme, &row.party, "applicant", now);
    let party_row = party.clone().try_into_model()?;
    let mut application = new_application(
        tx,
        programme,
        party_row.id,
        serde_json::to_string(&row.answers).unwrap_or_default(),
        now,
    );
    application.reference = Set(Some(row.reference));
    application.state = Set(state.to_string());
    application.outcome = Set(Some(outcome.to_string()));
    application.findings = Set(serde_json::to_string::<Vec<Finding>>(&findings).unwrap_or_default());
    application.reason = Set(findings
        .first()
        .filter(|_| outcome == Outcome::Fail)
        .map(|f| f.code.clone()));
    application.submitted_at = Set(Some(row.submitted_at));
    let stored = application.clone().try_into_model()?;
    out.contact(&party_row)?;
    out.event(stored.version, submitted_event(&stored, outcome, &findings));
    if state != ApplicationState::Submitted {
        out.event(
            stored.version,
            v1::ApplicationMoved {
                programme_id: stored.programme_id.clone(),
                application_id: text(stored.id),
                party_id: text(stored.party_id),
                from_state: ApplicationState::Submitted.to_string(),
                to_state: state.to_string(),
                reason_code: stored.reason.clone().unwrap_or_default(),
            },
        );
    }
    out.trainee(&stored, row.party.zone, None)?;
    Ok((party, application))
}
