//! Notices with more, less and other facts than their samples have.

use super::*;
use berth_events::v1::NoticeFacts;

fn letter_of(kind: MessageKind, locale: &str, facts: NoticeFacts) -> Result<Letter, ComposeError> {
    static COMPOSER: LazyLock<Composer> = LazyLock::new(|| Composer::new("berth@example.org").unwrap());
    let address = WireAddress::parse("a@example.org").unwrap();
    let to = Addressee {
        name: "A",
        address: &address,
        locale,
        zone: Tz::Asia__Yerevan,
    };
    let facts = MessageFactsResponse {
        answer: Some(Answer::Notice(facts)),
        programme_name: "P".to_owned(),
    };
    COMPOSER.letter(kind, &to, &facts, NOW.parse().unwrap())
}

fn sample(kind: MessageKind) -> NoticeFacts {
    match samples::facts(kind, NOW.parse().unwrap()).answer {
        Some(Answer::Notice(facts)) => facts,
        other => panic!("{kind} is no notice: {other:?}"),
    }
}

fn notices() -> impl Iterator<Item = (MessageKind, notice::Needs)> {
    MessageKind::ALL
        .iter()
        .filter_map(|kind| Some((*kind, notice::needs(*kind)?)))
}

/// Only what the kind asks for.
fn least(needs: &notice::Needs, mut facts: NoticeFacts) -> NoticeFacts {
    facts.rows.retain(|row| needs.rows.contains(&row.code.as_str()));
    facts.at = facts.at.filter(|_| needs.at.1);
    facts.ends_at = facts.ends_at.filter(|_| needs.appointment);
    if !needs.items {
        facts.items.clear();
    }
    if !needs.action {
        facts.action_url.clear();
    }
    if !needs.reason {
        facts.reason.clear();
    }
    facts
}

#[test]
fn the_least_facts_are_enough_in_every_language_with_any_number() {
    for (kind, needs) in notices() {
        for (locale, _) in texts::BUILT_IN {
            for count in [0, 1, 2, 5, 11, 21, 1_000] {
                let mut facts = least(&needs, sample(kind));
                (facts.count, facts.sequence) = (count, count);
                let letter = letter_of(kind, locale, facts).unwrap();
                assert!(letter.subject.len() > 5, "{kind} in {locale}");
            }
        }
    }
}

#[test]
fn a_host_with_nobody_is_promised_no_answers() {
    let text = |count| {
        let facts = NoticeFacts {
            count,
            ..sample(MessageKind::MatchResultHost)
        };
        letter_of(MessageKind::MatchResultHost, "en", facts).unwrap().text
    };
    let promise = |text: &str| {
        text.replace('\n', " ")
            .contains("got. We tell you when each offer is answered.")
    };
    assert!(promise(&text(1)));
    let nobody = text(0);
    assert!(
        !nobody.contains("each offer") && nobody.contains("got.\n"),
        "{nobody}"
    );
}

#[test]
fn a_needed_fact_that_is_missing_is_an_error_and_not_a_hole() {
    for (kind, needs) in notices() {
        let refused = |field: &'static str, facts: NoticeFacts| {
            let error = letter_of(kind, "en", facts).unwrap_err();
            assert!(
                matches!(&error, ComposeError::Missing { field: missing, .. } if *missing == field),
                "{kind} without {field}: {error}"
            );
        };
        for code in needs.rows {
            let mut facts = sample(kind);
            facts.rows.retain(|row| row.code != *code);
            refused(code, facts);
        }
        let without = |change: fn(&mut NoticeFacts)| {
            let mut facts = sample(kind);
            change(&mut facts);
            facts
        };
        if needs.at.1 {
            refused("at", without(|facts| facts.at = None));
        }
        if needs.appointment {
            refused("ends_at", without(|facts| facts.ends_at = None));
        }
        if needs.items {
            refused("items", without(|facts| facts.items.clear()));
        }
        if needs.action {
            refused("action_url", without(|facts| facts.action_url.clear()));
        }
        if needs.reason {
            refused("reason", without(|facts| facts.reason.clear()));
        }
    }
}

#[test]
fn every_step_of_a_permit_has_words_of_its_own() {
    let mut leads = std::collections::BTreeSet::new();
    for step in [
        "permit_filed",
        "permit_granted",
        "permit_refused",
        "appeal_filed",
        "permit_lost",
    ] {
        let mut facts = sample(MessageKind::PermitStep);
        facts.rows[0].value = step.to_owned();
        leads.insert(letter_of(MessageKind::PermitStep, "en", facts).unwrap().subject);
    }
    assert_eq!(leads.len(), 5);
}

#[test]
fn a_row_nobody_has_a_label_for_is_an_error() {
    let mut facts = sample(MessageKind::Waitlisted);
    facts.rows[0].code = "shoe_size".to_owned();
    let error = letter_of(MessageKind::Waitlisted, "en", facts).unwrap_err();
    assert!(error.to_string().contains("label-shoe_size"), "{error}");
}

/// A signed address of 600 characters, with what HTML and mail have marks for.
fn signed(path: &str) -> String {
    let url = format!("https://berth.example/{path}?a=1&sig=");
    let signature: String = "c2lnbmVk-_'=".chars().cycle().take(600 - url.len()).collect();
    url + &signature
}

/// HTML and text of a mail as a reader's program decodes them.
fn bodies(kind: MessageKind, locale: &str, facts: NoticeFacts) -> (String, String) {
    let facts = MessageFactsResponse {
        answer: Some(Answer::Notice(facts)),
        programme_name: "P".to_owned(),
    };
    let bytes = composed_of(kind, "A", locale, &facts, None).bytes;
    let mail = MessageParser::default().parse(&bytes).unwrap();
    let body = |text: Option<std::borrow::Cow<'_, str>>| text.unwrap().replace("\r\n", "\n");
    (body(mail.body_html(0)), body(mail.body_text(0)))
}

#[test]
fn an_item_with_a_web_address_is_a_link_however_long_both_are() {
    let words = "Half of your stay is over: how is it going? ".repeat(20);
    let short = words.chars().take(300).collect::<String>();
    for (locale, _) in texts::BUILT_IN {
        let mut facts = sample(MessageKind::Digest);
        let urls: Vec<String> = (0..5).map(|n| signed(&format!("p/{n}"))).collect();
        facts.items = urls.iter().map(|url| format!("{words}\n{url}")).collect();
        let (html, text) = bodies(MessageKind::Digest, locale, facts);
        for url in &urls {
            let href = url.replace('&', "&amp;").replace('\'', "&#x27;");
            let link = format!("href=\"{href}\">{}</a>", short.trim());
            assert!(html.contains(&link), "{locale}: {html}");
            assert!(text.contains(&format!("\n    {url}\n")), "{locale}: {text}");
        }
        assert_eq!(
            text.matches("\n  * Half of your stay is over").count(),
            5,
            "{text}"
        );
        let long = |line: &&str| line.chars().count() > 74 && !line.contains("https://");
        assert_eq!(text.lines().find(long), None, "{locale}: the words are wrapped");
    }
}

#[test]
fn what_is_no_web_address_makes_no_link_and_no_address_is_cut() {
    let url = signed("p/1");
    let mut facts = sample(MessageKind::Digest);
    facts.items = vec![
        "One\nhttps://berth.example/a b".to_owned(),
        "Two\njavascript:alert(1)".to_owned(),
        format!("Three: {url}"),
        "Four\nhttps://berth.example/4\n".to_owned(),
    ];
    let (html, text) = bodies(MessageKind::Digest, "en", facts);
    assert!(
        html.contains(">One https:&#x2f;&#x2f;berth.example&#x2f;a b</li>"),
        "{html}"
    );
    assert!(html.contains(">Two javascript:alert(1)</li>"), "{html}");
    assert!(html.contains(">Three:</li>"), "{html}");
    assert!(
        html.contains("href=\"https://berth.example/4\">Four</a></li>"),
        "{html}"
    );
    assert!(!html.contains("c2lnbmVk") && !text.contains("c2lnbmVk"), "{text}");
}

#[test]
fn a_long_address_in_a_row_stays_whole() {
    let url = signed("meet");
    let mut facts = sample(MessageKind::InterviewInvitation);
    let row = facts.rows.iter_mut().find(|row| row.code == "meeting_url");
    row.unwrap().value.clone_from(&url);
    let (html, text) = bodies(MessageKind::InterviewInvitation, "en", facts);
    let href = url.replace('&', "&amp;").replace('\'', "&#x27;");
    assert!(html.contains(&format!("href=\"{href}\"")), "{html}");
    assert!(text.contains(&url), "{text}");
}
