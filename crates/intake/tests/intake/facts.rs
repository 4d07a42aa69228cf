//! What messages say, as the notifier asks just before it sends: the state as it is, or why nothing is to be said.

use std::time::Duration;

use berth_bus::{Bus, RpcError};
use berth_domain::message::MessageKind;
use berth_events::v1::{self, message_facts_response::Answer};
use serde_json::json;
use uuid::Uuid;

use crate::house::{Database, House, PROGRAMME, TOKEN, programme_with, sample};
use crate::round::Round;

/// The fact of that name about `id`, as the streams have it.
async fn told<E: prost::Message + Default>(house: &House, name: &str, id: &str) -> E {
    let end = format!("{name}.{id}");
    let said = house.everything_said().await;
    let (_, bytes) = said.iter().find(|(subject, _)| subject.ends_with(&end)).unwrap();
    E::decode(bytes.as_slice()).unwrap()
}

struct Notifier(Bus);

impl Notifier {
    async fn ask(
        &self,
        kind: &str,
        party: &str,
        subject: &str,
        occurrence: &str,
    ) -> Result<Answer, RpcError> {
        let asked = v1::MessageFactsRequest {
            programme_id: PROGRAMME.to_owned(),
            kind: kind.to_owned(),
            party_id: party.to_owned(),
            subject_id: subject.to_owned(),
            occurrence: occurrence.to_owned(),
        };
        let patience = Duration::from_secs(10);
        let answer = self.0.request("intake", "message-facts", &asked, patience).await;
        answer.map(|a: v1::MessageFactsResponse| a.answer.unwrap())
    }

    async fn notice(&self, kind: &str, party: &str, subject: &str, occurrence: &str) -> v1::NoticeFacts {
        match self.ask(kind, party, subject, occurrence).await.unwrap() {
            Answer::Notice(notice) => notice,
            other => panic!("{kind}: {other:?}"),
        }
    }

    async fn not_needed(&self, kind: &str, party: &str, subject: &str, occurrence: &str) -> String {
        match self.ask(kind, party, subject, occurrence).await.unwrap() {
            Answer::NotNeeded(reason) => reason,
            other => panic!("{kind}: {other:?}"),
        }
    }
}

fn row<'n>(notice: &'n v1::NoticeFacts, code: &str) -> &'n str {
    let found = notice.rows.iter().find(|r| r.code == code);
    &found.unwrap_or_else(|| panic!("no `{code}` in {notice:?}")).value
}

const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

#[tokio::test]
async fn a_kind_intake_knows_nothing_for_is_an_error_and_never_not_needed() {
    let house = House::with_programme(Database::Sqlite).await;
    let notifier = Notifier(house.notifier().await);
    for kind in [
        MessageKind::ContractDue,
        MessageKind::Digest,
        MessageKind::CallOpens,
    ] {
        let refused = notifier.ask(kind.as_str(), NOBODY, NOBODY, "").await.unwrap_err();
        assert!(
            matches!(&refused, RpcError::Refused { code, .. } if code == "no-facts"),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn an_applicants_notices_follow_the_application() {
    let house = House::with_programme(Database::Sqlite).await;
    let notifier = Notifier(house.notifier().await);
    let (id, token) = house.begin("ada@example.org").await;
    let party = house.party_of(&id).await;
    let own = format!("/api/v1/applications/{id}");
    // Given a draft
    house
        .put(&format!("{own}/answers"), &token, &json!({ "country": "NG" }))
        .await
        .done();
    let saved = notifier.notice("draft-saved", &party, &id, "").await;
    assert!(saved.at.is_some() && !saved.items.is_empty());
    assert_eq!(row(&saved, "zone"), "Europe/Vilnius");
    let page = saved.action_url.replace(&house.url, "");
    assert!(
        house.get(&page, "").await.text.contains("Still missing"),
        "{page}"
    );
    let link = notifier.notice("application-link", &party, &id, "").await;
    let page = link.action_url.replace(&house.url, "");
    assert!(
        house.get(&page, "").await.text.contains("Go on with it"),
        "{page}"
    );
    notifier
        .notice("deadline-moved", &party, &id, crate::house::DEADLINE)
        .await;
    let later = "2025-02-28T21:59:59Z";
    assert_eq!(
        notifier.not_needed("deadline-moved", &party, &id, later).await,
        "moved_again"
    );
    assert_eq!(
        notifier.not_needed("draft-saved", NOBODY, &id, "").await,
        "another_party"
    );
    assert_eq!(
        notifier.not_needed("draft-expired", &party, &id, "").await,
        "application_draft"
    );
    // When it is submitted, judged and moved, then what it says moves with it
    let answers = crate::house::application("ada@example.org")["answers"].clone();
    let mut answers = answers.as_object().unwrap().clone();
    answers.insert("country".to_owned(), json!("GH"));
    house
        .put(&format!("{own}/answers"), &token, &json!(answers))
        .await
        .done();
    house
        .post(&format!("{own}/submit"), &token, &json!({}))
        .await
        .done();
    assert_eq!(
        notifier.not_needed("draft-saved", &party, &id, "").await,
        "application_ineligible"
    );
    let ineligible = notifier.notice("ineligible", &party, &id, "").await;
    assert!(ineligible.reason.contains("Nigeria"), "{ineligible:?}");
    for (from, to, kind) in [
        ("ineligible", "in_review", None),
        ("in_review", "waitlisted", Some("waitlisted")),
        ("waitlisted", "admitted", Some("admitted")),
    ] {
        house.move_all(from, to).await;
        if let Some(kind) = kind {
            let notice = notifier.notice(kind, &party, &id, "").await;
            assert!(!row(&notice, "reference").is_empty());
            assert!(!format!("{notice:?}").contains("Ada"), "{notice:?}");
        }
    }
    assert_eq!(
        notifier.not_needed("rejected", &party, &id, "").await,
        "application_admitted"
    );
}

#[tokio::test]
async fn notices_of_a_round_say_its_figures_and_only_while_they_are_needed() {
    let house = House::open(Database::Sqlite).await;
    house.load(&programme_with(2)).await;
    let notifier = Notifier(house.notifier().await);
    house.ready_cohort(8).await;
    let round = house.locked_round().await;
    house.solve(&round, &[(0, 0), (1, 1)], true).await;
    assert_eq!(
        notifier
            .not_needed("second-approval", NOBODY, &round.id, "")
            .await,
        "round_solved"
    );
    house.approve(&round).await;
    let said: v1::RoundHalfApproved = told(&house, "round.half_approved", &round.id).await;
    assert_eq!(said.round_id, round.id, "operators hear of it");
    let waits = notifier.notice("second-approval", NOBODY, &round.id, "").await;
    assert_eq!((row(&waits, "round"), row(&waits, "placed")), ("1", "2"));
    assert!(waits.action_url.ends_with(&format!("/rounds/{}", round.id)));
    assert_eq!(
        notifier
            .not_needed("round-published", NOBODY, &round.id, "")
            .await,
        "round_half_approved"
    );
    // When the second one approves, then it is published, and who got nothing is told so
    let second = house
        .post("/api/v1/operators", TOKEN, &json!({ "name": "second" }))
        .await
        .done();
    let approve = format!("/api/v1/rounds/{}/approve", round.id);
    house
        .post(&approve, second["token"].as_str().unwrap(), &json!({}))
        .await
        .done();
    let published = notifier.notice("round-published", NOBODY, &round.id, "").await;
    assert_eq!(row(&published, "blocking_pairs"), "0");
    let (lucky, unlucky) = (&round.trainees[0], &round.trainees[4]);
    let party = house.party_of(unlucky).await;
    let result = notifier.notice("match-result", &party, unlucky, &round.id).await;
    assert_eq!(row(&result, "round"), "1");
    let party = house.party_of(lucky).await;
    assert_eq!(
        notifier
            .not_needed("match-result", &party, lucky, &round.id)
            .await,
        "application_offered"
    );
}

#[tokio::test]
async fn notices_of_openings_and_candidates_go_to_those_concerned() {
    let house = House::with_programme(Database::Sqlite).await;
    let notifier = Notifier(house.notifier().await);
    let (round, offers) = house.with_offers(2).await;
    let host = house.host_of(&round.openings[0]).await;
    let offer = offers[0]["id"].as_str().unwrap();
    // The next candidate of a host's opening
    let next = notifier.notice("next-candidate", &host, offer, "").await;
    assert!(next.at.is_some() && !row(&next, "opening").is_empty() && !row(&next, "reference").is_empty());
    assert_eq!(
        notifier.not_needed("next-candidate", NOBODY, offer, "").await,
        "another_party"
    );
    // What the round decided about a host's openings
    let result = notifier
        .notice("match-result-host", &host, &host, &round.id)
        .await;
    let mut of_host = 0;
    for offer in &offers {
        of_host += u32::from(house.host_of(offer["opening"].as_str().unwrap()).await == host);
    }
    assert_eq!((row(&result, "round"), result.count), ("1", of_host));
    let matched = |items: &[String]| items.iter().filter(|item| item.contains(": 1 / ")).count();
    assert_eq!(matched(&result.items), of_host as usize, "{:?}", result.items);
    // Also to one that got nobody
    let without = house.host_of(round.openings.last().unwrap()).await;
    let nobody = notifier
        .notice("match-result-host", &without, &without, &round.id)
        .await;
    assert_eq!((nobody.count, matched(&nobody.items)), (0, 0));
    assert!(!nobody.items.is_empty() && nobody.items.iter().all(|item| item.contains(": 0 / ")));
    // A trainee who ranked an opening that was cancelled
    let trainee = &round.trainees[5];
    let party = house.party_of(trainee).await;
    let ranks = format!("/api/v1/applications/{trainee}/preferences");
    let ranked = json!({ "ranked": [[&round.openings[1]]] });
    house.put(&ranks, TOKEN, &ranked).await.done();
    let (cancelled, other) = (&round.openings[1], &round.openings[2]);
    assert_eq!(
        notifier
            .not_needed("opening-cancelled", &party, cancelled, "")
            .await,
        "opening_published"
    );
    for opening in [cancelled, other] {
        let withdraw = format!("/api/v1/openings/{opening}/withdraw");
        let reason = json!({ "reason_code": "budget_cut" });
        house.post(&withdraw, TOKEN, &reason).await.done();
    }
    let notice = notifier.notice("opening-cancelled", &party, cancelled, "").await;
    assert!(!row(&notice, "host").is_empty() && !notice.action_url.is_empty());
    assert_eq!(
        notifier.not_needed("opening-cancelled", &party, other, "").await,
        "not_ranked"
    );
    let said: v1::OpeningWithdrawn = told(&house, "opening.withdrawn", cancelled).await;
    assert_eq!(said.party_ids, [party.as_str()], "who ranked it hears of it");
    let said: v1::OpeningWithdrawn = told(&house, "opening.withdrawn", other).await;
    assert!(said.party_ids.is_empty(), "nobody ranked it");
    // A candidate on a host's list who withdraws
    let (listed, opening) = (&round.trainees[6], &round.openings[3]);
    let ranks = format!("/api/v1/openings/{opening}/preferences");
    house
        .put(&ranks, TOKEN, &json!({ "ranked": [[listed]] }))
        .await
        .done();
    let withdraw = format!("/api/v1/applications/{listed}/withdraw");
    house.post(&withdraw, TOKEN, &json!({})).await.done();
    let said: v1::ApplicationWithdrawn = told(&house, "application.withdrawn", listed).await;
    assert_eq!(said.host_ids, [house.host_of(opening).await]);
    // A candidate with an offer who withdraws
    let candidate = &round.trainees[0];
    assert_eq!(
        notifier
            .not_needed("candidate-withdrew", &host, candidate, "")
            .await,
        "application_offered"
    );
    let withdraw = format!("/api/v1/applications/{candidate}/withdraw");
    house.post(&withdraw, TOKEN, &json!({})).await.done();
    let said: v1::ApplicationWithdrawn = told(&house, "application.withdrawn", candidate).await;
    assert!(said.host_ids.is_empty(), "the end of the offer is told already");
    let notice = notifier.notice("candidate-withdrew", &host, candidate, "").await;
    assert!(!row(&notice, "opening").is_empty());
    let stranger = Uuid::from_u128(8).to_string();
    assert_eq!(
        notifier
            .not_needed("candidate-withdrew", &stranger, candidate, "")
            .await,
        "not_concerned"
    );
    // A host that took all its openings back hears nothing of what the round decided about them
    for opening in &round.openings {
        if house.host_of(opening).await == without {
            let withdraw = format!("/api/v1/openings/{opening}/withdraw");
            house
                .post(&withdraw, TOKEN, &json!({ "reason_code": "budget_cut" }))
                .await
                .done();
        }
    }
    assert_eq!(
        notifier
            .not_needed("match-result-host", &without, &without, &round.id)
            .await,
        "no_opening_left"
    );
}

#[tokio::test]
async fn a_hosts_result_counts_the_seats_the_round_had_to_give() {
    let house = House::with_programme(Database::Sqlite).await;
    let notifier = Notifier(house.notifier().await);
    house.ready_cohort(12).await;
    let all = house.in_programme("openings").await;
    let with_three_seats = all.as_array().unwrap().iter().find(|o| o["reference"] == "OP-01");
    let opening = with_three_seats.unwrap()["id"].as_str().unwrap();
    let title = with_three_seats.unwrap()["title"].as_str().unwrap();
    let host = house.host_of(opening).await;
    let round_with_a_seat_for = async |trainee: usize| {
        let round = house.locked_round().await;
        let place = round.openings.iter().position(|one| one == opening).unwrap();
        house.solve(&round, &[(trainee, place)], true).await;
        house.approve(&round).await;
        round
    };
    let items = async |round: &Round| {
        let result = notifier
            .notice("match-result-host", &host, &host, &round.id)
            .await;
        result.items
    };
    let first = round_with_a_seat_for(0).await;
    let before = items(&first).await;
    assert!(before.contains(&format!("{title}: 1 / 3")), "{before:?}");

    // An opening that came after the lock had no part in the round
    house.clock.advance(Duration::from_secs(60));
    let sheet = sample("openings.csv");
    let mut lines = sheet.lines();
    let (head, row) = (lines.next().unwrap(), lines.next().unwrap());
    let later = row
        .replace("OP-01", "OP-99")
        .replace("Data analyst", "Late analyst");
    house
        .import("openings", format!("{head}\n{later}\n"))
        .await
        .done();
    assert_eq!(items(&first).await, before);

    // A seat that somebody has already is none for the next round
    let offer = &house.in_programme("offers").await[0];
    let path = format!(
        "/api/v1/applications/{}/offers/{}/answer",
        offer["application"].as_str().unwrap(),
        offer["id"].as_str().unwrap()
    );
    house
        .post(&path, TOKEN, &json!({ "answer": "accept" }))
        .await
        .done();
    let second = round_with_a_seat_for(1).await;
    let after = items(&second).await;
    assert!(after.contains(&format!("{title}: 1 / 2")), "{after:?}");
    assert!(
        after.iter().any(|item| item.starts_with("Late analyst")),
        "{after:?}"
    );
}
