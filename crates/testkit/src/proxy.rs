//! A TCP proxy that stands between a client and its server and can make the network bad.

use std::{
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{mpsc, watch},
    task::JoinSet,
    time::sleep_until,
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// One way through the proxy, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the server.
    ToServer,
    /// From the server to the client: stall this one, and the server acts but nobody hears of it.
    ToClient,
    /// Both ways.
    Both,
}

/// The bytes of one connection, as they arrived at the proxy.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    /// What the client sent.
    pub to_server: Vec<u8>,
    /// What the server sent.
    pub to_client: Vec<u8>,
}

/// The weather on the line.
#[derive(Clone, Debug, Default)]
struct Line {
    cut: bool,
    stalled: Option<Direction>,
    latency: Duration,
    /// Counts the cuts, so that connections of before notice even a short one.
    cuts: u64,
}

impl Line {
    fn flows(&self, way: Direction) -> bool {
        self.stalled
            .is_none_or(|stalled| stalled != Direction::Both && stalled != way)
    }
}

type Transcripts = Arc<Mutex<Vec<Transcript>>>;

/// A TCP proxy on 127.0.0.1 with faults on demand. It ends when dropped, or with the runtime that started it.
#[derive(Debug)]
pub struct FaultProxy {
    address: SocketAddr,
    line: watch::Sender<Line>,
    transcripts: Transcripts,
    _stop: DropGuard,
}

impl FaultProxy {
    /// Starts a proxy to `server`. The server may be down, now or later.
    pub async fn start(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port on 127.0.0.1 is free");
        let address = listener.local_addr().expect("a listener has an address");
        let (line, weather) = watch::channel(Line::default());
        let transcripts = Transcripts::default();
        let stop = CancellationToken::new();
        let work = serve(listener, server, weather, Arc::clone(&transcripts));
        tokio::spawn(stop.clone().run_until_cancelled_owned(work));
        Self {
            address,
            line,
            transcripts,
            _stop: stop.drop_guard(),
        }
    }

    /// Where clients connect instead of to the server.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `<scheme>://127.0.0.1:<port>`
    pub fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// Breaks all connections, and every new one at once, until [`restore`](Self::restore).
    pub fn cut(&self) {
        self.line.send_modify(|line| {
            line.cut = true;
            line.cuts += 1;
        });
    }

    /// Breaks all connections; new ones work.
    pub fn cut_once(&self) {
        self.line.send_modify(|line| line.cuts += 1);
    }

    /// Holds the bytes back; connections stay open, and new ones are taken. Nothing is lost when it ends.
    pub fn stall(&self, direction: Direction) {
        self.line.send_modify(|line| line.stalled = Some(direction));
    }

    /// Delays every byte, each way. Throughput stays.
    pub fn latency(&self, latency: Duration) {
        self.line.send_modify(|line| line.latency = latency);
    }

    /// Ends cut, stall and latency.
    pub fn restore(&self) {
        self.line.send_modify(|line| {
            *line = Line {
                cuts: line.cuts,
                ..Line::default()
            }
        });
    }

    /// The bytes of every connection so far, in the order they were opened.
    pub fn transcripts(&self) -> Vec<Transcript> {
        lock(&self.transcripts).clone()
    }
}

fn lock(transcripts: &Transcripts) -> MutexGuard<'_, Vec<Transcript>> {
    transcripts.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn serve(listener: TcpListener, server: SocketAddr, weather: watch::Receiver<Line>, all: Transcripts) {
    // Dropped with this task, and all connections with it.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((client, _)) = accepted else { continue };
                let number = {
                    let mut all = lock(&all);
                    all.push(Transcript::default());
                    all.len() - 1
                };
                connections.spawn(connection(client, server, weather.clone(), Arc::clone(&all), number));
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(
    client: TcpStream,
    server: SocketAddr,
    mut weather: watch::Receiver<Line>,
    all: Transcripts,
    number: usize,
) {
    let before = weather.borrow_and_update().cuts;
    let through = async {
        let server = TcpStream::connect(server).await?;
        client.set_nodelay(true)?;
        server.set_nodelay(true)?;
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        let up = Lane {
            way: Direction::ToServer,
            weather: weather.clone(),
            all: Arc::clone(&all),
            number,
        };
        let down = Lane {
            way: Direction::ToClient,
            weather: weather.clone(),
            all,
            number,
        };
        tokio::try_join!(
            up.carry(from_client, to_server),
            down.carry(from_server, to_client)
        )
    };
    // Whoever loses is dropped, and its sockets with it.
    let mut cuts = weather.clone();
    tokio::select! {
        biased;
        _ = cuts.wait_for(|line| line.cut || line.cuts != before) => {}
        _ = through => {}
    }
}

/// One way of one connection.
struct Lane {
    way: Direction,
    weather: watch::Receiver<Line>,
    all: Transcripts,
    number: usize,
}

impl Lane {
    /// Reads eagerly and writes when each piece's time has come, so that latency costs no throughput.
    async fn carry(self, from: OwnedReadHalf, to: OwnedWriteHalf) -> io::Result<()> {
        let (queue, due) = mpsc::channel(256);
        let Self {
            way,
            weather,
            all,
            number,
        } = self;
        tokio::try_join!(read(from, queue, way, all, number), write(to, due, way, weather)).map(|_| ())
    }
}

async fn read(
    mut from: OwnedReadHalf,
    queue: mpsc::Sender<(Instant, Vec<u8>)>,
    way: Direction,
    all: Transcripts,
    number: usize,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let count = from.read(&mut buffer).await?;
        let piece = buffer.get(..count).unwrap_or_default().to_vec();
        if count == 0 {
            return Ok(());
        }
        if let Some(transcript) = lock(&all).get_mut(number) {
            match way {
                Direction::ToServer => transcript.to_server.extend_from_slice(&piece),
                _ => transcript.to_client.extend_from_slice(&piece),
            }
        }
        if queue.send((Instant::now(), piece)).await.is_err() {
            return Ok(());
        }
    }
}

async fn write(
    mut to: OwnedWriteHalf,
    mut due: mpsc::Receiver<(Instant, Vec<u8>)>,
    way: Direction,
    mut weather: watch::Receiver<Line>,
) -> io::Result<()> {
    while let Some((arrived, piece)) = due.recv().await {
        let latency = weather.borrow().latency;
        sleep_until((arrived + latency).into()).await;
        weather
            .wait_for(|line| line.flows(way))
            .await
            .map_err(io::Error::other)?;
        to.write_all(&piece).await?;
    }
    // The end travels on too, once the bytes before it have. A stalled line holds it back as well.
    weather
        .wait_for(|line| line.flows(way))
        .await
        .map_err(io::Error::other)?;
    to.shutdown().await
}
