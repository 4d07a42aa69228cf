//! Several submission servers in order of preference: when the first has trouble it rests, and the next takes over.
//!
//! A message goes on to the next provider only while it certainly is with nobody: before the consent to the dot was asked
//! for. What became unknown stays unknown; whether it is sent again, and so perhaps by another provider, is for the ledger
//! to say.

mod breaker;

use std::pin::pin;

use tokio::time::Instant;

use crate::{
    Attempted, Parcel, Phase, Verdict,
    smtp::{SmtpTransport, SmtpUrlError},
};
use breaker::Breaker;

/// Providers, the preferred one first.
#[derive(Debug)]
pub struct Providers(Vec<Provider>);

#[derive(Debug)]
struct Provider {
    smtp: SmtpTransport,
    breaker: Breaker,
}

impl Providers {
    /// Reads one or more URLs, separated by blanks or commas. (A comma inside a password is written `%2C`.)
    pub fn from_urls(urls: &str, hello_name: &str) -> Result<Self, SmtpUrlError> {
        let list: Vec<SmtpTransport> = urls
            .split(|c: char| c.is_whitespace() || c == ',')
            .filter(|url| !url.is_empty())
            .map(|url| SmtpTransport::from_url(url, hello_name))
            .collect::<Result<_, _>>()?;
        if list.is_empty() {
            return Err(SmtpUrlError::Scheme);
        }
        Ok(list.into())
    }

    pub(crate) async fn deliver<F>(&self, parcel: &Parcel<'_>, before_dot: F) -> Attempted
    where
        F: Future<Output = bool> + Send,
    {
        // Polled at most once to its end: an attempt that asked for consent is the last.
        let mut before_dot = pin!(before_dot);
        let mut last: Option<Attempted> = None;
        for provider in &self.0 {
            let Some(_leave) = provider.breaker.admit(Instant::now()) else {
                continue;
            };
            let attempted = provider.attempt(parcel, before_dot.as_mut()).await;
            if !may_go_on(&attempted) {
                return attempted;
            }
            last = Some(match last {
                // One provider's limits are no verdict while another has not been heard.
                Some(earlier)
                    if attempted.verdict == Verdict::Refused && earlier.verdict == Verdict::Later =>
                {
                    earlier
                }
                _ => attempted,
            });
        }
        if let Some(last) = last {
            return last;
        }
        // All of them rest. A caller that pauses by itself when the mail servers are away must see a true attempt.
        let Some(provider) = self.0.iter().min_by_key(|provider| provider.breaker.until()) else {
            return Attempted::ours(Verdict::Later, Phase::Connect, "no mail provider is configured");
        };
        let _leave = provider.breaker.insist();
        provider.attempt(parcel, before_dot).await
    }

    pub(crate) async fn close(&self) {
        futures::future::join_all(self.0.iter().map(|provider| provider.smtp.close())).await;
    }
}

impl From<Vec<SmtpTransport>> for Providers {
    fn from(list: Vec<SmtpTransport>) -> Self {
        let provider = |smtp| Provider {
            smtp,
            breaker: Breaker::default(),
        };
        Self(list.into_iter().map(provider).collect())
    }
}

impl Provider {
    async fn attempt<F>(&self, parcel: &Parcel<'_>, before_dot: F) -> Attempted
    where
        F: Future<Output = bool> + Send,
    {
        let attempted = self.smtp.deliver(parcel, before_dot).await;
        let (host, phase) = (self.smtp.host(), attempted.phase.as_str());
        if is_troubled(&attempted) {
            if self.breaker.trip(Instant::now()) {
                tracing::warn!(
                    provider = host,
                    phase,
                    code = attempted.code,
                    "a mail provider has trouble and rests"
                );
            }
        } else if attempted.phase > Phase::Mail && self.breaker.heal() {
            tracing::info!(provider = host, "a mail provider works again");
        }
        Attempted {
            provider: Some(host.into()),
            ..attempted
        }
    }
}

/// The provider itself is in trouble: it is away, closes (421), or falls silent. A refusal is a sign of health.
fn is_troubled(attempted: &Attempted) -> bool {
    match attempted.verdict {
        Verdict::Accepted | Verdict::Refused | Verdict::Withheld => false,
        Verdict::Unknown => true,
        Verdict::Later => attempted.phase <= Phase::Auth || matches!(attempted.code, None | Some(421)),
    }
}

/// Nobody has the message and nobody was asked for consent, and what stopped it was this provider: in trouble, or not
/// willing to take the sender, the size or the extension.
fn may_go_on(attempted: &Attempted) -> bool {
    attempted.phase < Phase::Dot
        && match attempted.verdict {
            Verdict::Later => attempted.phase <= Phase::Mail || is_troubled(attempted),
            Verdict::Refused => attempted.phase <= Phase::Mail,
            Verdict::Accepted | Verdict::Unknown | Verdict::Withheld => false,
        }
}
