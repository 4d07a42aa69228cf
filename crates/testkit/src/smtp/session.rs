//! One SMTP session (RFC 5321), strict about order, addresses and line ends, so that a careless client shows.

use std::{
    io,
    ops::ControlFlow,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::sleep,
};

use super::{
    ReceivedMessage, Shared,
    fault::{Act, Stage},
    wire::{Body, MAX_SIZE, address, decode, line, message},
};

/// `Break` ends the session.
type Flow = io::Result<ControlFlow<()>>;
const ON: Flow = Ok(ControlFlow::Continue(()));
const OVER: Flow = Ok(ControlFlow::Break(()));

struct Session {
    stream: BufReader<TcpStream>,
    shared: Arc<Shared>,
    connection: u64,
    greeted: bool,
    user: Option<String>,
    from: Option<String>,
    utf8: bool,
    to: Vec<String>,
}

pub(super) async fn run(stream: TcpStream, shared: Arc<Shared>) {
    let connection = {
        let mut record = shared.record();
        record.connections += 1;
        record.open += 1;
        record.connections
    };
    let _open = Open(Arc::clone(&shared));
    let _ = stream.set_nodelay(true);
    let mut session = Session {
        stream: BufReader::new(stream),
        shared,
        connection,
        greeted: false,
        user: None,
        from: None,
        utf8: false,
        to: Vec::new(),
    };
    // The client hanging up is no news to a test.
    let _ = session.converse().await;
}

/// Counts the connection as open until it isn't.
struct Open(Arc<Shared>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.record().open -= 1;
    }
}

impl Session {
    async fn converse(&mut self) -> io::Result<()> {
        let mut flow = self.answer(Stage::Banner, 220, "berth-testkit ESMTP").await?;
        while flow.is_continue() {
            let Some(line) = line(&mut self.stream).await? else {
                break;
            };
            flow = self.command(&line).await?;
        }
        Ok(())
    }

    async fn command(&mut self, line: &str) -> Flow {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" => self.hello(true).await,
            "HELO" => self.hello(false).await,
            "STARTTLS" if self.shared.plan.waits_for(Stage::StartTls) => {
                self.answer(Stage::StartTls, 220, "2.0.0 Go ahead").await
            }
            "AUTH" => self.login(rest).await,
            "MAIL" => self.mail(rest).await,
            "RCPT" => self.rcpt(rest).await,
            "DATA" => self.data().await,
            "RSET" => {
                self.reset();
                self.say(250, "2.0.0 Forgotten").await
            }
            "NOOP" => self.say(250, "2.0.0 Still here").await,
            "VRFY" => self.say(252, "2.1.5 Try and see").await,
            "QUIT" => self.answer(Stage::Quit, 221, "2.0.0 Bye").await.and(OVER),
            _ => self.say(500, "5.5.1 Unknown command").await,
        }
    }

    async fn hello(&mut self, extended: bool) -> Flow {
        self.reset();
        self.greeted = true;
        if !extended {
            return self.answer(Stage::Hello, 250, "berth-testkit").await;
        }
        let size = format!("SIZE {MAX_SIZE}");
        let mut lines = vec![
            "berth-testkit",
            "PIPELINING",
            "8BITMIME",
            "SMTPUTF8",
            "ENHANCEDSTATUSCODES",
            size.as_str(),
        ];
        if self.shared.plan.waits_for(Stage::StartTls) {
            lines.push("STARTTLS");
        }
        if self.shared.login.is_some() {
            lines.push("AUTH PLAIN LOGIN");
        }
        self.answer(Stage::Hello, 250, &lines.join("\n")).await
    }

    async fn login(&mut self, rest: &str) -> Flow {
        let Some(expected) = self.shared.login.clone() else {
            return self.say(503, "5.5.1 No login here").await;
        };
        let (method, initial) = rest.split_once(' ').unwrap_or((rest, ""));
        let given = match method.to_ascii_uppercase().as_str() {
            "PLAIN" => {
                let text = if initial.is_empty() {
                    self.ask("").await?
                } else {
                    initial.to_owned()
                };
                let text = decode(&text);
                let mut parts = text.split('\0').skip(1).map(str::to_owned);
                (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
            }
            "LOGIN" => {
                let user = if initial.is_empty() {
                    self.ask("VXNlcm5hbWU6").await?
                } else {
                    initial.to_owned()
                };
                (decode(&user), decode(&self.ask("UGFzc3dvcmQ6").await?))
            }
            _ => return self.say(504, "5.5.4 PLAIN or LOGIN").await,
        };
        if given != expected {
            return self.say(535, "5.7.8 Wrong user or password").await;
        }
        self.user = Some(given.0);
        self.answer(Stage::Login, 235, "2.7.0 Welcome").await
    }

    async fn mail(&mut self, rest: &str) -> Flow {
        if !self.greeted {
            return self.say(503, "5.5.1 EHLO first").await;
        }
        if self.shared.login.is_some() && self.user.is_none() {
            return self.say(530, "5.7.0 Log in first").await;
        }
        if self.from.is_some() {
            return self.say(503, "5.5.1 One sender at a time").await;
        }
        let Some((from, parameters)) = address(rest, "FROM:") else {
            return self.say(501, "5.5.4 MAIL FROM:<address>").await;
        };
        let parameters = parameters.to_ascii_uppercase();
        let size = parameters
            .split(' ')
            .find_map(|p| p.strip_prefix("SIZE=")?.parse::<usize>().ok());
        if size.is_some_and(|size| size > MAX_SIZE) {
            return self.say(552, "5.3.4 Too large").await;
        }
        self.utf8 = parameters.split(' ').any(|p| p == "SMTPUTF8");
        if !from.is_ascii() && !self.utf8 {
            return self.say(553, "5.6.7 Needs SMTPUTF8").await;
        }
        self.from = Some(from);
        self.answer(Stage::Mail, 250, "2.1.0 Sender fine").await
    }

    async fn rcpt(&mut self, rest: &str) -> Flow {
        if self.from.is_none() {
            return self.say(503, "5.5.1 MAIL first").await;
        }
        let Some((to, _)) = address(rest, "TO:").filter(|(to, _)| !to.is_empty()) else {
            return self.say(501, "5.5.4 RCPT TO:<address>").await;
        };
        if !to.is_ascii() && !self.utf8 {
            return self.say(553, "5.6.7 Needs SMTPUTF8").await;
        }
        self.to.push(to);
        self.answer(Stage::Rcpt, 250, "2.1.5 Recipient fine").await
    }

    async fn data(&mut self) -> Flow {
        if self.from.is_none() || self.to.is_empty() {
            return self.say(503, "5.5.1 MAIL and RCPT first").await;
        }
        if self
            .answer(Stage::Data, 354, "Go on, end with a dot")
            .await?
            .is_break()
        {
            return OVER;
        }
        if self.from.is_none() {
            // A fault has refused, and with it ended the transaction.
            return ON;
        }
        match message(&mut self.stream).await? {
            Body::Whole(bytes) => self.accept(bytes).await,
            Body::TooLarge => {
                self.reset();
                self.say(552, "5.3.4 Too large").await
            }
            Body::BareLineFeed => {
                self.reset();
                self.say(550, "5.6.11 A line feed without its carriage return")
                    .await
            }
        }
    }

    /// The message is here in full; what the client gets to hear of it is another matter.
    async fn accept(&mut self, bytes: Vec<u8>) -> Flow {
        let message = ReceivedMessage {
            from: self.from.clone().unwrap_or_default(),
            to: self.to.clone(),
            smtputf8: self.utf8,
            bytes: self.shared.as_kept(bytes),
            received_at: Instant::now(),
            user: self.user.clone(),
            connection: self.connection,
        };
        let act = self.shared.plan.take(Stage::Accept, &self.to);
        self.reset();
        match &act {
            Some(Act::Reply(code, text)) if *code >= 300 => {
                self.shared.record().refused.push(message);
                let told = self.say(*code, text).await;
                return if *code == 421 { told.and(OVER) } else { told };
            }
            Some(Act::DropBefore) => {
                self.shared.record().unacknowledged.push(message);
                return OVER;
            }
            Some(Act::Stall(duration)) if self.hangs_up_within(*duration).await => {
                self.shared.record().unacknowledged.push(message);
                return OVER;
            }
            _ => {}
        }
        // Recorded first: once the client sees the 250, so does the test.
        self.shared.record().accepted.push(message.clone());
        let told = self.say(250, "2.0.0 Taken").await;
        if told.is_err() {
            let mut record = self.shared.record();
            let same = |m: &ReceivedMessage| {
                m.connection == message.connection && m.received_at == message.received_at
            };
            record.accepted.retain(|m| !same(m));
            record.unacknowledged.push(message);
        }
        if matches!(act, Some(Act::DropAfter)) {
            OVER
        } else {
            told
        }
    }

    fn reset(&mut self) {
        self.from = None;
        self.to.clear();
        self.utf8 = false;
    }

    /// The normal answer of a stage, unless the plan has something else for it.
    async fn answer(&mut self, stage: Stage, code: u16, text: &str) -> Flow {
        let about = match (stage, self.to.last()) {
            (Stage::Rcpt, Some(latest)) => std::slice::from_ref(latest),
            _ => &self.to,
        };
        match self.shared.plan.take(stage, about) {
            None => self.say(code, text).await,
            Some(Act::DropBefore) => OVER,
            Some(Act::DropAfter) => self.say(code, text).await.and(OVER),
            Some(Act::Garble) => {
                let _ = self.say(code, text).await?;
                self.say(500, "5.5.1 This is no handshake").await.and(OVER)
            }
            Some(Act::Stall(duration)) => {
                if self.hangs_up_within(duration).await {
                    return OVER;
                }
                self.say(code, text).await
            }
            Some(Act::Reply(code, text)) => {
                if code >= 400 {
                    self.refuse(stage);
                }
                let told = self.say(code, &text).await;
                // A server that greets with 4xx/5xx, or says 421 anywhere, hangs up.
                if stage == Stage::Banner || code == 421 {
                    told.and(OVER)
                } else {
                    told
                }
            }
        }
    }

    /// Undoes what the refused command had set.
    fn refuse(&mut self, stage: Stage) {
        match stage {
            Stage::Rcpt => drop(self.to.pop()),
            Stage::Mail | Stage::Data => self.reset(),
            Stage::Login => self.user = None,
            Stage::Hello => self.greeted = false,
            Stage::Banner | Stage::StartTls | Stage::Accept | Stage::Quit => {}
        }
    }

    /// Writes a reply; each line of `text` becomes one of its lines.
    async fn say(&mut self, code: u16, text: &str) -> Flow {
        let mut lines = text.lines().peekable();
        let mut reply = String::new();
        while let Some(line) = lines.next() {
            let mark = if lines.peek().is_some() { '-' } else { ' ' };
            reply.push_str(&format!("{code}{mark}{line}\r\n"));
        }
        self.stream.write_all(reply.as_bytes()).await?;
        self.stream.flush().await?;
        ON
    }

    async fn ask(&mut self, challenge: &str) -> io::Result<String> {
        self.stream
            .write_all(format!("334 {challenge}\r\n").as_bytes())
            .await?;
        Ok(line(&mut self.stream).await?.unwrap_or_default())
    }

    /// Waits, and tells whether the client went away meanwhile. (What it pipelines stays in the buffer.)
    async fn hangs_up_within(&mut self, duration: Duration) -> bool {
        tokio::select! {
            () = sleep(duration) => false,
            gone = async {
                match self.stream.fill_buf().await {
                    Ok(bytes) if !bytes.is_empty() => std::future::pending().await,
                    _ => true,
                }
            } => gone,
        }
    }
}
