//! Free text to canonical skills, precision first: what isn't understood for certain stays unknown, and is shown for
//! confirmation with what it may have meant.

use std::collections::HashMap;

use berth_domain::id::SkillId;
use serde::Serialize;

use super::Vocabulary;
use super::words::{goes_after, goes_before, is_ordinary, is_season, is_vendor, needs_capital};

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

/// The words and keys of a vocabulary, ready for look-ups.
pub struct Mapper {
    keys: HashMap<String, (SkillId, How)>,
    /// For spelling: keys by first letter.
    by_letter: HashMap<char, Vec<(String, SkillId)>>,
}

impl Mapper {
    pub fn new(vocabulary: &Vocabulary) -> Self {
        let mut keys = HashMap::new();
        for skill in vocabulary.skills() {
            for name in [skill.id.as_str(), &skill.label] {
                keys.insert(key(name), (skill.id.clone(), How::Name));
            }
        }
        for skill in vocabulary.skills() {
            for alias in &skill.aliases {
                keys.entry(key(alias)).or_insert((skill.id.clone(), How::Alias));
            }
        }
        let mut by_letter: HashMap<char, Vec<(String, SkillId)>> = HashMap::new();
        for (key, (id, _)) in &keys {
            if let Some(letter) = key.chars().next() {
                by_letter
                    .entry(letter)
                    .or_default()
                    .push((key.clone(), id.clone()));
            }
        }
        for names in by_letter.values_mut() {
            names.sort();
        }
        Self { keys, by_letter }
    }

    /// Understands one piece of text as one skill, or not at all.
    pub fn map(&self, text: &str) -> Mapped {
        let given = text.trim().to_owned();
        let known = |skill: SkillId, how| Mapped {
            given: given.clone(),
            skill: Some(skill),
            how,
            suggestions: Vec::new(),
        };
        let whole = key(&given);
        if let Some((id, how)) = self.keys.get(&whole).filter(|_| !needs_capital(&given)) {
            return known(id.clone(), *how);
        }
        let words = words(&given);
        if let Some(id) = self.trimmed(&words) {
            return known(id, How::Trimmed);
        }
        let near = self.near(&whole);
        match near.as_slice() {
            [only] if !is_ordinary(&words) => known(only.clone(), How::Spelling),
            _ => Mapped {
                given,
                skill: None,
                how: How::Unknown,
                suggestions: self.suggestions(&whole, near),
            },
        }
    }

    /// Understands a cell with several skills: separated by commas, semicolons, bars, bullets or lines; also by slashes,
    /// `and` and brackets, where the whole isn't one skill itself.
    pub fn map_all(&self, cell: &str) -> Vec<Mapped> {
        let mut found = Vec::new();
        for piece in pieces(cell, &[',', ';', '|', '\n', '\u{2022}', '\u{b7}', '\t']) {
            let whole = self.map(&piece);
            if whole.skill.is_some() {
                found.push(whole);
                continue;
            }
            let parts = parts(&piece);
            if parts.len() > 1 {
                found.extend(parts.iter().map(|part| self.map(part)));
            } else {
                found.push(whole);
            }
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|m| !m.given.is_empty() && m.skill.as_ref().is_none_or(|id| seen.insert(id.clone())));
        found
    }

    /// Leaves out words around, most of the text kept first.
    fn trimmed(&self, words: &[String]) -> Option<SkillId> {
        let first = words.iter().take_while(|w| goes_before(w));
        let last = words.iter().rev().take_while(|w| goes_after(w));
        let (first, last) = (first.count(), last.count());
        let mut cuts: Vec<(usize, usize)> = (0..=first)
            .flat_map(|f| (0..=last).map(move |l| (f, l)))
            .collect();
        cuts.sort_by_key(|(f, l)| f + l);
        for (f, l) in cuts {
            if f + l == 0 || f + l >= words.len() {
                continue;
            }
            let middle: String = words.get(f..words.len() - l).unwrap_or_default().concat();
            // A vendor must not become a skill's only ground: "Microsoft C" isn't C.
            if middle.len() < 2 && words.iter().take(f).any(|w| is_vendor(w)) {
                continue;
            }
            if is_season(&middle, words.get(f + 1..).unwrap_or_default()) {
                continue;
            }
            let plural = middle.strip_suffix('s').filter(|stem| stem.len() > 3);
            if let Some((id, _)) = self.keys.get(&middle).or_else(|| self.keys.get(plural?)) {
                return Some(id.clone());
            }
        }
        // A version glued to the name: python3, html5, angular17.
        let [word] = words else { return None };
        let stem = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let plural = word.strip_suffix('s').filter(|stem| stem.len() > 3);
        let glued = (stem.len() > 2 && stem.len() < word.len()).then_some(stem);
        [glued, plural]
            .into_iter()
            .flatten()
            .find_map(|k| self.keys.get(k))
            .map(|(id, _)| id.clone())
    }

    /// Skills with a spelling near enough: same first letter, one slip under nine letters, else two; never under five.
    fn near(&self, text: &str) -> Vec<SkillId> {
        let length = text.chars().count();
        let allowed = match length {
            0..=4 => return Vec::new(),
            5..=8 => 1,
            _ => 2,
        };
        let mut near: Vec<(usize, SkillId)> = Vec::new();
        for (name, id) in text
            .chars()
            .next()
            .and_then(|c| self.by_letter.get(&c))
            .into_iter()
            .flatten()
        {
            let other = name.chars().count();
            if other < 5 || other.abs_diff(length) > allowed {
                continue;
            }
            let slips = distance(text, name);
            // In short words another letter is mostly another word; a letter lost, doubled or swapped is a slip.
            let replaced = slips == 1 && other == length && !swapped(text, name);
            if slips <= allowed && !(replaced && length < 7) && !digits_differ(text, name) {
                near.push((slips, id.clone()));
            }
        }
        near.sort();
        let best = near.first().map_or(0, |(slips, _)| *slips);
        let mut ids: Vec<SkillId> = near
            .into_iter()
            .filter(|(slips, _)| *slips == best)
            .map(|(_, id)| id)
            .collect();
        ids.dedup();
        ids
    }

    /// For a person to choose from: near spellings, then names that contain the text.
    fn suggestions(&self, text: &str, near: Vec<SkillId>) -> Vec<SkillId> {
        let mut found = near;
        if text.len() >= 4 {
            let mut within: Vec<(usize, &SkillId)> = self
                .keys
                .iter()
                .filter(|(name, _)| name.len() >= 4 && (name.contains(text) || text.contains(name.as_str())))
                .map(|(name, (id, _))| (name.len().abs_diff(text.len()), id))
                .collect();
            within.sort();
            for (_, id) in within {
                if !found.contains(id) {
                    found.push(id.clone());
                }
            }
        }
        found.truncate(3);
        found
    }
}

/// What a spelling is compared by: lower case, letters and digits only, `c++`, `c#` and `.net` kept apart.
fn key(text: &str) -> String {
    words(text).concat()
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let spelled = lower
        .replace("c++", "cpp")
        .replace("c#", "csharp")
        .replace("f#", "fsharp")
        .replace(".net", "dotnet")
        .replace("a/b", "ab")
        .replace('&', " and ");
    let folded: String = spelled.chars().map(fold).collect();
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The Latin letters with marks that names of tools are written with here and there.
fn fold(letter: char) -> char {
    match letter {
        '\u{e0}'..='\u{e5}' | '\u{101}' | '\u{105}' => 'a',
        '\u{e8}'..='\u{eb}' | '\u{113}' | '\u{117}' | '\u{119}' => 'e',
        '\u{ec}'..='\u{ef}' | '\u{12b}' | '\u{12f}' => 'i',
        '\u{f2}'..='\u{f6}' | '\u{f8}' => 'o',
        '\u{f9}'..='\u{fc}' | '\u{16b}' | '\u{173}' => 'u',
        '\u{10d}' | '\u{e7}' => 'c',
        '\u{161}' => 's',
        '\u{17e}' => 'z',
        other => other,
    }
}

fn pieces(text: &str, separators: &[char]) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut depth = 0_u32;
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        // A line ends whatever is open; other separators within brackets belong to them.
        if separators.contains(&letter) && (depth == 0 || letter == '\n') {
            depth = 0;
            pieces.push(String::new());
        } else if let Some(last) = pieces.last_mut() {
            last.push(letter);
        }
    }
    pieces
        .into_iter()
        .map(|p| p.trim().to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

fn parts(piece: &str) -> Vec<String> {
    let spaced = piece
        .replace(" and ", "/")
        .replace(" & ", "/")
        .replace(" or ", "/")
        .replace(" + ", "/");
    spaced
        .split(['/', '(', ')', '[', ']', ',', ';', ':'])
        .map(|p| {
            p.trim()
                .trim_start_matches("e.g. ")
                .trim_start_matches("incl. ")
                .to_owned()
        })
        .filter(|p| !p.is_empty())
        .collect()
}

/// html4 isn't a slip for html5.
fn digits_differ(a: &str, b: &str) -> bool {
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(a) != digits(b)
}

fn swapped(a: &str, b: &str) -> bool {
    let differing = a.chars().zip(b.chars()).filter(|(x, y)| x != y).count();
    differing == 2
}

/// Slips between two words: letters lost, added, replaced, or neighbours swapped (optimal string alignment).
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, x) in a.iter().enumerate() {
        let mut current = vec![row + 1];
        for (column, y) in b.iter().enumerate() {
            let at = |line: &[usize], n: usize| line.get(n).copied().unwrap_or(usize::MAX / 2);
            let mut least = (at(&above, column) + usize::from(x != y))
                .min(at(&above, column + 1) + 1)
                .min(at(&current, column) + 1);
            let crossed = row > 0 && column > 0 && a.get(row - 1) == Some(y) && b.get(column - 1) == Some(x);
            if crossed && x != y {
                least = least.min(at(&before, column - 1) + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above.last().copied().unwrap_or(0)
}
