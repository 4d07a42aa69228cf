//! One SMTP connection: each step has a deadline, each reply is read, and nothing unread is left behind.

use std::{fmt, io, time::Duration};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use bytes::BytesMut;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::TlsConnector;

use super::{
    Deadlines, Target, TlsMode,
    reply::{Reply, take_reply},
    stop::{Stop, Why},
};
use crate::{Parcel, Phase};

trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// What the server offered in its answer to EHLO.
#[derive(Debug, Clone, Default)]
struct Offers {
    pipelining: bool,
    starttls: bool,
    smtputf8: bool,
    size: Option<u64>,
    plain: bool,
    login: bool,
}

/// A connection greeted, encrypted and authenticated as its target asks.
pub(super) struct Connection {
    wire: Box<dyn Wire>,
    buffer: BytesMut,
    phase: Phase,
    offers: Offers,
    deadlines: Deadlines,
    carried: u32,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("phase", &self.phase)
            .field("carried", &self.carried)
            .finish_non_exhaustive()
    }
}

impl Connection {
    pub(super) async fn open(target: &Target, hello_name: &str, deadlines: Deadlines) -> Result<Self, Stop> {
        let at = |why| Stop {
            phase: Phase::Connect,
            why,
        };
        let tcp = timeout(
            deadlines.connect,
            TcpStream::connect((target.host.as_str(), target.port)),
        )
        .await
        .map_err(|_| at(Why::TimedOut))?
        .map_err(|error| at(Why::Io(error)))?;
        // Without it the kernel holds back the last packet of each step for up to 40 ms.
        tcp.set_nodelay(true).map_err(|error| at(Why::Io(error)))?;
        let mut connection = Self {
            wire: Box::new(tcp),
            buffer: BytesMut::with_capacity(1_024),
            phase: Phase::Greeting,
            offers: Offers::default(),
            deadlines,
            carried: 0,
        };
        if target.tls == TlsMode::Implicit {
            connection = connection.encrypt(target).await?;
        }
        connection.phase = Phase::Greeting;
        connection.expect(220).await?;
        connection.hello(hello_name).await?;
        if matches!(target.tls, TlsMode::Required | TlsMode::WhenOffered) {
            connection.phase = Phase::Tls;
            if connection.offers.starttls {
                connection.command("STARTTLS", 220).await?;
                connection = connection.encrypt(target).await?;
                connection.hello(hello_name).await?;
            } else if target.tls == TlsMode::Required {
                return Err(connection.ours("the server offers no STARTTLS, and TLS is required", false));
            } else if target.credentials.is_some() {
                return Err(
                    connection.ours("the server offers no STARTTLS: the password was not sent", false)
                );
            }
        }
        if let Some((user, password)) = &target.credentials {
            connection.log_in(user, password).await?;
        }
        Ok(connection)
    }

    /// Messages handed over on this connection so far.
    pub(super) fn carried(&self) -> u32 {
        self.carried
    }

    /// MAIL, RCPT and DATA, in one write when the server offers PIPELINING. On success the server waits for the content.
    pub(super) async fn envelope(&mut self, parcel: &Parcel<'_>) -> Result<(), Stop> {
        self.phase = Phase::Mail;
        let utf8 = parcel.from.needs_smtputf8() || parcel.to.needs_smtputf8();
        if utf8 && !self.offers.smtputf8 {
            return Err(self.ours(
                "the address needs SMTPUTF8, which the server does not offer",
                true,
            ));
        }
        let length = u64::try_from(parcel.bytes.len()).unwrap_or(u64::MAX);
        if self.offers.size.is_some_and(|most| most > 0 && length > most) {
            return Err(self.ours("the message is larger than the server takes", true));
        }
        let mail = format!(
            "MAIL FROM:<{}>{}{}\r\n",
            parcel.from.to_wire(),
            if self.offers.size.is_some() {
                format!(" SIZE={length}")
            } else {
                String::new()
            },
            if utf8 { " SMTPUTF8" } else { "" },
        );
        let rcpt = format!("RCPT TO:<{}>\r\n", parcel.to.to_wire());
        if !self.offers.pipelining {
            self.write(mail.as_bytes()).await?;
            self.expect(250).await?;
            self.phase = Phase::Rcpt;
            self.write(rcpt.as_bytes()).await?;
            self.expect_recipient().await?;
            self.phase = Phase::Data;
            self.write(b"DATA\r\n").await?;
            return self.expect(354).await.map(drop);
        }
        self.write(format!("{mail}{rcpt}DATA\r\n").as_bytes()).await?;
        let mail = self.expect(250).await;
        if mail
            .as_ref()
            .is_err_and(|stop| !matches!(stop.why, Why::Replied(_)))
        {
            return mail.map(drop);
        }
        self.phase = Phase::Rcpt;
        let rcpt = self.expect_recipient().await;
        if rcpt
            .as_ref()
            .is_err_and(|stop| !matches!(stop.why, Why::Replied(_)))
        {
            return rcpt;
        }
        self.phase = Phase::Data;
        let data = self.expect(354).await;
        let refused = mail.map(drop).and(rcpt);
        match (refused, data) {
            (Ok(()), data) => data.map(drop),
            // RFC 2920 3.1: DATA may be accepted although no recipient was; a lone dot ends it, and is refused.
            (Err(stop), Ok(_)) => {
                self.write(b".\r\n").await?;
                let reply = self.read_reply(self.deadlines.command).await?;
                if reply.is_positive() {
                    return Err(self.out_of_step("an empty message to no one was accepted"));
                }
                Err(stop)
            }
            (Err(stop), Err(data)) if matches!(data.why, Why::Replied(_)) => Err(stop),
            (Err(_), Err(data)) => Err(data),
        }
    }

    /// The content, dots stuffed, and the final dot in one write; then the reply that makes it the server's.
    pub(super) async fn content(&mut self, bytes: &[u8]) -> Result<Reply, Stop> {
        self.phase = Phase::Dot;
        let stuffed = stuff(bytes);
        let deadline = self.deadlines.content;
        self.write_within(&stuffed, deadline).await?;
        let reply = self.read_reply(deadline).await?;
        self.in_step()?;
        if reply.code == 250 {
            self.carried += 1;
            return Ok(reply);
        }
        Err(self.unexpected(reply))
    }

    pub(super) async fn reset(&mut self) -> Result<(), Stop> {
        self.command("RSET", 250).await.map(drop)
    }

    /// Says goodbye; whether it is heard does not matter.
    pub(super) async fn quit(mut self) {
        let farewell = async {
            if self.write(b"QUIT\r\n").await.is_ok() {
                drop(self.read_reply(Duration::from_secs(1)).await);
            }
        };
        drop(timeout(Duration::from_secs(2), farewell).await);
    }

    async fn hello(&mut self, name: &str) -> Result<(), Stop> {
        match self.command(&format!("EHLO {name}"), 250).await {
            Ok(reply) => {
                self.offers = offers(&reply);
                Ok(())
            }
            Err(Stop {
                why: Why::Replied(reply),
                ..
            }) if reply.code >= 500 => {
                self.offers = Offers::default();
                self.command(&format!("HELO {name}"), 250).await.map(drop)
            }
            Err(stop) => Err(stop),
        }
    }

    async fn encrypt(mut self, target: &Target) -> Result<Self, Stop> {
        self.phase = Phase::Tls;
        // Anything sent before the handshake could have been put there by someone in between.
        self.in_step()?;
        let handshake =
            TlsConnector::from(target.tls_config.clone()).connect(target.server_name.clone(), self.wire);
        match timeout(self.deadlines.connect, handshake).await {
            Err(_) => Err(Stop {
                phase: Phase::Tls,
                why: Why::TimedOut,
            }),
            Ok(Err(error)) => Err(Stop {
                phase: Phase::Tls,
                why: Why::Io(error),
            }),
            Ok(Ok(wire)) => Ok(Self {
                wire: Box::new(wire),
                ..self
            }),
        }
    }

    async fn log_in(&mut self, user: &str, password: &str) -> Result<(), Stop> {
        self.phase = Phase::Auth;
        if self.offers.plain {
            let token = BASE64_STANDARD.encode(format!("\0{user}\0{password}"));
            self.command(&format!("AUTH PLAIN {token}"), 235).await.map(drop)
        } else if self.offers.login {
            self.command("AUTH LOGIN", 334).await?;
            self.command(&BASE64_STANDARD.encode(user), 334).await?;
            self.command(&BASE64_STANDARD.encode(password), 235)
                .await
                .map(drop)
        } else {
            Err(self.ours("the server offers neither AUTH PLAIN nor AUTH LOGIN", false))
        }
    }

    async fn command(&mut self, line: &str, code: u16) -> Result<Reply, Stop> {
        self.write(format!("{line}\r\n").as_bytes()).await?;
        let reply = self.expect(code).await?;
        self.in_step()?;
        Ok(reply)
    }

    async fn expect(&mut self, code: u16) -> Result<Reply, Stop> {
        let reply = self.read_reply(self.deadlines.command).await?;
        if reply.code == code {
            Ok(reply)
        } else {
            Err(self.unexpected(reply))
        }
    }

    async fn expect_recipient(&mut self) -> Result<(), Stop> {
        let reply = self.read_reply(self.deadlines.command).await?;
        if matches!(reply.code, 250 | 251) {
            Ok(())
        } else {
            Err(self.unexpected(reply))
        }
    }

    /// A refusal is the server's answer; any other code means that we no longer understand each other.
    fn unexpected(&self, reply: Reply) -> Stop {
        if reply.code >= 400 {
            return Stop {
                phase: self.phase,
                why: Why::Replied(reply),
            };
        }
        self.out_of_step(&format!("{} where it has no place", reply.code))
    }

    fn out_of_step(&self, what: &str) -> Stop {
        Stop {
            phase: self.phase,
            why: Why::OutOfStep(what.to_owned()),
        }
    }

    fn ours(&self, what: &'static str, forever: bool) -> Stop {
        Stop {
            phase: self.phase,
            why: Why::Ours(what, forever),
        }
    }

    fn in_step(&self) -> Result<(), Stop> {
        if self.buffer.is_empty() {
            Ok(())
        } else {
            Err(self.out_of_step("more was sent than asked for"))
        }
    }

    async fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.write_within(bytes, self.deadlines.command).await
    }

    async fn write_within(&mut self, bytes: &[u8], deadline: Duration) -> Result<(), Stop> {
        let phase = self.phase;
        let writing = async {
            self.wire.write_all(bytes).await?;
            self.wire.flush().await
        };
        match timeout(deadline, writing).await {
            Err(_) => Err(Stop {
                phase,
                why: Why::TimedOut,
            }),
            Ok(Err(error)) => Err(Stop {
                phase,
                why: Why::Io(error),
            }),
            Ok(Ok(())) => Ok(()),
        }
    }

    async fn read_reply(&mut self, deadline: Duration) -> Result<Reply, Stop> {
        let phase = self.phase;
        let reading = async {
            loop {
                if let Some(reply) = take_reply(&mut self.buffer).map_err(Why::NotSmtp)? {
                    return Ok(reply);
                }
                if self.wire.read_buf(&mut self.buffer).await.map_err(Why::Io)? == 0 {
                    return Err(Why::Io(io::ErrorKind::UnexpectedEof.into()));
                }
            }
        };
        match timeout(deadline, reading).await {
            Err(_) => Err(Stop {
                phase,
                why: Why::TimedOut,
            }),
            Ok(Err(why)) => Err(Stop { phase, why }),
            Ok(Ok(reply)) => Ok(reply),
        }
    }
}

fn offers(reply: &Reply) -> Offers {
    let mut offers = Offers::default();
    for line in reply.lines.iter().skip(1) {
        let upper = line.to_ascii_uppercase();
        let mut words = upper.split_ascii_whitespace();
        match words.next() {
            Some("PIPELINING") => offers.pipelining = true,
            Some("STARTTLS") => offers.starttls = true,
            Some("SMTPUTF8") => offers.smtputf8 = true,
            Some("SIZE") => offers.size = Some(words.next().and_then(|size| size.parse().ok()).unwrap_or(0)),
            Some("AUTH") => {
                for mechanism in words {
                    offers.plain |= mechanism == "PLAIN";
                    offers.login |= mechanism == "LOGIN";
                }
            }
            _ => {}
        }
    }
    offers
}

/// Doubles the dot at the start of a line (RFC 5321 4.5.2) and appends the final one. `bytes` has CRLF line ends only.
fn stuff(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if line.starts_with(b".") {
            out.push(b'.');
        }
        out.extend_from_slice(line);
    }
    if !out.ends_with(b"\r\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b".\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_the_start_of_a_line_is_doubled() {
        assert_eq!(stuff(b".a\r\nb.\r\n..\r\n"), b"..a\r\nb.\r\n...\r\n.\r\n");
        assert_eq!(stuff(b"no end"), b"no end\r\n.\r\n");
    }
}
