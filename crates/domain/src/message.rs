//! Message kinds: what each is about, how urgent, and what happens to one in doubt.

use crate::closed_set::closed_set;

closed_set! {
    /// A kind of message. The ledger's key is (recipient, kind, subject, occurrence).
    pub enum MessageKind ("a kind of message") {
        /// To an applicant: submitted, with the signed receipt. Subject: application.
        Receipt = "receipt",
        /// To an applicant with a draft: the deadline is near. Subject: application; occurrences `t-14d`, `t-3d`, `t-24h`, `t-3h`.
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
        /// To an applicant: prove that the address is yours. Subject: application.
        VerifyAddress = "verify-address",
        /// To an applicant: the draft is kept, with the way back to it. Subject: application.
        DraftSaved = "draft-saved",
        /// To an applicant: another link to the application, asked for. Subject: application; occurrence: the hour.
        ApplicationLink = "application-link",
        /// To who asked for it: the call is open. Subject: cohort.
        CallOpens = "call-opens",
        /// To an applicant with a draft: the deadline was moved. Subject: application; occurrence: the new instant.
        DeadlineMoved = "deadline-moved",
        /// To an applicant: the draft was not submitted in time. Subject: application.
        DraftExpired = "draft-expired",
        /// To an applicant: a rule did not pass, why, and how to appeal. Subject: application.
        Ineligible = "ineligible",
        /// To an applicant: papers are missing. Subject: application; occurrences `d0`, `d3`, `d7`.
        DocumentsMissing = "documents-missing",
        /// To an applicant: an interview, as a calendar REQUEST. Subject: interview.
        InterviewInvitation = "interview-invitation",
        /// To an applicant: the interview was moved, as a REQUEST of the same UID. Subject: interview; occurrence: its sequence.
        InterviewMoved = "interview-moved",
        /// To an applicant: the interview was called off, as a CANCEL. Subject: interview.
        InterviewCancelled = "interview-cancelled",
        /// To an applicant: admitted. Subject: application.
        Admitted = "admitted",
        /// To an applicant: on the waiting list. Subject: application.
        Waitlisted = "waitlisted",
        /// To an applicant: not admitted. Subject: application.
        Rejected = "rejected",
        /// To a trainee: the training starts. Subject: application.
        TrainingStarts = "training-starts",
        /// To a trainee: behind the training's plan. Subject: application; occurrence: the week.
        TrainingBehind = "training-behind",
        /// To a trainee: rank your hosts. Subject: cohort; occurrences `opens`, `t-7d`, `t-2d`, `t-6h`.
        RankHosts = "rank-hosts",
        /// To a trainee: what the round decided, where no offer follows. Subject: application; occurrence: the round.
        MatchResult = "match-result",
        /// To a trainee: an opening you ranked was cancelled. Subject: opening.
        OpeningCancelled = "opening-cancelled",
        /// To a trainee: sign the contract. Subject: placement; occurrences `d0`, `d2`, `d5`.
        ContractDue = "contract-due",
        /// To a trainee: a step of the permit. Subject: placement; occurrence: the step.
        PermitStep = "permit-step",
        /// To a trainee: the permit may come too late. Subject: placement.
        PermitAtRisk = "permit-at-risk",
        /// To a trainee: what to bring and where to be. Subject: placement; occurrences `t-14d`, `t-3d`, `t-1d`.
        TravelPack = "travel-pack",
        /// To a trainee: the first day. Subject: placement.
        FirstDay = "first-day",
        /// To a trainee: half of the stay is over. Subject: placement.
        MidReview = "mid-review",
        /// To a trainee: the stay ends. Subject: placement.
        PlacementEnds = "placement-ends",
        /// To a trainee: the permit runs out. Subject: placement; occurrences `t-90d`, `t-60d`, `t-30d`.
        PermitExpiring = "permit-expiring",
        /// To a trainee: stay or return? Subject: placement.
        StayOrReturn = "stay-or-return",
        /// To a returned trainee: help with settling in again. Subject: placement.
        Reintegration = "reintegration",
        /// To a trainee, after 1, 3, 6 and 12 months: how are you? Subject: placement; occurrence: the month.
        OutcomeQuestions = "outcome-questions",
        /// To anybody: the copy of your data is ready. Subject: party.
        DataExportReady = "data-export-ready",
        /// To anybody: your data was erased. The last message. Subject: party.
        Erased = "erased",
        /// To a host: take part, and the agreement. Subject: host.
        HostInvitation = "host-invitation",
        /// To a host: is the opening still right? Subject: opening.
        ConfirmOpening = "confirm-opening",
        /// To a host: we wait for your answer. Subject: opening; occurrences `d2`, `d5`.
        AnswerOverdue = "answer-overdue",
        /// To a host: silent twice, so paused. Subject: host.
        HostPaused = "host-paused",
        /// To a host: an interview, as a calendar REQUEST, or a CANCEL once it is called off. Subject: interview; occurrence: its sequence.
        InterviewHost = "interview-host",
        /// To a host: rank your candidates. Subject: opening; occurrences `t-7d`, `t-2d`, `t-6h`.
        RankCandidates = "rank-candidates",
        /// To a host: what the round decided. Subject: host; occurrence: the round.
        MatchResultHost = "match-result-host",
        /// To a host: a re-match offered a free seat to the next candidate. Subject: offer.
        NextCandidate = "next-candidate",
        /// To a host: a candidate on your list withdrew. Subject: application.
        CandidateWithdrew = "candidate-withdrew",
        /// To a host: papers for the permit, with the last date. Subject: placement.
        PermitPapers = "permit-papers",
        /// To a host: when your trainee arrives. Subject: placement.
        Arrival = "arrival",
        /// To a host: an evaluation is due. Subject: placement; occurrence: which.
        EvaluationDue = "evaluation-due",
        /// To a host: seats nobody uses. Subject: host.
        SeatsUnused = "seats-unused",
        /// To a host: the week in short. Subject: host; occurrence: the week.
        WeeklySummary = "weekly-summary",
        /// To an operator, every morning: what waits. Occurrence: the local date.
        WorkList = "work-list",
        /// To an operator: the deadline's last hours. Subject: cohort.
        LastDaySurge = "last-day-surge",
        /// To an operator: a round waits for its second approval. Subject: round.
        SecondApproval = "second-approval",
        /// To an operator: a round was published, with the checker's report. Subject: round.
        RoundPublished = "round-published",
        /// To an operator: offers that run out today. Occurrence: the local date.
        OffersExpiringToday = "offers-expiring-today",
        /// To an operator: a permit was refused. Subject: placement.
        PermitRefused = "permit-refused",
        /// To an operator: a quota closed, and whom it concerns. Subject: permit route.
        QuotaClosed = "quota-closed",
        /// To an operator: a change of many rows is done, with the way to undo it. Subject: the change.
        BulkChangeDone = "bulk-change-done",
        /// To an operator: somebody's data must be erased by a date. Subject: party.
        ErasureDue = "erasure-due",
        /// To an operator: the funder's report is ready. Subject: programme.
        FunderReport = "funder-report",
        /// To operations: messages were planned and not sent. Occurrence: kind and hour.
        MessagesOverdue = "messages-overdue",
        /// To operations: messages nobody knows the fate of. Occurrence: the local date.
        MessagesUncertain = "messages-uncertain",
        /// To operations: too many messages come back. Occurrence: the local date.
        BounceRate = "bounce-rate",
        /// To operations: events wait too long. Occurrence: the local date.
        BacklogAge = "backlog-age",
        /// To operations: events are delivered again and again. Occurrence: the local date.
        RedeliverySpike = "redelivery-spike",
        /// To operations: time to restore a backup for practice. Occurrence: the quarter.
        BackupDrill = "backup-drill",
        /// To anybody: the day's remaining messages in one. Occurrence: the local date.
        Digest = "digest",
    }
}

/// Who reads messages of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// An applicant or trainee.
    Applicant,
    /// A host company.
    Host,
    /// Who runs a programme.
    Operator,
    /// Who runs the machines.
    Operations,
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
        matches!(
            self,
            Self::Receipt
                | Self::Offer
                | Self::OfferExpiring
                | Self::OfferAccepted
                | Self::OfferAcceptedHost
                | Self::OfferDeclined
                | Self::OfferDeclinedHost
                | Self::OfferExpired
                | Self::OfferExpiredHost
                | Self::OfferRescinded
                | Self::OfferRescindedHost
                | Self::NextCandidate
                | Self::VerifyAddress
                | Self::ApplicationLink
                | Self::DeadlineMoved
                | Self::InterviewInvitation
                | Self::InterviewMoved
                | Self::InterviewCancelled
                | Self::InterviewHost
                | Self::MatchResult
                | Self::MatchResultHost
                | Self::OpeningCancelled
                | Self::PermitAtRisk
                | Self::PermitRefused
                | Self::QuotaClosed
                | Self::SecondApproval
                | Self::LastDaySurge
                | Self::DataExportReady
                | Self::Erased
                | Self::MessagesOverdue
                | Self::MessagesUncertain
                | Self::BounceRate
                | Self::BacklogAge
                | Self::RedeliverySpike
        )
    }

    /// What to do when it is open whether the server took it.
    #[must_use]
    pub const fn in_doubt(self) -> InDoubt {
        match self {
            Self::ShortlistDigest | Self::WeeklySummary | Self::WorkList | Self::Digest => InDoubt::Park,
            _ => InDoubt::Resend,
        }
    }

    /// Who reads it.
    #[must_use]
    pub const fn reader(self) -> Reader {
        match self {
            Self::ShortlistDigest
            | Self::OfferAcceptedHost
            | Self::OfferDeclinedHost
            | Self::OfferExpiredHost
            | Self::OfferRescindedHost
            | Self::HostInvitation
            | Self::ConfirmOpening
            | Self::AnswerOverdue
            | Self::HostPaused
            | Self::InterviewHost
            | Self::RankCandidates
            | Self::MatchResultHost
            | Self::NextCandidate
            | Self::CandidateWithdrew
            | Self::PermitPapers
            | Self::Arrival
            | Self::EvaluationDue
            | Self::SeatsUnused
            | Self::WeeklySummary => Reader::Host,
            Self::WorkList
            | Self::LastDaySurge
            | Self::SecondApproval
            | Self::RoundPublished
            | Self::OffersExpiringToday
            | Self::PermitRefused
            | Self::QuotaClosed
            | Self::BulkChangeDone
            | Self::ErasureDue
            | Self::FunderReport => Reader::Operator,
            Self::MessagesOverdue
            | Self::MessagesUncertain
            | Self::BounceRate
            | Self::BacklogAge
            | Self::RedeliverySpike
            | Self::BackupDrill => Reader::Operations,
            _ => Reader::Applicant,
        }
    }

    /// Whether it goes to a host rather than to an applicant.
    #[must_use]
    pub const fn to_host(self) -> bool {
        matches!(self.reader(), Reader::Host)
    }
}
