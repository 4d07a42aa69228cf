//! What readers may do without: topics of messages, and the signed links by which a reader says so.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use berth_domain::message::MessageKind;
use berth_store::{Emit, Store};
use chrono::{DateTime, Utc};
use ring::hmac;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};
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

    /// The kinds that belong to it.
    pub fn kinds(self) -> impl Iterator<Item = MessageKind> {
        let all = MessageKind::ALL.iter().copied();
        all.filter(move |kind| Self::of(*kind) == Some(self))
    }
}

/// What a reader says something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// All kinds of a topic.
    Topic(Topic),
    /// One kind alone; it counts before its topic.
    Kind(MessageKind),
}

impl About {
    /// The written name, as in the database: no kind is called like a topic.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Topic(topic) => topic.as_str(),
            Self::Kind(kind) => kind.as_str(),
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
        Topic::of(kind)?;
        let token = self.token(recipient, kind);
        let base = self.base.as_str().trim_end_matches('/');
        Some(format!("{base}/unsubscribe/{token}"))
    }

    fn token(&self, recipient: Uuid, kind: MessageKind) -> String {
        let mut bytes = recipient.as_bytes().to_vec();
        bytes.extend(kind.as_str().as_bytes());
        let tag = hmac::sign(&self.key, &bytes);
        bytes.extend(tag.as_ref().iter().take(TAG));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a token back: whose it is, and in which kind of mail it stood; none when we didn't write it.
    pub fn read(&self, token: &str) -> Option<(Uuid, MessageKind)> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (kind, _) = rest.split_last_chunk::<TAG>()?;
        let recipient = Uuid::from_bytes(*id);
        let kind: MessageKind = std::str::from_utf8(kind).ok()?.parse().ok()?;
        Topic::of(kind)?;
        let ours = self.token(recipient, kind);
        let same = ours.len() == token.len()
            && ours
                .bytes()
                .zip(token.bytes())
                .fold(0, |differs, (a, b)| differs | (a ^ b))
                == 0;
        same.then_some((recipient, kind))
    }
}

/// Whether a reader wants messages of a kind: what was said of the kind counts, then what was said of its topic.
pub async fn wants(store: &Store, recipient: Uuid, kind: MessageKind) -> Result<bool, DbErr> {
    let said = preference::Entity::find()
        .filter(preference::Column::Recipient.eq(recipient))
        .all(store.read())
        .await?;
    Ok(wanted(&said, kind))
}

/// Whether a reader who said this wants messages of a kind: what was said of the kind counts before what was said of its
/// topic.
pub(crate) fn wanted(said: &[preference::Model], kind: MessageKind) -> bool {
    let Some(topic) = Topic::of(kind) else {
        return true;
    };
    let of = |about: About| said.iter().find(|row| row.topic == about.as_str());
    let said = of(About::Kind(kind)).or_else(|| of(About::Topic(topic)));
    said.is_none_or(|row| row.wanted)
}

/// Keeps what a reader said. Saying it twice changes nothing; what is said of a topic holds for all of its kinds.
pub async fn say(
    store: &Store,
    recipient: Uuid,
    about: About,
    wanted: bool,
    now: DateTime<Utc>,
) -> Result<(), LedgerError> {
    store
        .write(|tx| async move {
            if let About::Topic(topic) = about {
                preference::Entity::delete_many()
                    .filter(preference::Column::Recipient.eq(recipient))
                    .filter(preference::Column::Topic.is_in(topic.kinds().map(MessageKind::as_str)))
                    .exec(tx.conn())
                    .await?;
            }
            let row = preference::ActiveModel {
                recipient: Set(recipient),
                topic: Set(about.as_str().to_owned()),
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
    fn a_link_names_reader_and_kind_and_nobody_else_can_write_one() {
        let links = links("a signing key of the house, 32 long");
        let reader = Uuid::from_u128(7);
        let link = links.unsubscribe(reader, MessageKind::DeadlineReminder).unwrap();
        let token = link
            .strip_prefix("https://apply.example.org/mail/unsubscribe/")
            .unwrap();
        assert_eq!(links.read(token), Some((reader, MessageKind::DeadlineReminder)));
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
    fn no_kind_is_called_like_a_topic() {
        for topic in Topic::ALL {
            assert!(topic.as_str().parse::<MessageKind>().is_err(), "{topic:?}");
            assert!(topic.kinds().count() > 0, "{topic:?}");
        }
    }

    #[test]
    fn what_is_urgent_reaches_everybody() {
        for kind in MessageKind::ALL {
            assert!(!kind.is_urgent() || Topic::of(*kind).is_none(), "{kind}");
        }
    }
}
