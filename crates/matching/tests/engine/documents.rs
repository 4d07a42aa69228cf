//! The documents: canonical form, hashes, and clear errors with their place.

use berth_matching::round::{RoundInput, RoundResult, canonical_json, hash_input, hash_result};
use berth_matching::{solve, verify};
use sha2::{Digest, Sha256};

const SMALL: &str = r#"{ "trainees": [{"prefers": [["C"], ["M", "Ä€"]], "id": "A\u00e9\u001f\"\ud83d\ude00"}, {"id": "B"}],
  "format": "berth-round/1", "openings": [{"id": "C", "seats": 2, "min_seats": 0, "prefers": []},
  {"seats": 1, "id": "M", "prefers": [["A\u00e9\u001f\"\ud83d\ude00", "B"]]}], "forbidden": [],
  "caps": [{"id": "x", "max": 3, "openings": ["C", "M"], "targets": {"M": 1, "C": 2}}] }"#;

#[test]
fn our_canonical_form_is_that_of_a_general_implementation() {
    let input = RoundInput::from_json(SMALL.as_bytes()).unwrap();
    let general = serde_jcs::to_vec(&serde_json::from_str::<serde_json::Value>(SMALL).unwrap()).unwrap();
    assert_eq!(
        String::from_utf8(canonical_json(&input)).unwrap(),
        String::from_utf8(general.clone()).unwrap()
    );
    assert_eq!(hash_input(&input), hex::encode(Sha256::digest(&general)));
}

#[test]
fn a_result_hashes_like_its_general_canonical_form_without_hash_and_timings() {
    let input = RoundInput::from_json(SMALL.as_bytes()).unwrap();
    let mut result = solve(&input).unwrap();
    result.timings_ms = Some(Default::default());
    let mut value = serde_json::to_value(&result).unwrap();
    value.as_object_mut().unwrap().remove("result_hash");
    value.as_object_mut().unwrap().remove("timings_ms");
    let general = serde_jcs::to_vec(&value).unwrap();
    assert_eq!(hash_result(&result), hex::encode(Sha256::digest(&general)));
    let again = RoundResult::from_json(&canonical_json(&result)).unwrap();
    assert_eq!(again, result);
}

#[test]
fn map_keys_sort_by_utf16_as_the_standard_asks() {
    let document = "{\"format\":\"berth-round/1\",\"openings\":[],\"trainees\":[{\"id\":\"\u{ff5e}\"},{\"id\":\"\u{1f600}\"}]}";
    let input = RoundInput::from_json(document.as_bytes()).unwrap();
    let result = solve(&input).unwrap();
    let general = serde_jcs::to_vec(&serde_json::to_value(&result).unwrap()).unwrap();
    assert_eq!(canonical_json(&result), general);
}

#[test]
fn unusable_documents_are_refused_with_their_place() {
    let trainees = r#""trainees":[{"id":"A","prefers":[["C"]]}]"#;
    let openings =
        r#""openings":[{"id":"C","seats":1,"prefers":[["A"]]},{"id":"M","seats":1},{"id":"G","seats":1}]"#;
    let with = |extra: &str| format!(r#"{{"format":"berth-round/1",{trainees},{openings},{extra}}}"#);
    let cases = [
        ("".to_owned(), "line 1"),
        ("[]".to_owned(), "line 1"),
        ("{\"format\":\"berth-round/2\"}".to_owned(), "berth-round/1"),
        (with(r#""colour":1"#), "unknown field `colour`"),
        (with(r#""seed":"abc""#), "64 hex digits"),
        (with(r#""seed":null"#), "null"),
        (with(r#""objective":"best""#), "unknown variant `best`"),
        (
            with(r#""pinned":[["A","X"]]"#),
            "pinned[0]: there is no opening \"X\"",
        ),
        (with(r#""pinned":[["A","C"],["A","M"]]"#), "pinned[1]"),
        (
            with(r#""pinned":[["A","C"]],"forbidden":[["A","C"]]"#),
            "also in `forbidden`",
        ),
        (with(r#""weights":[["A","C",1.5]]"#), "floating point"),
        (with(r#""weights":[["A","C",1],["A","C",2]]"#), "weights[1]"),
        (with(r#""weights":[["A","C",9000000000000000]]"#), "weights[0]"),
        (with(r#""objective":"max_weight""#), "needs them"),
        (
            with(r#""together":[{"trainees":["A","A"],"prefers":[]}]"#),
            "together[0].trainees[1]",
        ),
        (
            with(r#""together":[{"trainees":["A","B"],"prefers":[[null,null]]}]"#),
            "together[0].prefers[0]",
        ),
        (
            with(
                r#""caps":[{"id":"a","max":1,"openings":["C","M"]},{"id":"b","max":1,"openings":["M","G"]}]"#,
            ),
            "nested or apart",
        ),
        (
            with(r#""caps":[{"id":"a","max":0,"openings":["C"]}],"pinned":[["A","C"]]"#),
            "caps[0]",
        ),
        (
            r#"{"format":"berth-round/1","trainees":[{"id":""}],"openings":[]}"#.to_owned(),
            "trainees[0].id",
        ),
        (
            r#"{"format":"berth-round/1","trainees":[{"id":"A"},{"id":"A"}],"openings":[]}"#.to_owned(),
            "trainees[1].id",
        ),
        (
            r#"{"format":"berth-round/1","trainees":[{"id":"A","prefers":[["C"],["C"]]}],"openings":[]}"#
                .to_owned(),
            "prefers[1][0]",
        ),
        (
            r#"{"format":"berth-round/1","trainees":[],"openings":[{"id":"C","seats":-1}]}"#.to_owned(),
            "integer `-1`",
        ),
        (
            r#"{"format":"berth-round/1","trainees":[],"openings":[{"id":"C","seats":1,"min_seats":2}]}"#
                .to_owned(),
            "openings[0]",
        ),
        (
            format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)),
            "line 1",
        ),
    ];
    for (document, place) in cases {
        let message = RoundInput::from_json(document.as_bytes())
            .unwrap_err()
            .to_string();
        assert!(message.contains(place), "{message:?} doesn't say {place:?}");
    }
}

#[test]
fn a_changed_placement_is_refuted_even_under_a_fresh_hash() {
    let document = r#"{"format":"berth-round/1","trainees":[{"id":"A","prefers":[["C"],["M"]]},{"id":"B","prefers":[["C"]]}],
        "openings":[{"id":"C","seats":1,"prefers":[["B"],["A"]]},{"id":"M","seats":1,"prefers":[["A"]]}]}"#;
    let input = RoundInput::from_json(document.as_bytes()).unwrap();
    let mut result = solve(&input).unwrap();
    assert!(verify(&input, &result).proven());
    result.matching.insert("A".to_owned(), Some("C".to_owned()));
    result.matching.insert("B".to_owned(), None);
    let report = verify(&input, &result.seal());
    assert!(!report.proven());
}
