#![doc = include_str!("../README.md")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that can't go on stops here"
)]

pub mod books;
pub mod door;
pub mod house;
pub mod processes;
pub mod walk;

use std::path::Path;

use berth_testkit::Postgres;

/// The databases of one whole Berth.
#[derive(Debug, Clone)]
pub struct Databases {
    /// Intake's.
    pub intake: String,
    /// The notifier's.
    pub notifier: String,
}

impl Databases {
    /// Two SQLite files, migrated.
    pub async fn sqlite(folder: &Path) -> Self {
        let url = |name: &str| format!("sqlite://{}", folder.join(name).display());
        Self {
            intake: url("intake.db"),
            notifier: url("notifier.db"),
        }
        .migrated()
        .await
    }

    /// Two databases of a real Postgres, migrated.
    pub async fn postgres() -> Self {
        let server = Postgres::shared().await;
        let (intake, notifier) = (server.create_database().await, server.create_database().await);
        Self { intake, notifier }.migrated().await
    }

    async fn migrated(self) -> Self {
        berth_store::migrate::<berth_intake::Migrator>(&self.intake)
            .await
            .unwrap();
        berth_store::migrate::<berth_notifier::Migrator>(&self.notifier)
            .await
            .unwrap();
        self
    }
}

/// Secrets of a test's services.
pub const OPERATOR_TOKEN: &str = "the-operator-of-the-whole-test-0123456789";
/// The signing key of a test's services.
pub const SIGNING_KEY: &str = "the-signing-key-of-the-whole-test-0123456789";
