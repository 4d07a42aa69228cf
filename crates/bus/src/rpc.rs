//! Questions between services: request and reply with typed messages, never stored.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_nats::{HeaderMap, Message};
use berth_events::envelope::header;
use berth_events::{Subject, TraceContext};
use berth_runtime::Shutdown;
use bytes::Bytes;
use futures::{FutureExt, StreamExt};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

use crate::Bus;
use crate::error::{BusError, ms};
use crate::request::NoAnswer;

const ERROR_CODE: &str = "Nats-Service-Error-Code";
const ERROR: &str = "Nats-Service-Error";
const DEADLINE: &str = "Berth-Timeout-Ms";

/// Questions one process answers at a time, per verb.
const CONCURRENCY: usize = 64;
const GRACE: Duration = Duration::from_secs(10);

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

    /// Answers one verb of a service until a stop is asked for. Replicas share the questions (queue group = service).
    /// A soft stop takes no new question and answers those in hand (at most 10 s).
    ///
    /// # Errors
    /// When service or verb is no plain token, or the connection is closed for good.
    pub async fn serve<Q, A, R>(
        &self,
        service: &str,
        verb: &str,
        handler: impl Fn(Question<Q>) -> R + Send + Sync + 'static,
        shutdown: Shutdown,
    ) -> Result<(), BusError>
    where
        Q: prost::Message + Default,
        A: prost::Message,
        R: Future<Output = Result<A, Refusal>> + Send + 'static,
    {
        let unreadable = |reason| BusError::Unreadable {
            doing: format!("serving {service}.{verb}"),
            reason,
        };
        let subject = Subject::rpc(service, verb).map_err(|error| unreadable(error.to_string()))?;
        let subscribed = self
            .inner
            .client
            .queue_subscribe(subject.to_string(), service.to_owned())
            .await;
        let mut questions = subscribed.map_err(|error| unreadable(error.to_string()))?;
        let handler = Arc::new(handler);
        let soft = shutdown.soft();
        let mut in_hand: JoinSet<()> = JoinSet::new();
        let result = loop {
            tokio::select! {
                biased;
                () = soft.cancelled() => break Ok(()),
                Some(_) = in_hand.join_next() => {}
                question = questions.next(), if in_hand.len() < CONCURRENCY => match question {
                    Some(message) => {
                        let (bus, handler) = (self.clone(), Arc::clone(&handler));
                        in_hand.spawn(async move { bus.answer(message, &*handler).await });
                    }
                    None => break Err(BusError::Closed),
                },
            }
        };
        let _ = questions.unsubscribe().await;
        let all = async { while in_hand.join_next().await.is_some() {} };
        let hard = shutdown.hard();
        tokio::select! {
            () = hard.cancelled() => {}
            _ = tokio::time::timeout(GRACE, all) => {}
        }
        result
    }

    async fn answer<Q, A, F, R>(&self, message: Message, handler: &F)
    where
        Q: prost::Message + Default,
        A: prost::Message,
        F: Fn(Question<Q>) -> R,
        R: Future<Output = Result<A, Refusal>>,
    {
        let Some(reply) = message.reply else { return };
        let headers = message.headers.unwrap_or_default();
        let text = |name: &str| headers.get(name).map(async_nats::HeaderValue::as_str);
        let patience = text(DEADLINE)
            .and_then(|t| t.parse().ok())
            .map_or(Duration::from_secs(5), Duration::from_millis);
        let trace = text(header::TRACE).and_then(|t| t.parse().ok());
        let trace = trace
            .unwrap_or_else(|| TraceContext::root(Uuid::from_u128(u128::from(self.inner.jitter.bits()))));
        let deadline = Instant::now() + patience.min(Duration::from_secs(600));
        let span = tracing::info_span!("question", subject = %message.subject, trace_id = trace.trace_id());
        let answered = async {
            let message = Q::decode(message.payload).map_err(|error| {
                Refusal::new(
                    "unreadable_question",
                    format!("the question can't be read: {error}"),
                )
            })?;
            let work = AssertUnwindSafe(async {
                handler(Question {
                    message,
                    trace,
                    deadline,
                })
                .await
            })
            .catch_unwind();
            match tokio::time::timeout_at(deadline, work).await {
                Ok(Ok(answer)) => answer,
                Ok(Err(_)) => Err(Refusal::new(
                    "internal",
                    "the service failed over this question; see its log",
                )),
                Err(_) => Err(Refusal::new(
                    "too_late",
                    "there was no answer before the asker stopped waiting",
                )),
            }
        };
        let answer = answered.instrument(span).await;
        let sent = match answer {
            Ok(answer) => {
                self.inner
                    .client
                    .publish(reply, answer.encode_to_vec().into())
                    .await
            }
            Err(refusal) => {
                let mut headers = HeaderMap::new();
                headers.insert(ERROR_CODE, line(&refusal.code).as_str());
                headers.insert(ERROR, line(&refusal.message).as_str());
                self.inner
                    .client
                    .publish_with_headers(reply, headers, Bytes::new())
                    .await
            }
        };
        if let Err(error) = sent {
            tracing::warn!(%error, "an answer could not be sent");
        }
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

fn line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect()
}
