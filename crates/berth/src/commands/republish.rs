//! `berth intake republish`: the newest state of everything once more, for a state stream that was lost.

use anyhow::{Result, bail};
use berth_runtime::Settings;

use crate::Ended;

pub(crate) async fn run(settings: Settings) -> Result<Ended> {
    crate::settings::command_logs(&settings)?;
    bail!("republishing is not built yet")
}
