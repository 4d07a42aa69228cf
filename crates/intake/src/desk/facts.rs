//! What a message says, and whether it is still needed: asked by the notifier just before it sends.

mod notices;
mod offers;

use berth_domain::cohort::OpeningFacts;
use berth_domain::eligibility::Finding;
use berth_domain::form::{Answers, missing};
use berth_domain::message::MessageKind;
use berth_domain::programme::Programme;
use berth_domain::state::{ApplicationState, OfferState};
use berth_events::{timestamp, v1};
use berth_store::Only as _;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use v1::message_facts_response::Answer;

use super::applications::{self, receipt, state_of, wire_outcome};
use super::programmes::{self, StoredProgramme};
use super::shortlists::ShortlistPlace;
use super::{Desk, System};
use crate::entities::{self, opening, shortlist};
use crate::refusal::Refusal;

/// A message somebody asks about.
struct Asked<'a> {
    kind: MessageKind,
    programme: &'a Programme,
    /// The recipient; nil where it goes to operators.
    party: Uuid,
    /// What it is about.
    subject: Uuid,
    /// Which of several about the same.
    occurrence: &'a str,
}

impl Desk<System> {
    /// Reads the state now and answers with the facts, or with the reason why the message isn't needed any more.
    ///
    /// # Errors
    /// When there is no such thing, or intake has nothing to say for this kind: then nobody may take the message for
    /// needless.
    pub(crate) async fn message_facts(
        &self,
        asked: &v1::MessageFactsRequest,
    ) -> Result<v1::MessageFactsResponse, Refusal> {
        let kind: MessageKind = entities::name("message kind", &asked.kind)?;
        let StoredProgramme { config, .. } =
            programmes::find(self.store().read(), &asked.programme_id).await?;
        let answer = self
            .answer(&Asked {
                kind,
                programme: &config,
                party: entities::name("party id", &asked.party_id)?,
                subject: entities::name("subject id", &asked.subject_id)?,
                occurrence: &asked.occurrence,
            })
            .await?;
        Ok(v1::MessageFactsResponse {
            programme_name: config.name,
            answer: Some(answer),
        })
    }

    /// Every kind by name: a new one doesn't compile until somebody has thought about what it says.
    async fn answer(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        use ApplicationState as A;
        use MessageKind as K;
        use OfferState as O;
        match asked.kind {
            K::Receipt => {
                self.receipt_facts(asked.programme, asked.party, asked.subject)
                    .await
            }
            K::DeadlineReminder => {
                self.deadline_facts(asked.programme, asked.party, asked.subject)
                    .await
            }
            K::ShortlistDigest => self.shortlist_facts(asked.party).await,
            K::Offer | K::OfferExpiring => self.offer_facts(asked, &[O::Sent]).await,
            K::OfferAccepted | K::OfferAcceptedHost => self.offer_facts(asked, &[O::Accepted]).await,
            K::OfferDeclined | K::OfferDeclinedHost => self.offer_facts(asked, &[O::Declined]).await,
            K::OfferExpired | K::OfferExpiredHost => self.offer_facts(asked, &[O::Expired]).await,
            K::OfferRescinded | K::OfferRescindedHost => {
                self.offer_facts(asked, &[O::Rescinded, O::Voided]).await
            }
            K::ApplicationLink => self.application_notice(asked, A::ALL).await,
            K::DraftSaved | K::DeadlineMoved => self.application_notice(asked, &[A::Draft]).await,
            K::DraftExpired => self.application_notice(asked, &[A::Expired]).await,
            K::Ineligible => self.application_notice(asked, &[A::Ineligible]).await,
            K::Admitted => {
                let still = [A::Admitted, A::Training, A::MatchReady, A::InRound];
                self.application_notice(asked, &still).await
            }
            K::Waitlisted => self.application_notice(asked, &[A::Waitlisted]).await,
            K::Rejected => self.application_notice(asked, &[A::Rejected]).await,
            K::MatchResult => self.application_notice(asked, &[A::MatchReady, A::InRound]).await,
            K::MatchResultHost => self.result_of_host(asked).await,
            K::OpeningCancelled => self.cancelled_notice(asked).await,
            K::NextCandidate => self.next_candidate_notice(asked).await,
            K::CandidateWithdrew => self.candidate_withdrew_notice(asked).await,
            K::SecondApproval | K::RoundPublished => self.round_notice(asked).await,
            K::VerifyAddress
            | K::CallOpens
            | K::DocumentsMissing
            | K::InterviewInvitation
            | K::InterviewMoved
            | K::InterviewCancelled
            | K::TrainingStarts
            | K::TrainingBehind
            | K::RankHosts
            | K::ContractDue
            | K::PermitStep
            | K::PermitAtRisk
            | K::TravelPack
            | K::FirstDay
            | K::MidReview
            | K::PlacementEnds
            | K::PermitExpiring
            | K::StayOrReturn
            | K::Reintegration
            | K::OutcomeQuestions
            | K::DataExportReady
            | K::Erased
            | K::HostInvitation
            | K::ConfirmOpening
            | K::AnswerOverdue
            | K::HostPaused
            | K::InterviewHost
            | K::RankCandidates
            | K::PermitPapers
            | K::Arrival
            | K::EvaluationDue
            | K::SeatsUnused
            | K::WeeklySummary
            | K::WorkList
            | K::LastDaySurge
            | K::OffersExpiringToday
            | K::PermitRefused
            | K::QuotaClosed
            | K::BulkChangeDone
            | K::ErasureDue
            | K::FunderReport
            | K::MessagesOverdue
            | K::MessagesUncertain
            | K::BounceRate
            | K::BacklogAge
            | K::RedeliverySpike
            | K::BackupDrill
            | K::Digest => {
                let detail = format!(
                    "intake keeps nothing a message of kind `{}` could say",
                    asked.kind
                );
                Err(Refusal::conflict("no-facts", detail))
            }
        }
    }

    async fn receipt_facts(&self, programme: &Programme, party: Uuid, id: Uuid) -> Result<Answer, Refusal> {
        let row = applications::find(self.store().read(), id).await?;
        let Some(submitted_at) = row.submitted_at.filter(|_| row.party_id == party) else {
            return Ok(not_needed("not_submitted"));
        };
        if state_of(&row)? == ApplicationState::Withdrawn {
            return Ok(not_needed("withdrawn"));
        }
        let findings: Vec<Finding> = entities::json("findings", &row.findings)?;
        let outcome = entities::name("outcome", row.outcome.as_deref().unwrap_or("pass"))?;
        let signed = receipt(&row, programme, self.app.keys());
        Ok(Answer::Receipt(v1::ReceiptFacts {
            reference: row.reference.clone().unwrap_or_else(|| short(row.id)),
            submitted_at: Some(timestamp(submitted_at)),
            closes_at: Some(timestamp(programme.closes_at())),
            outcome: wire_outcome(outcome).into(),
            reasons: findings.into_iter().map(|f| f.sentence).collect(),
            receipt_url: self.app.link(&format!("receipts/{signed}")),
            receipt: signed,
        }))
    }

    async fn deadline_facts(&self, programme: &Programme, party: Uuid, id: Uuid) -> Result<Answer, Refusal> {
        let row = applications::find(self.store().read(), id).await?;
        match state_of(&row)? {
            ApplicationState::Draft if row.party_id == party => {}
            ApplicationState::Draft => return Ok(not_needed("another_party")),
            ApplicationState::Withdrawn => return Ok(not_needed("withdrawn")),
            ApplicationState::Expired => return Ok(not_needed("expired")),
            _ => return Ok(not_needed("already_submitted")),
        }
        if self.now() > programme.closes_at() {
            return Ok(not_needed("deadline_past"));
        }
        let answers: Answers = entities::json("answers", &row.answers)?;
        Ok(Answer::Deadline(v1::DeadlineFacts {
            closes_at: Some(timestamp(programme.closes_at())),
            programme_zone: programme.zone.to_string(),
            application_url: self.application_link(row.id),
            missing: missing(&programme.form, &answers)
                .into_iter()
                .map(|f| f.label.clone())
                .collect(),
        }))
    }

    async fn shortlist_facts(&self, host: Uuid) -> Result<Answer, Refusal> {
        let conn = self.store().read();
        let rows = opening::Entity::find()
            .filter(opening::Column::HostId.eq(host))
            .all(conn)
            .await?;
        let mut openings = Vec::new();
        for row in rows {
            let list = shortlist::Entity::find_by_id(row.id).only(conn).await?;
            let places: Vec<ShortlistPlace> = list
                .map(|l| entities::json("shortlist", &l.entries))
                .transpose()?
                .unwrap_or_default();
            let state: berth_domain::state::OpeningState = entities::name("state of an opening", &row.state)?;
            let free = row.seats - row.held - row.filled;
            if let Some(best) = places.first().filter(|_| free > 0 && state.takes_trainees()) {
                let facts: OpeningFacts = entities::json("facts of an opening", &row.facts)?;
                openings.push(v1::ShortlistedOpening {
                    title: row.title,
                    city: facts.city,
                    seats_free: free.unsigned_abs(),
                    candidates: u32::try_from(places.len()).unwrap_or(u32::MAX),
                    best_score: best.score,
                });
            }
        }
        if openings.is_empty() {
            return Ok(not_needed("no_candidates"));
        }
        Ok(Answer::Shortlist(v1::ShortlistFacts {
            openings,
            host_url: self.app.link(""),
        }))
    }
}

fn not_needed(reason: &str) -> Answer {
    Answer::NotNeeded(reason.to_owned())
}

/// A reference people can read out: the end of the id, where UUIDv7 keeps its randomness.
fn short(id: Uuid) -> String {
    let text = id.simple().to_string();
    text.get(24..).unwrap_or(&text).to_uppercase()
}
