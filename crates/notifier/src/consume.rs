//! The two consumers: facts become plans, contact details become the address book.

use std::sync::Arc;

use berth_bus::{Delivery, Handler, Outcome};
use berth_events::{Envelope, Event, consumers, v1};
use berth_store::{Emit, Store};
use prost::Message as _;
use tokio::sync::Notify;
use uuid::Uuid;

use crate::ledger::{LedgerError, chain, project, write};
use crate::plan::{Malformed, plan};

/// Turns facts into changes of the ledger.
#[derive(Debug, Clone)]
pub struct Events {
    pub store: Store,
    /// Who is told what concerns operators.
    pub operators: Vec<Uuid>,
    /// Wakes the worker after each change.
    pub wake: Arc<Notify>,
}

/// Keeps the newest contact details of each party.
#[derive(Debug, Clone)]
pub struct Contacts {
    pub store: Store,
    pub wake: Arc<Notify>,
}

impl Handler for Events {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        let event = match Event::decode(&delivery.envelope) {
            Ok(event) => event,
            Err(error) => return Outcome::reject(error.to_string()),
        };
        let handled = self.apply(&delivery.envelope, &event).await;
        settle(handled, &delivery, &self.wake)
    }
}

impl Events {
    /// Projections, plans and the inbox row in one transaction.
    pub async fn apply(&self, envelope: &Envelope, event: &Event) -> Result<(), LedgerError> {
        let programme = envelope.subject.as_str().split('.').nth(3).unwrap_or_default();
        let store = &self.store;
        store
            .write(|tx| async move {
                if !tx.first_delivery(consumers::NOTIFIER_EVENTS, envelope.id).await? {
                    return Ok(());
                }
                let mut known = project::learn(tx.conn(), event).await?;
                known.operators.clone_from(&self.operators);
                let changes = plan(event, envelope.time, &known)?;
                write::apply(tx.conn(), programme, &changes, store.now()).await?;
                tx.commit(Emit::nothing(
                    "the ledger is the record; its counts are asked for",
                ))
                .await?;
                Ok(())
            })
            .await
    }
}

impl Handler for Contacts {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        let contact = match v1::Contact::decode(delivery.envelope.payload.clone()) {
            Ok(contact) => contact,
            Err(_) => return Outcome::reject("the payload is no berth.v1.Contact"),
        };
        let handled = self.apply(&delivery.envelope, &contact).await;
        settle(handled, &delivery, &self.wake)
    }
}

impl Contacts {
    /// The contact, the plans its zone moves, and the inbox row in one transaction.
    pub async fn apply(&self, envelope: &Envelope, contact: &v1::Contact) -> Result<(), LedgerError> {
        let store = &self.store;
        store
            .write(|tx| async move {
                if tx
                    .first_delivery(consumers::NOTIFIER_CONTACTS, envelope.id)
                    .await?
                {
                    project::contact(tx.conn(), contact, store.now()).await?;
                    tx.commit(Emit::nothing("contact details stay here")).await?;
                }
                Ok(())
            })
            .await
    }
}

fn settle(handled: Result<(), LedgerError>, delivery: &Delivery, wake: &Notify) -> Outcome {
    match handled {
        Ok(()) => {
            wake.notify_one();
            Outcome::Ack
        }
        Err(LedgerError::Malformed(Malformed(field))) => {
            Outcome::reject(format!("`{field}` is missing or malformed"))
        }
        Err(error) => Outcome::retry(delivery.delivered, chain(&error)),
    }
}
