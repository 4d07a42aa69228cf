//! What to do when something goes wrong, as data: when to try again, what to do in doubt, and how late is too late.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use berth_domain::message::{InDoubt, MessageKind};
use chrono::TimeDelta;
use serde::Deserialize;

use crate::retry::RetrySchedule;

const BUILT_IN: &str = include_str!("../mail-policy.toml");

/// The name of an operator's own policy in the data folder.
pub const FILE: &str = "mail-policy.toml";

/// How messages are treated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    pub retries: RetrySchedule,
    /// By the written name of a kind.
    in_doubt: BTreeMap<&'static str, InDoubt>,
    late: BTreeMap<&'static str, TimeDelta>,
}

/// Why a policy was refused.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    #[error("it can't be read")]
    Io(#[from] io::Error),
    #[error("it is not valid: {0}")]
    Toml(#[from] toml::de::Error),
    #[error("`{0}` is no kind of message")]
    Kind(String),
    #[error("`{0}` is no time: write whole minutes, hours or days, like 30m, 4h or 2d")]
    Time(String),
    #[error("`pauses` needs at least one pause, and none of no time")]
    Pauses,
    #[error("`jitter_percent` is at most 100")]
    Jitter,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    retry: WrittenRetry,
    in_doubt: BTreeMap<String, WrittenDoubt>,
    late: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WrittenRetry {
    pauses: Option<Vec<String>>,
    jitter_percent: Option<u32>,
    give_up_after: Option<String>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenDoubt {
    Resend,
    Park,
}

impl Policy {
    /// The house's own.
    ///
    /// # Errors
    /// Never in practice: a test holds it to be valid.
    pub fn built_in() -> Result<Self, PolicyError> {
        let nothing = Self {
            retries: RetrySchedule {
                pauses: Vec::new(),
                jitter_percent: 0,
                give_up_after: TimeDelta::zero(),
            },
            in_doubt: BTreeMap::new(),
            late: BTreeMap::new(),
        };
        nothing.with(BUILT_IN)
    }

    /// The house's own, and what the file at `path` has instead, if there is one.
    ///
    /// # Errors
    /// When the file can't be read or says something that makes no sense.
    pub fn load(path: &Path) -> Result<Self, PolicyError> {
        let built_in = Self::built_in()?;
        match std::fs::read_to_string(path) {
            Ok(text) => built_in.with(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(built_in),
            Err(error) => Err(error.into()),
        }
    }

    /// This policy, and what `text` has instead.
    ///
    /// # Errors
    /// When the text says something that makes no sense.
    pub fn with(mut self, text: &str) -> Result<Self, PolicyError> {
        let written: Written = toml::from_str(text)?;
        if let Some(pauses) = &written.retry.pauses {
            self.retries.pauses = pauses.iter().map(|text| time(text)).collect::<Result<_, _>>()?;
        }
        if let Some(percent) = written.retry.jitter_percent {
            self.retries.jitter_percent = percent;
        }
        if let Some(text) = &written.retry.give_up_after {
            self.retries.give_up_after = time(text)?;
        }
        let pauses = &self.retries.pauses;
        if pauses.is_empty() || pauses.contains(&TimeDelta::zero()) {
            return Err(PolicyError::Pauses);
        }
        if self.retries.jitter_percent > 100 {
            return Err(PolicyError::Jitter);
        }
        for (name, doubt) in &written.in_doubt {
            let doubt = match doubt {
                WrittenDoubt::Resend => InDoubt::Resend,
                WrittenDoubt::Park => InDoubt::Park,
            };
            self.in_doubt.insert(kind(name)?, doubt);
        }
        for (name, text) in &written.late {
            let kind = kind(name)?;
            if text == "never" {
                self.late.remove(kind);
            } else {
                self.late.insert(kind, time(text)?);
            }
        }
        Ok(self)
    }

    /// What to do when nobody knows whether the server took a message of this kind.
    #[must_use]
    pub fn in_doubt(&self, kind: MessageKind) -> InDoubt {
        self.in_doubt
            .get(kind.as_str())
            .copied()
            .unwrap_or(InDoubt::Resend)
    }

    /// So long after its hour a message of this kind still says something; none: for ever.
    #[must_use]
    pub fn late(&self, kind: MessageKind) -> Option<TimeDelta> {
        self.late.get(kind.as_str()).copied()
    }
}

fn kind(name: &str) -> Result<&'static str, PolicyError> {
    let kind: MessageKind = name.parse().map_err(|_| PolicyError::Kind(name.to_owned()))?;
    Ok(kind.as_str())
}

/// `30m`, `4h`, `2d`; at most a year.
fn time(text: &str) -> Result<TimeDelta, PolicyError> {
    let wrong = || PolicyError::Time(text.to_owned());
    let minutes = match text.as_bytes().last() {
        Some(b'm') => 1,
        Some(b'h') => 60,
        Some(b'd') => 24 * 60,
        _ => return Err(wrong()),
    };
    let number = text.get(..text.len() - 1).ok_or_else(wrong)?;
    let number: u16 = number.parse().map_err(|_| wrong())?;
    let time = TimeDelta::minutes(i64::from(number) * minutes);
    if time > TimeDelta::days(365) {
        return Err(wrong());
    }
    Ok(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_doubts_as_the_domain_says() {
        let policy = Policy::built_in().unwrap();
        for kind in MessageKind::ALL {
            assert_eq!(policy.in_doubt(*kind), kind.in_doubt(), "{kind}");
        }
        assert_eq!(policy.late(MessageKind::WorkList), Some(TimeDelta::hours(12)));
        assert_eq!(policy.late(MessageKind::Offer), None);
    }

    #[test]
    fn a_file_replaces_what_it_names_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let built_in = Policy::built_in().unwrap();
        assert_eq!(Policy::load(&path).unwrap(), built_in, "no file");
        let text = "[retry]\npauses = [\"2m\"]\n[in_doubt]\noffer = \"park\"\nwork-list = \"resend\"\n\
                    [late]\nwork-list = \"never\"\nreceipt = \"30d\"\n";
        std::fs::write(&path, text).unwrap();
        let own = Policy::load(&path).unwrap();
        assert_eq!(own.retries.pauses, [TimeDelta::minutes(2)]);
        assert_eq!(own.retries.give_up_after, built_in.retries.give_up_after);
        assert_eq!(own.in_doubt(MessageKind::Offer), InDoubt::Park);
        assert_eq!(own.in_doubt(MessageKind::WorkList), InDoubt::Resend);
        assert_eq!(own.in_doubt(MessageKind::Digest), InDoubt::Park);
        assert_eq!(own.late(MessageKind::WorkList), None);
        assert_eq!(own.late(MessageKind::Receipt), Some(TimeDelta::days(30)));
    }

    #[test]
    fn what_makes_no_sense_is_refused_with_its_name() {
        for (text, told) in [
            ("[in_doubt]\noffers = \"park\"", "`offers` is no kind"),
            ("[in_doubt]\noffer = \"ask\"", "ask"),
            ("[late]\noffer = \"1w\"", "`1w` is no time"),
            ("[late]\noffer = \"-1d\"", "`-1d` is no time"),
            ("[late]\noffer = \"366d\"", "`366d` is no time"),
            ("[late]\noffer = \"d\"", "`d` is no time"),
            ("[late]\noffer = \"ժ\"", "`ժ` is no time"),
            ("[retry]\npauses = []", "`pauses`"),
            ("[retry]\npauses = [\"0m\"]", "`pauses`"),
            ("[retry]\njitter_percent = 101", "`jitter_percent`"),
            ("[retries]\n", "retries"),
        ] {
            let refused = Policy::built_in().unwrap().with(text).unwrap_err();
            assert!(refused.to_string().contains(told), "{text}: {refused}");
        }
    }
}
