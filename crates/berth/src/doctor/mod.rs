//! `berth doctor`: checks everything an operator could have got wrong, and says what to do.

mod database;
mod mail;
mod nats;
mod report;
mod surroundings;

use anyhow::Result;
use berth_runtime::Settings;

use crate::Ended;
use crate::cli::Database;
use report::{Finding, Report};

/// Runs all checks; [`Ended::No`] when there is a problem.
pub(crate) async fn run(settings: Result<Settings>) -> Result<Ended> {
    let mut report = Report::new();
    let settings = match settings {
        Ok(settings) => settings,
        Err(error) => {
            report.add(
                "settings",
                Finding::problem(
                    format!("{error:#}"),
                    "correct them, then run `berth doctor` again",
                ),
            );
            return Ok(report.end());
        }
    };
    // What the libraries log while checks fail is said by the checks themselves.
    report.add("settings", surroundings::settings(&settings));
    report.add("secrets", surroundings::secrets(&settings));
    report.add("addresses", surroundings::addresses(&settings));
    report.add("public URL", surroundings::public_url(&settings).await);
    report.add("disk space", surroundings::disk(&settings.data_dir));
    for database in [Database::Intake, Database::Notifier] {
        report.all(
            &format!("{} database", database.name()),
            database::check(database, &settings).await,
        );
    }
    report.all("NATS", nats::check(&settings).await);
    report.all("mail server", mail::servers(&settings).await);
    report.add("mail sender", mail::sender(&settings).await);
    Ok(report.end())
}
