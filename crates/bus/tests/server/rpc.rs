//! Questions between services.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use berth_bus::{Bus, BusError, Question, Refusal, RpcError};
use berth_events::{TraceContext, v1};
use berth_runtime::{Readiness, Shutdown};
use berth_testkit::assert_eventually;
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::common::{connect, provisioned};

const PATIENCE: Duration = Duration::from_secs(5);

async fn ask(bus: &Bus, limit: u32) -> Result<v1::ShortlistResponse, RpcError> {
    let question = v1::ShortlistRequest {
        limit,
        ..Default::default()
    };
    bus.request("matcher", "shortlist", &question, PATIENCE).await
}

/// Answers with as many entries as asked for; refuses zero and fails over 13.
async fn answer(question: Question<v1::ShortlistRequest>) -> Result<v1::ShortlistResponse, Refusal> {
    let limit = question.message.limit;
    assert!(limit != 13, "unlucky");
    if limit == 0 {
        return Err(Refusal::new("no_limit", "the limit must be at least 1"));
    }
    let entry = v1::ShortlistEntry {
        trainee_id: question.trace.trace_id(),
        ..Default::default()
    };
    Ok(v1::ShortlistResponse {
        entries: vec![entry; limit as usize],
    })
}

fn serve(bus: &Bus, shutdown: &Shutdown) {
    let (bus, stop) = (bus.clone(), shutdown.clone());
    tokio::spawn(async move {
        bus.serve::<v1::ShortlistRequest, v1::ShortlistResponse, _>("matcher", "shortlist", answer, stop)
            .await
            .unwrap()
    });
}

async fn answered(bus: &Bus, limit: u32) -> v1::ShortlistResponse {
    assert_eventually(Duration::from_secs(10), "somebody answers", || ask(bus, limit)).await
}

#[tokio::test]
async fn a_question_is_answered_with_its_trace() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    serve(&matcher, &Shutdown::new());
    assert_eq!(answered(&intake, 3).await.entries.len(), 3);
    let trace = TraceContext::root(Uuid::from_u128(5));
    let question = v1::ShortlistRequest {
        limit: 1,
        ..Default::default()
    };

    let answer: v1::ShortlistResponse = intake
        .request_in(trace, "matcher", "shortlist", &question, PATIENCE)
        .await
        .unwrap();

    assert_eq!(answer.entries[0].trainee_id, trace.trace_id());
}

#[tokio::test]
async fn nobody_there_is_told_apart_at_once() {
    let (server, _operator) = provisioned().await;
    let intake = connect(&server, "intake").await;

    let refused = tokio::time::timeout(Duration::from_secs(2), ask(&intake, 1))
        .await
        .unwrap()
        .unwrap_err();

    assert!(
        matches!(refused, RpcError::NoResponders { .. }) && refused.is_transient(),
        "{refused}"
    );
}

#[tokio::test]
async fn a_refusal_carries_its_code_and_a_panic_says_internal() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    serve(&matcher, &Shutdown::new());
    answered(&intake, 1).await;

    let refused = ask(&intake, 0).await.unwrap_err();
    let failed = ask(&intake, 13).await.unwrap_err();

    let message = "the limit must be at least 1".to_owned();
    assert_eq!(
        refused,
        RpcError::Refused {
            code: "no_limit".into(),
            message
        }
    );
    assert!(matches!(failed, RpcError::Refused { code, .. } if code == "internal"));
    assert_eq!(ask(&intake, 2).await.unwrap().entries.len(), 2);
}

#[tokio::test]
async fn a_slow_answer_is_a_time_out_and_not_nobody() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let never =
        |_: Question<v1::ShortlistRequest>| std::future::pending::<Result<v1::ShortlistResponse, Refusal>>();
    tokio::spawn(async move {
        matcher
            .serve("matcher", "shortlist", never, Shutdown::new())
            .await
    });
    let question = v1::ShortlistRequest::default();
    let patience = Duration::from_millis(300);

    let said = assert_eventually(Duration::from_secs(10), "somebody is there", || async {
        let asked = intake
            .request::<_, v1::ShortlistResponse>("matcher", "shortlist", &question, patience)
            .await;
        asked
            .err()
            .filter(|error| !matches!(error, RpcError::NoResponders { .. }))
    })
    .await;

    let too_late = matches!(&said, RpcError::Refused { code, .. } if code == "too_late");
    assert!(
        too_late || matches!(said, RpcError::TimedOut { waited_ms: 300, .. }),
        "{said}"
    );
}

#[tokio::test]
async fn a_stop_answers_what_is_in_hand_and_the_other_replica_takes_over() {
    let (server, _operator) = provisioned().await;
    let intake = connect(&server, "intake").await;
    let first = connect(&server, "matcher").await;
    let (started, go, stop) = (
        Arc::new(AtomicUsize::new(0)),
        Arc::new(Notify::new()),
        Shutdown::new(),
    );
    let handler = {
        let (started, go) = (Arc::clone(&started), Arc::clone(&go));
        move |_: Question<v1::ShortlistRequest>| {
            let (started, go) = (Arc::clone(&started), Arc::clone(&go));
            async move {
                started.fetch_add(1, Ordering::SeqCst);
                go.notified().await;
                Ok::<_, Refusal>(v1::ShortlistResponse::default())
            }
        }
    };
    let serving = tokio::spawn({
        let stop = stop.clone();
        async move { first.serve("matcher", "shortlist", handler, stop).await }
    });
    let asked = tokio::spawn({
        let intake = intake.clone();
        async move { assert_eventually(Duration::from_secs(10), "an answer", || ask(&intake, 1)).await }
    });
    assert_eventually(Duration::from_secs(10), "in hand", || async {
        started.load(Ordering::SeqCst) == 1
    })
    .await;

    stop.request_soft();
    serve(&connect(&server, "matcher").await, &Shutdown::new());
    assert_eq!(answered(&intake, 2).await.entries.len(), 2);
    go.notify_one();

    asked.await.unwrap();
    serving.await.unwrap().unwrap();
}

/// Serves with a gate of its own.
fn serve_with_gate(
    bus: &Bus,
    shutdown: &Shutdown,
    readiness: &Readiness,
) -> JoinHandle<Result<(), BusError>> {
    let (bus, stop, gate) = (bus.clone(), shutdown.clone(), readiness.gate("shortlist"));
    tokio::spawn(async move {
        bus.serve_with_gate("matcher", "shortlist", answer, stop, gate)
            .await
    })
}

async fn ready(readiness: &Readiness) {
    tokio::time::timeout(Duration::from_secs(20), readiness.wait())
        .await
        .unwrap();
}

#[tokio::test]
async fn once_the_gate_is_ready_the_first_question_is_answered() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let (shutdown, readiness) = (Shutdown::new(), Readiness::new());
    let serving = serve_with_gate(&matcher, &shutdown, &readiness);

    ready(&readiness).await;
    assert_eq!(ask(&intake, 3).await.unwrap().entries.len(), 3);

    shutdown.request_soft();
    serving.await.unwrap().unwrap();
    assert_eq!(readiness.missing()[0].why, "stopped");
}

#[tokio::test]
async fn the_gate_says_that_the_server_is_away_and_opens_when_it_is_back() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let readiness = Readiness::new();
    let _serving = serve_with_gate(&matcher, &Shutdown::new(), &readiness);
    ready(&readiness).await;

    server.kill9();
    assert_eventually(Duration::from_secs(10), "the gate is closed", || async {
        readiness
            .missing()
            .iter()
            .any(|m| m.why == "not connected to NATS")
    })
    .await;
    server.restart().await;
    ready(&readiness).await;

    // The one who asks has to be back too, and nothing more.
    assert_eventually(Duration::from_secs(20), "intake is connected again", || async {
        intake.is_connected()
    })
    .await;
    assert_eq!(ask(&intake, 2).await.unwrap().entries.len(), 2);
}

#[tokio::test]
async fn a_user_who_may_not_answer_is_told_so_instead_of_waiting_for_questions() {
    let (server, _operator) = provisioned().await;
    let notifier = connect(&server, "notifier").await;
    let readiness = Readiness::new();
    let serving = serve_with_gate(&notifier, &Shutdown::new(), &readiness);

    let refused = tokio::time::timeout(Duration::from_secs(10), serving)
        .await
        .unwrap()
        .unwrap()
        .unwrap_err();

    assert!(
        matches!(&refused, BusError::Denied { subject } if subject == "berth.v1.rpc.matcher.shortlist"),
        "{refused}"
    );
    assert!(
        readiness.missing()[0]
            .why
            .contains("berth.v1.rpc.matcher.shortlist")
    );
}
