//! A programme's own templates and texts, read from a folder whenever they change; the last good state stays.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use berth_domain::address::WireAddress;
use berth_domain::id::ProgrammeId;
use berth_domain::message::MessageKind;
use chrono::{DateTime, TimeDelta};
use chrono_tz::Tz;
use tokio::time::Instant;
use uuid::Uuid;

use crate::templates::{self, Templates};
use crate::texts::{BUILT_IN, Texts};
use crate::{Addressee, ComposeError, calendar, chain, letter, may_be_stopped, samples};

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

/// A programme's own templates as its folder has them now; none when it has none.
pub(super) fn read(folder: &Path) -> Result<Option<Templates>, ComposeError> {
    let files = fingerprint(folder);
    if files.is_empty() {
        return Ok(None);
    }
    load(folder, &files).map(Some)
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

/// Reads and compiles, and renders what the files touch: what passes here does not fail at night.
fn load(folder: &Path, files: &Fingerprint) -> Result<Templates, ComposeError> {
    let mut texts = Texts::built_in()?;
    let mut sources = BTreeMap::new();
    let mut touched = Touched::default();
    for (name, ..) in files {
        let broken = |what: String| ComposeError::Mjml {
            template: name.clone(),
            what,
        };
        let source = fs::read_to_string(folder.join(name))
            .map_err(|error| broken(format!("the file can't be read: {error}")))?;
        match name.strip_suffix(".ftl") {
            Some(locale) => {
                texts.overlay(locale, &source)?;
                touched.words(locale, &source);
            }
            None if templates::is_file(name) => {
                touched.template(name);
                sources.insert(name.clone(), source);
            }
            None => return Err(broken("there is no built-in file of that name".to_owned())),
        }
    }
    let languages = texts.languages();
    let templates = Templates::with(Arc::new(texts), |name| sources.get(name).cloned())?;
    for (kind, locale) in touched.pairs(&languages) {
        check(&templates, kind, locale)?;
    }
    Ok(templates)
}

/// Renders a kind in a language with all it may have: a way to stop it, and its calendar file.
fn check(templates: &Templates, kind: MessageKind, locale: &str) -> Result<(), ComposeError> {
    let address = WireAddress::parse("somebody@example.org")?;
    let to = Addressee {
        name: samples::name(kind),
        address: &address,
        locale,
        zone: Tz::Africa__Nairobi,
    };
    let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
    let mut all_facts = vec![samples::facts(kind, now)];
    if kind == MessageKind::InterviewHost {
        all_facts.push(samples::interview_called_off(now));
    }
    let stop = may_be_stopped(kind).then_some("https://example.org/stop");
    let about = calendar::About {
        kind,
        subject: Uuid::nil(),
        from: ("Berth", &address),
        now,
    };
    for facts in &all_facts {
        letter(templates, kind, &to, facts, now, stop)?;
        calendar::file(templates.texts(), &about, &to, facts)?;
    }
    Ok(())
}

/// What a programme's files change.
#[derive(Default)]
struct Touched {
    /// Kinds whose template is another.
    templates: BTreeSet<MessageKind>,
    /// Kinds with other words, by language.
    words: BTreeMap<String, BTreeSet<MessageKind>>,
}

impl Touched {
    fn template(&mut self, file: &str) {
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        let shared = matches!(name, "layout" | "parts");
        let kinds = MessageKind::ALL
            .iter()
            .filter(|kind| shared || templates::template_of(**kind) == name);
        self.templates.extend(kinds);
    }

    /// A text belongs to the kinds that begin with its first word (`offer-label-safe` stands in several mails about
    /// offers); others, such as labels, belong to all.
    fn words(&mut self, locale: &str, source: &str) {
        let kinds = self.words.entry(locale.to_owned()).or_default();
        let keys = source.lines().filter_map(|line| line.split_once('='));
        for (key, _) in keys.filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '-'))
        {
            let first = |name: &str| name.split('-').next().map(str::trim).map(str::to_owned);
            let own = MessageKind::ALL
                .iter()
                .filter(|kind| first(kind.as_str()) == first(key));
            let before = kinds.len();
            kinds.extend(own.clone());
            if before == kinds.len() && own.count() == 0 {
                kinds.extend(MessageKind::ALL);
            }
        }
    }

    /// What to render. A template is tried with every kind of it in English, as they differ in their facts, and with one of
    /// them in every other language. A language that isn't built in leans on English and is tried whole.
    fn pairs<'l>(&self, languages: &'l [String]) -> BTreeSet<(MessageKind, &'l str)> {
        let mut pairs = BTreeSet::new();
        for language in languages {
            let built_in = BUILT_IN.iter().any(|(tag, _)| tag == language);
            if let Some(kinds) = self.words.get(language) {
                pairs.extend(kinds.iter().map(|kind| (*kind, language.as_str())));
            }
            if !built_in {
                pairs.extend(MessageKind::ALL.iter().map(|kind| (*kind, language.as_str())));
            }
            let mut seen = BTreeSet::new();
            let tried = self
                .templates
                .iter()
                .filter(|kind| seen.insert(templates::template_of(**kind)) || language == "en");
            pairs.extend(tried.map(|kind| (*kind, language.as_str())));
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_files_touch_is_rendered_again() {
        let languages: Vec<String> = BUILT_IN.iter().map(|(tag, _)| (*tag).to_owned()).collect();
        let pairs = |touch: fn(&mut Touched)| {
            let mut touched = Touched::default();
            touch(&mut touched);
            touched.pairs(&languages).len()
        };
        assert_eq!(pairs(|files| files.words("lt", "receipt-lead = x\n")), 1);
        assert_eq!(
            pairs(|files| files.words("lt", "label-until = x\n")),
            MessageKind::ALL.len()
        );
        assert_eq!(pairs(|files| files.template("receipt.mjml")), languages.len());
        let everything = pairs(|files| files.template("layout.mjml"));
        assert!(everything < 2 * MessageKind::ALL.len(), "{everything}");
    }

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

        fs::remove_file(folder.join("receipt.mjml")).unwrap();
        for (name, source) in [
            ("reciept.mjml", "<mj-text>a name nobody knows</mj-text>"),
            ("fr.ftl", "interview-calendar = { $nobody }\n"),
            ("lt.ftl", "greeting = Labas, { $vardas }!\n"),
            (
                "sw.ftl",
                "interview-host-after = { $state ->\n [cancelled] { $nobody }\n *[other] x\n}\n",
            ),
            ("layout.txt", "{{ body }} {{ t(\"no-such-text\") }}"),
            ("notice.mjml", "<mj-text>{{ rows[0].value }}</mj-text>"),
        ] {
            fs::write(folder.join(name), source).unwrap();
            let kept = looked_again(&overrides).unwrap();
            assert!(
                Arc::ptr_eq(&good, &kept) || heading(&kept).contains("Your company"),
                "{name}"
            );
            assert!(load(&folder, &fingerprint(&folder)).is_err(), "{name} was taken");
            fs::remove_file(folder.join(name)).unwrap();
        }

        fs::remove_dir_all(&folder).unwrap();
        assert!(
            looked_again(&overrides).is_none(),
            "taken away: the built-in ones again"
        );
    }
}
