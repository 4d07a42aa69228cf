//! Rounds solved and verified from files, with no server.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use berth_testkit::{Finished, Process};
use tempfile::TempDir;

const INPUT: &str = r#"{
  "format": "berth-round/1",
  "seed": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "trainees": [
    {"id": "ada", "prefers": [["north"], ["south"]]},
    {"id": "ben", "prefers": [["north", "south"]]},
    {"id": "cyd", "prefers": [["north"]]}
  ],
  "openings": [
    {"id": "north", "seats": 1, "prefers": [["ben"], ["ada"], ["cyd"]]},
    {"id": "south", "seats": 1, "prefers": [["ada", "ben"]]}
  ]
}"#;

fn input(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("input.json");
    fs::write(&path, INPUT).unwrap();
    path
}

async fn berth(args: &[&str]) -> Finished {
    Process::berth().args(args).run().await
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Solves the input in the folder into `result.json`.
async fn solved(folder: &TempDir) -> (PathBuf, PathBuf) {
    let (input, result) = (input(folder), folder.path().join("result.json"));
    berth(&["solve", "--input", text(&input), "--output", text(&result)])
        .await
        .success();
    (input, result)
}

async fn verify(input: &Path, result: &str) -> Finished {
    berth(&["verify", "--input", text(input), "--result", result]).await
}

fn read(path: &Path) -> serde_json::Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[tokio::test]
async fn a_solved_round_is_proven_by_its_result_and_by_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let (input, result) = solved(&folder).await;
    let hash = read(&result)["result_hash"].as_str().unwrap().to_owned();

    let by_file = verify(&input, text(&result)).await.success();
    assert!(by_file.contains("proven: 2 placed"), "{by_file}");
    assert!(by_file.contains("the same: 2 of 3 trainees placed"), "{by_file}");
    assert!(verify(&input, &hash).await.success().contains("the same"));
}

#[tokio::test]
async fn the_result_goes_to_standard_output_unless_a_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let (input, result) = solved(&folder).await;

    let printed = berth(&["solve", "--input", text(&input)]).await.success();

    let mut printed: serde_json::Value = serde_json::from_str(&printed).unwrap();
    let mut written = read(&result);
    for document in [&mut printed, &mut written] {
        document.as_object_mut().unwrap().remove("timings_ms").unwrap();
    }
    assert_eq!(printed, written);
}

#[tokio::test]
async fn a_result_that_was_changed_is_refuted() {
    let folder = tempfile::tempdir().unwrap();
    let (input, result) = solved(&folder).await;
    let mut document = read(&result);
    document["matching"]["cyd"] = "north".into();
    fs::write(&result, document.to_string()).unwrap();

    let refuted = verify(&input, text(&result)).await;

    assert_eq!(refuted.status.code(), Some(1));
    assert!(
        refuted.stdout.contains("refuted") && refuted.stdout.contains("DIFFERENT"),
        "{}",
        refuted.stdout
    );
}

#[tokio::test]
async fn a_result_of_another_input_is_refuted() {
    let folder = tempfile::tempdir().unwrap();
    let (input, result) = solved(&folder).await;
    let other = INPUT.replace(
        "[[\"ben\"], [\"ada\"], [\"cyd\"]]",
        "[[\"ada\"], [\"ben\"], [\"cyd\"]]",
    );
    fs::write(&input, other).unwrap();

    assert_eq!(verify(&input, text(&result)).await.status.code(), Some(1));
}

#[tokio::test]
async fn what_is_not_a_round_is_unusable_and_its_place_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input.json");
    fs::write(&path, "{\"format\": \"berth-round/1\",\n \"trainees\": 3}").unwrap();

    let unusable = berth(&["solve", "--input", text(&path)]).await;
    assert_eq!(unusable.status.code(), Some(2));
    assert!(
        unusable.stderr.contains("is not a round's input"),
        "{}",
        unusable.stderr
    );
    assert!(unusable.stderr.contains("line 2"), "{}", unusable.stderr);

    let missing = verify(Path::new("/nowhere.json"), "abc").await;
    assert_eq!(missing.status.code(), Some(2));
    assert!(
        missing.stderr.contains("cannot read /nowhere.json"),
        "{}",
        missing.stderr
    );
}

#[tokio::test]
async fn an_input_that_contradicts_itself_is_unusable_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input.json");
    let cases = [
        (
            INPUT.replace("\"cyd\", \"prefers\"", "\"ben\", \"prefers\""),
            "ben",
        ),
        (
            INPUT.replace("\"format\"", "\"pinned\": [[\"ada\", \"west\"]], \"format\""),
            "west",
        ),
        (
            INPUT.replace(
                "\"format\"",
                "\"pinned\": [[\"ada\", \"north\"], [\"cyd\", \"north\"]], \"format\"",
            ),
            "north",
        ),
        (INPUT.replace("\"seats\": 1", "\"seats\": -1"), "line 10"),
        (
            INPUT.replace("\"format\"", "\"surprise\": 1, \"format\""),
            "surprise",
        ),
        (format!("{INPUT} {{}}"), "trailing"),
        (INPUT.replace("berth-round/1", "berth-round/2"), "berth-round/2"),
        (String::new(), "is empty"),
        ("[".repeat(100_000), "line 1 column"),
    ];
    for (document, place) in cases {
        fs::write(&path, &document).unwrap();
        let unusable = berth(&["solve", "--input", text(&path)]).await;
        let said = &unusable.stderr;
        assert_eq!(unusable.status.code(), Some(2), "{place}: {said}");
        assert!(
            said.contains(place) && !said.contains("panicked"),
            "{place}: {said}"
        );
        assert_eq!(unusable.stdout, "", "{place}");
    }
}

#[tokio::test]
async fn odd_encodings_are_named_or_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input.json");
    let wide: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&path, wide).unwrap();
    let refused = berth(&["solve", "--input", text(&path)]).await;
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stderr.contains("UTF-16"), "{}", refused.stderr);

    fs::write(&path, format!("\u{feff}{INPUT}")).unwrap();
    berth(&["solve", "--input", text(&path)]).await.success();
}

#[tokio::test]
async fn input_and_result_cannot_both_be_standard_input() {
    let refused = verify(Path::new("-"), "-").await;
    assert_eq!(refused.status.code(), Some(2));
    assert!(refused.stderr.contains("both"), "{}", refused.stderr);
}
