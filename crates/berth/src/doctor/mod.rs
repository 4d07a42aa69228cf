//! `berth doctor`: checks everything an operator could have got wrong, and says what to do.

use anyhow::Result;
use berth_runtime::Settings;

use crate::Ended;

pub(crate) async fn run(_settings: &Settings) -> Result<Ended> {
    Ok(Ended::Well)
}
