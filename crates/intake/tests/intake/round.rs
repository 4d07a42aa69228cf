//! A round in a test: the sample cohort made ready, and the matcher's part played by hand.

use std::collections::BTreeMap;

use berth_events::{Event, v1};
use berth_testkit::assert_eventually;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::house::{House, PROGRAMME, SOON, TOKEN, sample};

/// A round that was locked, and who is in it.
pub(crate) struct Round {
    pub(crate) id: String,
    pub(crate) trainees: Vec<String>,
    pub(crate) openings: Vec<String>,
    cohort_hash: String,
}

impl House {
    /// Imports the sample's hosts, openings and the first `most` applicants, and makes those the rules pass ready.
    pub(crate) async fn ready_cohort(&self, most: usize) {
        self.import("hosts", sample("hosts.csv")).await.done();
        self.import("openings", sample("openings.csv")).await.done();
        let applicants: Vec<String> = sample("applicants.csv")
            .lines()
            .take(most + 1)
            .map(str::to_owned)
            .collect();
        self.import("applicants", applicants.join("\n")).await.done();
        for (from, to) in [("submitted", "admitted"), ("admitted", "match_ready")] {
            self.move_all(from, to).await;
        }
    }

    pub(crate) async fn move_all(&self, from: &str, to: &str) -> Value {
        let path = format!("/api/v1/programmes/{PROGRAMME}/applications/moves");
        self.post(&path, TOKEN, &json!({ "from": from, "to": to }))
            .await
            .done()
    }

    /// Opens and locks a round.
    pub(crate) async fn locked_round(&self) -> Round {
        let path = format!("/api/v1/programmes/{PROGRAMME}/rounds");
        let opened = self.post(&path, TOKEN, &json!({})).await.done();
        let id = opened["id"].as_str().unwrap().to_owned();
        let locked = self
            .post(&format!("/api/v1/rounds/{id}/lock"), TOKEN, &json!({}))
            .await
            .done();
        assert_eq!(locked["state"], "locked");
        let cohort = self
            .get(&format!("/api/v1/rounds/{id}/cohort"), TOKEN)
            .await
            .done();
        let ids = |what: &str| {
            let all = cohort[what].as_array().unwrap().iter();
            all.map(|one| one["id"].as_str().unwrap().to_owned()).collect()
        };
        Round {
            id,
            trainees: ids("trainees"),
            openings: ids("openings"),
            cohort_hash: locked["cohort_hash"].as_str().unwrap().to_owned(),
        }
    }

    /// What the matcher says of a round: its pairs as (trainee, opening), all others without a seat.
    pub(crate) async fn solve(&self, round: &Round, pairs: &[(usize, usize)], proven: bool) {
        let mut matching: BTreeMap<&str, Option<&str>> =
            round.trainees.iter().map(|t| (t.as_str(), None)).collect();
        for (trainee, opening) in pairs {
            matching.insert(&round.trainees[*trainee], Some(&round.openings[*opening]));
        }
        self.say_solved(round, &json!({ "matching": matching }), pairs.len(), proven, None)
            .await;
        let path = format!("/api/v1/rounds/{}", round.id);
        assert_eventually(SOON, "the result is here", || async {
            self.get(&path, TOKEN).await.done()["state"] == "solved"
        })
        .await;
    }

    /// Stores documents and publishes `round.solved` as the matcher; with another hash than the result's when given.
    pub(crate) async fn say_solved(
        &self,
        round: &Round,
        result: &Value,
        placed: usize,
        proven: bool,
        another_hash: Option<&str>,
    ) {
        let input = "{\"format\":\"berth-round/1\"}";
        let hash = |bytes: &[u8]| hex::encode(Sha256::digest(bytes));
        let result_hash = hash(&serde_jcs::to_vec(result).unwrap());
        let [input_object, result_object] =
            ["input", "result"].map(|name| format!("{}/{name}.json", round.id));
        let objects = self.matcher.objects();
        objects.put(&input_object, input.as_bytes()).await.unwrap();
        objects
            .put(&result_object, result.to_string().as_bytes())
            .await
            .unwrap();
        let solved = v1::RoundSolved {
            programme_id: PROGRAMME.to_owned(),
            round_id: round.id.clone(),
            cohort_hash: round.cohort_hash.clone(),
            input_object,
            input_hash: hash(input.as_bytes()),
            result_object,
            result_hash: another_hash.map_or(result_hash, str::to_owned),
            placed: u32::try_from(placed).unwrap(),
            seats: 30,
            blocking_pairs: u32::from(!proven),
            verified: proven,
            max_cardinality_placed: u32::try_from(placed).unwrap(),
        };
        let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, round.id.as_bytes());
        let envelope = self
            .stamp()
            .event(id, &PROGRAMME.parse().unwrap(), 1, &Event::from(solved));
        self.matcher.publish(&envelope).await.unwrap();
    }

    pub(crate) async fn approve(&self, round: &Round) -> Value {
        self.post(&format!("/api/v1/rounds/{}/approve", round.id), TOKEN, &json!({}))
            .await
            .done()
    }

    /// A cohort with its offers out: the first trainees of a round, each offered the opening of the same place.
    pub(crate) async fn with_offers(&self, count: usize) -> (Round, Vec<Value>) {
        self.ready_cohort(12).await;
        let round = self.locked_round().await;
        let pairs: Vec<(usize, usize)> = (0..count).map(|n| (n, n)).collect();
        self.solve(&round, &pairs, true).await;
        self.approve(&round).await;
        let offers = self.in_programme("offers").await.as_array().unwrap().clone();
        assert_eq!(offers.len(), count);
        (round, offers)
    }

    /// The path of the page behind an offer's mailed link.
    pub(crate) fn offer_page(&self, offer: &Value) -> String {
        let id = offer["id"].as_str().unwrap().parse().unwrap();
        let expires = offer["expires_at"].as_str().unwrap().parse().unwrap();
        format!(
            "/offers/{}",
            self.keys().link(berth_intake::Purpose::Offer, id, expires)
        )
    }

    pub(crate) async fn offer_state(&self, offer: &Value) -> String {
        let all = self.in_programme("offers").await;
        let found = all
            .as_array()
            .unwrap()
            .iter()
            .find(|o| o["id"] == offer["id"])
            .unwrap();
        found["state"].as_str().unwrap().to_owned()
    }
}
