//! A running intake with its broker, database and clock, and a client at its front door.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use berth_bus::{Bus, BusOptions, Mode, Passwords, authorization_conf};
use berth_events::{Stamp, TraceContext};
use berth_intake::{IntakeDeps, IntakeError, Keys, Migrator};
use berth_runtime::clock::Clock as _;
use berth_runtime::{MockClock, Readiness, Secret, Settings, Shutdown};
use berth_store::{OutboxRow, ReplayFilter, Store, StoreOptions, migrate};
use berth_testkit::{NatsServer, Postgres, assert_eventually, programme_dir};
use chrono::{DateTime, Utc};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::{Method, StatusCode};
use sea_orm::{ConnectionTrait as _, Statement};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use uuid::Uuid;

pub(crate) const SOON: Duration = Duration::from_secs(30);
pub(crate) const TOKEN: &str = "the-operator-of-this-test-0123456789";
pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef";
pub(crate) const PROGRAMME: &str = "digital-explorers";
/// What a browser sends a form as.
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
/// 23:59:59 in Vilnius on 31 January.
pub(crate) const DEADLINE: &str = "2025-01-31T21:59:59Z";

#[derive(Debug, Clone, Copy)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

pub(crate) fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A file of the sample programme.
pub(crate) fn sample(name: &str) -> String {
    std::fs::read_to_string(programme_dir(PROGRAMME).join(name)).unwrap()
}

/// The sample programme where it really happened: no shifted dates, no grace.
pub(crate) fn programme_with(approvals: u8) -> String {
    sample("programme.toml")
        .replace("sample = true", "sample = false")
        .replace("grace_seconds = 60", "grace_seconds = 0")
        .replace("approvals = 1", &format!("approvals = {approvals}"))
}

pub(crate) struct House {
    pub(crate) url: String,
    pub(crate) clock: MockClock,
    pub(crate) store: Store,
    pub(crate) matcher: Bus,
    pub(crate) client: reqwest::Client,
    server: NatsServer,
    database: String,
    running: Vec<Running>,
    links: AtomicI64,
    _folder: TempDir,
}

struct Running {
    shutdown: Shutdown,
    _task: JoinHandle<Result<(), IntakeError>>,
}

impl Drop for House {
    fn drop(&mut self) {
        for part in &self.running {
            part.shutdown.request_hard();
        }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) kind: String,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let kind = headers
            .get(CONTENT_TYPE)
            .map(|t| t.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let text = response.text().await.unwrap();
        Self {
            status,
            kind,
            headers,
            text,
        }
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// It was done.
    #[track_caller]
    pub(crate) fn done(self) -> Value {
        assert!(self.status.is_success(), "{self:?}");
        self.json()
    }

    /// What follows `before` in the page, up to the next slash or quote.
    #[track_caller]
    pub(crate) fn path_after(&self, before: &str) -> String {
        let (_, rest) = self.text.split_once(before).unwrap_or_else(|| panic!("{self:?}"));
        rest.split(['/', '"']).next().unwrap_or_default().to_owned()
    }

    /// It was refused, with a whole problem document of this kind.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, kind: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        assert_eq!(self.kind, "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], status, "{problem}");
        assert_eq!(problem["type"], format!("urn:berth:problem:{kind}"), "{problem}");
        for part in ["title", "detail"] {
            assert!(!problem[part].as_str().unwrap().is_empty(), "{problem}");
        }
        problem
    }

    /// It was refused, with a page people can read.
    #[track_caller]
    pub(crate) fn refused_readably(self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{self:?}");
        assert_eq!(self.kind, "text/html; charset=utf-8", "{self:?}");
        assert!(self.text.contains("<h1>"), "{self:?}");
        self.text
    }
}

pub(crate) async fn connect(url: &str, service: &str) -> Bus {
    let options = BusOptions::new(url, "berth-intake-test", service)
        .patience(Duration::from_secs(10))
        .seed(7);
    Bus::connect(options).await.unwrap()
}

impl House {
    /// An empty intake, ten days before the deadline.
    pub(crate) async fn open(database: Database) -> Self {
        let password = |name: &str| Secret::new(name.to_owned());
        let [intake, matcher, notifier, operator] =
            ["intake", "matcher", "notifier", "operator"].map(password);
        let conf = authorization_conf(&Passwords::new(intake, matcher, notifier, operator));
        let server = NatsServer::start_with(&conf).await;
        let operator = connect(&server.url_as("operator", "operator"), "operator").await;
        operator.provision(Mode::Apply).await.unwrap();
        let matcher = connect(&server.url_as("matcher", "matcher"), "matcher").await;
        let folder = tempfile::tempdir().unwrap();
        let url = match database {
            Database::Sqlite => format!("sqlite://{}", folder.path().join("intake.db").display()),
            Database::Postgres => Postgres::shared().await.create_database().await,
        };
        migrate::<Migrator>(&url).await.unwrap();
        let clock = MockClock::new(utc("2025-01-21T09:00:00Z"));
        let store = Store::connect(&url, StoreOptions::new("test", Arc::new(clock.clone())))
            .await
            .unwrap();
        let mut house = Self {
            url: String::new(),
            clock,
            store,
            matcher,
            client: reqwest::Client::new(),
            server,
            database: url,
            running: Vec::new(),
            links: AtomicI64::new(0),
            _folder: folder,
        };
        house.url = house.replica().await;
        house
    }

    /// An intake with the sample programme loaded.
    pub(crate) async fn with_programme(database: Database) -> Self {
        let house = Self::open(database).await;
        house.load(&programme_with(1)).await;
        house
    }

    /// What an intake of this house needs, and where it will listen.
    async fn deps(&self) -> (IntakeDeps, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let options = StoreOptions::new("intake", Arc::new(self.clock.clone()));
        let settings = [
            ("BERTH_SIGNING_KEY", SECRET),
            ("BERTH_OPERATOR_TOKEN", TOKEN),
            ("BERTH_PUBLIC_URL", &url),
        ];
        let deps = IntakeDeps {
            settings: Settings::load(None, settings).unwrap(),
            store: Store::connect(&self.database, options).await.unwrap(),
            bus: connect(&self.server.url_as("intake", "intake"), "intake").await,
            clock: Arc::new(self.clock.clone()),
            shutdown: Shutdown::new(),
            readiness: Readiness::new(),
            listener,
            beside: Router::new(),
        };
        (deps, url)
    }

    /// Starts one more intake on the same database and broker; says where it listens.
    pub(crate) async fn replica(&mut self) -> String {
        let (deps, url) = self.deps().await;
        let (shutdown, readiness) = (deps.shutdown.clone(), deps.readiness.clone());
        let task = tokio::spawn(berth_intake::run(deps));
        assert_eventually(SOON, "intake is ready", || async {
            let missing = readiness.missing();
            if readiness.count() >= 3 && missing.is_empty() {
                Ok(())
            } else {
                Err(missing)
            }
        })
        .await;
        self.running.push(Running {
            shutdown,
            _task: task,
        });
        url
    }

    /// `berth intake republish`: how many messages went into the outbox.
    pub(crate) async fn republish(&self) -> u64 {
        berth_intake::republish(&self.deps().await.0).await.unwrap()
    }

    /// Subject and payload of everything in the outbox, in order.
    pub(crate) async fn everything_said(&self) -> Vec<(String, Vec<u8>)> {
        let statement = "SELECT subject, payload FROM outbox ORDER BY seq";
        let rows = self
            .store
            .read()
            .query_all_raw(Statement::from_string(self.store.backend(), statement));
        let rows = rows.await.unwrap();
        rows.iter()
            .map(|row| {
                (
                    row.try_get("", "subject").unwrap(),
                    row.try_get("", "payload").unwrap(),
                )
            })
            .collect()
    }

    /// How many messages a stream keeps.
    pub(crate) async fn stored(&self, stream: &str) -> u64 {
        let operator = connect(&self.server.url_as("operator", "operator"), "operator").await;
        operator.stored(stream).await.unwrap()
    }

    pub(crate) fn keys(&self) -> Keys {
        Keys::derive(SECRET).unwrap()
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn request(&self, method: Method, path: &str, token: &str) -> reqwest::RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.url));
        if token.is_empty() {
            request
        } else {
            request.header(AUTHORIZATION, format!("Bearer {token}"))
        }
    }

    pub(crate) async fn get(&self, path: &str, token: &str) -> Answer {
        Answer::of(self.request(Method::GET, path, token).send().await.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, token: &str, body: &Value) -> Answer {
        Answer::of(
            self.request(Method::POST, path, token)
                .json(body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn put(&self, path: &str, token: &str, body: &Value) -> Answer {
        Answer::of(
            self.request(Method::PUT, path, token)
                .json(body)
                .send()
                .await
                .unwrap(),
        )
        .await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        kind: &str,
        body: impl Into<reqwest::Body>,
    ) -> Answer {
        let request = self.request(method, path, TOKEN).header(CONTENT_TYPE, kind);
        Answer::of(request.body(body).send().await.unwrap()).await
    }

    pub(crate) async fn load(&self, toml: &str) -> Value {
        let path = format!("/api/v1/programmes/{PROGRAMME}");
        self.send(Method::PUT, &path, "application/toml", toml.to_owned())
            .await
            .done()
    }

    pub(crate) async fn import(&self, sheet: &str, csv: impl Into<reqwest::Body>) -> Answer {
        let path = format!("/api/v1/programmes/{PROGRAMME}/imports/{sheet}");
        self.send(Method::POST, &path, "text/csv", csv).await
    }

    pub(crate) async fn in_programme(&self, what: &str) -> Value {
        self.get(&format!("/api/v1/programmes/{PROGRAMME}/{what}"), TOKEN)
            .await
            .done()
    }

    /// A connection as the notifier.
    pub(crate) async fn notifier(&self) -> Bus {
        connect(&self.server.url_as("notifier", "notifier"), "notifier").await
    }

    /// The party of an application.
    pub(crate) async fn party_of(&self, application: &str) -> String {
        self.id_in("application", "party_id", application).await
    }

    /// The host of an opening.
    pub(crate) async fn host_of(&self, opening: &str) -> String {
        self.id_in("opening", "host_id", opening).await
    }

    async fn id_in(&self, table: &str, column: &str, id: &str) -> String {
        let id: Uuid = id.parse().unwrap();
        let statement = format!("SELECT {column} FROM {table} WHERE id = $1");
        let values = [id.into()];
        let query = Statement::from_sql_and_values(self.store.backend(), statement, values);
        let row = self.store.read().query_one_raw(query).await.unwrap().unwrap();
        row.try_get::<Uuid>("", column).unwrap().to_string()
    }

    /// An application that is ready to be matched.
    pub(crate) async fn anybody(&self) -> String {
        let all = self.in_programme("applications?state=match_ready").await;
        all[0]["id"].as_str().unwrap().to_owned()
    }

    /// Subjects written to the outbox so far.
    pub(crate) async fn outbox(&self) -> Vec<OutboxRow> {
        self.store
            .outbox_rows(&ReplayFilter::default(), 100_000)
            .await
            .unwrap()
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp {
            source: "berth/matcher",
            time: self.now(),
            trace: TraceContext::root(Uuid::from_u128(1)),
        }
    }

    /// Free, held and filled of all openings, each of them adding up.
    pub(crate) async fn seats(&self) -> (i64, i64, i64) {
        let mut sums = (0, 0, 0);
        for opening in self.in_programme("openings").await.as_array().unwrap() {
            let count = |what: &str| opening[what].as_i64().unwrap();
            let (free, held, filled) = (count("free"), count("held"), count("filled"));
            assert!(free >= 0 && held >= 0 && filled >= 0, "{opening}");
            assert_eq!(free + held + filled, count("seats"), "{opening}");
            sums = (sums.0 + free, sums.1 + held, sums.2 + filled);
        }
        let overview = self.in_programme("overview").await;
        assert_eq!(overview["free"], sums.0);
        assert_eq!(overview["held"], sums.1);
        assert_eq!(overview["filled"], sums.2);
        sums
    }

    /// Applications by id with their state, as the operator's list shows them.
    pub(crate) async fn state_of(&self, application: &str) -> String {
        let view = self
            .get(&format!("/api/v1/applications/{application}"), TOKEN)
            .await
            .done();
        view["state"].as_str().unwrap().to_owned()
    }

    /// Begins an application that lacks nothing: its id and its applicant's token.
    pub(crate) async fn begin(&self, address: &str) -> (String, String) {
        let path = format!("/api/v1/programmes/{PROGRAMME}/applications");
        let drafted = self.post(&path, "", &application(address)).await.done();
        let id = drafted["id"].as_str().unwrap().to_owned();
        let link = json!({ "link": self.application_link(&id) });
        let given = self.post("/api/v1/applications/tokens", "", &link).await.done();
        (id, given["token"].as_str().unwrap().to_owned())
    }

    /// What a mail's way back to an application ends in; another one each time.
    pub(crate) fn application_link(&self, id: &str) -> String {
        let another = self.links.fetch_add(1, Ordering::Relaxed);
        let until = self.now() + chrono::Duration::days(1) - chrono::Duration::seconds(another);
        let purpose = berth_intake::Purpose::Application;
        self.keys().link(purpose, id.parse().unwrap(), until)
    }
}

/// An application that lacks nothing.
pub(crate) fn application(address: &str) -> Value {
    json!({
        "party": { "name": "Ada Obi", "email": address, "zone": "Africa/Lagos", "locale": "en" },
        "answers": {
            "country": "NG", "born_on": "1999-05-05", "tracks": ["data-analytics"], "analytics_level": "junior",
            "skills": "sql:3; excel:3",
            "english_level": "C1", "languages": "en:C1", "available_from": "2025-06-01", "student": false,
            "degree_awarded_on": "2024-11-01", "passport_valid_to": "2030-01-01", "consent_to_share": true
        }
    })
}
