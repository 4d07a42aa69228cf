//! The SMTP server keeps its promises.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{net::SocketAddr, time::Duration};

use berth_testkit::{Fault, SmtpServer, Stage, assert_eventually};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// A client as raw as can be.
struct Client(BufReader<TcpStream>);

impl Client {
    async fn connect(server: SocketAddr) -> Self {
        Self(BufReader::new(TcpStream::connect(server).await.unwrap()))
    }

    /// Connected, greeted, and the envelope said.
    async fn with_envelope(server: &SmtpServer) -> Self {
        let mut client = Self::connect(server.address()).await;
        assert!(client.hear().await.starts_with("220 "));
        assert!(client.ask("EHLO test").await.starts_with("250"));
        assert!(
            client
                .ask("MAIL FROM:<desk@example.org>")
                .await
                .starts_with("250 ")
        );
        assert!(client.ask("RCPT TO:<ada@example.org>").await.starts_with("250 "));
        client
    }

    /// The last line of a reply; empty when the server has hung up.
    async fn hear(&mut self) -> String {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).await.unwrap_or_default();
            if line.as_bytes().get(3) != Some(&b'-') {
                return line;
            }
        }
    }

    async fn say(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.unwrap();
    }

    async fn ask(&mut self, line: &str) -> String {
        self.say(&format!("{line}\r\n")).await;
        self.hear().await
    }

    async fn send(&mut self, body: &str) -> String {
        assert!(self.ask("DATA").await.starts_with("354 "));
        self.ask(&format!("{body}\r\n.")).await
    }
}

#[tokio::test]
async fn a_message_is_recorded_with_its_envelope_and_its_very_bytes() {
    let server = SmtpServer::start().await;
    let mut client = Client::with_envelope(&server).await;
    assert!(
        client
            .ask("RCPT TO:<bob@example.org> NOTIFY=NEVER")
            .await
            .starts_with("250 ")
    );
    assert!(
        client
            .send("Subject: An offer\r\n\r\n..dotted\r\nline")
            .await
            .starts_with("250 ")
    );

    let mails = server.wait_for(1).await;
    assert_eq!(mails[0].from, "desk@example.org");
    assert_eq!(mails[0].to, ["ada@example.org", "bob@example.org"]);
    assert_eq!(mails[0].bytes, b"Subject: An offer\r\n\r\n.dotted\r\nline\r\n");
    assert_eq!(mails[0].subject(), "An offer");
    assert!(client.ask("QUIT").await.starts_with("221 "));
}

#[tokio::test]
async fn a_pipelined_session_is_answered_in_order() {
    let server = SmtpServer::start().await;
    let mut client = Client::connect(server.address()).await;
    client
        .say("EHLO test\r\nMAIL FROM:<>\r\nRCPT TO:<ada@example.org>\r\nDATA\r\n")
        .await;
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(client.hear().await.chars().take(3).collect::<String>());
    }
    assert_eq!(codes, ["220", "250", "250", "250", "354"]);
    assert!(client.ask("Subject: x\r\n\r\n.").await.starts_with("250 "));
    assert_eq!(server.messages()[0].from, "");
}

#[tokio::test]
async fn a_reply_by_plan_is_given_to_its_recipient_only_and_as_often_as_told() {
    let server = SmtpServer::start().await;
    server.inject(Fault::reply(Stage::Rcpt, 450, "4.2.1 Try later").to("bob@example.org"));
    let mut client = Client::with_envelope(&server).await;
    assert_eq!(
        client.ask("RCPT TO:<bob@example.org>").await,
        "450 4.2.1 Try later\r\n"
    );
    assert!(client.send("Subject: x\r\n").await.starts_with("250 "));
    assert_eq!(server.messages()[0].to, ["ada@example.org"]);
    assert!(
        client
            .ask("MAIL FROM:<desk@example.org>")
            .await
            .starts_with("250 ")
    );
    assert!(client.ask("RCPT TO:<bob@example.org>").await.starts_with("250 "));
}

#[tokio::test]
async fn a_refused_message_is_not_among_the_accepted() {
    let server = SmtpServer::start().await;
    server.inject(Fault::reply(Stage::Accept, 554, "5.7.1 No"));
    let mut client = Client::with_envelope(&server).await;
    assert!(client.send("Subject: x\r\n").await.starts_with("554 "));
    assert_eq!(
        (
            server.messages().len(),
            server.refused().len(),
            server.unacknowledged().len()
        ),
        (0, 1, 0)
    );
}

#[tokio::test]
async fn a_connection_dropped_before_the_250_leaves_the_message_unacknowledged() {
    let server = SmtpServer::start().await;
    server.inject(Fault::drop_before(Stage::Accept));
    let mut client = Client::with_envelope(&server).await;
    assert_eq!(client.send("Subject: x\r\n").await, "");
    assert_eq!(
        (
            server.messages().len(),
            server.refused().len(),
            server.unacknowledged().len()
        ),
        (0, 0, 1)
    );
}

#[tokio::test]
async fn a_connection_dropped_after_the_250_keeps_the_message_accepted() {
    let server = SmtpServer::start().await;
    server.inject(Fault::drop_after(Stage::Accept));
    let mut client = Client::with_envelope(&server).await;
    assert!(client.send("Subject: x\r\n").await.starts_with("250 "));
    assert_eq!(client.hear().await, "");
    assert_eq!((server.messages().len(), server.unacknowledged().len()), (1, 0));
}

#[tokio::test]
async fn a_client_that_gives_up_on_a_stalled_server_leaves_the_message_unacknowledged() {
    let server = SmtpServer::start().await;
    server.inject(Fault::stall(Stage::Accept, Duration::from_secs(3600)));
    let mut client = Client::with_envelope(&server).await;
    assert!(client.ask("DATA").await.starts_with("354 "));
    client.say("Subject: x\r\n\r\n.\r\n").await;
    drop(client);
    assert_eventually(Duration::from_secs(5), "the message is listed", async || {
        server.unacknowledged().len() == 1
    })
    .await;
    assert!(server.messages().is_empty());
    assert_eventually(Duration::from_secs(5), "the connection is closed", async || {
        server.connections() == (1, 0)
    })
    .await;
}

#[tokio::test]
async fn a_message_cut_off_in_the_middle_is_nowhere() {
    let server = SmtpServer::start().await;
    let mut client = Client::with_envelope(&server).await;
    assert!(client.ask("DATA").await.starts_with("354 "));
    client.say("Subject: x\r\n\r\nhalf a li").await;
    drop(client);
    assert_eventually(Duration::from_secs(5), "the connection is closed", async || {
        server.connections() == (1, 0)
    })
    .await;
    assert_eq!(
        (
            server.messages().len(),
            server.refused().len(),
            server.unacknowledged().len()
        ),
        (0, 0, 0)
    );
}

#[tokio::test]
async fn a_slow_banner_comes_late_but_comes() {
    let server = SmtpServer::start().await;
    server.inject(Fault::slow_banner(Duration::from_millis(150)));
    let start = std::time::Instant::now();
    assert!(
        Client::connect(server.address())
            .await
            .hear()
            .await
            .starts_with("220 ")
    );
    assert!(start.elapsed() >= Duration::from_millis(150));
}

#[tokio::test]
async fn a_fingerprint_shows_whether_copies_are_alike() {
    let server = SmtpServer::start().await;
    server.keep_fingerprints();
    for body in [
        "Subject: x\r\n\r\none",
        "Subject: x\r\n\r\none",
        "Subject: x\r\n\r\ntwo",
    ] {
        let mut client = Client::with_envelope(&server).await;
        assert!(client.send(body).await.starts_with("250 "));
    }
    let kept: Vec<_> = server.messages().into_iter().map(|mail| mail.bytes).collect();
    let [first, second, third] = kept.as_slice() else {
        unreachable!()
    };
    assert_eq!((first, first == third), (second, false));
    assert_eq!(*first, server.as_kept(b"Subject: x\r\n\r\none\r\n".to_vec()));
}

#[tokio::test]
async fn encryption_is_offered_only_to_be_broken() {
    let server = SmtpServer::start().await;
    let hello = async || {
        let mut client = Client::connect(server.address()).await;
        client.hear().await;
        let offers = client.ask("EHLO test").await;
        (client, offers)
    };
    let (mut client, offers) = hello().await;
    assert!(!offers.contains("STARTTLS"), "{offers}");
    assert!(client.ask("STARTTLS").await.starts_with("500 "));
    server.inject(Fault::broken_tls());
    let (mut client, offers) = hello().await;
    assert!(offers.contains("STARTTLS"), "{offers}");
    assert!(client.ask("STARTTLS").await.starts_with("220 "));
    assert!(client.hear().await.starts_with("500 "), "no handshake");
}

#[tokio::test]
async fn a_server_with_a_login_takes_mail_from_its_user_only() {
    let server = SmtpServer::start_with_login("desk", "secret").await;
    let mut client = Client::connect(server.address()).await;
    client.hear().await;
    assert!(client.ask("EHLO test").await.starts_with("250"));
    assert!(
        client
            .ask("MAIL FROM:<desk@example.org>")
            .await
            .starts_with("530 ")
    );
    assert!(
        client
            .ask("AUTH PLAIN AGRlc2sAd3Jvbmc=")
            .await
            .starts_with("535 ")
    );
    assert!(
        client
            .ask("AUTH PLAIN AGRlc2sAc2VjcmV0")
            .await
            .starts_with("235 ")
    );
    assert!(
        client
            .ask("MAIL FROM:<desk@example.org>")
            .await
            .starts_with("250 ")
    );

    let mut other = Client::connect(server.address()).await;
    other.hear().await;
    assert!(other.ask("AUTH LOGIN").await.starts_with("334 "));
    assert!(other.ask("ZGVzaw==").await.starts_with("334 "));
    assert!(other.ask("c2VjcmV0").await.starts_with("235 "));
}

#[tokio::test]
async fn a_careless_client_is_told() {
    let server = SmtpServer::start().await;
    let mut client = Client::connect(server.address()).await;
    client.hear().await;
    for (line, code) in [
        ("MAIL FROM:<a@example.org>", "503"),
        ("EHLO test", "250"),
        ("RCPT TO:<a@example.org>", "503"),
        ("DATA", "503"),
        ("MAIL FROM:a@example.org", "501"),
        ("MAIL FROM:<jürg@example.org>", "553"),
        ("MAIL FROM:<a@example.org> SIZE=99999999", "552"),
        ("MAIL FROM:<jürg@example.org> SMTPUTF8", "250"),
        ("RCPT TO:<nobody>", "501"),
        ("TURN", "500"),
    ] {
        let answer = client.ask(line).await;
        assert!(answer.starts_with(code), "{line} was answered with {answer}");
    }
    let mut client = Client::with_envelope(&server).await;
    assert!(
        client
            .send("Subject: x\r\n\r\nbare\nfeed")
            .await
            .starts_with("550 ")
    );
    assert!(server.messages().is_empty());
}
