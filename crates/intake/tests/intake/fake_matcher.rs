//! The matcher's part in re-matches, played by hand or by a simple rule: whoever is without a place gets a free seat.

use std::collections::BTreeSet;

use berth_bus::{Bus, Delivery, Handler, Outcome};
use berth_events::{Event, Stamp, TraceContext, consumers, v1};
use berth_runtime::{Readiness, Shutdown};
use berth_testkit::assert_eventually;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::house::{House, PROGRAMME, SOON, TOKEN};
use crate::round::Round;

/// A question that reached the object store.
pub(crate) struct Asked {
    pub(crate) id: String,
    pub(crate) document: Value,
    hash: String,
}

impl House {
    /// All re-matches of a round.
    pub(crate) async fn rematches(&self, round: &Round) -> Vec<Value> {
        let path = format!("/api/v1/rounds/{}/rematches", round.id);
        self.get(&path, TOKEN).await.done().as_array().unwrap().clone()
    }

    /// The n-th re-match of a round, once it is asked.
    pub(crate) async fn rematch_asked(&self, round: &Round, number: usize) -> Asked {
        assert_eventually(SOON, "the matcher is asked", || async {
            let all = self.rematches(round).await;
            let row = all.get(number - 1).ok_or(Value::Null)?;
            let said = self.everything_said().await;
            let subject = format!("rematch.requested.{}", row["id"].as_str().unwrap());
            if said.iter().any(|(s, _)| s.ends_with(&subject)) {
                Ok(())
            } else {
                Err(row.clone())
            }
        })
        .await;
        let row = self.rematches(round).await[number - 1].clone();
        let id = row["id"].as_str().unwrap().to_owned();
        let object = format!("{}/rematch-{id}.json", round.id);
        let bytes = self.matcher.objects().get(&object).await.unwrap();
        let hash = hash_of(&bytes);
        assert_eq!(row["request_hash"], hash, "what was hashed is what is stored");
        Asked {
            id,
            document: serde_json::from_slice(&bytes).unwrap(),
            hash,
        }
    }

    /// Answers as the matcher, with these moves.
    pub(crate) async fn say_rematch_solved(&self, asked: &Asked, moves: &[(&str, &str)], proven: bool) {
        answer(&self.matcher, self.stamp(), asked, moves, proven).await;
    }

    /// From now on a matcher answers every question.
    pub(crate) async fn a_matcher_answers(&self) {
        let shutdown = Shutdown::new();
        let gate = Readiness::new().gate("fake matcher");
        let (bus, simple) = (self.matcher.clone(), Simple(self.matcher.clone()));
        tokio::spawn(async move {
            bus.consume(consumers::MATCHER_ROUNDS, 1, simple, shutdown, gate)
                .await
        });
    }
}

fn hash_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

async fn answer(bus: &Bus, stamp: Stamp, asked: &Asked, moves: &[(&str, &str)], verified: bool) {
    let standing = &asked.document["standing"];
    let moves: Vec<Value> = moves
        .iter()
        .map(|(trainee, to)| {
            json!({ "trainee": trainee, "from": standing.get(*trainee).unwrap_or(&Value::Null), "to": to,
                "reason": "placed", "to_wish": 1 })
        })
        .collect();
    let result = json!({
        "format": "berth-rematch-result/1", "round": asked.document["round"], "request_hash": asked.hash,
        "policy": asked.document["policy"], "moves": moves, "placed": 0, "seats": 0, "blocking_pairs": 0,
    });
    let bytes = serde_json::to_vec(&result).unwrap();
    let round_id = asked.document["round"].as_str().unwrap().to_owned();
    let result_object = format!("{round_id}/rematch-{}-result.json", asked.id);
    bus.objects().put(&result_object, &bytes).await.unwrap();
    let solved = v1::RematchSolved {
        programme_id: PROGRAMME.to_owned(),
        round_id,
        rematch_id: asked.id.clone(),
        request_hash: asked.hash.clone(),
        result_object,
        result_hash: hash_of(&bytes),
        moves: u32::try_from(moves.len()).unwrap(),
        placed: 0,
        seats: 0,
        blocking_pairs: 0,
        verified,
    };
    let id = Uuid::new_v5(&Uuid::NAMESPACE_OID, asked.id.as_bytes());
    let envelope = stamp.event(id, &PROGRAMME.parse().unwrap(), 1, &Event::from(solved));
    bus.publish(&envelope).await.unwrap();
}

/// Gives every free seat to the next trainee without a place who hasn't refused it.
struct Simple(Bus);

impl Handler for Simple {
    async fn handle(&self, delivery: Delivery) -> Outcome {
        let Ok(Event::RematchRequested(requested)) = Event::decode(&delivery.envelope) else {
            return Outcome::Ack;
        };
        let bytes = self.0.objects().get(&requested.request_object).await.unwrap();
        let asked = Asked {
            id: requested.rematch_id,
            document: serde_json::from_slice(&bytes).unwrap(),
            hash: requested.request_hash,
        };
        let moves = moves(&asked.document);
        let moves: Vec<(&str, &str)> = moves.iter().map(|(t, o)| (t.as_str(), o.as_str())).collect();
        let stamp = Stamp {
            source: "berth/matcher",
            time: delivery.envelope.time,
            trace: TraceContext::root(Uuid::from_u128(1)),
        };
        answer(&self.0, stamp, &asked, &moves, true).await;
        Outcome::Ack
    }
}

/// An opening whose every offer was refused gets the first trainee who is without a place and hasn't refused it.
fn moves(document: &Value) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    let refused = document["refused"].as_array().unwrap();
    let refused: BTreeSet<(String, String)> = refused.iter().map(|p| (text(&p[1]), text(&p[0]))).collect();
    let (standing, gone) = (
        document["standing"].as_object().unwrap(),
        document["gone"].as_array().unwrap(),
    );
    let taken: BTreeSet<&str> = standing.values().filter_map(Value::as_str).collect();
    let openings: BTreeSet<&String> = refused.iter().map(|(o, _)| o).collect();
    let mut without: Vec<&String> = standing
        .iter()
        .filter(|(t, o)| o.is_null() && !gone.contains(&json!(t)))
        .map(|(t, _)| t)
        .collect();
    let mut moves = Vec::new();
    for opening in openings.into_iter().filter(|o| !taken.contains(o.as_str())) {
        let fits = |t: &&String| !refused.contains(&(opening.clone(), (*t).clone()));
        if let Some(place) = without.iter().position(fits) {
            moves.push((without.remove(place).clone(), opening.clone()));
        }
    }
    moves
}
