#![doc = include_str!("../README.md")]

pub mod capture;
pub mod limits;
pub mod providers;
pub mod smtp;

use std::{path::Path, sync::Arc};

use berth_domain::address::WireAddress;
pub use capture::Capture;
pub use limits::{ComeAgain, Limit, Limits};
pub use providers::Providers;
pub use smtp::{SmtpTransport, SmtpUrlError};

/// One message, ready for the wire. The bytes were stored before; every attempt hands over the same ones.
#[derive(Debug, Clone)]
pub struct Parcel<'a> {
    /// Names the file under which a captured mail is kept.
    pub message_id: &'a str,
    pub from: &'a WireAddress,
    pub to: &'a WireAddress,
    pub bytes: &'a [u8],
}

/// How far an attempt got. From `Dot` on the receiving side may have the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    Connect,
    Greeting,
    Tls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Dot,
    Done,
}

impl Phase {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Greeting => "greeting",
            Self::Tls => "tls",
            Self::Auth => "auth",
            Self::Mail => "mail",
            Self::Rcpt => "rcpt",
            Self::Data => "data",
            Self::Dot => "dot",
            Self::Done => "done",
        }
    }
}

/// What became of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The other side answered that it has the message.
    Accepted,
    /// It certainly does not have it; trying later may help.
    Later,
    /// It certainly does not have it and never will take it.
    Refused,
    /// The final dot may have been written and no answer was read.
    Unknown,
    /// The ledger withdrew its consent before the final dot; nothing was handed over.
    Withheld,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Later => "later",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
            Self::Withheld => "withheld",
        }
    }
}

/// One attempt as the ledger records it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempted {
    pub verdict: Verdict,
    pub phase: Phase,
    /// The server's own words, or ours when it said none. May hold an address: for the ledger only, never for a log.
    pub reply: String,
    /// The reply's three digits, when there was a reply.
    pub code: Option<u16>,
    /// The host name of the mail provider that was tried last; none when mail is captured.
    pub provider: Option<Arc<str>>,
}

impl Attempted {
    /// An outcome in our own words.
    pub(crate) fn ours(verdict: Verdict, phase: Phase, words: impl Into<String>) -> Self {
        Self {
            verdict,
            phase,
            reply: words.into(),
            code: None,
            provider: None,
        }
    }

    /// Whether no server was met that could have said anything about the message.
    pub fn server_away(&self) -> bool {
        self.verdict == Verdict::Later && self.phase <= Phase::Auth
    }

    /// Whether the server refused the recipient for good because there is no such mailbox: told by the enhanced status code
    /// at the start of its words (RFC 3463; 5.1.10 is from RFC 7505). A bad domain (5.1.2) is not taken for that: a relay
    /// that can't look a name up says so too. Nor is a mailbox that takes nothing (5.2.1), which some say of one that gets
    /// too much at once.
    pub fn says_no_such_mailbox(&self) -> bool {
        self.verdict == Verdict::Refused
            && self.phase == Phase::Rcpt
            && matches!(
                self.reply.split_ascii_whitespace().nth(1),
                Some("5.1.1" | "5.1.3" | "5.1.6" | "5.1.10")
            )
    }
}

/// Where mail goes.
#[derive(Debug)]
pub enum Transport {
    Capture(Capture),
    Smtp(Providers),
}

impl Transport {
    /// Reads `BERTH_SMTP_URL`: `capture:` keeps mail in `capture_dir`, `smtp://` and `smtps://` send it. Several of these,
    /// separated by blanks or commas, are providers in order of preference. `hello_name` is the name given in EHLO.
    pub fn from_url(url: &str, capture_dir: &Path, hello_name: &str) -> Result<Self, SmtpUrlError> {
        if url == "capture:" {
            return Ok(Self::Capture(Capture::new(capture_dir)));
        }
        Ok(Self::Smtp(Providers::from_urls(url, hello_name)?))
    }

    /// Tries once to hand the parcel over. `before_dot` is awaited when everything but the content was accepted; only
    /// when it answers `true` is the content written. Dropping the future is safe: the connection dies with it.
    pub async fn deliver<F>(&self, parcel: &Parcel<'_>, before_dot: F) -> Attempted
    where
        F: Future<Output = bool> + Send,
    {
        match self {
            Self::Capture(capture) => capture.deliver(parcel, before_dot).await,
            Self::Smtp(providers) => providers.deliver(parcel, before_dot).await,
        }
    }

    /// Says goodbye on idle connections.
    pub async fn close(&self) {
        if let Self::Smtp(providers) = self {
            providers.close().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_final_refusal_of_the_recipient_says_that_there_is_no_such_mailbox() {
        let says =
            |verdict, phase, reply: &str| Attempted::ours(verdict, phase, reply).says_no_such_mailbox();
        for code in ["5.1.1", "5.1.3", "5.1.6", "5.1.10"] {
            let reply = format!("550 {code} <a@example.org>: unknown / {code} ask somebody");
            assert!(says(Verdict::Refused, Phase::Rcpt, &reply), "{code}");
            assert!(
                says(Verdict::Refused, Phase::Rcpt, &format!("550 {code}")),
                "{code}"
            );
            assert!(!says(Verdict::Later, Phase::Rcpt, &reply), "{code}: not for good");
            assert!(
                !says(Verdict::Refused, Phase::Dot, &reply),
                "{code}: of the message"
            );
            assert!(
                !says(Verdict::Refused, Phase::Mail, &reply),
                "{code}: of the sender"
            );
        }
        for reply in [
            "550",
            "550 no 5.1.1",
            "550 5.1.11 x",
            "550 5.1.1x",
            "550 4.1.1 x",
            "550 5.1.2 bad domain",
            "550 5.2.1 too many at once",
            "552 5.2.2 full",
            "550 5.7.1 not allowed",
            "",
        ] {
            assert!(!says(Verdict::Refused, Phase::Rcpt, reply), "{reply}");
        }
    }
}
