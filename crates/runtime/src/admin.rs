//! The listener for machines: is the process alive, may it take work, and its figures.

use std::io;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use serde::Serialize;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::readiness::{Missing, Readiness};
use crate::shutdown::Shutdown;

/// How often buckets of histograms are folded, so that they don't grow between two scrapes.
const UPKEEP: Duration = Duration::from_secs(5);

#[derive(Clone)]
struct Admin {
    readiness: Readiness,
    metrics: Option<PrometheusHandle>,
    stopping: CancellationToken,
}

/// The answer of `/readyz`.
#[derive(Debug, Serialize)]
struct Ready {
    ready: bool,
    missing: Vec<Missing>,
}

/// Serves `/healthz` (200 while the process runs), `/readyz` (200 or 503, with what is missing) and `/metrics` until
/// `stage` stops. As soon as `process` is asked to stop, `/readyz` says so: no new work shall come here.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: TcpListener,
    readiness: Readiness,
    metrics: Option<PrometheusHandle>,
    process: Shutdown,
    stage: Shutdown,
) -> io::Result<()> {
    let upkeep = async {
        let mut ticks = tokio::time::interval(UPKEEP);
        loop {
            ticks.tick().await;
            if let Some(metrics) = &metrics {
                metrics.run_upkeep();
            }
        }
    };
    let admin = Admin {
        readiness,
        metrics: metrics.clone(),
        stopping: process.soft(),
    };
    let soft = stage.soft();
    let server = axum::serve(listener, router(admin)).with_graceful_shutdown(soft.clone().cancelled_owned());
    tokio::select! {
        result = server => result,
        () = upkeep => Ok(()),
        // An idle scraper that keeps its connection must not hold the process.
        () = async { soft.cancelled().await; tokio::time::sleep(Duration::from_millis(200)).await } => Ok(()),
    }
}

fn router(admin: Admin) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(figures))
        .with_state(admin)
}

async fn ready(State(admin): State<Admin>) -> Response {
    let mut missing = admin.readiness.missing();
    if admin.stopping.is_cancelled() {
        missing.push(Missing {
            gate: "process".to_owned(),
            why: "stopping".to_owned(),
        });
    }
    let ready = missing.is_empty();
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, Json(Ready { ready, missing })).into_response()
}

async fn figures(State(admin): State<Admin>) -> Response {
    let Some(metrics) = admin.metrics else {
        return (
            StatusCode::NOT_FOUND,
            "metrics are not recorded in this process\n",
        )
            .into_response();
    };
    (
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        metrics.render(),
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::telemetry;

    struct Running {
        address: SocketAddr,
        readiness: Readiness,
        process: Shutdown,
        stage: Shutdown,
        task: tokio::task::JoinHandle<io::Result<()>>,
    }

    async fn start() -> Running {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (readiness, process, stage) = (Readiness::new(), Shutdown::new(), Shutdown::new());
        let served = serve(
            listener,
            readiness.clone(),
            telemetry::metrics(),
            process.clone(),
            stage.clone(),
        );
        Running {
            address,
            readiness,
            process,
            stage,
            task: tokio::spawn(served),
        }
    }

    impl Running {
        async fn get(&self, path: &str) -> (u16, String) {
            let answer = reqwest::get(format!("http://{}{path}", self.address))
                .await
                .unwrap();
            (answer.status().as_u16(), answer.text().await.unwrap())
        }
    }

    #[tokio::test]
    async fn readyz_says_what_is_missing_until_nothing_is() {
        let running = start().await;
        let gate = running.readiness.gate("nats");
        gate.unready("connecting to nats://nats:4222");

        let (status, body) = running.get("/readyz").await;
        assert_eq!(status, 503);
        let body: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert_eq!(body["ready"], false);
        assert_eq!(body["missing"][0]["gate"], "nats");
        assert_eq!(body["missing"][0]["why"], "connecting to nats://nats:4222");

        gate.ready();
        assert_eq!(
            running.get("/readyz").await,
            (200, r#"{"ready":true,"missing":[]}"#.to_owned())
        );
    }

    #[tokio::test]
    async fn a_process_that_is_asked_to_stop_is_alive_but_takes_no_work() {
        let running = start().await;

        running.process.request_soft();

        assert_eq!(running.get("/healthz").await.0, 200);
        let (status, body) = running.get("/readyz").await;
        assert_eq!(status, 503);
        assert!(body.contains("stopping"), "{body}");
    }

    #[tokio::test]
    async fn metrics_are_rendered_as_text() {
        let running = start().await;
        metrics::counter!("berth_admin_test_total").increment(1);

        let (status, body) = running.get("/metrics").await;

        assert_eq!(status, 200);
        assert!(body.contains("berth_admin_test_total 1"), "{body}");
    }

    #[tokio::test]
    async fn an_idle_connection_does_not_hold_the_listener_open() {
        let running = start().await;
        let _idle = tokio::net::TcpStream::connect(running.address).await.unwrap();

        running.stage.request_soft();

        let ended = tokio::time::timeout(Duration::from_secs(5), running.task).await;
        ended.expect("the listener must stop").unwrap().unwrap();
    }
}
