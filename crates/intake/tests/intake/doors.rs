//! Who may do what: tokens, cookies, and doors that don't exist for others.

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::house::{Answer, Database, House, PROGRAMME, TOKEN};

#[tokio::test]
async fn without_a_token_only_what_is_public_answers() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, _) = house.begin("ada@example.org").await;
    let own = format!("/api/v1/applications/{id}");
    let operators = format!("/api/v1/programmes/{PROGRAMME}/overview");
    for token in ["", "wrong", "Bearer", &"0".repeat(64)] {
        for path in [&own, &operators] {
            let answer = house.get(path, token).await;
            assert_eq!(answer.headers["www-authenticate"], "Bearer");
            answer.refused(401, "unauthenticated");
        }
    }
    house.get("/api/v1/programmes", "").await.done();
    house
        .get(&format!("/api/v1/programmes/{PROGRAMME}"), "")
        .await
        .done();
}

#[tokio::test]
async fn another_ones_application_does_not_exist() {
    let house = House::with_programme(Database::Sqlite).await;
    let (ada, ada_token) = house.begin("ada@example.org").await;
    let (_, eve_token) = house.begin("eve@example.org").await;
    let path = format!("/api/v1/applications/{ada}");
    house.get(&path, &eve_token).await.refused(404, "not-found");
    for step in ["submit", "withdraw"] {
        house
            .post(&format!("{path}/{step}"), &eve_token, &json!({}))
            .await
            .refused(404, "not-found");
    }
    house
        .put(&format!("{path}/answers"), &eve_token, &json!({}))
        .await
        .refused(404, "not-found");
    house
        .put(
            &format!("{path}/preferences"),
            &eve_token,
            &json!({ "ranked": [] }),
        )
        .await
        .refused(404, "not-found");
    house
        .get(&format!("{path}/offers"), &eve_token)
        .await
        .refused(404, "not-found");
    house.get(&path, &ada_token).await.done();
    assert_eq!(house.state_of(&ada).await, "draft");
}

#[tokio::test]
async fn a_host_sees_its_own_openings_only() {
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(3).await;
    let openings = house.in_programme("openings").await;
    let own = &openings[0];
    let other = openings
        .as_array()
        .unwrap()
        .iter()
        .find(|o| o["host"] != own["host"])
        .unwrap();
    let tokens = format!("/api/v1/hosts/{}/tokens", own["host"].as_str().unwrap());
    let token = house.post(&tokens, TOKEN, &json!({})).await.done()["token"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = |opening: &serde_json::Value, what: &str| {
        format!("/api/v1/openings/{}{what}", opening["id"].as_str().unwrap())
    };
    house.get(&path(own, ""), &token).await.done();
    house.get(&path(own, "/shortlist"), &token).await.done();
    for what in ["", "/shortlist"] {
        house
            .get(&path(other, what), &token)
            .await
            .refused(404, "not-found");
    }
    let reason = json!({ "reason_code": "spite" });
    house
        .post(&path(other, "/withdraw"), &token, &reason)
        .await
        .refused(404, "not-found");
    house
        .put(&path(other, "/preferences"), &token, &json!({ "ranked": [] }))
        .await
        .refused(404, "not-found");
    house
        .get(&format!("/api/v1/programmes/{PROGRAMME}/applications"), &token)
        .await
        .refused(403, "forbidden");
    house
        .post(&tokens, &token, &json!({}))
        .await
        .refused(403, "forbidden");
    assert_eq!(
        house.get(&path(other, ""), TOKEN).await.done()["state"],
        "published"
    );
}

#[tokio::test]
async fn an_applicant_runs_nothing() {
    let house = House::with_programme(Database::Sqlite).await;
    let (_, token) = house.begin("ada@example.org").await;
    let of = |what: &str| format!("/api/v1/programmes/{PROGRAMME}/{what}");
    for what in [
        "overview",
        "applications",
        "openings",
        "hosts",
        "rounds",
        "offers",
    ] {
        house.get(&of(what), &token).await.refused(403, "forbidden");
    }
    let id = uuid::Uuid::from_u128(9);
    for path in [
        format!("/api/v1/rounds/{id}/lock"),
        format!("/api/v1/rounds/{id}/approve"),
        "/api/v1/operators".to_owned(),
    ] {
        house
            .post(&path, &token, &json!({ "name": "eve" }))
            .await
            .refused(403, "forbidden");
    }
    house
        .post(
            &of("applications/moves"),
            &token,
            &json!({ "from": "submitted", "to": "admitted" }),
        )
        .await
        .refused(403, "forbidden");
}

/// Signs in by the operator's token: the cookie.
async fn session(house: &House) -> String {
    let plain = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let form = plain
        .post(format!("{}/sign-in", house.url))
        .form(&[("token", TOKEN)]);
    let answer = form.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    assert!(!cookie.contains(TOKEN));
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_cookie_reads_and_never_writes() {
    let house = House::with_programme(Database::Sqlite).await;
    let cookie = session(&house).await;
    let with_cookie = |method, path: &str| house.request(method, path, "").header(COOKIE, cookie.clone());
    let overview = with_cookie(Method::GET, "/programmes/digital-explorers/overview")
        .send()
        .await
        .unwrap();
    assert_eq!(overview.status(), 200);
    let path = format!("/api/v1/programmes/{PROGRAMME}/rounds");
    let post = with_cookie(Method::POST, &path)
        .json(&json!({}))
        .send()
        .await
        .unwrap();
    Answer::of(post).await.refused(401, "unauthenticated");
    assert_eq!(house.in_programme("rounds").await, json!([]));
}

#[tokio::test]
async fn a_session_ends_where_its_operator_signs_out() {
    let house = House::with_programme(Database::Sqlite).await;
    let cookie = session(&house).await;
    let plain = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let page = || {
        let url = format!("{}/programmes/{PROGRAMME}/overview", house.url);
        plain.get(url).header(COOKIE, cookie.clone()).send()
    };
    assert_eq!(page().await.unwrap().status(), 200);
    let out = plain
        .post(format!("{}/sign-out", house.url))
        .header(COOKIE, cookie.clone());
    assert_eq!(out.send().await.unwrap().status(), StatusCode::SEE_OTHER);
    let after = page().await.unwrap();
    assert_eq!(
        (after.status(), &after.headers()[LOCATION]),
        (StatusCode::SEE_OTHER, &"/sign-in".parse().unwrap())
    );
}

#[tokio::test]
async fn a_session_ends_after_a_working_day() {
    let house = House::with_programme(Database::Sqlite).await;
    let cookie = session(&house).await;
    let path = format!("/api/v1/programmes/{PROGRAMME}/overview");
    let look = || {
        house
            .request(Method::GET, &path, "")
            .header(COOKIE, cookie.clone())
            .send()
    };
    house.clock.advance(std::time::Duration::from_secs(12 * 3600 - 1));
    assert_eq!(look().await.unwrap().status(), 200);
    house.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(look().await.unwrap().status(), 401);
    // The operator's own token is another matter
    house.get(&path, TOKEN).await.done();
}

#[tokio::test]
async fn a_wrong_token_is_told_so_on_the_sign_in_page() {
    let house = House::with_programme(Database::Sqlite).await;
    let form = "application/x-www-form-urlencoded";
    house
        .send(Method::POST, "/sign-in", form, "token=wrong")
        .await
        .refused_readably(401);
    house
        .send(Method::POST, "/sign-in", form, "colour=red")
        .await
        .refused_readably(422);
    house
        .send(Method::POST, "/sign-in", "application/json", "{}")
        .await
        .refused_readably(422);
}
