//! Importing rank lists, with references in place of ids.

use std::collections::BTreeMap;

use berth_domain::cohort::RankList;
use berth_store::Emit;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::sheet::{Once, Row, Rows};
use super::{ImportReport, RefusedRow};
use crate::desk::audit::{self, Entry};
use crate::desk::emit::Outgoing;
use crate::desk::preferences::{LONGEST, certify_opening, certify_trainee};
use crate::desk::{Desk, Operator, programmes};
use crate::entities::{application, opening, preference};
use crate::refusal::Refusal;

impl Desk<Operator> {
    pub(super) async fn import_preferences(
        &self,
        programme: &str,
        csv: &[u8],
        dry_run: bool,
    ) -> Result<ImportReport, Refusal> {
        let rows = &Rows::read(csv, &["owner", "ranked"], &[])?;
        self.write(|tx| async move {
            let now = self.now();
            let stored = programmes::find(tx.conn(), programme).await?.row;
            let trainees = application::Entity::find().filter(application::Column::ProgrammeId.eq(programme));
            let trainees: BTreeMap<String, application::Model> = trainees
                .all(tx.conn())
                .await?
                .into_iter()
                .filter_map(|a| Some((a.reference.clone()?, a)))
                .collect();
            let openings: BTreeMap<String, opening::Model> =
                super::super::offers::openings_of(tx.conn(), programme)
                    .await?
                    .into_iter()
                    .filter_map(|o| Some((o.reference.clone()?, o)))
                    .collect();
            let lists = preference::Entity::find().filter(preference::Column::ProgrammeId.eq(programme));
            let lists: BTreeMap<Uuid, String> = lists
                .all(tx.conn())
                .await?
                .into_iter()
                .map(|p| (p.owner_id, p.ranked))
                .collect();
            let trainee_ids = trainees.iter().map(|(r, a)| (r.as_str(), a.id)).collect();
            let opening_ids = openings.iter().map(|(r, o)| (r.as_str(), o.id)).collect();
            let mut report = ImportReport {
                dry_run,
                shifted_years: stored.shifted_years,
                ..Default::default()
            };
            let mut owners = Once::default();
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            for row in rows.iter() {
                let owner = row.cell("owner");
                if let Err(refused) = owners.note(&row, "owner", owner) {
                    report.refused.push(refused);
                    continue;
                }
                let (trainee, opening) = (trainees.get(owner), openings.get(owner));
                let (id, others) = match (trainee, opening) {
                    (Some(trainee), None) => (trainee.id, &opening_ids),
                    (None, Some(opening)) => (opening.id, &trainee_ids),
                    (Some(_), Some(_)) => {
                        report
                            .refused
                            .push(row.refuse("owner", "is both an application's and an opening's reference"));
                        continue;
                    }
                    (None, None) => {
                        report
                            .refused
                            .push(row.refuse("owner", "is no application's and no opening's reference"));
                        continue;
                    }
                };
                let ranked = match read(&row, others) {
                    Ok(ranked) => ranked,
                    Err(refused) => {
                        report.refused.push(refused);
                        continue;
                    }
                };
                if lists
                    .get(&id)
                    .is_some_and(|l| *l == serde_json::to_string(&ranked).unwrap_or_default())
                {
                    report.unchanged += 1;
                    continue;
                }
                if !dry_run {
                    let stored = match (trainee, opening) {
                        (Some(trainee), _) => {
                            certify_trainee(&tx, &mut out, trainee.clone(), &ranked, now).await
                        }
                        (_, Some(opening)) => {
                            certify_opening(&tx, &mut out, opening.clone(), &ranked, now).await
                        }
                        (None, None) => Ok(()),
                    };
                    if let Err(Refusal::Conflict { detail, .. }) = &stored {
                        report.refused.push(row.refuse("owner", detail.clone()));
                        continue;
                    }
                    stored?;
                }
                report.taken += 1;
            }
            let emit = if dry_run {
                Emit::nothing("only a check")
            } else {
                out.done()
            };
            if !dry_run {
                let detail = serde_json::json!({ "taken": report.taken, "refused": report.refused.len() });
                let (actor, action, subject) =
                    (&self.permit.actor(), "import.preferences", programme.to_owned());
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

/// `OP-03; OP-07=OP-09; OP-01`: best first, `=` between those tied.
fn read(row: &Row<'_>, known: &BTreeMap<&str, Uuid>) -> Result<RankList<Uuid>, RefusedRow> {
    let mut seen = std::collections::BTreeSet::new();
    let mut ranked = RankList::new();
    for group in row
        .cell("ranked")
        .split(';')
        .map(str::trim)
        .filter(|g| !g.is_empty())
    {
        let mut tied = Vec::new();
        for reference in group.split('=').map(str::trim) {
            let shown: String = reference.chars().take(60).collect();
            let id = known.get(reference).copied();
            let id = id.ok_or_else(|| {
                row.refuse(
                    "ranked",
                    format!("`{shown}` isn't the reference of anything this owner can rank"),
                )
            })?;
            if !seen.insert(id) {
                return Err(row.refuse("ranked", format!("`{shown}` is listed twice")));
            }
            tied.push(id);
        }
        ranked.push(tied);
    }
    if ranked.is_empty() || seen.len() > LONGEST {
        return Err(row.refuse("ranked", format!("expected 1 to {LONGEST} references")));
    }
    Ok(ranked)
}
