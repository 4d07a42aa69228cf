//! Free text to canonical skills, precision first: what isn't understood for certain stays unknown, and is shown for
//! confirmation with what it may have meant.

use std::collections::{BTreeMap, HashMap, HashSet};

use berth_domain::id::SkillId;
use serde::Serialize;

use super::Vocabulary;
use super::slips::slips;
use super::text::{key, tight, words};
use super::words::{
    Trust, cuts, is_address, is_filling, is_ordinary, is_title, is_vendor, is_worldly, trust,
};

/// What became of one piece of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mapped {
    /// As it was written.
    pub given: String,
    /// The skill, if it was understood.
    pub skill: Option<SkillId>,
    pub how: How,
    /// For what stayed unknown: skills it may mean, nearest first. Never taken without a person's word.
    pub suggestions: Vec<SkillId>,
}

/// Why a text was understood as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The label or id, but for case, spaces and punctuation.
    Name,
    /// A listed alias.
    Alias,
    /// After words around it were left out: a level, a vendor, a version, "programming", "experience with".
    Trimmed,
    /// One slip of the pen away, and nothing else is.
    Spelling,
    /// Not understood.
    Unknown,
}

/// A known spelling: label, id or alias.
pub(super) struct Name {
    words: Vec<String>,
    pub skill: SkillId,
    pub how: How,
}

/// What a text was found to mean.
pub(super) struct Found {
    pub skill: SkillId,
    pub how: How,
    pub trust: Trust,
    /// Whether its name is also a word or a name of everyday life.
    pub worldly: bool,
}

impl Found {
    pub(super) fn certain(skill: &SkillId, how: How) -> Self {
        Self {
            skill: skill.clone(),
            how,
            trust: Trust::Certain,
            worldly: false,
        }
    }
}

/// The words and keys of a vocabulary, ready for look-ups.
pub struct Mapper {
    pub(super) names: BTreeMap<String, Name>,
    /// Spellings that hold a slash or a bracket themselves, without spaces: `ci/cd`.
    pub(super) tight: HashMap<String, SkillId>,
    /// Spellings that mean several skills.
    pub(super) several: HashMap<String, Vec<SkillId>>,
    /// The words of all names.
    pub(super) jargon: HashSet<String>,
    /// For spelling: keys by first letter.
    by_letter: HashMap<char, Vec<String>>,
    /// The more general skills of each.
    pub(super) above: HashMap<SkillId, HashSet<SkillId>>,
}

/// Beyond this many letters a piece is prose, not the name of a skill.
pub(super) const LONGEST: usize = 120;

impl Mapper {
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut mapper = Self {
            names: BTreeMap::new(),
            tight: HashMap::new(),
            several: HashMap::new(),
            jargon: HashSet::new(),
            by_letter: HashMap::new(),
            above: HashMap::new(),
        };
        for skill in vocabulary.skills() {
            for name in [skill.id.as_str(), &skill.label] {
                mapper.learn(name, &skill.id, How::Name);
            }
        }
        for skill in vocabulary.skills() {
            for alias in &skill.aliases {
                mapper.learn(alias, &skill.id, How::Alias);
            }
        }
        for skill in vocabulary.skills() {
            let up = vocabulary.ancestors(&skill.id).map(|(id, _)| id.clone());
            mapper.above.insert(skill.id.clone(), up.collect());
        }
        for row in vocabulary.together() {
            let keys = row.aliases.iter().map(|alias| key(alias));
            mapper.several.extend(keys.map(|key| (key, row.skills.clone())));
        }
        let words = mapper.names.values().flat_map(|name| &name.words);
        mapper.jargon = words.filter(|word| word.len() > 2).cloned().collect();
        for key in mapper.names.keys() {
            if let Some(letter) = key.chars().next() {
                mapper.by_letter.entry(letter).or_default().push(key.clone());
            }
        }
        mapper
    }

    /// The first to claim a spelling keeps it; labels and ids come before aliases.
    fn learn(&mut self, name: &str, skill: &SkillId, how: How) {
        if name.contains(['/', '(']) {
            self.tight.entry(tight(name)).or_insert_with(|| skill.clone());
        }
        self.names.entry(key(name)).or_insert_with(|| Name {
            words: words(name),
            skill: skill.clone(),
            how,
        });
    }

    /// Understands one piece of text as one skill, or not at all.
    pub fn map(&self, text: &str) -> Mapped {
        let given = text.trim();
        match self.find(given) {
            Some(found) if found.trust != Trust::Bare => known(given, found),
            _ => self.unknown(given),
        }
    }

    /// Levels, years, versions, and vendors that aren't skills themselves: what brackets and dashes add to a name.
    pub(super) fn is_filling(&self, part: &str) -> bool {
        let words = words(part);
        is_filling(&words)
            || (words.iter().all(|w| is_vendor(w)) && !self.names.contains_key(&words.concat()))
    }

    pub(super) fn find(&self, text: &str) -> Option<Found> {
        if text.chars().count() > LONGEST || is_address(text) {
            return None;
        }
        let words = words(text);
        let exact = self.named(text, &words.concat());
        let (skill, how, name) = match exact {
            Some(exact) => exact,
            None if is_title(&words) => return None,
            None => self
                .trimmed(&words)
                .or_else(|| self.glued(&words))
                .or_else(|| self.misspelt(&words))?,
        };
        Some(Found {
            trust: trust(&name, text),
            worldly: is_worldly(&name),
            skill,
            how,
        })
    }

    fn named(&self, text: &str, key: &str) -> Option<(SkillId, How, String)> {
        if let Some(skill) = self.tight.get(&tight(text)) {
            return Some((skill.clone(), How::Alias, String::new()));
        }
        self.names
            .get(key)
            .map(|name| (name.skill.clone(), name.how, key.to_owned()))
    }

    /// Leaves out words around, most of the text kept first.
    fn trimmed(&self, words: &[String]) -> Option<(SkillId, How, String)> {
        for (around, middle) in cuts(words) {
            let key = middle.concat();
            if !around.says_nothing(&key) {
                continue;
            }
            let plural = key.strip_suffix('s').filter(|stem| stem.len() > 3);
            let name = self
                .names
                .get_key_value(&key)
                .or_else(|| self.names.get_key_value(plural?));
            if let Some((key, name)) = name {
                return Some((name.skill.clone(), How::Trimmed, key.clone()));
            }
        }
        None
    }

    /// A version glued to the name, or a plural: `python3`, `angular17`, `dashboards`.
    fn glued(&self, words: &[String]) -> Option<(SkillId, How, String)> {
        let [word] = words else { return None };
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let glued = (stem.len() > 2 && stem.len() < word.len()).then_some(stem);
        let plural = word
            .strip_suffix('s')
            .filter(|stem| stem.len() > 3 && !is_ordinary(words));
        let (key, name) = [glued, plural]
            .into_iter()
            .flatten()
            .find_map(|key| self.names.get_key_value(key))?;
        Some((name.skill.clone(), How::Trimmed, key.clone()))
    }

    /// The one skill a slip away: from all of the text, else from what is left without the words around.
    fn misspelt(&self, words: &[String]) -> Option<(SkillId, How, String)> {
        let core = cuts(words)
            .into_iter()
            .filter(|(around, middle)| around.says_nothing(&middle.concat()))
            .map(|(_, middle)| middle)
            .next_back()
            .unwrap_or(words);
        for text in [words, core] {
            if is_ordinary(text) || text.iter().all(|word| is_vendor(word)) {
                return None;
            }
            let near = self.near(text);
            if let [(skill, key)] = near.as_slice() {
                let everyday = trust(key, "") != Trust::Certain;
                return (!everyday).then(|| (skill.clone(), How::Spelling, key.clone()));
            }
        }
        None
    }

    /// The skills the fewest slips away, each with its spelling.
    fn near(&self, text: &[String]) -> Vec<(SkillId, String)> {
        let length: usize = text.iter().map(String::len).sum();
        let letter = text.first().and_then(|word| word.chars().next());
        let names = letter.and_then(|c| self.by_letter.get(&c)).into_iter().flatten();
        let mut near: Vec<(usize, &SkillId, &String)> = names
            .filter(|key| key.len().abs_diff(length) <= 4)
            .filter_map(|key| {
                let name = self.names.get(key)?;
                // `Unity testing` is no slip of `unit testing`.
                let meant = |(x, y): (&String, &String)| x != y && self.names.contains_key(x);
                if text.len() > 1 && text.iter().zip(&name.words).any(meant) {
                    return None;
                }
                Some((slips(text, &name.words)?, &name.skill, key))
            })
            .collect();
        near.sort();
        let best = near.first().map_or(0, |(slips, ..)| *slips);
        near.retain(|(slips, ..)| *slips == best);
        near.dedup_by(|a, b| a.1 == b.1);
        near.into_iter()
            .map(|(_, skill, key)| (skill.clone(), key.clone()))
            .collect()
    }

    pub(super) fn unknown(&self, given: &str) -> Mapped {
        Mapped {
            given: given.to_owned(),
            skill: None,
            how: How::Unknown,
            suggestions: self.suggestions(given),
        }
    }

    /// For a person to choose from: the name in doubt, near spellings, then names that contain the text.
    fn suggestions(&self, given: &str) -> Vec<SkillId> {
        let words = words(given);
        let text = words.concat();
        let mut found: Vec<SkillId> = self.find(given).map(|found| found.skill).into_iter().collect();
        found.extend(self.near(&words).into_iter().map(|(skill, _)| skill));
        if (4..LONGEST).contains(&text.len()) {
            // Word by word: `Robert` has nothing to do with BERT.
            let parts: HashSet<String> = runs(&words).collect();
            let begins = |name: &Name| name.words.iter().any(|word| word.starts_with(&text));
            let holds = |name: &Name| begins(name) || runs(&name.words).any(|run| run == text);
            let mut within: Vec<(usize, &SkillId)> = self
                .names
                .iter()
                .filter(|(key, name)| {
                    key.len() >= 4 && (parts.contains(*key) || (key.contains(&text) && holds(name)))
                })
                .map(|(key, name)| (key.len().abs_diff(text.len()), &name.skill))
                .collect();
            within.sort();
            found.extend(within.into_iter().map(|(_, skill)| skill.clone()));
        }
        let mut seen = HashSet::new();
        found.retain(|skill| seen.insert(skill.clone()));
        found.truncate(3);
        found
    }
}

/// Words that stand next to each other, run together.
fn runs(words: &[String]) -> impl Iterator<Item = String> {
    let from = move |from: usize| {
        let to = from + 1..=words.len();
        to.filter_map(move |to| Some(words.get(from..to)?.concat()))
    };
    (0..words.len()).flat_map(from)
}

pub(super) fn known(given: &str, found: Found) -> Mapped {
    Mapped {
        given: given.to_owned(),
        skill: Some(found.skill),
        how: found.how,
        suggestions: Vec::new(),
    }
}
