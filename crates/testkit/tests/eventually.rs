//! Waiting for a condition keeps its promises.

use std::time::Duration;

use berth_testkit::assert_eventually;

#[tokio::test]
async fn the_value_of_the_first_yes_comes_back() {
    let mut asked = 0;
    let value = assert_eventually(Duration::from_secs(5), "three", || {
        asked += 1;
        let now = asked;
        async move { (now == 3).then_some(now) }
    })
    .await;
    assert_eq!(value, 3);
}

#[tokio::test]
#[should_panic(expected = "not within 30ms: the sun; at last: \"rain\"")]
async fn a_condition_that_never_comes_fails_with_the_last_answer() {
    assert_eventually(Duration::from_millis(30), "the sun", async || {
        Err::<(), _>("rain")
    })
    .await;
}

#[tokio::test]
#[should_panic(expected = "the check hung")]
async fn a_check_that_hangs_is_given_up() {
    assert_eventually(
        Duration::from_millis(30),
        "an answer",
        std::future::pending::<bool>,
    )
    .await;
}
