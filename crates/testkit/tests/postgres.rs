//! The Postgres harness keeps its promises.

use berth_testkit::Postgres;

#[tokio::test]
async fn every_database_is_empty_and_apart_from_the_others() {
    let server = Postgres::shared().await;
    let (one, other) = (server.create_database().await, server.create_database().await);
    server.query(&one, "create table parties (id int)").await;
    let tables = "select count(*) from information_schema.tables where table_name = 'parties'";
    assert_eq!(server.query(&one, tables).await, "1");
    assert_eq!(server.query(&other, tables).await, "0");
}

#[tokio::test]
async fn all_tests_of_a_process_share_one_server() {
    assert_eq!(
        Postgres::shared().await.address(),
        Postgres::shared().await.address()
    );
}

#[tokio::test]
async fn a_killed_server_keeps_what_was_committed() {
    let server = Postgres::start().await;
    let database = server.create_database().await;
    server
        .query(&database, "create table offers as select 7 as id")
        .await;
    server.kill9();
    server.restart().await;
    assert_eq!(server.query(&database, "select id from offers").await, "7");
    server.restart().await;
    assert_eq!(server.query(&database, "select id from offers").await, "7");
}

#[tokio::test]
async fn a_server_killed_for_good_leaves_no_shared_memory() {
    let server = Postgres::start().await;
    let pid = server.pid().unwrap().to_string();
    let segments = || {
        let all = std::fs::read_to_string("/proc/sysvipc/shm").unwrap();
        all.lines()
            .filter(|line| line.split_whitespace().nth(4) == Some(&pid))
            .count()
    };
    assert_eq!(segments(), 1);
    server.kill9();
    drop(server);
    assert_eq!(segments(), 0);
}
