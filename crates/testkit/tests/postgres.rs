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
