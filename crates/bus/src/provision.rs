//! Provisioning: what the server has against what Berth needs, field by field, and making it so.

use std::fmt;

use async_nats::jetstream::consumer::Info as ConsumerInfo;
use async_nats::jetstream::stream::{Config, Info as StreamInfo, PurgeResponse};
use berth_events::Subject;
use serde::Serialize;

use crate::error::BusError;
use crate::topology::{ConsumerSpec, StreamSpec, Topology, topology};
use crate::{Bus, drift};

/// Whether provisioning only looks or also acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Say what would be done.
    Plan,
    /// Do it.
    Apply,
}

/// What a difference is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A stream, or the one under the object store.
    Stream,
    /// A durable consumer.
    Consumer,
}

/// One way in which the server differs from the topology.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Stream or consumer.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// What differs.
    pub change: Change,
}

/// What differs, and whether it can be put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "change")]
pub enum Change {
    /// It isn't there and is created.
    Create,
    /// One field differs and is updated.
    Update {
        /// The field's name in NATS' own configuration.
        field: &'static str,
        /// What the server has.
        have: String,
        /// What Berth needs.
        want: String,
    },
    /// One field differs that the server can't change.
    Stuck {
        /// The field's name in NATS' own configuration.
        field: &'static str,
        /// What the server has.
        have: String,
        /// What Berth needs.
        want: String,
        /// What the operator can do about it.
        advice: String,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Stream => "stream",
            Kind::Consumer => "consumer",
        };
        let name = &self.name;
        match &self.change {
            Change::Create => write!(f, "{kind} {name}: missing, to be created"),
            Change::Update { field, have, want } => {
                write!(f, "{kind} {name}: {field} is {have}, to be {want}")
            }
            Change::Stuck {
                field,
                have,
                want,
                advice,
            } => {
                write!(f, "{kind} {name}: {field} is {have}, should be {want}; {advice}")
            }
        }
    }
}

impl Difference {
    /// Whether somebody has to act because the server can't change it.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        matches!(self.change, Change::Stuck { .. })
    }
}

/// How far a durable consumer is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Backlog {
    /// Messages not delivered yet.
    pub waiting: u64,
    /// Messages delivered and not settled yet.
    pub in_hand: u64,
    /// Of those in hand, how many were delivered more than once.
    pub redelivered: u64,
}

impl Bus {
    /// Compares streams, bucket and durable consumers with [`topology`], and with [`Mode::Apply`] creates and updates
    /// what differs. Returns what differed before; doing it twice finds nothing the second time, except
    /// [`Change::Stuck`], which is never touched.
    ///
    /// # Errors
    /// When the server can't be asked, refuses, or this user may not.
    pub async fn provision(&self, mode: Mode) -> Result<Vec<Difference>, BusError> {
        self.provision_topology(&topology(self.inner.replicas), mode)
            .await
    }

    /// [`provision`](Self::provision) for a topology of one's own.
    ///
    /// # Errors
    /// When the server can't be asked, refuses, or this user may not.
    pub async fn provision_topology(
        &self,
        wanted: &Topology,
        mode: Mode,
    ) -> Result<Vec<Difference>, BusError> {
        let mut differences = Vec::new();
        for spec in &wanted.streams {
            differences.extend(self.provision_stream(spec, mode).await?);
        }
        for spec in &wanted.consumers {
            differences.extend(self.provision_consumer(spec, mode).await?);
        }
        Ok(differences)
    }

    async fn provision_stream(&self, spec: &StreamSpec, mode: Mode) -> Result<Vec<Difference>, BusError> {
        let named = |change| Difference {
            kind: Kind::Stream,
            name: spec.name.clone(),
            change,
        };
        let doing = format!("provisioning stream {}", spec.name);
        let Some(have) = found(self.stream_info(&spec.name).await)? else {
            if mode == Mode::Apply {
                let path = format!("STREAM.CREATE.{}", spec.name);
                self.api::<_, StreamInfo>(&path, &spec.config(), &doing)
                    .await
                    .map_err(advised)?;
            }
            return Ok(vec![named(Change::Create)]);
        };
        let changes = drift::of_stream(&have.config, spec);
        if mode == Mode::Apply && changes.iter().any(|c| matches!(c, Change::Update { .. })) {
            let path = format!("STREAM.UPDATE.{}", spec.name);
            self.api::<_, StreamInfo>(&path, &merged(have.config, spec), &doing)
                .await
                .map_err(advised)?;
        }
        Ok(changes.into_iter().map(named).collect())
    }

    async fn provision_consumer(&self, spec: &ConsumerSpec, mode: Mode) -> Result<Vec<Difference>, BusError> {
        let named = |change| Difference {
            kind: Kind::Consumer,
            name: spec.name.to_owned(),
            change,
        };
        let (changes, stuck) = match found(self.consumer_info(spec.stream, spec.name).await)? {
            None => (vec![Change::Create], false),
            Some(have) => {
                let changes = drift::of_consumer(&have.config, spec);
                let stuck = changes.iter().any(|c| matches!(c, Change::Stuck { .. }));
                (changes, stuck)
            }
        };
        // The server takes a consumer's configuration only as a whole, so one stuck field holds up the others.
        if mode == Mode::Apply && !stuck && !changes.is_empty() {
            let created = self
                .inner
                .jetstream
                .create_consumer_on_stream(spec.config(), spec.stream)
                .await;
            created.map_err(|error| BusError::Api {
                doing: format!("provisioning consumer {}", spec.name),
                code: 0,
                description: error.to_string(),
            })?;
        }
        Ok(changes.into_iter().map(named).collect())
    }

    /// How many messages a stream holds.
    ///
    /// # Errors
    /// When there is no such stream, or this user may not look at it.
    pub async fn stored(&self, stream: &str) -> Result<u64, BusError> {
        Ok(self.stream_info(stream).await?.state.messages)
    }

    /// Removes whatever a stream keeps on this subject, for erasing a person. Returns how many messages that were.
    ///
    /// # Errors
    /// When no stream keeps the subject, or this user may not purge it (intake may, for state and contacts).
    pub async fn forget(&self, subject: &Subject) -> Result<u64, BusError> {
        let stream = subject.stream().ok_or_else(|| BusError::NotProvisioned {
            what: format!("a stream for `{subject}`"),
        })?;
        let question = serde_json::json!({ "filter": subject.as_str() });
        let purged: PurgeResponse = self
            .api(&format!("STREAM.PURGE.{stream}"), &question, "erasing a subject")
            .await?;
        Ok(purged.purged)
    }

    /// The server's version, for `berth doctor`.
    #[must_use]
    pub fn server_version(&self) -> String {
        self.inner.client.server_info().version
    }

    /// Where it is connected, without user and password.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.inner.address
    }

    /// How far a durable consumer of the topology is behind.
    ///
    /// # Errors
    /// When the consumer is unknown or isn't there, or this user may not look at it.
    pub async fn backlog(&self, consumer: &str) -> Result<Backlog, BusError> {
        let all = topology(self.inner.replicas);
        let spec = all
            .consumer(consumer)
            .ok_or_else(|| BusError::UnknownConsumer(consumer.to_owned()))?;
        let info = self.consumer_info(spec.stream, spec.name).await?;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        Ok(Backlog {
            waiting: info.num_pending,
            in_hand: count(info.num_ack_pending),
            redelivered: count(info.num_redelivered),
        })
    }

    pub(crate) async fn stream_info(&self, stream: &str) -> Result<StreamInfo, BusError> {
        self.api(
            &format!("STREAM.INFO.{stream}"),
            &serde_json::json!({}),
            "looking at a stream",
        )
        .await
    }

    pub(crate) async fn consumer_info(&self, stream: &str, name: &str) -> Result<ConsumerInfo, BusError> {
        let path = format!("CONSUMER.INFO.{stream}.{name}");
        self.api(&path, &serde_json::json!({}), "looking at a consumer")
            .await
    }
}

fn found<T>(looked_up: Result<T, BusError>) -> Result<Option<T>, BusError> {
    match looked_up {
        Ok(there) => Ok(Some(there)),
        Err(BusError::NotProvisioned { .. }) => Ok(None),
        Err(other) => Err(other),
    }
}

/// Says what to do where the server only says what is wrong.
fn advised(error: BusError) -> BusError {
    let advice = |code| match code {
        // Replicas on a server without a cluster, or more than it has servers.
        10074 | 10005 => {
            Some("provision with one replica on a single server, with three on a cluster of three or more")
        }
        10047 => Some("give JetStream more storage (`max_file_store` in deploy/nats/nats.conf)"),
        10065 => Some(
            "another stream already keeps some of these subjects: `nats stream ls --subjects`, and remove it",
        ),
        _ => None,
    };
    match error {
        BusError::Api {
            doing,
            code,
            description,
        } => {
            let description =
                advice(code).map_or_else(|| description.clone(), |a| format!("{description}; {a}"));
            BusError::Api {
                doing,
                code,
                description,
            }
        }
        other => other,
    }
}

/// What the server has, with only those fields replaced that Berth cares about and the server can change.
fn merged(have: Config, spec: &StreamSpec) -> Config {
    let want = spec.config();
    Config {
        description: want.description,
        subjects: want.subjects,
        discard: want.discard,
        max_age: want.max_age,
        max_messages_per_subject: want.max_messages_per_subject,
        duplicate_window: want.duplicate_window,
        num_replicas: want.num_replicas,
        allow_atomic_publish: want.allow_atomic_publish,
        allow_direct: want.allow_direct,
        allow_rollup: want.allow_rollup,
        ..have
    }
}
