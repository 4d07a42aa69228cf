//! What readers may do without: topics of messages, and the signed links by which a reader says so.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use berth_domain::message::MessageKind;
use berth_store::{Emit, Store};
use chrono::{DateTime, Utc};
use ring::hmac;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, DbErr, EntityTrait as _};
use url::Url;
use uuid::Uuid;

use crate::entity::preference;
use crate::ledger::LedgerError;

/// A group of kinds that a reader may do without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// Of drafts, ranks and answers that wait.
    Reminders,
    /// Of what is new, day by day or week by week.
    Summaries,
    /// After the stay.
    Afterwards,
}

impl Topic {
    pub const ALL: [Self; 3] = [Self::Reminders, Self::Summaries, Self::Afterwards];

    /// The topic of a kind; none when everybody gets it: offers, receipts, decisions, permits, whatever is urgent.
    pub const fn of(kind: MessageKind) -> Option<Self> {
        Some(match kind {
            MessageKind::DraftSaved
            | MessageKind::DeadlineReminder
            | MessageKind::CallOpens
            | MessageKind::RankHosts
            | MessageKind::RankCandidates
            | MessageKind::ConfirmOpening
            | MessageKind::TrainingBehind => Self::Reminders,
            MessageKind::ShortlistDigest | MessageKind::WeeklySummary | MessageKind::SeatsUnused => {
                Self::Summaries
            }
            MessageKind::StayOrReturn | MessageKind::Reintegration | MessageKind::OutcomeQuestions => {
                Self::Afterwards
            }
            _ => return None,
        })
    }

    /// The written name, as in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reminders => "reminders",
            Self::Summaries => "summaries",
            Self::Afterwards => "afterwards",
        }
    }

    /// As a reader would call it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Reminders => "Reminders of things you have begun or been asked for",
            Self::Summaries => "Summaries of new candidates and free seats",
            Self::Afterwards => "Questions and offers of help after the stay",
        }
    }

    const fn code(self) -> u8 {
        match self {
            Self::Reminders => 1,
            Self::Summaries => 2,
            Self::Afterwards => 3,
        }
    }
}

/// Signs and reads the links by which a reader says what it does without. They hold no address, and do not expire: a
/// mail may be read years later.
#[derive(Debug, Clone)]
pub struct Links {
    key: hmac::Key,
    base: Url,
}

/// Bytes of a signature kept in a link.
const TAG: usize = 16;

impl Links {
    /// `signing_key` is the house's; the notifier's own key is derived from it.
    pub fn new(signing_key: &str, base: &Url) -> Self {
        let house = hmac::Key::new(hmac::HMAC_SHA256, signing_key.as_bytes());
        let own = hmac::sign(&house, b"berth notifier unsubscribe v1");
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, own.as_ref()),
            base: base.clone(),
        }
    }

    /// Where `recipient` unsubscribes from messages like one of `kind`; none when nobody can.
    pub fn unsubscribe(&self, recipient: Uuid, kind: MessageKind) -> Option<String> {
        let token = self.token(recipient, Topic::of(kind)?);
        let base = self.base.as_str().trim_end_matches('/');
        Some(format!("{base}/unsubscribe/{token}"))
    }

    fn token(&self, recipient: Uuid, topic: Topic) -> String {
        let mut bytes = recipient.as_bytes().to_vec();
        bytes.push(topic.code());
        let tag = hmac::sign(&self.key, &bytes);
        bytes.extend(tag.as_ref().iter().take(TAG));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token back; none when we didn't write it.
    pub fn read(&self, token: &str) -> Option<(Uuid, Topic)> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let recipient = Uuid::from_bytes(*id);
        let code = *rest.first()?;
        let topic = Topic::ALL.into_iter().find(|topic| topic.code() == code)?;
        let ours = self.token(recipient, topic);
        let same = ours.len() == token.len()
            && ours
                .bytes()
                .zip(token.bytes())
                .fold(0, |differs, (a, b)| differs | (a ^ b))
                == 0;
        same.then_some((recipient, topic))
    }
}

/// Whether a reader wants messages of a topic.
pub async fn wants(store: &Store, recipient: Uuid, topic: Topic) -> Result<bool, DbErr> {
    let row = preference::Entity::find_by_id((recipient, topic.as_str().to_owned()))
        .one(store.read())
        .await?;
    Ok(row.is_none_or(|row| row.wanted))
}

/// Keeps what a reader said. Saying it twice changes nothing.
pub async fn say(
    store: &Store,
    recipient: Uuid,
    topic: Topic,
    wanted: bool,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    store
        .write(|tx| async move {
            let row = preference::ActiveModel {
                recipient: Set(recipient),
                topic: Set(topic.as_str().to_owned()),
                wanted: Set(wanted),
                changed_at: Set(now),
            };
            let newest = OnConflict::columns([preference::Column::Recipient, preference::Column::Topic])
                .update_columns([preference::Column::Wanted, preference::Column::ChangedAt])
                .to_owned();
            preference::Entity::insert(row)
                .on_conflict(newest)
                .exec_without_returning(tx.conn())
                .await?;
            tx.commit(Emit::nothing("what a reader wants is asked at send time"))
                .await?;
            Ok(())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(key: &str) -> Links {
        Links::new(key, &"https://apply.example.org/mail".parse().unwrap())
    }

    #[test]
    fn a_link_names_reader_and_topic_and_nobody_else_can_write_one() {
        let links = links("a signing key of the house, 32 long");
        let reader = Uuid::from_u128(7);
        let link = links.unsubscribe(reader, MessageKind::DeadlineReminder).unwrap();
        let token = link
            .strip_prefix("https://apply.example.org/mail/unsubscribe/")
            .unwrap();
        assert_eq!(links.read(token), Some((reader, Topic::Reminders)));
        assert_eq!(self::links("another signing key of 32 letters").read(token), None);
        for n in 0..token.len() {
            let mut forged = token.to_owned();
            let other = if token.as_bytes()[n] == b'A' { "B" } else { "A" };
            forged.replace_range(n..=n, other);
            assert_eq!(links.read(&forged), None, "{forged}");
        }
        assert_eq!(links.read(""), None);
    }

    #[test]
    fn what_is_urgent_reaches_everybody() {
        for kind in MessageKind::ALL {
            assert!(!kind.is_urgent() || Topic::of(*kind).is_none(), "{kind}");
        }
    }
}
