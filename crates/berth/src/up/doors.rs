//! The last steps of a start: wait until the services are ready, load programmes, and say where everything is.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use berth_runtime::Readiness;

use super::house::House;
use super::progress::Progress;
use crate::services::sign_in_link;

/// How long the services may take to become ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long the printed link is good for, at least; in real time, however fast the calendar runs.
const SIGN_IN: Duration = Duration::from_secs(600);

/// Waits for the services, loads what isn't loaded, and prints the addresses.
pub(crate) async fn open(
    progress: &Progress,
    house: &House,
    ready: &Readiness,
    dirs: &[PathBuf],
) -> Result<()> {
    progress
        .step("intake, matcher, notifier", async |step| {
            let telling = async {
                loop {
                    if let Some(missing) = ready.missing().first() {
                        step.doing(missing.to_string());
                    }
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            };
            tokio::select! {
                () = ready.wait() => Ok(((), String::new())),
                () = telling => Ok(((), String::new())),
                () = tokio::time::sleep(PATIENCE) => {
                    let missing: Vec<String> = ready.missing().iter().map(ToString::to_string).collect();
                    bail!("not ready after {PATIENCE:?}: {}; see {}", missing.join("; "), house.log.display())
                }
            }
        })
        .await?;
    super::programmes::load(progress, house, dirs).await?;
    say_where(house);
    Ok(())
}

fn say_where(house: &House) {
    let site = house.settings.public_url.as_str().trim_end_matches('/');
    println!("\nBerth is running.\n");
    println!("  site               {site}/");
    println!("  API documentation  {site}/api");
    if house.settings.smtp_url.expose() == "capture:" {
        println!("  captured mail      {site}/mail");
    }
    if let Some(link) = sign_in_link(&house.settings, house.time.after(SIGN_IN)) {
        println!("  sign in            {link}");
        println!(
            "                     as the operator, within ten minutes; later with the token in secrets/operator-token"
        );
    }
    println!("  data               {}", house.folder.path().display());
    println!("  log                {}", house.log.display());
    println!("\nCtrl-C stops it.");
}
