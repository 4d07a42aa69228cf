//! What the server is told to do wrong, and when.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The moment of a session a fault strikes at: when the server is about to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The greeting (220).
    Banner,
    /// `EHLO` or `HELO`.
    Hello,
    /// `STARTTLS`, offered only while a fault waits for it: this server speaks no TLS.
    StartTls,
    /// The end of a login.
    Login,
    /// `MAIL FROM`.
    Mail,
    /// `RCPT TO`, each one.
    Rcpt,
    /// `DATA`, before the message is sent (354).
    Data,
    /// The message has come in full: the 250 that makes it the server's own.
    Accept,
    /// `QUIT`.
    Quit,
}

/// What happens instead of, or before, the normal answer.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// Another answer.
    Reply(u16, String),
    /// The connection closes without an answer.
    DropBefore,
    /// The connection closes right after the normal answer.
    DropAfter,
    /// The normal answer comes late.
    Stall(Duration),
    /// After the normal answer comes something else than a TLS handshake, and the end of the connection.
    Garble,
}

/// One thing to do wrong: `Fault::reply(Stage::Rcpt, 450, "4.2.1 Try later").times(2).to("ada@example.org")`.
///
/// Strikes once, unless told otherwise.
#[derive(Clone, Debug)]
pub struct Fault {
    pub(super) stage: Stage,
    pub(super) act: Act,
    /// How often still; `None` is always.
    left: Option<u32>,
    skip: u32,
    every: u32,
    to: Option<String>,
}

impl Fault {
    /// Answers with this code (4xx: try again, 5xx: give up) and text.
    pub fn reply(stage: Stage, code: u16, text: &str) -> Self {
        Self::new(stage, Act::Reply(code, text.to_owned()))
    }

    /// Closes the connection instead of answering. At [`Stage::Accept`] the message counts as unacknowledged.
    pub fn drop_before(stage: Stage) -> Self {
        Self::new(stage, Act::DropBefore)
    }

    /// Answers as usual and closes the connection at once.
    pub fn drop_after(stage: Stage) -> Self {
        Self::new(stage, Act::DropAfter)
    }

    /// Answers late. A client that hangs up meanwhile is noticed.
    pub fn stall(stage: Stage, duration: Duration) -> Self {
        Self::new(stage, Act::Stall(duration))
    }

    /// Offers STARTTLS and breaks the handshake.
    pub fn broken_tls() -> Self {
        Self::new(Stage::StartTls, Act::Garble)
    }

    /// Greets late.
    pub fn slow_banner(duration: Duration) -> Self {
        Self::stall(Stage::Banner, duration)
    }

    fn new(stage: Stage, act: Act) -> Self {
        Self {
            stage,
            act,
            left: Some(1),
            skip: 0,
            every: 1,
            to: None,
        }
    }

    /// Strikes this many times.
    #[must_use]
    pub fn times(self, times: u32) -> Self {
        Self {
            left: Some(times),
            ..self
        }
    }

    /// Strikes every time, until [`SmtpServer::heal`](super::SmtpServer::heal).
    #[must_use]
    pub fn always(self) -> Self {
        Self { left: None, ..self }
    }

    /// Lets the first `count` occasions pass.
    #[must_use]
    pub fn after(self, count: u32) -> Self {
        Self { skip: count, ..self }
    }

    /// Strikes at every `count`-th occasion from then on, until [`SmtpServer::heal`](super::SmtpServer::heal): a server in
    /// trouble, but not away.
    #[must_use]
    pub fn every(self, count: u32) -> Self {
        Self {
            left: None,
            every: count.max(1),
            ..self
        }
    }

    /// Strikes only for this recipient: from its `RCPT TO` to the end of that message.
    #[must_use]
    pub fn to(self, recipient: &str) -> Self {
        Self {
            to: Some(recipient.to_owned()),
            ..self
        }
    }

    fn fits(&self, stage: Stage, recipients: &[String]) -> bool {
        self.stage == stage && self.to.as_ref().is_none_or(|to| recipients.contains(to))
    }
}

/// The faults still to come.
#[derive(Debug, Default)]
pub(super) struct Plan(Mutex<Vec<Fault>>);

impl Plan {
    pub(super) fn add(&self, fault: Fault) {
        self.faults().push(fault);
    }

    pub(super) fn clear(&self) {
        self.faults().clear();
    }

    /// Whether a fault waits for this stage.
    pub(super) fn waits_for(&self, stage: Stage) -> bool {
        self.faults().iter().any(|fault| fault.stage == stage)
    }

    /// The fault for this occasion, used up by it. `recipients` are those the occasion is about.
    pub(super) fn take(&self, stage: Stage, recipients: &[String]) -> Option<Act> {
        let mut faults = self.faults();
        let mut due = None;
        for fault in faults.iter_mut().filter(|fault| fault.fits(stage, recipients)) {
            if fault.skip > 0 {
                fault.skip -= 1;
            } else if fault.left != Some(0) {
                fault.left = fault.left.map(|left| left - 1);
                fault.skip = fault.every - 1;
                due = Some(fault.act.clone());
                break;
            }
        }
        faults.retain(|fault| fault.left != Some(0));
        due
    }

    fn faults(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_strikes_as_often_as_told_and_only_where_told() {
        let plan = Plan::default();
        let (ada, bob) = (["ada@example.org".to_owned()], ["bob@example.org".to_owned()]);
        plan.add(
            Fault::reply(Stage::Rcpt, 450, "later")
                .to("ada@example.org")
                .after(1)
                .times(2),
        );
        let struck = |stage, to: &[String]| plan.take(stage, to).is_some();
        assert!(!struck(Stage::Rcpt, &ada), "the first occasion passes");
        assert!(!struck(Stage::Rcpt, &bob), "another recipient");
        assert!(!struck(Stage::Mail, &ada), "another stage");
        assert!(struck(Stage::Rcpt, &ada));
        assert!(struck(Stage::Rcpt, &ada));
        assert!(!struck(Stage::Rcpt, &ada), "used up");
    }

    #[test]
    fn a_fault_now_and_then_lets_the_others_pass() {
        let plan = Plan::default();
        plan.add(Fault::drop_before(Stage::Rcpt).after(2).every(3));
        let struck: Vec<_> = (0..9).map(|_| plan.take(Stage::Rcpt, &[]).is_some()).collect();
        assert_eq!(
            struck,
            [false, false, true, false, false, true, false, false, true]
        );
    }

    #[test]
    fn a_fault_for_always_stays_until_healed() {
        let plan = Plan::default();
        plan.add(Fault::drop_before(Stage::Accept).always());
        assert!((0..100).all(|_| plan.take(Stage::Accept, &[]).is_some()));
        plan.clear();
        assert!(plan.take(Stage::Accept, &[]).is_none());
    }
}
