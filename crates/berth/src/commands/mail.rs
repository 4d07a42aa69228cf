//! `berth mail`: a look into the mail ledger, and what an operator may change in it. Addresses and bodies stay in it.

use std::fs::{self, File};
use std::io::BufReader;
use std::sync::Arc;

use anyhow::{Context, Result};
use berth_domain::id::ProgrammeId;
use berth_domain::message::MessageKind;
use berth_letters::Composer;
use berth_letters::gallery;
use berth_notifier::entity::message;
use berth_notifier::operator::{self, Filter, Finding, Reconciliation};
use berth_notifier::overrides_dir;
use berth_runtime::{Clock, Settings, SystemClock};
use berth_store::Store;
use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use crate::Ended;
use crate::cli::{Found, MailTask};
use crate::services::{self, Service};

pub(crate) async fn run(task: MailTask, settings: &Settings) -> Result<Ended> {
    crate::settings::command_logs(settings)?;
    if let MailTask::Preview {
        kind,
        programme,
        locale,
        zone,
        html,
    } = task
    {
        let letter = berth_letters::samples::preview(
            &composer(settings, programme.as_ref())?,
            kind,
            &locale,
            zone,
            SystemClock.now(),
        )?;
        println!("Subject: {}", letter.subject);
        match html {
            Some(path) => {
                fs::write(&path, letter.html).with_context(|| format!("cannot write {}", path.display()))?
            }
            None => println!("\n{}", letter.text),
        }
        return Ok(Ended::Well);
    }
    if let MailTask::Gallery {
        folder,
        programme,
        pictures,
    } = task
    {
        let composer = composer(settings, programme.as_ref())?;
        let mails = gallery::write(&composer, &folder, SystemClock.now())?;
        println!("{mails} mails; look at {}", folder.join("index.html").display());
        if let Some(browser) = pictures {
            gallery::photograph(&composer, &folder, MessageKind::ALL, &browser)?;
            println!("pictures: {}", folder.join("pictures.html").display());
        }
        return Ok(Ended::Well);
    }
    let url = settings.notifier_database_url.expose();
    let store = services::open(Service::Notifier, url, Arc::new(SystemClock)).await?;
    let ended = carry_out(task, &store).await;
    store.close().await;
    ended
}

/// What writes mails as a programme does; with the built-in texts when none is named.
fn composer(settings: &Settings, programme: Option<&ProgrammeId>) -> Result<Composer> {
    let composer = Composer::new(&settings.mail_from)?;
    let Some(programme) = programme else {
        return Ok(composer);
    };
    let dir = overrides_dir(settings);
    let own = dir.join(programme.as_str());
    if !own.is_dir() {
        eprintln!(
            "there is no folder {}: these are the built-in texts",
            own.display()
        );
    }
    composer
        .with_overrides_of(&dir, programme)
        .with_context(|| format!("the notifier refuses what is in {}", own.display()))
}

async fn carry_out(task: MailTask, store: &Store) -> Result<Ended> {
    let now = SystemClock.now();
    match task {
        MailTask::Plan {
            programme,
            kind,
            states,
            limit,
        } => {
            let filter = Filter {
                programme_id: programme,
                kind,
                states,
                recipient: None,
            };
            let rows = operator::plan(store, &filter, limit).await?;
            if rows.is_empty() {
                println!("there are no such messages");
            }
            rows.iter().for_each(|row| println!("{}", line(row)));
        }
        MailTask::Show { id } => show(store, id).await?,
        MailTask::Retry { ids } => {
            for id in ids {
                operator::retry(store, id, now).await?;
                println!("{id}: due now");
            }
        }
        MailTask::Release { id, finding } => {
            let (finding, done) = match finding {
                Found::Delivered => (Finding::Delivered, "counted as delivered"),
                Found::SendAgain => (Finding::SendAgain, "due now"),
                Found::LetGo => (Finding::LetGo, "let go"),
            };
            operator::release(store, id, finding, now).await?;
            println!("{id}: {done}");
        }
        MailTask::Reconcile { log, since } => {
            let file = File::open(&log).with_context(|| format!("cannot read {}", log.display()))?;
            return Ok(tell(
                &operator::reconcile(store, BufReader::new(file), since).await?,
            ));
        }
        MailTask::Preview { .. } | MailTask::Gallery { .. } => {}
    }
    Ok(Ended::Well)
}

fn at(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn line(row: &message::Model) -> String {
    let reason = row
        .reason
        .as_deref()
        .map(|reason| format!(" ({reason})"))
        .unwrap_or_default();
    let occurrence = if row.occurrence.is_empty() {
        String::new()
    } else {
        format!(" {}", row.occurrence)
    };
    let (id, due, state, kind) = (row.id, at(row.due_at), &row.state, &row.kind);
    format!(
        "{id}  {due}  {state}{reason}  {kind}{occurrence}  {} -> {}",
        row.programme_id, row.recipient
    )
}

async fn show(store: &Store, id: Uuid) -> Result<()> {
    let story = operator::show(store, id).await?;
    let message = &story.message;
    println!("{}", line(message));
    println!("  about      {}", message.subject);
    println!(
        "  rule       {} in {}, from {}",
        message.rule,
        message.zone,
        at(message.anchor_at)
    );
    if let Some(end) = message.useless_after {
        println!("  useless    after {}", at(end));
    }
    if let Some(id) = &message.message_id {
        println!("  Message-ID {id}");
    }
    if let Some(bytes) = &message.rendered {
        println!("  rendered   {} bytes, the same at every attempt", bytes.len());
    }
    for attempt in &story.attempts {
        let code = attempt.code.map(|code| format!(" {code}")).unwrap_or_default();
        let began = at(attempt.started_at);
        println!(
            "  attempt {}  {began}  {}{code}, got as far as {}",
            attempt.number, attempt.verdict, attempt.phase
        );
    }
    Ok(())
}

fn tell(found: &Reconciliation) -> Ended {
    println!("{} accepted here and found in the log", found.agreed);
    let lists = [
        ("accepted here, not in the log", &found.not_in_log),
        (
            "in doubt here, found in the log (berth mail release ID --as delivered)",
            &found.uncertain_but_delivered,
        ),
        ("not accepted here, found in the log", &found.delivered_but_open),
        ("in the log, unknown here", &found.unknown),
        ("more than once in the log", &found.twice),
    ];
    for (what, ids) in lists {
        if !ids.is_empty() {
            println!("{} {what}:", ids.len());
            ids.iter().for_each(|id| println!("  {id}"));
        }
    }
    if lists.iter().all(|(_, ids)| ids.is_empty()) {
        Ended::Well
    } else {
        Ended::No
    }
}
