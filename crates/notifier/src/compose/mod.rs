//! Turns the facts of a message into the bytes that are stored and sent: words, two bodies, headers.

mod context;
mod mime;
pub mod samples;
mod templates;
mod texts;
pub mod validate;
mod when;

use std::sync::Arc;

use berth_domain::message::MessageKind;
use berth_events::v1::MessageFactsResponse;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::ledger::record::Fixed;
use crate::transport::address::{AddressError, WireAddress};
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
    templates: Templates,
    from_name: Option<String>,
    from: WireAddress,
}

impl Composer {
    /// `mail_from` is `address` or `Name <address>`.
    pub fn new(mail_from: &str) -> Result<Self, ComposeError> {
        let (from_name, address) = match mail_from.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
            Some((name, address)) => (Some(name.trim().trim_matches('"').to_owned()), address),
            None => (None, mail_from.trim()),
        };
        Ok(Self {
            templates: Templates::new(Arc::new(Texts::built_in()?))?,
            from_name: from_name.filter(|name| !name.is_empty()),
            from: WireAddress::parse(address)?,
        })
    }

    pub fn from_address(&self) -> &WireAddress {
        &self.from
    }

    /// Words and bodies without an envelope, for previews.
    pub fn letter(
        &self,
        kind: MessageKind,
        to: &Addressee<'_>,
        facts: &MessageFactsResponse,
        now: DateTime<Utc>,
    ) -> Result<Letter, ComposeError> {
        let context = context::of(kind, to, facts, now, self.templates.texts())?;
        self.templates.render(kind, &context)
    }

    /// The whole message, fixed for all attempts. The same arguments give the same bytes.
    pub fn compose(
        &self,
        kind: MessageKind,
        id: Uuid,
        subject: Uuid,
        to: &Addressee<'_>,
        facts: &MessageFactsResponse,
        now: DateTime<Utc>,
    ) -> Result<Fixed, ComposeError> {
        let letter = self.letter(kind, to, facts, now)?;
        let message_id = format!("{id}@{}", self.from.domain());
        let boundary = format!("berth-{}", id.simple());
        let from_name = match self.from_name.as_deref() {
            Some(name) => name,
            None => &facts.programme_name,
        };
        let bytes = mime::build(&mime::Parts {
            from: (from_name, &self.from),
            to: (to.name, to.address),
            letter: &letter,
            message_id: &message_id,
            // Everything about one offer or application stands in one thread.
            thread: &format!("{subject}.thread@{}", self.from.domain()),
            dated: now,
            boundary: &boundary,
        })?;
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

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
