//! The ledger held against what the mail server got: nothing lost, copies only where there is a doubt, all alike.

use std::collections::BTreeMap;

use berth_notifier::entity::attempt;
use berth_notifier::ledger::State;
use berth_testkit::ReceivedMessage;
use uuid::Uuid;

use crate::house::{House, address};

/// What the mail server does with the mail to an address in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Taken,
    /// Refused for good before the content is sent.
    NoSuchMailbox,
    /// Refused for good after the content was sent.
    Unwanted,
}

/// What the books say in the end.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) accepted: usize,
    /// Refused for good, and so said by the ledger.
    pub(crate) refused: usize,
    /// Attempts that were at the dot when their worker died.
    pub(crate) orphaned: usize,
    /// Attempts whose worker saw the connection break at the dot.
    pub(crate) cut: usize,
    /// Copies the server acknowledged beyond the first of each message.
    pub(crate) twice: usize,
    /// Copies it had in full and could not acknowledge.
    pub(crate) unacknowledged: usize,
}

/// The attempts of one message, by how they ended.
#[derive(Debug, Default)]
struct Attempts {
    accepted: usize,
    open: usize,
    orphaned: usize,
    cut: usize,
}

impl Attempts {
    fn add(&mut self, attempt: &attempt::Model) {
        match (attempt.verdict.as_str(), &attempt.reply) {
            ("accepted", _) => self.accepted += 1,
            ("open", _) => self.open += 1,
            // Who comes after a dead worker has no reply to note.
            ("unknown", None) => self.orphaned += 1,
            ("unknown", Some(_)) => self.cut += 1,
            _ => {}
        }
    }
}

/// Closes the books, or panics at the first thing that doesn't add up. `in_hand` is the most that those who died can
/// have had at the dot: deaths times messages in flight.
pub(crate) async fn balance(house: &House, fate: impl Fn(u128) -> Fate, in_hand: usize) -> Books {
    let mut acknowledged = by_address(house.smtp.messages());
    let mut unacknowledged = by_address(house.smtp.unacknowledged());
    let mut attempts = BTreeMap::<Uuid, Attempts>::new();
    for attempt in house.attempts().await {
        attempts.entry(attempt.message).or_default().add(&attempt);
    }
    let mut books = Books::default();
    for row in house.messages().await {
        let n = row.recipient.as_u128() - 0x1000;
        let own = acknowledged.remove(&address(n)).unwrap_or_default();
        let lost_track = unacknowledged.remove(&address(n)).unwrap_or_default();
        let attempts = attempts.remove(&row.id).unwrap_or_default();
        let doubts = attempts.orphaned + attempts.cut;
        books.orphaned += attempts.orphaned;
        books.cut += attempts.cut;
        books.unacknowledged += lost_track.len();
        assert_eq!(attempts.open, 0, "{n}: an attempt nobody ended");
        assert_eq!(
            doubts,
            usize::try_from(row.doubts).unwrap(),
            "{n}: a doubt without an attempt"
        );
        let state: State = row.state.parse().unwrap();
        let wanted = match fate(n) {
            Fate::Taken => State::Accepted,
            Fate::NoSuchMailbox => {
                assert_eq!(doubts, 0, "{n}: no content was ever sent");
                State::Failed
            }
            // An attempt nobody saw the end of may have been taken, whatever is said of later ones.
            Fate::Unwanted if doubts > 0 => State::Uncertain,
            Fate::Unwanted => State::Failed,
        };
        assert_eq!(state, wanted, "{n}: {row:?}");
        if fate(n) != Fate::Taken {
            let reason = match fate(n) {
                Fate::NoSuchMailbox => "no_such_mailbox",
                _ => "refused",
            };
            assert_eq!(row.reason.as_deref(), Some(reason), "{n}: {row:?}");
            assert!(own.is_empty() && lost_track.is_empty(), "{n}");
            books.refused += 1;
            continue;
        }
        assert!(!own.is_empty(), "{n} was lost: {row:?}");
        // What the ledger saw acknowledged was; what was acknowledged and not seen had lost its worker.
        assert_eq!(attempts.accepted, 1, "{n}: {row:?}");
        assert!(own.len() <= 1 + attempts.orphaned, "{n}: more copies than doubts");
        assert!(
            own.len() + lost_track.len() <= 1 + doubts,
            "{n}: more copies than doubts"
        );
        let rendered = house.smtp.as_kept(house.rendered(row.id).await);
        assert!(
            own.iter().chain(&lost_track).all(|copy| *copy == rendered),
            "{n}: copies differ"
        );
        books.accepted += 1;
        books.twice += own.len() - 1;
    }
    assert!(
        acknowledged.is_empty() && unacknowledged.is_empty(),
        "mail the ledger knows nothing of"
    );
    assert!(
        books.orphaned <= in_hand,
        "{books:?}, and {in_hand} can have been in hand"
    );
    assert!(books.twice <= in_hand, "{books:?}");
    books
}

fn by_address(mails: Vec<ReceivedMessage>) -> BTreeMap<String, Vec<Vec<u8>>> {
    let mut by_address = BTreeMap::<String, Vec<Vec<u8>>>::new();
    for mail in mails {
        let to = mail.to.into_iter().next().unwrap();
        by_address.entry(to).or_default().push(mail.bytes);
    }
    by_address
}
