//! One request to the server and its answer, with refusals told apart from silence.

use std::time::Duration;

use async_nats::client::RequestErrorKind;
use async_nats::jetstream::response::Response;
use async_nats::{HeaderMap, Message, Request};
use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::broadcast::error::RecvError;

use crate::Bus;
use crate::connect::REQUEST_TIMEOUT;
use crate::error::{BusError, ms};

/// Why no answer came.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// Nobody listens on this subject.
    NoResponders,
    TimedOut,
    /// The connection went away while waiting; the server may have got the request.
    Lost,
    /// The server doesn't let this user publish there.
    Denied,
    /// The connection is closed for good.
    Closed,
    Other(String),
}

impl Bus {
    /// Sends a request and waits for one answer.
    ///
    /// A refusal by the server's permissions arrives apart from the answer that never will, and a lost connection
    /// brings none either; waiting for those too turns time-outs into clear errors at once.
    pub(crate) async fn ask(
        &self,
        subject: &str,
        headers: Option<HeaderMap>,
        payload: Bytes,
        wait: Duration,
    ) -> Result<Message, NoAnswer> {
        let mut denials = self.inner.denials.subscribe();
        let mut link = self.inner.link.clone();
        let connected = link.borrow().connected;
        let lost = async {
            if !connected || link.wait_for(|l| !l.connected).await.is_err() {
                std::future::pending().await
            }
        };
        let request = Request::new().payload(payload).timeout(Some(wait));
        let request = match headers {
            Some(headers) => request.headers(headers),
            None => request,
        };
        let refused = async {
            loop {
                match denials.recv().await {
                    Ok(denied) if denied.is_publish(subject) => return,
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        tokio::select! {
            biased;
            answer = self.inner.client.send_request(subject.to_owned(), request) => answer.map_err(|error| {
                match error.kind() {
                    RequestErrorKind::NoResponders => NoAnswer::NoResponders,
                    RequestErrorKind::TimedOut => NoAnswer::TimedOut,
                    _ if self.inner.link.borrow().closed => NoAnswer::Closed,
                    _ => NoAnswer::Other(error.to_string()),
                }
            }),
            () = refused => Err(NoAnswer::Denied),
            () = lost => Err(if self.inner.link.borrow().closed { NoAnswer::Closed } else { NoAnswer::Lost }),
        }
    }

    /// Calls JetStream's API; `path` is what follows `$JS.API.`.
    pub(crate) async fn api<Q: Serialize, A: DeserializeOwned>(
        &self,
        path: &str,
        question: &Q,
        doing: &str,
    ) -> Result<A, BusError> {
        let unreadable = |reason: String| BusError::Unreadable {
            doing: doing.to_owned(),
            reason,
        };
        let subject = format!("$JS.API.{path}");
        let payload = serde_json::to_vec(question).map_err(|error| unreadable(error.to_string()))?;
        let answer = self.ask(&subject, None, payload.into(), REQUEST_TIMEOUT).await;
        let answer = answer.map_err(|error| self.no_answer(error, subject, doing, REQUEST_TIMEOUT))?;
        match serde_json::from_slice::<Response<A>>(&answer.payload)
            .map_err(|error| unreadable(error.to_string()))?
        {
            Response::Ok(answer) => Ok(answer),
            Response::Err { error } => Err(match error.error_code().0 {
                10039 | 10076 => BusError::NoJetStream {
                    address: self.inner.address.clone(),
                },
                10014 | 10059 => BusError::NotProvisioned { what: what(path) },
                code => BusError::Api {
                    doing: doing.to_owned(),
                    code,
                    description: error.to_string(),
                },
            }),
        }
    }

    pub(crate) fn no_answer(
        &self,
        error: NoAnswer,
        subject: String,
        doing: &str,
        waited: Duration,
    ) -> BusError {
        match error {
            NoAnswer::NoResponders => BusError::NoJetStream {
                address: self.inner.address.clone(),
            },
            NoAnswer::TimedOut | NoAnswer::Lost => BusError::TimedOut {
                doing: doing.to_owned(),
                waited_ms: ms(waited),
            },
            NoAnswer::Denied => BusError::Denied { subject },
            NoAnswer::Closed => BusError::Closed,
            NoAnswer::Other(reason) => BusError::Unreadable {
                doing: doing.to_owned(),
                reason,
            },
        }
    }
}

/// `CONSUMER.INFO.BERTH_EVENTS.intake-rounds` in words.
fn what(path: &str) -> String {
    let mut tokens = path.split('.');
    match (tokens.next(), tokens.nth(1), tokens.next()) {
        (Some("CONSUMER"), Some(stream), Some(consumer)) => {
            format!("the consumer {consumer} of stream {stream}")
        }
        (Some("STREAM" | "CONSUMER"), Some(stream), _) => format!("the stream {stream}"),
        _ => format!("`{path}`"),
    }
}
