//! Which kinds bring a calendar file, and what is in it.

use berth_domain::address::WireAddress;
use berth_domain::message::MessageKind;
use berth_events::instant;
use berth_events::v1::message_facts_response::Answer;
use berth_events::v1::{MessageFactsResponse, NoticeFacts};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::ics::{self, Entry, Method};
use crate::notice::{is_cancelled, row};
use crate::texts::Texts;
use crate::{Addressee, ComposeError};

/// A calendar file of a message.
pub(super) struct File {
    pub(super) method: Method,
    pub(super) text: String,
}

/// Whose message it is, and about what.
pub(super) struct About<'a> {
    pub(super) kind: MessageKind,
    pub(super) subject: Uuid,
    pub(super) from: (&'a str, &'a WireAddress),
    pub(super) now: DateTime<Utc>,
}

/// The calendar file of the kinds that have one.
pub(super) fn file(
    texts: &Texts,
    about: &About<'_>,
    to: &Addressee<'_>,
    facts: &MessageFactsResponse,
) -> Result<Option<File>, ComposeError> {
    use MessageKind as K;
    let programme = facts.programme_name.as_str();
    match (about.kind, &facts.answer) {
        (K::DeadlineReminder, Some(Answer::Deadline(facts))) => {
            let at = about.need("closes_at", instant(facts.closes_at.as_ref()))?;
            about
                .deadline(texts, to, programme, at, &facts.application_url)
                .map(Some)
        }
        (K::DeadlineMoved, Some(Answer::Notice(facts))) => {
            let at = about.need("at", instant(facts.at.as_ref()))?;
            about
                .deadline(texts, to, programme, at, &facts.action_url)
                .map(Some)
        }
        (
            K::InterviewInvitation | K::InterviewMoved | K::InterviewCancelled | K::InterviewHost,
            Some(Answer::Notice(facts)),
        ) => about.interview(texts, to, facts).map(Some),
        _ => Ok(None),
    }
}

impl About<'_> {
    /// Published, not an invitation: replaced by the next one with the same UID.
    fn deadline(
        &self,
        texts: &Texts,
        to: &Addressee<'_>,
        programme: &str,
        at: DateTime<Utc>,
        url: &str,
    ) -> Result<File, ComposeError> {
        let summary = text(texts, to, "deadline-reminder-calendar", ("programme", programme))?;
        Ok(File {
            method: Method::Publish,
            text: ics::file(&Entry {
                method: Method::Publish,
                uid: &format!("{}.deadline@{}", self.subject, self.from.1.domain()),
                // Later mails win: minutes since 2020 only grow.
                sequence: (self.now.timestamp() - 1_577_836_800).max(0) / 60,
                stamp: self.now,
                zone: to.zone,
                begins: at,
                ends: None,
                summary: &summary,
                location: "",
                url,
                people: None,
            }),
        })
    }

    fn interview(
        &self,
        texts: &Texts,
        to: &Addressee<'_>,
        facts: &NoticeFacts,
    ) -> Result<File, ComposeError> {
        let title = match self.kind {
            MessageKind::InterviewHost => "opening",
            _ => "host",
        };
        let title = self.need(title, row(facts, title))?;
        let summary = text(texts, to, "interview-calendar", ("title", title))?;
        let place = ["meeting_url", "address", "place"]
            .iter()
            .find_map(|code| row(facts, code));
        let method = if is_cancelled(self.kind, facts) {
            Method::Cancel
        } else {
            Method::Request
        };
        Ok(File {
            method,
            text: ics::file(&Entry {
                method,
                uid: &format!("{}.interview@{}", self.subject, self.from.1.domain()),
                sequence: i64::from(facts.sequence),
                stamp: self.now,
                zone: to.zone,
                begins: self.need("at", instant(facts.at.as_ref()))?,
                ends: Some(self.need("ends_at", instant(facts.ends_at.as_ref()))?),
                summary: &summary,
                location: place.unwrap_or_default(),
                url: &facts.action_url,
                people: Some([
                    (self.from.0, &self.from.1.to_wire()),
                    (to.name, &to.address.to_wire()),
                ]),
            }),
        })
    }

    fn need<T>(&self, field: &'static str, value: Option<T>) -> Result<T, ComposeError> {
        value.ok_or(ComposeError::Missing {
            kind: self.kind,
            field,
        })
    }
}

fn text(
    texts: &Texts,
    to: &Addressee<'_>,
    key: &str,
    value: (&'static str, &str),
) -> Result<String, ComposeError> {
    let language = texts.language(to.locale);
    texts
        .plain(language, key, &[value])
        .map_err(|what| ComposeError::Texts {
            locale: language.to_owned(),
            what,
        })
}
