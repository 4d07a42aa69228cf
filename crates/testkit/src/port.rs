//! Free TCP ports that stay ours: concurrent test processes never pick the same one, not even between a kill and the
//! restart.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    os::{
        linux::net::SocketAddrExt,
        unix::{fs::MetadataExt, net},
    },
    path::PathBuf,
};

/// Below the kernel's range for outgoing connections, so that none of those takes a port while its server is down.
const PORTS: std::ops::Range<u16> = 20_100..24_000;

/// A port on 127.0.0.1 kept for this process until dropped. Nothing listens on it yet.
#[derive(Debug)]
pub struct PortLease {
    port: u16,
    /// A name on this machine only one process can have; the kernel lets go of it when the process dies.
    _lock: net::UnixListener,
}

impl PortLease {
    /// The port's number.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// 127.0.0.1 and the port.
    pub fn address(&self) -> SocketAddr {
        (Ipv4Addr::LOCALHOST, self.port).into()
    }
}

/// Leases a port nobody listens on.
pub fn free_port() -> PortLease {
    PORTS
        .into_iter()
        .find_map(|port| {
            let name = net::SocketAddr::from_abstract_name(format!("berth-testkit-port-{port}")).ok()?;
            let lock = net::UnixListener::bind_addr(&name).ok()?;
            TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()?;
            Some(PortLease { port, _lock: lock })
        })
        .expect("one of 3,900 ports is free")
}

/// One folder per user of this machine for what test processes share: the Postgres template.
pub(crate) fn shared_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("berth-testkit-{}", user_id()));
    fs::create_dir_all(&folder).expect("the shared folder of the tests can be made; is TMPDIR writable?");
    folder
}

/// The effective user of this process.
pub(crate) fn user_id() -> u32 {
    fs::metadata("/proc/self").expect("/proc is mounted").uid()
}
