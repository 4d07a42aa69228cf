#![doc = include_str!("../README.md")]

mod calendar;
mod context;
mod dkim;
pub mod gallery;
mod ics;
mod mime;
pub mod notice;
mod overrides;
pub mod samples;
mod seven_bit;
mod templates;
mod texts;
pub mod validate;
mod vtimezone;
mod when;

use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use berth_domain::id::ProgrammeId;
use berth_domain::message::{MessageKind, Reader};
use berth_events::v1::MessageFactsResponse;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use berth_domain::address::{AddressError, WireAddress};
pub use dkim::{DkimError, Signer};
use overrides::Overrides;
pub use templates::{Letter, Templates};
pub use texts::Texts;

/// Whom a message is for.
#[derive(Debug, Clone)]
pub struct Addressee<'a> {
    /// As the party wants to be addressed.
    pub name: &'a str,
    pub address: &'a WireAddress,
    /// BCP 47.
    pub locale: &'a str,
    pub zone: Tz,
}

/// Which message of the ledger is to be composed.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    pub programme_id: &'a str,
    pub kind: MessageKind,
    pub id: Uuid,
    pub subject: Uuid,
}

/// What is fixed before the first attempt and the same in every later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    pub message_id: String,
    pub dated: DateTime<Utc>,
    pub boundary: String,
    pub envelope_from: String,
    pub envelope_to: String,
    pub bytes: Vec<u8>,
}

/// Why a message can't be put together.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    #[error("the facts are not those of a `{0}`: intake and notifier must be of the same version")]
    OtherFacts(MessageKind),
    #[error("the facts of a `{kind}` lack `{field}`")]
    Missing { kind: MessageKind, field: &'static str },
    #[error("the template `{template}` can't be rendered")]
    Template {
        template: String,
        #[source]
        source: minijinja::Error,
    },
    #[error("the template `{template}` is no valid MJML: {what}")]
    Mjml { template: String, what: String },
    #[error("the texts in `{locale}` can't be read: {what}")]
    Texts { locale: String, what: String },
    #[error("the message can't be built: {0}")]
    Mime(String),
    #[error("BERTH_MAIL_FROM can't be written from")]
    Sender(#[from] AddressError),
}

/// Composes messages. Templates are compiled once, when it is made.
#[derive(Debug)]
pub struct Composer {
    templates: Arc<Templates>,
    overrides: Option<Overrides>,
    signer: Option<Signer>,
    from_name: Option<String>,
    from: WireAddress,
}

impl Composer {
    /// `mail_from` is `address` or `Name <address>`.
    pub fn new(mail_from: &str) -> Result<Self, ComposeError> {
        let (from_name, address) = match mail_from
            .trim()
            .strip_suffix('>')
            .and_then(|text| text.rsplit_once('<'))
        {
            Some((name, address)) => (Some(name.trim().trim_matches('"').to_owned()), address),
            None => (None, mail_from.trim()),
        };
        Ok(Self {
            templates: Arc::new(Templates::new(Arc::new(Texts::built_in()?))?),
            overrides: None,
            signer: None,
            from_name: from_name.filter(|name| !name.is_empty()),
            from: WireAddress::parse(address)?,
        })
    }

    /// Takes a programme's own templates and texts from `<dir>/<programme>`, and again whenever they change. Files are
    /// named as the built-in ones (`layout.mjml`, `offer.mjml`, `offer.txt`, ...; texts `<language>.ftl`, only what
    /// differs). What can't be rendered is refused with a line in the log, and the last good state stays.
    #[must_use]
    pub fn with_overrides(mut self, dir: &Path) -> Self {
        self.overrides = Some(Overrides::new(dir));
        self
    }

    /// Writes everything as one programme does, previews too, with what [`Self::with_overrides`] would take of it now.
    ///
    /// # Errors
    /// When its files can't be used, with the reason.
    pub fn with_overrides_of(mut self, dir: &Path, programme: &ProgrammeId) -> Result<Self, ComposeError> {
        if let Some(own) = overrides::read(&dir.join(programme.as_str()))? {
            self.templates = Arc::new(own);
        }
        Ok(self)
    }

    /// Signs every mail; without it that is left to the mail server.
    #[must_use]
    pub fn with_signer(mut self, signer: Signer) -> Self {
        self.signer = Some(signer);
        self
    }

    fn templates_of(&self, programme_id: &str) -> Arc<Templates> {
        let own = self
            .overrides
            .as_ref()
            .and_then(|overrides| overrides.of(programme_id));
        own.unwrap_or_else(|| Arc::clone(&self.templates))
    }

    /// The languages there are texts in.
    pub fn languages(&self) -> Vec<String> {
        self.templates.texts().languages()
    }

    pub fn from_address(&self) -> &WireAddress {
        &self.from
    }

    /// The subject of a message as it would be sent, in the programme's own words: a line that stands for the message.
    pub fn subject(
        &self,
        programme_id: &str,
        kind: MessageKind,
        to: &Addressee<'_>,
        facts: &MessageFactsResponse,
        now: DateTime<Utc>,
    ) -> Result<String, ComposeError> {
        let templates = self.templates_of(programme_id);
        let context = context::of(kind, to, facts, now, templates.texts(), None)?;
        templates.subject(kind, &context)
    }

    /// Words and bodies without an envelope, for previews. Always built-in ones, as a preview has no programme.
    pub fn letter(
        &self,
        kind: MessageKind,
        to: &Addressee<'_>,
        facts: &MessageFactsResponse,
        now: DateTime<Utc>,
    ) -> Result<Letter, ComposeError> {
        letter(&self.templates, kind, to, facts, now, None)
    }

    /// The whole message, fixed for all attempts. The same arguments give the same bytes.
    pub fn compose(
        &self,
        order: &Order<'_>,
        to: &Addressee<'_>,
        facts: &MessageFactsResponse,
        now: DateTime<Utc>,
    ) -> Result<Fixed, ComposeError> {
        self.compose_with_unsubscribe(order, to, facts, now, None)
    }

    /// As [`Self::compose`], with the address where this reader stops mails of this kind: GET shows a page, and a POST of
    /// `List-Unsubscribe=One-Click` stops them at once (RFC 8058). Left out where `may_be_stopped` says no.
    pub fn compose_with_unsubscribe(
        &self,
        order: &Order<'_>,
        to: &Addressee<'_>,
        facts: &MessageFactsResponse,
        now: DateTime<Utc>,
        unsubscribe_url: Option<&str>,
    ) -> Result<Fixed, ComposeError> {
        let Order {
            kind,
            id,
            subject,
            programme_id,
        } = *order;
        let templates = self.templates_of(programme_id);
        let texts = templates.texts();
        let unsubscribe = unsubscribe_url.filter(|_| may_be_stopped(kind));
        let letter = letter(&templates, kind, to, facts, now, unsubscribe)?;
        let message_id = format!("{id}@{}", self.from.domain());
        let boundary = format!("berth-{}", id.simple());
        let from_name = match self.from_name.as_deref() {
            Some(name) => name,
            None => &facts.programme_name,
        };
        let from = (from_name, &self.from);
        let about = calendar::About {
            kind,
            subject,
            from,
            now,
        };
        let mut bytes = mime::build(&mime::Parts {
            from,
            to: (to.name, to.address),
            letter: &letter,
            language: texts.language(to.locale),
            calendar: calendar::file(texts, &about, to, facts)?,
            unsubscribe,
            message_id: &message_id,
            // Everything about one offer or application stands in one thread.
            thread: &format!("{subject}.thread@{}", self.from.domain()),
            dated: now,
            boundary: &boundary,
        })?;
        if let Some(signer) = &self.signer {
            let signature = signer.header(&bytes, now)?;
            bytes.splice(0..0, signature.into_bytes());
        }
        Ok(Fixed {
            message_id,
            dated: now,
            boundary,
            envelope_from: self.from.to_wire(),
            envelope_to: to.address.to_wire(),
            bytes,
        })
    }
}

/// Whether a reader may stop mails of this kind: what is not urgent, of applicants and hosts.
#[must_use]
pub const fn may_be_stopped(kind: MessageKind) -> bool {
    !kind.is_urgent() && matches!(kind.reader(), Reader::Applicant | Reader::Host)
}

fn letter(
    templates: &Templates,
    kind: MessageKind,
    to: &Addressee<'_>,
    facts: &MessageFactsResponse,
    now: DateTime<Utc>,
    unsubscribe: Option<&str>,
) -> Result<Letter, ComposeError> {
    let context = context::of(kind, to, facts, now, templates.texts(), unsubscribe)?;
    templates.render(kind, &context)
}

/// An error and all its causes in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests;
