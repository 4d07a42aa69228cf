//! A programme's own templates and texts, read from a folder whenever they change; the last good state stays.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use berth_domain::id::ProgrammeId;
use berth_domain::message::MessageKind;
use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use tokio::time::Instant;

use crate::chain;
use crate::templates::Templates;
use crate::texts::Texts;
use crate::{Addressee, ComposeError, letter, samples};
use berth_domain::address::WireAddress;

/// How often a folder is looked at.
const LOOK: Duration = Duration::from_secs(2);

/// Name, size and time of each file: when it is the same, so are the files.
type Fingerprint = Vec<(String, u64, Option<SystemTime>)>;

#[derive(Debug)]
pub(super) struct Overrides {
    dir: PathBuf,
    programmes: Mutex<BTreeMap<String, Programme>>,
}

#[derive(Debug)]
struct Programme {
    looked: Instant,
    seen: Fingerprint,
    good: Option<Arc<Templates>>,
}

impl Overrides {
    pub(super) fn new(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            programmes: Mutex::default(),
        }
    }

    /// The programme's own templates; none when it has none, or none that ever worked.
    pub(super) fn of(&self, programme_id: &str) -> Option<Arc<Templates>> {
        // A slug, so it can't name another folder.
        programme_id.parse::<ProgrammeId>().ok()?;
        let mut programmes = self.programmes.lock().unwrap_or_else(PoisonError::into_inner);
        let known = programmes.get(programme_id);
        if let Some(known) = known
            && known.looked.elapsed() < LOOK
        {
            return known.good.clone();
        }
        let folder = self.dir.join(programme_id);
        let seen = fingerprint(&folder);
        let good = match known {
            Some(known) if known.seen == seen => known.good.clone(),
            _ if seen.is_empty() => None,
            known => match load(&folder, &seen) {
                Ok(templates) => {
                    tracing::info!(
                        programme = programme_id,
                        files = seen.len(),
                        "the programme's own mail templates are in use"
                    );
                    Some(Arc::new(templates))
                }
                Err(error) => {
                    tracing::error!(
                        programme = programme_id,
                        error = chain(&error),
                        "the programme's own mail templates were refused; the last good ones stay"
                    );
                    known.and_then(|known| known.good.clone())
                }
            },
        };
        let programme = Programme {
            looked: Instant::now(),
            seen,
            good: good.clone(),
        };
        programmes.insert(programme_id.to_owned(), programme);
        good
    }
}

fn fingerprint(folder: &Path) -> Fingerprint {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Fingerprint = entries
        .filter_map(|entry| {
            let (name, meta) = (entry.file_name().into_string().ok()?, entry.metadata().ok()?);
            let ours = [".mjml", ".txt", ".html", ".ftl"]
                .iter()
                .any(|ending| name.ends_with(ending));
            (ours && meta.is_file()).then(|| (name, meta.len(), meta.modified().ok()))
        })
        .collect();
    files.sort();
    files
}

/// Reads, compiles, and renders every kind in every language once: what passes here does not fail at night.
fn load(folder: &Path, files: &Fingerprint) -> Result<Templates, ComposeError> {
    let mut texts = Texts::built_in()?;
    let mut sources = BTreeMap::new();
    for (name, ..) in files {
        let source = fs::read_to_string(folder.join(name)).map_err(|error| ComposeError::Mjml {
            template: name.clone(),
            what: format!("the file can't be read: {error}"),
        })?;
        match name.strip_suffix(".ftl") {
            Some(locale) => texts.overlay(locale, &source)?,
            None => {
                sources.insert(name.clone(), source);
            }
        }
    }
    let languages = texts.languages();
    let templates = Templates::with(Arc::new(texts), |name| sources.get(name).cloned())?;
    let address = WireAddress::parse("somebody@example.org")?;
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    for locale in &languages {
        for kind in MessageKind::ALL {
            let to = Addressee {
                name: samples::name(*kind),
                address: &address,
                locale,
                zone: Tz::Africa__Nairobi,
            };
            letter(&templates, *kind, &to, &samples::facts(*kind, now), now, None)?;
        }
    }
    Ok(templates)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks as if two seconds had passed.
    fn looked_again(overrides: &Overrides) -> Option<Arc<Templates>> {
        overrides
            .programmes
            .lock()
            .unwrap()
            .values_mut()
            .for_each(|known| known.looked -= LOOK);
        overrides.of("scale2us")
    }

    fn heading(templates: &Templates) -> String {
        let address = WireAddress::parse("a@example.org").unwrap();
        let to = Addressee {
            name: "A",
            address: &address,
            locale: "en",
            zone: Tz::UTC,
        };
        let at = DateTime::UNIX_EPOCH;
        letter(
            templates,
            MessageKind::Receipt,
            &to,
            &samples::facts(MessageKind::Receipt, at),
            at,
            None,
        )
        .unwrap()
        .text
    }

    #[tokio::test(start_paused = true)]
    async fn a_broken_override_is_refused_and_the_last_good_one_stays() {
        tokio::time::advance(LOOK * 10).await;
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("scale2us");
        let overrides = Overrides::new(dir.path());
        assert!(
            overrides.of("scale2us").is_none(),
            "nothing there: the built-in ones"
        );
        assert!(overrides.of("../scale2us").is_none());

        fs::create_dir(&folder).unwrap();
        fs::write(
            folder.join("en.ftl"),
            "receipt-lead = Your company is in the pool of { $programme }.\n",
        )
        .unwrap();
        let good = looked_again(&overrides).unwrap();
        assert!(heading(&good).contains("Your company is in the pool of Digital Explorers."));

        fs::write(
            folder.join("receipt.mjml"),
            "<mj-text colour=\"red\">{{ nothing }}</mj-text>",
        )
        .unwrap();
        assert!(heading(&looked_again(&overrides).unwrap()).contains("Your company is in the pool"));
        fs::write(
            folder.join("receipt.mjml"),
            "<mj-text>{{ nothing_of_that_name }}</mj-text>",
        )
        .unwrap();
        assert!(heading(&looked_again(&overrides).unwrap()).contains("Your company is in the pool"));

        fs::remove_dir_all(&folder).unwrap();
        assert!(
            looked_again(&overrides).is_none(),
            "taken away: the built-in ones again"
        );
    }
}
