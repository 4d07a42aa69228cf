//! The process harness keeps its promises, above all: nothing outlives a test.

use std::{fs, time::Duration};

use berth_testkit::{NatsServer, Postgres, Process, assert_eventually, free_port, repo_root};

const SOON: Duration = Duration::from_secs(10);

/// A stand-in for the binary.
fn shell(script: &str) -> berth_testkit::ProcessBuilder {
    Process::program("/bin/sh").name("stand-in").arg("-c").arg(script)
}

/// No zombies either way: init may be slow to bury them.
fn runs(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[tokio::test]
async fn a_terminated_process_may_clean_up_and_its_log_is_kept() {
    let process = shell("trap 'echo bye; exit 3' TERM; echo $BERTH_GREETING; while :; do sleep 0.01; done")
        .env("BERTH_GREETING", "hello")
        .spawn();
    assert_eq!(process.wait_for_line("hel", SOON).await, "hello");
    assert_eq!(process.terminate(SOON).await.code(), Some(3));
    assert_eq!(process.log(), "hello\nbye\n");
}

#[tokio::test]
async fn a_killed_process_can_be_started_again() {
    let process = shell("echo up; exec sleep 600").spawn();
    process.wait_for_line("up", SOON).await;
    let before = process.pid().unwrap();
    process.kill9();
    assert_eq!(process.pid(), None);
    assert!(!runs(before));
    process.start_again();
    assert_ne!(process.pid(), Some(before));
    assert_eventually(SOON, "it logs again", async || process.log() == "up\nup\n").await;
}

#[tokio::test]
async fn a_dropped_process_takes_its_children_along() {
    let process = shell("sleep 600 & echo child $!; wait").spawn();
    let line = process.wait_for_line("child ", SOON).await;
    let child: u32 = line.trim_start_matches("child ").parse().unwrap();
    let folder = process.folder();
    assert!(runs(child) && folder.is_dir());
    drop(process);
    assert_eventually(SOON, "the child is gone", async || !runs(child)).await;
    assert!(!folder.exists());
}

#[tokio::test]
#[should_panic(
    expected = "it ended (Some(ExitStatus(unix_wait_status(1792)))) before: a line with \"never\""
)]
async fn waiting_for_a_process_that_has_ended_fails_at_once() {
    shell("echo broken; exit 7")
        .spawn()
        .wait_for_line("never", Duration::from_secs(3600))
        .await;
}

#[tokio::test]
async fn a_process_is_ready_when_it_says_so() {
    let port = free_port();
    let server = "import http.server as h, sys\n\
                  class H(h.BaseHTTPRequestHandler):\n  def do_GET(s): s.send_response(200 if s.path == '/readyz' else 404); s.end_headers()\n\
                  h.HTTPServer(('127.0.0.1', int(sys.argv[1])), H).serve_forever()";
    let python = Process::program("/usr/bin/env")
        .args(["python3", "-c", server, &port.port().to_string()])
        .spawn();
    python.wait_ready(&port.address().to_string(), SOON).await;
}

#[tokio::test]
async fn a_command_that_ends_gives_its_output() {
    assert_eq!(shell("echo out; echo err >&2").run().await.success(), "out\n");
    let failed = shell("echo err >&2; exit 2").run().await;
    assert_eq!((failed.status.code(), failed.stderr.as_str()), (Some(2), "err\n"));
}

#[tokio::test]
#[should_panic(expected = "cargo build -p no-such-binary")]
async fn a_binary_that_is_not_built_is_asked_for() {
    berth_testkit::binary("no-such-binary");
}

#[test]
fn the_repository_is_where_it_is() {
    assert!(repo_root().join("crates/testkit/Cargo.toml").is_file());
}

/// What the test below does in its second role: start servers, say which, and wait to be killed.
#[expect(clippy::unwrap_used, reason = "a test that can't go on stops here")]
async fn wait_to_be_killed(report: String) {
    let nats = NatsServer::start().await;
    let postgres = Postgres::shared().await;
    let process = shell("exec sleep 600").spawn();
    let pids = format!(
        "{} {} {}\n",
        nats.pid().unwrap(),
        postgres.pid().unwrap(),
        process.pid().unwrap()
    );
    fs::write(report, pids).unwrap();
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn a_killed_test_leaves_neither_processes_nor_folders() {
    if let Ok(report) = std::env::var("TESTKIT_VICTIM") {
        return wait_to_be_killed(report).await;
    }
    let folder = tempfile::tempdir().unwrap();
    let (report, temporary) = (folder.path().join("report"), folder.path().join("tmp"));
    fs::create_dir(&temporary).unwrap();
    // Postgres runs as somebody else, who has to pass through.
    fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let mut test = Process::program(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "a_killed_test_leaves_neither_processes_nor_folders",
            "--nocapture",
        ])
        .env("TESTKIT_VICTIM", &report)
        .env("TMPDIR", &temporary);
    for (place, path) in
        std::env::vars_os().filter(|(key, _)| key.to_string_lossy().starts_with("BERTH_TEST_"))
    {
        test = test.env(place, path);
    }
    let test = test.spawn();
    let pids: Vec<u32> = assert_eventually(
        Duration::from_secs(60),
        "the victim's servers are up",
        async || {
            let report = fs::read_to_string(&report)
                .ok()
                .filter(|report| report.ends_with('\n'))?;
            Some(
                report
                    .split_whitespace()
                    .map(|pid| pid.parse().unwrap())
                    .collect(),
            )
        },
    )
    .await;
    assert!(pids.iter().all(|pid| runs(*pid)));

    test.kill9();

    assert_eventually(SOON, "its servers are gone", async || {
        !pids.iter().any(|pid| runs(*pid))
    })
    .await;
    assert_eventually(SOON, "its folders are gone", async || {
        let left = fs::read_dir(&temporary)
            .unwrap()
            .map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = left
            .filter(|name| name.to_string_lossy().starts_with("berth-test-"))
            .collect();
        if left.is_empty() { Ok(()) } else { Err(left) }
    })
    .await;
}

#[test]
fn a_leased_port_is_nobody_elses() {
    let leases: Vec<_> = (0..20).map(|_| free_port()).collect();
    let ports: std::collections::BTreeSet<u16> = leases.iter().map(berth_testkit::PortLease::port).collect();
    assert_eq!(ports.len(), 20);
}
