//! How long a mail takes, words and bodies alone (`render`) and from facts to the bytes that are stored (`compose`):
//! `cargo run --release -p berth-letters --example render [mails]`. Two JSON lines per language, and one for compiling the
//! templates, in milliseconds of wall time: the least of five rounds.

use std::error::Error;
use std::time::Instant;

use berth_domain::address::WireAddress;
use berth_domain::message::MessageKind;
use berth_letters::{Addressee, Composer, Order, samples};
use chrono::DateTime;
use chrono_tz::Tz;
use uuid::Uuid;

fn main() -> Result<(), Box<dyn Error>> {
    let mails: usize = match std::env::args().nth(1) {
        Some(number) => number.parse()?,
        None => 10_000,
    };
    let begun = Instant::now();
    let composer = Composer::new("Berth <berth@example.org>")?;
    let languages = composer.languages();
    line("compile", languages.len(), begun.elapsed().as_secs_f64() * 1e3, 0);

    let now = DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000);
    let address = WireAddress::parse("amara@example.org")?;
    let facts: Vec<_> = MessageKind::ALL
        .iter()
        .map(|kind| (*kind, samples::facts(*kind, now)))
        .collect();
    for language in &languages {
        let to = Addressee {
            name: "Amara Okonkwo-Sample",
            address: &address,
            locale: language,
            zone: Tz::Africa__Lagos,
        };
        report(&format!("render {language}"), mails, || {
            let mut octets = 0;
            for (kind, facts) in facts.iter().cycle().take(mails) {
                let letter = composer.letter(*kind, &to, facts, now)?;
                octets += letter.subject.len() + letter.html.len() + letter.text.len();
            }
            Ok(octets)
        })?;
        report(&format!("compose {language}"), mails, || {
            let mut octets = 0;
            for (number, (kind, facts)) in facts.iter().cycle().take(mails).enumerate() {
                let order = Order {
                    programme_id: "p",
                    kind: *kind,
                    id: Uuid::from_u128(number as u128),
                    subject: Uuid::from_u128(8),
                };
                octets += composer.compose(&order, &to, facts, now)?.bytes.len();
            }
            Ok(octets)
        })?;
    }
    Ok(())
}

fn report(
    what: &str,
    size: usize,
    mut round: impl FnMut() -> Result<usize, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let (mut least, mut octets) = (f64::INFINITY, 0);
    for _ in 0..5 {
        let begun = Instant::now();
        octets = round()?;
        least = least.min(begun.elapsed().as_secs_f64() * 1e3);
    }
    line(what, size, least, octets / size.max(1));
    Ok(())
}

fn line(what: &str, size: usize, ms: f64, octets: usize) {
    println!("{{\"what\":\"{what}\",\"size\":{size},\"ms\":{ms:.1},\"octets\":{octets}}}");
}
