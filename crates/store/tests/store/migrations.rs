//! Migrations: each runs once, whoever starts it, and a service refuses to run on an old schema.

use std::process::{Command, Stdio};

use berth_runtime::SystemClock;
use berth_store::{Store, StoreError, StoreOptions, migrate, migrations, pending};
use sea_orm_migration::{MigrationTrait, MigratorTrait};

use crate::harness::{Db, Migrator, counted};

/// Tells a copy of this test program to migrate this database.
const MIGRATE: &str = "STORE_TEST_MIGRATE";

/// An older program, which doesn't know the newest migration.
struct Older;

impl MigratorTrait for Older {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        migrations::shared()
    }
}

fn names() -> Vec<String> {
    Migrator::migrations()
        .iter()
        .map(|migration| migration.name().to_owned())
        .collect()
}

/// Not a promise by itself: the processes of the next test run it.
#[tokio::test]
async fn a_process_that_migrates_when_told() {
    if let Ok(url) = std::env::var(MIGRATE) {
        for name in migrate::<Migrator>(&url).await.unwrap() {
            eprintln!("applied {name}");
        }
    }
}

async fn migrated_by_processes_at_once(db: Db) {
    let program = std::env::current_exe().unwrap();
    let processes: Vec<_> = (0..4)
        .map(|_| {
            Command::new(&program)
                .args([
                    "--exact",
                    "migrations::a_process_that_migrates_when_told",
                    "--nocapture",
                ])
                .env(MIGRATE, &db.url)
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();

    let mut applied = Vec::new();
    for process in processes {
        let output = process.wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{said}");
        applied.extend(
            said.lines()
                .filter_map(|line| Some(line.strip_prefix("applied ")?.to_owned())),
        );
    }

    assert_eq!(applied, names());
    let store = db.store().await;
    store.require_migrated::<Migrator>().await.unwrap();
    assert_eq!(counted(store.read()).await.unwrap(), 0);
}

async fn a_service_refuses_an_old_schema(db: Db) {
    assert_eq!(pending::<Migrator>(&db.url).await.unwrap(), names());
    migrate::<Older>(&db.url).await.unwrap();

    let refused = db.store().await.require_migrated::<Migrator>().await.unwrap_err();

    assert!(
        refused.to_string().contains("m20260301_000001_counter"),
        "{refused}"
    );
    assert!(refused.to_string().contains("berth migrate"), "{refused}");
    assert_eq!(
        pending::<Migrator>(&db.url).await.unwrap(),
        ["m20260301_000001_counter"]
    );
}

/// While new replicas replace old ones, both run on the newer schema; only migrating backwards is refused.
async fn a_newer_schema_serves_an_older_program(db: Db) {
    migrate::<Migrator>(&db.url).await.unwrap();

    db.store().await.require_migrated::<Older>().await.unwrap();

    let refused = migrate::<Older>(&db.url).await.unwrap_err();
    assert!(
        matches!(refused, StoreError::UnknownMigrations { .. }),
        "{refused}"
    );
}

#[tokio::test]
async fn processes_that_migrate_one_sqlite_file_at_once_do_it_once() {
    migrated_by_processes_at_once(Db::empty_sqlite()).await;
}

#[tokio::test]
async fn processes_that_migrate_one_postgres_database_at_once_do_it_once() {
    migrated_by_processes_at_once(Db::empty_postgres().await).await;
}

#[tokio::test]
async fn a_service_refuses_an_old_schema_on_sqlite() {
    a_service_refuses_an_old_schema(Db::empty_sqlite()).await;
}

#[tokio::test]
async fn a_service_refuses_an_old_schema_on_postgres() {
    a_service_refuses_an_old_schema(Db::empty_postgres().await).await;
}

#[tokio::test]
async fn a_newer_schema_serves_an_older_program_on_sqlite() {
    a_newer_schema_serves_an_older_program(Db::empty_sqlite()).await;
}

#[tokio::test]
async fn a_newer_schema_serves_an_older_program_on_postgres() {
    a_newer_schema_serves_an_older_program(Db::empty_postgres().await).await;
}

async fn refusal(url: &str) -> String {
    let options = StoreOptions::new("test", std::sync::Arc::new(SystemClock));
    let options = StoreOptions {
        wait: std::time::Duration::from_secs(2),
        ..options
    };
    Store::connect(url, options).await.unwrap_err().to_string()
}

#[tokio::test]
async fn a_missing_file_is_answered_with_the_command_that_makes_it() {
    let refused = refusal(&Db::empty_sqlite().url).await;

    assert!(refused.contains("berth migrate"), "{refused}");
}

#[tokio::test]
async fn a_database_that_refuses_is_named_without_the_password() {
    let url = Db::empty_postgres().await.url;
    let nobody = url.replace("berth:berth@", "nobody:topsecret@");
    let nowhere = "postgres://berth:topsecret@127.0.0.1:1/intake";

    for refused in [refusal(&nobody).await, refusal(nowhere).await] {
        assert!(
            refused.contains("127.0.0.1") && refused.contains("check"),
            "{refused}"
        );
        assert!(!refused.contains("topsecret"), "{refused}");
    }
}
