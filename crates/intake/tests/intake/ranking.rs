//! What fits a trainee, why, and the order they give it: on their own page and through the API.

use berth_bus::Question;
use berth_events::v1;
use berth_runtime::Shutdown;
use reqwest::Method;

use crate::house::{Database, FORM, House};

fn part() -> v1::ScorePart {
    v1::ScorePart {
        code: "skills".to_owned(),
        sentence: "Two of three skills".to_owned(),
        points: 200,
        most: 300,
    }
}

/// A matcher for whom every opening of the list fits, the first one best.
async fn answers(house: &House, openings: &[String]) {
    let entries: Vec<_> = openings.iter().zip((0..).map(|n| 900 - n)).collect();
    let entries: Vec<_> = entries
        .into_iter()
        .map(|(opening, score)| v1::OpeningsEntry {
            opening_id: opening.clone(),
            score,
            parts: vec![part()],
        })
        .collect();
    let named = v1::OpeningsResponse { entries };
    let bus = house.matcher.clone();
    let serve = move |_: Question<v1::OpeningsRequest>| {
        let named = named.clone();
        async move { Ok(named) }
    };
    tokio::spawn(async move { bus.serve("matcher", "openings", serve, Shutdown::new()).await });
    let bus = house.matcher.clone();
    let explain = |_: Question<v1::ExplainRequest>| async {
        Ok(v1::ExplainResponse {
            feasible: true,
            exclusions: Vec::new(),
            score: 200,
            parts: vec![part()],
            sentence: "It fits you well.".to_owned(),
        })
    };
    tokio::spawn(async move { bus.serve("matcher", "explain", explain, Shutdown::new()).await });
    let first = format!("/api/v1/applications/{}/openings", house.anybody().await);
    berth_testkit::assert_eventually(crate::house::SOON, "the matcher answers", || async {
        house.get(&first, crate::house::TOKEN).await.status.is_success()
    })
    .await;
}

#[tokio::test]
async fn a_trainee_sees_what_fits_and_why_and_certifies_an_order() {
    // Given a trainee, and three openings that fit
    let house = House::with_programme(Database::Sqlite).await;
    house.ready_cohort(3).await;
    let openings = house.in_programme("openings").await;
    let ids: Vec<String> = (0..3)
        .map(|n| openings[n]["id"].as_str().unwrap().to_owned())
        .collect();
    let id = house.anybody().await;
    let page = format!("/applications/{}", house.application_link(&id));
    let visit = house
        .send(Method::POST, &page, FORM, "")
        .await
        .path_after("/visits/");
    let link = format!("/visits/{visit}/openings");
    // While the matcher doesn't answer, the page says so
    assert!(house.get(&link, "").await.text.contains("answer just now"));
    answers(&house, &ids).await;
    // When they look, then the best comes first, and looking changes nothing
    let written = house.outbox().await.len();
    let page = house.get(&link, "").await.text;
    let place = |page: &str, id: &str| page.find(&format!("wish-{id}")).unwrap();
    assert!(place(&page, &ids[0]) < place(&page, &ids[2]));
    assert_eq!(house.outbox().await.len(), written);
    let why = house.get(&format!("{link}/{}", ids[0]), "").await.text;
    assert!(
        why.contains("It fits you well") && why.contains("Two of three skills"),
        "{why}"
    );
    // When they certify an order with a tie, then it is theirs
    let form = format!("wish-{}=2&wish-{}=1&wish-{}=2", ids[0], ids[1], ids[2]);
    let page = house.send(Method::POST, &link, FORM, form).await;
    assert_eq!(page.status, 200, "{page:?}");
    assert!(place(&page.text, &ids[1]) < place(&page.text, &ids[0]));
    let path = format!("/api/v1/applications/{id}/openings");
    let listed = house.get(&path, crate::house::TOKEN).await.done();
    assert_eq!(
        (&listed[0]["id"], &listed[0]["wish"]),
        (&ids[1].clone().into(), &1.into())
    );
    assert_eq!((&listed[1]["wish"], &listed[2]["wish"]), (&2.into(), &2.into()));
    let path = format!("{path}/{}/explanation", ids[0]);
    let explained = house.get(&path, crate::house::TOKEN).await.done();
    assert_eq!(explained["parts"][0]["points"], 200);
    // What is no order is refused
    for bad in [
        "",
        "wish-x=1",
        &format!("wish-{}=first", ids[0]),
        &format!("wish-{}=0", ids[0]),
    ] {
        let refused = house.send(Method::POST, &link, FORM, bad.to_owned()).await;
        assert_eq!(refused.status, 422, "{bad}: {refused:?}");
    }
}
