//! What `berth up` settles before it starts anything: folder, secrets, addresses, clock, the nats-server to run.

use std::fs::{self, OpenOptions};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result};
use berth_runtime::settings::LogFormat;
use berth_runtime::{Secret, Settings, telemetry};
use tokio::net::TcpListener;
use url::Url;

use super::calendar::Time;
use super::folder::Folder;
use super::nats;
use super::secrets::Secrets;
use crate::cli::UpArguments;

/// A log of this size is put aside at the next start.
const LARGE_LOG: u64 = 10 * 1024 * 1024;

/// Everything that stays as it is while `berth up` runs.
pub(crate) struct House {
    pub(crate) folder: Folder,
    pub(crate) settings: Settings,
    pub(crate) secrets: Secrets,
    pub(crate) time: Time,
    pub(crate) nats_program: PathBuf,
    pub(crate) log: PathBuf,
}

impl House {
    /// Settles everything, the site's listener included: from here on nobody else can take its port.
    pub(crate) async fn prepare(wish: &UpArguments, settings: Settings) -> Result<(Self, TcpListener)> {
        let folder = Folder::take(wish.data_dir.as_deref().unwrap_or(&settings.data_dir))?;
        let given = std::env::var_os("BERTH_NATS_SERVER").map(PathBuf::from);
        let nats_program = nats::find(given, folder.path())?;
        let secrets = Secrets::read_or_make(&folder.inner("secrets")?)?;
        let log = write_logs(&folder, &settings)?;
        if settings.source("nats_url").is_set() {
            tracing::warn!("BERTH_NATS_URL is not used: `berth up` runs a nats-server of its own");
        }
        let site = listen(wish.listen.unwrap_or(settings.http_listen)).await?;
        let settings = fill(settings, site.local_addr()?, folder.path(), &secrets)?;
        let time = Time::choose(&wish.calendar, folder.path())?;
        tracing::info!(data_dir = %folder.path().display(), version = env!("CARGO_PKG_VERSION"), "starting");
        let house = Self {
            folder,
            settings,
            secrets,
            time,
            nats_program,
            log,
        };
        Ok((house, site))
    }

    /// The settings of a service, which has a NATS user of its own.
    pub(crate) fn settings_with_nats(&self, url: &Secret<String>) -> Settings {
        let mut settings = self.settings.clone();
        settings.nats_url = url.clone();
        settings
    }

    /// The admin listener: where it was asked for; otherwise at its usual place, or anywhere when that is taken.
    pub(crate) async fn admin_listener(&self) -> Result<TcpListener> {
        let address = self.settings.admin_listen;
        let listener = match TcpListener::bind(address).await {
            Err(_) if !self.settings.source("admin_listen").is_set() => {
                TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await
            }
            bound => bound,
        };
        let listener =
            listener.with_context(|| format!("cannot listen on {address} (BERTH_ADMIN_LISTEN)"))?;
        tracing::info!(address = %listener.local_addr()?, "admin listener");
        Ok(listener)
    }
}

/// Settings with everything that the folder and the command line say.
fn fill(given: Settings, site: SocketAddr, folder: &Path, secrets: &Secrets) -> Result<Settings> {
    let mut settings = given;
    let is_set = |settings: &Settings, name: &str| settings.source(name).is_set();
    settings.data_dir = folder.to_owned();
    settings.http_listen = site;
    let database = |file: &str| Secret::new(format!("sqlite://{}", folder.join(file).display()));
    if !is_set(&settings, "intake_database_url") {
        settings.intake_database_url = database("intake.db");
    }
    if !is_set(&settings, "notifier_database_url") {
        settings.notifier_database_url = database("notifier.db");
    }
    if !is_set(&settings, "public_url") {
        settings.public_url = Url::parse(&format!("http://{}", reachable(settings.http_listen)))?;
    }
    if !is_set(&settings, "mail_link_base") {
        let site = settings.public_url.as_str().trim_end_matches('/');
        settings.mail_link_base = Url::parse(&format!("{site}/mail"))?;
    }
    settings
        .operator_token
        .get_or_insert_with(|| secrets.operator_token.clone());
    settings
        .signing_key
        .get_or_insert_with(|| secrets.signing_key.clone());
    Ok(settings)
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot listen on {address}; if another program uses it, choose another with --listen 127.0.0.1:8090")
    })
}

/// An address people can open: a listener on all addresses is reached on the loopback one.
pub(crate) fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// Logs go to a file, so that the terminal stays readable; text unless asked otherwise.
fn write_logs(folder: &Folder, settings: &Settings) -> Result<PathBuf> {
    let path = folder.inner("logs")?.join("berth.log");
    if fs::metadata(&path).is_ok_and(|log| log.len() > LARGE_LOG) {
        fs::rename(&path, path.with_extension("log.1"))?;
    }
    let file = OpenOptions::new().create(true).append(true).open(&path);
    let file = file.with_context(|| format!("cannot write the log {}", path.display()))?;
    let format = if settings.source("log_format").is_set() {
        settings.log_format
    } else {
        LogFormat::Text
    };
    telemetry::init_logs_to(format, &settings.log_filter, Mutex::new(file), false)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_on_all_addresses_is_reached_on_the_loopback_one() {
        assert_eq!(
            reachable("0.0.0.0:8080".parse().unwrap()),
            "127.0.0.1:8080".parse().unwrap()
        );
        assert_eq!(
            reachable("[::]:8080".parse().unwrap()),
            "[::1]:8080".parse().unwrap()
        );
        assert_eq!(
            reachable("10.0.0.1:8080".parse().unwrap()),
            "10.0.0.1:8080".parse().unwrap()
        );
    }

    #[tokio::test]
    async fn a_port_in_use_is_refused_with_what_to_do() {
        let taken = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();

        let refusal = listen(taken.local_addr().unwrap()).await.unwrap_err().to_string();

        assert!(refusal.contains("--listen"), "{refusal}");
    }
}
