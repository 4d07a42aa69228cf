//! Intake's HTTP door, as an operator uses it: what can't be reached just now is tried again.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, Response, StatusCode};
use serde_json::Value;

use crate::OPERATOR_TOKEN;

/// How long a service that was killed may be away.
const PATIENCE: Duration = Duration::from_secs(90);

/// The API of one Berth, behind one or several replicas of intake.
#[derive(Debug, Clone)]
pub struct Door {
    client: Client,
    bases: Vec<String>,
}

impl Door {
    /// A door behind these addresses, `http://host:port` each.
    #[must_use]
    pub fn new(bases: Vec<String>) -> Self {
        let client = Client::builder()
            .timeout(Duration::from_secs(30))
            .build()
            .unwrap();
        Self { client, bases }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Value {
        self.ask(Method::GET, path, "application/json", Vec::new()).await
    }

    /// Reads a document as its very bytes.
    pub async fn bytes(&self, path: &str) -> Vec<u8> {
        let answer = self.send(Method::GET, path, "application/json", Vec::new()).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.bytes().await.unwrap().to_vec()
    }

    /// Sends JSON; a refusal is a failure of the test.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        self.ask(
            Method::POST,
            path,
            "application/json",
            body.to_string().into_bytes(),
        )
        .await
    }

    /// Sends JSON and doesn't mind a refusal: in a storm the same step may have been taken before.
    pub async fn try_post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let answer = self
            .send(
                Method::POST,
                path,
                "application/json",
                body.to_string().into_bytes(),
            )
            .await;
        (answer.status(), answer.json().await.unwrap_or_default())
    }

    /// Sends a file.
    pub async fn file(&self, method: Method, path: &str, kind: &str, content: Vec<u8>) -> Value {
        self.ask(method, path, kind, content).await
    }

    /// Opens a link from a mail, as a browser does: GET, or POST with a form.
    pub async fn open(&self, link: &str, form: Option<(&str, &str)>) -> (StatusCode, String) {
        let path = link
            .split_once("://")
            .and_then(|(_, rest)| rest.split_once('/'))
            .expect("a link")
            .1;
        let begun = Instant::now();
        loop {
            for base in &self.bases {
                let url = format!("{base}/{path}");
                let request = match form {
                    None => self.client.get(url),
                    Some(field) => self.client.post(url).form(&[field]),
                };
                if let Ok(answer) = request.send().await
                    && !answer.status().is_server_error()
                {
                    return (answer.status(), answer.text().await.unwrap_or_default());
                }
            }
            assert!(begun.elapsed() < PATIENCE, "nobody opens the door");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    async fn ask(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Value {
        let answer = self.send(method, path, kind, body).await;
        let status = answer.status();
        let text = answer.text().await.unwrap_or_default();
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Sends until somebody answers for good: connections refused and 5xx are the storm's.
    async fn send(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Response {
        let begun = Instant::now();
        loop {
            for base in &self.bases {
                let request = self.client.request(method.clone(), format!("{base}{path}"));
                let request = request
                    .bearer_auth(OPERATOR_TOKEN)
                    .header("content-type", kind)
                    .body(body.clone());
                match request.send().await {
                    Ok(answer) if !answer.status().is_server_error() => return answer,
                    Ok(_) | Err(_) => {}
                }
            }
            assert!(begun.elapsed() < PATIENCE, "nobody answers {method} {path}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}
