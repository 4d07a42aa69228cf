//! What is told of an application: its receipt, the way back to it, and what it came to.

use berth_domain::calendar::LocalRule;
use berth_domain::message::MessageKind;
use berth_events::{instant, v1};
use chrono::{DateTime, Duration, DurationRound as _, Utc};
use uuid::Uuid;

use super::{
    BUT_ADMITTED, CallOff, Change, DECISIONS, DRAFTING, Malformed, Occurrence, Plan, at_once, call_off, id,
    named,
};

/// The receipt, and nothing more to a writer.
pub(super) fn submitted(e: &v1::ApplicationSubmitted, at: DateTime<Utc>) -> Result<Vec<Change>, Malformed> {
    let application = id(&e.application_id, "application_id")?;
    let party = id(&e.party_id, "party_id")?;
    let submitted_at = instant(e.submitted_at.as_ref()).unwrap_or(at);
    Ok(vec![
        call_off(application, DRAFTING, CallOff::Cancelled("already_submitted")),
        at_once(
            party,
            MessageKind::Receipt,
            application,
            "submitted",
            submitted_at,
        ),
    ])
}

/// Another link to the application was asked for. Anybody can ask: once an hour is often enough.
pub(super) fn link_requested(
    e: &v1::ApplicationLinkRequested,
    at: DateTime<Utc>,
) -> Result<Vec<Change>, Malformed> {
    let application = id(&e.application_id, "application_id")?;
    let party = id(&e.party_id, "party_id")?;
    let hour = named(at.duration_trunc(Duration::hours(1)).unwrap_or(at));
    Ok(vec![
        Change::CallOff {
            subject: application,
            kinds: &[MessageKind::ApplicationLink],
            how: CallOff::Superseded("requested_again"),
            except: Some(hour.clone()),
        },
        at_once(party, MessageKind::ApplicationLink, application, &hour, at),
    ])
}

/// An application in another state: what it came to, told once it is morning where the applicant lives.
pub(super) fn moved(e: &v1::ApplicationMoved, at: DateTime<Utc>) -> Result<Vec<Change>, Malformed> {
    if e.to_state == "draft" {
        return Ok(Vec::new());
    }
    let application = id(&e.application_id, "application_id")?;
    let party = id(&e.party_id, "party_id")?;
    let mut changes = vec![
        call_off(application, DRAFTING, CallOff::Cancelled("no_longer_a_draft")),
        call_off(
            application,
            outdated(&e.to_state),
            CallOff::Superseded("decided_anew"),
        ),
    ];
    match e.to_state.as_str() {
        "expired" => changes.push(in_the_morning(
            party,
            MessageKind::DraftExpired,
            application,
            "expired".to_owned(),
            at,
        )),
        // All decisions of a day are published in one window: the next nine o'clock.
        "ineligible" => changes.push(decision(party, MessageKind::Ineligible, application, at)),
        "admitted" => changes.push(decision(party, MessageKind::Admitted, application, at)),
        "waitlisted" => changes.push(decision(party, MessageKind::Waitlisted, application, at)),
        "rejected" => changes.push(decision(party, MessageKind::Rejected, application, at)),
        "match_ready" if e.from_state == "in_round" => changes.push(at_once(
            party,
            MessageKind::MatchResult,
            application,
            &named(at),
            at,
        )),
        _ => {}
    }
    Ok(changes)
}

/// Decisions not yet told that say nothing any more.
fn outdated(to_state: &str) -> &'static [MessageKind] {
    match to_state {
        // Who trains, waits for a round or is in one was admitted: that is still to be told.
        "training" | "match_ready" | "in_round" => BUT_ADMITTED,
        _ => DECISIONS,
    }
}

/// After an appeal, or a time out of reach, the same may be decided again.
fn decision(party: Uuid, kind: MessageKind, application: Uuid, at: DateTime<Utc>) -> Change {
    in_the_morning(party, kind, application, named(at), at)
}

fn in_the_morning(
    recipient: Uuid,
    kind: MessageKind,
    subject: Uuid,
    occurrence: String,
    at: DateTime<Utc>,
) -> Change {
    Change::Plan(Plan {
        recipient,
        kind,
        subject,
        occurrence: Occurrence::Named(occurrence),
        anchor_at: at,
        rule: LocalRule::NextLocal { hour: 9 },
        not_before: None,
        useless_after: None,
    })
}
