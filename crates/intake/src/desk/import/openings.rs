//! Importing openings.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::form::parse_languages;
use berth_domain::id::SkillId;
use berth_domain::skill::{SkillNeed, parse_skill_list};
use berth_store::Emit;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::sheet::{Complaints, Once, Row, Rows};
use super::{ImportReport, RefusedRow};
use crate::desk::audit::{self, Entry};
use crate::desk::emit::Outgoing;
use crate::desk::hosts::{NewOpening, check_opening, new_opening, published};
use crate::desk::programmes::{self, StoredProgramme};
use crate::desk::{Desk, Operator};
use crate::entities::{host, opening};
use crate::refusal::Refusal;

const REQUIRED: &[&str] = &[
    "reference",
    "host",
    "title",
    "track",
    "country",
    "city",
    "zone",
    "seats",
    "starts_on",
    "duration_months",
    "monthly_pay_eur",
    "work_mode",
    "must_have",
];
const OPTIONAL: &[&str] = &[
    "min_seats",
    "field",
    "nice_to_have",
    "will_teach",
    "languages",
    "supervisor_named",
];

impl Desk<Operator> {
    pub(super) async fn import_openings(
        &self,
        programme: &str,
        csv: &[u8],
        dry_run: bool,
    ) -> Result<ImportReport, Refusal> {
        let rows = &Rows::read(csv, REQUIRED, OPTIONAL)?;
        self.write(|tx| async move {
            let now = self.now();
            let StoredProgramme { config, row: stored } = programmes::find(tx.conn(), programme).await?;
            let hosts = host::Entity::find()
                .filter(host::Column::ProgrammeId.eq(programme))
                .all(tx.conn())
                .await?;
            let by_reference = hosts
                .iter()
                .filter_map(|h| Some((h.reference.clone()?, h.id)))
                .collect();
            let by_id: BTreeMap<Uuid, &host::Model> = hosts.iter().map(|h| (h.id, h)).collect();
            let known = super::super::offers::openings_of(tx.conn(), programme).await?;
            let known: BTreeSet<String> = known
                .into_iter()
                .filter_map(|o: opening::Model| o.reference)
                .collect();
            let mut report = ImportReport {
                dry_run,
                shifted_years: stored.shifted_years,
                ..Default::default()
            };
            let mut references = Once::default();
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            for row in rows.iter() {
                let read =
                    read(&row, &by_reference, stored.shifted_years, &mut references).and_then(|given| {
                        check_opening(&config, &given)
                            .map(|()| given)
                            .map_err(|e| vec![row.refuse("", e)])
                    });
                match read {
                    Err(refused) => report.refused.extend(refused),
                    Ok(given) if given.reference.as_ref().is_some_and(|r| known.contains(r)) => {
                        report.unchanged += 1
                    }
                    Ok(given) => {
                        report.taken += 1;
                        if !dry_run {
                            let host = by_id.get(&given.host).copied().ok_or(Refusal::NotFound("host"))?;
                            let row = new_opening(&tx, programme, given, now)?.insert(tx.conn()).await?;
                            out.event(1, published(&row));
                            out.opening(&row, host, None)?;
                        }
                    }
                }
            }
            let emit = if dry_run {
                Emit::nothing("only a check")
            } else {
                out.done()
            };
            if !dry_run {
                let detail = serde_json::json!({ "taken": report.taken, "refused": report.refused.len() });
                let (actor, action, subject) =
                    (&self.permit.actor(), "import.openings", programme.to_owned());
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
            }
            tx.commit(emit).await?;
            Ok(report)
        })
        .await
    }
}

fn read(
    row: &Row<'_>,
    hosts: &BTreeMap<String, Uuid>,
    years: i32,
    references: &mut Once,
) -> Result<NewOpening, Vec<RefusedRow>> {
    let mut all = Complaints::default();
    let skills = |column: &str| -> Result<Vec<SkillNeed>, RefusedRow> {
        let claims = parse_skill_list(row.cell(column)).map_err(|e| row.refuse(column, e))?;
        Ok(claims.into_iter().map(SkillNeed::from).collect())
    };
    let known = hosts.get(row.cell("host")).copied();
    let reference = all.hear(row.reference());
    let host =
        all.hear(known.ok_or_else(|| row.refuse("host", "no host of this programme has this reference")));
    let (track, country, zone) = (
        all.hear(row.parse("track")),
        all.hear(row.parse("country")),
        all.hear(row.zone()),
    );
    let (seats, min_seats) = (all.hear(row.number("seats")), all.hear(row.number("min_seats")));
    let starts_on = all.hear(row.date("starts_on", years));
    let duration_months = all.hear(row.number("duration_months"));
    let monthly_pay_eur = all.hear(row.number("monthly_pay_eur"));
    let work_mode = all.hear(row.parse("work_mode"));
    let (must_have, nice_to_have) = (all.hear(skills("must_have")), all.hear(skills("nice_to_have")));
    let will_teach = all.hear(taught(row));
    let languages = all.hear(parse_languages(row.cell("languages")).map_err(|e| row.refuse("languages", e)));
    let supervisor_named = all.hear(yes_or_no(row, "supervisor_named"));
    if let Some(reference) = reference.as_ref().filter(|_| all.is_empty()) {
        all.hear(references.note(row, "reference", reference));
    }
    let given = || {
        Some(NewOpening {
            reference: Some(reference?),
            host: host?,
            title: row.cell("title").to_owned(),
            track: track?,
            country: country?,
            city: row.cell("city").to_owned(),
            zone: zone?,
            seats: seats?,
            min_seats: min_seats?,
            starts_on: starts_on?,
            duration_months: duration_months?,
            monthly_pay_eur: monthly_pay_eur?,
            work_mode: work_mode?,
            field: Some(row.cell("field").to_owned()).filter(|f| !f.is_empty()),
            must_have: must_have?,
            nice_to_have: nice_to_have?,
            will_teach: will_teach?,
            languages: languages?,
            supervisor_named: supervisor_named?,
        })
    };
    let given = given();
    all.settle(given)
}

fn taught(row: &Row<'_>) -> Result<BTreeSet<SkillId>, RefusedRow> {
    let skills = row.cell("will_teach").split(';').map(str::trim);
    let skills: Result<_, _> = skills.filter(|s| !s.is_empty()).map(str::parse).collect();
    skills.map_err(|e: <SkillId as std::str::FromStr>::Err| row.refuse("will_teach", e.to_string()))
}

fn yes_or_no(row: &Row<'_>, column: &str) -> Result<bool, RefusedRow> {
    match row.cell(column).to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "" | "no" | "false" | "0" => Ok(false),
        _ => Err(row.refuse(column, "expected yes or no")),
    }
}
