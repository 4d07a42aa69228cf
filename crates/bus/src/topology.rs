//! The streams, the bucket and the durable consumers Berth needs, as data.

use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, ReplayPolicy, pull};
use async_nats::jetstream::stream::{Config, DiscardPolicy, RetentionPolicy, StorageType};
use berth_events::streams::{self, consumers};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a delivered message may stay without ack or progress before it is delivered again.
pub const ACK_WAIT: Duration = Duration::from_secs(30);

/// How often a message is delivered before it goes to the dead letters. With the back-off of
/// [`Outcome::retry`](crate::Outcome::retry) that is a little over an hour.
pub const MAX_DELIVER: i64 = 20;

/// Everything that must exist on the server before a service starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Topology {
    /// Streams, the one under the object store included.
    pub streams: Vec<StreamSpec>,
    /// Durable pull consumers.
    pub consumers: Vec<ConsumerSpec>,
}

/// A stream and what it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct StreamSpec {
    /// Its name on the server.
    pub name: String,
    /// What it is for.
    pub description: &'static str,
    /// The subjects it keeps.
    pub subjects: Vec<String>,
    /// What happens at the limits.
    pub discard: DiscardPolicy,
    /// How long a message is kept; zero is for ever.
    pub max_age: Duration,
    /// How many messages are kept per subject; -1 is all.
    pub max_messages_per_subject: i64,
    /// Within which time a repeated `Nats-Msg-Id` is dropped.
    pub duplicate_window: Duration,
    /// Copies in the cluster: 1, 3 or 5.
    pub replicas: usize,
    /// Whether atomic batches are taken.
    pub allow_atomic_publish: bool,
    /// Whether single messages can be read without a consumer.
    pub allow_direct: bool,
    /// Whether a message can replace all before it on its subject.
    pub allow_rollup: bool,
}

/// A durable consumer and what it is for.
#[derive(Debug, Clone, PartialEq)]
pub struct ConsumerSpec {
    /// The durable name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// The stream it reads.
    pub stream: &'static str,
    /// Which of the stream's subjects it reads.
    pub filter_subjects: Vec<String>,
    /// How long a delivered message may stay without ack or progress.
    pub ack_wait: Duration,
    /// How often a message is delivered at most.
    pub max_deliver: i64,
    /// How many messages may be out unacknowledged, over all replicas of the service.
    pub max_ack_pending: i64,
}

/// What Berth needs, with `replicas` copies of every stream: 1 on a single server, 3 on a cluster.
#[must_use]
pub fn topology(replicas: usize) -> Topology {
    let kept = |name: &str, description, subjects: &[&str]| StreamSpec {
        name: name.to_owned(),
        description,
        subjects: subjects.iter().map(|&s| s.to_owned()).collect(),
        discard: DiscardPolicy::New,
        max_age: Duration::ZERO,
        max_messages_per_subject: -1,
        duplicate_window: Duration::from_secs(300),
        replicas,
        allow_atomic_publish: true,
        allow_direct: true,
        allow_rollup: false,
    };
    let bucket = streams::ROUNDS_BUCKET;
    Topology {
        streams: vec![
            StreamSpec {
                max_age: 30 * DAY,
                ..kept(streams::EVENTS, "facts, ids only", &["berth.v1.event.>"])
            },
            StreamSpec {
                max_messages_per_subject: 1,
                ..kept(
                    streams::STATE,
                    "newest pseudonymous state per thing",
                    &["berth.v1.state.>"],
                )
            },
            StreamSpec {
                max_messages_per_subject: 1,
                // One more way to read that nobody needs and therefore nobody has.
                allow_direct: false,
                ..kept(
                    streams::CONTACTS,
                    "how to reach parties: intake writes, notifier reads",
                    &["berth.v1.contact.>"],
                )
            },
            StreamSpec {
                max_age: 90 * DAY,
                discard: DiscardPolicy::Old,
                ..kept(
                    streams::DEAD,
                    "messages given up, and the server's advisories about them",
                    &[
                        "berth.v1.dead.>",
                        &format!("$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.{}.>", streams::EVENTS),
                        &format!(
                            "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.{}.>",
                            streams::CONTACTS
                        ),
                        &format!("$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.{}.>", streams::EVENTS),
                        &format!(
                            "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.{}.>",
                            streams::CONTACTS
                        ),
                    ],
                )
            },
            StreamSpec {
                allow_atomic_publish: false,
                allow_rollup: true,
                duplicate_window: Duration::from_secs(120),
                ..kept(
                    &format!("OBJ_{bucket}"),
                    "frozen inputs and results of rounds",
                    &[&format!("$O.{bucket}.C.>"), &format!("$O.{bucket}.M.>")],
                )
            },
        ],
        consumers: vec![
            consumer(
                consumers::INTAKE_ROUNDS,
                "intake follows solved and failed rounds and re-matches",
                streams::EVENTS,
                &[
                    "berth.v1.event.*.round.solved.*",
                    "berth.v1.event.*.round.failed.*",
                    "berth.v1.event.*.rematch.solved.*",
                    "berth.v1.event.*.rematch.failed.*",
                ],
            ),
            consumer(
                consumers::INTAKE_SHORTLISTS,
                "intake shows changed shortlists to hosts",
                streams::EVENTS,
                &["berth.v1.event.*.shortlist.changed.*"],
            ),
            ConsumerSpec {
                // Solving is the heaviest work there is: a round at a time per replica, and not many at once.
                max_ack_pending: 16,
                ..consumer(
                    consumers::MATCHER_ROUNDS,
                    "the matcher solves locked rounds, and matches published ones again",
                    streams::EVENTS,
                    &[
                        "berth.v1.event.*.round.locked.*",
                        "berth.v1.event.*.rematch.requested.*",
                    ],
                )
            },
            consumer(
                consumers::NOTIFIER_EVENTS,
                "the notifier follows every fact",
                streams::EVENTS,
                &["berth.v1.event.>"],
            ),
            consumer(
                consumers::NOTIFIER_CONTACTS,
                "the notifier follows contact details",
                streams::CONTACTS,
                &["berth.v1.contact.>"],
            ),
        ],
    }
}

fn consumer(
    name: &'static str,
    description: &'static str,
    stream: &'static str,
    filters: &[&str],
) -> ConsumerSpec {
    ConsumerSpec {
        name,
        description,
        stream,
        filter_subjects: filters.iter().map(|&f| f.to_owned()).collect(),
        ack_wait: ACK_WAIT,
        max_deliver: MAX_DELIVER,
        max_ack_pending: 256,
    }
}

impl Topology {
    /// The durable consumer of this name.
    #[must_use]
    pub fn consumer(&self, name: &str) -> Option<&ConsumerSpec> {
        self.consumers.iter().find(|c| c.name == name)
    }
}

impl StreamSpec {
    /// The server's form of it.
    pub(crate) fn config(&self) -> Config {
        Config {
            name: self.name.clone(),
            description: Some(self.description.to_owned()),
            subjects: self.subjects.clone(),
            retention: RetentionPolicy::Limits,
            storage: StorageType::File,
            discard: self.discard,
            max_bytes: -1,
            max_messages: -1,
            max_consumers: -1,
            max_age: self.max_age,
            max_messages_per_subject: self.max_messages_per_subject,
            duplicate_window: self.duplicate_window,
            num_replicas: self.replicas,
            allow_atomic_publish: self.allow_atomic_publish,
            allow_direct: self.allow_direct,
            allow_rollup: self.allow_rollup,
            ..Config::default()
        }
    }
}

impl ConsumerSpec {
    /// The server's form of it.
    pub(crate) fn config(&self) -> pull::Config {
        pull::Config {
            durable_name: Some(self.name.to_owned()),
            description: Some(self.description.to_owned()),
            deliver_policy: DeliverPolicy::All,
            ack_policy: AckPolicy::Explicit,
            replay_policy: ReplayPolicy::Instant,
            ack_wait: self.ack_wait,
            max_deliver: self.max_deliver,
            max_ack_pending: self.max_ack_pending,
            filter_subjects: self.filter_subjects.clone(),
            ..pull::Config::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_consumer_reads_a_stream_of_the_topology() {
        let all = topology(1);
        for consumer in &all.consumers {
            assert!(
                all.streams.iter().any(|s| s.name == consumer.stream),
                "{}",
                consumer.name
            );
        }
    }

    #[test]
    fn state_and_contacts_keep_the_last_message_per_subject() {
        let all = topology(3);
        for name in [streams::STATE, streams::CONTACTS] {
            let spec = all.streams.iter().find(|s| s.name == name).unwrap();
            assert_eq!((spec.max_messages_per_subject, spec.replicas), (1, 3), "{name}");
        }
    }
}
