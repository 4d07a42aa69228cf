//! `berth migrate`: brings the databases' tables up to date.

use anyhow::{Context, Result};
use berth_runtime::Settings;

use crate::Ended;
use crate::cli::{Database, MigrateArguments};

/// Applies, or with `--plan` lists, what is pending in each database asked for.
pub(crate) async fn run(wish: &MigrateArguments, settings: &Settings) -> Result<Ended> {
    crate::settings::command_logs(settings)?;
    let mut pending = false;
    for database in databases(&wish.services) {
        let names = if wish.plan {
            database.pending(settings).await
        } else {
            database.migrate(settings).await
        };
        let names = names.with_context(|| format!("migrating {}'s database", database.name()))?;
        pending |= wish.plan && !names.is_empty();
        let (done, none) = if wish.plan {
            ("pending", "nothing is pending")
        } else {
            ("applied", "up to date")
        };
        if names.is_empty() {
            println!("{}: {none}", database.name());
        }
        for name in names {
            println!("{}: {done} {name}", database.name());
        }
    }
    Ok(if pending { Ended::No } else { Ended::Well })
}

/// Those named, or both.
pub(crate) fn databases(named: &[Database]) -> Vec<Database> {
    if named.is_empty() {
        vec![Database::Intake, Database::Notifier]
    } else {
        named.to_vec()
    }
}

impl Database {
    /// The service it belongs to.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Notifier => "notifier",
        }
    }

    /// Its address, with the password.
    pub(crate) fn url(self, settings: &Settings) -> &str {
        match self {
            Self::Intake => settings.intake_database_url.expose(),
            Self::Notifier => settings.notifier_database_url.expose(),
        }
    }

    /// The migrations that it lacks.
    pub(crate) async fn pending(self, settings: &Settings) -> Result<Vec<String>> {
        let url = self.url(settings);
        Ok(match self {
            Self::Intake => berth_store::pending::<berth_intake::Migrator>(url).await?,
            Self::Notifier => berth_store::pending::<berth_notifier::Migrator>(url).await?,
        })
    }

    /// Applies the migrations that it lacks.
    pub(crate) async fn migrate(self, settings: &Settings) -> Result<Vec<String>> {
        let url = self.url(settings);
        Ok(match self {
            Self::Intake => berth_store::migrate::<berth_intake::Migrator>(url).await?,
            Self::Notifier => berth_store::migrate::<berth_notifier::Migrator>(url).await?,
        })
    }
}
