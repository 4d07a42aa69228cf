//! Several providers: the next takes over when one has trouble, and nothing doubtful changes hands.

use std::time::Duration;

use berth_domain::address::WireAddress;
use berth_testkit::{Fault, SmtpServer, Stage};
use berth_transport::smtp::{Deadlines, SmtpTransport};
use berth_transport::{Attempted, Parcel, Providers, Transport, Verdict};

/// The first by name, the second by number, so that results tell them apart.
fn transport(first: &SmtpServer, second: &SmtpServer) -> Transport {
    let quick = Deadlines {
        connect: Duration::from_secs(2),
        command: Duration::from_millis(400),
        content: Duration::from_millis(400),
    };
    let one = |url: String| {
        SmtpTransport::from_url(&url, "localhost")
            .unwrap()
            .with_deadlines(quick)
    };
    Transport::Smtp(Providers::from(vec![
        one(first.url().replace("127.0.0.1", "localhost")),
        one(second.url()),
    ]))
}

async fn deliver(transport: &Transport) -> (Attempted, u32) {
    let address = WireAddress::parse("ada@example.org").unwrap();
    let parcel = Parcel {
        message_id: "x@example.org",
        from: &address,
        to: &address,
        bytes: b"Subject: hello\r\n\r\nbody\r\n",
    };
    let mut asked = 0;
    let consent = async {
        asked += 1;
        true
    };
    let attempted = transport.deliver(&parcel, consent).await;
    (attempted, asked)
}

#[tokio::test]
async fn when_the_first_has_trouble_the_second_takes_over_and_the_first_rests() {
    let stall = Duration::from_secs(30);
    for fault in [
        Fault::reply(Stage::Banner, 421, "busy"),
        Fault::reply(Stage::Banner, 554, "no"),
        Fault::drop_before(Stage::Banner),
        Fault::reply(Stage::Hello, 421, "busy"),
        Fault::reply(Stage::Mail, 421, "going down"),
        Fault::reply(Stage::Rcpt, 421, "going down"),
        Fault::drop_before(Stage::Rcpt),
        Fault::stall(Stage::Data, stall),
    ] {
        let (first, second) = (SmtpServer::start().await, SmtpServer::start().await);
        let transport = transport(&first, &second);
        first.inject(fault.clone());
        for _ in 0..2 {
            let (attempted, asked) = deliver(&transport).await;
            assert_eq!(attempted.verdict, Verdict::Accepted, "{fault:?}: {attempted:?}");
            assert_eq!(attempted.provider.as_deref(), Some("127.0.0.1"), "{fault:?}");
            assert_eq!(asked, 1, "{fault:?}");
        }
        assert_eq!(
            (first.messages().len(), second.messages().len()),
            (0, 2),
            "{fault:?}"
        );
        // It was asked once: the second message did not knock at a door known to be closed.
        assert_eq!(first.connections().0, 1, "{fault:?}");
    }
}

#[tokio::test]
async fn a_message_whose_fate_is_unknown_is_not_handed_to_the_next() {
    for fault in [
        Fault::drop_before(Stage::Accept),
        Fault::stall(Stage::Accept, Duration::from_secs(30)),
    ] {
        let (first, second) = (SmtpServer::start().await, SmtpServer::start().await);
        let transport = transport(&first, &second);
        first.inject(fault.clone());
        let (attempted, asked) = deliver(&transport).await;
        assert_eq!(attempted.verdict, Verdict::Unknown, "{fault:?}: {attempted:?}");
        assert_eq!((attempted.provider.as_deref(), asked), (Some("localhost"), 1));
        assert!(second.messages().is_empty());
        // The next message is the ledger's decision, and goes where there is no doubt.
        assert_eq!(deliver(&transport).await.0.provider.as_deref(), Some("127.0.0.1"));
    }
}

#[tokio::test]
async fn what_is_said_of_the_recipient_is_not_asked_again_elsewhere() {
    for (fault, verdict) in [
        (Fault::reply(Stage::Rcpt, 550, "unknown"), Verdict::Refused),
        (Fault::reply(Stage::Rcpt, 450, "greylisted"), Verdict::Later),
        (Fault::reply(Stage::Accept, 554, "spam"), Verdict::Refused),
        (Fault::reply(Stage::Accept, 452, "full"), Verdict::Later),
        (Fault::reply(Stage::Accept, 421, "going down"), Verdict::Later),
    ] {
        let (first, second) = (SmtpServer::start().await, SmtpServer::start().await);
        let transport = transport(&first, &second);
        first.inject(fault.clone());
        let (attempted, _) = deliver(&transport).await;
        assert_eq!(attempted.verdict, verdict, "{fault:?}: {attempted:?}");
        assert_eq!(attempted.provider.as_deref(), Some("localhost"), "{fault:?}");
        assert_eq!(second.connections().0, 0, "{fault:?}");
    }
}

#[tokio::test]
async fn a_wrong_password_at_one_leaves_the_mail_to_the_other() {
    let (first, second) = (
        SmtpServer::start_with_login("ops", "s3cret").await,
        SmtpServer::start().await,
    );
    let urls = format!("{},\n {}", first.url().replace("s3cret", "wrong"), second.url());
    let transport = Transport::from_url(&urls, std::path::Path::new("/nowhere"), "localhost").unwrap();
    assert_eq!(deliver(&transport).await.0.verdict, Verdict::Accepted);
    assert_eq!(second.messages().len(), 1);
}

#[tokio::test]
async fn when_all_are_away_each_message_still_learns_it_from_a_true_attempt() {
    let (first, second) = (SmtpServer::start().await, SmtpServer::start().await);
    let transport = transport(&first, &second);
    for server in [&first, &second] {
        server.inject(Fault::reply(Stage::Banner, 421, "busy").always());
    }
    for _ in 0..3 {
        let (attempted, asked) = deliver(&transport).await;
        assert_eq!((attempted.verdict, asked), (Verdict::Later, 0), "{attempted:?}");
        assert_eq!(attempted.phase.as_str(), "greeting");
    }
    first.heal();
    second.heal();
    let (attempted, _) = deliver(&transport).await;
    assert_eq!(attempted.verdict, Verdict::Accepted, "{attempted:?}");
}

#[tokio::test]
async fn when_the_provider_that_rested_works_again_it_is_preferred_again() {
    let (first, second) = (SmtpServer::start().await, SmtpServer::start().await);
    let transport = transport(&first, &second);
    first.inject(Fault::reply(Stage::Banner, 421, "busy"));
    assert_eq!(deliver(&transport).await.0.provider.as_deref(), Some("127.0.0.1"));
    let again = async || match deliver(&transport).await.0.provider.as_deref() {
        Some("localhost") => Ok(()),
        other => Err(format!("{other:?}")),
    };
    berth_testkit::assert_eventually(Duration::from_secs(10), "the first is used again", again).await;
}
