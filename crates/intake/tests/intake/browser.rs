//! The pages as a browser shows them: no script, forms where they belong, something on the screen.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use reqwest::header::{COOKIE, SET_COOKIE};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::house::{Answer, Database, FORM, House, PROGRAMME, TOKEN};

/// Chromium, from `BERTH_TEST_CHROMIUM` or where Debian puts it.
fn chromium() -> PathBuf {
    let path = std::env::var_os("BERTH_TEST_CHROMIUM")
        .map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from);
    assert!(
        path.is_file(),
        "no browser at {}: install Debian's package `chromium`, or set BERTH_TEST_CHROMIUM to one",
        path.display()
    );
    path
}

/// Runs the browser once; what it printed.
async fn browse(more: &[&str], url: &str) -> String {
    let profile = tempfile::tempdir().unwrap();
    let run = Command::new(chromium())
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--hide-scrollbars",
        ])
        .args([
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .args(more)
        .arg(url)
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .output();
    let done = tokio::time::timeout(Duration::from_secs(60), run)
        .await
        .unwrap()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// Takes a picture of a page.
async fn picture(house: &House, path: &str, to: &Path, size: &str, dark: bool) {
    let colours = format!("--blink-settings=preferredColorScheme={}", u8::from(!dark));
    let (shot, size) = (
        format!("--screenshot={}", to.display()),
        format!("--window-size={size}"),
    );
    browse(&[&shot, &size, &colours], &format!("{}{path}", house.url)).await;
}

/// All pages of a house with something to show, by name; those for operators as files, since a cookie can't be given.
async fn pages(house: &House) -> Vec<(&'static str, String)> {
    let (_, offers) = house.with_offers(5).await;
    let (id, token) = house.begin("ada@example.org").await;
    let submitted = house
        .post(&format!("/api/v1/applications/{id}/submit"), &token, &json!({}))
        .await
        .done();
    let receipt = submitted["receipt"].as_str().unwrap();
    for (offer, answer) in [(&offers[1], "accept"), (&offers[2], "decline")] {
        let (application, id) = (
            offer["application"].as_str().unwrap(),
            offer["id"].as_str().unwrap(),
        );
        let path = format!("/api/v1/applications/{application}/offers/{id}/answer");
        house
            .post(&path, TOKEN, &json!({ "answer": answer }))
            .await
            .done();
    }
    let way_back = || format!("/applications/{}", house.application_link(&id));
    let used = way_back();
    let visit = house.send(reqwest::Method::POST, &used, FORM, "").await;
    vec![
        ("way-back", way_back()),
        ("way-back-used", used),
        ("visit", format!("/visits/{}", visit.path_after("/visits/"))),
        ("programmes", "/".to_owned()),
        ("programme", format!("/programmes/{PROGRAMME}")),
        ("offer-open", house.offer_page(&offers[0])),
        ("offer-accepted", house.offer_page(&offers[1])),
        ("offer-declined", house.offer_page(&offers[2])),
        ("receipt", format!("/receipts/{receipt}")),
        ("sign-in", "/sign-in".to_owned()),
        ("refused", "/offers/forged".to_owned()),
        ("api", "/api".to_owned()),
    ]
}

/// The operator's overview.
async fn overview(house: &House) -> String {
    let plain = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let form = plain
        .post(format!("{}/sign-in", house.url))
        .form(&[("token", TOKEN)]);
    let cookie = form.send().await.unwrap().headers()[SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    let url = format!("{}/programmes/{PROGRAMME}/overview", house.url);
    let page = plain.get(url).header(COOKIE, cookie.split(';').next().unwrap());
    Answer::of(page.send().await.unwrap()).await.text
}

#[tokio::test]
async fn pages_render_in_a_browser() {
    // Given pages of every kind
    let house = House::with_programme(Database::Sqlite).await;
    let folder = tempfile::tempdir().unwrap();
    // Set by whoever wants to look at them
    let keep = std::env::var_os("BERTH_TEST_PICTURES").map(PathBuf::from);
    let pages = pages(&house).await;
    for (name, path) in &pages {
        // When a browser reads one
        let dom = browse(&["--dump-dom"], &format!("{}{path}", house.url)).await;
        // Then it has a heading, a style and no script
        assert!(
            dom.contains("<h1") && dom.contains("/assets/berth.css"),
            "{name}: {dom}"
        );
        assert!(
            !dom.contains("<script") && !dom.contains(" onclick"),
            "{name}: {dom}"
        );
        let form = dom.contains("<form method=\"post\" action=\"/offers/");
        assert_eq!(form, *name == "offer-open", "{name}");
        if let Some(keep) = &keep {
            for (kind, size, dark) in [
                ("light", "1200,1600", false),
                ("dark", "1200,1600", true),
                ("phone", "360,1600", false),
            ] {
                picture(&house, path, &keep.join(format!("{name}-{kind}.png")), size, dark).await;
            }
        }
    }
    let overview = overview(&house).await;
    assert!(overview.contains("Deadline") && !overview.contains("<script"));
    if let Some(keep) = &keep {
        std::fs::write(keep.join("overview.html"), &overview).unwrap();
        let style =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/berth.css")).unwrap();
        std::fs::write(keep.join("berth.css"), style).unwrap();
    }
    // And its picture isn't blank: a white sheet of that size packs into a few kilobytes
    let shot = folder.path().join("offer.png");
    let (_, offer) = pages.iter().find(|(name, _)| *name == "offer-open").unwrap();
    picture(&house, offer, &shot, "800,900", false).await;
    let bytes = std::fs::metadata(&shot).unwrap().len();
    assert!(bytes > 15_000, "{bytes} bytes");
}

#[tokio::test]
async fn the_document_of_the_api_is_whole_and_its_page_readable() {
    let house = House::with_programme(Database::Sqlite).await;
    let document = house.get("/api/v1/openapi.json", "").await.done();
    if let Some(keep) = std::env::var_os("BERTH_TEST_PICTURES").map(PathBuf::from) {
        std::fs::write(keep.join("openapi.json"), document.to_string()).unwrap();
    }
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    // Every reference leads somewhere, and every operation can be told from the others
    let mut ids = std::collections::BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(ids.insert(id.to_owned()), "{method} {path}: {id} twice");
            assert!(!operation["summary"].as_str().unwrap().is_empty(), "{path}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(
                answers.contains_key("4XX") && answers.keys().any(|k| k.starts_with('2')),
                "{path}: {answers:?}"
            );
            for answer in answers.values() {
                assert!(
                    !answer["description"].as_str().unwrap().is_empty(),
                    "{path}: {answer}"
                );
            }
            let named: Vec<&str> = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|p| p["in"] == "path")
                .map(|p| p["name"].as_str().unwrap())
                .collect();
            let in_path: Vec<&str> = path
                .split('/')
                .filter_map(|s| s.strip_prefix('{')?.strip_suffix('}'))
                .collect();
            assert_eq!(named, in_path, "{path}");
        }
    }
    references(&document, &document);
    // Every route of the router's source is in it
    let routes: usize = include_str!("../../src/api/mod.rs")
        .matches("routes!(")
        .map(|_| 1)
        .sum();
    assert!(document["paths"].as_object().unwrap().len() == routes, "{routes}");
    let page = house.get("/api", "").await;
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(
            page.text.contains(&path.replace('/', "&#x2f;")) || page.text.contains(path.as_str()),
            "{path}"
        );
    }
}

/// Follows every reference of a document.
fn references(document: &Value, at: &Value) {
    match at {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "$ref" {
                    let path = member.as_str().unwrap().trim_start_matches('#');
                    assert!(document.pointer(path).is_some(), "{member} leads nowhere");
                }
                references(document, member);
            }
        }
        Value::Array(all) => all.iter().for_each(|one| references(document, one)),
        _ => {}
    }
}
