//! Importing openings.

use std::collections::{BTreeMap, BTreeSet};

use berth_domain::Tz;
use berth_domain::form::parse_languages;
use berth_domain::id::SkillId;
use berth_domain::skill::{SkillNeed, parse_skill_list};
use berth_store::Emit;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::sheet::{Once, Row, Rows};
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
                            .map_err(|e| row.refuse("", e))
                    });
                match read {
                    Err(refused) => report.refused.push(refused),
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
) -> Result<NewOpening, RefusedRow> {
    let reference = row.reference()?;
    references.note(row, "reference", &reference)?;
    let host = row.cell("host");
    let host = hosts
        .get(host)
        .copied()
        .ok_or_else(|| row.refuse("host", "no host of this programme has this reference"))?;
    let skills = |column: &str| -> Result<Vec<SkillNeed>, RefusedRow> {
        let claims = parse_skill_list(row.cell(column)).map_err(|e| row.refuse(column, e))?;
        Ok(claims.into_iter().map(SkillNeed::from).collect())
    };
    let will_teach = row
        .cell("will_teach")
        .split(';')
        .map(str::trim)
        .filter(|s| !s.is_empty());
    let will_teach: Result<BTreeSet<SkillId>, _> = will_teach.map(str::parse).collect();
    let supervisor_named = match row.cell("supervisor_named").to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => true,
        "" | "no" | "false" | "0" => false,
        _ => return Err(row.refuse("supervisor_named", "expected yes or no")),
    };
    Ok(NewOpening {
        reference: Some(reference),
        host,
        title: row.cell("title").to_owned(),
        track: row.parse("track")?,
        country: row.parse("country")?,
        city: row.cell("city").to_owned(),
        zone: row
            .parse::<Tz>("zone")
            .map_err(|_| row.refuse("zone", "expected an IANA zone like Europe/Vilnius"))?,
        seats: row.number("seats")?,
        min_seats: row.number("min_seats")?,
        starts_on: row.date("starts_on", years)?,
        duration_months: row.number("duration_months")?,
        monthly_pay_eur: row.number("monthly_pay_eur")?,
        work_mode: row.parse("work_mode")?,
        field: Some(row.cell("field").to_owned()).filter(|f| !f.is_empty()),
        must_have: skills("must_have")?,
        nice_to_have: skills("nice_to_have")?,
        will_teach: will_teach.map_err(|e| row.refuse("will_teach", e.to_string()))?,
        languages: parse_languages(row.cell("languages")).map_err(|e| row.refuse("languages", e))?,
        supervisor_named,
    })
}
