//! The ledger held against what the mail server got: nothing lost, copies only where there is a doubt, all alike.

use std::collections::BTreeMap;

use berth_notifier::ledger::State;

use crate::house::{House, address};

/// What the books say in the end.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) accepted: usize,
    /// Refused for good, and so said by the ledger.
    pub(crate) refused: usize,
    pub(crate) doubts: i32,
    /// Copies the server acknowledged beyond the first of each message.
    pub(crate) twice: usize,
    /// Copies it had in full and could not acknowledge.
    pub(crate) unacknowledged: usize,
}

/// Closes the books, or panics at the first thing that doesn't add up. `refused` says whose address takes no mail.
pub(crate) async fn balance(house: &House, refused: impl Fn(u128) -> bool) -> Books {
    let (mut copies, mut unacknowledged) = (
        BTreeMap::<String, Vec<_>>::new(),
        BTreeMap::<String, Vec<_>>::new(),
    );
    for mail in house.smtp.messages() {
        copies
            .entry(mail.to.first().unwrap().clone())
            .or_default()
            .push(mail.bytes);
    }
    for mail in house.smtp.unacknowledged() {
        unacknowledged
            .entry(mail.to.first().unwrap().clone())
            .or_default()
            .push(mail.bytes);
    }
    let mut verdicts: BTreeMap<_, BTreeMap<String, usize>> = BTreeMap::new();
    for attempt in house.attempts().await {
        *verdicts
            .entry(attempt.message)
            .or_default()
            .entry(attempt.verdict)
            .or_default() += 1;
    }
    let mut books = Books::default();
    for row in house.messages().await {
        let n = row.recipient.as_u128() - 0x1000;
        let own = copies.remove(&address(n)).unwrap_or_default();
        let lost_track = unacknowledged.remove(&address(n)).unwrap_or_default();
        let verdicts = verdicts.remove(&row.id).unwrap_or_default();
        let of = |verdict: &str| verdicts.get(verdict).copied().unwrap_or_default();
        books.doubts += row.doubts;
        books.unacknowledged += lost_track.len();
        assert_eq!(of("open"), 0, "{n}: an attempt nobody ended");
        assert_eq!(
            of("unknown"),
            usize::try_from(row.doubts).unwrap(),
            "{n}: a doubt without an attempt"
        );
        if refused(n) {
            assert_eq!(row.state, State::Failed.as_str(), "{n}: {row:?}");
            assert!(own.is_empty(), "{n}");
            books.refused += 1;
            continue;
        }
        assert_eq!(row.state, State::Accepted.as_str(), "{n}: {row:?}");
        assert!(!own.is_empty(), "{n} was lost: {row:?}");
        assert!(
            own.len() + lost_track.len() <= 1 + usize::try_from(row.doubts).unwrap(),
            "{n}: more copies than doubts"
        );
        // What the ledger saw acknowledged was; what was acknowledged and not seen is in doubt.
        assert!(
            of("accepted") == 1 && own.len() <= 1 + of("unknown"),
            "{n}: the ledger and the server disagree"
        );
        let rendered = house.rendered(row.id).await;
        assert!(
            own.iter().chain(&lost_track).all(|copy| *copy == rendered),
            "{n}: copies differ"
        );
        books.accepted += 1;
        books.twice += own.len() - 1;
    }
    assert!(copies.is_empty(), "mail the ledger knows nothing of");
    books
}
