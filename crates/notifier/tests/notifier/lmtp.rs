//! Reports that a mail server hands over, by LMTP as others speak it and by one that does not.

use std::process::Stdio;
use std::sync::Arc;

use berth_notifier::bounce::lmtp;
use berth_notifier::ledger::State;
use berth_runtime::Shutdown;
use berth_testkit::repo_root;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::house::House;

const NOON: &str = "2027-01-10T12:00:00Z";

/// Python's LMTP client hands over a report that Python's mail package wrote; says what it heard.
const CLIENT: &str = r#"
import smtplib, sys
from email.message import Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

port, message_id, status = int(sys.argv[1]), sys.argv[2], sys.argv[3]
report = MIMEMultipart("report", report_type="delivery-status")
report["From"], report["To"], report["Subject"] = "MAILER-DAEMON@mx.example", "berth@mail.example.org", "Undelivered"
report.attach(MIMEText("I'm sorry.\n.\n..a line that begins with dots\n"))
fields, recipient = Message(), Message()
fields["Reporting-MTA"] = "dns; mx.example"
recipient["Final-Recipient"], recipient["Action"], recipient["Status"] = "rfc822; a@example.org", "failed", status
delivery = Message()
delivery["Content-Type"] = "message/delivery-status"
delivery.set_payload([fields, recipient])
report.attach(delivery)
original = Message()
original["Message-ID"], original["Subject"] = f"<{message_id}>", "Your receipt"
report.attach(MIMEMessage(original))
with smtplib.LMTP("127.0.0.1", port) as door:
    refused = door.sendmail("", ["berth@mail.example.org"], report.as_bytes())
    print(refused or "taken")
"#;

struct Door {
    port: u16,
    shutdown: Shutdown,
    task: JoinHandle<std::io::Result<()>>,
}

impl Door {
    async fn of(house: &House) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shutdown = Shutdown::new();
        let serving = lmtp::serve(
            listener,
            house.store.clone(),
            Arc::new(house.clock.clone()),
            shutdown.clone(),
        );
        let task = tokio::spawn(serving);
        Self { port, shutdown, task }
    }

    async fn report(&self, message_id: &str, status: &str) -> String {
        let output = tokio::process::Command::new(repo_root().join(".cache/python/bin/python"))
            .args(["-c", CLIENT, &self.port.to_string(), message_id, status])
            .stdin(Stdio::null())
            .output()
            .await
            .unwrap();
        let complained = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{complained}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Says it all at once, and answers with all that was heard until the door hung up.
    async fn say(&self, text: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await.unwrap();
        // The door may hang up in the middle of it.
        let _ = stream.write_all(text.as_bytes()).await;
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard).await;
        String::from_utf8(heard).unwrap()
    }

    async fn close(self) {
        self.shutdown.request_soft();
        self.task.await.unwrap().unwrap();
    }
}

async fn with_a_receipt_sent() -> (House, String) {
    let house = House::sqlite(NOON).await;
    house.contact(1, 1, "Africa/Lagos").await;
    house.event(house.submitted(1)).await;
    let worker = house.worker();
    house.wait_for(State::Accepted, 1).await;
    worker.stop().await;
    let message_id = house
        .messages()
        .await
        .first()
        .unwrap()
        .message_id
        .clone()
        .unwrap();
    (house, message_id)
}

#[tokio::test]
async fn a_report_marks_the_message_that_came_back() {
    let (house, message_id) = with_a_receipt_sent().await;
    let door = Door::of(&house).await;
    let stranger = "00000000-0000-0000-0000-000000000009@mail.example.org";
    assert_eq!(door.report(stranger, "5.1.1").await, "taken", "and dropped");
    assert_eq!(house.told().await, ["receipt submitted accepted"]);
    for _ in 0..2 {
        assert_eq!(door.report(&message_id, "5.1.1").await, "taken");
        assert_eq!(house.told().await, ["receipt submitted bounced bounced_5_1_1"]);
    }
    door.close().await;
}

#[tokio::test]
async fn each_recipient_is_answered_for_and_order_is_kept() {
    let (house, _) = with_a_receipt_sent().await;
    let door = Door::of(&house).await;
    let holiday = "LHLO mx.example\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.example>\r\nRCPT TO:<b@x.example>\r\nDATA\r\n\
                   Subject: Away\r\n\r\nI am on holiday.\r\n.\r\nQUIT\r\n";
    let heard = door.say(holiday).await;
    assert_eq!(heard.matches("250 2.0.0 no report").count(), 2, "{heard}");
    assert!(heard.ends_with("221 2.0.0 bye\r\n"), "{heard}");

    let careless = "EHLO mx.example\r\nMAIL FROM:<>\r\nLHLO mx.example\r\nRCPT TO:<a@x.example>\r\nMAIL FROM:a\r\n\
                    MAIL FROM:<>\r\nDATA\r\nRCPT TO:a\r\nQUIT\r\n";
    let heard = door.say(careless).await;
    let codes: Vec<&str> = heard
        .lines()
        .filter(|line| line.as_bytes().get(3) == Some(&b' '))
        .map(|line| line.get(..3).unwrap())
        .collect();
    assert_eq!(
        codes,
        [
            "220", "500", "503", "250", "503", "501", "250", "503", "501", "221"
        ],
        "{heard}"
    );
    assert_eq!(house.told().await, ["receipt submitted accepted"]);
    door.close().await;
}

#[tokio::test]
async fn what_is_too_long_or_makes_no_sense_ends_the_conversation() {
    let (house, _) = with_a_receipt_sent().await;
    let door = Door::of(&house).await;
    let begin = "LHLO mx.example\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.example>\r\nDATA\r\n";
    let line = format!("{}\r\n", "x".repeat(998));
    let heard = door.say(&format!("{begin}{}", line.repeat(2_200))).await;
    assert!(heard.ends_with("552 5.3.4 too large\r\n"), "{heard}");
    let heard = door.say(&"x".repeat(5_000)).await;
    assert_eq!(heard, "220 berth LMTP\r\n");
    let heard = door.say(&"GET / HTTP/1.1\r\n".repeat(20)).await;
    assert!(heard.ends_with("421 4.7.0 enough\r\n"), "{heard}");
    door.close().await;
}

#[tokio::test]
async fn a_stop_ends_the_conversations() {
    let (house, _) = with_a_receipt_sent().await;
    let door = Door::of(&house).await;
    let mut stream = TcpStream::connect(("127.0.0.1", door.port)).await.unwrap();
    let mut greeting = [0; 16];
    stream.read_exact(&mut greeting).await.unwrap();
    door.close().await;
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    assert_eq!(rest, "421 4.3.2 stopping\r\n");
}
