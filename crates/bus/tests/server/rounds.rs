//! What the matcher lives on: the state stream and the object store.

use std::collections::VecDeque;
use std::time::Duration;

use berth_bus::{BusError, Followed, Follower, State};
use berth_events::v1;
use berth_runtime::Readiness;
use bytes::Bytes;
use prost::Message as _;

use crate::common::{connect, jetstream, provisioned, trainee};

/// A follower whose news is looked at piece by piece.
struct Pieces {
    follower: Follower,
    told: VecDeque<Followed>,
}

fn pieces(follower: Follower) -> Pieces {
    Pieces {
        follower,
        told: VecDeque::new(),
    }
}

async fn next(pieces: &mut Pieces) -> Followed {
    if pieces.told.is_empty() {
        let news = tokio::time::timeout(Duration::from_secs(20), pieces.follower.next()).await;
        pieces.told.extend(news.unwrap());
    }
    pieces.told.pop_front().unwrap()
}

fn version(state: &State) -> u64 {
    v1::TraineeState::decode(state.payload.clone()).unwrap().version
}

/// Ids and versions up to the next `CaughtUp`.
async fn until_caught_up(follower: &mut Pieces) -> Vec<(u128, u64)> {
    let mut seen = Vec::new();
    loop {
        match next(follower).await {
            Followed::Changed(state) => {
                let id = state.subject.id().parse::<uuid::Uuid>().unwrap();
                seen.push((id.as_u128(), version(&state)));
            }
            Followed::CaughtUp => return seen,
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_follower_gets_the_newest_of_everything_then_news() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let all: Vec<_> = (1..=3200).map(|n| trainee(n, 1)).collect();
    intake.publish_batch(&all).await.unwrap();
    intake.publish(&trainee(7, 2)).await.unwrap();
    let readiness = Readiness::new();

    let mut follower = pieces(matcher.follow_state(readiness.gate("state")));
    let seen = until_caught_up(&mut follower).await;

    assert_eq!(seen.len(), 3200);
    assert!(seen.contains(&(7, 2)) && !seen.contains(&(7, 1)));
    assert!(readiness.is_ready());
    intake.publish(&trainee(9, 2)).await.unwrap();
    assert!(matches!(next(&mut follower).await, Followed::Changed(s) if version(&s) == 2));
}

#[tokio::test]
async fn a_follower_reads_states_that_do_not_say_their_subject() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let mut older = trainee(2, 1);
    let state = v1::TraineeState {
        subject: String::new(),
        ..v1::TraineeState::decode(older.payload.clone()).unwrap()
    };
    older.payload = state.encode_to_vec().into();
    let mut empty = trainee(3, 1);
    empty.payload = Bytes::new();
    let all = [trainee(1, 1), older, empty, trainee(4, 1)];
    intake.publish_batch(&all).await.unwrap();

    let mut follower = pieces(matcher.follow_state(Readiness::new().gate("state")));

    for published in all {
        let state = State {
            subject: published.subject,
            payload: published.payload,
        };
        assert_eq!(next(&mut follower).await, Followed::Changed(state));
    }
    assert_eq!(next(&mut follower).await, Followed::CaughtUp);
}

#[tokio::test]
async fn a_follower_of_an_empty_stream_has_caught_up_at_once() {
    let (server, _operator) = provisioned().await;
    let matcher = connect(&server, "matcher").await;

    let mut follower = pieces(matcher.follow_state(Readiness::new().gate("state")));

    assert_eq!(next(&mut follower).await, Followed::CaughtUp);
}

#[tokio::test]
async fn a_follower_survives_a_restart_of_the_server() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    intake.publish(&trainee(1, 1)).await.unwrap();
    let mut follower = pieces(matcher.follow_state(Readiness::new().gate("state")));
    assert_eq!(until_caught_up(&mut follower).await, [(1, 1)]);

    server.kill9();
    server.restart().await;
    intake.publish(&trainee(2, 1)).await.unwrap();

    assert!(matches!(next(&mut follower).await, Followed::Changed(s) if s.subject == trainee(2, 1).subject));
}

#[tokio::test]
async fn a_follower_reads_a_stream_that_was_built_anew_from_the_beginning() {
    let (server, operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    intake
        .publish_batch(&(1..=50).map(|n| trainee(n, 1)).collect::<Vec<_>>())
        .await
        .unwrap();
    let mut follower = pieces(matcher.follow_state(Readiness::new().gate("state")));
    assert_eq!(until_caught_up(&mut follower).await.len(), 50);

    jetstream(&server)
        .await
        .delete_stream("BERTH_STATE")
        .await
        .unwrap();
    operator.provision(berth_bus::Mode::Apply).await.unwrap();
    intake.publish(&trainee(1, 3)).await.unwrap();

    assert_eq!(until_caught_up(&mut follower).await, [(1, 3)]);
}

#[tokio::test]
async fn intake_and_matcher_exchange_objects_of_any_size() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );
    let large: Vec<u8> = (0..5_000_000_u32).map(|n| (n % 251) as u8).collect();

    for (name, content) in [
        ("input/large", large.as_slice()),
        ("input/small", b"{}"),
        ("input/empty", b""),
    ] {
        intake.objects().put(name, content).await.unwrap();
        assert_eq!(matcher.objects().get(name).await.unwrap(), content, "{name}");
    }
    matcher.objects().put("result/1", b"placed").await.unwrap();
    assert_eq!(
        intake.objects().get("result/1").await.unwrap().as_ref(),
        b"placed"
    );
}

#[tokio::test]
async fn the_same_object_may_be_put_again_and_a_missing_one_is_named() {
    let (server, _operator) = provisioned().await;
    let (intake, matcher) = (
        connect(&server, "intake").await,
        connect(&server, "matcher").await,
    );

    matcher.objects().put("result/1", b"placed").await.unwrap();
    matcher.objects().put("result/1", b"placed").await.unwrap();
    intake.objects().put("result/1", b"replaced").await.unwrap();

    assert_eq!(
        matcher.objects().get("result/1").await.unwrap().as_ref(),
        b"replaced"
    );
    matcher.objects().put("result/1", b"and back").await.unwrap();
    assert_eq!(
        intake.objects().get("result/1").await.unwrap().as_ref(),
        b"and back"
    );
    let missing = matcher.objects().get("result/2").await.unwrap_err();
    assert!(
        matches!(&missing, BusError::NoObject(name) if name == "result/2"),
        "{missing}"
    );
}
