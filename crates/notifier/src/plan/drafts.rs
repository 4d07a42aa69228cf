//! What is told to somebody who is still writing an application.

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::{CallOff, Change, Known, Occurrence, Plan, named};

const MOVED_BY_DEADLINE: &[MessageKind] = &[MessageKind::DeadlineReminder, MessageKind::DeadlineMoved];

/// Who submits in one go needs no way back to a draft.
const SAVED_AFTER: Duration = Duration::minutes(15);

/// A draft was begun: the way back to it, and its reminders.
pub(super) fn drafted(at: DateTime<Utc>, known: &Known) -> Vec<Change> {
    let Some(closes_at) = known.closes_at else {
        return Vec::new();
    };
    let of_one = |&(application, party): &(Uuid, Uuid)| {
        let mut changes = vec![Change::Plan(Plan {
            recipient: party,
            kind: MessageKind::DraftSaved,
            subject: application,
            occurrence: Occurrence::Named("drafted".to_owned()),
            anchor_at: at + SAVED_AFTER,
            rule: LocalRule::AtOnce,
            not_before: None,
            useless_after: Some(closes_at),
        })];
        changes.extend(reminders(application, party, closes_at, at));
        changes
    };
    known.open_drafts.iter().flat_map(of_one).collect()
}

/// The deadline moved: everybody still writing hears of it, and is reminded of the new one.
pub(super) fn moved(at: DateTime<Utc>, known: &Known) -> Vec<Change> {
    let Some(closes_at) = known.closes_at else {
        return Vec::new();
    };
    let of_one = |&(application, party): &(Uuid, Uuid)| {
        let mut changes = reminders(application, party, closes_at, at);
        if known.deadline_moved {
            changes.push(Change::Plan(Plan {
                recipient: party,
                kind: MessageKind::DeadlineMoved,
                subject: application,
                occurrence: Occurrence::Named(named(closes_at)),
                anchor_at: at,
                rule: LocalRule::AtOnce,
                not_before: None,
                useless_after: Some(closes_at),
            }));
        }
        changes
    };
    known.open_drafts.iter().flat_map(of_one).collect()
}

/// Reminders of one deadline. The deadline is part of the occurrence: a moved one is reminded of anew.
pub(super) fn reminders(
    application: Uuid,
    party: Uuid,
    closes_at: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Vec<Change> {
    let deadline = named(closes_at);
    let reminder = |name: &str, rule, useless_after| {
        Change::Plan(Plan {
            recipient: party,
            kind: MessageKind::DeadlineReminder,
            subject: application,
            occurrence: Occurrence::Named(format!("{name}@{deadline}")),
            anchor_at: closes_at,
            rule,
            not_before: Some(at),
            useless_after: Some(useless_after),
        })
    };
    vec![
        Change::CallOff {
            subject: application,
            kinds: MOVED_BY_DEADLINE,
            how: CallOff::Superseded("deadline_moved"),
            except: Some(deadline.clone()),
        },
        // Each gives way to the next one.
        reminder(
            "t-14d",
            LocalRule::DaysBefore { days: 14, hour: 9 },
            closes_at - Duration::days(3),
        ),
        reminder(
            "t-3d",
            LocalRule::DaysBefore { days: 3, hour: 9 },
            closes_at - Duration::hours(24),
        ),
        reminder(
            "t-24h",
            LocalRule::HoursBefore { hours: 24 },
            closes_at - Duration::hours(3),
        ),
        reminder("t-3h", LocalRule::HoursBefore { hours: 3 }, closes_at),
    ]
}
