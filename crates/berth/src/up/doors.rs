//! The last steps of a start: wait until the services are ready, load programmes, and say where everything is.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};
use berth_runtime::Readiness;

use super::house::House;
use super::progress::Progress;

/// How long the services may take to become ready.
const PATIENCE: Duration = Duration::from_secs(60);

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
    println!("  API documentation  {site}/api/docs");
    if house.settings.smtp_url.expose() == "capture:" {
        println!("  captured mail      {site}/mail");
    }
    println!("  data               {}", house.folder.path().display());
    println!("  log                {}", house.log.display());
    println!("\nCtrl-C stops it.");
}
