//! The fault proxy keeps its promises.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use berth_testkit::{Direction, FaultProxy, assert_eventually};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::timeout,
};

/// A server that sends back what it gets.
async fn echo() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let (mut from, mut to) = stream.split();
                tokio::io::copy(&mut from, &mut to).await
            });
        }
    });
    address
}

async fn ask(stream: &mut TcpStream, word: &str) -> io::Result<String> {
    stream.write_all(word.as_bytes()).await?;
    let mut answer = vec![0; word.len()];
    stream.read_exact(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test]
async fn bytes_pass_both_ways_and_are_kept() {
    let proxy = FaultProxy::start(echo().await).await;
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut stream, "hello").await.unwrap(), "hello");
    let transcripts = proxy.transcripts();
    assert_eq!(
        (&transcripts[0].to_server[..], &transcripts[0].to_client[..]),
        (&b"hello"[..], &b"hello"[..])
    );
}

#[tokio::test]
async fn a_cut_breaks_old_and_new_connections_until_restored() {
    let proxy = FaultProxy::start(echo().await).await;
    let mut old = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut old, "one").await.unwrap(), "one");
    proxy.cut();
    assert!(ask(&mut old, "two").await.is_err());
    let mut new = TcpStream::connect(proxy.address()).await.unwrap();
    assert!(ask(&mut new, "three").await.is_err());
    proxy.restore();
    let mut newer = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut newer, "four").await.unwrap(), "four");
}

#[tokio::test]
async fn a_short_cut_breaks_only_what_is_open() {
    let proxy = FaultProxy::start(echo().await).await;
    let mut old = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut old, "one").await.unwrap(), "one");
    proxy.cut_once();
    let mut new = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut new, "two").await.unwrap(), "two");
    assert!(ask(&mut old, "three").await.is_err());
}

#[tokio::test]
async fn a_stalled_line_loses_nothing() {
    let proxy = FaultProxy::start(echo().await).await;
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    assert_eq!(ask(&mut stream, "one").await.unwrap(), "one");
    proxy.stall(Direction::ToClient);
    stream.write_all(b"two").await.unwrap();
    let mut answer = [0; 3];
    assert!(
        timeout(Duration::from_millis(100), stream.read_exact(&mut answer))
            .await
            .is_err()
    );
    assert_eventually(Duration::from_secs(5), "the server has answered", async || {
        proxy.transcripts()[0].to_client == b"onetwo"
    })
    .await;
    proxy.restore();
    timeout(Duration::from_secs(5), stream.read_exact(&mut answer))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(&answer, b"two");
}

#[tokio::test]
async fn latency_delays_each_way() {
    let proxy = FaultProxy::start(echo().await).await;
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    proxy.latency(Duration::from_millis(60));
    let start = Instant::now();
    assert_eq!(ask(&mut stream, "slow").await.unwrap(), "slow");
    assert!(start.elapsed() >= Duration::from_millis(120));
}

#[tokio::test]
async fn a_server_that_is_down_looks_down() {
    let nobody = berth_testkit::free_port();
    let proxy = FaultProxy::start(nobody.address()).await;
    let mut stream = TcpStream::connect(proxy.address()).await.unwrap();
    assert!(ask(&mut stream, "hello").await.is_err());
}
