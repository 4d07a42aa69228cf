//! The door for reports over LMTP (RFC 2033): the mail server that takes mail for our sender's address hands over here
//! what comes back.
//!
//! What is no report about a mail of ours is taken and dropped: refusing it would make the mail server write to whoever
//! sent it, and that is how loops begin. When the ledger can't be written, the mail server is asked to come again.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use berth_runtime::{SharedClock, Shutdown};
use berth_store::Store;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{LARGEST_REPORT, Recorded};
use crate::ledger::chain;

/// Conversations at a time; a mail server keeps few.
const AT_A_TIME: usize = 16;
/// How long to wait for a line.
const PATIENCE: Duration = Duration::from_secs(60);
/// RFC 5321, 4.5.3.1.4, with room for extensions.
const LONGEST_COMMAND: u64 = 2_048;
const RECIPIENTS: usize = 100;
/// After so many commands we did not understand we hang up.
const NONSENSE: u32 = 10;

/// Takes reports until a stop is asked for; what is being said then is heard to its end.
///
/// # Errors
/// When the listener fails for good.
pub async fn serve(
    listener: TcpListener,
    store: Store,
    clock: SharedClock,
    shutdown: Shutdown,
) -> io::Result<()> {
    let seats = Arc::new(Semaphore::new(AT_A_TIME));
    let mut conversations = JoinSet::new();
    let soft = shutdown.soft();
    let next = async || {
        let seat = Arc::clone(&seats)
            .acquire_owned()
            .await
            .map_err(io::Error::other)?;
        let (stream, _) = listener.accept().await?;
        io::Result::Ok((seat, stream))
    };
    loop {
        let accepted = tokio::select! {
            biased;
            () = soft.cancelled() => break,
            Some(_) = conversations.join_next() => continue,
            accepted = next() => accepted,
        };
        let (seat, stream) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, or the peer is gone already: neither is for ever.
                tracing::warn!(%error, "a delivery of reports can't be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (store, clock, shutdown) = (store.clone(), Arc::clone(&clock), shutdown.clone());
        conversations.spawn(async move {
            let mut conversation = Conversation {
                stream: BufReader::new(stream),
                store,
                clock,
                greeted: false,
                sender: false,
                recipients: 0,
                nonsense: 0,
            };
            if let Err(error) = conversation.hold(&shutdown).await {
                tracing::debug!(%error, "a delivery of reports broke off");
            }
            drop(seat);
        });
    }
    while conversations.join_next().await.is_some() {}
    Ok(())
}

struct Conversation {
    stream: BufReader<TcpStream>,
    store: Store,
    clock: SharedClock,
    greeted: bool,
    sender: bool,
    recipients: usize,
    nonsense: u32,
}

/// What came instead of the content's end.
enum Content {
    Whole(Vec<u8>),
    TooLarge,
}

impl Conversation {
    async fn hold(&mut self, shutdown: &Shutdown) -> io::Result<()> {
        self.say("220 berth LMTP").await?;
        let soft = shutdown.soft();
        loop {
            let line = tokio::select! {
                biased;
                () = soft.cancelled() => return self.say("421 4.3.2 stopping").await,
                line = self.command() => line?,
            };
            let Some(line) = line else { return Ok(()) };
            let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
            match verb.to_ascii_uppercase().as_str() {
                "LHLO" => {
                    self.reset();
                    self.greeted = true;
                    let offers = format!(
                        "250-berth\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250-8BITMIME\r\n\
                         250-SMTPUTF8\r\n250 SIZE {LARGEST_REPORT}"
                    );
                    self.say(&offers).await?;
                }
                "MAIL" => self.mail(rest).await?,
                "RCPT" => self.recipient(rest).await?,
                "DATA" if self.recipients > 0 => self.data().await?,
                "DATA" => self.say("503 5.5.1 RCPT first").await?,
                "RSET" => {
                    self.reset();
                    self.say("250 2.0.0 forgotten").await?;
                }
                "NOOP" => self.say("250 2.0.0 still here").await?,
                "VRFY" => self.say("252 2.1.5 try and see").await?,
                "QUIT" => return self.say("221 2.0.0 bye").await,
                _ if self.nonsense >= NONSENSE => return self.say("421 4.7.0 enough").await,
                _ => {
                    self.nonsense += 1;
                    self.say("500 5.5.1 this is LMTP (RFC 2033): LHLO first").await?;
                }
            }
        }
    }

    async fn mail(&mut self, rest: &str) -> io::Result<()> {
        if !self.greeted || self.sender {
            return self.say("503 5.5.1 LHLO first, and one sender at a time").await;
        }
        if !path_follows(rest, "FROM:") {
            return self.say("501 5.5.4 MAIL FROM:<address>").await;
        }
        self.sender = true;
        self.say("250 2.1.0 fine").await
    }

    async fn recipient(&mut self, rest: &str) -> io::Result<()> {
        if !self.sender {
            return self.say("503 5.5.1 MAIL first").await;
        }
        if !path_follows(rest, "TO:") {
            return self.say("501 5.5.4 RCPT TO:<address>").await;
        }
        if self.recipients >= RECIPIENTS {
            return self.say("452 4.5.3 too many recipients").await;
        }
        self.recipients += 1;
        self.say("250 2.1.5 fine").await
    }

    async fn data(&mut self) -> io::Result<()> {
        self.say("354 go on, end with a dot").await?;
        let answer = match self.content().await? {
            Content::TooLarge => {
                // The rest of it would be taken for commands.
                self.say("552 5.3.4 too large").await?;
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            Content::Whole(bytes) => self.file(&bytes).await,
        };
        // LMTP: an answer for each recipient.
        let answers = vec![answer; self.recipients].join("\r\n");
        self.reset();
        self.say(&answers).await
    }

    async fn file(&self, bytes: &[u8]) -> &'static str {
        let Some(report) = super::read(bytes) else {
            return "250 2.0.0 no report about a mail of ours: dropped";
        };
        match super::record(&self.store, &report, self.clock.now()).await {
            Ok(Recorded::NotOurs) => "250 2.0.0 no report about a mail of ours: dropped",
            Ok(_) => "250 2.0.0 filed",
            Err(error) => {
                tracing::warn!(
                    error = chain(&error),
                    "a report can't be filed; it will come again"
                );
                "451 4.3.0 the ledger can't be written now"
            }
        }
    }

    fn reset(&mut self) {
        self.sender = false;
        self.recipients = 0;
    }

    /// The next command without its line end; none when the other side hung up.
    async fn command(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        let mut most = (&mut self.stream).take(LONGEST_COMMAND);
        timeout(PATIENCE, most.read_until(b'\n', &mut line)).await??;
        match line.strip_suffix(b"\n") {
            Some(text) => {
                let text = text.strip_suffix(b"\r").unwrap_or(text);
                Ok(Some(String::from_utf8_lossy(text).into_owned()))
            }
            None if line.is_empty() => Ok(None),
            None => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    /// The content up to the lone dot, with the dots that were doubled made single (RFC 5321, 4.5.2).
    async fn content(&mut self) -> io::Result<Content> {
        let mut content = Vec::new();
        loop {
            let begun = content.len();
            let room = u64::try_from(LARGEST_REPORT.saturating_sub(begun)).unwrap_or_default() + 3;
            let mut most = (&mut self.stream).take(room);
            timeout(PATIENCE, most.read_until(b'\n', &mut content)).await??;
            let line = content.get(begun..).unwrap_or_default();
            match line {
                b".\r\n" | b".\n" => {
                    content.truncate(begun);
                    return Ok(Content::Whole(content));
                }
                line if !line.ends_with(b"\n") && content.len() <= LARGEST_REPORT => {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                _ if content.len() > LARGEST_REPORT => return Ok(Content::TooLarge),
                [b'.', ..] => drop(content.remove(begun)),
                _ => {}
            }
        }
    }

    async fn say(&mut self, text: &str) -> io::Result<()> {
        let writing = async {
            self.stream.write_all(format!("{text}\r\n").as_bytes()).await?;
            self.stream.flush().await
        };
        timeout(PATIENCE, writing).await?
    }
}

/// Whether `rest` is the keyword and an address in angle brackets, which may be the empty one of a report.
fn path_follows(rest: &str, keyword: &str) -> bool {
    let path = rest
        .get(..keyword.len())
        .filter(|found| found.eq_ignore_ascii_case(keyword))
        .and_then(|_| rest.get(keyword.len()..));
    path.is_some_and(|path| path.trim_start().starts_with('<') && path.contains('>'))
}
