//! No address, name or token in any log or metric, shown by looking for the sample's own.

use std::io::Write;
use std::sync::{Arc, Mutex};

use berth_notifier::ledger::State;
use berth_testkit::{Fault, Stage};

use crate::house::{House, address};

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

#[tokio::test]
async fn logs_hold_ids_and_codes_only() {
    berth_runtime::telemetry::metrics().unwrap();
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone());
    let _guard = tracing::subscriber::set_default(subscriber.finish());

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
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
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
