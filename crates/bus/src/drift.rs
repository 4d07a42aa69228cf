//! How a stream or consumer differs from its specification: pure, and the same words for every field.

use std::fmt::Debug;
use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, Config as ConsumerConfig, DeliverPolicy};
use async_nats::jetstream::stream::{Config, RetentionPolicy, StorageType};

use crate::provision::Change;
use crate::topology::{ConsumerSpec, StreamSpec};

/// Every field of the stream that Berth cares about and that differs.
pub(crate) fn of_stream(have: &Config, spec: &StreamSpec) -> Vec<Change> {
    let want = spec.config();
    let mut changes: Vec<Change> = [
        update("subjects", &sorted(&have.subjects), &sorted(&want.subjects)),
        update("discard", &have.discard, &want.discard),
        update_with("max_age", have.max_age, want.max_age, duration),
        update(
            "max_msgs_per_subject",
            &have.max_messages_per_subject,
            &want.max_messages_per_subject,
        ),
        update_with(
            "duplicate_window",
            have.duplicate_window,
            want.duplicate_window,
            duration,
        ),
        update("num_replicas", &have.num_replicas, &want.num_replicas),
        update(
            "allow_atomic",
            &have.allow_atomic_publish,
            &want.allow_atomic_publish,
        ),
        update("allow_direct", &have.allow_direct, &want.allow_direct),
        update("allow_rollup_hdrs", &have.allow_rollup, &want.allow_rollup),
        update("description", &have.description, &want.description),
    ]
    .into_iter()
    .flatten()
    .collect();
    let advice = format!(
        "NATS can't change it: stop the services, back the stream up (`nats stream backup {0}`), delete it, run `berth \
         provision`, then `berth outbox replay` and `berth intake republish`",
        spec.name
    );
    changes.extend(stuck("storage", &have.storage, &StorageType::File, &advice));
    changes.extend(stuck(
        "retention",
        &have.retention,
        &RetentionPolicy::Limits,
        &advice,
    ));
    changes.extend(stuck("sealed", &have.sealed, &false, &advice));
    changes.extend(stuck("mirrored", &have.mirror.is_some(), &false, &advice));
    changes
}

/// Every field of the consumer that Berth cares about and that differs.
pub(crate) fn of_consumer(have: &ConsumerConfig, spec: &ConsumerSpec) -> Vec<Change> {
    let filters = if have.filter_subjects.is_empty() && !have.filter_subject.is_empty() {
        std::slice::from_ref(&have.filter_subject)
    } else {
        have.filter_subjects.as_slice()
    };
    let mut changes: Vec<Change> = [
        update(
            "filter_subjects",
            &sorted(filters),
            &sorted(&spec.filter_subjects),
        ),
        update_with("ack_wait", have.ack_wait, spec.ack_wait, duration),
        update("max_deliver", &have.max_deliver, &spec.max_deliver),
        update("max_ack_pending", &have.max_ack_pending, &spec.max_ack_pending),
        update(
            "description",
            &have.description.as_deref(),
            &Some(spec.description),
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    let advice = format!(
        "NATS can't change it: delete the consumer (`nats consumer rm {} {}`) and run `berth provision`; it starts from the \
         beginning then, which is harmless as every service drops what it has handled",
        spec.stream, spec.name
    );
    changes.extend(stuck(
        "ack_policy",
        &have.ack_policy,
        &AckPolicy::Explicit,
        &advice,
    ));
    changes.extend(stuck(
        "deliver_policy",
        &have.deliver_policy,
        &DeliverPolicy::All,
        &advice,
    ));
    changes.extend(stuck("deliver_subject", &have.deliver_subject, &None, &advice));
    changes
}

fn update<T: PartialEq + Debug>(field: &'static str, have: &T, want: &T) -> Option<Change> {
    (have != want).then(|| Change::Update {
        field,
        have: shown(have),
        want: shown(want),
    })
}

fn update_with<T: PartialEq + Copy>(
    field: &'static str,
    have: T,
    want: T,
    show: fn(T) -> String,
) -> Option<Change> {
    (have != want).then(|| Change::Update {
        field,
        have: show(have),
        want: show(want),
    })
}

fn stuck<T: PartialEq + Debug>(field: &'static str, have: &T, want: &T, advice: &str) -> Option<Change> {
    (have != want).then(|| Change::Stuck {
        field,
        have: shown(have),
        want: shown(want),
        advice: advice.to_owned(),
    })
}

fn shown<T: Debug>(value: &T) -> String {
    format!("{value:?}").to_lowercase()
}

fn duration(value: Duration) -> String {
    const DAY: u64 = 24 * 60 * 60;
    match value.as_secs() {
        0 => "unlimited".to_owned(),
        s if s % DAY == 0 => format!("{} days", s / DAY),
        s => format!("{s} s"),
    }
}

fn sorted(subjects: &[String]) -> Vec<String> {
    let mut subjects = subjects.to_vec();
    subjects.sort();
    subjects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topology::topology;

    #[test]
    fn what_was_provisioned_differs_in_nothing() {
        let all = topology(1);
        for spec in &all.streams {
            assert_eq!(of_stream(&spec.config(), spec), [], "{}", spec.name);
        }
    }

    #[test]
    fn a_changed_field_is_named_with_both_values() {
        let all = topology(1);
        let spec = &all.streams[0];
        let have = Config {
            max_age: Duration::from_secs(7 * 24 * 60 * 60),
            ..spec.config()
        };
        let wanted = Change::Update {
            field: "max_age",
            have: "7 days".into(),
            want: "30 days".into(),
        };
        assert_eq!(of_stream(&have, spec), [wanted]);
    }

    #[test]
    fn storage_can_not_be_changed_and_comes_with_advice() {
        let all = topology(1);
        let spec = &all.streams[0];
        let have = Config {
            storage: StorageType::Memory,
            ..spec.config()
        };
        let changes = of_stream(&have, spec);
        assert!(
            matches!(&changes[..], [Change::Stuck { field: "storage", advice, .. }] if advice.contains("backup"))
        );
    }
}
