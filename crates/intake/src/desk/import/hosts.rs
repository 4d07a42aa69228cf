//! Importing host companies.

use std::collections::BTreeSet;

use berth_events::v1;
use berth_store::Emit;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::sheet::{Complaints, Once, Row, Rows};
use super::{ImportReport, RefusedRow};
use crate::desk::applications::new_party;
use crate::desk::audit::{self, Entry};
use crate::desk::emit::{Outgoing, text};
use crate::desk::hosts::{NewHost, new_host, one_line};
use crate::desk::programmes::{self, StoredProgramme};
use crate::desk::{Desk, Operator};
use crate::entities::{host, party};
use crate::refusal::Refusal;

impl Desk<Operator> {
    pub(super) async fn import_hosts(
        &self,
        programme: &str,
        csv: &[u8],
        dry_run: bool,
    ) -> Result<ImportReport, Refusal> {
        let rows = &Rows::read(
            csv,
            &["reference", "name", "email", "zone", "country", "city"],
            &["locale"],
        )?;
        self.write(|tx| async move {
            let now = self.now();
            let StoredProgramme { config, row: stored } = programmes::find(tx.conn(), programme).await?;
            let known = host::Entity::find()
                .filter(host::Column::ProgrammeId.eq(programme))
                .all(tx.conn())
                .await?;
            let known: BTreeSet<String> = known.into_iter().filter_map(|h| h.reference).collect();
            let taken = party::Entity::find()
                .filter(party::Column::ProgrammeId.eq(programme))
                .filter(party::Column::Role.eq("host"))
                .all(tx.conn())
                .await?;
            let taken: BTreeSet<String> = taken.into_iter().map(|p| p.email_folded).collect();
            let mut report = ImportReport {
                dry_run,
                shifted_years: stored.shifted_years,
                ..Default::default()
            };
            let (mut references, mut addresses) = (Once::default(), Once::default());
            let mut out = Outgoing::new(&tx, self.stamp(), programme)?;
            for row in rows.iter() {
                let given = match read(&row, &mut references, &mut addresses) {
                    Ok((reference, _)) if known.contains(&reference) => {
                        report.unchanged += 1;
                        continue;
                    }
                    Ok((_, given)) if taken.contains(&given.party.email.folded()) => {
                        report
                            .refused
                            .push(row.refuse("email", "belongs to another host of this programme"));
                        continue;
                    }
                    Ok((_, given)) => given,
                    Err(refused) => {
                        report.refused.extend(refused);
                        continue;
                    }
                };
                report.taken += 1;
                if !dry_run {
                    let party = new_party(&tx, &config, &given.party, "host", now)
                        .insert(tx.conn())
                        .await?;
                    let row = new_host(programme, party.id, &given, now)
                        .insert(tx.conn())
                        .await?;
                    out.contact(&party)?;
                    out.event(
                        1,
                        v1::HostRegistered {
                            programme_id: programme.to_owned(),
                            host_id: text(row.id),
                        },
                    );
                }
            }
            let emit = if dry_run {
                Emit::nothing("only a check")
            } else {
                out.done()
            };
            let detail = serde_json::json!({ "taken": report.taken, "refused": report.refused.len() });
            let (actor, action, subject) = (&self.permit.actor(), "import.hosts", programme.to_owned());
            if !dry_run {
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
    references: &mut Once,
    addresses: &mut Once,
) -> Result<(String, NewHost), Vec<RefusedRow>> {
    let mut all = Complaints::default();
    let reference = all.hear(row.reference());
    let party = row.party(&mut all);
    let country = all.hear(row.parse("country"));
    let city = row.cell("city");
    if !one_line(city) {
        all.hear(Err::<(), _>(
            row.refuse("city", "expected 1 to 200 characters on one line"),
        ));
    }
    if let Some(reference) = reference.as_ref().filter(|_| all.is_empty()) {
        all.hear(references.note(row, "reference", reference));
    }
    if let Some(party) = party.as_ref().filter(|_| all.is_empty()) {
        all.hear(addresses.note(row, "email", &party.email.folded()));
    }
    let given = || {
        let reference = reference?;
        let given = NewHost {
            reference: Some(reference.clone()),
            party: party?,
            country: country?,
            city: city.to_owned(),
        };
        Some((reference, given))
    };
    let given = given();
    all.settle(given)
}
