//! `berth provision`: streams, bucket and consumers on NATS as Berth needs them.

use anyhow::{Result, bail};
use berth_bus::{Difference, Mode};
use berth_runtime::Settings;

use crate::Ended;

/// Shows what differs, and unless only planning puts it right.
pub(crate) async fn run(plan: bool, settings: &Settings) -> Result<Ended> {
    crate::settings::command_logs(settings)?;
    let bus = super::operator_bus(settings).await?;
    let differences = bus.provision(if plan { Mode::Plan } else { Mode::Apply }).await?;
    bus.drain().await;
    for difference in &differences {
        println!("{difference}");
    }
    let stuck = differences
        .iter()
        .filter(|difference| Difference::is_stuck(difference))
        .count();
    match (differences.len(), plan) {
        (0, _) => println!("NATS has everything as it should be"),
        (_, true) => return Ok(Ended::No),
        _ if stuck > 0 => {
            bail!("{stuck} of these can't be changed on a running server; what to do is said above")
        }
        (count, false) => println!("done: {count} differences put right"),
    }
    Ok(Ended::Well)
}
