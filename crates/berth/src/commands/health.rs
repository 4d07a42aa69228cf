//! `berth health`: the health command of a container that has no curl.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::Ended;

/// The answer of `/readyz`.
#[derive(Deserialize)]
struct Ready {
    missing: Vec<Missing>,
}

#[derive(Deserialize)]
struct Missing {
    gate: String,
    why: String,
}

/// Asks the admin listener; an error says what isn't ready.
pub(crate) async fn run(listener: SocketAddr) -> Result<Ended> {
    let address = reachable(listener);
    let client = reqwest::Client::builder()
        .timeout(Duration::from_secs(4))
        .build()?;
    let answer = client.get(format!("http://{address}/readyz")).send().await;
    let answer = answer.with_context(|| {
        format!("nobody answers on {address}; is the service running, and is BERTH_ADMIN_LISTEN the same here and there?")
    })?;
    if answer.status().is_success() {
        println!("ready");
        return Ok(Ended::Well);
    }
    let ready: Ready = answer
        .json()
        .await
        .with_context(|| format!("{address} is not an admin listener of Berth"))?;
    let missing: Vec<String> = ready
        .missing
        .iter()
        .map(|m| format!("{}: {}", m.gate, m.why))
        .collect();
    bail!("not ready: {}", missing.join("; "))
}

/// A listener on all addresses is asked on the loopback one.
fn reachable(listener: SocketAddr) -> SocketAddr {
    let ip = match listener.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listener.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_on_all_addresses_is_asked_on_the_loopback_one() {
        assert_eq!(
            reachable("0.0.0.0:8081".parse().unwrap()),
            "127.0.0.1:8081".parse().unwrap()
        );
        assert_eq!(
            reachable("[::]:8081".parse().unwrap()),
            "[::1]:8081".parse().unwrap()
        );
        assert_eq!(
            reachable("10.0.0.1:8081".parse().unwrap()),
            "10.0.0.1:8081".parse().unwrap()
        );
    }
}
