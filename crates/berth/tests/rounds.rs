//! Rounds solved and verified from files, with no server.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::path::PathBuf;

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

fn text(path: &std::path::Path) -> &str {
    path.to_str().unwrap()
}

#[tokio::test]
async fn a_solved_round_is_verified_by_its_result_and_by_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let (input, result) = (input(&folder), folder.path().join("result.json"));

    let solved = berth(&["solve", text(&input), "--output", text(&result)])
        .await
        .success();
    assert!(
        solved.contains("2 of 3 trainees placed on 2 seats\n0 blocking pairs"),
        "{solved}"
    );
    let hash = solved
        .lines()
        .find_map(|line| line.strip_prefix("result  "))
        .unwrap();

    let by_file = berth(&["verify", text(&input), text(&result)]).await.success();
    assert!(by_file.contains("the same: 2 of 3 trainees placed"), "{by_file}");
    berth(&["verify", text(&input), hash]).await.success();
}

#[tokio::test]
async fn a_result_that_was_changed_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let (input, result) = (input(&folder), folder.path().join("result.json"));
    berth(&["solve", text(&input), "--output", text(&result)])
        .await
        .success();
    let mut document: serde_json::Value = serde_json::from_slice(&fs::read(&result).unwrap()).unwrap();
    document["matching"]["cyd"] = "north".into();
    fs::write(&result, document.to_string()).unwrap();

    let found_out = berth(&["verify", text(&input), text(&result)]).await;

    assert_eq!(found_out.status.code(), Some(3));
    assert!(found_out.stdout.contains("DIFFERENT"), "{}", found_out.stdout);
}

#[tokio::test]
async fn another_input_is_found_out() {
    let folder = tempfile::tempdir().unwrap();
    let (input, result) = (input(&folder), folder.path().join("result.json"));
    berth(&["solve", text(&input), "--output", text(&result)])
        .await
        .success();
    fs::write(
        &input,
        INPUT.replace(
            "[[\"ben\"], [\"ada\"], [\"cyd\"]]",
            "[[\"ada\"], [\"ben\"], [\"cyd\"]]",
        ),
    )
    .unwrap();

    assert_eq!(
        berth(&["verify", text(&input), text(&result)])
            .await
            .status
            .code(),
        Some(3)
    );
}

#[tokio::test]
async fn what_is_not_a_round_is_refused_with_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input.json");
    fs::write(&path, "{\"format\": \"berth-round/1\",\n \"trainees\": 3}").unwrap();

    let refused = berth(&["solve", text(&path)]).await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.stderr.contains("is not a round's input"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("line 2"), "{}", refused.stderr);

    let missing = berth(&["verify", "/nowhere.json", "abc"]).await;
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        missing.stderr.contains("cannot read /nowhere.json"),
        "{}",
        missing.stderr
    );
}
