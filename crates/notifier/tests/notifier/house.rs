//! A notifier in a test: ledger, mock clock, mail server, and intake's answers from a function.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use berth_domain::message::MessageKind;
use berth_events::v1::{self, MessageFactsRequest, MessageFactsResponse, message_facts_response::Answer};
use berth_events::{Envelope, Event, Stamp, TraceContext};
use berth_letters::{Composer, samples};
use berth_notifier::Migrator;
use berth_notifier::consume::{Contacts, Events};
use berth_notifier::entity::{attempt, message, rendering};
use berth_notifier::facts::{Facts, NoFacts};
use berth_notifier::house;
use berth_notifier::ledger::recover::{Left, recover};
use berth_notifier::ledger::{State, claim::LEASE};
use berth_notifier::policy::Policy;
use berth_notifier::readers::Links;
use berth_notifier::worker::{FailHook, Worker};
use berth_runtime::clock::{Clock as _, MockClock};
use berth_runtime::{Readiness, Shutdown};
use berth_store::{Emit, Store, StoreError, StoreOptions, migrate};
use berth_testkit::{Postgres, SmtpServer, assert_eventually};
use berth_transport::{Limits, Transport};
use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, PaginatorTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use tempfile::TempDir;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use uuid::Uuid;

pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
pub(crate) const PROGRAMME: &str = "digital-explorers";

#[derive(Debug, Clone, Copy)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

type Say = dyn Fn(&MessageFactsRequest) -> Result<MessageFactsResponse, NoFacts> + Send + Sync;

/// Intake, as a test wants it.
pub(crate) struct Intake(Mutex<Arc<Say>>);

impl Facts for Intake {
    fn ask(&self, question: MessageFactsRequest) -> BoxFuture<'_, Result<MessageFactsResponse, NoFacts>> {
        let say = Arc::clone(&self.0.lock().unwrap());
        Box::pin(async move { say(&question) })
    }
}

pub(crate) struct House {
    pub(crate) store: Store,
    /// Of the ledger, for other processes.
    pub(crate) url: String,
    pub(crate) clock: MockClock,
    pub(crate) smtp: SmtpServer,
    pub(crate) wake: Arc<Notify>,
    /// Who hears what operations must know: nobody, until `operations`.
    operators: Vec<Uuid>,
    pub(crate) limits: Limits,
    intake: Arc<Intake>,
    _folder: TempDir,
}

/// A worker at work; dropped, it stops.
pub(crate) struct Working {
    shutdown: Shutdown,
    task: JoinHandle<()>,
}

impl Working {
    pub(crate) async fn stop(self) {
        self.shutdown.request_soft();
        self.task.await.unwrap();
    }

    /// Waits until a fail point ended it.
    pub(crate) async fn died(&mut self) {
        (&mut self.task).await.unwrap();
    }

    /// As a kill would: nothing more is written, connections break.
    pub(crate) async fn kill(self) {
        self.task.abort();
        drop(self.task.await);
    }
}

pub(crate) fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn party(n: u128) -> Uuid {
    Uuid::from_u128(0x1000 + n)
}

pub(crate) fn subject(n: u128) -> Uuid {
    Uuid::from_u128(0x2000 + n)
}

pub(crate) fn address(n: u128) -> String {
    format!("applicant{n}@example.org")
}

impl House {
    pub(crate) async fn at(database: Database, now: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = match database {
            Database::Sqlite => format!("sqlite://{}", folder.path().join("notifier.db").display()),
            Database::Postgres => Postgres::shared().await.create_database().await,
        };
        migrate::<Migrator>(&url).await.unwrap();
        let clock = MockClock::new(utc(now));
        let store = Store::connect(&url, StoreOptions::new("notifier", Arc::new(clock.clone())))
            .await
            .unwrap();
        let house = Self {
            store,
            url,
            clock,
            smtp: SmtpServer::start().await,
            wake: Arc::new(Notify::new()),
            operators: Vec::new(),
            limits: Limits::default(),
            intake: Arc::new(Intake(Mutex::new(Arc::new(|_| {
                Err(NoFacts::Refused("unset".to_owned()))
            })))),
            _folder: folder,
        };
        house.intake_needs_all();
        house
    }

    /// Somebody hears what operations must know.
    pub(crate) async fn operations(&mut self, address: &str) {
        self.operators = house::know(&self.store, &[address.to_owned()]).await.unwrap();
    }

    pub(crate) async fn sqlite(now: &str) -> Self {
        Self::at(Database::Sqlite, now).await
    }

    pub(crate) fn intake_says(
        &self,
        say: impl Fn(&MessageFactsRequest) -> Result<MessageFactsResponse, NoFacts> + Send + Sync + 'static,
    ) {
        *self.intake.0.lock().unwrap() = Arc::new(say);
    }

    /// Everything is still needed.
    pub(crate) fn intake_needs_all(&self) {
        let clock = self.clock.clone();
        self.intake_says(move |question| Ok(samples::facts(question.kind.parse().unwrap(), clock.now())));
    }

    pub(crate) fn intake_needs_nothing(&self, reason: &str) {
        let reason = reason.to_owned();
        self.intake_says(move |_| {
            Ok(MessageFactsResponse {
                answer: Some(Answer::NotNeeded(reason.clone())),
                programme_name: "Digital Explorers".to_owned(),
            })
        });
    }

    pub(crate) fn worker(&self) -> Working {
        self.worker_of(8, false)
    }

    pub(crate) fn worker_alone(&self) -> Working {
        self.worker_of(8, true)
    }

    pub(crate) fn worker_of(&self, concurrency: usize, alone: bool) -> Working {
        self.worker_with(concurrency, alone, None)
    }

    pub(crate) fn worker_with(&self, concurrency: usize, alone: bool, fail: Option<FailHook>) -> Working {
        let transport =
            Transport::from_url(&self.smtp.url(), std::path::Path::new("/nowhere"), "localhost").unwrap();
        let worker = Worker {
            store: self.store.clone(),
            clock: Arc::new(self.clock.clone()),
            facts: Arc::clone(&self.intake) as Arc<dyn Facts>,
            composer: Arc::new(Composer::new("Digital Explorers <berth@mail.example.org>").unwrap()),
            transport: Arc::new(transport),
            limits: self.limits.clone(),
            policy: Policy::built_in().unwrap(),
            concurrency,
            wake: Arc::clone(&self.wake),
            lease: if fail.is_some() {
                Duration::from_secs(2)
            } else {
                LEASE
            },
            fail,
            links: Some(links()),
            operators: self.operators.clone(),
        };
        let shutdown = Shutdown::new();
        let gate = Readiness::new().gate("worker");
        let (store, now) = (self.store.clone(), self.clock.now());
        let running = worker.run(shutdown.clone(), gate);
        let task = tokio::spawn(async move {
            if alone {
                // As a process does that finds nobody else at the ledger.
                let policy = Policy::built_in().unwrap();
                recover(&store, Left::ByAnyone, &policy, now).await.unwrap();
            }
            running.await;
        });
        Working { shutdown, task }
    }

    pub(crate) fn envelope(&self, event: &Event) -> Envelope {
        let id = self.store.new_id();
        let stamp = Stamp {
            source: "berth/intake",
            time: self.clock.now(),
            trace: TraceContext::root(id),
        };
        stamp.event(id, &PROGRAMME.parse().unwrap(), 1, event)
    }

    pub(crate) async fn event(&self, event: impl Into<Event>) -> Envelope {
        let event = event.into();
        let envelope = self.envelope(&event);
        self.deliver(&envelope).await;
        envelope
    }

    pub(crate) async fn deliver(&self, envelope: &Envelope) {
        let events = Events {
            store: self.store.clone(),
            operators: self.operators.clone(),
            wake: Arc::clone(&self.wake),
        };
        events
            .apply(envelope, &Event::decode(envelope).unwrap())
            .await
            .unwrap();
        self.wake.notify_one();
    }

    pub(crate) async fn contact(&self, n: u128, version: u64, zone: &str) {
        let contact = v1::Contact {
            version,
            zone: zone.to_owned(),
            ..contact(n)
        };
        let id = self.store.new_id();
        let stamp = Stamp {
            source: "berth/intake",
            time: self.clock.now(),
            trace: TraceContext::root(id),
        };
        let contacts = Contacts {
            store: self.store.clone(),
            wake: Arc::clone(&self.wake),
        };
        contacts
            .apply(&stamp.contact(id, party(n), &contact), &contact)
            .await
            .unwrap();
        self.wake.notify_one();
    }

    /// Moves the clock and waits until the worker has nothing due left.
    pub(crate) async fn advance_to(&self, at: &str) {
        self.clock.set(utc(at));
        self.settled().await;
    }

    /// Waits until nothing is due or in hand at the clock's instant.
    pub(crate) async fn settled(&self) {
        assert_eventually(PATIENCE, "nothing is due or in hand", async || {
            let now = self.clock.now();
            let busy: Vec<_> = self
                .messages()
                .await
                .into_iter()
                .filter(|row| {
                    let state: State = row.state.parse().unwrap();
                    !state.is_final() && row.next_attempt_at <= now
                })
                .map(|row| (row.kind, row.state, row.reason))
                .collect();
            if busy.is_empty() { Ok(()) } else { Err(busy) }
        })
        .await;
    }

    /// As if the fate of every message were unknown.
    pub(crate) async fn park_all(&self) {
        self.store
            .write(|tx| async move {
                message::Entity::update_many()
                    .col_expr(message::Column::State, Expr::value(State::Uncertain.as_str()))
                    .exec(tx.conn())
                    .await?;
                tx.commit(Emit::nothing("a test")).await
            })
            .await
            .unwrap();
    }

    /// As if everything planned for a recipient had been planned for so much later.
    pub(crate) async fn as_if_due(&self, recipient: Uuid, later: TimeDelta) {
        let rows = self.messages().await;
        let rows = &rows;
        self.store
            .write(|tx| async move {
                for row in rows.iter().filter(|row| row.recipient == recipient) {
                    message::Entity::update_many()
                        .col_expr(message::Column::DueAt, Expr::value(row.due_at + later))
                        .col_expr(message::Column::NextAttemptAt, Expr::value(row.due_at + later))
                        .filter(message::Column::Id.eq(row.id))
                        .exec(tx.conn())
                        .await?;
                }
                tx.commit(Emit::nothing("a test")).await
            })
            .await
            .unwrap();
    }

    /// As if a newer version had planned it.
    pub(crate) async fn as_if_of_kind(&self, id: Uuid, kind: &'static str) {
        self.set(id, &[(message::Column::Kind, Expr::value(kind))]).await;
    }

    /// As if a worker had died after the final dot.
    pub(crate) async fn as_if_held(&self, id: Uuid) {
        let held = [
            (message::Column::State, Expr::value(State::Sending.as_str())),
            (message::Column::Phase, Expr::value("dot")),
        ];
        self.set(id, &held).await;
    }

    async fn set(&self, id: Uuid, values: &[(message::Column, Expr)]) {
        self.store
            .write(|tx| async move {
                let mut update = message::Entity::update_many().filter(message::Column::Id.eq(id));
                for (column, value) in values {
                    update = update.col_expr(*column, value.clone());
                }
                update.exec(tx.conn()).await?;
                tx.commit(Emit::nothing("a test")).await
            })
            .await
            .unwrap();
    }

    /// Puts other bytes where the ledger keeps what was sent, and says which were there.
    pub(crate) async fn replace_rendering(&self, id: Uuid, bytes: Vec<u8>) -> Vec<u8> {
        let bytes = &bytes;
        self.store
            .write(|tx| async move {
                let column = Expr::col(rendering::Column::Bytes);
                let of_it = rendering::Entity::find_by_id(id)
                    .select_only()
                    .column_as(column, "kept");
                let kept: Option<Vec<u8>> = of_it.into_tuple().one(tx.conn()).await?;
                rendering::Entity::update_many()
                    .col_expr(rendering::Column::Bytes, Expr::value(bytes.clone()))
                    .filter(rendering::Column::Message.eq(id))
                    .exec(tx.conn())
                    .await?;
                tx.commit(Emit::nothing("a test")).await?;
                Ok::<_, StoreError>(kept.unwrap())
            })
            .await
            .unwrap()
    }

    /// What the ledger keeps as sent.
    pub(crate) async fn rendered(&self, id: Uuid) -> Vec<u8> {
        let row = rendering::Entity::find_by_id(id)
            .one(self.store.read())
            .await
            .unwrap();
        row.unwrap().bytes.unpack().unwrap()
    }

    pub(crate) async fn messages(&self) -> Vec<message::Model> {
        message::Entity::find()
            .order_by_asc(message::Column::DueAt)
            .order_by_asc(message::Column::Id)
            .all(self.store.read())
            .await
            .unwrap()
    }

    pub(crate) async fn count_other_than(&self, state: State) -> u64 {
        let others = message::Entity::find().filter(message::Column::State.ne(state.as_str()));
        others.count(self.store.read()).await.unwrap()
    }

    /// Messages that still wait for something, seen in one look: between two, one may pass from hand to hand.
    pub(crate) async fn open(&self) -> u64 {
        let waiting = [
            State::Planned,
            State::Due,
            State::Claimed,
            State::Sending,
            State::Deferred,
        ];
        let waiting =
            message::Entity::find().filter(message::Column::State.is_in(waiting.map(State::as_str)));
        waiting.count(self.store.read()).await.unwrap()
    }

    pub(crate) async fn count_in(&self, state: State) -> usize {
        let rows = self.messages().await;
        rows.iter().filter(|row| row.state == state.as_str()).count()
    }

    /// Occurrence (or kind), state and reason of each message, by due instant.
    pub(crate) async fn told(&self) -> Vec<String> {
        let rows = self.messages().await;
        rows.iter()
            .map(|row| {
                let occurrence = row.occurrence.split('@').next().unwrap();
                let reason = row
                    .reason
                    .as_deref()
                    .map(|reason| format!(" {reason}"))
                    .unwrap_or_default();
                format!("{} {occurrence} {}{reason}", row.kind, row.state)
            })
            .collect()
    }

    pub(crate) async fn attempts(&self) -> Vec<attempt::Model> {
        attempt::Entity::find()
            .order_by_asc(attempt::Column::Number)
            .all(self.store.read())
            .await
            .unwrap()
    }

    pub(crate) async fn wait_until_told(&self, expected: &[&str]) {
        assert_eventually(PATIENCE, &format!("{expected:?}"), async || {
            let told = self.told().await;
            if told == expected { Ok(()) } else { Err(told) }
        })
        .await;
    }

    pub(crate) async fn wait_for(&self, state: State, count: usize) {
        assert_eventually(PATIENCE, &format!("{count} messages {state}"), async || {
            let told = self.told().await;
            let found = self
                .messages()
                .await
                .iter()
                .filter(|row| row.state == state.as_str())
                .count();
            if found == count { Ok(()) } else { Err(told) }
        })
        .await;
    }
}

/// How to reach somebody, in the first version.
pub(crate) fn contact(n: u128) -> v1::Contact {
    v1::Contact {
        party_id: party(n).to_string(),
        version: 1,
        display_name: format!("Amara {n}"),
        email: address(n),
        locale: "en".to_owned(),
        zone: "Africa/Lagos".to_owned(),
        ..Default::default()
    }
}

pub(crate) fn links() -> Links {
    let key = "a signing key of the house, 32 long";
    Links::new(key, &"https://apply.example.org/mail".parse().unwrap())
}

pub(crate) fn kind(kind: MessageKind) -> &'static str {
    kind.as_str()
}
