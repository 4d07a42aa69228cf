//! The transport alone: each fault gets the verdict that is true of it.

use std::path::Path;
use std::time::Duration;

use berth_domain::address::WireAddress;
use berth_testkit::{Fault, SmtpServer, Stage};
use berth_transport::smtp::{Deadlines, SmtpTransport};
use berth_transport::{Attempted, Parcel, Providers, Transport, Verdict};

const BYTES: &[u8] = b"Subject: hello\r\n\r\n.a line with a dot\r\n..\r\nend\r\n";

fn transport(url: &str) -> Transport {
    let quick = Deadlines {
        connect: Duration::from_secs(2),
        command: Duration::from_millis(400),
        content: Duration::from_millis(400),
    };
    Transport::Smtp(Providers::from(vec![
        SmtpTransport::from_url(url, "localhost")
            .unwrap()
            .with_deadlines(quick),
    ]))
}

async fn deliver(transport: &Transport, to: &str) -> Attempted {
    let (from, to) = (
        WireAddress::parse("berth@example.org").unwrap(),
        WireAddress::parse(to).unwrap(),
    );
    let parcel = Parcel {
        message_id: "x@example.org",
        from: &from,
        to: &to,
        bytes: BYTES,
    };
    transport.deliver(&parcel, async { true }).await
}

#[tokio::test]
async fn many_messages_share_one_connection_and_arrive_unchanged() {
    let server = SmtpServer::start().await;
    let transport = transport(&server.url());
    for n in 0..30 {
        assert_eq!(
            deliver(&transport, &format!("a{n}@example.org")).await.verdict,
            Verdict::Accepted
        );
    }
    assert_eq!(server.connections().0, 1);
    assert!(server.messages().iter().all(|mail| mail.bytes == BYTES));
    transport.close().await;
}

#[tokio::test]
async fn each_fault_gets_its_verdict() {
    let stall = Duration::from_secs(30);
    let table = [
        (Fault::reply(Stage::Banner, 554, "no"), Verdict::Later, "greeting"),
        (Fault::stall(Stage::Banner, stall), Verdict::Later, "greeting"),
        (
            Fault::reply(Stage::Hello, 421, "busy"),
            Verdict::Later,
            "greeting",
        ),
        (
            Fault::reply(Stage::Mail, 550, "who are you"),
            Verdict::Later,
            "mail",
        ),
        (
            Fault::reply(Stage::Rcpt, 450, "greylisted"),
            Verdict::Later,
            "rcpt",
        ),
        (
            Fault::reply(Stage::Rcpt, 550, "unknown"),
            Verdict::Refused,
            "rcpt",
        ),
        (Fault::reply(Stage::Data, 451, "later"), Verdict::Later, "data"),
        (Fault::drop_before(Stage::Rcpt), Verdict::Later, "rcpt"),
        (Fault::reply(Stage::Accept, 452, "full"), Verdict::Later, "dot"),
        (Fault::reply(Stage::Accept, 554, "spam"), Verdict::Refused, "dot"),
        (Fault::drop_before(Stage::Accept), Verdict::Unknown, "dot"),
        (Fault::stall(Stage::Accept, stall), Verdict::Unknown, "dot"),
    ];
    for (fault, verdict, phase) in table {
        let server = SmtpServer::start().await;
        let transport = transport(&server.url());
        server.inject(fault.clone());
        let attempted = deliver(&transport, "a@example.org").await;
        assert_eq!(
            (attempted.verdict, attempted.phase.as_str()),
            (verdict, phase),
            "{fault:?}: {attempted:?}"
        );
        // Whatever happened, the next message meets a connection that is in step.
        server.heal();
        let next = deliver(&transport, "b@example.org").await;
        assert_eq!(next.verdict, Verdict::Accepted, "{fault:?}: {next:?}");
        assert_eq!(server.messages().last().unwrap().to, ["b@example.org"]);
    }
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_is_told_from_other_refusals() {
    let server = SmtpServer::start().await;
    let transport = transport(&server.url());
    for (code, text, no_mailbox) in [
        (550, "5.1.1 Nobody of that name\n5.1.1 Ask at the door", true),
        (550, "5.7.1 Not from here", false),
        (450, "4.1.1 Not sure", false),
    ] {
        server.inject(Fault::reply(Stage::Rcpt, code, text));
        let attempted = deliver(&transport, "a@example.org").await;
        assert_eq!(attempted.says_no_such_mailbox(), no_mailbox, "{attempted:?}");
    }
}

#[tokio::test]
async fn an_address_beyond_ascii_arrives_where_smtputf8_is_offered() {
    let server = SmtpServer::start().await;
    let transport = transport(&server.url());
    // With PIPELINING, and on a second connection without.
    for hello in [
        "berth-testkit\nPIPELINING\n8BITMIME\nSMTPUTF8",
        "berth-testkit\nsmtputf8",
    ] {
        server.inject(Fault::reply(Stage::Hello, 250, hello));
        for to in ["jānis@žiedas.example", "janis@example.org"] {
            let attempted = deliver(&transport, to).await;
            assert_eq!(attempted.verdict, Verdict::Accepted, "{hello}: {attempted:?}");
        }
        let arrived = server.messages();
        let asked: Vec<_> = arrived
            .iter()
            .map(|mail| (mail.to[0].as_str(), mail.smtputf8))
            .collect();
        assert_eq!(
            asked,
            [
                ("jānis@xn--iedas-tib.example", true),
                ("janis@example.org", false)
            ],
            "{hello}"
        );
        assert!(arrived.iter().all(|mail| mail.bytes == BYTES));
        server.forget();
        transport.close().await;
    }
}

#[tokio::test]
async fn an_address_beyond_ascii_is_refused_where_smtputf8_is_not_offered() {
    let server = SmtpServer::start().await;
    let transport = transport(&server.url());
    server.inject(Fault::reply(
        Stage::Hello,
        250,
        "berth-testkit\nPIPELINING\n8BITMIME",
    ));
    for to in ["jānis@example.org", "ի@example.org"] {
        let attempted = deliver(&transport, to).await;
        assert_eq!(
            (attempted.verdict, attempted.phase.as_str(), attempted.code),
            (Verdict::Refused, "mail", None),
            "{attempted:?}"
        );
        assert!(attempted.reply.contains("SMTPUTF8"), "{attempted:?}");
        assert!(!attempted.says_no_such_mailbox());
    }
    // The connection is in step, and the next message goes over it.
    assert_eq!(
        deliver(&transport, "janis@example.org").await.verdict,
        Verdict::Accepted
    );
    assert_eq!(server.connections().0, 1);
    let to: Vec<_> = server.messages().into_iter().flat_map(|mail| mail.to).collect();
    assert_eq!(to, ["janis@example.org"]);
    assert!(server.refused().is_empty() && server.unacknowledged().is_empty());
}

#[tokio::test]
async fn a_connection_closed_while_idle_costs_nothing() {
    let server = SmtpServer::start().await;
    let transport = transport(&server.url());
    // The server takes the message and hangs up afterwards.
    server.inject(Fault::drop_after(Stage::Accept));
    let first = deliver(&transport, "a@example.org").await;
    assert!(
        matches!(first.verdict, Verdict::Accepted | Verdict::Unknown),
        "{first:?}"
    );
    assert_eq!(
        deliver(&transport, "b@example.org").await.verdict,
        Verdict::Accepted
    );
}

#[tokio::test]
async fn a_dropped_attempt_takes_its_connection_with_it() {
    let server = SmtpServer::start().await;
    let transport = transport(&server.url());
    assert_eq!(
        deliver(&transport, "a@example.org").await.verdict,
        Verdict::Accepted
    );
    server.inject(Fault::stall(Stage::Rcpt, Duration::from_secs(30)));
    let dropped =
        tokio::time::timeout(Duration::from_millis(100), deliver(&transport, "b@example.org")).await;
    assert!(dropped.is_err());
    server.heal();
    assert_eq!(
        deliver(&transport, "c@example.org").await.verdict,
        Verdict::Accepted
    );
    let to: Vec<_> = server.messages().into_iter().flat_map(|mail| mail.to).collect();
    assert_eq!(to, ["a@example.org", "c@example.org"]);
}

#[tokio::test]
async fn consent_withheld_before_the_dot_hands_nothing_over() {
    let server = SmtpServer::start().await;
    let transport = transport(&server.url());
    let address = WireAddress::parse("a@example.org").unwrap();
    let parcel = Parcel {
        message_id: "x",
        from: &address,
        to: &address,
        bytes: BYTES,
    };
    let attempted = transport.deliver(&parcel, async { false }).await;
    assert_eq!(attempted.verdict, Verdict::Withheld);
    assert_eq!(
        deliver(&transport, "b@example.org").await.verdict,
        Verdict::Accepted
    );
    assert_eq!(server.messages().len(), 1);
}

#[tokio::test]
async fn the_login_is_used_and_a_wrong_one_waits_for_the_operator() {
    let server = SmtpServer::start_with_login("ops", "s3cret").await;
    assert_eq!(
        deliver(&transport(&server.url()), "a@example.org").await.verdict,
        Verdict::Accepted
    );
    assert_eq!(server.messages().first().unwrap().user.as_deref(), Some("ops"));
    let wrong = server.url().replace("s3cret", "wrong");
    let attempted = deliver(&transport(&wrong), "a@example.org").await;
    assert_eq!(
        (attempted.verdict, attempted.phase.as_str()),
        (Verdict::Later, "auth")
    );
    let required = server.url().replace("tls=none", "tls=required");
    let attempted = deliver(&transport(&required), "a@example.org").await;
    assert_eq!(
        (attempted.verdict, attempted.phase.as_str()),
        (Verdict::Later, "tls")
    );
    server.inject(Fault::broken_tls());
    let attempted = deliver(&transport(&required), "a@example.org").await;
    assert_eq!(
        (attempted.verdict, attempted.phase.as_str()),
        (Verdict::Later, "tls"),
        "the handshake breaks"
    );
}

#[tokio::test]
async fn nobody_listening_is_an_outage_and_not_a_refusal() {
    let server = SmtpServer::start().await;
    let url = server.url();
    drop(server);
    let attempted = deliver(&transport(&url), "a@example.org").await;
    assert_eq!(
        (attempted.verdict, attempted.phase.as_str()),
        (Verdict::Later, "connect")
    );
    assert!(Transport::from_url("capture:", Path::new("/tmp"), "x").is_ok());
}
