//! One message seen through: prepared, handed over, recorded.

use std::{borrow::Cow, time::Duration};

use berth_domain::message::{InDoubt, MessageKind};
use tokio::time::Instant;

use super::prepare::{Ready, Stop, trying_since};
use super::{FailPoint, Shared, breaker::Breaker};
use crate::entity::message;
use crate::ledger::record::{Held, Step, Then};
use crate::ledger::{NO_SUCH_MAILBOX, State};
use berth_transport::{Attempted, Parcel, Phase, Verdict};

impl Shared {
    pub(super) async fn see_through(&self, row: message::Model) {
        let held = Held {
            id: row.id,
            fence: row.fence,
        };
        self.fail_point(FailPoint::AfterClaim).await;
        let stop = match self.prepare(&row).await {
            Ok(ready) => return self.attempt(&row, held, ready).await,
            Err(stop) => stop,
        };
        let step = match stop {
            Stop::IntoDigest(morning) => Step::IntoDigest {
                recipient: row.recipient,
                programme_id: row.programme_id.clone(),
                morning,
            },
            Stop::Leave(then) => Step::Leave(then),
            Stop::Away(reason, error) => Step::Leave(self.back_in_line(reason, &error)),
        };
        if let Step::Leave(then) = &step {
            self.count(&row.kind, then.state);
        }
        self.recorder.record(held, step, self.clock.now()).await;
    }

    /// Nothing is known against the message; all others wait a while too.
    fn back_in_line(&self, reason: &'static str, error: &str) -> Then {
        pause(&self.intake, reason, error);
        self.keeps_its_place(reason)
    }

    fn keeps_its_place(&self, reason: &'static str) -> Then {
        Then {
            state: State::Deferred,
            reason: Some(reason.into()),
            next_attempt_at: Some(self.clock.now()),
        }
    }

    /// Puts a claimed message back in line, for a stop.
    pub(super) async fn give_back(&self, row: &message::Model) {
        let held = Held {
            id: row.id,
            fence: row.fence,
        };
        self.recorder
            .record(held, Step::Leave(DUE), self.clock.now())
            .await;
    }

    async fn attempt(&self, row: &message::Model, held: Held, mut ready: Ready) {
        let prepared = Instant::now();
        // Nobody counts as under way to a domain while waiting for a connection.
        let mut connection = None;
        if self.limits.bound(ready.to.domain()) {
            connection = self.connections.acquire().await.ok();
        }
        // Held until the attempt is over. Being sent away is no attempt.
        let leave = match self.limits.enter(ready.to.domain(), self.clock.now()) {
            Ok(leave) => leave,
            Err(later) => {
                let then = Then {
                    state: State::Deferred,
                    reason: Some("domain_limit".into()),
                    next_attempt_at: Some(later.at),
                };
                self.count(&row.kind, then.state);
                self.recorder
                    .record(held, Step::Leave(then), self.clock.now())
                    .await;
                return;
            }
        };
        let number = row.attempts + 1;
        let begin = Step::Begin {
            number,
            worker: self.id,
            fixed: ready.fixed.take(),
        };
        if !self.recorder.record(held, begin, self.clock.now()).await {
            return;
        }
        self.fail_point(FailPoint::AfterBegin).await;
        if connection.is_none() {
            connection = self.connections.acquire().await.ok();
        }
        let (attempted, then) = match self.second_thoughts(row, &ready, prepared).await {
            Some(then) => (not_attempted(), then),
            None => {
                let attempted = self.hand_over(held, &ready).await;
                let then = self.after(row, ready.kind, number, &attempted);
                (attempted, then)
            }
        };
        // In this order: who gets the connection may be about to ask for leave.
        drop(leave);
        drop(connection);
        self.fail_point(FailPoint::AfterReply).await;
        self.count(&row.kind, then.state);
        tracing::debug!(
            kind = row.kind,
            message = %row.id,
            attempt = number,
            state = %then.state,
            phase = attempted.phase.as_str(),
            code = attempted.code,
            "attempted"
        );
        self.recorder
            .record(
                held,
                Step::End {
                    number,
                    attempted,
                    then,
                },
                self.clock.now(),
            )
            .await;
        self.fail_point(FailPoint::AfterCommit).await;
    }

    async fn hand_over(&self, held: Held, ready: &Ready) -> Attempted {
        let parcel = Parcel {
            message_id: &ready.message_id,
            from: &ready.from,
            to: &ready.to,
            bytes: &ready.bytes,
        };
        let before_dot = async {
            let consent = self.recorder.record(held, Step::Dot, self.clock.now()).await;
            self.fail_point(FailPoint::BeforeDot).await;
            consent
        };
        self.transport.deliver(&parcel, before_dot).await
    }

    /// What speaks against a message that waited for its connection since it was `prepared`: a stop, a mail server that
    /// is away by now, or, after a long wait, an answer that has changed.
    async fn second_thoughts(&self, row: &message::Model, ready: &Ready, prepared: Instant) -> Option<Then> {
        if self.soft.is_cancelled() {
            return Some(DUE);
        }
        if self.mail.until().is_some() {
            return Some(self.keeps_its_place(MAIL_SERVER_AWAY));
        }
        if prepared.elapsed() < FRESH {
            return None;
        }
        // Its bytes are fixed by now.
        let begun = message::Model {
            message_id: Some(ready.message_id.clone()),
            envelope_from: Some(ready.from.to_wire()),
            envelope_to: Some(ready.to.to_wire()),
            attempts: row.attempts + 1,
            ..row.clone()
        };
        match self.prepare(&begun).await {
            // What is fixed stays. There was room for it today when it began.
            Ok(_) | Err(Stop::IntoDigest(_)) => None,
            Err(Stop::Leave(then)) => Some(then),
            Err(Stop::Away(reason, error)) => Some(self.back_in_line(reason, &error)),
        }
    }

    /// Where a message stands after an attempt.
    fn after(&self, row: &message::Model, kind: MessageKind, number: i32, attempted: &Attempted) -> Then {
        let now = self.clock.now();
        if attempted.phase > Phase::Auth && self.mail.heal() {
            tracing::info!("the mail server answers again");
        }
        let state = |state, reason: Option<&'static str>| Then {
            state,
            reason: reason.map(Cow::Borrowed),
            next_attempt_at: None,
        };
        let retry =
            |reason: &'static str| match self
                .policy
                .retries
                .next(row.id, number, trying_since(row, now), now)
            {
                Some(at) => Then {
                    state: State::Deferred,
                    reason: Some(reason.into()),
                    next_attempt_at: Some(at),
                },
                None if row.doubts > 0 => state(State::Uncertain, Some("given_up")),
                None => state(State::Failed, Some("given_up")),
            };
        match attempted.verdict {
            Verdict::Accepted => state(State::Accepted, None),
            Verdict::Refused if row.doubts > 0 => state(State::Uncertain, Some("refused")),
            Verdict::Refused if attempted.says_no_such_mailbox() => {
                state(State::Failed, Some(NO_SUCH_MAILBOX))
            }
            Verdict::Refused => state(State::Failed, Some("refused")),
            // The server itself is away: that says nothing about this message, so it keeps its place in the line.
            Verdict::Later if attempted.server_away() => {
                pause(&self.mail, MAIL_SERVER_AWAY, attempted.phase.as_str());
                self.keeps_its_place(MAIL_SERVER_AWAY)
            }
            Verdict::Later => retry("refused_for_now"),
            Verdict::Withheld => retry("withheld"),
            Verdict::Unknown => match self.policy.in_doubt(kind) {
                InDoubt::Resend => retry("in_doubt"),
                InDoubt::Park => state(State::Uncertain, Some("in_doubt")),
            },
        }
    }

    fn count(&self, kind: &str, state: State) {
        metrics::counter!("berth_messages_total", "kind" => kind.to_owned(), "state" => state.as_str())
            .increment(1);
    }
}

const MAIL_SERVER_AWAY: &str = "mail_server_away";

/// Back in line as if nobody had looked at it.
const DUE: Then = Then {
    state: State::Due,
    reason: None,
    next_attempt_at: None,
};

/// How long the answers given before an attempt hold.
const FRESH: Duration = Duration::from_secs(1);

fn not_attempted() -> Attempted {
    Attempted {
        verdict: Verdict::Withheld,
        phase: Phase::Connect,
        reply: "called off before its turn".to_owned(),
        code: None,
        provider: None,
    }
}

fn pause(breaker: &Breaker, reason: &'static str, error: &str) {
    if breaker.trip() {
        tracing::warn!(reason, error, "sending pauses; messages keep their place");
    }
}
