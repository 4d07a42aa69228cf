//! Every kind rendered from its sample facts, strictly, and looked at from outside.

use super::*;
use berth_events::v1::NoticeRow;
use berth_events::v1::message_facts_response::Answer;
use mail_parser::MessageParser;
use std::sync::LazyLock;

mod notices;

const NOW: &str = "2027-01-28T08:00:00Z";

fn composed(kind: MessageKind, name: &str) -> Fixed {
    unsubscribable(kind, name, "en-NG", None)
}

fn unsubscribable(kind: MessageKind, name: &str, locale: &str, unsubscribe: Option<&str>) -> Fixed {
    let facts = samples::facts(kind, NOW.parse().unwrap());
    composed_of(kind, name, locale, &facts, unsubscribe)
}

fn composed_of(
    kind: MessageKind,
    name: &str,
    locale: &str,
    facts: &MessageFactsResponse,
    unsubscribe: Option<&str>,
) -> Fixed {
    static COMPOSER: LazyLock<Composer> =
        LazyLock::new(|| Composer::new("Berth <berth@mail.example.org>").unwrap());
    let address = WireAddress::parse("amara@example.org").unwrap();
    let to = Addressee {
        name,
        address: &address,
        locale,
        zone: Tz::Africa__Lagos,
    };
    let now = NOW.parse().unwrap();
    let order = Order {
        programme_id: "p",
        kind,
        id: Uuid::from_u128(7),
        subject: Uuid::from_u128(8),
    };
    COMPOSER
        .compose_with_unsubscribe(&order, &to, facts, now, unsubscribe)
        .unwrap()
}

#[test]
fn every_kind_reads_as_it_should() {
    for kind in MessageKind::ALL {
        let fixed = composed(*kind, samples::name(*kind));
        let mail = MessageParser::default().parse(&fixed.bytes).unwrap();
        let text = mail.body_text(0).unwrap();
        let html = mail.body_html(0).unwrap();
        for left_over in ["{{", "{%", "<mj-", "undefined"] {
            assert!(
                !html.contains(left_over) && !text.contains(left_over),
                "{kind}: {left_over}"
            );
        }
        insta::assert_snapshot!(format!("{kind}.txt"), read(&fixed.bytes));
        insta::assert_snapshot!(format!("{kind}.html"), html.replace("\r\n", "\n"));
    }
}

/// Subject and text of a mail as they are read.
fn read(bytes: &[u8]) -> String {
    let mail = MessageParser::default().parse(bytes).unwrap();
    let text = mail.body_text(0).unwrap().replace("\r\n", "\n");
    format!("Subject: {}\n\n{text}", mail.subject().unwrap())
}

/// One snapshot for each language, with all kinds in it.
#[test]
fn other_languages_read_as_they_should() {
    for (locale, _) in texts::BUILT_IN.iter().filter(|(tag, _)| *tag != "en") {
        let mut all = String::new();
        for kind in MessageKind::ALL {
            let fixed = unsubscribable(*kind, samples::name(*kind), locale, None);
            all += &format!("=== {kind}\n{}\n", read(&fixed.bytes));
        }
        insta::assert_snapshot!(format!("{locale}.txt"), all);
    }
}

#[test]
fn a_host_hears_that_an_interview_was_called_off_and_so_does_the_calendar() {
    let kind = MessageKind::InterviewHost;
    let mut all = String::new();
    for (locale, _) in texts::BUILT_IN {
        let facts = samples::interview_called_off(NOW.parse().unwrap());
        let bytes = composed_of(kind, samples::name(kind), locale, &facts, None).bytes;
        let mail = MessageParser::default().parse(&bytes).unwrap();
        let calendar = String::from_utf8_lossy(mail.attachment(0).unwrap().contents());
        for line in ["METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"] {
            assert!(calendar.contains(&format!("\r\n{line}\r\n")), "{calendar}");
        }
        all += &format!("=== {locale}\n{}\n", read(&bytes));
    }
    insta::assert_snapshot!("interview-host-cancelled.txt", all);
    let goes_on = composed(kind, samples::name(kind)).bytes;
    assert!(String::from_utf8_lossy(&goes_on).contains("method=REQUEST"));
}

#[test]
fn a_digest_says_why_its_own_reader_gets_it() {
    let kind = MessageKind::Digest;
    for (value, why) in [
        ("", "because you apply to"),
        ("host", "because your company offers openings"),
        ("operator", "because you run"),
    ] {
        let mut facts = samples::facts(kind, NOW.parse().unwrap());
        let Some(Answer::Notice(notice)) = &mut facts.answer else {
            panic!("{facts:?}")
        };
        notice.rows = vec![NoticeRow {
            code: notice::READER.to_owned(),
            value: value.to_owned(),
        }];
        let text = read(&composed_of(kind, "Amara", "en", &facts, None).bytes);
        assert!(text.contains(why), "{value}: {text}");
    }
}

#[test]
fn what_is_not_urgent_can_be_stopped_with_one_click() {
    let stop = "https://berth.example/stop/7f3k2m9d?t=c2lnbmVk.c2FtcGxl-and-a-rather-long-signature-of-eighty-characters-or-more-0123456789";
    for kind in MessageKind::ALL {
        let mail = unsubscribable(*kind, "Amara", "en-NG", Some(stop)).bytes;
        let mail = MessageParser::default().parse(&mail).unwrap();
        let header = mail.header_raw("List-Unsubscribe").map(str::trim);
        if may_be_stopped(*kind) {
            let unfolded = header.unwrap().replace("\r\n", "");
            assert_eq!(unfolded, format!("<{stop}>"), "{kind}");
            let post = mail.header_raw("List-Unsubscribe-Post").map(str::trim);
            assert_eq!(post, Some("List-Unsubscribe=One-Click"), "{kind}");
            assert!(mail.body_text(0).unwrap().contains(stop), "{kind}");
            assert!(mail.body_html(0).unwrap().contains(stop), "{kind}");
        } else {
            assert_eq!(header, None, "{kind}");
        }
    }
}

#[test]
fn an_address_beyond_ascii_stands_in_the_header_as_it_is() {
    let composer = Composer::new("berth@example.org").unwrap();
    let address = WireAddress::parse("jānis@žiedas.example").unwrap();
    let to = Addressee {
        name: "Jānis Paraugs",
        address: &address,
        locale: "lv",
        zone: Tz::Europe__Riga,
    };
    let now = NOW.parse().unwrap();
    let order = Order {
        programme_id: "p",
        kind: MessageKind::Offer,
        id: Uuid::from_u128(7),
        subject: Uuid::from_u128(8),
    };
    let facts = samples::facts(MessageKind::Offer, now);
    let fixed = composer.compose(&order, &to, &facts, now).unwrap();
    let text = String::from_utf8(fixed.bytes).unwrap();
    // RFC 6532: a mailbox is never an encoded word; the server must offer SMTPUTF8.
    assert!(text.contains("<jānis@xn--iedas-tib.example>\r\n"), "{text}");
}

#[test]
fn a_deadline_brings_its_calendar_file() {
    let mail = composed(MessageKind::DeadlineReminder, "Amara").bytes;
    let mail = MessageParser::default().parse(&mail).unwrap();
    let file = mail.attachment(0).unwrap();
    let text = String::from_utf8_lossy(
        mail_parser::MimeHeaders::content_type(file).map_or(b"", |_| file.contents()),
    );
    assert!(
        text.contains("DTSTART;TZID=Africa/Lagos:20270131T085900"),
        "{text}"
    );
    assert!(
        text.contains("UID:00000000-0000-0000-0000-000000000008.deadline@mail.example.org"),
        "{text}"
    );
}

#[test]
fn the_gallery_shows_every_kind_in_every_language() {
    let dir = tempfile::tempdir().unwrap();
    let composer = Composer::new("berth@example.org").unwrap();
    let mails = crate::gallery::write(&composer, dir.path(), NOW.parse().unwrap()).unwrap();
    assert_eq!(mails, MessageKind::ALL.len() * composer.languages().len());
    let pages = MessageKind::ALL.len() + composer.languages().len() + 1;
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 2 * mails + pages);
}

#[test]
fn the_same_message_is_the_same_bytes() {
    for kind in MessageKind::ALL {
        assert_eq!(
            composed(*kind, "Amara").bytes,
            composed(*kind, "Amara").bytes,
            "{kind}"
        );
    }
}

#[test]
fn a_name_cannot_become_a_header_or_a_tag() {
    let fixed = composed(
        MessageKind::Offer,
        "Eve\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>",
    );
    let mail = MessageParser::default().parse(&fixed.bytes).unwrap();
    assert!(mail.header("Bcc").is_none());
    let html = mail.body_html(0).unwrap();
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("&lt;script"), "{html}");
}

#[test]
fn headers_say_what_machines_need() {
    let fixed = composed(MessageKind::Offer, "Amara");
    let text = String::from_utf8(fixed.bytes).unwrap();
    for header in [
        "From: Berth <berth@mail.example.org>\r\n",
        "To: Amara <amara@example.org>\r\n",
        "Message-ID: <00000000-0000-0000-0000-000000000007@mail.example.org>\r\n",
        "References: <00000000-0000-0000-0000-000000000008.thread@mail.example.org>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Content-Language: en\r\n",
        "Date: Thu, 28 Jan 2027 08:00:00 +0000\r\n",
    ] {
        assert!(text.contains(header), "{header} is not in\n{text}");
    }
    assert!(text.is_ascii());
}

#[test]
fn facts_of_another_kind_are_refused() {
    let composer = Composer::new("berth@example.org").unwrap();
    let address = WireAddress::parse("a@example.org").unwrap();
    let to = Addressee {
        name: "A",
        address: &address,
        locale: "en",
        zone: Tz::UTC,
    };
    let now = NOW.parse().unwrap();
    let refused = composer.letter(
        MessageKind::Receipt,
        &to,
        &samples::facts(MessageKind::Offer, now),
        now,
    );
    assert!(matches!(
        refused,
        Err(ComposeError::OtherFacts(MessageKind::Receipt))
    ));
    let mut nameless = samples::facts(MessageKind::OfferAcceptedHost, now);
    if let Some(Answer::Offer(offer)) = &mut nameless.answer {
        offer.trainee_name.clear();
    }
    let letter = composer
        .letter(MessageKind::OfferAcceptedHost, &to, &nameless, now)
        .unwrap();
    assert!(
        letter.html.contains("Your candidate accepted"),
        "no consent, no name, a mail all the same"
    );
    let mut empty = samples::facts(MessageKind::Offer, now);
    if let Some(Answer::Offer(offer)) = &mut empty.answer {
        offer.answer_url.clear();
    }
    let refused = composer.letter(MessageKind::Offer, &to, &empty, now);
    assert!(matches!(
        refused,
        Err(ComposeError::Missing {
            field: "answer_url",
            ..
        })
    ));
}

#[test]
fn a_subject_alone_is_the_one_of_the_mail_in_the_programmes_own_words() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("scale2us")).unwrap();
    let own = "receipt-subject = We have it: { $reference }\n";
    std::fs::write(dir.path().join("scale2us/en.ftl"), own).unwrap();
    let composer = Composer::new("berth@example.org")
        .unwrap()
        .with_overrides(dir.path());
    let address = WireAddress::parse("a@example.org").unwrap();
    let to = Addressee {
        name: "A",
        address: &address,
        locale: "en",
        zone: Tz::UTC,
    };
    let now = NOW.parse().unwrap();
    for (programme_id, kind) in [
        ("scale2us", MessageKind::Receipt),
        ("scale2us", MessageKind::Offer),
        ("digital-explorers", MessageKind::Receipt),
    ] {
        let facts = samples::facts(kind, now);
        let subject = composer.subject(programme_id, kind, &to, &facts, now).unwrap();
        let order = Order {
            programme_id,
            kind,
            id: Uuid::from_u128(7),
            subject: Uuid::from_u128(8),
        };
        let mail = composer.compose(&order, &to, &facts, now).unwrap().bytes;
        let mail = MessageParser::default().parse(&mail).unwrap();
        assert_eq!(mail.subject(), Some(subject.as_str()), "{programme_id}, {kind}");
        let is_own = subject == "We have it: DE-2027-0412";
        assert_eq!(is_own, (programme_id, kind) == ("scale2us", MessageKind::Receipt));
    }
}

#[test]
fn a_signature_is_the_same_every_time_and_what_is_no_key_is_refused() {
    let key = include_str!("../tests/foreign/dkim/ed25519.pem");
    let signed = || {
        let signer = Signer::new(key, "s1", "mail.example.org").unwrap();
        let message = composed(MessageKind::Offer, "Amara").bytes;
        signer.header(&message, NOW.parse().unwrap()).unwrap()
    };
    assert_eq!(signed(), signed());
    assert!(signed().lines().all(|line| line.len() <= 78), "{}", signed());
    let other = |pem: &str, selector, domain| Signer::new(pem, selector, domain).unwrap_err();
    assert!(matches!(other("none", "s1", "example.org"), DkimError::Pem));
    let public = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
    assert!(matches!(other(public, "s1", "example.org"), DkimError::Pem));
    let broken = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    assert!(matches!(other(broken, "s1", "example.org"), DkimError::Key));
    for (selector, domain) in [
        ("", "example.org"),
        ("s1", "exa mple.org"),
        ("s1;", "example.org"),
    ] {
        assert!(matches!(other(key, selector, domain), DkimError::Name(_)));
    }
}
