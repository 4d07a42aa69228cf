//! Loads the settings of a command and sets up its logs.

use std::path::Path;

use anyhow::{Result, bail};
use berth_runtime::settings::LogFormat;
use berth_runtime::{Settings, telemetry};

/// Settings from the file and the environment.
pub(crate) fn load(file: Option<&Path>) -> Result<Settings> {
    let env = std::env::vars_os().filter_map(|(name, value)| {
        let name = name
            .into_string()
            .ok()
            .filter(|name| name.starts_with("BERTH_"))?;
        Some((name, value.to_string_lossy().into_owned()))
    });
    Ok(Settings::load(file, env)?)
}

/// Logs as a service writes them.
pub(crate) fn service_logs(settings: &Settings) -> Result<()> {
    Ok(telemetry::init_logs(settings.log_format, &settings.log_filter)?)
}

/// Logs of a command that answers a person: warnings in text, unless a filter was set.
pub(crate) fn command_logs(settings: &Settings) -> Result<()> {
    let filter = if settings.source("log_filter").is_set() {
        &settings.log_filter
    } else {
        "warn"
    };
    Ok(telemetry::init_logs(LogFormat::Text, filter)?)
}

/// Refuses what only `berth up` can do.
pub(crate) fn refuse_calendar(refused: &crate::cli::RefusedCalendar) -> Result<()> {
    if refused.now.is_some() || refused.speed.is_some() {
        bail!(
            "--now and --speed are for `berth up` only: services that run on their own would disagree about the time, \
             and with it about deadlines"
        );
    }
    Ok(())
}
