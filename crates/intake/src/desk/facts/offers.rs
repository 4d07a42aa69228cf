//! What an offer's messages say, to the trainee and to the host.

use berth_domain::cohort::OpeningFacts;
use berth_domain::form::{Answer as Given, Answers};
use berth_domain::message::MessageKind;
use berth_domain::state::OfferState;
use berth_events::{timestamp, v1};
use berth_store::Only as _;
use sea_orm::EntityTrait as _;
use v1::message_facts_response::Answer;

use super::{Asked, not_needed, short};
use crate::desk::{Desk, System, applications, hosts};
use crate::entities::{self, offer, party};
use crate::refusal::Refusal;

impl Desk<System> {
    pub(super) async fn offer_facts(
        &self,
        asked: &Asked<'_>,
        wanted: &[OfferState],
    ) -> Result<Answer, Refusal> {
        let (conn, kind) = (self.store().read(), asked.kind);
        let row = offer::Entity::find_by_id(asked.subject)
            .only(conn)
            .await?
            .ok_or(Refusal::NotFound("offer"))?;
        let state: OfferState = entities::name("state of an offer", &row.state)?;
        let recipient = if kind.to_host() { row.host_id } else { row.party_id };
        if recipient != asked.party {
            return Ok(not_needed("another_party"));
        }
        if let Some(reason) = no_longer(wanted, state, self.now() > row.expires_at) {
            return Ok(not_needed(reason));
        }
        let opening = hosts::find(conn, row.opening_id).await?;
        let facts: OpeningFacts = entities::json("facts of an opening", &opening.facts)?;
        let host = party::Entity::find_by_id(row.host_id)
            .only(conn)
            .await?
            .ok_or(Refusal::NotFound("host"))?;
        let trainee = party::Entity::find_by_id(row.party_id)
            .only(conn)
            .await?
            .ok_or(Refusal::NotFound("party"))?;
        let application = applications::find(conn, row.application_id).await?;
        let answers: Answers = entities::json("answers", &application.answers)?;
        let shares = matches!(answers.get("consent_to_share"), Some(Given::Flag(true)));
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

/// Why a message about an offer in the wanted states isn't needed in its state now; none when it is.
pub(super) fn no_longer(wanted: &[OfferState], state: OfferState, expired: bool) -> Option<&'static str> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_sent_only_while_its_offer_is_as_it_says() {
        use OfferState as O;
        for (wanted, state, expired, reason) in [
            (O::Sent, O::Sent, false, None),
            (O::Sent, O::Sent, true, Some("offer_expired")),
            (O::Sent, O::Accepted, false, Some("offer_accepted")),
            (O::Expired, O::Expired, true, None),
            (O::Declined, O::Declined, true, None),
            (O::Voided, O::Voided, false, None),
            (O::Accepted, O::Voided, false, Some("offer_voided")),
        ] {
            assert_eq!(no_longer(&[wanted], state, expired), reason, "{wanted} {state}");
        }
    }
}
