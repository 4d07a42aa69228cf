//! The states of a message, and which of them may still change by themselves.

use std::{fmt, str::FromStr};

/// Where a message stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Waits for its hour.
    Planned,
    /// Its hour has come; the next free worker takes it.
    Due,
    /// A worker asks whether it is still needed, and renders it.
    Claimed,
    /// A worker is handing it over.
    Sending,
    /// The mail server took it.
    Accepted,
    /// Could not be handed over yet; tried again later.
    Deferred,
    /// Given up; the reason says why.
    Failed,
    /// Nobody knows whether it was delivered; an operator decides.
    Uncertain,
    /// Came back after it was accepted.
    Bounced,
    /// The recipient is not to be written to.
    Suppressed,
    /// No longer needed; the reason says why.
    Cancelled,
    /// Another message took its place.
    Superseded,
}

impl State {
    pub const ALL: [Self; 12] = [
        Self::Planned,
        Self::Due,
        Self::Claimed,
        Self::Sending,
        Self::Accepted,
        Self::Deferred,
        Self::Failed,
        Self::Uncertain,
        Self::Bounced,
        Self::Suppressed,
        Self::Cancelled,
        Self::Superseded,
    ];

    /// Those a worker may claim once their instant has come.
    pub const WAITING: [Self; 3] = [Self::Planned, Self::Due, Self::Deferred];

    /// Those in a worker's hands.
    pub const HELD: [Self; 2] = [Self::Claimed, Self::Sending];

    /// The written name, as in the database and in metrics.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Due => "due",
            Self::Claimed => "claimed",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Deferred => "deferred",
            Self::Failed => "failed",
            Self::Uncertain => "uncertain",
            Self::Bounced => "bounced",
            Self::Suppressed => "suppressed",
            Self::Cancelled => "cancelled",
            Self::Superseded => "superseded",
        }
    }

    /// Whether nothing more happens to it by itself.
    pub const fn is_final(self) -> bool {
        !matches!(
            self,
            Self::Planned | Self::Due | Self::Claimed | Self::Sending | Self::Deferred
        )
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A name that is no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a state of a message")]
pub struct NoState(String);

impl FromStr for State {
    type Err = NoState;

    fn from_str(text: &str) -> Result<Self, NoState> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| NoState(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_back_by_its_name() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse(), Ok(state));
        }
        assert!("lost".parse::<State>().is_err());
    }
}
