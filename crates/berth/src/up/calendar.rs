//! The one clock of `berth up`: real, or simulated and going on at the next start where it stood.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use berth_runtime::{Clock, SharedClock, SimulatedClock, SystemClock};
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::folder::write_private;
use crate::cli::Calendar;

/// How often the position of a simulated clock is written down.
const NOTE_EVERY: Duration = Duration::from_secs(1);
/// How far ahead, in real time: more than between two notes, even on a busy machine.
const AHEAD: Duration = Duration::from_secs(3);

/// Where a simulated calendar stood when it was last written down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Position {
    now: DateTime<Utc>,
    speed: f64,
}

/// The clock for everything in this process.
pub(crate) struct Time {
    pub(crate) clock: SharedClock,
    /// What to tell the user, when the clock isn't the real one.
    pub(crate) remark: Option<String>,
    file: PathBuf,
    speed: Option<f64>,
}

impl Time {
    /// Chooses the clock from what was asked for and where the folder's calendar stood.
    pub(crate) fn choose(wish: &Calendar, folder: &Path) -> Result<Self> {
        let file = folder.join("calendar.json");
        let stood = read(&file)?;
        let Some((start, speed)) = begin(wish, stood, SystemClock.now()) else {
            return Ok(Self {
                clock: Arc::new(SystemClock),
                remark: None,
                file,
                speed: None,
            });
        };
        let shown = start.to_rfc3339_opts(SecondsFormat::Secs, true);
        let goes_on = if stood.is_some_and(|stood| stood.now == start) {
            " goes on"
        } else {
            " begins"
        };
        let remark = format!("simulated time{goes_on} at {shown}, {speed} times as fast as real time");
        let clock = SimulatedClock::new(start, speed).context("--speed can't be used")?;
        Ok(Self {
            clock: Arc::new(clock),
            remark: Some(remark),
            file,
            speed: Some(speed),
        })
    }

    /// The clock's instant after so much real time.
    pub(crate) fn after(&self, real: Duration) -> DateTime<Utc> {
        later(self.clock.now(), real, self.speed.unwrap_or(1.0))
    }

    /// Writes the position of a simulated clock down until told to stop. While it runs, the position written is a little
    /// ahead, so that a start after a kill never goes back; the last one is exact.
    pub(crate) fn keep(&self, stop: CancellationToken) -> impl Future<Output = Result<()>> + Send + 'static {
        let (clock, file, speed) = (self.clock.clone(), self.file.clone(), self.speed);
        async move {
            let Some(speed) = speed else {
                stop.cancelled().await;
                return Ok(());
            };
            let write = |now| write_private(&file, &serde_json::to_string(&Position { now, speed })?);
            while !stop.is_cancelled() {
                write(later(clock.now(), AHEAD, speed))?;
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(NOTE_EVERY) => {}
                }
            }
            write(clock.now())
        }
    }
}

fn later(now: DateTime<Utc>, real: Duration, speed: f64) -> DateTime<Utc> {
    let own = Duration::try_from_secs_f64(real.as_secs_f64() * speed).ok();
    let own = own
        .and_then(|own| TimeDelta::from_std(own).ok())
        .unwrap_or_default();
    now.checked_add_signed(own).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Start and speed of a simulated clock; `None` for the real one. A folder's time never goes back.
fn begin(wish: &Calendar, stood: Option<Position>, real: DateTime<Utc>) -> Option<(DateTime<Utc>, f64)> {
    if wish.now.is_none() && wish.speed.is_none() && stood.is_none() {
        return None;
    }
    let from = wish.now.or(stood.map(|stood| stood.now)).unwrap_or(real);
    let start = stood.map_or(from, |stood| stood.now.max(from));
    let speed = wish.speed.or(stood.map(|stood| stood.speed)).unwrap_or(1.0);
    Some((start, speed))
}

fn read(file: &Path) -> Result<Option<Position>> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(serde_json::from_str(&text).with_context(|| {
            format!(
                "{} does not say where the simulated time stood; delete it to begin anew",
                file.display()
            )
        })?)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", file.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_clock_is_the_real_one_unless_somebody_asked() {
        let wish = Calendar {
            now: None,
            speed: None,
        };

        assert_eq!(begin(&wish, None, at("2026-11-24T00:00:00Z")), None);
    }

    #[test]
    fn a_speed_alone_begins_at_the_real_instant() {
        let real = at("2026-11-24T00:00:00Z");
        let wish = Calendar {
            now: None,
            speed: Some(60.0),
        };

        assert_eq!(begin(&wish, None, real), Some((real, 60.0)));
    }

    #[test]
    fn a_second_start_goes_on_where_the_calendar_stood() {
        let stood = Position {
            now: at("2027-03-01T00:00:00Z"),
            speed: 3600.0,
        };
        let real = at("2026-11-24T00:00:00Z");
        let same = Calendar {
            now: Some(at("2027-02-01T00:00:00Z")),
            speed: Some(3600.0),
        };
        let bare = Calendar {
            now: None,
            speed: None,
        };
        let later = Calendar {
            now: Some(at("2027-04-01T00:00:00Z")),
            speed: Some(1.0),
        };

        assert_eq!(begin(&same, Some(stood), real), Some((stood.now, 3600.0)));
        assert_eq!(begin(&bare, Some(stood), real), Some((stood.now, 3600.0)));
        assert_eq!(
            begin(&later, Some(stood), real),
            Some((at("2027-04-01T00:00:00Z"), 1.0))
        );
    }

    #[tokio::test]
    async fn ten_minutes_last_as_long_when_time_flies() {
        let folder = tempfile::tempdir().unwrap();
        let wish = Calendar {
            now: Some(at("2027-02-01T00:00:00Z")),
            speed: Some(60.0),
        };

        let later = Time::choose(&wish, folder.path())
            .unwrap()
            .after(Duration::from_secs(600));

        assert!(later >= at("2027-02-01T10:00:00Z") && later < at("2027-02-01T10:10:00Z"));
    }

    #[tokio::test]
    async fn after_a_kill_time_does_not_go_back() {
        let folder = tempfile::tempdir().unwrap();
        let wish = Calendar {
            now: Some(at("2027-02-01T00:00:00Z")),
            speed: Some(3600.0),
        };
        let time = Time::choose(&wish, folder.path()).unwrap();
        // Dropped in the middle, as a kill would.
        let kept = tokio::time::timeout(Duration::from_millis(50), time.keep(CancellationToken::new())).await;
        assert!(kept.is_err());
        let stood = time.clock.now();

        let again = Time::choose(
            &Calendar {
                now: None,
                speed: None,
            },
            folder.path(),
        )
        .unwrap();

        assert!(again.clock.now() >= stood);
    }

    #[tokio::test]
    async fn the_position_is_written_down_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let wish = Calendar {
            now: Some(at("2027-02-01T00:00:00Z")),
            speed: Some(1.0),
        };
        let time = Time::choose(&wish, folder.path()).unwrap();
        let stop = CancellationToken::new();
        stop.cancel();

        time.keep(stop).await.unwrap();

        let stood = read(&folder.path().join("calendar.json")).unwrap().unwrap();
        assert!(stood.now >= at("2027-02-01T00:00:00Z") && stood.now < at("2027-02-01T00:01:00Z"));
        let again = Time::choose(
            &Calendar {
                now: None,
                speed: None,
            },
            folder.path(),
        )
        .unwrap();
        assert!(again.remark.unwrap().contains("goes on at 2027-02-01T00:00:0"));
    }
}
