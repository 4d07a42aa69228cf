//! A cell of free text taken apart into the skills it names.

use std::collections::HashSet;

use berth_domain::id::SkillId;

use super::mapping::{Found, How, LONGEST, Mapped, Mapper, Name, known};
use super::text::{bracketed, key, listed, parts, pieces, tight, words};
use super::words::{
    Trust, beside, cuts, goes_after, goes_between, is_address, is_general, is_name_like, is_place,
    is_surname, is_technical, is_title, opens, trust,
};

/// A part of a cell and what was found in it.
type Part = (String, Option<Found>);

/// No name has more words.
const LONGEST_NAME: usize = 7;

impl Mapper {
    /// Understands a cell with several skills: separated by commas, semicolons, bars, bullets or lines; also by slashes,
    /// `and` and brackets, where the whole isn't one skill itself.
    pub fn map_all(&self, cell: &str) -> Vec<Mapped> {
        let mut found: Vec<Part> = Vec::new();
        for piece in pieces(cell, &[',', ';', '|', '\u{2022}', '\u{b7}', '\t']) {
            self.take_apart(&piece, &mut found);
        }
        self.meant_beside(&mut found);
        doubt_surname(&mut found);
        // A letter or an everyday word is believed in company only: `Python, R`, but not `R & D` or `categories B, C`.
        let understood = understood(&found);
        let abroad = found.iter().any(|(given, _)| is_place(given));
        let sure = |found_one: &Found| match found_one.trust {
            Trust::Certain => understood > 1 || !(abroad && found_one.worldly),
            Trust::Named => found.len() == 1 || understood > 1,
            Trust::Bare => understood > 1,
        };
        let sure: Vec<bool> = found
            .iter()
            .map(|(_, found)| found.as_ref().is_some_and(sure))
            .collect();
        let mut seen = HashSet::new();
        found
            .into_iter()
            .zip(sure)
            .map(|((given, found), sure)| match found {
                Some(found) if sure => known(&given, found),
                _ => self.unknown(&given),
            })
            .filter(|m| m.skill.as_ref().is_none_or(|id| seen.insert(id.clone())))
            .collect()
    }

    /// Names that mean another thing in their company: YARN beside Hadoop.
    fn meant_beside(&self, found: &mut [Part]) {
        let skills: HashSet<SkillId> = found
            .iter()
            .filter_map(|(_, found)| Some(found.as_ref()?.skill.clone()))
            .collect();
        let there = |id: &str| skills.iter().any(|skill| skill.as_str() == id);
        for found in found.iter_mut().filter_map(|(_, found)| found.as_mut()) {
            let meant = beside(found.skill.as_str(), there).and_then(|id| self.names.get(id));
            if let Some(name) = meant {
                *found = Found::certain(&name.skill, name.how);
            }
        }
    }

    /// One piece of a cell: as a whole where it is one name, else in its parts where they are understood.
    fn take_apart(&self, piece: &str, found: &mut Vec<Part>) {
        if let Some(several) = self.several(piece) {
            found.extend(several);
            return;
        }
        let whole = self.find(piece);
        if is_address(piece) || self.tight.contains_key(&tight(piece)) {
            found.push((piece.to_owned(), whole));
        } else if let Some((head, rest)) = bracketed(piece) {
            self.take_bracketed(piece, (head, rest), whole, found);
        } else if self.is_job(piece) {
            found.push((piece.to_owned(), whole));
        } else {
            self.take_parted(piece, whole, found);
        }
    }

    /// Of `Java (Spring)` the head is what it is about, the bracket more of it, or its level.
    fn take_bracketed(
        &self,
        piece: &str,
        (head, rest): (&str, &str),
        whole: Option<Found>,
        found: &mut Vec<Part>,
    ) {
        let mut own = Vec::new();
        self.take_apart(head, &mut own);
        if understood(&own) == 0 && whole.is_some() {
            self.take_parted(piece, whole, found);
            return;
        }
        // Its bracket is company enough: `Go (goroutines)`.
        if let [(_, Some(head))] = own.as_mut_slice()
            && head.trust == Trust::Named
        {
            head.trust = Trust::Certain;
        }
        let top = own
            .first()
            .and_then(|(_, found)| Some(found.as_ref()?.skill.clone()));
        for part in listed(rest).filter(|part| !self.is_filling(part)) {
            match self.beneath(head, top.as_ref(), part) {
                Some(name) => own.push((part.to_owned(), Some(name))),
                None => self.take_apart(part, &mut own),
            }
        }
        self.doubt(&mut own);
        found.extend(own);
    }

    /// Whether a piece is about a person's work, rather than ending with a name like `Tag Manager`.
    fn is_job(&self, piece: &str) -> bool {
        let parts = parts(piece);
        let Some(last) = parts.last() else {
            return false;
        };
        !piece.contains(':') && is_title(&words(last)) && !self.names.contains_key(&key(last))
    }

    /// A piece without brackets: its parts, or the names that stand in it one after the other.
    fn take_parted(&self, piece: &str, whole: Option<Found>, found: &mut Vec<Part>) {
        let all = parts(piece);
        let parts: Vec<String> = all.iter().filter(|p| !self.is_filling(p)).cloned().collect();
        let apart = match whole {
            Some(ref whole) => {
                let named = matches!(whole.how, How::Name | How::Alias);
                parts.len() > 1
                    && (piece.contains('/') || !named)
                    && parts.iter().all(|part| self.find(part).is_some())
            }
            None => true,
        };
        if !apart {
            found.push((piece.to_owned(), whole));
            return;
        }
        let mut split: Vec<Part> = (0..parts.len()).flat_map(|at| self.part(&parts, at)).collect();
        let complete = split.iter().all(|(_, found)| found.is_some());
        if all.len() > 1 && !split.is_empty() && complete {
            found.extend(split);
        } else if let Some(run) = self.run(piece) {
            found.extend(run);
        } else if parts.len() > 1 && understood(&split) > 0 {
            if !piece.contains('/') {
                self.doubt(&mut split);
            }
            found.extend(split);
        } else {
            found.push((piece.to_owned(), whole));
        }
    }

    /// One of several parts, on its own or with the word it shares with the others.
    fn part(&self, parts: &[String], at: usize) -> Vec<Part> {
        let Some(part) = parts.get(at) else {
            return Vec::new();
        };
        if let Some(several) = self.several(part) {
            return several;
        }
        let found = self.find(part).or_else(|| self.shared(parts, at));
        if found.is_none()
            && let Some(run) = self.run(part)
        {
            return run;
        }
        vec![(part.clone(), found)]
    }

    /// `Database design & normalization`, `hardware & software troubleshooting`: a part with the words before it in the
    /// first one, or the words after it in the last.
    fn shared(&self, parts: &[String], at: usize) -> Option<Found> {
        let part = parts.get(at)?;
        let (first, last) = (words(parts.first()?), words(parts.last()?));
        let before = (at > 0)
            .then(|| first.split_last())
            .flatten()
            .and_then(|(_, before)| self.with_some(before, part));
        let after = (at + 1 < parts.len()).then(|| last.split_first()).flatten();
        before.or_else(|| {
            let (_, after) = after?;
            (0..after.len())
                .filter_map(|from| after.get(from..))
                .find_map(|after| self.exact(&(key(part) + &after.concat())))
        })
    }

    /// What a part in brackets means under its head: `Google Workspace (Docs)`, `Azure (DevOps)`, `Testing (manual)`.
    fn beneath(&self, head: &str, top: Option<&SkillId>, part: &str) -> Option<Found> {
        let head = words(head);
        let found = self.with_some(&head, part).or_else(|| {
            let last = head.last()?;
            self.exact(&(key(part) + last))
        })?;
        // What says enough on its own keeps its meaning, unless both together are a kind of the head.
        let clear = self.find(part).is_some_and(|own| own.trust == Trust::Certain);
        let kind = top.is_some_and(|top| self.is_above(top, &found.skill));
        (!clear || kind).then_some(found)
    }

    /// A part with some words in a row put before it.
    fn with_some(&self, before: &[String], part: &str) -> Option<Found> {
        let part = key(part);
        (0..before.len())
            .flat_map(|from| (from + 1..=before.len()).map(move |to| (from, to)))
            .filter_map(|(from, to)| before.get(from..to))
            .find_map(|before| self.exact(&(before.concat() + &part)))
    }

    fn exact(&self, key: &str) -> Option<Found> {
        let Name { skill, how, .. } = self.names.get(key)?;
        Some(Found::certain(skill, *how))
    }

    /// A spelling that means several skills, with nothing else around it that says something.
    fn several(&self, piece: &str) -> Option<Vec<Part>> {
        let words = words(piece);
        let skills = self.several.get(&words.concat()).or_else(|| {
            cuts(&words)
                .into_iter()
                .filter(|(around, middle)| !is_title(&words) && around.says_nothing(&middle.concat()))
                .find_map(|(_, middle)| self.several.get(&middle.concat()))
        })?;
        let all = skills.iter().map(|skill| Found::certain(skill, How::Alias));
        Some(all.map(|found| (piece.to_owned(), Some(found))).collect())
    }

    /// A name that is also an everyday word, beside nothing but words that are no matter of technology, waits for better
    /// company: `Jest and humour`, `Jenkins & Sons`, `Postman (mail delivery)`.
    fn doubt(&self, parts: &mut [Part]) {
        let technical = |(given, found): &Part| found.is_none() && self.is_technical(given);
        if parts.len() < 2 || understood(parts) != 1 || parts.iter().any(technical) {
            return;
        }
        for found in parts.iter_mut().filter_map(|(_, found)| found.as_mut()) {
            if found.worldly {
                found.trust = Trust::Bare;
            }
        }
    }

    /// Whether an unknown part speaks of technology, by its words or by how it is written.
    fn is_technical(&self, part: &str) -> bool {
        is_name_like(part)
            || words(part)
                .iter()
                .all(|word| self.jargon.contains(word) || is_technical(word))
    }

    /// Names one after the other, with at most words that say nothing between: `Data analysis using Python`, `HTML CSS`.
    /// Nothing else may be there. One right before another that counts towards it only says where that belongs:
    /// `Java Spring`, `Google Cloud BigQuery`.
    fn run(&self, piece: &str) -> Option<Vec<Part>> {
        let words = words(piece);
        if words.len() > LONGEST || is_title(&words) {
            return None;
        }
        let certain = |name: &str| trust(name, "") == Trust::Certain;
        // Beside other names `monitoring` or `testing` is what they are for: `Grafana monitoring`.
        let general = |name: &str| certain(name) || (is_general(name) && words.len() > 1);
        let steps = [self.steps(&words, certain), self.steps(&words, general)];
        let steps = steps
            .iter()
            .find(|steps| steps.first().is_some_and(Option::is_some))?;
        let mut run: Vec<Part> = Vec::new();
        let mut rest = words.as_slice();
        let mut adjacent = false;
        while let Some((word, others)) = rest.split_first() {
            let length = (*steps.get(words.len() - rest.len())?)?;
            let Some((name, left)) = rest.split_at_checked(length).filter(|_| length > 0) else {
                if run.is_empty() && !opens(word) {
                    return None;
                }
                (rest, adjacent) = (others, false);
                continue;
            };
            let found = self.exact(&name.concat())?;
            if adjacent {
                let above = |f: &Found| self.is_above(&f.skill, &found.skill);
                run.pop_if(|(_, before)| before.as_ref().is_some_and(above));
            }
            run.push((name.join(" "), Some(found)));
            (rest, adjacent) = (left, true);
        }
        (!run.is_empty()).then_some(run)
    }

    /// For each word the length of the longest name that begins there and leaves a rest that can be read too; 0 where the
    /// word says nothing, `None` where the rest can't be read.
    fn steps(&self, words: &[String], believed: impl Fn(&str) -> bool) -> Vec<Option<usize>> {
        let opening = words.iter().take_while(|word| opens(word)).count();
        let mut steps: Vec<Option<usize>> = vec![None; words.len()];
        steps.push(Some(0));
        for at in (0..words.len()).rev() {
            let readable = |to: usize| steps.get(to).is_some_and(Option::is_some);
            let is_name = |to: usize| {
                let key = words.get(at..to).unwrap_or_default().concat();
                self.names.contains_key(&key) && believed(&key)
            };
            let name = (1..=LONGEST_NAME.min(words.len() - at))
                .rev()
                .find(|length| readable(at + length) && is_name(at + length));
            let idle = words
                .get(at)
                .is_some_and(|w| at < opening || goes_between(w) || goes_after(w));
            let step = name.or_else(|| (idle && readable(at + 1)).then_some(0));
            if let Some(slot) = steps.get_mut(at) {
                *slot = step;
            }
        }
        steps
    }

    fn is_above(&self, general: &SkillId, of: &SkillId) -> bool {
        self.above.get(of).is_some_and(|up| up.contains(general))
    }
}

/// `Jenkins, Robert` is somebody.
fn doubt_surname(found: &mut [Part]) {
    if let [(name, Some(own)), (given, None)] = found
        && is_surname(name)
        && given.starts_with(char::is_uppercase)
        && given.chars().skip(1).all(char::is_lowercase)
    {
        own.trust = Trust::Bare;
    }
}

fn understood(parts: &[Part]) -> usize {
    parts.iter().filter(|(_, found)| found.is_some()).count()
}
