//! The books: the notifier's ledger held against the mail server's record, message by message.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use berth_bus::{Bus, BusOptions, topology};
use berth_notifier::entity::{message, rendering};
use berth_runtime::SystemClock;
use berth_store::{Store, StoreOptions};
use berth_testkit::{SmtpServer, assert_eventually};
use chrono::{DateTime, Utc};
use sea_orm::EntityTrait as _;
use uuid::Uuid;

use crate::Databases;
use crate::door::Door;

/// What is compared: (kind, state) and how many.
pub type Tally = BTreeMap<(String, String), usize>;

/// A reader of both services' databases.
pub struct Books {
    notifier: Store,
    intake: Store,
    broker: Bus,
}

impl Books {
    /// Opens them; `broker` is its address for the operator.
    pub async fn open(databases: &Databases, broker: &str) -> Self {
        let open = async |url: &str, name: &str| {
            Store::connect(url, StoreOptions::new(name, Arc::new(SystemClock)))
                .await
                .unwrap()
        };
        Self {
            broker: Bus::connect(BusOptions::new(broker, "books", "operator"))
                .await
                .unwrap(),
            notifier: open(&databases.notifier, "books").await,
            intake: open(&databases.intake, "books").await,
        }
    }

    /// All messages of the ledger.
    pub async fn ledger(&self) -> Vec<message::Model> {
        message::Entity::find().all(self.notifier.read()).await.unwrap()
    }

    /// How many messages of which kind are in which state.
    pub async fn tally(&self) -> Tally {
        let mut tally = Tally::new();
        for row in self.ledger().await {
            *tally.entry((row.kind, row.state)).or_default() += 1;
        }
        tally
    }

    /// How many messages the broker still has for the services. What a killed one had in hand comes again after 30 s.
    async fn on_the_way(&self) -> u64 {
        let mut all = 0;
        for consumer in topology(1).consumers {
            let backlog = self.broker.backlog(consumer.name).await.unwrap();
            all += backlog.waiting + backlog.in_hand;
        }
        all
    }

    /// Waits until nothing is on its way any more: outboxes and consumers empty, no message due by `now` and not settled.
    /// Says on the way what it waits for.
    pub async fn wait_until_quiet(&self, now: impl Fn() -> DateTime<Utc>, deadline: Duration) {
        let told = Mutex::new(String::new());
        let tell = |left: &str| {
            let mut told = told.lock().unwrap();
            if *told != left {
                println!("waits for:{left}");
                left.clone_into(&mut told);
            }
        };
        assert_eventually(
            deadline,
            "all messages settled and all outboxes empty",
            async || {
                let mut seen = None;
                // Twice the same, a moment apart: an event between two services is in neither's books.
                for _ in 0..2 {
                    let (mut left, rows) = self.left(&now).await;
                    if seen.as_ref().is_some_and(|seen| *seen != rows) {
                        left.push_str(" a change in the ledger");
                    }
                    tell(&left);
                    if !left.is_empty() {
                        return false;
                    }
                    seen = Some(rows);
                    tokio::time::sleep(Duration::from_millis(700)).await;
                }
                true
            },
        )
        .await;
    }

    /// What is still on its way, in words (nothing when nothing is), and the ledger.
    async fn left(&self, now: &impl Fn() -> DateTime<Utc>) -> (String, Vec<message::Model>) {
        let mut left = String::new();
        for (store, name) in [(&self.intake, "intake"), (&self.notifier, "notifier")] {
            let waiting = store.outbox_status().await.unwrap().waiting;
            if waiting > 0 {
                left.push_str(&format!(" {waiting} in the outbox of {name}"));
            }
        }
        let on_the_way = self.on_the_way().await;
        if on_the_way > 0 {
            left.push_str(&format!(" {on_the_way} at the broker"));
        }
        let rows = self.ledger().await;
        let open = |m: &&message::Model| {
            matches!(m.state.as_str(), "due" | "claimed" | "sending" | "deferred")
                || (m.state == "planned" && m.next_attempt_at <= now())
        };
        for row in rows.iter().filter(open).take(3) {
            left.push_str(&format!(" {} {} ({:?})", row.state, row.id, row.reason));
        }
        (left, rows)
    }

    /// Every accepted message is in the mail server's record, to the same address, byte for byte, and nothing else is.
    /// One comes twice only where the ledger itself counts doubts about it.
    pub async fn agree_with(&self, smtp: &SmtpServer) {
        let mut recorded: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for mail in smtp.messages() {
            let id = mail.parsed().message_id().expect("a Message-ID").to_owned();
            recorded.entry(id).or_default().push(mail);
        }
        let rendered = rendering::Entity::find().all(self.notifier.read()).await.unwrap();
        let rendered: BTreeMap<Uuid, Vec<u8>> = rendered
            .into_iter()
            .map(|r| (r.message, r.bytes.unpack().unwrap()))
            .collect();
        for row in self.ledger().await {
            let id = row.message_id.clone().unwrap_or_default();
            let copies = recorded.remove(&id).unwrap_or_default();
            match row.state.as_str() {
                "accepted" => {
                    let most = 1 + usize::try_from(row.doubts).unwrap();
                    assert!(
                        (1..=most).contains(&copies.len()),
                        "{} {}: {} copies, {} doubts",
                        row.kind,
                        id,
                        copies.len(),
                        row.doubts
                    );
                }
                "uncertain" => assert!(
                    copies.len() <= 1,
                    "{} {}: parked and still {} copies",
                    row.kind,
                    id,
                    copies.len()
                ),
                state => assert!(copies.is_empty(), "{} {id} is {state} and was sent", row.kind),
            }
            for copy in copies {
                assert_eq!(
                    Some(copy.bytes.as_slice()),
                    rendered.get(&row.id).map(Vec::as_slice),
                    "{} {id}: other bytes",
                    row.kind
                );
                assert_eq!(
                    copy.to,
                    [row.envelope_to.clone().unwrap()],
                    "{} {id}: another recipient",
                    row.kind
                );
            }
        }
        assert!(
            recorded.is_empty(),
            "mails nobody knows of: {:?}",
            recorded.keys()
        );
    }

    /// The messages that must have been accepted follow from the end state: a receipt for each submission, an offer
    /// mail for each offer, for each answer one to both sides, and to hosts one for each offer that a re-match made.
    pub async fn account_for(&self, door: &Door, programme: &str) {
        let tally = self.tally().await;
        let accepted = |kind: &str| {
            tally
                .get(&(kind.to_owned(), "accepted".to_owned()))
                .copied()
                .unwrap_or_default()
        };
        let overview = door
            .get(&format!("/api/v1/programmes/{programme}/overview"))
            .await;
        let offers = door.get(&format!("/api/v1/programmes/{programme}/offers")).await;
        let offers = offers.as_array().unwrap();
        let in_state = |state: &str| offers.iter().filter(|o| o["state"] == state).count();
        assert_eq!(
            accepted("receipt"),
            usize::try_from(overview["applications"].as_u64().unwrap()).unwrap(),
            "{tally:?}"
        );
        assert_eq!(accepted("offer"), offers.len(), "{tally:?}");
        for (kind, state) in [
            ("offer-accepted", "accepted"),
            ("offer-declined", "declined"),
            ("offer-expired", "expired"),
        ] {
            assert_eq!(accepted(kind), in_state(state), "to trainees: {kind}; {tally:?}");
            assert_eq!(
                accepted(&format!("{kind}-host")),
                in_state(state),
                "to hosts: {kind}; {tally:?}"
            );
        }
        let ledger = self.ledger().await;
        for offer in offers.iter().filter(|offer| offer["rematch"].is_string()) {
            let of_it = |row: &&message::Model| {
                row.kind == "next-candidate" && offer["id"] == row.subject.to_string()
            };
            let told: Vec<_> = ledger
                .iter()
                .filter(of_it)
                .map(|row| row.state.as_str())
                .collect();
            // Called off where the offer was answered before it went out.
            let called_off = told == ["cancelled"] && offer["state"] != "sent";
            assert!(
                told == ["accepted"] || called_off,
                "{offer} to its host: {told:?}"
            );
        }
        let failed: Vec<_> = tally.keys().filter(|(_, state)| state == "failed").collect();
        assert!(failed.is_empty(), "{failed:?}");
    }
}
