//! What a digest says: a line for each of its messages that is still needed, as read at send time.

use berth_domain::message::{MessageKind, Reader};
use berth_events::v1::message_facts_response::Answer;
use berth_events::v1::{MessageFactsResponse, NoticeFacts, NoticeRow};
use berth_letters::{Addressee, notice};
use chrono::{DateTime, Utc};

use super::Shared;
use super::prepare::Stop;
use super::recipients::Recipient;
use crate::entity::message;
use crate::ledger::{State, UNSUBSCRIBED, chain, digest};

impl Shared {
    pub(super) async fn digest(
        &self,
        row: &message::Model,
        recipient: &Recipient,
        to: &Addressee<'_>,
        now: DateTime<Utc>,
    ) -> Result<MessageFactsResponse, Stop> {
        let database = |error: sea_orm::DbErr| Stop::Away("ledger_unreadable", chain(&error));
        let mut items = Vec::new();
        let mut untold = Vec::new();
        let mut programme_name = String::new();
        let mut rows = Vec::new();
        for part in digest::parts(&self.store, row.id).await.map_err(database)? {
            // A newer version can tell it; nothing is left out meanwhile.
            let Ok(kind) = part.kind.parse::<MessageKind>() else {
                return Err(self.later(row, "unknown_kind"));
            };
            if self.is_too_late(kind, &part, now) {
                untold.push((part.id, State::Cancelled, "too_late".into()));
                continue;
            }
            if !recipient.wants(kind) {
                untold.push((part.id, State::Suppressed, UNSUBSCRIBED.into()));
                continue;
            }
            let facts = match self.ask(&part).await {
                Ok(facts) => facts,
                Err(Stop::Leave(then)) if then.state == State::Cancelled => {
                    untold.push((part.id, then.state, then.reason.unwrap_or_default()));
                    continue;
                }
                // Rather late than without one of its lines.
                Err(Stop::Leave(_)) => return Err(self.later(row, "facts_refused")),
                Err(away) => return Err(away),
            };
            let subject = self.composer.subject(&part.programme_id, kind, to, &facts, now).map_err(|error| {
                tracing::error!(kind = part.kind, message = %part.id, error = chain(&error), "a digest's line can't be rendered");
                self.later(row, "not_rendered")
            })?;
            items.push(match link(&facts) {
                Some(url) => format!("{subject}\n{url}"),
                None => subject,
            });
            programme_name = facts.programme_name;
            rows = whose(kind);
        }
        // Once it is rendered, its lines are what they are.
        if row.message_id.is_none() && !untold.is_empty() {
            let written = digest::leave_out(&self.store, &untold, now).await;
            written.map_err(|error| Stop::Away("ledger_unreadable", chain(&error)))?;
        }
        if items.is_empty() {
            return Err(Self::not_needed(row, "nothing_left_to_tell"));
        }
        Ok(MessageFactsResponse {
            answer: Some(Answer::Notice(NoticeFacts {
                count: u32::try_from(items.len()).unwrap_or(u32::MAX),
                items,
                rows,
                ..Default::default()
            })),
            programme_name,
        })
    }
}

/// Tells whose digest it is, by one of its messages.
fn whose(kind: MessageKind) -> Vec<NoticeRow> {
    let value = match kind.reader() {
        Reader::Host => "host",
        Reader::Operator => "operator",
        Reader::Applicant | Reader::Operations => return Vec::new(),
    };
    vec![NoticeRow {
        code: notice::READER.to_owned(),
        value: value.to_owned(),
    }]
}

/// Where a message sends its reader.
fn link(facts: &MessageFactsResponse) -> Option<&str> {
    let url = match facts.answer.as_ref()? {
        Answer::Deadline(facts) => &facts.application_url,
        Answer::Shortlist(facts) => &facts.host_url,
        Answer::Notice(facts) => &facts.action_url,
        _ => return None,
    };
    (!url.is_empty()).then_some(url)
}
