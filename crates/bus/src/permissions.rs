//! Who may do what on NATS, as the server's `authorization` block. What makes matching blind is written here.
//!
//! Everything is an allow-list. No service may create consumers, streams or mirrors, or read a stream by number,
//! except what is listed; so the matcher has no way to contact details: not by subscribing, not by any call of
//! JetStream's API, not by asking intake, and not by listening to other services' replies.

use std::fmt::Write as _;

use berth_events::streams::{CONTACTS, EVENTS, ROUNDS_BUCKET, STATE, consumers};
use berth_runtime::Secret;

/// The users' passwords, as they go into the configuration.
#[derive(Debug, Clone)]
pub struct Passwords {
    intake: Password,
    matcher: Password,
    notifier: Password,
    operator: Password,
}

#[derive(Debug, Clone)]
enum Password {
    Text(Secret<String>),
    /// Name of an environment variable the server reads.
    Variable(&'static str),
}

impl Passwords {
    /// Written into the configuration as they are; `nats server passwd` makes bcrypt hashes of them.
    #[must_use]
    pub fn new(
        intake: Secret<String>,
        matcher: Secret<String>,
        notifier: Secret<String>,
        operator: Secret<String>,
    ) -> Self {
        let text = Password::Text;
        Self {
            intake: text(intake),
            matcher: text(matcher),
            notifier: text(notifier),
            operator: text(operator),
        }
    }

    /// Read by the server from `BERTH_NATS_INTAKE_PASSWORD`, `BERTH_NATS_MATCHER_PASSWORD`,
    /// `BERTH_NATS_NOTIFIER_PASSWORD` and `BERTH_NATS_OPERATOR_PASSWORD`.
    #[must_use]
    pub fn from_environment() -> Self {
        Self {
            intake: Password::Variable("BERTH_NATS_INTAKE_PASSWORD"),
            matcher: Password::Variable("BERTH_NATS_MATCHER_PASSWORD"),
            notifier: Password::Variable("BERTH_NATS_NOTIFIER_PASSWORD"),
            operator: Password::Variable("BERTH_NATS_OPERATOR_PASSWORD"),
        }
    }
}

impl Password {
    fn written(&self) -> String {
        match self {
            Self::Text(text) => format!("\"{}\"", text.expose().replace('\\', "\\\\").replace('"', "\\\"")),
            Self::Variable(name) => format!("${name}"),
        }
    }
}

/// The `authorization` block of nats-server's configuration: three services and the operator.
#[must_use]
pub fn authorization_conf(passwords: &Passwords) -> String {
    let bucket = format!("OBJ_{ROUNDS_BUCKET}");
    let reads_rounds = [
        format!("$JS.API.STREAM.INFO.{bucket}"),
        direct(&bucket),
        format!("{}.>", direct(&bucket)),
    ];
    // Writing an object anew removes its old chunks.
    let writes_rounds = [
        format!("$O.{ROUNDS_BUCKET}.>"),
        format!("$JS.API.STREAM.PURGE.{bucket}"),
    ];

    let mut intake = strings(&[
        "berth.v1.event.>",
        "berth.v1.state.>",
        "berth.v1.contact.>",
        "berth.v1.rpc.>",
    ]);
    intake.extend(follows(EVENTS, consumers::INTAKE_ROUNDS));
    intake.extend(follows(EVENTS, consumers::INTAKE_SHORTLISTS));
    intake.extend([STATE, CONTACTS].map(|stream| format!("$JS.API.STREAM.PURGE.{stream}")));
    intake.extend([STATE, CONTACTS].map(|stream| format!("$JS.API.STREAM.INFO.{stream}")));
    intake.extend(reads_rounds.clone().into_iter().chain(writes_rounds.clone()));

    let mut matcher = strings(&[
        "berth.v1.event.*.round.solved.*",
        "berth.v1.event.*.round.failed.*",
        "berth.v1.event.*.rematch.solved.*",
        "berth.v1.event.*.rematch.failed.*",
        "berth.v1.event.*.shortlist.changed.*",
    ]);
    matcher.extend(follows(EVENTS, consumers::MATCHER_ROUNDS));
    matcher.extend([format!("$JS.API.STREAM.INFO.{STATE}"), direct(STATE)]);
    // What it last told of an opening's candidates, so that a restart repeats nothing.
    matcher.push(format!("{}.berth.v1.event.*.shortlist.changed.*", direct(EVENTS)));
    matcher.extend(reads_rounds.into_iter().chain(writes_rounds));

    let mut notifier = strings(&["berth.v1.event.*.message.>", "berth.v1.rpc.intake.>"]);
    notifier.extend(follows(EVENTS, consumers::NOTIFIER_EVENTS));
    notifier.extend(follows(CONTACTS, consumers::NOTIFIER_CONTACTS));

    let mut conf = String::from("authorization {\n  users = [\n");
    user(
        &mut conf,
        "intake",
        &passwords.intake,
        &intake,
        &["berth.v1.rpc.intake.>"],
    );
    user(
        &mut conf,
        "matcher",
        &passwords.matcher,
        &matcher,
        &["berth.v1.rpc.matcher.>", "berth.v1.state.>"],
    );
    user(
        &mut conf,
        "notifier",
        &passwords.notifier,
        &notifier,
        &["berth.v1.rpc.notifier.>"],
    );
    let operator = passwords.operator.written();
    // Writing to a String can't fail.
    let _ = writeln!(
        conf,
        "    # Provisioning, dead letters, doctor. Not for a service."
    );
    let _ = writeln!(
        conf,
        "    {{ user: operator, password: {operator}, permissions: {{ publish: \">\", subscribe: \">\" }} }}"
    );
    conf.push_str("  ]\n}\n");
    conf
}

/// Pulling from and settling on a durable consumer, and putting what it gives up into the dead letters.
fn follows(stream: &str, consumer: &str) -> Vec<String> {
    vec![
        format!("$JS.API.CONSUMER.INFO.{stream}.{consumer}"),
        format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"),
        format!("$JS.ACK.{stream}.{consumer}.>"),
        // The longer form, with domain and account, that newer servers may use.
        format!("$JS.ACK.*.*.{stream}.{consumer}.>"),
        format!("berth.v1.dead.{consumer}"),
    ]
}

fn direct(stream: &str) -> String {
    format!("$JS.API.DIRECT.GET.{stream}")
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&t| t.to_owned()).collect()
}

fn user(conf: &mut String, name: &str, password: &Password, publish: &[String], subscribe: &[&str]) {
    let quoted = |subject: &str| format!("          \"{subject}\"\n");
    let publishes: String = std::iter::once("$JS.API.INFO")
        .chain(publish.iter().map(String::as_str))
        .map(quoted)
        .collect();
    let inbox = format!("_INBOX_{name}.>");
    let subscribes: String = std::iter::once(inbox.as_str())
        .chain(subscribe.iter().copied())
        .map(quoted)
        .collect();
    let password = password.written();
    let _ = write!(
        conf,
        "    {{\n      user: {name}, password: {password}\n      permissions: {{\n        publish: {{ allow: [\n{publishes}        \
         ] }}\n        subscribe: {{ allow: [\n{subscribes}        ] }}\n        # Answers to the questions it is asked, \
         once each.\n        allow_responses: {{ max: 1, expires: \"10m\" }}\n      }}\n    }}\n",
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block_of(user: &str) -> String {
        let conf = authorization_conf(&Passwords::from_environment());
        let from = conf.find(&format!("user: {user},")).unwrap();
        let rest = &conf[from..];
        let to = rest[1..].find("user: ").map_or(rest.len(), |at| at + 1);
        rest[..to].to_owned()
    }

    #[test]
    fn nothing_the_matcher_may_do_mentions_contacts() {
        let matcher = block_of("matcher");
        for word in [
            "contact",
            "CONTACTS",
            "\">\"",
            "CONSUMER.CREATE",
            "STREAM.CREATE",
            "STREAM.MSG.GET",
            "rpc.intake",
        ] {
            assert!(!matcher.contains(word), "{word} in\n{matcher}");
        }
    }

    #[test]
    fn only_intake_writes_state_and_contacts() {
        for user in ["matcher", "notifier"] {
            let block = block_of(user);
            let publish = &block[..block.find("subscribe:").unwrap()];
            assert!(
                !publish.contains("berth.v1.state") && !publish.contains("berth.v1.contact"),
                "{block}"
            );
        }
    }

    #[test]
    fn passwords_are_quoted() {
        let secret = |text: &str| Secret::new(text.to_owned());
        let passwords = Passwords::new(secret("a\"b\\c"), secret("m"), secret("n"), secret("$o"));
        let conf = authorization_conf(&passwords);
        assert!(
            conf.contains(r#"user: intake, password: "a\"b\\c""#) && conf.contains(r#"password: "$o""#),
            "{conf}"
        );
        assert!(!format!("{passwords:?}").contains("a\""));
    }
}
