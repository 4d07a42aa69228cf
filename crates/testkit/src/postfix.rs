//! Postfix' own tools to measure mail with: a server that takes everything, and a generator of load.

use std::{
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    paths::on_path,
    port::{PortLease, free_port, user_id},
};

/// `smtp-sink`, which takes every mail and forgets it; stopped when dropped.
#[derive(Debug)]
pub struct SmtpSink {
    process: Child,
    port: PortLease,
}

impl SmtpSink {
    /// Starts one and waits until it listens.
    pub fn start() -> Self {
        let port = free_port();
        let mut command = Command::new(tool("smtp-sink"));
        if user_id() == 0 {
            command.args(["-u", "nobody"]);
        }
        let process = command
            .arg(port.address().to_string())
            .arg("1024")
            .stdin(Stdio::null())
            .spawn()
            .expect("smtp-sink can be started");
        let begun = Instant::now();
        while TcpStream::connect(port.address()).is_err() {
            assert!(
                begun.elapsed() < Duration::from_secs(10),
                "smtp-sink does not listen"
            );
            thread::yield_now();
        }
        Self { process, port }
    }

    /// Where it listens, as a value for `BERTH_SMTP_URL`.
    pub fn url(&self) -> String {
        format!("smtp://{}?tls=none", self.port.address())
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port.port()
    }

    /// Has `smtp-source` send this many messages of `size` bytes on connections that it keeps; how long that took.
    pub fn loaded_by_smtp_source(&self, connections: usize, messages: usize, size: usize) -> Duration {
        let begun = Instant::now();
        let status = Command::new(tool("smtp-source"))
            .args(["-d", "-s", &connections.to_string(), "-m", &messages.to_string()])
            .args(["-l", &size.to_string()])
            .args(["-f", "ada@example.org", "-t", "ada@example.org"])
            .arg(self.port.address().to_string())
            .status()
            .expect("smtp-source can be started");
        assert!(status.success(), "smtp-source failed: {status}");
        begun.elapsed()
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Debian keeps both in `/usr/sbin`, which is not in everybody's PATH.
fn tool(name: &str) -> PathBuf {
    on_path(name)
        .or_else(|| Some(PathBuf::from("/usr/sbin").join(name)))
        .filter(|file| file.is_file())
        .unwrap_or_else(|| panic!("{name} is missing: install the package postfix"))
}
