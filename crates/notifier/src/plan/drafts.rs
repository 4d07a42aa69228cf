//! What is told to somebody who is still writing an application.

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use chrono::{DateTime, Duration, DurationRound as _, Utc};
use uuid::Uuid;

use super::{CallOff, Change, Known, Occurrence, Plan, call_off, named};

const MOVED_BY_DEADLINE: &[MessageKind] = &[MessageKind::DeadlineReminder, MessageKind::DeadlineMoved];

/// The occurrence of the first mail about a draft.
pub(crate) const FIRST: &str = "drafted";

/// Who submits in one go needs no way back to a draft.
const SAVED_AFTER: Duration = Duration::minutes(15);

/// A draft was begun: the way back to it, and its reminders. Begun again, it is the way back once more, and now.
pub(super) fn drafted(at: DateTime<Utc>, known: &Known) -> Vec<Change> {
    let Some(closes_at) = known.closes_at else {
        return Vec::new();
    };
    let of_one = |&(application, party): &(Uuid, Uuid)| {
        let (occurrence, anchor_at) = if known.begun_before {
            // Anybody can ask: once an hour is often enough.
            (named(at.duration_trunc(Duration::hours(1)).unwrap_or(at)), at)
        } else {
            (FIRST.to_owned(), at + SAVED_AFTER)
        };
        let saved = Change::Plan(Plan {
            recipient: party,
            kind: MessageKind::DraftSaved,
            subject: application,
            occurrence: Occurrence::Named(occurrence),
            anchor_at,
            rule: LocalRule::AtOnce,
            not_before: None,
            useless_after: Some(closes_at),
        });
        let mut changes = Vec::new();
        if known.begun_before {
            changes.push(call_off(
                application,
                &[MessageKind::DraftSaved],
                CallOff::Superseded("begun_again"),
            ));
        }
        changes.push(saved);
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
