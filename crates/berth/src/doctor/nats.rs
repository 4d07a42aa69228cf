//! NATS: reachable, new enough, provisioned, closed to strangers, and blind where it has to be.

use std::time::Duration;

use anyhow::{Context, Result};
use async_nats::{ConnectOptions, ServerAddr};
use berth_bus::{Bus, BusError, BusOptions, Mode, topology};
use berth_events::{consumers, streams};
use berth_runtime::{Clock, Settings, SystemClock};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use url::Url;

use super::database::skew;
use super::report::Finding;

const PATIENCE: Duration = Duration::from_secs(5);
/// A refusal of NATS is an event, not an answer: silence this long is one.
const SILENCE: Duration = Duration::from_secs(1);

pub(super) async fn check(settings: &Settings) -> Vec<Finding> {
    let url = settings.nats_url.expose();
    let user = user(url);
    let service = match user.as_str() {
        name @ ("intake" | "matcher" | "notifier") => name,
        _ => "operator",
    };
    let options = BusOptions::new(url, "berth-doctor", service)
        .patience(PATIENCE)
        .replicas(settings.nats_replicas.into());
    let bus = match Bus::connect(options).await {
        Ok(bus) => bus,
        Err(error) => return vec![Finding::error(&error.into())],
    };
    let shown = if user.is_empty() {
        "without a user".to_owned()
    } else {
        format!("as {user}")
    };
    let mut findings = vec![Finding::ok(format!(
        "connected {shown}; the version will do, and JetStream is on"
    ))];
    findings.extend(provisioned(&bus, service).await);
    bus.drain().await;
    findings.push(strangers(url).await);
    findings.extend(
        raw(url, service)
            .await
            .unwrap_or_else(|error| vec![Finding::error(&error)]),
    );
    findings
}

/// Streams, bucket and consumers against what Berth needs. Only the operator may look at all of them.
async fn provisioned(bus: &Bus, service: &str) -> Vec<Finding> {
    if service != "operator" {
        let what = format!("streams are not checked: {service} may not see all of them");
        return vec![Finding::note(
            what,
            "run `berth doctor` with the operator's BERTH_NATS_URL once as well",
        )];
    }
    match bus.provision(Mode::Plan).await {
        Ok(differences) if differences.is_empty() => {
            vec![Finding::ok("streams, bucket and consumers are as they should be")]
        }
        Ok(differences) => differences
            .iter()
            .map(|difference| {
                let advice = if difference.is_stuck() {
                    "change it as said"
                } else {
                    "run `berth provision`"
                };
                Finding::problem(difference.to_string(), advice)
            })
            .collect(),
        Err(error @ BusError::Denied { .. }) => {
            vec![Finding::problem(
                error.to_string(),
                "give the operator's user all rights, see deploy/nats/nats.conf",
            )]
        }
        Err(error) => vec![Finding::error(&error.into())],
    }
}

/// Somebody without a password must stay outside: else blind matching is a promise nobody keeps.
async fn strangers(url: &str) -> Finding {
    let without: Vec<String> = url
        .split(',')
        .filter_map(|part| without_user(part.trim()))
        .collect();
    let options = BusOptions::new(without.join(","), "berth-doctor", "operator").patience(PATIENCE);
    match Bus::connect(options).await {
        Ok(bus) => {
            bus.drain().await;
            Finding::problem(
                "it lets everybody in, so nothing keeps the matcher from reading contact details",
                "give it users and passwords; deploy/nats/nats.conf has the right ones",
            )
        }
        Err(_) => Finding::ok("nobody gets in without a password"),
    }
}

/// What only a plain request can tell: the server's clock, and what the matcher may see.
async fn raw(url: &str, service: &str) -> Result<Vec<Finding>> {
    let servers: Vec<ServerAddr> = url
        .split(',')
        .filter_map(|part| without_user(part.trim()))
        .map(|part| part.parse())
        .collect::<Result<_, _>>()?;
    let mut options = ConnectOptions::new();
    if let Some((user, password)) = credentials(url) {
        options = options.user_and_password(user, password);
    }
    let client = options
        .name("berth-doctor")
        .custom_inbox_prefix(format!("_INBOX_{service}"))
        .connection_timeout(PATIENCE)
        .connect(servers)
        .await
        .context("connecting once more")?;
    let mut findings = Vec::new();
    let ask = async |subject: String| {
        let answer = tokio::time::timeout(SILENCE, client.request(subject, "".into())).await;
        answer.ok().and_then(Result::ok).map(|message| message.payload)
    };
    for consumer in topology(1)
        .consumers
        .iter()
        .filter(|consumer| consumer.name.starts_with(service))
    {
        let (stream, name) = (consumer.stream, consumer.name);
        let answer = ask(format!("$JS.API.CONSUMER.INFO.{stream}.{name}")).await;
        findings.push(own_consumer(name, answer.as_deref()));
    }
    if service == "matcher" {
        let seen = ask(format!("$JS.API.STREAM.INFO.{}", streams::CONTACTS)).await;
        findings.push(match seen {
            Some(_) => Finding::problem(
                "the matcher may look at contact details, so matching is not blind",
                "take its rights from deploy/nats/nats.conf",
            ),
            None => Finding::ok("the matcher can't see contact details"),
        });
    }
    let before = SystemClock.now();
    // Any answer of JetStream's about a stream tells its time; each service may ask about another one.
    let subject = match service {
        "matcher" => format!("$JS.API.STREAM.INFO.{}", streams::STATE),
        "notifier" => format!(
            "$JS.API.CONSUMER.INFO.{}.{}",
            streams::EVENTS,
            consumers::NOTIFIER_EVENTS
        ),
        "intake" => format!(
            "$JS.API.CONSUMER.INFO.{}.{}",
            streams::EVENTS,
            consumers::INTAKE_ROUNDS
        ),
        _ => format!("$JS.API.STREAM.INFO.{}", streams::EVENTS),
    };
    if let Some(answer) = ask(subject).await
        && let Ok(Told { ts }) = serde_json::from_slice(&answer)
    {
        findings.push(skew(before, ts, SystemClock.now(), "NATS"));
    }
    Ok(findings)
}

/// A consumer that the service reads from, as the server answered about it; silence is a refusal.
fn own_consumer(name: &str, answer: Option<&[u8]>) -> Finding {
    #[derive(Deserialize)]
    struct Answer {
        error: Option<serde_json::Value>,
    }
    match answer.map(serde_json::from_slice::<Answer>) {
        Some(Ok(Answer { error: None })) => Finding::ok(format!("consumer {name} is there")),
        Some(_) => Finding::problem(
            format!("consumer {name} is missing"),
            "run `berth provision` with the operator's BERTH_NATS_URL",
        ),
        None => Finding::problem(
            format!("this user may not read consumer {name}"),
            "take its rights from deploy/nats/nats.conf",
        ),
    }
}

/// The server's answer to a question about a stream, as far as it interests here.
#[derive(Deserialize)]
struct Told {
    ts: DateTime<Utc>,
}

fn user(url: &str) -> String {
    credentials(url).map(|(user, _)| user).unwrap_or_default()
}

/// The first user and password among the addresses.
fn credentials(url: &str) -> Option<(String, String)> {
    let mut urls = url.split(',').filter_map(|part| Url::parse(part.trim()).ok());
    let url = urls.find(|url| !url.username().is_empty())?;
    Some((
        decoded(url.username()),
        decoded(url.password().unwrap_or_default()),
    ))
}

/// Undoes percent encoding.
pub(super) fn decoded(text: &str) -> String {
    let pair = format!("x={}", text.replace('+', "%2B"));
    let mut values = url::form_urlencoded::parse(pair.as_bytes()).map(|(_, value)| value.into_owned());
    values.next().unwrap_or_default()
}

fn without_user(url: &str) -> Option<String> {
    let mut url = Url::parse(url).ok()?;
    url.set_username("").ok()?;
    url.set_password(None).ok()?;
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_is_the_first_among_the_addresses() {
        assert_eq!(user("nats://b:4222,nats://matcher:x@a:4222"), "matcher");
        assert_eq!(
            credentials("nats://a:p%40ss+w@b"),
            Some(("a".to_owned(), "p@ss+w".to_owned()))
        );
        assert_eq!(user("nats://a:4222"), "");
        assert_eq!(without_user("nats://matcher:x@a:4222").unwrap(), "nats://a:4222");
    }
}
