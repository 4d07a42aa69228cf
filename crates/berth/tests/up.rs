//! `berth up` as somebody meets it: started, used, stopped, killed and started again.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use berth_testkit::mail_parser::MessageParser;
use berth_testkit::{Process, ProcessBuilder, assert_eventually};

const SOON: Duration = Duration::from_secs(60);

fn up(data: &Path) -> ProcessBuilder {
    Process::berth()
        .arg("up")
        .arg("--data-dir")
        .arg(data)
        .args(["--listen", "127.0.0.1:0"])
}

fn runs(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

fn nats_pid(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("nats/nats-server.pid"))
        .ok()?
        .trim()
        .parse()
        .ok()
}

fn signal(pid: u32, name: &str) {
    let status = std::process::Command::new("/bin/sh")
        .args(["-c", &format!("kill -s {name} {pid}")])
        .status();
    assert!(status.unwrap().success());
}

/// Waits until the start has come to its end, for the `times`th time.
async fn started(process: &Process, times: usize) {
    let all = || process.log().matches("Ctrl-C stops it").count() >= times;
    assert_eventually(SOON, "Berth is running", async || {
        if process.pid().is_none() {
            Err(process.log())
        } else if all() {
            Ok(())
        } else {
            Err(String::new())
        }
    })
    .await;
}

#[tokio::test]
async fn it_starts_says_where_it_is_and_stops_cleanly() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data).spawn();
    started(&process, 1).await;
    let nats = nats_pid(&data).unwrap();
    assert!(runs(nats));

    let status = process.terminate(SOON).await;

    let log = process.log();
    assert_eq!(status.code(), Some(0), "{log}");
    for text in [
        "nats-server",
        "databases",
        "streams",
        "site ",
        "http://127.0.0.1:",
        "/mail",
        "stopped",
    ] {
        assert!(log.contains(text), "no {text:?} in:\n{log}");
    }
    assert_eventually(SOON, "nats-server is gone", async || !runs(nats)).await;
}

#[tokio::test]
async fn any_folder_name_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("90 % früher #1 \"x\" & co");
    let process = up(&data).spawn();

    started(&process, 1).await;

    assert!(data.join("intake.db").is_file() && data.join("notifier.db").is_file());
    assert_eq!(process.terminate(SOON).await.code(), Some(0), "{}", process.log());
}

#[tokio::test]
async fn a_second_start_goes_on_with_the_same_secrets_and_streams() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data).spawn();
    started(&process, 1).await;
    let key = fs::read(data.join("secrets/signing-key")).unwrap();
    process.terminate(SOON).await;

    process.start_again();
    started(&process, 2).await;

    assert_eq!(fs::read(data.join("secrets/signing-key")).unwrap(), key);
    let second = process.log().split_once("stopped").unwrap().1.to_owned();
    assert!(!second.contains("provisioned"), "{second}");
    for file in fs::read_dir(data.join("secrets")).unwrap() {
        assert_eq!(
            file.unwrap().metadata().unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    assert_eq!(
        fs::metadata(data.join("nats/nats.conf"))
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o600
    );
}

#[tokio::test]
async fn killed_without_warning_it_leaves_no_nats_server_behind_and_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data).spawn();
    started(&process, 1).await;
    let nats = nats_pid(&data).unwrap();

    process.kill9();

    assert_eventually(SOON, "nats-server follows", async || !runs(nats)).await;
    process.start_again();
    started(&process, 2).await;
    assert_eq!(process.terminate(SOON).await.code(), Some(0));
}

#[tokio::test]
async fn started_again_at_once_it_ends_what_the_killed_one_left() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data).spawn();
    started(&process, 1).await;

    process.kill9();
    process.start_again();

    started(&process, 2).await;
    assert_eq!(process.terminate(SOON).await.code(), Some(0));
}

#[tokio::test]
async fn a_nats_server_that_dies_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data).spawn();
    started(&process, 1).await;
    let first = nats_pid(&data).unwrap();

    signal(first, "KILL");

    assert_eventually(SOON, "another runs", async || {
        nats_pid(&data).is_some_and(|pid| pid != first && runs(pid))
    })
    .await;
    assert_eq!(process.terminate(SOON).await.code(), Some(0));
}

#[tokio::test]
async fn two_cannot_run_on_one_folder() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data).spawn();
    started(&process, 1).await;

    let second = up(&data).run().await;

    assert_eq!(second.status.code(), Some(1));
    assert!(
        second.stderr.contains("another `berth up` is running on"),
        "{}",
        second.stderr
    );
    assert!(second.stderr.contains("--data-dir"), "{}", second.stderr);
}

#[tokio::test]
async fn simulated_time_goes_on_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data)
        .args(["--now", "2027-02-01T08:00:00Z", "--speed", "60"])
        .spawn();
    started(&process, 1).await;
    assert!(
        process
            .log()
            .contains("simulated time begins at 2027-02-01T08:00:00Z, 60 times as fast")
    );
    process.terminate(SOON).await;

    process.start_again();
    started(&process, 2).await;

    assert!(
        process.log().contains("simulated time goes on at 2027-02-01T08:"),
        "{}",
        process.log()
    );
}

#[tokio::test]
async fn a_port_in_use_is_refused_before_anything_starts() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap().to_string();

    let refused = Process::berth()
        .arg("up")
        .arg("--data-dir")
        .arg(folder.path())
        .args(["--listen", &listen])
        .run()
        .await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.stderr.contains(&format!("cannot listen on {listen}")),
        "{}",
        refused.stderr
    );
    assert_eq!(nats_pid(folder.path()), None);
}

#[tokio::test]
async fn a_missing_nats_server_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();

    let refused = up(&folder.path().join("data"))
        .env("PATH", "/nowhere")
        .current_dir(folder.path())
        .run()
        .await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.stderr.contains("there is no nats-server on this machine"),
        "{}",
        refused.stderr
    );
    assert!(refused.stderr.contains("cargo xtask up"), "{}", refused.stderr);
}

#[tokio::test]
async fn stopped_in_the_middle_of_a_start_it_leaves_nothing_running() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data).spawn();
    assert_eventually(SOON, "nats-server has begun", async || nats_pid(&data).is_some()).await;
    let nats = nats_pid(&data).unwrap();

    let status = process.terminate(SOON).await;

    assert_eq!(status.code(), Some(0), "{}", process.log());
    assert_eventually(SOON, "nats-server is gone", async || !runs(nats)).await;
}

fn sample(name: &str) -> std::path::PathBuf {
    berth_testkit::programme_dir(name)
}

/// The site's address, as it was printed last.
fn site(process: &Process) -> String {
    let log = process.log();
    let line = log
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("site "));
    line.unwrap()
        .split_whitespace()
        .last()
        .unwrap()
        .trim_end_matches('/')
        .to_owned()
}

#[tokio::test]
async fn a_sample_programme_is_loaded_through_the_front_door_exactly_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data)
        .arg("--programme")
        .arg(sample("digital-explorers"))
        .spawn();
    started(&process, 1).await;
    let loaded = "programme digital-explorers";
    let all = "20 hosts, 30 openings, 90 applicants, 52 preferences";
    assert!(
        process.log().contains(loaded) && process.log().contains(all),
        "{}",
        process.log()
    );
    let programmes = reqwest::get(format!("{}/api/v1/programmes", site(&process)))
        .await
        .unwrap();
    assert!(programmes.text().await.unwrap().contains("Digital Explorers"));
    assert_eq!(process.terminate(SOON).await.code(), Some(0), "{}", process.log());

    process.start_again();
    started(&process, 2).await;

    let second = process.log().split_once("stopped").unwrap().1.to_owned();
    assert!(!second.contains(loaded), "{second}");
    let programmes = reqwest::get(format!("{}/api/v1/programmes", site(&process)))
        .await
        .unwrap();
    assert!(programmes.text().await.unwrap().contains("Digital Explorers"));
}

#[tokio::test]
async fn killed_while_it_loads_a_programme_the_next_start_completes_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data)
        .arg("--programme")
        .arg(sample("digital-explorers"))
        .spawn();
    process.wait_for_line("intake, matcher, notifier", SOON).await;

    process.kill9();
    process.start_again();
    started(&process, 1).await;

    let marks = fs::read_to_string(data.join("programmes.json")).unwrap();
    assert!(
        marks.contains("applicants") && marks.contains("preferences"),
        "{marks}"
    );
}

#[tokio::test]
async fn every_printed_address_answers() {
    let folder = tempfile::tempdir().unwrap();
    let process = up(&folder.path().join("data")).spawn();
    started(&process, 1).await;
    let log = process.log();
    let addresses: Vec<&str> = log
        .split_whitespace()
        .filter(|word| word.starts_with("http://127.0.0.1:"))
        .collect();
    assert_eq!(addresses.len(), 4, "{log}");

    for address in addresses {
        let answer = reqwest::get(address).await.unwrap();
        assert_eq!(answer.status(), 200, "{address}");
        let kind = answer.headers()["content-type"].to_str().unwrap().to_owned();
        assert!(kind.starts_with("text/html"), "{address}: {kind}");
    }
}

/// Begins an application, so that its applicant is mailed about the draft.
async fn draft(site: &str, token: &str) {
    let application = serde_json::json!({
        "party": { "name": "Invented Person", "email": "somebody@example.org", "zone": "Africa/Nairobi" },
        "answers": { "country": "KE" },
    });
    let answer = reqwest::Client::new()
        .post(format!("{site}/api/v1/programmes/digital-explorers/applications"))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .body(application.to_string())
        .send()
        .await
        .unwrap();
    let status = answer.status();
    assert!(status.is_success(), "{status}: {}", answer.text().await.unwrap());
}

/// Where the reader of a captured mail unsubscribes, once there is a mail that says so.
async fn unsubscribe_link(data: &Path) -> String {
    assert_eventually(SOON, "a mail that can be stopped", async || {
        let mails = fs::read_dir(data.join("mail")).ok()?;
        let sources = mails.filter_map(|mail| fs::read(mail.ok()?.path()).ok());
        sources.into_iter().find_map(|source| {
            let mail = MessageParser::default().parse(&source)?;
            let link = mail.header_raw("List-Unsubscribe")?.trim();
            Some(link.trim_matches(['<', '>']).to_owned())
        })
    })
    .await
}

#[tokio::test]
async fn the_link_in_a_mail_shows_what_it_stops_and_stops_it_with_one_click() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let process = up(&data)
        .arg("--programme")
        .arg(sample("digital-explorers"))
        .args(["--now", "2026-12-01T07:00:00Z", "--speed", "3600"])
        .spawn();
    started(&process, 1).await;
    let token = fs::read_to_string(data.join("secrets/operator-token")).unwrap();
    draft(&site(&process), token.trim()).await;

    let link = unsubscribe_link(&data).await;

    assert!(
        link.starts_with(&format!("{}/mail/unsubscribe/", site(&process))),
        "{link}"
    );
    let shown = reqwest::get(&link).await.unwrap();
    assert_eq!(shown.status(), 200);
    let page = shown.text().await.unwrap();
    assert!(page.contains("Stop these messages"), "{page}");
    let stopped = reqwest::Client::new()
        .post(&link)
        .header("content-type", "application/x-www-form-urlencoded")
        .body("List-Unsubscribe=One-Click")
        .send()
        .await
        .unwrap();
    assert_eq!(stopped.status(), 200);
    let page = reqwest::get(&link).await.unwrap().text().await.unwrap();
    assert!(page.contains("You do not get these messages"), "{page}");
    assert_eq!(process.terminate(SOON).await.code(), Some(0), "{}", process.log());
}

#[tokio::test]
async fn idle_connections_do_not_hold_up_a_stop() {
    let folder = tempfile::tempdir().unwrap();
    let process = up(&folder.path().join("data")).spawn();
    started(&process, 1).await;
    let address = site(&process).trim_start_matches("http://").to_owned();
    let _idle = tokio::net::TcpStream::connect(address).await.unwrap();

    let status = process.terminate(Duration::from_secs(15)).await;

    assert_eq!(status.code(), Some(0), "{}", process.log());
}

#[tokio::test]
async fn a_folder_that_is_no_programme_stops_the_start_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();

    let refused = up(&folder.path().join("data"))
        .arg("--programme")
        .arg(&other)
        .run()
        .await;

    assert_eq!(refused.status.code(), Some(1));
    assert!(
        refused.stderr.contains("other is not a programme's folder"),
        "{}",
        refused.stderr
    );
}

#[tokio::test]
async fn the_printed_link_signs_in_even_when_time_flies() {
    let folder = tempfile::tempdir().unwrap();
    let process = up(&folder.path().join("data"))
        .args(["--now", "2027-01-10T08:00:00Z", "--speed", "3600"])
        .spawn();
    started(&process, 1).await;
    let log = process.log();
    let link = log
        .split_whitespace()
        .find(|word| word.contains("/sign-in/"))
        .unwrap();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();

    let answer = client.post(link).send().await.unwrap();

    assert!(answer.status().is_redirection(), "{}", answer.status());
    assert!(answer.headers().contains_key("set-cookie"));
}
