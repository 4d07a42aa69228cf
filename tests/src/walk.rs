//! The walk every whole test takes: a sample cohort from import to answered offers, through the front doors only.

use std::collections::BTreeMap;
use std::time::Duration;

use berth_testkit::{Process, SmtpServer, assert_eventually, programme_dir};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::door::Door;

/// The programme walked through.
pub const PROGRAMME: &str = "digital-explorers";
const APPLICANTS: usize = 90;

/// One programme, seen through its front door.
pub struct Walk<'a> {
    door: &'a Door,
    smtp: &'a SmtpServer,
}

/// What the answers to the offers were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Accepted through the mailed link.
    pub accepted: usize,
    /// Declined through the mailed link.
    pub declined: usize,
    /// Left without an answer.
    pub unanswered: usize,
}

impl<'a> Walk<'a> {
    /// Through this door, with this mail server's record.
    #[must_use]
    pub fn new(door: &'a Door, smtp: &'a SmtpServer) -> Self {
        Self { door, smtp }
    }

    /// Loads programme and sheets. Doing it again takes nothing twice.
    pub async fn load(&self) {
        let folder = programme_dir(PROGRAMME);
        let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
        let programme = format!("/api/v1/programmes/{PROGRAMME}");
        self.door
            .file(
                Method::PUT,
                &programme,
                "application/toml",
                read("programme.toml"),
            )
            .await;
        for sheet in ["hosts", "openings", "applicants", "preferences"] {
            let report = self.import(sheet, read(&format!("{sheet}.csv"))).await;
            assert_eq!(report["refused"], json!([]), "{sheet}");
            let again = self.import(sheet, read(&format!("{sheet}.csv"))).await;
            assert_eq!(again["taken"], json!(0), "{sheet} is there already");
        }
        assert_eq!(self.overview().await["applications"], json!(APPLICANTS));
    }

    async fn import(&self, sheet: &str, csv: Vec<u8>) -> Value {
        self.door
            .file(
                Method::POST,
                &format!("/api/v1/programmes/{PROGRAMME}/imports/{sheet}"),
                "text/csv",
                csv,
            )
            .await
    }

    /// Admits all whom the rules let pass, and makes them ready to be matched.
    pub async fn admit(&self) {
        let moves = format!("/api/v1/programmes/{PROGRAMME}/applications/moves");
        for (from, to) in [("submitted", "admitted"), ("admitted", "match_ready")] {
            let moved = self.door.post(&moves, &json!({ "from": from, "to": to })).await;
            assert_eq!(moved["left"], json!([]));
        }
        assert!(self.funnel().await["match_ready"] > 70);
    }

    /// Opens, locks and approves a round, and waits for the matcher in between; says how many were placed.
    pub async fn run_round(&self) -> u64 {
        let rounds = format!("/api/v1/programmes/{PROGRAMME}/rounds");
        self.door
            .try_post(&rounds, &json!({ "seed": "5eed".repeat(16) }))
            .await;
        let all = self.door.get(&rounds).await;
        let id = all[0]["id"].as_str().expect("a round").to_owned();
        let round = format!("/api/v1/rounds/{id}");
        let (status, said) = self.door.try_post(&format!("{round}/lock"), &json!({})).await;
        assert!(
            status == StatusCode::ACCEPTED || status == StatusCode::CONFLICT,
            "{said}"
        );
        let solved = assert_eventually(
            Duration::from_secs(120),
            "the matcher solves the round",
            async || {
                let round = self.door.get(&round).await;
                (round["state"] == "solved").then_some(round)
            },
        )
        .await;
        let figures = &solved["figures"];
        assert_eq!(
            (&figures["verified"], &figures["blocking_pairs"]),
            (&json!(true), &json!(0)),
            "{solved}"
        );
        self.verify(&round).await;
        let (status, said) = self.door.try_post(&format!("{round}/approve"), &json!({})).await;
        assert!(
            status == StatusCode::OK || said["type"] == "urn:berth:problem:approved-before",
            "{said}"
        );
        assert_eq!(self.door.get(&round).await["state"], "offers_open");
        let placed = figures["placed"].as_u64().unwrap();
        let overview = self.overview().await;
        assert_eq!(overview["held"], json!(placed));
        placed
    }

    /// `berth verify` recomputes the exported round and agrees; with one pair taken away it doesn't.
    async fn verify(&self, round: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["cohort", "input", "result"] {
            let document = self.door.bytes(&format!("{round}/{name}")).await;
            std::fs::write(path(&format!("{name}.json")), document).unwrap();
        }
        let verify = async |input: &str, result: &str| {
            let (input, result) = (path(input), path(result));
            let berth = Process::berth()
                .arg("verify")
                .arg("--input")
                .arg(input)
                .arg("--result")
                .arg(result);
            berth.run().await
        };
        verify("input.json", "result.json").await.success();
        verify("cohort.json", "result.json").await.success();
        let mut forged: Value = serde_json::from_slice(&std::fs::read(path("result.json")).unwrap()).unwrap();
        let pair = forged["matching"]
            .as_object_mut()
            .unwrap()
            .values_mut()
            .find(|v| !v.is_null())
            .unwrap();
        *pair = Value::Null;
        std::fs::write(path("forged.json"), forged.to_string()).unwrap();
        let refuted = verify("input.json", "forged.json").await;
        assert_eq!(refuted.status.code(), Some(1), "{}", refuted.stderr);
    }

    /// Waits for the offer mails and reads their links, by recipient.
    pub async fn offer_links(&self, offers: u64) -> BTreeMap<String, String> {
        let wanted = usize::try_from(offers).unwrap();
        assert_eventually(Duration::from_secs(120), "every offer is mailed", async || {
            let links: BTreeMap<String, String> = self
                .smtp
                .messages()
                .iter()
                .filter(|mail| mail.subject().starts_with("Offer: "))
                .filter_map(|mail| {
                    Some((
                        mail.to.first()?.clone(),
                        link_in(&mail.parsed().body_text(0)?, "/offers/")?,
                    ))
                })
                .collect();
            (links.len() == wanted).then_some(links)
        })
        .await
    }

    /// Answers through the links: the first is declined, the second left alone, the others are accepted.
    pub async fn answer(&self, links: &BTreeMap<String, String>) -> Answers {
        let before = self.overview().await;
        for link in links.values().take(3) {
            let (status, page) = self.door.open(link, None).await;
            assert!(
                status.is_success() && page.contains("You have an offer") && !page.contains("<script"),
                "{status} {page}"
            );
        }
        assert_eq!(
            self.overview().await["held"],
            before["held"],
            "looking changes nothing"
        );
        let mut answers = Answers {
            accepted: 0,
            declined: 0,
            unanswered: 0,
        };
        for (number, link) in links.values().enumerate() {
            let answer = match number {
                0 => "decline",
                1 => {
                    answers.unanswered += 1;
                    continue;
                }
                _ => "accept",
            };
            let (status, page) = self.door.open(link, Some(("answer", answer))).await;
            assert!(status.is_success(), "{answer}: {status} {page}");
            match answer {
                "accept" => {
                    assert!(page.contains("You accepted this offer"), "{page}");
                    answers.accepted += 1;
                }
                _ => answers.declined += 1,
            }
            self.seats_add_up().await;
        }
        let forged = links.values().next().unwrap().replace("/offers/A", "/offers/B");
        let (status, _) = self.door.open(&forged, Some(("answer", "accept"))).await;
        assert_eq!(status, StatusCode::GONE, "a forged link");
        answers
    }

    /// Waits until so many re-matches of the round are over and none is on its way; says how many offers followed.
    pub async fn rematched(&self, times: usize) -> u64 {
        let rounds = self
            .door
            .get(&format!("/api/v1/programmes/{PROGRAMME}/rounds"))
            .await;
        let rematches = format!("/api/v1/rounds/{}/rematches", rounds[0]["id"].as_str().unwrap());
        let over = assert_eventually(
            Duration::from_secs(60),
            "the freed seats are matched again",
            async || {
                let all = self.door.get(&rematches).await;
                let all = all.as_array().unwrap();
                let settled = all.iter().filter(|rematch| rematch["state"] == "applied").count();
                (settled >= times && settled == all.len()).then(|| all.clone())
            },
        )
        .await;
        self.seats_add_up().await;
        over.iter().map(|rematch| rematch["sent"].as_u64().unwrap()).sum()
    }

    /// free + held + filled = seats, for every opening.
    pub async fn seats_add_up(&self) {
        let overview = self.overview().await;
        let number = |v: &Value, key: &str| v[key].as_i64().unwrap();
        for opening in overview["openings"].as_array().unwrap().iter().chain([&overview]) {
            let parts = ["free", "held", "filled"].map(|key| number(opening, key));
            assert!(
                parts.iter().all(|n| *n >= 0) && parts.iter().sum::<i64>() == number(opening, "seats"),
                "{opening}"
            );
        }
    }

    /// Applications by state.
    pub async fn funnel(&self) -> BTreeMap<String, u64> {
        let overview = self.overview().await;
        let counts = overview["funnel"].as_array().unwrap();
        counts
            .iter()
            .map(|c| {
                (
                    c["state"].as_str().unwrap().to_owned(),
                    c["count"].as_u64().unwrap(),
                )
            })
            .collect()
    }

    /// The programme at a glance.
    pub async fn overview(&self) -> Value {
        self.door
            .get(&format!("/api/v1/programmes/{PROGRAMME}/overview"))
            .await
    }
}

/// The first link of a mail's text with this in its path.
#[must_use]
pub fn link_in(text: &str, path: &str) -> Option<String> {
    text.split_whitespace()
        .find(|word| word.contains(path))
        .map(str::to_owned)
}
