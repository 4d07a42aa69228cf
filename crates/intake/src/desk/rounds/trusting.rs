//! Whether a result is what its event says, and fits the cohort that was frozen: intake takes nobody's word for it.

use std::collections::BTreeMap;

use berth_events::v1;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::desk::rematch::Frozen;
use crate::keys::sha256_hex;

/// Why a result can't be trusted, as the reason code its round is abandoned with.
type Contradiction = &'static str;

/// Hashes both documents anew and holds the placements against the cohort: nobody unknown, no opening unknown, no
/// more trainees than seats, and as many as were announced. A trainee has one place, since the matching is a map.
pub(super) fn trust(
    solved: &v1::RoundSolved,
    frozen: &Frozen,
    input: &str,
    result: &str,
) -> Result<(), Contradiction> {
    #[derive(Deserialize)]
    struct Placements {
        matching: BTreeMap<Uuid, Option<Uuid>>,
    }
    if canonical_hash(input, &[]).as_deref() != Some(&solved.input_hash) {
        return Err("input_hash_differs");
    }
    // As the checker hashes it: without how long it took, and without the hash itself.
    if canonical_hash(result, &["timings_ms", "result_hash"]).as_deref() != Some(&solved.result_hash) {
        return Err("result_hash_differs");
    }
    let Placements { matching } = serde_json::from_str(result).map_err(|_| "result_unreadable")?;
    let mut taken: BTreeMap<Uuid, u32> = BTreeMap::new();
    for (trainee, opening) in &matching {
        if !frozen.has_trainee(*trainee) {
            return Err("result_names_an_unknown_trainee");
        }
        if let Some(opening) = opening {
            *taken.entry(*opening).or_default() += 1;
        }
    }
    for (opening, taken) in &taken {
        match frozen.seats_of(*opening) {
            None => return Err("result_names_an_unknown_opening"),
            Some(seats) if *taken > seats => return Err("result_gives_more_than_the_seats"),
            Some(_) => {}
        }
    }
    if taken.values().sum::<u32>() == solved.placed {
        Ok(())
    } else {
        Err("result_places_another_number")
    }
}

/// SHA-256 over the canonical form (RFC 8785) of a document without some of its members; none when it isn't JSON.
fn canonical_hash(document: &str, without: &[&str]) -> Option<String> {
    let mut value: Value = serde_json::from_str(document).ok()?;
    if let Value::Object(members) = &mut value {
        members.retain(|name, _| !without.contains(&name.as_str()));
    }
    serde_jcs::to_vec(&value).ok().map(|bytes| sha256_hex(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_hashed_as_the_checker_hashes_it() {
        // What `berth solve` wrote for a small instance, its timings beside
        let result = r#"{"blocking_pairs":[],"format":"berth-result/1","input_hash":"ba02927b2fc2adbee173b74739a7bf3c70d73a0c7d3d9afea3820a9814ff2ec2","matching":{"A":"M","B":"C"},"notes":[],"objective":"stable","placed":2,"proposing":"trainees","result_hash":"4e162d0d96a880c2a149cea4a4bb7a7b01fdba2cd7749a719cda2b84739e2aa2","seats":3,"stability":{"strong":true,"super":true,"weak":true},"timings_ms":{"check":0.159767,"parse":4.859592999999999,"rank":0.0,"solve":0.40036299999999997},"unfilled":[],"unique":true,"waived":[]}"#;
        assert_eq!(
            canonical_hash(result, &["timings_ms", "result_hash"]).unwrap(),
            "4e162d0d96a880c2a149cea4a4bb7a7b01fdba2cd7749a719cda2b84739e2aa2"
        );
        assert_eq!(canonical_hash("{", &[]), None);
    }
}
