//! Sheets: good rows are taken, bad ones reported by line, column and reason, and a second import changes nothing.

use reqwest::Method;
use serde_json::{Value, json};

use crate::house::{Database, House, PROGRAMME, sample};

/// The lines of a sample sheet.
fn lines(name: &str) -> Vec<String> {
    sample(name).lines().map(str::to_owned).collect()
}

/// A line with one cell changed, by the heading's name. The sample's first columns hold no quotes.
fn with(heading: &str, line: &str, changes: &[(&str, &str)]) -> String {
    let mut cells: Vec<String> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(line.as_bytes())
        .records()
        .next()
        .unwrap()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    for (column, value) in changes {
        let place = heading.split(',').position(|c| c == *column).unwrap();
        cells[place] = (*value).to_owned();
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&cells).unwrap();
    String::from_utf8(writer.into_inner().unwrap())
        .unwrap()
        .trim_end()
        .to_owned()
}

fn complaints(report: &Value) -> Vec<(u64, String)> {
    let refused = report["refused"].as_array().unwrap().iter();
    refused
        .map(|r| {
            assert!(!r["reason"].as_str().unwrap().is_empty(), "{r}");
            (
                r["line"].as_u64().unwrap(),
                r["column"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

async fn good_rows_are_taken_and_bad_ones_reported(database: Database) {
    // Given a sheet with a row bad in four columns, one with an address twice, one with an empty cell that is needed
    let house = House::with_programme(database).await;
    let rows = lines("applicants.csv");
    let head = &rows[0];
    let bad = [
        ("email", "no address"),
        ("zone", "Mars/Olympus"),
        ("country", "XX"),
        ("born_on", "31.12.1999"),
    ];
    let sheet = [
        head.clone(),
        rows[1].clone(),
        with(head, &rows[2], &bad),
        with(head, &rows[3], &[("email", "HAYK.PETROSYAN@example.com")]),
        with(head, &rows[4], &[("skills", "")]),
        rows[5].clone(),
    ]
    .join("\r\n");
    // When it is only checked, then the report is there and nothing is stored
    let path = format!("/api/v1/programmes/{PROGRAMME}/imports/applicants?dry_run=true");
    let (before, csv) = (house.outbox().await.len(), "text/csv; charset=utf-8");
    let checked = house.send(Method::POST, &path, csv, sheet.clone()).await.done();
    assert_eq!(
        (&checked["taken"], &checked["dry_run"]),
        (&json!(2), &json!(true))
    );
    assert_eq!(house.in_programme("applications").await, json!([]));
    assert_eq!(house.outbox().await.len(), before);
    // When it is imported, then the good rows are taken and the others reported in all their columns
    let report = house.import("applicants", sheet.clone()).await.done();
    assert_eq!(report["refused"], checked["refused"]);
    let expected = [
        (3, "email"),
        (3, "zone"),
        (3, "country"),
        (3, "born_on"),
        (4, "email"),
        (5, "skills"),
    ];
    assert_eq!(
        complaints(&report),
        expected.map(|(line, column)| (line, column.to_owned()))
    );
    assert_eq!(
        house.in_programme("applications").await.as_array().unwrap().len(),
        2
    );
    // When it is imported again, then nothing changes
    let before = house.outbox().await.len();
    let again = house.import("applicants", sheet).await.done();
    assert_eq!((&again["taken"], &again["unchanged"]), (&json!(0), &json!(2)));
    assert_eq!(house.outbox().await.len(), before);
}

#[tokio::test]
async fn good_rows_are_taken_and_bad_ones_reported_on_sqlite() {
    good_rows_are_taken_and_bad_ones_reported(Database::Sqlite).await;
}

#[tokio::test]
async fn good_rows_are_taken_and_bad_ones_reported_on_postgres() {
    good_rows_are_taken_and_bad_ones_reported(Database::Postgres).await;
}

#[tokio::test]
async fn hosts_and_openings_are_reported_in_all_their_bad_columns() {
    let house = House::with_programme(Database::Sqlite).await;
    let hosts = lines("hosts.csv");
    let bad = with(
        &hosts[0],
        &hosts[2],
        &[
            ("email", "x"),
            ("zone", "y"),
            ("country", "Lithuania"),
            ("city", ""),
        ],
    );
    let report = house
        .import(
            "hosts",
            [&hosts[0], &hosts[1], &bad].map(String::as_str).join("\n"),
        )
        .await
        .done();
    assert_eq!(report["taken"], 1);
    let columns: Vec<String> = complaints(&report).into_iter().map(|c| c.1).collect();
    assert_eq!(columns, ["email", "zone", "country", "city"]);
    let openings = lines("openings.csv");
    let bad = [
        ("seats", "many"),
        ("starts_on", "soon"),
        ("work_mode", "sometimes"),
        ("supervisor_named", "maybe"),
    ];
    let bad = with(&openings[0], &openings[2], &bad);
    let away = with(
        &openings[0],
        &openings[2],
        &[("reference", "OP-77"), ("host", "H-99")],
    );
    let none = with(
        &openings[0],
        &openings[2],
        &[("reference", "OP-78"), ("seats", "0")],
    );
    let sheet = [&openings[0], &openings[1], &bad, &away, &none]
        .map(String::as_str)
        .join("\n");
    let report = house.import("openings", sheet).await.done();
    assert_eq!(report["taken"], 1);
    let expected = [
        (3, "seats"),
        (3, "starts_on"),
        (3, "work_mode"),
        (3, "supervisor_named"),
        (4, "host"),
        (5, ""),
    ];
    assert_eq!(
        complaints(&report),
        expected.map(|(line, column)| (line, column.to_owned()))
    );
    house.seats().await;
}

#[tokio::test]
async fn rank_lists_are_imported_once_and_unknown_references_reported() {
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(12).await;
    let sheet = "owner,ranked\nDE-002,OP-28; OP-18; OP-06=OP-15\nDE-003,OP-07; OP-99\nDE-004,OP-01; OP-01\nXX-1,OP-01\nOP-01,DE-002\n";
    let report = house.import("preferences", sheet).await.done();
    assert_eq!(report["taken"], 2, "{report}");
    let expected = [(3, "ranked"), (4, "ranked"), (5, "owner")];
    assert_eq!(
        complaints(&report),
        expected.map(|(line, column)| (line, column.to_owned()))
    );
    let before = house.outbox().await.len();
    let again = house.import("preferences", sheet).await.done();
    assert_eq!((&again["taken"], &again["unchanged"]), (&json!(0), &json!(2)));
    assert_eq!(house.outbox().await.len(), before);
}

#[tokio::test]
async fn a_file_that_is_no_sheet_is_refused_as_a_whole() {
    let house = House::with_programme(Database::Sqlite).await;
    let rows = lines("applicants.csv");
    let (head, first) = (rows[0].as_str(), rows[1].as_str());
    let without: String = head.replace(",email", "");
    let latin1 = [head.as_bytes(), b"\n", first.as_bytes(), b"\nDE-9,Jos\xe9"].concat();
    let utf16: Vec<u8> = head.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("latin-1", latin1, "line 3 isn't UTF-8"),
        ("utf-16", utf16, "zero bytes"),
        (
            "an open quote",
            format!("{head}\n{first}\nDE-9,\"Ada").into_bytes(),
            "quote opened in line 3",
        ),
        (
            "cells too many",
            format!("{head}\n{first},x,y\n").into_bytes(),
            "line 2 has",
        ),
        (
            "a column missing",
            format!("{without}\n").into_bytes(),
            "lacks: email",
        ),
        (
            "a column unknown",
            format!("{head},shoe_size\n").into_bytes(),
            "`shoe_size`",
        ),
        (
            "a column twice",
            format!("{head},email\n").into_bytes(),
            "column twice",
        ),
        ("nothing", Vec::new(), "lacks"),
    ];
    for (what, body, expected) in cases {
        let problem = house.import("applicants", body).await.refused(422, "malformed");
        assert!(
            problem["detail"].as_str().unwrap().contains(expected),
            "{what}: {problem}"
        );
    }
    let path = format!("/api/v1/programmes/{PROGRAMME}/imports/applicants");
    for kind in [
        "application/json",
        "multipart/form-data; boundary=x",
        "application/vnd.ms-excel",
    ] {
        house
            .send(Method::POST, &path, kind, sample("applicants.csv"))
            .await
            .refused(415, "malformed");
    }
    assert_eq!(house.in_programme("applications").await, json!([]));
}

#[tokio::test]
async fn a_sheet_of_50_000_rows_is_refused_and_one_of_10_000_taken() {
    let house = House::with_programme(Database::Sqlite).await;
    let rows = lines("applicants.csv");
    let sheet = |count: usize| {
        let mut all = rows[0].clone();
        for n in 0..count {
            let (reference, address) = (format!("X-{n}"), format!("x{n}@example.org"));
            let cells: Vec<&str> = rows[1].splitn(4, ',').collect();
            all.push('\n');
            all.push_str(&[reference.as_str(), cells[1], &address, cells[3]].join(","));
        }
        all
    };
    let problem = house
        .import("applicants", sheet(50_000))
        .await
        .refused(413, "too-large");
    assert!(problem["detail"].as_str().unwrap().contains("parts"), "{problem}");
    assert_eq!(house.in_programme("applications").await, json!([]));
    let report = house.import("applicants", sheet(10_000)).await.done();
    assert_eq!(
        (&report["taken"], &report["refused"]),
        (&json!(10_000), &json!([]))
    );
    assert_eq!(house.in_programme("overview").await["applications"], 10_000);
}
