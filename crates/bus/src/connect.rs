//! Connecting: address and password apart, jittered reconnects, and a refusal that helps when the server won't do.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_nats::connection::State;
use async_nats::{Client, ConnectErrorKind, ConnectOptions, Event, ServerAddr, ServerError, jetstream};
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

use crate::address::Address;
use crate::denial::Denial;
use crate::error::BusError;
use crate::jitter::Jitter;
use crate::{Bus, Inner};

/// The oldest server that keeps what Berth relies on: atomic batches with their fixes.
pub const OLDEST_SERVER: (u64, u64, u64) = (2, 12, 3);
const OLDEST_SERVER_TEXT: &str = "2.12.3";

/// How long one request to the server may take.
pub(crate) const REQUEST_TIMEOUT: Duration = Duration::from_secs(5);

/// How to connect.
#[derive(Clone)]
pub struct BusOptions {
    url: String,
    name: String,
    service: String,
    patience: Duration,
    replicas: usize,
    seed: u64,
}

impl BusOptions {
    /// `url` is `nats://[user:password@]host[:port]`, several separated by commas; the password is never shown.
    /// `name` is what the server lists the connection as; `service` is `intake`, `matcher`, `notifier` or
    /// `operator`, and replies come to `_INBOX_<service>`, which only that service's user may read.
    #[must_use]
    pub fn new(url: impl Into<String>, name: impl Into<String>, service: impl Into<String>) -> Self {
        let (url, name, service) = (url.into(), name.into(), service.into());
        // Two replicas must not retry in step, so process and connection enter the seed.
        let seed = name
            .bytes()
            .chain(service.bytes())
            .fold(u64::from(std::process::id()), |seed, byte| {
                (seed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        Self {
            url,
            name,
            service,
            patience: Duration::from_secs(30),
            replicas: 1,
            seed,
        }
    }

    /// How long the first connection is tried before giving up; 30 s unless said.
    #[must_use]
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Copies of every stream when provisioning: 1 on a single server, 3 on a cluster. 1 unless said.
    #[must_use]
    pub fn replicas(self, replicas: usize) -> Self {
        Self { replicas, ..self }
    }

    /// The seed of the back-off's jitter, for tests.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }
}

impl fmt::Debug for BusOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BusOptions")
            .field("name", &self.name)
            .field("service", &self.service)
            .field("patience", &self.patience)
            .field("replicas", &self.replicas)
            .finish_non_exhaustive()
    }
}

/// What the connection is doing, as the client's events tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// Counts up with every (re)connection.
    pub(crate) generation: u64,
    pub(crate) connected: bool,
    pub(crate) closed: bool,
}

impl Bus {
    /// Connects, and refuses a server that is too old or has no JetStream.
    ///
    /// # Errors
    /// When the address can't be read, nobody answers within the patience, user or password is wrong, or the server
    /// won't do. Each says what to do about it.
    pub async fn connect(options: BusOptions) -> Result<Self, BusError> {
        let address = Address::parse(&options.url)?;
        let jitter = Arc::new(Jitter::seeded(options.seed));
        let (link_tx, link) = watch::channel(Link {
            generation: 0,
            connected: false,
            closed: false,
        });
        let (denials, _) = broadcast::channel(64);
        let client = dial(&options, &address, &jitter, &link_tx, &denials).await?;
        let context = jetstream::ContextBuilder::new()
            .timeout(REQUEST_TIMEOUT)
            .build(client.clone());
        let bus = Self {
            inner: Arc::new(Inner {
                client,
                jetstream: context,
                service: options.service,
                address: address.shown().to_owned(),
                replicas: options.replicas,
                jitter,
                link,
                denials,
            }),
        };
        bus.check_server(options.patience).await?;
        bus.wait_connected(Duration::from_secs(1)).await;
        tracing::info!(
            address = address.shown(),
            service = bus.inner.service,
            server_version = bus.inner.client.server_info().version,
            "connected to NATS"
        );
        Ok(bus)
    }

    async fn check_server(&self, patience: Duration) -> Result<(), BusError> {
        let started = Instant::now();
        let mut attempt = 0_u32;
        loop {
            let info = self.inner.client.server_info();
            if parse_version(&info.version).is_none_or(|found| found < OLDEST_SERVER) {
                let address = self.inner.address.clone();
                return Err(BusError::TooOld {
                    address,
                    found: info.version,
                    needed: OLDEST_SERVER_TEXT,
                });
            }
            let asked = self
                .api::<_, serde_json::Value>("INFO", &serde_json::json!({}), "asking for JetStream")
                .await;
            // A server that has only just started answers clients before its JetStream does.
            let starting = matches!(
                asked,
                Err(BusError::NoJetStream { .. } | BusError::TimedOut { .. })
            ) && info.jetstream;
            if !starting || started.elapsed() >= patience {
                return asked.map(|_| ());
            }
            attempt += 1;
            let delay = self
                .inner
                .jitter
                .backoff(attempt, Duration::from_millis(50), Duration::from_secs(1));
            tokio::time::sleep(delay).await;
        }
    }

    /// Waits until the connection stands, and whether it does. The client's own state decides, should an event be lost.
    pub(crate) async fn wait_connected(&self, patience: Duration) -> bool {
        let mut link = self.inner.link.clone();
        let _ = tokio::time::timeout(patience, link.wait_for(|l| l.connected || l.closed)).await;
        self.is_connected()
    }

    /// Lets requests in flight end, closes the connection, and waits until it is closed (at most 10 s).
    ///
    /// The client's own drain returns before that.
    pub async fn drain(&self) {
        let mut link = self.inner.link.clone();
        if link.borrow().closed {
            return;
        }
        let mut lost = link.clone();
        let closing = async {
            if let Err(error) = self.inner.client.flush().await {
                tracing::debug!(%error, "could not flush before closing the connection to NATS");
            }
            if self.inner.client.drain().await.is_ok() {
                // An error means that the client is gone, and that is closed too.
                let _ = link.wait_for(|l| l.closed).await;
            }
        };
        tokio::select! {
            () = closing => {}
            // Without a server there is nothing left to wait for.
            _ = lost.wait_for(|l| !l.connected && !l.closed) => {}
            () = tokio::time::sleep(Duration::from_secs(10)) => {
                tracing::warn!("the connection to NATS did not close within 10 s; going on without waiting");
            }
        }
    }

    /// Whether the connection stands right now.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        !self.inner.link.borrow().closed && self.inner.client.connection_state() == State::Connected
    }
}

async fn dial(
    options: &BusOptions,
    address: &Address,
    jitter: &Arc<Jitter>,
    link: &watch::Sender<Link>,
    denials: &broadcast::Sender<Denial>,
) -> Result<Client, BusError> {
    let started = Instant::now();
    let mut attempt = 0_u32;
    loop {
        attempt += 1;
        let last = match connect_options(options, address, jitter, link, denials)
            .connect(address.servers())
            .await
        {
            Ok(client) => return Ok(client),
            Err(error) => error,
        };
        if matches!(
            last.kind(),
            ConnectErrorKind::AuthorizationViolation | ConnectErrorKind::Authentication
        ) {
            let user = address.user().unwrap_or("(none given)").to_owned();
            return Err(BusError::WrongPassword {
                address: address.shown().to_owned(),
                user,
            });
        }
        if started.elapsed() >= options.patience {
            return Err(BusError::Unreachable {
                address: address.shown().to_owned(),
                waited_s: started.elapsed().as_secs(),
                reason: last.to_string(),
            });
        }
        tracing::debug!(address = address.shown(), attempt, reason = %last, "NATS can't be reached yet");
        tokio::time::sleep(jitter.backoff(attempt, Duration::from_millis(100), Duration::from_secs(2))).await;
    }
}

fn connect_options(
    options: &BusOptions,
    address: &Address,
    jitter: &Arc<Jitter>,
    link: &watch::Sender<Link>,
    denials: &broadcast::Sender<Denial>,
) -> ConnectOptions {
    let (jitter, link, denials) = (Arc::clone(jitter), link.clone(), denials.clone());
    let service = options.service.clone();
    let connect = ConnectOptions::new()
        .name(&options.name)
        .custom_inbox_prefix(format!("_INBOX_{}", options.service))
        .request_timeout(Some(REQUEST_TIMEOUT))
        .connection_timeout(Duration::from_secs(5))
        .ping_interval(Duration::from_secs(20))
        .reconnect_delay_callback(move |attempts| {
            let attempt = u32::try_from(attempts).unwrap_or(u32::MAX);
            jitter.backoff(attempt, Duration::from_millis(50), Duration::from_secs(4))
        })
        .event_callback(move |event| {
            note(&event, &service, &link, &denials);
            async {}
        });
    match address.credentials() {
        Some((user, password)) => connect.user_and_password(user.to_owned(), password.expose().clone()),
        None => connect,
    }
}

fn note(event: &Event, service: &str, link: &watch::Sender<Link>, denials: &broadcast::Sender<Denial>) {
    let connected = || metrics::gauge!("berth_bus_connected", "service" => service.to_owned());
    match event {
        Event::Connected => {
            connected().set(1.0);
            link.send_modify(|l| {
                *l = Link {
                    generation: l.generation + 1,
                    connected: true,
                    ..*l
                }
            });
            if link.borrow().generation > 1 {
                metrics::counter!("berth_bus_reconnects_total", "service" => service.to_owned()).increment(1);
                tracing::info!(service, "connected to NATS again");
            }
        }
        Event::Disconnected => {
            connected().set(0.0);
            link.send_modify(|l| l.connected = false);
            tracing::warn!(
                service,
                "lost the connection to NATS; trying again until it is back"
            );
        }
        Event::Closed => {
            connected().set(0.0);
            link.send_modify(|l| {
                *l = Link {
                    connected: false,
                    closed: true,
                    ..*l
                }
            });
        }
        Event::ServerError(ServerError::Other(text)) => match Denial::read(text) {
            Some(denial) => {
                tracing::warn!(service, ?denial, "NATS refused this user a subject");
                // Nobody waiting is fine: then nobody asked for it.
                let _ = denials.send(denial);
            }
            None => tracing::warn!(error = text, "NATS reports an error"),
        },
        Event::SlowConsumer(_) => {
            metrics::counter!("berth_bus_slow_consumers_total").increment(1);
            tracing::warn!(
                "this process reads too slowly, and NATS messages were dropped; they will be delivered again"
            );
        }
        other => tracing::debug!(event = %other, "NATS connection"),
    }
}

/// `2.15.1`, `2.12.3-RC.2`: the first three numbers.
fn parse_version(text: &str) -> Option<(u64, u64, u64)> {
    let core = text.trim_start_matches('v').split(['-', '+']).next()?;
    let mut parts = core.split('.').map(|p| p.parse().ok());
    Some((parts.next()??, parts.next()??, parts.next()??))
}

/// What `async_nats` takes for "somewhere to connect".
pub(crate) fn server(text: &str) -> Result<ServerAddr, BusError> {
    text.parse().map_err(|_| BusError::Address {
        reason: "host or port can't be read".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        assert_eq!(parse_version("2.15.1"), Some((2, 15, 1)));
        assert_eq!(parse_version("v2.12.3-RC.2"), Some((2, 12, 3)));
        assert!(parse_version("2.9.25").unwrap() < OLDEST_SERVER);
        assert!(parse_version("2.12.10").unwrap() > OLDEST_SERVER);
        assert_eq!(parse_version("dev"), None);
    }

    #[test]
    fn options_never_show_the_password() {
        let shown = format!(
            "{:?}",
            BusOptions::new("nats://intake:hunter2@localhost", "berth", "intake")
        );
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
