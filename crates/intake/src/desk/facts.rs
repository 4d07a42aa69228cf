//! What a message says, and whether it is still needed: asked by the notifier just before it sends.

use berth_domain::cohort::OpeningFacts;
use berth_domain::eligibility::Finding;
use berth_domain::form::{Answers, missing};
use berth_domain::message::MessageKind;
use berth_domain::state::{ApplicationState, OfferState};
use berth_events::{timestamp, v1};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;
use v1::message_facts_response::Answer;

use super::applications::{self, receipt, state_of, wire_outcome};
use super::programmes::{self, StoredProgramme};
use super::shortlists::ShortlistPlace;
use super::{Desk, System, hosts};
use crate::entities::{self, offer, opening, party, shortlist};
use crate::refusal::Refusal;

impl Desk<System> {
    /// Reads the state now and answers with the facts, or with the reason why the message isn't needed any more.
    pub(crate) async fn message_facts(
        &self,
        asked: &v1::MessageFactsRequest,
    ) -> Result<v1::MessageFactsResponse, Refusal> {
        let kind: MessageKind = entities::name("message kind", &asked.kind)?;
        let party: Uuid = entities::name("party id", &asked.party_id)?;
        let subject: Uuid = entities::name("subject id", &asked.subject_id)?;
        let StoredProgramme { config, .. } =
            programmes::find(self.store().read(), &asked.programme_id).await?;
        let answer = match kind {
            MessageKind::Receipt => self.receipt_facts(&config, party, subject).await?,
            MessageKind::DeadlineReminder => self.deadline_facts(&config, party, subject).await?,
            MessageKind::ShortlistDigest => self.shortlist_facts(party).await?,
            _ => self.offer_facts(kind, party, subject).await?,
        };
        Ok(v1::MessageFactsResponse {
            programme_name: config.name,
            answer: Some(answer),
        })
    }

    async fn receipt_facts(
        &self,
        programme: &berth_domain::programme::Programme,
        party: Uuid,
        id: Uuid,
    ) -> Result<Answer, Refusal> {
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

    async fn deadline_facts(
        &self,
        programme: &berth_domain::programme::Programme,
        party: Uuid,
        id: Uuid,
    ) -> Result<Answer, Refusal> {
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
            application_url: self.app.link(&format!("programmes/{}", programme.id)),
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
            let list = shortlist::Entity::find_by_id(row.id).one(conn).await?;
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

    async fn offer_facts(&self, kind: MessageKind, party: Uuid, id: Uuid) -> Result<Answer, Refusal> {
        let conn = self.store().read();
        let row = offer::Entity::find_by_id(id)
            .one(conn)
            .await?
            .ok_or(Refusal::NotFound("offer"))?;
        let state: OfferState = entities::name("state of an offer", &row.state)?;
        let recipient = if kind.to_host() { row.host_id } else { row.party_id };
        if recipient != party {
            return Ok(not_needed("another_party"));
        }
        if let Some(reason) = no_longer(kind, state, self.now() > row.expires_at) {
            return Ok(not_needed(reason));
        }
        let opening = hosts::find(conn, row.opening_id).await?;
        let facts: OpeningFacts = entities::json("facts of an opening", &opening.facts)?;
        let host = party::Entity::find_by_id(row.host_id)
            .one(conn)
            .await?
            .ok_or(Refusal::NotFound("host"))?;
        let trainee = party::Entity::find_by_id(row.party_id)
            .one(conn)
            .await?
            .ok_or(Refusal::NotFound("party"))?;
        let application = applications::find(conn, row.application_id).await?;
        let answers: Answers = entities::json("answers", &application.answers)?;
        let shares = matches!(
            answers.get("consent_to_share"),
            Some(berth_domain::form::Answer::Flag(true))
        );
        let names_trainee = kind == MessageKind::OfferAcceptedHost && shares;
        let answerable = matches!(kind, MessageKind::Offer | MessageKind::OfferExpiring);
        Ok(Answer::Offer(v1::OfferFacts {
            reference: application.reference.unwrap_or_else(|| short(application.id)),
            host_name: host.display_name,
            opening_title: opening.title,
            city: facts.city,
            country: facts.country.to_string(),
            starts_on: facts.starts_on.to_string(),
            duration_months: facts.duration_months,
            monthly_pay_eur: facts.monthly_pay_eur,
            expires_at: Some(timestamp(row.expires_at)),
            last_safe_on: row.last_safe_on.clone().unwrap_or_default(),
            answer_url: if answerable {
                self.offer_link(&row)
            } else {
                String::new()
            },
            trainee_name: if names_trainee {
                trainee.display_name
            } else {
                String::new()
            },
            reason_code: row.reason.clone().unwrap_or_default(),
            seats_free: (opening.seats - opening.held - opening.filled).unsigned_abs(),
        }))
    }
}

/// Why an offer's message isn't needed in the offer's state now; none when it is.
fn no_longer(kind: MessageKind, state: OfferState, expired: bool) -> Option<&'static str> {
    use MessageKind as K;
    let wanted: &[OfferState] = match kind {
        K::Offer | K::OfferExpiring => &[OfferState::Sent],
        K::OfferAccepted | K::OfferAcceptedHost => &[OfferState::Accepted],
        K::OfferDeclined | K::OfferDeclinedHost => &[OfferState::Declined],
        K::OfferExpired | K::OfferExpiredHost => &[OfferState::Expired],
        K::OfferRescinded | K::OfferRescindedHost => &[OfferState::Rescinded, OfferState::Voided],
        K::Receipt | K::DeadlineReminder | K::ShortlistDigest => &[],
    };
    if wanted == [OfferState::Sent] && expired {
        return Some("offer_expired");
    }
    if wanted.contains(&state) {
        return None;
    }
    Some(match state {
        OfferState::Drafted => "offer_not_sent",
        OfferState::Sent => "offer_open",
        OfferState::Accepted => "offer_accepted",
        OfferState::Declined => "offer_declined",
        OfferState::Expired => "offer_expired",
        OfferState::Rescinded => "offer_rescinded",
        OfferState::Voided => "offer_voided",
    })
}

fn not_needed(reason: &str) -> Answer {
    Answer::NotNeeded(reason.to_owned())
}

/// A reference people can read out: the end of the id, where UUIDv7 keeps its randomness.
fn short(id: Uuid) -> String {
    let text = id.simple().to_string();
    text.get(24..).unwrap_or(&text).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_sent_only_while_its_offer_is_as_it_says() {
        use MessageKind as K;
        assert_eq!(no_longer(K::Offer, OfferState::Sent, false), None);
        assert_eq!(no_longer(K::Offer, OfferState::Sent, true), Some("offer_expired"));
        assert_eq!(
            no_longer(K::OfferExpiring, OfferState::Accepted, false),
            Some("offer_accepted")
        );
        assert_eq!(no_longer(K::OfferExpired, OfferState::Expired, true), None);
        assert_eq!(no_longer(K::OfferDeclinedHost, OfferState::Declined, true), None);
        assert_eq!(no_longer(K::OfferRescinded, OfferState::Voided, false), None);
        assert_eq!(
            no_longer(K::OfferAccepted, OfferState::Voided, false),
            Some("offer_voided")
        );
    }
}
