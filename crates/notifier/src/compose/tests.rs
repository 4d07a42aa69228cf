//! Every kind rendered from its sample facts, strictly, and looked at from outside.

use super::*;
use mail_parser::MessageParser;

const NOW: &str = "2027-01-28T08:00:00Z";

fn composed(kind: MessageKind, name: &str) -> Fixed {
    let composer = Composer::new("Berth <berth@mail.example.org>").unwrap();
    let address = WireAddress::parse("amara@example.org").unwrap();
    let to = Addressee { name, address: &address, locale: "en-NG", zone: Tz::Africa__Lagos };
    let now = NOW.parse().unwrap();
    composer.compose(kind, Uuid::from_u128(7), Uuid::from_u128(8), &to, &samples::facts(kind, now), now).unwrap()
}

#[test]
fn every_kind_reads_as_it_should() {
    for kind in MessageKind::ALL {
        let fixed = composed(*kind, samples::name(*kind));
        let mail = MessageParser::default().parse(&fixed.bytes).unwrap();
        let text = mail.body_text(0).unwrap();
        let html = mail.body_html(0).unwrap();
        for left_over in ["{{", "{%", "<mj-", "undefined"] {
            assert!(!html.contains(left_over) && !text.contains(left_over), "{kind}: {left_over}");
        }
        let shown = format!("Subject: {}\n\n{}", mail.subject().unwrap(), text.replace("\r\n", "\n"));
        insta::assert_snapshot!(format!("{kind}.txt"), shown);
        insta::assert_snapshot!(format!("{kind}.html"), html.replace("\r\n", "\n"));
    }
}

#[test]
fn the_same_message_is_the_same_bytes() {
    for kind in MessageKind::ALL {
        assert_eq!(composed(*kind, "Amara").bytes, composed(*kind, "Amara").bytes, "{kind}");
    }
}

#[test]
fn a_name_cannot_become_a_header_or_a_tag() {
    let fixed = composed(MessageKind::Offer, "Eve\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>");
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
    let to = Addressee { name: "A", address: &address, locale: "en", zone: Tz::UTC };
    let now = NOW.parse().unwrap();
    let refused = composer.letter(MessageKind::Receipt, &to, &samples::facts(MessageKind::Offer, now), now);
    assert!(matches!(refused, Err(ComposeError::OtherFacts(MessageKind::Receipt))));
    let mut empty = samples::facts(MessageKind::Offer, now);
    if let Some(berth_events::v1::message_facts_response::Answer::Offer(offer)) = &mut empty.answer {
        offer.answer_url.clear();
    }
    let refused = composer.letter(MessageKind::Offer, &to, &empty, now);
    assert!(matches!(refused, Err(ComposeError::Missing { field: "answer_url", .. })));
}
