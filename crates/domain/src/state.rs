//! State machines: what a thing may become, and what it may not.

use crate::closed_set::closed_set;

/// A step the state machine doesn't allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} that is {from} can't become {to}")]
pub struct NotAllowed {
    /// Which thing, with its article.
    pub what: &'static str,
    /// Its state now.
    pub from: &'static str,
    /// The state asked for.
    pub to: &'static str,
}

macro_rules! steps {
    ($name:ident, $what:literal, { $($from:ident => [$($to:ident),* $(,)?]),+ $(,)? }) => {
        impl $name {
            /// The states this one may become.
            #[must_use]
            pub const fn next(self) -> &'static [Self] {
                match self { $(Self::$from => &[$(Self::$to),*]),+ }
            }

            /// Whether nothing comes after this state.
            #[must_use]
            pub const fn is_final(self) -> bool {
                self.next().is_empty()
            }

            /// Moves to `to`.
            ///
            /// # Errors
            /// When the step isn't allowed from here.
            pub fn to(self, to: Self) -> Result<Self, NotAllowed> {
                if self.next().contains(&to) {
                    Ok(to)
                } else {
                    Err(NotAllowed { what: $what, from: self.as_str(), to: to.as_str() })
                }
            }
        }
    };
}

closed_set! {
    /// Where an application stands.
    pub enum ApplicationState ("a state of an application") {
        /// Begun, not yet submitted.
        Draft = "draft",
        /// Submitted in time.
        Submitted = "submitted",
        /// Somebody has to look at it.
        InReview = "in_review",
        /// The rules exclude it; appeal or a changed rule brings it back.
        Ineligible = "ineligible",
        /// Not chosen.
        Rejected = "rejected",
        /// Chosen if somebody leaves.
        Waitlisted = "waitlisted",
        /// Chosen for the cohort.
        Admitted = "admitted",
        /// In training.
        Training = "training",
        /// Did not finish the training.
        TrainingFailed = "training_failed",
        /// May be matched.
        MatchReady = "match_ready",
        /// Part of a locked round.
        InRound = "in_round",
        /// Holds a live offer.
        Offered = "offered",
        /// Accepted an offer.
        Placed = "placed",
        /// The placement is over.
        Completed = "completed",
        /// Taken back by the applicant.
        Withdrawn = "withdrawn",
        /// Does not answer any more.
        Unreachable = "unreachable",
        /// Still a draft at the deadline.
        Expired = "expired",
    }
}

steps!(ApplicationState, "an application", {
    Draft => [Submitted, Withdrawn, Expired],
    Submitted => [InReview, Ineligible, Rejected, Waitlisted, Admitted, Withdrawn, Unreachable],
    InReview => [Ineligible, Rejected, Waitlisted, Admitted, Withdrawn, Unreachable],
    Ineligible => [InReview, Withdrawn],
    Rejected => [],
    Waitlisted => [Admitted, Rejected, Withdrawn, Unreachable],
    Admitted => [Training, MatchReady, Withdrawn, Unreachable],
    Training => [TrainingFailed, MatchReady, Withdrawn, Unreachable],
    TrainingFailed => [],
    MatchReady => [InRound, Withdrawn, Unreachable],
    InRound => [Offered, MatchReady, Withdrawn, Unreachable],
    Offered => [Placed, MatchReady, Withdrawn, Unreachable],
    Placed => [Completed, MatchReady, Withdrawn],
    Completed => [],
    Withdrawn => [],
    Unreachable => [MatchReady, InReview, Withdrawn],
    Expired => [],
});

closed_set! {
    /// Where a host company stands.
    pub enum HostState ("a state of a host") {
        /// Somebody has heard of them.
        Lead = "lead",
        /// Asked to take part.
        Invited = "invited",
        /// The agreement is on its way.
        AgreementPending = "agreement_pending",
        /// Checked.
        Verified = "verified",
        /// Takes part.
        Active = "active",
        /// Silent twice, own wish, or the route closed.
        Paused = "paused",
        /// Stopped by the programme.
        Suspended = "suspended",
        /// Left.
        Closed = "closed",
    }
}

steps!(HostState, "a host", {
    Lead => [Invited, Closed],
    Invited => [AgreementPending, Closed],
    AgreementPending => [Verified, Closed],
    Verified => [Active, Closed],
    Active => [Paused, Suspended, Closed],
    Paused => [Active, Suspended, Closed],
    Suspended => [Active, Closed],
    Closed => [],
});

closed_set! {
    /// Where an opening stands.
    pub enum OpeningState ("a state of an opening") {
        /// Being written.
        Draft = "draft",
        /// Seen by trainees.
        Published = "published",
        /// Its host may rank candidates.
        RankingOpen = "ranking_open",
        /// Its host has certified a rank list.
        Ranked = "ranked",
        /// No seat is free or held.
        Filled = "filled",
        /// Taken back by the host.
        Withdrawn = "withdrawn",
        /// Its start is past.
        Lapsed = "lapsed",
    }
}

steps!(OpeningState, "an opening", {
    Draft => [Published, Withdrawn],
    Published => [RankingOpen, Ranked, Filled, Withdrawn, Lapsed],
    RankingOpen => [Ranked, Published, Filled, Withdrawn, Lapsed],
    Ranked => [RankingOpen, Filled, Withdrawn, Lapsed],
    Filled => [Published, Ranked, Withdrawn, Lapsed],
    Withdrawn => [],
    Lapsed => [],
});

impl OpeningState {
    /// Whether seats may be offered.
    #[must_use]
    pub const fn takes_trainees(self) -> bool {
        matches!(self, Self::Published | Self::RankingOpen | Self::Ranked)
    }
}

closed_set! {
    /// Where a matching round stands. Its input is frozen and hashed at `locked`.
    pub enum RoundState ("a state of a round") {
        /// In the calendar.
        Planned = "planned",
        /// Rank lists are being certified.
        Collecting = "collecting",
        /// The input is frozen.
        Locked = "locked",
        /// The matcher's result is here.
        Solved = "solved",
        /// Looked at on a frozen copy.
        Rehearsed = "rehearsed",
        /// The first of two operators approved it.
        HalfApproved = "half_approved",
        /// Operators approved the result.
        Approved = "approved",
        /// The result is published.
        Published = "published",
        /// Offers are out.
        OffersOpen = "offers_open",
        /// A seat came free and is being filled.
        Rematching = "rematching",
        /// Over.
        Closed = "closed",
        /// Given up, with a reason: the input couldn't be solved, or operators refused the result.
        Abandoned = "abandoned",
    }
}

steps!(RoundState, "a round", {
    Planned => [Collecting, Locked, Abandoned],
    Collecting => [Locked, Abandoned],
    Locked => [Solved, Abandoned],
    Solved => [Rehearsed, HalfApproved, Approved, Abandoned],
    Rehearsed => [HalfApproved, Approved, Abandoned],
    HalfApproved => [Approved, Abandoned],
    Approved => [Published],
    Published => [OffersOpen, Closed],
    OffersOpen => [Rematching, Closed],
    Rematching => [OffersOpen, Closed],
    Closed => [],
    Abandoned => [],
});

closed_set! {
    /// Where an offer stands.
    pub enum OfferState ("a state of an offer") {
        /// Prepared.
        Drafted = "drafted",
        /// Out; the seat is held until the offer expires.
        Sent = "sent",
        /// The trainee accepted; the seat is filled.
        Accepted = "accepted",
        /// The trainee declined.
        Declined = "declined",
        /// Nobody answered in time.
        Expired = "expired",
        /// Taken back before an answer.
        Rescinded = "rescinded",
        /// Accepted, and then it came to nothing.
        Voided = "voided",
    }
}

steps!(OfferState, "an offer", {
    Drafted => [Sent, Rescinded],
    Sent => [Accepted, Declined, Expired, Rescinded],
    Accepted => [Voided],
    Declined => [],
    Expired => [],
    Rescinded => [],
    Voided => [],
});

impl OfferState {
    /// Whether the offer holds a seat that waits for an answer.
    #[must_use]
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Drafted | Self::Sent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_withdrawn_application_stays_withdrawn() {
        for &to in ApplicationState::ALL {
            assert!(ApplicationState::Withdrawn.to(to).is_err());
        }
        let refused = ApplicationState::Withdrawn
            .to(ApplicationState::Submitted)
            .unwrap_err();
        assert_eq!(
            refused.to_string(),
            "an application that is withdrawn can't become submitted"
        );
    }

    #[test]
    fn every_state_can_be_reached_and_every_name_reads_back() {
        let reached: Vec<_> = ApplicationState::ALL.iter().flat_map(|s| s.next()).collect();
        for state in ApplicationState::ALL {
            assert!(
                *state == ApplicationState::Draft || reached.contains(&state),
                "{state} can't be reached"
            );
            assert_eq!(state.as_str().parse::<ApplicationState>().unwrap(), *state);
        }
    }

    #[test]
    fn an_answered_offer_can_not_be_answered_again() {
        for answered in [
            OfferState::Accepted,
            OfferState::Declined,
            OfferState::Expired,
            OfferState::Rescinded,
        ] {
            assert!(answered.to(OfferState::Accepted).is_err());
            assert!(answered.to(OfferState::Declined).is_err());
        }
    }
}
