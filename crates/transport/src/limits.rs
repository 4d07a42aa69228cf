//! How much at once, and how fast, to each recipient domain: asked before a message is delivered.
//!
//! Nobody waits here. Who may not go now is told when to come again, and no two are told the same instant, so that a
//! backlog comes back spread out at the pace the domain takes, instead of all at once.

use std::{
    collections::HashMap,
    str::FromStr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

/// What one domain takes; `None` is without bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Limit {
    /// Messages under way at the same time.
    pub at_once: Option<u32>,
    /// Messages begun within any minute.
    pub per_minute: Option<u32>,
}

/// The limits of all domains, and who is under way. Cheap to clone; clones share their count.
#[derive(Debug, Clone, Default)]
pub struct Limits(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    named: HashMap<String, Limit>,
    /// For each domain that has no line of its own.
    others: Limit,
    domains: Mutex<HashMap<String, Domain>>,
}

#[derive(Debug)]
struct Domain {
    under_way: u32,
    /// The theoretical arrival time of the generic cell rate algorithm: when all that was let in is worked off.
    worked_off: DateTime<Utc>,
    /// The last instant somebody was told to come again.
    promised: DateTime<Utc>,
}

/// Leave to deliver one message now. Dropping it makes room for the next.
#[derive(Debug)]
#[must_use = "the message counts as under way only as long as this is held"]
pub struct Leave {
    limits: Arc<Inner>,
    /// `None` where nothing is counted.
    domain: Option<String>,
}

/// Not now: come again at this instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComeAgain {
    pub at: DateTime<Utc>,
}

/// What is wrong with a list of limits.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is no limit: write domain=at-once/per-minute, like gmail.com=10/300, with `*` for all other domains and `-` for no bound"
)]
pub struct LimitsError(String);

/// How long a message is taken to occupy its place when nobody knows better.
const MESSAGE_TAKES: TimeDelta = TimeDelta::seconds(1);
const MINUTE: TimeDelta = TimeDelta::minutes(1);
/// Domains kept in mind before those at rest are forgotten.
const MOST_DOMAINS: usize = 4_096;

impl Limits {
    /// `others` holds for each domain that is not named; each is counted by itself. Names are A-labels in lower case.
    pub fn new(named: impl IntoIterator<Item = (String, Limit)>, others: Limit) -> Self {
        Self(Arc::new(Inner {
            named: named.into_iter().collect(),
            others,
            domains: Mutex::default(),
        }))
    }

    /// Whether there is any limit for a domain. Who waits for something else should have it before asking to enter one.
    pub fn bound(&self, domain: &str) -> bool {
        self.0.limit(domain) != Limit::default()
    }

    /// Lets a message to `domain` go at `now`, or says when to ask again.
    pub fn enter(&self, domain: &str, now: DateTime<Utc>) -> Result<Leave, ComeAgain> {
        let limit = self.0.limit(domain);
        if !self.bound(domain) {
            return Ok(Leave {
                limits: Arc::clone(&self.0),
                domain: None,
            });
        }
        let mut domains = self.0.domains();
        if domains.len() >= MOST_DOMAINS && !domains.contains_key(domain) {
            domains.retain(|_, domain| !domain.is_at_rest(now));
        }
        let state = domains.entry(domain.to_owned()).or_insert_with(|| Domain {
            under_way: 0,
            worked_off: now,
            promised: now,
        });
        let pace = limit.pace();
        let earliest = match pace {
            Some((apart, burst)) => state.worked_off - apart * (burst - 1),
            None => now,
        };
        let full = limit.at_once.is_some_and(|most| state.under_way >= most.max(1));
        if !full && earliest <= now {
            if let Some((apart, _)) = pace {
                state.worked_off = state.worked_off.max(now) + apart;
            }
            state.under_way += 1;
            return Ok(Leave {
                limits: Arc::clone(&self.0),
                domain: Some(domain.to_owned()),
            });
        }
        let turn = limit.turn();
        state.promised = earliest.max(now).max(state.promised + turn);
        if full {
            state.promised = state.promised.max(now + turn);
        }
        Err(ComeAgain { at: state.promised })
    }
}

impl Inner {
    fn limit(&self, domain: &str) -> Limit {
        self.named.get(domain).copied().unwrap_or(self.others)
    }

    fn domains(&self) -> MutexGuard<'_, HashMap<String, Domain>> {
        self.domains.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Limit {
    /// How far apart messages go, and how many may go together after a rest: a tenth of the minute's number. Together
    /// they never exceed the number within any minute: burst + (minute / apart rounded up) - 1.
    fn pace(self) -> Option<(TimeDelta, i32)> {
        let number = i32::try_from(self.per_minute?).unwrap_or(i32::MAX).max(1);
        let burst = (number / 10).max(1);
        // Rounded up, or rounding would let one more slip in.
        let apart = MINUTE / (number - burst + 1) + TimeDelta::nanoseconds(1);
        Some((apart, burst))
    }

    /// How far apart those who wait should come again.
    fn turn(self) -> TimeDelta {
        let places = self
            .at_once
            .map_or(i32::MAX, |n| i32::try_from(n.max(1)).unwrap_or(i32::MAX));
        let by_pace = self.pace().map_or(TimeDelta::zero(), |(apart, _)| apart);
        by_pace.max(MESSAGE_TAKES / places)
    }
}

impl Domain {
    fn is_at_rest(&self, now: DateTime<Utc>) -> bool {
        self.under_way == 0 && self.worked_off <= now && self.promised <= now
    }
}

impl Drop for Leave {
    fn drop(&mut self) {
        let Some(domain) = &self.domain else { return };
        if let Some(state) = self.limits.domains().get_mut(domain) {
            state.under_way = state.under_way.saturating_sub(1);
        }
    }
}

impl FromStr for Limits {
    type Err = LimitsError;

    /// `gmail.com=10/300 *=20/-`: domain, messages at once, messages per minute; separated by blanks or commas.
    fn from_str(text: &str) -> Result<Self, LimitsError> {
        let mut named = HashMap::new();
        let mut others = Limit::default();
        for item in text
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|item| !item.is_empty())
        {
            let (domain, limit) = parse(item).ok_or_else(|| LimitsError(item.to_owned()))?;
            if domain == "*" {
                others = limit;
            } else {
                named.insert(domain, limit);
            }
        }
        Ok(Self::new(named, others))
    }
}

fn parse(item: &str) -> Option<(String, Limit)> {
    let (domain, limit) = item.split_once('=')?;
    let domain = match domain {
        "*" => domain.to_owned(),
        _ => match url::Host::parse(domain) {
            Ok(url::Host::Domain(domain)) => domain,
            _ => return None,
        },
    };
    let bound = |text: &str| match text {
        "-" => Some(None),
        _ => text.parse().ok().filter(|n| *n > 0).map(Some),
    };
    let (at_once, per_minute) = limit.split_once('/')?;
    let limit = Limit {
        at_once: bound(at_once)?,
        per_minute: bound(per_minute)?,
    };
    Some((domain, limit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_750_000_000, 0).unwrap()
    }

    #[test]
    fn a_domain_that_is_full_says_when_to_come_again_and_takes_the_next_when_one_leaves() {
        let limits: Limits = "gmail.com=2/- *=-/-".parse().unwrap();
        let now = start();
        let first = limits.enter("gmail.com", now).unwrap();
        let _second = limits.enter("gmail.com", now).unwrap();
        assert!(limits.enter("gmail.com", now).unwrap_err().at > now);
        assert!(
            limits.enter("example.org", now).is_ok(),
            "another domain waits too"
        );
        drop(first);
        assert!(limits.enter("gmail.com", now).is_ok());
    }

    #[test]
    fn those_who_wait_are_told_different_instants_at_the_domains_pace() {
        let limits: Limits = "*=-/60".parse().unwrap();
        let now = start();
        while limits.enter("example.org", now).is_ok() {}
        let told: Vec<_> = (0..120)
            .map(|_| limits.enter("example.org", now).unwrap_err().at)
            .collect();
        assert!(told.is_sorted_by(|a, b| a < b));
        let span = *told.last().unwrap() - now;
        assert!(
            (TimeDelta::seconds(110)..TimeDelta::seconds(140)).contains(&span),
            "{span}"
        );
        // Coming as told, each of them gets through.
        for at in told {
            drop(limits.enter("example.org", at).unwrap());
        }
    }

    #[test]
    fn domains_at_rest_are_forgotten() {
        let limits: Limits = "*=1/6000".parse().unwrap();
        let mut now = start();
        for n in 0..20_000 {
            drop(limits.enter(&format!("d{n}.example"), now).unwrap());
            now += TimeDelta::seconds(1);
        }
        assert!(limits.0.domains().len() <= MOST_DOMAINS);
    }

    #[test]
    fn limits_are_data_and_a_slip_is_named() {
        let limits: Limits = "žiedas.example=1/-, *=-/5".parse().unwrap();
        let one = Limit {
            at_once: Some(1),
            per_minute: None,
        };
        assert_eq!(limits.0.limit("xn--iedas-tib.example"), one);
        assert_eq!(limits.0.others.per_minute, Some(5));
        for bad in [
            "gmail.com",
            "gmail.com=5",
            "gmail.com=0/5",
            "=1/1",
            "a b=1/1",
            "*=x/1",
        ] {
            assert!(bad.parse::<Limits>().is_err(), "{bad} was taken");
        }
    }

    proptest! {
        #[test]
        fn no_minute_ever_sees_more_than_its_number(
            number in 1_u32..400,
            steps in prop::collection::vec(0_i64..3_000, 1..300),
        ) {
            let limits = Limits::new([], Limit { at_once: None, per_minute: Some(number) });
            let mut now = start();
            let mut gone = Vec::new();
            for step in steps {
                now += TimeDelta::milliseconds(step);
                while limits.enter("example.org", now).is_ok() {
                    gone.push(now);
                }
            }
            // So many and one more never fit into a minute.
            for span in gone.windows(number as usize + 1) {
                prop_assert!(span[number as usize] - span[0] >= MINUTE);
            }
        }
    }
}
