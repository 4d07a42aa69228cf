//! Questions between services: answering them, and saying when they can be asked.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use async_nats::{HeaderMap, Message};
use berth_events::envelope::header;
use berth_events::{Subject, TraceContext};
use berth_runtime::{Gate, Shutdown};
use bytes::Bytes;
use futures::{FutureExt, StreamExt};
use tokio::sync::broadcast;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tracing::Instrument;
use uuid::Uuid;

use crate::Bus;
use crate::connect::REQUEST_TIMEOUT;
use crate::denial::Denial;
use crate::error::BusError;
use crate::request::NoAnswer;
use crate::rpc::{DEADLINE, ERROR, ERROR_CODE, Question, Refusal};

/// Questions one process answers at a time, per verb.
const CONCURRENCY: usize = 64;
const GRACE: Duration = Duration::from_secs(10);
/// What every user may ask the server.
const ANY_QUESTION: &str = "$JS.API.INFO";

impl Bus {
    /// Answers one verb of a service until a stop is asked for. Replicas share the questions (queue group = service).
    /// A soft stop takes no new question and answers those in hand (at most 10 s).
    ///
    /// # Errors
    /// When service or verb is no plain token, [`BusError::Denied`] when this user may not answer them,
    /// [`BusError::Closed`] when the connection is closed for good.
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
        self.serving(service, verb, handler, shutdown, None).await
    }

    /// [`serve`](Self::serve) with a gate: ready from when the server has the subscription, so that whoever asks
    /// finds somebody there; unready with the reason while the connection is lost, and after the end.
    ///
    /// # Errors
    /// Those of [`serve`](Self::serve).
    pub async fn serve_with_gate<Q, A, R>(
        &self,
        service: &str,
        verb: &str,
        handler: impl Fn(Question<Q>) -> R + Send + Sync + 'static,
        shutdown: Shutdown,
        gate: Gate,
    ) -> Result<(), BusError>
    where
        Q: prost::Message + Default,
        A: prost::Message,
        R: Future<Output = Result<A, Refusal>> + Send + 'static,
    {
        gate.unready("subscribing");
        let result = self.serving(service, verb, handler, shutdown, Some(&gate)).await;
        gate.unready(match &result {
            Ok(()) => "stopped".to_owned(),
            Err(error) => error.to_string(),
        });
        result
    }

    async fn serving<Q, A, R>(
        &self,
        service: &str,
        verb: &str,
        handler: impl Fn(Question<Q>) -> R + Send + Sync + 'static,
        shutdown: Shutdown,
        gate: Option<&Gate>,
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
        let denials = self.inner.denials.subscribe();
        let subscribed = self
            .inner
            .client
            .queue_subscribe(subject.to_string(), service.to_owned())
            .await;
        let mut questions = subscribed.map_err(|error| unreadable(error.to_string()))?;
        let mut denied = std::pin::pin!(self.watch(subject.as_str(), denials, gate));
        let handler = Arc::new(handler);
        let soft = shutdown.soft();
        let mut in_hand: JoinSet<()> = JoinSet::new();
        let result = loop {
            tokio::select! {
                biased;
                () = soft.cancelled() => break Ok(()),
                error = &mut denied => break Err(error),
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
        if let Some(gate) = gate {
            gate.unready("stopping");
        }
        let _ = questions.unsubscribe().await;
        let all = async { while in_hand.join_next().await.is_some() {} };
        let hard = shutdown.hard();
        tokio::select! {
            () = hard.cancelled() => {}
            _ = tokio::time::timeout(GRACE, all) => {}
        }
        result
    }

    /// Keeps the gate true to what the server knows of a subscription just made; ends when the server refuses it.
    async fn watch(
        &self,
        subject: &str,
        mut denials: broadcast::Receiver<Denial>,
        gate: Option<&Gate>,
    ) -> BusError {
        let refused = Denial::Subscribe(subject.to_owned());
        let mut link = self.inner.link.clone();
        let keep_gate = async {
            loop {
                link.mark_unchanged();
                let known = self.is_connected() && self.server_caught_up().await;
                match (gate, known) {
                    (Some(gate), true) => gate.ready(),
                    (Some(gate), false) => gate.unready("not connected to NATS"),
                    (None, _) => {}
                }
                // The client subscribes anew with every connection. Unknown without a change: the server is slow.
                tokio::select! {
                    changed = link.changed() => if changed.is_err() { std::future::pending().await },
                    () = self.pause(6, Duration::from_secs(1)), if !known => {}
                }
            }
        };
        // The channel's sender lives in `self`, so it can't close meanwhile.
        tokio::select! {
            biased;
            () = async { while denials.recv().await.as_ref() != Ok(&refused) {} } => {}
            () = keep_gate => {}
        }
        BusError::Denied {
            subject: subject.to_owned(),
        }
    }

    /// Whether the server has read everything sent to it up to now: it reads a connection in order, so its answer to
    /// a later question proves it, whatever it says. The client's own flush returns when the bytes are written.
    async fn server_caught_up(&self) -> bool {
        let answer = self.ask(ANY_QUESTION, None, Bytes::new(), REQUEST_TIMEOUT).await;
        matches!(answer, Ok(_) | Err(NoAnswer::NoResponders | NoAnswer::Denied))
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

fn line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(500)
        .collect()
}
