//! No address, name or token in any log, trace, metric, subject or header, shown by looking for the sample's own.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use berth_events::{timestamp, v1};
use berth_notifier::ledger::State;
use berth_testkit::{Fault, NatsServer, ReceivedMessage, Stage, assert_eventually, free_port};
use futures::StreamExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::house::{House, PATIENCE, PROGRAMME, address, party, subject, utc};
use crate::service::Service;

const BOUNCE_SECRET: &str = "a secret shared with the relay";
const NAME: &str = "Amara Okonkwo-Sample";
const ADDRESS: &str = "amara.okonkwo@example.com";
/// The sample's own: name, address, and what stands in its links and receipts.
const SECRETS: [&str; 9] = [
    "Amara",
    "Okonkwo",
    "okonkwo",
    "example.com",
    "7f3k2m9d",
    "9c2e7a41f0b84d63",
    "eyJyZWYiOi",
    "c2FtcGxl",
    "berth.example/",
];

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// What this process logs from now on, on every thread: the ledger is written and read on threads of its own.
    fn of_all() -> Self {
        static LOG: OnceLock<Log> = OnceLock::new();
        let begin = || {
            let log = Self::default();
            let writer = log.clone();
            let subscriber = tracing_subscriber::fmt()
                // All of ours and of what we use, but for the NATS client: below `info` it prints payloads.
                .with_env_filter("trace,async_nats=info")
                .with_ansi(false)
                // Spans as well: they are what traces are made of.
                .with_span_events(FmtSpan::FULL)
                .with_writer(move || writer.clone());
            tracing::subscriber::set_global_default(subscriber.finish()).unwrap();
            log
        };
        LOG.get_or_init(begin).clone()
    }

    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Subjects and headers of all that goes over NATS; payloads are for those who may read them.
async fn overhear(nats: &NatsServer) -> Log {
    let heard = Log::default();
    let mut messages = {
        let client = async_nats::connect(nats.url()).await.unwrap();
        let messages = client.subscribe(">").await.unwrap();
        client.flush().await.unwrap();
        messages
    };
    let mut writer = heard.clone();
    tokio::spawn(async move {
        while let Some(message) = messages.next().await {
            writeln!(writer, "{} {:?}", message.subject, message.headers).unwrap();
        }
    });
    heard
}

/// Sends an offer and its reminder, lets a report and a reader's choice come in, refuses mails with words about their
/// reader, and asks in between for what can't be found.
#[tokio::test]
async fn the_whole_service_says_nothing_of_anybody() {
    let metrics = berth_runtime::telemetry::metrics().unwrap();
    let log = Log::of_all();
    let mut service = Service::prepare().await;
    let overheard = overhear(&service.nats).await;
    let (web, lmtp) = (free_port(), free_port());
    let links = "https://apply.example.org/mail";
    service
        .start(&[
            ("BERTH_NOTIFIER_BIND", &web.address().to_string()),
            ("BERTH_LMTP_BIND", &lmtp.address().to_string()),
            ("BERTH_MAIL_LINK_BASE", links),
            ("BERTH_SIGNING_KEY", "a signing key of the house, 32 long"),
            ("BERTH_BOUNCE_SECRET", BOUNCE_SECRET),
            ("BERTH_OPERATIONS_MAIL", "okonkwo.ops@example.com"),
            (
                "BERTH_DKIM_KEY",
                include_str!("../../../letters/tests/foreign/dkim/ed25519.pem"),
            ),
            ("BERTH_DKIM_SELECTOR", "s1"),
        ])
        .await;
    let words = format!("<{ADDRESS}> {NAME} is not here");
    for (stage, code) in [(Stage::Rcpt, 450), (Stage::Accept, 451), (Stage::Rcpt, 550)] {
        service.smtp.inject(Fault::reply(stage, code, &words).after(1));
    }
    service.smtp.inject(Fault::drop_before(Stage::Accept).after(2));
    for n in 1..=4 {
        service.contact(n, NAME, ADDRESS).await;
        service.submitted(n).await;
        service.publish(offer(n)).await;
    }
    service.contact(5, NAME, "amara okonkwo@example.com").await;
    service.submitted(5).await;
    service.publish(drafted(6)).await;
    service.contact(6, NAME, ADDRESS).await;
    // Four of the eight; the others have met a fault.
    let mails = service.smtp.wait_for(4).await;
    assert!(
        mails
            .iter()
            .all(|mail| mail.text().starts_with("DKIM-Signature: "))
    );
    service.clock.advance(Duration::from_secs(20 * 60));
    let stoppable = |mail: &ReceivedMessage| mail.text().contains("List-Unsubscribe: <");
    let mails = assert_eventually(PATIENCE, "the mail about the draft", async || {
        let mails = service.smtp.messages();
        if mails.iter().any(stoppable) {
            Ok(mails)
        } else {
            Err(mails.len())
        }
    })
    .await;

    let draft = mails
        .iter()
        .find(|mail| stoppable(mail))
        .unwrap()
        .text()
        .replace("\r\n ", "");
    let token = draft.split("/mail/unsubscribe/").nth(1).unwrap();
    let token = token.split(['>', '\r']).next().unwrap().to_owned();
    let page = format!("http://{}/unsubscribe/{token}", web.address());
    let http = reqwest::Client::new();
    assert!(http.get(&page).send().await.unwrap().status().is_success());
    let choice = [("List-Unsubscribe", "One-Click")];
    assert!(
        http.post(&page)
            .form(&choice)
            .send()
            .await
            .unwrap()
            .status()
            .is_success()
    );
    let forged = format!("{page}AAAA");
    assert_eq!(http.get(&forged).send().await.unwrap().status().as_u16(), 404);
    let id = mails.first().unwrap().parsed().message_id().unwrap().to_owned();
    let report = format!(
        "To: {ADDRESS}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {ADDRESS}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{id}>\r\nTo: {NAME} <{ADDRESS}>\r\n\r\n--b--\r\n"
    );
    let said =
        format!("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<{ADDRESS}>\r\nDATA\r\n{report}.\r\n{NAME}\r\nQUIT\r\n");
    let mut door = TcpStream::connect(lmtp.address()).await.unwrap();
    door.write_all(said.as_bytes()).await.unwrap();
    let mut heard = String::new();
    door.read_to_string(&mut heard).await.unwrap();
    assert!(heard.contains("250 2.0.0 filed"), "{heard}");
    service.stop().await;

    let (log, metrics, overheard) = (log.text(), metrics.render(), overheard.text());
    // What is looked through says something at all.
    for (text, told) in [
        (&log, "attempted"),
        (&log, "a reader chose"),
        (&log, "an address can't be written to"),
        (&metrics, "berth_messages_total"),
        (&metrics, "berth_bounces_total"),
        (&overheard, "berth.v1.event.digital-explorers"),
        (&overheard, "berth.v1.contact."),
        (&overheard, "berth.v1.rpc.intake.message-facts"),
    ] {
        assert!(text.contains(told), "{told}");
    }
    for (place, text) in [
        ("the log", &log),
        ("the metrics", &metrics),
        ("a subject or header", &overheard),
    ] {
        for secret in SECRETS.iter().copied().chain([token.as_str(), BOUNCE_SECRET]) {
            let line = text.lines().find(|line| line.contains(secret));
            assert!(line.is_none(), "{secret} is in {place}: {line:?}");
        }
    }
}

fn offer(n: u128) -> v1::OfferSent {
    v1::OfferSent {
        programme_id: PROGRAMME.to_owned(),
        offer_id: subject(0x100 + n).to_string(),
        party_id: party(n).to_string(),
        host_id: party(9).to_string(),
        expires_at: Some(timestamp(utc("2027-01-20T12:00:00Z"))),
        ..Default::default()
    }
}

fn drafted(n: u128) -> v1::ApplicationDrafted {
    v1::ApplicationDrafted {
        programme_id: PROGRAMME.to_owned(),
        application_id: subject(n).to_string(),
        party_id: party(n).to_string(),
        cohort_id: "spring".to_owned(),
        closes_at: Some(timestamp(utc("2027-01-31T21:59:59Z"))),
    }
}

#[tokio::test]
async fn logs_hold_ids_and_codes_only() {
    berth_runtime::telemetry::metrics().unwrap();
    let log = Log::of_all();
    let house = House::sqlite("2027-01-10T12:00:00Z").await;
    house.smtp.inject(
        Fault::reply(Stage::Rcpt, 550, "5.1.1 <applicant1@example.org> is unknown")
            .to(&address(1))
            .always(),
    );
    house
        .smtp
        .inject(Fault::reply(Stage::Accept, 451, "4.2.0 not for Amara now"));
    for n in 0..6 {
        house.contact(n, 1, "Africa/Lagos").await;
        house.event(house.submitted(n)).await;
    }
    let worker = house.worker();
    house.wait_for(State::Failed, 1).await;
    house.settled().await;
    worker.stop().await;

    let metrics = berth_runtime::telemetry::metrics().unwrap().render();
    assert!(metrics.contains("berth_messages_total"), "{metrics}");
    for secret in ["applicant", "Amara", "example.org"] {
        assert!(!metrics.contains(secret), "{secret} is in the metrics");
    }
    let log = log.text();
    assert!(log.contains("attempted"), "the log says what was done");
    for secret in [
        "applicant",
        "Amara",
        "example.org>",
        "c2FtcGxl",
        "berth.example/a/",
    ] {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in the log: {line:?}");
    }
}
