//! `berth up`: everything in one process, with nothing to configure.

mod calendar;
mod doors;
mod folder;
pub(crate) mod guard;
mod house;
mod nats;
mod programmes;
mod progress;
mod secrets;

use anyhow::{Context, Result};
use axum::Router;
use berth_bus::{Bus, BusOptions, Mode};
use berth_notifier::{capture_dir, captured_mail, public, public_pages};
use berth_runtime::{Lifecycle, Readiness, Secret, Shutdown, admin, telemetry};
use berth_store::Store;

use crate::Ended;
use crate::cli::{Database, UpArguments};
use crate::services::{self, Parts, Running, Service};
use berth_runtime::Settings;
use house::House;
use nats::NatsServer;
use progress::Progress;

/// Starts everything, says where it is, and stays until told to stop.
pub(crate) async fn run(wish: UpArguments, settings: Settings) -> Result<Ended> {
    let shutdown = Shutdown::on_signals().context("cannot listen for signals")?;
    let (house, site) = House::prepare(&wish, settings).await?;
    let progress = Progress::new();
    if let Some(remark) = &house.time.remark {
        eprintln!("  {remark}");
    }
    let server = progress
        .step("nats-server", async |_| {
            let folder = house.folder.inner("nats")?;
            Ok((
                NatsServer::start(&house.nats_program, &folder, &house.secrets.nats).await?,
                String::new(),
            ))
        })
        .await?;

    let mut lifecycle = Lifecycle::new(shutdown.clone(), house.settings.stop_deadline);
    let ready = Readiness::new();
    let nats = Addresses::of(&server, &house);
    // Stopped last: everything else stands on it.
    let stage = lifecycle.begin_stage();
    lifecycle.spawn(
        "nats-server",
        server.supervise(ready.gate("nats-server"), stage.soft()),
    );
    lifecycle.spawn("calendar", house.time.keep(stage.soft()));
    let stage = lifecycle.begin_stage();
    let listener = house.admin_listener().await?;
    lifecycle.spawn(
        "admin listener",
        admin::serve(
            listener,
            ready.clone(),
            telemetry::metrics(),
            shutdown.clone(),
            stage,
        ),
    );

    let first = tokio::select! {
        () = stopping(&shutdown) => return leave(lifecycle, None).await,
        first = foundations(&progress, &house, &nats) => first,
    };
    let ledger = match first {
        Ok(ledger) => ledger,
        Err(error) => {
            shutdown.request_soft();
            return leave(lifecycle, Some(error)).await;
        }
    };

    let beside = Router::new().nest("/mail", mail_pages(&house, &ledger));
    // Closed when the site, which reads it, has stopped.
    let stage = lifecycle.begin_stage();
    lifecycle.spawn("mail pages' database", async move {
        stage.soft().cancelled().await;
        ledger.close().await;
        anyhow::Ok(())
    });
    let stage = lifecycle.begin_stage();
    let running = [
        (Service::Intake, Running::Intake(site, beside)),
        (Service::Matcher, Running::Matcher),
        (Service::Notifier, Running::Notifier),
    ];
    for (service, running) in running {
        let settings = house.settings_with_nats(nats.of_service(service));
        let clock = house.time.clock.clone();
        let parts = Parts::new(settings, clock, stage.clone(), ready.within(service.name()));
        lifecycle.spawn(service.name(), services::run(running, parts));
    }
    attend(
        lifecycle,
        &shutdown,
        doors::open(&progress, &house, &ready, &wish.programmes),
    )
    .await
}

/// What is read at `/mail`: the captured mails, and the pages that links in mails lead to.
fn mail_pages(house: &House, ledger: &Store) -> Router {
    let public = public_pages(&house.settings, ledger, &house.time.clock);
    captured_mail::router(capture_dir(&house.settings)).merge(public::router(public))
}

/// Databases and streams, before anybody uses them. Gives the notifier's database, for the pages beside the site's own.
async fn foundations(progress: &Progress, house: &House, nats: &Addresses) -> Result<Store> {
    progress
        .step("databases", async |step| {
            let mut applied = 0;
            for database in [Database::Intake, Database::Notifier] {
                step.doing(format!("migrating {}", database.name()));
                applied += database.migrate(&house.settings).await?.len();
            }
            Ok((
                (),
                if applied == 0 {
                    String::new()
                } else {
                    format!("{applied} migrations applied")
                },
            ))
        })
        .await?;
    progress
        .step("streams", async |step| {
            step.doing("connecting");
            let options = BusOptions::new(nats.operator.expose(), "berth-up", "operator");
            let bus = Bus::connect(options).await?;
            step.doing("provisioning");
            let differences = bus.provision(Mode::Apply).await?;
            bus.drain().await;
            let count = differences.len();
            Ok((
                (),
                if count == 0 {
                    String::new()
                } else {
                    format!("{count} provisioned")
                },
            ))
        })
        .await?;
    let url = house.settings.notifier_database_url.expose();
    services::open(Service::Notifier, url, house.time.clock.clone()).await
}

/// Runs the tasks, and beside them the last steps of the start.
async fn attend(
    lifecycle: Lifecycle,
    shutdown: &Shutdown,
    doors: impl Future<Output = Result<()>>,
) -> Result<Ended> {
    let run = lifecycle.run();
    tokio::pin!(run);
    let opened = tokio::select! {
        ended = &mut run => {
            ended?;
            return Ok(Ended::Well);
        }
        opened = doors => opened,
    };
    if opened.is_err() {
        shutdown.request_soft();
    }
    let ended = tokio::select! {
        ended = &mut run => ended,
        () = stopping(shutdown) => run.await,
    };
    opened?;
    ended?;
    eprintln!("stopped; the next start goes on where this one was");
    Ok(Ended::Well)
}

/// Stops what was started when the start itself didn't come to its end.
async fn leave(lifecycle: Lifecycle, error: Option<anyhow::Error>) -> Result<Ended> {
    let ended = lifecycle.run().await;
    match error {
        Some(error) => Err(error),
        None => Ok(ended.map(|()| Ended::Well)?),
    }
}

/// Ends when a stop is asked for, and says so to whoever asked.
async fn stopping(shutdown: &Shutdown) {
    shutdown.soft().cancelled().await;
    eprintln!("\nstopping: finishing what is begun (a second Ctrl-C stops at once)");
}

/// Where each user finds the supervised nats-server.
struct Addresses {
    intake: Secret<String>,
    matcher: Secret<String>,
    notifier: Secret<String>,
    operator: Secret<String>,
}

impl Addresses {
    fn of(server: &NatsServer, house: &House) -> Self {
        let passwords = &house.secrets.nats;
        let url = |user: &str, password: &Secret<String>| Secret::new(server.url(user, password.expose()));
        Self {
            intake: url("intake", &passwords.intake),
            matcher: url("matcher", &passwords.matcher),
            notifier: url("notifier", &passwords.notifier),
            operator: url("operator", &passwords.operator),
        }
    }

    fn of_service(&self, service: Service) -> &Secret<String> {
        match service {
            Service::Intake => &self.intake,
            Service::Matcher => &self.matcher,
            Service::Notifier => &self.notifier,
        }
    }
}
