//! What can't be taken: refused with a problem document, and nothing of it stored.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::house::{Answer, DEADLINE, Database, House, PROGRAMME, TOKEN, application, utc};

const APPLICATIONS: &str = "/api/v1/programmes/digital-explorers/applications";

async fn nothing_stored(house: &House) {
    assert_eq!(house.in_programme("applications").await, json!([]));
}

#[tokio::test]
async fn a_body_that_cannot_be_read_is_refused_and_nothing_stored() {
    let house = House::with_programme(Database::Sqlite).await;
    let json_type = "application/json";
    let with = |path: &[&str], value: Value| {
        let mut body = application("ada@example.org");
        let mut place = &mut body;
        for step in path {
            place = &mut place[*step];
        }
        *place = value;
        body.to_string()
    };
    let cases = [
        (
            "malformed JSON",
            json_type,
            "{\"party\": ".to_owned(),
            400,
            "malformed",
        ),
        (
            "not JSON at all",
            json_type,
            "party=Ada".to_owned(),
            400,
            "malformed",
        ),
        ("an empty body", json_type, String::new(), 400, "malformed"),
        ("a list", json_type, "[1,2]".to_owned(), 422, "malformed"),
        (
            "an unknown field",
            json_type,
            with(&["colour"], json!("red")),
            422,
            "malformed",
        ),
        (
            "an unknown field inside",
            json_type,
            with(&["party", "age"], json!(3)),
            422,
            "malformed",
        ),
        (
            "a wrong type",
            json_type,
            with(&["party", "name"], json!(7)),
            422,
            "malformed",
        ),
        (
            "no address",
            json_type,
            with(&["party", "email"], json!("ada at example")),
            422,
            "malformed",
        ),
        (
            "no zone",
            json_type,
            with(&["party", "zone"], json!("Mars/Olympus")),
            422,
            "malformed",
        ),
        (
            "an answer of a wrong type",
            json_type,
            with(&["answers", "born_on"], json!(true)),
            422,
            "fields",
        ),
        (
            "an answer nobody asked for",
            json_type,
            with(&["answers", "shoe_size"], json!(43)),
            422,
            "fields",
        ),
        (
            "a choice that isn't there",
            json_type,
            with(&["answers", "country"], json!("XX")),
            422,
            "fields",
        ),
        (
            "a form",
            "application/x-www-form-urlencoded",
            "a=b".to_owned(),
            415,
            "malformed",
        ),
        (
            "plain text",
            "text/plain",
            application("ada@example.org").to_string(),
            415,
            "malformed",
        ),
        (
            "another encoding",
            json_type,
            "\u{0}".to_owned(),
            400,
            "malformed",
        ),
    ];
    for (what, kind, body, status, problem) in cases {
        let answer = house.send(Method::POST, APPLICATIONS, kind, body).await;
        eprintln!("{what}: {answer:?}");
        answer.refused(status, problem);
    }
    let nested = "[".repeat(100_000);
    house
        .send(Method::POST, APPLICATIONS, json_type, nested)
        .await
        .refused(422, "malformed");
    nothing_stored(&house).await;
}

#[tokio::test]
async fn fields_that_do_not_fit_are_named_one_by_one() {
    let house = House::with_programme(Database::Sqlite).await;
    let mut body = application("ada@example.org");
    body["answers"]["country"] = json!("XX");
    body["answers"]["born_on"] = json!("31.12.1999");
    let problem = house.post(APPLICATIONS, "", &body).await.refused(422, "fields");
    let fields: Vec<_> = problem["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|e| e["field"].clone())
        .collect();
    assert_eq!(fields, [json!("born_on"), json!("country")]);
    nothing_stored(&house).await;
}

#[tokio::test]
async fn addresses_and_methods_that_are_not_there_are_refused_in_the_askers_form() {
    let house = House::with_programme(Database::Sqlite).await;
    house
        .get("/api/v1/nowhere", TOKEN)
        .await
        .refused(404, "not-found");
    house.get("/nowhere", "").await.refused_readably(404);
    let delete = |path: &str| house.request(Method::DELETE, path, TOKEN).send();
    Answer::of(delete("/api/v1/programmes").await.unwrap())
        .await
        .refused(405, "malformed");
    Answer::of(delete("/sign-in").await.unwrap())
        .await
        .refused_readably(405);
    house
        .get("/api/v1/applications/not-an-id", TOKEN)
        .await
        .refused(400, "malformed");
    house
        .get("/api/v1/programmes/no-such-one", "")
        .await
        .refused(404, "not-found");
    house
        .get("/programmes/no-such-one", "")
        .await
        .refused_readably(404);
    for odd in ["%00", "%ff", "a%00b", "..%2f..", &"x".repeat(5_000)] {
        let answer = house.get(&format!("/api/v1/programmes/{odd}"), TOKEN).await;
        assert!(answer.status.is_client_error(), "{odd}: {answer:?}");
        let page = house.get(&format!("/programmes/{odd}"), TOKEN).await;
        assert!(page.status.is_client_error(), "{odd}: {page:?}");
        assert_eq!(page.kind, "text/html; charset=utf-8", "{odd}: {page:?}");
    }
    house
        .get(&format!("{APPLICATIONS}?state=nonsense"), TOKEN)
        .await
        .refused(400, "malformed");
    house
        .get(&format!("{APPLICATIONS}?colour=red"), TOKEN)
        .await
        .refused(400, "malformed");
}

#[tokio::test]
async fn zero_bytes_in_a_name_are_no_server_error_on_postgres() {
    let house = House::with_programme(Database::Postgres).await;
    house
        .get("/api/v1/programmes/a%00b", TOKEN)
        .await
        .refused(404, "not-found");
    house.get("/programmes/a%00b", "").await.refused_readably(404);
    let mut body = application("ada@example.org");
    body["answers"]["motivation"] = json!("a\u{0}b");
    let answer = house.post(APPLICATIONS, "", &body).await;
    assert!(!answer.status.is_server_error(), "{answer:?}");
    let host = json!({
        "reference": "H\u{0}", "country": "LT", "city": "Vil\u{0}nius",
        "party": { "name": "Invented UAB", "email": "h@example.org", "zone": "Europe/Vilnius" }
    });
    let path = format!("/api/v1/programmes/{PROGRAMME}/hosts");
    house.post(&path, TOKEN, &host).await.refused(422, "malformed");
}

/// Sends `total` bytes and reads what comes back, as a client does that doesn't look before it has sent all.
async fn huge(house: &House, path: &str, chunked: bool, total: usize) -> String {
    let address = house.url.strip_prefix("http://").unwrap();
    let stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let (mut reader, mut writer) = stream.into_split();
    let framing = if chunked {
        "transfer-encoding: chunked".to_owned()
    } else {
        format!("content-length: {total}")
    };
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {TOKEN}\r\ncontent-type: application/json\r\n{framing}\r\n\r\n"
    );
    writer.write_all(head.as_bytes()).await.unwrap();
    let sending = tokio::spawn(async move {
        let mega = vec![b' '; 1024 * 1024];
        for _ in 0..total / mega.len() {
            let frame = if chunked {
                [b"100000\r\n", mega.as_slice(), b"\r\n"].concat()
            } else {
                mega.clone()
            };
            if writer.write_all(&frame).await.is_err() {
                return;
            }
        }
    });
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    // A reset after the answer is the server's right.
    while let Ok(read) = reader.read(&mut piece).await {
        answer.extend_from_slice(&piece[..read]);
        if read == 0 {
            break;
        }
    }
    sending.abort();
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn a_body_of_100_megabytes_is_refused_at_once_and_nothing_stored() {
    let house = House::with_programme(Database::Sqlite).await;
    let size = 100 * 1024 * 1024;
    for chunked in [false, true] {
        let answer = tokio::time::timeout(Duration::from_secs(20), huge(&house, APPLICATIONS, chunked, size));
        let answer = answer.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 413"), "chunked {chunked}: {answer}");
        assert!(answer.contains("application/problem+json"), "{answer}");
        assert!(answer.contains("urn:berth:problem:too-large"), "{answer}");
    }
    // And a client of the usual kind gets it as well
    let request = house
        .request(Method::POST, APPLICATIONS, "")
        .header(CONTENT_TYPE, "application/json");
    let sent = request.body(vec![b' '; size]).send().await;
    if let Ok(response) = sent {
        Answer::of(response).await.refused(413, "too-large");
    }
    nothing_stored(&house).await;
}

#[tokio::test]
async fn one_second_late_is_late_and_the_very_instant_is_in_time() {
    let house = House::with_programme(Database::Sqlite).await;
    let (early, early_token) = house.begin("early@example.org").await;
    let (late, late_token) = house.begin("late@example.org").await;
    // When one is submitted at the deadline's very instant, then it is taken
    house.clock.set(utc(DEADLINE));
    let taken = house
        .post(
            &format!("/api/v1/applications/{early}/submit"),
            &early_token,
            &json!({}),
        )
        .await
        .done();
    assert_eq!(taken["submitted_at"], DEADLINE);
    // When one is submitted a second later, then the answer says so with the server's time
    house.clock.advance(Duration::from_secs(1));
    let written = house.outbox().await.len();
    let submit = format!("/api/v1/applications/{late}/submit");
    let problem = house
        .post(&submit, &late_token, &json!({}))
        .await
        .refused(409, "late");
    assert_eq!(problem["server_time"], "2025-01-31T22:00:00Z");
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("2025-01-31 21:59:59"),
        "{problem}"
    );
    // And neither answers nor new applications are taken
    house
        .put(
            &format!("/api/v1/applications/{late}/answers"),
            &late_token,
            &json!({}),
        )
        .await
        .refused(409, "late");
    house
        .post(APPLICATIONS, "", &application("third@example.org"))
        .await
        .refused(409, "late");
    assert_eq!(house.state_of(&late).await, "draft");
    assert_eq!(house.outbox().await.len(), written);
}
