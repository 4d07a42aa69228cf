//! Questions between services with typed messages, never stored: asking. `serve` answers.

use std::time::Duration;

use async_nats::{HeaderMap, Message};
use berth_events::envelope::header;
use berth_events::{Subject, TraceContext};
use tokio::time::Instant;
use uuid::Uuid;

use crate::Bus;
use crate::error::ms;
use crate::request::NoAnswer;

pub(crate) const ERROR_CODE: &str = "Nats-Service-Error-Code";
pub(crate) const ERROR: &str = "Nats-Service-Error";
pub(crate) const DEADLINE: &str = "Berth-Timeout-Ms";

/// Why a question got no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RpcError {
    /// No replica of the service is there.
    #[error("nobody answers `{service}.{verb}`: the {service} service is not running, or still starting")]
    NoResponders {
        /// Who was asked.
        service: String,
        /// What.
        verb: String,
    },
    /// The service is there and didn't answer in time.
    #[error("{service} did not answer `{verb}` within {waited_ms} ms")]
    TimedOut {
        /// Who was asked.
        service: String,
        /// What.
        verb: String,
        /// How long was waited, in milliseconds.
        waited_ms: u64,
    },
    /// The service answered no.
    #[error("{message} ({code})")]
    Refused {
        /// Machine-readable, for example `unknown_opening`.
        code: String,
        /// In words.
        message: String,
    },
    /// This user may not ask.
    #[error(
        "this NATS user may not ask `{service}.{verb}`; check the authorization block in deploy/nats/nats.conf"
    )]
    Denied {
        /// Who was asked.
        service: String,
        /// What.
        verb: String,
    },
    /// The answer can't be read.
    #[error(
        "the answer of `{service}.{verb}` can't be read ({reason}); are both services of the same version?"
    )]
    Unreadable {
        /// Who was asked.
        service: String,
        /// What.
        verb: String,
        /// Why not.
        reason: String,
    },
    /// Service or verb is no plain token, or the connection is closed.
    #[error("`{service}.{verb}` can't be asked: {reason}")]
    NotAsked {
        /// Who was to be asked.
        service: String,
        /// What.
        verb: String,
        /// Why not.
        reason: String,
    },
}

impl RpcError {
    /// Whether asking again later may help.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(self, Self::NoResponders { .. } | Self::TimedOut { .. })
    }
}

/// A question as it reaches the handler.
#[derive(Debug, Clone)]
pub struct Question<Q> {
    /// What is asked.
    pub message: Q,
    /// The request it belongs to.
    pub trace: TraceContext,
    /// When the asker stops waiting.
    pub deadline: Instant,
}

/// A handler's no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Machine-readable, for example `unknown_opening`.
    pub code: String,
    /// In words, without personal data.
    pub message: String,
}

impl Refusal {
    /// A no with its reason code and its sentence.
    #[must_use]
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            message: message.into(),
        }
    }
}

impl Bus {
    /// Asks a service, in a trace of its own.
    ///
    /// # Errors
    /// See [`RpcError`]; [`RpcError::NoResponders`] at once when nobody is there.
    pub async fn request<Q, A>(
        &self,
        service: &str,
        verb: &str,
        question: &Q,
        timeout: Duration,
    ) -> Result<A, RpcError>
    where
        Q: prost::Message,
        A: prost::Message + Default,
    {
        let bits = u128::from(self.inner.jitter.bits()) << 64 | u128::from(self.inner.jitter.bits());
        self.request_in(
            TraceContext::root(Uuid::from_u128(bits)),
            service,
            verb,
            question,
            timeout,
        )
        .await
    }

    /// Asks a service as part of a trace.
    ///
    /// # Errors
    /// See [`RpcError`].
    pub async fn request_in<Q, A>(
        &self,
        trace: TraceContext,
        service: &str,
        verb: &str,
        question: &Q,
        timeout: Duration,
    ) -> Result<A, RpcError>
    where
        Q: prost::Message,
        A: prost::Message + Default,
    {
        let names = || (service.to_owned(), verb.to_owned());
        let not_asked = |reason: String| RpcError::NotAsked {
            service: service.to_owned(),
            verb: verb.to_owned(),
            reason,
        };
        let subject = Subject::rpc(service, verb).map_err(|error| not_asked(error.to_string()))?;
        let mut headers = HeaderMap::new();
        headers.insert(header::TRACE, trace.to_string());
        headers.insert(DEADLINE, ms(timeout).to_string());
        let started = Instant::now();
        let answer = self
            .ask(
                subject.as_str(),
                Some(headers),
                question.encode_to_vec().into(),
                timeout,
            )
            .await;
        let result = match answer {
            Ok(answer) => read_answer(service, verb, &answer),
            Err(error) => {
                let (service, verb) = names();
                Err(match error {
                    NoAnswer::NoResponders => RpcError::NoResponders { service, verb },
                    NoAnswer::TimedOut | NoAnswer::Lost => RpcError::TimedOut {
                        service,
                        verb,
                        waited_ms: ms(started.elapsed().min(timeout)),
                    },
                    NoAnswer::Denied => RpcError::Denied { service, verb },
                    NoAnswer::Closed => not_asked("the connection to NATS is closed".to_owned()),
                    NoAnswer::Other(reason) => not_asked(reason),
                })
            }
        };
        let outcome = if result.is_ok() { "answered" } else { "failed" };
        let (service, verb) = names();
        metrics::histogram!("berth_bus_request_seconds", "service" => service, "verb" => verb, "outcome" => outcome)
            .record(started.elapsed().as_secs_f64());
        result
    }
}

fn read_answer<A: prost::Message + Default>(
    service: &str,
    verb: &str,
    answer: &Message,
) -> Result<A, RpcError> {
    let text = |name: &str| {
        answer
            .headers
            .as_ref()
            .and_then(|h| h.get(name))
            .map(|v| v.as_str().to_owned())
    };
    if let Some(code) = text(ERROR_CODE) {
        return Err(RpcError::Refused {
            code,
            message: text(ERROR).unwrap_or_default(),
        });
    }
    A::decode(answer.payload.clone()).map_err(|error| RpcError::Unreadable {
        service: service.to_owned(),
        verb: verb.to_owned(),
        reason: error.to_string(),
    })
}
