//! Message kinds: what each is about, how urgent, and what happens to one in doubt.

use crate::closed_set::closed_set;

closed_set! {
    /// A kind of message. The ledger's key is (recipient, kind, subject, occurrence).
    pub enum MessageKind ("a kind of message") {
        /// To an applicant: submitted, with the signed receipt. Subject: application.
        Receipt = "receipt",
        /// To an applicant with a draft: the deadline is near. Subject: application; occurrences `t-14d`, `t-3d`, `t-24h`.
        DeadlineReminder = "deadline-reminder",
        /// To a host, at most one a day: new candidates. Subject: host; occurrence: the local date.
        ShortlistDigest = "shortlist-digest",
        /// To a trainee: an offer, with the page to answer it. Subject: offer.
        Offer = "offer",
        /// To a trainee: the offer is running out. Subject: offer; occurrences `half`, `t-24h`, `t-4h`.
        OfferExpiring = "offer-expiring",
        /// To a trainee: you accepted. Subject: offer.
        OfferAccepted = "offer-accepted",
        /// To a host: your candidate accepted. Subject: offer.
        OfferAcceptedHost = "offer-accepted-host",
        /// To a trainee: you declined. Subject: offer.
        OfferDeclined = "offer-declined",
        /// To a host: your candidate declined. Subject: offer.
        OfferDeclinedHost = "offer-declined-host",
        /// To a trainee: the offer lapsed. Subject: offer.
        OfferExpired = "offer-expired",
        /// To a host: the offer lapsed. Subject: offer.
        OfferExpiredHost = "offer-expired-host",
        /// To a trainee: the offer was taken back. Subject: offer.
        OfferRescinded = "offer-rescinded",
        /// To a host: the offer was taken back. Subject: offer.
        OfferRescindedHost = "offer-rescinded-host",
    }
}

/// What to do with a message when a crash leaves open whether the server took it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InDoubt {
    /// Twice is better than never: send it again, byte for byte the same.
    Resend,
    /// Never is better than twice: park it as `uncertain` for an operator.
    Park,
}

impl MessageKind {
    /// Whether it goes out even in quiet hours and beyond the daily limit.
    #[must_use]
    pub const fn is_urgent(self) -> bool {
        !matches!(self, Self::DeadlineReminder | Self::ShortlistDigest)
    }

    /// What to do when it is open whether the server took it.
    #[must_use]
    pub const fn in_doubt(self) -> InDoubt {
        match self {
            Self::ShortlistDigest => InDoubt::Park,
            _ => InDoubt::Resend,
        }
    }

    /// Whether it goes to a host rather than to an applicant.
    #[must_use]
    pub const fn to_host(self) -> bool {
        matches!(
            self,
            Self::ShortlistDigest
                | Self::OfferAcceptedHost
                | Self::OfferDeclinedHost
                | Self::OfferExpiredHost
                | Self::OfferRescindedHost
        )
    }
}
