//! `berth dead-letters`: messages that no service could digest, and what becomes of them.

use anyhow::Result;
use berth_bus::{Content, DeadLetter, DeadLetters};
use berth_events::streams;
use berth_runtime::Settings;
use chrono::SecondsFormat;

use crate::Ended;
use crate::cli::DeadLettersTask;

pub(crate) async fn run(task: DeadLettersTask, settings: &Settings) -> Result<Ended> {
    crate::settings::command_logs(settings)?;
    let bus = super::operator_bus(settings).await?;
    let letters = bus.dead_letters();
    let done = carry_out(task, &letters).await;
    bus.drain().await;
    done.map(|()| Ended::Well)
}

async fn carry_out(task: DeadLettersTask, letters: &DeadLetters) -> Result<()> {
    match task {
        DeadLettersTask::List => {
            let all = letters.list().await?;
            if all.is_empty() {
                println!("there are no dead letters");
            }
            for letter in &all {
                println!("{}", line(letter));
            }
        }
        DeadLettersTask::Show { id } => show(letters, id).await?,
        DeadLettersTask::Replay { ids } => {
            for id in ids {
                let published = letters.replay(id).await?;
                println!(
                    "{id}: published again as message {} of {}",
                    published.sequence, published.stream
                );
            }
        }
        DeadLettersTask::Discard { ids } => {
            for id in ids {
                letters.discard(id).await?;
                println!("{id}: discarded");
            }
        }
    }
    Ok(())
}

fn line(letter: &DeadLetter) -> String {
    let time = letter.time.to_rfc3339_opts(SecondsFormat::Secs, true);
    let what = letter
        .subject
        .clone()
        .unwrap_or_else(|| format!("message {} of {}", letter.sequence, letter.stream));
    format!(
        "{}  {time}  {}  {what}\n    {}",
        letter.id, letter.consumer, letter.reason
    )
}

async fn show(letters: &DeadLetters, id: u64) -> Result<()> {
    let shown = letters.show(id).await?;
    println!("{}", line(&shown.letter));
    println!(
        "    delivered {} times, then {:?}",
        shown.letter.deliveries, shown.letter.cause
    );
    for (name, value) in &shown.headers {
        println!("    {name}: {value}");
    }
    let bytes = shown.payload.len();
    match shown.content {
        Content::Gone => println!("    its content is gone: the stream no longer keeps the message"),
        _ if shown.letter.stream == streams::CONTACTS => {
            println!("    content: {bytes} bytes, not shown because it is personal data");
        }
        Content::Copy | Content::Original => {
            println!("    content: {bytes} bytes: {}", hex::encode(&shown.payload))
        }
    }
    Ok(())
}
