//! Why an attempt over SMTP stopped, and what that means for the message.

use std::io;

use super::reply::{Reply, ReplyError};
use crate::{Attempted, Phase, Verdict};

/// Why an attempt stopped, and where.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) phase: Phase,
    pub(super) why: Why,
}

#[derive(Debug)]
pub(super) enum Why {
    Io(io::Error),
    TimedOut,
    NotSmtp(ReplyError),
    /// The server sent more than it was asked for, or a code that has no place here.
    OutOfStep(String),
    Replied(Reply),
    /// We would not or could not go on; `true` when no later attempt can help.
    Ours(&'static str, bool),
}

impl Stop {
    /// The server's proper reply ended the attempt, so RSET may bring the connection back.
    pub(super) fn in_step(&self) -> bool {
        match &self.why {
            Why::Replied(reply) => reply.code != 421 && self.phase >= Phase::Mail,
            Why::Ours(..) => self.phase >= Phase::Mail,
            _ => false,
        }
    }

    /// The connection broke before the server took anything of this message.
    pub(super) fn connection_lost(&self) -> bool {
        self.phase < Phase::Dot
            && match &self.why {
                Why::Io(_) => true,
                Why::Replied(reply) => reply.code == 421,
                _ => false,
            }
    }

    pub(super) fn into_attempted(self) -> Attempted {
        let after_dot = self.phase >= Phase::Dot;
        let lost = if after_dot {
            Verdict::Unknown
        } else {
            Verdict::Later
        };
        let (verdict, reply, code) = match self.why {
            Why::Replied(reply) => {
                // A 5xx to HELLO, AUTH or MAIL is about us, not about the recipient: an operator can put it right.
                let later = reply.is_transient() || self.phase < Phase::Rcpt;
                let verdict = if later { Verdict::Later } else { Verdict::Refused };
                (verdict, reply.text(), Some(reply.code))
            }
            Why::Io(error) => (lost, format!("connection lost: {error}"), None),
            Why::TimedOut => (lost, "no answer in time".to_owned(), None),
            Why::NotSmtp(error) => (lost, format!("not an SMTP reply: {error}"), None),
            Why::OutOfStep(what) => (lost, format!("out of step: {what}"), None),
            Why::Ours(what, forever) => (
                if forever { Verdict::Refused } else { Verdict::Later },
                what.to_owned(),
                None,
            ),
        };
        Attempted {
            verdict,
            phase: self.phase,
            reply,
            code,
            provider: None,
        }
    }
}
