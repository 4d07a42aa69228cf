//! What others make of our mails: parsers in Python and Node, calendar programs' libraries, an HTML validator, axe in
//! Chromium, and a spam filter. One process per tool reads all mails. The tools are set up in `.cache` of the
//! repository (`cargo xtask setup`); a missing one is a failure.
#![cfg(test)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use berth_domain::address::WireAddress;
use berth_domain::message::MessageKind;
use berth_events::timestamp;
use berth_events::v1::MessageFactsResponse;
use berth_events::v1::message_facts_response::Answer;
use berth_letters::{Addressee, Composer, Order, Signer, gallery, may_be_stopped, samples};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use mail_parser::MessageParser;
use uuid::Uuid;

const STOP: &str = "https://berth.example/stop/7f3k2m9d?t=c2FtcGxl";
/// Kinds that axe and the spam filter see in every language: each template, and notices with each of their parts, to each
/// reader. In English they see all kinds. All in all languages keeps each of them busy for minutes: for that, set
/// `BERTH_TEST_EVERY_MAIL`. The other tools always see everything.
const EVERYWHERE: &[MessageKind] = &[
    MessageKind::Receipt,
    MessageKind::DeadlineReminder,
    MessageKind::ShortlistDigest,
    MessageKind::Offer,
    MessageKind::OfferExpiring,
    MessageKind::OfferAcceptedHost,
    MessageKind::Ineligible,
    MessageKind::InterviewInvitation,
    MessageKind::Digest,
    MessageKind::WorkList,
];

fn everywhere() -> &'static [MessageKind] {
    if std::env::var_os("BERTH_TEST_EVERY_MAIL").is_some() {
        MessageKind::ALL
    } else {
        EVERYWHERE
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn now() -> DateTime<Utc> {
    "2027-01-28T08:00:00Z".parse().unwrap()
}

struct Mail {
    /// `<kind>.<language>`, or what is told in it instead of the kind.
    name: String,
    kind: MessageKind,
    bytes: Vec<u8>,
}

impl Mail {
    /// The page a mail program shows.
    fn html(&self) -> String {
        let mail = MessageParser::default().parse(&self.bytes).unwrap();
        mail.body_html(0).unwrap().into_owned()
    }
}

/// Every kind in every language.
fn mails() -> Vec<Mail> {
    let composer = Composer::new("Digital Explorers <berth@mail.example.org>").unwrap();
    let mut mails = Vec::new();
    for locale in composer.languages() {
        for kind in MessageKind::ALL {
            mails.push(mail(&composer, *kind, &locale, now()));
        }
        let facts = samples::interview_called_off(now());
        let name = format!("interview-host-cancelled.{locale}");
        let host = MessageKind::InterviewHost;
        mails.push(mail_of(&composer, name, host, &locale, &facts, now()));
    }
    mails
}

/// Where readers of a language live here: some change their clocks, some do not.
fn zone(locale: &str) -> Tz {
    match locale {
        "et" => Tz::Europe__Tallinn,
        "fr" => Tz::America__St_Johns,
        "hy" => Tz::Asia__Yerevan,
        "lt" => Tz::Europe__Vilnius,
        "lv" => Tz::UTC,
        "ru" => Tz::Africa__Casablanca,
        "sw" => Tz::Africa__Nairobi,
        _ => Tz::Africa__Lagos,
    }
}

fn mail(composer: &Composer, kind: MessageKind, locale: &str, now: DateTime<Utc>) -> Mail {
    let facts = samples::facts(kind, now);
    mail_of(composer, format!("{kind}.{locale}"), kind, locale, &facts, now)
}

fn mail_of(
    composer: &Composer,
    name: String,
    kind: MessageKind,
    locale: &str,
    facts: &MessageFactsResponse,
    now: DateTime<Utc>,
) -> Mail {
    let address = WireAddress::parse("amara@example.org").unwrap();
    let to = Addressee {
        name: "Amara Žukė-Պետրոսյան",
        address: &address,
        locale,
        zone: zone(locale),
    };
    let order = Order {
        programme_id: "digital-explorers",
        kind,
        id: Uuid::from_u128(0x0192_8c11_7d00 + kind as u128),
        subject: Uuid::from_u128(8),
    };
    let fixed = composer
        .compose_with_unsubscribe(&order, &to, facts, now, Some(STOP))
        .unwrap();
    Mail {
        name,
        kind,
        bytes: fixed.bytes,
    }
}

/// Each key signs every mail, and a verifier that is not ours believes it.
#[test]
fn signatures_are_believed_by_a_foreign_verifier() {
    let python = repository().join(".cache/python/bin/python");
    // The verifier looks at the machine's clock, and believes nothing from the future.
    let past = "2026-01-28T08:00:00Z".parse().unwrap();
    for key in [
        include_str!("dkim/ed25519.pem"),
        include_str!("dkim/rsa.pem"),
        include_str!("dkim/rsa-pkcs1.pem"),
    ] {
        let signer = Signer::new(key, "spring.2027", "mail.example.org").unwrap();
        let (name, text) = signer.record();
        let composer = Composer::new("Digital Explorers <berth@mail.example.org>")
            .unwrap()
            .with_signer(signer);
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("record"), format!("{name}\n{text}")).unwrap();
        let kinds = [
            MessageKind::Offer,
            MessageKind::DeadlineReminder,
            MessageKind::InterviewMoved,
        ];
        for kind in kinds {
            for locale in ["en", "hy"] {
                let mail = mail(&composer, kind, locale, past);
                std::fs::write(dir.path().join(format!("{}.eml", mail.name)), &mail.bytes).unwrap();
            }
        }
        let output = Command::new(&python)
            .arg(script("signed.py"))
            .arg(dir.path())
            .output()
            .unwrap();
        all_well(&output, 6);
    }
}

/// A folder with every mail as `.eml` and its page as `.html`.
fn folder() -> (tempfile::TempDir, Vec<Mail>) {
    let dir = tempfile::tempdir().unwrap();
    let mails = mails();
    for mail in &mails {
        std::fs::write(dir.path().join(format!("{}.eml", mail.name)), &mail.bytes).unwrap();
        std::fs::write(dir.path().join(format!("{}.html", mail.name)), mail.html()).unwrap();
    }
    (dir, mails)
}

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/foreign")
        .join(name)
}

fn node(name: &str, folder: &Path, kinds: &[MessageKind]) -> Output {
    let modules = repository().join(".cache/node/node_modules");
    assert!(
        modules.is_dir(),
        "{} is missing: run `cargo xtask setup`",
        modules.display()
    );
    let mut node = Command::new("node");
    node.env("NODE_PATH", modules).arg(script(name)).arg(folder);
    node.args(kinds.iter().map(|kind| kind.as_str()))
        .output()
        .unwrap()
}

/// The tool found nothing wrong and looked at so many mails.
fn all_well(output: &Output, looked_at: usize) {
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{complained}");
    assert_eq!(said.trim(), looked_at.to_string(), "{complained}");
}

#[test]
fn python_reads_every_mail_and_calendar_without_a_defect() {
    let (dir, mails) = folder();
    let python = repository().join(".cache/python/bin/python");
    let output = Command::new(python)
        .arg(script("mails.py"))
        .arg(dir.path())
        .output()
        .unwrap();
    all_well(&output, mails.len());
}

#[test]
fn node_reads_every_mail_and_calendar_as_python_does() {
    let (dir, mails) = folder();
    all_well(&node("mails.cjs", dir.path(), &[]), mails.len());
}

#[test]
fn an_appointment_is_at_its_moment_on_both_sides_of_every_clock_change() {
    let composer = Composer::new("Digital Explorers <berth@mail.example.org>").unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut count = 0;
    for zone in [
        Tz::Africa__Casablanca,
        Tz::Africa__Lagos,
        Tz::America__Los_Angeles,
        Tz::America__St_Johns,
        Tz::Asia__Yerevan,
        Tz::Australia__Lord_Howe,
        Tz::Europe__Vilnius,
        Tz::UTC,
    ] {
        for at in [
            "2027-01-15T06:00:00Z",
            "2027-03-28T00:59:59Z",
            "2027-03-28T01:00:00Z",
            "2027-07-15T06:00:00Z",
            "2027-10-31T00:30:00Z",
            "2027-10-31T01:30:00Z",
            "2027-11-07T08:59:59Z",
            "2027-11-07T09:30:00Z",
        ] {
            let at: DateTime<Utc> = at.parse().unwrap();
            let calendar = appointment(&composer, zone, at);
            let name = format!(
                "{}.{}.ics",
                zone.name().replace('/', "-"),
                at.format("%Y%m%dT%H%M%SZ")
            );
            std::fs::write(dir.path().join(name), calendar).unwrap();
            count += 1;
        }
    }
    let python = repository().join(".cache/python/bin/python");
    let output = Command::new(python)
        .arg(script("zones.py"))
        .arg(dir.path())
        .output()
        .unwrap();
    all_well(&output, count);
    all_well(&node("zones.cjs", dir.path(), &[]), count);
}

/// The calendar in the invitation to an interview of half an hour.
fn appointment(composer: &Composer, zone: Tz, at: DateTime<Utc>) -> Vec<u8> {
    let address = WireAddress::parse("amara@example.org").unwrap();
    let to = Addressee {
        name: "Amara",
        address: &address,
        locale: "en",
        zone,
    };
    let kind = MessageKind::InterviewInvitation;
    let order = Order {
        programme_id: "digital-explorers",
        kind,
        id: Uuid::from_u128(7),
        subject: Uuid::from_u128(8),
    };
    let mut facts = samples::facts(kind, now());
    let Some(Answer::Notice(notice)) = &mut facts.answer else {
        unreachable!()
    };
    notice.at = Some(timestamp(at));
    notice.ends_at = Some(timestamp(at + TimeDelta::minutes(30)));
    let bytes = composer.compose(&order, &to, &facts, now()).unwrap().bytes;
    let mail = MessageParser::default().parse(&bytes).unwrap();
    mail.attachment(0).unwrap().contents().to_vec()
}

#[test]
fn the_html_of_every_mail_is_valid() {
    let (dir, mails) = folder();
    all_well(&node("html.cjs", dir.path(), &[]), mails.len());
}

#[test]
fn every_mail_is_readable_in_light_and_dark_and_on_a_small_phone() {
    let (dir, mails) = folder();
    all_well(&node("axe.cjs", dir.path(), everywhere()), mails.len());
}

#[test]
fn the_gallery_has_pictures_of_every_language() {
    let composer = Composer::new("Digital Explorers <berth@mail.example.org>").unwrap();
    let dir = tempfile::tempdir().unwrap();
    gallery::write(&composer, dir.path(), now()).unwrap();
    let kinds = [MessageKind::Offer, MessageKind::WorkList];
    let browser = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    gallery::photograph(&composer, dir.path(), &kinds, Path::new(&browser)).unwrap();
    let all = std::fs::read_to_string(dir.path().join("pictures.html")).unwrap();
    for kind in kinds {
        let picture = std::fs::read(dir.path().join(format!("kind.{kind}.png"))).unwrap();
        let number = |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().unwrap());
        assert_eq!(&picture[1..4], b"PNG");
        // A row for each of the eight languages, and something in them: an empty page takes some ten kilobytes.
        assert_eq!((number(16), number(20)), (1_720, 8 * 1_060), "{kind}");
        assert!(picture.len() > 300_000, "{kind}: {} octets", picture.len());
        assert!(all.contains(&format!("kind.{kind}.png")), "{all}");
    }
    let nobody = Path::new("/nobody");
    assert!(gallery::photograph(&composer, dir.path(), &kinds, nobody).is_err());
}

#[test]
fn a_spam_filter_lets_every_mail_pass() {
    let mut mails = mails();
    mails.retain(|mail| mail.name.ends_with(".en") || everywhere().contains(&mail.kind));
    let mut mailbox = Vec::new();
    for mail in &mails {
        mailbox.extend_from_slice(b"From berth@mail.example.org Thu Jan 28 08:00:00 2027\n");
        // The answers come in an order of their own.
        mailbox.extend_from_slice(format!("X-Name: {}\n", mail.name).as_bytes());
        let text = String::from_utf8(mail.bytes.clone()).unwrap();
        mailbox.extend_from_slice(
            text.replace("\r\n", "\n")
                .replace("\nFrom ", "\n>From ")
                .as_bytes(),
        );
        mailbox.push(b'\n');
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("mails");
    std::fs::write(&path, mailbox).unwrap();
    let output = Command::new("spamassassin")
        .args(["--local", "--test-mode", "--mbox"])
        .arg(&path)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).replace("\n\t", " ");
    let all = |header: &str| -> Vec<&str> {
        said.lines()
            .filter_map(|line| line.strip_prefix(header))
            .collect()
    };
    let (names, verdicts) = (all("X-Name: "), all("X-Spam-Status: "));
    assert_eq!(
        (names.len(), verdicts.len()),
        (mails.len(), mails.len()),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut bad = String::new();
    for (name, verdict) in names.iter().zip(verdicts) {
        let score = verdict
            .split("score=")
            .nth(1)
            .and_then(|rest| rest.split(' ').next());
        let score: f64 = score.unwrap().parse().unwrap();
        if score >= 2.0 {
            writeln!(bad, "{name}: {verdict}").unwrap();
        }
    }
    assert!(bad.is_empty(), "{bad}");
}

#[test]
fn one_click_stops_only_what_may_be_stopped() {
    for mail in mails() {
        let may = may_be_stopped(mail.kind);
        assert_eq!(mail.html().contains(STOP), may, "{}", mail.name);
        let text = String::from_utf8(mail.bytes).unwrap();
        assert_eq!(
            text.contains("\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"),
            may,
            "{}",
            mail.name
        );
    }
}
