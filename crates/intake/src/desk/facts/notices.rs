//! What every other message says, as rows of a table: codes the texts have a label for, and values read just now.

use berth_domain::cohort::{OpeningFacts, RankList};
use berth_domain::eligibility::Finding;
use berth_domain::form::{Answers, missing};
use berth_domain::message::MessageKind;
use berth_domain::programme::Programme;
use berth_domain::state::{ApplicationState, OfferState, OpeningState, RoundState};
use berth_events::{timestamp, v1};
use berth_store::Only as _;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;
use v1::message_facts_response::Answer;

use super::offers::no_longer;
use super::{Asked, not_needed, short};
use crate::desk::applications::{self, state_of};
use crate::desk::rounds::{self, RoundFigures};
use crate::desk::{Desk, System, hosts};
use crate::entities::{self, application, offer, opening, party, preference, round};
use crate::refusal::Refusal;

impl Desk<System> {
    /// About an application, while it is in one of the states the message speaks of.
    pub(super) async fn application_notice(
        &self,
        asked: &Asked<'_>,
        wanted: &[ApplicationState],
    ) -> Result<Answer, Refusal> {
        let row = applications::find(self.store().read(), asked.subject).await?;
        if row.party_id != asked.party {
            return Ok(not_needed("another_party"));
        }
        let state = state_of(&row)?;
        if !wanted.contains(&state) {
            return Ok(not_needed(&format!("application_{state}")));
        }
        let programme = asked.programme;
        let mut said = v1::NoticeFacts {
            rows: vec![line("reference", reference(&row))],
            action_url: self.application_link(row.id),
            ..Default::default()
        };
        match asked.kind {
            MessageKind::DraftSaved | MessageKind::DeadlineMoved => {
                if self.now() > programme.closes_at() {
                    return Ok(not_needed("deadline_past"));
                }
                // A deadline that was moved once more is told by the message about that.
                let told = asked.occurrence.parse::<DateTime<Utc>>();
                let moved = asked.kind == MessageKind::DeadlineMoved;
                if moved && told.is_ok_and(|told| told != programme.closes_at()) {
                    return Ok(not_needed("moved_again"));
                }
                let answers: Answers = entities::json("answers", &row.answers)?;
                let missing = missing(&programme.form, &answers);
                said.items = missing.into_iter().map(|field| field.label.clone()).collect();
                said.rows.push(deadline(programme));
                said.at = Some(timestamp(programme.closes_at()));
            }
            MessageKind::ApplicationLink => {}
            MessageKind::DraftExpired => {
                said.rows.push(deadline(programme));
                said.at = Some(timestamp(programme.closes_at()));
            }
            MessageKind::Ineligible => {
                let findings: Vec<Finding> = entities::json("findings", &row.findings)?;
                let mut sentences = findings.into_iter().map(|f| f.sentence);
                said.reason = sentences.next().unwrap_or_default();
                said.items = sentences.collect();
            }
            MessageKind::MatchResult => match self.round_of_result(asked).await? {
                Some((_, number, _)) => said.rows.push(line("round", number)),
                None => return Ok(not_needed("round_not_published")),
            },
            _ => said.rows.push(line("state", state)),
        }
        Ok(Answer::Notice(said))
    }

    /// The round a result is of, its number and when it was locked: the occurrence says which; without one, the
    /// programme's last that was approved. Nothing more is read of it: its documents are large.
    async fn round_of_result(
        &self,
        asked: &Asked<'_>,
    ) -> Result<Option<(Uuid, i32, Option<DateTime<Utc>>)>, Refusal> {
        let mut rounds = round::Entity::find()
            .select_only()
            .columns([round::Column::Id, round::Column::Number, round::Column::LockedAt])
            .filter(round::Column::ProgrammeId.eq(asked.programme.id.as_str()))
            .filter(round::Column::ApprovedAt.is_not_null())
            .order_by_desc(round::Column::Number);
        if let Ok(id) = asked.occurrence.parse::<Uuid>() {
            rounds = rounds.filter(round::Column::Id.eq(id));
        }
        let found = rounds.limit(1).into_tuple().all(self.store().read()).await?;
        Ok(found.into_iter().next())
    }

    /// To a host: what a round decided about its openings.
    pub(super) async fn result_of_host(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let conn = self.store().read();
        let Some((round, number, locked_at)) = self.round_of_result(asked).await? else {
            return Ok(not_needed("round_not_published"));
        };
        let offers = offer::Entity::find()
            .filter(offer::Column::RoundId.eq(round))
            .filter(offer::Column::HostId.eq(asked.party))
            .all(conn)
            .await?;
        let stands = |offer: &&offer::Model| {
            [OfferState::Sent, OfferState::Accepted]
                .map(OfferState::as_str)
                .contains(&offer.state.as_str())
        };
        let standing: Vec<&offer::Model> = offers.iter().filter(stands).collect();
        if standing.is_empty() && !offers.is_empty() {
            return Ok(not_needed("no_offer_left"));
        }
        let openings = opening::Entity::find()
            .filter(opening::Column::ProgrammeId.eq(asked.programme.id.as_str()))
            .filter(opening::Column::HostId.eq(asked.party))
            .order_by_asc(opening::Column::Id);
        let mut items = Vec::new();
        for row in openings.all(conn).await? {
            let matched = standing.iter().filter(|offer| offer.opening_id == row.id).count();
            let state: OpeningState = entities::name("state of an opening", &row.state)?;
            // Seats that others had already were no part of the round, nor were openings that came later.
            let matched = i32::try_from(matched).unwrap_or(i32::MAX);
            let seats = row.seats - (row.held + row.filled - matched);
            let took_part = seats > 0 && locked_at.is_none_or(|locked| row.created_at <= locked);
            if took_part && (matched > 0 || state.takes_trainees()) {
                items.push(format!("{}: {matched} / {seats}", row.title));
            }
        }
        if items.is_empty() {
            return Ok(not_needed("no_opening_left"));
        }
        Ok(Answer::Notice(v1::NoticeFacts {
            rows: vec![line("round", number)],
            items,
            count: u32::try_from(standing.len()).unwrap_or(u32::MAX),
            action_url: self.app.link(""),
            ..Default::default()
        }))
    }

    /// To a trainee who ranked an opening that was taken back.
    pub(super) async fn cancelled_notice(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let conn = self.store().read();
        let row = hosts::find(conn, asked.subject).await?;
        let state: OpeningState = entities::name("state of an opening", &row.state)?;
        if state != OpeningState::Withdrawn {
            return Ok(not_needed(&format!("opening_{state}")));
        }
        let application = application::Entity::find()
            .filter(application::Column::ProgrammeId.eq(&row.programme_id))
            .filter(application::Column::PartyId.eq(asked.party))
            .one(conn)
            .await?
            .ok_or(Refusal::NotFound("application"))?;
        let state = state_of(&application)?;
        if state.is_final() || state == ApplicationState::Placed {
            return Ok(not_needed(&format!("application_{state}")));
        }
        if !self.ranks(application.id, row.id).await? {
            return Ok(not_needed("not_ranked"));
        }
        Ok(Answer::Notice(v1::NoticeFacts {
            rows: self.about_opening(&row).await?,
            action_url: self.application_link(application.id),
            ..Default::default()
        }))
    }

    /// To a host: a free seat is offered to the next candidate.
    pub(super) async fn next_candidate_notice(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let conn = self.store().read();
        let row = offer::Entity::find_by_id(asked.subject)
            .only(conn)
            .await?
            .ok_or(Refusal::NotFound("offer"))?;
        if row.host_id != asked.party {
            return Ok(not_needed("another_party"));
        }
        let state: OfferState = entities::name("state of an offer", &row.state)?;
        if let Some(reason) = no_longer(&[OfferState::Sent], state, self.now() > row.expires_at) {
            return Ok(not_needed(reason));
        }
        let application = applications::find(conn, row.application_id).await?;
        let mut rows = vec![line("reference", reference(&application))];
        rows.extend(
            self.about_opening(&hosts::find(conn, row.opening_id).await?)
                .await?,
        );
        Ok(Answer::Notice(v1::NoticeFacts {
            rows,
            at: Some(timestamp(row.expires_at)),
            ..Default::default()
        }))
    }

    /// To a host: somebody on its list, or with an offer of its own, withdrew.
    pub(super) async fn candidate_withdrew_notice(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let conn = self.store().read();
        let row = applications::find(conn, asked.subject).await?;
        let state = state_of(&row)?;
        if !matches!(state, ApplicationState::Withdrawn | ApplicationState::Unreachable) {
            return Ok(not_needed(&format!("application_{state}")));
        }
        let offered: Vec<Uuid> = offer::Entity::find()
            .filter(offer::Column::ApplicationId.eq(row.id))
            .filter(offer::Column::HostId.eq(asked.party))
            .all(conn)
            .await?
            .into_iter()
            .map(|offer| offer.opening_id)
            .collect();
        let openings = opening::Entity::find()
            .filter(opening::Column::HostId.eq(asked.party))
            .order_by_asc(opening::Column::Id);
        let mut rows = vec![line("reference", reference(&row))];
        for opening in openings.all(conn).await? {
            if offered.contains(&opening.id) || self.ranks(opening.id, row.id).await? {
                rows.push(line("opening", opening.title));
            }
        }
        if rows.len() == 1 {
            return Ok(not_needed("not_concerned"));
        }
        Ok(Answer::Notice(v1::NoticeFacts {
            rows,
            ..Default::default()
        }))
    }

    /// To operators: a round waits for its second approval, or was published.
    pub(super) async fn round_notice(&self, asked: &Asked<'_>) -> Result<Answer, Refusal> {
        let row = rounds::find(self.store().read(), asked.subject).await?;
        let state: RoundState = entities::name("state of a round", &row.state)?;
        let needed = match asked.kind {
            MessageKind::SecondApproval => state == RoundState::HalfApproved,
            _ => row.approved_at.is_some() && state != RoundState::Abandoned,
        };
        if !needed {
            return Ok(not_needed(&format!("round_{state}")));
        }
        let mut rows = vec![line("round", row.number), line("state", state)];
        if let Some(figures) = &row.figures {
            let figures: RoundFigures = entities::json("figures", figures)?;
            rows.push(line("placed", figures.placed));
            rows.push(line("seats", figures.seats));
            rows.push(line("blocking_pairs", figures.blocking_pairs));
        }
        let page = format!("programmes/{}/rounds/{}", row.programme_id, row.id);
        Ok(Answer::Notice(v1::NoticeFacts {
            rows,
            action_url: self.app.link(&page),
            ..Default::default()
        }))
    }

    /// Whether the certified rank list of a trainee or an opening names the other one.
    async fn ranks(&self, owner: Uuid, other: Uuid) -> Result<bool, Refusal> {
        let Some(list) = preference::Entity::find_by_id(owner)
            .only(self.store().read())
            .await?
        else {
            return Ok(false);
        };
        let ranked: RankList<Uuid> = entities::json("rank list", &list.ranked)?;
        Ok(ranked.iter().flatten().any(|id| *id == other))
    }

    async fn about_opening(&self, row: &opening::Model) -> Result<Vec<v1::NoticeRow>, Refusal> {
        let facts: OpeningFacts = entities::json("facts of an opening", &row.facts)?;
        let host = party::Entity::find_by_id(row.host_id)
            .only(self.store().read())
            .await?
            .ok_or(Refusal::NotFound("host"))?;
        Ok(vec![
            line("host", host.display_name),
            line("opening", &row.title),
            line("place", facts.city),
            line("country", facts.country),
            line("starts_on", facts.starts_on),
        ])
    }
}

fn line(code: &str, value: impl std::fmt::Display) -> v1::NoticeRow {
    v1::NoticeRow {
        code: code.to_owned(),
        value: value.to_string(),
    }
}

fn reference(row: &application::Model) -> String {
    row.reference.clone().unwrap_or_else(|| short(row.id))
}

/// The programme's own zone: the deadline is shown by its clock beside the reader's.
fn deadline(programme: &Programme) -> v1::NoticeRow {
    line("zone", programme.zone)
}
