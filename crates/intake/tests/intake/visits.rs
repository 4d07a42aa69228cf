//! The way back to one's own application: shown as often as it is followed, used once, and another one for whoever asks.

use berth_intake::Purpose;
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

use crate::house::{Answer, Database, FORM, House};

const HOUR: u64 = 3600;

impl House {
    async fn press(&self, path: &str) -> Answer {
        self.send(Method::POST, path, FORM, "").await
    }

    /// How often another link to an application was asked for.
    pub(crate) async fn links_requested(&self, id: &str) -> usize {
        let of = format!("application.link_requested.{id}");
        let said = self.outbox().await;
        said.iter().filter(|row| row.subject.ends_with(&of)).count()
    }
}

#[tokio::test]
async fn a_mailed_link_shows_often_and_is_used_once() {
    for database in [Database::Sqlite, Database::Postgres] {
        let house = House::with_programme(database).await;
        let (id, first) = house.begin("ada@example.org").await;
        let own = format!("/api/v1/applications/{id}");
        let page = format!("/applications/{}", house.application_link(&id));
        // When a mail scanner follows it again and again, then nothing has changed
        let written = house.outbox().await.len();
        for method in [Method::GET, Method::HEAD, Method::GET] {
            assert_eq!(
                house.request(method, &page, "").send().await.unwrap().status(),
                200
            );
        }
        let shown = house.get(&page, "").await.text;
        assert!(
            shown.contains("Go on with it") && !shown.contains("/visits/"),
            "{shown}"
        );
        assert_eq!(house.outbox().await.len(), written);
        house.get(&own, &first).await.done();
        // When its button is pressed twice at once, then one of the two is a visit
        let (one, two) = tokio::join!(house.press(&page), house.press(&page));
        let (visit, refused) = if one.status == 200 { (one, two) } else { (two, one) };
        let again = refused.refused_readably(410);
        assert!(
            again.contains("has been used") && again.contains("Mail me a new link"),
            "{again}"
        );
        // When a token is made during the visit, then it opens the application, and the one before nothing
        let visit = visit.path_after("/visits/");
        let made = house.press(&format!("/visits/{visit}/token")).await.text;
        let token = made.split("<code>").nth(1).unwrap().split('<').next().unwrap();
        house.get(&own, token).await.done();
        house.get(&own, &first).await.refused(401, "unauthenticated");
        // When the link is followed once more, then it shows where things stand, and decides nothing
        let shown = house.get(&page, "").await.text;
        assert!(
            shown.contains("Still missing") || shown.contains("Nothing is missing"),
            "{shown}"
        );
        assert!(
            !shown.contains("/visits/") && !shown.contains("Go on with it"),
            "{shown}"
        );
        let link = page.replace("/applications/", "");
        house
            .post("/api/v1/applications/tokens", "", &json!({ "link": link }))
            .await
            .refused(410, "link");
        house.get(&own, token).await.done();
        // A visit ends the same day
        house.clock.advance(Duration::from_secs(4 * HOUR + 1));
        house
            .get(&format!("/visits/{visit}"), "")
            .await
            .refused_readably(410);
        house
            .press(&format!("/visits/{visit}/token"))
            .await
            .refused_readably(410);
    }
}

#[tokio::test]
async fn a_link_is_worth_one_token_too() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, first) = house.begin("ada@example.org").await;
    let own = format!("/api/v1/applications/{id}");
    let link = json!({ "link": house.application_link(&id) });
    let token = house.post("/api/v1/applications/tokens", "", &link).await.done()["token"].clone();
    house.get(&own, token.as_str().unwrap()).await.done();
    house.get(&own, &first).await.refused(401, "unauthenticated");
    house
        .post("/api/v1/applications/tokens", "", &link)
        .await
        .refused(410, "link");
    // The second attempt took nothing away
    house.get(&own, token.as_str().unwrap()).await.done();
}

#[tokio::test]
async fn who_needs_another_link_gets_it_by_mail() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, _) = house.begin("ada@example.org").await;
    let page = format!("/applications/{}", house.application_link(&id));
    house.press(&page).await;
    // When the page of a used link is asked, then the link goes to nobody but the applicant: the page has none
    let told = house.press(&format!("{page}/another")).await;
    assert!(
        told.text.contains("on its way") && !told.text.contains("/visits/"),
        "{told:?}"
    );
    assert_eq!(house.links_requested(&id).await, 1);
    // When one has run out, then its page shows nothing of anybody, and still mails another
    house.clock.advance(Duration::from_secs(25 * HOUR));
    let gone = house.get(&page, "").await.refused_readably(410);
    assert!(
        gone.contains("Mail me a new link") && !gone.contains("Digital"),
        "{gone}"
    );
    house.press(&page).await.refused_readably(410);
    house.press(&format!("{page}/another")).await;
    assert_eq!(house.links_requested(&id).await, 2);
}

#[tokio::test]
async fn links_for_something_else_open_no_application() {
    let house = House::with_programme(Database::Sqlite).await;
    let (id, _) = house.begin("ada@example.org").await;
    let id: Uuid = id.parse().unwrap();
    let soon = house.now() + chrono::Duration::days(1);
    let of = |purpose| house.keys().link(purpose, id, soon);
    for (path, link) in [
        ("applications", of(Purpose::Offer)),
        ("applications", of(Purpose::Visit)),
        ("visits", of(Purpose::Application)),
        ("visits", of(Purpose::Offer)),
    ] {
        house
            .get(&format!("/{path}/{link}"), "")
            .await
            .refused_readably(410);
    }
    for path in [
        format!("/applications/{}", of(Purpose::Offer)),
        format!("/visits/{}/token", of(Purpose::Application)),
    ] {
        house.press(&path).await.refused_readably(410);
    }
    let visit = json!({ "link": of(Purpose::Visit) });
    house
        .post("/api/v1/applications/tokens", "", &visit)
        .await
        .refused(410, "link");
    // A rightly signed link to what isn't there
    let nobody = house.keys().link(Purpose::Application, Uuid::from_u128(5), soon);
    for path in [
        format!("/applications/{nobody}"),
        format!("/applications/{nobody}/another"),
    ] {
        house.press(&path).await.refused_readably(404);
    }
}
